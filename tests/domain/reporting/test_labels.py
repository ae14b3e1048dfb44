"""Labels: names, aliases, typing errors and what is never guessed (the cases print as
tests/spec/labels.toml).
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layout_campaign import INDICATORS

from tonghop.domain.reporting.labels import Labels, label_key
from tonghop.domain.spelling import slips

CASES = tomllib.loads((Path(__file__).parents[2] / "spec" / "labels.toml").read_text(encoding="utf-8"))[
    "case"
]
LABELS = Labels(INDICATORS)


@pytest.mark.parametrize("case", CASES, ids=[case["label"] or "empty" for case in CASES])
def test_label_means(case: dict[str, Any]) -> None:
    match = LABELS.match(case["label"])

    assert match.indicator == case.get("means")
    assert list(match.asides) == case.get("aside", [])
    if match.indicator is None:
        assert sorted(match.candidates) == sorted(case.get("asked", []))


def test_a_name_of_two_indicators_is_of_neither() -> None:
    twins = Labels(
        [INDICATORS[0], type(INDICATORS[0])("other", "Khác", "buổi", aliases=("số buổi tuyên truyền",))]
    )

    match = twins.match("Số buổi tuyên truyền")

    assert match.indicator is None
    assert set(match.candidates) == {"sessions", "other"}


@pytest.mark.parametrize(
    ("written", "meant", "count"),
    [
        ("tờ rơi", "tờ rơi", None),  # too short for a slip to be recognised
        ("buổi tuyên truềyn", "buổi tuyên truyền", 1),  # two letters swapped
        ("buổi tuyên truyềnn", "buổi tuyên truyền", 1),  # a letter doubled
        ("hội gia đình ký cam kết", "hộ gia đình ký cam kết", None),  # another word
        ("lớp tập huấn cấp 2", "lớp tập huấn cấp 1", None),  # another number
        ("mô hình duy trì", "mô hình đang duy trì", None),  # a word less
        ("mô hihn đang duy trỳi", "mô hình đang duy trì", None),  # two slips in a short name
    ],
)
def test_slips(written: str, meant: str, count: int | None) -> None:
    assert slips(written.split(), meant.split()) == count


@given(st.text(max_size=400))
def test_no_label_is_ever_refused(text: str) -> None:
    match = LABELS.match(text)

    assert match.indicator is None or match.indicator in {row.code for row in INDICATORS}


@given(
    st.sampled_from(INDICATORS),
    st.sampled_from(["{}", "{}:", "1. {}", "- {}", "a) {}", "Số {}", "{} (1)", "II. {}"]),
)
def test_every_name_means_its_indicator(indicator: Any, frame: str) -> None:
    for name in (indicator.name, *indicator.aliases):
        assert LABELS.match(frame.format(name)).indicator == indicator.code
        assert LABELS.match(frame.format(name).upper()).indicator == indicator.code


@pytest.mark.parametrize("label", ["1. Số buổi", "- Số buổi:", "SỐ  BUỔI", "b) số buổi (2)", "Số buổi*"])
def test_label_key_leaves_numbers_and_marks_out(label: str) -> None:
    assert label_key(label) == "số buổi"
