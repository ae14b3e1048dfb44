"""Tổng quan: a leader's page of a campaign: one finding, totals with their trend, and who is missing where.

Each chart stands behind the table that says the same. Nothing is ranked: places and bodies stand by name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Right
from tonghop.apps.consolidation.queries import totals_as_computed
from tonghop.apps.reporting import cycle_queries as queries
from tonghop.apps.reporting import overview as found_in
from tonghop.apps.reporting.cycle_queries import Shown
from tonghop.apps.reporting.cycle_totals import CycleTotals, Point, TotalLine, comparable, totals_of, trend
from tonghop.apps.reporting.models import Cycle, DueRow
from tonghop.apps.reporting.permissions import access_campaign_cycles, access_cycles
from tonghop.domain.reporting.completeness import Counts, percent
from tonghop.domain.reporting.values import vietnamese_number
from tonghop.web.office import cycle_words as words
from tonghop.web.office.charts import Mark, bar_chart, line_chart, tile_chart, waffle_chart
from tonghop.web.office.cycles import totals as measures
from tonghop.web.office.door import Visit
from tonghop.web.office.routes import Route
from tonghop.web.office.tile_grid import TILES, VALID_FROM

PARTS = (Shown.ON_TIME, Shown.LATE, Shown.UNKNOWN_TIME, Shown.MISSING, Shown.NOT_YET_DUE, Shown.EXCUSED)


@require_safe
def every(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the campaigns of one's offices, each with how its latest cycle stands."""
    cycles = queries.cycles_of_offices(access_cycles(by=visit.person, on=visit.on), visit.at)
    latest: dict[UUID, tuple[Cycle, Counts]] = {}
    for cycle, counts in cycles:
        if cycle.opened_at is not None and cycle.asked == "report":
            latest.setdefault(cycle.campaign_id, (cycle, counts))
    listed = [
        {
            "campaign": cycle.campaign,
            "name": words.cycle_name(cycle.code),
            "until": words.until(cycle.late_from),
            "finding": _finding(counts),
        }
        for cycle, counts in latest.values()
    ]
    return render(request, "office/overview/every.html", {"campaigns": listed})


@require_safe
def page(request: HttpRequest, visit: Visit, campaign_id: UUID) -> HttpResponse:
    """Show one cycle of a campaign: coverage, totals, gaps, places."""
    campaign = access_campaign_cycles(campaign_id, by=visit.person, on=visit.on)
    cycle = found_in.newest_cycle(campaign, visit.at, _uuid(request.GET.get("ky", "")))
    if cycle is None:
        return render(request, "office/overview/none.html", {"campaign": campaign})
    counts = queries.counts(DueRow.objects.filter(cycle=cycle), visit.at)
    cycles = comparable(cycle)
    totals = [totals_of(one) or totals_as_computed(one) for one in cycles]
    provinces = found_in.provinces(cycle, visit.at)
    finding = _finding(counts)
    context = {
        "campaign": campaign,
        "cycle": cycle,
        "name": words.cycle_name(cycle.code),
        "until": words.until(cycle.late_from),
        "at": words.moment(visit.at),
        "choices": [
            (one.pk, words.cycle_name(one.code), one.pk == cycle.pk) for one in found_in.cycles_of(campaign)
        ],
        "finding": finding,
        "bar": bar_chart(
            [(mark(how), _count(counts, how)) for how in PARTS],
            title=gettext("Tình hình báo cáo"),
            finding=finding,
        ),
        "totals": totals[-1],
        "computed_at": words.moment(totals[-1].made_at) if totals[-1] and totals[-1].made_at else "",
        "periods": [words.cycle_name(one.code) for one in cycles],
        "reported": [_reported(one) for one in totals],
        "breaks": _breaks(cycles, totals),
        "rows": _rows(cycles, totals),
        "gaps": [_gap(gap, cycle) for gap in found_in.gaps(cycle, visit.at)],
        "lacking": [(one, words.LOOKS[one.shown]) for one in found_in.lacking(cycle, visit.at)],
        "lacking_count": counts.overdue + counts.late,
        "all_lacking": f"{reverse('cycle', args=[cycle.pk])}?xep=thieu",
        "country": _country(provinces) if len(provinces) > 1 else None,
        "province": _province(provinces, request.GET.get("tinh", "")),
        "valid_from": words.day(VALID_FROM),
    } | measures(counts)
    return render(request, "office/overview/page.html", context)


