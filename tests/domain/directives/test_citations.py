"""Citations: the table of cases, what must hold of any text, and real documents where they are at hand."""

import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machine_time import quiet_seconds
from tonghop.domain.directives.citations import Citation, find_citations
from tonghop.domain.directives.heading import Heading
from tonghop.domain.directives.symbols import symbol_key
from tonghop.domain.language import nfc, searchable

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE.parents[1] / "spec/citations.toml").read_text(encoding="utf-8"))["case"]
READING = Path(os.environ.get("TONGHOP_READING", HERE.parents[3] / "shared/reading"))
GOLD = sorted(READING.glob("gold/*.json"))


@pytest.mark.parametrize("case", CASES, ids=[case["note"] for case in CASES])
def test_a_sentence_cites_these_documents_and_no_other(case: dict[str, Any]) -> None:
    found = find_citations(nfc(case["text"]))

    assert [c.symbol for c in found] == [wanted["symbol"] for wanted in case["cited"]]
    for citation, wanted in zip(found, case["cited"], strict=True):
        assert {key: getattr(citation, key) or "" for key in wanted} == wanted


def test_the_table_is_large_enough_to_be_believed() -> None:
    assert len(CASES) >= 70
    assert sum(not case["cited"] for case in CASES) >= 15


def test_one_document_is_cited_once_with_all_its_places() -> None:
    text = "Kế hoạch số 142/KHUBND; kế hoạch 142/KH-UBND; Kế hoạch số 142/KH- UBND ngày 15/8/2022."

    (only,) = find_citations(text)

    assert [span.cut(text) for span in only.mentions] == [
        "Kế hoạch số 142/KHUBND",
        "kế hoạch 142/KH-UBND",
        "Kế hoạch số 142/KH- UBND",
    ]
    assert only.date == "2022-08-15"


def test_the_own_symbol_is_no_citation() -> None:
    text = "(Kèm theo Kế hoạch số 7/KH-UBND ngày 02/02/2024) Căn cứ Kế hoạch số 8/KH-UBND"

    assert [c.symbol for c in find_citations(text, heading=Heading(symbol="7/KH-UBND"))] == ["8/KH-UBND"]


def test_footnotes_count() -> None:
    text = "Các đơn vị triển khai[1].\n\n[1] Chỉ thị số 5/CT-UBND ngày 03/01/2024 của UBND tỉnh."

    assert [c.symbol for c in find_citations(text)] == ["5/CT-UBND"]


@given(st.text(alphabet="Nghị quyết số 12/-NQTWUBĐ&kha\n.,;()[]*ngày 2024/1", max_size=300))
def test_any_text_gives_citations_that_stand_in_it(text: str) -> None:
    text = nfc(text)
    found = find_citations(text)

    keys = [symbol_key(c.symbol) for c in found]
    assert len(set(keys)) == len(keys)
    for citation in found:
        assert all(0 <= m.start < m.end <= len(text) for m in citation.mentions)
        assert list(citation.mentions) == sorted(citation.mentions)
        assert citation.date is None or len(citation.date) == 10


@given(
    number=st.integers(1, 99999),
    code=st.sampled_from(["KH", "QĐ", "CT", "NQ", "TB", "HD", "BC"]),
    organ=st.sampled_from(["UBND", "TTg", "BNV", "SYT", "VPCP"]),
    party=st.sampled_from(["TU", "TW", "HU", "BTGTU"]),
    day=st.dates(),
)
def test_every_well_formed_symbol_is_read_back(
    number: int, code: str, organ: str, party: str, day: Any
) -> None:
    written = f"{day.day:02}/{day.month}/{day.year:04}"
    text = (
        f"Theo văn bản số {number}/{code}-{organ} ngày {written}, số {number}-{code}/{party} ngày {written}"
    )

    first, second = find_citations(text)

    assert (first.symbol, first.line) == (f"{number}/{code}-{organ}", "state")
    assert (second.symbol, second.line) == (f"{number}-{code}/{party}", "party")
    assert first.date == second.date == day.isoformat()


@pytest.mark.parametrize(
    "unit",
    [
        "1/",
        "1-A",
        "số ",
        "12/2020/",
        "1/A-",
        "luật ",
        "nghị quyết số ",
        "của bộ ",
        "ngày 1/1/2020 ",
        "12/QĐ-TTg ",
        "luật sửa đổi, ",
        "(",
        "* _",
        "1/QĐ-TTg của bộ ",
    ],
)
def test_hostile_text_takes_less_than_a_second(unit: str) -> None:
    text = unit * (100_000 // len(unit))

    assert quiet_seconds(lambda: find_citations(text)) < 1


@pytest.mark.skipif(not GOLD, reason="the real documents are not at hand")
def test_real_documents_score_as_asked() -> None:
    """F1 of citations at least 0.98 and right dates at least 0.95, pooled, as the scorer counts them."""
    right = wanted = got = dated = right_dates = 0
    for file in GOLD:
        gold = json.loads(file.read_text(encoding="utf-8"))
        have = _by_key(find_citations(_text(gold["text"]), heading=Heading(symbol=gold["heading"]["symbol"])))
        want = {symbol_key(c["symbol"]): c["date"] for c in gold["citations"]}
        both = want.keys() & have.keys()
        right, wanted, got = right + len(both), wanted + len(want), got + len(have)
        with_date = [k for k in both if want[k] or have[k].date]
        dated += len(with_date)
        right_dates += sum(want[k] == have[k].date for k in with_date)

    assert 2 * right / (wanted + got) >= 0.98
    assert right_dates / dated >= 0.95


@pytest.mark.skipif(not GOLD, reason="the real documents are not at hand")
@pytest.mark.parametrize("file", sorted(READING.glob("more/*.txt")), ids=lambda f: f.stem[:40])
def test_mentions_in_real_documents_hold_their_number(file: Path) -> None:
    text = nfc(file.read_text(encoding="utf-8"))
    for citation in find_citations(text, folded=searchable(text)):
        number = citation.symbol.split("/")[0].split("-")[0]
        assert all(number in span.cut(text) for span in citation.mentions)


def _text(name: str) -> str:
    return nfc((READING / "texts" / name).read_text(encoding="utf-8"))


def _by_key(found: tuple[Citation, ...]) -> dict[str, Citation]:
    return {symbol_key(c.symbol): c for c in found}
