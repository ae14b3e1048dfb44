"""Reporting regimes proposed from the duties of a directive, each with a sentence that explains it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tonghop.domain.calendar.cycles import regime_name
from tonghop.domain.calendar.decree_windows import DecreeWindows
from tonghop.domain.calendar.due_instants import proposed_late_moment
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.directives.duties import ReportingDuty
from tonghop.domain.directives.reading import Reading
from tonghop.domain.language import flat
from tonghop.domain.organisations.body_names import is_same_body
from tonghop.domain.reporting.campaign import FREQUENCIES, Regime
from tonghop.domain.reporting.proposed_coordinator import Coordinator, receives

ONCE = "ONCE"
_PLACE = "Chế độ báo cáo"
_LONGEST_QUOTE = 240


@dataclass(frozen=True, slots=True)
class _Turn:
    """One regime to propose: its code and due day, and the duty that it comes from."""

    code: str
    due: DayOfYear
    duty: ReportingDuty


def proposed_regimes(
    reading: Reading, lead: Coordinator, windows: DecreeWindows
) -> tuple[tuple[Regime, ...], tuple[str, ...]]:
    """Return the regimes that bodies owe the coordinator, and what a person is asked: windows, late moments,
    holidays, other reports, and duties that name no day.
    """
    mine, notes = _mine(reading.reporting, lead)
    turns, turn_notes = _all_turns(mine)
    found = (_regime(turn, turns.get("Y"), windows) for turn in turns.values())
    proposed = tuple(sorted(found, key=lambda row: (FREQUENCIES.index(row.frequency), row.code)))
    return proposed, (*_questions(proposed, windows), *turn_notes, *notes)


def _mine(duties: Sequence[ReportingDuty], lead: Coordinator) -> tuple[list[ReportingDuty], tuple[str, ...]]:
    """Part the duties towards the coordinator from its own and from other reports."""
    mine: list[ReportingDuty] = []
    notes: list[str] = []
    for duty in duties:
        quote = _quoted(duty)
        if duty.reporters and all(is_same_body(name, lead.name) for name in duty.reporters):
            notes.append(f"{_PLACE}: việc của chính cơ quan tổng hợp, không lập biểu: {quote}.")
        elif not receives(duty, lead.name, lead.reports_to):
            receiver = flat(duty.via or duty.recipient or "")
            notes.append(f"{_PLACE}: báo cáo khác, gửi “{receiver}”, không thuộc chiến dịch này: {quote}.")
        else:
            mine.append(duty)
    return mine, tuple(dict.fromkeys(notes))


def _all_turns(duties: Sequence[ReportingDuty]) -> tuple[dict[str, _Turn], tuple[str, ...]]:
    turns: dict[str, _Turn] = {}
    notes: list[str] = []
    for duty in duties:
        found = list(_turns(duty))
        if not found:
            notes.append(_unclear(duty))
        clashing = [turn for turn in found if not _placed(turns, turn)]
        if clashing:
            notes.append(_clash(clashing, turns))
    return turns, tuple(dict.fromkeys(notes))


def _placed(turns: dict[str, _Turn], turn: _Turn) -> bool:
    """Put a turn in its place; single reports of several days are numbered, regular ones clash."""
    other = turns.setdefault(turn.code, turn)
    if other.due == turn.due:
        return True
    if turn.code != ONCE:
        return False
    if turn.due not in {row.due for row in turns.values()}:
        number = sum(code.startswith(ONCE) for code in turns) + 1
        turns[f"{ONCE}{number}"] = _Turn(f"{ONCE}{number}", turn.due, turn.duty)
    return True


def _clash(clashing: Sequence[_Turn], turns: Mapping[str, _Turn]) -> str:
    first = clashing[0]
    used = _day(turns[first.code].due)
    return (
        f"{_PLACE}: kỳ {', '.join(turn.code for turn in clashing)}: văn bản nêu hai hạn {used} và"
        f" {_day(first.due)}; đang dùng {used}, chọn hạn đúng: {_quoted(first.duty)}."
    )


def _unclear(duty: ReportingDuty) -> str:
    if duty.frequency == "on-request":
        return f"{_PLACE}: báo cáo khi có yêu cầu, chưa lập kỳ: {_quoted(duty)}."
    return f"{_PLACE}: chưa rõ hạn hoặc chưa rõ định kỳ, điền vào nếu có: {_quoted(duty)}."


def _quoted(duty: ReportingDuty) -> str:
    quote = flat(duty.quote).rstrip(" .;")
    return f"“{quote}”" if len(quote) <= _LONGEST_QUOTE else f"“{quote[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …”"


def _regime(turn: _Turn, year: _Turn | None, windows: DecreeWindows) -> Regime:
    window, why = _window(turn, year, windows)
    late = proposed_late_moment(turn.due)
    said = "trước" if turn.duty.relation == "before" else "chậm nhất"
    dated = turn.duty.due or ""
    named = f"{_day(turn.due)}/{dated[:4]}" if re.match(r"\d{4}-", dated) else _day(turn.due)
    moment = f"{late.at:%H} giờ ngày {_day(late.day)}"
    why = f"Văn bản ghi {said} ngày {named}; đề xuất tính muộn từ {moment}. {why}"
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


def _questions(regimes: Sequence[Regime], windows: DecreeWindows) -> Iterator[str]:
    """What the coordinator decides, alike regimes asked together: windows, the late moment, days off."""
    if not regimes:
        yield f"{_PLACE}: văn bản không nêu hạn báo cáo đọc được; thêm ít nhất một kỳ (mã, tần suất, hạn)."
        return
    decreed = [r for r in regimes if r.window and r.window == windows.by_code.get(r.code)]
    for regime in regimes:
        if regime.window and regime not in decreed:
            start, end = _day(regime.window.start), _day(regime.window.end)
            yield f"{_named(regime)}: xác nhận kỳ số liệu từ {start} đến trước {end} (không gồm ngày {end})."
    if decreed:
        yield f"{_PLACE}: xác nhận kỳ số liệu theo {windows.source} cho {_codes(decreed)}."
    if empty := [regime for regime in regimes if not regime.window]:
        yield f"{_PLACE}: điền kỳ số liệu (từ ngày nào đến trước ngày nào) cho {_codes(empty)}."
    first = regimes[0]
    late, named = _day(first.late_from.day), f"{_said(first)} ngày {_day(first.due)}"
    yield (
        f"{_PLACE}: xác nhận thời điểm bắt đầu tính là muộn của {_codes(regimes)}: đề xuất 0 giờ ngày sau hạn"
        f" (ví dụ {first.code}: 0 giờ ngày {late}), cách hiểu rộng nhất của “{named}”."
    )
    yield (
        f"{_PLACE}: xác nhận cách tính khi hạn trùng ngày nghỉ: đề xuất lùi sang ngày làm việc kế tiếp"
        " (theo cách tính thời hạn của Bộ luật Dân sự 2015, điều 148 khoản 5); có thể giữ nguyên hoặc đưa "
        "lên trước."
    )


def _named(regime: Regime) -> str:
    return f"{_PLACE}: kỳ {regime.code} ({regime_name(regime.code)})"


def _codes(regimes: Sequence[Regime]) -> str:
    return f"kỳ {', '.join(regime.code for regime in regimes)}"


def _said(regime: Regime) -> str:
    return "trước" if regime.relation == "before" else "chậm nhất"


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
    return {"annual": "Y", "nine-month": "9M", "once": ONCE}.get(frequency)


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
