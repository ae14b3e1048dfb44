"""A campaign as plain tables (what TOML and the campaign workbook both hold), and back.

The tables are dicts of str, bool and list; `campaign_from(tables_of(c)) == c` for every campaign c. An
unknown key is refused, since a misspelt one would otherwise be silently without effect.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from tonghop.domain.calendar.due_instants import LateMoment, proposed_late_moment
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.errors import Refusal
from tonghop.domain.language import match_key
from tonghop.domain.reporting.campaign import Body, Campaign, Excuse, Regime, Section
from tonghop.domain.reporting.checks import Check
from tonghop.domain.reporting.fields import FieldWrong, demand
from tonghop.domain.reporting.indicators import KIND_NAMES, Indicator
from tonghop.domain.reporting.level_deadlines import LEVEL_NAMES, LINE_NAMES, LevelDeadline
from tonghop.domain.reporting.values import plain_decimal

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a table: its Vietnamese name for the workbook's header, and how it is written.

    `newer`: workbooks written before this key was known have no column for it.
    """

    key: str
    vietnamese: str
    # text | texts | lines | flag | number | whole | window | choice | day | moment | date | phone | deadlines
    kind: str = "text"
    help: str = ""
    newer: bool = False


TABLES: dict[str, tuple[Field, ...]] = {
    "campaign": (
        Field("title", "Tên chiến dịch"),
        Field("directive", "Số, ký hiệu văn bản chỉ đạo"),
        Field(
            "form", "Thể thức báo cáo", "choice", "Thể thức của báo cáo tổng hợp: của Đảng hay của Nhà nước."
        ),
        Field("coordinator", "Cơ quan tổng hợp", help="Cơ quan nhận biểu và lập báo cáo tổng hợp."),
        Field("superior", "Cơ quan cấp trên", help="Ghi ở dòng đầu bên trái báo cáo; trống thì để trống."),
        Field("abbreviation", "Chữ viết tắt cơ quan", help="Như trong số văn bản, ví dụ BTGTU."),
        Field("place", "Địa danh", help="Ghi trước ngày tháng trên báo cáo."),
        Field("report_title", "Trích yếu báo cáo"),
        Field("signer", "Chức vụ người ký", help="Ví dụ TRƯỞNG BAN; tên người ký để trống."),
        Field("recipients", "Nơi nhận", "lines", "Mỗi nơi nhận một dòng (Alt+Enter để xuống dòng)."),
        Field(
            "signed",
            "Bản ký của báo cáo",
            "choice",
            "Đơn vị có phải nộp bản đã ký của báo cáo sau khi gửi không; bỏ trống là không bắt buộc.",
            newer=True,
        ),
        Field("to_resolve", "Cần quyết định", "lines"),
    ),
    "regime": (
        Field(
            "code",
            "Mã kỳ",
            help="H1, H2, Y, 9M, Q1 đến Q4, M01 đến M12, ONCE. Một kỳ gọi là NĂM-MÃ: 2023-H1.",
        ),
        Field("frequency", "Tần suất", "choice"),
        Field("due", "Hạn nộp", "day", "Ngày/tháng, ví dụ 30/5."),
        Field(
            "relation",
            "Trước hay chậm nhất",
            "choice",
            "Chữ trong văn bản: “trước ngày” hay “chậm nhất ngày”.",
        ),
        Field(
            "late_from", "Tính muộn từ", "moment", "Thời điểm đầu tiên bị tính là muộn, ví dụ 31/05 00:00."
        ),
        Field("on_holiday", "Khi hạn trùng ngày nghỉ", "choice"),
        Field("window", "Số liệu", "window", "Ngày/tháng. Ngày sau không tính: từ 30/10 đến trước 30/05."),
        Field(
            "indicators",
            "Chỉ hỏi các chỉ tiêu",
            "texts",
            "Bỏ trống: hỏi tất cả. Ghi mã hoặc tên, cách nhau dấu ;",
        ),
        Field("why", "Vì sao đề xuất như vậy"),
        Field(
            "deadlines",
            "Hạn riêng của từng cấp, khối",
            "deadlines",
            "Mỗi dòng một cấp hoặc khối: cấp xã: 25/05, muộn từ 26/05 00:00. Bỏ trống: cùng một hạn.",
            newer=True,
        ),
        Field(
            "opens_days_before",
            "Mở kỳ trước hạn (ngày)",
            "whole",
            "Số ngày từ khi mở kỳ đến hạn nộp đầu tiên; bỏ trống là 30.",
            newer=True,
        ),
    ),
    "indicator": (
        Field("code", "Mã", help="Chữ thường không dấu, số, gạch nối; bỏ trống thì máy tự đặt theo tên."),
        Field("name", "Chỉ tiêu"),
        Field("unit", "Đơn vị tính"),
        Field("kind", "Cách cộng", "choice", "Cộng dồn; số tại thời điểm; người, hộ không cộng được; tỷ lệ."),
        Field("estimate", "Có ước thực hiện", "flag", "Những ngày cuối kỳ được ước."),
        Field("target", "Kế hoạch chung", "number", "Số của cả chiến dịch, không phải của một đơn vị."),
        Field("aliases", "Tên gọi khác", "texts", "Các đơn vị có thể gọi khác; cách nhau dấu chấm phẩy."),
        Field("required", "Bắt buộc", "flag", "Bỏ trống là có. Không bắt buộc thì thiếu cũng không hỏi."),
        Field("decimals", "Số chữ số lẻ", "whole", "0: chỉ nhận số nguyên. Từ 0 đến 6."),
        Field("numerator", "Tử số", help="Chỉ với tỷ lệ: mã chỉ tiêu ở trên."),
        Field("denominator", "Mẫu số", help="Chỉ với tỷ lệ: mã chỉ tiêu ở dưới."),
        Field("note", "Ghi chú"),
        Field("group", "Nhóm", help="Đề mục của chỉ tiêu trong biểu."),
        Field("parent", "Là phần của (trong đó)", help="Mã chỉ tiêu lớn hơn chứa chỉ tiêu này."),
        Field("cumulative", "Có lũy kế", "flag", "Biểu hỏi thêm số lũy kế từ đầu năm."),
        Field("why", "Vì sao cộng như vậy"),
    ),
    "section": (
        Field("code", "Mã", help="Bỏ trống thì máy tự đặt theo tên."),
        Field("title", "Đề mục"),
        Field("parent", "Thuộc mục", help="Mã của mục ở trên; bỏ trống là mục lớn."),
        Field("figures", "Đặt bảng số liệu ở đây", "flag"),
    ),
    "body": (
        Field("code", "Mã", help="Bỏ trống thì máy tự đặt theo tên."),
        Field(
            "name", "Tên đơn vị", help="Một cơ quan, không phải một địa bàn: bốn cơ quan có thể cùng một xã."
        ),
        Field("line", "Khối", "choice"),
        Field("place", "Mã địa bàn", help="Mã số của Tổng cục Thống kê."),
        Field("parent", "Đơn vị cấp trên"),
        Field("aliases", "Tên gọi khác", "texts", "Tên viết tắt, tên cũ; cách nhau dấu chấm phẩy."),
        Field("contact", "Bộ phận đầu mối", help="Phòng, ban trả lời về báo cáo.", newer=True),
        Field("phone", "Điện thoại", "phone", "Để đôn đốc; nhiều số cách nhau dấu chấm phẩy.", newer=True),
        Field("level", "Cấp", "choice", "Chỉ cần khi có hạn riêng của từng cấp.", newer=True),
    ),
    "check": (
        Field("rule", "Quy tắc", help="Dùng mã chỉ tiêu, ví dụ attendances >= sessions."),
        Field("message", "Câu hỏi khi không đúng"),
    ),
    "excuse": (
        Field("body", "Mã đơn vị"),
        Field("cycle", "Kỳ", help="NĂM-MÃ, ví dụ 2023-H1."),
        Field("reason", "Lý do"),
        Field("by", "Người quyết định"),
        Field("on", "Ngày", "date", "Ngày quyết định miễn, ví dụ 20/05/2023."),
    ),
}

