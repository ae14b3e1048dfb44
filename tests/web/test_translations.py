"""Every message of the office's pages has its English, and what Django reads is what is kept."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import translations

FILES = sorted(translations.LOCALES.glob("*/LC_MESSAGES/*.po"))


def test_every_message_has_its_english() -> None:
    kept = translations.catalog(translations.read())

    assert translations.missing(kept) == [], "tools/translations.py brings them in"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parents[1].name)
def test_compiled_words_are_the_kept_ones(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == translations.compiled(translations.read(path))
