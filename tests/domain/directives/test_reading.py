"""What the whole reading keeps that no part of it keeps alone."""

from directive_text import document_of
from tonghop.domain.directives.reading import read

DIRECTIVE = """ỦY BAN NHÂN DÂN
TỈNH HÒA MẪU
Số: 9/CT-UBND
Hòa Mẫu, ngày 05 tháng 3 năm 2026
CHỈ THỊ
Về việc mẫu
1. Sở Nội vụ:
a) {task}
b) Thống kê số xã đã sáp nhập, báo cáo Ủy ban nhân dân tỉnh trước ngày 20 tháng 6 hằng năm."""


def test_sentence_over_opinions_asks_for_no_report() -> None:
    watched = (
        "Theo dõi, tổng hợp các ý kiến trái chiều của người dân trên mạng xã hội,"
        " báo cáo Ủy ban nhân dân tỉnh trước ngày 25 hằng tháng."
    )

    reading = read(document_of(DIRECTIVE.format(task=watched)))

    assert [o.rights_sensitive != () for o in reading.obligations] == [True, False]
    assert [duty.span.cut(reading.text)[:8] for duty in reading.reporting] == ["Thống kê"]


def test_ordinary_sentence_in_its_place_asks_for_two() -> None:
    ordinary = "Rà soát, tổng hợp số hồ sơ quá hạn, báo cáo Ủy ban nhân dân tỉnh trước ngày 25 hằng tháng."

    reading = read(document_of(DIRECTIVE.format(task=ordinary)))

    assert len(reading.reporting) == 2
