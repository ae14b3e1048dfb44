"""Raising a difficulty, and every step after that: each a row, by somebody, for a body of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.directives.models import Assignment
from tonghop.apps.reporting.difficulties.access import access_difficulty, parts_of
from tonghop.apps.reporting.difficulties.offices import decided_office, decided_unit, demand_somebody
from tonghop.apps.reporting.models import Campaign, CampaignBody, Difficulty, DifficultyStep
from tonghop.apps.reporting.versions import newest_version, said
from tonghop.domain.directives.rights import sensitive_sentences
from tonghop.domain.errors import Refusal
from tonghop.domain.language import nfc
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.difficulties import MOVES, Matter, Part, State, Step, state_after, words_for


class NotOfYourWork(Refusal):
    code = "not-of-your-work"
    message_vi = "Chiến dịch, chỉ tiêu hoặc nhiệm vụ đã chọn không phải của đơn vị. Hãy chọn lại."
    message_en = "The campaign, indicator or task that was chosen is not your body's. Choose again."


class WordsOnRights(Refusal):
    code = "words-on-rights"
    message_vi = (
        "Câu “{words}” nói về điều người dân nghĩ, nói hoặc khiếu nại, nên không ghi ở đây. Hãy ghi đơn vị "
        "đang thiếu gì hoặc cần gì để làm việc của mình."
    )
    message_en = (
        "The sentence “{words}” is about what people think, say or complain of and is not kept here. Write "
        "what your body lacks or needs for its own work."
    )


class RoutedToItself(Refusal):
    code = "routed-to-itself"
    message_vi = "Không chuyển lại cho chính đơn vị đã nêu."
    message_en = "It is not passed on to the body that raised it."


@dataclass(frozen=True, slots=True)
class About:
    """What a difficulty is about, as far as the body says: a campaign, one of its indicators, a task."""

    campaign: UUID | None = None
    indicator: str = ""
    obligation: UUID | None = None


NOTHING_NAMED = About()

ACTS_AS: Mapping[Step, tuple[Part, ...]] = MappingProxyType(
    {
        step: tuple(part for part in (Part.ADDRESSEE, Part.OFFICE, Part.BODY) if part in move.parts)
        for step, move in MOVES.items()
    }
)
"""As what somebody takes a step who has several parts: the one asked to answer before the office."""


@transaction.atomic
def raise_difficulty(
    *,
    body: str,
    matter: Matter,
    words: str,
    about: About = NOTHING_NAMED,
    office: str = "",
    by: Person,
    at: datetime,
    on: date,
) -> Difficulty:
    """Raise a difficulty or a proposal of one's own body; with a campaign it goes to the campaign's office.

    Raises: NotPermitted, WordsMissing, WordsTooLong, WordsOnRights, NotOfYourWork, OfficeNotDecided.
    """
    require_right(by, Right.RAISE_DIFFICULTIES, on=on, body=body)
    told = _words(Step.RAISED, words)
    campaign = _campaign(body, about)
    _demand_own_task(body, about)
    raised = Difficulty(
        unit_id=body,
        office=campaign.office if campaign else decided_office(body, office, on=on),
        matter=Matter(matter).value,
        words=told,
        campaign=campaign,
        indicator=about.indicator,
        obligation_id=about.obligation,
        state=State.RAISED.value,
        raised_by=str(by.pk),
        raised_at=at,
        moved_at=at,
    )
    raised.save(force_insert=True)
    _enter(raised, Step.RAISED, body, "", None, by=by, at=at)
    return raised


@transaction.atomic
def route(
    *, difficulty_id: UUID, named: str, words: str = "", by: Person, at: datetime, on: date
) -> Difficulty:
    """Ask another unit, by its name or id, to answer.

    Raises: NoSuchThing, StepNotNow, UnitNotDecided, RoutedToItself, NobodyThere, WordsTooLong, WordsOnRights.
    """
    held, unit = _held(difficulty_id, Step.ROUTED, by=by, on=on)
    told = _words(Step.ROUTED, words)
    asked = decided_unit(named, on=on)
    if asked == held.unit_id:
        raise RoutedToItself()
    demand_somebody(asked, on=on)
    held.routed_to_id = asked
    return _moved(held, Step.ROUTED, unit, told, by=by, at=at)


@transaction.atomic
def take_step(
    *, difficulty_id: UUID, step: Step, words: str = "", by: Person, at: datetime, on: date
) -> Difficulty:
    """Answer, complete an answer, take back or close.

    Raises: NoSuchThing, StepNotNow, WordsMissing, WordsTooLong, WordsOnRights; ValueError for other steps.
    """
    if step in (Step.RAISED, Step.ROUTED):
        raise ValueError(step)
    held, unit = _held(difficulty_id, step, by=by, on=on)
    return _moved(held, step, unit, _words(step, words), by=by, at=at)


def _held(difficulty_id: UUID, step: Step, *, by: Person, on: date) -> tuple[Difficulty, str]:
    """Return a difficulty as it is now, held, moved by a step, and the body for which it is taken."""
    access_difficulty(difficulty_id, by=by, on=on)
    held = Difficulty.objects.select_for_update().filter(pk=difficulty_id).first()
    if held is None:
        raise NoSuchThing()
    parts = parts_of(held, by=by, on=on)
    held.state = state_after(State(held.state), step, parts.keys()).value
    return held, next(parts[part] for part in ACTS_AS[step] if part in parts)


def _moved(held: Difficulty, step: Step, unit: str, words: str, *, by: Person, at: datetime) -> Difficulty:
    held.moved_at = at
    held.save(update_fields=["state", "routed_to", "moved_at"])
    _enter(held, step, unit, words, held.routed_to_id if step is Step.ROUTED else None, by=by, at=at)
    return held


def _enter(
    difficulty: Difficulty, step: Step, unit: str, words: str, to: str | None, *, by: Person, at: datetime
) -> None:
    DifficultyStep.objects.create(
        difficulty=difficulty,
        step=step.value,
        unit_id=unit,
        to_unit_id=to,
        words=words,
        taken_by=str(by.pk),
        taken_at=at,
    )
    facts = {"body": unit, "office": difficulty.office} | ({"to": to} if to else {})
    record(
        kind=f"difficulty.{step.value}",
        by=str(by.pk),
        subject=f"difficulty:{difficulty.pk}",
        at=at,
        facts=facts,
    )


def _words(step: Step, words: str) -> str:
    """Return words as they are kept; lines stay lines.

    Raises: WordsMissing, WordsTooLong, WordsOnRights.
    """
    told = words_for(step, nfc(words.replace("\0", "")))
    for sentence in sensitive_sentences(told, Span(0, len(told))):
        raise WordsOnRights(words=" ".join(sentence.span.cut(told).split())[:200])
    return told


def _campaign(body: str, about: About) -> Campaign | None:
    """Return the campaign that a difficulty is about, where it is open and asks the body.

    Raises: NotOfYourWork.
    """
    if about.campaign is None:
        if about.indicator:
            raise NotOfYourWork()
        return None
    asking = (
        CampaignBody.objects.filter(campaign=about.campaign, unit=body).select_related("campaign").first()
    )
    if asking is None or asking.campaign.closed_at is not None:
        raise NotOfYourWork()
    newest = newest_version(asking.campaign)
    codes = {row.code for row in said(newest).indicators} if newest else set()
    if about.indicator and about.indicator not in codes:
        raise NotOfYourWork()
    return asking.campaign


def _demand_own_task(body: str, about: About) -> None:
    if about.obligation is None:
        return
    if not Assignment.objects.filter(body=body, sentence__obligation=about.obligation).exists():
        raise NotOfYourWork()
