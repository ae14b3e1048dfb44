"""The words of the office's pages in another language: `python tools/translations.py`.

Message ids are the Vietnamese words in templates and views. Every one is brought into locale/en/…/django.po
(what is no longer used goes), every django.po is compiled into the .mo that Django reads, and what has no
English yet is listed; exit 1 while there is any. locale/vi is kept by hand: it says in Vietnamese what
libraries say in English. GNU gettext is not needed.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "tonghop"
LOCALES = SOURCE / "web" / "locale"
ENGLISH = LOCALES / "en" / "LC_MESSAGES" / "django.po"
DAY = datetime(2026, 11, 23, tzinfo=UTC)
"""Written into the files, so that the same words give the same bytes."""
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Message = tuple[str, str | tuple[str, ...], str]
"""Where it stands, the message id (with its plural), its context."""


def messages() -> Iterator[Message]:
    """Yield every message id of the templates and views, file by file."""
    for path in sorted((SOURCE / "web").rglob("*.html")):
        code = templatize(path.read_text(encoding="utf-8"), origin=path.name)
        yield from _of_code(code, path)
    for room in ("web", "apps"):
        for path in sorted((SOURCE / room).rglob("*.py")):
            if "gettext" in (code := path.read_text(encoding="utf-8")):
                yield from _of_code(code, path)


def catalog(known: Catalog | None = None) -> Catalog:
    """Return all messages with the English that is known of them."""
    found = Catalog("en", project="Tonghop", version="", creation_date=DAY, revision_date=DAY, fuzzy=False)
    found.header_comment = "# The English of the office's pages; the message ids are their Vietnamese."
    for where, told, context in messages():
        english = known.get(told, context or None) if known else None
        found.add(told, english.string if english else None, locations=[(where, 0)], context=context or None)
    return found


def read(path: Path = ENGLISH) -> Catalog:
    """Return the words that are kept in a file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def missing(kept: Catalog) -> list[str]:
    """Return the message ids that have no English yet."""
    return [str(one.id) for one in kept if one.id and not _is_told(one.string)]


def compiled(kept: Catalog) -> bytes:
    """Return the catalogue as Django reads it."""
    file = BytesIO()
    write_mo(file, kept)
    return file.getvalue()


def main() -> int:
    kept = catalog(read() if ENGLISH.is_file() else None)
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, kept, width=110, sort_output=True, no_location=True)
    for path in LOCALES.glob("*/LC_MESSAGES/*.po"):
        path.with_suffix(".mo").write_bytes(compiled(read(path)))
    left = missing(kept)
    print(f"{len(kept)} message ids, {len(left)} without English", *left, sep="\n  ")
    return 1 if left else 0


def _of_code(code: str, path: Path) -> Iterator[Message]:
    where = path.relative_to(SOURCE).as_posix()
    for _, function, told, _ in extract_python(BytesIO(code.encode()), KEYWORDS, (), {"encoding": "utf-8"}):
        words = told if isinstance(told, tuple) else (told,)
        if "pgettext" in function:
            context, *rest = words
            yield where, tuple(rest[:2]) if function.startswith("n") else rest[0], context
        elif all(words[: 2 if function.startswith("n") else 1]):
            yield where, tuple(words[:2]) if function.startswith("n") else words[0], ""


def _is_told(english: object) -> bool:
    return all(english) if isinstance(english, tuple | list) else bool(english)


if __name__ == "__main__":
    sys.exit(main())
