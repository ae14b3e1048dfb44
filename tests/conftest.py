"""What every test may use: the real documents where they lie beside the project, and skips with a reason.

Real directives stay outside the repository. They are looked for in the folder that the environment variable
TONGHOP_READING names, else in ../shared/reading; tests that use them are skipped where neither is there.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

import html_validator
import ooxml_validator

pytest_plugins = ("databases", "served")
collect_ignore_glob = ["conftest.py", "*/conftest.py"]  # no doctests there, and two modules of one name

PROJECT = Path(__file__).resolve().parents[1]

PROGRAMS = {
    "browser": ("Chromium", ("chromium", "chromium-browser", "google-chrome")),
    "office": ("LibreOffice", ("soffice", "libreoffice")),
    "pictures": ("pdftoppm (poppler-utils)", ("pdftoppm",)),
}
"""Marker → the program that its tests need, and the names it may go by."""


def reading_folder() -> Path | None:
    """Return the folder of real directives (texts, gold, more), or None where it is not."""
    folder = Path(os.environ.get("TONGHOP_READING") or PROJECT.parent / "shared" / "reading")
    return folder if (folder / "texts").is_dir() else None


@pytest.fixture(scope="session")
def reading() -> Path:
    """The folder of real directives; the test is skipped where it is not there."""
    folder = reading_folder()
    if folder is None:
        pytest.skip("the real documents are not here (TONGHOP_READING or ../shared/reading)")
    return folder


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    absent = {
        marker: _skip(name) for marker, (name, programs) in PROGRAMS.items() if not _any_there(programs)
    }
    if ooxml_validator.program() is None:
        absent["ooxml"] = _skip("the validator of Word and Excel files", "install-validators")
    if html_validator.program() is None:
        absent["html"] = _skip("the validator of HTML, or Java", "install-validators install-system")
    for item in items:
        for marker, skip in absent.items():
            if marker in item.keywords:
                item.add_marker(skip)


def _any_there(programs: Iterable[str]) -> bool:
    return any(shutil.which(program) for program in programs)


def _skip(name: str, target: str = "install-system") -> pytest.MarkDecorator:
    return pytest.mark.skip(reason=f"{name} is not installed (make {target})")
