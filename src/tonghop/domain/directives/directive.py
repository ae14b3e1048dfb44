"""A directive under the reader's eye: its text, and what its heading says that bears on every sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive's text with its searchable copy (same length), and who issued it, when, and to whom.

    `issuer` is the issuing body as written, `written_on` an ISO date, `addressees` the "Kính gửi" list.
    """

    text: str
    folded: str
    issuer: str | None = None
    written_on: str | None = None
    addressees: tuple[str, ...] = ()
