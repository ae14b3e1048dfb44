"""Charts are drawn where there is something to compare, with their words, and never longer than the page."""

from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from tonghop.domain.consolidation.figures import Total
from tonghop.domain.reporting.indicators import DISTINCT, Indicator
from tonghop.formats.official.charts import chart_png
from tonghop.formats.official.parts import Bar, BarChart
from tonghop.formats.official.report_charts import charts


def total(code: str, value: str | None, *, target: str = "", previous: str = "", kind: str = "flow") -> Total:
    indicator = Indicator(code, f"Chỉ tiêu {code}", "buổi", kind, target=Decimal(target) if target else None)
    amount = Decimal(value) if value is not None else None
    return Total(indicator, amount, None, Decimal(previous) if previous else None, None, 1, 0, 0, 0, ())


def test_shares_of_the_plan_are_drawn_with_the_rule_at_a_hundred() -> None:
    drawn = list(
        charts([total("a", "50", target="100"), total("b", "12", target="10"), total("c", "9", target="9")])
    )

    assert [[(bar.shown, bar.marked) for bar in chart.bars] for chart in drawn] == [
        [("50", False), ("120", True), ("100", True)]
    ]
    assert drawn[0].rule_at == 100
    assert drawn[0].alt == "2 trong 3 chỉ tiêu đạt hoặc vượt kế hoạch."


@pytest.mark.parametrize(
    "rows",
    [
        [total("a", "5", target="10"), total("b", "5", target="10")],
        [total(code, None, target="10") for code in "abc"],
        [total(code, "5", previous="0") for code in "abc"],
        [total(code, "5", target="10", kind=DISTINCT) for code in "abc"],
    ],
    ids=["too few", "no totals", "nothing before", "people counted twice"],
)
def test_nothing_is_drawn_where_there_is_nothing_to_compare(rows: list[Total]) -> None:
    assert list(charts(rows)) == []


def test_a_bar_that_would_leave_the_page_is_cut_and_its_figure_stays() -> None:
    (chart,) = charts(
        [total(code, value, previous="1") for code, value in (("a", "900"), ("b", "1"), ("c", "2"))]
    )

    assert max(bar.value for bar in chart.bars) == 250
    assert chart.bars[0].shown == "90.000"


def test_picture_holds_the_vietnamese_words() -> None:
    def dark(label: str) -> int:
        chart = BarChart("", (Bar(label, 10, "10"), Bar(label, 20, "20")), "", None)
        picture = Image.open(BytesIO(chart_png(chart))).convert("L")
        return sum(picture.histogram()[:100])

    assert dark("Xã Nghĩa Đồng Ưỡ Ỵ") > dark("") + 500


def test_equal_charts_give_equal_bytes() -> None:
    chart = BarChart("", (Bar("Số buổi", 10, "10"),), "", 100.0, "kế hoạch = 100")

    first = chart_png(chart)
    chart_png.cache_clear()
    assert chart_png(chart) == first
