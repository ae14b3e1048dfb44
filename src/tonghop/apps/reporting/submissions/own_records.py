"""What a body has kept anyway and its report asks for: counts of its ledger, difficulties that it raised.

Nothing is taken over by itself: somebody ticks what goes into the report, and it is saved as any other text.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.reporting.difficulties.reports import difficulties_for
from tonghop.apps.reporting.models import Difficulty, Origin, Submission
from tonghop.apps.reporting.outputs.counting import LedgerCount, ledger_counts
from tonghop.apps.reporting.submissions.access import ReportForm, access_report
from tonghop.apps.reporting.submissions.saving import Saved, save
from tonghop.apps.reporting.submissions.told_difficulties import is_told
from tonghop.domain.errors import Refusal
from tonghop.domain.language import searchable
from tonghop.domain.reporting import drafts
from tonghop.domain.reporting.campaign import Section
from tonghop.domain.reporting.drafts import Fields, plain_text
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.values import vietnamese_number

_OF_DIFFICULTIES = ("khó khăn", "vướng mắc", "tồn tại", "kiến nghị")


class NothingTicked(Refusal):
    code = "nothing-ticked"
    message_vi = "Chưa chọn gì để đưa vào báo cáo; đánh dấu vào dòng cần lấy."
    message_en = "Nothing is ticked to go into the report; tick the lines that should."


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator that the ledger counts: what stands in the report now, and what the ledger says."""

    indicator: Indicator
    now: str
    ledger: LedgerCount

    @property
    def shown(self) -> str:
        """The ledger's number as it would be typed."""
        return vietnamese_number(Decimal(self.ledger.amount))

    @property
    def is_new(self) -> bool:
        return self.now != self.shown


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """What may be taken over into one report, and where its words would go."""

    form: ReportForm
    version: int
    counts: tuple[Counted, ...]
    difficulties: tuple[Difficulty, ...]
    sections: tuple[Section, ...]
    section: str


def own_records(row_id: UUID, *, by: Person, on: date) -> OwnRecords:
    """Return what a body's own records say of a report that it owes.

    Raises: NoSuchThing, NoReportAsked.
    """
    form = access_report(row_id, by=by, on=on)
    draft = Submission.objects.filter(row=form.row).first()
    fields: Fields = draft.content if draft else drafts.NOTHING_TYPED
    counts = ledger_counts(form.row, by=by, on=on)
    sections = form.campaign.told()
    waiting = [one for one in difficulties_for(form.row, by=by, on=on) if not is_told(one, fields)]
    return OwnRecords(
        form,
        draft.version if draft else 0,
        tuple(
            Counted(row, fields.get(drafts.figure_field(row.code), ""), counts[row.code])
            for row in form.campaign.asked(form.turn)
            if row.code in counts
        ),
        tuple(waiting) if sections else (),
        sections,
        _section_of_difficulties(sections),
    )


@transaction.atomic
def take_over(
    *,
    row_id: UUID,
    codes: Collection[str],
    difficulties: Collection[UUID],
    section: str,
    base_version: int,
    by: Person,
    at: datetime,
    on: date,
) -> Saved:
    """Write what was ticked into the draft: counts into their boxes, difficulties below a section's text.

    Raises: NoSuchThing, NoReportAsked, NothingTicked; as `save`.
    """
    found = own_records(row_id, by=by, on=on)
    fields: dict[str, str] = {}
    for count in found.counts:
        if count.indicator.code in codes:
            fields[drafts.figure_field(count.indicator.code)] = count.shown
            fields[drafts.figure_field(count.indicator.code, drafts.STATE)] = ""
    told = [one for one in found.difficulties if one.pk in difficulties]
    known = {row.code for row in found.sections}
    if told and section in known:
        name = drafts.section_field(section)
        fields[name] = _with_words(_text_of(found.form, name), told)
    if not fields:
        raise NothingTicked()
    return save(
        row_id=row_id, fields=fields, base_version=base_version, origin=Origin.LEDGER, by=by, at=at, on=on
    )


def _text_of(form: ReportForm, name: str) -> str:
    draft = Submission.objects.filter(row=form.row).first()
    return draft.content.get(name, "") if draft else ""


def _with_words(text: str, difficulties: Collection[Difficulty]) -> str:
    lines = [f"- {plain_text(one.words)}" for one in difficulties]
    return "\n".join([*([text] if text else []), *lines])


def _section_of_difficulties(sections: tuple[Section, ...]) -> str:
    """Return the section that is about difficulties by its title, else the last."""
    for words in _OF_DIFFICULTIES:
        for row in sections:
            if words in searchable(row.title):
                return row.code
    return sections[-1].code if sections else ""
