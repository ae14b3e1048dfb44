"""Saving a draft field by field: each change stays, and nobody's words are overwritten unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.audit.actions import record
from tonghop.apps.foundations import rows
from tonghop.apps.reporting.models import Change, Origin, SetAside, Submission
from tonghop.apps.reporting.submissions.access import ReportForm, access_report
from tonghop.domain.consolidation.draft_returns import DraftReading, Progress, read_draft
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.drafts import Clash, Fields, applied, changed, cleaned, filled, three_way

Source = Mapping[str, str]
"""Where a field stands in a file: {"file": its name, "sha256", "at"}."""

NO_SOURCES: Mapping[str, Source] = MappingProxyType({})

WRITTEN = ("version", "content", "sources", "is_complete", "changed_at", "changed_by")
"""What of a draft changes where something is written into it."""


class VersionMoved(Refusal):
    """What somebody saved rests on a version that is not the newest; `changes` are those that they have not
    seen, with `by` and `at` of the last.
    """

    code = "version-moved"
    message_vi = "Báo cáo vừa được người khác sửa (bản {version}); xem phần đã đổi rồi lưu lại."
    message_en = (
        "The report has just been changed by somebody else (version {version}); look, then save again."
    )


class SameFieldsChanged(Refusal):
    """Two people wrote the same fields. `clashes` shows both; what this one wrote is kept aside by
    `conflicts.save_what_does_not_clash`.
    """

    code = "same-fields-changed"
    message_vi = "Người khác vừa sửa đúng những ô này. Nội dung của bạn vẫn được giữ; chọn bản nào dùng."
    message_en = (
        "Somebody else has just changed these very fields. Your text is kept; choose which one to use."
    )

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        super().__init__()
        self.clashes = clashes


class VersionUnknown(Refusal):
    code = "version-unknown"
    message_vi = "Bản {version} của báo cáo không có; hãy tải lại trang."
    message_en = "The report has no version {version}; load the page again."


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft after a save. `changes` are what the save changed, none where all stood there already."""

    form: ReportForm
    submission: Submission
    reading: DraftReading
    changes: Mapping[str, tuple[str, str]]

    @property
    def version(self) -> int:
        return self.submission.version


@transaction.atomic
def save(
    *,
    row_id: UUID,
    fields: Fields,
    base_version: int,
    exactly: bool = False,
    origin: Origin = Origin.WEB,
    sources: Mapping[str, Source] = NO_SOURCES,
    file_sha256: str | None = None,
    by: Person,
    at: datetime,
    on: date,
) -> Saved:
    """Save some fields of a draft, as somebody wrote them on the ground of a version.

    Shape:  `fields` are those that the form sent; others stay. `exactly` takes them on the newest version
            only; else what others changed meanwhile is brought together field by field.
    Raises: NoSuchThing, NoReportAsked, FieldUnknown, TextTooLong, VersionUnknown, VersionMoved,
            SameFieldsChanged.
    """
    form = access_report(row_id, by=by, on=on)
    return save_into(
        form,
        held_draft(form, by=str(by.pk), at=at),
        fields=fields,
        base_version=base_version,
        exactly=exactly,
        origin=origin,
        sources=sources,
        file_sha256=file_sha256,
        by=str(by.pk),
        at=at,
    )


@transaction.atomic
def set_aside(
    *, row_id: UUID, fields: Fields, base_version: int, by: Person, at: datetime, on: date
) -> SetAside:
    """Keep text that could not be taken up, so that it is shown until somebody settles it."""
    form = access_report(row_id, by=by, on=on)
    kept = SetAside(
        submission=held_draft(form, by=str(by.pk), at=at),
        base_version=base_version,
        fields=dict(fields),
        by=str(by.pk),
        at=at,
    )
    kept.save(force_insert=True)
    facts = {"fields": sorted(fields), "base_version": base_version}
    record(kind="report.set-aside", by=str(by.pk), subject=f"due-row:{row_id}", at=at, facts=facts)
    return kept


