"""How a body's report is called on the pages: its statuses, its fields, and what is open in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tonghop.apps.reporting.submissions.reading import FigureShown, OpenAt, ReportPage
from tonghop.apps.reporting.submissions.statuses import NAMES, ReportStatus
from tonghop.domain.consolidation.draft_returns import KeptFigure
from tonghop.domain.reporting import drafts
from tonghop.domain.reporting.outliers import Outlier
from tonghop.domain.reporting.values import State, vietnamese_number
from tonghop.web.office.cycle_words import Word
from tonghop.web.office.vietnamese import is_english, vi

KINDS: Mapping[ReportStatus, str] = MappingProxyType(
    {
        ReportStatus.NOT_BEGUN: "todo",
        ReportStatus.BEGUN: "doing",
        ReportStatus.COMPLETE_NOT_SENT: "unsent",
        ReportStatus.SENT: "sent",
        ReportStatus.RETURNED: "returned",
        ReportStatus.APPROVED: "approved",
    }
)
"""Status → the style sheet's name of its sign and colour; what is finished has no ground."""

PARTS: Mapping[str, Word] = MappingProxyType(
    {
        drafts.STATE: _("lựa chọn"),
        drafts.ESTIMATED: _("số ước"),
        drafts.CUMULATIVE: _("lũy kế"),
        drafts.NOTE: _("ghi chú"),
        drafts.WHY: _("lý do chênh lệch"),
    }
)
STATES: Mapping[str, Word] = MappingProxyType(
    {drafts.NIL: _("không phát sinh"), drafts.NOT_KNOWN: _("chưa có số liệu")}
)


@dataclass(frozen=True, slots=True)
class Look:
    """A status as a page shows it: the style's name and the word."""

    kind: str
    word: str


def status(of: ReportStatus) -> Look:
    """Return how a report's status is shown, in the reader's language."""
    return Look(KINDS[of], NAMES[of][is_english()])


def progress(done: int, of: int) -> Look:
    """Return how far a part of the form is: none, some or all of it."""
    if of and done == of:
        return Look("sent", gettext("Đã điền"))
    return status(ReportStatus.BEGUN if done else ReportStatus.NOT_BEGUN)


def id_of(field: str) -> str:
    """Return the id of a field's box on its page, which a link can name.

    >>> id_of("sessions"), id_of("sessions/note"), id_of("#difficulties")
    ('o-sessions', 'o-sessions:note', 'muc-difficulties')
    """
    if field.startswith(drafts.SECTION_MARK):
        return f"muc-{field.removeprefix(drafts.SECTION_MARK)}"
    return f"o-{field.replace('/', ':')}"


def field_name(page: ReportPage, field: str) -> str:
    """Return what a field is called: the indicator's name and what stands beside it, or the section's."""
    part = field.partition("/")[2] if not field.startswith(drafts.SECTION_MARK) else ""
    name = vi(page.name_of(field))
    return format_html("{} ({})", name, PARTS[part]) if part in PARTS else name


def text_of(field: str, text: str) -> str:
    """Return what stands in a field as people read it: a choice by its word."""
    if field.endswith(f"/{drafts.STATE}"):
        return str(STATES.get(text, text))
    return text


def before(kept: KeptFigure | None) -> str:
    """Return a figure of an earlier period as the grid shows it."""
    if kept is None:
        return "–"
    if kept.value.state is State.NIL:
        return gettext("không phát sinh")
    return vietnamese_number(kept.value.amount) if kept.value.amount is not None else "–"


def far(outlier: Outlier) -> str:
    """Say how far a figure lies from the one before."""
    usual = vietnamese_number(outlier.usual)
    if outlier.times > 1:
        told = gettext("Kỳ trước {usual}, nay gấp khoảng {times} lần. Vì sao?")
        return told.format(usual=usual, times=f"{outlier.times:.0f}")
    return gettext("Kỳ trước {usual}, nay giảm còn rất ít. Vì sao?").format(usual=usual)


def open_words(one: OpenAt) -> str:
    """Return one sentence on something that is open, with the name of the field."""
    told = {
        "no-figure": gettext("{name}: chưa điền."),
        "no-note": gettext("{name}: đã chọn “chưa có số liệu”, cần ghi chú vì sao."),
        "far": gettext("{name}: chênh lệch lớn so với kỳ trước, chưa ghi lý do."),
        "not-written": gettext("{name}: chưa viết."),
    }.get(one.kind)
    if told is not None:
        return format_html(told, name=vi(one.name))
    part = one.field.partition("/")[2]
    name = format_html("{} ({})", vi(one.name), PARTS[part]) if part in PARTS else vi(one.name)
    return format_html("{}: {}", name, vi(one.message)) if one.name else vi(one.message)


def sent_value(figure: FigureShown) -> str:
    """Return the value of a figure that was sent."""
    if figure.value is not None and figure.value.state is State.FIGURE:
        return figure.figure.shown
    if figure.value is not None and figure.value.state is State.NIL:
        return gettext("không phát sinh")
    return gettext("chưa có số liệu") if figure.state == drafts.NOT_KNOWN else gettext("không ghi")
