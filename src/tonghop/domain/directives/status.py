"""Whether a directive holds: dated statements with their source, of which the latest decides for a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

IN_FORCE, REPLACED, EXPIRED, INHERITED = "in-force", "replaced", "expired", "inherited"

STATUSES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        IN_FORCE: ("Còn hiệu lực", "In force"),
        REPLACED: ("Bị thay thế", "Replaced"),
        EXPIRED: ("Hết hiệu lực", "Expired"),
        INHERITED: ("Được kế thừa", "Inherited"),
    }
)
"""Status → its name, Vietnamese and English. Inherited: replaced, and its tasks go on under the new one."""

GOES_ON, ENDS = "goes-on", "ends"
FATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        GOES_ON: ("Tiếp tục thực hiện (kế thừa)", "Goes on (inherited)"),
        ENDS: ("Kết thúc, rút việc đã giao", "Ends, what was assigned is withdrawn"),
    }
)
"""What becomes of an obligation whose directive was replaced, expired or is amended."""


@dataclass(frozen=True, slots=True)
class StatusFrom:
    """A status from a day on; `order` tells apart those of one day: the later entered holds."""

    status: str
    from_on: date
    order: int = 0


def status_on(told: Iterable[StatusFrom], day: date) -> str:
    """Return the status on a day; a directive of which nothing was said is in force.

    >>> told = [StatusFrom(REPLACED, date(2027, 1, 1))]
    >>> status_on(told, date(2026, 12, 31)), status_on(told, date(2027, 1, 1))
    ('in-force', 'replaced')
    """
    begun = [each for each in told if each.from_on <= day]
    return max(begun, key=lambda each: (each.from_on, each.order)).status if begun else IN_FORCE
