"""The blocks that every official document has: heading, title, recipients and signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tonghop.formats.official.page import CENTRE, LEFT, Page, Run, vietnamese_date, write_in, write_rule

_BLANK_NUMBER = "        "


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues and when. `symbol` is what follows the number ("-BC/BTGTU"), `number` "" leaves it to the
    clerk.
    """

    superior: str
    issuer: str
    symbol: str
    place: str
    day: date | None
    number: str = ""


def write_heading(page: Page, head: Letterhead, about: str = "") -> None:
    """Write the heading block; `about` is the "V/v …" of an official letter, under its number."""
    style = page.style
    left_width = 74.0 if style.is_party else 68.0
    left, right = page.two_columns(left_width)
    if head.superior:
        write_in(left, head.superior.upper(), size=style.superior_size)
    write_in(left, Run(head.issuer.upper(), bold=True), size=style.issuer_size)
    if style.is_party:
        write_in(left, "*", size=style.issuer_size)
    else:
        write_rule(left, 24, left_width - 4)
    number = f"{style.number_word} {head.number or _BLANK_NUMBER}{head.symbol}"
    write_in(left, number, size=style.number_size, before=2)
    if about:
        write_in(left, Run(about, italic=style.is_party), size=12, before=6 if not style.is_party else 2)
    write_in(right, Run(style.nation, bold=True), size=style.nation_size)
    inside = page.width - left_width - 4
    if style.motto:
        write_in(right, Run(style.motto, bold=True), size=13.5)
        write_rule(right, 58, inside)
    else:
        write_rule(right, 72, inside)
    write_in(right, Run(_place_and_day(page, head), italic=True), size=style.date_size, before=4)
    page.paragraph("", size=6, after=0)


def _place_and_day(page: Page, head: Letterhead) -> str:
    if head.day is None:
        return f"{head.place or '…………'}, ngày      tháng      năm         "
    return vietnamese_date(head.place, head.day, two_digit_months=page.style.is_party)


def write_title(page: Page, kind: str, title: str) -> None:
    """Write the type's name and the summary, closed by a rule (State) or five dashes (Party)."""
    style = page.style
    page.paragraph(
        Run(kind.upper(), bold=True), align=CENTRE, size=style.type_size, indent=0, before=6, after=0
    )
    page.paragraph(Run(title, bold=True), align=CENTRE, size=style.title_size, indent=0, after=0)
    closing = "-----" if style.is_party else "__________"
    page.paragraph(Run(closing, bold=style.is_party), align=CENTRE, size=style.title_size, indent=0, after=10)


def write_end(page: Page, recipients: Sequence[str], signer: Sequence[str], name: str = "") -> None:
    """Write "Nơi nhận" left and the signature block right; the signer's name is left blank unless given."""
    style = page.style
    # The line above is kept with the signature: a signature alone on its page can be put under anything.
    page.paragraph("", size=8, after=0, keep=True)
    left, right = page.two_columns(82)
    head = Run("Nơi nhận:", underline=True) if style.is_party else Run("Nơi nhận:", bold=True, italic=True)
    write_in(left, head, size=14 if style.is_party else 12, align=LEFT, after=2)
    for recipient in recipients:
        write_in(left, recipient, size=12 if style.is_party else 11, align=LEFT)
    for line in signer or ("…………………………",):
        write_in(right, Run(line, bold=True), size=style.body_size)
    for _ in range(4):
        write_in(right, " ", size=style.body_size)
    write_in(right, Run(name or "…………………………", bold=bool(name)), size=style.body_size)


def recipient_lines(recipients: Sequence[str], *, is_party: bool) -> tuple[str, ...]:
    """Write the recipients as the forms do: Party items end in commas, State items in semicolons, the last in
    a stop.

    >>> recipient_lines(["Tỉnh ủy", "Lưu VP"], is_party=True)
    ('- Tỉnh ủy,', '- Lưu VP.')
    """
    ends = [*[","] * (len(recipients) - 1), "."] if is_party else [*[";"] * (len(recipients) - 1), "."]
    return tuple(f"- {text}{end}" for text, end in zip(recipients, ends, strict=True))
