"""Reviewing what was read: confirm, correct, split, merge, reject, add, and undo each of them.

Only obligations that are neither confirmed nor closed are worked on; whatever was done is undone by its
opposite, never by asking beforehand. The words of a task stay those of its span: a person words the summary,
the deadline and the parties. Nothing of it makes words actionable that touch people's rights.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.apps import apps
from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.directives.actions.assigning import SentenceTouchesRights, require_reason
from tonghop.apps.directives.actions.parties import confirm_parties, named_parties
from tonghop.apps.directives.models import (
    MERGED,
    REJECTED,
    SPLIT,
    UNDONE,
    Assignment,
    ConfirmedParty,
    Directive,
    Obligation,
    ObligationParty,
    ObligationSentence,
    Succession,
    UnreadSentence,
)
from tonghop.domain.directives.deadlines import find_deadlines
from tonghop.domain.directives.review import last_day, spread_marks
from tonghop.domain.directives.rights import ground_of, sensitive_sentences
from tonghop.domain.errors import Refusal
from tonghop.domain.language import flat, nfc, searchable, sentences
from tonghop.domain.provenance import Span

LEAD, SUPPORT = "lead", "support"
_LONGEST_PARTY = 300


class AlreadySettled(Refusal):
    code = "already-settled"
    message_vi = "Mục này đã được xác nhận hoặc đã đóng. Hãy hoàn tác trước khi sửa."
    message_en = "This item is confirmed or closed already. Undo that before changing it."


class WordsTouchRights(Refusal):
    code = "words-touch-rights"
    message_vi = (
        "Lời ghi “{words}” yêu cầu điều liên quan đến quyền của người dân, nên không thể ghi vào nhiệm vụ. "
        "Hãy ghi phần việc còn lại."
    )
    message_en = (
        "The words “{words}” ask for something that touches people's rights and cannot stand in a task. "
        "Word what is left of it."
    )


class NothingToSplit(Refusal):
    code = "nothing-to-split"
    message_vi = "Chỉ tách được từ câu thứ hai trở đi của nhiệm vụ."
    message_en = "A task is split at its second sentence or a later one."


class NothingToMerge(Refusal):
    code = "nothing-to-merge"
    message_vi = "Mục kế tiếp không có, hoặc đã được xác nhận hay đóng; không gộp được."
    message_en = "There is no next item, or it is confirmed or closed already; nothing is merged."


class NothingSelected(Refusal):
    code = "nothing-selected"
    message_vi = "Hãy chọn ít nhất một câu của một đoạn."
    message_en = "Select at least one sentence of a paragraph."


class AlreadyTask(Refusal):
    code = "already-task"
    message_vi = "Những câu này đã nằm trong nhiệm vụ khác của văn bản."
    message_en = "These sentences already stand in another task of the directive."


class NothingToUndo(Refusal):
    code = "nothing-to-undo"
    message_vi = "Không có gì để hoàn tác ở mục này."
    message_en = "There is nothing to undo here."


class ObligationAssigned(Refusal):
    code = "obligation-assigned"
    message_vi = "Nhiệm vụ đã được giao cho {count} đơn vị. Hãy rút việc đã giao trước khi bỏ xác nhận."
    message_en = (
        "The obligation is assigned to {count} bodies. Withdraw that before undoing its confirmation."
    )


class PartSettled(Refusal):
    code = "part-settled"
    message_vi = "Một phần sau khi tách hoặc gộp đã được xác nhận hay sửa tiếp. Hãy hoàn tác phần đó trước."
    message_en = "A part made by splitting or merging was settled since. Undo that first."


@dataclass(frozen=True, slots=True)
class Wording:
    """What a person may correct: the task in one line, its deadline, and its parties as named."""

    summary: str = ""
    deadline: str = ""
    due_on: date | None = None
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()


@transaction.atomic
def confirm(
    *, obligation: Obligation, words: Wording | None = None, by: Person, at: datetime, on: date
) -> None:
    """Confirm that an obligation was read well, with corrections if there are any; from here on it acts.

    Raises: NotPermitted, AlreadySettled, WordsTouchRights; SentenceTouchesRights, where nothing else is left.
    """
    kept = _to_review(obligation, by, on)
    if words is not None:
        _reword(kept, words, on)
    if not kept.sentences.filter(rights_sensitive=False).exists():
        raise SentenceTouchesRights()
    kept.confirmed_at, kept.confirmed_by = at, str(by.pk)
    kept.save()
    confirm_parties(kept)
    _record("obligation.confirmed", kept, by, at)


@transaction.atomic
def edit(*, obligation: Obligation, words: Wording, by: Person, at: datetime, on: date) -> None:
    """Correct how an obligation is worded.

    Raises: NotPermitted, AlreadySettled, WordsTouchRights.
    """
    kept = _to_review(obligation, by, on)
    _reword(kept, words, on)
    _record("obligation.edited", kept, by, at)


@transaction.atomic
def reject(*, obligation: Obligation, why: str, by: Person, at: datetime, on: date) -> None:
    """Say that what was read is no obligation.

    Raises: NotPermitted, AlreadySettled, ReasonMissing.
    """
    kept = _to_review(obligation, by, on)
    require_reason(why)
    _close(kept, REJECTED, why, by, at)
    _record("obligation.rejected", kept, by, at, why=why)


@transaction.atomic
def split(
    *, obligation: Obligation, at_sentence: ObligationSentence, by: Person, at: datetime, on: date
) -> tuple[Obligation, Obligation]:
    """Make two obligations of one; the sentence named opens the second.

    Raises: NotPermitted, AlreadySettled, NothingToSplit.
    """
    kept = _to_review(obligation, by, on)
    own = _sentences(kept)
    place = next((number for number, each in enumerate(own) if each.pk == at_sentence.pk), 0)
    if not place:
        raise NothingToSplit()
    _close(kept, SPLIT, "", by, at)
    first = _made([kept], Span(kept.span_start, own[place - 1].span_end), own[:place])
    second = _made([kept], Span(own[place].span_start, kept.span_end), own[place:])
    _record("obligation.split", kept, by, at, into=[str(first.pk), str(second.pk)])
    return first, second


@transaction.atomic
def merge(*, obligation: Obligation, by: Person, at: datetime, on: date) -> Obligation:
    """Make one obligation of this one and the next of its directive.

    Raises: NotPermitted, AlreadySettled, NothingToMerge.
    """
    kept = _to_review(obligation, by, on)
    live = Obligation.objects.select_for_update().filter(directive=kept.directive, closed_as="")
    ordered = list(live.order_by("span_start", "span_end", "pk"))
    place = next(number for number, each in enumerate(ordered) if each.pk == kept.pk)
    following = ordered[place + 1 : place + 2]
    if not following or following[0].confirmed_at is not None:
        raise NothingToMerge()
    both = [kept, following[0]]
    own = {(each.span_start, each.span_end): each for one in both for each in _sentences(one)}
    for each in both:
        _close(each, MERGED, "", by, at)
    span = Span(kept.span_start, max(each.span_end for each in both))
    made = _made(both, span, [own[key] for key in sorted(own)])
    _record("obligation.merged", made, by, at, of=[str(each.pk) for each in both])
    return made


@transaction.atomic
def add(
    *,
    directive: Directive,
    selected: Collection[Span],
    lead: Sequence[str] = (),
    by: Person,
    at: datetime,
    on: date,
) -> Obligation:
    """Make an obligation of sentences that the reader missed; it still has to be confirmed.

    Shape:  `selected` are sentences of one paragraph; what stands between the first and the last belongs to
    it as well.
    Raises: NotPermitted, NothingSelected, AlreadyTask, SentenceTouchesRights.
    """
    require_right(by, Right.REVIEW_DIRECTIVES, on=on, body=directive.office_id or "")
    if not selected:
        raise NothingSelected()
    span = Span(min(each.start for each in selected), max(each.end for each in selected))
    live = Obligation.objects.filter(directive=directive, closed_as="").values_list("span_start", "span_end")
    if all(any(start < each.end and each.start < end for start, end in live) for each in selected):
        raise AlreadyTask()
    marks = _marks_of_new(directive, span)
    if any(each in marks for each in selected):
        raise SentenceTouchesRights()
    obligation = _new(directive, span, is_added=True)
    for sentence in sentences(directive.text, span):
        _keep_sentence(obligation, sentence, marks.get(sentence, ""))
    _set_parties(obligation, LEAD, lead, on)
    _record("obligation.added", obligation, by, at, span=list(span))
    return obligation


@transaction.atomic
def undo(*, obligation: Obligation, by: Person, at: datetime, on: date) -> None:
    """Take the last step of an obligation back: its confirmation, rejection, split or merge, or its adding.

    Raises: NotPermitted, NothingToUndo, ObligationAssigned, PartSettled.
    """
    require_right(by, Right.REVIEW_DIRECTIVES, on=on, body=obligation.directive.office_id or "")
    kept = Obligation.objects.select_for_update().get(pk=obligation.pk)
    if kept.confirmed_at is not None:
        _unconfirm(kept)
    elif kept.closed_as == REJECTED:
        _reopen(kept)
    elif kept.closed_as in (SPLIT, MERGED):
        _undo_succession([each.new for each in kept.became.exclude(new__closed_as=UNDONE)], by, at)
    elif kept.closed_as == "" and kept.made_from.exists():
        old = kept.made_from.select_related("old").first()
        assert old is not None
        _undo_succession([each.new for each in old.old.became.exclude(new__closed_as=UNDONE)], by, at)
    elif kept.closed_as == "" and kept.is_added:
        _close(kept, UNDONE, "", by, at)
    else:
        raise NothingToUndo()
    _record("obligation.undone", kept, by, at)


@transaction.atomic
def restore_wording(*, obligation: Obligation, by: Person, at: datetime, on: date) -> None:
    """Bring back how an obligation was worded before it was last corrected.

    Raises: NotPermitted, AlreadySettled, NothingToUndo.
    """
    kept = _to_review(obligation, by, on)
    now = (kept.summary, kept.deadline, kept.due_on)
    history = (
        apps.get_model("directives", "ObligationEvent").objects.filter(pgh_obj_id=kept.pk).order_by("-pgh_id")
    )
    told = history.values_list("summary", "deadline", "due_on")
    before = next((each for each in told if each != now), None)
    if before is None:
        raise NothingToUndo()
    kept.summary, kept.deadline, kept.due_on = before
    kept.save()
    _record("obligation.restored", kept, by, at)


def _to_review(obligation: Obligation, by: Person, on: date) -> Obligation:
    kept = (
        Obligation.objects.select_for_update(of=("self",)).select_related("directive").get(pk=obligation.pk)
    )
    require_right(by, Right.REVIEW_DIRECTIVES, on=on, body=kept.directive.office_id or "")
    if kept.confirmed_at is not None or kept.closed_as:
        raise AlreadySettled()
    return kept


def _reword(obligation: Obligation, words: Wording, on: date) -> None:
    for each in (words.summary, words.deadline, *words.lead, *words.support):
        if ground_of(searchable(nfc(each))):
            raise WordsTouchRights(words=each)
    obligation.summary, obligation.deadline = flat(nfc(words.summary)), flat(nfc(words.deadline))
    obligation.due_on = words.due_on
    obligation.save()
    _set_parties(obligation, LEAD, words.lead, on)
    _set_parties(obligation, SUPPORT, words.support, on)


def _set_parties(obligation: Obligation, role: str, names: Sequence[str], on: date) -> None:
    """Let exactly these names stand in a role; who acts "with all" stands among those who lead."""
    roles = (LEAD, "all") if role == LEAD else (role,)
    wanted = list(dict.fromkeys(filter(None, (flat(nfc(name))[:_LONGEST_PARTY] for name in names))))
    there = {
        each.party.name: each for each in obligation.parties.filter(role__in=roles).select_related("party")
    }
    for name, each in there.items():
        if name not in wanted:
            each.delete()
    new = [name for name in wanted if name not in there]
    known = named_parties(obligation.directive, new, on=on)
    ObligationParty.objects.bulk_create(
        ObligationParty(obligation=obligation, party=known[name], role=role) for name in new
    )


def _close(obligation: Obligation, closing: str, why: str, by: Person, at: datetime) -> None:
    obligation.closed_as, obligation.closed_why = closing, why.strip()
    obligation.closed_at, obligation.closed_by = at, str(by.pk)
    obligation.save()


def _reopen(obligation: Obligation) -> None:
    obligation.closed_as = obligation.closed_why = obligation.closed_by = ""
    obligation.closed_at = None
    obligation.save()


def _unconfirm(obligation: Obligation) -> None:
    count = Assignment.objects.filter(sentence__obligation=obligation).count()
    if count:
        raise ObligationAssigned(count=count)
    ConfirmedParty.objects.filter(obligation=obligation).delete()
    obligation.confirmed_at, obligation.confirmed_by = None, ""
    obligation.save()


def _undo_succession(parts: Sequence[Obligation], by: Person, at: datetime) -> None:
    """Close what was made, open what it was made of."""
    if any(part.confirmed_at is not None or part.closed_as for part in parts):
        raise PartSettled()
    for part in parts:
        _close(part, UNDONE, "", by, at)
    for old in Obligation.objects.filter(became__new__in=parts).distinct():
        _reopen(old)


def _made(olds: Sequence[Obligation], span: Span, own: Sequence[ObligationSentence]) -> Obligation:
    """Keep an obligation made of others: their sentences, and the parties that stand in it or over all."""
    directive = olds[0].directive
    obligation = _new(directive, span)
    for each in own:
        _keep_sentence(obligation, Span(each.span_start, each.span_end), each.why)
    rows: dict[tuple[object, str], ObligationParty] = {}
    for old in olds:
        for named in old.parties.all():
            if _reaches(named, old, span) or len(olds) > 1:
                rows[named.party_id, named.role] = ObligationParty(
                    obligation=obligation,
                    party_id=named.party_id,
                    role=named.role,
                    span_start=named.span_start,
                    span_end=named.span_end,
                )
    if not rows:
        rows = {
            (named.party_id, named.role): ObligationParty(
                obligation=obligation, party_id=named.party_id, role=named.role
            )
            for named in olds[0].parties.all()
        }
    ObligationParty.objects.bulk_create(rows.values())
    Succession.objects.bulk_create(Succession(old=old, new=obligation) for old in olds)
    return obligation


def _reaches(named: ObligationParty, old: Obligation, span: Span) -> bool:
    """Say whether a party belongs to a part: it stands in it, or outside of the whole (in a heading)."""
    if named.span_start is None or not old.span_start <= named.span_start < old.span_end:
        return True
    return span.start <= named.span_start < span.end


def _new(directive: Directive, span: Span, *, is_added: bool = False) -> Obligation:
    written = directive.issued_on.isoformat() if directive.issued_on else None
    found = find_deadlines(directive.text, span, written_on=written)
    deadline = found[0] if found else None
    return Obligation.objects.create(
        directive=directive,
        reading_id=f"by-hand-{uuid4().hex}",
        span_start=span.start,
        span_end=span.end,
        deadline=deadline.text if deadline else "",
        due_on=last_day(deadline) if deadline else None,
        is_added=is_added,
    )


def _keep_sentence(obligation: Obligation, span: Span, why: str) -> None:
    ObligationSentence.objects.create(
        directive=obligation.directive,
        obligation=obligation,
        span_start=span.start,
        span_end=span.end,
        text=span.cut(obligation.directive.text),
        rights_sensitive=bool(why),
        why=why,
    )


def _sentences(obligation: Obligation) -> list[ObligationSentence]:
    return list(obligation.sentences.order_by("span_start", "span_end"))


def _marks_of_new(directive: Directive, span: Span) -> dict[Span, str]:
    """Return the marks of the sentences of a span that is to become a task, by place.

    Where a mark would reach words that are ordinary in another task, nothing is made of them: a person marks
    those first.
    """
    rows = ObligationSentence.objects.filter(directive=directive)
    there = {Span(row.span_start, row.span_end): row.why for row in rows}
    shown = UnreadSentence.objects.filter(directive=directive).exclude(why="")
    grounds = [
        *((place, why) for place, why in there.items() if why),
        *((Span(row.span_start, row.span_end), row.why) for row in shown),
        *((mark.span, mark.why) for mark in sensitive_sentences(directive.text, span)),
    ]
    new = list(sentences(directive.text, span))
    marks = spread_marks([*there, *new], grounds)
    if all(sentence in marks for sentence in new):
        raise SentenceTouchesRights()
    if any(not why and place in marks for place, why in there.items()):
        raise SentenceTouchesRights()
    return marks


def _record(kind: str, obligation: Obligation, by: Person, at: datetime, **facts: object) -> None:
    told = {"directive": str(obligation.directive_id), **facts}
    record(kind=kind, by=str(by.pk), subject=f"obligation:{obligation.pk}", at=at, facts=told)
