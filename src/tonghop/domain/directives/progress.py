"""How far given work has come, and until when a part of it may be owed that is passed down."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from tonghop.domain.errors import Refusal

TODO, DOING, DONE = "todo", "doing", "done"
PROGRESS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        TODO: ("Chưa làm", "Not begun"),
        DOING: ("Đang làm", "Under way"),
        DONE: ("Đã xong", "Done"),
    }
)
"""How given work may stand, in Vietnamese and English; a body says so of its own work alone."""


class DueAfterOwn(Refusal):
    """A part would be owed later than the whole."""

    code = "due-after-own"
    message_vi = "Hạn của phần việc không được sau hạn của chính việc này ({until}). Hãy chọn ngày sớm hơn."
    message_en = "A part is not owed later than the work itself ({until}). Choose an earlier day."


def due_within(own: date | None, wanted: date | None) -> date | None:
    """Return the day by which a part is owed: the wanted one, else that of the work it is a part of.

    Raises: DueAfterOwn.

    >>> due_within(date(2026, 5, 30), None), due_within(None, None)
    (datetime.date(2026, 5, 30), None)
    """
    if wanted is None:
        return own
    if own is not None and wanted > own:
        raise DueAfterOwn(until=f"{own:%d/%m/%Y}")
    return wanted
