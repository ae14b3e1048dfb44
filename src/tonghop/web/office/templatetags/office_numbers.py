"""Numbers as Vietnamese offices write them."""

from django import template

register = template.Library()


@register.filter
def grouped(number: int) -> str:
    """Write a whole number with a point between thousands.

    >>> grouped(1234567), grouped(40)
    ('1.234.567', '40')
    """
    return f"{number:,}".replace(",", ".")
