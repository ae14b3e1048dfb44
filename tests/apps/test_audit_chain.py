"""The chain as arithmetic: any change, loss, insertion or swap is found, at its place."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.apps.audit.anchors import Anchor, AnchorUnreadable, anchor_text, read_anchor
from tonghop.apps.audit.chain import BEGINNING, Head, Link, canonical, link_hash, verify

START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def chain_of(*contents: str) -> list[Link]:
    links: list[Link] = []
    for place, content in enumerate(contents, start=1):
        previous = links[-1].hash if links else BEGINNING
        at = START + timedelta(microseconds=place)
        digest = link_hash(previous_hash=previous, sequence=place, recorded_at=at, content=content)
        links.append(Link(place, previous, at, content, digest))
    return links


def test_hash_is_the_one_in_the_documentation() -> None:
    # printf '%064d\n1\n2026-11-23T07:00:00.000000Z\n{"a":1}' 0 | sha256sum
    assert (
        link_hash(previous_hash=BEGINNING, sequence=1, recorded_at=START, content='{"a":1}')
        == "deafa704ec1c31938471485b5b03c8893c8976f91979866f038cc727ccf171f5"
    )


def test_canonical_is_one_text_whatever_the_order() -> None:
    assert (
        canonical({"b": "Hòa", "a": [1, None]})
        == '{"a":[1,null],"b":"Hòa"}'
        == canonical({"a": [1, None], "b": "Hòa"})
    )


@pytest.mark.parametrize("content", [{"a": float("nan")}, {"a": START}])
def test_what_json_cannot_say_is_not_recorded(content: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        canonical(content)


def test_empty_chain_holds() -> None:
    assert verify([]) == (Head(), None)


@given(contents=st.lists(st.text(), min_size=1, max_size=12))
def test_untouched_chain_holds(contents: list[str]) -> None:
    links = chain_of(*contents)

    assert verify(links) == (Head(len(links), links[-1].hash), None)


@given(contents=st.lists(st.text(), min_size=2, max_size=8), data=st.data())
def test_every_change_is_found_at_its_place(contents: list[str], data: st.DataObject) -> None:
    links = chain_of(*contents)
    place = data.draw(st.integers(0, len(links) - 1))
    broken = data.draw(
        st.sampled_from(
            [
                replace(links[place], content=links[place].content + "x"),
                replace(links[place], recorded_at=links[place].recorded_at + timedelta(microseconds=1)),
                replace(links[place], previous_hash="f" * 64),
                replace(links[place], hash="f" * 64),
                replace(links[place], sequence=links[place].sequence + len(links)),
            ]
        )
    )
    links[place] = broken

    head, fault = verify(links)

    assert fault is not None
    assert (head.sequence, fault.sequence) == (place, place + 1)


@given(contents=st.lists(st.text(), min_size=2, max_size=8), data=st.data())
def test_loss_inside_is_found(contents: list[str], data: st.DataObject) -> None:
    links = chain_of(*contents)
    place = data.draw(st.integers(0, len(links) - 2))
    del links[place]

    fault = verify(links)[1]

    assert fault is not None
    assert fault.sequence == place + 1


def test_loss_at_the_end_is_found_by_an_anchor_only() -> None:
    links = chain_of("a", "b", "c")
    anchors = {3: links[2].hash}

    assert verify(links[:2])[1] is None
    fault = verify(links[:2], anchors=anchors)[1]
    assert fault is not None
    assert fault.sequence == 3


def test_rewritten_chain_is_found_by_an_anchor_only() -> None:
    honest, rewritten = chain_of("a", "b", "c"), chain_of("a", "B", "c")

    assert verify(rewritten)[1] is None
    fault = verify(rewritten, anchors={3: honest[2].hash})[1]
    assert fault is not None
    assert fault.sequence == 3


def test_anchor_comes_back_from_its_file() -> None:
    anchor = Anchor(Head(12, "a" * 64), START)

    assert read_anchor(anchor_text(anchor), file="a.json") == anchor


NO_ANCHORS = {
    "empty": "",
    "no keys": "{}",
    "list": "[]",
    "null": "null",
    "no hash": anchor_text(Anchor(Head(1, "xyz"), START)),
    "another schema": anchor_text(Anchor(Head(1, "a" * 64), START)).replace("anchor-1", "anchor-9"),
}


@pytest.mark.parametrize("text", NO_ANCHORS.values(), ids=NO_ANCHORS)
def test_other_files_are_no_anchors(text: str) -> None:
    with pytest.raises(AnchorUnreadable):
        read_anchor(text, file="a.json")
