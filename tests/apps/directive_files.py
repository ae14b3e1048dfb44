"""Directives for the tests, all invented: as files, and taken in and read for an office."""

from pathlib import Path

from people import AT, TODAY

import tonghop
from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.directives.actions.intake import read_taken_in, take_in
from tonghop.apps.directives.models import Directive

SAMPLE = Path(tonghop.__file__).parent / "samples" / "directive.docx"

PLAN = """ỦY BAN NHÂN DÂN TỈNH MẪU
Số: 12/KH-UBND
Mẫu, ngày 10 tháng 01 năm 2026

KẾ HOẠCH
Phòng, chống cháy rừng năm 2026

Căn cứ Nghị quyết số 05/NQ-HĐND ngày 09/12/2025 của Hội đồng nhân dân tỉnh.

Mỗi thôn phải có một tổ xung kích chữa cháy.

1. Sở Nông nghiệp và Môi trường
a) Chủ trì lập bản đồ vùng dễ cháy, hoàn thành trước ngày 15/3/2026. Tổ chức tập huấn cho chủ rừng.
b) Tổ chức trực gác vào mùa khô. Theo dõi, chấn chỉnh dư luận trái chiều về kế hoạch.

2. Công an tỉnh
a) Phối hợp điều tra nguyên nhân các vụ cháy.
b) Báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 30/5/2026.

Nơi nhận:
- Như trên;
- Lưu: VT.

CHỦ TỊCH
Nguyễn Văn Mẫu
"""


def taken_in(
    by: Person, text: str | bytes = PLAN, *, office: str = "vp", name: str = "ke-hoach.txt"
) -> Directive:
    """Take a text in and read it, as the worker would."""
    data = text.encode() if isinstance(text, str) else text
    with acting_as(by):
        directive = take_in(data=data, name=name, office=office, by=by, at=AT, on=TODAY).directive
    read_taken_in(directive=directive.pk, by=by, at=AT, on=TODAY)
    directive.refresh_from_db()
    return directive


def many_tasks(count: int) -> str:
    """Return a plan of so many obligations."""
    items = "\n".join(
        f"{n}. Sở Y tế tổ chức đợt kiểm tra thứ {n}, xong trước ngày 15/3/2026." for n in range(1, count + 1)
    )
    head, _, tail = PLAN.partition("Mỗi thôn")
    return f"{head}{items}\n\nNơi nhận:{tail.partition('Nơi nhận:')[2]}"
