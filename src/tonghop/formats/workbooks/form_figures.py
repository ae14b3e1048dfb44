"""The figures of a form: one row an indicator, with this period, nil, estimate, last year's and a note.

Numbers are validated as they are typed; what contradicts itself turns red; one line on top says how much is
still to be filled in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tonghop.domain.grids import cell_name
from tonghop.domain.reporting.campaign import Body
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.formats.workbooks import form_layout as layout
from tonghop.formats.workbooks.form_looks import (
    FIRST_ROW,
    HELP_ROW,
    FormColumn,
    height,
    print_on_a4,
    protect,
    write_keys,
    write_top,
)
from tonghop.formats.workbooks.form_request import EMPTY, Filled, FormRequest, code_line

SHEET = "Số liệu"
_NAME_WIDTH = 44
_ROOM_FOR_A_NOTE = 30.0
_INPUTS = (layout.VALUE, layout.ESTIMATED, layout.CUMULATIVE)
_HELP = (
    "Có số liệu thì ghi số; bằng 0 thì ghi 0. Không phát sinh thì chọn x. Chưa có số liệu thì để trống.",
    "Chỉ ghi số, không ghi kèm chữ (“12”, không ghi “12 buổi”). Điều cần nói thêm ghi ở cột “Ghi chú”.",
)
_HELP_ESTIMATE = "“Trong đó: ước” là phần ước tính những ngày cuối kỳ, đã nằm trong cột “Thực hiện trong kỳ”."
_HELP_CUMULATIVE = "“Lũy kế” là tổng từ đầu năm đến hết kỳ này, gồm cả kỳ này."
_HELP_CODE = "Không sửa dòng mã dưới đây; nhờ nó mà biểu được nhận đúng đơn vị, đúng kỳ."


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every row of the table needs: the sheet, its formats, the place of each column and row by key."""

    sheet: Any
    look: Mapping[str, Any]
    columns: Mapping[str, int]
    rows: Mapping[str, int]
    filled: Filled = EMPTY

    def cell(self, code: str, key: str) -> str:
        """The address of an indicator's cell, or "" where the form does not have it."""
        if code not in self.rows or key not in self.columns:
            return ""
        return cell_name("", self.rows[code], self.columns[key]).removeprefix("!")


def write_figures(
    sheet: Any,
    request: FormRequest,
    body: Body,
    previous: Mapping[str, Decimal],
    look: Mapping[str, Any],
    filled: Filled = EMPTY,
) -> None:
    """Write the sheet of figures of one body, with the cells that it has filled in."""
    identity = request.identity(body)
    asked = request.campaign.asked(request.cycle)
    columns = _columns(asked)
    write_top(sheet, request, body, "BIỂU SỐ LIỆU", columns, look)
    write_keys(sheet, layout.FIGURES_KEY, columns, identity)
    lines = tuple(_lines(asked))
    rows = {line.code: row for row, line in enumerate(lines, FIRST_ROW) if isinstance(line, Indicator)}
    table = _Sheet(sheet, look, {column.key: place for place, column in enumerate(columns, 1)}, rows, filled)
    number = 0
    for row, line in enumerate(lines, FIRST_ROW):
        if isinstance(line, Indicator):
            number += not line.parent
            _write_indicator(table, line, "" if line.parent else number, previous)
        else:
            sheet.merge_range(row, 1, row, len(columns), line, look["group"])
            sheet.set_row(row, 20)
    _write_status(table, asked, len(columns))
    end = FIRST_ROW + len(lines)
    _mark_contradictions(table, end - 1)
    _write_help(table, asked, end + 1, len(columns), code_line(identity))
    sheet.freeze_panes(FIRST_ROW, 3)
    print_on_a4(sheet, identity)
    protect(sheet)


def _columns(asked: Sequence[Indicator]) -> tuple[FormColumn, ...]:
    estimated = FormColumn(layout.ESTIMATED, layout.TITLES[layout.ESTIMATED], 13)
    wanted = (
        (True, FormColumn("number", "STT", 5)),
        (True, FormColumn(layout.NAME, layout.NAMES[layout.FIGURES_KEY], _NAME_WIDTH)),
        (True, FormColumn("unit", "Đơn vị tính", 11)),
        (True, FormColumn(layout.VALUE, layout.TITLES[layout.VALUE], 14)),
        (True, FormColumn(layout.NIL_MARK, layout.TITLES[layout.NIL_MARK], 11)),
        (any(row.estimate for row in asked), estimated),
        (
            any(row.cumulative for row in asked),
            FormColumn(layout.CUMULATIVE, layout.TITLES[layout.CUMULATIVE], 13),
        ),
        (True, FormColumn(layout.PREVIOUS, "Cùng kỳ\nnăm trước", 12)),
        (any(row.target is not None for row in asked), FormColumn(layout.TARGET, "Kế hoạch\nchung", 12)),
        (True, FormColumn(layout.NOTE, layout.TITLES[layout.NOTE], 26)),
        (True, FormColumn("", layout.CODES, 9)),
    )
    return tuple(column for is_wanted, column in wanted if is_wanted)


