"""What stands over a table: the period of its title, its sheet's name, the unit of measure of the whole
table.
"""

import re
from collections.abc import Iterable

from tonghop.domain.language import nfc, searchable
from tonghop.domain.reporting.clues import Clues
from tonghop.domain.reporting.headings import Role, read_heading
from tonghop.domain.reporting.measures import is_measure, measure
from tonghop.domain.reporting.period_words import PeriodWords, Relation, periods_in
from tonghop.domain.reporting.table_frames import Frame, Page
from tonghop.domain.reporting.table_lines import title_rank

_REMEMBERED = 20_000
_MOST_TITLE_CELLS = 4
_OTHER_SECTIONS = frozenset((Role.TARGET, Role.YEAR_BEFORE, Role.PREVIOUS, Role.OTHER, Role.COMPARISON))
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_LONGEST_TITLE = 400
_TITLE_WORDS = re.compile(
    r"báo cáo|kết quả|số liệu|\bkỳ\b|biểu|tổng hợp|thống kê|phụ lục|tình hình|sơ kết|tổng kết|công tác"
    r"|bao cao|ket qua|so lieu|bieu|tong hop|thong ke|phu luc|cong tac"
)
_BESIDE = re.compile(r"^\s*[(\[]?\s*(?:kèm theo|kem theo|căn cứ|ban hành kèm|ghi chú|người lập|lưu ý)")
_COMPARED = re.compile(r"cùng kỳ|so với|so sánh|năm trước")
_PLANNED = re.compile(
    r"(?:kế hoạch|nghị quyết|chương trình|đề án|quyết định|chỉ thị|phương hướng|nhiệm vụ)[^.;:\n]{0,60}$"
)
_UNIT_LINE = re.compile(r"\b(?:đơn vị tính|đơn vị đo|đvt|đv tính|dvt|don vi tinh)\b ?[:=]? ?([^;,.\n]{1,40})")


class Titles:
    """Reads titles; the same title over many files is read once."""

    def __init__(self, clues: Clues) -> None:
        self._clues = clues
        self._seen: dict[str, frozenset[Relation]] = {}

    def over(self, page: Page, frame: Frame) -> tuple[str, str]:
        """Return the words by which a table says that it is of another period ("" where it does not), and its
        unit.
        """
        first = self._first_row(frame)
        unit = _scale_over(frame)
        told = self._notes(page, frame)
        for row in range(min(first, len(page.texts)) - 1, -1, -1):
            words = _joined(page, row)
            unit = unit or _unit(words)
            if not told and _is_title(page, row) and (frame.headers or not title_rank(words)):
                told = [(words, found)] if words and (found := self._of_title(words)) else []
        sheet = page.source.name
        told = told or [(sheet, self._of_sheet(sheet))]
        words, said = told[0]
        return ("" if Relation.THIS in said or not said else words.strip()[:120]), unit

    def _notes(self, page: Page, frame: Frame) -> list[tuple[str, frozenset[Relation]]]:
        """Return the notes below that say of the figures that they are of another period."""
        if page.turned or frame.page.turned:
            return []
        rows = (row for row in range(frame.lines.start + 1, len(page.texts)) if len(page.texts[row]) == 1)
        texts = (page.texts[row][0][1].text for row in rows)
        return [(text, found) for text in texts if (found := self._of_note(text))]

    def _first_row(self, frame: Frame) -> int:
        if frame.page.turned:
            return min(frame.labels)
        return frame.headers[0] if frame.headers else frame.lines.start

    def _of_sheet(self, name: str) -> frozenset[Relation]:
        heading = read_heading(name.replace("_", " "))
        return self._relations(heading.periods) if heading.is_whole else frozenset()

    def _of_note(self, text: str) -> frozenset[Relation]:
        plain = searchable(nfc(text[:_LONGEST_TITLE]))
        if "số liệu" not in plain or _COMPARED.search(plain):
            return frozenset()
        found = self._relations(period for period in periods_in(plain) if period.codes or period.days)
        return found - {Relation.THIS, Relation.PART}

    def _of_title(self, text: str) -> frozenset[Relation]:
        found = self._seen.get(text)
        if found is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            found = self._seen[text] = self._read(text)
        return found

    def _read(self, text: str) -> frozenset[Relation]:
        plain = searchable(nfc(text[:_LONGEST_TITLE]))
        if self._clues.section(text) in _OTHER_SECTIONS:
            return frozenset((Relation.OTHER,))
        if _BESIDE.match(plain) or not (_TITLE_WORDS.search(plain) or read_heading(text).is_whole):
            return frozenset()
        if plain.startswith(("từ ngày", "(từ ngày")) or "kỳ" in plain or _TITLE_WORDS.search(plain):
            return self._relations(period for period in periods_in(plain) if not _is_planned(plain, period))
        return self._relations(read_heading(text).periods)

    def _relations(self, periods: Iterable[PeriodWords]) -> frozenset[Relation]:
        return frozenset(self._clues.turn.relation(period) for period in periods)


def _is_title(page: Page, row: int) -> bool:
    """Say whether a row may be a title: one text, or "Kỳ báo cáo: | Quý I"; a row of headers is none."""
    told = page.texts[row]
    if len(told) < 2:
        return bool(told)
    opens = told[0][1].text.rstrip().endswith(":")
    return len(told) <= _MOST_TITLE_CELLS and (opens or sum(clue.is_structure for _, clue in told) < 2)


def _joined(page: Page, row: int) -> str:
    """Return the texts of a row in one, with the years that stand among them as numbers."""
    told = " ".join(clue.text for _, clue in page.texts[row])
    years = [raw for at in page.numbers[row][:3] if isinstance(raw := page.grid.raw(row, at), float)]
    return told + "".join(f" {raw:.0f}" for raw in years) if told else ""


def _scale_over(frame: Frame) -> str:
    """Return a scale that the heading of the labels has in brackets: "Chỉ tiêu (nghìn)"."""
    if frame.page.turned:
        return ""
    for row in frame.headers:
        for column in frame.labels:
            raw = frame.page.grid.raw(row, column)
            for aside in _IN_BRACKETS.findall(raw) if isinstance(raw, str) else ():
                if measure(aside).scale != 1:
                    return str(aside)
    return ""


def _is_planned(plain: str, period: PeriodWords) -> bool:
    """Say whether a bare year belongs to a plan or a resolution that the title names."""
    before = plain[max(0, period.start - 90) : period.start]
    return not period.codes and not period.days and _PLANNED.search(before) is not None


def _unit(text: str) -> str:
    match = _UNIT_LINE.search(searchable(nfc(text)))
    if match:
        return match[1].strip(" :)(")
    alone = text.strip().strip("()[] ")
    return alone if len(alone) < 30 and measure(alone).scale != 1 and is_measure(alone, frozenset()) else ""
