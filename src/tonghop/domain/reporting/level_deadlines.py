"""Deadlines by level: a regime may ask communes earlier than provinces, or the Party's bodies apart.

A level is a level of the administration (commune, province) or a line (party, press). A body that has both is
told by its level first, since that is the narrower word in a directive ("cấp xã gửi trước ngày 25/5").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tonghop.domain.calendar.due_instants import LateMoment, proposed_late_moment
from tonghop.domain.calendar.periods import DayOfYear

LEVEL_NAMES: Mapping[str, str] = MappingProxyType(
    {"country": "trung ương", "province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}
)
LINE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "party": "Đảng",
        "state": "Nhà nước",
        "front": "Mặt trận, đoàn thể",
        "press": "báo chí",
        "police": "công an",
        "army": "quân đội",
        "enterprise": "doanh nghiệp",
    }
)
LONGEST_GRACE_DAYS = 92


@dataclass(frozen=True, slots=True)
class LevelDeadline:
    """The due day of one level, and the first moment that is late for it.

    >>> str(LevelDeadline.parse("commune 05-25"))
    'commune 05-25 05-26T00:00'
    """

    level: str
    due: DayOfYear
    late_from: LateMoment

    @classmethod
    def parse(cls, text: str) -> "LevelDeadline":
        """Read "LEVEL MM-DD" or "LEVEL MM-DD MM-DDTHH:MM"; without a late moment, midnight after the day.

        Raises: ValueError or a Refusal, for anything else.
        """
        level, due, *late = text.split()
        if len(late) > 1 or (level not in LEVEL_NAMES and level not in LINE_NAMES):
            raise ValueError(text)
        day = DayOfYear.parse(due)
        return cls(level, day, LateMoment.parse(late[0]) if late else proposed_late_moment(day))

    def __str__(self) -> str:
        return f"{self.level} {self.due} {self.late_from}"


def is_in_grace(due: DayOfYear, late_from: LateMoment) -> bool:
    """Say whether a late moment lies on the due day or at most a quarter of a year behind it."""
    distance = late_from.day.in_year(2001) - due.in_year(2001)
    return distance.days % 365 <= LONGEST_GRACE_DAYS
