"""The heading of a directive in the State form (Decree 30/2020) or the Party form (Guideline 36-HD/VPTW)."""

from dataclasses import dataclass

from tonghop.domain.provenance import Span


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above and below the body. Every field may be None: reading never invents.

    `date` is ISO; `kind` is the type's Vietnamese name in lower case ("kế hoạch", "công văn"); `addressees` is the
    "Kính gửi" list, one string a party; `recipients` the "Nơi nhận" list as written, without dashes and punctuation;
    `urgency` is "hỏa tốc", "thượng khẩn", "khẩn" or None. `body` is the span between heading and recipients/signature.
    """

    issuer: str | None = None
    symbol: str | None = None
    kind: str | None = None
    date: str | None = None
    place: str | None = None
    title: str | None = None
    signatory: str | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    urgency: str | None = None
    body: Span = Span(0, 0)
    """From the first paragraph after title/addressees to the end of the last paragraph before "Nơi nhận" or signature."""
