"""Words of the portal's templates: days, numbers, totals."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html
from wagtail.whitelist import Whitelister

from tonghop.web.portal import sentences

register = template.Library()
for _name in ("day", "moment", "instant", "cycle_name", "number", "total", "structure", "asked"):
    register.filter(_name, getattr(sentences, _name))


_ONLY_WORDS = Whitelister()


@register.filter
def only_words(value: object) -> SafeString:
    """Write an editor's paragraph with its links, and no element that is not one of text."""
    return mark_safe(_ONLY_WORDS.clean(expand_db_html(getattr(value, "source", str(value)))))
