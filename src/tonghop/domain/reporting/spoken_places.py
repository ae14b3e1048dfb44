"""Places in a file as an office says them; the contracts' own wording stays in the record."""

import re

_SPAN = re.compile(r" \[\d{1,9}, \d{1,9}\]")
_IN_TABLE = re.compile(r"table (\d{1,9}) row (\d{1,9}) cell (\d{1,9})")
_OTHERS = (("paragraph ", "đoạn "), ("footnote ", "chú thích "), ("totals ", "dòng số liệu "))


def place_in_words(at: str) -> str:
    """Return where a figure stands, for a person who looks it up.

    >>> place_in_words("table 2 row 3 cell 4"), place_in_words("paragraph 12 [34, 41]")
    ('bảng 2, dòng 3, ô 4', 'đoạn 12')
    >>> place_in_words("Số liệu!D7"), place_in_words("")
    ('ô Số liệu!D7', '')
    """
    plain = _SPAN.sub("", at)
    if found := _IN_TABLE.fullmatch(plain):
        return f"bảng {found[1]}, dòng {found[2]}, ô {found[3]}"
    for word, spoken in _OTHERS:
        if plain.startswith(word):
            return spoken + plain.removeprefix(word)
    return f"ô {plain}" if "!" in plain else plain
