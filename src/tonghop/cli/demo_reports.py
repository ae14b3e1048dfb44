"""What the bodies of the demo report: the sample figures and texts, laid on today's bodies and drawn anew."""

import csv
import random
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tonghop.apps.reporting.models import DueRow

_NIL = "x"
_SPREAD = (0.75, 1.3)
"""Between which factors a figure lies of the sample body's: small counts hardly move."""

_LEFT_EMPTY = "models-new"
"""What the begun report of the open cycle has no word on yet."""


def send_report(row: "DueRow", chance: random.Random, *, by: str, at: datetime, known: bool = True) -> None:
    """Send a whole report for a row, as an office enters what came by mail; its arrival is `at` if known."""
    from tonghop.apps.accounts.acting import acting_by_itself
    from tonghop.apps.reporting.models import Origin
    from tonghop.apps.reporting.submissions.access import form_of
    from tonghop.apps.reporting.submissions.saving import held_draft, write_into
    from tonghop.apps.reporting.submissions.sending import send_written

    form = form_of(row)
    with acting_by_itself():
        draft = held_draft(form, by=by, at=at)
        fields = {name: text for name, text in _drawn(chance) if name in form.fields}
        saved = write_into(form, draft, fields=fields, base_version=draft.version, by=by, at=at)
        send_written(saved, origin=Origin.OFFICE, received_at=at if known else None, by=by, at=at)


def begin_report(row: "DueRow", chance: random.Random, *, by: str, at: datetime) -> None:
    """Write a part of a report, as its body's people have left it."""
    from tonghop.apps.accounts.acting import acting_by_itself
    from tonghop.apps.reporting.models import Origin
    from tonghop.apps.reporting.submissions.access import form_of
    from tonghop.apps.reporting.submissions.saving import held_draft, save_into

    form = form_of(row)
    told = [(name, text) for name, text in _drawn(chance) if name in form.fields]
    written = dict(told[: len(told) // 2])
    with acting_by_itself():
        draft = held_draft(form, by=by, at=at)
        written = {name: text for name, text in written.items() if not name.startswith(_LEFT_EMPTY)}
        save_into(form, draft, fields=written, base_version=draft.version, origin=Origin.WEB, by=by, at=at)


def _drawn(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield the fields of a report: figures about as large as those of some sample body, and its texts."""
    from tonghop.domain.reporting import drafts

    body, figures = chance.choice(_figures())
    drawn: dict[str, int] = {}
    for column, text in figures.items():
        code, _, part = column.partition(":")
        if text == _NIL:
            yield drafts.figure_field(code, drafts.STATE), drafts.NIL
        elif text.isdigit():
            number = round(int(text) * chance.uniform(*_SPREAD))
            drawn[column] = number = min(number, drawn.get(code, number)) if part else number
            yield drafts.figure_field(code, part), f"{number:,}".replace(",", ".")
    for section, text in _texts().get(body, {}).items():
        yield drafts.section_field(section), text


@cache
def _figures() -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Return the sample bodies' figures by column, those of reports that came whole."""
    rows = []
    for row in _table("inbox.csv"):
        figures = {key: text for key, text in row.items() if key not in ("file", "body", "received_at")}
        if all(text == _NIL or text.isdigit() for key, text in figures.items() if ":" not in key):
            rows.append((row["body"], figures))
    return tuple(rows)


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    told: dict[str, dict[str, str]] = {}
    for row in _table("inbox_texts.csv"):
        told.setdefault(row["body"], {})[row["section"]] = row["text"]
    return told


def _table(name: str) -> list[dict[str, str]]:
    from tonghop.cli.demo import sample

    return list(csv.DictReader(sample(name).read_text(encoding="utf-8").splitlines()))