def _uuid(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise NoSuchThing() from None


def mark(how: Shown, name: str = "", more: str = "") -> Mark:
    """Return how a standing is drawn."""
    look = words.LOOKS[how]
    return Mark(look.kind, look.sign, name, more)


def _count(counts: Counts, how: Shown) -> int:
    if how is Shown.MISSING:
        return counts.overdue
    return int(getattr(counts, how.value))


def _finding(counts: Counts) -> str:
    """Return the one sentence: how many of how many came, how many in time, how many are missing."""
    told = gettext("{received}/{asked} đơn vị đã gửi báo cáo ({share}), {on_time} đúng hạn").format(
        received=vietnamese_number(Decimal(counts.received)),
        asked=vietnamese_number(Decimal(counts.asked)),
        share=percent(counts.complete),
        on_time=vietnamese_number(Decimal(counts.on_time)),
    )
    parts = [told]
    if counts.overdue:
        lacks = ngettext("{count} đơn vị còn thiếu", "{count} đơn vị còn thiếu", counts.overdue)
        parts.append(lacks.format(count=vietnamese_number(Decimal(counts.overdue))))
    if counts.not_yet_due:
        waits = ngettext("{count} đơn vị chưa đến hạn", "{count} đơn vị chưa đến hạn", counts.not_yet_due)
        parts.append(waits.format(count=vietnamese_number(Decimal(counts.not_yet_due))))
    return "; ".join(parts) + "."


# ---- totals


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator over the cycles, as the table says it."""

    line: TotalLine
    values: Sequence[str]
    target: str
    answered: str
    picture: SafeString | str


def _rows(cycles: Sequence[Cycle], totals: Sequence[CycleTotals | None]) -> list[Row]:
    newest = totals[-1]
    return [_row(line, cycles, trend(line.code, totals)) for line in newest.lines] if newest else []


def _row(line: TotalLine, cycles: Sequence[Cycle], points: Sequence[Point]) -> Row:
    values = [written(point) for point in points]
    known = sum(point.value is not None for point in points)
    picture: SafeString | str = ""
    if known > 1:
        pairs = zip((words.cycle_name(cycle.code) for cycle in cycles), values, strict=True)
        picture = line_chart(
            [point.value for point in points],
            [point.is_joined for point in points],
            title=gettext("Diễn biến qua các kỳ"),
            finding="; ".join(f"{name}: {value}" for name, value in pairs),
        )
    owed = line.reported_by + line.nil + line.missing
    answered = f"{vietnamese_number(Decimal(line.reported_by + line.nil))}/{vietnamese_number(Decimal(owed))}"
    target = vietnamese_number(line.target) if line.target is not None else "–"
    return Row(line, values, target, answered, picture)


def written(point: Point) -> str:
    """Write the value of a cycle; a distinct count by its bounds, a gap as one."""
    if point.value is not None:
        about = gettext("khoảng ") if point.line and point.line.is_inexact else ""
        return about + vietnamese_number(point.value.quantize(Decimal("0.01")))
    if point.line and point.line.between:
        least, most = map(vietnamese_number, point.line.between)
        return gettext("từ {least} đến {most}").format(least=least, most=most)
    if point.line and point.line.nil and not point.line.reported_by:
        return gettext("không phát sinh")
    return "–"


def _reported(totals: CycleTotals | None) -> str:
    if totals is None:
        return gettext("chưa tính")
    return f"{totals.reports}/{len(totals.bodies)}"


def _breaks(cycles: Sequence[Cycle], totals: Sequence[CycleTotals | None]) -> list[str]:
    """Return where the bodies that owe are not those of the cycle before: there no line is drawn."""
    told = []
    for before, after, cycle in zip(totals, totals[1:], cycles[1:], strict=False):
        if before and after and before.bodies != after.bodies:
            sentence = gettext("{cycle}: thêm {new}, bớt {gone} đơn vị so với kỳ trước, nên không nối đường.")
            new, gone = len(after.bodies - before.bodies), len(before.bodies - after.bodies)
            told.append(sentence.format(cycle=words.cycle_name(cycle.code), new=new, gone=gone))
    return told


# ---- gaps and places


def _gap(gap: found_in.Gap, cycle: Cycle) -> Mapping[str, object]:
    query = f"?khoi={gap.line}&cap={gap.level}"
    return {
        "gap": gap,
        "line": words.LINES.get(gap.line, gap.line or "–"),
        "level": words.LEVELS.get(gap.level, gap.level or "–"),
        "href": reverse("cycle", args=[cycle.pk]) + query,
    }


def _short(province: found_in.ProvinceStanding) -> str:
    return TILES[province.code].brief if province.code in TILES else province.name


def _country(provinces: Sequence[found_in.ProvinceStanding]) -> Mapping[str, object]:
    """Return provinces as a table and as tiles; one that is in no tile stands in the table alone."""
    lacking = sum(province.shown is Shown.MISSING for province in provinces)
    finding = gettext("{lacking} trong {all} tỉnh, thành phố còn đơn vị thiếu báo cáo.").format(
        lacking=lacking, all=len(provinces)
    )
    tiles = [
        (
            TILES[one.code].row,
            TILES[one.code].column,
            mark(one.shown, _short(one), f"{one.received}/{one.due}"),
        )
        for one in provinces
        if one.code in TILES
    ]
    title = gettext("Các tỉnh, thành phố")
    return {
        "rows": [(one, words.LOOKS[one.shown]) for one in provinces],
        "finding": finding,
        "picture": tile_chart(tiles, title=title, finding=finding),
    }


def _province(provinces: Sequence[found_in.ProvinceStanding], code: str) -> Mapping[str, object] | None:
    """Return one province's communes as a table and a waffle: the one asked for, or the only one."""
    chosen = next((one for one in provinces if one.code == code), None)
    if chosen is None and len(provinces) == 1:
        chosen = provinces[0]
    if chosen is None or not chosen.places:
        return None
    order = {how: number for number, how in enumerate(PARTS)}
    places = sorted(chosen.places, key=lambda place: order[place.shown])
    groups = [
        (words.LOOKS[how], [place for place in places if place.shown is how])
        for how in PARTS
        if any(place.shown is how for place in places)
    ]
    finding = "; ".join(f"{look.word}: {len(of_them)}" for look, of_them in groups)
    title = gettext("Các xã, phường")
    return {
        "name": chosen.name,
        "groups": groups,
        "count": len(places),
        "finding": finding,
        "picture": waffle_chart([mark(place.shown) for place in places], title=title, finding=finding),
    }


ROUTES = (
    Route("tong-quan/", every, "overview", Right.SEE_DUE_LIST),
    Route("tong-quan/<uuid:campaign_id>/", page, "campaign-overview", Right.SEE_DUE_LIST),
)
