"""Figures in sentences as a table of cases (tests/spec/prose.toml), and what holds for any text.

`python tests/domain/reporting/test_prose.py` prints the table as a rulebook.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.language import searchable
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.found_figures import LayoutReading
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.period_words import Turn
from tonghop.domain.reporting.prose import mentions_in
from tonghop.domain.reporting.prose_mentions import Mention, Setting
from tonghop.domain.reporting.prose_subjects import own_words
from tonghop.domain.reporting.prose_words import plain_words
from tonghop.domain.reporting.settled_words import Settled, Told, settled_words
from tonghop.domain.reporting.values import State, plain_decimal
from tonghop.domain.reporting.wordings import wordings_of

ROOT = Path(__file__).parents[3]
SPEC = ROOT / "tests" / "spec" / "prose.toml"
CASES: list[dict[str, Any]] = tomllib.loads(SPEC.read_text(encoding="utf-8"))["case"]
SENDER = "Ủy ban nhân dân xã Tân Lập"
TURN = Turn.of(Cycle(2023, "H1"), Window(DayOfYear(10, 30), DayOfYear(5, 30)))


@cache
def ready() -> tuple[Indicator, ...]:
    file = ROOT / "src" / "tonghop" / "domain" / "reporting" / "dictionary.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["indicator"]
    known = Indicator.__dataclass_fields__
    return tuple(
        Indicator(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items() if k in known})
        for row in rows
    )


def setting(sender: str = SENDER) -> Setting:
    topic = frozenset(plain_words("Tuyên truyền bảo vệ an ninh Tổ quốc"))
    return Setting(TURN, own_words([sender]), topic)


def mentions(text: str, around: Setting | None = None) -> list[Mention]:
    said = wordings_of(ready())
    return list(mentions_in(text, searchable(text), Span(0, len(text)), said, around or setting()))


def settled(text: str, sender: str = SENDER) -> Settled:
    told = [
        Told(one, f"paragraph 1 {list(one.place)}", one.sentence.cut(text))
        for one in mentions(text, setting(sender))
    ]
    return settled_words(told, LayoutReading(), {row.code: row for row in ready()})


def certain(found: Settled) -> dict[str, str]:
    return {
        one.indicator: plain_decimal(one.value.amount)
        for one in found.figures
        if one.value.amount is not None
    }


def name(case: dict[str, Any]) -> str:
    return str(case["wording"])


@pytest.mark.parametrize("case", CASES, ids=name)
def test_sentence_gives_exactly_its_figures(case: dict[str, Any]) -> None:
    found = settled(case["sentence"], case.get("sender", SENDER))

    assert certain(found) == case.get("certain", {})


@pytest.mark.parametrize("case", [case for case in CASES if "asked" in case], ids=name)
def test_sentence_asks_what_it_leaves_open(case: dict[str, Any]) -> None:
    found = settled(case["sentence"], case.get("sender", SENDER))

    assert set(case["asked"]) <= {doubt.indicator for doubt in found.doubts}


@pytest.mark.parametrize("case", [case for case in CASES if case["kind"] == "figure"], ids=name)
def test_sentence_says_what_is_inexact_and_what_is_nil(case: dict[str, Any]) -> None:
    found = settled(case["sentence"], case.get("sender", SENDER))

    assert [one.indicator for one in found.figures if one.value.inexact] == case.get("inexact", [])
    assert [one.indicator for one in found.figures if one.value.state is State.NIL] == case.get("nil", [])


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        ("Số buổi tuyên truyền: 120; lũy kế từ đầu năm 1.300.", "1300"),
        ("Tổ chức 120 buổi tuyên truyền, lũy kế từ đầu năm 1.300 buổi.", "1300"),
        ("Số buổi tuyên truyền: 120 buổi (lũy kế từ đầu năm: 1.300).", "1300"),
        ("Tổ chức 120 buổi tuyên truyền, lũy kế từ đầu năm 1.300 giờ.", None),  # of something else
        ("Tổ chức 120 buổi tuyên truyền, phát 300 tờ rơi, lũy kế từ đầu năm 1.300.", None),  # of which one?
    ],
)
def test_sum_since_the_year_s_start_needs_no_verb(sentence: str, amount: str | None) -> None:
    sums = [one for one in mentions(sentence) if one.slot == "cumulative" and one.doubt is None]

    assert [plain_decimal(one.amount) for one in sums if one.amount] == ([amount] if amount else [])
    assert certain(settled(sentence)).get("sessions") == "120"


def test_table_holds_enough_cases_and_traps() -> None:
    assert len(CASES) >= 120
    assert sum(case["kind"] == "trap" for case in CASES) >= 40
    assert len({case["sentence"] for case in CASES}) == len(CASES)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(CASES), min_size=2, max_size=5, unique_by=name))
def test_sentences_together_count_nothing_that_none_of_them_says(cases: list[dict[str, Any]]) -> None:
    """Side by side, sentences may make each other doubtful; no new figure comes of it."""
    together = settled(" ".join(case["sentence"] for case in cases))

    alone = [settled(case["sentence"]) for case in cases]
    said = {(code, value) for one in alone for code, value in certain(one).items()}
    assert set(certain(together).items()) <= said


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(CASES), st.data())
def test_a_sentence_cut_anywhere_is_read(case: dict[str, Any], data: st.DataObject) -> None:
    text = case["sentence"][: data.draw(st.integers(0, len(case["sentence"])))]

    for mention in mentions(text):
        assert mention.sentence.holds(mention.place)
        assert mention.place.cut(text).strip() == mention.place.cut(text) != ""


def rulebook() -> str:
    lines = ["# Figures in sentences: what counts without asking, and what is asked", ""]
    for case in CASES:
        lines += [f"## {case['wording']}", f"> {case['sentence']}", ""]
        lines += [f"- {code}: {value}" for code, value in case.get("certain", {}).items()]
        lines += [f"- {code}: không phát sinh" for code in case.get("nil", [])]
        lines += [f"- {code}: asked" for code in case.get("asked", [])]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    print(rulebook())
