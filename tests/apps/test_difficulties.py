"""Difficulties: raised, routed, answered, told in a report; who sees one, what the database refuses."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import due_lists
import pytest
from campaigns import act_as
from django.db import DatabaseError, IntegrityError, transaction
from given_work import sentences, stand
from ledgers import DAY, LACKS, SAID, Ward, raised, ward
from people import AT, OFFICE, TODAY, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted
from tonghop.apps.accounts.roles import Role
from tonghop.apps.audit.models import Event
from tonghop.apps.directives.actions import assign
from tonghop.apps.organisations.queries import above
from tonghop.apps.reporting.campaigns.keeping import close
from tonghop.apps.reporting.difficulties import offices, reading
from tonghop.apps.reporting.difficulties.access import access_difficulty
from tonghop.apps.reporting.difficulties.offices import offices_for
from tonghop.apps.reporting.difficulties.reports import difficulties_for, mark_reported
from tonghop.apps.reporting.difficulties.steps import (
    About,
    NotOfYourWork,
    RoutedToItself,
    WordsOnRights,
    route,
    take_step,
)
from tonghop.apps.reporting.models import Campaign, Difficulty, DifficultyStep, DueRow
from tonghop.apps.reporting.my_work import Kind, work_of
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.difficulties import State, Step, StepNotNow, WordsMissing, WordsTooLong

LATER = AT + timedelta(minutes=5)


@pytest.fixture
def people(memory: Doors) -> Ward:
    found = ward()
    act_as(found.chi)
    return found


def step(people_of: object, row: Difficulty, which: Step, words: str = "", **more: object) -> Difficulty:
    with acting_as(people_of):  # type: ignore[arg-type]
        return take_step(difficulty_id=row.pk, step=which, words=words, by=people_of, **(DAY | more))  # type: ignore[arg-type]


def test_the_whole_way_of_a_difficulty(people: Ward) -> None:
    row = raised(people.chi, f" {LACKS}\n\nĐề nghị bố trí kinh phí. ")
    assert (row.office, row.state) == (OFFICE, "raised")  # the office above, found through the register
    with acting_as(people.mai):
        route(
            difficulty_id=row.pk,
            named="Ủy ban nhân dân phường Đồng Mẫu",
            words="Đề nghị cho ý",
            by=people.mai,
            **DAY,
        )
    step(people.em, row, Step.ANSWERED, "Đã bố trí trong quý IV.", at=LATER)
    step(people.mai, row, Step.ANSWER_COMPLETED, "Kèm Công văn 15.", at=LATER)
    step(people.duyet, row, Step.CLOSED)

    told = reading.told_difficulty(
        access_difficulty(row.pk, by=people.chi, on=TODAY), by=people.chi, on=TODAY
    )

    assert told.row.words == f"{LACKS}\n\nĐề nghị bố trí kinh phí."
    assert [(one.row.step, one.unit_name, one.row.words) for one in told.steps] == [
        ("raised", "Ủy ban nhân dân xã Ân Mẫu", ""),
        ("routed", "Văn phòng Ủy ban nhân dân tỉnh Mẫu", "Đề nghị cho ý"),
        ("answered", "Ủy ban nhân dân phường Đồng Mẫu", "Đã bố trí trong quý IV."),
        ("answer-completed", "Văn phòng Ủy ban nhân dân tỉnh Mẫu", "Kèm Công văn 15."),
        ("closed", "Ủy ban nhân dân xã Ân Mẫu", ""),
    ]
    assert told.steps[1].to_name == "Ủy ban nhân dân phường Đồng Mẫu"
    assert told.open == ()
    act_as(people.alice)
    kinds = Event.objects.filter(subject=f"difficulty:{row.pk}").order_by("sequence")
    assert [event.kind for event in kinds] == [
        "difficulty.raised", "difficulty.routed", "difficulty.answered", "difficulty.answer-completed",
        "difficulty.closed",
    ]  # fmt: skip


def test_each_side_takes_its_steps_only(people: Ward) -> None:
    row = raised(people.chi)

    with pytest.raises(StepNotNow):  # nobody answers themselves
        step(people.chi, row, Step.ANSWERED, "xong")
    with pytest.raises(StepNotNow):  # an office does not take back what it did not raise
        step(people.mai, row, Step.TAKEN_BACK, "thôi")
    with pytest.raises(StepNotNow):  # nothing is closed without an answer
        step(people.mai, row, Step.CLOSED)
    for words, refusal in (("  ", WordsMissing), ("a" * 5001, WordsTooLong)):
        with pytest.raises(refusal):
            step(people.mai, row, Step.ANSWERED, words)
    for stranger in (people.em, people.nam, people.alice):
        with pytest.raises(NoSuchThing):
            step(stranger, row, Step.ANSWERED, "xong")
    with pytest.raises(ValueError, match="routed"):
        step(people.mai, row, Step.ROUTED)
    step(people.chi, row, Step.TAKEN_BACK, "Đã tự khắc phục.")
    with pytest.raises(StepNotNow):
        step(people.mai, row, Step.ANSWERED, "xong")


def test_raising_is_refused_for_others_and_for_what_people_think(people: Ward) -> None:
    for by, body in ((people.em, "a"), (people.mai, OFFICE), (people.mai, "a")):
        with pytest.raises(NotPermitted):
            raised(by, body=body)
    for words, refusal in ((" ", WordsMissing), ("a" * 5001, WordsTooLong)):
        with pytest.raises(refusal):
            raised(people.chi, words)
    with pytest.raises(WordsOnRights) as refused:
        raised(people.chi, "Xã thiếu người. Đề nghị nắm bắt dư luận về đề án.")
    assert "nắm bắt dư luận" in refused.value.vietnamese
    assert "Xã thiếu người" not in refused.value.vietnamese
    assert not Difficulty.objects.exists()


def campaign_of(people: Ward) -> Campaign:
    with acting_as(people.mai):
        return due_lists.campaign(SAID)


def test_campaign_decides_the_office(people: Ward) -> None:
    kept = campaign_of(people)

    row = raised(people.chi, about=About(kept.pk, "news"), office="vp")

    assert (row.office, row.campaign, row.indicator) == (OFFICE, kept, "news")
    told = reading.told_difficulty(row, by=people.chi, on=TODAY)
    assert told.indicator is not None
    assert told.indicator.name == "Số tin, bài"


def test_only_ones_own_work_is_named(people: Ward) -> None:
    kept = campaign_of(people)
    other = due_lists.campaign(
        due_lists.said(title="Khác", directive="9/KH", bodies=due_lists.BODIES[1:]), office=OFFICE
    )
    task, _ = sentences()
    with acting_as(people.alice):
        stand("vp-x", "X")
    binh = official(people.alice, "binh", (Role.COORDINATOR, "vp"))
    wrong = [
        About(uuid4()),
        About(other.pk),
        About(kept.pk, "khong-co"),
        About(None, "news"),
        About(None, "", task.obligation_id),
    ]

    for about in wrong:
        with pytest.raises(NotOfYourWork):
            raised(people.chi, about=about)
    with acting_as(binh):
        assign(sentence=task, body="a", due_on=None, by=binh, **DAY)
    row = raised(people.chi, about=About(None, "", task.obligation_id))
    assert "dán áp phích" in reading.told_difficulty(row, by=people.chi, on=TODAY).task
    assert "dư luận" not in reading.told_difficulty(row, by=people.chi, on=TODAY).task
    ((_, words),) = reading.nameable("a", on=TODAY).tasks
    assert words.startswith("Sở A dán")
    with acting_as(people.mai):
        close(campaign=kept, why="Đã xong", by=people.mai, **DAY)
    with pytest.raises(NotOfYourWork):
        raised(people.chi, about=About(kept.pk))


def test_office_without_a_campaign(people: Ward) -> None:
    found, usual = offices_for("a", on=TODAY)
    assert ([one.unit for one in found], usual) == ([OFFICE], OFFICE)
    # nobody above: all that coordinate are offered, none is guessed
    with acting_as(people.alice):
        stand("sở-b", "Sở B")
    ha = official(people.alice, "ha", (Role.REPORTER, "sở-b"))
    found, usual = offices_for("sở-b", on=TODAY)
    assert ({one.unit for one in found}, usual) == ({OFFICE, "vp"}, "")
    with pytest.raises(offices.OfficeNotDecided):
        raised(ha, body="sở-b")
    with pytest.raises(offices.OfficeNotDecided):
        raised(ha, body="sở-b", office="a")  # coordinates nothing
    assert raised(ha, body="sở-b", office="vp").office == "vp"


def test_two_offices_as_near_are_a_question(people: Ward) -> None:
    with acting_as(people.alice):
        stand("tổ", "Tổ Mẫu", ("state", "a"), ("party", "sở-a"))
        official(people.alice, "ba", (Role.COORDINATOR, "sở-a"))
        official(people.alice, "bon", (Role.COORDINATOR, "a"))

    found, usual = offices_for("tổ", on=TODAY)

    assert ([one.unit for one in found], usual) == (["a", "sở-a", OFFICE], "")
    assert above("tổ", TODAY) == ((1, "a"), (1, "sở-a"), (2, OFFICE))
    assert above("tổ", date(1900, 1, 1)) == above("tổ", TODAY)
    assert above("không có", TODAY) == ()


def test_routing_names_one_unit_that_somebody_works_for(people: Ward) -> None:
    row = raised(people.chi)
    wrong: list[tuple[str, type[Refusal]]] = [
        ("Không có đơn vị này", offices.UnitNotFound),
        ("", offices.UnitNotFound),
        ("Ủy ban nhân dân xã Ân Mẫu", RoutedToItself),
        ("Sở Tài chính Mẫu", offices.NobodyThere),
    ]

    act_as(people.mai)
    for named, refusal in wrong:
        with pytest.raises(refusal):
            route(difficulty_id=row.pk, named=named, by=people.mai, **DAY)
    act_as(people.chi)
    with pytest.raises(StepNotNow):
        route(difficulty_id=row.pk, named="b", by=people.chi, **DAY)
    act_as(people.mai)
    route(difficulty_id=row.pk, named="b", by=people.mai, **DAY)
    route(difficulty_id=row.pk, named="vp", by=people.mai, **DAY)  # asks another in its place
    with acting_as(people.em), pytest.raises(NoSuchThing):
        access_difficulty(row.pk, by=people.em, on=TODAY)
    assert step(people.nam, row, Step.ANSWERED, "Đã có hướng dẫn.").state == "answered"
    assert DifficultyStep.objects.filter(difficulty=row, step="answered").get().unit_id == "vp"


def test_lists_are_ones_own_and_narrowed(people: Ward) -> None:
    kept = campaign_of(people)
    first = raised(people.chi, "Thiếu máy tính.", about=About(kept.pk), at=AT)
    second = raised(people.chi, "Thiếu loa.", at=LATER)
    other = raised(people.em, "Thiếu người.", body="b")
    step(people.mai, second, Step.ANSWERED, "Đã cấp.")

    own = reading.own_difficulties(wanted=reading.Wanted(), page=1, by=people.chi, on=TODAY)
    assert [line.row for line in own.lines] == [first, second]  # what waits stands first
    assert all(line.is_own for line in own.lines)
    act_as(people.mai)
    narrowed = [
        (reading.Wanted(), {first, second, other}),
        (reading.Wanted("answered"), {second}),
        (reading.Wanted("", kept.pk), {first}),
        (reading.Wanted("", None, "b"), {other}),
        (reading.Wanted("closed", kept.pk, "b"), set()),
    ]
    for wanted, rows in narrowed:
        found = reading.addressed_difficulties(wanted=wanted, page=9, by=people.mai, on=TODAY)
        assert {line.row for line in found.lines} == rows
        assert found.bodies == (("b", "Ủy ban nhân dân phường Đồng Mẫu"), ("a", "Ủy ban nhân dân xã Ân Mẫu"))
        assert found.campaigns == (kept,)
    act_as(people.nam)
    assert reading.addressed_difficulties(wanted=reading.Wanted(), page=1, by=people.nam, on=TODAY).found == 0


def test_my_work_has_what_waits_for_each(people: Ward) -> None:
    row = raised(people.chi)

    def waits(person: object) -> list[Kind]:
        with acting_as(person):  # type: ignore[arg-type]
            return [task.kind for task in work_of(by=person, at=AT, on=TODAY) if task.subject == row.pk]  # type: ignore[arg-type]

    assert [waits(one) for one in (people.chi, people.mai, people.em)] == [[], [Kind.DIFFICULTY], []]
    with acting_as(people.mai):
        route(difficulty_id=row.pk, named="b", by=people.mai, **DAY)
    assert [waits(one) for one in (people.chi, people.mai, people.em)] == [[], [], [Kind.DIFFICULTY]]
    step(people.em, row, Step.ANSWERED, "Đã có.")
    answered = [Kind.DIFFICULTY_ANSWERED]
    assert [waits(one) for one in (people.chi, people.mai, people.em)] == [answered, [], []]
    step(people.chi, row, Step.CLOSED)
    assert waits(people.chi) == []


# ---- in the next report


@pytest.fixture
def row(people: Ward) -> DueRow:
    """The row of body a in a cycle that counts 30/10/2025 up to, not including, 30/5/2026."""
    cycle = due_lists.opened(campaign_of(people))
    with acting_by_itself():
        return DueRow.objects.select_related("cycle__campaign").get(cycle=cycle, code="a")


def on_day(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T00:00+07:00")


def test_next_report_tells_what_was_raised_in_its_days(people: Ward, row: DueRow) -> None:
    kept = row.cycle.campaign
    first = raised(people.chi, "Một.", about=About(kept.pk), at=on_day("2025-10-30"))
    second = raised(people.duyet, "Hai.", at=on_day("2026-05-30") - timedelta(seconds=1))
    still = raised(people.chi, "Còn từ trước.", at=on_day("2025-10-29"))
    raised(people.chi, "Của kỳ sau.", at=on_day("2026-05-30"))
    raised(people.em, "Của đơn vị khác.", body="b", at=on_day("2026-05-01"))
    gone = raised(people.chi, "Đã rút.", at=on_day("2026-05-02"))
    step(people.chi, gone, Step.TAKEN_BACK, "Thôi.")
    other = due_lists.campaign(due_lists.said(title="Khác", directive="9/KH"))
    raised(people.chi, "Của chiến dịch khác.", about=About(other.pk), at=on_day("2026-05-03"))

    found = difficulties_for(row, by=people.chi, on=TODAY)

    assert found == (still, first, second)
    assert mark_reported(row, [first.pk, still.pk], revision=1, by=people.chi, **DAY) == 2
    assert difficulties_for(row, by=people.chi, on=TODAY) == (second,)
    assert mark_reported(row, [first.pk, second.pk], revision=2, by=people.chi, **DAY) == 1
    first.refresh_from_db()
    assert (first.reported_row, first.reported_in) == (row, 1)
    assert mark_reported(row, [], revision=3, by=people.chi, **DAY) == 0


def test_report_tells_nothing_to_others(people: Ward, row: DueRow) -> None:
    mine = raised(people.chi, at=on_day("2026-05-01"))
    theirs = raised(people.em, body="b", at=on_day("2026-05-01"))

    for other in (people.em, people.mai):
        act_as(other)
        assert difficulties_for(row, by=other, on=TODAY) == ()
        with pytest.raises(NoSuchThing):
            mark_reported(row, [mine.pk], revision=1, by=other, **DAY)
    act_as(people.chi)
    with pytest.raises(NoSuchThing):
        mark_reported(row, [mine.pk, theirs.pk], revision=1, by=people.chi, **DAY)
    mine.refresh_from_db()
    assert mine.reported_in is None
    assert difficulties_for(DueRow(cycle=row.cycle, unit_id=None), by=people.chi, on=TODAY) == ()


# ---- what the database holds by itself


def test_database_shows_a_difficulty_to_its_sides_alone(people: Ward) -> None:
    row = raised(people.chi)
    auditor = official(people.alice, "kiem", (Role.AUDITOR, OFFICE))
    for sees, person in (
        (True, people.duyet), (True, people.mai), (True, auditor),
        (False, people.em), (False, people.nam), (False, people.alice),
    ):  # fmt: skip
        act_as(person)
        assert Difficulty.objects.filter(pk=row.pk).exists() is sees
        assert DifficultyStep.objects.filter(difficulty=row).exists() is sees
    act_as(auditor)
    assert Difficulty.objects.filter(pk=row.pk).update(state="answered") == 0
    act_as(people.em)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Difficulty.objects.create(
            unit_id="a", office=OFFICE, matter="difficulty", words="x", state="raised",
            raised_by=str(people.em.pk), raised_at=AT, moved_at=AT,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"words": "khác"}, "keeps its words"),
        ({"office": "vp"}, "keeps its words"),
        ({"raised_at": LATER}, "keeps its words"),
        ({"state": "closed"}, "does not move"),
        ({"routed_to_id": "b"}, "does not move"),
    ],
)
def test_database_lets_a_difficulty_move_by_its_table_only(
    people: Ward, changes: dict[str, object], said: str
) -> None:
    row = raised(people.chi)

    with pytest.raises(DatabaseError, match=said), transaction.atomic():
        Difficulty.objects.filter(pk=row.pk).update(**changes)


def test_database_keeps_what_is_over_and_what_was_told(people: Ward, row: DueRow) -> None:
    over = raised(people.chi)
    step(people.chi, over, Step.TAKEN_BACK, "Thôi.")
    for state in (State.RAISED, State.ANSWERED, State.CLOSED):
        with pytest.raises(DatabaseError, match="does not move"), transaction.atomic():
            Difficulty.objects.filter(pk=over.pk).update(state=state.value)
    told = raised(people.chi, at=on_day("2026-05-01"))
    mark_reported(row, [told.pk], revision=1, by=people.chi, **DAY)
    with pytest.raises(DatabaseError, match="told first in one report"), transaction.atomic():
        Difficulty.objects.filter(pk=told.pk).update(reported_in=2)
    with acting_by_itself():
        of_b = DueRow.objects.get(cycle=row.cycle, code="b")
    with pytest.raises(DatabaseError, match="a report of its body"), transaction.atomic():
        Difficulty.objects.filter(pk=over.pk).update(reported_row=of_b.pk, reported_in=1)
    with pytest.raises(IntegrityError, match="in_which_report"), transaction.atomic():
        Difficulty.objects.filter(pk=over.pk).update(reported_row=row.pk)
    assert DifficultyStep.objects.filter(difficulty=over).update(words="khác") == 0
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        DifficultyStep.objects.filter(difficulty=over).delete()


@pytest.mark.parametrize(
    ("step_of", "name"),
    [
        ({"step": "seen"}, "a_difficulty_has_known_steps"),
        ({"step": "answered", "words": ""}, "an_answer_has_words"),
        ({"step": "routed"}, "only_routing_names_another_unit"),
        ({"step": "closed", "to_unit_id": "b"}, "only_routing_names_another_unit"),
    ],
)
def test_constraints_of_steps(people: Ward, step_of: dict[str, str], name: str) -> None:
    row = raised(people.chi)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DifficultyStep.objects.create(
            difficulty=row, unit_id="a", taken_by=str(people.chi.pk), taken_at=AT, **step_of
        )


def test_step_is_entered_under_ones_own_name_for_ones_own_body(people: Ward) -> None:
    row = raised(people.chi)
    for changes in ({"taken_by": str(people.mai.pk)}, {"unit_id": "b"}):
        given = {"unit_id": "a", "taken_by": str(people.chi.pk), "step": "closed", "taken_at": AT}
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            DifficultyStep.objects.create(difficulty=row, **(given | changes))
