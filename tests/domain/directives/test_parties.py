"""Runs of parties: the table in spec/parties.toml, and what holds for any text."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.directives.parties import name_parties
from tonghop.domain.language import searchable

CASES = tomllib.loads((Path(__file__).parents[2] / "spec" / "parties.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_parties_are_named_as_the_table_says(case: dict[str, object]) -> None:
    text = str(case["text"])

    naming = name_parties(text, searchable(text), 0, len(text))

    if "parties" not in case:
        assert naming is None
        return
    assert naming is not None
    assert [party.name for party in naming.parties] == case["parties"]
    assert naming.then == case["then"]


def test_party_spans_cut_back_to_the_words_of_their_names() -> None:
    text = "Sở Y tế, Công an\ntỉnh và các sở, ban, ngành phối hợp"

    naming = name_parties(text, searchable(text), 0, len(text))

    assert naming is not None
    assert [" ".join(p.span.cut(text).split()) for p in naming.parties] == [p.name for p in naming.parties]


WORDS = (
    "Sở Y tế các sở, ban ngành và UBND xã phường; chủ trì phối hợp với : ( ) . Giao được phân công - "
    "Bộ Ngoại giao"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=40).map(" ".join))
def test_any_run_of_words_is_read_inside_its_bounds(text: str) -> None:
    naming = name_parties(text, searchable(text), 0, len(text))

    if naming is not None:
        assert naming.parties
        assert all(0 <= p.span.start <= p.span.end <= len(text) for p in naming.parties)
        assert naming.end <= len(text)
