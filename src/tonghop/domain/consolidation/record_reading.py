"""The record of another office read into its return: its totals are that body's figures, exactly.

Nothing is added or rounded here. A rate is not taken: it is computed of its numerator and denominator. A
distinct count that is only known between two ends stays so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.lower_levels import (
    bounds_of,
    listed,
    lower_coverage,
    lower_sources,
    mapped,
    worded,
)
from tonghop.domain.consolidation.narratives import OTHER
from tonghop.domain.consolidation.record_indicators import (
    Matched,
    RecordIndicators,
    section_code,
    unmatched_remark,
)
from tonghop.domain.consolidation.returns import (
    Figure,
    Hold,
    Kind,
    LayoutDoubt,
    Passage,
    RefusedFile,
    Remark,
    Return,
)
from tonghop.domain.language import match_key
from tonghop.domain.reporting.campaign import Campaign, slug
from tonghop.domain.reporting.found_figures import NOTHING_CONFIRMED, Confirmed
from tonghop.domain.reporting.indicators import DISTINCT, RATE
from tonghop.domain.reporting.senders import Hint
from tonghop.domain.reporting.values import MISSING, NIL, State, Value, decimal_of

COUNTS, COUNTS_NOT = "tính", "không tính"
_NAMED = 6


@dataclass(frozen=True, slots=True)
class _Taken:
    """The figures of a record, what is asked about them, and the rows that were not taken."""

    figures: tuple[Figure, ...]
    doubts: tuple[LayoutDoubt, ...]
    unmatched: tuple[Matched, ...]


def return_of_record(
    record: Mapping[str, Any],
    file: str,
    sha256: str,
    campaign: Campaign,
    cycle: Cycle,
    confirmed: Confirmed = NOTHING_CONFIRMED,
) -> Return | RefusedFile:
    """Read a consolidated record as what its coordinator sent. `file` and `sha256` are of the file it lay in.

    Raises: TypeError, ValueError, where the record's parts have other shapes than the contract's.
    """
    if refusal := _other(record, file, campaign, cycle):
        return refusal
    taken = _taken(record, campaign, confirmed)
    coordinator, place = worded(record.get("coordinator")), worded(record.get("place"))
    own_name = coordinator if match_key(place) in match_key(coordinator) else f"{coordinator} {place}"
    coverage = lower_coverage(record, own_name)
    return Return(
        file,
        sha256,
        kind=Kind.RECORD,
        figures=taken.figures,
        passages=tuple(_passages(record, campaign)),
        doubts=taken.doubts,
        remarks=(*unmatched_remark(taken.unmatched), *_unanswered(record, coverage.missing)),
        holds=tuple(_holds(record, campaign)),
        hints=(Hint("cơ quan lập", own_name),),
        title=cycle.vietnamese,
        coverage=coverage,
    )


def _other(record: Mapping[str, Any], file: str, campaign: Campaign, cycle: Cycle) -> RefusedFile | None:
    """Refuse what is of another cycle or carries out another directive, as a form would be."""
    told, directive = worded(record.get("cycle")), worded(record.get("directive"))
    if told != str(cycle):
        return RefusedFile(file, "other-cycle", f"Số liệu của kỳ {told}, đang tổng hợp kỳ {cycle}.")
    if directive and campaign.directive and slug(directive) != slug(campaign.directive):
        message = f"Báo cáo này tổng hợp theo văn bản khác ({directive})."
        return RefusedFile(file, "other-campaign", message)
    return None


def _holds(record: Mapping[str, Any], campaign: Campaign) -> Iterator[Hold]:
    """Ask where only one of the two names its directive, and the campaigns are not called alike."""
    told = worded(record.get("campaign"))
    if told != campaign.key and not (record.get("directive") and campaign.directive):
        message = (
            f"Dữ liệu kèm báo cáo thuộc đợt “{worded(record.get('title')) or told}”; đang tổng hợp "
            f"“{campaign.title}”. Có tính không?"
        )
        yield Hold("other-campaign", message, (COUNTS, COUNTS_NOT))


def _taken(record: Mapping[str, Any], campaign: Campaign, confirmed: Confirmed) -> _Taken:
    known = RecordIndicators(campaign, confirmed)
    names = {str(code): worded(name) for code, name in mapped(record.get("names")).items()}
    figures: list[Figure] = []
    doubts: list[LayoutDoubt] = []
    unmatched: list[Matched] = []
    for number, row in enumerate(map(mapped, listed(record.get("totals"))), 1):
        at = f"totals {number}"
        if worded(row.get("kind")) == RATE or not _says_something(row):
            continue
        found = known.match(row, at)
        read, between = value_of_row(row), bounds_of(row.get("between"))
        if found.indicator is None:
            doubts += [found.doubt] if found.doubt else []
            unmatched += [] if found.doubt else [found]
        elif read is None and (between is None or found.indicator.kind != DISTINCT):
            unmatched.append(Matched(None, found.name, "giá trị không đọc được"))
        else:
            figures.append(
                Figure(
                    found.indicator.code,
                    read or MISSING,
                    at,
                    estimated=decimal_of(row.get("estimated")),
                    cumulative=decimal_of(row.get("cumulative")),
                    by="report",
                    below=lower_sources(row.get("sources"), names),
                    between=None if read else between,
                )
            )
    return _Taken(tuple(figures), tuple(doubts), tuple(unmatched))


def _says_something(row: Mapping[Any, Any]) -> bool:
    return any(row.get(key) for key in ("value", "between", "nil", "reported_by"))


def value_of_row(row: Mapping[Any, Any]) -> Value | None:
    """Return the value of a record's total, None where it has none that can be read."""
    if row.get("value") is None:
        return NIL if row.get("nil") and not row.get("reported_by") else None
    amount = decimal_of(row.get("value"))
    if amount is None or amount < 0:
        return None
    return Value(State.FIGURE, amount + Decimal(0), row.get("inexact") is True)


def _unanswered(record: Mapping[str, Any], missing: int) -> Iterator[Remark]:
    """Say which figures lack more bodies than the report itself does."""
    thin = [
        f"“{worded(row.get('name'))}” thiếu {row['missing']}"
        for row in map(mapped, listed(record.get("totals")))
        if isinstance(row.get("missing"), int) and row["missing"] > missing and _says_something(row)
    ]
    if thin:
        more = f"; và {len(thin) - _NAMED} chỉ tiêu khác" if len(thin) > _NAMED else ""
        told = "; ".join(thin[:_NAMED])
        yield Remark("check", f"Số của báo cáo cấp dưới chưa đủ đơn vị ở từng chỉ tiêu: {told}{more}.")


def _passages(record: Mapping[str, Any], campaign: Campaign) -> Iterator[Passage]:
    sections = campaign.told()
    for narrative in map(mapped, listed(record.get("narratives"))):
        code, title = worded(narrative.get("section")), worded(narrative.get("title"))
        own = section_code(code, title, sections, OTHER)
        for number, item in enumerate(map(mapped, listed(narrative.get("items"))), 1):
            yield Passage(own, worded(item.get("text")), f"narratives {code} {number}")
