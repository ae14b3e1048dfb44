"""Four eyes on every page: whoever had a hand in it since it was last published never publishes it.

Wagtail lets anybody in the group approve, the author too, and whoever edits while they review. Here the list
lacks that action for them, and the database refuses whatever reaches it by another way (migration 0003).
"""

from typing import Any

from django.db.models import Q
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState, WorkflowState

APPROVE = "approve"


class SecondPerson(AbstractGroupApprovalTask):
    """A step of review that somebody takes who neither wrote nor submitted."""

    class Meta:
        verbose_name = "Người thứ hai duyệt"
        verbose_name_plural = "Người thứ hai duyệt"

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Return what somebody may do in review: send back always, approve only another's words."""
        words = {
            ("reject", True): "Trả lại để sửa",
            (APPROVE, False): "Duyệt, đăng",
            (APPROVE, True): "Duyệt, kèm lời",
        }
        found = [
            (name, words.get((name, asks), label), asks)
            for name, label, asks in super().get_actions(obj, user)
        ]
        if had_a_hand(obj, user):
            return [one for one in found if one[0] != APPROVE]
        return found

    def on_action(self, task_state: TaskState, user: Any, action_name: str, *given: Any, **named: Any) -> Any:
        """Take a step; approving one's own words is no step.

        Raises: PermissionDenied.
        """
        if action_name == APPROVE and had_a_hand(task_state.revision.content_object, user):
            from django.core.exceptions import PermissionDenied

            raise PermissionDenied("whoever had a hand in a page never approves it")
        return super().on_action(task_state, user, action_name, *given, **named)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Nobody keeps a page to themselves while it is reviewed."""
        return False

    @classmethod
    def get_description(cls) -> str:
        return "Một người không soạn, không gửi bài này xem và duyệt đăng"


def had_a_hand(page: Page, user: Any) -> bool:
    """Say whether somebody wrote a version of a page, or submitted it, since it was last published."""
    wrote = Revision.objects.for_instance(page).filter(user=user, pk__gt=page.live_revision_id or 0)
    submitted = WorkflowState.objects.for_instance(page).filter(requested_by=user)
    if page.last_published_at is not None:
        submitted = submitted.filter(
            Q(created_at__gt=page.last_published_at) | Q(status=WorkflowState.STATUS_IN_PROGRESS)
        )
    return wrote.exists() or submitted.exists()


def is_reviewed(version: Revision | None) -> bool:
    """Say whether a version was submitted to somebody, or waits for its time: its words are settled."""
    if version is None:
        return False
    return version.approved_go_live_at is not None or TaskState.objects.filter(revision=version).exists()


def asked_to_change(page: Page) -> str:
    """Return the words with which a page was sent back, "" where it was not or nothing was said."""
    review = page.current_workflow_state
    if review is None or review.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    return str(review.current_task_state.comment) if review.current_task_state else ""
