"""A campaign of five bodies, small enough to add up by hand, and ways to fill its forms."""

import hashlib
from collections.abc import Mapping
from typing import Any

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import LateMoment
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.calendar.working_days import WorkingDays
from tonghop.domain.consolidation.returns import FigureRow, FormIdentity, Passage, Return
from tonghop.domain.reporting.campaign import Body, Campaign, Excuse, Regime, Section
from tonghop.domain.reporting.checks import Check
from tonghop.domain.reporting.indicators import DISTINCT, RATE, STOCK, Indicator

CYCLE = Cycle.parse("2023-H1")

SMALL = Campaign(
    title="Tuyên truyền phòng cháy",
    coordinator="Ban Tuyên giáo Tỉnh ủy",
    form="party",
    directive="12-CV/BTGTU",
    place="Hòa Bình",
    superior="Tỉnh ủy Hòa Bình",
    abbreviation="BTGTU",
    signer="TRƯỞNG BAN",
    recipients=("Thường trực Tỉnh ủy", "Lưu VP"),
    regimes=(
        Regime(
            code="H1",
            frequency="semiannual",
            due=DayOfYear(5, 30),
            late_from=LateMoment.parse("05-31T00:00"),
            window=Window(DayOfYear(10, 30), DayOfYear(5, 30)),
        ),
    ),
    indicators=(
        Indicator("sessions", "Số buổi tuyên truyền", "buổi", estimate=True),
        Indicator("attendances", "Lượt người tham gia", "lượt người"),
        Indicator("models", "Mô hình đang duy trì", "mô hình", kind=STOCK),
        Indicator("households", "Hộ ký cam kết", "hộ", kind=DISTINCT),
        Indicator(
            "crowd", "Lượt người mỗi buổi", "lượt/buổi", RATE, numerator="attendances", denominator="sessions"
        ),
        Indicator("minutes", "Thời lượng phát sóng", "phút", decimals=1, required=False),
    ),
    sections=(
        Section("results", "Kết quả"),
        Section("table", "Số liệu", parent="results", figures=True),
        Section("oral", "Tuyên truyền miệng", parent="results"),
        Section("difficulties", "Khó khăn, vướng mắc"),
    ),
    bodies=(
        Body("da-bac", "Ban Tuyên giáo Huyện ủy Đà Bắc", line="party", place="150"),
        Body("kim-boi", "Ban Tuyên giáo Huyện ủy Kim Bôi", line="party"),
        Body("mai-chau", "Ban Tuyên giáo Huyện ủy Mai Châu", line="party"),
        Body("so-tttt", "Sở Thông tin và Truyền thông", line="state", aliases=("Sở TT&TT",)),
        Body("bao", "Báo Hòa Bình", line="press"),
    ),
    checks=(Check("attendances >= sessions", "Lượt người ít hơn số buổi?"),),
    excuses=(Excuse("bao", "2023-H1", "Đang sáp nhập", "Lãnh đạo Ban", "2023-05-20"),),
)
DUE = SMALL.regime(CYCLE).due_instant(CYCLE.year, WorkingDays())


def identity(body: str, campaign: Campaign = SMALL) -> FormIdentity:
    return FormIdentity(campaign.key, str(CYCLE), body, campaign.form_version(CYCLE))


def returned(
    body: str,
    figures: Mapping[str, Any] | None = None,
    *,
    file: str = "",
    at: Any = None,
    nil: tuple[str, ...] = (),
    estimated: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Return:
    """A return of `body`: raw cells by indicator, indicators marked nil, texts by section."""
    cells = figures or {}
    file = file or f"{body}.xlsx"
    rows = tuple(
        FigureRow(
            row.code,
            cells.get(row.code),
            f"Số liệu!E{number}",
            "x" if row.code in nil else None,
            (estimated or {}).get(row.code),
            f"Số liệu!G{number}",
        )
        for number, row in enumerate(SMALL.indicators, 8)
        if row.kind != RATE
    )
    passages = tuple(Passage(code, text, "Nội dung!D9") for code, text in (texts or {}).items())
    told = repr((file, sorted(cells.items(), key=str), nil, texts))
    sha256 = hashlib.sha256(told.encode()).hexdigest()
    return Return(file, sha256, identity(body), rows, passages, arrived_at=at)
