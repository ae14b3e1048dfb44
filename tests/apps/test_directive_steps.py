"""Every way out of a review's steps, of choosing bodies, and of what is in force."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from directive_files import many_tasks, taken_in
from django.db import DatabaseError, transaction
from people import AT, TODAY, administrator, official

from databases import Doors
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, NotPermitted
from tonghop.apps.accounts.roles import RIGHTS, Right, Role
from tonghop.apps.directives.actions import (
    ObligationEnded,
    ObligationUnconfirmed,
    ReasonMissing,
    SentenceTouchesRights,
    assign,
    mark_rights,
)
from tonghop.apps.directives.actions.assigning import mark_span
from tonghop.apps.directives.actions.parties import UnknownBody, choose_bodies
from tonghop.apps.directives.actions.reviewing import (
    AlreadySettled,
    AlreadyTask,
    NothingSelected,
    NothingToMerge,
    NothingToSplit,
    NothingToUndo,
    ObligationAssigned,
    PartSettled,
    Wording,
    WordsTouchRights,
    add,
    confirm,
    edit,
    merge,
    reject,
    restore_wording,
    split,
    undo,
)
from tonghop.apps.directives.actions.statuses import (
    FatesDecided,
    ReplacedByItself,
    ReplacingDirectiveMissing,
    SourceMissing,
    decide_fate,
    say_status,
    take_status_back,
)
from tonghop.apps.directives.models import (
    Assignment,
    ConfirmedParty,
    Directive,
    Obligation,
    ObligationSentence,
    PartyBody,
)
from tonghop.apps.directives.permissions import access_obligation, access_party, access_review, access_status
from tonghop.apps.directives.queries import confirmed_obligations, review
from tonghop.apps.organisations.models import Version
from tonghop.domain.directives.status import ENDS, EXPIRED, GOES_ON, IN_FORCE, REPLACED
from tonghop.domain.provenance import Span

NOW = {"at": AT, "on": TODAY}


@pytest.fixture
def alice(memory: Doors) -> Person:
    return administrator()


@pytest.fixture
def binh(alice: Person) -> Person:
    return official(alice, "binh", (Role.COORDINATOR, "vp"))


@pytest.fixture
def plan(binh: Person) -> Directive:
    return taken_in(binh)


def live(directive: Directive) -> list[Obligation]:
    return list(directive.obligations.filter(closed_as="").order_by("span_start"))


def texts(obligation: Obligation) -> list[str]:
    return list(obligation.sentences.order_by("span_start").values_list("text", flat=True))


def test_confirmed_obligation_acts_and_names_its_bodies(binh: Person, plan: Directive) -> None:
    first, *_ = live(plan)
    with acting_as(binh):
        party = first.parties.get().party
        PartyBody.objects.create(party=party, body_id="a", name="Sở Mẫu", is_now=True, is_chosen=True)
        assert not confirmed_obligations(plan).exists()

        confirm(obligation=first, by=binh, **NOW)

        assert list(confirmed_obligations(plan)) == [first]
        kept = ConfirmedParty.objects.get()
        assert (kept.body_id, kept.as_written, kept.role, kept.is_chosen_by_person) == (
            "a",
            "Sở Nông nghiệp và Môi trường",
            "lead",
            False,
        )
        with pytest.raises(AlreadySettled):
            confirm(obligation=first, by=binh, **NOW)


def test_nothing_acts_before_it_is_confirmed(binh: Person, plan: Directive) -> None:
    first, *_ = live(plan)
    sentence = first.sentences.first()
    with acting_as(binh):
        with pytest.raises(ObligationUnconfirmed):
            assign(sentence=sentence, body="a", due_on=None, by=binh, **NOW)
        with pytest.raises(DatabaseError, match="nobody has confirmed"), transaction.atomic():
            Assignment.objects.create(sentence=sentence, body="a", assigned_by="x", assigned_at=AT)
        confirm(obligation=first, by=binh, **NOW)
        assign(sentence=sentence, body="a", due_on=None, by=binh, **NOW)
        with pytest.raises(ObligationAssigned):
            undo(obligation=first, by=binh, **NOW)
        with pytest.raises(DatabaseError, match="is assigned"), transaction.atomic():
            Obligation.objects.filter(pk=first.pk).update(confirmed_at=None, confirmed_by="")


def test_what_only_touches_rights_is_not_confirmed(binh: Person, plan: Directive) -> None:
    second = live(plan)[1]
    with acting_as(binh):
        _, sensitive = second.sentences.order_by("span_start")
        _, only_sensitive = split(obligation=second, at_sentence=sensitive, by=binh, **NOW)
        assert texts(only_sensitive) == [sensitive.text]
        with pytest.raises(SentenceTouchesRights):
            confirm(obligation=only_sensitive, by=binh, **NOW)
        copy = only_sensitive.sentences.get()
        with pytest.raises(SentenceTouchesRights):
            assign(sentence=copy, body="a", due_on=None, by=binh, **NOW)


@pytest.mark.parametrize("field", ["summary", "deadline", "lead", "support"])
def test_words_of_a_person_bring_nothing_back_that_touches_rights(
    binh: Person, plan: Directive, field: str
) -> None:
    words = "Nắm bắt dư luận về đề án"
    given: dict[str, object] = {field: (words,) if field in ("lead", "support") else words}
    with acting_as(binh):
        with pytest.raises(WordsTouchRights):
            edit(obligation=live(plan)[0], words=Wording(**given), by=binh, **NOW)  # type: ignore[arg-type]
        with pytest.raises(WordsTouchRights):
            confirm(obligation=live(plan)[0], words=Wording(**given), by=binh, **NOW)  # type: ignore[arg-type]


def test_wording_is_corrected_and_brought_back(binh: Person, plan: Directive) -> None:
    first, *_ = live(plan)
    words = Wording("Lập bản đồ", "trước 15/3", date(2026, 3, 14), ("Sở Mẫu",), ("Công an tỉnh",))
    with acting_as(binh):
        with pytest.raises(NothingToUndo):
            restore_wording(obligation=first, by=binh, **NOW)
        edit(obligation=first, words=words, by=binh, **NOW)
        first.refresh_from_db()
        assert (first.summary, first.deadline) == ("Lập bản đồ", "trước 15/3")
        assert set(first.parties.values_list("party__name", "role")) == {
            ("Sở Mẫu", "lead"),
            ("Công an tỉnh", "support"),
        }
        restore_wording(obligation=first, by=binh, **NOW)
        first.refresh_from_db()
        assert (first.summary, first.deadline) == ("", "trước ngày 15/3/2026")
        assert texts(first)[0].startswith("Chủ trì lập bản đồ")


def test_split_and_merge_are_each_others_opposite(binh: Person, plan: Directive) -> None:
    first, second, *_ = live(plan)
    with acting_as(binh):
        opening, other = first.sentences.order_by("span_start")
        for wrong in (opening, second.sentences.first()):
            with pytest.raises(NothingToSplit):
                split(obligation=first, at_sentence=wrong, by=binh, **NOW)
        one, two = split(obligation=first, at_sentence=other, by=binh, **NOW)
        assert (texts(one), texts(two)) == ([opening.text], [other.text])
        assert one.due_on == date(2026, 3, 14)
        assert two.due_on is None
        assert two.parties.get().party.name == "Sở Nông nghiệp và Môi trường"
        made = merge(obligation=one, by=binh, **NOW)
        assert texts(made) == [opening.text, other.text]
        undo(obligation=made, by=binh, **NOW)
        assert live(plan)[:2] == [one, two]
        undo(obligation=two, by=binh, **NOW)
        assert live(plan)[0] == first
        with pytest.raises(NothingToUndo):
            undo(obligation=first, by=binh, **NOW)


def test_what_was_settled_since_is_undone_first(binh: Person, plan: Directive) -> None:
    first, *_, last = live(plan)
    with acting_as(binh):
        second = first.sentences.order_by("span_start")[1]
        one, two = split(obligation=first, at_sentence=second, by=binh, **NOW)
        confirm(obligation=two, by=binh, **NOW)
        with pytest.raises(PartSettled):
            undo(obligation=first, by=binh, **NOW)
        with pytest.raises(NothingToMerge):
            merge(obligation=one, by=binh, **NOW)
        with pytest.raises(NothingToMerge):
            merge(obligation=last, by=binh, **NOW)
        undo(obligation=two, by=binh, **NOW)
        undo(obligation=first, by=binh, **NOW)
        assert live(plan)[0] == first


def test_rejection_has_a_reason_and_is_taken_back(binh: Person, plan: Directive) -> None:
    first, *_ = live(plan)
    with acting_as(binh):
        with pytest.raises(ReasonMissing):
            reject(obligation=first, why=" ", by=binh, **NOW)
        reject(obligation=first, why="chỉ là mục tiêu", by=binh, **NOW)
        with pytest.raises(AlreadySettled):
            confirm(obligation=first, by=binh, **NOW)
        undo(obligation=first, by=binh, **NOW)
        confirm(obligation=first, by=binh, **NOW)


def test_what_was_missed_is_added_once(binh: Person, plan: Directive) -> None:
    with acting_as(binh):
        row = plan.unread.get()
        span = Span(row.span_start, row.span_end)
        with pytest.raises(NothingSelected):
            add(directive=plan, selected=(), by=binh, **NOW)
        made = add(directive=plan, selected=(span,), lead=("Ủy ban nhân dân xã",), by=binh, **NOW)
        assert made.is_added
        assert made.confirmed_at is None
        assert not review(plan).unread
        with pytest.raises(AlreadyTask):
            add(directive=plan, selected=(span,), by=binh, **NOW)
        undo(obligation=made, by=binh, **NOW)
        assert len(review(plan).unread) == 1
        taken = live(plan)[0]
        with pytest.raises(AlreadyTask):
            add(directive=plan, selected=(Span(taken.span_start, taken.span_end),), by=binh, **NOW)


def test_what_touches_rights_is_not_added(binh: Person) -> None:
    plan = taken_in(binh, "KẾ HOẠCH\n\nNắm bắt dư luận xã hội về đề án. Năm 2025 trời mưa nhiều.\n")
    with acting_as(binh):
        (shown,) = plan.unread.all()
        assert (shown.kind, bool(shown.why)) == ("rights", True)
        with pytest.raises(SentenceTouchesRights):
            add(directive=plan, selected=(Span(shown.span_start, shown.span_end),), by=binh, **NOW)


def test_mark_reaches_every_copy_of_the_words(binh: Person, plan: Directive) -> None:
    first, *_ = live(plan)
    with acting_as(binh):
        second = first.sentences.order_by("span_start")[1]
        _, part = split(obligation=first, at_sentence=second, by=binh, **NOW)
        confirm(obligation=part, by=binh, **NOW)
        copy = part.sentences.get()
        assign(sentence=copy, body="a", due_on=None, by=binh, **NOW)

        mark_rights(sentence=copy, why="người rà soát thấy", by=binh, **NOW)

        same = ObligationSentence.objects.filter(span_start=copy.span_start)
        assert set(same.values_list("rights_sensitive", flat=True)) == {True}
        assert same.count() == 2
        assert not Assignment.objects.exists()
        assert [span for span, _ in review(plan).touching].count(Span(copy.span_start, copy.span_end)) == 1


def test_sentence_outside_of_every_task_is_marked(binh: Person, plan: Directive) -> None:
    with acting_as(binh):
        row = plan.unread.get()
        span = Span(row.span_start, row.span_end)
        with pytest.raises(ReasonMissing):
            mark_span(directive=plan, span=span, why="", by=binh, **NOW)
        mark_span(directive=plan, span=span, why="người rà soát thấy", by=binh, **NOW)
        with pytest.raises(SentenceTouchesRights):
            add(directive=plan, selected=(span,), by=binh, **NOW)
        mark_span(directive=plan, span=Span(0, 10), why="người rà soát thấy", by=binh, **NOW)
        assert plan.unread.filter(kind="rights").count() == 2


def test_bodies_are_chosen_by_a_person(alice: Person, binh: Person, plan: Directive) -> None:
    with acting_as(alice):
        Version.objects.create(unit_id="sở-a", name="Sở Mẫu", kind="sở", level="province", line="state")
    first, second, *_ = live(plan)
    with acting_as(binh):
        party = first.parties.get().party
        assert (party.outcome, party.decided_by) == ("open", "")
        confirm(obligation=first, by=binh, **NOW)
        assert not ConfirmedParty.objects.exists()
        for chosen, added in ((["sở-b"], ""), ([], "Sở Không Có"), ([], "vp-không-có")):
            with pytest.raises(UnknownBody):
                choose_bodies(party=party, chosen=chosen, added=added, by=binh, **NOW)

        choose_bodies(party=party, chosen=[], added="sở-a", by=binh, **NOW)

        kept = ConfirmedParty.objects.get()
        assert (kept.obligation, kept.body_id, kept.is_chosen_by_person) == (first, "sở-a", True)
        confirm(obligation=second, by=binh, **NOW)
        assert ConfirmedParty.objects.count() == 2, "the choice holds for every task that names the party"
        choose_bodies(party=party, chosen=[], by=binh, **NOW)
        assert not ConfirmedParty.objects.exists()


def test_only_reviewers_of_the_office_reach_a_review(alice: Person, binh: Person, plan: Directive) -> None:
    first, *_ = live(plan)
    with acting_as(binh):
        party = plan.parties.first()
        said = say_status(directive=plan, status=EXPIRED, from_on=TODAY, source="x", by=binh, **NOW)
        reach: list[Callable[[Person], object]] = [
            lambda who: access_review(plan.pk, by=who, on=TODAY),
            lambda who: access_obligation(first.pk, directive=plan.pk, by=who, on=TODAY),
            lambda who: access_party(party.pk, directive=plan.pk, by=who, on=TODAY),
            lambda who: access_status(said.pk, directive=plan.pk, by=who, on=TODAY),
        ]
        for one in reach:
            assert one(binh)
        other = taken_in(binh, many_tasks(1))
        for wrong in (
            lambda: access_review(uuid4(), by=binh, on=TODAY),
            lambda: access_obligation(first.pk, directive=other.pk, by=binh, on=TODAY),
            lambda: access_party(party.pk, directive=other.pk, by=binh, on=TODAY),
            lambda: access_status(said.pk, directive=other.pk, by=binh, on=TODAY),
        ):
            with pytest.raises(NoSuchThing):
                wrong()
    for role in Role:
        body = "a" if role in RIGHTS[Right.REVIEW_DIRECTIVES] else "vp"
        charlie = official(alice, role.value, (role, body))
        with acting_as(charlie):
            for one in reach:
                with pytest.raises(NoSuchThing):
                    one(charlie)


def test_others_do_none_of_it(alice: Person, binh: Person, plan: Directive) -> None:
    an = official(alice, "an", (Role.COORDINATOR, "a"), (Role.AUDITOR, "vp"))
    first, *_ = live(plan)
    with acting_as(binh):
        party = plan.parties.first()
        sentence = first.sentences.last()
        said = say_status(directive=plan, status=EXPIRED, from_on=TODAY, source="x", by=binh, **NOW)
    given = {"by": an, **NOW}
    steps: list[Callable[[], object]] = [
        lambda: confirm(obligation=first, **given),
        lambda: edit(obligation=first, words=Wording(), **given),
        lambda: reject(obligation=first, why="x", **given),
        lambda: split(obligation=first, at_sentence=sentence, **given),
        lambda: merge(obligation=first, **given),
        lambda: undo(obligation=first, **given),
        lambda: restore_wording(obligation=first, **given),
        lambda: add(directive=plan, selected=(Span(0, 5),), **given),
        lambda: mark_span(directive=plan, span=Span(0, 5), why="x", **given),
        lambda: choose_bodies(party=party, chosen=(), **given),
        lambda: say_status(directive=plan, status=EXPIRED, from_on=TODAY, source="x", **given),
        lambda: take_status_back(status=said, **given),
        lambda: decide_fate(status=said, obligation=first, fate=GOES_ON, **given),
    ]
    with acting_as(an):
        for step in steps:
            with pytest.raises(NotPermitted):
                step()


def test_status_needs_its_source_and_its_directive(binh: Person, plan: Directive) -> None:
    with acting_as(binh):
        given = {"directive": plan, "from_on": TODAY, "by": binh, **NOW}
        with pytest.raises(SourceMissing):
            say_status(status=EXPIRED, source=" ", **given)
        with pytest.raises(ReplacingDirectiveMissing):
            say_status(status=REPLACED, source="x", **given)
        with pytest.raises(ReplacedByItself):
            say_status(status=REPLACED, source="x", by_directive=plan, **given)
        amended = say_status(status=IN_FORCE, source="sửa đổi Điều 2", **given)
        take_status_back(status=amended, by=binh, **NOW)
        assert not plan.statuses.exists()


def test_fate_of_each_task_is_decided_by_a_person(binh: Person, plan: Directive) -> None:
    first, second, *_ = live(plan)
    with acting_as(binh):
        confirm(obligation=first, by=binh, **NOW)
        sentence = first.sentences.first()
        assign(sentence=sentence, body="a", due_on=None, by=binh, **NOW)
        said = say_status(directive=plan, status=EXPIRED, from_on=TODAY, source="x", by=binh, **NOW)
        assert Assignment.objects.count() == 1, "nothing ends by itself"
        with pytest.raises(ObligationUnconfirmed):
            decide_fate(status=said, obligation=second, fate=GOES_ON, by=binh, **NOW)
        with pytest.raises(ReasonMissing):
            decide_fate(status=said, obligation=first, fate=ENDS, by=binh, **NOW)
        decide_fate(status=said, obligation=first, fate=GOES_ON, by=binh, **NOW)
        assert Assignment.objects.count() == 1
        decide_fate(status=said, obligation=first, fate=ENDS, why="hết hạn", by=binh, **NOW)
        assert not Assignment.objects.exists()
        assert not confirmed_obligations(plan).exists()
        with pytest.raises(ObligationEnded):
            assign(sentence=sentence, body="a", due_on=None, by=binh, **NOW)
        with pytest.raises(FatesDecided):
            take_status_back(status=said, by=binh, **NOW)
