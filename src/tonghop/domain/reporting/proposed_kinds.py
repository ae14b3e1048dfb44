"""How an indicator adds, judged by the words of its name and unit, with the reason in a sentence.

The first rule that speaks decides; the rest is a flow that a person is asked about. Words alone never make a
rate: which two figures are divided is not in a name.
Source: domain page reporting.md §6 (traps for consolidation); the words are those of annexed forms.
"""

import re
from dataclasses import dataclass

from tonghop.domain.language import searchable
from tonghop.domain.reporting.indicators import DISTINCT, FLOW, HOW_IT_ADDS, STOCK


@dataclass(frozen=True, slots=True)
class Adding:
    """How a figure adds, why, and whether the words leave no doubt."""

    kind: str
    why: str
    certain: bool = True


_SHARE_UNIT = re.compile(r"%|tỷ lệ|điểm %|phần trăm|(?:đồng|lượt|người|buổi)/\w+")
_SHARE_NAME = re.compile(r"^(?:tỷ lệ|tỉ lệ|tỷ trọng|bình quân|mức bình quân|tốc độ)\b")
_STANDING = re.compile(
    r"\b(?:hiện có|hiện nay|đang (?!ký)|duy trì|tính đến|đến (?:ngày|thời điểm|cuối|hết)|cuối kỳ|còn tồn|tồn "
    r"đọng"
    r"|lũy kế|biên chế|dân số|có mặt|quản lý|hiện đang|còn lại)\b"
)
_HAPPENING = re.compile(
    r"\b(?:lượt|vụ|mới|phát sinh|trong kỳ|tử vong|bị thương|chết|mất tích|khen thưởng|kết nạp|được cấp|đã "
    r"cấp|"
    r"bị xử phạt|xử lý|tiếp nhận|phát hiện|bắt giữ|ra quân)\b"
)
_COUNTED_TWICE = re.compile(
    r"^(?:người|hộ|hộ gia đình|gia đình|cá nhân|học sinh|sinh viên|đoàn viên|hội viên|đảng viên|cán bộ|công "
    r"chức"
    r"|viên chức|lao động|khách hàng|em|trẻ em|hộ dân|nhân khẩu|thành viên|tình nguyện viên)\b"
)
_OCCASIONS = re.compile(
    r"^(?:lượt|buổi|cuộc|lớp|hội nghị|hội thi|hội thảo|tọa đàm|đợt|chuyến|ca|vụ|tin|bài|bản tin|phóng sự|"
    r"chuyên mục|"
    r"phút|giờ|tờ|bản|cuốn|quyển|văn bản|kế hoạch|quyết định|công văn|công trình|suất|phần quà|đồng|nghìn "
    r"đồng|"
    r"triệu đồng|tỷ đồng|triệu|tỷ|băng rôn|băng-rôn|pa nô|pa-nô|áp phích|khẩu hiệu|chương trình|điểm|tập thể|"
    r"giấy khen|bằng khen|hồ sơ|đơn|ý kiến|kiến nghị|m2|m3|km|tấn|kg|cây|con|ha|mô hình|câu lạc bộ|tổ|nhóm|"
    r"cái|"
    r"chiếc|thiết bị)\b"
)


def how_it_adds(name: str, unit: str) -> Adding:
    """Return how an indicator adds by its words.

    >>> how_it_adds("Lượt người dự", "lượt người").kind, how_it_adds("Mô hình đang duy trì", "mô hình").kind
    ('flow', 'stock')
    >>> how_it_adds("Số hộ ký cam kết", "hộ").kind, how_it_adds("Số người bị thương", "người").kind
    ('distinct', 'flow')
    """
    words, measure = searchable(name).strip(), searchable(unit).strip()
    if _SHARE_UNIT.match(measure) or _SHARE_NAME.match(words):
        return Adding(
            DISTINCT, "Tỷ lệ, bình quân: không cộng được khi chưa rõ tử số và mẫu số.", certain=False
        )
    if found := _STANDING.search(words):
        return Adding(STOCK, f"Tên có “{found[0].strip()}”. {HOW_IT_ADDS[STOCK]}")
    if found := _HAPPENING.search(words):
        return Adding(FLOW, f"Tên có “{found[0].strip()}”. {HOW_IT_ADDS[FLOW]}")
    if found := _COUNTED_TWICE.match(measure):
        return Adding(DISTINCT, f"Đơn vị tính là “{found[0]}”. {HOW_IT_ADDS[DISTINCT]}", certain=False)
    if found := _OCCASIONS.match(measure):
        return Adding(FLOW, f"Đơn vị tính là “{found[0]}”. {HOW_IT_ADDS[FLOW]}")
    return Adding(
        FLOW, "Tên và đơn vị tính không cho biết cách cộng; đề xuất cộng dồn, cần xác nhận.", certain=False
    )
