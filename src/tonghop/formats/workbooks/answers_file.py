"""answers.toml: every open question ready to be filled in, and the answers that a person gave."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from tonghop.domain.consolidation.questions import Answer, Question
from tonghop.formats.workbooks.campaign_toml import CampaignUnreadable
from tonghop.formats.workbooks.toml_text import toml_comment, toml_table

_HEAD = """Câu hỏi còn mở. Với mỗi câu: điền value (một con số như 1.234,5; không phát sinh; thiếu;
hay một lựa chọn), by (ai trả lời) và reason (vì sao), rồi chạy lại:
tonghop consolidate ... --answers answers.toml"""


def answers_toml(questions: Iterable[Question], answered: Iterable[Answer] = ()) -> str:
    """Write the open questions with empty answers, after the answers already given, which the next run needs
    again.
    """
    parts = [toml_comment(_HEAD)]
    for answer in sorted(answered, key=lambda row: row.question):
        table = {"question": answer.question, "value": answer.value, "by": answer.by, "reason": answer.reason}
        parts.append(toml_table("[[answer]]", table))
    for question in questions:
        asked = f"{question.message}\nTệp: {question.file}" + (f", ô {question.at}" if question.at else "")
        choices = f"\nLựa chọn: {' | '.join(question.choices)}" if question.choices else ""
        table = {"question": question.id, "value": "", "by": "", "reason": ""}
        parts.append(toml_comment(asked + choices) + toml_table("[[answer]]", table))
    return "\n".join(parts)


def read_answers(path: Path) -> dict[str, Answer]:
    """Read the answers that have a value, by question id; raises CampaignUnreadable, AnswerIncomplete."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("answer", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CampaignUnreadable(file=path.name, reason=str(error)) from None
    given = [
        {key: str(row.get(key, "")).strip() for key in ("question", "value", "by", "reason")} for row in rows
    ]
    return {row["question"]: Answer(**row) for row in given if row["value"]}
