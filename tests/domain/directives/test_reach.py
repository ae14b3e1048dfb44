"""Channels and audiences: what is named, and what only looks like it."""

import pytest

from tonghop.domain.directives.reach import audiences, channels
from tonghop.domain.language import searchable
from tonghop.domain.provenance import Span

CHANNELS = [
    (
        "Tuyên truyền trên hệ thống truyền thanh cơ sở và mạng xã hội.",
        ("hệ thống truyền thanh cơ sở", "mạng xã hội"),
    ),
    ("Treo băng-rôn, pa nô, áp-phích tại trụ sở.", ("băng-rôn", "pa nô", "áp-phích")),  # three spellings
    ("Đăng trên Zalo, đăng lại trên Zalo.", ("zalo",)),  # each once
    ("Thông qua hội nghị, hội thi và sinh hoạt chi bộ.", ("hội nghị", "hội thi", "sinh hoạt chi bộ")),
    ("Rà soát tờ trình của các hội.", ()),  # a submission is no leaflet
    ("Báo cáo kết quả trước ngày 15/6.", ()),  # a report is no newspaper
]

AUDIENCES = [
    ("Phổ biến đến cán bộ, công chức, viên chức.", ("cán bộ", "công chức", "viên chức")),
    ("Vận động đông đảo đoàn viên, hội viên tham gia.", ("đoàn viên", "hội viên")),
    ("Tập huấn cho người lao động và người lao\nđộng trẻ.", ("người lao động",)),
    ("Phát tài liệu cho học sinh và các bậc cha mẹ.", ("học sinh",)),
    ("Cán bộ y tế trực tại trạm.", ()),  # no word turns to them: they act
]


@pytest.mark.parametrize(("text", "expected"), CHANNELS, ids=[text[:30] for text, _ in CHANNELS])
def test_channels_are_named_once_each(text: str, expected: tuple[str, ...]) -> None:
    assert channels(searchable(text), Span(0, len(text))) == expected


@pytest.mark.parametrize(("text", "expected"), AUDIENCES, ids=[text[:30] for text, _ in AUDIENCES])
def test_audiences_are_those_a_task_turns_to(text: str, expected: tuple[str, ...]) -> None:
    assert audiences(text, searchable(text), Span(0, len(text))) == expected


def test_only_the_span_is_searched() -> None:
    text = "Họp bàn. Tuyên truyền trên mạng xã hội cho thanh niên."

    assert channels(searchable(text), Span(0, 8)) == ()
    assert audiences(text, searchable(text), Span(0, 8)) == ()
