"""Double counting between levels: a body above reports as its own what the bodies below it report as well.

It is suspected where the figures above are the sums of those below, or are not less and the text speaks of
the whole district or province. Until a person says, the figures above stay out of the totals: no work counts
twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from tonghop.domain.consolidation.questions import Answers, OpenPoint, Place, answer_to, question_id
from tonghop.domain.consolidation.submissions import Finding, Submission, held_back
from tonghop.domain.language import nfc, searchable
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.indicators import FLOW, STOCK, Indicator
from tonghop.domain.reporting.values import vietnamese_number

CONTAINS, ADDS = "đã gồm", "chưa gồm"
_WHOLE_AREA = (
    "toàn huyện",
    "toàn tỉnh",
    "toàn thành phố",
    "toàn thị xã",
    "toàn xã",
    "toàn ngành",
    "toàn địa bàn",
)
_TELLING = Decimal(50)
"""A single sum of this size does not agree by chance; smaller ones have to agree twice."""
_MOST_LEFT_OUT = 60
"""Among so many bodies below those are looked for whose figures the body above has not added up yet."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A body above and those below it whose figures it seems to contain, with the indicators concerned."""

    parent: str
    children: tuple[str, ...]
    indicators: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Counting:
    """Submissions as they are to be counted. `contained` has, by body and indicator, the body that contains
    it.
    """

    submissions: Mapping[str, Submission]
    contained: Mapping[tuple[str, str], str]
    findings: tuple[Finding, ...] = ()
    open: tuple[OpenPoint, ...] = ()


def counted_once(
    campaign: Campaign,
    asked: Sequence[Indicator],
    submissions: Mapping[str, Submission],
    answers: Answers,
) -> Counting:
    """Return the submissions without what would count twice, with what was found and what is asked."""
    told = dict(submissions)
    contained: dict[tuple[str, str], str] = {}
    findings: list[Finding] = []
    points: list[OpenPoint] = []
    for overlap in _overlaps(campaign, asked, submissions):
        above = submissions[overlap.parent]
        findings.append(Finding("double-count", overlap.parent, above.file, "", overlap.message))
        point = _question(overlap, submissions)
        given = answer_to(point, answers)
        if given and given.value.strip() == CONTAINS:
            contained |= {
                (child, code): overlap.parent
                for child in overlap.children
                for code in overlap.indicators
                if code in submissions[child].entries
            }
        elif not given or given.value.strip() != ADDS:
            points.append(point)
            told[overlap.parent] = held_back(above, overlap.indicators)
    return Counting(told, contained, tuple(findings), tuple(points))


def _overlaps(
    campaign: Campaign, asked: Sequence[Indicator], submissions: Mapping[str, Submission]
) -> Iterator[Overlap]:
    adding = [row for row in asked if row.kind in (FLOW, STOCK)]
    below: dict[str, list[Body]] = {}
    for body in campaign.bodies:
        if body.parent and body.code in submissions:
            below.setdefault(body.parent, []).append(body)
    for parent, children in below.items():
        if parent in submissions:
            codes = tuple(child.code for child in children)
            yield from _overlap(parent, codes, adding, submissions)


def _overlap(
    parent: str, children: Sequence[str], adding: Sequence[Indicator], submissions: Mapping[str, Submission]
) -> Iterator[Overlap]:
    above = submissions[parent].amounts
    below = {child: submissions[child].amounts for child in children}
    codes = [row.code for row in adding if row.code in above]
    sums = {code: _sum(code, below.values()) for code in codes}
    equal = [code for code in codes if sums[code] and above[code] == sums[code]]
    agrees = len(equal) > 1 or any(above[code] >= _TELLING for code in equal)
    if not agrees and (some := _some_of(above, sums, below)):
        children, agrees = some, True
        sums = {code: _sum(code, (below[child] for child in some)) for code in codes}
    reaching = [code for code, amount in sums.items() if amount and above[code] >= amount]
    if not reaching or not (agrees or _speaks_of_whole(submissions[parent])):
        return
    names = {row.code: row.name for row in adding}
    shown = "; ".join(
        f"{names[code]}: {vietnamese_number(above[code])} so với cấp dưới {vietnamese_number(sums[code])}"
        for code in reaching
    )
    message = f"Số liệu của “{parent}” có thể đã gồm số liệu của {', '.join(children)} ({shown})."
    yield Overlap(parent, tuple(children), tuple(reaching), message)


def _some_of(
    above: Mapping[str, Decimal],
    sums: Mapping[str, Decimal],
    below: Mapping[str, Mapping[str, Decimal]],
) -> tuple[str, ...]:
    """Return the bodies below whose sums the figures above are, all but one or two: those came after the body
    above had added up. Two figures have to agree, one of them of some size.
    """
    latecomers = list(below)[:_MOST_LEFT_OUT]
    for left in (*combinations(latecomers, 1), *combinations(latecomers, 2)):
        if len(below) - len(left) < 2:
            return ()
        rests = {code: sums[code] - _sum(code, (below[child] for child in left)) for code in sums}
        equal = [code for code in sums if rests[code] and above[code] == rests[code]]
        if len(equal) > 1 and any(above[code] >= _TELLING for code in equal):
            return tuple(child for child in below if child not in left)
    return ()


def _sum(code: str, below: Iterable[Mapping[str, Decimal]]) -> Decimal:
    return sum((amounts.get(code, Decimal(0)) for amounts in below), Decimal(0))


def _speaks_of_whole(submission: Submission) -> bool:
    texts = [passage.text for passage in submission.passages]
    texts += [text for entry in submission.entries.values() for text in (entry.sentence, entry.note)]
    return any(words in searchable(nfc(text)) for text in texts for words in _WHOLE_AREA)


def _question(overlap: Overlap, submissions: Mapping[str, Submission]) -> OpenPoint:
    above = submissions[overlap.parent]
    files = "; ".join(submissions[code].file for code in overlap.children)
    message = (
        f"{overlap.message} Đã gồm hay chưa? Khi chưa trả lời, số của “{overlap.parent}” không cộng vào tổng."
        f" (tệp cấp dưới: {files})"
    )
    key = "+".join(sorted([above.sha256, *(submissions[code].sha256 for code in overlap.children)]))
    return OpenPoint(
        question_id(key, overlap.parent, "double-count"),
        Place(above.file, "", overlap.parent),
        message,
        (CONTAINS, ADDS),
    )
