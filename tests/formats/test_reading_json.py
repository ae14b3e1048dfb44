"""The JSON object of a reading: keys, their order, and values as the contract has them."""

import json

from formats.pages.invented_directive import EMPTY, OBLIGATIONS, READING, TEXT
from tonghop.formats.reading_json import reading_to_json

OBJECT = reading_to_json(READING)

KEYS = {
    "source": ["file", "sha256", "media_type", "encoding"],
    "heading": [
        "issuer",
        "symbol",
        "kind",
        "date",
        "place",
        "title",
        "signatory",
        "addressees",
        "recipients",
        "urgency",
    ],
    "citations": ["text", "symbol", "kind", "date", "issuer", "line", "mentions"],
    "obligations": [
        "id",
        "quote",
        "span",
        "actors",
        "support",
        "parties",
        "deadline",
        "deadlines",
        "channels",
        "audiences",
        "basis",
        "rights_sensitive",
        "confidence",
        "why",
    ],
    "reporting": ["reporters", "recipient", "via", "frequency", "due", "relation", "quote", "span"],
    "outline": ["label", "title", "span", "children"],
    "warnings": ["code", "span", "message"],
    "annexes": ["kind", "label", "title", "span"],
}


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    assert list(OBJECT) == ["source", "text", *list(KEYS)[1:]]
    for name, keys in KEYS.items():
        value = OBJECT[name]
        for each in value if isinstance(value, list) else [value]:
            assert list(each) == keys, name


def test_it_is_json_and_every_span_cuts_back() -> None:
    read_again = json.loads(json.dumps(OBJECT, ensure_ascii=False))

    assert read_again == OBJECT
    for obligation in read_again["obligations"]:
        start, end = obligation["span"]
        assert read_again["text"][start:end] == obligation["quote"]


def test_a_deadline_has_only_the_keys_that_apply() -> None:
    first, half_year, ten_days, nothing = (each["deadline"] for each in OBJECT["obligations"])

    assert list(first) == ["text", "span", "relation", "iso"]
    assert half_year["yearly"] == "05-30"
    assert (ten_days["within_days"], ten_days["days"], ten_days["from"]) == (10, "working", "ngày nhận")
    assert nothing is None
    assert OBJECT["obligations"][0]["deadlines"] == [first]


def test_details_are_lists_and_nulls() -> None:
    assert OBJECT["obligations"][0]["parties"][1] == {
        "name": "Sở Tài chính",
        "span": list(OBLIGATIONS[0].parties[1].span),
        "role": "support",
    }
    assert OBJECT["citations"][1]["date"] is None
    assert OBJECT["outline"][0]["children"][0]["label"] == "1.a"
    assert [each["span"] is None for each in OBJECT["warnings"]] == [False, True]
    assert OBJECT["text"] == TEXT


def test_an_empty_reading_has_every_key() -> None:
    empty = reading_to_json(EMPTY)

    assert list(empty) == list(OBJECT)
    assert (empty["text"], empty["heading"]["title"], empty["warnings"][0]["code"]) == ("", None, "scan")
