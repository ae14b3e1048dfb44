"""The same figure asked once: found among open campaigns, linked by a person, and taken cycle by cycle."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import DateTimeField, Q, QuerySet, UUIDField

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.foundations.questions import Given, Question
from tonghop.apps.reporting.campaigns.access import held_campaign
from tonghop.apps.reporting.campaigns.keeping import CampaignClosed
from tonghop.apps.reporting.models import Campaign, CampaignBody, Cycle, SharedIndicator
from tonghop.apps.reporting.versions import newest_version, said, said_by_version
from tonghop.domain.calendar.cycles import Cycle as Turn
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting import campaign as domain
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.same_figures import (
    Same,
    asking_only,
    counted_period,
    cycle_of_same_period,
    same_figures,
)


class NotTheSame(Refusal):
    code = "not-the-same"
    message_vi = (
        "Hai chỉ tiêu này không cùng mã và đơn vị tính, hoặc không cùng tên, cách cộng và kỳ số liệu."
    )
    message_en = "These indicators share neither code and unit, nor name, unit, kind and window."


class TakenAtSecondHand(Refusal):
    code = "taken-at-second-hand"
    message_vi = (
        "Chỉ tiêu này đã lấy từ chiến dịch khác, hoặc đang được chiến dịch khác lấy; chọn nơi hỏi gốc."
    )
    message_en = "This figure is itself taken, or taken by another campaign; choose where it is asked."


@dataclass(frozen=True, slots=True)
class Twice:
    """A figure that this campaign and another both ask for, and the link where there is one."""

    same: Same
    other: Campaign
    link: SharedIndicator | None


@dataclass(frozen=True, slots=True)
class Taken:
    """An indicator that a cycle need not ask some bodies for: where it is asked, and of which of ours."""

    indicator: Indicator
    source: Campaign
    source_code: str
    source_cycle: Turn
    bodies: frozenset[str]


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What a cycle asks for. `taken` tells, by body, what is asked elsewhere."""

    content: domain.Campaign
    turn: Turn
    indicators: tuple[Indicator, ...]
    taken: tuple[Taken, ...]

    def of(self, body: str) -> tuple[Indicator, ...]:
        """Return the indicators that a body, by its code, is asked for here."""
        elsewhere = {row.indicator.code for row in self.taken if body in row.bodies}
        return tuple(row for row in self.indicators if row.code not in elsewhere)

    def form_for(self, body: str) -> domain.Campaign:
        """Return the campaign as the form of a body asks it: without what the body says elsewhere."""
        asked = self.of(body)
        if asked == self.indicators:
            return self.content
        return asking_only(self.content, self.turn, {row.code for row in asked})


def asked_twice(campaign: Campaign) -> tuple[Twice, ...]:
    """Return the figures that open campaigns ask for too: those of the same office, and those that address
    one of the same units.
    """
    newest = newest_version(campaign)
    if newest is None:
        return ()
    here, links = said(newest), {(row.source_id, row.code): row for row in _standing(campaign)}
    return tuple(
        Twice(same, other, link if link and link.source_code == same.other.code else None)
        for other, there in _neighbours(campaign)
        for same in same_figures(here, there)
        for link in [links.get((other.pk, same.indicator.code))]
    )


@transaction.atomic
def link_figure(
    *, campaign: Campaign, code: str, source_id: UUID, source_code: str, by: Person, at: datetime, on: date
) -> SharedIndicator:
    """Take an indicator from another campaign, in cycles that open from now on.

    Raises: NotPermitted, CampaignClosed, NotTheSame, TakenAtSecondHand.
    """
    _kept(campaign, by=by, on=on)
    found = [
        row
        for row in asked_twice(campaign)
        if (row.same.indicator.code, row.other.pk, row.same.other.code) == (code, source_id, source_code)
    ]
    if not found:
        raise NotTheSame()
    if found[0].link is not None:
        return found[0].link
    standing = SharedIndicator.objects.filter(ended_at__isnull=True)
    if standing.filter(
        Q(campaign=campaign, code=code)
        | Q(campaign=source_id, code=source_code)
        | Q(source=campaign, source_code=code)
    ).exists():
        raise TakenAtSecondHand()
    link = SharedIndicator.objects.create(
        campaign=campaign,
        code=code,
        source_id=source_id,
        source_code=source_code,
        linked_by=str(by.pk),
        linked_at=at,
    )
    _record("campaign.figure-linked", link, by=by, at=at)
    return link


