"""Real directives rendered in every format read as their text does (skipped where they do not lie beside the
project)."""

import re
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from rendering import as_docx, as_pdf, as_tcvn3, as_vni
from tonghop.domain.documents import Document
from tonghop.formats.intake import open_document

FORMATS: dict[str, tuple[Callable[[str], bytes], str, float]] = {
    "docx": (as_docx, "docx", 0.99),
    "pdf": (as_pdf, "pdf", 0.98),
    "pdf with indents": (lambda text: as_pdf(text, gap=0, indent=30), "pdf", 0.96),
    "tcvn3": (as_tcvn3, "txt", 0.99),
    "vni": (as_vni, "txt", 0.99),
}
"""How it is rendered, its extension, the share of paragraphs that must be the text's own (over all
documents)."""


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def paragraphs(document: Document) -> Counter[str]:
    return Counter(" ".join(words(block.span.cut(document.text))) for block in document.blocks)


@pytest.mark.parametrize("form", FORMATS)
def test_rendered_directive_reads_like_its_text(form: str, reading: Path) -> None:
    render, extension, least = FORMATS[form]
    kept = whole = 0
    for file in sorted((reading / "texts").glob("*.txt")):
        text = open_document(file)

        rendered = open_document(render(file.read_text(encoding="utf-8")), name=f"{file.stem}.{extension}")

        likeness = SequenceMatcher(None, words(text.text), words(rendered.text), autojunk=False).ratio()
        assert likeness >= 0.995, (file.name, likeness)
        wanted, found = paragraphs(text), paragraphs(rendered)
        kept += (wanted & found).total()
        whole += wanted.total()

    print(f"{form}: {kept} of {whole} paragraphs ({kept / whole:.3f})")
    assert kept >= least * whole


def test_every_real_text_is_read_without_notices(reading: Path) -> None:
    for file in (*(reading / "texts").glob("*.txt"), *(reading / "more").glob("*.txt")):
        document = open_document(file)

        assert document.source.encoding == "utf-8", file.name
        assert document.notices == (), file.name
        assert document.blocks, file.name
