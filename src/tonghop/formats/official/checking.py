"""The office's own document (phiếu thẩm tra): every figure with its addends, what to look at, what is open.

It is complete where the report is clean. A figure in the summary leads to its row in the annex and back.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from tonghop.domain.consolidation.compositions import statements
from tonghop.domain.consolidation.consolidation import Consolidation
from tonghop.domain.consolidation.figures import FigureSource, Total
from tonghop.domain.consolidation.lower_levels import LowerSource
from tonghop.domain.consolidation.narratives import OTHER, Narrative, NarrativeItem
from tonghop.domain.consolidation.questions import Answers
from tonghop.domain.language import flat, searchable
from tonghop.domain.reporting.campaign import Section
from tonghop.domain.reporting.due_list import Standing
from tonghop.domain.reporting.indicators import HOW_IT_ADDS
from tonghop.domain.reporting.values import vietnamese_number
from tonghop.formats.official.parts import (
    CENTRE,
    LEFT,
    RIGHT,
    Column,
    OfficialDocument,
    PageBreak,
    Part,
    Row,
    Run,
    Table,
    centred,
    paragraph,
    row,
)
from tonghop.formats.official.report import report_title
from tonghop.formats.official.report_figures import shown_total
from tonghop.formats.official.styles import STYLES
from tonghop.formats.official.wording import FINDING_KINDS, ORIGINS, STANDINGS

_FILE_STATES = {
    "counted": "đã tính",
    "superseded": "đã thay bằng tệp khác",
    "waiting": "chờ trả lời",
    "unclaimed": "chưa rõ của ai",
}
_TO_ANSWER = ("khó khăn", "vướng mắc", "hạn chế", "tồn tại", "kiến nghị", "đề xuất")
_SMALL = 10
_MOST_BELOW = 2000
_BELOW_IN_ANNEX = "Số của các đơn vị cấp dưới nữa: xem annex.xlsx, trang “Nguồn”."
_TOP = "summary"


def checking_document(consolidation: Consolidation, day: date | None, answers: Answers) -> OfficialDocument:
    """Return the checking document; `answers` are what people said, as they are used in it."""
    sheet = _Sheet(consolidation, answers)
    title = f"Phiếu thẩm tra: {report_title(consolidation)}"
    parts: list[Part] = [
        centred("PHIẾU THẨM TRA", bold=True, size=16),
        centred(report_title(consolidation), bold=True),
        centred(_about(consolidation, day), italic=True, size=12),
        paragraph("", size=6, after=0, anchor=_TOP),
        *_numbered(sheet),
        PageBreak(),
        *sheet.addends(),
    ]
    return OfficialDocument(STYLES[consolidation.campaign.form], title, tuple(parts), landscape=True)


def figure_anchor(code: str) -> str:
    """Return the name of the place in the annex that lists an indicator's addends."""
    return f"figure-{code}"


def _about(consolidation: Consolidation, day: date | None) -> str:
    made = f", lập ngày {day:%d/%m/%Y}" if day else ""
    return f"{consolidation.campaign.coordinator}{made}; dùng nội bộ để kiểm tra, không gửi kèm báo cáo"


def _numbered(sheet: "_Sheet") -> Iterator[Part]:
    """Yield the chapters that have something to say, numbered."""
    number = 0
    for title, parts in sheet.chapters():
        written = list(parts)
        if written:
            number += 1
            yield paragraph(
                Run(f"{number}. {title}", bold=True), align=LEFT, indent=0, before=8, keep=True, level=1
            )
            yield from written


