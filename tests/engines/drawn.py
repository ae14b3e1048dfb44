"""Random roll-ups: bodies under nodes, cycles in periods, answers with everything that may stand in them."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tonghop.domain.consolidation.rollups import Debt, PeriodCycles, Told
from tonghop.domain.reporting.indicators import DISTINCT, RATE, STOCK, Indicator
from tonghop.domain.reporting.values import NIL, State, Value
from tonghop.engines.tables import Structure

INDICATORS = (
    Indicator("buoi", "Số buổi", "buổi", decimals=6),
    Indicator("dat", "Số buổi đạt yêu cầu", "buổi", decimals=6),
    Indicator("sach", "Số thư viện", "thư viện", STOCK),
    Indicator("dan", "Dân số", "người", STOCK, decimals=6),
    Indicator("ho", "Số hộ được thăm", "hộ", DISTINCT),
    Indicator("ty-le-dat", "Tỷ lệ đạt", "%", RATE, numerator="dat", denominator="buoi"),
    Indicator(
        "sach-dan", "Thư viện trên đầu người", "thư viện/người", RATE, numerator="sach", denominator="dan"
    ),
    Indicator("buoi-dan", "Buổi trên đầu người", "buổi/người", RATE, numerator="buoi", denominator="dan"),
    Indicator("ho-dan", "Hộ được thăm trên đầu người", "%", RATE, numerator="ho", denominator="dan"),
)
CODES = tuple(row.code for row in INDICATORS)
TYPED = tuple(row.code for row in INDICATORS if row.kind != RATE)


@dataclass(frozen=True, slots=True)
class Drawn:
    structure: Structure
    told: tuple[Told, ...]


def draw(chance: Random, *, most_bodies: int = 6, most_cycles: int = 4) -> Drawn:
    """Draw a structure and what was told on it; small, so that empty, single and equal cases come often."""
    cycles = tuple(f"2026-M{n:02d}" for n in range(1, chance.randint(1, most_cycles) + 1))
    asked = {cycle: frozenset(c for c in CODES if chance.random() < 0.8) for cycle in cycles}
    nodes = _nodes(chance, chance.randint(1, most_bodies))
    debts = tuple(
        Debt(body, cycle, chance.random() < 0.1)
        for body in nodes
        for cycle in cycles
        if chance.random() < 0.85
    )
    told = tuple(
        Told(row.body, code, row.cycle, value, _estimated(chance, value))
        for row in debts
        if not row.is_excused
        for code in TYPED
        if code in asked[row.cycle] and chance.random() < 0.75
        for value in (_value(chance),)
    )
    structure = Structure(debts, _periods(chance, cycles), INDICATORS, asked, nodes)
    return Drawn(structure, tuple(chance.sample(told, len(told))))


def _nodes(chance: Random, bodies: int) -> dict[str, tuple[str, ...]]:
    """Put each body under an earlier one, under a region, or under nobody; some have no own total."""
    parents: dict[str, str] = {"vùng-1": "cả-nước", "vùng-2": "cả-nước"}
    names = [f"đơn-vị-{number}" for number in range(bodies)]
    for number, name in enumerate(names):
        above = chance.choice([*names[:number], "vùng-1", "vùng-2", ""])
        if above:
            parents[name] = above
    found = {}
    for name in names:
        own, at = [name] if chance.random() < 0.8 else [], name
        while at in parents:
            at = parents[at]
            own.append(at)
        found[name] = tuple(own)
    return found


def _periods(chance: Random, cycles: tuple[str, ...]) -> tuple[PeriodCycles, ...]:
    """Draw periods of some cycles each, in any order: only the order that is said decides what is later."""
    drawn = [chance.sample(cycles, chance.randint(1, len(cycles))) for _ in range(chance.randint(1, 3))]
    return tuple(PeriodCycles(f"kỳ-{number}", tuple(own)) for number, own in enumerate(drawn))


def _value(chance: Random) -> Value:
    if chance.random() < 0.15:
        return NIL
    return Value(State.FIGURE, _amount(chance), chance.random() < 0.1)


def _amount(chance: Random) -> Decimal:
    """Return zeros, equal small numbers, fractions, and the largest that a form takes."""
    return chance.choice(
        [
            Decimal(0),
            Decimal(chance.randint(1, 3)),
            Decimal(chance.randint(0, 10**9)).scaleb(-6),
            Decimal(10**15) - Decimal(chance.randint(1, 10)).scaleb(-6),
        ]
    )


def _estimated(chance: Random, value: Value) -> Decimal | None:
    return _amount(chance) if value.amount is not None and chance.random() < 0.2 else None
