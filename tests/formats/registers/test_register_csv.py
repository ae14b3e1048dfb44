"""The register as CSV: written and read back, tried before it is taken in, every fault with its line."""

from datetime import date

import pytest

from domain.organisations.small_country import country, merger
from tonghop.domain.organisations.amendments import amended
from tonghop.domain.organisations.reorganisations import apply, undo
from tonghop.formats.registers.register_csv import COLUMNS, read_versions, versions_to_csv

HEADER = ",".join(COLUMNS)


def text_of(register_text: str, old: str = "", new: str = "") -> str:
    assert old in register_text, old
    return register_text.replace(old, new) if old else register_text


def exported() -> str:
    return versions_to_csv(apply(country(), merger()).all_versions())


def test_register_written_and_read_back_changes_nothing() -> None:
    register = apply(country(), merger())
    read = read_versions(exported())

    result = amended(register, read.lines)

    assert read.faults == result.faults == ()
    assert (result.added, result.changed, result.removed, result.same) == ((), (), (), 7)
    assert result.register is register


def test_amending_twice_changes_nothing_the_second_time() -> None:
    register = apply(country(), merger())
    lines = read_versions(text_of(exported(), "Xã Bình", "Xã Hòa Bình")).lines

    once = amended(register, lines)
    twice = amended(once.register, lines)

    assert [version.name for version in once.changed] == ["Xã Hòa Bình"]
    assert (twice.changed, twice.same) == ((), 7)
    assert twice.register == once.register
    assert undo(once.register, "merger").versions["an"] == country().versions["an"]


def test_new_unit_and_new_version_are_added() -> None:
    lines = (
        f"{HEADER}\n"
        "moi,Xã Mới,xã,commune,place,place=mau,,,2024-01-01,2023-01-01,00099; H28.9,Xã Cũ; Làng Cũ,,,\n"
        "moi,Phường Mới,phường,commune,place,place=mau,,2024-01-01,,,00099,,,,\n"
    )

    result = amended(country(), read_versions(lines).lines)

    assert [version.name for version in result.added] == ["Xã Mới", "Phường Mới"]
    first, second = result.register.versions["moi"]
    assert first.aliases == ("Xã Cũ", "Làng Cũ")
    assert [code.system for code in first.codes] == ["statistics", "electronic-2020"]
    assert second.valid_from == date(2024, 1, 1)
    assert result.register.version("moi", date(2023, 12, 31)) is first


FAULTS = [
    # what the line says, the line, a word of the message
    ("moi,Xã Mới,xã,commune,place,place=mau,,01/7/2025,,,,,,,", 2, "2025-07-01"),
    ("moi,Xã Mới,xã,commune,place,place=nobody,,,,,,,,,", 2, "nobody"),
    ("moi,Xã Mới,xã,commune,place,mau,,,,,,,,,", 2, "HỆ THỐNG=MÃ"),
    ("moi,Xã Mới,xã,làng,place,place=mau,,,,,,,,,", 2, "làng"),
    ("moi,Xã Mới,xã,commune,trái,place=mau,,,,,,,,,", 2, "trái"),
    ("moi,,xã,commune,place,place=mau,,,,,,,,,", 2, "thiếu mã đơn vị hoặc tên"),
    ("moi,Xã Mới,xã,commune,place,place=mau,,,,,1234,,,,", 2, "1234"),
    ("moi,Xã Mới,xã,commune,place,place=mau,,2025-01-02,2025-01-01,,,,,,", 2, "kết thúc"),
    ("moi,Xã Mới,xã,commune,place,place=mau; place=ben,,,,,,,,,", 2, "hai cấp trên"),
    ("moi,Xã Mới,xã,commune,place,place=mau,nobody,,,,,,,,", 2, "nobody"),
    (
        "moi,Xã Mới,xã,commune,place,place=mau,,,,,,,,,\nmoi,Xã Mới,xã,commune,place,place=mau,,,,,,,,,",
        3,
        "hai phiên bản",
    ),
    ("moi,Xã Mới,xã,commune,place,place=mau,,,,,,,,merger,", 2, "opened_by"),
    ('moi,"Xã Mới,xã', 2, "CSV"),
]


@pytest.mark.parametrize(("line", "number", "word"), FAULTS)
def test_fault_is_named_with_its_line_and_nothing_is_taken_in(line: str, number: int, word: str) -> None:
    register = apply(country(), merger())
    read = read_versions(f"{HEADER}\n{line}\n")
    result = amended(register, read.lines)

    faults = [*read.faults, *result.faults]

    assert [(fault.line, word in fault.message) for fault in faults] == [(number, True)]
    assert result.register is register or not result.faults


def test_good_lines_beside_a_bad_one_are_all_kept_out() -> None:
    good = "moi,Xã Mới,xã,commune,place,place=mau,,,,,,,,,"
    bad = "sai,Xã Sai,xã,commune,place,place=nobody,,,,,,,,,"

    result = amended(country(), read_versions(f"{HEADER}\n{good}\n{bad}\n").lines)

    assert [fault.line for fault in result.faults] == [3]
    assert "moi" not in result.register.versions


def test_day_that_an_event_set_is_not_moved_by_a_file() -> None:
    register = apply(country(), merger())

    moved = amended(register, read_versions(text_of(exported(), "2025-07-01", "2025-08-01")).lines)
    left_out = amended(
        register, tuple(line for line in read_versions(exported()).lines if line.version.unit != "an")
    )

    assert any("merger" in fault.message for fault in moved.faults)
    assert left_out.register is register


def test_missing_columns_are_one_fault() -> None:
    assert [fault.line for fault in read_versions("unit,name\nmoi,Xã Mới\n").faults] == [1]
    assert [fault.line for fault in read_versions("").faults] == [1]


def test_file_of_a_spreadsheet_with_its_mark_is_read() -> None:
    assert len(read_versions("\ufeff" + exported().replace("\n", "\r\n")).lines) == 7
