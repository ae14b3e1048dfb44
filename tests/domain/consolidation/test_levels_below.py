"""Records of a level below: matched and never guessed, added exactly, open down to the lowest cell."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.consolidation.told_records import ABOVE, FLAT, row, told
from journeys.small_campaign import CYCLE, DUE, SMALL, identity, returned
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.consolidation import Consolidation, consolidate
from tonghop.domain.consolidation.figures import Total
from tonghop.domain.consolidation.lower_levels import (
    DEEPEST,
    gaps,
    lower_coverage,
    lower_sources,
    source_record,
)
from tonghop.domain.consolidation.record import record_bytes, record_of
from tonghop.domain.consolidation.record_indicators import RECORD_LAYOUT
from tonghop.domain.consolidation.record_reading import return_of_record
from tonghop.domain.consolidation.returns import Figure, Kind, RefusedFile, Return
from tonghop.domain.consolidation.submission_record import return_of_submission, submission_record
from tonghop.domain.consolidation.submissions import submission_of
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.found_figures import Confirmed
from tonghop.domain.reporting.labels import label_key
from tonghop.domain.reporting.values import NIL, Unclear, figure

PATIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
MADE = datetime(2023, 6, 5, tzinfo=ZONE)
WEST, EAST = replace(FLAT, bodies=FLAT.bodies[:3]), replace(FLAT, bodies=FLAT.bodies[3:])


def read(record: Mapping[str, Any], campaign: Campaign = ABOVE, confirmed: Any = None) -> Return:
    answer = return_of_record(
        record, "a.json", "0" * 64, campaign, CYCLE, *([confirmed] if confirmed else [])
    )
    assert isinstance(answer, Return)
    return answer


def figures_of(answer: Return) -> dict[str, Figure]:
    return {figure.indicator: figure for figure in answer.figures if isinstance(figure, Figure)}


# ---- which indicator a row is

TAKEN, ASKED, NAMED = "taken", "asked", "named in a remark"
MATCHES = [
    (row(), TAKEN),
    (row(name="SỐ BUỔI TUYÊN TRUYỀN"), TAKEN),
    (row(name="Số buổi tuyên truền"), TAKEN),
    (row(code="x-1", name="Số buổi tuyên truyền", unit="Buổi", kind="flow"), TAKEN),
    (row(name="Số buổi tập huấn"), ASKED),
    (row(unit="giờ"), NAMED),
    (row(kind="stock"), NAMED),
    (row(kind="distinct"), NAMED),
    (row(name="", unit="", kind=""), NAMED),
    (row(code="x-1", name="Số buổi tuyên truyền", unit="giờ", kind="flow"), NAMED),
    (row(code="x-1", name="Số buổi tuyên truyền tại trường học", unit="buổi", kind="flow"), NAMED),
    (row(code="x-1", name="Số bò", unit="con", kind="flow"), NAMED),
    (row(value="1e9"), NAMED),
    (row(value="-3"), NAMED),
    (row(value="9" * 40), NAMED),
]


@pytest.mark.parametrize(("told_row", "fate"), MATCHES)
def test_row_is_taken_asked_or_named_and_never_guessed(told_row: Mapping[str, Any], fate: str) -> None:
    answer = read(told(told_row))

    assert (set(figures_of(answer)) == {"sessions"}) == (fate == TAKEN)
    assert [doubt.code for doubt in answer.doubts] == (["other-name"] if fate == ASKED else [])
    assert bool(answer.remarks) == (fate == NAMED)


@pytest.mark.parametrize(("code", "taken"), [("sessions", {"sessions"}), ("", set())])
def test_answer_about_a_name_holds_for_every_record(code: str, taken: set[str]) -> None:
    name = "Số buổi tập huấn"
    confirmed = Confirmed(labels={(RECORD_LAYOUT, label_key(name)): code})

    answer = read(told(row(name=name)), confirmed=confirmed)

    assert set(figures_of(answer)) == taken
    assert answer.doubts == ()


def test_values_are_taken_exactly() -> None:
    rows = [
        row(value="1210.50", inexact=True, estimated="30"),
        row("models", value=None, nil=2, reported_by=0),
        row("households", value=None, between=["40", "65"], reported_by=2),
        row("attendances", value=None, reported_by=0),
        row("crowd", value="12.5"),
    ]

    found = figures_of(read(told(*rows)))

    assert set(found) == {"sessions", "models", "households"}
    assert found["sessions"].read == replace(figure("1210.50"), inexact=True)
    assert (found["sessions"].estimated, found["sessions"].by) == (Decimal(30), "report")
    assert found["models"].read == NIL
    assert found["households"].between == (Decimal(40), Decimal(65))


OTHERS = [({"cycle": "2022-H1"}, "other-cycle"), ({"directive": "99-CV/BTGTU"}, "other-campaign")]


@pytest.mark.parametrize(("more", "code"), OTHERS)
def test_record_of_something_else_is_refused(more: Mapping[str, Any], code: str) -> None:
    answer = return_of_record(told(row(), **more), "a.json", "0" * 64, ABOVE, CYCLE)

    assert isinstance(answer, RefusedFile)
    assert answer.code == code


def test_record_that_names_no_directive_is_held_until_a_person_says() -> None:
    (hold,) = read(told(row(), directive="", campaign="dot-khac")).holds

    assert hold.choices == ("tính", "không tính")


def test_bounds_do_not_count_while_another_file_leaves_the_figure_open() -> None:
    record = read(told(row("households", value=None, between=["40", "65"], reported_by=2)))
    unclear = Unclear("not-a-number", "“vài chục” là bao nhiêu?")
    words = Return("a.docx", "1" * 64, kind=Kind.REPORT, figures=(Figure("households", unclear, "p 1"),))

    both = consolidated(ABOVE, replace(record, body="west"), replace(words, body="west"))
    alone = consolidated(ABOVE, replace(record, body="west"))

    assert (totals_of(both)["households"].between, totals_of(both)["households"].missing) == (None, 2)
    assert totals_of(alone)["households"].between == (40, 65)


# ---- added over levels

cells = st.one_of(st.integers(0, 10**6), st.none())


@st.composite
def inboxes(draw: st.DrawFn) -> dict[str, Return]:
    asked = st.fixed_dictionaries({}, optional=dict.fromkeys(("sessions", "models", "households"), cells))
    nil = st.sets(st.sampled_from(["sessions", "models", "households"]), max_size=1)
    sending = draw(st.sets(st.sampled_from([body.code for body in FLAT.bodies])))
    return {code: returned(code, draw(asked), nil=tuple(draw(nil)), at=MADE) for code in sorted(sending)}


def consolidated(campaign: Campaign, *returns: Return) -> Consolidation:
    return consolidate(campaign, CYCLE, returns, DUE)


def as_sent(campaign: Campaign, body: str, done: Consolidation, above: Campaign = ABOVE) -> Return:
    """What the level above reads of a consolidation's file."""
    record = json.loads(record_bytes(record_of(done, made_at=MADE)))
    answer = return_of_record(record, f"{body}.json", "0" * 64, above, CYCLE)
    assert isinstance(answer, Return)
    return replace(answer, body=body, holds=())


