"""A body's own figure beside the sum of those below it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.consolidation.levels import Level, levels

D = Decimal


@pytest.mark.parametrize(
    ("figures", "parents", "found"),
    [
        ({"a": D(60), "b": D(60)}, {"b": "a"}, (Level("a", D(60), D(60), 1, 1),)),
        # who told nothing is no zero, and is counted among those below
        ({"a": D(60), "b": D(20)}, {"b": "a", "c": "a"}, (Level("a", D(60), D(20), 1, 2),)),
        # nobody below told anything: there is nothing to lay beside
        ({"a": D(60)}, {"b": "a"}, ()),
        # the body above told nothing
        ({"b": D(60)}, {"b": "a"}, ()),
        # three levels: each is laid beside the one right below it
        (
            {"a": D(9), "b": D(5), "c": D(4)},
            {"b": "a", "c": "b"},
            (Level("a", D(9), D(5), 1, 1), Level("b", D(5), D(4), 1, 1)),
        ),
        # a top has no parent, whether it is left out or empty
        ({"a": D(1), "b": D(1)}, {"a": "", "b": ""}, ()),
    ],
)
def test_levels(figures: dict[str, Decimal], parents: dict[str, str], found: tuple[Level, ...]) -> None:
    assert levels(figures, parents) == found


BODIES = st.sampled_from("abcdefgh")


@given(
    st.dictionaries(BODIES, st.decimals(min_value=0, max_value=10**9, places=2)),
    st.dictionaries(BODIES, BODIES),
)
def test_each_figure_stands_below_at_most_one_body(
    figures: dict[str, Decimal], parents: dict[str, str]
) -> None:
    found = levels(figures, parents)

    assert sum((one.below for one in found), D(0)) == sum(
        (amount for body, amount in figures.items() if parents.get(body) in figures), D(0)
    )
    assert all(0 < one.told <= one.of and one.difference == one.own - one.below for one in found)
