"""Citations of other official documents by number and symbol, State and Party forms, broken spellings folded."""

from dataclasses import dataclass

from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited document, every distinct symbol once; `mentions` are all places where it stands.

    `text` is one full mention of kind and number as written ("Nghị định số 30/2020/NĐ-CP"); `symbol` as first written
    in full; `date` ISO or None; `line` is "state" (first separator "/") or "party" (first separator "-").
    """

    text: str
    symbol: str
    kind: str | None
    date: str | None
    issuer: str | None
    line: str | None
    mentions: tuple[Span, ...]
