"""Reporting duties as a table of cases (tests/spec/duties.toml), and what holds for any text.

`python tests/domain/directives/test_duties.py` prints the table as a rulebook.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machine_time import quiet_seconds
from tonghop.domain.directives.deadlines import find_deadlines
from tonghop.domain.directives.duties import ReportingDuty, find_duties
from tonghop.domain.language import nfc, searchable
from tonghop.domain.provenance import Span

SPEC = Path(__file__).parents[2] / "spec" / "duties.toml"
CASES: list[dict[str, Any]] = tomllib.loads(SPEC.read_text(encoding="utf-8"))["case"]
FREQUENCIES = {
    "once", "monthly", "quarterly", "semiannual", "nine-month", "annual", "on-request", "unspecified",
}  # fmt: skip
WORDS = (
    "báo cáo", "gửi báo cáo về", "Sở Nội vụ", "(qua Sở Y tế)", "định kỳ 6 tháng", "hằng năm",
    "trước ngày 15/6", "và", ",", ";", ".", "để tổng hợp,", "đột xuất", "phản ánh về", "cung cấp số liệu",
    "khi có yêu cầu của", "chế độ báo cáo", "hằng tháng, quý", "UBND", "(", ")", "-", "*", "\n",
    "trước ngày 20 của tháng cuối quý",
)  # fmt: skip
ADVERSARIES = (
    "báo cáo ", "gửi báo cáo về ", "báo cáo về Sở ", "Sở A, ", "hằng năm ", "định kỳ 6 tháng, ", "(", "; ",
    ". ", "(qua Sở A) ", "để tổng hợp, báo cáo ", "định kỳ 6 tháng trước ngày 15/6 ", "chế độ báo cáo ",
    "qua Sở ", " ", "báo cáo Sở A; ", "phản ánh về ", "báo cáo UBND và ", "theo yêu cầu của ",
    "dự thảo báo cáo trình Sở A ", "trình Sở A báo cáo ", "báo cáo năm trước ngày 1/6; ", "trình Sở A ",
    "ngày 1/6 (6 tháng) ",
)  # fmt: skip


def rulebook() -> str:
    lines = ["# Reporting duties: what is read in which wording", ""]
    for case in CASES:
        lines += [f"## {case['wording']}", f"> {case['sentence']}", ""]
        lines += [f"- {shown(row)}" for row in case["rows"]] or ["- no duty"]
        lines.append("")
    return "\n".join(lines)


def shown(row: dict[str, str]) -> str:
    receiver = row.get("recipient", "(nobody named)")
    relay = f" through {row['via']}" if "via" in row else ""
    return f"to {receiver}{relay}: {row['frequency']}, due {row.get('due', '(none)')}"


def read(case: dict[str, Any]) -> tuple[ReportingDuty, ...]:
    return find_duties(
        case["sentence"],
        Span(0, len(case["sentence"])),
        actors=tuple(case["actors"]),
        written_on=case.get("written_on"),
        issuer=case.get("issuer"),
    )


def as_row(duty: ReportingDuty) -> dict[str, str]:
    row = {"recipient": duty.recipient, "via": duty.via, "frequency": duty.frequency, "due": duty.due}
    return {name: value for name, value in row.items() if value is not None}


@pytest.mark.parametrize("case", CASES, ids=[case["wording"] for case in CASES])
def test_sentence_gives_its_rows(case: dict[str, Any]) -> None:
    duties = read(case)

    assert [as_row(duty) for duty in duties] == case["rows"]
    assert all(duty.reporters == tuple(case["actors"]) for duty in duties)


def test_table_is_as_large_as_promised() -> None:
    assert len(CASES) >= 60
    assert sum(not case["rows"] for case in CASES) >= 15
    assert len({case["wording"] for case in CASES}) == len(CASES)


def test_rulebook_tells_every_wording() -> None:
    printed = rulebook()

    assert all(f"## {case['wording']}" in printed for case in CASES)


def test_quote_is_the_clause_that_holds_the_duty() -> None:
    text = "Tuyên truyền tại các thôn; báo cáo Ủy ban nhân dân xã trước ngày 10/12/2026. Giữ kinh phí."

    duty = find_duties(text, Span(0, len(text)), actors=("các thôn",))[0]

    assert duty.quote == "báo cáo Ủy ban nhân dân xã trước ngày 10/12/2026."
    assert duty.span.cut(text) == duty.quote
    assert duty.relation == "before"


def test_semicolon_in_brackets_does_not_part_a_clause() -> None:
    text = "Gửi báo cáo (bản giấy; bản điện tử) về Sở Nội vụ."

    duty = find_duties(text, Span(0, len(text)), actors=("các xã",))[0]

    assert (duty.quote, duty.recipient) == (text, "Sở Nội vụ")


def test_own_body_does_not_receive() -> None:
    text = "Các xã gửi số liệu cho Sở Y tế tổng hợp, báo cáo Ủy ban nhân dân tỉnh."

    duties = find_duties(text, Span(0, len(text)), actors=("Sở Y Tế",))

    assert [duty.recipient for duty in duties] == ["Ủy ban nhân dân tỉnh"]


def test_given_deadlines_and_folded_text_change_nothing() -> None:
    text = "Mở đầu. Báo cáo Sở Nội vụ định kỳ 6 tháng (trước ngày 10/6), hằng năm (trước ngày 10/12)."
    span = Span(8, len(text))

    plain = find_duties(text, span, actors=("các xã",))
    given = find_duties(
        text, span, actors=("các xã",), deadlines=find_deadlines(text, span), folded=searchable(text)
    )

    assert plain == given
    assert [duty.due for duty in plain] == ["06-10", "12-10"]


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=30))
def test_any_text_is_read_and_every_span_cuts_back(words: list[str]) -> None:
    text = nfc(" ".join(words))

    duties = find_duties(text, Span(0, len(text)), actors=("Sở Y tế",))

    assert all(duty.span.cut(text) == duty.quote and duty.quote.strip() for duty in duties)
    assert {duty.frequency for duty in duties} <= FREQUENCIES


@pytest.mark.parametrize("adversary", ADVERSARIES)
def test_100_kb_of_one_thing_take_less_than_half_a_second(adversary: str) -> None:
    text = (adversary * 100_000)[:100_000]
    folded, whole = searchable(text), Span(0, len(text))
    deadlines = find_deadlines(text, whole, folded=folded)

    def work() -> None:
        find_duties(text, whole, actors=("Sở Y tế",), deadlines=deadlines, folded=folded)

    assert quiet_seconds(work) < 0.5


def test_rows_of_real_documents_have_the_annotated_turns(reading: Path) -> None:
    """With the annotated obligations given, nine in ten annotated rows have their turn and day."""
    wanted = found = 0
    for file in sorted((reading / "gold").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        turns = [
            (duty.frequency, duty.due)
            for one in gold["obligations"]
            for duty in find_duties(
                one["quote"],
                Span(0, len(one["quote"])),
                actors=tuple(one["actors"]),
                written_on=gold["heading"]["date"],
            )
        ]
        for row in gold["reporting"]:
            wanted += 1
            if (row["frequency"], row["due"]) in turns:
                turns.remove((row["frequency"], row["due"]))
                found += 1

    assert found >= 0.9 * wanted


if __name__ == "__main__":
    print(rulebook())
