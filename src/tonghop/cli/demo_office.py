"""`tonghop demo-office`: an office to try in the database: a real province, the sample directive, cycles.

The country and the province's bodies are the register's; the officials, telephones and arrivals are
invented. Only a database without any mandate is filled, so that no office of people is ever touched.
"""

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from importlib.resources import as_file
from typing import TYPE_CHECKING, TypedDict

import typer

if TYPE_CHECKING:
    from tonghop.apps.accounts.models import Person
    from tonghop.apps.directives.models import Directive
    from tonghop.apps.reporting.models import Campaign as KeptCampaign
    from tonghop.apps.reporting.models import Cycle
    from tonghop.domain.organisations.register import Register
    from tonghop.domain.organisations.units import Version
    from tonghop.domain.reporting.campaign import Body, Campaign

PROVINCE = "vn-25-2025"
OFFICE, OTHER_OFFICE = f"{PROVINCE}:btgdv", f"{PROVINCE}:vp-ubnd"
OWN, OWN_PLACE = "vn-04792-2025:dang-uy", "vn-04792-2025"
BEGUN_ON = date(2025, 7, 1)
"""Since when the officials hold their mandates, and the province is what it is now."""

PAST_CYCLES = ("2025-Y", "2026-H1", "2026-Y")
SEED = 20230313
"""The arrivals are drawn with it: the same day gives the same demo."""

PASSWORD_FILE = "demo-password"
"""In the data folder: the one password of all accounts."""

_DEPARTMENTS = ("so-vhttdl-2025", "so-gddt-2025", "so-noi-vu-2025", "so-khcn-2025", "so-dan-toc-ton-giao")
_ASKED_LINES = ("party", "front", "press")
_ON_TIME, _LATE, _UNKNOWN = 0.80, 0.09, 0.03


class _When(TypedDict):
    """By whom and when an action is done."""

    by: "Person"
    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody invented, who can sign in to the demo."""

    login: str
    full_name: str
    role: str
    body: str
    does: str


ACCOUNTS = (
    Account("quan-tri", "Nguyễn Thị Mẫu", "administrator", OFFICE, "Quản trị viên"),
    Account("tong-hop", "Trần Văn Mẫu", "coordinator", OFFICE, "Người tổng hợp, Ban Tuyên giáo và Dân vận"),
    Account("lanh-dao", "Lê Thị Mẫu", "approver", OFFICE, "Người duyệt, Ban Tuyên giáo và Dân vận"),
    Account("bao-cao", "Phạm Văn Mẫu", "reporter", OWN, "Người báo cáo, Đảng ủy phường Tân Hòa"),
    Account("duyet", "Hoàng Thị Mẫu", "approver", OWN, "Người duyệt, Đảng ủy phường Tân Hòa"),
    Account("bien-tap", "Ngô Thị Mẫu", "editor", OFFICE, "Biên tập viên cổng công bố"),
    Account("bien-tap-2", "Bùi Văn Mẫu", "editor", OFFICE, "Biên tập viên thứ hai, duyệt bài của người khác"),
    Account("kiem-tra", "Vũ Văn Mẫu", "auditor", OFFICE, "Kiểm tra viên"),
    Account("noi-khac", "Đỗ Thị Mẫu", "coordinator", OTHER_OFFICE, "Người tổng hợp của Văn phòng UBND tỉnh"),
)


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("demo-office")(demo_office)


def demo_office() -> None:
    """Nạp văn phòng mẫu vào cơ sở dữ liệu trống. / Fill an empty database with a sample office."""
    from tonghop.config.postgres.place import data_folder, write_secret
    from tonghop.config.startup import open_memory
    from tonghop.domain.calendar.due_instants import ZONE

    with open_memory("owner"):
        password = fill(at=datetime.now(ZONE).replace(microsecond=0))
    write_secret(data_folder() / PASSWORD_FILE, password)
    tell_accounts(password)


def tell_accounts(password: str) -> None:
    """Say who can sign in."""
    typer.echo("Tài khoản chạy thử, chỉ có ở đây / accounts of the demo, which exist only here:")
    for account in ACCOUNTS:
        typer.echo(f"  {account.login:<10} {account.does}")
    typer.echo(f"  mật khẩu chung / password: {password}")


def fill(*, at: datetime) -> str:
    """Fill the database as its owner; return the password of all accounts.

    Raises: OfficeHasAdministrator, where people work already.
    """
    from tonghop.apps.accounts.actions import appoint_first_administrator
    from tonghop.cli.demo_portal import fill_portal

    password = secrets.token_urlsafe(9)
    _load_country(at)
    first, *others = ACCOUNTS
    administrator = appoint_first_administrator(
        login=first.login, full_name=first.full_name, body=first.body, at=at, on=BEGUN_ON
    )
    people = {first.login: administrator}
    for account in others:
        people[account.login] = _enter(account, administrator, at)
    for person in people.values():
        person.set_password(password)
        person.save(update_fields=["password"])
    coordinator = people["tong-hop"]
    campaign = _campaign(coordinator, at)
    _past_cycles(campaign, coordinator, at)
    _open_cycle(campaign, coordinator, people["bao-cao"], at)
    fill_portal(campaign, coordinator, people["lanh-dao"], at=at)
    return password


def _load_country(at: datetime) -> None:
    from tonghop.apps.organisations.actions import load
    from tonghop.cli.progress import counted
    from tonghop.formats.registers.vietnam import KNOWN_COUNTS

    packaged = _country()
    with counted(sum(map(len, packaged.versions.values())), "Nạp danh bạ / loading the register") as one_more:

        def done(count: int) -> None:
            for _ in range(count):
                one_more()

        load(packaged=packaged, source="demo", known=KNOWN_COUNTS, by=None, at=at, on=at.date(), done=done)


def _country() -> "Register":
    from tonghop.domain.organisations.bodies import family_of
    from tonghop.formats.registers.body_template import vietnam_with_bodies
    from tonghop.formats.registers.vietnam import vietnam

    return vietnam_with_bodies(frozenset(family_of(vietnam(), PROVINCE)))


def _enter(account: Account, by: "Person", at: datetime) -> "Person":
    from tonghop.apps.accounts.actions import enter_person, grant_mandate
    from tonghop.apps.accounts.roles import Role

    person = enter_person(
        login=account.login,
        full_name=account.full_name,
        email=f"{account.login}@office.example",
        by=by,
        at=at,
        on=at.date(),
    )
    grant_mandate(
        person=person,
        body=account.body,
        role=Role(account.role),
        valid_from=BEGUN_ON,
        by=by,
        at=at,
        on=at.date(),
    )
    return person


def _campaign(by: "Person", at: datetime) -> "KeptCampaign":
    """Take the sample directive in, read and confirm it, and make its campaign with the province's bodies."""
    from tonghop.apps.directives.actions.intake import read_taken_in, take_in
    from tonghop.apps.directives.actions.reviewing import confirm
    from tonghop.apps.directives.models import Obligation
    from tonghop.apps.reporting.campaigns.bodies import confirm_bodies
    from tonghop.apps.reporting.campaigns.keeping import make
    from tonghop.cli.campaign import open_directive, proposed_campaign
    from tonghop.cli.demo import decided, sample

    entered = datetime.combine(BEGUN_ON, time(9), at.tzinfo)
    when: _When = {"by": by, "at": entered, "on": BEGUN_ON}
    with as_file(sample("directive.docx")) as file, as_file(sample("bodies.csv")) as bodies:
        directive = take_in(
            data=file.read_bytes(), name="1086-CV-BTGTU.docx", office=OFFICE, **when
        ).directive
        plan = decided(proposed_campaign(open_directive(file), bodies))
    read_taken_in(directive=directive.pk, **when)
    asked = tuple(_bodies())
    communes = [OWN, *(version.unit for version in asked if version.level == "commune")][:6]
    for obligation in Obligation.objects.filter(directive=directive).order_by("span_start")[:8]:
        confirm(obligation=obligation, **when)
    _assign(directive, communes, **when)
    campaign = make(
        content=_of_today(plan, asked), office=OFFICE, directive=directive, note="Lập từ văn bản", **when
    )
    confirm_bodies(campaign=campaign, units={_code(version): version.unit for version in asked}, **when)
    return campaign


