"""What a report says of itself: whether it is a report, of which period, and who may have sent it.

Who it is addressed to ("Kính gửi", "Nơi nhận") never names the sender.
"""

import re
from collections.abc import Iterator, Sequence

from tonghop.domain.directives.heading import Heading
from tonghop.domain.documents import Document, Margin, Paragraph
from tonghop.domain.language import flat, searchable
from tonghop.domain.reporting.period_words import PeriodWords, Relation, Turn, periods_in
from tonghop.domain.reporting.prose_words import listed
from tonghop.domain.reporting.senders import Hint
from tonghop.domain.reporting.values import Unclear

_NO_REPORTS = listed(
    "kế hoạch|chương trình|hướng dẫn|quyết định|chỉ thị|nghị quyết|kết luận|tờ trình|đề án|giấy mời"
    "|thông báo|biên bản|công điện|quy chế|quy định|dự án|phương án|hợp đồng"
)  # fmt: skip
_IS_REPORT = re.compile(
    r"(?<!\w)(?:báo cáo(?! viên)|kết quả (?:công tác|thực hiện|triển khai|tuyên truyền)|sơ kết"
    r"|tổng kết)(?!\w)"
)
_DRAFT = re.compile(r"^\W{0,4}dự thảo(?:\W|$|[^\W\d]? ?lần)")
_PLANNED = re.compile(
    r"(?:kế hoạch|nghị quyết|chương trình|đề án|quyết định|chỉ thị|công văn|hướng dẫn"
    r"|đến)(?! tuyên)[^.;:\n]{0,90}$"
)
_NEXT = re.compile(r"(?:phương hướng|nhiệm vụ|kế hoạch|chương trình công tác)(?! số)[^.;\n]{0,60}$")
_CARRIED_OUT = re.compile(r"(?<!\w)(?:thực hiện|triển khai|theo|căn cứ)(?!\w)")
_COMMITTEE = re.compile(
    r"(?<!\w)(?:huyện ủy|tỉnh ủy|thành ủy|thị ủy|quận ủy|đảng ủy|đảng bộ|mặt trận|hội|đoàn|liên đoàn)(?!\w)"
)
"""Bodies whose boards are named within them: "Ban Tuyên giáo Huyện ủy A"."""
_MOTTO = re.compile(r"cộng +hòa +xã +hội|đảng +cộng +sản +việt +nam|độc +lập *- *tự")
_LEVEL = re.compile(r"(?<!\w)(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|tp\.?|đặc khu)(?!\w)")
_ONLY_LEVEL = re.compile(r"(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|tp\.?|đặc khu)(?!\w)")
_TOP_LINES = 14
_TITLE_WINDOW = 1_500
_LONGEST_FOOTER = 200


def misfits(heading: Heading, text: str, turn: Turn) -> Iterator[Unclear]:
    """Yield why a document's figures must not be taken as this cycle's report before a person has said so."""
    folded = searchable(text[: 4 * _TITLE_WINDOW])
    top = f"{searchable(heading.kind or '')} {searchable(heading.title or '')}"
    if heading.kind in _NO_REPORTS and not _IS_REPORT.search(searchable(heading.title or "")):
        message = f"Văn bản là {heading.kind}, không phải báo cáo; có tính số liệu trong đó không?"
        yield Unclear("not-a-report", message, ("có", "không"))
    elif heading.kind and not _IS_REPORT.search(top) and not _IS_REPORT.search(folded):
        message = f"Văn bản là {heading.kind}, không thấy nói là báo cáo; có tính số liệu trong đó không?"
        yield Unclear("not-a-report", message, ("có", "không"))
    if any(_DRAFT.match(line) for line in _first_lines(text)):
        yield Unclear("draft", "Văn bản ghi “Dự thảo”; đã phải bản chính thức chưa?", ("chính thức", "chưa"))
    if told := other_period(heading.title or _title_of(folded), turn):
        message = (
            f"Tên báo cáo ghi “{told}”, đang tổng hợp {turn.cycle.vietnamese}; có tính báo cáo này không?"
        )
        yield Unclear("other-period", message, ("có", "không"))


def _first_lines(text: str) -> Iterator[str]:
    return (searchable(line.strip()) for line in text[:_TITLE_WINDOW].split("\n")[:_TOP_LINES])


def _title_of(folded: str) -> str:
    """Return the sentence that calls itself a report, where the heading told no title."""
    found = re.search(r"(?<!\w)báo cáo(?! viên)[^.;:]{5,200}", folded[:_TITLE_WINDOW])
    return found.group() if found else ""


