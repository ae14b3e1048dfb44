"""The benchmark of a country's sums: both sides do the same; what is drawn and simulated."""

from xml.etree import ElementTree

import pytest
from benchmarks.deadline_queue import arrivals, day
from benchmarks.plot import Line, drawn
from benchmarks.rollup import PEER, _demand_same, floor
from benchmarks.rollup_data import BODIES_EACH, INDICATORS, PROVINCES, TYPED, country, tables_of

from tonghop.engines.running import DUCKDB, in_duckdb, written_roll_up

SMALL = 20_000


def test_the_peer_and_the_expression_come_to_the_same() -> None:
    with in_duckdb(tables_of(country(SMALL))) as ask:
        ours, peer = ask(written_roll_up(INDICATORS, DUCKDB)), ask(PEER.read_text(encoding="utf-8"))

    _demand_same(ours, peer)
    with pytest.raises(AssertionError):
        _demand_same(ours.slice(1), peer)


def test_the_floor_adds_what_the_expression_adds() -> None:
    made = country(SMALL)
    flows, _ = floor(made)
    with in_duckdb(tables_of(made)) as ask:
        rows = ask(written_roll_up(INDICATORS, DUCKDB)).to_pylist()

    top = max(row["node"] for row in rows)
    assert len(flows) == made.bodies + made.communes + PROVINCES + 1
    for row in rows:
        if row["node"] == top and row["indicator"] < 32:
            assert row["value"] * 1000 == int(flows[-1][row["indicator"]])


def test_a_country_is_the_same_each_time_and_answers_each_cell_once() -> None:
    made, again = country(SMALL), country(SMALL)

    assert (made.units == again.units).all()
    assert made.bodies == made.communes * BODIES_EACH
    cells = (made.cycle * made.bodies + made.body) * TYPED + made.indicator
    assert len(set(cells.tolist())) == SMALL


def test_a_day_without_a_queue_waits_for_nobody_and_one_with_loses_nobody() -> None:
    calm = day([0.0, 1.0, 2.0], 1, 0.5)
    busy = day([0.0, 0.0, 0.0, 0.0], 2, 1.0)

    assert (calm.longest_wait, calm.behind) == (0.0, 0.5)
    assert (busy.median_wait, busy.longest_wait, busy.behind) == (1.0, 1.0, 2.0)


def test_everybody_sends_once_and_always_at_the_same_instants() -> None:
    coming = arrivals(1000)

    assert len(coming) == 1000
    assert coming == sorted(coming) == arrivals(1000)
    assert 7 * 3600 <= coming[0] <= coming[-1] < 17 * 3600


def test_a_drawing_names_its_lines_and_is_well_formed() -> None:
    text = drawn("Giây < phút", "answers", "seconds", [Line("a & b", ((1e5, 0.1), (1e7, 12.0)))])

    root = ElementTree.fromstring(text)
    said = {"".join(part.itertext()) for part in root.iter() if part.text}
    assert {"Giây < phút", "a & b", "answers", "seconds"} <= said
    assert len([part for part in root.iter() if part.tag.endswith("polyline")]) == 1
