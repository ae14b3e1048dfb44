"""A verification code as a square that a telephone reads (QR), drawn by the same template in Word and PDF.

The square holds the code and nothing else: no address, since nothing is looked up outside of the office that
issued the report.
"""

from functools import lru_cache

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from tonghop.formats.official.parts import CodeSquare, OfficialDocument
from tonghop.formats.official.styles import STATE
from tonghop.formats.official.typesetting import typeset

SQUARE_WIDTH_MM = 24
_QUIET = 4
"""So many light modules stand around the square, as ISO/IEC 18004 asks."""
_DOTS_AN_INCH = 300


def code_square(code: str) -> CodeSquare:
    """Return the square of a code.

    >>> square = code_square("VOV2-XK5L-VOV2")
    >>> len(square.rows), square.rows[4][4:12]
    (29, '11111110')
    """
    made = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET)
    made.add_data(code)
    made.make(fit=True)
    rows = tuple("".join("1" if dark else "0" for dark in row) for row in made.get_matrix())
    return CodeSquare(rows, f"Mã QR của mã kiểm tra {code}")


@lru_cache(maxsize=8)
def square_png(square: CodeSquare) -> bytes:
    """Return a square as PNG, SQUARE_WIDTH_MM wide; equal squares give equal bytes."""
    return typeset(OfficialDocument(STATE, "", (square,)), part="square", format="png", ppi=_DOTS_AN_INCH)
