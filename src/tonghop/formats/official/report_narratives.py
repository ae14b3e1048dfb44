"""What the bodies wrote, as it stands in the report: the most shared statements first, verbatim, with who
says so.

A section shows as many as a leader reads; how many more there are is said, and the checking document has all.
"""

from collections.abc import Iterator, Sequence

from tonghop.domain.consolidation.compositions import Composition
from tonghop.domain.consolidation.narratives import NarrativeItem
from tonghop.domain.language import flat, match_key
from tonghop.domain.reporting.campaign import Campaign
from tonghop.formats.official.parts import Part, Run, paragraph

_MOST_ITEMS = 12
_NAMED = 3
_SAYS_NOTHING = frozenset(
    map(match_key, ("Không", "Không có", "Không phát sinh", "Không có khó khăn, vướng mắc", "Chưa có"))
)
"""Answers that say that there is nothing to say: kept in the checking document, left out of the report."""


def narrative_parts(campaign: Campaign, items: Sequence[NarrativeItem]) -> Iterator[Part]:
    """Yield a section's statements."""
    told = [item for item in items if match_key(item.text) not in _SAYS_NOTHING]
    if not told:
        yield paragraph(Run("Các đơn vị không có nội dung báo cáo.", italic=True))
    names = {body.code: body.name for body in campaign.bodies}
    ordered = sorted(told, key=lambda item: -item.alike)
    shown = _MOST_ITEMS if len(ordered) > _MOST_ITEMS + _NAMED else len(ordered)
    for item in ordered[:shown]:
        yield paragraph(f"- {flat(item.text)} ", Run(f"({_said_by(item, names)})", italic=True))
    rest = ordered[shown:]
    if rest:
        bodies = len({source.body for item in rest for source in item.sources})
        more = f"Còn {len(rest)} nội dung khác của {bodies} đơn vị, có bảng kê kèm hồ sơ."
        yield paragraph(Run(more, italic=True))


def composed_parts(composition: Composition) -> Iterator[Part]:
    """Yield a section as the office composed it. Whose words they are stands in the checking document."""
    for item in composition.items:
        for line in filter(None, map(flat, item.text.splitlines())):
            yield paragraph(f"- {line}")
    if not composition.items:
        yield paragraph(Run("Không có nội dung báo cáo.", italic=True))


def _said_by(item: NarrativeItem, names: dict[str, str]) -> str:
    bodies = list(dict.fromkeys(source.body for source in item.sources))
    if len(bodies) > _NAMED:
        return f"{len(bodies)} đơn vị"
    return ", ".join(names[body] for body in bodies)
