"""Reporting cycles: one turn of a regime, written YEAR-CODE ("2023-H1")."""

import re
from dataclasses import dataclass

from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.errors import Refusal

CODE = re.compile(r"[A-Z0-9]{1,12}")
_CYCLE = re.compile(r"([0-9]{4})-([A-Z0-9]{1,12})")
_ROMAN_QUARTERS = ("I", "II", "III", "IV")


class CycleUnreadable(Refusal):
    code = "cycle-unreadable"
    message_vi = "“{found}” không phải là mã kỳ báo cáo; ghi NĂM-MÃ, ví dụ 2023-H1."
    message_en = "{found!r} is not a reporting cycle; write YEAR-CODE, for example 2023-H1."


@dataclass(frozen=True, slots=True, order=True)
class Cycle:
    """A turn of the regime `code` in `year`.

    >>> cycle = Cycle.parse("2023-H1")
    >>> str(cycle), cycle.vietnamese, cycle.english
    ('2023-H1', '6 tháng đầu năm 2023', 'first half of 2023')
    """

    year: int
    code: str

    @classmethod
    def parse(cls, text: str) -> "Cycle":
        match = _CYCLE.fullmatch(text)
        if match is None or not 1900 <= int(match[1]) < 9000:
            raise CycleUnreadable(found=text)
        return cls(int(match[1]), match[2])

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.code}"

    @property
    def vietnamese(self) -> str:
        return f"{regime_name(self.code)} năm {self.year}" if self.code != "Y" else f"năm {self.year}"

    @property
    def english(self) -> str:
        return regime_name_in_english(self.code, self.year)

    @property
    def year_before(self) -> "Cycle":
        return Cycle(self.year - 1, self.code)


def regime_name(code: str) -> str:
    """Return how a regime's turn is called, without its year.

    >>> [regime_name(code) for code in ("H1", "Q3", "M02", "9M", "Y", "ONCE2")]
    ['6 tháng đầu', 'quý III', 'tháng 02', '9 tháng đầu', 'cả năm', 'báo cáo một lần (2)']
    """
    if match := re.fullmatch("ONCE([0-9]{0,3})", code):
        return f"báo cáo một lần ({match[1]})" if match[1] else "báo cáo một lần"
    if re.fullmatch("Q[1-4]", code):
        return f"quý {_ROMAN_QUARTERS[int(code[1]) - 1]}"
    if re.fullmatch("M(0[1-9]|1[0-2])", code):
        return f"tháng {code[1:]}"
    return _NAMES.get(code, f"kỳ {code},")


def regime_name_in_english(code: str, year: int) -> str:
    """Return how a regime's turn is called in English, with its year.

    >>> [regime_name_in_english(code, 2023) for code in ("Q3", "M02", "9M")]
    ['quarter III of 2023', 'month 02 of 2023', 'first 9 months of 2023']
    >>> [regime_name_in_english(code, 2023) for code in ("Y", "ONCE2", "X")]
    ['2023', 'report of 2023, once (2)', 'period X of 2023']
    """
    if match := re.fullmatch("ONCE([0-9]{0,3})", code):
        return f"report of {year}, once" + (f" ({match[1]})" if match[1] else "")
    if re.fullmatch("Q[1-4]", code):
        return f"quarter {_ROMAN_QUARTERS[int(code[1]) - 1]} of {year}"
    if re.fullmatch("M(0[1-9]|1[0-2])", code):
        return f"month {code[1:]} of {year}"
    return str(year) if code == "Y" else f"{_NAMES_EN.get(code, f'period {code}')} of {year}"


def nominal_window(code: str) -> Window | None:
    """Return the calendar window that a code is named after, or None for codes that name none.

    >>> str(nominal_window("Q2").in_year(2023).start)
    '2023-04-01'
    """
    if re.fullmatch("Q[1-4]", code):
        return _months(3 * int(code[1]) - 2, 3)
    if re.fullmatch("M(0[1-9]|1[0-2])", code):
        return _months(int(code[1:]), 1)
    return _months(*_NOMINAL[code]) if code in _NOMINAL else None


def _months(first: int, count: int) -> Window:
    return Window(DayOfYear(first, 1), DayOfYear((first + count - 1) % 12 + 1, 1))


_NAMES = {"H1": "6 tháng đầu", "H2": "6 tháng cuối", "9M": "9 tháng đầu", "Y": "cả năm"}
_NAMES_EN = {"H1": "first half", "H2": "second half", "9M": "first 9 months"}
_NOMINAL = {"H1": (1, 6), "H2": (7, 6), "9M": (1, 9), "Y": (1, 12)}
