"""{{ name|vi }} in every template: words that stay Vietnamese on a page in English."""

from django import template
from django.utils.safestring import SafeString

from tonghop.apps.reporting.campaigns.bodies import Ceased
from tonghop.domain.organisations.sentences import Told
from tonghop.web.office import vietnamese
from tonghop.web.office.register_words import register_words

register = template.Library()
register.filter("vi", vietnamese.vi)
register.filter("register_words", register_words)


@register.filter
def told(one: Told | Ceased) -> str | SafeString:
    """Return a reorganisation as a sentence in the reader's language."""
    return vietnamese.english_sentence(one.english, one.names) if vietnamese.is_english() else one.vietnamese
