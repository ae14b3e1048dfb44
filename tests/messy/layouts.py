"""Tables as bodies lay them out themselves: every mess of the group "layout", with each figure's cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from .campaigns import Asked, Place, Plan, amount, unmarked
from .grids import Cell, Formula, Grid, cell_name
from .switches import Odds
from .truth import ABSENT, CERTAIN, FIGURE, Verdict
from .writings import TYPED, Written, opened, plain, write_figure

Amounts = Mapping[str, Decimal]
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
THIS, LAST = "6 tháng đầu năm 2023", "6 tháng đầu năm 2022"

_VALUE_HEADS = (
    "Thực hiện",
    "Kết quả",
    "Số lượng",
    "Kết quả thực hiện",
    f"Thực hiện {THIS}",
    "Số liệu 6 tháng",
    f"Kết quả {THIS}",
)
_LAST_HEADS = ("Cùng kỳ năm 2022", "Cùng kỳ năm trước", f"Thực hiện {LAST}")
_UNKNOWN = (
    ("Số vụ việc hòa giải thành", "vụ"),
    ("Camera an ninh lắp mới", "chiếc"),
    ("Số lớp xóa mù chữ", "lớp"),
)


_SCOPES = ("Khối xã, phường", "Cấp huyện", "I. KHỐI CƠ QUAN")


@dataclass(slots=True)
class Line:
    """A row of a table: an indicator's or, without code, something else."""

    label: str
    unit: str
    written: Written
    code: str = ""
    last: Decimal | None = None
    hidden: bool = False
    whole: Decimal | None = None


@dataclass(slots=True)
class Table:
    grids: list[Grid]
    verdicts: dict[str, Verdict]
    switches: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Draw:
    """One seed's chance with its odds; remembers which switches were hit."""

    chance: Random
    odds: Odds
    hits: list[str] = field(default_factory=list)

    def hit(self, name: str) -> bool:
        hit = self.odds.hit(self.chance, name)
        if hit:
            self.hits.append(name)
        return hit


def table(draw: Draw, plan: Plan, head: Place | None, amounts: Amounts, where: str = TYPED) -> Table:
    """Lay a body's figures out; `head` is the body where the text inside names it."""
    other_period = draw.hit("other-period")
    titled = draw.hit("title-rows") or other_period
    lines = _lines(draw, plan, amounts, where)
    if draw.hit("transposed"):
        made = _across(draw, lines, head if titled else None, titled, other_period)
    else:
        made = _down(draw, plan, lines, head if titled else None, titled, other_period, where)
    _extra_sheets(draw, plan, made)
    for switch in ("other-period", "scope-row"):
        if switch in draw.hits:
            # The answer settles the figure; its estimated part stands beside it.
            made.verdicts = {code: verdict.asked(switch) for code, verdict in made.verdicts.items()}
    made.switches = list(dict.fromkeys(draw.hits))
    return made


# ---- lines


def _lines(draw: Draw, plan: Plan, amounts: Amounts, where: str) -> list[Line]:
    in_label = draw.hit("unit-in-label")
    lines = [
        _line(draw, row, amounts[row.code], where, in_label) for row in plan.asked if row.code in amounts
    ]
    _vague(draw, lines)
    _twice(draw, plan, lines, where)
    _of_which(draw, lines)
    for label, unit in _UNKNOWN if draw.hit("unknown-rows") else ():
        if draw.chance.random() < 0.5:
            extra = Line(label, unit, Written(draw.chance.randint(1, 90), Verdict(ABSENT)))
            lines.insert(draw.chance.randint(0, len(lines)), extra)
    if draw.hit("hidden-row"):
        _hidden_copy(draw, lines)
    if in_label:
        for line in lines:
            line.label, line.unit = (f"{line.label} ({line.unit})" if line.unit else line.label), ""
    return lines


def _line(draw: Draw, asked: Asked, true: Decimal, where: str, in_label: bool) -> Line:
    own = Draw(draw.chance, draw.odds)
    label = _label(own, asked)
    written, unit = write_figure(draw.chance, draw.odds, asked, true, where), asked.unit
    if own.hit("other-unit") and asked.code in _CONVERTED and written.verdict.kind == CERTAIN:
        unit, written = _other_unit(asked, true, where)
    verdict = written.verdict.because(*own.hits)
    if "indicator-unmarked" in own.hits:
        verdict = verdict.opened("indicator-unmarked")
    return Line(
        label, unit, replace(written, verdict=verdict), asked.code, _around(draw.chance, true), whole=true
    )


