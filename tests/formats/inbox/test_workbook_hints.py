"""Who a workbook says that it is from: what stands around its table, never the bodies within."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from formats.inbox.files import opened
from tonghop.domain.consolidation.returns import Return

_DA_BAC = "Đơn vị báo cáo: Ban Tuyên giáo Huyện ủy Đà Bắc"
_CASES = {
    "bodies in rows, unlike the sender": (
        f"{_DA_BAC}\nĐơn vị | Số buổi nói chuyện\nHuyện ủy Kim Bôi | 3\nHuyện ủy Mai Châu | 4",
        [_DA_BAC],
    ),
    "bodies in rows that report nothing": (
        f"{_DA_BAC}\nĐơn vị | Kết quả\nHuyện ủy Kim Bôi | không phát sinh\nTổng cộng | 4",
        [_DA_BAC],
    ),
    "a group's title under the header": (
        f"{_DA_BAC}\nĐơn vị | Kết quả\nHuyện Kim Bôi |\nXã Mẫu | 2",
        [_DA_BAC],
    ),
    "bodies in columns": (
        f"{_DA_BAC}\nChỉ tiêu | Đơn vị tính | Huyện ủy Kim Bôi\nTờ rơi | tờ | 3",
        [_DA_BAC],
    ),
    "numbers in the title are no table": (
        f"Mã đơn vị | 150\nKỳ: | 6\nBáo cáo năm | 2023\n{_DA_BAC}\nChỉ tiêu | Kết quả\nTờ rơi | 3",
        ["Mã đơn vị", "Kỳ:", "Báo cáo năm", _DA_BAC],
    ),
    "a signature below a short table": (
        "Chỉ tiêu | Kết quả\nTờ rơi | 3\n\nTM. BAN TUYÊN GIÁO HUYỆN ỦY ĐÀ BẮC",
        ["TM. BAN TUYÊN GIÁO HUYỆN ỦY ĐÀ BẮC"],
    ),
    "no table at all": (_DA_BAC, [_DA_BAC]),
}


def _xlsx(picture: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in picture.split("\n"):
        cells = [cell.strip() for cell in line.split("|")]
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in cells])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("case", _CASES)
def test_hints_stand_around_the_table(case: str) -> None:
    picture, told = _CASES[case]

    first = opened("bc.xlsx", _xlsx(picture))[0]

    assert isinstance(first, Return)
    assert [hint.text for hint in first.hints] == told
