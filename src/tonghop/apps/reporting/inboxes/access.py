"""Who sees the files of a cycle (those who watch its due list), and who works with them (who keep it)."""

from datetime import date
from uuid import UUID

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing, require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.models import Asked, Cycle, Inbox, InboxFile
from tonghop.apps.reporting.permissions import access_cycle
from tonghop.domain.errors import Refusal


class NoFilesAsked(Refusal):
    code = "no-files-asked"
    message_vi = "Kỳ này chưa mở, hoặc chỉ chờ kế hoạch; chưa nhận tệp báo cáo được."
    message_en = "This cycle is not open yet, or waits for plans; files of reports are not taken."


def access_inboxes(cycle_id: UUID, *, by: Person, on: date) -> Cycle:
    """Return a cycle whose files somebody may see.

    Raises: NoSuchThing, NoFilesAsked.
    """
    cycle = access_cycle(cycle_id, by=by, on=on)
    if cycle.opened_at is None or cycle.asked != Asked.REPORT:
        raise NoFilesAsked()
    return cycle


def require_keeping(cycle: Cycle, *, by: Person, on: date) -> None:
    """Make sure that somebody works with the files of a cycle. Raises: NotPermitted."""
    require_right(by, Right.KEEP_DUE_LIST, on=on, body=cycle.office)


def inbox_of(cycle: Cycle, inbox_id: UUID) -> Inbox:
    """Return what was put in at once for a cycle. Raises: NoSuchThing."""
    found = Inbox.objects.filter(pk=inbox_id, cycle=cycle).first()
    if found is None:
        raise NoSuchThing()
    return found


def file_of(cycle: Cycle, file_id: UUID) -> InboxFile:
    """Return a file of a cycle. Raises: NoSuchThing."""
    found = InboxFile.objects.filter(pk=file_id, cycle=cycle).first()
    if found is None:
        raise NoSuchThing()
    return found