def _label(own: Draw, asked: Asked) -> str:
    label = asked.name
    if asked.aliases and own.hit("indicator-alias"):
        label = own.chance.choice(asked.aliases)
        label = label[0].upper() + label[1:]
    if own.hit("indicator-case"):
        label = own.chance.choice((label.upper(), label.replace(" ", "  ", 1), f" {label} ", label.lower()))
    if own.hit("indicator-unmarked"):
        label = unmarked(label)
    return label


_CONVERTED = {"minutes": ("giờ", Decimal(60)), "gifts-worth": ("nghìn đồng", Decimal("0.001"))}


def _other_unit(asked: Asked, true: Decimal, where: str) -> tuple[str, Written]:
    unit, factor = _CONVERTED[asked.code]
    told = (true / factor).to_integral_value()
    return unit, Written(plain(asked, told, where).raw, opened(told * factor))


def _vague(draw: Draw, lines: list[Line]) -> None:
    pair = [line for line in lines if line.code in ("models-new", "models-kept")]
    if draw.hit("vague-label") and len(pair) == 2:
        kept = pair[1]
        lines.remove(pair[0])
        kept.label = "Mô hình"
        if kept.written.verdict.kind == ABSENT:
            return
        kept.written = replace(
            kept.written,
            verdict=kept.written.verdict.only_known(hints=("Mô hình", "mô hình"), switches=("vague-label",)),
        )


def _twice(draw: Draw, plan: Plan, lines: list[Line], where: str) -> None:
    certain = [line for line in lines if line.written.verdict.kind == CERTAIN and line.whole]
    if draw.hit("twice-different") and certain:
        line = draw.chance.choice(certain)
        asked = next(row for row in plan.asked if row.code == line.code)
        assert line.whole is not None
        other = plain(asked, line.whole + draw.chance.randint(1, 50), where)
        verdict = line.written.verdict.only_known(switches=("twice-different",))
        line.written = replace(line.written, verdict=verdict)
        lines.append(Line(line.label, line.unit, other))


def _of_which(draw: Draw, lines: list[Line]) -> None:
    wide = [
        line
        for line in lines
        if line.written.verdict.kind == CERTAIN
        and isinstance(line.written.raw, int)
        and line.written.raw > 10
    ]
    if draw.hit("of-which-rows") and wide:
        line = draw.chance.choice(wide)
        assert isinstance(line.written.raw, int)
        part = draw.chance.randint(1, line.written.raw - 1)
        rows = [
            Line("Trong đó: - Tại trường học", line.unit, Written(part, Verdict(ABSENT))),
            Line("- Tại thôn, xóm", line.unit, Written(line.written.raw - part, Verdict(ABSENT))),
        ]
        at = lines.index(line) + 1
        lines[at:at] = rows


def _hidden_copy(draw: Draw, lines: list[Line]) -> None:
    certain = [line for line in lines if line.written.verdict.kind == CERTAIN and line.whole]
    if certain:
        line = draw.chance.choice(certain)
        assert line.whole is not None
        line.written = replace(line.written, verdict=line.written.verdict.opened("hidden-row"))
        old = Line(line.label, line.unit, Written(int(line.whole) + 7, Verdict(ABSENT)), hidden=True)
        lines.insert(lines.index(line), old)


def _around(chance: Random, true: Decimal) -> Decimal:
    return Decimal(max(1, round(float(true) * chance.uniform(0.6, 1.3))))


# ---- downwards


@dataclass(slots=True)
class _Columns:
    titles: list[str]
    label: int
    value: int
    number: int | None = None
    unit: int | None = None
    last: int | None = None
    plan: int | None = None
    estimate: int | None = None
    months: tuple[int, ...] = ()


