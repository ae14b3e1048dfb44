"""Vietnamese in queries: `order_by(sort_key("name"))`."""

from django.db.models import Func, TextField
from django.db.models.functions import Collate


class SortKey(Func):
    """The sort key of a text, the twin of `domain.language.sort_key`; compare it under the C collation."""

    function = "tonghop_sort_key"
    output_field = TextField()


class Spelling(Func):
    """A text in one spelling: NFC, lower case, the new placement of tones."""

    function = "tonghop_spelling"
    output_field = TextField()


def sort_key(field: str) -> Collate:
    """Order rows as a Vietnamese reader does, whatever collation the server has."""
    return Collate(SortKey(field), "C")
