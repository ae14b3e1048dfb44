"""What a leader sees of a cycle: gaps by line and level, and how the places of provinces stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q

from tonghop.apps.reporting.cycle_queries import Shown, shown, standing_as
from tonghop.apps.reporting.models import Asked, Campaign, Cycle, DueRow
from tonghop.domain.reporting.due_list import Standing

MOST_NAMED = 40
GRAVEST_FIRST = (
    Shown.MISSING,
    Shown.NOT_YET_DUE,
    Shown.LATE,
    Shown.UNKNOWN_TIME,
    Shown.ON_TIME,
    Shown.EXCUSED,
)
"""How a place with several bodies is shown: as the first of these that one of them is."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The bodies of one line and level: how many owe, came late, are missing, or may still come."""

    line: str
    level: str
    due: int
    received: int
    late: int
    missing: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """A body that is missing or late."""

    id: UUID
    name: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class Place:
    """A commune with the bodies that stand there: how it is shown, and how many of how many came."""

    name: str
    shown: Shown
    received: int
    due: int


@dataclass(frozen=True, slots=True)
class ProvinceStanding:
    """A province: its statistics code, how its bodies stand, and its communes by name."""

    code: str
    name: str
    shown: Shown
    received: int
    due: int
    places: tuple[Place, ...]


def newest_cycle(campaign: Campaign, at: datetime, cycle_id: UUID | None = None) -> Cycle | None:
    """Return a cycle of a campaign that asked for reports: the one named, else the latest that is due or has
    a report already, else the latest.
    """
    found = Cycle.objects.filter(campaign=campaign, asked=Asked.REPORT, opened_at__isnull=False)
    found = found.select_related("campaign").order_by("-late_from")
    if cycle_id:
        return found.filter(pk=cycle_id).first()
    has_report = Exists(DueRow.objects.filter(cycle=OuterRef("pk"), has_arrived=True))
    return found.filter(Q(late_from__lte=at) | has_report).first() or found.first()


def cycles_of(campaign: Campaign) -> list[Cycle]:
    """Return the cycles of a campaign that asked for reports and have opened, the latest first."""
    found = Cycle.objects.filter(campaign=campaign, asked=Asked.REPORT, opened_at__isnull=False)
    return list(found.order_by("-late_from")[:24])


def gaps(cycle: Cycle, at: datetime) -> tuple[Gap, ...]:
    """Return how the bodies of each line and level stand, in one question of SQL."""
    rows = DueRow.objects.filter(cycle=cycle, annulled_at__isnull=True).order_by()
    counted = (
        rows.values_list("line", "level")
        .annotate(
            due=Count("pk", filter=~Q(state=Standing.EXCUSED.value)),
            received=Count("pk", filter=Q(has_arrived=True)),
            late=Count("pk", filter=standing_as(Shown.LATE, at)),
            missing=Count("pk", filter=standing_as(Shown.MISSING, at)),
            waiting=Count("pk", filter=standing_as(Shown.NOT_YET_DUE, at)),
        )
        .order_by("line", "level")
    )
    return tuple(Gap(*row) for row in counted)


def lacking(cycle: Cycle, at: datetime) -> tuple[Lacking, ...]:
    """Return the bodies that are missing or late, by name; so many as fit on a page."""
    rows = DueRow.objects.filter(cycle=cycle, annulled_at__isnull=True)
    rows = rows.filter(standing_as(Shown.MISSING, at) | standing_as(Shown.LATE, at))
    told = rows.order_by("-state", "sort_key", "code").values_list("pk", "name", "state", "late_from")
    return tuple(
        Lacking(pk, name, shown(state, late_from, at)) for pk, name, state, late_from in told[:MOST_NAMED]
    )


_STANDING = """
with owed as (
    select r.state, r.late_from, own.place_id as place, own.unit_id as unit, own.line
    from reporting_duerow r
    join organisations_version own on own.unit_id = r.unit_id
        and daterange(own.valid_from, own.valid_to) @> %(on)s::date
    where r.cycle_id = %(cycle)s and r.annulled_at is null
), placed as (
    select o.state, o.late_from, v.id as version, v.unit_id as place, v.name, v.level
    from owed o
    join organisations_version v on v.unit_id = coalesce(o.place, case when o.line = 'place' then o.unit end)
        and daterange(v.valid_from, v.valid_to) @> %(on)s::date
), standing as (
    select state, late_from > %(at)s as waits, version, place, name, level, count(*) as bodies
    from placed group by 1, 2, 3, 4, 5, 6
)
select s.state, s.waits, s.place, s.name, s.level, s.bodies, coalesce(top.unit_id, s.place), top.name,
    (select value from organisations_code c where c.version_id = coalesce(top.id, s.version)
     order by c.id limit 1)
from standing s
left join organisations_parent p on p.version_id = s.version and p.hierarchy = 'place'
    and s.level <> 'province'
left join organisations_version top on top.unit_id = p.unit_id and top.level = 'province'
    and daterange(top.valid_from, top.valid_to) @> %(on)s::date
order by s.name
"""
"""Bodies by place and province, as the register was on the day on which the cycle opened."""


def provinces(cycle: Cycle, at: datetime) -> tuple[ProvinceStanding, ...]:
    """Return how provinces and their communes stand; a body without a place in the register is in none."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"cycle": cycle.pk, "on": cycle.opens_on, "at": at})
        told = cursor.fetchall()
    heads: dict[str, tuple[str, str]] = {}
    places: dict[str, dict[str, tuple[str, dict[Shown, int]]]] = {}
    whole: dict[str, dict[Shown, int]] = {}
    for state, waits, place, name, level, bodies, province, province_name, code in told:
        how = Shown.NOT_YET_DUE if state == Standing.MISSING and waits else Shown(state)
        if level == "province" or province_name:
            heads.setdefault(province, (code or "", province_name or name))
            counts = whole.setdefault(province, {})
            counts[how] = counts.get(how, 0) + bodies
        if level == "commune" and province_name:
            of_place = places.setdefault(province, {}).setdefault(place, (name, {}))[1]
            of_place[how] = of_place.get(how, 0) + bodies
    return tuple(
        _province(heads[id], whole[id], tuple(places.get(id, {}).values()))
        for id in sorted(heads, key=lambda id: heads[id])
    )


def _province(
    head: tuple[str, str], counts: Mapping[Shown, int], places: Sequence[tuple[str, Mapping[Shown, int]]]
) -> ProvinceStanding:
    told = [Place(name, *_standing(of_place)) for name, of_place in places]
    shown_as, received, due = _standing(counts)
    return ProvinceStanding(*head, shown_as, received, due, tuple(told))


def _standing(counts: Mapping[Shown, int]) -> tuple[Shown, int, int]:
    """Return the gravest standing, how many reports came and how many were asked for."""
    came = sum(counts.get(how, 0) for how in (Shown.ON_TIME, Shown.LATE, Shown.UNKNOWN_TIME))
    asked = sum(counts.values()) - counts.get(Shown.EXCUSED, 0)
    return next(how for how in GRAVEST_FIRST if counts.get(how)), came, asked
