"""Plans owed first: asked for on a confirmed obligation only, filed by the body alone, all kept."""

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import due_lists
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from people import AT, OFFICE, TODAY, administrator, official, show_second_factor
from test_directives import sentences

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted
from tonghop.apps.accounts.roles import Role
from tonghop.apps.directives.actions import ObligationUnconfirmed, SentenceTouchesRights
from tonghop.apps.directives.models import Obligation
from tonghop.apps.reporting import plans
from tonghop.apps.reporting.cycle_actions import CycleAlreadyOpen
from tonghop.apps.reporting.models import Campaign, Cycle, DueRow, KeptFile, PlanFiling, RowEvent
from tonghop.domain.errors import Refusal

PDF = b"%PDF-1.7 " + b"x" * 100
DUE = TODAY + timedelta(days=10)
PLAN = plans.Plan("12/KH-UBND", TODAY, True, "Chủ tịch")


def docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    return out.getvalue()


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def bao(alice: Person) -> Person:
    return official(alice, "bao", (Role.COORDINATOR, OFFICE))


@pytest.fixture
def chi(alice: Person) -> Person:
    return official(alice, "chi", (Role.REPORTER, "a"))


def asked_of(*, confirmed: bool = True, sensitive_only: bool = False) -> tuple[Campaign, Obligation]:
    task, sensitive = sentences(confirmed=confirmed)
    if sensitive_only:
        task.delete()
    kept = due_lists.campaign()
    with acting_by_itself():
        kept.directive = sensitive.directive
        kept.save()
    return kept, Obligation.objects.get()


def ask(kept: Campaign, obligation: Obligation, by: Person, due_on: date = DUE) -> Cycle:
    with acting_as(by):
        return plans.ask_for_plans(
            campaign=kept, obligation=obligation, due_on=due_on, by=by, at=AT, on=TODAY
        )


@pytest.fixture
def row(bao: Person, chi: Person) -> DueRow:
    """The row of body a in a cycle that asks for plans."""
    cycle = ask(*asked_of(), bao)
    with acting_by_itself():
        return DueRow.objects.get(cycle=cycle, code="a")


def file(row: DueRow, by: Person, **changes: Any) -> PlanFiling:
    given: dict[str, Any] = {"plan": PLAN, "file_name": "kế hoạch.pdf", "content": PDF, "at": AT}
    with acting_as(by):
        return plans.file_plan(row_id=row.pk, by=by, on=TODAY, **(given | changes))


def test_confirmed_obligation_opens_a_row_for_each_body(bao: Person) -> None:
    kept, obligation = asked_of()

    cycle = ask(kept, obligation, bao)

    assert (cycle.asked, cycle.due_on, cycle.obligation) == ("plan", DUE, obligation)
    assert cycle.late_from.isoformat() == f"{DUE + timedelta(1)}T00:00:00+07:00"
    with acting_by_itself():
        assert list(DueRow.objects.order_by("code").values_list("code", "unit_id", "state")) == [
            ("a", "a", "missing"),
            ("b", "b", "missing"),
            ("c", None, "missing"),
        ]
    with pytest.raises(CycleAlreadyOpen):
        ask(kept, obligation, bao)


REFUSED = [
    ({"confirmed": False}, DUE, ObligationUnconfirmed),
    ({"sensitive_only": True}, DUE, SentenceTouchesRights),
    ({}, TODAY - timedelta(1), plans.DueDayPast),
]


@pytest.mark.parametrize(("given", "due_on", "refusal"), REFUSED)
def test_nothing_is_asked_without_authority(
    bao: Person, given: dict[str, bool], due_on: date, refusal: type[Refusal]
) -> None:
    kept, obligation = asked_of(**given)

    with pytest.raises(refusal):
        ask(kept, obligation, bao, due_on)
    assert not Cycle.objects.exists()


def test_obligation_of_another_directive_and_stranger_are_refused(bao: Person, alice: Person) -> None:
    kept, obligation = asked_of()
    with pytest.raises(NotPermitted):
        ask(kept, obligation, official(alice, "charlie", (Role.COORDINATOR, "b")))
    with acting_by_itself():
        kept.directive = None
        kept.save()
    with pytest.raises(plans.DirectiveOfAnother):
        ask(kept, obligation, bao)


def test_filing_is_the_arrival_and_a_newer_plan_replaces_it(row: DueRow, chi: Person) -> None:
    first = file(row, chi)
    second = file(row, chi, content=docx(), file_name="C:\\thư mục\\mới.docx", at=AT + timedelta(1))

    with acting_as(chi):
        row.refresh_from_db()
        assert (row.state, row.arrived_at) == ("on_time", AT)
        assert [filing.number for filing in plans.filings_of(row)] == [2, 1]
        assert plans.newest_filings([row.pk]) == {row.pk: second}
        assert (first.media_type, second.media_type, second.file_name) == (plans.PDF, plans.DOCX, "mới.docx")
        assert plans.filed_file(first.pk, by=chi, on=TODAY)[1] == PDF
        assert RowEvent.objects.filter(kind="arrival").count() == 1


