"""The headings of a report's outline: Roman numbers on top, Arabic ones below."""

from collections.abc import Iterator, Sequence

from tonghop.domain.reporting.campaign import Section
from tonghop.formats.official.parts import LEFT, Paragraph, Run, paragraph

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def numbered(sections: Sequence[Section], *, start: int) -> Iterator[tuple[str, Section]]:
    """Yield the sections with their numbers, those on top counted after `start`."""
    counts = {"": start}
    for section in sections:
        count = counts[section.parent] = counts.get(section.parent, 0) + 1
        yield (str(count) if section.parent or count > len(_ROMAN) else _ROMAN[count - 1]), section


def section_line(number: str, title: str, *, is_top: bool) -> Paragraph:
    """Return the line of a heading."""
    text = f"{number}. {title.upper() if is_top else title}"
    return paragraph(
        Run(text, bold=True), align=LEFT, before=6 if is_top else 0, keep=True, level=1 if is_top else 2
    )
