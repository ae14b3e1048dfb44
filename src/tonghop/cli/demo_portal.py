"""The portal of the sample office: one report released and decided to be public, its campaign, articles."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from tonghop.apps.accounts.models import Person
    from tonghop.apps.reporting.models import Campaign
    from tonghop.web.portal.models import PortalPage

Page = TypeVar("Page", bound="PortalPage")

PUBLISHED_CYCLE = "2026-H1"
_AGENCY = "Ban Tuyên giáo và Dân vận Tỉnh ủy"
_ABOUT: Mapping[str, Any] = {
    "title_en": "Provincial Party Committee's Commission for Communication, Education and Mass Mobilisation",
    "functions": "Tham mưu cho Tỉnh ủy về công tác tuyên giáo và dân vận.\n\n"
    "Tổng hợp báo cáo của các cơ quan, đơn vị về các văn bản chỉ đạo của tỉnh và công bố kết quả.",
    "functions_en": "Advises the provincial Party Committee in communication, education and mobilisation."
    "\n\nConsolidates the reports of agencies on the province's directives and publishes the results.",
    "units": [
        ("unit", {"name": "Văn phòng", "name_en": "Office",
                  "functions": "Văn thư, tổng hợp, hành chính, tài chính.",
                  "functions_en": "Records, consolidation of reports, administration, finance.",
                  "phone": "0218 000 0001", "email": "vanphong@example.vn"}),
        ("unit", {"name": "Phòng Tuyên truyền, Báo chí", "name_en": "Communication and Press Division",
                  "functions": "Thông tin cho báo chí, cổng thông tin.",
                  "functions_en": "Information for the press, this portal.",
                  "phone": "0218 000 0002", "email": "baochi@example.vn"}),
    ],
    "address": "Số 1, đường Mẫu, phường Hòa Bình, tỉnh Phú Thọ",
    "address_en": "1 Mau Street, Hoa Binh Ward, Phu Tho Province, Viet Nam",
    "phone": "0218 000 0000",
    "email": "lienhe@example.vn",
    "press_office": "Trưởng phòng Tuyên truyền, Báo chí",
    "press_office_en": "Head of the Communication and Press Division",
    "press_phone": "0218 000 0002",
    "press_email": "baochi@example.vn",
}  # fmt: skip
_SITE = "Cổng công bố tỉnh Phú Thọ"
_FIRST = (
    "<p>Ban Tuyên giáo và Dân vận Tỉnh ủy vừa tổng hợp báo cáo 6 tháng đầu năm của các đơn vị. Số liệu dưới"
    " bài lấy từ báo cáo đã phát hành, ai cũng kiểm tra được bằng mã in ở cuối báo cáo.</p>",
    "<p>Đơn vị nào chưa gửi báo cáo được nêu trong báo cáo; phần còn thiếu không được ước lượng thay.</p>",
)


def fill_portal(campaign: "Campaign", coordinator: "Person", approver: "Person", *, at: datetime) -> None:
    """Fill the portal, as the database's owner: what is published here was reviewed by nobody."""
    _publish_report(campaign, coordinator, approver, at=at)
    _write_pages(campaign, at=at)


def _publish_report(campaign: "Campaign", coordinator: "Person", approver: "Person", *, at: datetime) -> None:
    from tonghop.apps.accounts.acting import acting_as
    from tonghop.apps.consolidation import computing, issuing
    from tonghop.apps.reporting.models import Cycle
    from tonghop.domain.consolidation.consolidation import AS_REPORTED

    cycle = Cycle.objects.get(campaign=campaign, code=PUBLISHED_CYCLE)
    on = at.date()
    with acting_as(coordinator):
        computing.compute(cycle=cycle, structure=AS_REPORTED, by=coordinator, at=at, on=on)
        issue = issuing.prepare(
            cycle=cycle, dated_on=on, gap_why="Đã hết hạn báo cáo", by=coordinator, at=at, on=on
        )
    with acting_as(approver):
        issuing.release(issue_id=issue.pk, by=approver, at=at, on=on)
        issuing.decide_publication(issue_id=issue.pk, wanted=True, by=approver, at=at, on=on)


def _write_pages(campaign: "Campaign", *, at: datetime) -> None:
    from tonghop.web.portal.models import (
        AboutPage,
        AnswersPage,
        ArticlePage,
        CampaignPage,
        CategoryPage,
        DocumentPage,
        HomePage,
    )

    home = HomePage.objects.get()
    home.title = _SITE
    home.save_revision().publish()
    told = _published(home, CampaignPage(title=campaign.title, campaign=campaign.pk))
    category = _published(home, CategoryPage(title="Xây dựng cơ sở"))
    paper = {"symbol": "142/KH-UBND", "kind": "Kế hoạch", "issuer": "UBND tỉnh Hòa Bình", "abstract": "",
             "dated_on": date(2022, 8, 15), "page": None, "file": None}  # fmt: skip
    _published(
        home,
        DocumentPage(
            title="Kế hoạch số 142/KH-UBND",
            symbol="142/KH-UBND",
            kind="Kế hoạch",
            issuer="UBND tỉnh Hòa Bình",
            dated_on=date(2022, 8, 15),
            abstract="Xây dựng xã, thị trấn điển hình và thí điểm phường điển hình, kiểu mẫu",
        ),
    )
    _published(
        category,
        ArticlePage(
            title="Kết quả tuyên truyền 6 tháng đầu năm 2026",
            lead="Hầu hết các đơn vị đã gửi báo cáo; số liệu được công bố kèm mã kiểm tra.",
            posted_at=at,
            agency=_AGENCY,
            campaign=told,
            body=[("paragraph", _FIRST[0]), ("heading", {"text": "Cách tính", "level": "2"}),
                  ("paragraph", _FIRST[1])],
            papers=[("paper", paper)],
        ),
    )  # fmt: skip
    _published(
        category,
        ArticlePage(
            title="Phường Tân Hòa ra mắt các tổ tự quản",
            lead="Các tổ tự quản ở phường Tân Hòa, thành phố Hòa Bình đã họp phiên đầu tiên.",
            posted_at=at - timedelta(days=900),
            agency=_AGENCY,
            body=[("paragraph", "<p>Mỗi tổ chọn hai việc làm ngay trong tháng.</p>")],
            places=[("place", {"written": "phường Tân Hòa, thành phố Hòa Bình",
                               "now": "phường Tân Hòa, tỉnh Phú Thọ", "since": date(2025, 7, 1),
                               "source": "1676/NQ-UBTVQH15"})],
            corrections=[("correction", {"corrected_on": at.date(), "was": "10 tổ", "right": "12 tổ"})],
        ),
    )  # fmt: skip
    answer = {"question": "Ai phải báo cáo?", "answer": "<p>Các đơn vị nêu trong văn bản.</p>",
              "answered_on": at.date(), "paper": "Kế hoạch số 142/KH-UBND"}  # fmt: skip
    _published(home, AnswersPage(title="Hỏi đáp về chiến dịch", entries=[("answer", answer)]))
    _published(home, AboutPage(title=_AGENCY, **_ABOUT))


def _published(below: "PortalPage", page: Page) -> Page:
    """Publish a page below another."""
    page.live = False
    below.add_child(instance=page)
    page.save_revision().publish()
    return page
