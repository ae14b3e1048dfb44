"""Files as they are kept: bytes once, by their hash; names without folders; signed papers after a look."""

import hashlib
from dataclasses import dataclass

from tonghop.apps.reporting.models import KeptFile
from tonghop.domain.consolidation.returns import RefusedFile
from tonghop.domain.errors import Refusal
from tonghop.formats.inbox.file_names import shown
from tonghop.formats.inbox.first_look import look_at

LARGEST_PAPER_BYTES = 20 * 2**20
LONGEST_NAME = 255
_KINDS = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


class UploadRefused(Refusal):
    """What the first look says of a file; `why` is its code, nothing is kept."""

    code = "upload-refused"
    message_vi = "Không nhận tệp này, và không lưu lại gì: {reason}"
    message_en = "The file is not taken, and nothing of it is kept: {reason}"

    def __init__(self, told: RefusedFile) -> None:
        super().__init__(reason=told.message)
        self.why = told.code


class PaperTooLarge(Refusal):
    code = "paper-too-large"
    message_vi = "Tệp lớn hơn {limit} MB; hãy giảm dung lượng ảnh rồi nộp lại."
    message_en = "The file is larger than {limit} MB; make its pictures smaller and hand it in again."


class PaperOfUnknownKind(Refusal):
    code = "paper-of-unknown-kind"
    message_vi = "Chỉ nhận bản ký là tệp PDF, JPEG hoặc PNG."
    message_en = "Signed papers are taken as PDF, JPEG or PNG files."


@dataclass(frozen=True, slots=True)
class SignedFile:
    """The file of a signed paper that may be kept."""

    content: bytes
    name: str
    media_type: str


def signed_file(content: bytes, name: str) -> SignedFile:
    """Return the file of a signed paper after a look at it: its size, what it is, and whether it is secret.

    Raises: PaperTooLarge, PaperOfUnknownKind, UploadRefused; nothing has been kept then.
    """
    if len(content) > LARGEST_PAPER_BYTES:
        raise PaperTooLarge(limit=LARGEST_PAPER_BYTES // 2**20)
    media_type = next((kind for start, kind in _KINDS if content.startswith(start)), None)
    if media_type is None:
        raise PaperOfUnknownKind()
    called = plain_name(name, otherwise="ban-ky")
    look = look_at(content, called)
    if look.refused is not None:
        raise UploadRefused(look.refused)
    return SignedFile(content, called, media_type)


def keep(content: bytes) -> str:
    """Keep bytes by their hash, once; return the hash."""
    digest = hashlib.sha256(content).hexdigest()
    KeptFile.objects.bulk_create([KeptFile(sha256=digest, content=content)], ignore_conflicts=True)
    return digest


def plain_name(name: str, *, otherwise: str = "tep", longest: int = LONGEST_NAME) -> str:
    """Return a file's name without folders and control characters.

    >>> plain_name("C:\\\\anh\\\\bang ron.jpg"), plain_name("a/", otherwise="ban-ky")
    ('bang ron.jpg', 'ban-ky')
    """
    last = shown(name.replace("\\", "/").rsplit("/", 1)[-1])
    return "".join(c for c in last if c.isprintable())[-longest:].strip() or otherwise
