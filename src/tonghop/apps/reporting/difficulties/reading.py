"""Reading difficulties: a list by state, campaign and body; one with its steps; what may be named in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Right
from tonghop.apps.directives.models import Assignment, Obligation
from tonghop.apps.directives.permissions import bodies_with
from tonghop.apps.directives.queries import bodies_named
from tonghop.apps.reporting.difficulties.access import access_addressed, access_own, parts_of
from tonghop.apps.reporting.difficulties.offices import Office, offices_for
from tonghop.apps.reporting.models import Campaign, Difficulty, DifficultyStep
from tonghop.apps.reporting.plans import obligation_words
from tonghop.apps.reporting.versions import newest_version, said
from tonghop.domain.reporting.difficulties import WAITING, State, Step, steps_open
from tonghop.domain.reporting.indicators import Indicator

PAGE = 30
MOST_TASKS = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of a list: in a state, of a campaign, of a body; "" and None leave it open."""

    state: str = ""
    campaign: UUID | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A difficulty in a list, with the names of its body, and of whoever is asked to answer."""

    row: Difficulty
    body_name: str
    asked_name: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, those that wait first, and what it may be narrowed to."""

    lines: tuple[Line, ...]
    campaigns: tuple[Campaign, ...]
    bodies: tuple[tuple[str, str], ...]
    found: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step with the names of the body for which it was taken, and of whoever was asked."""

    row: DifficultyStep
    unit_name: str
    to_name: str


@dataclass(frozen=True, slots=True)
class Told:
    """A difficulty on its page: its steps, and those that the reader may take now."""

    row: Difficulty
    body_name: str
    office_name: str
    indicator: Indicator | None
    task: str
    steps: tuple[ToldStep, ...]
    open: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Nameable:
    """What a body may name when it raises something, and to whom it may turn."""

    campaigns: tuple[tuple[Campaign, tuple[Indicator, ...]], ...]
    tasks: tuple[tuple[UUID, str], ...]
    offices: tuple[Office, ...]
    usual_office: str


def own_difficulties(*, wanted: Wanted, page: int, by: Person, on: date) -> Listed:
    """Return what one's own bodies raised, and what was routed to them."""
    own = bodies_with(Right.RAISE_DIFFICULTIES, by=by, on=on)
    return _listed(access_own(by=by, on=on), wanted, page, own, on)


def addressed_difficulties(*, wanted: Wanted, page: int, by: Person, on: date) -> Listed:
    """Return what is addressed or routed to one's offices."""
    return _listed(access_addressed(by=by, on=on), wanted, page, (), on)


def told_difficulty(row: Difficulty, *, by: Person, on: date) -> Told:
    """Return a difficulty with its steps, oldest first, and what the reader may do."""
    steps = list(DifficultyStep.objects.filter(difficulty=row).order_by("id"))
    named = {row.unit_id, row.office} | {
        unit for one in steps for unit in (one.unit_id, one.to_unit_id) if unit
    }
    names = dict(bodies_named(named, on=on))
    told = tuple(
        ToldStep(one, names[one.unit_id], names[one.to_unit_id] if one.to_unit_id else "") for one in steps
    )
    return Told(
        row,
        names[row.unit_id],
        names[row.office],
        _indicator(row),
        obligation_words(row.obligation) if row.obligation else "",
        told,
        steps_open(State(row.state), parts_of(row, by=by, on=on).keys()),
    )


def raising_bodies(*, by: Person, on: date) -> tuple[tuple[str, str], ...]:
    """Return the bodies for which somebody may raise something, with their names."""
    return bodies_named(bodies_with(Right.RAISE_DIFFICULTIES, by=by, on=on), on=on)


def nameable(body: str, *, on: date) -> Nameable:
    """Return the open campaigns that ask a body, with their indicators, its tasks, and its offices."""
    campaigns = (
        Campaign.objects.filter(bodies__unit=body, closed_at__isnull=True).distinct().order_by("title")
    )
    newest = ((one, newest_version(one)) for one in campaigns)
    asked = tuple((one, said(version).indicators) for one, version in newest if version)
    given = Assignment.objects.filter(body=body).values("sentence__obligation")
    tasks = Obligation.objects.filter(pk__in=given).prefetch_related("sentences").order_by("due_on", "pk")
    offices, usual = offices_for(body, on=on)
    words = tuple((one.pk, obligation_words(one)) for one in tasks[:MOST_TASKS])
    return Nameable(asked, words, offices, usual)


def waiting_for(*, by: Person, on: date) -> QuerySet[Difficulty]:
    """Return what somebody has to answer: of their office while not routed, and what was routed to them."""
    offices = bodies_with(Right.ANSWER_DIFFICULTIES, by=by, on=on)
    bodies = bodies_with(Right.RAISE_DIFFICULTIES, by=by, on=on)
    raised = Q(state=State.RAISED.value, office__in=offices)
    routed = Q(state=State.ROUTED.value, routed_to__in={*offices, *bodies})
    return Difficulty.objects.filter(raised | routed).order_by("raised_at")


def answered_for(*, by: Person, on: date) -> QuerySet[Difficulty]:
    """Return what one's own bodies raised and others answered, until it is closed."""
    bodies = bodies_with(Right.RAISE_DIFFICULTIES, by=by, on=on)
    return Difficulty.objects.filter(unit__in=bodies, state=State.ANSWERED.value).order_by("moved_at")


def _listed(rows: QuerySet[Difficulty], wanted: Wanted, page: int, own: Sequence[str], on: date) -> Listed:
    campaigns = tuple(
        Campaign.objects.filter(pk__in=rows.order_by().values("campaign")).order_by("title", "pk")
    )
    bodies = set(rows.order_by().values_list("unit", flat=True).distinct())
    narrowed = rows
    if wanted.state:
        narrowed = narrowed.filter(state=wanted.state)
    if wanted.campaign is not None:
        narrowed = narrowed.filter(campaign=wanted.campaign)
    if wanted.body:
        narrowed = narrowed.filter(unit=wanted.body)
    found = narrowed.count()
    pages = max(1, -(-found // PAGE))
    number = min(max(page, 1), pages)
    waits = Q(state__in=[state.value for state in WAITING])
    shown = list(
        narrowed.select_related("campaign")
        .annotate(waits=waits)
        .order_by("-waits", "-raised_at", "pk")[(number - 1) * PAGE : number * PAGE]
    )
    named = bodies | {row.office for row in shown} | {row.routed_to_id for row in shown if row.routed_to_id}
    names = dict(bodies_named(named, on=on))
    lines = tuple(
        Line(row, names[row.unit_id], names[row.routed_to_id or row.office], row.unit_id in own)
        for row in shown
    )
    offered = tuple(sorted(((unit, names[unit]) for unit in bodies), key=lambda pair: pair[1]))
    return Listed(lines, campaigns, offered, found, number, pages)


def _indicator(row: Difficulty) -> Indicator | None:
    newest = newest_version(row.campaign) if row.campaign and row.indicator else None
    return (
        next((one for one in said(newest).indicators if one.code == row.indicator), None) if newest else None
    )