def _lines(asked: Sequence[Indicator]) -> Iterator[Indicator | str]:
    """The rows of the table: indicators, and a heading where a new group begins."""
    group = ""
    for indicator in asked:
        if indicator.group and indicator.group != group:
            yield indicator.group
        group = indicator.group
        yield indicator


def _write_indicator(
    table: _Sheet, indicator: Indicator, number: int | str, previous: Mapping[str, Decimal]
) -> None:
    sheet, look, places = table.sheet, table.look, table.columns
    row = table.rows[indicator.code]
    code = f"{layout.COMPUTED if indicator.kind == RATE else ''}{indicator.code}"
    sheet.set_row(row, height(indicator.name, _NAME_WIDTH, _ROOM_FOR_A_NOTE))
    sheet.write_string(row, 0, code)
    sheet.write_string(row, places[""], code, look["code_cell"])
    if number == "":
        sheet.write_blank(row, places["number"], None, look["label_centred"])
    else:
        sheet.write_number(row, places["number"], number, look["label_centred"])
    name_look = "label_part" if indicator.parent else "label"
    sheet.write_string(row, places[layout.NAME], indicator.name, look[name_look])
    sheet.write_string(row, places["unit"], indicator.unit, look["label_centred"])
    if indicator.kind == RATE:
        _write_rate(table, row, indicator)
    else:
        _write_inputs(table, row, indicator)
    _write_shown(table, row, layout.PREVIOUS, previous.get(indicator.code))
    if layout.TARGET in places:
        _write_shown(table, row, layout.TARGET, indicator.target)
    note = table.filled.cell(indicator.code, layout.NOTE)
    _write_filled(sheet, row, places[layout.NOTE], note, look["text_input"])


def _write_filled(sheet: Any, row: int, place: int, told: Decimal | str | None, look: Any) -> None:
    if told is None or told == "":
        sheet.write_blank(row, place, None, look)
    elif isinstance(told, Decimal):
        sheet.write_number(row, place, float(told), look)
    else:
        sheet.write_string(row, place, told, look)


def _write_shown(table: _Sheet, row: int, key: str, amount: Decimal | None) -> None:
    if amount is None:
        table.sheet.write_string(row, table.columns[key], "–", table.look["label_centred"])
    else:
        table.sheet.write_number(row, table.columns[key], float(amount), table.look["shown"])


def _write_inputs(table: _Sheet, row: int, indicator: Indicator) -> None:
    sheet, look = table.sheet, table.look
    entry = look["input_whole" if indicator.decimals == 0 else "input"]
    asks = {layout.VALUE: True, layout.ESTIMATED: indicator.estimate, layout.CUMULATIVE: indicator.cumulative}
    for key, place in ((key, table.columns.get(key)) for key in _INPUTS):
        if place is not None:
            told = table.filled.cell(indicator.code, key) if asks[key] else None
            _write_filled(sheet, row, place, told, entry if asks[key] else look["closed"])
        if place is not None and asks[key]:
            sheet.data_validation(row, place, row, place, _number_rule(indicator, key))
    place = table.columns[layout.NIL_MARK]
    _write_filled(sheet, row, place, table.filled.cell(indicator.code, layout.NIL_MARK), look["mark_input"])
    sheet.data_validation(row, place, row, place, _NIL_RULE)


_NIL_RULE = {
    "validate": "list",
    "source": [layout.MARK],
    "input_title": "Không phát sinh",
    "input_message": "Chọn x nếu trong kỳ không phát sinh; có số liệu thì để trống.",
    "error_title": "Không phát sinh",
    "error_message": "Chọn x nếu không phát sinh, để trống nếu có số liệu.",
}


def _number_rule(indicator: Indicator, key: str) -> dict[str, Any]:
    kind = "số nguyên" if indicator.decimals == 0 else f"số, có thể lẻ đến {indicator.decimals} chữ số"
    told = {
        layout.VALUE: f"Ghi {kind}, không ghi kèm chữ. Không phát sinh: chọn x ở cột bên.",
        layout.ESTIMATED: f"Phần ước những ngày cuối kỳ, đã nằm trong số thực hiện. Ghi {kind}.",
        layout.CUMULATIVE: f"Tổng từ đầu năm đến hết kỳ này. Ghi {kind}.",
    }
    return {
        "validate": "integer" if indicator.decimals == 0 else "decimal",
        "criteria": ">=",
        "value": 0,
        "input_title": indicator.unit[:32],
        "input_message": told[key][:255],
        "error_title": "Chưa phải con số",
        "error_message": f"Ô này cần một {kind}, từ 0 trở lên. Nếu không phát sinh, chọn x ở cột bên."[:255],
    }