CHOICES: dict[tuple[str, str], dict[str, str]] = {
    ("campaign", "form"): {"party": "Đảng", "state": "Nhà nước"},
    ("campaign", "signed"): {"required": "bắt buộc", "optional": "không bắt buộc"},
    ("regime", "frequency"): {
        "once": "một lần",
        "monthly": "hằng tháng",
        "quarterly": "hằng quý",
        "semiannual": "6 tháng",
        "nine-month": "9 tháng",
        "annual": "hằng năm",
    },
    ("regime", "relation"): {"before": "trước ngày", "by": "chậm nhất ngày"},
    ("regime", "on_holiday"): {
        "as-is": "giữ nguyên",
        "next-working-day": "lùi sang ngày làm việc kế tiếp",
        "previous-working-day": "đưa lên ngày làm việc trước đó",
    },
    ("indicator", "kind"): dict(KIND_NAMES),
    ("body", "line"): dict(LINE_NAMES),
    ("body", "level"): dict(LEVEL_NAMES),
}
"""The codes of what is chosen from a list, with their Vietnamese words; both files understand either."""


def chosen_code(table: str, key: str, words: str) -> str:
    """Return the code that a chosen word stands for; what is in no list is returned as it is.

    >>> chosen_code("indicator", "kind", "Cộng dồn"), chosen_code("indicator", "kind", "stock")
    ('flow', 'stock')
    """
    choices = CHOICES[table, key]
    folded = match_key(words)
    return next((code for code, said in choices.items() if folded in (code, match_key(said))), words)


