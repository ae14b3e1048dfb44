"""The front of this room: all returns of a cycle into one consolidation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import DueInstant
from tonghop.domain.consolidation.figures import Total, total
from tonghop.domain.consolidation.narratives import Narrative, narratives
from tonghop.domain.consolidation.questions import NO_ANSWERS, Answers, Question
from tonghop.domain.consolidation.returns import RefusedFile, Return, mismatch
from tonghop.domain.consolidation.submissions import Finding, submission_of
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.due_list import DueRow, Standing, due_list, standing_counts

AS_REPORTED = "as-reported"


@dataclass(frozen=True, slots=True)
class Consolidation:
    """One roll-up: who reported, the totals, what was written, and what a person should look at."""

    campaign: Campaign
    cycle: Cycle
    due: tuple[DueRow, ...]
    totals: tuple[Total, ...]
    narratives: tuple[Narrative, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    refused: tuple[RefusedFile, ...]
    structure: str = AS_REPORTED

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
    previous: Mapping[str, Decimal] | None = None,
    refused: Sequence[RefusedFile] = (),
) -> Consolidation:
    """Consolidate the returns of one cycle.

    Shape: `refused` are files that the door could not read into returns; forms of another campaign, cycle,
    body or version join them here. `previous` has the totals of the same cycle a year before. The order of
    returns is free.
    """
    others = [other for answer in returns if (other := mismatch(answer, campaign, cycle))]
    own = [answer for answer in sorted(returns, key=_file) if mismatch(answer, campaign, cycle) is None]
    asked = campaign.asked(cycle)
    submissions = {
        body.code: submission_of(body.code, sent, asked, campaign, answers)
        for body in campaign.bodies
        if (sent := [answer for answer in own if answer.identity.body == body.code])
    }
    rows = due_list(campaign, cycle, due, {code: s.arrived_at for code, s in submissions.items()})
    return Consolidation(
        campaign=campaign,
        cycle=cycle,
        due=rows,
        totals=tuple(total(row, rows, submissions, (previous or {}).get(row.code)) for row in asked),
        narratives=narratives(campaign.told(), campaign.bodies, submissions),
        findings=tuple(finding for s in submissions.values() for finding in s.findings)
        + tuple(
            _excused_yet_sent(campaign, cycle, code, s.file)
            for code, s in submissions.items()
            if campaign.excuse(code, cycle)
        ),
        questions=tuple(question for s in submissions.values() for question in s.questions),
        refused=tuple(sorted((*refused, *others), key=lambda row: (row.file, row.code))),
    )


def _file(answer: Return) -> str:
    return answer.file


def _excused_yet_sent(campaign: Campaign, cycle: Cycle, body: str, file: str) -> Finding:
    return Finding(
        "check", body, file, "", "Đơn vị được miễn báo cáo kỳ này nhưng đã gửi; số liệu vẫn được tính."
    )