def totals_of(done: Consolidation) -> dict[str, Total]:
    return {row.indicator.code: row for row in done.totals}


@PATIENT
@given(inboxes())
def test_two_levels_add_up_to_what_one_level_does(inbox: dict[str, Return]) -> None:
    flat = totals_of(consolidated(FLAT, *inbox.values()))
    parts = []
    for name, campaign in (("west", WEST), ("east", EAST)):
        own = [inbox[body.code] for body in campaign.bodies if body.code in inbox]
        parts.append(as_sent(campaign, name, consolidated(campaign, *own)))

    both = totals_of(consolidated(ABOVE, *parts))

    for code in ("sessions", "models", "households"):
        assert (both[code].value, both[code].between) == (flat[code].value, flat[code].between), code
        leaves = [leaf for source in both[code].sources for leaf in source.below]
        assert {(leaf.body, leaf.value, leaf.at) for leaf in leaves if leaf.value is not None} == {
            (source.body, source.value.amount, source.at)
            for source in flat[code].sources
            if source.value.amount is not None
        }
        assert both[code].reported_by + both[code].nil + both[code].missing == len(ABOVE.bodies)


def test_addends_are_kept_five_levels_deep_and_the_cut_is_said() -> None:
    source: dict[str, Any] = {"body": "thon-9", "value": "1", "state": "figure", "at": "A1", "by": "read"}
    for level in range(8, 0, -1):
        source = {"body": f"cap-{level}", "value": "1", "by": "report", "sources": [source]}

    (found,) = lower_sources([source], {"cap-1": "Cấp một"})

    depth, lowest = 1, found
    while lowest.sources:
        (lowest,) = lowest.sources
        depth += 1
    assert (depth, lowest.body, lowest.is_cut, found.name) == (DEEPEST, "cap-5", True, "Cấp một")
    assert lower_sources([source_record(found)], {}) == (found,)


