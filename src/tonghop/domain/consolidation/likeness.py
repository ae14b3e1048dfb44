"""How alike two texts are: the share of their runs of words (shingles) that both have."""

from collections.abc import Iterable

from tonghop.domain.language import match_key

Shingles = frozenset[tuple[str, ...]]


def shingles(text: str, size: int = 3) -> Shingles:
    """Return the runs of `size` words of a text; a shorter text is one run.

    >>> sorted(shingles("Thiếu kinh phí.", 2))
    [('kinh', 'phí'), ('thiếu', 'kinh')]
    """
    words = tuple(match_key(text).split())
    if len(words) <= size:
        return frozenset([words] if words else [])
    return frozenset(words[at : at + size] for at in range(len(words) - size + 1))


def likeness(one: Shingles, other: Shingles) -> float:
    """Return the share of common runs (Jaccard), from 0 to 1; two empty texts are alike.

    >>> likeness(shingles("a b c d"), shingles("a b c d")), likeness(shingles("a b c d"), shingles("e f g h"))
    (1.0, 0.0)
    """
    if not one and not other:
        return 1.0
    return len(one & other) / len(one | other)


def telling_words(text: str, words: Iterable[str]) -> frozenset[str]:
    """Return the numbers of a text, and those of the given words that it has: what makes likes unlike."""
    own = match_key(text).split()
    wanted = frozenset(words)
    return frozenset(word for word in own if word in wanted or any(c.isdigit() for c in word))
