"""Which outputs the indicators of a campaign count, and what a body's ledger says of a report it owes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction
from django.db.models import Q

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import has_right, require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.reporting.campaigns.access import held_campaign
from tonghop.apps.reporting.campaigns.keeping import CampaignClosed
from tonghop.apps.reporting.models import Asked, Campaign, Cycle, DueRow, Output, OutputCount
from tonghop.apps.reporting.outputs.access import entry_of
from tonghop.apps.reporting.versions import newest_version, said
from tonghop.domain.calendar.cycles import Cycle as Turn
from tonghop.domain.calendar.periods import Period
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.indicators import FLOW, Indicator
from tonghop.domain.reporting.outputs import KINDS, Feed, LedgerCount, Measure, count_ledger, fed_twice
from tonghop.domain.reporting.same_figures import counted_period

__all__ = ["Counting", "LedgerCount", "counting_of", "cycle_period", "ledger_counts", "set_counts"]

NOTHING: Mapping[str, LedgerCount] = MappingProxyType({})


class NotCounted(Refusal):
    code = "indicator-not-counted"
    message_vi = "Chỉ tiêu “{code}” không đếm được từ sổ: chỉ số phát sinh mới cộng từ từng sản phẩm."
    message_en = "The indicator {code!r} is not counted from ledgers: only flows add up from single outputs."


class MinutesOfUntimed(Refusal):
    code = "minutes-of-untimed"
    message_vi = "Chỉ tiêu “{code}” đếm số phút thì chỉ chọn phát thanh, truyền hình, truyền thanh."
    message_en = "The indicator {code!r} counts minutes: choose broadcasts and bulletins only."


@dataclass(frozen=True, slots=True)
class Counting:
    """The indicators that may be counted from ledgers, what each counts, and what is counted twice."""

    indicators: tuple[Indicator, ...]
    feeds: Mapping[str, Feed]
    twice: tuple[tuple[str, Measure, tuple[str, ...]], ...]


def counting_of(campaign: Campaign) -> Counting:
    """Return what the indicators of a campaign count of ledgers."""
    newest = newest_version(campaign)
    asked = tuple(row for row in said(newest).indicators if row.kind == FLOW) if newest else ()
    codes = {row.code for row in asked}
    feeds = {code: feed for code, feed in _feeds(campaign).items() if code in codes}
    return Counting(asked, MappingProxyType(feeds), fed_twice(list(feeds.values())))


@transaction.atomic
def set_counts(
    *,
    campaign: Campaign,
    counts: Mapping[str, tuple[frozenset[str], Measure]],
    by: Person,
    at: datetime,
    on: date,
) -> int:
    """Say which kinds of outputs indicators count; no kinds: none. Return how many changed.

    Raises: NotPermitted, CampaignClosed, NotCounted, MinutesOfUntimed.
    """
    kept = held_campaign(campaign)
    require_right(by, Right.KEEP_CAMPAIGNS, on=on, body=kept.office)
    if kept.closed_at is not None:
        raise CampaignClosed()
    known = {row.code for row in counting_of(kept).indicators}
    rows = {row.code: row for row in OutputCount.objects.filter(campaign=kept)}
    changed = {}
    for code, (kinds, measure) in counts.items():
        if code not in known or not kinds <= KINDS.keys():
            raise NotCounted(code=code)
        if measure is Measure.MINUTES and not all(KINDS[kind].has_minutes for kind in kinds):
            raise MinutesOfUntimed(code=code)
        row = rows.get(code) or OutputCount(campaign=kept, code=code, kinds=[], measure=Measure.COUNT.value)
        if (frozenset(row.kinds) == kinds and row.measure == measure.value) or not (kinds or row.kinds):
            continue
        row.kinds, row.measure = [kind for kind in KINDS if kind in kinds], measure.value
        row.set_by, row.set_at = str(by.pk), at
        row.save()
        changed[code] = {"kinds": row.kinds, "measure": row.measure}
    if changed:
        subject = f"campaign:{kept.pk}"
        record(kind="campaign.outputs-counted", by=str(by.pk), subject=subject, at=at, facts=changed)
    return len(changed)


def ledger_counts(row: DueRow, *, by: Person, on: date) -> Mapping[str, LedgerCount]:
    """Return what the ledger of the body that owes a report says, by the codes of the indicators asked.

    Nothing for whoever does not keep that ledger, and where the campaign counts nothing of it or the cycle
    has no window. Three questions of SQL, two where nothing is counted.
    """
    if row.unit_id is None or row.cycle.asked != Asked.REPORT:
        return NOTHING
    feeds, period = _feeds(row.cycle.campaign), cycle_period(row.cycle)
    asked = _asked(row.cycle)
    wanted = [feed for code, feed in feeds.items() if code in asked]
    if not wanted or period is None or not has_right(by, Right.KEEP_OUTPUTS, on=on, body=row.unit_id):
        return NOTHING
    kinds = {kind for feed in wanted for kind in feed.kinds}
    entries = Output.objects.standing().filter(unit=row.unit_id, kind__in=kinds)
    inside = entries.filter(made_on__gte=period.start, made_on__lt=period.end)
    again = inside.exclude(link_sha256="").values("link_sha256")
    before = Q(made_on__lt=period.start, link_sha256__in=again)
    found = entries.filter(Q(made_on__gte=period.start, made_on__lt=period.end) | before)
    return count_ledger([entry_of(each) for each in found], period, wanted)


def cycle_period(cycle: Cycle) -> Period | None:
    """Return the days that a cycle counts, None where they are not known."""
    version = cycle.version or newest_version(cycle.campaign)
    if version is None:
        return None
    try:
        return counted_period(said(version), Turn.parse(cycle.code))
    except Refusal:
        return None


def _asked(cycle: Cycle) -> frozenset[str]:
    """Return the codes of the flows that a cycle asks for."""
    version = cycle.version or newest_version(cycle.campaign)
    if version is None:
        return frozenset()
    try:
        return frozenset(row.code for row in said(version).asked(Turn.parse(cycle.code)) if row.kind == FLOW)
    except Refusal:
        return frozenset()


def _feeds(campaign: Campaign) -> Mapping[str, Feed]:
    rows = OutputCount.objects.filter(campaign=campaign).exclude(kinds=[]).order_by("code")
    return {row.code: Feed(row.code, frozenset(row.kinds), Measure(row.measure)) for row in rows}
