"""A reading made by hand of a directive that nobody issued: nested spans, sentences shown only, markup."""

from tonghop.domain.directives.annexes import Annex
from tonghop.domain.directives.citations import Citation
from tonghop.domain.directives.deadlines import Deadline
from tonghop.domain.directives.duties import ReportingDuty
from tonghop.domain.directives.heading import Heading
from tonghop.domain.directives.obligations import Obligation
from tonghop.domain.directives.outline import Clause
from tonghop.domain.directives.parties import Party
from tonghop.domain.directives.reading import Reading
from tonghop.domain.directives.rights import SensitiveSentence
from tonghop.domain.provenance import Notice, Source, Span

TEXT = """\
ỦY BAN NHÂN DÂN TỈNH MẪU
Số: 15/KH-UBND
Mẫu, ngày 02 tháng 3 năm 2026

KẾ HOẠCH
Vệ sinh môi trường nông thôn <script>alert("x")</script> & nước sạch năm 2026

Thực hiện Nghị định số 99/2025/NĐ-CP ngày 05/02/2025 của Chính phủ và Chỉ thị số 07-CT/TU của Tỉnh ủy, \
Ủy ban nhân dân tỉnh giao:

1. Sở Nông nghiệp và Môi trường
a) Chủ trì, phối hợp với Sở Tài chính rà soát các công trình cấp nước theo Nghị định số 99/2025/NĐ-CP, \
xong trước ngày 30/5/2026.
b) Tổng hợp, báo cáo Ủy ban nhân dân tỉnh định kỳ 6 tháng (trước ngày 30/5), hằng năm (trước ngày 30/10).

2. Ủy ban nhân dân các xã, phường; Sở Nông nghiệp và Môi trường tuyên truyền trên đài truyền thanh \
trong đoàn viên, hội viên. Nắm bắt tư tưởng, dư luận trái chiều của nhân dân để uốn nắn. \
Trả lời phản ánh của người dân trong thời hạn 10 ngày làm việc kể từ ngày nhận.

3. Các xã, phường phấn đấu giảm số đơn khiếu nại so với năm 2025.

Nơi nhận:
- Như trên;
- Lưu: VT.

Trần Thị Ví Dụ
"""


def cut(words: str, after: str = "") -> Span:
    """The span of the words' first occurrence behind `after`."""
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return Span(start, start + len(words))


def between(first: str, last: str, after: str = "") -> Span:
    start = cut(first, after).start
    return Span(start, TEXT.index(last, start) + len(last))


MAY = Deadline("trước ngày 30/5/2026", cut("trước ngày 30/5/2026"), "before", iso="2026-05-30")
HALF_YEAR = Deadline("trước ngày 30/5", cut("trước ngày 30/5", "b) Tổng hợp"), "before", yearly="05-30")
TEN_DAYS = Deadline(
    "trong thời hạn 10 ngày làm việc kể từ ngày nhận",
    cut("trong thời hạn 10 ngày làm việc kể từ ngày nhận"),
    "by",
    within_days=10,
    days="working",
    counted_from="ngày nhận",
)
FARMING = Party("Sở Nông nghiệp và Môi trường", cut("Sở Nông nghiệp và Môi trường"))
COMMUNES = Party("Ủy ban nhân dân các xã, phường", cut("Ủy ban nhân dân các xã, phường"), "all")


def _obligation(number: int, span: Span, actors: tuple[str, ...], **more: object) -> Obligation:
    fields: dict[str, object] = {
        "support": (),
        "parties": (),
        "deadlines": (),
        "channels": (),
        "audiences": (),
        "basis": (),
        "rights_sensitive": (),
        "confidence": 0.9,
        "why": "mục có tên cơ quan",
    }
    return Obligation(
        id=f"ob-{number}",
        quote=span.cut(TEXT),
        span=span,
        actors=actors,
        **(fields | more),  # type: ignore[arg-type]
    )


