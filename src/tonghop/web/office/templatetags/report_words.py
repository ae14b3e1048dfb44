"""Words of the report form for templates."""

from django import template

from tonghop.domain.reporting.spoken_places import place_in_words
from tonghop.web.office import report_words

register = template.Library()
register.filter("box_id", report_words.id_of)
register.filter("place", place_in_words)
