"""What a form is made from: campaign, cycle and due instant; and what the form knows of itself."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import DueInstant
from tonghop.domain.consolidation.returns import FormIdentity
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.formats.workbooks import form_layout as layout

_LOOK = 3
"""Counted up when forms change their look, so that forms written before are written again."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form holds already: by indicator, cells by column key (`form_layout`); one text a section."""

    figures: Mapping[str, Mapping[str, Decimal | str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def cell(self, indicator: str, key: str) -> Decimal | str | None:
        return self.figures.get(indicator, {}).get(key)


EMPTY = Filled()


@dataclass(frozen=True, slots=True)
class FormRequest:
    """What every form of one cycle shares."""

    campaign: Campaign
    cycle: Cycle
    due: DueInstant
    dues: tuple[tuple[str, DueInstant], ...] = ()
    """The due instants of the levels that have a deadline of their own."""

    def due_of(self, body: Body) -> DueInstant:
        return dict(self.dues).get(self.campaign.regime(self.cycle).level_of(body), self.due)

    def identity(self, body: Body) -> FormIdentity:
        """Return what the form of a body knows of itself."""
        version = self.campaign.form_version(self.cycle)
        return FormIdentity(self.campaign.key, str(self.cycle), body.code, version)

    def made_from(self, body: Body, previous: Mapping[str, Decimal], filled: Filled = EMPTY) -> str:
        """Return sixteen hexadecimal digits that change when anything that stands in the form changes."""
        plan = self.campaign
        told = (
            _LOOK,
            plan.coordinator,
            plan.title,
            plan.report_title,
            plan.directive,
            plan.form,
            plan.asked(self.cycle),
            plan.sections,
            plan.regime(self.cycle).window,
            self.due_of(body),
            self.identity(body),
            body.name,
            sorted(previous.items()),
            *((sorted(filled.figures.items()), sorted(filled.texts.items())) if filled != EMPTY else ()),
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def code_line(identity: FormIdentity) -> str:
    """The one visible line of identity, read where all hidden places are lost."""
    parts = (layout.CODE_LINE, identity.campaign, identity.cycle, identity.body, identity.version)
    return " | ".join(parts)