def campaign_from(tables: Table) -> Campaign:
    """Build a campaign from plain tables; raises FieldWrong with the place, the field and what to write."""
    _demand_keys("campaign", tables, TABLES)
    return Campaign(
        **_parsed("campaign", "[campaign]", _table(tables.get("campaign"), "[campaign]")),
        regimes=_rows(tables, "regime", _regime),
        indicators=_rows(tables, "indicator", Indicator),
        sections=_rows(tables, "section", Section),
        bodies=_rows(tables, "body", Body),
        checks=_rows(tables, "check", Check),
        excuses=_rows(tables, "excuse", Excuse),
    )


def tables_of(campaign: Campaign) -> dict[str, Any]:
    """Return a campaign as plain tables, leaving out what is empty, and flags and newer keys that stand at
    their default.
    """
    return {
        "campaign": _plain("campaign", campaign),
        "regime": [_plain("regime", row) for row in campaign.regimes],
        "indicator": [_plain("indicator", row) for row in campaign.indicators],
        "section": [_plain("section", row) for row in campaign.sections],
        "body": [_plain("body", row) for row in campaign.bodies],
        "check": [_plain("check", row) for row in campaign.checks],
        "excuse": [_plain("excuse", row) for row in campaign.excuses],
    }


def bodies_from(rows: Sequence[Table]) -> tuple[Body, ...]:
    """Build bodies from the rows of a bodies.csv, the same columns as [[body]]."""
    return tuple(_built("body", row, number, Body) for number, row in enumerate(rows, 1))


# The dataclass constructors take typed keywords that only these tables know: Any stands for "checked by the
# field's kind".
_Row = TypeVar("_Row")


def _rows(tables: Table, name: str, build: Callable[..., _Row]) -> tuple[_Row, ...]:
    rows = tables.get(name, [])
    demand(isinstance(rows, Sequence) and not isinstance(rows, str), f"[[{name}]]", name, rows, *_A_LIST)
    assert isinstance(rows, Sequence)
    return tuple(_built(name, row, number, build) for number, row in enumerate(rows, 1))


def _built(name: str, row: object, number: int, build: Callable[..., _Row]) -> _Row:
    where = f"[[{name}]] {number}"
    table = _table(row, where)
    if code := table.get("code") or table.get("name"):
        where = f"[[{name}]] {code}"
    parsed = _parsed(name, where, table)
    for field in _REQUIRED[name]:
        demand(field in parsed, where, field, "", "Điền vào ô này.", "Fill it in.")
    return build(**parsed)


def _parsed(name: str, where: str, table: Table) -> dict[str, Any]:
    known = {field.key: field for field in TABLES[name]}
    _demand_keys(where, table, known)
    parsed = {
        key: _value(known[key], where, raw, name) for key, raw in table.items() if raw not in ("", None, [])
    }
    if name == "campaign":
        for key in ("title", "coordinator"):
            demand(key in parsed, where, key, "", "Điền vào ô này.", "Fill it in.")
    return parsed


def _regime(**row: Any) -> Regime:
    where = f"[[regime]] {row['code']}"
    row["due"] = _small_type(DayOfYear.parse, row["due"], where, "due", "05-30")
    late = row.get("late_from")
    row["late_from"] = (
        _small_type(LateMoment.parse, late, where, "late_from", "05-31T00:00")
        if late
        else proposed_late_moment(row["due"])
    )
    return Regime(**row)