def _write_rate(table: _Sheet, row: int, indicator: Indicator) -> None:
    sheet, look = table.sheet, table.look
    above, below = (table.cell(code, layout.VALUE) for code in (indicator.numerator, indicator.denominator))
    scale = "*100" if indicator.unit.strip() == "%" else ""
    if above and below:
        formula = f'=IF(N({below})=0,"",ROUND(N({above}){scale}/{below},2))'
        sheet.write_formula(row, table.columns[layout.VALUE], formula, look["shown"], "")
    else:
        sheet.write_string(row, table.columns[layout.VALUE], "tự tính", look["label_centred"])
    for key in (layout.NIL_MARK, layout.ESTIMATED, layout.CUMULATIVE):
        if key in table.columns:
            sheet.write_blank(row, table.columns[key], None, look["closed"])


def _write_status(table: _Sheet, asked: Sequence[Indicator], last: int) -> None:
    """One line on top: what to fill in, and how many of the required rows are still empty."""
    value = table.columns[layout.VALUE]
    table.sheet.set_row(HELP_ROW, 20)
    table.sheet.merge_range(HELP_ROW, 1, HELP_ROW, value - 1, "Chỉ điền các ô nền vàng.", table.look["small"])
    required = [row.code for row in asked if row.required and row.kind != RATE]
    table.sheet.merge_range(HELP_ROW, value, HELP_ROW, last, "", table.look["status"])
    if not required:
        return
    empty = "+".join(_is_empty(table, first, final) for first, final in _runs(table, required))
    formula = f'=IF({empty}=0,"Đã điền đủ các chỉ tiêu bắt buộc.","Còn "&({empty})&" chỉ tiêu chưa điền.")'
    still = [
        code
        for code in required
        if not any(table.filled.cell(code, key) not in (None, "") for key in (layout.VALUE, layout.NIL_MARK))
    ]
    first_seen = f"Còn {len(still)} chỉ tiêu chưa điền." if still else "Đã điền đủ các chỉ tiêu bắt buộc."
    table.sheet.write_formula(HELP_ROW, value, formula, table.look["status"], first_seen)


def _is_empty(table: _Sheet, first: int, final: int) -> str:
    value, nil = (_range(table.columns[key], first, final) for key in (layout.VALUE, layout.NIL_MARK))
    return f'SUMPRODUCT(({value}="")*({nil}=""))'


def _runs(table: _Sheet, codes: Sequence[str]) -> list[tuple[int, int]]:
    """Rows that follow each other, as first and last, so that the formula stays short."""
    runs: list[tuple[int, int]] = []
    for row in sorted(table.rows[code] for code in codes):
        if runs and runs[-1][1] == row - 1:
            runs[-1] = runs[-1][0], row
        else:
            runs.append((row, row))
    return runs[:_MOST_RUNS]


_MOST_RUNS = 60


def _range(column: int, first: int, final: int) -> str:
    ends = (cell_name("", row, column).removeprefix("!") for row in (first, final))
    return ":".join(ends)


def _mark_contradictions(table: _Sheet, last_row: int) -> None:
    """Turn red: words where a number belongs, a figure beside an x, a part or a sum that does not fit."""
    cell = {
        key: f"${cell_name('', FIRST_ROW, place).removeprefix('!')}" for key, place in table.columns.items()
    }
    value, nil = cell[layout.VALUE], cell[layout.NIL_MARK]
    rules = {layout.VALUE: f'AND({value}<>"",OR(ISTEXT({value}),{nil}<>""))'}
    if layout.ESTIMATED in cell:
        rules[layout.ESTIMATED] = f"N({cell[layout.ESTIMATED]})>N({value})"
    if layout.CUMULATIVE in cell:
        total = cell[layout.CUMULATIVE]
        rules[layout.CUMULATIVE] = f'AND({total}<>"",N({total})<N({value}))'
    for key, rule in rules.items():
        place = table.columns[key]
        format_rule = {"type": "formula", "criteria": f"={rule}", "format": table.look["wrong"]}
        table.sheet.conditional_format(FIRST_ROW, place, max(FIRST_ROW, last_row), place, format_rule)


def _write_help(table: _Sheet, asked: Sequence[Indicator], row: int, last: int, code: str) -> None:
    sentences = [*_HELP]
    if any(line.estimate for line in asked):
        sentences.append(_HELP_ESTIMATE)
    if any(line.cumulative for line in asked):
        sentences.append(_HELP_CUMULATIVE)
    for place, sentence in enumerate((*sentences, _HELP_CODE), row):
        table.sheet.merge_range(place, 1, place, last, sentence, table.look["small"])
    end = row + len(sentences) + 1
    table.sheet.merge_range(end, 1, end, last, code, table.look["code"])
