"""How often somebody may mistype: strict for one name from one address, wide for the rest.

An office of two hundred people has one address, and anybody may type anybody's name. So what shuts the door
is only the pair of both; a flood of wrong words at one name or from one address narrows that pair and
shuts nothing: the right password at the first try opens, whatever others do.
"""

from dataclasses import dataclass
from datetime import timedelta

WINDOW = timedelta(minutes=15)
STRICT, NARROW = 5, 2
"""Wrong words for one name from one address in a window; the second while there is a flood."""

FLOOD_AT_LOGIN, FLOOD_AT_ADDRESS = 30, 300


@dataclass(frozen=True, slots=True)
class Wrong:
    """How many wrong words there were in the window: for the pair, for the name, from the address."""

    pair: int
    login: int
    address: int


def is_too_often(wrong: Wrong) -> bool:
    """Say whether another try has to wait.

    >>> [is_too_often(Wrong(pair, pair, pair)) for pair in (0, 4, 5)]
    [False, False, True]
    >>> is_too_often(Wrong(pair=0, login=1000, address=1000))
    False
    """
    flooded = wrong.login >= FLOOD_AT_LOGIN or wrong.address >= FLOOD_AT_ADDRESS
    return wrong.pair >= (NARROW if flooded else STRICT)
