"""What the tables and fields of a campaign are called on the screen, in both languages.

Vietnamese names are those of the campaign file; the English ones stand here in one literal table, and a test
holds that none is missing.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tonghop.domain.reporting.campaign_changes import ORDER, Change
from tonghop.domain.reporting.campaign_record import CHOICES, TABLES, Field
from tonghop.domain.reporting.level_deadlines import LEVEL_NAMES, LINE_NAMES
from tonghop.domain.reporting.regime_words import Words
from tonghop.formats.workbooks import campaign_layout as layout
from tonghop.web.office.vietnamese import is_english, vi

PARTS: Mapping[str, Words] = MappingProxyType(
    {
        "campaign": Words("Thông tin chung", "General"),
        "regime": Words("Chế độ báo cáo", "Reporting regimes"),
        "indicator": Words("Chỉ tiêu", "Indicators"),
        "section": Words("Đề cương", "Outline"),
        "body": Words("Đơn vị", "Bodies"),
        "check": Words("Kiểm tra", "Checks"),
        "excuse": Words("Miễn báo cáo", "Excuses"),
    }
)
"""The parts of a campaign, each with a page of its own."""

ONE: Mapping[str, Words] = MappingProxyType(
    {
        "campaign": Words("thông tin chung", "general"),
        "regime": Words("chế độ báo cáo", "reporting regime"),
        "indicator": Words("chỉ tiêu", "indicator"),
        "section": Words("đề mục", "heading"),
        "body": Words("đơn vị", "body"),
        "check": Words("kiểm tra", "check"),
        "excuse": Words("miễn báo cáo", "excuse"),
    }
)

FIELDS_EN: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "campaign": {
            "title": ("Title", ""),
            "directive": ("Symbol of the directive", ""),
            "form": ("Official form", "Of the consolidated report: the Party's or the State's."),
            "coordinator": ("Coordinator", "Receives the forms and writes the consolidated report."),
            "superior": ("Body above", "On the report's first line at the left; may stay empty."),
            "abbreviation": ("Letters of the office", "As in document symbols, for example BTGTU."),
            "place": ("Place", "Before the date on the report."),
            "report_title": ("Subject of the report", ""),
            "signer": ("Signer's office", "For example TRƯỞNG BAN; the name stays empty."),
            "recipients": ("Recipients", "One a line."),
            "signed": (
                "Signed papers of reports",
                "Whether bodies hand in the signed paper; empty: optional.",
            ),
            "to_resolve": ("To be decided", "One a line; delete what is decided."),
        },
        "regime": {
            "code": ("Code", "H1, H2, Y, 9M, Q1 to Q4, M01 to M12, ONCE. A cycle is YEAR-CODE: 2023-H1."),
            "frequency": ("Frequency", ""),
            "due": ("Due day", "Day/month, for example 30/5."),
            "relation": ("Before or by", "The directive's word: “trước ngày” or “chậm nhất ngày”."),
            "late_from": ("Late from", "The first moment that is late, for example 31/05 00:00."),
            "on_holiday": ("Where the due day is a day off", ""),
            "window": ("Figures count", "Day/month. The later day does not count."),
            "indicators": ("Only these indicators", "None ticked: all are asked."),
            "why": ("Why it is proposed", ""),
            "deadlines": (
                "Deadlines by level or line",
                "One a line: cấp xã: 25/05, muộn từ 26/05 00:00. Empty: one deadline for all.",
            ),
            "opens_days_before": ("Opens days before", "Days from opening to the first due day; else 30."),
        },
        "indicator": {
            "code": ("Code", "Lower-case letters without marks, digits, hyphens; empty: made of the name."),
            "name": ("Indicator", ""),
            "unit": ("Unit of measure", ""),
            "kind": ("How it adds", "Flow; stock at a moment; people or households, not added; rate."),
            "estimate": ("May be estimated", "For the last days of the period."),
            "target": ("Target", "Of the whole campaign, not of one body."),
            "aliases": ("Other names", "As bodies may call it; semicolons between."),
            "required": ("Required", "If not, nothing is asked where it is missing."),
            "decimals": ("Decimal places", "0: whole numbers only. From 0 to 6."),
            "numerator": ("Numerator", "For a rate only."),
            "denominator": ("Denominator", "For a rate only."),
            "note": ("Remark", ""),
            "group": ("Group", "The heading it stands under in the form."),
            "parent": ("Part of", "The larger indicator that contains this one."),
            "cumulative": ("Cumulative too", "The form also asks for the sum since the year's start."),
            "why": ("Why it adds so", ""),
        },
        "section": {
            "code": ("Code", "Empty: made of the name."),
            "title": ("Heading", ""),
            "parent": ("Below", "The heading above; empty for a main heading."),
            "figures": ("The table of figures stands here", ""),
        },
        "body": {
            "code": ("Code", "Empty: made of the name."),
            "name": ("Name", "A body, not a place: four bodies may share one commune."),
            "line": ("Line", ""),
            "place": ("Code of the place", "Of the General Statistics Office."),
            "parent": ("Body above", ""),
            "aliases": ("Other names", "Short and former names; semicolons between."),
            "contact": ("Office that answers", ""),
            "phone": ("Telephone", "For reminders; semicolons between."),
            "level": ("Level", "Needed only where levels have deadlines of their own."),
        },
        "check": {
            "rule": ("Rule", "With the indicators' codes, for example attendances >= sessions."),
            "message": ("Question where it does not hold", ""),
        },
        "excuse": {
            "body": ("Body", ""),
            "cycle": ("Cycle", "YEAR-CODE, for example 2023-H1."),
            "reason": ("Reason", ""),
            "by": ("Decided by", ""),
            "on": ("Day", "Of the decision, for example 20/05/2023."),
        },
    }
)
"""Name and help of each field, in English."""

CHOICES_EN: Mapping[str, str] = MappingProxyType(
    {
        "party": "Party",
        "state": "State",
        "front": "Front and mass organisations",
        "press": "press",
        "police": "police",
        "army": "army",
        "enterprise": "enterprises",
        "required": "required",
        "optional": "optional",
        "once": "once",
        "monthly": "monthly",
        "quarterly": "quarterly",
        "semiannual": "half-yearly",
        "nine-month": "nine months",
        "annual": "yearly",
        "before": "before",
        "by": "by",
        "as-is": "kept",
        "next-working-day": "moved to the next working day",
        "previous-working-day": "moved to the working day before",
        "flow": "flow",
        "stock": "stock",
        "distinct": "distinct count",
        "rate": "rate",
        "country": "central",
        "province": "province",
        "district": "district",
        "commune": "commune",
    }
)


def said(words: Words) -> str:
    """Return a sentence in the reader's language."""
    return words.english if is_english() else words.vietnamese


