"""What is laid before the leader (bản trình ký): heading, coverage said once, figures, narratives, signature.

It is clean: no codes of trace, no findings. Those stand in the checking document (`checking.py`).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.consolidation.narratives import OTHER
from tonghop.domain.reporting.campaign import Campaign, Section
from tonghop.domain.reporting.due_list import Standing
from tonghop.formats.official.code_square import code_square
from tonghop.formats.official.outline import numbered, section_line
from tonghop.formats.official.parts import (
    CENTRE,
    Column,
    End,
    Heading,
    OfficialDocument,
    PageBreak,
    Part,
    Run,
    Table,
    Title,
    centred,
    paragraph,
    recipient_lines,
    row,
)
from tonghop.formats.official.report_charts import charts
from tonghop.formats.official.report_figures import figure_parts
from tonghop.formats.official.report_narratives import composed_parts, narrative_parts
from tonghop.formats.official.styles import STYLES

_NAMED_IN_TEXT = 12
_FIGURES_TITLE = "Số liệu tổng hợp"
_OTHER_TITLE = "Nội dung khác"
_ABSENT = ((Standing.MISSING, "ĐƠN VỊ CHƯA BÁO CÁO"), (Standing.EXCUSED, "ĐƠN VỊ ĐƯỢC MIỄN BÁO CÁO"))


def report_document(
    consolidation: Consolidation, day: date | None, *, code: str = "", with_square: bool = False
) -> OfficialDocument:
    """Return the report of a consolidation, dated `day` (None: left open), its number left to the clerk.

    `code` is the verification code that an issued report bears at its end; `with_square` adds it as a square
    for telephones, which no Party document bears.
    Raises: ValueError, for a square on a Party document or without a code.
    """
    campaign = consolidation.campaign
    style = STYLES[campaign.form]
    if with_square and (style.is_party or not code):
        raise ValueError("a square stands beside a code, and on no Party document")
    parts: list[Part] = [
        heading(campaign, day, kind="BC"),
        Title("Báo cáo", report_title(consolidation)),
        paragraph(_opening(consolidation)),
        paragraph(_coverage(consolidation)),
        *_outline(consolidation),
        paragraph(_closing(campaign), keep=True),
        End(recipient_lines(_recipients(campaign), is_party=style.is_party), signer(campaign)),
        *_absent(consolidation),
        *_code(code, with_square=with_square),
    ]
    return OfficialDocument(style, report_title(consolidation), tuple(parts))


def report_title(consolidation: Consolidation) -> str:
    campaign = consolidation.campaign
    return f"{campaign.report_title or campaign.title}, {consolidation.cycle.vietnamese}"


def heading(campaign: Campaign, day: date | None, *, kind: str, about: str = "") -> Heading:
    """Return the heading of a document of the coordinator; `kind` is the type's abbreviation ("BC"), "" for
    an official letter, which has none in the State form.
    """
    is_party = campaign.form == "party"
    own = campaign.abbreviation or "……"
    symbol = f"-{kind or 'CV'}/{own}" if is_party else f"/{kind}-{own}" if kind else f"/{own}"
    superior = campaign.superior
    if superior and campaign.place and campaign.place not in superior:
        superior = f"{superior} {campaign.place}"
    return Heading(superior, _own_name(campaign), symbol, campaign.place, day, about=about)


def signer(campaign: Campaign) -> tuple[str, ...]:
    return tuple(campaign.signer.splitlines())


def body_names(campaign: Campaign, codes: Sequence[str]) -> list[str]:
    """Return the names of bodies by their codes, in the order given."""
    names = {body.code: body.name for body in campaign.bodies}
    return [names[code] for code in codes]


def _recipients(campaign: Campaign) -> tuple[str, ...]:
    return campaign.recipients or (campaign.superior or "Như trên", f"Lưu {campaign.coordinator}")


def _own_name(campaign: Campaign) -> str:
    """The coordinator's name without the body above it, which stands on its own line: "Ban Tuyên giáo | Tỉnh
    ủy".
    """
    own, above = campaign.coordinator.split(), campaign.superior.split()
    for shared in range(min(len(own) - 1, len(above)), 0, -1):
        if own[-shared:] == above[:shared]:
            return " ".join(own[:-shared])
    return campaign.coordinator


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
    return f": {', '.join(body_names(consolidation.campaign, codes))}"


def _closing(campaign: Campaign) -> str:
    to = f"{campaign.superior} và cơ quan có thẩm quyền" if campaign.superior else "cơ quan có thẩm quyền"
    return f"{campaign.coordinator} trân trọng báo cáo {to}./."


def _code(code: str, *, with_square: bool) -> Iterator[Part]:
    if code:
        told = Run(f"Mã kiểm tra: {code}", size=10)
        yield paragraph(told, indent=0, before=10, keep=with_square)
    if with_square:
        yield code_square(code)


# ---- the outline


def _outline(consolidation: Consolidation) -> Iterator[Part]:
    sections = consolidation.campaign.sections
    placed = any(section.figures for section in sections)
    if not placed:
        yield section_line("I", _FIGURES_TITLE, is_top=True)
        yield from _figures(consolidation)
    items = {narrative.section: narrative.items for narrative in consolidation.narratives}
    composed = {row.section: row for row in consolidation.composed}
    outline = (*sections, *_outside(sections, {**items, **composed}))
    for number, section in numbered(outline, start=0 if placed else 1):
        yield section_line(number, section.title, is_top=not section.parent)
        if section.figures:
            yield from _figures(consolidation)
        if section.code in composed:
            yield from composed_parts(composed[section.code])
        elif section.code in items:
            yield from narrative_parts(consolidation.campaign, items[section.code])


def _outside(sections: Sequence[Section], items: Mapping[str, object]) -> tuple[Section, ...]:
    """Return a last section for what bodies wrote under headings that are not in the outline."""
    is_known = any(section.code == OTHER for section in sections)
    return (Section(OTHER, _OTHER_TITLE),) if items.get(OTHER) and not is_known else ()


def _figures(consolidation: Consolidation) -> Iterator[Part]:
    yield from figure_parts(consolidation)
    yield from charts(consolidation.totals)


# ---- annexes


def _absent(consolidation: Consolidation) -> Iterator[Part]:
    """List the bodies that are too many to be named in the text."""
    for standing, title in _ABSENT:
        codes = consolidation.bodies_that_are(standing)
        if len(codes) > _NAMED_IN_TEXT:
            names = enumerate(body_names(consolidation.campaign, codes), 1)
            yield PageBreak()
            yield centred("Phụ lục", bold=True)
            yield centred(title, bold=True)
            yield paragraph("", size=8, after=0)
            columns = (Column("TT", 8, CENTRE), Column("Đơn vị", 92))
            yield Table(columns, tuple(row(str(number), name) for number, name in names))
