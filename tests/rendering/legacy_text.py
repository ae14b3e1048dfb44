"""Vietnamese written in the character sets from before Unicode, one byte a sign (Latin-1 shows them)."""

import unicodedata

from viparse.normalize.encodings import get_charmap

from tonghop.domain.language import nfc

_PLAIN_SIGNS = str.maketrans("–—−‑“”„‘’…•\u00a0", '----"""\'\'.-\u0020', "\u200b\ufeff\u00ad")
_VNI_ADDED = {"ẳ": "aú", "Ẳ": "AÚ", "ỵ": "î", "Ỵ": "Î", "Ù": "UØ"}


def as_tcvn3(text: str) -> bytes:
    """Return the text in TCVN3; marked capitals, which it lacks, become small letters as in a .VnTime
    text."""
    table = _inverse("tcvn3")
    return _encoded(
        text, {**{letter.upper(): sign for letter, sign in table.items() if letter.islower()}, **table}
    )


def as_vni(text: str) -> bytes:
    """Return the text in VNI, a marked letter as one or two signs."""
    return _encoded(text, {**_inverse("vni"), **_VNI_ADDED})


def _encoded(text: str, table: dict[str, str]) -> bytes:
    plain = nfc(text).replace("…", "...").translate(_PLAIN_SIGNS)
    return "".join(table.get(c, c) for c in plain).encode("latin-1", "replace")


def _inverse(encoding: str) -> dict[str, str]:
    charmap = get_charmap(encoding)
    assert charmap is not None
    return {unicodedata.normalize("NFC", letter): sign for sign, letter in reversed(charmap.pairs)}
