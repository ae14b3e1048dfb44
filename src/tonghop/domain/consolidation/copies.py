"""Reports copied from an earlier period: near-identical words and the same figures."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from tonghop.domain.consolidation.likeness import likeness, shingles
from tonghop.domain.consolidation.previous import Previous
from tonghop.domain.consolidation.submissions import Finding, Submission

ALIKE = 0.9
"""The share of common runs of three words from which two reports say the same."""

_ENOUGH_FIGURES = 4
"""So many equal figures that differ among themselves are no chance where a report has no words."""


def copied(submissions: Mapping[str, Submission], previous: Sequence[Previous]) -> Iterator[Finding]:
    """Yield a finding for each body whose report is an earlier one again."""
    earlier = [(record, record.figures_by_body()) for record in previous]
    for body, submission in submissions.items():
        for record, figures in earlier:
            if message := _copied_from(submission, record, figures.get(body, {})):
                yield Finding("copied", body, submission.file, "", message)
                break


def _copied_from(submission: Submission, record: Previous, before: Mapping[str, Decimal]) -> str:
    body, now = submission.body, submission.amounts
    if not now or now != {code: before[code] for code in now if code in before}:
        return ""
    told, earlier = _words(submission), record.texts.get(body, "")
    if told and earlier:
        share = likeness(shingles(told), shingles(earlier))
        if share < ALIKE:
            return ""
        return (
            f"Giống báo cáo kỳ {record.cycle}: lời văn trùng {round(share * 100)} %, "
            f"{len(now)} số liệu như cũ; hỏi lại đơn vị."
        )
    if told or earlier or not _is_telling(now):
        return ""
    return f"{len(now)} số liệu giống hệt kỳ {record.cycle}, không có phần lời; hỏi lại đơn vị."


def _words(submission: Submission) -> str:
    return "\n".join(passage.text for passage in submission.passages)


def _is_telling(amounts: Mapping[str, Decimal]) -> bool:
    return len({amount for amount in amounts.values() if amount}) >= _ENOUGH_FIGURES
