"""Nhật ký: who did what to what, and when; whether the chain holds; what is filtered as a file."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.chain_proofs import ChainState, chain_state, prove
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import access_events
from tonghop.apps.accounts.queries import people_found
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import SYSTEM
from tonghop.apps.audit.models import Event
from tonghop.apps.audit.queries import EventPage, WantedEvents, event_page
from tonghop.apps.organisations.queries import names_of as names_of_units
from tonghop.apps.reporting.cycle_queries import names_of
from tonghop.apps.reporting.event_subjects import subjects_seen
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.web.office import event_words as words
from tonghop.web.office.cycle_words import cycle_name, day, moment, read_day
from tonghop.web.office.door import Visit
from tonghop.web.office.downloads import streamed
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import vi

MOST_DOWNLOADED = 50_000
"""So many rows a file holds at most, the newest; a spreadsheet of an old office opens no more."""
AT_A_TIME = 1000
MOST_PEOPLE = 20
SAME_MOMENT = timedelta(minutes=1)

PAGES: Mapping[str, str] = MappingProxyType(
    {
        "due-row": "due-row",
        "cycle": "cycle",
        "campaign": "campaign",
        "directive": "directive",
        "person": "person",
        "unit": "body",
    }
)
"""Kind of subject → the route of its page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for. `people` are those whose name was typed, where they are several or none."""

    wanted: WantedEvents
    group: str = ""
    typed_name: str = ""
    people: tuple[Person, ...] | None = None
    from_text: str = ""
    to_text: str = ""

    @property
    def has_days_wrong(self) -> bool:
        return bool(self.from_text and not self.wanted.from_on) or bool(
            self.to_text and not self.wanted.to_on
        )

    @property
    def is_undecided(self) -> bool:
        """Say whether it is not clear what is to be shown: then nothing is."""
        return self.people is not None or self.has_days_wrong


def asked(query: QueryDict, visit: Visit) -> Asked:
    """Return what an address asks for; what it does not understand is left out."""
    group = query.get("nhom", "")
    group = group if group in words.GROUPS else ""
    typed = query.get("ten", "").strip()[:100]
    actor = query.get("ai", "")
    people: tuple[Person, ...] | None = None
    if typed and not actor:
        found = tuple(people_found(words=typed, state="", by=visit.person, on=visit.on)[: MOST_PEOPLE + 1])
        actor, people = (str(found[0].pk), None) if len(found) == 1 else ("", found)
    from_text, to_text = (query.get(name, "").strip()[:20] for name in ("tu", "den"))
    wanted = WantedEvents(
        words.GROUPS[group].areas if group else (),
        actor if actor == SYSTEM or words.is_person_id(actor) else "",
        query.get("ve", "")[:200],
        read_day(from_text),
        read_day(to_text),
    )
    return Asked(wanted, group, typed, people, from_text, to_text)


@require_safe
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show a page of the audit, and how its chain stands."""
    wanted = asked(request.GET, visit)
    events = access_events(by=visit.person, on=visit.on)
    before, after = (_place(request.GET.get(name, "")) for name in ("truoc", "sau"))
    found = EventPage(())
    if not wanted.is_undecided:
        found = event_page(events, wanted.wanted, before=before, after=after)
    places = "truoc", "sau"
    kept = {key: str(value) for key, value in request.GET.items() if value and key not in places}
    context = {
        "asked": wanted,
        "groups": [(slug, words.worded((g.vietnamese, g.english))) for slug, g in words.GROUPS.items()],
        "actor": _actor(wanted.wanted.actor),
        "about": wanted.wanted.subject,
        "lines": _lines(found.events, visit, kept),
        "older": _address(kept, truoc=found.older) if found.older else "",
        "newer": _address(kept, sau=found.newer) if found.newer else "",
        "newest": _address(kept) if before or after else "",
        "download": f"{reverse('audit-csv')}?{urlencode(kept)}",
        "most": MOST_DOWNLOADED,
        "chain": _chain(chain_state(by=visit.person, on=visit.on)),
        "is_filtered": bool(kept),
    }
    return render(request, "office/audit/page.html", context)