def other_period(title: str, turn: Turn) -> str:
    """Return the words by which a title says another period than the one asked, "" where it does not.

    >>> from tonghop.domain.calendar.cycles import Cycle
    >>> half = Turn.of(Cycle(2023, "H1"))
    >>> [other_period(f"Kết quả {told}", half) for told in ("6 tháng đầu năm 2023", "quý I năm 2023")]
    ['', 'quý i năm 2023']
    """
    plain = searchable(flat(title))
    named = [period for period in periods_in(plain) if not _is_planned(plain, period)]
    turns = [period for period in named if period.codes or period.days]
    if turns:
        years = {period.year for period in named if period.year is not None}
        if any(_is_asked(period, years, turn) for period in turns):
            return ""
        return plain[turns[0].start : turns[0].end].strip()
    dated = [period for period in named if period.year is not None]
    if not dated or (turn.cycle.code == "Y" and any(period.year == turn.cycle.year for period in dated)):
        return ""
    if nominal_is_unknown(turn) and any(period.year == turn.cycle.year for period in dated):
        return ""
    return plain[dated[0].start : dated[0].end].strip()


def nominal_is_unknown(turn: Turn) -> bool:
    """Say whether the cycle's code names no stretch of the calendar, so that a year alone cannot contradict
    it.
    """
    return turn.days is None


def _is_asked(period: PeriodWords, years: set[int], turn: Turn) -> bool:
    if turn.relation(period) is not Relation.THIS:
        return False
    return period.year is not None or period.days is not None or not years or turn.cycle.year in years


def _is_planned(plain: str, period: PeriodWords) -> bool:
    """Say whether a period belongs to a document that the title names, or to the work to come."""
    before = plain[max(0, period.start - 110) : period.start]
    if _NEXT.search(before) and not _CARRIED_OUT.search(before):
        return True
    return not period.codes and not period.days and _PLANNED.search(before) is not None


def sender_hints(document: Document, heading: Heading) -> tuple[Hint, ...]:
    """Return the places of a report that may name its sender: letterhead, signature, title, footer."""
    found = [
        *(Hint("phần đầu văn bản", text) for text in _letterhead(document, heading)),
        *(Hint("chữ ký", text) for text in _signature(document, heading)),
    ]
    if own := _own_title(heading.title or ""):
        found.append(Hint("tiêu đề", own))
    found += [Hint("chân trang", text) for text in _footers(document)]
    return tuple(dict.fromkeys(hint for hint in found if hint.text.strip()))


def _letterhead(document: Document, heading: Heading) -> tuple[str, ...]:
    """Return the issuer's name: its last line, joined with the line above where it does not stand by itself.

    "ỦY BAN NHÂN DÂN / XÃ A" is one name, "HUYỆN ỦY A / BAN TUYÊN GIÁO" is the second within the first, and in
    "CÔNG AN TỈNH / CÔNG AN HUYỆN A" the first only says who is above.
    """
    lines = _issuer_lines(document, heading)
    if not lines:
        return (heading.issuer,) if heading.issuer else ()
    last, above = searchable(lines[-1]), " ".join(lines[:-1])
    if not above:
        return (lines[-1],)
    if _ONLY_LEVEL.match(last):
        return (f"{above} {lines[-1]}",)
    if _LEVEL.search(last):
        return (lines[-1],)
    return (f"{lines[-1]} {above}",) if _COMMITTEE.search(searchable(above)) else (lines[-1],)


def _issuer_lines(document: Document, heading: Heading) -> list[str]:
    issuer = heading.issuer or ""
    lines: list[str] = []
    for line in _top_lines(document):
        if line and line in issuer and line.upper() == line and line not in lines:
            lines.append(line)
    return lines if flat(" ".join(lines)) == issuer else []


def _top_lines(document: Document) -> Iterator[str]:
    count = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            for line in block.span.cut(document.text).split("\n"):
                motto = _MOTTO.search(searchable(line))
                yield flat(line[: motto.start()] if motto else line)
                count += 1
        if count >= _TOP_LINES:
            return


def _signature(document: Document, heading: Heading) -> tuple[str, ...]:
    """Return the signing body behind "TM.", without the person's name and without the recipients."""
    end = heading.annexes.start if heading.annexes else len(document.text)
    text = document.text[heading.body.end : min(end, heading.body.end + 2_000)]
    lines = [flat(line) for line in text.split("\n")]
    found = [line for line in lines if re.match(r"T/?M\.? |T\.M", line)]
    return tuple(re.sub(r"^T/?\.?M[./]? *", "", line) for line in found[:1])


def _own_title(title: str) -> str:
    """Return a title without the documents it carries out, which name the bodies above."""
    folded = searchable(title)
    found = re.search(r"(?<!\w)(?:thực hiện|theo|triển khai|căn cứ)(?!\w)", folded)
    return title[: found.start()] if found else title


def _footers(document: Document) -> Sequence[str]:
    return [
        text
        for block in document.blocks
        if isinstance(block, Margin) and len(text := block.span.cut(document.text)) <= _LONGEST_FOOTER
    ]
