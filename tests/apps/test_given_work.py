"""Given work: what may be passed down, to whom, until when; who sees it; what the database refuses itself."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from given_work import LAST_DAY, PHONG, TO, TRAM, assigned, sentences, small_tree, stand
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people import AT, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted
from tonghop.apps.accounts.roles import Role
from tonghop.apps.audit.models import Event
from tonghop.apps.directives.actions import (
    AlreadyAssigned,
    ReasonMissing,
    SentenceTouchesRights,
    assign,
    mark_rights,
    withdraw,
)
from tonghop.apps.directives.actions.assigning_many import NothingToAssign, Order, assign_many
from tonghop.apps.directives.actions.parties import UnknownBody
from tonghop.apps.directives.actions.passing_down import (
    AlreadyPassedDown,
    BodyNotBelow,
    DayToCome,
    NobodyChosen,
    NoteMissing,
    ProgressUnknown,
    pass_down,
    report_progress,
    take_back,
)
from tonghop.apps.directives.actions.reviewing import WordsTouchRights
from tonghop.apps.directives.actions.statuses import decide_fate, say_status
from tonghop.apps.directives.given_work import (
    GROUP,
    GROUP_FROM,
    assignable,
    bodies_below,
    named_below,
    told_work,
    work_of_bodies,
)
from tonghop.apps.directives.models import Assignment, ConfirmedParty, Progress, SubTask
from tonghop.apps.directives.permissions import (
    access_assigned,
    access_given,
    access_given_by_own,
    access_own_work,
    access_sub_task,
    access_to_assign,
)
from tonghop.apps.directives.queries import affected_by
from tonghop.apps.organisations.queries import below
from tonghop.domain.directives.progress import DOING, DONE, TODO, DueAfterOwn, due_within
from tonghop.domain.directives.status import ENDS

NOW = {"at": AT, "on": TODAY}
DAY = timedelta(days=1)


@pytest.fixture
def alice(memory: Doors) -> Person:
    alice = administrator()
    small_tree(alice)
    return alice


@pytest.fixture
def binh(alice: Person) -> Person:
    return official(alice, "binh", (Role.COORDINATOR, "vp"))


@pytest.fixture
def chi(alice: Person) -> Person:
    """Reports for sở-a."""
    return official(alice, "chi", (Role.REPORTER, "sở-a"))


@pytest.fixture
def dung(alice: Person) -> Person:
    """Approves for phòng-a, below sở-a."""
    return official(alice, "dung", (Role.APPROVER, PHONG))


@pytest.fixture
def work(binh: Person) -> Assignment:
    return assigned(binh)


@pytest.fixture
def part(chi: Person, work: Assignment) -> SubTask:
    with acting_as(chi):
        (made,) = pass_down(work=work, bodies=[PHONG], words="In 200 áp phích", by=chi, **NOW)
    return made


# ---- passing down


@pytest.mark.parametrize(
    ("own", "wanted", "until"),
    [
        (None, None, None),
        (LAST_DAY, None, LAST_DAY),
        (None, LAST_DAY, LAST_DAY),
        (LAST_DAY, LAST_DAY, LAST_DAY),
        (LAST_DAY, LAST_DAY - DAY, LAST_DAY - DAY),
    ],
)
def test_part_is_owed_within_the_work(own: date | None, wanted: date | None, until: date | None) -> None:
    assert due_within(own, wanted) == until


def test_part_is_not_owed_later_than_the_work() -> None:
    with pytest.raises(DueAfterOwn, match="31/12/2026"):
        due_within(LAST_DAY, LAST_DAY + DAY)


def test_work_is_passed_down_and_down_again(chi: Person, dung: Person, part: SubTask) -> None:
    with acting_as(dung):
        part = SubTask.objects.get(pk=part.pk)  # as the body below knows it: without the whole
        (again,) = pass_down(work=part, bodies=[TO], by=dung, **NOW)
        (other,) = pass_down(work=part, bodies=[TRAM], words="Dán", due_on=TODAY, by=dung, **NOW)
        told = told_work(part, by=dung, on=TODAY)

    assert (part.giver, part.body, part.words, part.due_on) == ("sở-a", PHONG, "In 200 áp phích", LAST_DAY)
    assert (again.giver, again.above_id, again.words, again.due_on) == (PHONG, part.pk, part.words, LAST_DAY)
    assert (other.words, other.due_on, other.office) == ("Dán", TODAY, "vp")
    assert {each.given.pk for each in told.parts} == {again.pk, other.pk}
    assert told.work.asked_by_name == "Sở A"
    assert told.is_own
    assert not told.may_take_back


def test_sentence_speaks_where_the_giver_says_nothing(chi: Person, work: Assignment) -> None:
    with acting_as(chi):
        (part,) = pass_down(work=work, bodies=[PHONG], by=chi, **NOW)
        told = told_work(part, by=chi, on=TODAY)

    assert part.words == ""
    assert told.work.words == "Sở A dán áp phích trước ngày 15/6."
    assert told.may_take_back


def test_what_is_refused_of_passing_down(alice: Person, chi: Person, dung: Person, work: Assignment) -> None:
    with acting_as(chi):
        pass_down(work=work, bodies=[PHONG], by=chi, **NOW)
        with pytest.raises(NobodyChosen):
            pass_down(work=work, bodies=[], by=chi, **NOW)
        with pytest.raises(AlreadyPassedDown):
            pass_down(work=work, bodies=[PHONG], by=chi, **NOW)
        with pytest.raises(DueAfterOwn):
            pass_down(work=work, bodies=[TO], due_on=LAST_DAY + DAY, by=chi, **NOW)
        for body in ("sở-b", "sở-a", "vp", "nowhere"):
            with pytest.raises(BodyNotBelow):
                pass_down(work=work, bodies=[body], by=chi, **NOW)
        for words in ("Định hướng dư luận về kế hoạch", "In áp phích.\nNắm bắt dư luận về đề án."):
            with pytest.raises(WordsTouchRights):
                pass_down(work=work, bodies=[TO], words=words, by=chi, **NOW)
        assert SubTask.objects.count() == 1
    with acting_as(dung), pytest.raises(NotPermitted):
        pass_down(work=work, bodies=[TO], by=dung, **NOW)
    charlie = official(alice, "charlie", (Role.AUDITOR, "sở-a"), (Role.EDITOR, "sở-a"))
    with acting_as(charlie), pytest.raises(NotPermitted):
        pass_down(work=work, bodies=[PHONG], by=charlie, **NOW)


def test_nothing_of_a_refused_giving_stays(chi: Person, work: Assignment) -> None:
    with acting_as(chi), pytest.raises(BodyNotBelow):
        pass_down(work=work, bodies=[PHONG, "sở-b"], by=chi, **NOW)

    with acting_as(chi):
        assert not SubTask.objects.exists()


def test_a_body_that_has_ended_gets_nothing(alice: Person, chi: Person, work: Assignment) -> None:
    with acting_as(alice):
        stand("cũ", "Phòng Cũ", ("state", "sở-a"), until=TODAY)

    with acting_as(chi), pytest.raises(BodyNotBelow):
        pass_down(work=work, bodies=["cũ"], by=chi, **NOW)


def test_taking_back_takes_what_hangs_below_and_is_remembered(
    alice: Person, chi: Person, dung: Person, part: SubTask
) -> None:
    em = official(alice, "em", (Role.REPORTER, TO))
    with acting_as(dung):
        (again,) = pass_down(work=part, bodies=[TO], by=dung, **NOW)
        report_progress(work=part, state=DOING, by=dung, **NOW)
    with acting_as(em):
        report_progress(work=again, state=DONE, note="Đã dán", by=em, **NOW)
    gone = {part.pk, again.pk}

    with acting_as(dung), pytest.raises(NotPermitted):
        take_back(sub_task=part, why="x", by=dung, **NOW)
    with acting_as(chi):
        with pytest.raises(ReasonMissing):
            take_back(sub_task=part, why=" ", by=chi, **NOW)
        take_back(sub_task=SubTask.objects.get(pk=part.pk), why="Giao nhầm", by=chi, **NOW)

    with acting_as(em):
        assert not SubTask.objects.exists()
        told = SubTask.pgh_event_model.objects.filter(pgh_label="delete")
        assert {event.pgh_obj_id for event in told} == {again.pk}
    with acting_as(alice):
        events = Event.objects.filter(kind="sub-task.taken-back")
        assert {event.subject for event in events} == {f"sub-task:{one}" for one in gone}
        assert all("Giao nhầm" in event.content for event in events)
    with acting_as(chi):
        assert not Progress.objects.exists()


# ---- what ends with the assignment


def test_withdrawing_takes_the_parts_with_it(binh: Person, dung: Person, part: SubTask) -> None:
    with acting_as(dung):
        pass_down(work=part, bodies=[TO], by=dung, **NOW)

    with acting_as(binh):
        assert SubTask.objects.count() == 2
        withdraw(assignment=Assignment.objects.get(), why="Nhầm", by=binh, **NOW)
        assert not SubTask.objects.exists()
        assert not Assignment.objects.exists()


def test_marking_a_sentence_takes_its_parts_with_it(binh: Person, dung: Person, part: SubTask) -> None:
    with acting_as(dung):
        report_progress(work=part, state=DOING, by=dung, **NOW)

    with acting_as(binh):
        mark_rights(sentence=part.sentence, why="nhắm vào người nói", by=binh, **NOW)
        assert not SubTask.objects.exists()

    assert part.sentence.rights_sensitive


def test_a_mark_from_another_office_leaves_no_part_behind(
    alice: Person, binh: Person, dung: Person, part: SubTask
) -> None:
    other = official(alice, "khac", (Role.COORDINATOR, "a"))
    with acting_as(dung):
        pass_down(work=SubTask.objects.get(), bodies=[TO], by=dung, **NOW)

    with acting_as(other):
        assert not SubTask.objects.exists()  # does not see them, and they go all the same
        mark_rights(sentence=part.sentence, why="nhắm vào người nói", by=other, **NOW)

    with acting_as(binh):
        assert not SubTask.objects.exists()
        assert not Assignment.objects.exists()


def test_an_ended_obligation_takes_the_parts_with_it_and_is_shown_before(binh: Person, part: SubTask) -> None:
    obligation, directive = part.sentence.obligation, part.sentence.directive
    with acting_as(binh):
        said = say_status(directive=directive, status="expired", from_on=TODAY, source="QĐ 1", by=binh, **NOW)
        (touched,) = affected_by(said, on=TODAY)
        decide_fate(status=said, obligation=obligation, fate=ENDS, why="Hết", by=binh, **NOW)
        assert not SubTask.objects.exists()
        assert not assignable(directive, page=1, on=TODAY).obligations

    assert [(name, one.pk) for name, one in touched.sub_tasks] == [("Phòng Kế hoạch", part.pk)]
    assert [name for name, _ in touched.assignments] == ["Sở A"]


# ---- progress


def test_a_body_says_how_far_its_own_work_is(
    chi: Person, dung: Person, work: Assignment, part: SubTask
) -> None:
    with acting_as(chi):
        report_progress(work=work, state=DOING, note="Đã họp", by=chi, **NOW)
        report_progress(work=work, state=DONE, note="Xong", state_on=TODAY - DAY, by=chi, **NOW)
        told = told_work(work, by=chi, on=TODAY)
        left = work_of_bodies(by=chi, on=TODAY, with_done=False)
        all_of_it = work_of_bodies(by=chi, on=TODAY, with_done=True)
    with acting_as(dung):
        (own,) = work_of_bodies(by=dung, on=TODAY, with_done=False)

    assert [(entry.state, entry.note, entry.state_on) for entry in told.history] == [
        (DONE, "Xong", TODAY - DAY),
        (DOING, "Đã họp", TODAY),
    ]
    assert (told.work.state, told.parts[0].state) == (DONE, TODO)
    assert left == ()
    assert [each.given for each in all_of_it] == [work]
    assert (own.given, own.state, own.is_part) == (part, TODO, True)


def test_what_is_refused_of_progress(chi: Person, dung: Person, work: Assignment, part: SubTask) -> None:
    with acting_as(chi):
        with pytest.raises(ProgressUnknown):
            report_progress(work=work, state="gone", by=chi, **NOW)
        with pytest.raises(NoteMissing):
            report_progress(work=work, state=DONE, note=" ", by=chi, **NOW)
        with pytest.raises(DayToCome):
            report_progress(work=work, state=DOING, state_on=TODAY + DAY, by=chi, **NOW)
        with pytest.raises(WordsTouchRights):
            report_progress(work=work, state=DONE, note="Đã chấn chỉnh dư luận trái chiều", by=chi, **NOW)
        with pytest.raises(NotPermitted):  # the giver does not speak for whom it gave to
            report_progress(work=part, state=DOING, by=chi, **NOW)
        assert not Progress.objects.exists()


# ---- assigning many at once


@pytest.fixture
def meant(binh: Person, alice: Person) -> list[str]:
    """A directive of vp whose task is confirmed for sở-a and, as a class, for many communes."""
    communes = [f"xã-{number}" for number in range(GROUP_FROM)]
    with acting_as(alice):
        for commune in communes:
            stand(commune, f"Ủy ban nhân dân {commune}")
    with acting_as(binh):
        task, _ = sentences()
        for body, written in [
            ("sở-a", "Sở A"),
            *((commune, "Ủy ban nhân dân các xã") for commune in communes),
        ]:
            ConfirmedParty.objects.create(
                obligation=task.obligation,
                body_id=body,
                as_written=written,
                role="lead",
                is_chosen_by_person=False,
            )
    return communes


def test_page_of_assigning_offers_who_is_meant_and_shows_what_is_not_assigned(
    binh: Person, meant: list[str]
) -> None:
    with acting_as(binh):
        sentence = ConfirmedParty.objects.first().obligation.sentences.order_by("span_start").first()
        ((_, (task, sensitive)),) = assignable(sentence.directive, page=1, on=TODAY).obligations

    assert {(choice.value, choice.is_ticked) for choice in task.choices} == {
        ("sở-a", True),
        (f"{GROUP}Ủy ban nhân dân các xã", True),
    }
    assert task.due_on == LAST_DAY
    assert (sensitive.choices, sensitive.assigned, sensitive.sentence.rights_sensitive) == ((), (), True)


def test_many_are_assigned_at_once_or_none(binh: Person, meant: list[str]) -> None:
    with acting_as(binh):
        task, sensitive = ConfirmedParty.objects.first().obligation.sentences.order_by("span_start")
        plan = task.directive
        give = {"directive": plan, "by": binh, **NOW}
        with pytest.raises(NothingToAssign):
            assign_many(orders=[Order(task.pk)], **give)
        with pytest.raises(UnknownBody):
            assign_many(orders=[Order(task.pk, ("sở-a",), ("Sở Không Có",))], **give)
        for value in ("vp", f"{GROUP}Sở Không Có"):  # only who is meant is ticked; others are named
            with pytest.raises(UnknownBody):
                assign_many(orders=[Order(task.pk, (value,))], **give)
        assert not Assignment.objects.exists()

        made = assign_many(
            orders=[Order(task.pk, ("sở-a", f"{GROUP}Ủy ban nhân dân các xã"), ("sở-b",), LAST_DAY)], **give
        )

        assert {one.body for one in made} == {"sở-a", "sở-b", *meant}
        assert {one.due_on for one in made} == {LAST_DAY}
        with pytest.raises(AlreadyAssigned):
            assign_many(orders=[Order(task.pk, (), ("sở-b",))], **give)
        with pytest.raises(SentenceTouchesRights):
            assign_many(orders=[Order(sensitive.pk, ("sở-a",))], **give)
        ((_, (shown, _)),) = assignable(plan, page=1, on=TODAY).obligations
        assert shown.choices == ()
        assert len(shown.assigned) == len(made)


def test_another_office_assigns_nothing_of_it(alice: Person, binh: Person, work: Assignment) -> None:
    other = official(alice, "khac", (Role.COORDINATOR, "a"))
    with acting_as(other):
        with pytest.raises(NotPermitted):
            assign(sentence=work.sentence, body="sở-b", due_on=None, by=other, **NOW)
        with pytest.raises(NotPermitted):
            withdraw(assignment=work, why="x", by=other, **NOW)
        with pytest.raises(NotPermitted):
            assign_many(
                directive=work.sentence.directive,
                orders=[Order(work.sentence_id, ("sở-b",))],
                by=other,
                **NOW,
            )


# ---- who sees it


SEES_PART = {
    ("vp", Role.COORDINATOR), ("vp", Role.AUDITOR),
    ("sở-a", Role.REPORTER), ("sở-a", Role.APPROVER),
    (PHONG, Role.REPORTER), (PHONG, Role.APPROVER),
}  # fmt: skip


@pytest.mark.parametrize("body", ["vp", "sở-a", PHONG, TO, "sở-b", "a"])
@pytest.mark.parametrize("role", list(Role))
def test_code_and_database_agree_on_who_sees_a_part(
    alice: Person, dung: Person, part: SubTask, body: str, role: Role
) -> None:
    with acting_as(dung):
        report_progress(work=part, state=DOING, by=dung, **NOW)
    person = official(alice, "em", (role, body))
    expected = (body, role) in SEES_PART

    with acting_as(person):
        by_database = SubTask.objects.exists()
        progress = Progress.objects.exists()
        history = SubTask.pgh_event_model.objects.exists()
        try:
            by_code = access_sub_task(part.pk, by=person, on=TODAY) == part
        except NoSuchThing:
            by_code = False

    assert (by_database, progress, history, by_code) == (expected,) * 4
    assert not SubTask.objects.exists()  # nobody acts
    assert not Progress.objects.exists()


def test_access_functions_say_no_such_thing(
    alice: Person, binh: Person, chi: Person, dung: Person, work: Assignment, part: SubTask
) -> None:
    other = official(alice, "khac", (Role.COORDINATOR, "a"), (Role.REPORTER, "sở-b"))
    directive = work.sentence.directive_id
    for person, may in ((binh, True), (chi, True), (dung, False), (other, False)):
        with acting_as(person):
            _agree(may, lambda p=person: access_given(work.pk, by=p, on=TODAY))
    for person, may in ((binh, True), (chi, False), (other, False)):
        with acting_as(person):
            _agree(may, lambda p=person: access_assigned(work.pk, by=p, on=TODAY))
            _agree(may, lambda p=person: access_to_assign(directive, by=p, on=TODAY))
    for person, may in ((binh, False), (chi, True), (dung, False), (other, False)):
        with acting_as(person):
            _agree(may, lambda p=person: access_given_by_own(part.pk, by=p, on=TODAY))
            _agree(may, lambda p=person: access_own_work(work, by=p, on=TODAY))


def _agree(may: bool, ask: object) -> None:
    if may:
        ask()  # type: ignore[operator]
        return
    with pytest.raises(NoSuchThing):
        ask()  # type: ignore[operator]


# ---- what the database refuses, whoever writes


def _raw(statement: str, *given: object) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.rowcount


INSERT = """
insert into directives_subtask (id, sentence_id, rights_sensitive, assignment_id, above_id, office, giver,
    body, words, due_on, given_by, given_at)
