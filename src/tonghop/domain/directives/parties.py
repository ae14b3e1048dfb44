"""Parties as directives name them: single bodies, classes of bodies, lists, and what follows them.

A run of parties is read name by name: `party_names` says where one name ends, and behind a comma, a
semicolon, "và" or "cùng" the next one begins, or the run is over. One office word may open several names
("Các Sở: Tài chính, Y tế" are Sở Tài chính and Sở Y tế). What stands behind the run decides what the sentence
does with the parties: a verb of duty or a colon tasks them, a telling word tells of them, and nothing at all
makes the line a heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tonghop.domain.directives.commands import DUTY, NARRATED, SURE_DUTIES
from tonghop.domain.directives.party_names import RELATIVE, Stretch, head_end, name_end
from tonghop.domain.directives.party_words import FIELD, HEAD
from tonghop.domain.language import flat
from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Party:
    """A named party in the text. `role` is "lead", "support" or "all" (several act alike, none leads)."""

    name: str
    span: Span
    role: str = "lead"


@dataclass(frozen=True, slots=True)
class Naming:
    """Parties named in one run, where the run ends, and what stands there.

    `then` is "duty" (a verb of duty), "colon", "end" (nothing more), "told" (narrative) or "other".
    """

    parties: tuple[Party, ...]
    end: int
    then: str


_OFFICES_OF = re.compile(
    r"(?P<officer>(?:giám đốc|bộ trưởng|thủ trưởng|lãnh đạo) +)?"
    r"(?:các|những) +(?P<office>bộ|sở)(?: trưởng)?(?:, (?:ban|ngành))* *:? *"
)
_FIELD_JOINT = re.compile(r" *(?:, *(?:và +)?|và +)")
_PARENTHESIS = re.compile(r"[ *_]*(?:\([^()]{0,300}\)[ *_]*)?")
_PARTY_JOINT = re.compile(r"[ *_]*(?:[,;] *(?:và +)?|và +|cùng +|cùng với +)[*_]*")
_OPENING = re.compile(
    r",? *(?:"
    # on what ground, in what frame
    r"trên cơ sở|căn cứ|theo|trong|tùy|với|ngoài|bằng|thông qua"
    # when
    r"|định kỳ|hằng|hàng|khi|nếu"
    # how
    r"|chủ trì|phối hợp|khẩn trương|chủ động"
    r")(?!\w)"
)
"""An adverbial that opens a duty, perhaps behind a comma."""

_TO_SURE_DUTY = re.compile(rf"[^.;:]{{0,160}}?(?<!\w)(?:{'|'.join(SURE_DUTIES)})(?!\w)")
_CHARGED = re.compile(r"được (?:giao|phân công|ủy quyền)(?: nhiệm vụ)? ")
_ROLE_AND_DUTY = re.compile(
    r"là [^.;:]{3,90}?,? (?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|chủ trì|tham mưu|giúp)(?!\w)"
)
"""A role told before the duty ("là cơ quan thường trực, có trách nhiệm theo dõi")."""

_MOST_PARTIES = 60


def name_parties(text: str, folded: str, start: int, end: int, *, heading: bool = False) -> Naming | None:
    """Read the parties named from `start` on, or return None when no party begins there.

    `folded` is `searchable(text)`. With `heading`, the whole stretch up to `end` is a line of its own that
    names parties, so words that might be verbs belong to the names.

    >>> from tonghop.domain.language import searchable
    >>> t = "Sở Văn hóa, Thể thao và Du lịch, Công an tỉnh và các sở, ban, ngành chủ trì"
    >>> [p.name for p in name_parties(t, searchable(t), 0, len(t)).parties]
    ['Sở Văn hóa, Thể thao và Du lịch', 'Công an tỉnh', 'các sở, ban, ngành']
    """
    stretch = Stretch(text, folded, end)
    parties: list[Party] = []
    at = start
    while len(parties) < _MOST_PARTIES:
        named, stop = _named_at(stretch, at, heading)
        if not named:
            break
        parties.extend(named)
        at = _after_parenthesis(stretch, stop)
        following = _next_party(stretch, at)
        if following is None:
            break
        at = following
    return Naming(tuple(parties), at, _then(stretch, at)) if parties else None


def party_heads(folded: str, start: int, end: int) -> Iterator[int]:
    """Yield the places where a party may begin; `name_parties` decides."""
    for found in HEAD.finditer(folded, start, end):
        yield found.start()


def names_a_head(folded: str, span: Span) -> bool:
    """Say whether a word stands in a span with which a party may begin."""
    return HEAD.search(folded, *span) is not None


def _named_at(stretch: Stretch, at: int, heading: bool) -> tuple[list[Party], int]:
    """Return the party that begins at `at`, or the several of one office word, and where their names end."""
    several = _offices_of(stretch, at)
    if several:
        return several, several[-1].span.end
    head = head_end(stretch, at)
    if head is None:
        return [], at
    stop = name_end(stretch, at, head, heading=heading)
    span = Span(at, stop).trimmed(stretch.text, left="", right=" \n\t,;*_-")
    return [Party(flat(span.cut(stretch.text)), span)], stop


def _offices_of(stretch: Stretch, at: int) -> list[Party]:
    """Return the bodies of "Các Sở: Tài chính, Y tế và Nội vụ", each under its full name ("Sở Tài chính")."""
    opening = stretch.match(_OFFICES_OF, at)
    if opening is None or not stretch.is_capital(opening.end()):
        return []
    officer = stretch.text[at : opening.end("officer")] if opening["officer"] else ""
    office = opening["office"].capitalize()
    fields = list(_fields(stretch, opening.end()))
    names = [flat(f"{officer} {office} {field.cut(stretch.text)}") for field in fields]
    starts = [at, *(field.start for field in fields[1:])]
    return [
        Party(name, Span(begin, field.end)) for name, begin, field in zip(names, starts, fields, strict=False)
    ]


def _fields(stretch: Stretch, at: int) -> Iterator[Span]:
    """Yield the fields listed from `at` on ("Tài chính, Y tế và Nội vụ")."""
    while field := stretch.match(FIELD, at):
        yield Span(field.start(), field.end())
        joint = stretch.match(_FIELD_JOINT, field.end())
        if joint is None:
            return
        at = joint.end()


def _after_parenthesis(stretch: Stretch, at: int) -> int:
    """Step over blanks, emphasis and one parenthesis behind a name."""
    skipped = stretch.match(_PARENTHESIS, at)
    return skipped.end() if skipped else at


def _next_party(stretch: Stretch, at: int) -> int | None:
    """Return where the next party of the list begins, or None where the list ends."""
    joint = stretch.match(_PARTY_JOINT, at)
    if joint is None or head_end(stretch, joint.end()) is None:
        return None
    return joint.end()


def _then(stretch: Stretch, at: int) -> str:
    """Say what stands behind the list of parties."""
    at = stretch.past(at, " \n\t*_")
    if not stretch.folded[at : stretch.end].strip(" .;*_/"):
        return "end"
    if stretch.text[at] == ":":
        return "colon"
    if stretch.match(DUTY, at) or stretch.match(_OPENING, at):
        return "duty"
    charged = stretch.match(_CHARGED, at)
    if charged and (stretch.match(DUTY, charged.end()) or stretch.match(_TO_SURE_DUTY, at)):
        return "duty"
    if stretch.match(RELATIVE, at) and stretch.match(_TO_SURE_DUTY, at):
        return "duty"
    if stretch.match(_ROLE_AND_DUTY, at):
        return "duty"
    return "told" if stretch.match(NARRATED, at) else "other"
