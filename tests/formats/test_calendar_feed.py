"""The iCalendar feed, read back by a library that others wrote."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.formats.calendar_feed import Day, Entry, calendar_feed

LATE = datetime.fromisoformat("2026-06-02T00:00:00+07:00")
AT = datetime(2026, 5, 1, 2, 3, 4, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=200)


def entry(**changes: Any) -> Entry:
    given: dict[str, Any] = {
        "uid": "1@x",
        "late_from": LATE,
        "title": "Hạn gửi báo cáo",
        "words": "Chiến dịch",
        "changed_at": AT,
    }
    return Entry(**(given | changes))


def events(content: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_entry_ends_with_the_first_late_moment_in_utc() -> None:
    content = calendar_feed("Hạn", [entry()])

    (event,) = events(content)
    assert b"DTEND:20260601T170000Z\r\n" in content
    assert event.decoded("dtend") == LATE
    assert event.decoded("dtstart") == LATE - timedelta(minutes=30)
    assert event.decoded("dtstamp") == AT
    assert str(event["uid"]) == "1@x"
    assert len(list(event.walk("VALARM"))) == 1


def test_what_is_done_warns_no_more() -> None:
    (event,) = events(calendar_feed("Hạn", [entry(is_done=True)]))

    assert not list(event.walk("VALARM"))


@given(title=TEXTS, words=TEXTS)
def test_any_text_comes_back_and_no_line_is_too_long(title: str, words: str) -> None:
    content = calendar_feed("Hạn; báo, cáo", [entry(title=title, words=words)])

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        line.decode()  # no letter is cut in two
    (event,) = events(content)
    assert (str(event["summary"]), str(event["description"])) == (title, words)


@pytest.mark.parametrize("hostile", ["x\r\nEND:VEVENT\r\nBEGIN:VEVENT", "a\x00b\x07", "\rEND:VCALENDAR\r"])
def test_text_cannot_break_out_of_its_line(hostile: str) -> None:
    (event,) = events(calendar_feed("Hạn", [entry(title=hostile, uid=hostile)]))

    assert "\x00" not in str(event["summary"])


def test_equal_entries_give_equal_bytes() -> None:
    assert calendar_feed("Hạn", [entry()]) == calendar_feed("Hạn", [entry()])


def test_a_day_without_an_hour_is_a_whole_day_that_warns_nobody() -> None:
    hostile = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT"
    day = Day("1@x", date(2026, 5, 30), "Hạn báo cáo", "Kỳ", f"http://x.example/a{hostile}", AT)

    (event,) = events(calendar_feed("Hạn", [day]))

    assert event.decoded("dtstart") == date(2026, 5, 30)
    assert event.decoded("dtend") == date(2026, 5, 31)
    assert event.decoded("dtstamp") == AT
    assert str(event["url"]).startswith("http://x.example/ax")
    assert not list(event.walk("VALARM"))