class _Sheet:
    """Writes the chapters of one consolidation."""

    def __init__(self, consolidation: Consolidation, answers: Answers) -> None:
        self._done = consolidation
        self._answers = answers
        self._names: Mapping[str, str] = {body.code: body.name for body in consolidation.campaign.bodies}
        sources = [source for total in consolidation.totals for source in (*total.sources, *total.contained)]
        self._shows_below = sum(_count(source.below) for source in sources) <= _MOST_BELOW

    def chapters(self) -> Iterator[tuple[str, Iterator[Part]]]:
        yield "Đơn vị báo cáo", self._coverage()
        yield "Câu hỏi chờ trả lời", self._questions()
        yield "Điều cần xem", self._findings()
        yield "Tệp không đọc được", self._refused()
        yield "Số liệu tổng hợp", self._figures()
        yield "Hoạt động chung chỉ đếm một lần", self._adjustments()
        yield "Câu dự thảo từ số liệu", self._drafts()
        yield "Câu trả lời đã dùng", self._answered()
        yield "Lời văn cơ quan tổng hợp đã biên tập", self._composed()
        yield "Khó khăn, kiến nghị cần trả lời từng mục", self._to_answer()
        yield "Nội dung khác theo đề mục", self._other_words()
        yield "Tệp đã nhận", self._files()

    # ---- who

    def _coverage(self) -> Iterator[Part]:
        counts = self._done.coverage
        told = ", ".join(f"{counts[standing]} {words}" for standing, words in STANDINGS.items())
        yield paragraph(f"{len(self._done.due)} đơn vị phải báo cáo = {told}.")
        shown = (Standing.LATE, Standing.UNKNOWN_TIME, Standing.MISSING, Standing.EXCUSED)
        rows = [
            row(
                self._names[due.body],
                STANDINGS[due.standing],
                _instant(due.arrived_at),
                self._why(due.body),
            )
            for standing in shown
            for due in self._done.due
            if due.standing is standing
        ]
        yield from _table(
            [
                Column("Đơn vị", 45),
                Column("Tình trạng", 18),
                Column("Nhận lúc", 18, CENTRE),
                Column("Ghi chú", 40),
            ],
            rows,
        )

    def _why(self, body: str) -> str:
        excuse = self._done.campaign.excuse(body, self._done.cycle)
        if excuse:
            on = f", {excuse.on}" if excuse.on else ""
            return f"{excuse.reason} ({excuse.by}{on})"
        waiting = [file.file for file in self._done.files if file.body == body and file.state == "waiting"]
        return f"Đã nhận, chờ trả lời: {', '.join(waiting)}" if waiting else ""

    # ---- what a person should see

    def _questions(self) -> Iterator[Part]:
        rows = [
            row(
                question.id,
                flat(question.message),
                " / ".join(question.choices),
                f"{question.file} {question.at}".strip() + _further(len(question.places)),
            )
            for question in self._done.questions
        ]
        columns = [Column("Mã", 14), Column("Câu hỏi", 50), Column("Chọn một", 28), Column("Ở đâu", 32)]
        yield from _table(columns, rows)

    def _findings(self) -> Iterator[Part]:
        rows = [
            row(
                FINDING_KINDS.get(finding.kind, finding.kind),
                self._names.get(finding.body, finding.body),
                flat(finding.message),
                f"{finding.file} {finding.at}".strip(),
            )
            for finding in self._done.findings
        ]
        columns = [Column("Loại", 14), Column("Đơn vị", 30), Column("Nội dung", 55), Column("Ở đâu", 30)]
        yield from _table(columns, rows)

    def _refused(self) -> Iterator[Part]:
        rows = [row(refused.file, flat(refused.message), refused.code) for refused in self._done.refused]
        yield from _table([Column("Tệp", 40), Column("Vì sao", 60), Column("Mã", 20)], rows)

    # ---- figures

    def _figures(self) -> Iterator[Part]:
        rows = [
            row(
                str(number),
                Run(total.indicator.name, link=figure_anchor(total.indicator.code)),
                total.indicator.unit,
                shown_total(total),
                *(str(count) for count in (total.reported_by, total.nil, total.missing, total.excused)),
                anchor=f"total-{total.indicator.code}",
            )
            for number, total in enumerate(self._done.totals, 1)
        ]
        counts = ("Có số liệu", "Không phát sinh", "Thiếu", "Miễn")
        columns = [
            Column("TT", 6, CENTRE),
            Column("Chỉ tiêu", 50),
            Column("Đơn vị tính", 16, CENTRE),
            Column("Tổng", 22, RIGHT),
            *(Column(title, 12, CENTRE) for title in counts),
        ]
        yield from _table(columns, rows)

    def _adjustments(self) -> Iterator[Part]:
        rows = [
            row(
                Run(total.indicator.name, link=figure_anchor(total.indicator.code)),
                f"−{vietnamese_number(one.amount)}",
                ", ".join(self._names.get(code, code) for code in one.bodies),
                flat(one.why),
                f"{one.by}, {_iso_instant(one.at)}",
            )
            for total in self._done.totals
            for one in total.adjustments
        ]
        columns = [
            Column("Chỉ tiêu", 36),
            Column("Trừ", 14, RIGHT),
            Column("Đơn vị cùng báo", 40),
            Column("Vì sao", 36),
            Column("Ai ghi, lúc nào", 26),
        ]
        yield from _table(columns, rows)

    def _drafts(self) -> Iterator[Part]:
        for draft in self._done.drafts:
            yield paragraph(Run(f"- {draft.text}", drafted=True), indent=0, after=2, size=12)

    def _answered(self) -> Iterator[Part]:
        rows = [
            row(answer.question, _said(answer.value, answer.figures), answer.by, answer.reason)
            for answer in sorted(self._answers.values(), key=lambda answer: answer.question)
        ]
        columns = [Column("Mã", 18), Column("Trả lời", 40), Column("Người trả lời", 28), Column("Lý do", 40)]
        yield from _table(columns, rows)

    def addends(self) -> Iterator[Part]:
        """Yield the annex: under each indicator all that was added, with file and place."""
        yield centred("Phụ lục: SỐ LIỆU THEO ĐƠN VỊ VÀ NGUỒN", bold=True)
        yield paragraph("", size=6, after=0)
        rows = [
            line
            for number, total in enumerate(self._done.totals, 1)
            for line in self._addends_of(number, total)
        ]
        columns = [
            Column("Đơn vị", 42),
            Column("Số liệu", 18, RIGHT),
            Column("Tệp", 38),
            Column("Vị trí", 22),
            Column("Cách có số", 16),
            Column("Ghi chú", 32),
        ]
        yield from _table(columns, rows)
        if not self._shows_below:
            yield paragraph(Run(_BELOW_IN_ANNEX, italic=True), indent=0)

    def _addends_of(self, number: int, total: Total) -> Iterator[Row]:
        indicator = total.indicator
        told = f"{number}. {indicator.name} ({indicator.unit}): {shown_total(total)}."
        head = f"{told} {HOW_IT_ADDS[indicator.kind]}"
        yield Row((Run(head, link=_TOP),), bold=True, spanning=True, anchor=figure_anchor(indicator.code))
        for one in total.adjustments:
            joint = ", ".join(self._names.get(code, code) for code in one.bodies)
            note = f"đếm một lần: {flat(one.why)} ({joint})"
            yield row("Điều chỉnh", f"−{vietnamese_number(one.amount)}", "", "", one.by, note)
        for source in (*total.sources, *total.contained):
            amount = _amount(source.value.amount, source.bounds, is_inexact=source.value.inexact)
            name = self._names.get(source.body, source.body)
            origin = ORIGINS.get(source.by, source.by)
            yield row(name, amount, source.file, source.at, origin, self._note(source))
            if self._shows_below:
                yield from _rows_below(source.below, 1)

    def _note(self, source: FigureSource) -> str:
        inside = (
            f"đã nằm trong số của {self._names.get(source.contained_in, source.contained_in)}, không cộng"
            if source.contained_in
            else ""
        )
        quoted = f"“{flat(source.sentence)}”" if source.sentence else ""
        return "; ".join(filter(None, (inside, flat(source.note), quoted)))

    # ---- words

    def _composed(self) -> Iterator[Part]:
        titles = {section.code: section.title for section in self._done.campaign.sections}
        texts = statements(self._done.narratives)
        rows = [
            line
            for composition in self._done.composed
            for line in (
                row(titles.get(composition.section, composition.section), bold=True, spanning=True),
                *(
                    row(
                        flat(item.text),
                        "của cơ quan tổng hợp" if item.is_own else "nguyên văn",
                        " / ".join(flat(texts.get(id, id)) for id in item.made_from),
                    )
                    for item in composition.items
                ),
            )
        ]
        columns = [Column("Lời văn trong báo cáo", 56), Column("Của ai", 20), Column("Lấy từ", 62)]
        yield from _table(columns, rows)

    def _to_answer(self) -> Iterator[Part]:
        sections = {section.code: section for section in self._done.campaign.sections}
        rows = [
            row(item.id(narrative.section), flat(item.text), self._said_by(item), "")
            for narrative in self._done.narratives
            if _wants_answers(sections.get(narrative.section))
            for item in narrative.items
        ]
        columns = [
            Column("Mã", 14),
            Column("Nội dung (nguyên văn)", 52),
            Column("Đơn vị", 32),
            Column("Ý kiến xử lý", 30),
        ]
        yield from _table(columns, rows)

    def _other_words(self) -> Iterator[Part]:
        sections = {section.code: section for section in self._done.campaign.sections}
        rows = [
            line
            for narrative in self._done.narratives
            if narrative.items and not _wants_answers(sections.get(narrative.section))
            for line in self._words_of(narrative, sections.get(narrative.section))
        ]
        yield from _table(
            [Column("Nội dung (nguyên văn)", 70), Column("Đơn vị", 34), Column("Tệp, vị trí", 34)], rows
        )

    def _words_of(self, narrative: Narrative, section: Section | None) -> Iterator[Row]:
        title = (
            section.title
            if section
            else "Ngoài đề cương"
            if narrative.section == OTHER
            else narrative.section
        )
        yield row(title, bold=True, spanning=True)
        for item in narrative.items:
            first = item.sources[0]
            yield row(
                flat(item.text), self._said_by(item), f"{first.file} {first.at}{_further(len(item.sources))}"
            )

    def _said_by(self, item: NarrativeItem) -> str:
        return ", ".join(dict.fromkeys(self._names.get(source.body, source.body) for source in item.sources))

    # ---- files

    def _files(self) -> Iterator[Part]:
        rows = [
            row(
                file.file,
                self._names.get(file.body, "chưa rõ"),
                _FILE_STATES.get(file.state, file.state),
                file.sha256[:12],
            )
            for file in self._done.files
        ]
        columns = [Column("Tệp", 50), Column("Đơn vị", 40), Column("Trạng thái", 24), Column("SHA-256", 18)]
        yield from _table(columns, rows)


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[Part]:
    if rows:
        yield Table(tuple(columns), tuple(rows), size=_SMALL)


