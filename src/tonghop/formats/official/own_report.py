"""A body's own report for its leader's signature, from its filled form: nobody types the figures twice."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.judgements import Entry
from tonghop.domain.consolidation.submissions import Submission
from tonghop.domain.language import flat
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.values import State, vietnamese_number
from tonghop.formats.official.outline import numbered, section_line
from tonghop.formats.official.parts import (
    CENTRE,
    RIGHT,
    Column,
    End,
    Heading,
    OfficialDocument,
    Part,
    Run,
    Table,
    Title,
    paragraph,
    recipient_lines,
)
from tonghop.formats.official.report_figures import NIL_WORDS, NO_TOTAL, figure_rows
from tonghop.formats.official.styles import STYLES

_BOARD_OF_A_COMMITTEE = re.compile(
    r"(.{3,60}?) ((?:tỉnh|thành|huyện|thị|quận|đảng) ủy\b.{0,80})", re.IGNORECASE
)
_FIGURES_TITLE = "Số liệu"


def own_report_document(
    campaign: Campaign, cycle: Cycle, body: Body, submission: Submission, day: date | None
) -> OfficialDocument:
    """Return the report of one body to the coordinator; number, place and signer are left to its office."""
    form = body.line if body.line in STYLES else campaign.form
    style = STYLES[form]
    title = f"{campaign.report_title or campaign.title}, {cycle.vietnamese}"
    parts = (
        _heading(campaign, body, day, is_party=style.is_party),
        Title("Báo cáo", title),
        paragraph(Run("Kính gửi: "), campaign.coordinator, align=CENTRE, indent=0, after=10),
        paragraph(_opening(campaign, cycle, body)),
        *_outline(campaign, cycle, submission),
        paragraph(f"Trên đây là báo cáo của {body.name}./.", keep=True),
        End(recipient_lines((campaign.coordinator, "Lưu"), is_party=style.is_party), ()),
    )
    return OfficialDocument(style, f"{title} - {body.name}", parts)


def _heading(campaign: Campaign, body: Body, day: date | None, *, is_party: bool) -> Heading:
    superior, issuer = _letterhead(campaign, body)
    symbol = "-BC/……" if is_party else "/BC-……"
    return Heading(superior, issuer, symbol, "", day)


def _letterhead(campaign: Campaign, body: Body) -> tuple[str, str]:
    """Return the body above and the body itself as a letterhead names them: a committee's board is named
    without the committee, which stands on the line above.
    """
    if found := _BOARD_OF_A_COMMITTEE.fullmatch(body.name):
        return found[2], found[1]
    above = next((other.name for other in campaign.bodies if body.parent and other.code == body.parent), "")
    return above, body.name


def _opening(campaign: Campaign, cycle: Cycle, body: Body) -> str:
    period = campaign.regime(cycle).period(cycle.year)
    counted = f" (số liệu tính {period.vietnamese})" if period else ""
    basis = (
        f"Thực hiện văn bản số {campaign.directive} của {campaign.coordinator}, "
        if campaign.directive
        else ""
    )
    return f"{basis}{body.name} báo cáo kết quả {cycle.vietnamese}{counted} như sau:"


def _outline(campaign: Campaign, cycle: Cycle, submission: Submission) -> Iterator[Part]:
    sections = campaign.sections
    placed = any(section.figures for section in sections)
    if not placed:
        yield section_line("I", _FIGURES_TITLE, is_top=True)
        yield from _figures(campaign.asked(cycle), submission)
    texts: dict[str, list[str]] = {}
    for passage in submission.passages:
        texts.setdefault(passage.section, []).append(passage.text)
    parents = {section.parent for section in sections}
    for number, section in numbered(sections, start=0 if placed else 1):
        yield section_line(number, section.title, is_top=not section.parent)
        if section.figures:
            yield from _figures(campaign.asked(cycle), submission)
        elif section.code in texts:
            yield from (
                paragraph(flat(line)) for text in texts[section.code] for line in text.split("\n") if line
            )
        elif section.code not in parents:
            yield paragraph(Run("Không có nội dung báo cáo.", italic=True))


def _figures(asked: Sequence[Indicator], submission: Submission) -> Iterator[Part]:
    told = [
        (indicator, submission.entries.get(indicator.code)) for indicator in asked if indicator.kind != RATE
    ]
    if not told:
        return
    beside = [part for part in _BESIDE if any(entry and part.of(entry) is not None for _, entry in told)]
    columns = (
        Column("TT", 6, CENTRE),
        Column("Chỉ tiêu", 44),
        Column("Đơn vị tính", 13, CENTRE),
        Column("Thực hiện", 16, RIGHT),
        *(Column(part.title, 12, RIGHT) for part in beside),
        Column("Ghi chú", 22),
    )
    rows = figure_rows([indicator for indicator, _ in told], lambda place: _cells(told[place][1], beside))
    yield Table(columns, tuple(rows))


@dataclass(frozen=True, slots=True)
class _Beside:
    """What may stand beside a figure."""

    title: str
    of: Callable[[Entry], Decimal | None]


_BESIDE = (
    _Beside("Trong đó: ước", lambda entry: entry.estimated),
    _Beside("Lũy kế từ đầu năm", lambda entry: entry.cumulative),
)


def _cells(entry: Entry | None, beside: Sequence[_Beside]) -> tuple[str, ...]:
    amounts = (_amount(part.of(entry) if entry else None) for part in beside)
    return (_shown(entry), *amounts, flat(entry.note) if entry else "")


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else vietnamese_number(amount)


def _shown(entry: Entry | None) -> str:
    if entry is None or not entry.is_certain:
        return NO_TOTAL
    if entry.value.state is State.NIL or entry.value.amount is None:
        return NIL_WORDS
    return f"{'khoảng ' if entry.value.inexact else ''}{vietnamese_number(entry.value.amount)}"
