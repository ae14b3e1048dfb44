"""Two versions of a campaign compared."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from journeys.small_campaign import SMALL
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.campaign_changes import ORDER, changes
from tonghop.domain.reporting.checks import Check
from tonghop.domain.reporting.level_deadlines import LevelDeadline

Deed = Callable[[Campaign], Campaign]

CASES: list[tuple[Deed, list[tuple[str, str, str]]]] = [
    (lambda one: one, []),
    (lambda one: replace(one, title="Khác"), [("campaign", "", "title")]),
    (lambda one: replace(one, recipients=()), [("campaign", "", "recipients")]),
    (
        lambda one: replace(one, bodies=(*one.bodies, Body("moi", "Đơn vị mới"))),
        [("body", "Đơn vị mới", "")],
    ),
    (
        lambda one: replace(one, excuses=(), bodies=one.bodies[:-1]),
        [("body", "Báo Hòa Bình", ""), ("excuse", "bao, 2023-H1", "")],
    ),
    (
        lambda one: replace(one, bodies=tuple(reversed(one.bodies))),
        [("body", "", ORDER)],
    ),
    (
        lambda one: replace(
            one, regimes=(replace(one.regimes[0], deadlines=(LevelDeadline.parse("commune 05-25"),)),)
        ),
        [("regime", "H1", "deadlines")],
    ),
    (
        lambda one: replace(
            one, indicators=(replace(one.indicators[0], name="Số cuộc"), *one.indicators[1:])
        ),
        [("indicator", "Số cuộc", "name")],
    ),
    # a check's rule is what it is: another rule is another check, the same rule twice are two
    (
        lambda one: replace(one, checks=(*one.checks, one.checks[0])),
        [("check", "attendances >= sessions", "")],
    ),
    (
        lambda one: replace(one, checks=(Check("attendances >= sessions", "Khác?"),)),
        [("check", "attendances >= sessions", "message")],
    ),
]


@pytest.mark.parametrize(("deed", "told"), CASES)
def test_every_difference_is_told_once(deed: Deed, told: list[tuple[str, str, str]]) -> None:
    found = changes(SMALL, deed(SMALL))

    assert [(change.table, change.row, change.field) for change in found] == told
    assert all(change.before != change.after for change in found)
