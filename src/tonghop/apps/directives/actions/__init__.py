"""Everything that writes directives: taking in, reviewing, who is meant, assigning, what is in force."""

from tonghop.apps.directives.actions.assigning import (
    AlreadyAssigned,
    ObligationEnded,
    ObligationUnconfirmed,
    ReasonMissing,
    SentenceTouchesRights,
    assign,
    mark_rights,
    withdraw,
)

__all__ = [
    "AlreadyAssigned",
    "ObligationEnded",
    "ObligationUnconfirmed",
    "ReasonMissing",
    "SentenceTouchesRights",
    "assign",
    "mark_rights",
    "withdraw",
]
