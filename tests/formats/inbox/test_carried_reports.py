"""Records and reports that carry them, whole or spoilt: each is read, asked or refused, and none raises."""

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats.inbox.files import opened
from formats.official.word_files import CARRYING, WORD, without_part
from journeys.small_campaign import CYCLE, DUE, SMALL, returned
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.consolidation import consolidate
from tonghop.domain.consolidation.record import record_bytes, record_of
from tonghop.domain.consolidation.returns import Kind, RefusedFile, Return
from tonghop.domain.consolidation.submission_record import submission_record
from tonghop.domain.consolidation.submissions import submission_of
from tonghop.formats.inbox.return_json import dumped, loaded
from tonghop.formats.official.carried_data import docx_with_data
from tonghop.formats.official.report import report_document
from tonghop.formats.official.word import word_document

PATIENT = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
MADE = datetime(2023, 6, 5, tzinfo=ZONE)
DONE = consolidate(
    SMALL, CYCLE, [returned("da-bac", {"sessions": 12, "attendances": 300, "households": 7}, at=MADE)], DUE
)
RECORD = record_bytes(record_of(DONE, made_at=MADE))
REPORT = docx_with_data(word_document(report_document(DONE, MADE.date())), RECORD)


def one(name: str, content: bytes) -> Return:
    (answer,) = opened(name, content)
    assert isinstance(answer, Return)
    return answer


def test_report_and_its_record_say_the_same() -> None:
    report, record = one("a.docx", REPORT), one("a.json", RECORD)

    assert (report.kind, record.kind) == (Kind.RECORD, Kind.RECORD)
    assert report.figures == record.figures
    assert report.coverage == record.coverage
    assert report.sha256 != record.sha256


def test_result_passes_between_processes_unchanged() -> None:
    answer = one("a.json", RECORD)

    assert loaded(dumped([answer])) == (answer,)


def test_own_report_of_one_body_is_read_with_its_cells() -> None:
    sent = returned("da-bac", {"sessions": 12}, at=MADE)
    judged = submission_of("da-bac", [sent], SMALL.asked(CYCLE), SMALL, {}, DUE)
    data = record_bytes(submission_record(judged, SMALL, CYCLE, SMALL.bodies[0], made_at=MADE))

    report, record = one("a.docx", docx_with_data(WORD, data)), one("a.json", data)

    assert report.sender == record.sender == "da-bac"
    assert report.figures == record.figures
    assert report.figures[0].below[0].at == "Số liệu!E8"  # type: ignore[union-attr]
    assert "Không tìm thấy bảng" in report.remarks[0].message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (without_part(REPORT), "đã mất"),
        (without_part(CARRYING), "đã mất"),
        (docx_with_data(WORD, b'{"schema": "tonghop/consolidated/9"}'), "bản khác của Tonghop"),
        (docx_with_data(WORD, b'{"schema": "tonghop/consolidated/1", '), "bản khác của Tonghop"),
    ],
)
def test_report_without_whole_data_is_read_like_any_other(content: bytes, words: str) -> None:
    answer = one("a.docx", content)

    assert answer.kind is Kind.REPORT
    assert words in answer.remarks[-1].message


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just("1E+99999999"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
places: list[tuple[Any, ...]] = [
    *((key,) for key in ("cycle", "directive", "campaign", "coordinator", "place", "names", "coverage")),
    *((key,) for key in ("totals", "narratives", "bodies", "title")),
    *(
        ("totals", 0, key)
        for key in ("indicator", "name", "unit", "kind", "value", "between", "sources", "nil")
    ),
    *(("totals", 0, "sources", 0, key) for key in ("body", "value", "state", "at", "sources", "between")),
    *(("coverage", key) for key in ("due", "missing", "bodies")),
]


@PATIENT
@given(st.sampled_from(places), plain)
def test_spoilt_record_is_read_or_refused(place: tuple[Any, ...], value: Any) -> None:
    record = json.loads(RECORD)
    inner = record
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value

    (answer,) = opened("a.json", json.dumps(record).encode())

    assert isinstance(answer, Return | RefusedFile)
    if isinstance(answer, RefusedFile):
        assert answer.code in ("damaged", "other-cycle", "other-campaign")
