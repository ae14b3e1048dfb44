"""Where a claim comes from: a source and a span of its text (W3C PROV's entity and selector, kept small)."""

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open offsets, in code points, into the NFC text of one source.

    >>> Span(4, 7).cut("Tôi đọc báo")
    'đọc'
    """

    start: int
    end: int

    def cut(self, text: str) -> str:
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def past(self, text: str, skipped: str) -> int:
        """Return the first place of the span that holds none of the characters to skip, or else its end."""
        at, end = self
        while at < end and text[at] in skipped:
            at += 1
        return at

    def trimmed(self, text: str, *, left: str | None = None, right: str | None = None) -> "Span":
        """Return the span without outer white space, or without the characters `left` and `right` there.

        Where nothing is left the span is empty and stands at the old start.

        >>> Span(0, 9).trimmed(" b) đọc. ").cut(" b) đọc. ")
        'b) đọc.'
        >>> Span(0, 9).trimmed(" b) đọc. ", right=" .").cut(" b) đọc. ")
        'b) đọc'
        """
        words = self.cut(text).rstrip(right)
        end = self.start + len(words)
        return Span(end - len(words.lstrip(left)), end)


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was received. `encoding` is the name of the character set it was written in, or null."""

    file: str
    sha256: str
    media_type: str
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know about a reading; it never stops the reading.

    `code` is stable ("empty", "scan", "encrypted", "damaged" …); `message` is a plain sentence.
    """

    code: str
    message: str
    span: Span | None = None