def field_name(table: str, field: Field) -> str:
    return FIELDS_EN[table][field.key][0] if is_english() else field.vietnamese


def field_help(table: str, field: Field) -> str:
    return FIELDS_EN[table][field.key][1] if is_english() else field.help


def choice_name(table: str, key: str, code: str) -> str:
    if is_english():
        return CHOICES_EN.get(code, code)
    return CHOICES[table, key].get(code, code)


def level_name(level: str) -> str:
    """Return what a level or a line of deadlines is called."""
    if is_english():
        return CHOICES_EN[level]
    return LEVEL_NAMES.get(level) or f"khối {LINE_NAMES[level]}"


def shown(table: str, key: str, value: object) -> str:
    """Return a plain value of a table as one reads it on a page."""
    field = next(field for field in TABLES[table] if field.key == key)
    if value is None or value == "":
        return ""
    if field.kind == "choice":
        return choice_name(table, key, str(value))
    if field.kind == "flag":
        return _YES_NO[bool(value)].english if is_english() else _YES_NO[bool(value)].vietnamese
    if field.kind == "window" and isinstance(value, list):
        start, end = (layout.shown(table, layout.Column(field, part), value) for part in (0, 1))
        return f"{start} → {end}"
    return layout.shown(table, layout.Column(field), value).replace("\n", "; ")


def told(table: str, key: str, value: object) -> str | SafeString:
    """Return a value as `shown`, marked as Vietnamese where it is words of the campaign's own."""
    field = next(field for field in TABLES[table] if field.key == key)
    words = shown(table, key, value)
    return vi(words) if field.kind in OF_WORDS else words


def told_change(change: Change) -> str:
    """Return one difference of two versions as a sentence."""
    one = said(ONE[change.table])
    name = format_html("{} “{}”", one, vi(change.row)) if change.row else said(PARTS[change.table])
    if change.field == ORDER:
        return format_html("{}: changed order." if is_english() else "{}: đổi thứ tự.", name)
    if not change.field:
        return _came_or_went(name, came=change.before is None)
    field = next(field for field in TABLES[change.table] if field.key == change.field)
    before, after = (
        told(change.table, change.field, value) or ("empty" if is_english() else "trống")
        for value in (change.before, change.after)
    )
    called = field_name(change.table, field)
    pattern = "{}: {} from “{}” to “{}”." if is_english() else "{}: {} từ “{}” thành “{}”."
    return format_html(pattern, name, called, before, after)


def _came_or_went(name: str, *, came: bool) -> str:
    if is_english():
        return format_html("{}: {}.", "Added" if came else "Taken out", name)
    return format_html("{} {}.", "Thêm" if came else "Bỏ", name)


def row_cells(table: str, row: Mapping[str, object]) -> Sequence[str]:
    """Return the cells by which a row is known in its part's list."""
    return [told(table, key, row.get(key)) for key in LISTED[table]]


LISTED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "regime": ("code", "frequency", "due", "late_from"),
        "indicator": ("name", "unit", "kind", "target"),
        "section": ("title", "parent", "figures"),
        "body": ("name", "line", "level", "contact"),
        "check": ("rule", "message"),
        "excuse": ("body", "cycle", "reason"),
    }
)
"""The fields that the list of a part shows."""

OF_WORDS = frozenset({"text", "texts", "lines", "deadlines"})
"""The kinds of fields that hold words; the others are days, numbers, and choices that have both names."""

_YES_NO = (Words("không", "no"), Words("có", "yes"))