def _down(
    draw: Draw,
    plan: Plan,
    lines: list[Line],
    head: Place | None,
    titled: bool,
    other_period: bool,
    where: str,
) -> Table:
    no_header = draw.hit("no-header")
    columns = _columns(draw, any(line.unit for line in lines), no_header, other_period)
    if not no_header and draw.hit("scope-row"):
        lines.insert(0, Line(draw.chance.choice(_SCOPES), "", Written(None, Verdict(ABSENT))))
    _with_formulas(draw, lines, where)
    if draw.hit("totals-row"):
        added = sum(line.written.raw for line in lines if isinstance(line.written.raw, int))
        lines.append(Line("Tổng cộng", "", Written(added, Verdict(ABSENT))))
    halves = [lines]
    if draw.hit("two-sheets") and len(lines) > 5:
        halves = [lines[: len(lines) // 2], lines[len(lines) // 2 :]]
    names = draw.chance.choice((("Sheet1", "Sheet2"), ("Biểu 1", "Biểu 2"), ("Số liệu", "Số liệu (tiếp)")))
    made = Table([], {})
    two_rows = draw.hit("two-header-rows")
    for name, half in zip(names, halves, strict=False):
        grid = Grid(name)
        if titled:
            _title(grid, head, len(columns.titles), LAST if other_period else THIS)
        _header(draw, grid, columns, two_rows)
        _body(draw, plan, grid, columns, half, made)
        made.grids.append(grid)
    if no_header:
        made.verdicts = {code: verdict.asked("no-header") for code, verdict in made.verdicts.items()}
    if draw.hit("notes-below"):
        _notes(draw, made.grids[-1])
    return made


def _columns(draw: Draw, units: bool, no_header: bool, other_period: bool) -> _Columns:
    titles: list[str] = []
    spots: dict[str, int] = {}

    def add(key: str, title: str) -> None:
        spots[key] = len(titles)
        titles.append(title)

    chance = draw.chance
    if chance.random() < 0.8:
        add("number", chance.choice(("STT", "TT", "Số TT")))
    add("label", chance.choice(("Chỉ tiêu", "Nội dung", "Nội dung chỉ tiêu", "Tên chỉ tiêu")))
    if units:
        add("unit", chance.choice(("ĐVT", "Đơn vị tính", "Đơn vị")))
    value = chance.choice(_VALUE_HEADS)
    if other_period:
        value = f"Thực hiện {LAST}"
    last = draw.hit("last-year") and not other_period
    months = () if last or no_header else _months(draw)
    if no_header:
        add("last", "")
        add("value", "")
    elif last:
        pair = [("last", chance.choice(_LAST_HEADS)), ("value", chance.choice((THIS.capitalize(), value)))]
        if chance.random() < 0.3:
            pair = [("last", "Năm 2022"), ("value", "Năm 2023")]
        if chance.random() < 0.4:
            pair.reverse()
        for key, title in pair:
            add(key, title)
    else:
        for title in months:
            add(title, title)
        if "months-no-total" not in draw.hits:
            add("value", chance.choice(("Tổng cộng", "Cộng", "Cộng 6 tháng")) if months else value)
        else:
            spots["value"] = spots[months[-1]]
    if not months and not no_header and draw.hit("estimate-column"):
        add("estimate", chance.choice(("Trong đó: ước", "Trong đó ước thực hiện", "Ước thực hiện")))
    if draw.hit("plan-column") and not months and not no_header:
        add("plan", "Kế hoạch năm 2023")
        add("percent", "Tỷ lệ % so với kế hoạch")
    if chance.random() < 0.5:
        add("note", "Ghi chú")
    return _Columns(
        titles,
        spots["label"],
        spots["value"],
        spots.get("number"),
        spots.get("unit"),
        spots.get("last"),
        spots.get("plan"),
        spots.get("estimate"),
        tuple(spots[m] for m in months),
    )


def _months(draw: Draw) -> tuple[str, ...]:
    bare = draw.hit("months-no-total")
    if draw.hit("months") or bare:
        return tuple(f"Tháng {number}" for number in (11, 12, 1, 2, 3, 4, 5))
    return ()


def _title(grid: Grid, head: Place | None, width: int, period: str) -> None:
    if head:
        first, second = head.letterhead
        grid.put(0, 0, first)
        grid.put(1, 0, second)
        grid.put(0, max(3, width - 1), MOTTO[0])
        grid.put(1, max(3, width - 1), MOTTO[1])
        grid.put(2, 0, None)
    row = len(grid.rows)
    grid.put(row, 0, f"BIỂU SỐ LIỆU KẾT QUẢ CÔNG TÁC TUYÊN TRUYỀN {period.upper()}")
    grid.merges.append((row, 0, row, max(2, width - 1)))
    grid.put(row + 1, 0, "(Kèm theo Báo cáo số 41/BC ngày 24/5/2023)")
    grid.put(row + 2, 0, None)


def _header(draw: Draw, grid: Grid, columns: _Columns, two_rows: bool) -> None:
    top = len(grid.rows)
    pair = sorted(place for place in (columns.last, columns.value) if place is not None)
    side_by_side = len(pair) == 2 and pair[1] == pair[0] + 1
    for place, title in enumerate(columns.titles):
        grid.put(top, place, title or None)
    if two_rows and side_by_side and columns.titles[columns.value]:
        for place, title in enumerate(columns.titles):
            if place in pair:
                grid.put(top, place, "Kết quả thực hiện" if place == pair[0] else None)
                grid.put(top + 1, place, title)
            else:
                grid.put(top + 1, place, None)
                grid.merges.append((top, place, top + 1, place))
        grid.merges.append((top, pair[0], top, pair[1]))
    if draw.hit("column-numbers"):
        row = len(grid.rows)
        for place in range(len(columns.titles)):
            grid.put(row, place, f"({place + 1})" if draw.chance.random() < 0.5 else place + 1)


def _body(draw: Draw, plan: Plan, grid: Grid, columns: _Columns, lines: list[Line], made: Table) -> None:
    kinds = {row.code: row for row in plan.asked}
    for number, line in enumerate(lines, 1):
        row = len(grid.rows)
        grid.put(row, len(columns.titles) - 1, None)
        if columns.number is not None and not line.label.startswith(("-", "Trong", *_SCOPES)):
            grid.put(row, columns.number, number)
        grid.put(row, columns.label, line.label)
        if columns.unit is not None:
            grid.put(row, columns.unit, line.unit or None)
        if columns.last is not None and line.last is not None:
            grid.put(row, columns.last, int(line.last))
        if columns.plan is not None and line.last is not None:
            grid.put(row, columns.plan, int(line.last * 2))
            grid.put(row, columns.plan + 1, round(float(line.whole or 0) * 50 / float(line.last), 1))
        verdict = line.written.verdict
        if columns.months:
            verdict = _put_months(draw, grid, row, columns, line, kinds.get(line.code))
        else:
            grid.put(row, columns.value, line.written.raw)
        if columns.estimate is not None and verdict.kind == CERTAIN and verdict.state == FIGURE:
            asked = kinds.get(line.code)
            part = int(Decimal(verdict.value or 0) / 10)
            grid.put(row, columns.estimate, part)
            verdict = replace(verdict, estimated=str(part)) if asked and asked.estimate else verdict
        if line.hidden:
            grid.hidden_rows.add(row)
        if line.code:
            _keep(made, line, verdict, cell_name(grid.name, row, columns.value))


def _put_months(
    draw: Draw, grid: Grid, row: int, columns: _Columns, line: Line, asked: Asked | None
) -> Verdict:
    raw = line.written.raw
    total_column = columns.value not in columns.months
    if total_column:
        grid.put(row, columns.value, raw)
    adds = isinstance(raw, int) and raw > 0 and asked is not None and asked.kind == "flow"
    if adds:
        assert isinstance(raw, int)
        left = raw
        for place in columns.months[:-1]:
            part = draw.chance.randint(0, left // 2)
            grid.put(row, place, part)
            left -= part
        grid.put(row, columns.months[-1], left)
    elif not total_column:
        grid.put(row, columns.value, raw)
    return line.written.verdict if total_column else line.written.verdict.opened("months-no-total")


def _keep(made: Table, line: Line, verdict: Verdict, at: str) -> None:
    hints = (*verdict.hints, line.label, line.label.strip())
    made.verdicts[line.code] = replace(verdict, at=at, hints=hints)


def _with_formulas(draw: Draw, lines: list[Line], where: str) -> None:
    kept, bare = draw.hit("formulas"), draw.hit("formulas-bare")
    for line in lines:
        raw, verdict = line.written.raw, line.written.verdict
        if (
            where != TYPED
            or not isinstance(raw, int)
            or raw < 2
            or not line.code
            or draw.chance.random() < 0.5
        ):
            continue
        part = draw.chance.randint(1, raw - 1)
        if bare:
            line.written = Written(Formula(f"={part}+{raw - part}", None), verdict.opened("formulas-bare"))  # type: ignore[arg-type]
        elif kept:
            told = Formula(f"=SUM({part},{raw - part})", raw)
            line.written = Written(told, verdict.because("formulas"))  # type: ignore[arg-type]


def _notes(draw: Draw, grid: Grid) -> None:
    row = len(grid.rows) + 1
    grid.put(row, 0, "Ghi chú: Số liệu tính đến ngày 24/5/2023; trong đó có 15 buổi lồng ghép.")
    grid.put(
        row + 1, 0, f"Người lập biểu: Nguyễn Văn Mẫu, điện thoại 0{draw.chance.randint(10**8, 10**9 - 1)}"
    )


# ---- across


def _across(draw: Draw, lines: list[Line], head: Place | None, titled: bool, other_period: bool) -> Table:
    grid, made = Grid("Sheet1"), Table([], {})
    shown = [line for line in lines if not line.label.startswith(("-", "Trong")) and not line.hidden]
    if titled:
        _title(grid, head, len(shown), LAST if other_period else THIS)
    two_years = draw.hit("last-year") and not other_period
    top = len(grid.rows)
    grid.put(top, 0, "Kỳ báo cáo" if two_years else "Nội dung")
    units = any(line.unit for line in shown)
    for place, line in enumerate(shown, 1):
        grid.put(top, place, line.label)
        if units:
            grid.put(top + 1, place, line.unit or None)
    if units:
        grid.put(top + 1, 0, "Đơn vị tính")
    rows = [(LAST.capitalize(), True), (THIS.capitalize(), False)] if two_years else [("Thực hiện", False)]
    for title, is_last in rows:
        row = len(grid.rows)
        grid.put(row, 0, title)
        for place, line in enumerate(shown, 1):
            told: Cell = int(line.last) if is_last and line.last is not None else line.written.raw
            grid.put(row, place, None if is_last and line.last is None else told)
            if line.code and not is_last:
                _keep(made, line, line.written.verdict, cell_name(grid.name, row, place))
    made.grids.append(grid)
    if draw.hit("notes-below"):
        _notes(draw, grid)
    return made


# ---- beside the table


def _extra_sheets(draw: Draw, plan: Plan, made: Table) -> None:
    if draw.hit("hidden-sheet"):
        old = Grid("2022", hidden=True)
        old.rows = [["Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2022"]]
        old.rows += [[row.name, row.unit, int(amount(draw.chance, row))] for row in plan.asked]
        made.grids.append(old)
    if draw.hit("empty-sheets"):
        taken = {grid.name for grid in made.grids}
        made.grids += [Grid(name) for name in ("Sheet2", "Sheet3") if name not in taken]


# ---- many bodies in one table


def bodies_table(
    draw: Draw, plan: Plan, rows: Mapping[Place, Amounts]
) -> tuple[Grid, dict[tuple[str, str], Verdict]]:
    """One row a body, indicators across, a totals row below; every body under its name or an alias."""
    grid, verdicts = Grid("Tổng hợp"), {}
    grid.put(0, 0, f"TỔNG HỢP KẾT QUẢ TUYÊN TRUYỀN CỦA CÁC ĐƠN VỊ {THIS.upper()}")
    grid.merges.append((0, 0, 0, len(plan.asked) + 1))
    grid.rows += [[], ["STT", "Đơn vị", *(f"{row.name} ({row.unit})" for row in plan.asked)]]
    for number, (body, amounts) in enumerate(rows.items(), 1):
        at = len(grid.rows)
        name = draw.chance.choice((body.name, *body.aliases))
        grid.rows.append([number, name])
        for place, asked in enumerate(plan.asked, 2):
            written = write_figure(draw.chance, draw.odds, asked, amounts[asked.code])
            grid.put(at, place, written.raw)
            verdicts[body.code, asked.code] = replace(
                written.verdict.because("bodies-table"), at=cell_name(grid.name, at, place)
            )
    row = len(grid.rows)
    grid.rows.append([None, "Tổng cộng"])
    for place in range(2, len(plan.asked) + 2):
        told = [line[place] for line in grid.rows[3:row] if len(line) > place]
        grid.put(row, place, sum(cell for cell in told if isinstance(cell, int)))
    return grid, verdicts
