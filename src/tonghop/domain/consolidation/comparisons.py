"""Figures compared with others: the body's own earlier ones, its peers', and the year with its half.

All of them are findings. None changes a figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.judgements import Entry
from tonghop.domain.consolidation.previous import (
    Previous,
    contained_in,
    containing,
    least_cumulative,
    same_code,
)
from tonghop.domain.consolidation.submissions import Finding, Submission
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.indicators import FLOW, RATE, Indicator
from tonghop.domain.reporting.outliers import Outlier, against_history, against_peers, like_bodies
from tonghop.domain.reporting.values import vietnamese_number


def outliers(
    campaign: Campaign,
    cycle: Cycle,
    asked: Sequence[Indicator],
    submissions: Mapping[str, Submission],
    previous: Sequence[Previous],
) -> Iterator[Finding]:
    """Yield a finding for each figure far from the body's earlier ones, or else from its peers'."""
    earlier = same_code(previous, cycle)
    figures = {body: submission.amounts for body, submission in submissions.items()}
    peers = like_bodies(figures, {body.code: _group(body) for body in campaign.bodies})
    for body, submission in submissions.items():
        for indicator in asked:
            value = figures[body].get(indicator.code)
            if value is None or indicator.kind == RATE:
                continue
            own = [row.figures[key] for row in earlier if (key := (body, indicator.code)) in row.figures]
            others = [figures[peer][indicator.code] for peer in peers.get((body, indicator.code), ())]
            if found := against_history(value, own):
                yield _finding(submission, indicator, value, found, "các năm trước của đơn vị")
            elif not own and (found := against_peers(value, others)):
                yield _finding(submission, indicator, value, found, "đơn vị cùng loại, cùng cỡ")


def cumulative(
    campaign: Campaign,
    cycle: Cycle,
    asked: Sequence[Indicator],
    submissions: Mapping[str, Submission],
    previous: Sequence[Previous],
) -> Iterator[Finding]:
    """Yield a finding where a part of a period has more than the whole: the half-year more than the year."""
    inside, around = contained_in(previous, campaign, cycle), containing(previous, campaign, cycle)
    for body, submission in submissions.items() if inside or around else ():
        amounts = submission.amounts
        for indicator in asked:
            value = amounts.get(indicator.code)
            if value is None or indicator.kind != FLOW:
                continue
            key = (body, indicator.code)
            for row in inside:
                if key in row.figures and value < row.figures[key]:
                    yield _part_exceeds(submission, indicator, row.cycle, row.figures[key], cycle, value)
            for row in around:
                if key in row.figures and value > row.figures[key]:
                    yield _part_exceeds(submission, indicator, cycle, value, row.cycle, row.figures[key])


def since_new_year(
    campaign: Campaign,
    cycle: Cycle,
    asked: Sequence[Indicator],
    submissions: Mapping[str, Submission],
    previous: Sequence[Previous],
) -> Iterator[Finding]:
    """Yield a finding where a sum since the year's start is less than what the year's cycles come to so far.

    A form's own comparison with its period is not said twice.
    """
    for body, submission in submissions.items():
        seen = {(row.file, row.at) for row in submission.findings}
        for indicator in asked:
            entry = submission.entries.get(indicator.code)
            if entry is None or entry.cumulative is None or indicator.kind != FLOW:
                continue
            amount = entry.value.amount or Decimal(0)
            key = (body, indicator.code)
            least, cycles = least_cumulative(previous, campaign, cycle, key, amount)
            if entry.cumulative < least and (entry.file, entry.cumulative_at) not in seen:
                yield _too_little(submission, indicator, entry, least, cycle, cycles)


def _too_little(
    submission: Submission,
    indicator: Indicator,
    entry: Entry,
    least: Decimal,
    cycle: Cycle,
    cycles: Sequence[Cycle],
) -> Finding:
    since = vietnamese_number(entry.cumulative or Decimal(0))
    parts = " và ".join("kỳ này" if one == cycle else one.vietnamese for one in cycles)
    message = (
        f"{indicator.name}: lũy kế từ đầu năm ({since}) ít hơn số đã báo cáo của {parts} "
        f"({vietnamese_number(least)})."
    )
    return Finding("check", submission.body, entry.file, entry.cumulative_at, message)


def _group(body: Body) -> str:
    """Bodies of one line and level: "ubnd xã", told by the line, the body above and the first words."""
    return f"{body.line}|{bool(body.parent)}|{' '.join(_common_words(body.name))}"


def _common_words(name: str) -> list[str]:
    """Return the words before the second capital: "Ban Tuyên giáo Huyện ủy Đà Bắc" is a "Ban tuyên"."""
    return [word.lower() for word in name.split()[:2]]


def _finding(
    submission: Submission, indicator: Indicator, value: Decimal, found: Outlier, whose: str
) -> Finding:
    entry = submission.entries[indicator.code]
    times = f"gấp {found.times:g} lần" if found.times > 1 else f"chỉ bằng {found.times * 100:g} %"
    message = (
        f"{indicator.name}: {vietnamese_number(value)} {indicator.unit}, {times.replace('.', ',')} mức "
        f"thường thấy ({vietnamese_number(found.usual)}; {found.points} số của {whose})."
    )
    return Finding("outlier", submission.body, entry.file, entry.at, message)


def _part_exceeds(
    submission: Submission,
    indicator: Indicator,
    part: Cycle,
    less: Decimal,
    whole: Cycle,
    more: Decimal,
) -> Finding:
    entry = submission.entries[indicator.code]
    message = (
        f"{indicator.name}: số {part.vietnamese} ({vietnamese_number(less)}) lớn hơn số {whole.vietnamese} "
        f"({vietnamese_number(more)}), dù nằm trong kỳ đó."
    )
    return Finding("check", submission.body, entry.file, entry.at, message)
