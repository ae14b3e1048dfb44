"""Reading ledgers: one page of a list with what may be counted twice, the past of an entry, a file of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from tonghop.apps.accounts.models import Person
from tonghop.apps.directives.queries import bodies_named
from tonghop.apps.reporting.models import Output
from tonghop.apps.reporting.models.outputs import OutputQuerySet
from tonghop.apps.reporting.outputs.access import access_outputs, entry_of
from tonghop.apps.reporting.outputs.keeping import link_sha256
from tonghop.domain.calendar.periods import Period
from tonghop.domain.reporting import outputs as domain
from tonghop.domain.reporting.outputs import KINDS, Same, doubles

PAGE = 50
MOST_DOWNLOADED = 20_000
MOST_CHANGES = 50
MOST_MONTHS = 60
_MONTH = re.compile("((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of a body, of a kind, of a period; "" and None leave it open."""

    body: str = ""
    kind: str = ""
    period: Period | None = None
    with_taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Twin:
    """The other entry that may be the same one."""

    output: domain.Output
    why: Same


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in the list."""

    row: Output
    body_name: str
    twin: Twin | None


@dataclass(frozen=True, slots=True)
class KindSum:
    """How many entries of a kind there are, how many pieces, how many minutes."""

    kind: str
    entries: int
    count: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """One page of a ledger, newest first, with the sums of all that was asked for and still stands."""

    lines: tuple[Line, ...]
    sums: tuple[KindSum, ...]
    found: int
    page: int
    pages: int


def ledger(*, wanted: Wanted, page: int, by: Person, on: date) -> Ledger:
    """Return one page of the ledgers that somebody keeps. Four questions of SQL, however long they are."""
    rows = _wanted(wanted, by=by, on=on)
    sums = _sums(rows.standing())
    found = rows.count() if wanted.with_taken_back else sum(each.entries for each in sums)
    pages = max(1, -(-found // PAGE))
    number = min(max(page, 1), pages)
    shown = list(rows.order_by("-made_on", "-entered_at", "pk")[(number - 1) * PAGE : number * PAGE])
    names = dict(bodies_named({row.unit_id for row in shown}, on=on))
    twins = _twins(shown)
    lines = tuple(Line(row, names[row.unit_id], twins.get(str(row.pk))) for row in shown)
    return Ledger(lines, sums, found, number, pages)


def months_of_ledgers(*, by: Person, on: date) -> tuple[date, ...]:
    """Return the first days of the months in which one's bodies made something, newest first."""
    days = access_outputs(by=by, on=on).dates("made_on", "month", order="DESC")
    return tuple(days[:MOST_MONTHS])


def listed(*, wanted: Wanted, by: Person, on: date) -> tuple[tuple[Output, str], ...]:
    """Return the entries of a list with their bodies' names, for a file; oldest first, at most
    `MOST_DOWNLOADED`.
    """
    rows = list(_wanted(wanted, by=by, on=on).order_by("made_on", "entered_at", "pk")[:MOST_DOWNLOADED])
    names = dict(bodies_named({row.unit_id for row in rows}, on=on))
    return tuple((row, names[row.unit_id]) for row in rows)


def twins_of_pasted(entries: Sequence[domain.Output], *, body: str) -> Mapping[str, Twin]:
    """Return which of the entries to come may be the same as one of a body's ledger, or as each other."""
    kept = _candidates({body}, entries)
    return _paired([*entries, *kept], {entry.key for entry in entries})


def twin_of(row: Output) -> Twin | None:
    """Return the entry of the same ledger that may be the same one, None where there is none."""
    return _twins([row]).get(str(row.pk))


def changes_of(row: Output) -> tuple[Output, ...]:
    """Return what an entry said before, as its history remembers it, newest first; what it says is first."""
    events = row.events.order_by("-pgh_id")[:MOST_CHANGES]  # type: ignore[attr-defined]  # made by pghistory
    return tuple(events)


def _wanted(wanted: Wanted, *, by: Person, on: date) -> OutputQuerySet:
    rows = access_outputs(by=by, on=on)
    if not wanted.with_taken_back:
        rows = rows.standing()
    if wanted.body:
        rows = rows.filter(unit=wanted.body)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.period is not None:
        rows = rows.filter(made_on__gte=wanted.period.start, made_on__lt=wanted.period.end)
    return rows


def _sums(rows: OutputQuerySet) -> tuple[KindSum, ...]:
    told = rows.order_by().values("kind").annotate(n=Count("pk"), pieces=Sum("count"), length=Sum("minutes"))
    by_kind = {row["kind"]: KindSum(row["kind"], row["n"], row["pieces"], row["length"] or 0) for row in told}
    return tuple(by_kind[kind] for kind in KINDS if kind in by_kind)


def _twins(rows: Sequence[Output]) -> Mapping[str, Twin]:
    """Return the twins of rows in the whole ledgers of their bodies; what was taken back has none."""
    standing = [row for row in rows if row.taken_back_at is None]
    found: dict[str, Twin] = {}
    for unit in {row.unit_id for row in standing}:
        own = [entry_of(row) for row in standing if row.unit_id == unit]
        known = {entry.key: entry for entry in (*own, *_candidates({unit}, own))}
        found |= _paired(list(known.values()), {entry.key for entry in own})
    return found


def _candidates(units: Iterable[str], entries: Sequence[domain.Output]) -> list[domain.Output]:
    """Return the entries of ledgers that may be the same as one of these: of the same link, or of the day."""
    links = {digest for entry in entries if (digest := link_sha256(entry.link))}
    days = {entry.made_on for entry in entries}
    near = Q(link_sha256__in=links) | Q(made_on__in=days)
    return [entry_of(row) for row in Output.objects.standing().filter(near, unit__in=units)]


def _paired(entries: Sequence[domain.Output], asked: frozenset[str] | set[str]) -> dict[str, Twin]:
    """Return the twin of each entry that was asked about: the earlier one, else the first later one."""
    found: dict[str, Twin] = {}
    pairs = doubles(entries)
    for double in pairs:
        if double.output.key in asked:
            found[double.output.key] = Twin(double.earlier, double.why)
    for double in pairs:
        if double.earlier.key in asked:
            found.setdefault(double.earlier.key, Twin(double.output, double.why))
    return found


def month_of(text: str) -> Period | None:
    """Return the month that an address names ("2026-05"), None where it names none."""
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    first = date(int(match[1]), int(match[2]), 1)
    return Period(first, (first + timedelta(days=31)).replace(day=1))
