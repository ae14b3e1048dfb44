"""Lịch sử báo cáo: everything that happened to one report, newest first, or to one figure of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tonghop.apps.reporting.campaigns.figures import asked_of
from tonghop.apps.reporting.cycle_queries import names_of
from tonghop.apps.reporting.models import Asked, Decided, DueRow, Happening, Origin
from tonghop.apps.reporting.permissions import access_row
from tonghop.apps.reporting.submissions.history import Entry, FieldChange, Kind, history, sees_drafts
from tonghop.domain.reporting.decisions import REASONS, Verdict
from tonghop.web.office import cycle_words, event_words
from tonghop.web.office.cycle_words import Word
from tonghop.web.office.door import Visit
from tonghop.web.office.field_words import cut_to_change, field_name, names_of_fields, written
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import vi

KINDS: Mapping[Kind, Word] = MappingProxyType(
    {
        Kind.CHANGED: _("Sửa bản nháp"),
        Kind.SET_ASIDE: _("Để riêng nội dung do hai người cùng sửa"),
        Kind.SETTLED: _("Xong với nội dung để riêng"),
        Kind.SENT: _("Gửi báo cáo"),
        Kind.EVIDENCE_ADDED: _("Thêm tệp minh chứng"),
        Kind.EVIDENCE_REMOVED: _("Bỏ tệp minh chứng"),
        Kind.PAPER: _("Nhập bản ký"),
    }
)
LOOKS: Mapping[Kind, str] = MappingProxyType({Kind.SENT: "sent", Kind.CHANGED: "doing"})
VERDICTS: Mapping[str, str] = MappingProxyType(
    {Verdict.APPROVED.value: "approved", Verdict.RETURNED.value: "returned", Verdict.ENDED.value: "todo"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """A change of a field as the page says it."""

    name: str
    href: str
    before: object
    after: object
    place: object


@dataclass(frozen=True, slots=True)
class Moment:
    """An entry as the page says it; `told` are sentences about it."""

    what: object
    look: str
    by: object
    at: str
    told: Sequence[object]
    lines: Sequence[Line]


@require_safe
def page(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Show what happened to a report."""
    row = access_row(row_id, by=visit.person, on=visit.on)
    whole = sees_drafts(row, by=visit.person, on=visit.on)
    names = _names(row)
    field = request.GET.get("o", "")[:200]
    found = history(row, whole=whole, field=field, before=_instant(request.GET.get("truoc", "")))
    people = names_of({entry.by for entry in found.entries if event_words.is_person_id(entry.by)})
    kept = {"o": field} if field else {}
    context = {
        "row": row,
        "name": cycle_words.cycle_name(row.cycle.code),
        "asked": cycle_words.ASKED[row.cycle.asked],
        "whole": whole,
        "moments": [_moment(entry, names, people) for entry in found.entries],
        "older": f"?{urlencode({**kept, 'truoc': found.older.isoformat()})}" if found.older else "",
        "is_first": "truoc" not in request.GET,
        "field": field,
        "field_name": field_name(field, names) if field else "",
        "choices": [(name, label, name == field) for name, label in names.items()],
    }
    return render(request, "office/history/page.html", context)


def _names(row: DueRow) -> dict[str, str]:
    if row.cycle.asked != Asked.REPORT:
        return {}
    return names_of_fields(asked_of(row.cycle.campaign, row.cycle).content)