def test_gap_at_the_lowest_level_is_a_finding_at_every_level() -> None:
    lowest = consolidated(WEST, returned("da-bac", {"sessions": 3}, at=MADE))
    middle = replace(FLAT, coordinator="Cấp giữa", bodies=(Body("west", "Tây"),))
    between = consolidated(middle, as_sent(WEST, "west", lowest, middle))

    top = consolidated(ABOVE, as_sent(middle, "west", between))

    found = [row.message for row in top.findings if "mới gồm" in row.message]
    assert found == [
        "Báo cáo của Tây mới gồm 1/3 đơn vị; chưa có: Ban Tuyên giáo Huyện ủy Kim Bôi, "
        "Ban Tuyên giáo Huyện ủy Mai Châu."
    ]
    coverage = next(row.coverage for row in top.submissions if row.body == "west")
    assert coverage is not None
    assert (coverage.due, coverage.missing, coverage.below[0].missing) == (1, 0, 2)


def test_many_missing_bodies_are_counted_and_some_named() -> None:
    codes = [f"xa-{number}" for number in range(30)]
    record = {
        "coverage": {"due": 200, "on_time": 170, "missing": 30, "bodies": {"missing": codes}},
        "names": {"xa-0": "Xã Mẫu"},
    }

    (sentence,) = gaps(lower_coverage(record, "tỉnh A"))

    assert sentence.startswith("Báo cáo của tỉnh A mới gồm 170/200 đơn vị; chưa có: Xã Mẫu, xa-1,")
    assert sentence.endswith("và 22 đơn vị khác.")


# ---- one body's own record


def submission() -> dict[str, Any]:
    sent = returned(
        "da-bac",
        {"sessions": 12, "minutes": 2.5, "attendances": "12-15"},
        nil=("models",),
        estimated={"sessions": 3},
        texts={"oral": "Đủ."},
        at=MADE,
    )
    judged = submission_of("da-bac", [sent], SMALL.asked(CYCLE), SMALL, {}, DUE)
    record = submission_record(judged, SMALL, CYCLE, SMALL.bodies[0], made_at=MADE)
    return json.loads(record_bytes(record))  # type: ignore[no-any-return]


def test_submission_comes_back_with_the_cells_of_its_form() -> None:
    answer = return_of_submission(submission(), "bao-cao.docx", "1" * 64, SMALL, CYCLE)

    assert answer.identity == identity("da-bac")
    found = figures_of(answer)
    assert {code: row.read for code, row in found.items()} == {
        "sessions": figure(12),
        "minutes": figure("2.5"),
        "models": NIL,
    }
    assert found["sessions"].estimated == Decimal(3)
    (source,) = found["sessions"].below
    assert (source.body, source.file, source.at, source.value) == ("da-bac", "da-bac.xlsx", "Số liệu!E8", 12)
    assert [(row.section, row.text) for row in answer.passages] == [("oral", "Đủ.")]


def test_submission_counts_as_the_forms_figures_with_their_cells_below() -> None:
    answer = return_of_submission(submission(), "bao-cao.docx", "1" * 64, SMALL, CYCLE)

    done = consolidated(SMALL, replace(answer, arrived_at=MADE))

    (source,) = totals_of(done)["sessions"].sources
    assert (source.file, source.by, source.below[0].at) == ("bao-cao.docx", "report", "Số liệu!E8")
    assert totals_of(done)["models"].nil == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"cycle": "2022-H1"}, "other-cycle"),
        ({"campaign": "khac"}, "other-campaign"),
        ({"body": {"code": "la"}}, "unknown-body"),
    ],
)
def test_submission_of_something_else_is_refused(more: Mapping[str, Any], code: str) -> None:
    answer = return_of_submission(submission() | more, "a.docx", "1" * 64, SMALL, CYCLE)

    assert [row.code for row in consolidated(SMALL, answer).refused] == [code]
