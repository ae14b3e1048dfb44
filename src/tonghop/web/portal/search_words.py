"""Words of a search: one spelling with marks, one without, numbers of documents in any spelling. Pure text.

What PostgreSQL compares is made here: its own parsers know neither where a tone may stand nor a number's
separators, and without ICU not even which letters are letters.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tonghop.domain.directives.symbols import symbol_key, symbols
from tonghop.domain.language import flat, nfc, searchable, without_marks

LONGEST_QUESTION = 200
"""Letters of a question at most; what stands behind is not asked."""

MOST_WORDS = 24
MOST_LETTERS = 100_000
"""So much of a page is found again: a tsvector holds 1 MB and 16,383 places."""

_LONGEST_WORD = 64
_MOST_PLACES = 255
_MOST_NUMBERS = 2
_WORDS_OF_A_NUMBER = 6
_WORD = re.compile(r"[^\W_]+")
_BEFORE_A_NUMBER = frozenset({"số", "so"})
_Spelling = Callable[[str], str]


def tidied(text: str) -> str:
    """Return a text as it is kept for searching: NFC, single blanks, cut where a vector ends.

    >>> tidied("  Hòa   Bình ")
    'Hòa Bình'
    """
    return flat(nfc(text))[:MOST_LETTERS]


def spelled(text: str) -> list[str]:
    """Return the words of a text with their marks, whatever their case and the place of their tones.

    >>> spelled("HOÀ BÌNH, số 142/KH-UBND")
    ['hòa', 'bình', 'số', '142', 'kh', 'ubnd']
    """
    return [word[:_LONGEST_WORD] for word in _WORD.findall(searchable(nfc(text)))]


def bare(word: str) -> str:
    """Return a word as people type it who type no marks.

    >>> bare("đường")
    'duong'
    """
    return without_marks(word).lower()


def number_key(symbol: str) -> str:
    """Return in what all spellings of a document's number are equal, typed without marks too.

    >>> number_key("142/KHUBND") == number_key("142-KH/UBND") == number_key("142 kh ubnd")
    True
    """
    return bare(symbol_key(nfc(symbol)))[:_LONGEST_WORD]


def numbers_in(text: str) -> frozenset[str]:
    """Return the keys of all numbers of documents that a text names.

    >>> sorted(numbers_in("Kế hoạch số 142/KHUBND, Nghị quyết 12-NQ/TU"))
    ['12nqtu', '142khubnd']
    """
    return frozenset(number_key(one.span.cut(text)) for one in symbols(text))


def vector(words: Sequence[str], keys: Iterable[str] = ()) -> str:
    """Return words with their places, and keys without one, as PostgreSQL reads a tsvector.

    >>> vector(["hòa", "bình", "hòa"], ["12khubnd"])
    "'hòa':1,3 'bình':2 '12khubnd'"
    """
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words, 1):
        places.setdefault(word, []).append(place)
    told = [f"'{word}':{','.join(map(str, at[:_MOST_PLACES]))}" for word, at in places.items() if word]
    return " ".join([*told, *(f"'{key}'" for key in keys if key and key not in places)])


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for. `exact` and `bare` are PostgreSQL's queries with and without marks; `words`
    are the bare words to be shown in a result, `keys` the numbers of documents that it may mean.
    """

    text: str
    exact: str
    bare: str
    spelled: tuple[str, ...]
    words: frozenset[str]
    keys: frozenset[str]

    @property
    def has_marks(self) -> bool:
        return self.exact != self.bare


def question(typed: str) -> Question | None:
    """Read what was typed: every word must be found, what stands in quotes side by side; None without a word.

    Numbers are tried in every spelling: "142/KHUBND" and "số 142 kh ubnd" ask for one document.

    >>> question('142 kh').bare
    "('142kh' | '142' & 'kh')"
    >>> question('"an toàn" Hòa').exact
    "('an' <-> 'toàn') & 'hòa'"
    """
    text = flat(nfc(typed[:LONGEST_QUESTION]).replace("\0", " "))
    parts = searchable(text).split('"')
    exact: list[str] = []
    plain: list[str] = []
    told: list[str] = []
    keys: set[str] = set()
    for place, part in enumerate(parts):
        words = [word[:_LONGEST_WORD] for word in _WORD.findall(part)][: MOST_WORDS - len(told)]
        if not words:
            continue
        told.extend(words)
        if place % 2 and place < len(parts) - 1:
            exact.append(_side_by_side(words, str))
            plain.append(_side_by_side(words, bare))
        else:
            asked = _without_the_word_number(words)
            exact.append(_all_of(asked, str))
            plain.append(_all_of(asked, bare))
            keys |= {key for start in _number_starts(asked) for _, key in _numbers_from(asked, start)}
    if not told:
        return None
    bare_words = frozenset(map(bare, _without_the_word_number(told)))
    return Question(text, " & ".join(exact), " & ".join(plain), tuple(told), bare_words, frozenset(keys))


def _side_by_side(words: Sequence[str], spelling: _Spelling) -> str:
    return f"({' <-> '.join(_quoted(spelling(word)) for word in words)})"


def _without_the_word_number(words: Sequence[str]) -> list[str]:
    """Leave out "số" before a number: what is looked for is the number."""
    after = [*words[1:], ""]
    return [
        word
        for word, following in zip(words, after, strict=True)
        if not (word in _BEFORE_A_NUMBER and following[:1].isdigit())
    ]


def _all_of(words: Sequence[str], spelling: _Spelling) -> str:
    """Return the query for all words; from a number on, for the number in one piece or for its words."""
    starts = _number_starts(words)
    if not starts:
        return " & ".join(_quoted(spelling(word)) for word in words)
    return _from(words, 0, spelling, starts)


def _from(words: Sequence[str], start: int, spelling: _Spelling, starts: Sequence[int]) -> str:
    if start >= len(words):
        return ""
    rest = _from(words, start + 1, spelling, starts)
    alone = _joined(_quoted(spelling(words[start])), rest)
    if start not in starts:
        return alone
    ways = [
        _joined(_quoted(key), _from(words, end, spelling, starts)) for end, key in _numbers_from(words, start)
    ]
    return f"({' | '.join([*ways, alone])})" if ways else alone


def _joined(first: str, rest: str) -> str:
    return f"{first} & {rest}" if rest else first


def _number_starts(words: Sequence[str]) -> list[int]:
    return [place for place, word in enumerate(words) if word[0].isdigit()][:_MOST_NUMBERS]


def _numbers_from(words: Sequence[str], start: int) -> list[tuple[int, str]]:
    """Return each number that may begin at a word: where it ends, and its key; a date has no letter."""
    ends = range(start + 1, min(len(words), start + _WORDS_OF_A_NUMBER) + 1)
    keys = [(end, number_key("".join(words[start:end]))) for end in ends]
    return [(end, key) for end, key in keys if not key.isdigit() and key]


def _quoted(word: str) -> str:
    return f"'{word}'"
