"""Figures in sentences as a table of cases (tests/spec/prose.toml), and what holds for any text.

`python tests/domain/reporting/test_prose.py` prints the table as a rulebook.
"""

import time
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.language import nfc, searchable
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.found_figures import LayoutReading
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.period_words import Turn
from tonghop.domain.reporting.prose import Mention, Setting, mentions_in
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


if __name__ == "__main__":
    print("x")
