"""answers.toml: every open question ready to be filled in, and the answers that a person gave."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tonghop.domain.consolidation.questions import Answer, Place, Question, memory_id
from tonghop.domain.errors import Refusal
from tonghop.domain.language import flat
from tonghop.domain.reporting.spoken_places import place_in_words
from tonghop.formats.workbooks.toml_text import toml_comment, toml_table

_HEAD = """Câu hỏi còn mở. Với mỗi câu: điền value (một con số như 1.234,5; không phát sinh; thiếu;
hay một lựa chọn), by (ai trả lời) và reason (vì sao), rồi chạy lại:
tonghop consolidate ... --answers answers.toml
Câu hỏi gộp nhiều chỗ: trả lời một lần cho tất cả. Câu có mục [answer.figures]: điền từng chỉ tiêu.
Kỳ sau đưa lại tệp này bằng --answers: người gửi và cách đọc bảng đã trả lời được nhớ lại.
Không sửa question và remembered; message, file, choices chỉ để đọc."""
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
            parts.append(toml_comment(_UNUSED))
            answer = _with_question(answer, question)
        parts.append(_entry(answer))
        if answer.figures:
            parts.append(toml_table("[answer.figures]", answer.figures))
    for question in still_open.values():
        if question.id not in kept:
            parts.append("".join(map(toml_comment, _placed(question))) + _entry(question))
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


def _entry(told: Question | Answer) -> str:
    """Write what was asked before what was answered: an answer is read again long after its question is
    closed.
    """
    if isinstance(told, Answer):
        file, question, given = told.file, told.question, (told.value, told.by, told.reason)
    else:
        file, question, given = _place(Place(told.file, told.at)), told.id, ("", "", "")
    asked = {"message": flat(told.message), "file": file, "choices": told.choices}
    table: dict[str, object] = {key: text for key, text in asked.items() if text}
    table |= {"question": question} | dict(zip(("value", "by", "reason"), given, strict=True))
    if told.remembered:
        table["remembered"] = told.remembered
    return toml_table("[[answer]]", table)


def _with_question(answer: Answer, question: Question) -> Answer:
    place = _place(Place(question.file, question.at))
    return replace(answer, message=question.message, file=place, choices=question.choices)


def _placed(question: Question) -> Iterator[str]:
    """Yield the places of a question that has several."""
    for place in question.places[:_SHOWN_PLACES]:
        yield _place(place)
    if len(question.places) > _SHOWN_PLACES:
        yield f"… và {len(question.places) - _SHOWN_PLACES} chỗ khác"


def _place(place: Place) -> str:
    subject = f" ({place.subject})" if place.subject else ""
    return flat(f"{place.file}{f', {place_in_words(place.at)}' if place.at else ''}{subject}")


def _answer(row: Mapping[str, Any]) -> Answer | None:
    """Build an answer of a TOML table; Any is what TOML holds, and is read as text."""
    texts = ("question", "value", "by", "reason", "message", "file")
    told = {key: str(row.get(key, "")).strip() for key in texts}
    figures = row.get("figures") if isinstance(row.get("figures"), dict) else {}
    entered = {str(code): str(text).strip() for code, text in (figures or {}).items() if str(text).strip()}
    if not told["question"] or not (told["value"] or entered):
        return None
    return Answer(**told, figures=entered, remembered=_list(row, "remembered"), choices=_list(row, "choices"))


def _list(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = row.get(key, [])
    return tuple(map(str, found)) if isinstance(found, list) else ()
