"""One province of data in which every page of the office has something to show; all invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import due_lists
from allauth.mfa.models import Authenticator
from campaigns import OTHER, kept
from directive_files import PLAN, taken_in
from given_work import PHONG, TO, assigned, stand
from people import AT, OFFICE, TODAY, administrator, official

from journeys.small_campaign import SMALL
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.actions import enter_with_link
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.directives.actions.intake import take_in
from tonghop.apps.directives.actions.passing_down import pass_down, report_progress
from tonghop.apps.directives.actions.reviewing import confirm, reject
from tonghop.apps.directives.actions.statuses import say_status
from tonghop.apps.directives.models import FAILED, Directive, Intake
from tonghop.apps.organisations.actions import amend, apply
from tonghop.apps.reporting import plans
from tonghop.apps.reporting.campaigns.keeping import close
from tonghop.apps.reporting.cycle_actions import record_arrival
from tonghop.apps.reporting.models import Cycle, DueRow, Happening, Reminder, RowEvent, Way
from tonghop.domain.organisations.amendments import Line
from tonghop.domain.organisations.events import Event, Succession
from tonghop.domain.organisations.units import Version

PDF = b"%PDF-1.7 " + b"x" * 100
LATER = PLAN.replace("12/KH-UBND", "15/KH-UBND").replace(
    "Căn cứ Nghị quyết", "Căn cứ Kế hoạch số 12/KH-UBND ngày 10/01/2026; thay thế Kế hoạch số 12/KH-UBND.\n\n"
    "Căn cứ Nghị quyết"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """One page to look at: whose it is, the names in its address, the query behind it."""

    who: str
    given: Mapping[str, Any]
    query: str = ""


@dataclass(frozen=True, slots=True)
class Province:
    """Who looks, and the pages by the name of their route."""

    people: Mapping[str, Person]
    pages: Mapping[str, tuple[Page, ...]]


def province() -> Province:
    """Enter people, bodies, directives, campaigns and cycles, so that no page is empty."""
    alice = administrator()
    binh = official(alice, "binh", (Role.COORDINATOR, OFFICE), (Role.COORDINATOR, "vp"))
    chi = official(alice, "chi", (Role.REPORTER, "a"), (Role.REPORTER, "b"))
    chi.email = "chi@mau.example"
    chi.save()
    with acting_as(alice):
        stand("sở-a", "Sở A")
        stand(PHONG, "Phòng Kế hoạch", ("state", "sở-a"))
        stand(TO, "Tổ Tuyên truyền", ("state", PHONG))
    ha, ky = official(alice, "ha", (Role.REPORTER, "sở-a")), official(alice, "ky", (Role.APPROVER, PHONG))
    people = {"alice": alice, "binh": binh, "chi": chi, "ha": ha, "ky": ky}
    pages = {"my-work": (Page("alice", {}), Page("binh", {}), Page("chi", {}))}
    return Province(
        people,
        pages
        | _account()
        | _administration(alice, chi)
        | _directives(binh)
        | _campaigns(binh, chi)
        | _given(binh, ha, ky),
    )


def _account() -> dict[str, tuple[Page, ...]]:
    names = ("account", "account-sessions", "my-calendar")
    return {name: (Page("alice", {}), Page("chi", {})) for name in names}


def _administration(alice: Person, chi: Person) -> dict[str, tuple[Page, ...]]:
    _register(alice)
    idle = official(alice, "dung")
    idle.is_active = False
    idle.save()
    one = {"person_id": chi.pk}
    pages = {
        "people": (Page("alice", {}), Page("alice", {}, "?q=kh%C3%B4ng+ai")),
        "person-enter": (Page("alice", {}),),
        "person": (
            Page("alice", one),
            Page("alice", {"person_id": idle.pk}),
            Page("alice", {"person_id": alice.pk}),
        ),
        "mandates": (Page("alice", {}), Page("alice", {}, "?trang-thai=ended")),
        "mandate-end": (Page("alice", {"mandate_id": _mandate(alice, chi)}),),
        "audit": (
            Page("alice", {}),
            Page("alice", {}, "?nhom=nguoi&ten=alice&tu=1/1/2026"),
            Page("alice", {}, "?ten=nguyen"),
            Page("alice", {}, "?tu=x"),
        ),
        "audit-csv": (Page("alice", {}),),
        "bodies": (
            Page("alice", {}),
            Page("alice", {}, "?q=Ph%C3%B2ng+V%C4%83n+th%C6%B0+M%E1%BA%ABu"),
            Page("alice", {}, "?q=kh%C3%B4ng+c%C3%B3"),
        ),
        "body": (Page("alice", {"unit": "b"}), Page("alice", {"unit": "b"}, "?ngay=2026-01-01")),
        "body-amend": (Page("alice", {"unit": "a"}),),
        "reorganisations": (Page("alice", {}), Page("alice", {}, "?q=x")),
        "reorganisation-undo": (Page("alice", {"event_id": "hop-nhat/1"}),),
    }
    of_one = ("person-mend", "mandate-grant", "person-deactivate", "person-activate", "person-end-sessions",
              "person-reset-factor")  # fmt: skip
    return pages | {name: (Page("alice", one),) for name in of_one}


def _mandate(alice: Person, chi: Person) -> UUID:
    with acting_as(alice):
        found: UUID = chi.mandates.order_by("body").first().pk
    return found


def _register(alice: Person) -> None:
    versions = (
        Version("a", "Sở Tài chính Mẫu", "sở", "province", "state", valid_from=date(2000, 1, 1)),
        Version("b", "Phòng Văn thư Mẫu", "phòng", "province", "state", valid_from=date(2000, 1, 1)),
        Version("sở-b", "Phòng Văn thư Mẫu", "phòng", "province", "state", valid_from=date(2000, 1, 1)),
    )
    new = Version("vp", "Phòng Văn thư Mẫu", "phòng", "province", "state", valid_from=date(2026, 7, 1))
    links = (Succession("b", "vp", None), Succession("sở-b", "vp", None))
    event = Event("hop-nhat/1", "merge", date(2026, 7, 1), "Quyết định 5/QĐ", (new,), ("b", "sở-b"), links)
    with acting_as(alice):
        lines = [Line(number, version) for number, version in enumerate(versions, 1)]
        amend(lines=lines, source_sha256="0" * 64, by=alice, at=AT, on=TODAY)
        apply(event=event, by=alice, at=AT, on=TODAY)


def _directives(binh: Person) -> dict[str, tuple[Page, ...]]:
    directive, later = taken_in(binh), taken_in(binh, LATER, name="ke-hoach-2.txt")
    with acting_as(binh):
        first, second, *_ = directive.obligations.order_by("span_start")
        confirm(obligation=first, by=binh, at=AT, on=TODAY)
        reject(obligation=second, why="Không phải việc của tỉnh", by=binh, at=AT, on=TODAY)
        said = say_status(
            directive=directive, status="replaced", from_on=TODAY, source="Điều 3", by_directive=later,
            by=binh, at=AT, on=TODAY,
        )  # fmt: skip
        parties = [
            Page("binh", {"directive": directive.pk, "party": one.pk}) for one in directive.parties.all()
        ]
        failed, waiting = (_not_read(binh, name) for name in ("hong.txt", "cho.txt"))
        Intake.objects.filter(directive=failed).update(
            state=FAILED, fault_vi="Tệp hỏng.", fault_en="The file is damaged."
        )
    one, all_of_them = {"directive": directive.pk}, (directive, later, failed, waiting)
    review = (
        *(Page("binh", {"directive": each.pk}) for each in (directive, later)),
        *(Page("binh", {"directive": later.pk}, f"?doan={number}#them") for number in (3, 7, 8)),
    )
    return {
        "directives": (Page("binh", {}), Page("chi", {}), Page("binh", {}, "?tu=kh%C3%B4ng")),
        "directive-take-in": (Page("binh", {}),),
        "directive": tuple(Page("binh", {"directive": each.pk}) for each in all_of_them),
        "directive-file": (Page("binh", one),),
        "directive-review": review,
        "directive-party": tuple(parties),
        "directive-status": (Page("binh", one),),
        "directive-affected": (Page("binh", one | {"status": said.pk}),),
    }


def _given(binh: Person, ha: Person, ky: Person) -> dict[str, tuple[Page, ...]]:
    """Assign a sentence to a body, which passes a part of it down, of which a part goes down again."""
    work = assigned(binh)
    with acting_as(ha):
        (part,) = pass_down(work=work, bodies=[PHONG], words="In 200 áp phích", by=ha, at=AT, on=TODAY)
    with acting_as(ky):
        (below,) = pass_down(work=part, bodies=[TO], words="", by=ky, at=AT, on=TODAY)
        report_progress(work=part, state="done", note="Đã in xong", state_on=TODAY, by=ky, at=AT, on=TODAY)
    whole = {"assignment": work.pk}
    return {
        "directive-assign": (Page("binh", {"directive": work.sentence.directive_id}),),
        "directive-assigned": (Page("binh", {"directive": work.sentence.directive_id}),),
        "assignment-withdraw": (Page("binh", whole),),
        "given-work": (Page("ha", {}), Page("ky", {}), Page("chi", {}), Page("ha", {}, "?tat_ca=1")),
        "assignment": (Page("ha", whole), Page("binh", whole)),
        "assignment-pass-down": (Page("ha", whole),),
        "sub-task": (Page("ky", {"sub_task": part.pk}), Page("ha", {"sub_task": part.pk})),
        "sub-task-pass-down": (Page("ky", {"sub_task": part.pk}),),
        "sub-task-back": (Page("ha", {"sub_task": part.pk}), Page("ky", {"sub_task": below.pk})),
    }


def _not_read(binh: Person, name: str) -> Directive:
    text = PLAN.replace("12/KH-UBND", f"{len(name)}/CV-UBND") + name
    taken = take_in(data=text.encode(), name=name, office="vp", by=binh, at=AT, on=TODAY)
    return taken.directive


def _campaigns(binh: Person, chi: Person) -> dict[str, tuple[Page, ...]]:
    small, other = kept(binh, SMALL), kept(binh, OTHER, "vp")
    with acting_as(binh):
        close(campaign=other, why="Đã xong", by=binh, at=AT, on=TODAY)
    third = kept(binh, due_lists.said(title="Chiến dịch thứ ba"))
    opened = due_lists.opened(due_lists.campaign(due_lists.said(directive="13/KH-UBND")))
    planned = due_lists.planned(opened.campaign, "2027-H1", due_on=date(2027, 5, 31))
    plan = _asked_plans(binh, opened)
    rows = _rows(binh, opened)
    with acting_by_itself():
        owed = DueRow.objects.get(cycle=plan, code="a")
    filing = _filed(chi, owed)
    cycles = [Page("binh", {"cycle_id": cycle.pk}) for cycle in (opened, planned, plan)]
    row_pages = [Page(who, {"row_id": row.pk}) for who in ("binh", "chi") for row in (owed, rows["a"])]
    change = [Page("binh", {"cycle_id": opened.pk}, f"?viec={kind.value}&n=1&n=2") for kind in Happening]
    one, of_cycle = {"campaign_id": small.pk}, {"cycle_id": opened.pk}
    tables = ("regime", "indicator", "section", "body", "check", "excuse")
    pages = {
        "campaigns": (Page("binh", {}), Page("chi", {})),
        "campaign-new": (Page("binh", {}),),
        "campaign": tuple(Page("binh", {"campaign_id": each.pk}) for each in (small, other, third)),
        "campaign-part": tuple(Page("binh", one | {"table": table}) for table in tables),
        "campaign-row-new": tuple(Page("binh", one | {"table": table}) for table in ("campaign", *tables)),
        "campaign-row": tuple(Page("binh", one | {"table": table, "number": 1}) for table in tables),
        "campaign-export": (Page("binh", one | {"suffix": "xlsx"}),),
        "cycles": (Page("binh", {}),),
        "cycle": (*cycles, Page("binh", of_cycle, "?ten=kh%C3%B4ng&khoi=party&tinh_trang=late")),
        "cycle-change": tuple(change),
        "overview": (Page("binh", {}),),
        "campaign-overview": (
            Page("binh", {"campaign_id": opened.campaign_id}),
            Page("binh", {"campaign_id": small.pk}),
        ),
        "completeness": (Page("binh", {"campaign_id": opened.campaign_id}),),
        "report-history": (
            *(Page(who, {"row_id": rows["a"].pk}) for who in ("binh", "chi")),
            Page("binh", {"row_id": rows["b"].pk}),
            Page("chi", {"row_id": rows["a"].pk}, "?o=buoi"),
        ),
        "due-row": (*row_pages, Page("binh", {"row_id": rows["c"].pk})),
        "own-due-rows": (Page("chi", {}), Page("chi", {}, "?tat_ca=1")),
        "ask-for-plans": (Page("binh", {"campaign_id": opened.campaign_id}), Page("binh", one)),
        "file-plan": (Page("chi", {"row_id": owed.pk}),),
        "filed-plan": (Page("chi", {"filing_id": filing}),),
    }
    of_one = ("campaign-versions", "campaign-targets", "campaign-units", "campaign-import", "campaign-close",
              "campaign-shared")  # fmt: skip
    reminding = ("reminders", "reminder-messages", "reminder-phones", "reminder-letters")
    return (
        pages
        | {name: (Page("binh", one), Page("binh", {"campaign_id": third.pk})) for name in of_one}
        | {name: (Page("binh", of_cycle),) for name in reminding}
    )


def _asked_plans(binh: Person, opened: Cycle) -> Cycle:
    """Ask for plans on the first task that is confirmed."""
    campaign = opened.campaign
    with acting_by_itself():
        campaign.directive = Directive.objects.get(symbol="12/KH-UBND")
        campaign.save()
    with acting_as(binh):
        (obligation, *_) = plans.obligations_for(campaign)
        return plans.ask_for_plans(
            campaign=campaign, obligation=obligation, due_on=TODAY + timedelta(10), by=binh, at=AT, on=TODAY
        )


def _filed(chi: Person, owed: DueRow) -> UUID:
    plan = plans.Plan("12/KH-UBND", TODAY, True, "Chủ tịch")
    with acting_as(chi):
        filing = plans.file_plan(
            row_id=owed.pk, plan=plan, file_name="kế hoạch.pdf", content=PDF, by=chi, at=AT, on=TODAY
        )
    found: UUID = filing.pk
    return found


def _rows(binh: Person, cycle: Cycle) -> dict[str, DueRow]:
    """Let everything happen that can happen to a row, and reminders go out by every way."""
    with acting_as(binh):
        rows = {row.code: row for row in DueRow.objects.filter(cycle=cycle)}
        record_arrival(
            cycle=cycle, rows=[rows["a"].pk], arrived_at=None, why="Văn thư", by=binh, at=AT, on=TODAY
        )
        for kind in Happening:
            RowEvent.objects.create(
                office=cycle.office, row=rows["b"], kind=kind, why="Vì bão", happened_at=AT, by=str(binh.pk)
            )
        RowEvent.objects.create(
            office=cycle.office,
            row=rows["b"],
            kind=Happening.ARRIVAL_TAKEN_BACK,
            why="Thiếu phụ lục số liệu",
            happened_at=AT,
            by="x",
        )
        for way in Way:
            Reminder.objects.create(
                office=cycle.office, cycle=cycle, way=way, whom="a", codes=["a"], on=TODAY, made_at=AT, by="x"
            )
    return rows


def second_factors(person: Person) -> Authenticator:
    """Give somebody codes for the case of loss and a security key; return the key."""
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 3}
    )
    return Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Máy ở cơ quan", "passwordless": True, "credential": {}},
    )


def handed_link(alice: Person) -> str:
    """Enter somebody; return the secret of the link with which they set a password."""
    with acting_as(alice):
        return enter_with_link(
            login="hoa", full_name="Trần Thị Mẫu", email="", by=alice, at=AT, on=TODAY
        ).secret
