"""Charts as tables of cases: what is drawn for which numbers, gaps that stay gaps, words that stay text."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from tonghop.web.office.charts import A_ROW, Mark, bar_chart, line_chart, tile_chart, waffle_chart
from tonghop.web.office.tile_grid import TILES

SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture: str) -> ElementTree.Element:
    """Return a picture as XML, which it has to be."""
    return ElementTree.fromstring(picture)


def count(picture: str, tag: str) -> int:
    return len(re.findall(rf"<{tag}[ >]", picture))


def numbers(*values: int | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(value) for value in values]


LINES = [
    # values, which may be joined to the one before → strokes, dots
    (numbers(), [], 0, 0),
    (numbers(5), [False], 0, 1),
    (numbers(5, 7), [False, True], 1, 2),
    (numbers(5, None, 7), [False, False, False], 0, 2),  # a gap is no zero
    (numbers(5, None, 7), [False, True, True], 0, 2),  # and is crossed by nothing, whatever is said
    (numbers(5, 7, 9), [False, False, True], 1, 3),  # another structure is not joined
    (numbers(0, 0), [False, True], 1, 2),  # nothing above the ground, and no division by it
]


@pytest.mark.parametrize(("values", "joined", "strokes", "dots"), LINES)
def test_lines_have_gaps(values: list[Decimal | None], joined: list[bool], strokes: int, dots: int) -> None:
    picture = line_chart(values, joined, title="Buổi", finding="5; 7")

    assert len(re.findall('class="th-chart__line"', picture)) == strokes
    assert count(picture, "circle") == dots
    drawn(picture)


def test_a_line_begins_at_zero() -> None:
    picture = line_chart(numbers(50, 100), [False, True], title="", finding="")

    heights = [42 - float(y) for y in re.findall(r'cy="([\d.]+)"', picture)]

    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)


def test_a_picture_has_a_name_and_its_marks_are_hidden() -> None:
    picture = drawn(waffle_chart([Mark("ontime", "✓")], title="Các xã", finding="1 xã đúng hạn"))

    assert picture.get("role") == "img"
    assert [child.tag for child in picture] == ["title", "desc", "g"]
    assert (picture[0].text, picture[1].text) == ("Các xã", "1 xã đúng hạn")
    assert picture[2].get("aria-hidden") == "true"


def test_words_stay_text_and_no_style_is_inline() -> None:
    picture = tile_chart([(0, 0, Mark("late", "!", "<b onclick=x>", "1/2"))], title="<script>", finding='"&"')

    assert "<b" not in picture
    assert "<script" not in picture
    assert "style=" not in picture
    assert drawn(picture)[0].text == "<script>"


BARS = [
    ([("ontime", 3), ("missing", 1)], 2, ["✓ 3", "✓ 1"]),
    ([("ontime", 0), ("missing", 5)], 1, ["✓ 5"]),
    ([("ontime", 990), ("late", 1)], 2, ["✓ 990"]),  # too narrow for words, drawn all the same
    ([], 0, []),
]


@pytest.mark.parametrize(("parts", "rectangles", "words"), BARS)
def test_bars_hold_their_numbers(parts: list[tuple[str, int]], rectangles: int, words: list[str]) -> None:
    picture = bar_chart([(Mark(kind, "✓"), number) for kind, number in parts], title="", finding="")

    assert count(picture, "rect") == rectangles
    assert re.findall(r">([^<>]+)</text>", picture) == words
    widths = [float(width) for width in re.findall(r'<rect[^>]* width="([\d.]+)"', picture)]
    assert sum(widths) <= 600


@pytest.mark.parametrize("number", [0, 1, A_ROW, A_ROW + 1, 168])
def test_a_waffle_has_a_square_for_each(number: int) -> None:
    picture = waffle_chart([Mark("ontime", "✓")] * number, title="", finding="")

    assert len(set(re.findall(r"M\d+ \d+h18", picture))) == number
    assert "".join(re.findall(r">([^<>]+)</text>", picture)) == "✓" * number
    assert sum(len(xs.split()) for xs in re.findall(r'<text[^>]* x="([\d ]+)"', picture)) == number


def test_a_waffle_keeps_the_order_and_the_kind_of_each_square() -> None:
    kinds = [*["ontime"] * 25, "late", *["missing"] * 3]
    signs = {"ontime": "✓", "late": "!", "missing": "✕"}

    picture = waffle_chart([Mark(kind, signs[kind]) for kind in kinds], title="", finding="")

    shapes = re.findall(r'th-fill-(\w+)" d="([^"]*)"', picture)
    assert [kind for kind, shape in shapes for _ in range(shape.count("M"))] == kinds
    assert "".join(re.findall(r">([^<>]+)</text>", picture)) == "".join(signs[kind] for kind in kinds)
    assert len(waffle_chart([Mark("ontime", "✓")] * 168, title="", finding="")) < 6_000


def test_the_tiles_are_the_34_provinces_each_in_its_own_place() -> None:
    from tonghop.formats.registers.vietnam import vietnam

    today = vietnam().in_force(__import__("datetime").date(2026, 1, 1))
    codes = {version.shown_code for version in today if version.level == "province"}

    assert set(TILES) == codes
    assert len({(tile.row, tile.column) for tile in TILES.values()}) == len(TILES) == 34
    assert all(len(tile.brief) <= 10 for tile in TILES.values())
    assert TILES["04"].row < TILES["01"].row < TILES["46"].row < TILES["79"].row  # north to south
