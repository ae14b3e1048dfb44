"""One register of the office's own mistakes and of what is often asked; nobody outside is named."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from consolidating import desk
from django.db import connection
from django.utils import timezone
from people import AT, TODAY
from portal_pages import (
    answers_page,
    article,
    category,
    correction,
    decide,
    document,
    draft,
    entry,
    reader,
    released,
)
from wagtail.blocks import StructBlockValidationError

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.consolidation import issuing
from tonghop.apps.publications.models import PublicReport
from tonghop.web.portal.blocks import AnswerBlock
from tonghop.web.portal.models import AnswersPage, CampaignPage, CategoryPage, HomePage


@pytest.fixture
def tin(memory: Doors) -> CategoryPage:
    return category()


def register(**asked: str) -> str:
    answer = reader().get("/dinh-chinh/", asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def main_of(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


def test_register_gathers_what_was_put_right_the_newest_first(tin: CategoryPage) -> None:
    plan = document("1/KH-UBND", dated_on=date(2026, 3, 1))
    page = article(tin, title="Bài có sai", corrections=[correction("mười <b>tổ</b>", "mười hai tổ")])
    told = answers_page([
        entry("Viết nhầm hạn nộp", "mistake", paper="Kế hoạch số 1/KH-UBND ngày 01/3/2026",
              answer="<p>Hạn là <b>30/5</b>.</p>", answered_on=date(2026, 6, 1)),
        entry("Ai phải nộp?"),
    ])  # fmt: skip
    draft(tin, title="Nháp có sai", corrections=[correction("chưa đăng")])

    html = main_of(register())
    mistakes, _, questions = html.partition('id="hoi-dap"')

    assert mistakes.index("Viết nhầm hạn nộp") < mistakes.index("mười hai tổ"), "1/6 stands before 2/5"
    for words in ("01/06/2026", "02/05/2026", "mười &lt;b&gt;tổ&lt;/b&gt;", "Hạn là <b>30/5</b>.",
                  f'href="{page.path_here}#dinh-chinh"', f'href="{told.path_here}#muc-1"',
                  f'href="{plan.path_here}"'):  # fmt: skip
        assert words in mistakes, words
    assert "chưa đăng" not in html
    assert "Ai phải nộp?" in questions
    assert "Ai phải nộp?" not in mistakes
    assert "Viết nhầm hạn nộp" not in questions
    assert 'href="/dinh-chinh/"' in register()

    with acting_by_itself():
        told.unpublish()
        page.withdrawn_on, page.withdrawn_why = date(2026, 7, 1), "Sai"
        page.save_revision().publish()
    assert "Chưa có đính chính nào" in register()


def test_register_is_paged(tin: CategoryPage) -> None:
    for number in range(3):
        article(tin, title=f"Bài {number}", corrections=[correction(f"số {n}") for n in range(9)])

    html = register()
    assert html.count("<dt>Nội dung</dt>") == 20
    (later,) = re.findall(r'href="([^"]+)" rel="next"', html)
    second = reader().get(unescape(later)).content.decode()

    assert second.count("<dt>Nội dung</dt>") == 7
    assert "Trang 2/2" in second


def test_questions_stand_with_their_campaign_and_their_document(tin: CategoryPage) -> None:
    plan, other = document("1/KH-UBND", dated_on=date(2026, 3, 1)), document("2/KH-UBND")
    with acting_by_itself():
        campaign = HomePage.objects.get().add_child(
            instance=CampaignPage(title="Mở lớp", campaign="0199aaaa-0000-7000-8000-000000000001", live=True)
        )
        campaign.save_revision().publish()
    about = answers_page(
        [entry("Một?", paper="Kế hoạch số 1/KH-UBND ngày 01/3/2026"), entry("Hai?", paper="2/KH-UBND"),
         entry("Ba?", paper="Kế hoạch số 2/KH-UBND ngày 01/01/2020"), entry("Bốn?", paper="Luật Mẫu")],
        title="Hỏi về mở lớp", campaign=campaign,
    )  # fmt: skip

    html = main_of(register())
    shown = reader().get(about.path_here).content.decode()
    of_campaign = reader().get(campaign.path_here).content.decode()

    assert f'<a href="{campaign.path_here}">Mở lớp</a>' in html
    assert about.path_here in of_campaign
    assert f'<a href="{campaign.path_here}">Mở lớp</a>' in shown
    for page in (html, shown):
        assert f'<a href="{plan.path_here}">Kế hoạch số 1/KH-UBND ngày 01/3/2026</a>' in page
        assert f'<a href="{other.path_here}">2/KH-UBND</a>' in page
        assert "Căn cứ: Kế hoạch số 2/KH-UBND ngày 01/01/2020" in page, (
            "of another day, hence another document"
        )
        assert "Căn cứ: Luật Mẫu" in page
    with acting_by_itself():
        campaign.unpublish()
    assert "Mở lớp</a>" not in main_of(register())


def test_restated_report_stands_in_the_register_with_its_reason(memory: Doors) -> None:
    office = desk()
    first = released(office)
    decide(office, first)
    assert "Báo cáo điều chỉnh" not in register()

    office.computed()
    with acting_as(office.mai):
        told = {"dated_on": TODAY, "gap_why": "Đã hết hạn", "restates_why": "Cộng thiếu một xã"}
        second = issuing.prepare(cycle=office.cycle, by=office.mai, at=AT, on=TODAY, **told)
    with acting_as(office.lan):
        issuing.release(issue_id=second.pk, by=office.lan, at=AT + timedelta(hours=2), on=TODAY)
    assert "Cộng thiếu" not in register(), "released, not public"

    decide(office, second)
    html = register()
    assert PublicReport.objects.exclude(restates=None).count() == 1
    assert f'href="/bao-cao/{second.pk}"' in html
    assert "Cộng thiếu một xã" in html
    assert timezone.localtime(AT).strftime("%d/%m/%Y") in html


LINKS = [
    ('<a linktype="page" id="3">trang</a>', True),
    ('<a linktype="document" id="3">tệp</a>', True),
    ('<a href="/van-ban/">trong cổng</a>', True),
    ('<a href="https://vanban.chinhphu.vn.gov.vn/x">nhà nước</a>', True),
    ('<a href="https://congbao.mau.gov.vn/12">công báo</a>', True),
    ('<a href="https://mang-xa-hoi.example/nguoi-dung">ai đó</a>', False),
    ('<a href="http://gov.vn.example/">giả</a>', False),
    ('<a href="//example.com/">không tên giao thức</a>', False),
    ('<a href="/\\example.com">gạch ngược</a>', False),
    ('<a href="mailto:mau@example.com">thư</a>', False),
    ('<a href="javascript:alert(1)">mã</a>', False),
    ('<a id="1" href="https://example.com">sau thuộc tính khác</a>', False),
]


@pytest.mark.parametrize(("answer", "allowed"), LINKS, ids=[one for one, _ in LINKS])
def test_answer_leads_to_nobody_outside(answer: str, allowed: bool) -> None:
    block = AnswerBlock()
    value = block.to_python(entry("Hỏi?", answer=f"<p>Xem {answer}</p>")[1] | {"answered_on": "2026-04-01"})

    if allowed:
        assert block.clean(value)["question"] == "Hỏi?"
        return
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert refused.value.block_errors["answer"].code == "link-outside"


def test_entries_written_before_are_questions(tin: CategoryPage) -> None:
    page = answers_page([entry("Cũ?")])
    with connection.cursor() as cursor:
        cursor.execute("update portal_answerspage set entries = entries #- '{0,value,nature}'")
    assert "nature" not in AnswersPage.objects.get(pk=page.pk).entries.raw_data[0]["value"]

    html = main_of(register())

    assert "Cũ?" in html.partition('id="hoi-dap"')[2]
