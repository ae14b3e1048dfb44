"""The verification code of an issued report: short enough to be read out, made of the hash of its data."""

import base64
import re

_LETTERS = 12
_CODE = re.compile(r"[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}", re.ASCII)


def verification_code(sha256: str) -> str:
    """Return the code of a record by its SHA-256; whoever holds the file can work it out again.

    >>> verification_code("ab" * 32)
    'VOV2-XK5L-VOV2'
    """
    letters = base64.b32encode(bytes.fromhex(sha256)).decode()[:_LETTERS]
    return "-".join(letters[start : start + 4] for start in range(0, _LETTERS, 4))


def is_verification_code(text: str) -> bool:
    """Say whether a text has the shape of a code.

    >>> is_verification_code("VOV2-XK5L-VOV2"), is_verification_code("VOV2")
    (True, False)
    """
    return _CODE.fullmatch(text) is not None
