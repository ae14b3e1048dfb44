"""Figures and texts of a draft that came from a file, led back to the place in that file."""

from collections.abc import Mapping
from dataclasses import replace

from tonghop.domain.consolidation.submissions import Submission
from tonghop.domain.reporting.drafts import STATE, figure_field


def source_of_figure(code: str, sources: Mapping[str, Mapping[str, str]]) -> Mapping[str, str] | None:
    """Return where an indicator's figure came from, or its "nothing to report"; None where it was typed.

    >>> source_of_figure("models", {"models/state": {"file": "a.xlsx"}})
    {'file': 'a.xlsx'}
    """
    return sources.get(figure_field(code)) or sources.get(figure_field(code, STATE))


def with_sources(submission: Submission, sources: Mapping[str, Mapping[str, str]]) -> Submission:
    """Return a draft's submission in which what came from a file names that file and its place.

    Shape: `sources` has, by field, {"file", "sha256", "at"}; what is typed by hand has none and stays.
    """
    entries = {}
    for code, entry in submission.entries.items():
        source = source_of_figure(code, sources)
        entries[code] = (
            replace(entry, file=source["file"], sha256=source["sha256"], at=source["at"]) if source else entry
        )
    passages = tuple(
        replace(row, file=source["file"], sha256=source["sha256"], at=source["at"])
        if (source := sources.get(row.at))
        else row
        for row in submission.passages
    )
    return replace(submission, entries=entries, passages=passages)
