"""What a roll-up of a campaign reads beside the answers: its cycles, who stands under whom on a day, and what
must not be added without a person's word.

Plain values only; adding is the engines' (`tonghop.engines`), by the domain's rules
(`domain.consolidation.rollups`). Whoever asks acts by the program itself.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from tonghop.apps.organisations.queries import names_of
from tonghop.apps.reporting.campaigns.figures import AskedOf, asked_of
from tonghop.apps.reporting.models import Asked, Campaign, Cycle, DueRow
from tonghop.domain.consolidation.double_counting import counted_once
from tonghop.domain.consolidation.judgements import Entry
from tonghop.domain.consolidation.questions import NO_ANSWERS
from tonghop.domain.consolidation.rollup_periods import AskingCycle, in_time
from tonghop.domain.consolidation.rollups import Debt, Told
from tonghop.domain.consolidation.submissions import Submission
from tonghop.domain.errors import Refusal
from tonghop.domain.language import sort_key
from tonghop.domain.organisations.units import PLACE
from tonghop.domain.reporting.same_figures import counted_period

WHOLE, BODY = "whole", "body"
LEVELS = (WHOLE, "province", "district", "commune", BODY)
"""The levels of nodes, the widest first. The country is the whole: all bodies, also those at no place."""
OF_ALL = ""
"""The id of the whole: no unit of the register has it."""

Cell = tuple[str, str, str]
"""A body, an indicator and a cycle, by the names that answers give them."""


class CampaignUnknown(Refusal):
    code = "campaign-unknown"
    message_vi = "Không có chiến dịch nào mang mã {key}. Các mã đang có: {known}."
    message_en = "No campaign has the key {key}. Known keys: {known}."


class CampaignAmbiguous(Refusal):
    code = "campaign-ambiguous"
    message_vi = "Mã {key} là của nhiều cơ quan; hãy ghi mã đầy đủ của một chiến dịch: {choices}."
    message_en = "The key {key} belongs to several offices; give the id of one campaign: {choices}."


class NothingOpened(Refusal):
    code = "nothing-opened"
    message_vi = "Chiến dịch {key} chưa mở kỳ báo cáo nào{year_vi}; chưa có gì để cộng."
    message_en = "The campaign {key} has opened no cycle of reports{year_en}; there is nothing to add up."


@dataclass(frozen=True, slots=True)
class Asking:
    """The cycles of a campaign that ask for reports, the earliest first, with what each asks.

    `waiting` are those whose late moment has not come; `day` is the one on which the newest opened.
    """

    campaign: Campaign
    cycles: tuple[AskingCycle, ...]
    asked: Mapping[str, AskedOf]
    waiting: tuple[AskingCycle, ...]
    day: date

    @property
    def ids(self) -> tuple[UUID, ...]:
        return tuple(UUID(cycle.id) for cycle in self.cycles)

    def code(self, id: str) -> str:
        """Return how a cycle is written (2026-H1)."""
        return str(self.asked[id].turn)

    @property
    def elsewhere(self) -> frozenset[tuple[str, str]]:
        """The indicators that some bodies give in another campaign, with the cycle."""
        return frozenset(
            (taken.indicator.code, cycle) for cycle, asked in self.asked.items() for taken in asked.taken
        )


@dataclass(frozen=True, slots=True)
class Node:
    """What has totals of its own: a body, a place, or the whole."""

    id: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Nodes:
    """The nodes in the order of a table, and for each body those that hold it. `apart` are the bodies that
    stand under no province on that day.
    """

    nodes: tuple[Node, ...]
    of_body: Mapping[str, tuple[str, ...]]
    apart: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A figure that seems to hold those of bodies below: it waits for a person and is not added."""

    cell: Cell
    turn: str
    message: str


def campaign_of(key: str) -> Campaign:
    """Return the campaign that a key names, or an id where several offices have the key.

    Raises: CampaignUnknown, CampaignAmbiguous.
    """
    found = list(Campaign.objects.filter(key=key).order_by("office", "pk"))
    if len(found) > 1:
        raise CampaignAmbiguous(key=key, choices=", ".join(f"{row.pk} ({row.office})" for row in found))
    if not found:
        own = _uuid(key)
        found = list(Campaign.objects.filter(pk=own)) if own else []
    if not found:
        known = Campaign.objects.order_by("key").values_list("key", flat=True).distinct()[:20]
        raise CampaignUnknown(key=key, known=", ".join(known) or "(không có)")
    return found[0]


def asking_of(campaign: Campaign, at: datetime, year: int | None = None) -> Asking:
    """Return the cycles of a campaign, or of one year of it, that were opened and ask for reports.

    Raises: NothingOpened.
    """
    opened = Cycle.objects.filter(campaign=campaign, asked=Asked.REPORT, opened_at__isnull=False)
    rows = opened.select_related("campaign").order_by("late_from", "code")
    if year is not None:
        rows = rows.filter(code__startswith=f"{year:04d}-")
    asked = {str(row.pk): asked_of(campaign, row) for row in rows}
    if not asked:
        years = (f" của năm {year}", f" in {year}") if year is not None else ("", "")
        raise NothingOpened(key=campaign.key, year_vi=years[0], year_en=years[1])
    cycles = in_time(_asking(id, one) for id, one in asked.items())
    not_yet = {str(row.pk) for row in rows if row.late_from > at}
    waiting = tuple(cycle for cycle in cycles if cycle.id in not_yet)
    return Asking(campaign, cycles, asked, waiting, rows[len(rows) - 1].opens_on)


def _asking(id: str, asked: AskedOf) -> AskingCycle:
    content, turn = asked.content, asked.turn
    frequency = content.regime(turn).frequency
    days = counted_period(content, turn)
    return AskingCycle(id, turn, frequency, days, asked.indicators, content.indicators)


