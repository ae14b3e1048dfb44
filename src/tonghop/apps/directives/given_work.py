"""Reading given work: what a body has to do, one piece of it with its parts, and what may be assigned.

Each answers with a number of questions of SQL that does not grow with the work.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import has_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.directives.models import (
    Assignment,
    ConfirmedParty,
    Directive,
    Obligation,
    ObligationParty,
    ObligationSentence,
    Progress,
    SubTask,
)
from tonghop.apps.directives.permissions import bodies_with
from tonghop.apps.directives.queries import bodies_named, confirmed_obligations
from tonghop.apps.organisations.models import Version
from tonghop.apps.organisations.queries import below
from tonghop.domain.directives.progress import DONE, PROGRESS, TODO
from tonghop.domain.organisations import matching
from tonghop.domain.organisations.register import register_of
from tonghop.domain.organisations.units import PLACE
from tonghop.domain.organisations.units import Version as Unit

Given = TypeVar("Given", Assignment, SubTask)
PAGE = 20
"""Obligations on one page of assigning: a form keeps below the number of fields that Django takes."""

MOST_LISTED = 500
ASSIGNED_PAGE = 100
GROUP_FROM = 9
"""From so many bodies on, those meant by one party are one choice."""

GROUP = "*"


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of given work: who asked, who has it, and the newest thing its body said of it."""

    given: Assignment | SubTask
    asked_by: str
    asked_by_name: str
    body_name: str
    newest: Progress | None

    @property
    def is_part(self) -> bool:
        return isinstance(self.given, SubTask)

    @property
    def state(self) -> str:
        return self.newest.state if self.newest else TODO

    @property
    def words(self) -> str:
        """What is to be done, as it was given: the giver's own words, else the sentence."""
        return words_of(self.given)


@dataclass(frozen=True, slots=True)
class ToldWork:
    """A piece of work on its page: what its body said so far, newest first, and the parts passed down."""

    work: Work
    history: Sequence[Progress]
    parts: Sequence[Work]
    is_own: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Bodies that a party means, as one box to tick: a body's id, or `GROUP` and the party's words."""

    value: str
    label: str
    names: tuple[str, ...]
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Assignable:
    """A sentence on the page of assigning; one with a `why` is only shown."""

    sentence: ObligationSentence
    due_on: date | None
    choices: tuple[Choice, ...]
    assigned: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class AssignablePage:
    """One page of a directive's confirmed obligations with their sentences."""

    obligations: Sequence[tuple[Obligation, tuple[Assignable, ...]]]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Assigned:
    """One page of what was assigned of a directive, and how many there are of each progress in all."""

    work: tuple[Work, ...]
    counts: Mapping[str, int]
    sentence: ObligationSentence | None
    page: int
    pages: int


def words_of(given: Assignment | SubTask) -> str:
    """Return what is to be done, as it was given."""
    return given.words or given.sentence.text if isinstance(given, SubTask) else given.sentence.text


def asked_by(given: Assignment | SubTask) -> str:
    """Return the body that gave a piece of work: the one above, or the directive's office ("" for none)."""
    return given.giver if isinstance(given, SubTask) else given.sentence.directive.office_id or ""


def unfinished_assignments(bodies: Iterable[str]) -> QuerySet[Assignment]:
    """Return the assignments of bodies that they have not called done, what is due first."""
    return _not_done(Assignment.objects.filter(body__in=bodies), _newest_of_assignment())


def unfinished_sub_tasks(bodies: Iterable[str]) -> QuerySet[SubTask]:
    """Return the sub-tasks of bodies that they have not called done, what is due first."""
    newest = Progress.objects.filter(sub_task=OuterRef("pk")).order_by("-id").values("state")[:1]
    return _not_done(SubTask.objects.filter(body__in=bodies), newest)


def newest_progress(given: Iterable[Assignment | SubTask]) -> Mapping[UUID, Progress]:
    """Return the newest thing said of each piece of work, by its id."""
    wanted = list(given)
    told: dict[UUID, Progress] = {}
    whole = [one.pk for one in wanted if isinstance(one, Assignment)]
    parts = [one.pk for one in wanted if isinstance(one, SubTask)]
    for entry in (
        Progress.objects.filter(assignment__in=whole).order_by("assignment", "-id").distinct("assignment")
    ):
        assert entry.assignment_id is not None
        told[entry.assignment_id] = entry
    for entry in Progress.objects.filter(sub_task__in=parts).order_by("sub_task", "-id").distinct("sub_task"):
        assert entry.sub_task_id is not None
        told[entry.sub_task_id] = entry
    return told


