"""Entries of the register as readers see them: questions and the office's mistakes, each on a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tonghop.web.portal.blocks import MISTAKE
from tonghop.web.portal.cited_documents import path_named_in
from tonghop.web.portal.indexing import WITHIN_AN_ANSWER
from tonghop.web.portal.models import AnswersPage, CampaignPage


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry; `href` is where the document on which it rests can be read, empty where it is not here."""

    anchor: str
    question: str
    answer: Any
    on: date
    paper: str
    href: str
    is_mistake: bool


def entries(page: AnswersPage) -> Sequence[Answer]:
    """Return the entries of a page in their order."""
    return [
        Answer(
            f"{WITHIN_AN_ANSWER}-{place}", block.value["question"], block.value["answer"],
            block.value["answered_on"], block.value["paper"], path_named_in(block.value["paper"]),
            block.value["nature"] == MISTAKE,
        )
        for place, block in enumerate(page.entries, 1)
    ]  # fmt: skip


def pages_about(campaign: CampaignPage) -> Sequence[AnswersPage]:
    """Return the published pages with answers about a campaign."""
    return (
        list(AnswersPage.objects.live().filter(campaign=campaign.pk).order_by("title")) if campaign.pk else []
    )


def campaign_of(page: AnswersPage) -> CampaignPage | None:
    """Return the campaign that a page is about, where its own page is published."""
    campaign = page.campaign
    return campaign if campaign is not None and campaign.live else None