def _assign(directive: "Directive", bodies: Sequence[str], *, by: "Person", at: datetime, on: date) -> None:
    """Lay the first confirmed sentence that touches nobody's rights on some bodies."""
    from tonghop.apps.directives.actions import assign
    from tonghop.apps.directives.models import ObligationSentence
    from tonghop.apps.directives.queries import confirmed_obligations

    mine = ObligationSentence.objects.filter(
        obligation__in=confirmed_obligations(directive), rights_sensitive=False
    )
    sentence = mine.order_by("span_start").first()
    if sentence is None:
        raise ValueError("the sample directive has no sentence to assign")
    for body in dict.fromkeys(bodies):
        assign(sentence=sentence, body=body, due_on=None, by=by, at=at, on=on)


def _bodies() -> "Sequence[Version]":
    """Return who is asked: the province's Party bodies, Front, some departments and press, every commune."""
    known = _country()
    province = [
        version
        for version in known.in_force(BEGUN_ON)
        if version.unit.startswith(f"{PROVINCE}:")
        and version.unit != OFFICE
        and (version.line in _ASKED_LINES or version.unit.partition(":")[2] in _DEPARTMENTS)
    ]
    communes = [
        version
        for version in known.in_force(BEGUN_ON)
        if version.level == "commune" and version.unit.endswith(":dang-uy")
    ]
    return [*province, *sorted(communes, key=lambda version: version.name)]


def _code(version: "Version") -> str:
    return version.unit.replace(":", "-")