OBLIGATIONS = (
    _obligation(
        1,
        between("Chủ trì", "30/5/2026."),
        ("Sở Nông nghiệp và Môi trường",),
        support=("Sở Tài chính",),
        parties=(FARMING, Party("Sở Tài chính", cut("Sở Tài chính"), "support")),
        deadlines=(MAY,),
        basis=(0,),
    ),
    _obligation(
        2,
        between("Tổng hợp", "30/10)."),
        ("Sở Nông nghiệp và Môi trường",),
        parties=(FARMING,),
        deadlines=(HALF_YEAR,),
        confidence=0.4,
    ),
    _obligation(
        3,
        between("Ủy ban nhân dân các xã", "ngày nhận."),
        ("Ủy ban nhân dân các xã, phường", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"),
        parties=(COMMUNES,),
        deadlines=(TEN_DAYS,),
        channels=("đài truyền thanh",),
        audiences=("đoàn viên", "hội viên"),
        rights_sensitive=(SensitiveSentence(between("Nắm bắt tư tưởng", "uốn nắn."), "opinion-steering"),),
    ),
    _obligation(
        4,
        between("Các xã, phường phấn đấu", "2025."),
        ("Các xã, phường",),
        rights_sensitive=(
            SensitiveSentence(between("Các xã, phường phấn đấu", "2025."), "fewer-complaints"),
        ),
    ),
)

REPORT = between("báo cáo Ủy ban", "30/10).")
READING = Reading(
    source=Source("ke-hoach-mau.txt", "ab" * 32, "text/plain", "utf-8"),
    text=TEXT,
    heading=Heading(
        issuer="ỦY BAN NHÂN DÂN TỈNH MẪU",
        symbol="15/KH-UBND",
        kind="kế hoạch",
        date="2026-03-02",
        place="Mẫu",
        title='Vệ sinh môi trường nông thôn <script>alert("x")</script> & nước sạch năm 2026',
        signatory="Trần Thị Ví Dụ",
        addressees=("Sở Nông nghiệp và Môi trường", "Ủy ban nhân dân các xã, phường"),
        recipients=("Như trên", "Lưu: VT"),
        urgency="khẩn",
        body=between("Thực hiện", "2025."),
    ),
    citations=(
        Citation(
            "Nghị định số 99/2025/NĐ-CP",
            "99/2025/NĐ-CP",
            "nghị định",
            "2025-02-05",
            "Chính phủ",
            "state",
            (cut("Nghị định số 99/2025/NĐ-CP"), cut("Nghị định số 99/2025/NĐ-CP", "a) Chủ trì")),
        ),
        Citation(
            "Chỉ thị số 07-CT/TU",
            "07-CT/TU",
            "chỉ thị",
            None,
            "Tỉnh ủy",
            "party",
            (cut("Chỉ thị số 07-CT/TU"),),
        ),
    ),
    obligations=OBLIGATIONS,
    reporting=(
        ReportingDuty(
            ("Sở Nông nghiệp và Môi trường",),
            "Ủy ban nhân dân tỉnh",
            None,
            "semiannual",
            "05-30",
            "before",
            REPORT.cut(TEXT),
            REPORT,
        ),
        ReportingDuty(
            ("Sở Nông nghiệp và Môi trường",),
            "Ủy ban nhân dân tỉnh",
            "Văn phòng",
            "annual",
            "10-30",
            "before",
            REPORT.cut(TEXT),
            REPORT,
        ),
    ),
    outline=(
        Clause(
            "1",
            "Sở Nông nghiệp và Môi trường",
            between("1. Sở Nông nghiệp", "30/10)."),
            (
                Clause("1.a", "Chủ trì, phối hợp", between("a) Chủ trì", "30/5/2026.")),
                Clause("1.b", "Tổng hợp, báo cáo", between("b) Tổng hợp", "30/10).")),
            ),
        ),
        Clause("2", "Ủy ban nhân dân các xã, phường", between("2. Ủy ban", "ngày nhận.")),
    ),
    annexes=(Annex("form", "Phụ lục I", "Biểu số 1", cut("Lưu: VT")),),
    notices=(
        Notice("symbol-folded", "Số ký hiệu viết liền đã được tách.", cut("Số: 15/KH-UBND")),
        Notice("no-blocks", "Tệp không có định dạng."),
    ),
)
EMPTY = Reading(
    source=Source("scan.pdf", "cd" * 32, "application/pdf"),
    text="",
    heading=Heading(),
    citations=(),
    obligations=(),
    reporting=(),
    outline=(),
    annexes=(),
    notices=(Notice("scan", "Tệp chỉ có ảnh, không có lớp chữ."),),
)