def work_of_bodies(*, by: Person, on: date, with_done: bool) -> tuple[Work, ...]:
    """Return what was given to the bodies for which somebody works, what is due first."""
    own = bodies_with(Right.SEE_OWN_ASSIGNMENTS, by=by, on=on)
    whole = Assignment.objects.filter(body__in=own) if with_done else unfinished_assignments(own)
    parts = SubTask.objects.filter(body__in=own) if with_done else unfinished_sub_tasks(own)
    named = ("sentence", "sentence__directive")
    found: list[Assignment | SubTask] = [
        *whole.select_related(*named).defer("sentence__directive__text")[:MOST_LISTED],
        *parts.select_related(*named).defer("sentence__directive__text")[:MOST_LISTED],
    ]
    told = _told(found, on)
    return tuple(sorted(told, key=lambda each: (each.given.due_on or date.max, each.words)))


def told_work(given: Assignment | SubTask, *, by: Person, on: date) -> ToldWork:
    """Return what the page of a piece of work tells."""
    if isinstance(given, Assignment):
        parts = SubTask.objects.filter(assignment=given, above=None)
        history = Progress.objects.filter(assignment=given)
    else:
        parts = SubTask.objects.filter(above=given)
        history = Progress.objects.filter(sub_task=given)
    work, *below_it = _told([given, *parts.select_related("sentence").order_by("body", "given_at")], on)
    return ToldWork(
        work,
        tuple(history.order_by("-id")),
        tuple(below_it),
        has_right(by, Right.FILE_PLANS, on=on, body=given.body),
        isinstance(given, SubTask) and has_right(by, Right.FILE_PLANS, on=on, body=given.giver),
    )


def bodies_below(body: str, *, on: date) -> tuple[tuple[int, Unit], ...]:
    """Return the bodies below one today with their depth, the nearest first; places do no work."""
    return tuple((depth, version) for depth, version in below(body, on) if version.line != PLACE)