def test_same_file_is_kept_once_and_nothing_filed_changes(row: DueRow, chi: Person) -> None:
    filings = [file(row, chi), file(row, chi)]

    with acting_as(chi):
        assert KeptFile.objects.count() == 1
        assert PlanFiling.objects.filter(pk=filings[0].pk).update(symbol="x") == 0
        assert KeptFile.objects.update(content=b"") == 0


def test_plan_that_comes_late_is_late(row: DueRow, chi: Person) -> None:
    file(row, chi, at=row.late_from)

    with acting_as(chi):
        row.refresh_from_db()
        assert row.state == "late"


FAULTS: list[tuple[dict[str, Any], type[Refusal]]] = [
    ({"content": b"MZ executable"}, plans.FileOfUnknownKind),
    ({"content": b"PK\x03\x04 broken"}, plans.FileOfUnknownKind),
    ({"content": b""}, plans.FileOfUnknownKind),
    ({"content": b"%PDF-" + bytes(plans.LARGEST_FILE_BYTES)}, plans.FileTooLarge),
    ({"plan": plans.Plan(" ", TODAY, False)}, plans.PlanFacts),
    ({"plan": plans.Plan("1/KH", TODAY + timedelta(1), False)}, plans.PlanFacts),
    ({"plan": plans.Plan("1/KH", TODAY, True, " ")}, plans.SignerMissing),
]


@pytest.mark.parametrize(("changes", "refusal"), FAULTS)
def test_what_is_no_plan_is_refused(
    row: DueRow, chi: Person, changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        file(row, chi, **changes)
    with acting_by_itself():
        assert not PlanFiling.objects.exists()
        assert DueRow.objects.get(pk=row.pk).state == "missing"


STRANGERS = [(Role.REPORTER, "b"), (Role.COORDINATOR, OFFICE), (Role.AUDITOR, OFFICE)]


@pytest.mark.parametrize("mandate", STRANGERS)
def test_only_the_bodys_people_file(
    row: DueRow, chi: Person, alice: Person, mandate: tuple[Role, str]
) -> None:
    charlie = official(alice, "charlie", mandate)
    filed = file(row, chi)

    with pytest.raises(NoSuchThing):
        file(row, charlie)
    with acting_as(charlie), pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
        PlanFiling.objects.create(
            office=OFFICE,
            row=row,
            number=2,
            file_id=filed.file_id,
            file_name="x",
            media_type="x",
            size=1,
            symbol="x",
            dated_on=TODAY,
            is_signed=False,
            filed_by="x",
            filed_at=AT,
        )


def test_row_that_waits_for_a_report_takes_no_plan(chi: Person) -> None:
    due_lists.opened(due_lists.campaign())
    with acting_by_itself():
        report = DueRow.objects.get(code="a")

    with pytest.raises(plans.NoPlanAsked):
        file(report, chi)


def test_pages_ask_file_and_read(bao: Person, chi: Person, alice: Person) -> None:
    kept, obligation = asked_of()
    office, body, other = (Client(SERVER_NAME="localhost") for _ in range(3))
    office.force_login(bao)
    show_second_factor(office, bao)
    body.force_login(chi)
    other.force_login(official(alice, "dung", (Role.REPORTER, "b")))

    # 1. The coordinator asks.
    page = reverse("ask-for-plans", args=[kept.pk])
    assert "Sở A dán áp phích" in office.get(page).content.decode()
    refused = office.post(page, {"obligation": obligation.pk, "due_on": "1/1/2020"})
    assert (refused.status_code, "1/1/2020" in refused.content.decode()) == (422, True)
    asked = office.post(page, {"obligation": obligation.pk, "due_on": f"{DUE:%d/%m/%Y}"})
    assert asked.status_code == 302

    # 2. The body files; what was typed is kept where the file is no plan.
    with acting_by_itself():
        row = DueRow.objects.get(code="a")
    page = reverse("file-plan", args=[row.pk])
    typed = {"symbol": "34/KH-UBND", "dated_on": "20/11/2026", "is_signed": "on", "signer": "Chủ tịch"}
    assert page in body.get(reverse("due-row", args=[row.pk])).content.decode()
    refused = body.post(page, typed | {"file": SimpleUploadedFile("x.exe", b"MZ")})
    assert refused.status_code == 422
    assert "34/KH-UBND" in refused.content.decode()
    assert body.post(page, typed | {"file": SimpleUploadedFile("kế.pdf", PDF)}).status_code == 302

    # 3. The coordinator sees the progress and reads it; another body does not know of it.
    listed = office.get(asked.headers["Location"]).content.decode()
    with acting_by_itself():
        filing = PlanFiling.objects.get()
    link = reverse("filed-plan", args=[filing.pk])
    assert f'<a href="{link}">34/KH-UBND</a>' in listed
    assert "1/3 đơn vị đã gửi" in listed
    answer = office.get(link)
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert [client.get(link).status_code for client in (body, other)] == [200, 404]
    assert other.get(page).status_code == 404
    assert other.post(page, typed | {"file": SimpleUploadedFile("kế.pdf", PDF)}).status_code == 404
    assert other.get(reverse("ask-for-plans", args=[kept.pk])).status_code == 404
