"""Which indicator of this campaign a row of somebody's record is: by code, else by name; never guessed.

Unit of measure and kind have to be the same in either way. A code that stands beside another name is asked,
once for all files that say so, and the answer is remembered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tonghop.domain.consolidation.lower_levels import worded
from tonghop.domain.consolidation.returns import LayoutDoubt, Remark
from tonghop.domain.language import match_key
from tonghop.domain.reporting.campaign import Campaign, Section
from tonghop.domain.reporting.found_figures import Confirmed, LayoutKey
from tonghop.domain.reporting.indicators import KIND_NAMES, RATE, Indicator
from tonghop.domain.reporting.labels import Labels, label_key

RECORD_LAYOUT = LayoutKey("record")
"""Under which the answers about names in records are remembered."""

_NEITHER = "không phải"
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Matched:
    """What a row is: an indicator, or None and why; `doubt` where a person can say it."""

    indicator: Indicator | None
    name: str = ""
    why: str = ""
    doubt: LayoutDoubt | None = None


class RecordIndicators:
    """The indicators of a campaign, ready to be recognised in records; built once for a record."""

    def __init__(self, campaign: Campaign, confirmed: Confirmed) -> None:
        self._by_code = {row.code: row for row in campaign.indicators}
        self._labels = Labels(campaign.indicators)
        self._confirmed = confirmed.labels

    def match(self, row: Mapping[Any, Any], at: str) -> Matched:
        """Return which indicator a row with "indicator", "name", "unit" and "kind" is.

        Raises: TypeError, where these are no strings.
        """
        code, name = worded(row.get("indicator")), worded(row.get("name"))
        shown = name or code
        if not name:
            return Matched(None, shown, "không ghi tên và đơn vị tính")
        told = self._confirmed.get((RECORD_LAYOUT, label_key(name)))
        if told is not None:
            own = self._by_code.get(told)
            return _fitting(own, row, shown) if own else Matched(None, shown, "theo trả lời đã ghi")
        named, coded = self._named(name), self._by_code.get(code)
        if coded and (coded == named or match_key(coded.name) == match_key(name)):
            return _fitting(coded, row, shown)
        if named:
            return _fitting(named, row, shown)
        if coded and _fitting(coded, row, shown).indicator:
            return Matched(None, shown, "", _doubt(coded, name, at))
        return Matched(None, shown, "chiến dịch này không có")

    def _named(self, name: str) -> Indicator | None:
        found = self._labels.match(name)
        if not found.is_name or found.asides or found.indicator is None:
            return None
        return self._by_code[found.indicator]


def unmatched_remark(rows: Sequence[Matched]) -> Iterator[Remark]:
    """Yield one remark about all rows that were not taken over."""
    if rows:
        told = "; ".join(f"“{row.name}” ({row.why})" for row in rows[:_NAMED])
        more = f"; và {len(rows) - _NAMED} chỉ tiêu khác" if len(rows) > _NAMED else ""
        yield Remark("check", f"Không lấy số liệu của {len(rows)} chỉ tiêu trong dữ liệu kèm: {told}{more}.")


def section_code(code: str, title: str, sections: Sequence[Section], other: str) -> str:
    """Return the section of this campaign that a section of a record is, `other` where it has none such."""
    key = match_key(title)
    named = (row.code for row in sections if key and match_key(row.title) == key)
    return next(named, code if any(row.code == code for row in sections) else other)


def _fitting(own: Indicator, row: Mapping[Any, Any], shown: str) -> Matched:
    unit, kind = worded(row.get("unit")), worded(row.get("kind"))
    if kind != own.kind:
        return Matched(None, shown, f"cách cộng khác: {_kind(kind)}, ở đây {_kind(own.kind)}")
    if kind != RATE and match_key(unit) != match_key(own.unit):
        return Matched(None, shown, f"đơn vị tính khác: {unit or 'không ghi'}, ở đây {own.unit}")
    return Matched(own, shown)


def _kind(kind: str) -> str:
    return KIND_NAMES.get(kind) or kind or "không ghi"


def _doubt(own: Indicator, name: str, at: str) -> LayoutDoubt:
    message = (
        f"Dữ liệu kèm báo cáo cấp dưới gọi chỉ tiêu mã “{own.code}” là “{name}”, ở đây là “{own.name}”; "
        "có phải là một không? Khi chưa trả lời, số này không được tính."
    )
    layout = f"{RECORD_LAYOUT.value}|label:{label_key(name)}"
    return LayoutDoubt("other-name", message, at, (own.name, _NEITHER), layout=layout)
