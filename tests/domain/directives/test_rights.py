"""Design rule 10 as a table: what is marked, what is not, and that nothing but the sentence concerned is."""

import itertools
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machine_time import quiet_seconds
from tonghop.domain.directives.rights import GROUNDS, ground_of, sensitive_sentences
from tonghop.domain.language import nfc, searchable
from tonghop.domain.provenance import Span

ROOT = Path(__file__).parents[3]
TABLE = tomllib.loads((ROOT / "tests/spec/rights.toml").read_text(encoding="utf-8"))["sentence"]
MARKED = [row for row in TABLE if row["why"]]
ORDINARY = [row for row in TABLE if not row["why"]]
READING = Path(os.environ.get("TONGHOP_READING", ROOT.parent / "shared/reading"))


def marks(text: str) -> list[tuple[str, str]]:
    return [(s.span.cut(text), s.why) for s in sensitive_sentences(text, Span(0, len(text)))]


def test_table_is_large_and_speaks_of_known_grounds() -> None:
    assert len(MARKED) >= 100
    assert len(ORDINARY) >= 100
    assert {row["why"] for row in MARKED} == set(GROUNDS)
    assert sum(row.get("held_out", False) for row in MARKED) == 40
    assert sum(row.get("held_out", False) for row in ORDINARY) == 40
    assert {row.get("round") for row in TABLE} == {None, 2, 3, 4, 5, 6}
    assert len({row["text"] for row in TABLE}) == len(TABLE)


def test_recall_and_false_alarms_on_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    missed = [row["text"] for row in MARKED if not marks(row["text"])]
    false_alarms = [row["text"] for row in ORDINARY if marks(row["text"])]
    another_ground = [
        row["text"] for row in MARKED if row["why"] not in [why for _, why in marks(row["text"])]
    ]
    with capsys.disabled():
        print(
            f"\nrights: recall {len(MARKED) - len(missed)}/{len(MARKED)},"
            f" false alarms {len(false_alarms)}/{len(ORDINARY)}, another ground {len(another_ground)}"
        )

    assert len(missed) <= 0.03 * len(MARKED), missed
    assert len(false_alarms) <= 0.03 * len(ORDINARY), false_alarms
    assert len(another_ground) <= 0.05 * len(MARKED), another_ground


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["text"][:40])
def test_verdict_does_not_hang_on_writing(row: dict[str, str]) -> None:
    text = row["text"]
    broken = "\n".join(text.split())
    old_tones = text.replace("óa", "oá").replace("òa", "oà").replace("ỏa", "oả").replace("ủy", "uỷ")

    verdict = ground_of(searchable(text))

    assert ground_of(searchable(broken)) == verdict
    assert ground_of(searchable(old_tones)) == verdict
    assert ground_of(searchable(text.upper())) == verdict


def test_every_ground_has_two_labels() -> None:
    assert all(len(labels) == 2 and all(labels) for labels in GROUNDS.values())


# (text, the marked sentences)
ALONE = [
    ("", []),
    ("Sở A họp.", []),
    # the neighbours stay tasks
    (
        "Sở Y tế tiêm phòng cho trẻ em. Nắm bắt dư luận về tiêm phòng. Báo cáo số mũi tiêm trước ngày 30/6.",
        ["Nắm bắt dư luận về tiêm phòng."],
    ),
    # a hard-wrapped sentence is one
    (
        "Tổ chức tiêm phòng.\nChủ động nắm tình hình\ntư tưởng của viên chức.\nMua thêm vắc-xin.",
        ["Chủ động nắm tình hình\ntư tưởng của viên chức."],
    ),
    # items of a list
    (
        "Các trường:\n- Dạy bơi cho học sinh;\n- Uốn nắn tư tưởng lệch lạc của học sinh;\n- Sửa lớp học.",
        ["- Uốn nắn tư tưởng lệch lạc của học sinh;"],
    ),
    # an action and an object in two clauses are not one request
    ("Theo dõi tiến độ; làm việc với báo chí.", []),
    ("Hạn chế đi lại trong bão; giải quyết khiếu nại đúng hạn.", []),
    # the passive reaches back over what stands between, and no further than the clause
    ("Dư luận ở chợ cần được tổ dân phố nắm.", ["Dư luận ở chợ cần được tổ dân phố nắm."]),
    ("Trả lời dư luận; đê phải được kiểm tra.", []),
]


@pytest.mark.parametrize(("text", "expected"), ALONE)
def test_only_the_sentence_concerned_is_marked(text: str, expected: list[str]) -> None:
    assert [sentence for sentence, _ in marks(text)] == expected


def test_spans_hold_inside_a_larger_text() -> None:
    text = "Phần đầu. Định hướng dư luận. Phần giữa. Trấn an dư luận. Phần cuối."
    span = Span(text.index("Phần giữa"), len(text))

    found = sensitive_sentences(text, span, folded=searchable(text))

    assert [s.span.cut(text) for s in found] == ["Trấn an dư luận."]
    assert found == sensitive_sentences(text, span)


WORDS = st.sampled_from(sorted({word for row in TABLE for word in row["text"].split()}))


@given(st.lists(WORDS | st.sampled_from([";", ".", "\n", "- "]), max_size=60).map(" ".join))
def test_marks_are_sentences_of_the_text_and_known_grounds(text: str) -> None:
    found = sensitive_sentences(text, Span(0, len(text)))

    assert all(s.why in GROUNDS and s.span.cut(text).strip() == s.span.cut(text) != "" for s in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert found == sensitive_sentences(text, Span(0, len(text)), folded=searchable(text))


ADVERSARIAL = [
    "nắm bắt ",
    "dư luận ",
    "nắm;dư luận;",
    "thông tin ",
    "không để khiếu nại quá hạn ",
    "đăng ",
    "quảng cáo ",
    " ",
    # many starts of a pattern with a bounded gap
    "tin ",
    "phê phán ",
    "chỉ đăng ",
    "ai nói ",
    "tin, bài được ",
]


@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_time_grows_with_length_only(piece: str) -> None:
    text = "nắm" + piece * (100_000 // len(piece)) + "dư luận"

    assert quiet_seconds(lambda: sensitive_sentences(text, Span(0, len(text)))) < 1


@pytest.mark.skipif(not READING.is_dir(), reason="the real documents are not here")
def test_seed_is_marked_where_it_steers_watches_and_punishes() -> None:
    text = nfc((READING / "texts/seed.txt").read_text(encoding="utf-8"))

    found = [(" ".join(sentence.split()[:2]), why) for sentence, why in marks(text)]

    assert found == [
        ("Thường xuyên", "press-steering"),
        ("Chủ động", "opinion-watch"),
        ("Sở Thông", "press-steering"),
        ("Chỉ đạo", "speech-punishment"),
        ("Các cơ", "press-steering"),
    ]
