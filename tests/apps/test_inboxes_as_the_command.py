"""One generated inbox through the office's pages' own actions: it comes to what the command comes to."""

from datetime import datetime
from pathlib import Path

import pytest
from inboxes import answers_file, desk, given_and_read, officer_of
from people import AT, OFFICE, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.inboxes.answers import Given, answer
from tonghop.apps.reporting.inboxes.judging import judged
from tonghop.apps.reporting.inboxes.reading import read_what_waits
from tonghop.apps.reporting.inboxes.taking_in import Standing, bodies_in_files, take_in
from tonghop.apps.reporting.models import DueRow, Inbox, InboxState, Revision
from tonghop.domain.consolidation.record import record_of
from tonghop.formats.workbooks.answers_file import read_answers

ROUNDS = 4


@pytest.mark.parametrize("seed", [4, 11])
def test_the_office_takes_in_what_the_command_consolidates(memory: Doors, tmp_path: Path, seed: int) -> None:
    alice = administrator()
    binh = official(alice, "binh", (Role.COORDINATOR, OFFICE))
    told = desk(alice, seed, tmp_path / "desk")
    officer, answers = officer_of(told), tmp_path / "answers.toml"

    put = given_and_read(told.cycle, told.files(), binh)
    record = told.consolidated("out")
    for number in range(ROUNDS):
        here = _record(told.cycle, binh)
        assert _comparable(here) == _comparable(record)
        if not answers_file(told, f"out{number or ''}", officer, answers):
            break
        _answer(told.cycle, answers, binh)
        assert put.inbox is not None
        read_what_waits(inbox=put.inbox.pk, by=binh, on=TODAY)
        record = told.consolidated(f"out{number + 1}", "--answers", str(answers))

    assert record["questions"] == []
    with acting_as(binh):
        assert Inbox.objects.get().state == InboxState.READ
        taken = take_in(cycle=told.cycle, bodies=None, by=binh, at=AT, on=TODAY)
        standings = {row.standing for row in bodies_in_files(told.cycle)}
    assert dict(taken.refused) == {}
    assert standings == {Standing.TAKEN_IN}
    assert sorted(taken.sent) == sorted(row["body"] for row in record["bodies"])
    with acting_by_itself():
        sent = {row.submission.row.code: row for row in Revision.objects.select_related("submission__row")}
        owed = {row.code: row for row in DueRow.objects.filter(cycle=told.cycle)}
    for body in record["bodies"]:
        told_at, row = body["arrived_at"], owed[body["body"]]
        assert row.has_arrived
        assert row.arrived_at == (datetime.fromisoformat(told_at) if told_at else None)
    for total in record["totals"]:
        for source in (*total["sources"], *total.get("contained", ())):
            if source["state"] in ("figure", "nil"):
                entry = sent[source["body"]].entries[total["indicator"]]
                assert (entry["state"], entry.get("value")) == (source["state"], source["value"]), source
                assert (
                    sent[source["body"]].sources[_field(total["indicator"], entry)]["file"] == source["file"]
                )


def _field(code: str, entry: dict[str, str]) -> str:
    return code if entry["state"] == "figure" else f"{code}/state"


def _record(cycle, by):  # type: ignore[no-untyped-def]
    with acting_as(by):
        return record_of(judged(cycle).done, made_at=AT)


def _comparable(record):  # type: ignore[no-untyped-def]
    """Leave out when it was made, and what stands in received.csv and cannot be found."""
    lists = ("listed-not-found", "time-unreadable")
    return {
        **{key: record[key] for key in ("totals", "narratives", "findings", "files", "bodies", "coverage")},
        "questions": [row["id"] for row in record["questions"]],
        "refused": [row for row in record["refused"] if row["code"] not in lists],
    }


def _answer(cycle, answers: Path, by) -> None:  # type: ignore[no-untyped-def]
    given = read_answers(answers)
    with acting_as(by):
        asked = judged(cycle).done.questions
        told = [
            (row, Given(given[row.id].value, given[row.id].reason, given[row.id].figures))
            for row in asked
            if row.id in given
        ]
        answer(cycle=cycle, given=told, by=by, at=AT, on=TODAY)