def _of_today(plan: "Campaign", asked: "Sequence[Version]") -> "Campaign":
    """Lay the sample campaign on the bodies of today; it was written for those of 2023."""
    chance = random.Random(SEED)
    bodies = tuple(_body(version, chance) for version in asked)
    return replace(
        plan,
        title="Tuyên truyền thực hiện Kế hoạch số 142/KH-UBND",
        coordinator="Ban Tuyên giáo và Dân vận Tỉnh ủy Phú Thọ",
        place="Phú Thọ",
        superior="Tỉnh ủy Phú Thọ",
        abbreviation="BTGDVTU",
        bodies=bodies,
        excuses=(),
    )


def _body(version: "Version", chance: random.Random) -> "Body":
    from tonghop.domain.reporting.campaign import Body

    number = f"0210 {chance.randrange(300, 400)} {chance.randrange(1000, 10000)}"
    place = version.place.removeprefix("vn-").partition("-")[0]
    return Body(_code(version), version.name, version.line, place, contact="Văn phòng", phone=number)


def _past_cycles(campaign: "KeptCampaign", by: "Person", at: datetime) -> None:
    """Open the past cycles as they would have opened, and let reports come as they do."""
    from tonghop.apps.reporting.cycle_actions import open_cycle, plan_cycles
    from tonghop.apps.reporting.models import Cycle
    from tonghop.formats.workbooks.ready_data import working_days

    chance = random.Random(SEED)
    for code in PAST_CYCLES:
        planned_at = datetime.combine(BEGUN_ON, time(9), at.tzinfo)
        for _ in range(8):
            if cycle := Cycle.objects.filter(campaign=campaign, code=code).first():
                break
            last = Cycle.objects.filter(campaign=campaign).order_by("-due_on").first()
            on = last.due_on if last else BEGUN_ON
            planned_at = datetime.combine(on, time(9), at.tzinfo)
            plan_cycles(campaign=campaign, working_days=working_days(), by=str(by.pk), at=planned_at, on=on)
        else:
            raise ValueError(f"the sample campaign plans no cycle {code}")
        opened = datetime.combine(cycle.opens_on, time(0, 2), at.tzinfo)
        open_cycle(cycle=cycle, at=opened, on=cycle.opens_on)
        cycle.refresh_from_db()
        _arrivals(cycle, by, chance, until=at)


def _arrivals(cycle: "Cycle", by: "Person", chance: random.Random, *, until: datetime) -> None:
    """Let most reports come in the last days, some late, of some nobody knows when, and some never."""
    from tonghop.apps.reporting.cycle_actions import excuse, extend
    from tonghop.apps.reporting.models import DueRow
    from tonghop.cli.demo_reports import send_report

    rows = list(DueRow.objects.filter(cycle=cycle).exclude(unit=None).order_by("number"))
    excused, extended = chance.sample(rows, 2), chance.sample(rows, 3)
    before = cycle.late_from - timedelta(days=5)
    when: _When = {"by": by, "at": before, "on": before.date()}
    excuse(cycle=cycle, rows=[row.pk for row in excused], why="Đơn vị mới sắp xếp lại bộ máy", **when)
    later = cycle.due_on + timedelta(days=7)
    extend(
        cycle=cycle,
        rows=[row.pk for row in extended],
        due_on=later,
        late_at=None,
        why="Bị ngập do bão, đường truyền mất nhiều ngày",
        **when,
    )
    for row in rows:
        if row in excused:
            continue
        draw = chance.random()
        arrived = _moment(cycle, chance, late=_ON_TIME < draw <= _ON_TIME + _LATE)
        if draw > _ON_TIME + _LATE + _UNKNOWN or arrived > until:
            continue
        row.cycle = cycle
        send_report(row, chance, by=str(by.pk), at=arrived, known=draw <= _ON_TIME + _LATE)


def _moment(cycle: "Cycle", chance: random.Random, *, late: bool) -> datetime:
    """Return when a report came: in working hours of the last days, or in the two weeks after."""
    days = (
        timedelta(days=chance.randint(0, 12))
        if late
        else -timedelta(days=1 + min(int(chance.expovariate(0.3)), 20))
    )
    day = (cycle.late_from + days).date()
    return datetime.combine(day, time(chance.randint(7, 16), chance.randint(0, 59)), cycle.late_from.tzinfo)


def _open_cycle(campaign: "KeptCampaign", by: "Person", reporter: "Person", at: datetime) -> None:
    """Open the next cycle, so that there is one to work with on any day; one body has begun its report."""
    from tonghop.apps.reporting.cycle_actions import open_cycle_early, plan_cycles
    from tonghop.apps.reporting.models import Cycle, DueRow
    from tonghop.cli.demo_reports import begin_report
    from tonghop.formats.workbooks.ready_data import working_days

    plan_cycles(campaign=campaign, working_days=working_days(), by=str(by.pk), at=at, on=at.date())
    cycle = Cycle.objects.filter(campaign=campaign, opened_at=None).order_by("due_on").first()
    if cycle is None:
        raise ValueError("the sample campaign plans no cycle to open")
    open_cycle_early(cycle=cycle, by=by, at=at, on=at.date())
    own = DueRow.objects.select_related("cycle", "cycle__campaign").get(cycle=cycle, unit=OWN)
    begin_report(own, random.Random(SEED), by=str(reporter.pk), at=at)