select gen_random_uuid(), coalesce(%s, sentence_id), %s, id, %s, %s, %s, %s, 'w', %s::date, %s, %s
from directives_assignment where id = %s
"""


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"giver": PHONG}, "only the body that has the work|row-level security"),
        ({"body": "sở-b"}, "below its giver"),
        ({"body": "vp"}, "below its giver"),
        ({"body": "sở-a"}, "below its giver"),
        ({"due_on": LAST_DAY + DAY}, "later than the work"),
        ({"due_on": None}, "later than the work"),
        ({"office": "a"}, "stands on the sentence"),
        ({"flag": True}, "no_sub_task_touches_rights"),
        ({"by": "somebody else"}, "row-level security"),
        ({"above": "11111111-1111-1111-1111-111111111111"}, "a part of its own assignment"),
    ],
)
def test_database_refuses_what_the_actions_refuse(
    chi: Person, work: Assignment, changed: dict[str, object], why: str
) -> None:
    usual = {
        "sentence": None, "flag": False, "above": None, "office": "vp", "giver": "sở-a", "body": PHONG,
        "due_on": LAST_DAY, "by": str(chi.pk),
    }  # fmt: skip
    row = {**usual, **changed}
    with acting_as(chi):
        with pytest.raises(DatabaseError, match=why):
            _raw(INSERT, *row.values(), AT, work.pk)
        assert _raw(INSERT, *usual.values(), AT, work.pk) == 1


def test_database_refuses_a_part_on_what_touches_rights(chi: Person, binh: Person, work: Assignment) -> None:
    with acting_as(binh):
        sensitive = work.sentence.obligation.sentences.get(rights_sensitive=True)
    given = (False, None, "vp", "sở-a", PHONG, LAST_DAY, str(chi.pk), AT, work.pk)
    with acting_as(chi), pytest.raises(IntegrityError):
        _raw(INSERT, sensitive.pk, *given)


def test_given_work_is_never_changed(chi: Person, dung: Person, binh: Person, part: SubTask) -> None:
    with acting_as(dung):
        report_progress(work=part, state=DOING, by=dung, **NOW)
    for person in (chi, dung, binh):
        with acting_as(person):
            for table in ("subtask", "progress"):
                with pytest.raises(DatabaseError, match="permission denied"):
                    _raw(f"update directives_{table} set id = id")
    with acting_as(binh):  # an assignment with parts keeps its day; the parts keep their sentence unmarked
        with pytest.raises(IntegrityError, match="passed down"):
            _raw("update directives_assignment set due_on = '2026-01-01'")
        with pytest.raises(IntegrityError):
            _raw("update directives_obligationsentence set rights_sensitive = true, why = 'x'")
        assert _raw("delete from directives_subtask") == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Progress.objects.create(
                sub_task=part, state=DONE, note="x", state_on=TODAY, told_by=binh.pk, told_at=AT
            )
    with acting_as(dung):
        assert _raw("delete from directives_subtask") == 0
        assert _raw("delete from directives_progress") == 0


# ---- trees


TREES = st.lists(
    st.tuples(st.integers(0, 7), st.sampled_from(["state", "party"]), st.booleans()), min_size=2, max_size=8
)
"""Each unit stands below an earlier one, in one of two hierarchies, and has perhaps ended."""


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(tree=TREES, days=st.lists(st.integers(-3, 3), min_size=4, max_size=4), data=st.data())
def test_a_part_never_leaves_the_tree_nor_is_owed_later(
    alice: Person,
    binh: Person,
    tree: list[tuple[int, str, bool]],
    days: list[int],
    data: st.DataObject,
) -> None:
    with transaction.atomic():
        names = ["sở-a", *(f"u{number}" for number in range(1, len(tree) + 1))]
        above: dict[str, tuple[str, str]] = {}
        ended: set[str] = set()
        with acting_as(alice):
            for number, (place, hierarchy, is_over) in enumerate(tree, start=1):
                top = names[place % number]
                stand(names[number], names[number], (hierarchy, top), until=TODAY if is_over else None)
                above[names[number]] = (hierarchy, top)
                ended |= {names[number]} if is_over else set()
        people = {name: official(alice, name, (Role.REPORTER, name)) for name in names}
        given: Assignment | SubTask = assigned(binh, due_on=TODAY)

        for step in days:
            body = data.draw(st.sampled_from([*names, "sở-b"]))
            due_on = TODAY + step * DAY
            actor = people[given.body]
            may = _is_below(body, given.body, above, ended) and due_on <= given.due_on
            with acting_as(actor):
                assert {version.unit for _, version in below(given.body, TODAY)} >= {
                    name for name in names if _is_below(name, given.body, above, ended)
                }
                try:
                    (made,) = pass_down(
                        work=given, bodies=[body], words=str(step), due_on=due_on, by=actor, **NOW
                    )
                except (BodyNotBelow, DueAfterOwn):
                    assert not may
                    continue
            assert may
            assert made.due_on is not None
            assert made.due_on <= given.due_on
            given = made
        transaction.set_rollback(True)


def _is_below(body: str, top: str, above: dict[str, tuple[str, str]], ended: set[str]) -> bool:
    """Say by hand whether a unit stands below another: one hierarchy all the way, everybody in force."""
    if body in ended or body not in above or top in ended:
        return False
    hierarchy, parent = above[body]
    while True:
        if parent == top:
            return True
        if parent in ended or above.get(parent, ("", ""))[0] != hierarchy:
            return False
        parent = above[parent][1]


def test_below_follows_one_hierarchy(alice: Person) -> None:
    assert [(depth, version.unit) for depth, version in below("sở-a", TODAY)] == [(1, PHONG), (2, TO)]
    assert {version.unit for _, version in bodies_below(PHONG, on=TODAY)} == {TO, TRAM}
    assert below("nowhere", TODAY) == ()
    assert named_below("sở-a", ["Tổ Tuyên truyền", " ", "Trạm Mẫu"], on=TODAY) == ((TO,), ("Trạm Mẫu",))
    assert named_below("sở-a", [], on=TODAY) == ((), ())
