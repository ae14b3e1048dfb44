"""Due days as an iCalendar feed (RFC 5545), for the calendar programs that people have already.

Lines end in CRLF and are folded at 75 octets, texts are escaped, times are in UTC. Equal entries give equal
bytes, so that a calendar program sees a change only where there is one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MEDIA_TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE_OCTETS = 75
LENGTH = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Entry:
    """One due day: it ends with the first late moment. `uid` stays the same for the life of what is owed;
    `changed_at` says which of two states of it is newer. `is_done` entries no longer warn.
    """

    uid: str
    late_from: datetime
    title: str
    words: str
    changed_at: datetime
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day without an hour. `uid` stays the same for its life, `address` leads to where it is told."""

    uid: str
    on: date
    title: str
    words: str
    address: str
    changed_at: datetime


def calendar_feed(name: str, entries: Iterable[Entry | Day]) -> bytes:
    """Return the calendar as a file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tonghop//due days//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        *(line for one in entries for line in (_day(one) if isinstance(one, Day) else _entry(one))),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _entry(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"DTSTAMP:{_instant(entry.changed_at)}"
    yield f"DTSTART:{_instant(entry.late_from - LENGTH)}"
    yield f"DTEND:{_instant(entry.late_from)}"
    yield f"SUMMARY:{_text(entry.title)}"
    yield f"DESCRIPTION:{_text(entry.words)}"
    yield "TRANSP:TRANSPARENT"
    if not entry.is_done:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(entry.title)}"
        yield "TRIGGER:-P2D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _day(day: Day) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(day.uid)}"
    yield f"DTSTAMP:{_instant(day.changed_at)}"
    yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(day.title)}"
    yield f"DESCRIPTION:{_text(day.words)}"
    yield f"URL:{_uri(day.address)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uri(address: str) -> str:
    """Return an address as RFC 5545 takes it: as it is, and nothing that could end its line."""
    return "".join(sign for sign in address if sign > " " and sign != "\x7f")


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    r"""Escape a text as section 3.3.11 says; other control characters have no place in one.

    >>> _text("a; b, c\\d\ne")
    'a\\; b\\, c\\\\d\\ne'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(c for c in lines if c in "\n\t" or (c >= " " and c != "\x7f"))
    escaped = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Fold a line at 75 octets, never inside of a letter."""
    parts, part = [], b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > LONGEST_LINE_OCTETS:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
