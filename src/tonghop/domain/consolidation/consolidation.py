"""The front of this room: all returns of a cycle into one consolidation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import DueInstant
from tonghop.domain.consolidation.adjustments import Adjustment, fitting
from tonghop.domain.consolidation.attribution import Attributed, attributed
from tonghop.domain.consolidation.comparisons import cumulative, outliers, since_new_year
from tonghop.domain.consolidation.compositions import Composition
from tonghop.domain.consolidation.copies import copied
from tonghop.domain.consolidation.double_counting import Counting, counted_once
from tonghop.domain.consolidation.drafts import Draft, drafts
from tonghop.domain.consolidation.figures import Total, total
from tonghop.domain.consolidation.narratives import Narrative, narratives
from tonghop.domain.consolidation.previous import Previous, year_before
from tonghop.domain.consolidation.questions import NO_ANSWERS, Answers, OpenPoint, Question, grouped
from tonghop.domain.consolidation.returns import RefusedFile, Return
from tonghop.domain.consolidation.submissions import Finding, Submission, held_back, submission_of
from tonghop.domain.consolidation.told_bodies import with_told_bodies
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.due_list import NO_OTHER_DUES, DueRow, Standing, due_list, standing_counts
from tonghop.domain.reporting.indicators import RATE, Indicator

if TYPE_CHECKING:
    from tonghop.domain.consolidation.structures import AskedRegister, StructuredTotal

AS_REPORTED = "as-reported"
COUNTED, SUPERSEDED, WAITING, UNCLAIMED = "counted", "superseded", "waiting", "unclaimed"


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """What became of a file that was read: counted, superseded by another, waiting for an answer about it, or
    unclaimed: nobody knows yet whose it is.
    """

    file: str
    sha256: str
    body: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Consolidation:
    """One roll-up: who reported, the totals, what was written, and what a person should look at.

    `structure` is the record's word for that on which totals are stated by place, `told_structure` the
    reader's: "" as reported. `points` are the open points that the questions group, `waiting` the bodies of
    which nothing counts until a question about a later file is answered. `composed` are the
    sections whose words the office has composed.
    """

    campaign: Campaign
    cycle: Cycle
    due: tuple[DueRow, ...]
    totals: tuple[Total, ...]
    narratives: tuple[Narrative, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    refused: tuple[RefusedFile, ...]
    structure: str = AS_REPORTED
    told_structure: str = ""
    files: tuple[ReceivedFile, ...] = ()
    drafts: tuple[Draft, ...] = ()
    submissions: tuple[Submission, ...] = ()
    structured: tuple["StructuredTotal", ...] = ()
    register: "AskedRegister | None" = None
    composed: tuple[Composition, ...] = ()
    points: tuple[OpenPoint, ...] = ()
    waiting: frozenset[str] = frozenset()

    @property
    def open_bodies(self) -> frozenset[str]:
        """The bodies about which something is still asked."""
        return self.waiting | {point.place.body for point in self.points if point.place.body}

    @property
    def coverage(self) -> dict[Standing, int]:
        return standing_counts(self.due)

    def bodies_that_are(self, standing: Standing) -> tuple[str, ...]:
        return tuple(row.body for row in self.due if row.standing is standing)

    @property
    def needs_a_person(self) -> bool:
        return bool(self.findings or self.questions or self.refused)


def consolidate(
    campaign: Campaign,
    cycle: Cycle,
    returns: Sequence[Return],
    due: DueInstant,
    *,
    answers: Answers = NO_ANSWERS,
    previous: Sequence[Previous] = (),
    refused: Sequence[RefusedFile] = (),
    dues: Mapping[str, DueInstant] = NO_OTHER_DUES,
    adjustments: Sequence[Adjustment] = (),
) -> Consolidation:
    """Consolidate the returns of one cycle.

    Shape: `refused` are files that the door could not read into returns; those of another campaign, cycle,
    body or version join them here. `previous` are earlier consolidations of the campaign, of any cycle;
    `dues` the due instants of bodies whose level has a deadline of its own. The order of returns is free.
    `adjustments` that do not fit what is reported are findings.
    """
    who = attributed(returns, campaign, cycle, answers)
    who = replace(who, returns=with_told_bodies(who.returns, campaign, answers))
    asked = campaign.asked(cycle)
    judged = _submissions(campaign, asked, who, answers, due, dues)
    for code in who.waiting & judged.keys():
        judged[code] = held_back(judged[code], {row.code for row in asked})
    rows = due_list(campaign, cycle, due, {code: s.arrived_at for code, s in judged.items()}, dues)
    counting = counted_once(campaign, asked, judged, answers)
    before = year_before(previous, cycle)
    fit, unfit = fitting(adjustments, asked, counting.submissions, counting.contained)
    totals = tuple(_total(row, rows, counting, before, fit) for row in asked)
    points = tuple(_open_points(who, judged, counting))
    return Consolidation(
        campaign=campaign,
        cycle=cycle,
        due=rows,
        totals=totals,
        narratives=narratives(campaign, judged),
        findings=(
            *_findings(campaign, cycle, asked, judged, counting, previous),
            *_found_unclaimed(who.unclaimed),
            *unfit,
        ),
        questions=grouped(points),
        refused=tuple(sorted((*refused, *who.refused), key=lambda row: (row.file, row.code))),
        files=tuple(_received(returns, who, judged)),
        drafts=drafts(campaign, totals, before),
        submissions=tuple(judged.values()),
        points=points,
        waiting=who.waiting,
    )


def _submissions(
    campaign: Campaign,
    asked: Sequence[Indicator],
    who: Attributed,
    answers: Answers,
    due: DueInstant,
    dues: Mapping[str, DueInstant],
) -> dict[str, Submission]:
    """Return the submissions by body, in the campaign's order of bodies."""
    sent: dict[str, list[Return]] = {}
    for answer in who.returns:
        sent.setdefault(answer.sender, []).append(answer)
    return {
        body.code: submission_of(
            body.code, sent[body.code], asked, campaign, answers, dues.get(body.code, due)
        )
        for body in campaign.bodies
        if body.code in sent
    }


