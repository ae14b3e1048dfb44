"""The domain's data files, read from the package: the ready dictionary and outline, days off, Decree 09's
windows.
"""

import tomllib
from importlib.resources import files
from typing import Any

from tonghop.domain.calendar.decree_windows import DecreeWindows, decree_windows_from
from tonghop.domain.calendar.working_days import WorkingDays, working_days_from
from tonghop.domain.reporting.ready import Ready, ready_from


def ready() -> Ready:
    return ready_from(_table("reporting/dictionary.toml"), _table("reporting/outline.toml"))


def working_days() -> WorkingDays:
    return working_days_from(_table("calendar/holidays.toml"))


def decree_windows() -> DecreeWindows:
    return decree_windows_from(_table("calendar/decree_windows.toml"))


def _table(path: str) -> dict[str, Any]:
    return tomllib.loads(files("tonghop.domain").joinpath(path).read_text(encoding="utf-8"))
