"""The campaign as TOML: readable, commented in Vietnamese."""

import tomllib
from collections.abc import Sequence
from typing import Any

from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.campaign_record import tables_of
from tonghop.formats.workbooks.campaign_layout import SHEETS
from tonghop.formats.workbooks.toml_text import toml_comment, toml_table

_HEAD = """Tệp chiến dịch của Tonghop. Sửa trực tiếp; dòng bắt đầu bằng # là chú thích.
Những điều còn phải quyết định nằm ở to_resolve; xong việc nào thì xóa dòng đó."""

_COMMENTS = {
    "regime": """Chế độ báo cáo. Một kỳ được gọi là NĂM-MÃ, ví dụ 2023-H1.
due: hạn ghi trong văn bản (tháng-ngày). late_from: thời điểm đầu tiên bị tính là muộn, cần xác nhận.
window: kỳ số liệu, từ ngày đầu đến trước ngày cuối (ngày cuối không tính).
on_holiday: as-is, next-working-day hoặc previous-working-day.""",
    "indicator": """Chỉ tiêu. kind: flow (cộng dồn), stock (số tại thời điểm),
distinct (người hoặc hộ, không cộng giữa các đơn vị), rate (tỷ lệ, cần numerator và denominator).
estimate: có phần ước những ngày cuối kỳ. cumulative: hỏi thêm lũy kế từ đầu năm. target: kế hoạch chung.
group: nhóm trong biểu. parent: mã chỉ tiêu lớn hơn (“trong đó”). why: vì sao cộng như vậy.""",
    "section": """Đề cương phần lời. figures = true: bảng số liệu đặt ở mục này.""",
    "body": """Đơn vị phải báo cáo, mỗi đơn vị một bảng; hoặc ghi bodies = "bodies.csv" trong [campaign].""",
    "check": """Kiểm tra, ví dụ: rule = "attendances >= sessions".""",
    "excuse": """Đơn vị được miễn báo cáo trong một kỳ.""",
}


class CampaignUnreadable(Refusal):
    code = "campaign-unreadable"
    message_vi = "Không đọc được tệp chiến dịch “{file}”: {reason}."
    message_en = "The campaign file {file!r} cannot be read: {reason}."


def campaign_toml(campaign: Campaign) -> str:
    """Write a campaign as TOML text."""
    tables = tables_of(campaign)
    parts = [toml_comment(_HEAD), toml_table("[campaign]", tables["campaign"])]
    for name, comment in _COMMENTS.items():
        if tables[name]:
            parts.append(toml_comment(comment + _asked_of(name, campaign.to_resolve)).rstrip("\n"))
            parts += [toml_table(f"[[{name}]]", row) for row in tables[name]]
    return "\n".join(parts)


def _asked_of(table: str, to_resolve: Sequence[str]) -> str:
    """The questions about a table once more, above it: they begin with the name of its sheet."""
    place = f"{SHEETS[table]}: "
    asked = [line.removeprefix(place) for line in to_resolve if line.startswith(place)]
    return "".join(f"\nCẦN QUYẾT ĐỊNH: {' '.join(line.split())}" for line in asked)


def parsed_toml(text: str, file: str) -> dict[str, Any]:
    """Parse TOML text; raises CampaignUnreadable with the line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CampaignUnreadable(file=file, reason=str(error)) from None