def _wants_answers(section: Section | None) -> bool:
    return section is not None and any(word in searchable(section.title) for word in _TO_ANSWER)


def _rows_below(sources: Sequence[LowerSource], depth: int) -> Iterator[Row]:
    """Yield the addends of a figure that a report from below told, set in by their level."""
    for source in sources:
        amount = _amount(source.value, source.between, is_inexact=source.inexact)
        name = f"{'   ' * depth}– {source.name}"
        yield row(name, amount, source.file, source.at, ORIGINS.get(source.by, source.by), flat(source.note))
        yield from _rows_below(source.sources, depth + 1)


def _count(sources: Sequence[LowerSource]) -> int:
    return sum(1 + _count(source.sources) for source in sources)


def _amount(amount: Decimal | None, bounds: tuple[Decimal, Decimal] | None, *, is_inexact: bool) -> str:
    if amount is not None:
        return f"{'khoảng ' if is_inexact else ''}{vietnamese_number(amount)}"
    return " đến ".join(map(vietnamese_number, bounds)) if bounds else "không phát sinh"


def _said(value: str, figures: Mapping[str, str]) -> str:
    entered = "; ".join(f"{code} = {amount}" for code, amount in figures.items())
    return "; ".join(filter(None, (value, entered)))


def _iso_instant(text: str) -> str:
    try:
        return _instant(datetime.fromisoformat(text))
    except ValueError:
        return text


def _instant(moment: datetime | None) -> str:
    return f"{moment:%H:%M %d/%m/%Y}" if moment else ""


def _further(count: int) -> str:
    return f" (và {count - 1} chỗ khác)" if count > 1 else ""
