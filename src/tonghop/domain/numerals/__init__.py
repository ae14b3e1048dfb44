"""Numbers as Vietnamese offices write them: in figures or words, with their unit, in a cell or a sentence.

A number is read only where a clerk could not read another one: 1.234 and 1 234 are thousands, the comma
stands before decimals, "gần 35 tỷ đồng" is 35.000.000.000 đồng and says that it is inexact. What could be two
numbers is a `Doubt`, which names them, and becomes a question. In prose the words around a number say what it
is a number of: the figure of this period, last year's, the target, a change.

From the ground up: `numeral`, `number_words`, `figures`, `units`, `phrases`, then `prose` (with `no_numbers`
and `contexts`) and `cells`. What a number means for an indicator is not decided here but in `reporting`.
Every pattern bounds its repetitions or consumes what it repeats: the work grows with the text and no faster.
"""

from tonghop.domain.numerals.cells import read_numeral
from tonghop.domain.numerals.number_words import amount_in_words, in_words
from tonghop.domain.numerals.numeral import PERCENT, Direction, Doubt, Numeral, Of, in_figures
from tonghop.domain.numerals.prose import find_numerals
from tonghop.domain.numerals.units import counted_in

__all__ = [
    "PERCENT",
    "Direction",
    "Doubt",
    "Numeral",
    "Of",
    "amount_in_words",
    "counted_in",
    "find_numerals",
    "in_figures",
    "in_words",
    "read_numeral",
]
