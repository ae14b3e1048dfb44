"""How a report stands, in the six words that everybody knows; told from what was kept, never entered."""

from enum import StrEnum

from tonghop.apps.reporting.models import DueRow, Submission
from tonghop.domain.reporting.decisions import Verdict
from tonghop.domain.reporting.drafts import filled


class ReportStatus(StrEnum):
    """The statuses of a report."""

    NOT_BEGUN = "not-begun"
    BEGUN = "begun"
    COMPLETE_NOT_SENT = "complete-not-sent"
    SENT = "sent"
    RETURNED = "returned"
    APPROVED = "approved"


NAMES: dict[ReportStatus, tuple[str, str]] = {
    ReportStatus.NOT_BEGUN: ("Chưa làm", "Not begun"),
    ReportStatus.BEGUN: ("Đang làm", "Under way"),
    ReportStatus.COMPLETE_NOT_SENT: ("Đã điền đủ, CHƯA GỬI", "Complete, NOT SENT"),
    ReportStatus.SENT: ("Đã gửi", "Sent"),
    ReportStatus.RETURNED: ("Trả lại", "Returned"),
    ReportStatus.APPROVED: ("Đã duyệt", "Approved"),
}
"""Status → its one name in Vietnamese and in English."""


def status_of(row: DueRow, draft: Submission | None) -> ReportStatus:
    """Return how the report of a row stands.

    What was sent and is not changed since is sent, approved or returned by what the office decided on it;
    where its arrival was taken back it is returned too. A draft that was changed after it was sent is under
    way again: what the body has now is not what the office has.
    """
    if draft is None or (not draft.revisions and not filled(draft.content)):
        return ReportStatus.NOT_BEGUN
    if draft.revisions and draft.sent_version == draft.version:
        if draft.decided == Verdict.RETURNED or not row.has_arrived:
            return ReportStatus.RETURNED
        return ReportStatus.APPROVED if draft.decided == Verdict.APPROVED else ReportStatus.SENT
    return ReportStatus.COMPLETE_NOT_SENT if draft.is_complete else ReportStatus.BEGUN


def has_unsent_changes(draft: Submission | None) -> bool:
    """Say whether the office holds another version than the body's newest."""
    return draft is not None and bool(draft.revisions) and draft.sent_version != draft.version
