"""An article of an earlier portal, from the text of its page: title, category, day, words. Pure text.

What is not certain is left empty and asked for; no word is changed but for blanks.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from html.parser import HTMLParser

from tonghop.domain.directives.citations import Citation, find_citations

_POSTED = re.compile(
    r"(?:[^\d\n]{0,40})(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ ,|-]{0,5}(\d{1,2})[:hg](\d{2}))?[^\d\n]{0,20}"
)
"""The day of an article, alone on its line: "13/03/2023 17:00", "Thứ hai, ngày 13/3/2023 | 17:00"."""

_MACHINE = re.compile(r"[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+|[a-z]+(?:_[a-z]+)+|undefined|null|NaN")
"""A word of a program that its template let slip; no word of a language has a capital in its middle."""

_AGENCY = re.compile(
    r"(?:^|, )((?:Ủy|Uỷ|Ban|Sở|Hội|Đảng|Tỉnh|Thành|Huyện|Văn|Công|Bộ|Mặt|Liên|Phòng|Trung)\s[^,.;:\n]{2,80}?)"
    r" (?:đã |vừa )?(?:ban hành|tổ chức|có |triển khai|thông báo|phối hợp)"
)
_LONGEST_CATEGORY = 80
HEAD_BYTES = 200_000
"""Where the head of a page ends at the latest."""


@dataclass(frozen=True, slots=True)
class OldArticle:
    """What a page says. `asked` names what a person still has to say, `dropped` the lines that were none of
    the article's.
    """

    title: str
    category: str
    posted_at: datetime | None
    lead: str
    paragraphs: tuple[str, ...]
    agency: str
    citations: tuple[Citation, ...] = ()
    asked: tuple[str, ...] = ()
    dropped: tuple[str, ...] = field(default=())


def read_article(text: str) -> OldArticle:
    """Read an article from the lines of its page: above the day stand title and category, below the words.

    Without a line of its own for the day the first line is the title, and the day is asked for.
    """
    lines = [line for raw in text.splitlines() if (line := " ".join(raw.split()))]
    dropped = tuple(line for line in lines if _MACHINE.fullmatch(line))
    lines = [line for line in lines if not _MACHINE.fullmatch(line)]
    at = next((place for place, line in enumerate(lines) if _instant(line) is not None), None)
    above, below = (lines[:1], lines[1:]) if at is None else (lines[:at], lines[at + 1 :])
    title = above[-1] if above else ""
    category = above[-2] if len(above) > 1 and len(above[-2]) <= _LONGEST_CATEGORY else ""
    lead, paragraphs = (below[0], tuple(below[1:])) if below else ("", ())
    found = _AGENCY.search(lead)
    agency = found[1] if found else ""
    posted_at = _instant(lines[at]) if at is not None else None
    facts = (("tiêu đề", title), ("chuyên mục", category), ("ngày đăng", posted_at), ("cơ quan", agency))
    return OldArticle(
        title=title,
        category=category,
        posted_at=posted_at,
        lead=lead,
        paragraphs=paragraphs,
        agency=agency,
        citations=find_citations("\n".join((title, *below))),
        asked=tuple(name for name, value in facts if not value),
        dropped=(*dropped, *above[:-2]),
    )


def canonical_address(page: bytes) -> str:
    """Return the address that a page of HTML says is its own; "" where it says none.

    >>> canonical_address(b'<head><link href="https://cong.example/tin/1.html" rel="canonical"></head>')
    'https://cong.example/tin/1.html'
    """
    told = _Canonical()
    told.feed(page[:HEAD_BYTES].decode("utf-8", "replace"))
    return told.address


class _Canonical(HTMLParser):
    """The first `link rel=canonical`."""

    address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "link" and (said.get("rel") or "").lower() == "canonical" and not self.address:
            self.address = said.get("href") or ""


def _instant(line: str) -> datetime | None:
    """Return the day of a line that says a day and nothing else; without an hour it is midnight."""
    found = _POSTED.fullmatch(line) if len(line) <= 100 else None
    if found is None:
        return None
    day, month, year, hour, minute = (int(part or 0) for part in found.groups())
    try:
        return datetime.combine(date(year, month, day), time(hour, minute))
    except ValueError:
        return None