def _value(field: Field, where: str, raw: object, table: str) -> Any:
    if field.kind in ("texts", "lines"):
        return _texts(field, where, raw)
    if field.kind == "flag":
        demand(
            isinstance(raw, bool),
            where,
            field.key,
            raw,
            "Ghi true hoặc false (trong Excel: có/không).",
            "Write true or false.",
        )
        return raw
    if field.kind == "window":
        return _window(where, field.key, raw)
    if field.kind == "deadlines":
        return _deadlines(where, field.key, raw)
    if field.kind in ("number", "whole"):
        return _number(field, where, raw)
    if isinstance(raw, date):
        return raw.isoformat()
    demand(isinstance(raw, str), where, field.key, raw, "Ghi dưới dạng chữ.", "Write it as text.")
    return chosen_code(table, field.key, str(raw)) if field.kind == "choice" else raw


def _texts(field: Field, where: str, raw: object) -> tuple[str, ...]:
    separator = ";" if field.kind == "texts" else "\n"
    right = isinstance(raw, list) and all(isinstance(word, str) and separator not in word for word in raw)
    demand(right, where, field.key, raw, *_A_LIST)
    return tuple(raw) if isinstance(raw, list) else ()


def _number(field: Field, where: str, raw: object) -> Decimal | int:
    try:
        number = Decimal(str(raw))
    except InvalidOperation:
        number = Decimal("NaN")
    right = number.is_finite() and (field.kind == "number" or number == number.to_integral_value())
    demand(right, where, field.key, raw, "Ghi một con số, ví dụ 100.", "Write a number, for example 100.")
    return number if field.kind == "number" else int(number)


def _window(where: str, key: str, raw: object) -> Window:
    right = isinstance(raw, list) and len(raw) == 2 and all(isinstance(day, str) for day in raw)
    demand(right, where, key, raw, 'Ghi hai ngày, ví dụ ["10-30", "05-30"].', "Write two days of the year.")
    assert isinstance(raw, list)
    start, end = (_small_type(DayOfYear.parse, day, where, key, "05-30") for day in raw)
    return Window(start, end)


def _deadlines(where: str, key: str, raw: object) -> tuple[LevelDeadline, ...]:
    right = isinstance(raw, list) and all(isinstance(row, str) for row in raw)
    demand(right, where, key, raw, 'Ghi một danh sách, ví dụ ["commune 05-25"].', "Write a list.")
    assert isinstance(raw, list)
    return tuple(_small_type(LevelDeadline.parse, row, where, key, "commune 05-25") for row in raw)


_Small = TypeVar("_Small")


def _small_type(parse: Callable[[str], _Small], text: str, where: str, field: str, example: str) -> _Small:
    try:
        return parse(text)
    except (ValueError, Refusal):
        advice = f"Ghi như {example}.", f"Write it like {example}."
        raise FieldWrong(
            where=where, field=field, found=text, advice_vi=advice[0], advice_en=advice[1]
        ) from None


def _plain(name: str, row: object) -> dict[str, Any]:
    defaults = {field.name: field.default for field in fields(row)}  # type: ignore[arg-type]
    plain = {}
    for field in TABLES[name]:
        value = getattr(row, field.key)
        is_usual = (field.newer or field.kind in ("flag", "whole")) and value == defaults[field.key]
        if value in ("", (), None) or is_usual:
            continue
        plain[field.key] = _written(field, value)
    return plain


def _written(field: Field, value: object) -> object:
    if field.kind in ("flag", "whole"):
        return value
    if isinstance(value, tuple | Window):
        return [str(part) for part in value]
    return plain_decimal(value) if isinstance(value, Decimal) else str(value)


def _table(value: object, where: str) -> Table:
    demand(isinstance(value, Mapping), where, where, "", "Thiếu phần này.", "This table is missing.")
    assert isinstance(value, Mapping)
    return value


def _demand_keys(where: str, table: Table, known: Mapping[str, object]) -> None:
    names = ", ".join(known)
    for key in table:
        demand(
            key in known,
            where,
            str(key),
            "",
            f"Không có ô tên này; các ô: {names}.",
            f"No such key; known: {names}.",
        )


_A_LIST = ('Ghi một danh sách, ví dụ ["a", "b"].', 'Write a list, for example ["a", "b"].')
_REQUIRED = {
    "regime": ("code", "frequency", "due"),
    "indicator": ("code", "name", "unit"),
    "section": ("code", "title"),
    "body": ("code", "name"),
    "check": ("rule", "message"),
    "excuse": ("body", "cycle", "reason", "by"),
}
