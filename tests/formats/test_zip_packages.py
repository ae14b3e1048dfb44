"""Packages answer as zipfile does, whatever was done to them."""

import io
import random
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.formats.zip_packages import Package, package_of

PARTS = {"a.xml": b"<a/>" * 9, "xl/b.xml": bytes(range(256)) * 60, "c.xml": b"", "tệp.xml": b"<d>1</d>"}
PROBLEMS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


def packed(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in PARTS.items():
            package.writestr(name, content)
    return out.getvalue()


def told_by_zipfile(content: bytes, most: int) -> list[object]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [answer(lambda e=entry: package.open(e).read(most)) for entry in package.infolist()]


def told_by_package(content: bytes, most: int) -> list[object]:
    package = Package(content)
    return [answer(lambda e=entry: package.beginning(e, most)) for entry in package.entries]


def answer(read) -> object:  # type: ignore[no-untyped-def]
    """What is read, or the kind of problem."""
    try:
        return read()
    except PROBLEMS as problem:
        return type(problem)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("most", [1, 36, 4096, 100_000])
def test_beginning_of_each_part_is_what_zipfile_reads(method: int, most: int) -> None:
    content = packed(method)

    assert told_by_package(content, most) == told_by_zipfile(content, most)


@given(st.integers(0, 2**32), st.integers(1, 6), st.sampled_from([10, 4096, 100_000]))
def test_damaged_package_is_judged_as_zipfile_judges_it(seed: int, count: int, most: int) -> None:
    dice, content = random.Random(seed), bytearray(packed())
    for _ in range(count):
        content[dice.randrange(len(content))] = dice.randrange(256)
    damaged = bytes(content)

    expected = answer(lambda: told_by_zipfile(damaged, most))

    assert answer(lambda: told_by_package(damaged, most)) == expected


def test_small_part_that_was_read_whole_is_cut_to_what_is_asked() -> None:
    package = Package(packed())

    assert package.part("a.xml", 100) == PARTS["a.xml"]
    assert package.beginning(package.entry("a.xml"), 6) == PARTS["a.xml"][:6]


def test_of_two_parts_with_one_name_each_has_its_own_beginning_and_the_last_counts() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as twice:
        twice.writestr("a.xml", b"first")
        with pytest.warns(UserWarning, match="Duplicate name"):
            twice.writestr("a.xml", b"second")
    package = Package(out.getvalue())

    assert [package.beginning(entry, 9) for entry in package.entries] == [b"first", b"second"]
    assert package.part("a.xml", 9) == b"second"


def test_part_larger_than_the_limit_is_refused() -> None:
    package = Package(packed())

    assert package.part("xl/b.xml", 15_360) == PARTS["xl/b.xml"]
    with pytest.raises(ValueError, match=r"xl/b.xml is larger"):
        package.part("xl/b.xml", 15_359)
    with pytest.raises(KeyError):
        package.part("no.xml", 9)


def test_package_is_opened_once_for_all_who_ask() -> None:
    content = packed()

    assert package_of(content) is package_of(content)
    assert package_of(packed(zipfile.ZIP_STORED)) is not package_of(content)
