"""Documents that carry a mark of state secrecy: they are turned away before anything of them is kept.

What counts is the mark of Law 117/2025/QH15 where an office puts it: a stamp on a line of its own in the
heading, in a header, footer or text box, or "Độ mật: …" there. A text that speaks of secrets, of the three
marks, of honey ("mật ong") or density ("mật độ") carries no mark.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from tonghop.domain.documents import Document, Margin, Paragraph, Table
from tonghop.domain.errors import Refusal
from tonghop.domain.language import flat, nfc, searchable
from tonghop.domain.provenance import Span

MARKS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
"""The three marks, the lowest first."""

_HEADING_LINES = 30
_LONGEST_HEADING_LINE = 300


class SecretDocument(Refusal):
    """The file carries a mark of state secrecy: nothing of it is kept, the law on secrets handles it."""

    code = "secret"
    message_vi = (
        "Tệp mang dấu độ mật {mark}: Tonghop không lưu lại bất cứ nội dung nào của tệp. "
        "Hãy xử lý văn bản theo Luật Bảo vệ bí mật nhà nước, ngoài hệ thống này."
    )
    message_en = (
        "The file carries the secrecy mark {mark}: Tonghop keeps nothing of it. "
        "Handle the document by the law on state secrets, outside this system."
    )


def secret_mark(document: Document) -> str | None:
    """Return the highest of `MARKS` that the document carries, or None.

    Several different stamps in one heading are a list of the marks, not a mark.
    """
    heading, margins = list(_heading_lines(document)), list(_margin_lines(document))
    stamped = _found(_stamp, [*heading, *_annex_lines(document)])
    labelled = _found(_label, [*heading, *margins])
    certain = labelled | _found(_beside, heading) | _found(_stamp, margins)
    return max(certain | (stamped if len(stamped) == 1 else set()), key=MARKS.index, default=None)


def refuse_secret(document: Document) -> None:
    """Raise SecretDocument where the document carries a mark; do nothing where it does not."""
    if mark := secret_mark(document):
        raise SecretDocument(mark=mark)


_LEVEL = r"(?P<level>(?:(?:tối|tuyệt) )?mật)"
_URGENT = r"(?:hỏa tốc|thượng khẩn|khẩn)"
_JOINT = r"(?: ?[-,/&] ?| )"
_STAMP = re.compile(rf"(?:{_URGENT}{_JOINT})?{_LEVEL}(?:{_JOINT}{_URGENT})?")
_STAMP_IN_CAPITALS = re.compile(rf"(?:tài liệu|văn bản|hồ sơ|số ?: ?\S{{1,40}}) {_LEVEL}")
_ON_NUMBER_LINE = re.compile(rf"số ?: ?[^()\[\]]{{1,40}}[(\[] ?{_LEVEL} ?[)\]]")
_NEIGHBOUR = (
    r"(?:số ?:? ?\S{1,40}|cộng hòa xã hội chủ nghĩa việt nam|độc lập - tự do - hạnh phúc"
    r"|đảng cộng sản việt nam|[^\W\d_][\w .-]{1,40}, ngày \d{1,2} tháng \d{1,2} năm \d{4})"
)
_BESIDE = re.compile(
    rf"{_NEIGHBOUR} ?[-([]? ?(?P<behind>(?:(?:tối|tuyệt) )?mật)[)\]]?|{_LEVEL} ?-? ?{_NEIGHBOUR}"
)
"""A mark sharing its line with the number, the motto, or place and date, as columns of a PDF run together."""
_AS_MARK = re.compile(r"MẬT|[(\[] ?(?:\w+ )?[Mm]ật ?[)\]]")

_ANNEX = re.compile(r"\W{0,3}(?:phụ lục|phụ biểu|mẫu)(?: (?:số ?)?[\w./-]{1,12})?\W{0,3}")
_ABOUT_STAMPS = re.compile(r"con dấu|dấu (?:chỉ )?(?:độ )?mật|mẫu dấu|độ mật")
_LINES_BEFORE_ANNEX, _LINES_AFTER_ANNEX = 2, 4
_PAGE_NUMBER = re.compile(r"[-,/| ]{0,9}(?:(?:trang|page) ?)?\d{1,4}(?: ?/ ?\d{1,4})?$", re.IGNORECASE)
_LABEL = re.compile(rf"(?:mức |cấp )?độ (?:bảo )?mật ?[:-]? ?[\"(\[]?{_LEVEL}[\")\].]?")
_SPACED = re.compile(r"(?:(?:(?P<second>T +Ố +I)|(?P<third>T +U +Y +Ệ +T)) +)?M +Ậ +T")
_DECORATION = " \t\xa0*_#[](){}<>|.-–—=~•·\"“”'‘’«»" + "".join(map(chr, range(0x2500, 0x2600)))
_COLUMNS = re.compile(
    r"\||\s{2,40}|\s(?=cộng (?:hòa|hoà) xã|độc lập|đảng cộng sản|số ?:)|(?<=việt nam)\s|(?<=hạnh phúc)\s",
    re.IGNORECASE,
)
_BODY = re.compile(r"\W{0,3}(?:căn cứ|điều 1\b|phần (?:thứ |i\b|1\b)|i\.|1\.)")


def _found(reader: Callable[[str], str | None], lines: Iterable[str]) -> set[str]:
    """Return what a reader finds in the lines: in a line as a whole, or else in its columns."""
    return {mark for line in lines for mark in _in_line(reader, line)}


def _in_line(reader: Callable[[str], str | None], line: str) -> set[str]:
    whole = reader(line) or reader(_PAGE_NUMBER.sub("", line))
    return {whole} if whole else {mark for column in _COLUMNS.split(line) if (mark := reader(column))}


def _heading_lines(document: Document) -> Iterator[str]:
    """Yield the lines above the body."""
    for line in islice(_body_lines(document), _HEADING_LINES):
        if _BODY.match(searchable(line)) or len(line) > _LONGEST_HEADING_LINE:
            return
        yield line


def _annex_lines(document: Document) -> Iterator[str]:
    """Yield the lines around an annex's name, where it bears its own mark, unless they speak of stamps."""
    lines = list(_body_lines(document))
    for place, line in enumerate(lines):
        around = lines[max(0, place - _LINES_BEFORE_ANNEX) : place + _LINES_AFTER_ANNEX]
        if _ANNEX.fullmatch(_plain(line)) and not any(_ABOUT_STAMPS.search(_plain(near)) for near in around):
            yield from around