def _total(
    indicator: Indicator,
    rows: Sequence[DueRow],
    counting: Counting,
    before: Previous | None,
    adjustments: Sequence[Adjustment],
) -> Total:
    code = indicator.numerator if indicator.kind == RATE else indicator.code
    contained = {body: above for (body, own), above in counting.contained.items() if own == code}
    previous: Decimal | None = before.totals.get(indicator.code) if before else None
    return total(indicator, rows, counting.submissions, previous, contained, adjustments)


def _findings(
    campaign: Campaign,
    cycle: Cycle,
    asked: Sequence[Indicator],
    judged: Mapping[str, Submission],
    counting: Counting,
    previous: Sequence[Previous],
) -> Iterator[Finding]:
    for submission in judged.values():
        yield from submission.findings
    yield from counting.findings
    yield from copied(judged, previous)
    yield from outliers(campaign, cycle, asked, judged, previous)
    yield from cumulative(campaign, cycle, asked, judged, previous)
    yield from since_new_year(campaign, cycle, asked, judged, previous)
    for code, submission in judged.items():
        if campaign.excuse(code, cycle):
            yield _excused_yet_sent(code, submission.file)


def _found_unclaimed(unclaimed: Sequence[Return]) -> Iterator[Finding]:
    """Yield what a file says against itself, though nobody knows yet whose it is."""
    for answer in unclaimed:
        for remark in answer.remarks:
            yield Finding(remark.kind, "", answer.file, remark.at, remark.message)


def _open_points(
    who: Attributed, judged: Mapping[str, Submission], counting: Counting
) -> Iterator[OpenPoint]:
    yield from who.open
    for submission in judged.values():
        yield from submission.open
    yield from counting.open


def _received(
    returns: Sequence[Return], who: Attributed, judged: Mapping[str, Submission]
) -> Iterator[ReceivedFile]:
    counted = {(code, file) for code, submission in judged.items() for file in submission.files}
    superseded = {
        (row.body, row.file)
        for submission in judged.values()
        for row in submission.findings
        if row.kind == "superseded"
    }
    rows = set()
    for answer in who.returns:
        key = answer.sender, answer.file
        state = COUNTED if key in counted else SUPERSEDED if key in superseded else WAITING
        rows.add((answer.file, answer.sha256, answer.sender, answer.kind.value, state))
    known = {(row[0], row[1]) for row in rows} | {(row.file, "") for row in who.refused}
    unclaimed = {id(answer) for answer in who.unclaimed}  # a return's own hash reads all that is in it
    for answer in returns:
        if id(answer) in unclaimed or (
            (answer.file, answer.sha256) not in known and (answer.file, "") not in known
        ):
            rows.add((answer.file, answer.sha256, "", answer.kind.value, UNCLAIMED))
    return (ReceivedFile(*row) for row in sorted(rows))


def _excused_yet_sent(body: str, file: str) -> Finding:
    return Finding(
        "check", body, file, "", "Đơn vị được miễn báo cáo kỳ này nhưng đã gửi; số liệu vẫn được tính."
    )
