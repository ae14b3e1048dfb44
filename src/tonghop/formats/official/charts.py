"""Bar charts as pictures for Word; in the PDF the same template draws them itself."""

from functools import lru_cache

from tonghop.formats.official.parts import BarChart, OfficialDocument
from tonghop.formats.official.styles import STATE
from tonghop.formats.official.typesetting import typeset

CHART_WIDTH_MM = 165
_DOTS_AN_INCH = 200


@lru_cache(maxsize=32)
def chart_png(chart: BarChart) -> bytes:
    """Return a chart as PNG, CHART_WIDTH_MM wide; equal charts give equal bytes."""
    return typeset(OfficialDocument(STATE, "", (chart,)), part="chart", format="png", ppi=_DOTS_AN_INCH)
