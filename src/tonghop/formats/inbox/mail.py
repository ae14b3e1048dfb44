"""Mails opened: their attachments, who sent them, and when they came.

The arrival is that of the last server that took the mail over (the first Received line), else the sender's
own Date. A mail without attachments is itself the report.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePosixPath

from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.returns import Envelope
from tonghop.domain.language import flat, nfc
from tonghop.domain.reporting.senders import Hint
from tonghop.formats.inbox.refusals import Refused

MOST_PARTS = 400
BODY = "nội dung thư.txt"
_INLINE_PICTURE = 150 * 1024
_MAIL_START = re.compile(rb"^From \S{1,300} [^\n]{10,80}\r?\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """A mail's files (name and bytes), its envelope, and when it came."""

    files: tuple[tuple[str, bytes], ...]
    envelope: Envelope
    came_at: datetime | None


def open_mail(content: bytes) -> OpenedMail:
    """Open a mail. Forwarded mails are files of it (.eml) and are opened in their turn.

    Raises: Refused, where it has more parts than any mail of a person.
    """
    message = BytesParser(policy=policy.default).parsebytes(content)
    files = tuple(_files(message))
    return OpenedMail(files, _envelope(message), _came_at(message))


def mails_of(mailbox: bytes) -> Iterator[bytes]:
    """Yield the mails of an mbox file."""
    starts = list(_MAIL_START.finditer(mailbox))
    for number, start in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(mailbox)
        yield re.sub(rb"^>(>*From )", rb"\1", mailbox[start.end() : end], flags=re.MULTILINE)


def _files(message: Message) -> Iterator[tuple[str, bytes]]:
    words: list[str] = []
    found = False
    for number, part in enumerate(_leaves(message), 1):
        if number > MOST_PARTS:
            raise Refused("too-many-files")
        name, content = _named(part, number), _content(part)
        if name is None and part.get_content_maintype() == "text":
            words.append(_words(part))
        elif (content or name) and not _is_decoration(part, content):
            found = found or bool(content)  # an empty attachment is refused by its name, and no report
            yield name or f"phần {number}{_SUFFIXES.get(part.get_content_type(), '')}", content
    text = "\n".join(word for word in words if word.strip())
    if not found and text:
        yield BODY, text.encode()


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something; a forwarded mail is one part. Iterative: depth is the sender's."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_type() == "message/rfc822" or not part.is_multipart():
            yield part
        elif part.get_content_type() == "multipart/alternative":
            waiting += _best_alternative(part)
        else:
            waiting += reversed(_inner(part))


def _inner(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [row for row in inner if isinstance(row, Message)] if isinstance(inner, list) else []


def _best_alternative(part: Message) -> list[Message]:
    """Plain text says the same as the page beside it; other kinds of parts stay."""
    inner = _inner(part)
    plain = [row for row in inner if row.get_content_type() == "text/plain"]
    if not plain:
        return inner[::-1]
    return [row for row in inner if row.get_content_type() not in ("text/html", "text/plain")] + plain[:1]


def _named(part: Message, number: int) -> str | None:
    name = part.get_filename()
    if name:
        return PurePosixPath(flat(nfc(name)).replace("\\", "/")).name or f"phần {number}"
    if part.get_content_type() == "message/rfc822":
        return f"thư chuyển tiếp {number}.eml"
    is_attached = part.get_content_disposition() == "attachment"
    return f"phần {number}{_SUFFIXES.get(part.get_content_type(), '')}" if is_attached else None


def _content(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = _inner(part)
        return inner[0].as_bytes() if inner else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _words(part: Message) -> str:
    content = _content(part)
    charset = part.get_content_charset() or "utf-8"
    try:
        return content.decode(charset, "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _is_decoration(part: Message, content: bytes) -> bool:
    """A small picture that the page of the mail shows (a logo under a signature) is nobody's report."""
    is_inline = part.get_content_disposition() == "inline" or part.get("Content-ID") is not None
    is_attached = part.get_content_disposition() == "attachment"
    is_picture = part.get_content_maintype() == "image"
    return is_picture and is_inline and not is_attached and len(content) < _INLINE_PICTURE


def _envelope(message: Message) -> Envelope:
    name, address = parseaddr(_header(message, "From"))
    hints = [Hint("người gửi thư", name), Hint("tiêu đề thư", _header(message, "Subject"))]
    return Envelope(address[:200], tuple(Hint(h.where, flat(h.text)[:300]) for h in hints if h.text.strip()))


def _header(message: Message, name: str) -> str:
    try:
        return nfc(str(message.get(name, "")))
    except (ValueError, IndexError, AttributeError, TypeError):  # the library's parser has its own bugs
        return ""


def _came_at(message: Message) -> datetime | None:
    received = message.get_all("Received", []) if isinstance(message, EmailMessage) else []
    told = [str(line).rpartition(";")[2] for line in received[:1]]
    for text in (*told, _header(message, "Date")):
        try:
            instant = parsedate_to_datetime(text.strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return instant.replace(tzinfo=ZONE) if instant.tzinfo is None else instant.astimezone(ZONE)
    return None


_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "text/html": ".html",
    "text/csv": ".csv",
}
