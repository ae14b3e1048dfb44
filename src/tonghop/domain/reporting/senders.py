"""Who sent it: a body recognised by its code, name or alias wherever a file speaks of its sender.

A name is compared without tones, case and abbreviations ("BTG TP Hoa Binh" is "Ban Tuyên giáo thành phố Hòa
Bình"), and with its tones again where two bodies differ in nothing else. Places that disagree, or a name that
fits two bodies, are a question: nothing is guessed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tonghop.domain.language import match_key, nfc, without_marks
from tonghop.domain.organisations.abbreviations import SPELLED
from tonghop.domain.reporting.campaign import Body


@dataclass(frozen=True, slots=True)
class Hint:
    """A text that may name the sender, and where it stands ("tên tệp", "tiêu đề", "chữ ký" …)."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Sender:
    """The body that sent a file: `decided` is its code, or None with the candidates, perhaps none.

    `why` says by which places it was recognised, or what they say.
    """

    decided: str | None
    candidates: tuple[str, ...]
    why: str


_LEVELS = frozenset(("huyện", "tỉnh", "xã", "phường", "quận", "và", "của", "các"))
_LEVEL_PAIRS = frozenset((("thành", "phố"), ("thị", "xã"), ("thị", "trấn"), ("đặc", "khu")))
_COMMITTEES = frozenset(("tỉnh", "thành", "huyện", "thị", "quận", "đảng"))
_WITH_COMMITTEE = _COMMITTEES | {"xã", "phường"}
_FORM_NAME = re.compile(r"\d{4}-[a-z0-9]{1,6}-|(?: ?\(\d{1,2}\)| ?- ?copy| ?\(bản sao\))$", re.IGNORECASE)
_REMEMBERED = 20_000
_BLANKS = re.compile(r"[\s_]+")
_SEPARATOR = re.compile(r"[_\-.,()\[\]+&/\\]+|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
# The names of 3,321 communes are made of a few hundred words.
_bare = lru_cache(maxsize=8192)(without_marks)


@dataclass(frozen=True, slots=True)
class _Form:
    body: str
    marked: tuple[str, ...]
    plain: tuple[str, ...]
    whole: bool


class Senders:
    """The bodies of a campaign, ready to be recognised; built once for all files of an inbox."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        listed = tuple(bodies)
        self._codes = {_code_key(body.code): body.code for body in listed}
        self._by_words: dict[tuple[str, ...], list[tuple[int, _Form]]] = {}
        self._lengths: dict[str, set[int]] = {}
        for number, form in enumerate(form for body in listed for form in _forms(body)):
            self._by_words.setdefault(form.plain, []).append((number, form))
            self._lengths.setdefault(form.plain[0], set()).add(len(form.plain))
        self._seen: dict[str, tuple[str, ...]] = {}

    def of(self, hints: Sequence[Hint]) -> Sender:
        """Return who sent a file, from all places that may say so.

        A place that names nobody says nothing. Places that name different bodies leave all of them as
        candidates.
        """
        told = [(hint, found) for hint in hints if (found := self.named(hint.text))]
        if not told:
            return Sender(None, (), "không chỗ nào trong tệp nêu tên đơn vị của chiến dịch")
        certain = {found[0] for _, found in told if len(found) == 1}
        if len(certain) == 1 and all(certain <= set(found) for _, found in told):
            return Sender(certain.pop(), (), ", ".join(dict.fromkeys(hint.where for hint, _ in told)))
        candidates = tuple(dict.fromkeys(code for _, found in told for code in found))
        places = "; ".join(f"{hint.where}: “{hint.text.strip()[:60]}”" for hint, _ in told)
        return Sender(None, candidates, places)

    def named(self, text: str) -> tuple[str, ...]:
        """Return the codes of the bodies that a text names: one where it is certain, several where it fits
        several.
        """
        found = self._seen.get(text)
        if found is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            found = self._seen[text] = self._named(text)
        return found

    def _named(self, text: str) -> tuple[str, ...]:
        stem = text.rsplit(".", 1)[0]
        for told in (stem, text, _FORM_NAME.sub("", stem)):
            if code := self._codes.get(_code_key(told)):
                return (code,)
        words = _words(text)
        plain = [_bare(word) for word in words]
        matches = _outermost(list(self._matches(words, plain)))
        if nfc(text) != without_marks(
            text
        ):  # who writes tones writes them everywhere: "Tân Hoa" is not "Tân Hòa"
            exact = [match for match in matches if tuple(words[match[0] : match[1]]) == match[2].marked]
            matches = exact or matches
        whole = [match for match in matches if match[2].whole] or matches
        return tuple(dict.fromkeys(form.body for _, _, form in whole))

    def _matches(self, words: Sequence[str], plain: Sequence[str]) -> Iterator[tuple[int, int, _Form]]:
        for start, first in enumerate(plain):
            for _, form in sorted(self._starting(first, plain[start:])):  # in the campaign's order of bodies
                end = start + len(form.plain)
                if _tones_agree(words[start:end], form.marked):
                    yield start, end, form

    def _starting(self, first: str, plain: Sequence[str]) -> Iterator[tuple[int, _Form]]:
        """Yield the forms with which some words begin, looked up by each length that such forms have: of
        3,321 communes all begin with the same three words.
        """
        for length in self._lengths.get(first, ()):
            if length <= len(plain):
                yield from self._by_words.get(tuple(plain[:length]), ())


def _forms(body: Body) -> Iterator[_Form]:
    """Yield the ways a body is written: name and aliases in full, as its letterhead has them in one line,
    and the name without the words of its level.
    """
    own = tuple(_words(body.name))
    for marked in (own, *(tuple(_words(name)) for name in body.aliases)):
        for written in filter(None, (marked, _committee_first(marked))):
            yield _Form(body.code, written, tuple(map(_bare, written)), True)
    marked = _without_levels(own)
    # What names the place stands last: without it "Ban Tuyên giáo Tỉnh ủy" would be any propaganda board.
    if 2 < len(marked) < len(own) and marked[-1] == own[-1]:
        yield _Form(body.code, marked, tuple(map(_bare, marked)), False)


def _without_levels(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name without the words of its level; "Thành" before "phố" or "ủy" is one, in "xã Thanh Thành"
    it is the place.
    """
    kept: list[str] = []
    for at, word in enumerate(words):
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        is_pair = (word, after) in _LEVEL_PAIRS or (before, word) in _LEVEL_PAIRS
        is_committee = (after == "ủy" and word in _WITH_COMMITTEE) or (
            word == "ủy" and before in _WITH_COMMITTEE
        )
        if not (is_pair or is_committee or word in _LEVELS):
            kept.append(word)
    return tuple(kept)


def _committee_first(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return "huyện ủy a ban tuyên giáo" for "ban tuyên giáo huyện ủy a": Party letterheads begin above."""
    for place in range(1, len(words) - 1):
        if words[place] in _COMMITTEES and words[place + 1] == "ủy":
            return (*words[place:], *words[:place])
    return ()


def _words(text: str) -> list[str]:
    """Return the words of a name or file name, abbreviations spelled out."""
    spaced = _SEPARATOR.sub(" ", _apart(nfc(text)))
    return [
        full
        for word in match_key(spaced).replace("_", " ").split()
        for full in SPELLED.get(_bare(word), (word,))
    ]


def _apart(text: str) -> str:
    """Put a blank before each capital behind a small letter: file names leave it out ("SoTaiChinh")."""
    return " ".join(map(_word_apart, text.split(" ")))


@lru_cache(maxsize=8192)
def _word_apart(word: str) -> str:
    if word[1:].islower() or word.isupper():
        return word
    return "".join(
        f" {c}" if c.isupper() and before.islower() else c
        for before, c in zip(" " + word, word, strict=False)
    )


def _tones_agree(found: Sequence[str], form: Sequence[str]) -> bool:
    """Say whether words that bear marks bear those of the form; words without marks may stand for any."""
    return all(word == own or word == _bare(word) for word, own in zip(found, form, strict=True))


def _outermost(matches: list[tuple[int, int, _Form]]) -> list[tuple[int, int, _Form]]:
    """Drop matches that lie inside a longer one ("Công an tỉnh" inside "Ban Tuyên giáo Đảng ủy Công an
    tỉnh").
    """
    return [
        match
        for match in matches
        if not any(
            o[0] <= match[0] and match[1] <= o[1] and o[1] - o[0] > match[1] - match[0] for o in matches
        )
    ]


def _code_key(text: str) -> str:
    return _BLANKS.sub("-", without_marks(text.strip()).lower())
