"""The narratives of a report: its own outline mapped to the campaign's sections, every sentence kept with
its place.

A heading belongs to the section whose title it shares most words or subjects with; what stands below it,
down to the next heading that belongs elsewhere, is the section's passage. What fits no section goes to
`OTHER`, never lost.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tonghop.domain.directives.outline import Item, is_title
from tonghop.domain.language import match_key, searchable, sentences
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.campaign import Section
from tonghop.domain.reporting.prose_words import listed
from tonghop.domain.reporting.report_paragraphs import Places

OTHER = "other"

_SUBJECTS: dict[str, str] = {
    "difficulty": r"khó khăn|vướng mắc|tồn tại|hạn chế|bất cập|yếu kém|khuyết điểm|trở ngại",
    "proposal": r"kiến nghị|đề xuất|đề nghị(?! cấp)",
    "next": (
        r"phương hướng|nhiệm vụ (?:trọng tâm|kỳ tới|thời gian tới|\d|sáu|quý|tháng|năm|tới)|thời gian tới"
        r"|kỳ tới|dự kiến"
        r"|kế hoạch (?:kỳ tới|thời gian tới|tháng|quý|công tác)|giải pháp trọng tâm|nhiệm vụ,? giải pháp"
    ),
    "situation": r"đặc điểm|tình hình(?! (?:thực hiện|triển khai))|bối cảnh|thuận lợi",
    "direction": r"lãnh đạo|chỉ đạo|quán triệt|ban hành văn bản|công tác triển khai",
    "merit": r"ưu điểm|mặt được|kết quả đạt được|kết quả nổi bật",
    "cause": r"nguyên nhân",
    "assessment": r"đánh giá|nhận xét",
    "lesson": r"bài học|kinh nghiệm",
    "results": r"kết quả",
    "oral": r"tuyên truyền miệng|báo cáo viên|hội nghị",
    "press": r"báo chí|báo,? đài|cổng thông tin|cổng|trang thông tin|website|tin,? bài",
    "radio": r"truyền thanh|phát thanh|loa",
    "visual": r"trực quan|cổ động|pa-?nô|pano|băng",
    "social": r"mạng xã hội|facebook|zalo|fanpage",
    "partners": r"phối hợp|mặt trận|đoàn thể|mttq",
    "examples": r"gương|người tốt|điển hình tiên tiến|mô hình",
    "criteria": r"tiêu chí",
}
"""What the headings of reports speak of; a section of the campaign is found by the subjects of its own
title.
"""

_PATTERNS = {subject: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for subject, words in _SUBJECTS.items()}
ITEMISED = frozenset(("difficulty", "proposal"))
"""Subjects whose passages are answered item by item."""
PLANS = frozenset(("next", "proposal"))
"""Subjects below which no figure is a result."""

_LIGHT = listed("các|và|của|về|công|tác|việc|những|trong|thực|hiện|kết|quả|tình|hình|kỳ|năm|tháng")
_LONGEST_HEADING = 200
_LONGEST_BARE = 90
_INLINE = re.compile(r"[^:.;]{3,60}:(?= )")
_CLOSING = re.compile(r"\W{0,4}trên đây là")
_STATEMENT_ENDS = " ;.\n\t"


@dataclass(frozen=True, slots=True)
class ToldPassage:
    """A run of paragraphs below one heading, verbatim. `at` is as in the contracts ("paragraph 12",
    "paragraph 12-14"), `heading` the body's own.
    """

    section: str
    text: str
    at: str
    span: Span
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One difficulty or proposal, to be answered by itself."""

    section: str
    text: str
    at: str
    span: Span


def subjects_of(title: str) -> frozenset[str]:
    """Return what a heading speaks of.

    >>> sorted(subjects_of("Tồn tại, hạn chế và nguyên nhân"))
    ['cause', 'difficulty']
    """
    folded = searchable(title[:_LONGEST_HEADING])
    return frozenset(subject for subject, pattern in _PATTERNS.items() if pattern.search(folded))


