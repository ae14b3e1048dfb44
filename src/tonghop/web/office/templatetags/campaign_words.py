"""A campaign's words in templates."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from tonghop.apps.reporting.campaigns.bodies import Ceased
from tonghop.domain.organisations.sentences import official_date
from tonghop.domain.reporting.regime_words import Words
from tonghop.web.office import campaign_words, cycle_words
from tonghop.web.office.templatetags.vietnamese import told

register = template.Library()


@register.filter
def said(words: Words) -> str:
    """Return a sentence in the reader's language."""
    return campaign_words.said(words)


@register.filter
def became(ceased: Ceased) -> str:
    """Return what became of a unit in the reader's language."""
    return told(ceased)


@register.filter
def day(value: date) -> str:
    """Return a day as documents write it; of an instant the day in Vietnam."""
    return official_date(timezone.localdate(value) if isinstance(value, datetime) else value)


@register.filter
def moment(value: datetime) -> str:
    """Return an instant in Vietnam's time: "17:00 ngày 30/5/2026"."""
    return cycle_words.moment(value)


@register.filter
def level(code: str) -> str:
    """Return what a level or a line is called."""
    return campaign_words.level_name(code)
