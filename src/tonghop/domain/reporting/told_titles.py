"""What stands over a table: the period of its title, its sheet's name, the unit of measure of the whole
table.
"""

import re
from collections.abc import Iterable

from tonghop.domain.language import nfc, searchable
from tonghop.domain.reporting.clues import Clues
from tonghop.domain.reporting.headings import read_heading
from tonghop.domain.reporting.period_words import PeriodWords, Relation, periods_in
from tonghop.domain.reporting.table_frames import Frame, Page

_REMEMBERED = 20_000
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
        sheet = page.source.name
        relations = {sheet: self._of_sheet(sheet)}
        unit = ""
        first = self._first_row(frame)
        for row in range(len(page.texts)):
            told = " ".join(clue.text for _, clue in page.texts[row])
            if not told:
                continue
            if row < first:
                told += "".join(
                    f" {raw:.0f}"
                    for at in page.numbers[row][:3]
                    if isinstance(raw := page.grid.raw(row, at), float)
                )
                relations[told] = self._of_title(told)
                unit = unit or _unit(told)
            elif len(page.texts[row]) == 1 and row > frame.lines.start and not frame.page.turned:
                relations[told] = self._of_note(told)
        said = frozenset().union(*relations.values())
        if Relation.THIS in said or not said:
            return "", unit
        return next(words.strip() for words, found in relations.items() if found)[:120], unit

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
        if _BESIDE.match(plain) or not (_TITLE_WORDS.search(plain) or read_heading(text).is_whole):
            return frozenset()
        if plain.startswith(("từ ngày", "(từ ngày")) or "kỳ" in plain or _TITLE_WORDS.search(plain):
            return self._relations(period for period in periods_in(plain) if not _is_planned(plain, period))
        return self._relations(read_heading(text).periods)

    def _relations(self, periods: Iterable[PeriodWords]) -> frozenset[Relation]:
        return frozenset(self._clues.turn.relation(period) for period in periods)


def _is_planned(plain: str, period: PeriodWords) -> bool:
    """Say whether a bare year belongs to a plan or a resolution that the title names."""
    before = plain[max(0, period.start - 90) : period.start]
    return not period.codes and not period.days and _PLANNED.search(before) is not None


def _unit(text: str) -> str:
    match = _UNIT_LINE.search(searchable(nfc(text)))
    return match[1].strip(" :)(") if match else ""
