"""Campaigns, their cycles, and who owes a report: the twin of `tonghop.domain.reporting`.

What a campaign says (regimes, indicators, sections, bodies, checks) is the domain's value, kept as a numbered
version that never changes. A cycle is bound to the version with which it opened; so a change acts from the
next cycle on. Who owes is rows: entered once, when a cycle opens, and annulled only by a recorded event. How
a row stands is computed by the database from what happened to it, so that the counts of a cycle always add
up: due = on time + late + unknown time + missing + excused.
"""

from tonghop.apps.reporting.models.campaigns import Campaign, CampaignBody, CampaignVersion, SharedIndicator
from tonghop.apps.reporting.models.decisions import Decided, Decision
from tonghop.apps.reporting.models.difficulties import Difficulty, DifficultyStep
from tonghop.apps.reporting.models.due_rows import ANNULLED, Asked, Cycle, DueRow, Happening, RowEvent
from tonghop.apps.reporting.models.inboxes import (
    Delivery,
    Inbox,
    InboxAnswer,
    InboxFile,
    InboxResult,
    InboxState,
    IncomingList,
    ListedDocument,
)
from tonghop.apps.reporting.models.outputs import Output, OutputCount
from tonghop.apps.reporting.models.plans import KeptFile, PlanFiling
from tonghop.apps.reporting.models.reminders import CalendarAddress, Reminder, ReminderRule, Way
from tonghop.apps.reporting.models.submissions import (
    Change,
    Evidence,
    KeptReply,
    Origin,
    Revision,
    SetAside,
    SignedPaper,
    Submission,
)
from tonghop.apps.reporting.models.uploads import RememberedAnswer, Upload, UploadState

__all__ = [
    "ANNULLED",
    "Asked",
    "CalendarAddress",
    "Campaign",
    "CampaignBody",
    "CampaignVersion",
    "Change",
    "Cycle",
    "Decided",
    "Decision",
    "Delivery",
    "Difficulty",
    "DifficultyStep",
    "DueRow",
    "Evidence",
    "Happening",
    "Inbox",
    "InboxAnswer",
    "InboxFile",
    "InboxResult",
    "InboxState",
    "IncomingList",
    "KeptFile",
    "KeptReply",
    "ListedDocument",
    "Origin",
    "Output",
    "OutputCount",
    "PlanFiling",
    "RememberedAnswer",
    "Reminder",
    "ReminderRule",
    "Revision",
    "RowEvent",
    "SetAside",
    "SharedIndicator",
    "SignedPaper",
    "Submission",
    "Upload",
    "UploadState",
    "Way",
]