def _instant(text: str) -> datetime | None:
    """Read the instant of an address; None for what is none, or has no zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo and 1900 < found.year < 9000 else None


def _moment(entry: Entry, names: Mapping[str, str], people: Mapping[str, str]) -> Moment:
    what, look, told = _TOLD.get(entry.kind, _plain)(entry, names)
    return Moment(
        what,
        look,
        event_words.actor_name(entry.by, people) if entry.by in people else gettext("Chương trình tự ghi"),
        cycle_words.moment(entry.at),
        [sentence for sentence in told if sentence],
        [_line(change, names) for change in sorted(entry.fields, key=lambda one: _order(one.field, names))],
    )


def _order(field: str, names: Mapping[str, str]) -> tuple[int, str]:
    """Return the place of a field in the form; what the form no longer has comes last."""
    known = list(names)
    figure = field.partition("/")[0]
    return known.index(figure) if figure in names else len(known), field


def _line(change: FieldChange, names: Mapping[str, str]) -> Line:
    before, after = cut_to_change(change.before, change.after)
    place = vi(" ".join(filter(None, (change.file, change.cell)))) if change.file or change.cell else ""
    return Line(
        field_name(change.field, names),
        f"?{urlencode({'o': change.field.partition('/')[0]})}",
        written(change.field, before),
        written(change.field, after),
        place,
    )


# ---- what each kind tells: its words, its look, and sentences

Told = tuple[object, str, Sequence[object]]


def _plain(entry: Entry, names: Mapping[str, str]) -> Told:
    return KINDS[entry.kind], LOOKS.get(entry.kind, "todo"), ()


def _changed(entry: Entry, names: Mapping[str, str]) -> Told:
    origin = entry.thing.origin
    return KINDS[entry.kind], "doing", () if origin == Origin.WEB else (Origin(origin).label,)


def _sent(entry: Entry, names: Mapping[str, str]) -> Told:
    revision = entry.thing
    told: list[object] = [
        gettext("Bản gửi {number}, biên nhận {receipt}, mã băm {hash}").format(
            number=revision.number, receipt=revision.receipt, hash=revision.sha256[:12]
        ),
        "" if revision.origin == Origin.WEB else Origin(revision.origin).label,
        _listed(gettext("Thêm tệp minh chứng"), entry.added),
        _listed(gettext("Bỏ tệp minh chứng"), entry.removed),
    ]
    if revision.number > 1 and not (entry.fields or entry.added or entry.removed):
        told.append(gettext("Không khác bản gửi trước."))
    return KINDS[entry.kind], "sent", told


def _listed(what: str, names: Sequence[str]) -> object:
    return format_html("{}: {}", what, vi("; ".join(names))) if names else ""


def _decided(entry: Entry, names: Mapping[str, str]) -> Told:
    decision = entry.thing
    reason = REASONS.get(decision.reason)
    parts = [field_name(part, names) for part in decision.parts]
    told: list[object] = [
        gettext("Về bản gửi {number}, biên nhận {receipt}").format(
            number=decision.revision.number, receipt=decision.revision.receipt
        ),
        event_words.worded((reason.vietnamese, reason.english)) if reason else "",
        vi(decision.why) if not reason or decision.why != reason.vietnamese else "",
        format_html("{}: {}", gettext("Phải sửa"), _joined(parts)) if parts else "",
        format_html("{}: {}", gettext("Còn thiếu"), vi(decision.gap)) if decision.gap else "",
        _paper_words(decision.symbol, decision.dated_on, decision.signer) if decision.symbol else "",
    ]
    return Decided(decision.verdict).label, VERDICTS[decision.verdict], told


def _joined(parts: Sequence[object]) -> str:
    return format_html_join("; ", "{}", ((part,) for part in parts))


def _happened(entry: Entry, names: Mapping[str, str]) -> Told:
    event = entry.thing
    told: list[object] = [
        cycle_words.until(event.late_from) if event.late_from else "",
        _arrival(event) if event.kind == Happening.ARRIVAL else "",
        vi(event.why),
    ]
    return Happening(event.kind).label, "todo", told


def _arrival(event: Any) -> str:  # Any: a RowEvent
    return cycle_words.moment(event.arrived_at) if event.arrived_at else gettext("không rõ thời điểm")


def _evidence(entry: Entry, names: Mapping[str, str]) -> Told:
    return KINDS[entry.kind], "todo", (vi(entry.thing.file_name), vi(entry.thing.caption))


def _paper(entry: Entry, names: Mapping[str, str]) -> Told:
    paper = entry.thing
    told = (
        _paper_words(paper.symbol, paper.dated_on, paper.signer),
        gettext("Của bản gửi {number}").format(number=paper.revision.number),
    )
    return KINDS[entry.kind], "todo", told


def _paper_words(symbol: str, dated_on: Any, signer: str) -> object:  # Any: a day, there where a symbol is
    return format_html(
        gettext("Số {symbol}, ngày {day}, {signer} ký"),
        symbol=vi(symbol),
        day=cycle_words.day(dated_on),
        signer=vi(signer),
    )


_TOLD = MappingProxyType(
    {
        Kind.CHANGED: _changed,
        Kind.SENT: _sent,
        Kind.DECIDED: _decided,
        Kind.HAPPENED: _happened,
        Kind.EVIDENCE_ADDED: _evidence,
        Kind.EVIDENCE_REMOVED: _evidence,
        Kind.PAPER: _paper,
    }
)


ROUTES = (Route("bao-cao/<uuid:row_id>/lich-su/", page, "report-history"),)
