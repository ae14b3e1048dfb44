"""The office's pages on 3,321 bodies × 8 periods, each against 100 ms of server time.

On a real PostgreSQL, asked through Django's client as the role that owns nothing: sign-in, row-level
security and templates included. `ours` is the p95 of the slowest of the pages; each stands under `pages`
with its size and its number of questions.
"""

from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from typing import Any

from benchmarks.measurement import Measurement
from benchmarks.office_memory import office_memory, settle

GOAL = 1.0
LIMIT_SECONDS = 0.1
BODIES, PERIODS = 3321, 8
REPETITIONS = 40
OFFICE = "vp-tinh-mau"
AT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
ON = date(2026, 11, 23)


def measure() -> Measurement:
    """Fill a database of this run's own and ask for each page in turns."""
    with office_memory([OFFICE, *(f"xa-{number}" for number in range(BODIES))]) as owner:
        return _measured(owner)


def _measured(owner: str) -> Measurement:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    campaign, cycle, coordinator, reporter = _fill()
    settle(owner)
    office, body = (Client(SERVER_NAME="localhost") for _ in range(2))
    for client, person in ((office, coordinator), (body, reporter)):
        client.force_login(person)
        _show_second_factor(client, person)
    table = reverse("completeness", args=[campaign.pk])
    asked = {
        "completeness": (office, f"{table}?page=40"),
        "completeness, who lacks most": (office, f"{table}?xep=thieu"),
        "completeness, filtered": (office, f"{table}?khoi=party&tinh_trang=missing&ten=mau+7"),
        "due list": (office, reverse("cycle", args=[cycle.pk])),
        "due list, filtered": (office, f"{reverse('cycle', args=[cycle.pk])}?tinh_trang=late&xep=thieu"),
        "my work": (body, reverse("my-work")),
        "my work of the office": (office, reverse("my-work")),
        "inbox": (body, f"{reverse('own-due-rows')}?tat_ca=1"),
        "cycles": (office, reverse("cycles")),
    }
    taken: dict[str, list[float]] = {name: [] for name in asked}
    facts: dict[str, dict[str, object]] = {}
    for name, (client, address) in asked.items():
        with CaptureQueriesContext(connection) as questions:
            answer = client.get(address)
        assert answer.status_code == 200, (name, answer.status_code)
        facts[name] = {"bytes": len(answer.content), "questions": len(questions)}
    for _ in range(REPETITIONS):
        for name, (client, address) in asked.items():
            begun = perf_counter()
            client.get(address)
            taken[name].append(perf_counter() - begun)
    for name, times in taken.items():
        facts[name] |= {"p50": round(_part(times, 0.5), 4), "p95": round(_part(times, 0.95), 4)}
    slowest = max(taken, key=lambda name: _part(taken[name], 0.95))
    return Measurement(
        name="cycle-page",
        work=f"pages on {BODIES} bodies x {PERIODS} periods; the slowest: {slowest}",
        ours=_part(taken[slowest], 0.95),
        peer=LIMIT_SECONDS,
        peer_name="limit of server time, p95",
        unit="s",
        goal=GOAL,
        further={"pages": facts},
    )


def _part(times: list[float], part: float) -> float:
    """Return the time under which this part of all answers stayed."""
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


def _show_second_factor(client: Any, person: Any) -> None:  # Any: Django is imported when it is asked for
    """Leave in the session what signing in with a second factor leaves."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "A" * 32})
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


def _fill() -> tuple[Any, Any, Any, Any]:
    """Enter a campaign, its cycles with what came, a coordinator, and a reporter of one hundred bodies."""
    from django.db import transaction

    from tonghop.apps.accounts.acting import acting_by_itself
    from tonghop.apps.accounts.actions import appoint_first_administrator
    from tonghop.apps.accounts.models import Mandate, Person
    from tonghop.apps.reporting.cycle_actions import open_cycle
    from tonghop.apps.reporting.models import Campaign, CampaignBody, CampaignVersion, Cycle
    from tonghop.apps.reporting.versions import content_of
    from tonghop.domain.calendar.due_instants import ZONE

    appoint_first_administrator(login="alice", full_name="Alice", body=OFFICE, at=AT, on=ON)
    with transaction.atomic():
        people = []
        for login, role, bodies in (
            ("bao", "coordinator", [OFFICE]),
            ("chi", "reporter", [f"xa-{number}" for number in range(100)]),
        ):
            person = Person.objects.create(login=login, full_name=login, created_at=AT)
            for unit in bodies:
                Mandate.objects.create(person=person, body=unit, role=role, valid_from=date(2020, 1, 1))
            people.append(person)
    said = _campaign()
    with acting_by_itself():
        campaign = Campaign.objects.create(
            office=OFFICE, key="mau", title=said.title, made_by="x", made_at=AT
        )
        CampaignVersion.objects.create(
            campaign=campaign, number=1, content=content_of(said), made_by="x", made_at=AT
        )
        CampaignBody.objects.bulk_create(
            CampaignBody(campaign=campaign, code=body.code, unit_id=body.code) for body in said.bodies
        )
    for number in range(PERIODS):
        quarter, due_on = number % 4 + 1, date(2025 + number // 4, 3 * (number % 4) + 1, 20)
        with acting_by_itself():
            cycle = Cycle.objects.create(
                office=OFFICE,
                campaign=campaign,
                code=f"{due_on.year}-Q{quarter}",
                opens_on=due_on - timedelta(days=30),
                due_on=due_on,
                late_from=datetime.combine(due_on + timedelta(days=1), datetime.min.time(), ZONE),
            )
            open_cycle(cycle=cycle, at=AT, on=ON)
            _arrive(cycle)
    return campaign, cycle, *people


def _campaign() -> Any:
    from tonghop.domain.calendar.due_instants import LateMoment
    from tonghop.domain.calendar.periods import DayOfYear
    from tonghop.domain.reporting.campaign import Body, Campaign, Regime

    lines = ("state", "party", "front", "police")
    bodies = tuple(Body(f"xa-{n}", f"Ủy ban nhân dân xã Mẫu {n}", line=lines[n % 4]) for n in range(BODIES))
    regimes = tuple(
        Regime(f"Q{q}", "quarterly", DayOfYear(3 * q - 2, 20), LateMoment.parse(f"{3 * q - 2:02d}-21T00:00"))
        for q in (1, 2, 3, 4)
    )
    return Campaign("Chiến dịch mẫu", "Văn phòng tỉnh Mẫu", regimes=regimes, bodies=bodies)


def _arrive(cycle: Any) -> None:
    """Of ten bodies six send in time, one late, one nobody knows when; one is excused, one is silent."""
    from django.db.models import F

    from tonghop.apps.reporting.models import DueRow

    own = DueRow.objects.filter(cycle=cycle).annotate(turn=F("number") % 10)
    for turns, changes in (
        (range(6), {"has_arrived": True, "arrived_at": cycle.late_from - timedelta(hours=1)}),
        ((6,), {"has_arrived": True, "arrived_at": cycle.late_from}),
        ((7,), {"has_arrived": True}),
        ((8,), {"is_excused": True}),
    ):
        ids = list(own.filter(turn__in=turns).values_list("pk", flat=True))
        DueRow.objects.filter(pk__in=ids).update(**changes)