def names_of_bodies(asking: Asking, debts: Iterable[Debt]) -> dict[str, str]:
    """Return what the bodies of some debts are called in the newest cycle in which they owe.

    Shape: by the names that answers and debts give them (`body_of`).
    """
    rows = DueRow.objects.filter(cycle__in=asking.ids)
    told = rows.order_by("cycle__late_from", "number").values_list("unit_id", "code", "name")
    names = {body_of(asking.campaign, unit, code): name for unit, code, name in told}
    return {body: names[body] for body in dict.fromkeys(row.body for row in debts)}


def body_of(campaign: Campaign, unit: str | None, code: str) -> str:
    """Return how answers name a body, its unit of the register or else its code with its campaign, as
    `engines.extraction` does in SQL.
    """
    return unit or f"{campaign.pk}:{code}"


# ---- who stands under whom

_PLACES = """
with recursive own as (
    select v.unit_id as body, case when v.line = %(place)s then v.unit_id else v.place_id end as place
    from organisations_version v
    where v.unit_id = any(%(bodies)s) and daterange(v.valid_from, v.valid_to) @> %(on)s::date
), up (start, unit, version, name, level, depth) as (
    select s.place, v.unit_id, v.id, v.name, v.level, 0
    from (select distinct place from own) s
    join organisations_version v on v.unit_id = s.place
        and daterange(v.valid_from, v.valid_to) @> %(on)s::date
    union all
    select up.start, v.unit_id, v.id, v.name, v.level, up.depth + 1
    from up
    join organisations_parent p on p.version_id = up.version and p.hierarchy = %(place)s
    join organisations_version v on v.unit_id = p.unit_id
        and daterange(v.valid_from, v.valid_to) @> %(on)s::date
    where up.depth < 10
)
select own.body, up.unit, up.name, up.level
from own join up on up.start = own.place
where up.level <> 'country'
order by own.body, up.depth
"""
"""The places of bodies on a day, the nearest first: commune, where there are any district, province."""


def nodes_of(names: Mapping[str, str], on: date, *, whole: str) -> Nodes:
    """Return the nodes that hold bodies on the register's structure of a day: the body itself, the places in
    which it stands, and the whole.

    Shape: `names` as `names_of_bodies` gives them. A body that is itself a place is that place's node.
    """
    above: dict[str, list[str]] = {}
    places: dict[str, Node] = {}
    under_province: set[str] = set()
    for body, place, name, level in _places_of(names, on):
        places[place] = Node(place, name, level)
        above.setdefault(body, []).append(place)
        if level == "province":
            under_province.add(body)
    called = {**names, **names_of([body for body in names if body in above], on=on)}
    bodies = [Node(body, called[body], BODY) for body in names if body not in places]
    nodes = sorted((*places.values(), *bodies), key=_in_a_table)
    own = {body: tuple(dict.fromkeys((body, *above.get(body, ()), OF_ALL))) for body in names}
    apart = tuple(body for body in names if body not in under_province)
    return Nodes((Node(OF_ALL, whole, WHOLE), *nodes), own, apart)


def _places_of(bodies: Collection[str], on: date) -> list[tuple[str, str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, {"bodies": list(bodies), "on": on, "place": PLACE})
        found: list[tuple[str, str, str, str]] = cursor.fetchall()
    return found


def _in_a_table(node: Node) -> tuple[int, str, str]:
    return (LEVELS.index(node.level), sort_key(node.name), node.id)


# ---- what would count twice


def families_of(asking: Asking) -> frozenset[str]:
    """Return the bodies that have bodies of the campaign below them, and those below: only among them may a
    figure hold another one.
    """
    return frozenset(
        body_of(asking.campaign, unit, code)
        for cycle in asking.cycles
        for code, unit in _family_rows(asking, cycle).items()
    )


def held_back(asking: Asking, told: Sequence[Told]) -> Iterator[Held]:
    """Yield the figures of bodies above that seem to hold those below, as a cycle's totals leave them out
    (`cycle_totals.totals_of`).

    Shape: `told` has at least the answers of `families_of`.
    """
    of_body: dict[tuple[str, str], list[Told]] = {}
    for row in told:
        of_body.setdefault((row.cycle, row.body), []).append(row)
    for cycle in asking.cycles:
        bodies = {
            code: body_of(asking.campaign, unit, code) for code, unit in _family_rows(asking, cycle).items()
        }
        submissions = {
            code: _submission(code, own)
            for code, body in bodies.items()
            if (own := of_body.get((cycle.id, body)))
        }
        asked = asking.asked[cycle.id]
        counting = counted_once(asked.content, asked.indicators, submissions, NO_ANSWERS)
        messages = {finding.body: finding.message for finding in counting.findings}
        for code, before in submissions.items():
            left = counting.submissions[code]
            for indicator, entry in before.entries.items():
                if left.entries[indicator] != entry:
                    yield Held((bodies[code], indicator, cycle.id), str(cycle.turn), messages[code])


def _family_rows(asking: Asking, cycle: AskingCycle) -> dict[str, str | None]:
    """Return code → unit of the rows of a cycle that have a body above or below them in its campaign."""
    bodies = asking.asked[cycle.id].content.bodies
    codes = {code for body in bodies if body.parent for code in (body.code, body.parent)}
    if not codes:
        return {}
    rows = DueRow.objects.filter(cycle=UUID(cycle.id), annulled_at__isnull=True, code__in=codes)
    return dict(rows.order_by("number").values_list("code", "unit_id"))


def _submission(code: str, told: Iterable[Told]) -> Submission:
    return Submission(code, "", "", None, {row.indicator: Entry(row.value, "") for row in told})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
