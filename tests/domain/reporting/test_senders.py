"""Who sent it: with and without tones, abbreviations, file names, letterheads, and names that fit two."""

import pytest

from tonghop.domain.reporting.campaign import Body
from tonghop.domain.reporting.senders import Hint, Senders

BODIES = (
    Body("btg-tp-hoa-mau", "Ban Tuyên giáo Thành ủy Hòa Mẫu", aliases=("BTG TP Hòa Mẫu",)),
    Body("btg-da-mau", "Ban Tuyên giáo Huyện ủy Đà Mẫu"),
    Body("btg-du-cong-an", "Ban Tuyên giáo Đảng ủy Công an tỉnh"),
    Body("ca-tinh", "Công an tỉnh"),
    Body("xa-tan-hoa", "Ủy ban nhân dân xã Tân Hòa"),
    Body("phuong-tan-hoa", "Ủy ban nhân dân phường Tân Hòa"),
    Body("xa-tan-hoa-2", "Ủy ban nhân dân xã Tân Hoa"),
    Body("so-vhttdl", "Sở Văn hóa, Thể thao và Du lịch"),
    Body("xa-thanh-thanh", "Ủy ban nhân dân xã Thanh Thành"),
    Body("btg-thanh-thanh", "Ban Tuyên giáo Huyện ủy Thanh Thành"),
    Body("vp-tinh", "Ban Tuyên giáo Tỉnh ủy"),
    Body("mttq-tinh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", aliases=("UBMTTQ tỉnh", "MTTQ tỉnh")),
)

NAMED = [
    ("Ban Tuyên giáo Huyện ủy Đà Mẫu", ["btg-da-mau"]),
    ("BAN TUYÊN GIÁO HUYỆN UỶ ĐÀ MẪU", ["btg-da-mau"]),  # capitals, old tone placement
    ("HUYỆN ỦY ĐÀ MẪU BAN TUYÊN GIÁO", ["btg-da-mau"]),  # a letterhead whose lines a PDF joins
    ("bao cao btg da mau 6 thang.xlsx", ["btg-da-mau"]),  # a file name without tones and level
    ("BTG_TP_Hoa_Mau.docx", ["btg-tp-hoa-mau"]),
    ("btg-tp-hoa-mau.xlsx", ["btg-tp-hoa-mau"]),  # the code
    ("Ban Tuyên giáo Đảng ủy Công an tỉnh", ["btg-du-cong-an"]),  # the body inside the name is another body
    ("Công an tỉnh báo cáo", ["ca-tinh"]),
    ("UBND phường Tân Hòa", ["phuong-tan-hoa"]),
    ("UBND P. Tân Hòa", ["phuong-tan-hoa"]),
    ("UBND xã Tân Hoa", ["xa-tan-hoa-2"]),  # the tones decide
    ("UBND xa Tan Hoa", ["xa-tan-hoa", "xa-tan-hoa-2"]),  # without tones both fit
    ("SoVHTTDL_6thang.xls", ["so-vhttdl"]),
    ("UBMTTQ tỉnh", ["mttq-tinh"]),
    ("UBND Thanh Thành", ["xa-thanh-thanh"]),
    ("bao cao UBND thanh thanh", ["xa-thanh-thanh"]),
    ("Báo cáo 6 tháng Ủy ban nhân dân xã Yên Mẫu", []),  # a stranger: "Thành" is a place's name as well
    ("BAN TUYÊN GIÁO", []),  # one line of a letterhead is any board
    ("2023-H1-mttq-tinh.csv", ["mttq-tinh"]),  # the name of the form that was sent out
    ("2023-H1-xa-tan-hoa (2).xlsx", ["xa-tan-hoa"]),  # and downloaded twice
    ("2023-H1-xa-tan-hoa-2.xlsx", ["xa-tan-hoa-2"]),
    ("Kết quả công tác 6 tháng", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "codes"), NAMED, ids=[n[0] or "empty" for n in NAMED])
def test_a_text_names_its_bodies(text: str, codes: list[str]) -> None:
    assert sorted(Senders(BODIES).named(text)) == sorted(codes)


def test_a_name_that_fits_two_bodies_is_not_decided() -> None:
    sender = Senders(BODIES).of([Hint("tên tệp", "UBND xa Tan Hoa.xlsx")])

    assert sender.decided is None
    assert set(sender.candidates) == {"xa-tan-hoa", "xa-tan-hoa-2"}


def test_another_place_decides_between_two() -> None:
    sender = Senders(BODIES).of(
        [Hint("tên tệp", "UBND xa Tan Hoa.xlsx"), Hint("tiêu đề", "ỦY BAN NHÂN DÂN XÃ TÂN HÒA")]
    )

    assert sender.decided == "xa-tan-hoa"


def test_places_that_disagree_are_a_question() -> None:
    sender = Senders(BODIES).of(
        [Hint("tên tệp", "cong-an-tinh.xlsx"), Hint("tiêu đề", "Sở Văn hóa, Thể thao và Du lịch")]
    )

    assert sender.decided is None
    assert set(sender.candidates) == {"ca-tinh", "so-vhttdl"}


def test_a_file_that_names_nobody_has_no_candidates() -> None:
    sender = Senders(BODIES).of([Hint("tên tệp", "bao cao.xlsx")])

    assert (sender.decided, sender.candidates) == (None, ())
