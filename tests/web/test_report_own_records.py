"""What a body keeps anyway goes into its report: ledger counts and difficulties, ticked by somebody."""

from dataclasses import replace
from datetime import datetime

import due_lists
import pytest
from django.test import Client
from django.urls import reverse
from ledgers import BANNER, DAY, LACKS, SAID, Ward, entered, ward
from people import AT, TODAY

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.reporting.difficulties.steps import raise_difficulty
from tonghop.apps.reporting.models import Change, Difficulty, DueRow, Submission
from tonghop.apps.reporting.outputs.counting import set_counts
from tonghop.apps.reporting.submissions.sending import send
from tonghop.domain.reporting.campaign import Section
from tonghop.domain.reporting.difficulties import Matter
from tonghop.domain.reporting.outputs import Measure

RAISED_AT = datetime.fromisoformat("2026-05-10T08:00+07:00")
ALL_GIVEN = {"news": "1", "minutes/state": "nil", "boards": "2"}


@pytest.fixture
def people(memory: Doors) -> Ward:
    return ward()


@pytest.fixture
def row(people: Ward) -> DueRow:
    sections = (Section("ket-qua", "Kết quả"), Section("vuong", "Khó khăn, vướng mắc"))
    kept = due_lists.campaign(replace(SAID, sections=sections))
    counts = {"banners": (frozenset({"banner"}), Measure.COUNT)}
    with acting_as(people.mai):
        set_counts(campaign=kept, counts=counts, by=people.mai, **DAY)
    cycle = due_lists.opened(kept)
    with acting_as(people.chi):
        raise_difficulty(
            body="a", matter=Matter.DIFFICULTY, words=LACKS, by=people.chi, at=RAISED_AT, on=RAISED_AT.date()
        )
    with acting_by_itself():
        return DueRow.objects.select_related("cycle__campaign").get(cycle=cycle, code="a")


def visit(people: Ward) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(people.chi)
    return client


def test_counts_and_difficulties_go_into_the_report_and_are_told_once(people: Ward, row: DueRow) -> None:
    entered(people.chi, BANNER)
    client, address = visit(people), reverse("report-own-records", args=[row.pk])
    page = client.get(address).content.decode()
    assert LACKS in page
    assert ">12<" in page

    with acting_as(people.chi):
        raised = Difficulty.objects.get()
    given = {"version": "0", "chi_tieu": "banners", "kho_khan": str(raised.pk), "muc": "vuong"}
    assert client.post(address, given).status_code == 302

    with acting_as(people.chi):
        draft = Submission.objects.get()
        assert draft.content == {"banners": "12", "#vuong": f"- {LACKS}"}
        assert Change.objects.get().origin == "ledger"
        sent = send(row_id=row.pk, version=1, fields=ALL_GIVEN, by=people.chi, at=AT, on=TODAY)
        raised.refresh_from_db()
        assert (raised.reported_row_id, raised.reported_in) == (row.pk, sent.revision.number)
    assert LACKS not in client.get(address).content.decode()


def test_nothing_ticked_is_refused_and_others_have_no_such_page(people: Ward, row: DueRow) -> None:
    client, address = visit(people), reverse("report-own-records", args=[row.pk])

    answer = client.post(address, {"version": "x", "kho_khan": "rac", "muc": "khong-co"})

    assert answer.status_code == 422
    assert "Chưa chọn gì" in answer.content.decode()
    other = Client(SERVER_NAME="localhost")
    other.force_login(people.em)
    assert other.get(address).status_code == 404
    assert other.post(address, {}).status_code == 404


def test_two_who_write_lose_nothing_here_either(people: Ward, row: DueRow) -> None:
    entered(people.chi, BANNER)
    client, address = visit(people), reverse("report-own-records", args=[row.pk])
    given = {"version": "0", "chi_tieu": "banners"}
    assert client.post(address, given).status_code == 302
    entered(people.chi, replace(BANNER, title="Ngày hội khác"))

    again = client.post(address, given)

    assert again.status_code == 422
    with acting_as(people.chi):
        assert Submission.objects.get().content["banners"] == "12"
