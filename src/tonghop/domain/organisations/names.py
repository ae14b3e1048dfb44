"""Names of places and bodies as people write them, brought to the form in which two spellings are equal.

"TP. Hoà Bình", "thành phố Hòa Bình" and "Tp Hoa Binh" fold to the same words. What a place is (phường, xã
…) stands apart from its name, so that either may be left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tonghop.domain.language import match_key, without_marks
from tonghop.domain.organisations.abbreviations import SHORT_FORMS, SPELLED
from tonghop.domain.organisations.units import PLACE, Version

PLACE_KINDS = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã", "đặc khu")
BODY_HEADS = (
    "ủy ban nhân dân",
    "hội đồng nhân dân",
    "ủy ban mặt trận tổ quốc việt nam",
    "ủy ban mặt trận tổ quốc",
    "mặt trận tổ quốc việt nam",
    "mặt trận tổ quốc",
    "công an",
    "đảng ủy",
    "đảng bộ",
    "trung tâm chính trị",
)
"""What bodies are called before the place at which they stand."""

_LONGEST, _MOST_PARTS = 300, 8
_NUMBERED = re.compile(r"\b([pq])(\d{1,2})\b")
_KIND_WORDS = tuple(tuple(kind.split()) for kind in sorted(PLACE_KINDS, key=len, reverse=True))
_BARE_KINDS = tuple((kind, tuple(map(without_marks, kind))) for kind in _KIND_WORDS)
_KINDS_BY_FIRST = {
    first: tuple(one for one in _BARE_KINDS if one[1][0] == first)
    for first in {bare[0] for _, bare in _BARE_KINDS}
}
_BARE_HEADS = tuple(tuple(without_marks(head).split()) for head in BODY_HEADS)
_PLAIN_SHORT = frozenset(map(without_marks, SHORT_FORMS)) - {"ca", "gd"}
"""Short forms are also read without their marks; "Ca" and "Gd" are syllables of places too often."""


@dataclass(frozen=True, slots=True)
class Written:
    """A name in folded words: `kind` is what a place is, "" where it is not said."""

    kind: str
    words: tuple[str, ...]

    @property
    def plain(self) -> tuple[str, ...]:
        return tuple(map(_bare, self.words))


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in lower case with one tone placement, abbreviations spelled out.

    >>> folded_words("UBND P. Tân Hoà"), folded_words("Q1")
    (('ủy', 'ban', 'nhân', 'dân', 'phường', 'tân', 'hòa'), ('quận', '1'))
    """
    spaced = _NUMBERED.sub(r"\1 \2", match_key(text[:_LONGEST]))
    return tuple(part for word in spaced.split() for part in _spelled(word))


@lru_cache(maxsize=50_000)
def written(text: str) -> Written:
    """Read a name: what the place is, and how it is called.

    >>> written("TX. Phú Thọ"), written("Thành Công")
    (Written(kind='thị xã', words=('phú', 'thọ')), Written(kind='', words=('thành', 'công')))
    """
    return _apart(folded_words(text))


def without_head(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return what follows the words of a body ("ủy ban nhân dân"), all of them where it is not one.

    >>> without_head(folded_words("UBND phường Tân Hòa"))
    ('phường', 'tân', 'hòa')
    """
    plain = tuple(map(_bare, words))
    for head in _BARE_HEADS:
        if plain[: len(head)] == head and len(words) > len(head):
            return words[len(head) :]
    return words


def parts_of(text: str) -> tuple[str, ...]:
    """Return what stands between the commas of a name, from the inner to the outer; no more than anyone
    writes.
    """
    parts = (part.strip() for part in text[:_LONGEST].split(","))
    return tuple(part for part in parts if part)[:_MOST_PARTS]


def scopes(text: str) -> Iterator[tuple[str, str]]:
    """Yield ways to read a text as a name and the places in which it lies, the longest name first.

    >>> list(scopes("P. Tân Hòa, TP Hòa Bình"))
    [('P. Tân Hòa, TP Hòa Bình', ''), ('P. Tân Hòa', 'TP Hòa Bình')]
    """
    parts = parts_of(text)
    yield text, ""
    for cut in range(len(parts) - 1, 0, -1):
        yield ", ".join(parts[:cut]), ", ".join(parts[cut:])


def index_of_names(versions: Iterable[Version]) -> Mapping[str, tuple[tuple[Version, Written], ...]]:
    """Return every version by its name and aliases without marks, with the words as they are marked."""
    found: dict[str, dict[int, tuple[Version, Written]]] = {}
    for version in versions:
        for name in (version.name, *version.aliases):
            form = written(name) if version.line == PLACE else Written("", folded_words(name))
            key = " ".join(form.plain)
            found.setdefault(key, {}).setdefault(id(version), (version, form))
    return {key: tuple(forms.values()) for key, forms in found.items()}


def index_of_slips(keys: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the keys from which one letter was left out, and the keys themselves, each with what it may
    mean.

    Two keys one slip of the finger apart meet here: both lose the letter in which they differ.
    """
    shorter: dict[str, list[str]] = {}
    for key in keys:
        for lost in shortened(key):
            shorter.setdefault(lost, []).append(key)
    return {lost: tuple(meant) for lost, meant in shorter.items()}


def shortened(key: str) -> frozenset[str]:
    """Return a key and all that are left when one of its letters is lost."""
    return frozenset((key, *(key[:at] + key[at + 1 :] for at in range(len(key)))))


def tones_agree(found: Sequence[str], meant: Sequence[str]) -> bool:
    """Say whether a name as written can be the one meant: equal, or written without any marks at all.

    Who writes marks writes them everywhere: "Tân Hoa" is not "Tân Hòa", and "Tan Hoa" may be.
    """
    if tuple(found) == tuple(meant):
        return True
    return all(word == _bare(word) for word in found) and tuple(found) == tuple(map(_bare, meant))


@lru_cache(maxsize=20_000)
def _bare(word: str) -> str:
    return without_marks(word)


def _spelled(word: str) -> tuple[str, ...]:
    if word in SHORT_FORMS or word in _PLAIN_SHORT:
        return SPELLED[without_marks(word)]
    return (word,)


def _apart(words: tuple[str, ...]) -> Written:
    plain = tuple(map(_bare, words[:3]))
    for kind, bare in _KINDS_BY_FIRST.get(plain[0], ()) if plain else ():
        if plain[: len(kind)] == bare and len(words) > len(kind) and tones_agree(words[: len(kind)], kind):
            return Written(" ".join(kind), words[len(kind) :])
    return Written("", words)
