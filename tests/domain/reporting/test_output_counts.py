"""The ledger of outputs: links in one form, the same output told, half-open days, doubles in every place."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.calendar.periods import Period
from tonghop.domain.reporting.outputs import (
    KINDS,
    Feed,
    Measure,
    Output,
    Same,
    Where,
    address_of,
    count_ledger,
    counted,
    doubles,
    faults_of,
    fed_twice,
    link_key,
    same_output,
)

DAY = date(2026, 5, 10)
MAY = Period(date(2026, 5, 1), date(2026, 6, 1))
NEWS = Output("1", "article", "Ra quân làm đường", DAY, "https://bao.example/tin-1")
BANNER = Output("2", "banner", "Ngày hội toàn dân", DAY)

LINKS = [
    ("https://www.bao.example/tin-1/", "bao.example/tin-1"),
    ("http://BAO.example/tin-1#binh-luan", "bao.example/tin-1"),
    ("bao.example:443/tin-1", "bao.example:443/tin-1"),  # without a scheme a port is told
    ("https://bao.example:443/tin-1", "bao.example/tin-1"),
    ("https://bao.example/?utm_source=zalo&fbclid=1", "bao.example"),
    ("https://bao.example/?id=2&a=1&utm_campaign=x", "bao.example?a=1&id=2"),
    ("https://bao.example/Tin-1", "bao.example/Tin-1"),  # a path's letters count
    ("https://báo.example/tin", "báo.example/tin"),
    ("", ""),
    ("Nhà văn hóa xóm 3", ""),  # a place
    ("javascript:alert(1)", ""),
    ("ftp://bao.example/tin", ""),
    ("https://ai@bao.example/", ""),  # a name before the host misleads whoever reads it
    ("https://[::1", ""),
    ("https://bao.example:x/", ""),
    ("https://localhost/a", ""),
    ("https://bao.example/" + "a" * 2000, ""),
]


@pytest.mark.parametrize(("link", "key"), LINKS)
def test_link_in_one_form(link: str, key: str) -> None:
    assert link_key(link) == key


@pytest.mark.parametrize(
    ("link", "address"),
    [("bao.example/a", "https://bao.example/a"), (" http://bao.example/a?utm_source=x ", "http://bao.example/a?utm_source=x"),
     ("javascript:alert(1)", ""), ("javascript://bao.example/%0aalert(1)", "")],
)  # fmt: skip
def test_address_is_one_that_a_browser_may_follow(link: str, address: str) -> None:
    assert address_of(link) == address


SAME = [
    # the same link, whatever else is written
    (NEWS, replace(NEWS, title="Khác", kind="other", link="bao.example/tin-1/?utm_source=x"), Same.LINK),
    # the same kind, day and title; case, blanks and tones do not matter
    (BANNER, replace(BANNER, title="NGÀY  HỘI toàn dân!"), Same.TITLE),
    (NEWS, replace(NEWS, link="https://khac.example/tin"), Same.TITLE),
    (BANNER, replace(BANNER, made_on=DAY + timedelta(1)), None),
    (BANNER, replace(BANNER, kind="board"), None),
    (BANNER, replace(BANNER, title="Ngày hội khác"), None),
    # two places are two outputs; an unknown place may be either
    (replace(BANNER, place="Xóm 1"), replace(BANNER, place="Xóm 2"), None),
    (replace(BANNER, place="Xóm 1"), replace(BANNER, place="xóm  1"), Same.TITLE),
    (replace(BANNER, place="Xóm 1"), BANNER, Same.TITLE),
    # words that are no link are not the same link
    (replace(NEWS, link="xóm 3", title="Một"), replace(NEWS, link="xóm 3", title="Hai"), None),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME)
def test_same_output(one: Output, other: Output, why: Same | None) -> None:
    assert same_output(one, other) is why
    assert same_output(other, one) is why


OUTPUTS = st.builds(
    Output,
    key=st.text("abc", min_size=6, max_size=6),
    kind=st.sampled_from(["article", "banner"]),
    title=st.sampled_from(["Một", "một", "Hai"]),
    made_on=st.dates(date(2026, 4, 30), date(2026, 6, 2)),
    link=st.sampled_from(["", "bao.example/1", "https://www.bao.example/1/", "bao.example/2"]),
    place=st.sampled_from(["", "Xóm 1", "xóm 2"]),
    count=st.integers(1, 9),
    minutes=st.none() | st.integers(1, 60),
)


@given(st.lists(OUTPUTS, max_size=12, unique_by=lambda one: one.key))
def test_double_is_just_what_is_the_same_as_one_before(outputs: list[Output]) -> None:
    in_order = sorted(outputs, key=lambda one: (one.made_on, one.key))
    expected = {
        one.key for number, one in enumerate(in_order) if any(same_output(one, e) for e in in_order[:number])
    }

    found = doubles(outputs)

    assert {double.output.key for double in found} == expected
    assert all(same_output(double.output, double.earlier) for double in found)


@given(st.lists(OUTPUTS, max_size=12, unique_by=lambda one: one.key), st.sampled_from(list(Measure)))
def test_months_side_by_side_count_each_entry_once(outputs: list[Output], measure: Measure) -> None:
    months = [Period(date(2026, m, 1), date(2026, m + 1, 1)) for m in (4, 5, 6)]
    whole = counted(outputs, Period(date(2026, 4, 1), date(2026, 7, 1)), measure)

    parts = [counted(outputs, month, measure) for month in months]

    assert sum(part.amount for part in parts) == whole.amount
    assert sum(len(part.outputs) for part in parts) == len(outputs)


@pytest.mark.parametrize(
    ("made_on", "amount"),
    [(date(2026, 4, 30), 0), (date(2026, 5, 1), 12), (date(2026, 5, 31), 12), (date(2026, 6, 1), 0)],
)
def test_window_is_half_open(made_on: date, amount: int) -> None:
    assert counted([replace(BANNER, made_on=made_on, count=12)], MAY, Measure.COUNT).amount == amount


def test_minutes_that_nobody_wrote_are_told_and_are_no_zero() -> None:
    told, untold = (replace(NEWS, kind="broadcast", key=str(n), minutes=m) for n, m in ((1, 15), (2, None)))

    found = counted([told, untold], MAY, Measure.MINUTES)

    assert (found.amount, found.unmeasured) == (15, (untold,))


def test_doubles_stand_where_they_are_counted() -> None:
    april = replace(NEWS, key="0", made_on=date(2026, 4, 20))
    again = replace(NEWS, key="3", made_on=DAY + timedelta(1))
    as_other = replace(NEWS, key="4", kind="other", made_on=DAY + timedelta(2))
    free = replace(NEWS, key="5", kind="leaflet", made_on=DAY + timedelta(3))  # feeds no indicator
    feeds = [
        Feed("news", frozenset({"article"}), Measure.COUNT),
        Feed("others", frozenset({"other", "banner"}), Measure.COUNT),
    ]

    counts = count_ledger([again, as_other, NEWS, BANNER, free], MAY, feeds)
    with_april = count_ledger([april, NEWS, as_other], MAY, feeds)

    told = {code: [(d.output.key, d.other.key, d.where) for d in c.doubles] for code, c in counts.items()}
    assert {code: count.amount for code, count in counts.items()} == {"news": 2, "others": 2}
    assert told == {
        "news": [("3", "1", Where.HERE), ("1", "4", Where.OTHER_INDICATOR)],
        "others": [("4", "1", Where.OTHER_INDICATOR)],
    }
    assert [(d.output.key, d.where) for d in with_april["news"].doubles] == [("1", Where.EARLIER_CYCLE)]
    assert [(d.output.key, d.where) for d in with_april["others"].doubles] == [("4", Where.EARLIER_CYCLE)]


def test_joint_outputs_and_kinds_fed_twice_are_told() -> None:
    joint = replace(BANNER, made_with="Hội Phụ nữ xã")
    feeds = [
        Feed("all", frozenset(KINDS), Measure.COUNT),
        Feed("banners", frozenset({"banner"}), Measure.COUNT),
        Feed("minutes", frozenset({"broadcast"}), Measure.MINUTES),
    ]

    assert count_ledger([joint, NEWS], MAY, feeds)["all"].joint == (joint,)
    assert fed_twice(feeds) == (("banner", Measure.COUNT, ("all", "banners")),)
    assert count_ledger([], MAY, feeds)["minutes"].amount == 0


FAULTS = [
    (NEWS, []),
    (replace(NEWS, kind="rumour"), ["kind"]),
    (replace(NEWS, title=" "), ["title"]),
    (replace(NEWS, title="a" * 501), ["title"]),
    (replace(NEWS, made_on=DAY + timedelta(1)), ["made_on"]),
    (replace(NEWS, made_on=date(202, 5, 1)), ["made_on"]),
    (replace(NEWS, link="xóm 3"), ["link"]),
    (replace(NEWS, place="a" * 301, made_with="a" * 501), ["place", "made_with"]),
    (replace(NEWS, count=0), ["count"]),
    (replace(NEWS, minutes=5), ["minutes"]),
    (replace(NEWS, kind="broadcast", minutes=5), []),
    (replace(NEWS, kind="loudspeaker", minutes=0), ["minutes"]),
]


@pytest.mark.parametrize(("output", "fields"), FAULTS)
def test_fault_is_named_at_its_field(output: Output, fields: list[str]) -> None:
    found = faults_of(output, on=DAY)

    assert [fault.field for fault in found] == fields
    assert all(fault.vietnamese and fault.english for fault in found)
