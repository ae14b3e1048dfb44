"""Which indicator a header or a row label means: by name, alias, unit of measure, with typing errors within
reason.

Exactly one, several, or none, and why. A label that says more than the name ("… tại trường học") or less ("Mô
hình") is not the indicator: it has candidates, and a person is asked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tonghop.domain.language import flat, match_key, nfc, without_marks
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.measures import measure
from tonghop.domain.spelling import slips

_MOST_CANDIDATES = 6
_LONGEST_LABEL = 300
_REMEMBERED = 50_000
_NUMBERED = (
    r"(?:[-–—+•*▪◦·►>]{1,3}\s*|\(?\d{1,2}(?:\.\d{1,2}){0,3}(?:[.)/:]|\s?[-–](?=\s)|(?<=\.\d)(?=\s))\s*"
    r"|\(?[a-zđA-ZĐ][.)]\s+|\([a-zđ]\)\s*|[IVXL]{1,5}\s?[.)/-]\s*)"
)
_ENUMERATOR = re.compile(rf"\s*(?:{_NUMBERED}){{1,2}}")
_ASIDE = re.compile(r"\(([^()]{0,80})\)|\[([^\[\]]{0,80})\]")
_FOOTNOTE = re.compile(r"\(\s*(?:\d{1,2}|\*{1,3}|[a-z])\s*\)|[*¹²³⁴⁵⁶⁷⁸⁹]{1,3}\s*$")
_OF_WHICH = re.compile(
    r"\s*(?:[-–+•*]\s*)?(?:trong (?:đó|do)|gồm(?: có)?|bao gồm|chia ra)\b\s*[:,;-]?\s*", re.IGNORECASE
)
_LIGHT_STARTS = tuple(
    tuple(words.split())
    for words in ("tổng số lượng", "tổng số", "số lượng", "tổng", "số", "tong so", "so luong", "so", "tong")
)
_LIGHT = frozenset(start[0] for start in _LIGHT_STARTS)
_EMPTY_WORDS = frozenset(
    [
        "số",
        "các",
        "và",
        "của",
        "được",
        "đã",
        "tại",
        "cho",
        "trong",
        "tổng",
        "lượng",
        "những",
        "có",
        "với",
        "về",
        "ở",
        "là",
        "theo",
        "đến",
        "so",
        "cac",
        "va",
        "cua",
        "duoc",
        "da",
        "tai",
        "tong",
        "luong",
    ]
)


@dataclass(frozen=True, slots=True)
class Match:
    """What a label means. `indicator` is the one it names; `asides` are the other words of the label, which
    must be understood before that is certain ("cùng kỳ", "nghìn lượt"). Without it, `candidates` are those it
    may mean; `is_name` says that it is the very name of each of them.
    """

    indicator: str | None
    candidates: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    why: str = ""
    is_name: bool = False

    @property
    def is_none(self) -> bool:
        return self.indicator is None and not self.candidates


NO_MATCH = Match(None, why="không giống tên chỉ tiêu nào")


@dataclass(frozen=True, slots=True)
class _Form:
    code: str
    words: tuple[str, ...]
    content: frozenset[str]


class Labels:
    """The indicators of a campaign, ready to be recognised; built once for all files of an inbox.

    >>> tours = Indicator("tours", "Lượt xe loa tuyên truyền", "lượt", aliases=("xe tuyên truyền lưu động",))
    >>> labels = Labels([tours])
    >>> labels.match("1. Số lượt xe loa tuyên truyền").indicator, labels.match("Xe loa").candidates
    ('tours', ('tours',))
    """

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        listed = tuple(indicators)
        self._forms = tuple(form for row in listed for form in _forms(row))
        self._exact: dict[str, tuple[str, ...]] = {}
        self._plain: dict[str, tuple[str, ...]] = {}
        self._by_size: dict[int, list[_Form]] = {}
        self._by_end: dict[str, list[_Form]] = {}
        self._by_word: dict[str, list[_Form]] = {}
        for form in self._forms:
            key = "".join(form.words)
            _add(self._exact, key, form.code)
            _add(self._plain, without_marks(key), form.code)
            self._index(form)
        self._by_unit = _units(listed)
        self._seen: dict[str, Match] = {}

    def _index(self, form: _Form) -> None:
        self._by_size.setdefault(len(form.words), []).append(form)
        for word in {form.words[0], form.words[-1]}:
            self._by_end.setdefault(word, []).append(form)
        for word in form.content:
            self._by_word.setdefault(word, []).append(form)

    def match(self, text: str) -> Match:
        """Return which indicator a label means, with the words that are left over."""
        found = self._seen.get(text)
        if found is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            found = self._seen[text] = self._match(text)
        return found

    def _match(self, text: str) -> Match:
        label = flat(nfc(text))
        if not label or len(label) > _LONGEST_LABEL or not any(map(str.isalpha, label)):
            return NO_MATCH
        bare = without_enumerator(label)
        if found := self._named(bare):
            return found
        if not any(word in self._by_word for word in _content(_words(bare))):
            return NO_MATCH
        base, asides = _without_asides(bare)
        if asides and (found := self._named(base)):
            return replace(found, asides=asides)
        if found := self._with_more_words(base):
            return replace(found, asides=(*found.asides, *asides))
        return self._near(_words(bare)) or self._near(_words(base)) or NO_MATCH

    def _named(self, text: str) -> Match | None:
        """Match a text that is a name or alias and nothing else."""
        words = _words(text)
        key = "".join(words)
        if codes := self._exact.get(key):
            return _of(codes, "đúng tên hoặc tên gọi khác")
        if key == without_marks(key) and (codes := self._plain.get(key)):
            return _of(codes, "đúng tên, viết không dấu")
        return self._misspelt(words)

    def _misspelt(self, words: Sequence[str]) -> Match | None:
        told = [
            (count, form.code)
            for form in self._by_size.get(len(words), ())
            if (count := slips(words, form.words)) is not None
        ]
        if not told:
            return None
        codes = tuple(dict.fromkeys(code for _, code in sorted(told)))
        return _of(codes, "đúng tên, có lỗi gõ")

    def _with_more_words(self, text: str) -> Match | None:
        """Match a label that begins or ends with a whole name; the words beside it are left to be
        understood.
        """
        words = _words(text, light=False)
        best: tuple[int, str, tuple[str, ...]] | None = None
        codes: set[str] = set()
        for form in (form for word in dict.fromkeys(words) for form in self._by_end.get(word, ())):
            size = len(form.words)
            if size < 2 or size >= len(words) or (best and size < best[0]):
                continue
            rest = _beside(words, form.words)
            if rest is not None:
                codes = {form.code} if not best or size > best[0] else codes | {form.code}
                best = (size, form.code, rest)
        if best is None or len(codes) > 1:
            return None
        return Match(best[1], (best[1],), (" ".join(best[2]),), "tên chỉ tiêu với những từ khác bên cạnh")

    def _near(self, words: Sequence[str]) -> Match | None:
        """Return the indicators whose names hold the label's words, lie in them, or share most of them."""
        content = _content(words)
        if not content:
            return None
        if codes := self._by_unit.get("".join(words)):
            return Match(None, codes[:_MOST_CANDIDATES], (), "chỉ có tên đơn vị tính")
        alike = {form for word in content for form in self._by_word.get(word, ())}
        scored = [(score, form.code) for form in alike if (score := _likeness(content, form.content))]
        codes = tuple(dict.fromkeys(code for _, code in sorted(scored, key=lambda row: (-row[0], row[1]))))
        return Match(None, codes[:_MOST_CANDIDATES], (), "gần giống tên chỉ tiêu") if codes else None