def _place(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _address(kept: Mapping[str, str], **more: object) -> str:
    return f"?{urlencode({**kept, **more})}"


def _actor(actor: str) -> str:
    return words.actor_name(actor, names_of([actor])) if actor else ""


@dataclass(frozen=True, slots=True)
class Line:
    """An event as the page says it; `href` is "" where the thing is not there for this person."""

    sequence: int
    at: str
    kind: str
    actor: str
    by_actor: str
    sort: str
    name: str
    href: str
    about: str
    facts: Sequence[tuple[str, object]]
    hash: str


def _lines(events: Sequence[Event], visit: Visit, kept: Mapping[str, str]) -> list[Line]:
    facts = [words.facts_of(event) for event in events]
    ids = [words.ids_in(told) for told in facts]
    people = names_of({*(id for people, _ in ids for id in people), *_people_of(events)})
    units = names_of_units({id for _, units in ids for id in units}, on=visit.on)
    seen = subjects_seen((event.subject for event in events), by=visit.person, on=visit.on)
    return [_line(event, told, people, units, seen, kept) for event, told in zip(events, facts, strict=True)]


def _people_of(events: Iterable[Event]) -> set[str]:
    return {event.actor for event in events if words.is_person_id(event.actor)}


def _line(
    event: Event,
    facts: Mapping[str, object],
    people: Mapping[str, str],
    units: Mapping[str, str],
    seen: Mapping[str, tuple[str, str]],
    kept: Mapping[str, str],
) -> Line:
    kind, _, id = event.subject.partition(":")
    name, cycle = seen.get(event.subject, ("", ""))
    told = words.told_facts(facts, people, units)
    if (happened := words.happened_at(event)) and abs(event.recorded_at - happened) > SAME_MOMENT:
        told.insert(0, (gettext("Thời điểm của việc"), moment(happened)))
    return Line(
        event.sequence,
        moment(event.recorded_at),
        words.said(event.kind),
        words.actor_name(event.actor, people),
        _address({**kept, "ai": event.actor}),
        words.subject_kind(event.subject),
        format_html("{}, {}", vi(name), cycle_name(cycle)) if cycle else vi(name) or id,
        reverse(PAGES[kind], args=[id]) if event.subject in seen else "",
        _address({**kept, "ve": event.subject}),
        told,
        event.hash[:12],
    )


def _chain(state: ChainState) -> Mapping[str, object]:
    proof = state.proof
    return {
        "end": state.end.sequence,
        "hash": state.end.hash,
        "anchor": state.anchor,
        "anchor_at": moment(state.anchor.at) if state.anchor else "",
        "has_anchor": state.has_anchor,
        "proof": words.said(proof.kind) if proof else "",
        "proof_kind": proof.kind if proof else "",
        "proof_place": words.facts_of(proof).get("sequence", "") if proof else "",
        "proof_at": moment(proof.recorded_at) if proof else "",
        "proof_by": _actor(proof.actor) if proof else "",
    }


@require_POST
def check(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Walk the whole chain, here or by the worker."""
    prove(by=visit.person, at=visit.at, on=visit.on)
    return HttpResponseRedirect(f"{reverse('audit')}#chuoi")


# ---- as a file


class _Echo(io.StringIO):
    """What a writer of rows writes into: it gives each row back."""

    def taken(self) -> str:
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text


@require_safe
def download(request: HttpRequest, visit: Visit) -> StreamingHttpResponse:
    """Give what is filtered as CSV, newest first, a bounded number of rows, never all in memory."""
    wanted = asked(request.GET, visit)
    rows = iter(()) if wanted.is_undecided else _rows(wanted.wanted, visit)
    name = f"nhat-ky-{day(visit.on).replace('/', '-')}.csv"
    return streamed(_written(rows), name, "text/csv; charset=utf-8")


HEAD = ("so", "thoi_diem", "viec", "ma_viec", "nguoi", "ma_nguoi", "ve", "noi_dung", "ma_bam")


def _rows(wanted: WantedEvents, visit: Visit) -> Iterator[Sequence[object]]:
    """Yield rows; each part is read in a transaction of its own, on the person's behalf."""
    before, left = None, MOST_DOWNLOADED
    while left > 0:
        with acting_as(visit.person):
            events = access_events(by=visit.person, on=visit.on)
            found = event_page(events, wanted, before=before, limit=min(AT_A_TIME, left))
            names = names_of(_people_of(found.events))
            rows = [_row(event, names) for event in found.events]
        yield from rows
        left -= len(rows)
        before = found.older
        if before is None:
            return


def _row(event: Event, names: Mapping[str, str]) -> Sequence[object]:
    kind = words.KINDS[event.kind][0] if event.kind in words.KINDS else event.kind
    at = event.recorded_at.astimezone(ZONE).isoformat(timespec="seconds")
    name = names.get(event.actor, "")
    return (
        event.sequence,
        at,
        kind,
        event.kind,
        name,
        event.actor,
        event.subject,
        event.content,
        event.hash,
    )


def _written(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    out = _Echo()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    yield "\ufeff" + out.taken()
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        yield out.taken()


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("Nguyễn"), harmless(-3)
    ("'=1+1", 'Nguyễn', -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


ROUTES = (
    Route("nhat-ky/", page, "audit", Right.SEE_EVENTS),
    Route("nhat-ky/tai-ve/", download, "audit-csv", Right.SEE_EVENTS),
    Route("nhat-ky/kiem-tra/", check, "audit-prove", Right.SEE_EVENTS),
)
