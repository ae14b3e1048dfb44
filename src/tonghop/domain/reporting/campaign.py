"""A campaign: a directive carried out, with regimes, indicators, sections and bodies, checked at birth."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tonghop.domain.calendar.cycles import CODE as REGIME_CODE
from tonghop.domain.calendar.cycles import Cycle, nominal_window
from tonghop.domain.calendar.due_instants import (
    HOLIDAY_RULES,
    NEXT,
    DueInstant,
    LateMoment,
    due_day,
    due_instant,
    proposed_late_moment,
)
from tonghop.domain.calendar.periods import DayOfYear, Period, Window
from tonghop.domain.calendar.working_days import WorkingDays
from tonghop.domain.errors import Refusal
from tonghop.domain.language import match_key, without_marks
from tonghop.domain.reporting.checks import Check
from tonghop.domain.reporting.fields import (
    demand,
    demand_code,
    demand_distinct,
    demand_known,
    demand_one_of,
    demand_text,
)
from tonghop.domain.reporting.indicators import DISTINCT, RATE, Indicator
from tonghop.domain.reporting.level_deadlines import LEVEL_NAMES, LevelDeadline, is_in_grace

FREQUENCIES = ("once", "monthly", "quarterly", "semiannual", "nine-month", "annual")
RELATIONS = ("before", "by")
FORMS = ("party", "state")
SIGNED_REQUIRED, SIGNED_OPTIONAL = "required", "optional"
OPENS_DAYS_BEFORE = 30
_LONGEST_OPENING = 366
_PHONE = re.compile(r"[0-9+(). /;,\-]{3,80}", re.ASCII)


class CycleNotInCampaign(Refusal):
    code = "cycle-not-in-campaign"
    message_vi = "Chiến dịch không có kỳ “{cycle}”; các mã kỳ có thể dùng: {known}."
    message_en = "The campaign has no cycle {cycle!r}; it knows the codes {known}."


@dataclass(frozen=True, slots=True)
class Regime:
    """What is asked, how often, by when. `window` None: nobody has said yet; `why` explains what is only
    proposed. `deadlines` are those of levels that have one of their own; a cycle opens `opens_days_before`
    the first due day.
    """

    code: str
    frequency: str
    due: DayOfYear
    late_from: LateMoment
    relation: str = "before"
    on_holiday: str = NEXT
    window: Window | None = None
    indicators: tuple[str, ...] = ()
    why: str = ""
    deadlines: tuple[LevelDeadline, ...] = ()
    opens_days_before: int = OPENS_DAYS_BEFORE

    def __post_init__(self) -> None:
        where = f"[[regime]] {self.code}"
        demand(
            REGIME_CODE.fullmatch(self.code) is not None,
            where,
            "code",
            self.code,
            "Mã chế độ chỉ gồm chữ hoa và số, ví dụ H1, Q2, M05, Y.",
            "A regime's code has capitals and digits, for example H1, Q2, M05, Y.",
        )
        demand_one_of(self.frequency, FREQUENCIES, where, "frequency")
        demand_one_of(self.relation, RELATIONS, where, "relation")
        demand_one_of(self.on_holiday, HOLIDAY_RULES, where, "on_holiday")
        _demand_grace(self.due, self.late_from, where, "late_from")
        for deadline in self.deadlines:
            _demand_grace(deadline.due, deadline.late_from, where, "deadlines")
        levels = [deadline.level for deadline in self.deadlines]
        demand(
            len(set(levels)) == len(levels),
            where,
            "deadlines",
            "; ".join(map(str, self.deadlines)),
            "Mỗi cấp, mỗi khối chỉ có một hạn.",
            "A level has one deadline.",
        )
        demand(
            0 <= self.opens_days_before <= _LONGEST_OPENING,
            where,
            "opens_days_before",
            self.opens_days_before,
            f"Từ 0 đến {_LONGEST_OPENING} ngày.",
            f"From 0 to {_LONGEST_OPENING} days.",
        )

    def period(self, year: int) -> Period | None:
        return self.window.in_year(year) if self.window else None

    def due_instant(self, year: int, working_days: WorkingDays, level: str = "") -> DueInstant:
        """Return when a report is due and late: for a level that has a deadline of its own by that one."""
        own = next((row for row in self.deadlines if row.level == level), None)
        due, late = (own.due, own.late_from) if own else (self.due, self.late_from)
        window = self.window or nominal_window(self.code)
        day = due_day(due, window.in_year(year)) if window else due.in_year(year)
        return due_instant(day, late, on_holiday=self.on_holiday, working_days=working_days)

    def level_of(self, body: "Body") -> str:
        """Return the level by which a body's deadline is told: its level, else its line, else ""."""
        levels = [deadline.level for deadline in self.deadlines]
        return next((level for level in (body.level, body.line) if level in levels), "")

    def due_instants(
        self, year: int, working_days: WorkingDays, bodies: Iterable["Body"]
    ) -> Mapping[str, DueInstant]:
        """Return when each body's report is due, by the codes of those whose level has its own deadline."""
        levels = {body.code: level for body in bodies if (level := self.level_of(body))}
        instants = {level: self.due_instant(year, working_days, level) for level in set(levels.values())}
        return {code: instants[level] for code, level in levels.items()}

    def opens_on(self, year: int, working_days: WorkingDays) -> date:
        """Return the day on which bodies are asked: so many days before the first day that is due."""
        levels = ("", *(deadline.level for deadline in self.deadlines))
        first = min(self.due_instant(year, working_days, level).due_on for level in levels)
        return first - timedelta(days=self.opens_days_before)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the narrative outline. `parent` is the code of the heading above; `figures` places the
    table there.
    """

    code: str
    title: str
    parent: str = ""
    figures: bool = False

    def __post_init__(self) -> None:
        where = f"[[section]] {self.code}"
        demand_code(self.code, where)
        demand_text(self.title, where, "title")


@dataclass(frozen=True, slots=True)
class Body:
    """A body, not a place: four bodies share one ward. `place` is a statistics code, `line` state, party,
    front …, `level` province, commune … `contact` is the office inside the body that answers, `phone` its
    telephone, both as the campaign file gives them.
    """

    code: str
    name: str
    line: str = ""
    place: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    level: str = ""

    def __post_init__(self) -> None:
        where = f"[[body]] {self.code}"
        demand_code(self.code, where)
        demand_text(self.name, where, "name")
        demand_one_of(self.level, ("", *LEVEL_NAMES), where, "level")
        demand(
            not self.phone
            or (_PHONE.fullmatch(self.phone) is not None and any(map(str.isdigit, self.phone))),
            where,
            "phone",
            self.phone,
            "Ghi số điện thoại dưới dạng chữ, ví dụ 0218 385 0000; nhiều số cách nhau dấu ;",
            "Write the telephone number as text, for example 0218 385 0000.",
        )


@dataclass(frozen=True, slots=True)
class Excuse:
    """A body that need not report in one cycle, by whose word and when."""

    body: str
    cycle: str
    reason: str
    by: str
    on: str = ""

    def __post_init__(self) -> None:
        where = f"[[excuse]] {self.body}"
        Cycle.parse(self.cycle)
        demand_text(self.reason, where, "reason")
        demand_text(self.by, where, "by")


@dataclass(frozen=True, slots=True)
class Campaign:
    """A directive carried out. `to_resolve` are the sentences that a person still has to answer in the
    campaign file.

    The official form needs `superior` (the body above the coordinator), `abbreviation` (as in document
    numbers), `signer` (the signer's office) and `recipients` ("Nơi nhận"); left empty they are left blank on
    paper. `signed` says whether a body hands in its signed paper after it has sent its report.
    """

    title: str
    coordinator: str
    form: str = "state"
    directive: str = ""
    place: str = ""
    superior: str = ""
    abbreviation: str = ""
    report_title: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    signed: str = SIGNED_OPTIONAL
    to_resolve: tuple[str, ...] = ()
    regimes: tuple[Regime, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    sections: tuple[Section, ...] = ()
    bodies: tuple[Body, ...] = ()
    checks: tuple[Check, ...] = ()
    excuses: tuple[Excuse, ...] = ()

    def __post_init__(self) -> None:
        demand_text(self.title, "[campaign]", "title")
        demand_text(self.coordinator, "[campaign]", "coordinator")
        demand_one_of(self.form, FORMS, "[campaign]", "form")
        demand_one_of(self.signed, (SIGNED_REQUIRED, SIGNED_OPTIONAL), "[campaign]", "signed")
        demand_distinct((row.code for row in self.regimes), "[[regime]]")
        demand_distinct((row.code for row in self.indicators), "[[indicator]]")
        demand_distinct((row.code for row in self.sections), "[[section]]")
        demand_distinct((row.code for row in self.bodies), "[[body]]")
        self._check_references()

    def _check_references(self) -> None:
        indicators = {row.code: row for row in self.indicators}
        for regime in self.regimes:
            demand_known(regime.indicators, indicators, f"[[regime]] {regime.code}", "indicators")
        for indicator in self.indicators:
            if indicator.kind == RATE:
                _check_rate(indicator, indicators)
            if indicator.parent:
                demand_known([indicator.parent], indicators, f"[[indicator]] {indicator.code}", "parent")
        for check in self.checks:
            demand_known(check.codes(), indicators, "[[check]]", "rule")
        for excuse in self.excuses:
            demand_known([excuse.body], (row.code for row in self.bodies), "[[excuse]]", "body")
        earlier: list[str] = [""]
        for section in self.sections:
            demand_known([section.parent], earlier, f"[[section]] {section.code}", "parent")
            earlier.append(section.code)

    @property
    def wants_signed_papers(self) -> bool:
        return self.signed == SIGNED_REQUIRED

    @property
    def key(self) -> str:
        """The campaign's short name in forms and files: the directive's symbol, else its title, without
        marks.
        """
        return slug(self.directive or self.title)

    def regime(self, cycle: Cycle) -> Regime:
        for regime in self.regimes:
            if regime.code == cycle.code:
                return regime
        raise CycleNotInCampaign(
            cycle=str(cycle), known=", ".join(row.code for row in self.regimes) or "(không có)"
        )

    def asked(self, cycle: Cycle) -> tuple[Indicator, ...]:
        """Return the indicators that a cycle asks for, in the campaign's order."""
        wanted = self.regime(cycle).indicators
        return tuple(row for row in self.indicators if not wanted or row.code in wanted)

    def told(self) -> tuple[Section, ...]:
        """Return the sections that bodies write: those that only place the table or hold others are not
        asked.
        """
        parents = {row.parent for row in self.sections}
        return tuple(row for row in self.sections if row.code not in parents and not row.figures)

    def excuse(self, body: str, cycle: Cycle) -> Excuse | None:
        return next((row for row in self.excuses if row.body == body and row.cycle == str(cycle)), None)

    def form_version(self, cycle: Cycle) -> str:
        """Return eight hexadecimal digits that change when the meaning of a form's cells changes.

        Names, units and kinds of the indicators asked count, and the sections; targets, aliases and notes do
        not.
        """
        lines = [
            f"{row.code}|{row.name}|{row.unit}|{row.kind}|{row.estimate}|{row.decimals}"
            for row in self.asked(cycle)
        ]
        lines += [f"{row.code}|{row.title}" for row in self.told()]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:8]


