"""Of which bodies something came although no report of theirs counts: by the names of files and folders.

A refused file has no known sender. Its name or its folder often has; where they name one body for certain it
is not reminded as if it had been silent.
"""

from dataclasses import dataclass

from tonghop.domain.consolidation.consolidation import COUNTED, SUPERSEDED, Consolidation
from tonghop.domain.language import flat
from tonghop.domain.reporting.senders import Hint, Senders

_LATER, _LEFT_OUT = "after-cutoff", "left-out"
_WAITS = "đang chờ cơ quan tổng hợp trả lời câu hỏi"
_NOT_AGAIN = {
    _LATER: "đến sau thời điểm chốt số liệu",
    "unreadable": "máy này không mở được",
    "secret": "có dấu chỉ mức độ mật, xử lý theo quy định về bảo vệ bí mật nhà nước",
}
"""Refusals that are not the body's to mend, or whose file must not be asked for again by an open channel."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that came from a body and does not count; `resend`: the body can mend it by sending it again."""

    name: str
    why: str
    resend: bool


def arrived_files(consolidation: Consolidation) -> dict[str, Arrived]:
    """Return what came, by the code of the body that its name or folder tells; the first file of each.

    What a person has left out is as if it had not come.
    """
    senders = Senders(consolidation.campaign.bodies)
    found: dict[str, Arrived] = {}
    for file in consolidation.files:
        if file.state not in (COUNTED, SUPERSEDED):
            code = file.body or _sender(file.file, senders)
            found.setdefault(code, Arrived(_name(file.file), _WAITS, resend=False))
    for refused in consolidation.refused:
        if refused.code != _LEFT_OUT:
            why = _NOT_AGAIN.get(refused.code, flat(refused.message))
            again = refused.code not in _NOT_AGAIN
            found.setdefault(_sender(refused.file, senders), Arrived(_name(refused.file), why, again))
    return {code: row for code, row in found.items() if code}


def _sender(file: str, senders: Senders) -> str:
    *folders, name = file.split("/")
    own = senders.of([Hint("tên tệp", name)])
    around = senders.of([Hint("thư mục", folder) for folder in folders if folder]) if folders else own
    return own.decided or ("" if own.candidates else around.decided or "")


def _name(file: str) -> str:
    return flat(file.rpartition("/")[2])
