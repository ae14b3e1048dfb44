"""answers.toml written, answered and written again: nothing that an officer read or wrote is lost."""

import tomllib
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.consolidation.questions import Answer, Place, Question
from tonghop.formats.workbooks.answers_file import answers_toml, read_answers

QUESTION = Question(
    "q-0123456789",
    "Đà Bắc/báo cáo.xlsx",
    "Số liệu!D7",
    "Số buổi tuyên truyền: ô ghi “12 hoặc 13”;\nsố đúng là bao nhiêu?",
    ("12", "13", "thiếu"),
    remembered=("table:da-bac|abc|column:*",),
)
GIVEN = Answer("q-0123456789", "13", "Nguyễn Văn Mẫu", "đã hỏi lại", remembered=QUESTION.remembered)
READ_BEFORE = {
    "message": "Số buổi tuyên truyền: ô ghi “12 hoặc 13”; số đúng là bao nhiêu?",
    "file": "Đà Bắc/báo cáo.xlsx, ô Số liệu!D7",
    "choices": ["12", "13", "thiếu"],
}


def _answered(folder: Path, text: str) -> Path:
    path = folder / "answers.toml"
    filled = text.replace('value = ""\nby = ""', 'value = "13"\nby = "Nguyễn Văn Mẫu"')
    path.write_text(filled, encoding="utf-8")
    return path


def test_answered_question_can_be_read_in_every_later_file(tmp_path: Path) -> None:
    text = answers_toml([QUESTION])
    for _ in range(3):
        text = answers_toml([], read_answers(_answered(tmp_path, text)).values())

    (row,) = tomllib.loads(text)["answer"]
    assert {key: row[key] for key in READ_BEFORE} == READ_BEFORE
    assert (row["question"], row["value"], row["by"]) == ("q-0123456789", "13", "Nguyễn Văn Mẫu")
    assert row["remembered"] == list(QUESTION.remembered)


def test_unusable_answer_to_an_older_file_gets_its_question_back() -> None:
    text = answers_toml([QUESTION], [GIVEN])

    (row,) = tomllib.loads(text)["answer"]
    assert {key: row[key] for key in READ_BEFORE} == READ_BEFORE
    assert "chưa dùng được" in text


def test_answer_that_nobody_asked_for_is_kept_as_it_is() -> None:
    (row,) = tomllib.loads(answers_toml([], [GIVEN]))["answer"]

    assert set(row) == {"question", "value", "by", "reason", "remembered"}


def test_question_of_several_places_lists_them_above() -> None:
    places = (Place("a.xlsx", "A!B2", subject="Tờ rơi"), Place("b.xlsx", "A!B3", subject="Hộ ký cam kết"))

    text = answers_toml([replace(QUESTION, places=places)])

    assert "# a.xlsx, ô A!B2 (Tờ rơi)\n# b.xlsx, ô A!B3 (Hộ ký cam kết)\n[[answer]]" in text


@given(st.text(max_size=60), st.text(max_size=30), st.lists(st.text(max_size=20), max_size=4))
def test_whatever_was_asked_the_file_can_be_read(message: str, file: str, choices: list[str]) -> None:
    asked = replace(QUESTION, message=message, file=file, choices=tuple(choices), places=())

    (row,) = tomllib.loads(answers_toml([asked]))["answer"]

    assert (row["question"], row["value"]) == (QUESTION.id, "")
    assert row.get("choices", []) == choices
