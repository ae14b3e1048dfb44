"""Questions that a person answers, and the answers; a question keeps its id from run to run for the same
file.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from tonghop.domain.errors import Refusal


class AnswerIncomplete(Refusal):
    code = "answer-incomplete"
    message_vi = "Câu trả lời {question}: đã ghi giá trị “{value}” nhưng chưa ghi người trả lời (by)."
    message_en = "The answer to {question} gives {value!r} but nobody's name (by)."


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can say. `at` is a cell, or empty where the whole file is meant."""

    id: str
    file: str
    at: str
    message: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's word on a question: the value as they wrote it, who they are, and why."""

    question: str
    value: str
    by: str
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise AnswerIncomplete(question=self.question, value=self.value)


Answers = Mapping[str, Answer]
NO_ANSWERS: Answers = {}


def question_id(sha256: str, at: str, code: str) -> str:
    """Return the id of a question: the same file, place and doubt give the same id.

    >>> question_id("ab" * 32, "Số liệu!D7", "not-a-number")
    'q-2832e4ceaf'
    """
    return "q-" + hashlib.sha256(f"{sha256}|{at}|{code}".encode()).hexdigest()[:10]
