"""Where a campaign comes from: a campaign file, or a directive that is kept."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import require_right
from tonghop.apps.accounts.roles import Right
from tonghop.apps.directives.models import Directive
from tonghop.apps.directives.permissions import access_directive
from tonghop.apps.reporting.campaigns.keeping import CampaignExists, key_of, make, revise
from tonghop.apps.reporting.models import Campaign, CampaignVersion
from tonghop.apps.reporting.versions import newest_version, said
from tonghop.domain.directives.reading import Reading, read
from tonghop.domain.documents import Document, Paragraph
from tonghop.domain.errors import Refusal
from tonghop.domain.provenance import Source, Span
from tonghop.domain.reporting.confirmed import confirmed_only
from tonghop.domain.reporting.proposals import propose_campaign
from tonghop.formats.intake.lines import paragraph_spans
from tonghop.formats.workbooks.campaign_file import uploaded_campaign
from tonghop.formats.workbooks.ready_data import decree_windows, ready


class NothingConfirmed(Refusal):
    code = "nothing-confirmed"
    message_vi = (
        "Văn bản chưa có nhiệm vụ nào được xác nhận; rà soát và xác nhận trước, rồi đề xuất chiến dịch."
    )
    message_en = "Nobody has confirmed an obligation of this directive yet; review it first."


@transaction.atomic
def make_from_file(*, office: str, name: str, content: bytes, by: Person, at: datetime, on: date) -> Campaign:
    """Make a campaign of a campaign file; a file that says what a campaign says already leads to that one.

    Raises: NotPermitted, CampaignExists; what the file's reader refuses, with the place in the file.
    """
    require_right(by, Right.KEEP_CAMPAIGNS, on=on, body=office)
    plan = uploaded_campaign(content, name)
    there = Campaign.objects.filter(office=office, key=key_of(plan)).first()
    if there is None:
        return make(content=plan, office=office, note=name, by=by, at=at, on=on)
    newest = newest_version(there)
    if newest is not None and said(newest) == plan:
        return there
    raise CampaignExists(title=there.title)


@transaction.atomic
def import_version(
    *,
    campaign: Campaign,
    name: str,
    content: bytes,
    base: int,
    note: str = "",
    by: Person,
    at: datetime,
    on: date,
) -> CampaignVersion:
    """Let a campaign say what a file says; the export of its newest version makes no other version.

    Raises: as `keeping.revise`; what the file's reader refuses, with the place in the file.
    """
    require_right(by, Right.KEEP_CAMPAIGNS, on=on, body=campaign.office)
    plan = uploaded_campaign(content, name)
    return revise(campaign=campaign, content=plan, base=base, note=note or name, by=by, at=at, on=on)


@transaction.atomic
def make_from_directive(*, directive_id: UUID, office: str, by: Person, at: datetime, on: date) -> Campaign:
    """Propose the campaign that carries out what people have confirmed of a directive.

    Raises: NotPermitted, NoSuchThing, NothingConfirmed, CampaignExists.
    """
    require_right(by, Right.KEEP_CAMPAIGNS, on=on, body=office)
    directive = access_directive(directive_id, by=by, on=on)
    reading = _confirmed(directive)
    plan = propose_campaign(reading, ready=ready(), windows=decree_windows())
    if not plan.directive and directive.symbol:
        plan = replace(plan, directive=directive.symbol)
    note = f"Đề xuất từ {directive}"
    return make(content=plan, office=office, directive=directive, note=note, by=by, at=at, on=on)


def _confirmed(directive: Directive) -> Reading:
    """Read a kept text again, and leave of it what is confirmed and touches nobody's rights."""
    confirmed = [
        Span(start, end)
        for start, end in directive.obligations.filter(confirmed_at__isnull=False).values_list(
            "span_start", "span_end"
        )
    ]
    if not confirmed:
        raise NothingConfirmed()
    marked = [
        Span(start, end)
        for start, end in directive.sentences.filter(rights_sensitive=True).values_list(
            "span_start", "span_end"
        )
    ]
    return confirmed_only(read(_document(directive)), confirmed, marked)


def _document(directive: Directive) -> Document:
    """The text as it was kept, so that the spans of what was confirmed still point to their words."""
    source = Source(directive.source_name, directive.source_sha256, directive.media_type)
    blocks = tuple(Paragraph(span) for span in paragraph_spans(directive.text))
    return Document(source, directive.text, blocks, ())
