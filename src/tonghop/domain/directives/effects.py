"""What a directive does to another that it cites: replaces it, takes it out of force, or amends it.

Only a proposal for a person: the words of replacing must stand in the same sentence as the citation, before
it ("thay thế Quyết định số …") or behind it ("… hết hiệu lực"), and the sentence must speak of itself ("Quyết
định này …") or open with the verb, since preambles also tell what others replaced.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tonghop.domain.directives.citations import Citation
from tonghop.domain.language import sentences
from tonghop.domain.provenance import Span

REPLACES, REPEALS, AMENDS = "replaces", "repeals", "amends"


@dataclass(frozen=True, slots=True)
class Effect:
    """What is done to the citation of this number, and the sentence that says so."""

    citation: int
    kind: str
    span: Span


_OPENING = r"[\W\d]{0,12}(?:[a-zđ]\)|điều \d{1,3}\.)?\W{0,6}(?:nay )?"
_ITSELF = re.compile(
    rf"(?:\A{_OPENING}(?:bãi bỏ|thay thế|sửa đổi))"
    r"|(?<!\w)(?:quyết định|chỉ thị|kế hoạch|công văn|hướng dẫn|thông tư|nghị quyết|quy chế|quy định|văn bản"
    r"|chương trình) này(?!\w)|(?<!\w)hết hiệu lực"
)
_BEFORE = (
    (REPLACES, re.compile(r"(?<!\w)thay thế(?!\w)")),
    (REPEALS, re.compile(r"(?<!\w)(?:bãi bỏ|hủy bỏ)(?!\w)")),
    (AMENDS, re.compile(r"(?<!\w)(?:sửa đổi|bổ sung|điều chỉnh)(?!\w)")),
)
_BEHIND = (
    (REPLACES, re.compile(r"(?<!\w)được thay thế(?!\w)")),
    (REPEALS, re.compile(r"(?<!\w)(?:hết hiệu lực|bị bãi bỏ|được bãi bỏ)(?!\w)")),
)


def find_effects(
    text: str, folded: str, citations: Sequence[Citation], *, within: Sequence[Span]
) -> tuple[Effect, ...]:
    """Return what the sentences inside `within` do to cited documents; each citation at most once.

    `folded` is `searchable(text)`.
    """
    mentions = sorted((span, number) for number, each in enumerate(citations) for span in each.mentions)
    starts = [span.start for span, _ in mentions]
    found: dict[int, Effect] = {}
    for part in within:
        for sentence in sentences(text, part):
            here = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            if here and _ITSELF.search(sentence.cut(folded)):
                for effect in _effects(folded, sentence, here):
                    found.setdefault(effect.citation, effect)
    return tuple(found[number] for number in sorted(found))


def _effects(folded: str, sentence: Span, here: Sequence[tuple[Span, int]]) -> Iterator[Effect]:
    for span, number in here:
        kind = _kind(folded[sentence.start : span.start], folded[span.end : sentence.end])
        if kind:
            yield Effect(number, kind, sentence)


def _kind(before: str, behind: str) -> str | None:
    for kind, words in _BEHIND:
        if words.search(behind):
            return kind
    return next((kind for kind, words in _BEFORE if words.search(before)), None)
