"""Composing a section of the report from what the bodies wrote: chosen, ordered, edited, with its sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.audit.actions import record
from tonghop.apps.consolidation.models import Composed, Computation, ComputedSection, State
from tonghop.apps.reporting.models import Cycle
from tonghop.apps.reporting.versions import said_by_version
from tonghop.domain.consolidation.compositions import is_own
from tonghop.domain.consolidation.narratives import OTHER
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.drafts import plain_text

MOST_ITEMS, LONGEST = 300, 20_000


class SectionMoved(Refusal):
    """Somebody else saved the section meanwhile; `newest` is theirs."""

    code = "section-moved"
    message_vi = (
        "Người khác vừa lưu mục này (bản {version}). Nội dung bạn soạn vẫn còn ở dưới; xem bản mới rồi lưu"
        " lại."
    )
    message_en = (
        "Somebody else has just saved this section (version {version}). What you composed is still below;"
        " look at the newer one, then save again."
    )

    def __init__(self, newest: Composed) -> None:
        super().__init__(version=newest.version)
        self.newest = newest


class TooMuchText(Refusal):
    code = "too-much-text"
    message_vi = "Một mục có nhiều nhất {items} đoạn, mỗi đoạn {letters} ký tự."
    message_en = "A section has at most {items} paragraphs of {letters} characters each."


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph as it was sent: its words, and the ids of the statements that it takes up."""

    text: str
    made_from: tuple[str, ...] = ()


@transaction.atomic
def compose(
    *,
    cycle: Cycle,
    section: str,
    pieces: Sequence[Piece],
    base_version: int,
    by: Person,
    at: datetime,
    on: date,
    is_used: bool = True,
) -> Composed:
    """Save a section as the office wants it, on the ground of a version.

    Raises: NotPermitted, NoSuchThing, TooMuchText, SectionMoved.
    """
    require_right(by, Right.CONSOLIDATE, on=on, body=cycle.office)
    if section not in sections(cycle):
        raise NoSuchThing()
    told = [Piece(text, piece.made_from) for piece in pieces if (text := plain_text(piece.text))]
    if len(told) > MOST_ITEMS or any(len(piece.text) > LONGEST for piece in told):
        raise TooMuchText(items=MOST_ITEMS, letters=LONGEST)
    known = gathered_statements(cycle, section)
    items = [
        {
            "text": piece.text,
            "own": is_own(piece.text, piece.made_from, known),
            "from": list(dict.fromkeys(piece.made_from)),
        }
        for piece in told
    ]
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    found = Composed.objects.filter(cycle=cycle, section=section).first()
    if found is None:
        found = Composed(office=cycle.office, cycle=cycle, section=section, version=0, items=[])
    if found.version != base_version:
        raise SectionMoved(found)
    found.version += 1
    found.items, found.is_used = items, is_used
    found.changed_by, found.changed_at = str(by.pk), at
    found.save(force_insert=found.version == 1)
    facts = {"section": section, "version": found.version, "items": len(items), "used": is_used}
    record(kind="words.composed", by=str(by.pk), subject=f"cycle:{cycle.pk}", at=at, facts=facts)
    return found


def sections(cycle: Cycle) -> Mapping[str, str]:
    """Return the sections that may be composed, code → title, in the report's order."""
    if cycle.version_id is None:
        return {}
    told = {
        row.code: row.title
        for row in said_by_version(cycle.version_id, cycle.campaign_id).sections
        if not row.figures
    }
    return told | {OTHER: told.get(OTHER, "Nội dung khác")}


def gathered_statements(cycle: Cycle, section: str) -> Mapping[str, str]:
    """Return what the bodies wrote under a heading, by id, as the newest computation has it."""
    newest = (
        Computation.objects.filter(cycle=cycle, state=State.MADE).order_by("-asked_at").only("pk").first()
    )
    found = ComputedSection.objects.filter(computation=newest, section=section).first() if newest else None
    return {item["id"]: item["text"] for item in found.items} if found else {}