def named_below(body: str, names: Iterable[str], *, on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of the bodies below one that are meant by names, and the names that mean no one body."""
    wanted = tuple(filter(None, (name.strip() for name in names)))
    if not wanted:
        return (), ()
    known = register_of(version for _, version in bodies_below(body, on=on))
    found = {name: matching.find(known, name, on=on).decided for name in wanted}
    decided = tuple(unit for unit in found.values() if unit)
    return decided, tuple(name for name, unit in found.items() if not unit)


def assigned_of(directive: Directive, *, sentence: UUID | None, state: str, page: int, on: date) -> Assigned:
    """Return one page of a directive's assignments, narrowed to a sentence and a progress where named."""
    of_directive = Assignment.objects.filter(sentence__directive=directive)
    only = directive.sentences.filter(pk=sentence).first() if sentence else None
    found = _with_state(of_directive.filter(sentence=only) if only else of_directive, _newest_of_assignment())
    counts = found.aggregate(**{code: Count("pk", filter=Q(stands=code)) for code in PROGRESS})
    narrowed = found.filter(Q(stands=state)) if state in PROGRESS else found
    count = counts[state] if state in PROGRESS else sum(counts.values())
    pages = max(1, -(-count // ASSIGNED_PAGE))
    number = min(max(page, 1), pages)
    shown = narrowed.select_related("sentence").order_by("sentence__span_start", "body")
    rows = list(shown[(number - 1) * ASSIGNED_PAGE : number * ASSIGNED_PAGE])
    return Assigned(_told(rows, on, office=directive.office_id or ""), counts, only, number, pages)


def assignable(directive: Directive, *, page: int, on: date) -> AssignablePage:
    """Return one page of what may be assigned of a directive: confirmed, not ended, with who is meant."""
    confirmed = confirmed_obligations(directive)
    pages = max(1, -(-confirmed.count() // PAGE))
    number = min(max(page, 1), pages)
    made = Assignment.objects.select_related("sentence").order_by("body")
    shown = confirmed.order_by("span_start", "pk").prefetch_related(
        Prefetch("sentences", ObligationSentence.objects.order_by("span_start")),
        Prefetch("sentences__assignments", made),
        Prefetch("confirmed_parties", ConfirmedParty.objects.order_by("role", "as_written", "body")),
        Prefetch("parties", ObligationParty.objects.select_related("party").order_by("role", "party__name")),
    )[(number - 1) * PAGE : number * PAGE]
    obligations = tuple(shown)
    meant = {party.body_id for each in obligations for party in each.confirmed_parties.all()}
    names = dict(bodies_named(meant, on=on))
    there = _in_force(meant, on)
    given = [
        one for each in obligations for sentence in each.sentences.all() for one in sentence.assignments.all()
    ]
    told = {work.given.pk: work for work in _told(given, on, office=directive.office_id or "")}
    return AssignablePage(
        tuple(
            (
                each,
                tuple(
                    _assignable(each, row, names, there, tuple(told[one.pk] for one in row.assignments.all()))
                    for row in each.sentences.all()
                ),
            )
            for each in obligations
        ),
        number,
        pages,
    )


def named_bodies_of(sentence: ObligationSentence, *, on: date) -> Mapping[str, list[str]]:
    """Return the bodies that may be ticked for a sentence, by the words that name them, without those that
    have it.
    """
    parties = ConfirmedParty.objects.filter(obligation=sentence.obligation_id)
    rows = list(parties.order_by("role", "as_written", "body"))
    has_it = set(Assignment.objects.filter(sentence=sentence).values_list("body", flat=True))
    return _by_party(rows, _in_force({row.body_id for row in rows}, on) - has_it)


def _by_party(parties: Iterable[ConfirmedParty], bodies: frozenset[str]) -> dict[str, list[str]]:
    """Return bodies by the words that name them, each once, with the first party that means it."""
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    for party in parties:
        if party.body_id in bodies and party.body_id not in seen:
            seen.add(party.body_id)
            found.setdefault(party.as_written, []).append(party.body_id)
    return found


def _in_force(units: Iterable[str], on: date) -> frozenset[str]:
    found = Version.objects.in_force(on=on).filter(unit__in=list(units))
    return frozenset(found.values_list("unit_id", flat=True))


def _assignable(
    obligation: Obligation,
    sentence: ObligationSentence,
    names: Mapping[str, str],
    in_force: frozenset[str],
    assigned: tuple[Work, ...],
) -> Assignable:
    if sentence.rights_sensitive:
        return Assignable(sentence, None, (), ())
    has_it = {work.given.body for work in assigned}
    parties = _by_party(obligation.confirmed_parties.all(), in_force - has_it)
    choices: list[Choice] = []
    for written, bodies in parties.items():
        own = tuple(names[body] for body in bodies)
        if len(bodies) >= GROUP_FROM:
            choices.append(Choice(f"{GROUP}{written}", written, own, True))
        else:
            choices += [Choice(body, names[body], (), True) for body in bodies]
    return Assignable(sentence, obligation.due_on, tuple(choices), assigned)


def _told(given: Sequence[Assignment | SubTask], on: date, *, office: str | None = None) -> tuple[Work, ...]:
    """Return pieces of work in their order, with names; `office` where it asked for all of them."""
    newest = newest_progress(given)
    askers = {one.pk: asked_by(one) if office is None else office for one in given}
    names = dict(bodies_named({*askers.values(), *(one.body for one in given)} - {""}, on=on))
    return tuple(
        Work(
            one,
            askers[one.pk],
            names.get(askers[one.pk], ""),
            names.get(one.body, one.body),
            newest.get(one.pk),
        )
        for one in given
    )


def _newest_of_assignment() -> QuerySet[Progress, object]:
    return Progress.objects.filter(assignment=OuterRef("pk")).order_by("-id").values("state")[:1]


def _with_state(given: QuerySet[Given], newest: QuerySet[Progress, object]) -> QuerySet[Given]:
    return given.annotate(stands=Coalesce(Subquery(newest), Value(TODO)))


def _not_done(given: QuerySet[Given], newest: QuerySet[Progress, object]) -> QuerySet[Given]:
    return _with_state(given, newest).exclude(Q(stands=DONE)).order_by("due_on", "pk")
