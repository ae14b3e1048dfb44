"""Words of the portal's templates: days, numbers, totals."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html
from wagtail.whitelist import Whitelister

from tonghop.web.portal import sentences, structured_data

register = template.Library()
for _name in (
    "day",
    "day_of",
    "moment",
    "instant",
    "day_in_english",
    "cycle_name",
    "number",
    "total",
    "structure",
    "asked",
):
    register.filter(_name, getattr(sentences, _name))
register.filter("whole_address", structured_data.address)


@register.filter
def rss_of(feed: str) -> str:
    """Return the address of a feed in its other form."""
    return f"{feed.removesuffix('tin.atom')}rss.xml"


@register.filter
def dialled(phone: str) -> str:
    """Return a telephone number as a link dials it."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


_ONLY_WORDS = Whitelister()


@register.filter
def only_words(value: object) -> SafeString:
    """Write an editor's paragraph with its links, and no element that is not one of text."""
    return mark_safe(_ONLY_WORDS.clean(expand_db_html(getattr(value, "source", str(value)))))
