"""Indicators: what is asked for, in which unit of measure, and how it adds over bodies."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tonghop.domain.reporting.fields import demand, demand_code, demand_one_of, demand_text

FLOW, STOCK, DISTINCT, RATE = "flow", "stock", "distinct", "rate"
KINDS = (FLOW, STOCK, DISTINCT, RATE)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing asked for.

    A flow adds over time and bodies; a stock takes the latest of each body; a distinct count (of people) does
    not add over bodies; a rate is one indicator over another. `decimals` is how many a figure may have (0:
    counted in wholes). `group` is the heading that it stands under in the form, `parent` the indicator that
    it is a part of ("trong đó"), `cumulative` asks for the sum since the year's start beside, `why` says why
    it adds so.
    """

    code: str
    name: str
    unit: str
    kind: str = FLOW
    estimate: bool = False
    target: Decimal | None = None
    aliases: tuple[str, ...] = ()
    required: bool = True
    decimals: int = 0
    numerator: str = ""
    denominator: str = ""
    note: str = ""
    group: str = ""
    parent: str = ""
    cumulative: bool = False
    why: str = ""

    def __post_init__(self) -> None:
        where = f"[[indicator]] {self.code}"
        demand_code(self.code, where)
        demand_text(self.name, where, "name")
        demand_text(self.unit, where, "unit")
        demand_one_of(self.kind, KINDS, where, "kind")
        demand(0 <= self.decimals <= 6, where, "decimals", self.decimals, "Từ 0 đến 6.", "From 0 to 6.")
        demand(
            (self.kind == RATE) == bool(self.numerator) == bool(self.denominator),
            where,
            "numerator",
            self.numerator,
            "Tỷ lệ (rate) cần cả tử số và mẫu số; loại khác thì bỏ trống cả hai.",
            "A rate needs numerator and denominator; the other kinds have neither.",
        )
        demand(
            self.parent != self.code,
            where,
            "parent",
            self.parent,
            "Một chỉ tiêu không là phần của chính nó; để trống hoặc ghi mã chỉ tiêu lớn hơn.",
            "An indicator is no part of itself; leave it empty or give the larger indicator.",
        )


KIND_NAMES: dict[str, Literal["cộng dồn", "thời điểm", "không cộng được", "tỷ lệ"]] = {
    FLOW: "cộng dồn",
    STOCK: "thời điểm",
    DISTINCT: "không cộng được",
    RATE: "tỷ lệ",
}

HOW_IT_ADDS: dict[str, str] = {
    FLOW: "Phát sinh trong kỳ: cộng được giữa các đơn vị và qua các kỳ nối tiếp.",
    STOCK: "Số tại thời điểm cuối kỳ: lấy số mới nhất của mỗi đơn vị rồi cộng, không cộng qua các kỳ.",
    DISTINCT: "Đếm người, hộ: một người, một hộ có thể được nhiều nơi, nhiều kỳ cùng đếm, nên không cộng.",
    RATE: "Tỷ lệ: cộng riêng tử số và mẫu số rồi mới chia, không cộng và không lấy trung bình các tỷ lệ.",
}
"""A sentence for each kind, where nothing more particular is known."""