class Sections:
    """The sections of a campaign, ready to be found by the headings of reports; built once for all files."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = tuple(
            (section.code, subjects_of(section.title), _words(section.title))
            for section in sections
            if not section.figures
        )
        self._codes = {section.code for section in sections}

    def of(self, heading: str) -> str | None:
        """Return the section that a heading belongs to, or None where none or several fit."""
        subjects, words = subjects_of(heading), _words(heading)
        scored = [
            (_likeness(words, own_words) * 2 + _likeness(subjects, own), code)
            for code, own, own_words in self._sections
        ]
        best = max((score for score, _ in scored), default=0.0)
        found = [code for score, code in scored if score == best]
        return found[0] if best >= _LEAST_LIKE and len(found) == 1 else None

    def itemised(self, section: str) -> bool:
        return any(code == section and own & ITEMISED for code, own, _ in self._sections)


_LEAST_LIKE = 0.5


def _words(title: str) -> frozenset[str]:
    return frozenset(match_key(title[:_LONGEST_HEADING]).split()) - _LIGHT


def _likeness(told: frozenset[str], own: frozenset[str]) -> float:
    return 2 * len(told & own) / (len(told) + len(own)) if told and own else 0.0


def heading_of(item: Item, text: str) -> str:
    """Return the words of a heading: a title-like paragraph, or what a paragraph opens with before its
    colon.
    """
    length = item.body.end - item.body.start
    if item.mark is None and not item.bold and (length > _LONGEST_BARE or text[item.body.start].islower()):
        return ""
    if length <= _LONGEST_HEADING and (is_title(item, text) or (item.bold and length <= _LONGEST_BARE)):
        return item.body.cut(text)
    inline = _INLINE.match(text, *item.body)
    return inline.group()[:-1] if inline and item.mark else ""


def passages_of(
    items: Sequence[Item], sections: Sections, text: str, places: Places
) -> Iterator[ToldPassage]:
    """Yield the report's passages in reading order."""
    placed = _placed(items, sections, text)
    run: list[Item] = []
    for item in items:
        section, heading = placed[item.number]
        if _is_only_heading(item, items, text) and sections.of(heading_of(item, text)):
            continue
        if run and (placed[run[-1].number] != (section, heading)):
            yield _passage(run, placed[run[0].number], text, places)
            run = []
        run.append(item)
    if run:
        yield _passage(run, placed[run[0].number], text, places)


def _placed(items: Sequence[Item], sections: Sections, text: str) -> dict[int, tuple[str, str]]:
    """Return each item's section and heading: its own where it opens one, else that of the item above."""
    placed: dict[int, tuple[str, str]] = {}
    for item in items:
        heading = heading_of(item, text)
        own = sections.of(heading) if heading else None
        if own:
            placed[item.number] = own, heading
        elif item.parent is not None:
            placed[item.number] = placed[item.parent]
        else:
            placed[item.number] = OTHER, ""
        if _CLOSING.match(searchable(item.body.cut(text)[:40])):
            placed[item.number] = OTHER, ""
    return placed


def _is_only_heading(item: Item, items: Sequence[Item], text: str) -> bool:
    """Say whether a paragraph is a heading and nothing else; a title without anything below it is text."""
    heading = heading_of(item, text)
    if not heading or heading != item.body.cut(text):
        return False
    following = items[item.number + 1] if item.number + 1 < len(items) else None
    return following is not None and following.parent == item.number


def _passage(run: Sequence[Item], place: tuple[str, str], text: str, places: Places) -> ToldPassage:
    span = Span(run[0].whole.start, run[-1].whole.end)
    verbatim = "\n".join(item.whole.cut(text) for item in run)
    return ToldPassage(place[0], verbatim, places.run(span), span, place[1])


def statements_of(
    items: Sequence[Item], sections: Sections, text: str, places: Places
) -> Iterator[Statement]:
    """Yield the difficulties and proposals one by one: enumerated items, else sentences."""
    placed = _placed(items, sections, text)
    for item in items:
        section, _ = placed[item.number]
        if not sections.itemised(section) or _is_only_heading(item, items, text):
            continue
        body = _without_heading(item, text)
        spans = (
            [body] if item.mark and item.mark.kind in ("dash", "plus", "letter") else [*sentences(text, body)]
        )
        for span in spans:
            if words := span.trimmed(text, right=_STATEMENT_ENDS):
                yield Statement(section, words.cut(text), places.at(words), words)


def _without_heading(item: Item, text: str) -> Span:
    heading = heading_of(item, text)
    if heading and heading != item.body.cut(text):
        return Span(item.body.start + len(heading) + 1, item.body.end).trimmed(text)
    return item.body
