"""The mark at the head of an item: "III.", "2.", "1.1.", "a)", "(1)", "-", "+", "Điều 5.", "Phụ lục II".

Source of the order: Decree 30/2020/NĐ-CP, annex I (phần, chương, mục, điều, khoản, điểm) and the habit of
plans and dispatches (I. / 1. / 1.1. / a) / - / +). Texts republished on the web carry emphasis marks around
the mark.
"""

import re
from dataclasses import dataclass

_MARK = re.compile(
    r"""[*_\s]*(?:
        (?P<annex>
            (?:phụ\ lục|biểu\ mẫu|phụ\ biểu|mẫu\ số|biểu\ số)\ *(?:số\ *)?
            (?P<annex_no>[ivx]{1,6}|\d{1,3}[a-zđ]?)?
        )(?=[\s.:*)(]|$)
      | (?P<part>
            (?:phần|chương|mục|tiểu\ mục)\ +(?:thứ\ +)?
            (?:[ivxlc]{1,8}|\d{1,3}|nhất|hai|ba|tư|năm)(?=[\s.:*]|$)
        )[.:]?
      | (?P<article>điều\ +\d{1,3}[a-zđ]?)[.:]
      | (?P<roman>[ivx]{1,7})\ ?[.)](?=[\s*_a-zđà-ỹ]|$)
      | (?P<dotted>\d{1,2}(?:\.\d{1,2}){1,4})[.)]?(?=[\s*_])
      | (?P<arabic>\d{1,3})\ ?[.)](?=[\s*_]|(?=[a-zđà-ỹ][^\d])|$)
      | (?P<letter>[a-zđ]{1,2})\ ?\)(?=.)
      | (?P<capital>[a-zđ])\.(?=[\s*_])
      | (?P<paren>\(\d{1,2}\)|\([a-zđ]\))(?=[\s*_])
      | (?P<plus>\+)(?=[\s*_a-zđà-ỹ0-9])
      | (?P<dash>[-•●▪◦](?=\ |[a-zđà-ỹ"(])|\*(?=\ +[a-zđà-ỹ0-9"(]))
    )[*_\s]*""",
    re.X,
)

RANKS = {
    "annex": 0,
    "part": 1,
    "capital": 2,
    "article": 3,
    "roman": 4,
    "arabic": 5,
    "dotted": 6,
    "letter": 11,
    "paren": 12,
    "dash": 13,
    "plus": 14,
}
"""How high each kind of mark stands; a clause opens below the nearest open clause of a smaller rank."""


@dataclass(frozen=True, slots=True)
class Enumerator:
    """A mark: its kind (a key of RANKS), its label as cited ("III", "1.1", "a", "-"), its rank and length."""

    kind: str
    label: str
    rank: int
    length: int


def enumerator(original: str, folded: str) -> Enumerator | None:
    """Return the mark at the head of a paragraph, or None where it begins with plain words.

    `folded` is `searchable(original)`. Emphasis marks around the mark ("**1.** ") belong to its length.

    >>> from tonghop.domain.language import searchable
    >>> marks = [enumerator(text, searchable(text)) for text in ("III. A", "1.2. B", "- C", "Điều 5. D")]
    >>> [(mark.kind, mark.label) for mark in marks if mark]
    [('roman', 'III'), ('dotted', '1.2'), ('dash', '-'), ('article', 'Điều 5')]
    """
    found = _MARK.match(folded)
    if found is None:
        return None
    kind = next(kind for kind in RANKS if found[kind] is not None)
    label = original[slice(*found.span(kind))].strip()
    if kind == "annex" and not (label.isupper() or found["annex_no"]):
        return None  # "Phụ lục này …" begins a sentence
    if kind in ("roman", "capital") and not label.isupper():
        if len(label) > 1:
            return None
        kind = (
            "letter"  # "i)" and "v." in lower case are points of the alphabet (… h, i, k …), no Roman numbers
        )
    rank = RANKS[kind] + (label.count(".") - 1 if kind == "dotted" else 0)
    return Enumerator(kind, label.strip("()"), rank, found.end())
