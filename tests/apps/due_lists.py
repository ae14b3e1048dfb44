"""A campaign of the tests with bodies of the register, and its cycles; all invented."""

from datetime import date, datetime

from people import AT, OFFICE

from tonghop.apps.accounts.acting import acting_by_itself
from tonghop.apps.reporting.cycle_actions import open_cycle
from tonghop.apps.reporting.models import Campaign, CampaignBody, CampaignVersion, Cycle
from tonghop.apps.reporting.versions import content_of
from tonghop.domain.calendar.due_instants import LateMoment
from tonghop.domain.calendar.periods import DayOfYear
from tonghop.domain.reporting import campaign as domain

HALF_YEAR = domain.Regime("H1", "semiannual", DayOfYear(5, 30), LateMoment.parse("05-31T00:00"))
LATE_FROM = datetime.fromisoformat("2026-06-02T00:00+07:00")
BODIES = (
    domain.Body("a", "Ủy ban nhân dân xã Ân Mẫu", line="state", contact="Văn phòng", phone="0218 385 0000"),
    domain.Body("b", "Đảng ủy phường Đồng Mẫu", line="party"),
    domain.Body("c", "Mặt trận xã Dĩ Mẫu", line="front"),
)


def said(**changes: object) -> domain.Campaign:
    """Return what the campaign of the tests says, with changes."""
    given: dict[str, object] = {
        "title": "Xây dựng xã điển hình",
        "coordinator": "Văn phòng tỉnh Mẫu",
        "directive": "12/KH-UBND",
        "regimes": (HALF_YEAR,),
        "bodies": BODIES,
    }
    return domain.Campaign(**(given | changes))  # type: ignore[arg-type]


@acting_by_itself()
def campaign(told: domain.Campaign | None = None, *, office: str = OFFICE, at: datetime = AT) -> Campaign:
    """Keep a campaign with one version; its bodies a and b are units of the register."""
    told = told or said()
    kept = Campaign.objects.create(office=office, key=told.key, title=told.title, made_by="x", made_at=at)
    say(kept, told, at=at)
    for code in ("a", "b"):
        if any(body.code == code for body in told.bodies):
            CampaignBody.objects.create(campaign=kept, code=code, unit_id=code)
    return kept


@acting_by_itself()
def say(kept: Campaign, told: domain.Campaign, *, at: datetime = AT) -> CampaignVersion:
    """Keep one more version of a campaign."""
    number = kept.versions.count() + 1
    return CampaignVersion.objects.create(
        campaign=kept, number=number, content=content_of(told), made_by="x", made_at=at
    )


@acting_by_itself()
def planned(
    kept: Campaign,
    code: str = "2026-H1",
    *,
    due_on: date = date(2026, 6, 1),
    late_from: datetime = LATE_FROM,
) -> Cycle:
    """Plan one cycle."""
    return Cycle.objects.create(
        office=kept.office,
        campaign=kept,
        code=code,
        opens_on=date(due_on.year, due_on.month, 1),
        due_on=due_on,
        late_from=late_from,
    )


@acting_by_itself()
def opened(kept: Campaign, code: str = "2026-H1", **days: object) -> Cycle:
    """Plan one cycle and open it, as the program by itself."""
    cycle = planned(kept, code, **days)  # type: ignore[arg-type]
    open_cycle(cycle=cycle, at=AT, on=cycle.opens_on)
    cycle.refresh_from_db()
    return cycle