@transaction.atomic
def settle(*, row_id: UUID, set_aside_id: UUID, by: Person, at: datetime, on: date) -> None:
    """Show a text that was set aside no longer: it was taken up, or is not wanted. It stays in the history.

    Raises: NoSuchThing.
    """
    access_report(row_id, by=by, on=on)
    open_ones = SetAside.objects.filter(pk=set_aside_id, submission=row_id, settled_at__isnull=True)
    if not open_ones.update(settled_at=at, settled_by=str(by.pk)):
        raise NoSuchThing()


# ---- below the door: for whoever has been let in


def held_draft(form: ReportForm, *, by: str, at: datetime) -> Submission:
    """Return the draft of a row, begun if need be, held for change until the transaction ends."""
    row = form.row
    found = rows.find(Submission, row.pk, held=True)
    if found is not None:
        return found
    begun = Submission(
        row=row, office=row.office, unit_id=row.unit_id or "", begun_at=at, changed_at=at, changed_by=by
    )
    if rows.enter_unless_there(begun):
        return begun
    return Submission.objects.select_for_update().get(row=row)


def save_into(
    form: ReportForm,
    draft: Submission,
    *,
    fields: Fields,
    base_version: int,
    exactly: bool = False,
    origin: Origin,
    sources: Mapping[str, Source] = NO_SOURCES,
    file_sha256: str | None = None,
    by: str,
    at: datetime,
) -> Saved:
    """Save some fields into a held draft. Raises: as `save`."""
    saved = write_into(
        form, draft, fields=fields, base_version=base_version, exactly=exactly, sources=sources, by=by, at=at
    )
    keep(saved, origin=origin, file_sha256=file_sha256)
    return saved


def write_into(
    form: ReportForm,
    draft: Submission,
    *,
    fields: Fields,
    base_version: int,
    exactly: bool = False,
    sources: Mapping[str, Source] = NO_SOURCES,
    by: str,
    at: datetime,
) -> Saved:
    """Write some fields into a held draft in memory alone: `keep` keeps them. Raises: as `save`."""
    written: Fields = cleaned(fields, form.fields)
    if base_version > draft.version:
        raise VersionUnknown(version=base_version)
    if base_version < draft.version:
        written = _brought_together(draft, written, base_version, exactly=exactly)
    changes = changed(draft.content, written)
    content = applied(draft.content, changes)
    reading = read_draft(content, form.campaign, form.turn, form.row.code)
    if changes:
        draft.version += 1
        draft.content = content
        draft.sources = _sources(draft.sources, changes, content, sources)
        draft.is_complete = reading.progress is Progress.COMPLETE
        draft.changed_at, draft.changed_by = at, by
    return Saved(form, draft, reading, changes)


def keep(saved: Saved, *also: str, origin: Origin, file_sha256: str | None = None) -> None:
    """Keep what was written into a held draft: its row, and the change; of the row the fields `also` too."""
    draft = saved.submission
    if names := (*(WRITTEN if saved.changes else ()), *also):
        rows.change(draft, *names)
    if saved.changes:
        change = Change(
            submission=draft,
            version=draft.version,
            fields=saved.changes,
            origin=origin,
            file_id=file_sha256,
            by=draft.changed_by,
            at=draft.changed_at,
        )
        rows.enter(change)


def _brought_together(draft: Submission, written: Fields, base_version: int, *, exactly: bool) -> Fields:
    since = list(draft.changes.filter(version__gt=base_version).order_by("version"))
    if exactly:
        last = since[-1]
        raise VersionMoved(
            version=draft.version,
            by=last.by,
            at=last.at,
            fields={field: draft.content.get(field, "") for change in since for field in change.fields},
        )
    merge = three_way(_as_it_was(draft.content, since), written, draft.content)
    if merge.clashes:
        raise SameFieldsChanged(merge.clashes)
    return merge.fields


def _as_it_was(content: Fields, since: list[Change]) -> dict[str, str]:
    """Return a draft as it stood before some changes."""
    stood = dict(content)
    for change in reversed(since):
        stood.update({field: before for field, (before, _) in change.fields.items()})
    return filled(stood)


def _sources(
    known: Mapping[str, Any],
    changes: Mapping[str, tuple[str, str]],
    content: Fields,
    sources: Mapping[str, Source],
) -> dict[str, Any]:
    """A field that was typed over comes from its file no longer."""
    kept = {field: source for field, source in known.items() if field not in changes}
    return kept | {field: dict(sources[field]) for field in changes if field in sources and field in content}
