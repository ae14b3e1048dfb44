"""How a sentence says an indicator: its name and each alias as what is counted and the words that must be
near it.

"Lượt xe loa tuyên truyền lưu động" (unit "lượt") is said where a number counts "lượt" (or "xe loa")"
" and "xe loa",
"tuyên truyền", "lưu động" stand near. Words that a name lists with commas are alternatives ("đăng, phát");
where what is counted is itself a list ("băng-rôn, pa-nô"), a figure of one of them is a component and not
the whole.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tonghop.domain.language import searchable
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.indicators import RATE, Indicator
from tonghop.domain.reporting.prose_words import (
    CLASSIFIERS,
    MEASURES,
    OPTIONAL,
    STOP,
    Word,
    plain_words,
    words_of,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say an indicator.

    `unit`: the words of its unit of measure; `nouns`: the words of which one is what is counted ("băng
    rôn", "pa nô"), empty for a measure; `needs`: sets of words, one of each must be near. `is_measure`: the
    number is followed by a unit that measures ("phút"), and what is measured stands before it.
    """

    indicator: Indicator
    unit: tuple[str, ...]
    nouns: frozenset[str]
    needs: tuple[frozenset[str], ...]
    is_measure: bool

    def head(self, words: Sequence[Word]) -> tuple[str, ...]:
        """Return the words behind a number that are its unit or what it counts; nothing where they are
        not.
        """
        skips = len(words) > 1 and words[0].word in CLASSIFIERS and not words[1].sign
        for start in (0, 1) if skips else (0,):
            for head in self._heads():
                run = tuple(word.word for word in words[start : start + len(head)])
                if run == head:
                    return tuple(word.word for word in words[: start + len(head)])
        return ()

    def _heads(self) -> Iterator[tuple[str, ...]]:
        yield self.unit
        if self.is_measure:
            yield self.unit[-1:]
        for noun in sorted(self.nouns):
            yield (noun,)

    def is_component(self, head: Sequence[str], listed: Collection[str]) -> bool:
        """Say whether a figure counts some of the nouns and not all; `listed` are those named behind it."""
        if self.is_measure or not head or tuple(head[-len(self.unit) :]) == self.unit:
            return False
        return not self.nouns <= {*listed, head[-1]}

    def missing(self, near: set[str]) -> tuple[frozenset[str], ...]:
        """Return the needs that none of the words near fulfils."""
        return tuple(need for need in self.needs if not need & near)


@dataclass(frozen=True, slots=True)
class Said:
    """All wordings of one indicator, and every word that one of them holds."""

    indicator: Indicator
    wordings: tuple[Wording, ...]
    words: frozenset[str]


def wordings_of(indicators: Iterable[Indicator]) -> tuple[Said, ...]:
    """Return how each indicator is said. Rates are left out: they are computed, never read.

    >>> said = wordings_of([Indicator("tours", "Lượt xe loa tuyên truyền lưu động", "lượt")])[0]
    >>> sorted("/".join(need) for need in said.wordings[0].needs)
    ['lưu động', 'tuyên truyền', 'xe loa']
    """
    return tuple(_said(indicator) for indicator in indicators if indicator.kind != RATE)


def _said(indicator: Indicator) -> Said:
    wordings = tuple(_wordings(indicator))
    words = {
        word for name in (indicator.name, indicator.unit, *indicator.aliases) for word in plain_words(name)
    }
    return Said(indicator, wordings, frozenset(words))


def _wordings(indicator: Indicator) -> Iterator[Wording]:
    unit = plain_words(indicator.unit)
    for name in dict.fromkeys((indicator.name, *indicator.aliases)):
        sets = _alternatives(name)
        if not sets or not unit:
            continue
        if set(unit) <= MEASURES:
            yield Wording(indicator, unit, frozenset(), _kept(sets), is_measure=True)
        elif set(unit) <= {word for words in sets[: len(unit)] for word in words}:
            needs = tuple(words for words in sets if not words & set(unit))
            yield Wording(indicator, unit, sets[0], _kept(needs), is_measure=False)
        else:
            yield Wording(indicator, unit, sets[0], _kept(sets[1:]), is_measure=False)


_LINK = re.compile(r"[,/;]")


def _alternatives(name: str) -> tuple[frozenset[str], ...]:
    """Return the words of a name; those that commas or "và" join are alternatives of one set."""
    folded = searchable(name)
    sets: list[set[str]] = []
    is_joined = False
    for word in words_of(folded, Span(0, len(folded))):
        is_link = bool(_LINK.search(word.sign))
        if word.word in ("và", "hoặc"):
            is_joined = True
            continue
        if word.word in STOP:
            continue
        if (is_link or is_joined) and sets:
            sets[-1].add(word.word)
        else:
            sets.append({word.word})
        is_joined = False
    return tuple(map(frozenset, sets))


def _kept(needs: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    return tuple(need for need in needs if not need <= OPTIONAL)
