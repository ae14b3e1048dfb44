"""Reporting regimes proposed from the duties of a directive, each with a sentence that explains it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tonghop.domain.calendar.cycles import regime_name
from tonghop.domain.calendar.decree_windows import DecreeWindows
from tonghop.domain.calendar.due_instants import proposed_late_moment
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.directives.duties import ReportingDuty
from tonghop.domain.language import flat
from tonghop.domain.reporting.campaign import Regime


@dataclass(frozen=True, slots=True)
class _Turn:
    """One regime to propose: its code and due day, and the duty that it comes from."""

    code: str
    due: DayOfYear
    duty: ReportingDuty


def proposed_regimes(
    duties: Sequence[ReportingDuty], windows: DecreeWindows
) -> tuple[tuple[Regime, ...], tuple[str, ...]]:
    turns: dict[str, _Turn] = {}
    notes: list[str] = []
    for duty in duties:
        found = list(_turns(duty))
        if not found:
            notes.append(
                f"Chế độ báo cáo chưa rõ hạn hoặc chưa rõ định kỳ, điền vào nếu có: “{flat(duty.quote)}”."
            )
        for turn in found:
            other = turns.setdefault(turn.code, turn)
            if other.due != turn.due:
                days = _day(other.due), _day(turn.due)
                notes.append(
                    f"Kỳ {turn.code}: văn bản nêu hai hạn {days[0]} và {days[1]}; đang dùng {days[0]}."
                )
    proposed = tuple(_regime(turn, turns.get("Y"), windows) for turn in turns.values())
    return proposed, (*notes, *(_question(regime) for regime in proposed))


def _regime(turn: _Turn, year: _Turn | None, windows: DecreeWindows) -> Regime:
    window, why = _window(turn, year, windows)
    late = proposed_late_moment(turn.due)
    said = "trước" if turn.duty.relation == "before" else "chậm nhất"
    moment = f"{late.at:%H} giờ ngày {_day(late.day)}"
    why = f"Văn bản ghi {said} ngày {_day(turn.due)}; đề xuất tính muộn từ {moment}. {why}"
    return Regime(
        code=turn.code,
        frequency=turn.duty.frequency,
        due=turn.due,
        relation="before" if turn.duty.relation == "before" else "by",
        late_from=late,
        window=window,
        why=why,
    )


def _window(turn: _Turn, year: _Turn | None, windows: DecreeWindows) -> tuple[Window | None, str]:
    decreed = windows.proposal(turn.code, turn.due)
    if decreed:
        return decreed, f"Kỳ số liệu theo {windows.source}, vì kỳ này khép lại trước hạn nộp."
    if year and turn.code in ("H1", "Y"):
        return Window(year.due, turn.due), (
            f"Kỳ số liệu đề xuất: từ hạn báo cáo năm trước ({_day(year.due)}) đến trước hạn này, "
            "để không ngày nào bị bỏ sót; văn bản không nêu, cần xác nhận."
        )
    return None, "Văn bản không nêu kỳ số liệu; điền ngày đầu và ngày cuối."


def _question(regime: Regime) -> str:
    asked = "điền kỳ số liệu còn trống"
    if regime.window:
        start, end = _day(regime.window.start), _day(regime.window.end)
        asked = f"xác nhận kỳ số liệu từ {start} đến {end} (không gồm ngày cuối)"
    name = regime_name(regime.code)
    return f"Kỳ {regime.code} ({name}): {asked} và thời điểm tính là muộn, {regime.late_from}."


def _turns(duty: ReportingDuty) -> Iterator[_Turn]:
    due = duty.due or ""
    if match := re.fullmatch(r"day (\d{1,2})", due):
        yield from (_Turn(code, day, duty) for code, day in _monthly_days(duty.frequency, int(match[1])))
    elif re.fullmatch(r"(?:\d{4}-)?\d{2}-\d{2}", due):
        day = DayOfYear.parse(due[-5:])
        code = _code(duty.frequency, day)
        if code:
            yield _Turn(code, day, duty)


def _code(frequency: str, due: DayOfYear) -> str | None:
    if frequency == "semiannual":
        return "H1" if 3 <= due.month <= 8 else "H2"
    if frequency == "quarterly":
        return f"Q{(due.month + 1) // 3 or 4}" if due.day <= 14 else f"Q{(due.month + 2) // 3}"
    if frequency == "monthly":
        return f"M{due.month:02d}" if due.day > 14 else f"M{(due.month - 2) % 12 + 1:02d}"
    return {"annual": "Y", "nine-month": "9M", "once": "ONCE"}.get(frequency)


def _monthly_days(frequency: str, day: int) -> Iterator[tuple[str, DayOfYear]]:
    """A "day 20": in the month (or the quarter's last month) itself from the 15th on, else in the month
    after.
    """
    if not 1 <= day <= 31:
        return
    step = {"monthly": 1, "quarterly": 3}.get(frequency)
    for number in range(1, 12 // step + 1) if step else ():
        month = (number * (step or 1) + (0 if day > 14 else 1) - 1) % 12 + 1
        last = 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
        code = f"M{number:02d}" if step == 1 else f"Q{number}"
        yield code, DayOfYear(month, min(day, last))


def _day(day: DayOfYear) -> str:
    return f"{day.day:02d}/{day.month:02d}"
