"""The picture that a page is shared with: its title, office and day, drawn here, with our own letters.

Its address ends with a hash of what stands in it, so that it may be kept for a year; a page that changed has
another address, and the one before leads there.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from PIL import Image, ImageDraw, ImageFont
from wagtail.models import Page

from tonghop.apps.publications import queries
from tonghop.apps.publications.models import PublicReport
from tonghop.formats.official.typesetting import FONTS
from tonghop.web.portal import sentences
from tonghop.web.portal.kept_files import YEAR_SECONDS
from tonghop.web.portal.models import ArticlePage, PortalPage

WIDTH, HEIGHT = 1200, 630
EDITION = 1
"""Changes when the same words are drawn otherwise."""

LONGEST_TITLE, LONGEST_OFFICE = 300, 90
MARGIN, TOP, FOOT = 80, 120, 130
SIZES = range(76, 43, -4)
"""Heights of a title's letters: the largest that fits; at the smallest a title is cut."""

LINE = 1.24
INK, SOFT, BAR, GROUND = "#1b1b1f", "#55565c", "#8c1515", "#ffffff"
KEPT = 128
"""Pictures that a process keeps, about 30 KB each."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands in a picture, and the path of what it is of, with the kind and key of its own address."""

    kind: str
    key: str
    title: str
    office: str
    day: str

    @property
    def hash(self) -> str:
        told = repr((EDITION, self.title, self.office, self.day))
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    @property
    def path(self) -> str:
        return f"/chia-se/{self.kind}-{self.key}-{self.hash}.png"

    @property
    def alt(self) -> str:
        return ". ".join(part for part in (self.title, self.office, self.day) if part)


def page_card(page: PortalPage, site: str) -> Card:
    """Return the picture of a page: an article has its agency and day, other pages the portal's name."""
    if isinstance(page, ArticlePage):
        return card("trang", str(page.pk), page.title, page.agency, sentences.day_of(page.posted_at))
    return card("trang", str(page.pk), page.title, site if page.title != site else "", "")


def report_card(report: PublicReport) -> Card:
    """Return the picture of a public report."""
    title = f"{report.title}, kỳ {sentences.cycle_name(report.cycle)}"
    return card("bao-cao", str(report.pk), title, report.coordinator, sentences.day_of(report.released_at))


def card(kind: str, key: str, title: str, office: str, day: str) -> Card:
    """Return a picture of words that are cut to what has room."""
    return Card(kind, key, shown(title, LONGEST_TITLE), shown(office, LONGEST_OFFICE), day)


def of_page(request: HttpRequest, id: str, hash: str) -> HttpResponse:
    """Show the picture of a published page."""
    from tonghop.web.portal.drawing import site_name

    found = Page.objects.live().filter(pk=id).specific().first()
    if not isinstance(found, PortalPage) or found.is_withdrawn:
        raise Http404
    return _answer(page_card(found, site_name()), hash)


def of_report(request: HttpRequest, id: str, hash: str) -> HttpResponse:
    """Show the picture of a public report."""
    found = queries.report(UUID(id))
    if found is None:
        raise Http404
    return _answer(report_card(found), hash)


def shown(text: str, longest: int) -> str:
    """Return a text as letters that can be drawn: one line, whole letters, nothing unseen, cut at a word.

    >>> shown("Một  hai\\n\\u200bba bốn", 8)
    'Một hai…'
    """
    whole = unicodedata.normalize("NFC", text[: 4 * longest])
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in whole).split())
    line = re.sub(r" ([,.;:])", r"\1", line)
    if len(line) <= longest:
        return line
    return f"{line[:longest].rpartition(' ')[0] or line[: longest - 1]}…"


@lru_cache(maxsize=KEPT)
def drawn(card: Card) -> bytes:
    """Draw a picture as PNG; equal words give equal bytes."""
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 28), fill=BAR)
    pen.rectangle((MARGIN, HEIGHT - FOOT, WIDTH - MARGIN, HEIGHT - FOOT + 3), fill=BAR)
    font, lines = fitted(card.title)
    step = int(font.size * LINE)
    room = HEIGHT - FOOT - TOP
    top = TOP - 30 + max(0, (room - step * len(lines)) // 2)
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + number * step), line, font=font, fill=INK)
    small, day = _font("Regular", 34), _font("Bold", 34)
    end = WIDTH - MARGIN - int(day.getlength(card.day))
    office = _one_line(card.office, small, end - MARGIN - 40)
    pen.text((MARGIN, HEIGHT - FOOT + 36), office, font=small, fill=SOFT)
    pen.text((end, HEIGHT - FOOT + 36), card.day, font=day, fill=SOFT)
    told = BytesIO()
    image.save(told, "PNG", optimize=True)
    return told.getvalue()


def fitted(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return a title in lines with the largest letters that have room; at the smallest the rest is cut."""
    for size in SIZES:
        font = _font("Bold", size)
        lines = wrapped(title, font, WIDTH - 2 * MARGIN)
        most = int((HEIGHT - FOOT - TOP) / (size * LINE))
        if len(lines) <= most:
            return font, lines
    return font, [*lines[: most - 1], _with_dots(lines[most - 1], font, WIDTH - 2 * MARGIN)]


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Break a text into lines of a width in pixels, between words; a word that is longer, inside of it."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while font.getlength(word) > width:
            cut = next(
                end for end in range(len(word), 0, -1) if font.getlength(word[:end]) <= width or end == 1
            )
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line] if line else lines


def _one_line(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    lines = wrapped(text, font, width)
    return text if len(lines) < 2 else _with_dots(lines[0], font, width)


def _with_dots(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while line and font.getlength(f"{line}…") > width:
        line = line[:-1].rstrip()
    return f"{line.rstrip('…')}…"


def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(Path(FONTS) / f"LiberationSerif-{face}.ttf", size)


def _answer(card: Card, hash: str) -> HttpResponse:
    if hash != card.hash:
        return HttpResponseRedirect(card.path)
    answer = HttpResponse(drawn(card), content_type="image/png")
    answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
