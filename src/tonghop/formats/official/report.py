"""The consolidated report as Word: heading, coverage said once, figures, narratives by section, signature,
annex.

Thin for now: one document; the annex of sources goes to documents of its own later.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.consolidation.figures import FigureSource, Total
from tonghop.domain.consolidation.narratives import NarrativeItem
from tonghop.domain.language import flat
from tonghop.domain.reporting.campaign import Campaign, Section
from tonghop.domain.reporting.due_list import Standing
from tonghop.domain.reporting.indicators import DISTINCT
from tonghop.domain.reporting.values import State, vietnamese_number
from tonghop.formats.official.blocks import Letterhead, recipient_lines, write_end, write_heading, write_title
from tonghop.formats.official.page import CENTRE, LEFT, RIGHT, Column, Page, Row, Run
from tonghop.formats.official.styles import STYLES

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_NAMED_IN_TEXT = 12
_ABSENT = ((Standing.MISSING, "ĐƠN VỊ CHƯA BÁO CÁO"), (Standing.EXCUSED, "ĐƠN VỊ ĐƯỢC MIỄN BÁO CÁO"))
_FIGURES_TITLE = "Số liệu tổng hợp"


def report_docx(consolidation: Consolidation, day: date) -> bytes:
    """Write the report of a consolidation, dated `day`, its number left to the clerk. Equal input gives equal
    bytes.
    """
    campaign = consolidation.campaign
    page = Page(STYLES[campaign.form], _title(consolidation))
    write_heading(page, _letterhead(campaign, day))
    write_title(page, "Báo cáo", _title(consolidation))
    page.paragraph(_opening(consolidation))
    page.paragraph(_coverage(consolidation))
    _write_outline(page, consolidation)
    page.paragraph(_closing(campaign), keep=True)
    recipients = campaign.recipients or ("Như trên", f"Lưu {campaign.coordinator}")
    write_end(page, recipient_lines(recipients, is_party=page.style.is_party), _signer(campaign))
    _write_annex(page, consolidation)
    return page.content()


def _title(consolidation: Consolidation) -> str:
    campaign = consolidation.campaign
    return f"{campaign.report_title or campaign.title}, {consolidation.cycle.vietnamese}"


def _letterhead(campaign: Campaign, day: date) -> Letterhead:
    separator = "-" if campaign.form == "party" else "/"
    join = "/" if campaign.form == "party" else "-"
    symbol = f"{separator}BC{join}{campaign.abbreviation or '……'}"
    superior = campaign.superior
    if superior and campaign.place and campaign.place not in superior:
        superior = f"{superior} {campaign.place}"
    return Letterhead(superior, _own_name(campaign), symbol, campaign.place, day)


def _own_name(campaign: Campaign) -> str:
    """The coordinator's name without the body above it, which stands on its own line: "Ban Tuyên giáo | Tỉnh
    ủy".
    """
    own, above = campaign.coordinator.split(), campaign.superior.split()
    for shared in range(min(len(own) - 1, len(above)), 0, -1):
        if own[-shared:] == above[:shared]:
            return " ".join(own[:-shared])
    return campaign.coordinator


def _signer(campaign: Campaign) -> tuple[str, ...]:
    return tuple(campaign.signer.splitlines())


def _opening(consolidation: Consolidation) -> str:
    campaign = consolidation.campaign
    basis = f"Thực hiện văn bản số {campaign.directive}, " if campaign.directive else ""
    period = campaign.regime(consolidation.cycle).period(consolidation.cycle.year)
    counted = f" (số liệu tính {period.vietnamese})" if period else ""
    start = basis + campaign.coordinator if basis else campaign.coordinator
    return f"{start} tổng hợp kết quả {consolidation.cycle.vietnamese}{counted} như sau:"


def _coverage(consolidation: Consolidation) -> str:
    """Say once who is in the figures and who is not, with names where something is missing."""
    counts = consolidation.coverage
    received = len(consolidation.due) - counts[Standing.MISSING] - counts[Standing.EXCUSED]
    parts = [
        (Standing.ON_TIME, "đúng hạn"),
        (Standing.LATE, "sau hạn"),
        (Standing.UNKNOWN_TIME, "chưa rõ thời điểm"),
    ]
    told = ", ".join(f"{counts[standing]} {words}" for standing, words in parts if counts[standing])
    sentences = [
        f"Có {received}/{len(consolidation.due)} đơn vị đã gửi báo cáo{f' ({told})' if told else ''}"
    ]
    for standing, words in (
        (Standing.MISSING, "chưa báo cáo"),
        (Standing.EXCUSED, "được miễn báo cáo kỳ này"),
    ):
        if counts[standing]:
            sentences.append(f"{counts[standing]} đơn vị {words}{_named(consolidation, standing)}")
    outside = (
        " Số liệu dưới đây không gồm các đơn vị chưa báo cáo và được miễn." if len(sentences) > 1 else ""
    )
    return f"{'; '.join(sentences)}.{outside}"


def _named(consolidation: Consolidation, standing: Standing) -> str:
    codes = consolidation.bodies_that_are(standing)
    if len(codes) > _NAMED_IN_TEXT:
        return " (danh sách ở phụ lục)"
    return f": {', '.join(_names(consolidation.campaign, codes))}"


def _names(campaign: Campaign, codes: Sequence[str]) -> list[str]:
    names = {body.code: body.name for body in campaign.bodies}
    return [names[code] for code in codes]


def _closing(campaign: Campaign) -> str:
    to = f"{campaign.superior} và cơ quan có thẩm quyền" if campaign.superior else "cơ quan có thẩm quyền"
    return f"{campaign.coordinator} trân trọng báo cáo {to}./."


# ---- the outline


def _write_outline(page: Page, consolidation: Consolidation) -> None:
    sections = consolidation.campaign.sections
    placed = any(section.figures for section in sections)
    if not placed:
        _write_heading_line(page, "I", _FIGURES_TITLE, is_top=True)
        _write_figures(page, consolidation)
    items = {narrative.section: narrative.items for narrative in consolidation.narratives}
    for number, section in _numbered(sections, start=0 if placed else 1):
        _write_heading_line(page, number, section.title, is_top=not section.parent)
        if section.figures:
            _write_figures(page, consolidation)
        if section.code in items:
            _write_items(page, consolidation.campaign, items[section.code])


def _numbered(sections: Sequence[Section], *, start: int) -> Iterator[tuple[str, Section]]:
    counts = {"": start}
    for section in sections:
        count = counts[section.parent] = counts.get(section.parent, 0) + 1
        yield (str(count) if section.parent or count > len(_ROMAN) else _ROMAN[count - 1]), section


def _write_heading_line(page: Page, number: str, title: str, *, is_top: bool) -> None:
    text = f"{number}. {title.upper() if is_top else title}"
    page.paragraph(Run(text, bold=True), align=LEFT, before=6 if is_top else 0, keep=True)


def _write_items(page: Page, campaign: Campaign, items: Sequence[NarrativeItem]) -> None:
    if not items:
        page.paragraph(Run("Các đơn vị không có nội dung báo cáo.", italic=True))
    for item in items:
        names = ", ".join(_names(campaign, [source.body for source in item.sources]))
        page.paragraph(f"- {names}: ", flat(item.text))


# ---- the figures


def _write_figures(page: Page, consolidation: Consolidation) -> None:
    totals = consolidation.totals
    if not totals:
        return
    optional = [
        (any(row.estimated is not None for row in totals), Column("Trong đó: ước", 11, RIGHT), _estimated),
        (any(row.previous is not None for row in totals), Column("Cùng kỳ năm trước", 12, RIGHT), _previous),
        (any(row.indicator.target is not None for row in totals), Column("Kế hoạch", 11, RIGHT), _target),
    ]
    shown = [(column, cell) for wanted, column, cell in optional if wanted]
    columns = [
        Column("TT", 6, CENTRE),
        Column("Chỉ tiêu", 42),
        Column("Đơn vị tính", 14, CENTRE),
        Column("Thực hiện", 15, RIGHT),
        *(column for column, _ in shown),
        Column("Số đơn vị trả lời", 12, CENTRE),
    ]
    rows = [
        Row(
            (
                str(number),
                row.indicator.name,
                row.indicator.unit,
                _amount(row),
                *(cell(row) for _, cell in shown),
                _of(row),
            )
        )
        for number, row in enumerate(totals, 1)
    ]
    page.table(columns, rows, size=12)
    for note in _notes(totals):
        page.paragraph(Run(note, italic=True), size=12, indent=0, after=4)


def _amount(row: Total) -> str:
    if row.value is not None:
        return vietnamese_number(row.value)
    if row.between:
        low, high = (vietnamese_number(amount) for amount in row.between)
        return f"{low} đến {high} (*)"
    return "Không phát sinh" if row.nil and not row.reported_by else "…"


def _estimated(row: Total) -> str:
    return _number(row.estimated)


def _previous(row: Total) -> str:
    return _number(row.previous)


def _target(row: Total) -> str:
    return _number(row.indicator.target)


def _number(amount: Decimal | None) -> str:
    return "" if amount is None else vietnamese_number(amount)


def _of(row: Total) -> str:
    answered = row.reported_by + row.nil
    return f"{answered}/{answered + row.missing + row.excused}"


def _notes(totals: Sequence[Total]) -> Iterator[str]:
    if any(row.indicator.kind == DISTINCT and row.between for row in totals):
        yield (
            "(*) Đếm người hoặc hộ: một người, một hộ có thể được nhiều đơn vị cùng kể, nên không cộng được; "
            "con số đúng nằm giữa số lớn nhất và tổng."
        )
    if any(_amount(row) == "…" for row in totals):
        yield "“…”: chưa có đơn vị nào báo số liệu."


# ---- the annex of sources


def _write_annex(page: Page, consolidation: Consolidation) -> None:
    for standing, title in _ABSENT:
        _write_absent(page, title, _names(consolidation.campaign, consolidation.bodies_that_are(standing)))
    rows = list(_annex_rows(consolidation))
    if not rows:
        return
    page.page_break()
    page.paragraph(Run("Phụ lục", bold=True), align=CENTRE, indent=0, after=0)
    page.paragraph(Run("SỐ LIỆU THEO ĐƠN VỊ VÀ NGUỒN", bold=True), align=CENTRE, indent=0, after=0)
    note = f"(Kèm theo báo cáo {consolidation.cycle.vietnamese}; mỗi số dẫn về tệp và ô đã đọc)"
    page.paragraph(Run(note, italic=True), align=CENTRE, indent=0, size=12, after=8)
    columns = (Column("Đơn vị", 44), Column("Số liệu", 18, RIGHT), Column("Tệp", 40), Column("Ô", 18))
    page.table(columns, rows, size=10)


def _write_absent(page: Page, title: str, names: Sequence[str]) -> None:
    """List the bodies that are too many to be named in the text."""
    if len(names) > _NAMED_IN_TEXT:
        page.page_break()
        page.paragraph(Run("Phụ lục", bold=True), align=CENTRE, indent=0, after=0)
        page.paragraph(Run(title, bold=True), align=CENTRE, indent=0, after=8)
        rows = [Row((str(number), name)) for number, name in enumerate(names, 1)]
        page.table([Column("TT", 8, CENTRE), Column("Đơn vị", 92)], rows, size=12)


def _annex_rows(consolidation: Consolidation) -> Iterator[Row]:
    names = {body.code: body.name for body in consolidation.campaign.bodies}
    for number, row in enumerate(consolidation.totals, 1):
        if row.sources:
            heading = f"{number}. {row.indicator.name} ({row.indicator.unit}): {_amount(row)}"
            yield Row((heading,), bold=True, spanning=True)
            yield from (
                Row((names[source.body], _source_value(source), source.file, _place(source)))
                for source in row.sources
            )


def _source_value(source: FigureSource) -> str:
    if source.value.state is State.NIL:
        return "không phát sinh"
    return _number(source.value.amount)


def _place(source: FigureSource) -> str:
    return f"{source.at} (trả lời)" if source.by == "answer" else source.at