def slug(name: str, longest: int = 60) -> str:
    """Return a code made of a name: lower case without marks, hyphens between words.

    >>> slug("Sở Thông tin và Truyền thông"), slug("1086-CV/BTGTU")
    ('so-thong-tin-va-truyen-thong', '1086-cv-btgtu')
    """
    words = without_marks(match_key(name)).replace("_", " ").split()
    code = "-".join("".join(c for c in word if c.isascii() and c.isalnum()) for word in words)
    return code[:longest].strip("-")


def distinct_slugs(names: Iterable[str]) -> tuple[str, ...]:
    """Return one code a name, numbered where two would be equal."""
    codes: list[str] = []
    for name in names:
        code = stem = slug(name) or "don-vi"
        number = 2
        while code in codes:
            code, number = f"{stem}-{number}", number + 1
        codes.append(code)
    return tuple(codes)


def _demand_grace(due: DayOfYear, late_from: LateMoment, where: str, field: str) -> None:
    example = proposed_late_moment(due)
    demand(
        is_in_grace(due, late_from),
        where,
        field,
        late_from,
        f"Thời điểm tính là muộn phải từ hạn {due} trở đi, ví dụ {example}.",
        f"The first late moment lies on or after {due}, as {example} does.",
    )


def _check_rate(indicator: Indicator, indicators: dict[str, Indicator]) -> None:
    where = f"[[indicator]] {indicator.code}"
    for field, code in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        demand_known([code], indicators, where, field)
        demand(
            indicators[code].kind not in (RATE, DISTINCT),
            where,
            field,
            code,
            "Tử số và mẫu số phải là chỉ tiêu cộng được (flow hoặc stock).",
            "Numerator and denominator are indicators that add (flow or stock).",
        )
