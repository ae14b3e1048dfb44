"""A small country for the tests: one province, three communes, and reorganisations of them."""

from datetime import date
from decimal import Decimal

from tonghop.domain.organisations.events import Event, Succession
from tonghop.domain.organisations.register import Register, register_of
from tonghop.domain.organisations.units import PLACE, Code, Parent, Version

SPRING, MERGED, AUTUMN = date(2025, 3, 1), date(2025, 7, 1), date(2025, 10, 1)


def place(unit: str, name: str, parent: str = "", *, code: str = "", level: str = "commune") -> Version:
    """Return the version of a place without a recorded beginning, attested from spring 2025."""
    return Version(
        unit,
        name,
        name.split()[0].lower(),
        level,
        PLACE,
        (Parent(PLACE, parent),) if parent else (),
        attested_from=SPRING,
        codes=(Code("statistics", code),) if code else (),
    )


def country() -> Register:
    """Return Tỉnh Mẫu with Xã An, Xã Bình and Phường Chung, and Tỉnh Bên without any."""
    return register_of(
        (
            place("top", "Nước Mẫu", level="country"),
            place("mau", "Tỉnh Mẫu", "top", code="25", level="province"),
            place("ben", "Tỉnh Bên", "top", code="26", level="province"),
            place("an", "Xã An", "mau", code="00001"),
            place("binh", "Xã Bình", "mau", code="00004"),
            place("chung", "Phường Chung", "mau", code="00007"),
        )
    )


def merger(on: date = MERGED) -> Event:
    """Return Xã An and Phường Chung joined into a new Phường Chung, which keeps the code."""
    return Event(
        "merger",
        "merge",
        on,
        "1/NQ-UBTVQH15",
        (place("chung-2", "Phường Chung", "mau", code="00007"),),
        ("an", "chung"),
        (Succession("an", "chung-2", Decimal(1)), Succession("chung", "chung-2", Decimal(1))),
    )


def split(share: Decimal | None, on: date = MERGED) -> Event:
    """Return Xã Bình divided between a new commune of each province."""
    other = None if share is None else 1 - share
    return Event(
        "split",
        "split",
        on,
        "2/NQ-UBTVQH15",
        (place("bac", "Xã Bắc", "mau", code="00010"), place("nam", "Xã Nam", "mau", code="00013")),
        ("binh",),
        (Succession("binh", "bac", share), Succession("binh", "nam", other)),
    )
