"""To whom a difficulty goes: the campaign's office, else the nearest office above that has coordinators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tonghop.apps.accounts.models import Mandate
from tonghop.apps.accounts.roles import RIGHTS, Right
from tonghop.apps.directives.queries import bodies_named
from tonghop.apps.organisations.queries import above, register_of_day
from tonghop.domain.errors import Refusal
from tonghop.domain.organisations import matching

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Office:
    """A body that may be asked, with its name of the day."""

    unit: str
    name: str


class OfficeNotDecided(Refusal):
    code = "office-not-decided"
    message_vi = "Chưa rõ gửi đến cơ quan nào. Hãy chọn cơ quan tổng hợp."
    message_en = "It is not clear to which office it goes. Choose the coordinating office."


class NobodyThere(Refusal):
    code = "nobody-there"
    message_vi = "“{name}” chưa có người dùng nào trả lời được. Hãy chọn đơn vị khác hoặc trả lời luôn."
    message_en = "“{name}” has nobody here who could answer. Choose another unit, or answer yourself."


class UnitNotDecided(Refusal):
    """A name that may mean several units, or none; `found` are those it may mean."""

    code = "unit-not-decided"
    message_vi = "“{named}” chưa rõ là đơn vị nào. Hãy chọn một đơn vị bên dưới, hoặc ghi đủ tên."
    message_en = "“{named}” may mean several units. Choose one below, or write the whole name."

    def __init__(self, *, named: str, found: tuple[Office, ...]) -> None:
        super().__init__(named=named)
        self.found = found


class UnitNotFound(UnitNotDecided):
    """A name that nothing in the register bears."""

    code = "unit-not-found"
    message_vi = "Danh bạ hôm nay không có đơn vị nào tên “{named}”. Hãy ghi tên như trong danh bạ."
    message_en = "The register has no unit called “{named}” today. Write the name as it stands there."


def offices_for(body: str, *, on: date) -> tuple[tuple[Office, ...], str]:
    """Return the offices to which a body may turn, and the one to which it turns unless it says otherwise.

    Those above it in the register that have coordinators, nearest first; where there are none, all that have.
    The one is "" where two are as near, or none is above.
    """
    coordinating = set(_with_coordinators(on))
    found = [(depth, unit) for depth, unit in above(body, on) if unit in coordinating]
    if not found:
        return _named(sorted(coordinating - {body}), on), ""
    nearest = [unit for depth, unit in found if depth == found[0][0]]
    return _named([unit for _, unit in found], on), nearest[0] if len(nearest) == 1 else ""


def decided_office(body: str, chosen: str, *, on: date) -> str:
    """Return the office to which a difficulty without a campaign goes.

    Raises: OfficeNotDecided.
    """
    if not chosen:
        _, usual = offices_for(body, on=on)
    else:
        usual = chosen if chosen != body and chosen in set(_with_coordinators(on)) else ""
    if not usual:
        raise OfficeNotDecided()
    return usual


def decided_unit(named: str, *, on: date) -> str:
    """Return the unit that a name means today, or that an id is.

    Raises: UnitNotDecided, UnitNotFound.
    """
    known = register_of_day(on)
    words = named.strip()
    if words in known.versions:
        return words
    answer = matching.find(known, words, on=on)
    if answer.decided:
        return answer.decided
    found = tuple(Office(one.version.unit, one.version.name) for one in answer.candidates[:MOST_FOUND])
    raise UnitNotDecided(named=words, found=found) if found else UnitNotFound(named=words, found=())


def demand_somebody(unit: str, *, on: date) -> None:
    """Make sure that somebody works here for a unit who may answer.

    Raises: NobodyThere.
    """
    roles = RIGHTS[Right.ANSWER_DIFFICULTIES] | RIGHTS[Right.RAISE_DIFFICULTIES]
    there = Mandate.objects.in_force(on=on).filter(body=unit, role__in=roles, person__is_active=True)
    if not there.exists():
        raise NobodyThere(name=dict(bodies_named([unit], on=on))[unit])


def _with_coordinators(on: date) -> Iterable[str]:
    """Return the bodies for which somebody coordinates on a day; who it is is not asked."""
    mandates = Mandate.objects.in_force(on=on).filter(role__in=RIGHTS[Right.ANSWER_DIFFICULTIES])
    return mandates.filter(person__is_active=True).values_list("body", flat=True).distinct()


def _named(units: Iterable[str], on: date) -> tuple[Office, ...]:
    return tuple(Office(unit, name) for unit, name in bodies_named(units, on=on))
