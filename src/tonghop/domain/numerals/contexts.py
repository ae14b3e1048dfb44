"""What the words around a number in prose say that it is a number of."""

import re
from dataclasses import replace

from tonghop.domain.numerals.no_numbers import YEAR
from tonghop.domain.numerals.number_words import one_of
from tonghop.domain.numerals.numeral import PERCENT, Doubt, Numeral, Of, doubt_about
from tonghop.domain.numerals.phrases import QUALIFIER, Phrase, qualified
from tonghop.domain.numerals.units import Page, searchable_lines
from tonghop.domain.provenance import Span

_QUALIFIED_BEFORE = re.compile(
    rf"(?<!\w)(?<!nhiều )(?<!cao )(?<!thấp )(?<!ít )(?<!lớn )(?<!nhỏ )(?<!không ){QUALIFIER}$"
)
_LONGEST_QUALIFIER = 40
_LAST_TIME = one_of(
    "cùng kỳ, cùng thời điểm, kỳ trước, năm trước, năm ngoái, tháng trước, quý trước, lần trước"
)
_PLAN = one_of("kế hoạch, chỉ tiêu, mục tiêu, nghị quyết, dự toán, định mức")
_WINDOW = 90
_CLAUSE_STOPS = (";", "!", "?", ". ", ".\n", "\n-", "\n+", "\n•", "\n*", "\n\n")
_PERCENT_OF_PLAN = re.compile(rf"[ \n]{{0,2}}(?:so với |so |của )?(?:tổng )?{_PLAN}")
_PERCENT_OF_LAST = re.compile(rf"[ \n]{{0,2}}(?:so với|so|của) (?:\w+ )?{_LAST_TIME}")
_OF_LAST = re.compile(
    rf"[ \n]{{0,2}}(?:(?:của |trong |ở |vào |tại )?{_LAST_TIME}|\({_LAST_TIME}(?: năm {YEAR}| năm trước)?\))"
)
_LAST_TIMES = re.compile(rf"(?<!\w){_LAST_TIME}")
_COMPARED = re.compile(r"[ \n](?:so với|so|cùng kỳ)(?!\w)")
_JOINED = re.compile(r"[ \n]{0,2}(?:,|và|với|\()?[ \n]{0,2}")
# One of these stands in every wording below: most numbers have none before them and need no more looking.
_CUE = re.compile(
    r"tăng|giảm|nâng|hạ từ|vượt|hơn|gấp|hụt|lệch|so với|cùng|trước|ngoái|kế hoạch|tiêu|nghị quyết|dự|định mức"
    r"|phấn đấu|sẽ|tới|năm sau|lũy|dồn|đến nay|mỗi|bình|trong|riêng"
)
_BEFORE: tuple[tuple[Of, re.Pattern[str]], ...] = (
    ("previous", re.compile(r"(?<!\w)(?:tăng|giảm|nâng|hạ) từ $")),
    (
        "change",
        re.compile(
            r"(?<!\w)(?:tăng|giảm|vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn|lớn hơn|nhỏ hơn|gấp|hụt|chênh lệch)"
            r"(?: (?:thêm|đi|được|tới|đến|là|tương ứng|tỷ lệ|hơn|bình quân)){0,3} ?[:(]? ?$"
        ),
    ),
    ("previous", re.compile(r"(?<!\w)so với (?:con số |mức |số )?$")),
    (
        "previous",
        re.compile(
            rf"(?<!\w){_LAST_TIME}(?: năm (?:trước|ngoái|{YEAR}))?"
            r"(?: (?:là|có|đạt|chỉ|tổ chức|thực hiện|được|với)){0,3} ?[:(,]? ?$"
        ),
    ),
    ("previous", re.compile(rf"(?:^|\() ?(?:trong |ở |tại )?{_LAST_TIME}")),
    (
        "target",
        re.compile(
            rf"(?<!\w){_PLAN}(?: (?:là|giao|đề ra|đặt ra|được giao|cả năm|năm {YEAR}|năm"
            r"|tỉnh giao|huyện giao|xã giao|tổ chức|đạt|phải|trên giao)){0,4} ?[:(]? ?$"
        ),
    ),
    (
        "target",
        re.compile(
            r"(?<!\w)"
            + one_of(
                "phấn đấu, dự kiến, sẽ, kỳ tới, thời gian tới, năm tới, quý tới, tháng tới, năm sau, sắp "
                "tới, đặt mục tiêu"
            )
        ),
    ),
    (
        "cumulative",
        re.compile(r"(?<!\w)(?:lũy kế|cộng dồn|từ trước đến nay|từ đầu (?:năm|nhiệm kỳ) đến nay)(?!\w)"),
    ),
    ("each", re.compile(r"(?<!\w)(?:mỗi|bình quân|trung bình)(?!\w)[^,]{0,40}$")),
    ("part", re.compile(r"(?<!\w)(?:trong đó|trong số đó)(?!\w)|(?:^|[,(]) ?riêng(?!\w)")),
)


def in_context(
    page: Page, start: int, phrase: Phrase, last: tuple[Span, Numeral | Doubt] | None
) -> tuple[Span, Numeral | Doubt]:
    """Add what stands before a number: its qualifier, also to its span, and what it is a number of."""
    before = _clause_before(page.folded, start)
    found = phrase.found
    if before.endswith("-") and before.strip(" -") and isinstance(found, Numeral):
        start, before = start - 1, before[:-1]
        text = page.written[start : phrase.end]
        found = replace(doubt_about("signed", text, found.amount, -found.amount), unit=found.unit)
    qualifier = _QUALIFIED_BEFORE.search(before, max(0, len(before) - _LONGEST_QUALIFIER))
    is_of_last = qualifier and last and start - len(qualifier.group()) < last[0].end  # "12 ước tính 5"
    if qualifier and not is_of_last:
        start -= len(qualifier.group())
        before = before[: qualifier.start()]
        found = qualified(found, qualifier.group())
    of = _of(page.folded, before, phrase.end, found) or _inherited(page.folded, start, found, last)
    return Span(start, phrase.end), replace(found, of=of) if of else found


def _clause_before(folded: str, start: int) -> str:
    """Return the words of the same clause before an offset, at most a window of them."""
    left = max(0, start - _WINDOW)
    window = folded[left:start]
    stop = max(window.rfind(stop) + len(stop) if stop in window else 0 for stop in _CLAUSE_STOPS)
    if stop:
        return window[stop:].replace("\n", " ").lstrip(" ")
    return ("…" if left else "") + window.replace("\n", " ")


def _of(folded: str, before: str, end: int, found: Numeral | Doubt) -> Of | None:
    if found.unit == PERCENT:
        if _PERCENT_OF_PLAN.match(folded, end):
            return "target"
        if _PERCENT_OF_LAST.match(folded, end) or _LAST_TIMES.search(before):
            return "change"
    elif _OF_LAST.match(folded, end):
        return "previous"
    elif searchable_lines(found.unit) == "lần" and _COMPARED.match(folded, end):
        return "change"
    if found.of or not _CUE.search(before):
        return found.of
    return next((of for of, pattern in _BEFORE if pattern.search(before)), None)


def _inherited(
    folded: str, start: int, found: Numeral | Doubt, last: tuple[Span, Numeral | Doubt] | None
) -> Of | None:
    """Return what the number right before was a number of: "so với 95 buổi, 9.000 lượt người"."""
    if last is None or last[1].of not in ("change", "previous", "target"):
        return None
    if last[1].unit == PERCENT and found.unit != PERCENT:
        return None
    return last[1].of if _JOINED.fullmatch(folded, last[0].end, start) else None