def without_enumerator(label: str) -> str:
    """Return a label without its number, letter or dash, footnote marks and closing colon.

    >>> [without_enumerator(label) for label in ("1.2. Số buổi (1):", "- tờ rơi*", "6 tháng")]
    ['Số buổi', 'tờ rơi', '6 tháng']
    """
    number = _ENUMERATOR.match(label)
    bare = label[number.end() :] if number else label
    return _FOOTNOTE.sub("", bare or label).strip(" \t\n\xa0:;.,")


def of_which(label: str) -> str | None:
    """Return what stands behind a leading "Trong đó", perhaps nothing, or None where the label has no such
    words.

    >>> of_which("Trong đó: - Tại trường học"), of_which("- Trong đó"), of_which("Số buổi")
    ('- Tại trường học', '', None)
    """
    match = _OF_WHICH.match(label)
    return label[match.end() :] if match else None


def label_key(text: str) -> str:
    """Return the form in which a label is remembered from cycle to cycle.

    >>> label_key(" 1. SỐ BUỔI  tuyên truyền: ") == label_key("2) số buổi tuyên truyền")
    True
    """
    return match_key(without_enumerator(flat(nfc(text))))


def _forms(indicator: Indicator) -> Iterable[_Form]:
    seen: set[tuple[str, ...]] = set()
    for name in (indicator.name, *indicator.aliases, indicator.code):
        words = tuple(_words(name))
        if words and words not in seen:
            seen.add(words)
            yield _Form(indicator.code, words, _content(words))


def _units(indicators: Sequence[Indicator]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in indicators:
        _add(found, measure(row.unit).base, row.code)
    return found


def _add(table: dict[str, tuple[str, ...]], key: str, code: str) -> None:
    if key and code not in table.get(key, ()):
        table[key] = (*table.get(key, ()), code)


def _of(codes: tuple[str, ...], why: str) -> Match:
    if len(codes) == 1:
        return Match(codes[0], codes, (), why, is_name=True)
    return Match(None, codes, (), "tên của nhiều chỉ tiêu", is_name=True)


def _words(text: str, *, light: bool = True) -> list[str]:
    """Return the words of a name, without "số", "tổng số" before it."""
    words = match_key(text).replace("_", " ").split()
    if light and words and words[0] in _LIGHT:
        for start in _LIGHT_STARTS:
            if tuple(words[: len(start)]) == start and len(words) > len(start):
                return words[len(start) :]
    return words


def _content(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in map(_bare_word, words) if word not in _EMPTY_WORDS)


@lru_cache(maxsize=8192)
def _bare_word(word: str) -> str:
    return without_marks(word)


def _without_asides(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a label without what stands in brackets, and that."""
    asides = tuple((match[1] or match[2] or "").strip() for match in _ASIDE.finditer(text))
    return flat(_ASIDE.sub(" ", text)).strip(" :;.,-–"), tuple(filter(None, asides))


def _beside(words: Sequence[str], name: Sequence[str]) -> tuple[str, ...] | None:
    """Return the words around a name that stands at the begin or the end of others, None where it does
    not.
    """
    size = len(name)
    for start in (0, *(len(light) for light in _LIGHT_STARTS if tuple(words[: len(light)]) == light)):
        if tuple(words[start : start + size]) == tuple(name):
            return tuple(words[start + size :])
    return tuple(words[:-size]) if tuple(words[-size:]) == tuple(name) else None


def _likeness(label: frozenset[str], name: frozenset[str]) -> float:
    """Return how alike two sets of words are, 0 where too little to ask a person."""
    shared = len(label & name)
    if not shared:
        return 0
    whole = shared / len(label | name)
    if shared == min(len(label), len(name)) and shared >= 2:
        return 1 + whole
    return whole if whole >= 0.6 else 0
