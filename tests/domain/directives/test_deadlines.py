"""The wordings of deadlines as a table of cases (tests/spec/deadlines.toml), and what holds for any text.

`python tests/domain/directives/test_deadlines.py` prints the table as a rulebook.
"""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machine_time import quiet_seconds
from tonghop.domain.directives.deadlines import Deadline, find_deadlines, labelled_deadline
from tonghop.domain.language import nfc, searchable
from tonghop.domain.provenance import Span

SPEC = Path(__file__).parents[2] / "spec" / "deadlines.toml"
CASES: list[dict[str, Any]] = tomllib.loads(SPEC.read_text(encoding="utf-8"))["case"]
KEYS = {"within": "within_days", "from": "counted_from", "inferred": "year_inferred"}

WORDS = (
    "trước ngày", "15/12/2026", "15/6", "và", "hằng năm", "ngày 20 hằng tháng", "trong tháng 12",
    "quý IV/2026", "trong thời hạn", "10 ngày làm việc", "kể từ ngày", "Thời gian thực hiện:", "từ nay đến",
    "chậm nhất", "(", ")", "*", "\n", ";", ".", "31/02/2026", "năm 2026", "hoàn thành", "mười lăm", "/",
    "1/1/1", "Sở Y tế", "báo cáo",
)  # fmt: skip
ADVERSARIES = (
    "ngày ", "trước ", "trước trước ngày ", "1/", "1/1/1/1/1", "trước 1/", "trước ngày 15/6 và ", "( ",
    "kể từ ", "trong thời hạn 10 ngày kể từ ngày ", "thời gian thực hiện: ", "từ ngày 1 ", "vào tháng 1 và ",
    "định kỳ ", "trước quý i - ", "từ ngày 1/1/2026 đến ", "hằng tháng ", "xong trước ngày a ", "trước 1h, ",
    "tổ chức trong năm 2026 ", "đến hết năm ", "niêm yết ", " ", "\n", "- a: ",
)  # fmt: skip


def rulebook() -> str:
    lines = ["# Deadlines: what is read in which wording", ""]
    for case in CASES:
        lines += [f"## {case['wording']}", f"> {' '.join(case['sentence'].split())}", ""]
        lines += [f"- {shown(found)}" for found in case["found"]] or ["- no deadline"]
        lines.append("")
    return "\n".join(lines)


def shown(found: dict[str, Any]) -> str:
    values = ", ".join(f"{key} {value}" for key, value in found.items() if key not in ("text", "relation"))
    return f"“{' '.join(found['text'].split())}”: {found['relation']} {values or '(words alone)'}"


def read(case: dict[str, Any]) -> tuple[Deadline, ...]:
    text, whole = case["sentence"], Span(0, len(case["sentence"]))
    if case.get("labelled"):
        found = labelled_deadline(text, whole, written_on=case.get("written_on"))
        return (found,) if found else ()
    return find_deadlines(text, whole, written_on=case.get("written_on"))


def as_expected(deadline: Deadline) -> dict[str, Any]:
    names = (
        "text",
        "relation",
        "iso",
        "yearly",
        "monthly",
        "quarterly",
        "within_days",
        "days",
        "counted_from",
    )
    kept = {name: getattr(deadline, name) for name in names if getattr(deadline, name) is not None}
    return kept | ({"year_inferred": True} if deadline.year_inferred else {})


@pytest.mark.parametrize("case", CASES, ids=[case["wording"] for case in CASES])
def test_wording_gives_its_deadlines(case: dict[str, Any]) -> None:
    expected = [{KEYS.get(key, key): value for key, value in one.items()} for one in case["found"]]

    assert [as_expected(deadline) for deadline in read(case)] == expected


def test_table_is_as_large_as_promised() -> None:
    refusals = [case for case in CASES if case["wording"].startswith("NOT")]

    assert len(CASES) >= 130
    assert len(refusals) >= 30
    assert len({case["wording"] for case in CASES}) == len(CASES)


def test_rulebook_tells_every_wording() -> None:
    printed = rulebook()

    assert all(f"## {case['wording']}" in printed for case in CASES)


def test_only_the_given_span_is_read() -> None:
    text = "Trước ngày 01/01/2027 họp. Báo cáo trước ngày 15/12/2026. Trước ngày 01/02/2027 nghỉ."
    span = Span(text.index("Báo"), text.index(" Trước ngày 01/02"))

    found = find_deadlines(text, span, folded=searchable(text))

    assert [(d.iso, d.span.cut(text)) for d in found] == [("2026-12-15", "trước ngày 15/12/2026")]


def test_long_labelled_sentence_gives_only_the_words_of_its_deadline() -> None:
    line = (
        "Thời hạn gửi báo cáo: Các cơ quan được giao nhiệm vụ tại khoản này có trách nhiệm xây dựng và gửi"
        " báo cáo đầy đủ, chính xác về Văn phòng trước ngày 10 hằng tháng."
    )

    found = labelled_deadline(line, Span(0, len(line)))

    assert found
    assert (found.text, found.monthly) == ("trước ngày 10 hằng tháng", "day 10")


def test_words_alone_have_no_value_and_others_have_one() -> None:
    text = (
        "Định kỳ hằng quý họp; trong 10 ngày kể từ ngày nhận, trả lời; trước ngày 20 của tháng cuối quý gửi."
    )

    by_text = {d.text.split()[0]: d.has_value for d in find_deadlines(text, Span(0, len(text)))}

    assert by_text == {"trong": True, "trước": True, "Định": False}


@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=30),
    st.sampled_from((None, "2026-03-31")),
)
def test_any_text_is_read_and_every_span_cuts_back(words: list[str], written_on: str | None) -> None:
    text = nfc(" ".join(words))

    found = find_deadlines(text, Span(0, len(text)), written_on=written_on)

    assert all(d.span.cut(text) == d.text and d.text for d in found)
    places = [(not d.has_value, d.quarterly is not None, d.span.start) for d in found]
    assert places == sorted(places)
    ordered = sorted(found, key=lambda d: d.span.start)
    assert all(a.span.end <= b.span.start for a, b in pairwise(ordered))


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=20))
def test_any_label_is_read_and_its_span_cuts_back(words: list[str]) -> None:
    text = nfc(" ".join(words))

    found = labelled_deadline(text, Span(0, len(text)), written_on="2026-03-31")

    assert found is None or found.span.cut(text) == found.text


@pytest.mark.parametrize("adversary", ADVERSARIES)
def test_100_kb_of_one_thing_take_less_than_half_a_second(adversary: str) -> None:
    text = (adversary * 100_000)[:100_000]
    whole = Span(0, len(text))

    assert quiet_seconds(lambda: (find_deadlines(text, whole), labelled_deadline(text, whole))) < 0.5


def test_real_documents_are_read_and_every_span_cuts_back(reading: Path) -> None:
    files = sorted((reading / "more").glob("*.txt")) + sorted((reading / "texts").glob("*.txt"))
    count = 0
    for file in files:
        text = nfc(file.read_text(encoding="utf-8"))
        found = find_deadlines(text, Span(0, len(text)))
        count += len(found)
        assert all(d.span.cut(text) == d.text for d in found), file.name

    assert count > 300


if __name__ == "__main__":
    print(rulebook())
