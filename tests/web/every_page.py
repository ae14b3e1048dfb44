"""One province of data in which every page of the office has something to show; all invented."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import consolidating
import due_lists
import mailed
from allauth.mfa.models import Authenticator
from campaigns import OTHER, kept
from directive_files import PLAN, taken_in
from given_work import PHONG, TO, assigned, stand
from inboxes import given_and_read
from ledgers import BANNER, NEWS, entered, raised
from people import AT, OFFICE, TODAY, administrator, official
from report_files import (
    INDICATORS,
    PLAIN,
    SCAN,
    SECTIONS,
    UNCLEAR,
    Writers,
    handed,
    scanned_pdf,
    table,
    was_read,
)

from journeys.small_campaign import SMALL
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.actions import enter_with_link
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.consolidation import adjusting, composing, following_up, issuing
from tonghop.apps.directives.actions.intake import take_in
from tonghop.apps.directives.actions.passing_down import pass_down, report_progress
from tonghop.apps.directives.actions.reviewing import confirm, reject
from tonghop.apps.directives.actions.statuses import say_status
from tonghop.apps.directives.models import FAILED, Directive, Intake
from tonghop.apps.organisations.actions import amend, apply
from tonghop.apps.reporting import plans
from tonghop.apps.reporting.campaigns.keeping import close
from tonghop.apps.reporting.cycle_actions import record_arrival, take_back_arrival
from tonghop.apps.reporting.difficulties.steps import route, take_step
from tonghop.apps.reporting.inboxes.incoming import put_in_list
from tonghop.apps.reporting.inboxes.judging import judged
from tonghop.apps.reporting.models import (
    Campaign,
    Cycle,
    DueRow,
    Happening,
    InboxFile,
    Reminder,
    RowEvent,
    Upload,
    Way,
)
from tonghop.apps.reporting.outputs.keeping import change, take_back
from tonghop.apps.reporting.submissions import papers
from tonghop.apps.reporting.submissions.conflicts import save_what_does_not_clash
from tonghop.apps.reporting.submissions.deciding import return_report
from tonghop.apps.reporting.submissions.evidence import add_evidence
from tonghop.apps.reporting.submissions.saving import save
from tonghop.apps.reporting.submissions.sending import send
from tonghop.apps.reporting.submissions.uploads import TAKE, Choice, take
from tonghop.domain.organisations.amendments import Line
from tonghop.domain.organisations.events import Event, Succession
from tonghop.domain.organisations.units import Version
from tonghop.domain.reporting.campaign import Section
from tonghop.domain.reporting.difficulties import Step
from tonghop.domain.reporting.indicators import Indicator

PDF = scanned_pdf()
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
    desk = consolidating.desk(alice=alice)
    people = {"alice": alice, "binh": binh, "chi": chi, "ha": ha, "ky": ky}
    people |= {"mai": desk.mai, "lan": desk.lan, "chi-a": desk.chi}
    pages = {
        "my-work": (
            *(Page(who, {}) for who in ("alice", "binh", "chi")),
            *(Page(who, {}) for who in ("mai", "lan", "chi-a")),
        )
    }
    return Province(
        people,
        pages
        | _account()
        | _administration(alice, chi)
        | _directives(binh)
        | _campaigns(binh, chi)
        | _given(binh, ha, ky)
        | _ledgers(binh, chi)
        | _report_files(alice, chi)
        | _mailed(binh)
        | _consolidation(desk),
    )


def _report_files(alice: Person, chi: Person) -> dict[str, tuple[Page, ...]]:
    """Files of every state, a report that was sent, and its signed paper."""
    told = due_lists.said(directive="16/KH-UBND", indicators=INDICATORS, sections=SECTIONS, signed="required")
    cycle = due_lists.opened(due_lists.campaign(told))
    with acting_by_itself():
        row, untouched = (DueRow.objects.select_related("cycle").get(cycle=cycle, code=c) for c in "ab")
    who = Writers(alice, chi, chi, alice, cycle, row, untouched)
    read, unclear, strange, scan = (
        was_read(who, content, name)
        for content, name in (
            (PLAIN, "số liệu.xlsx"),
            (UNCLEAR, "chưa rõ.xlsx"),
            (table(("Tổng số cuộc nói chuyện", "buổi", 12)), "lạ.xlsx"),
            (SCAN, "quét.png"),
        )
    )
    waiting = handed(who, table(("Số buổi tuyên truyền", "buổi", 7)), "chờ.xlsx").upload
    failed = handed(who, table(("Số buổi tuyên truyền", "buổi", 8)), "hỏng.xlsx").upload
    with acting_as(chi):
        Upload.objects.filter(pk=failed.pk).update(state="failed", fault="Tệp hỏng; xin gửi lại.")
        chosen = {"buoi": Choice(TAKE)}
        take(upload_id=read.pk, base_version=0, choices=chosen, by=chi, at=AT, on=TODAY)
        send(row_id=row.pk, version=1, by=chi, at=AT, on=TODAY)
        paper = papers.enter_paper(
            row_id=row.pk, number=1, paper=papers.Paper("12/BC-UBND", TODAY, "Chủ tịch"),
            file_name="bản ký.png", content=SCAN, by=chi, at=AT, on=TODAY,
        )  # fmt: skip
    one, other = {"row_id": row.pk}, {"row_id": untouched.pk}
    seen = (read, unclear, strange, scan, waiting, failed)
    keyed, signed = one | {"upload_id": scan.pk}, one | {"paper_id": paper.pk}
    return {
        "report-workbook": (Page("chi", one), Page("chi", other)),
        "report-uploads": (Page("chi", one), Page("chi", other)),
        "report-upload": tuple(Page("chi", one | {"upload_id": each.pk}) for each in seen),
        "report-upload-file": (Page("chi", one | {"upload_id": read.pk}),),
        "report-keying": (Page("chi", keyed), Page("chi", one | {"upload_id": read.pk})),
        "report-scan": (Page("chi", keyed | {"scan": 1, "page": 1}),),
        "own-report-docx": (Page("chi", one), Page("binh", one, "?ban=1")),
        "own-report-pdf": (Page("chi", one, "?ban=1"),),
        "signed-paper": (Page("chi", one), Page("chi", other)),
        "signed-paper-file": (Page("chi", signed), Page("binh", signed)),
    }


def _account() -> dict[str, tuple[Page, ...]]:
    names = ("account", "account-sessions", "my-calendar", "csrf-token")
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


def _ledgers(binh: Person, chi: Person) -> dict[str, tuple[Page, ...]]:
    """Fill a ledger with what is good, doubled and taken back, and let difficulties stand everywhere."""
    first, again, gone = (entered(chi, entry) for entry in (NEWS, replace(NEWS, kind="other"), BANNER))
    waiting, routed, answered = (
        raised(chi, words, office="vp") for words in ("Thiếu loa.", "Thiếu máy.", "Thiếu vốn.")
    )
    with acting_as(chi):
        change(output_id=first.pk, entry=replace(NEWS, place="Xóm 3"), base=AT, by=chi, at=AT, on=TODAY)
        take_back(output_id=gone.pk, why="Ghi hai lần", by=chi, at=AT, on=TODAY)
    with acting_as(binh):
        route(difficulty_id=routed.pk, named="vp", words="Nhờ cho ý", by=binh, at=AT, on=TODAY)
        take_step(difficulty_id=answered.pk, step=Step.ANSWERED, words="Đã cấp.", by=binh, at=AT, on=TODAY)
        counted = Campaign.objects.filter(office=OFFICE, closed_at__isnull=True).order_by("title")
    one = {"output_id": first.pk}
    lists = (
        Page("chi", {}),
        Page("chi", {}, "?thang=2026-05&loai=article&da_rut=1"),
        Page("chi", {}, "?thang=2000-01"),
    )
    steps = ((waiting, "chuyen", "binh"), (waiting, "tra-loi", "binh"), (answered, "bo-sung", "binh"),
             (waiting, "rut", "chi"), (answered, "ket-thuc", "chi"))  # fmt: skip
    difficulties = [waiting, routed, answered]
    return {
        "outputs": (*lists, Page("ha", {})),
        "outputs-workbook": (Page("chi", {}),),
        "outputs-csv": (Page("chi", {}),),
        "output-add": (Page("chi", {}),),
        "output-paste": (Page("chi", {}),),
        "output": tuple(Page("chi", {"output_id": row.pk}) for row in (first, again, gone)),
        "output-back": (Page("chi", one),),
        "campaign-output-counts": tuple(Page("binh", {"campaign_id": each.pk}) for each in counted),
        "difficulties": (Page("chi", {}), Page("ha", {}), Page("chi", {}, "?tinh_trang=closed")),
        "difficulty-raise": (Page("chi", {}), Page("ha", {})),
        "difficulties-to-answer": (Page("binh", {}), Page("binh", {}, "?tinh_trang=closed")),
        "difficulty": tuple(
            Page(who, {"difficulty_id": row.pk}) for row in difficulties for who in ("binh", "chi")
        ),
        "difficulty-step": tuple(
            Page(who, {"difficulty_id": row.pk, "slug": slug}) for row, slug, who in steps
        ),
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
    reports = _reports(binh, chi)
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
        | reports
        | {name: (Page("binh", one), Page("binh", {"campaign_id": third.pk})) for name in of_one}
        | {name: (Page("binh", of_cycle),) for name in reminding}
    )


def _reports(binh: Person, chi: Person) -> dict[str, tuple[Page, ...]]:
    """Let body a write in one field twice at once, send, and write on; body b has not begun."""
    told = due_lists.said(
        directive="14/KH-UBND",
        indicators=(
            Indicator("buoi", "Số buổi tuyên truyền mẫu", "buổi", group="Nhóm mẫu"),
            Indicator("luot", "Lượt người nghe mẫu", "lượt", estimate=True, cumulative=True, required=False),
        ),
        sections=(Section("kho-khan", "Khó khăn mẫu"),),
    )
    campaign = due_lists.campaign(told)
    before = due_lists.opened(campaign, "2025-H1", due_on=date(2025, 6, 2), late_from=AT - timedelta(300))
    cycle = due_lists.opened(campaign)
    with acting_by_itself():
        rows = {(row.cycle_id, row.code): row for row in DueRow.objects.filter(cycle__in=(before, cycle))}
    row, when = rows[cycle.pk, "a"], {"by": chi, "at": AT, "on": TODAY}
    with acting_as(chi):
        last = send(row_id=rows[before.pk, "a"].pk, version=0, fields={"buoi": "12", "luot": "30"}, **when)
        file = add_evidence(row_id=row.pk, file_name="ảnh mẫu.pdf", content=PDF, caption="Lễ mẫu", **when)
        full = {"buoi": "1.240", "luot/state": "nil", "#kho-khan": "Không."}
        revision = send(row_id=row.pk, version=1, fields=full, **when).revision
        save(row_id=row.pk, fields={"luot/state": "", "luot": "1,234"}, base_version=2, **when)
        kept = save_what_does_not_clash(row_id=row.pk, fields={"luot": "1234"}, base_version=2, **when)
    assert kept.aside is not None
    with acting_as(binh):
        given = {"why": "Thiếu số mẫu", "parts": ["buoi"], "reason": "figures-missing"}
        return_report(revision_id=last.revision.pk, by=binh, at=AT, on=TODAY, **given)  # type: ignore[arg-type]
        take_back_arrival(cycle=cycle, rows=[row.pk], why="Thiếu phụ lục mẫu", by=binh, at=AT, on=TODAY)
    one, two = {"row_id": row.pk}, {"row_id": rows[cycle.pk, "b"].pk}
    sent = one | {"revision_id": revision.pk}
    both = ("report", "report-figures", "report-check", "report-evidence", "report-own-records")
    return {name: (Page("chi", one), Page("chi", two)) for name in both} | {
        "report-section": tuple(Page("chi", each | {"code": "kho-khan"}) for each in (one, two)),
        "report-two-texts": (Page("chi", one | {"set_aside_id": kept.aside.pk}),),
        "report-receipt": (Page("chi", sent), Page("binh", sent)),
        "report-sent-file": (Page("binh", sent | {"sha256": file.file_id}),),
        "report-file": (Page("chi", one | {"evidence_id": file.pk}),),
        "decisions": tuple(Page("binh", {}, f"?tinh_trang={state}") for state in ("waiting", "returned")),
        "decide": tuple(Page("binh", {"revision_id": each}) for each in (last.revision.pk, revision.pk)),
        "decide-many": (Page("binh", {}, f"?viec=tra-lai&n={last.revision.pk}"), Page("binh", {})),
    }


def _mailed(binh: Person) -> dict[str, tuple[Page, ...]]:
    """Put in files of every sort, and a list of when they came."""
    cycle = mailed.cycle("18/KH-UBND")
    given_and_read(cycle, mailed.FILES, binh)
    listed = "Số đến;Ngày đến;Số ký hiệu;Nơi gửi\n7;30/5/2026;12/BC-UBND;Ân Mẫu\n8;hôm qua;1/BC;Xã Mẫu\n"
    with acting_as(binh):
        put_in_list(cycle=cycle, content=listed.encode(), name="so.csv", by=binh, at=AT, on=TODAY)
        question = next(row.id for row in judged(cycle).done.questions if len(row.figures) > 1)
        files = {row.name: row.pk for row in InboxFile.objects.filter(cycle=cycle)}
    of_cycle, scan = {"cycle_id": cycle.pk}, files["Đảng ủy phường Đồng Mẫu.png"]
    one = {"cycle_id": cycle.pk, "file_id": scan}
    names = ("inbox", "inbox-files", "inbox-questions", "inbox-lists", "inbox-bodies")
    return {name: (Page("binh", of_cycle),) for name in names} | {
        "inbox-file": tuple(Page("binh", of_cycle | {"file_id": file}) for file in files.values()),
        "inbox-file-original": (Page("binh", one),),
        "inbox-picture": (Page("binh", one | {"number": 1}),),
        "inbox-keying": (Page("binh", of_cycle | {"question": question}),),
    }


def _consolidation(desk: consolidating.Desk) -> dict[str, tuple[Page, ...]]:
    """Reckon a cycle up, ask about a value, compose a section, issue a report and restate it."""
    cycle, row = desk.cycle, desk.row("a")
    desk.computed()
    mai = {"by": desk.mai, "at": AT, "on": TODAY}
    with acting_as(desk.mai):
        adjusting.count_once(
            cycle=cycle, indicator="buoi", bodies=["a", "b"], amount=Decimal(5), why="Hội thi chung", **mai
        )
        asked = following_up.ask(cycle=cycle, row_id=row.pk, indicator="ho", words="Vì sao?", **mai)
        told = composing.Piece("Các đơn vị thiếu kinh phí.", tuple(_statements(cycle)))
        composing.compose(cycle=cycle, section="kho-khan", pieces=[told], base_version=0, **mai)
        first = issuing.prepare(cycle=cycle, dated_on=TODAY, gap_why="Hết hạn", **mai)
    with acting_as(desk.lan):
        issuing.release(issue_id=first.pk, by=desk.lan, at=AT, on=TODAY)
    with acting_as(desk.mai):
        issuing.enter_original(
            issue_id=first.pk, symbol="12-BC/BTG", dated_on=TODAY, signer="Trưởng ban", content=PDF, **mai
        )
    desk.sent("a", {"buoi": "31"}, 1)
    desk.computed("2026-01-01")
    with acting_as(desk.mai):
        second = issuing.prepare(
            cycle=cycle, dated_on=None, gap_why="Hết hạn", restates_why="Đơn vị đính chính", **mai
        )
    desk.sent("b", {"buoi": "52"}, 1)
    two_levels = consolidating.levelled(desk, above="70", below="60")
    two_levels.computed()
    levels = {"cycle_id": two_levels.cycle.pk, "code": "buoi"}
    of, one, two = {"cycle_id": cycle.pk}, {"issue_id": first.pk}, {"issue_id": second.pk}
    both = [Page(who, of) for who in ("mai", "lan")]
    total = [Page("mai", of | {"code": code}) for code in ("buoi", "ho")]
    return {
        "figures": tuple(both),
        "total": (*total, Page("lan", of | {"code": "buoi"}, "?ten=kh%C3%B4ng")),
        "total-places": tuple(total),
        "total-levels": (*total, *(Page("mai", levels, query) for query in ("", "?chi=lech"))),
        "points": (*both, Page("mai", of, "?loai=check")),
        "follow-ups": tuple(both),
        "follow-up-new": (Page("mai", of, f"?dong={row.pk}&chi_tieu=buoi"),),
        "follow-up": (Page("mai", {"follow_up_id": asked.pk}), Page("chi-a", {"follow_up_id": asked.pk})),
        "sections": tuple(both),
        "section": tuple(Page("mai", of | {"code": code}) for code in ("ket-qua", "kho-khan")),
        "issues": tuple(both),
        "issue": tuple(Page(who, issue) for who in ("mai", "lan") for issue in (one, two)),
        "issue-file": (Page("lan", one | {"name": "report.docx"}),),
        "issue-original": (Page("lan", one | {"number": 1}),),
        "issue-compared": (Page("mai", two),),
    }


def _statements(cycle: Cycle) -> Sequence[str]:
    return tuple(composing.gathered_statements(cycle, "kho-khan"))


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