def _body_lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from _lines(document, block.span)
        elif isinstance(block, Table):
            for cell in block.cells:
                yield from _lines(document, cell.span)


def _margin_lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Margin):
            yield from _lines(document, block.span)


def _lines(document: Document, span: Span) -> Iterator[str]:
    return (line for line in nfc(span.cut(document.text)).split("\n") if line.strip())


def _stamp(line: str) -> str | None:
    bare = line.strip(_DECORATION)
    if spaced := _SPACED.fullmatch(bare):
        return MARKS[2 if spaced["third"] else 1 if spaced["second"] else 0]
    if bare[:1].islower():
        return None
    found = _STAMP.fullmatch(_plain(bare)) or _ON_NUMBER_LINE.fullmatch(_plain(line))
    if found is None and bare.endswith("MẬT"):
        found = _STAMP_IN_CAPITALS.fullmatch(_plain(bare))
    return found["level"].upper() if found else None


def _beside(line: str) -> str | None:
    """Return a mark in capitals or brackets beside another element of the heading."""
    found = _BESIDE.fullmatch(_plain(line.strip("*_#|> ")))
    level = (found["behind"] or found["level"]) if found else None
    return level.upper() if level and _AS_MARK.search(nfc(line)) else None


def _label(line: str) -> str | None:
    found = _LABEL.fullmatch(_plain(line.strip("*_#|> ")))
    return found["level"].upper() if found else None


def _plain(line: str) -> str:
    return flat(searchable(line))
