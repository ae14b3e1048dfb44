"""Drafts: fields cleaned and brought together so that no word is lost; properties over random histories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.reporting.campaign import Campaign, Section
from tonghop.domain.reporting.drafts import (
    FieldUnknown,
    TextTooLong,
    applied,
    changed,
    cleaned,
    digest,
    fields_asked,
    filled,
    plain_text,
    three_way,
)
from tonghop.domain.reporting.indicators import Indicator

KNOWN = ("buoi", "buoi/state", "buoi/note", "#kho-khan")
NAMES = st.sampled_from(["a", "b", "c", "#d"])
TEXTS = st.sampled_from(["", "1", "2", "ba"])
DRAFTS = st.dictionaries(NAMES, TEXTS)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"buoi": " 1.240 "}, {"buoi": "1.240"}),
        ({"buoi": "12\r\n34"}, {"buoi": "12\n34"}),  # two numbers stay two
        ({"buoi": "\ufeff12\x00"}, {"buoi": "12"}),
        ({"buoi/state": "nil"}, {"buoi/state": "nil"}),
        (
            {"#kho-khan": "Thiếu\u00a0 kinh phí.\r\n\r\n\r\n\r\nHết."},
            {"#kho-khan": "Thiếu kinh phí.\n\nHết."},
        ),
        ({"#kho-khan": "Thie\u0302\u0301u"}, {"#kho-khan": "Thiếu"}),  # NFD as macOS pastes it
        ({"buoi": ""}, {"buoi": ""}),
    ],
)
def test_cleaned(typed: dict[str, str], kept: dict[str, str]) -> None:
    assert cleaned(typed, KNOWN) == kept


@pytest.mark.parametrize("typed", [{"khac": "1"}, {"buoi/state": "zero"}, {"__proto__": "x"}])
def test_unknown_fields_are_refused(typed: dict[str, str]) -> None:
    with pytest.raises(FieldUnknown):
        cleaned(typed, KNOWN)


def test_text_too_long_names_its_field() -> None:
    with pytest.raises(TextTooLong) as told:
        cleaned({"buoi/note": "x" * 2_001}, KNOWN)

    assert told.value.facts == {"field": "buoi/note", "length": 2_001, "limit": 2_000}


def test_fields_of_a_form_have_no_computed_rate() -> None:
    campaign = Campaign(
        "Mẫu",
        "Văn phòng",
        indicators=(
            Indicator("a", "A", "buổi", estimate=True),
            Indicator("b", "B", "buổi"),
            Indicator("c", "C", "%", kind="rate", numerator="a", denominator="b"),
        ),
        sections=(Section("kq", "Kết quả"), Section("x", "Chi tiết", parent="kq")),
    )

    assert fields_asked(campaign, {"a", "c"}) == (
        "a", "a/state", "a/estimated", "a/note", "a/why", "#x",
    )  # fmt: skip


@given(st.text(max_size=300))
def test_plain_text_is_plain_already(text: str) -> None:
    assert plain_text(plain_text(text)) == plain_text(text)


@given(DRAFTS, DRAFTS)
def test_a_change_leads_from_one_draft_to_the_next_and_back(
    before: dict[str, str], after: dict[str, str]
) -> None:
    changes = changed(before, after)

    now = applied(before, changes)
    back = applied(now, {field: (b, a) for field, (a, b) in changes.items()})

    assert now == filled({**before, **after})
    assert back == filled(before)


@given(DRAFTS, DRAFTS, DRAFTS)
def test_no_word_is_lost_when_two_write_at_once(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    stands = {**base, **theirs}

    merge = three_way(base, mine, stands)

    result = {**stands, **merge.fields}
    clashing = {clash.field for clash in merge.clashes}
    for field, text in mine.items():
        stood, there = base.get(field, ""), stands.get(field, "")
        if field in clashing:
            assert stood not in (text, there)
            assert result.get(field, "") == there
        elif text != stood:
            assert result.get(field, "") == text
        else:
            assert result.get(field, "") == stands.get(field, "")


@given(DRAFTS)
def test_equal_drafts_have_equal_digests(draft: dict[str, str]) -> None:
    assert digest(draft) == digest(dict(reversed(filled(draft).items())))
