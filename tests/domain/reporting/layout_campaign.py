"""The campaign that the tests of labels and layouts read tables for."""

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.due_instants import proposed_late_moment
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.reporting.campaign import Body, Campaign, Regime
from tonghop.domain.reporting.indicators import DISTINCT, STOCK, Indicator

INDICATORS = (
    Indicator(
        "sessions",
        "Số buổi tuyên truyền",
        "buổi",
        estimate=True,
        aliases=("số cuộc tuyên truyền miệng", "số buổi tuyên truyền miệng"),
    ),
    Indicator(
        "attendances",
        "Lượt người tham gia các buổi tuyên truyền",
        "lượt người",
        aliases=("lượt người nghe",),
    ),
    Indicator("leaflets", "Tờ rơi, tờ gấp đã phát", "tờ", aliases=("tờ rơi",)),
    Indicator("banners", "Băng-rôn, pa-nô, áp-phích", "lượt"),
    Indicator("minutes", "Thời lượng phát sóng", "phút", decimals=1),
    Indicator("models-new", "Mô hình xây dựng mới", "mô hình"),
    Indicator("models-kept", "Mô hình đang duy trì", "mô hình", STOCK),
    Indicator("pledges", "Hộ gia đình ký cam kết", "hộ", DISTINCT, aliases=("số hộ ký cam kết",)),
    Indicator("gifts-worth", "Trị giá quà đã trao", "triệu đồng", decimals=3),
    Indicator("classes-1", "Lớp tập huấn cấp 1", "lớp"),
)
BODIES = (
    Body("xa-an-mau", "Ủy ban nhân dân xã An Mẫu", aliases=("UBND xã An Mẫu",)),
    Body("xa-binh-mau", "Ủy ban nhân dân xã Bình Mẫu", aliases=("UBND xã Bình Mẫu",)),
    Body("ca-an-mau", "Công an xã An Mẫu"),
    Body("xa-hoa-mau", "Ủy ban nhân dân xã Hòa Mẫu, huyện Đông Mẫu"),
    Body("xa-hoa-mau-2", "Ủy ban nhân dân xã Hòa Mẫu, huyện Tây Mẫu"),
)
CYCLE = Cycle(2023, "H1")


def layout_campaign(*, window: Window | None = None, code: str = "H1") -> Campaign:
    """Return the campaign, its regime of that code, by default with the calendar's window."""
    regime = Regime(
        code, "semiannual", DayOfYear(5, 30), proposed_late_moment(DayOfYear(5, 30)), window=window
    )
    return Campaign("Chiến dịch mẫu", "Ban Mẫu", indicators=INDICATORS, bodies=BODIES, regimes=(regime,))
