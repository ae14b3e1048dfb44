"""The numbers in sentences."""

import re
from collections.abc import Iterator

from tonghop.domain.numerals.contexts import in_context
from tonghop.domain.numerals.figures import TOKEN
from tonghop.domain.numerals.no_numbers import ENUMERATOR, NO_NUMBER, NO_NUMBER_IN_PROSE
from tonghop.domain.numerals.number_words import FIRST_WORD, NUMBER_WORD, WORD_RUN, one_of
from tonghop.domain.numerals.numeral import PERCENT, Doubt, Numeral
from tonghop.domain.numerals.phrases import Phrase, read_phrase
from tonghop.domain.numerals.units import MEASURED, Page, searchable_lines
from tonghop.domain.provenance import Span

_DOING = re.compile(
    r"(?<!\w)"
    + one_of(
        "tổ chức, mở, phát, đăng, in, treo, xây dựng, thành lập, ban hành, tặng, trao, khen thưởng, ra mắt, "
        "duy trì, tiếp nhận, phối hợp, thực hiện, biên soạn, triển khai, giải quyết, xử lý, được, thêm, tổng "
        "số, hơn, gần, khoảng"
    )
    + r"[ \n]{1,3}$"
)
_CANDIDATE = re.compile(
    rf"{'|'.join(NO_NUMBER + NO_NUMBER_IN_PROSE)}|(?<![\w/])(?<!\w-)(?<!\d[.,])(?P<number>\d|{FIRST_WORD})"
)
_HAS_NUMBER = re.compile(rf"\d|(?<!\w){NUMBER_WORD}", re.IGNORECASE)


def find_numerals(text: str, span: Span) -> Iterator[tuple[Span, Numeral | Doubt]]:
    """Yield every number inside a span of prose with its place: its qualifier, the number and its unit.

    Shape: `text` in NFC, the span best one sentence or paragraph: the words around are looked for inside it.
    Dates, years, terms ("6 tháng đầu năm"), times, numbers that name something ("Điều 5", "tổ 3", "số
    142/KH-UBND"), labels of items and telephone numbers are stepped over. A number word alone counts only
    before a word for something counted ("hai buổi"; "một" and "năm" behind a verb of doing besides).

    >>> prose = "Tổ chức 101 buổi tuyên truyền, so với 95 buổi cùng kỳ năm 2022, với hơn 11.368 lượt người."
    >>> [(s.cut(prose), n.of) for s, n in find_numerals(prose, Span(0, len(prose)))]
    [('101 buổi tuyên truyền', None), ('95 buổi', 'previous'), ('hơn 11.368 lượt người', None)]
    """
    written = span.cut(text)
    if not _HAS_NUMBER.search(written):
        return
    page = Page(written, searchable_lines(ENUMERATOR.sub(_blanks, written)))
    last: tuple[Span, Numeral | Doubt] | None = None
    at = 0
    while candidate := _CANDIDATE.search(page.folded, at):
        at = candidate.end()
        if candidate.lastgroup == "number":
            phrase = _prose_phrase(page, candidate.start())
            if phrase is None:
                at = _end_of_run(page.folded, candidate)
                continue
            at = phrase.end
            last = in_context(page, candidate.start(), phrase, last)
            yield Span(span.start + last[0].start, span.start + last[0].end), last[1]


def _blanks(label: re.Match[str]) -> str:
    return " " * len(label.group())


def _end_of_run(folded: str, candidate: re.Match[str]) -> int:
    """Return where the figures or number words that begin at a candidate end, to go on behind them."""
    run = TOKEN.match(folded, candidate.start()) or WORD_RUN.match(folded, candidate.start())
    return run.end() if run else candidate.end()


def _prose_phrase(page: Page, start: int) -> Phrase | None:
    """Read a number in prose; None for number words that count nothing there."""
    phrase = read_phrase(page, start)
    if phrase is None:
        return None
    if page.folded[start].isdigit():
        is_name = not phrase.found.unit and page.folded[phrase.end : phrase.end + 1].isalpha()
        return None if is_name else phrase  # "5G", "12A"
    return phrase if _counts(page, start, phrase) else None


def _counts(page: Page, start: int, phrase: Phrase) -> bool:
    unit = searchable_lines(phrase.found.unit)
    is_measured = unit == PERCENT or bool(MEASURED.match(unit))
    run = WORD_RUN.match(page.folded, start)
    if isinstance(phrase.found, Doubt) or run is None or len(run.group().split()) == 1:
        is_article = run is not None and run.group() in ("một", "năm")
        before = page.folded[max(0, start - 20) : start]
        return is_measured and (not is_article or bool(_DOING.search(before)))
    return True
