"""The data windows of Decree 09/2019/NĐ-CP, article 12, as dated data. They bind State administrative bodies
only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tonghop.domain.calendar.due_instants import due_day
from tonghop.domain.calendar.periods import DayOfYear, Window

_ANY_YEAR = 2001


@dataclass(frozen=True, slots=True)
class DecreeWindows:
    """Windows by regime code, with the source that a proposal quotes and the day from which they are in
    force.
    """

    by_code: Mapping[str, Window]
    source: str
    in_force_on: str

    def proposal(self, code: str, due: DayOfYear) -> Window | None:
        """Return the decree's window, or None where it would not have ended before the due day."""
        window = self.by_code.get(code)
        if window is None:
            return None
        period = window.in_year(_ANY_YEAR)
        return window if period.end <= due_day(due, period) else None


def decree_windows_from(table: Mapping[str, object]) -> DecreeWindows:
    """Build the windows from the parsed `decree_windows.toml`."""
    windows = table.get("windows")
    pairs = windows.items() if isinstance(windows, Mapping) else ()
    return DecreeWindows(
        {code: Window(DayOfYear.parse(start), DayOfYear.parse(end)) for code, (start, end) in pairs},
        str(table.get("source", "")),
        str(table.get("in_force_on", "")),
    )
