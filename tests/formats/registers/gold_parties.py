"""How many parties of the annotated directives resolve: one body, a class, or open; printed as a list for
review.

    PYTHONPATH=src:tests python tests/formats/registers/gold_parties.py FOLDER [--list]

FOLDER holds `gold/*.json`. The place is the issuer's province, read from the heading; the day is the
directive's.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tonghop.domain.organisations.addressees import Addressee, resolve
from tonghop.domain.organisations.bodies import family_of
from tonghop.domain.organisations.body_names import in_sentence_case
from tonghop.domain.organisations.matching import find
from tonghop.formats.registers.body_template import vietnam_with_bodies
from tonghop.formats.registers.vietnam import vietnam

_SEED = "vn-17"
"""The seed's heading names no place; its text does."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A party of a directive, with what it resolves to on the directive's day."""

    document: str
    on: date
    place: str
    addressee: Addressee


def resolved_parties(folder: Path) -> Iterator[Resolved]:
    """Yield every party of every annotated directive of a province, each wording once a directive."""
    for file in sorted((folder / "gold").glob("*.json")):
        record = json.loads(file.read_text(encoding="utf-8"))
        on = date.fromisoformat(record["heading"]["date"] or "2023-03-13")
        place = _SEED if file.stem == "seed" else _province(record["heading"], on)
        obligations = record["obligations"]
        parties = [name for one in obligations for name in (*one["actors"], *one["support"])]
        if not place:
            continue
        register = vietnam_with_bodies(family_of(vietnam(), place))
        for name in dict.fromkeys(parties):
            yield Resolved(file.stem, on, place, resolve(register, name, on=on, place=place))


def _province(heading: dict[str, str | None], on: date) -> str:
    """Return the province of an issuer, "" where it is none: a ministry, or a body that its place does not
    name.
    """
    issuer = in_sentence_case(heading["issuer"] or "")
    words = issuer.replace("Ủy ban nhân dân ", "").replace("Uỷ ban nhân dân ", "")
    for name in (words, f"tỉnh {heading['place']}", f"thành phố {heading['place']}"):
        found = find(vietnam(), name, on=on)
        best = found.candidates[0].version if found.candidates else None
        if found.decided and best and best.level == "province":
            return found.decided
    return ""


if __name__ == "__main__":
    found = list(resolved_parties(Path(sys.argv[1])))
    print(Counter(one.addressee.outcome for one in found))
    for one in found if "--list" in sys.argv else ():
        told, names = one.addressee, [body.name for body in one.addressee.bodies[:2]]
        print(f"{told.outcome:5} {len(told.bodies):4} {one.on} {told.text!r} {names} | {told.why}")
