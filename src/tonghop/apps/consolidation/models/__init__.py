"""What is kept of consolidating: computations, what the office adds to them, follow-ups, words, issues."""

from tonghop.apps.consolidation.models.computations import (
    Adjustment,
    Answer,
    Computation,
    ComputedSection,
    ComputedTotal,
    KeptDocument,
    State,
)
from tonghop.apps.consolidation.models.follow_ups import FollowUp, FollowUpMessage, Side
from tonghop.apps.consolidation.models.issues import IssuedFile, IssuedReport, SignedOriginal
from tonghop.apps.consolidation.models.words import Composed

__all__ = [
    "Adjustment",
    "Answer",
    "Composed",
    "Computation",
    "ComputedSection",
    "ComputedTotal",
    "FollowUp",
    "FollowUpMessage",
    "IssuedFile",
    "IssuedReport",
    "KeptDocument",
    "Side",
    "SignedOriginal",
    "State",
]
