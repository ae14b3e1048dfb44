"""answers.toml: every open question ready to be filled in, and the answers that a person gave."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tonghop.domain.consolidation.questions import Answer, Place, Question, memory_id
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.spoken_places import place_in_words
from tonghop.formats.workbooks.toml_text import toml_comment, toml_table

_HEAD = """Câu hỏi còn mở. Với mỗi câu: điền value (một con số như 1.234,5; không phát sinh; thiếu;
hay một lựa chọn), by (ai trả lời) và reason (vì sao), rồi chạy lại:
tonghop consolidate ... --answers answers.toml
Câu hỏi gộp nhiều chỗ: trả lời một lần cho tất cả. Câu có mục [answer.figures]: điền từng chỉ tiêu.
Kỳ sau đưa lại tệp này bằng --answers: người gửi và cách đọc bảng đã trả lời được nhớ lại."""
_UNUSED = "Trả lời dưới đây chưa dùng được; sửa lại:"
_SHOWN_PLACES = 40


class AnswersUnreadable(Refusal):
    code = "answers-unreadable"
    message_vi = "Không đọc được tệp trả lời “{file}”: {reason}."
    message_en = "The answers in {file!r} cannot be read."


def answers_toml(questions: Iterable[Question], answered: Iterable[Answer] = ()) -> str:
    """Write the open questions with empty answers, after the answers already given, which the next run needs
    again.
    """
    parts = [toml_comment(_HEAD)]
    kept = {answer.question: answer for answer in answered}
    still_open = {question.id: question for question in questions}
    for answer in sorted(kept.values(), key=lambda row: row.question):
        if question := still_open.get(answer.question):
            parts.append(toml_comment(f"{_UNUSED}\n{_asked(question)}"))
        parts.append(_entry(answer.question, answer.value, answer.by, answer.reason, answer.remembered))
        if answer.figures:
            parts.append(toml_table("[answer.figures]", answer.figures))
    for question in still_open.values():
        if question.id not in kept:
            parts.append(toml_comment(_asked(question)) + _entry(question.id, remembered=question.remembered))
            if question.figures:
                parts.append(toml_table("[answer.figures]", dict.fromkeys(question.figures, "")))
    return "\n".join(parts)


def read_answers(path: Path) -> dict[str, Answer]:
    """Read the answers that have a value, by question id and by what they are remembered by.

    Raises: AnswersUnreadable, AnswerIncomplete.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise AnswersUnreadable(file=path.name, reason="không mở được tệp") from None
    except UnicodeDecodeError:
        raise AnswersUnreadable(file=path.name, reason="tệp không ghi bằng UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise AnswersUnreadable(file=path.name, reason=_where(error)) from None
    rows = told.get("answer", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise AnswersUnreadable(file=path.name, reason="thiếu dòng [[answer]] trước câu trả lời")
    given: dict[str, Answer] = {}
    remembered: dict[str, Answer] = {}
    for row in rows:
        answer = _answer(row)
        if answer is not None:
            given[answer.question] = answer
            remembered |= {memory_id(key): answer for key in answer.remembered}
    return remembered | given


def _where(error: tomllib.TOMLDecodeError) -> str:
    """Say where the text breaks off, in the words of the person who wrote it: "dòng 12"."""
    found = re.search(r"line (\d{1,9})", str(error))
    line = f"dòng {found[1]}" if found else "cuối tệp"
    return f'{line} viết sai; câu trả lời phải nằm giữa hai dấu ", ví dụ value = "12"'


def _entry(
    question: str, value: str = "", by: str = "", reason: str = "", remembered: tuple[str, ...] = ()
) -> str:
    table: dict[str, object] = {"question": question, "value": value, "by": by, "reason": reason}
    if remembered:
        table["remembered"] = remembered
    return toml_table("[[answer]]", table)


def _asked(question: Question) -> str:
    lines = [question.message]
    lines += _placed(question)
    if question.choices:
        lines.append(f"Lựa chọn: {' | '.join(question.choices)}")
    return "\n".join(" ".join(line.split()) for line in lines)


def _placed(question: Question) -> Iterator[str]:
    if not question.places:
        yield _place(Place(question.file, question.at))
    for place in question.places[:_SHOWN_PLACES]:
        yield _place(place)
    if len(question.places) > _SHOWN_PLACES:
        yield f"… và {len(question.places) - _SHOWN_PLACES} chỗ khác"


def _place(place: Place) -> str:
    subject = f" ({place.subject})" if place.subject else ""
    return f"Tệp: {place.file}" + (f", {place_in_words(place.at)}" if place.at else "") + subject


def _answer(row: Mapping[str, Any]) -> Answer | None:
    """Build an answer of a TOML table; Any is what TOML holds, and is read as text."""
    told = {key: str(row.get(key, "")).strip() for key in ("question", "value", "by", "reason")}
    figures = row.get("figures") if isinstance(row.get("figures"), dict) else {}
    entered = {str(code): str(text).strip() for code, text in (figures or {}).items() if str(text).strip()}
    if not told["question"] or not (told["value"] or entered):
        return None
    keys = row.get("remembered", [])
    remembered = tuple(map(str, keys)) if isinstance(keys, list) else ()
    return Answer(**told, figures=entered, remembered=remembered)