@transaction.atomic
def end_link(*, campaign: Campaign, link_id: int, by: Person, at: datetime, on: date) -> None:
    """Ask for an indicator here again, in cycles that open from now on.

    Raises: NotPermitted, CampaignClosed, NoSuchThing.
    """
    _kept(campaign, by=by, on=on)
    link = _standing(campaign).filter(pk=link_id).first()
    if link is None:
        raise NoSuchThing()
    link.ended_by, link.ended_at = str(by.pk), at
    link.save(update_fields=["ended_by", "ended_at"])
    _record("campaign.figure-unlinked", link, by=by, at=at)


def asked_of(campaign: Campaign, cycle: Cycle) -> AskedOf:
    """Return what a cycle asks for here, and what is taken from where.

    An indicator is taken only where the other campaign asks it for just these days, is not closed, and asks
    the same unit; whatever is not certain is asked here. What is open goes by the links of the instant at
    which it opened.
    """
    content, turn = _content_of(campaign, cycle), Turn.parse(cycle.code)
    links = list(_links_of(campaign, cycle))
    units = _units(campaign) if links else {}
    by_code = {row.code: row for row in content.asked(turn)}
    taken = (
        _taken(by_code[link.code], link, content, turn, units, cycle)
        for link in links
        if link.code in by_code
    )
    return AskedOf(content, turn, tuple(by_code.values()), tuple(row for row in taken if row is not None))


def _content_of(campaign: Campaign, cycle: Cycle) -> domain.Campaign:
    if cycle.version_id is not None:
        return said_by_version(cycle.version_id, campaign.pk)
    newest = newest_version(campaign)
    if newest is None:
        raise NoSuchThing()
    return said(newest)


def _units(campaign: Campaign) -> dict[str, str]:
    return dict(CampaignBody.objects.filter(campaign=campaign).values_list("code", "unit_id"))


def _taken(
    indicator: Indicator,
    link: SharedIndicator,
    content: domain.Campaign,
    turn: Turn,
    units: dict[str, str],
    cycle: Cycle,
) -> Taken | None:
    closed_at, opened_at = link.source.closed_at, cycle.opened_at
    if closed_at is not None and (opened_at is None or closed_at <= opened_at):
        return None
    newest = newest_version(link.source)
    there = said(newest) if newest else None
    if there is None or link.source_code not in {row.code for row in there.indicators}:
        return None
    source_cycle = cycle_of_same_period(counted_period(content, turn), there, link.source_code)
    if source_cycle is None:
        return None
    addressed = {row.code for row in there.bodies}
    asked = CampaignBody.objects.filter(campaign=link.source, code__in=addressed).exclude(confirmed_by="")
    theirs = set(asked.values_list("unit_id", flat=True))
    bodies = frozenset(body.code for body in content.bodies if units.get(body.code) in theirs)
    return Taken(indicator, link.source, link.source_code, source_cycle, bodies) if bodies else None


def _links_of(campaign: Campaign, cycle: Cycle) -> Iterable[SharedIndicator]:
    if cycle.opened_at is None:
        return _links(campaign.pk).filter(ended_at__isnull=True)
    return _LINKS_AT.ask(campaign=campaign.pk, at=cycle.opened_at)


def _links(campaign: UUID | Given) -> QuerySet[SharedIndicator]:
    return SharedIndicator.objects.filter(campaign=campaign).select_related("source").order_by("pk")


def _links_at() -> QuerySet[SharedIndicator]:
    at = Given("at", DateTimeField())
    still = Q(ended_at__isnull=True) | Q(ended_at__gt=at)
    return _links(Given("campaign", UUIDField())).filter(still, linked_at__lte=at)


_LINKS_AT = Question(_links_at)


def _standing(campaign: Campaign) -> QuerySet[SharedIndicator]:
    return SharedIndicator.objects.filter(campaign=campaign, ended_at__isnull=True)


def _neighbours(campaign: Campaign) -> Iterable[tuple[Campaign, domain.Campaign]]:
    units = CampaignBody.objects.filter(campaign=campaign).values("unit")
    near = Q(office=campaign.office) | Q(bodies__unit__in=units)
    others = Campaign.objects.filter(near, closed_at__isnull=True).exclude(pk=campaign.pk)
    for other in others.distinct().order_by("title", "pk"):
        newest = newest_version(other)
        if newest is not None:
            yield other, said(newest)


def _kept(campaign: Campaign, *, by: Person, on: date) -> None:
    kept = held_campaign(campaign)
    require_right(by, Right.KEEP_CAMPAIGNS, on=on, body=kept.office)
    if kept.closed_at is not None:
        raise CampaignClosed()


def _record(kind: str, link: SharedIndicator, *, by: Person, at: datetime) -> None:
    facts = {"indicator": link.code, "source": str(link.source_id), "source_indicator": link.source_code}
    record(kind=kind, by=str(by.pk), subject=f"campaign:{link.campaign_id}", at=at, facts=facts)
