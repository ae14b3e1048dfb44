"""Writes the sample directive: facts of a public news page in our own words, in the official Party form.

Run it to renew `src/tonghop/samples/directive.docx`: python tests/formats/official/sample_directive.py
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tonghop.formats.official.parts import (
    CENTRE,
    LEFT,
    Column,
    End,
    Heading,
    OfficialDocument,
    PageBreak,
    Part,
    Run,
    Table,
    centred,
    paragraph,
    recipient_lines,
    row,
)
from tonghop.formats.official.styles import PARTY
from tonghop.formats.official.word import word_document

PATH = Path(__file__).parents[3] / "src" / "tonghop" / "samples" / "directive.docx"
PLAN = "Kế hoạch số 142/KH-UBND"
ABOUT = f"V/v tuyên truyền thực hiện {PLAN} ngày 15/8/2022 của Ủy ban nhân dân tỉnh"

ADDRESSEES = (
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội tỉnh,",
    "Sở Thông tin và Truyền thông,",
    "Sở Văn hóa, Thể thao và Du lịch,",
    "Ban tuyên giáo, trung tâm chính trị các huyện ủy, thành ủy,",
    "Ban tuyên giáo, ban tuyên huấn các đảng ủy trực thuộc,",
    "Các cơ quan báo chí của tỉnh.",
)
OPENING = (
    f"Căn cứ Nghị quyết số 12-NQ/TU ngày 27/6/2022 của Ban Thường vụ Tỉnh ủy và {PLAN} ngày 15/8/2022 của "
    "Ủy ban nhân dân tỉnh về xây dựng xã, thị trấn điển hình trong phong trào toàn dân bảo vệ an ninh Tổ "
    "quốc đến năm 2030, thí điểm phường Tân Hòa, thành phố Hòa Bình thành phường điển hình, kiểu mẫu về "
    "an ninh, trật tự và văn minh đô thị giai đoạn 2022 - 2025, Ban Tuyên giáo Tỉnh ủy đề nghị các cơ "
    "quan, đơn vị thực hiện các nội dung sau:"
)
ITEMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "1. Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội tỉnh",
        (
            f"a) Phối hợp phổ biến nội dung {PLAN} đến đoàn viên, hội viên và Nhân dân bằng hình thức phù "
            "hợp với từng địa bàn.",
            "b) Thực hiện tốt công tác dân vận và quy chế dân chủ ở cơ sở; vận động hội viên tham gia "
            "phong trào tại nơi cư trú.",
        ),
    ),
    (
        "2. Ban tuyên giáo và trung tâm chính trị các huyện ủy, thành ủy; ban tuyên giáo, ban tuyên huấn "
        "các đảng ủy trực thuộc",
        (
            "a) Chủ trì, phối hợp với các cơ quan liên quan tham mưu cấp ủy ban hành kế hoạch tuyên "
            "truyền, xong trước ngày 15/4/2023.",
            f"b) Đưa nội dung {PLAN} vào sinh hoạt chi bộ và hội nghị báo cáo viên; giới thiệu gương người"
            " tốt, việc tốt trong phòng, chống tội phạm.",
            "c) Gắn việc thực hiện với cuộc vận động xây dựng đời sống văn hóa và với học tập, làm theo "
            "tư tưởng, đạo đức, phong cách Hồ Chí Minh. Nắm chắc tâm trạng, dư luận của Nhân dân về Kế "
            "hoạch, kịp thời uốn nắn những ý kiến trái chiều và làm giảm đơn thư khiếu nại.",
        ),
    ),
    (
        "3. Sở Thông tin và Truyền thông",
        (
            "a) Hướng dẫn hệ thống truyền thanh cơ sở xây dựng chuyên mục, phát ít nhất hai lần mỗi tuần.",
            "b) Cung cấp thông tin chính thức về tiến độ thực hiện Kế hoạch cho cơ quan báo chí hằng quý.",
        ),
    ),
    (
        "4. Sở Văn hóa, Thể thao và Du lịch",
        (
            "a) Phối hợp với các địa phương tuyên truyền cổ động trực quan bằng băng-rôn, pa-nô, "
            "áp-phích, bảng điện tử tại trung tâm xã, phường, thị trấn.",
        ),
    ),
    (
        "5. Các cơ quan báo chí của tỉnh",
        (
            "a) Tăng thời lượng, số tin, bài về phong trào; mở chuyên mục phổ biến, giáo dục pháp luật.",
            "b) Giới thiệu các mô hình, điển hình tiên tiến ở cơ sở.",
        ),
    ),
)
REPORTING = (
    "6. Các cơ quan, đơn vị báo cáo kết quả về Ban Tuyên giáo Tỉnh ủy định kỳ 6 tháng (trước ngày 30/5), "
    "hằng năm (trước ngày 30/10) theo đề cương và biểu mẫu kèm theo để tổng hợp, báo cáo cơ quan có thẩm "
    "quyền./."
)
RECIPIENTS = (
    "Như trên (để thực hiện)",
    "Thường trực Tỉnh ủy (để báo cáo)",
    "Ủy ban nhân dân tỉnh (để phối hợp)",
    "Lãnh đạo Ban",
    "Lưu Văn phòng Ban",
)
OUTLINE = (
    "I. Tình hình chung và công tác chỉ đạo, triển khai",
    "II. Kết quả thực hiện",
    "1. Số liệu theo biểu mẫu",
    "2. Tuyên truyền miệng và sinh hoạt chi bộ",
    "3. Báo chí, truyền thanh cơ sở và mạng xã hội",
    "4. Cổ động trực quan",
    "5. Gương người tốt, việc tốt và mô hình",
    "III. Khó khăn, vướng mắc",
    "IV. Phương hướng kỳ tới và kiến nghị",
)
INDICATORS = (
    ("Số buổi tuyên truyền, phát động", "buổi"),
    ("Lượt người tham gia các buổi tuyên truyền", "lượt người"),
    ("Lượt xe loa tuyên truyền lưu động", "lượt"),
    ("Bản tin truyền thanh cơ sở", "bản tin"),
    ("Thời lượng phát sóng", "phút"),
    ("Tin, bài, phóng sự đăng, phát", "tin, bài"),
    ("Bài đăng trên mạng xã hội của cơ quan", "bài"),
    ("Tờ rơi, tờ gấp đã phát", "tờ"),
    ("Băng-rôn, pa-nô, áp-phích, khẩu hiệu", "lượt"),
    ("Điểm tổ chức Ngày hội toàn dân bảo vệ an ninh Tổ quốc", "điểm"),
    ("Mô hình xây dựng mới", "mô hình"),
    ("Mô hình đang duy trì", "mô hình"),
    ("Tập thể được khen thưởng", "tập thể"),
    ("Hộ gia đình ký cam kết", "hộ"),
)


def sample_directive() -> bytes:
    """Write the sample directive as Word."""
    head = Heading(
        "Tỉnh ủy Hòa Bình", "Ban Tuyên giáo", "-CV/BTGTU", "Hòa Bình", date(2023, 3, 13), "1086", ABOUT
    )
    signature = End(
        recipient_lines(RECIPIENTS, is_party=True),
        ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
        "Nguyễn Văn Mẫu",
    )
    parts = (head, *_addressees(), *_body(), paragraph(REPORTING), signature, *_annexes())
    return word_document(OfficialDocument(PARTY, ABOUT, parts))


def _addressees() -> Iterator[Part]:
    yield paragraph(Run("Kính gửi:", italic=True), align=LEFT, indent=30, before=6, after=0)
    for addressee in ADDRESSEES:
        yield paragraph(f"- {addressee}", align=LEFT, indent=0, left=30, after=0)
    yield paragraph("", size=6, after=0)


def _body() -> Iterator[Part]:
    yield paragraph(OPENING)
    for title, items in ITEMS:
        yield paragraph(Run(title, bold=True), keep=True)
        yield from map(paragraph, items)


def _annexes() -> Iterator[Part]:
    yield PageBreak()
    yield from _annex_title("Phụ lục I", "ĐỀ CƯƠNG BÁO CÁO")
    for line in OUTLINE:
        yield paragraph(Run(line, bold=line[0] in "IV"), align=LEFT)
    yield PageBreak()
    yield from _annex_title("Phụ lục II", "BIỂU MẪU SỐ LIỆU")
    columns = (
        Column("TT", 6, CENTRE),
        Column("Chỉ tiêu", 50),
        Column("Đơn vị tính", 16, CENTRE),
        Column("Kết quả trong kỳ", 18),
        Column("Ghi chú", 16),
    )
    rows = [row(str(number), name, unit, "", "") for number, (name, unit) in enumerate(INDICATORS, 1)]
    yield Table(columns, tuple(rows), size=13)


def _annex_title(label: str, title: str) -> Iterator[Part]:
    yield centred(label, bold=True)
    yield centred(title, bold=True)
    below = "(Kèm theo Công văn số 1086-CV/BTGTU ngày 13/3/2023 của Ban Tuyên giáo Tỉnh ủy)"
    yield paragraph(Run(below, italic=True), align=CENTRE, indent=0, size=13, after=8)


if __name__ == "__main__":
    PATH.write_bytes(sample_directive())
