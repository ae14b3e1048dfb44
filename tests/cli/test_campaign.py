"""`tonghop campaign`: a directive as a campaign file, in both forms, with what a person must decide."""

from pathlib import Path

import pytest

from tonghop.cli.main import run
from tonghop.formats.workbooks.campaign_file import read_campaign

LETTER = """TỈNH ỦY HÒA BÌNH
BAN TUYÊN GIÁO
*
Số 77-CV/BTGTU
V/v tuyên truyền phòng cháy

ĐẢNG CỘNG SẢN VIỆT NAM
Hòa Bình, ngày 13 tháng 3 năm 2023

Kính gửi: Sở Thông tin và Truyền thông, Hội Nông dân tỉnh

1. Sở Thông tin và Truyền thông hướng dẫn hệ thống truyền thanh cơ sở mở chuyên mục phòng cháy.
2. Các cơ quan, đơn vị báo cáo kết quả về Ban Tuyên giáo Tỉnh ủy định kỳ 6 tháng (trước ngày 30/5), hằng năm \
(trước ngày 30/10).
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "cong-van.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["campaign.toml", "campaign.xlsx"])
def test_directive_becomes_a_campaign_file(letter: Path, tmp_path: Path, name: str) -> None:
    assert (
        run(["campaign", str(letter), "-o", str(tmp_path / name)]) == 1
    )  # a person decides before forms go out

    campaign = read_campaign(tmp_path / name)
    assert campaign.directive == "77-CV/BTGTU"
    assert campaign.form == "party"
    assert {row.code: str(row.due) for row in campaign.regimes} == {"H1": "05-30", "Y": "10-30"}
    assert campaign.to_resolve


def test_both_files_say_the_same(letter: Path, tmp_path: Path) -> None:
    for name in ("campaign.toml", "campaign.xlsx"):
        run(["campaign", str(letter), "-o", str(tmp_path / name)])

    assert read_campaign(tmp_path / "campaign.toml") == read_campaign(tmp_path / "campaign.xlsx")


def test_bodies_may_be_given(letter: Path, tmp_path: Path) -> None:
    (tmp_path / "bodies.csv").write_text("code,name\nhnd,Hội Nông dân tỉnh\n", encoding="utf-8")

    run(["campaign", str(letter), "-o", str(tmp_path / "c.toml"), "--bodies", str(tmp_path / "bodies.csv")])

    assert [body.code for body in read_campaign(tmp_path / "c.toml").bodies] == ["hnd"]


@pytest.mark.parametrize("words", [["-o", "campaign.docx"], []])
def test_wrong_use_is_told(letter: Path, words: list[str]) -> None:
    assert run(["campaign", str(letter), *words]) == 2


def test_missing_directive_is_wrong_use(tmp_path: Path) -> None:
    assert run(["campaign", str(tmp_path / "none.docx"), "-o", str(tmp_path / "c.toml")]) == 2


def test_secret_directive_is_refused_and_nothing_is_written(letter: Path, tmp_path: Path) -> None:
    letter.write_text("MẬT\n" + LETTER, encoding="utf-8")

    assert run(["campaign", str(letter), "-o", str(tmp_path / "c.toml")]) == 3
    assert not (tmp_path / "c.toml").exists()
