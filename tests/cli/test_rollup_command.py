"""`tonghop rollup`: from two half-years in the database to the totals of a small, invented province."""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cli.office import PROJECT
from databases import Doors, django_on, prepare_django

prepare_django()

import due_lists  # noqa: E402 (models are imported when Django is there)
from people import AT, OFFICE, TODAY, administrator, official  # noqa: E402

from tonghop.apps.accounts.acting import act_by_itself_over, acting_as, acting_by_itself  # noqa: E402
from tonghop.apps.accounts.models import Person  # noqa: E402
from tonghop.apps.accounts.roles import Role  # noqa: E402
from tonghop.apps.consolidation.adjusting import count_once  # noqa: E402
from tonghop.apps.organisations.models import Parent, Unit, Version  # noqa: E402
from tonghop.apps.reporting import rollups  # noqa: E402
from tonghop.apps.reporting.cycle_totals import totals_of  # noqa: E402
from tonghop.apps.reporting.models import Campaign, CampaignBody, Cycle, DueRow, SharedIndicator  # noqa: E402
from tonghop.apps.reporting.submissions.sending import send  # noqa: E402
from tonghop.cli.main import run  # noqa: E402
from tonghop.domain.calendar.due_instants import LateMoment  # noqa: E402
from tonghop.domain.calendar.periods import DayOfYear, Window  # noqa: E402
from tonghop.domain.consolidation.rollup_periods import indicators_over, periods_of  # noqa: E402
from tonghop.domain.consolidation.rollups import Debt, rolled_up  # noqa: E402
from tonghop.domain.reporting import campaign as domain  # noqa: E402
from tonghop.domain.reporting.indicators import DISTINCT, RATE, STOCK, Indicator  # noqa: E402
from tonghop.domain.reporting.values import plain_decimal  # noqa: E402
from tonghop.engines.extraction import at_one_moment, debts_of_cycles, rows_of_cycles  # noqa: E402
from tonghop.engines.tables import told_by  # noqa: E402

Captured = pytest.CaptureFixture[str]

BUOI = Indicator("buoi", "Số buổi tuyên truyền", "buổi", decimals=2)
INDICATORS = (
    BUOI,
    Indicator("dat", "Số buổi đạt yêu cầu", "buổi", decimals=2),
    Indicator("ty-le", "Tỷ lệ đạt", "%", RATE, numerator="dat", denominator="buoi"),
    Indicator("thu-vien", "Số thư viện", "thư viện", STOCK),
    Indicator("ho", "Số hộ được thăm", "hộ", DISTINCT, required=False),
)


def regime(code: str, frequency: str, due: DayOfYear, *window: DayOfYear) -> domain.Regime:
    late = LateMoment.parse(f"{due.month:02d}-{due.day + 1:02d}T00:00")
    return domain.Regime(code, frequency, due, late, window=Window(*window))


REGIMES = (
    regime("H1", "semiannual", DayOfYear(5, 29), DayOfYear(10, 30), DayOfYear(5, 30)),
    regime("H2", "semiannual", DayOfYear(10, 29), DayOfYear(5, 30), DayOfYear(10, 30)),
    regime("Y", "annual", DayOfYear(10, 29), DayOfYear(10, 30), DayOfYear(10, 30)),
)
DUE = {"H1": (5, 29), "H2": (10, 29), "Y": (10, 29)}


@dataclass(frozen=True)
class Province:
    """Two communes with a body each, a third body that no register knows, and who reports."""

    doors: Doors
    mai: Person
    reporters: Mapping[str, Person]

    def campaign(self, number: int, **changes: object) -> Campaign:
        given = {"directive": f"{number}/KH-UBND", "regimes": REGIMES, "indicators": INDICATORS}
        return due_lists.campaign(due_lists.said(**(given | changes)))

    def opened(self, kept: Campaign, code: str) -> Cycle:
        year, _, turn = code.partition("-")
        due = date(int(year), *DUE[turn])
        return due_lists.opened(
            kept, code, due_on=due, late_from=datetime.fromisoformat(f"{year}-11-01T00:00+07:00")
        )

    def sent(self, cycle: Cycle, body: str, **fields: str) -> None:
        by = self.reporters[body]
        with acting_by_itself():
            row = DueRow.objects.get(cycle=cycle, code=body)
        with acting_as(by):
            send(row_id=row.pk, version=0, fields=named(fields), by=by, at=AT, on=TODAY)


def named(fields: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-").replace("--", "/"): text for name, text in fields.items()}


def stand(unit: str, name: str, level: str, line: str, place: str | None = None, above: str = "") -> None:
    Unit.objects.get_or_create(pk=unit)
    version = Version.objects.create(
        unit_id=unit, name=name, kind="x", level=level, line=line, place_id=place, valid_from=date(2025, 7, 1)
    )
    if above:
        Parent.objects.create(version=version, hierarchy="place", unit_id=above)


@pytest.fixture(scope="module")
def province(module_scratch: Doors) -> Iterator[Province]:
    with django_on(module_scratch.work):
        alice = administrator()
        with acting_as(alice):
            stand("tinh-mau", "Tỉnh Mẫu", "province", "place")
            stand("xa-an", "Xã Ân Mẫu", "commune", "place", above="tinh-mau")
            stand("xa-dong", "Phường Đồng Mẫu", "commune", "place", above="tinh-mau")
            stand("a", "UBND xã Ân Mẫu", "commune", "state", place="xa-an")
            stand("b", "=Đảng ủy phường Đồng Mẫu", "commune", "party", place="xa-dong")
        mai = official(alice, "mai", (Role.COORDINATOR, OFFICE))
        reporters = {code: official(alice, f"nguoi-{code}", (Role.REPORTER, code)) for code in ("a", "b")}
        yield Province(module_scratch, mai, reporters)


@pytest.fixture(scope="module")
def two_years(province: Province) -> tuple[Campaign, dict[str, Cycle]]:
    """A half-year of 2025, both of 2026, and the whole of 2026, which holds both."""
    kept = province.campaign(1)
    cycles = {code: province.opened(kept, code) for code in ("2025-H2", "2026-H1", "2026-H2", "2026-Y")}
    province.sent(cycles["2025-H2"], "a", buoi="4", dat="3", thu_vien="1", ho="hơn 20")
    province.sent(cycles["2025-H2"], "b", buoi="2", dat="1", thu_vien="1", ho="8")
    province.sent(cycles["2026-H1"], "a", buoi="0,1", dat="0,1", thu_vien="3", ho="30")
    province.sent(cycles["2026-H1"], "b", buoi="1,05", dat="0", thu_vien="2")
    province.sent(cycles["2026-H2"], "a", buoi="0,2", dat="0,05", thu_vien="5", ho="12")
    province.sent(cycles["2026-Y"], "b", buoi="1.240,5", dat="1.000", thu_vien="0", ho__state="nil")
    return kept, cycles


@pytest.fixture
def rollup(
    province: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, list[dict[str, str]]]]:
    """Run the command in this process; return its exit code and the lines of its file."""

    def asked(key: str, *words: str) -> tuple[int, list[dict[str, str]]]:
        for name, value in given(province.doors, tmp_path).items():
            monkeypatch.setenv(name, value)
        out = tmp_path / "totals.csv"
        code = run(["rollup", key, *words, "-o", str(out)])
        return code, lines_of(out)

    return asked


def given(doors: Doors, data: Path) -> dict[str, str]:
    return {
        "TONGHOP_DATABASE_URL": doors.work.url,
        "TONGHOP_SECRET_KEY": "only for the tests",
        "TONGHOP_DATABASE_ROLE": "app",
        "TONGHOP_DATA": str(data / "data"),
    }


def lines_of(file: Path) -> list[dict[str, str]]:
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def line(lines: Sequence[dict[str, str]], node: str, indicator: str, period: str) -> dict[str, str]:
    (found,) = (
        row for row in lines if (row["node"], row["indicator"], row["period"]) == (node, indicator, period)
    )
    return found


Rollup = Callable[..., tuple[int, list[dict[str, str]]]]
TwoYears = tuple[Campaign, dict[str, Cycle]]


def test_a_year_adds_flows_and_takes_the_latest_stock(
    rollup: Rollup, two_years: TwoYears, capfd: Captured
) -> None:
    code, lines = rollup(two_years[0].key)
    said = capfd.readouterr().out

    assert code == 0, said
    assert "3 đơn vị / bodies, 4 kỳ / cycles, 23 số liệu / values; duckdb" in said
    assert "1 bodies stand under no province" in said
    year = "2026-semiannual"
    for node, level, flow, stock in (
        ("", "whole", "1.35", "7"),
        ("tinh-mau", "province", "1.35", "7"),
        ("xa-an", "commune", "0.3", "5"),
        ("xa-dong", "commune", "1.05", "2"),
        ("a", "body", "0.3", "5"),
    ):
        told = line(lines, node, "buoi", year)
        assert (told["value"], told["level"], told["cycles"]) == (flow, level, "2026-H1 2026-H2")
        assert line(lines, node, "thu-vien", year)["value"] == stock
    whole = line(lines, "", "buoi", year)
    assert [whole[name] for name in ("reported_by", "nil", "missing", "excused")] == ["3", "0", "3", "0"]
    assert line(lines, "tinh-mau", "buoi", year)["missing"] == "1"
    rate = line(lines, "", "ty-le", year)
    assert (rate["numerator"], rate["denominator"], rate["value"]) == ("0.15", "1.35", "11.11")
    people = line(lines, "xa-an", "ho", year)
    assert (people["value"], people["least"], people["most"]) == ("", "30", "42")
    assert line(lines, "b", "ho", "2026-annual")["nil"] == "1"
    assert line(lines, "b", "buoi", "2026-annual")["value"] == "1240.5"
    assert line(lines, "", "ho", "2025-semiannual")["inexact"] == "yes"
    assert line(lines, "b", "buoi", year)["node_name"] == "'=Đảng ủy phường Đồng Mẫu"
    assert {row["caution"] for row in lines} == {""}


def test_where_one_cycle_is_a_period_its_own_totals_come_out(rollup: Rollup, two_years: TwoYears) -> None:
    kept, cycles = two_years
    _, lines = rollup(kept.key)

    for code, period in (("2025-H2", "2025-semiannual"), ("2026-Y", "2026-annual")):
        with acting_by_itself():
            totals = totals_of(cycles[code])
        assert totals is not None
        for own in totals.lines:
            told = line(lines, "", own.code, period)
            least, most = own.between or (None, None)
            assert [told[name] for name in ("value", "least", "most")] == [
                "" if amount is None else plain_decimal(amount) for amount in (own.value, least, most)
            ]
            counts = (own.reported_by, own.nil, own.missing, own.excused, own.is_inexact)
            assert counts == (
                *(int(told[name]) for name in ("reported_by", "nil", "missing", "excused")),
                told["inexact"] == "yes",
            )


def test_every_line_is_what_the_domain_comes_to(
    rollup: Rollup, two_years: TwoYears, province: Province
) -> None:
    kept, _ = two_years
    _, lines = rollup(kept.key)
    with acting_by_itself():
        asking = rollups.asking_of(kept, AT)
        with at_one_moment(province.doors.work.url) as connection:
            act_by_itself_over(connection)
            answers = rows_of_cycles(connection, asking.ids)
            owed = debts_of_cycles(connection, asking.ids).to_pylist()
        debts = [Debt(row["body"], row["cycle"], row["is_excused"]) for row in owed]
        names = rollups.names_of_bodies(asking, debts)
        nodes = rollups.nodes_of(names, asking.day, whole="")

    expected = {
        (one.node, one.indicator, one.period): one
        for one in rolled_up(
            tuple(told_by(answers, set(names))),
            debts,
            periods_of(asking.cycles),
            indicators_over(asking.cycles),
            {cycle.id: frozenset(row.code for row in cycle.asked) for cycle in asking.cycles},
            nodes.of_body,
        )
    }

    assert len(expected) == len(lines) == 7 * 3 * 5
    for row in lines:
        total = expected.pop((row["node"], row["indicator"], row["period"]))
        least, most = total.between or (None, None)
        amounts = (total.value, least, most, total.numerator, total.denominator, total.estimated)
        words = ("value", "least", "most", "numerator", "denominator", "estimated")
        assert tuple(Decimal(row[name]) if row[name] else None for name in words) == amounts
        assert [int(row[name]) for name in ("reported_by", "nil", "missing", "excused")] == [
            total.reported_by,
            total.nil,
            total.missing,
            total.excused,
        ]
    # the widest first, then by name as in a Vietnamese dictionary
    assert list(dict.fromkeys(row["node"] for row in lines))[:6] == [
        "",
        "tinh-mau",
        "xa-dong",
        "xa-an",
        "b",
        f"{kept.pk}:c",
    ]


def test_a_day_before_the_register_leaves_bodies_and_the_whole(
    rollup: Rollup, two_years: TwoYears, capfd: Captured
) -> None:
    code, lines = rollup(two_years[0].key, "--year", "2026", "--on", "2025-06-30")

    assert code == 0
    assert {row["level"] for row in lines} == {"whole", "body"}
    assert {row["period"] for row in lines} == {"2026-semiannual", "2026-annual"}
    assert line(lines, "", "buoi", "2026-semiannual")["value"] == "1.35"
    assert "3 bodies stand under no province" in capfd.readouterr().out


def test_a_body_that_is_a_place_is_the_node_of_those_that_stand_there(province: Province) -> None:
    names = {"xa-an": "Xã cũ", "a": "UBND", "b": "Đảng ủy", "vô danh": "Cơ quan chưa có trong danh bạ"}

    found = rollups.nodes_of(names, TODAY, whole="Toàn bộ")

    assert found.of_body == {
        "xa-an": ("xa-an", "tinh-mau", ""),
        "a": ("a", "xa-an", "tinh-mau", ""),
        "b": ("b", "xa-dong", "tinh-mau", ""),
        "vô danh": ("vô danh", ""),
    }
    assert found.apart == ("vô danh",)
    assert [(node.id, node.level) for node in found.nodes] == [
        ("", "whole"),
        ("tinh-mau", "province"),
        ("xa-dong", "commune"),
        ("xa-an", "commune"),
        ("vô danh", "body"),
        ("b", "body"),
        ("a", "body"),
    ]
    assert {node.id: node.name for node in found.nodes}["xa-an"] == "Xã Ân Mẫu"


def test_what_seems_to_hold_figures_below_is_left_out_and_marked(
    rollup: Rollup, province: Province, capfd: Captured
) -> None:
    bodies = (domain.Body("a", "Xã Mẫu"), domain.Body("b", "Thôn Mẫu", parent="a"))
    kept = province.campaign(2, bodies=bodies, indicators=(BUOI,))
    cycle = province.opened(kept, "2026-H1")
    province.sent(cycle, "a", buoi="60")
    province.sent(cycle, "b", buoi="60")

    code, lines = rollup(kept.key)

    told = line(lines, "", "buoi", "2026-semiannual")
    assert (code, told["value"], told["missing"], told["caution"]) == (1, "60", "1", "double-count")
    with acting_by_itself():
        totals = totals_of(cycle)
    assert totals is not None
    assert [(row.value, row.missing) for row in totals.lines] == [(Decimal(60), 1)]
    assert "2026-H1: Số liệu của “a” có thể đã gồm số liệu của b" in capfd.readouterr().out


def test_joint_activities_and_figures_given_elsewhere_are_marked(rollup: Rollup, province: Province) -> None:
    other = province.campaign(3)
    kept = province.campaign(4)
    with acting_by_itself():
        CampaignBody.objects.filter(campaign=other).update(confirmed_by="x")
    with acting_as(province.mai):
        SharedIndicator.objects.create(
            campaign=kept, code="thu-vien", source=other, source_code="thu-vien", linked_by="x", linked_at=AT
        )
    cycle = province.opened(kept, "2026-H1")
    for body in ("a", "b"):
        province.sent(cycle, body, buoi="10", dat="5")
    with acting_as(province.mai):
        count_once(
            cycle=cycle, indicator="buoi", bodies=["a", "b"], amount=Decimal(4), why="Cùng tổ chức",
            by=province.mai, at=AT, on=TODAY,
        )  # fmt: skip

    code, lines = rollup(kept.key)

    marks = {row["indicator"]: row["caution"] for row in lines}
    assert code == 1
    assert marks == {"buoi": "joint", "ty-le": "joint", "thu-vien": "elsewhere", "dat": "", "ho": ""}
    assert line(lines, "", "thu-vien", "2026-semiannual")["missing"] == "3"


def test_a_stock_over_other_bodies_is_marked(rollup: Rollup, province: Province) -> None:
    kept = province.campaign(5)
    province.opened(kept, "2026-H1")
    due_lists.say(kept, due_lists.said(directive="5/KH-UBND", regimes=REGIMES, indicators=INDICATORS,
                                       bodies=due_lists.BODIES[:2]))  # fmt: skip
    province.opened(kept, "2026-H2")

    code, lines = rollup(kept.key)

    assert code == 1
    assert {row["indicator"] for row in lines if row["caution"]} == {"thu-vien"}
    assert {row["caution"] for row in lines} == {"", "other-bodies"}


def test_what_does_not_add_is_refused_and_the_file_stays(
    rollup: Rollup, province: Province, tmp_path: Path, capfd: Captured
) -> None:
    kept = province.campaign(6, indicators=(BUOI,))
    province.opened(kept, "2025-H2")
    other = Indicator("buoi", "Số cuộc", "cuộc")
    due_lists.say(kept, due_lists.said(directive="6/KH-UBND", regimes=REGIMES, indicators=(other,)))
    province.opened(kept, "2026-H1")
    (tmp_path / "totals.csv").write_text("node\ncũ\n", encoding="utf-8")

    code, lines = rollup(kept.key)

    assert (code, lines) == (3, [{"node": "cũ"}])
    assert "buoi" in (said := capfd.readouterr().err)
    assert "2025-H2" in said
    code, lines = rollup(kept.key, "--year", "2026")
    assert (code, {row["unit"] for row in lines}) == (0, {"cuộc"})
    assert [file.name for file in tmp_path.glob("*.csv*")] == ["totals.csv"]
    assert list(tmp_path.glob(".*")) == []


def test_words_that_lead_nowhere_are_refused(
    rollup: Rollup, two_years: TwoYears, province: Province, capfd: Captured
) -> None:
    kept, _ = two_years
    told = due_lists.said(directive="1/KH-UBND")
    elsewhere = due_lists.campaign(told, office="vp")

    for words, expected in (
        (("khong-co",), "Known keys"),
        (("1-kh-ubnd",), f"{elsewhere.pk} (vp)"),
        ((str(kept.pk), "--year", "2031"), "2031"),
        ((str(elsewhere.pk),), "no cycle"),
    ):
        assert rollup(*words)[0] == 3
        assert expected in capfd.readouterr().err
    assert rollup(str(kept.pk))[0] == 0


def test_without_the_extra_it_says_what_to_install(
    rollup: Rollup, two_years: TwoYears, monkeypatch: pytest.MonkeyPatch, capfd: Captured
) -> None:
    monkeypatch.setattr("tonghop.cli.rollup.find_spec", lambda name: None if name == "duckdb" else name)

    assert rollup(str(two_years[0].pk)) == (3, [])
    assert "pip install 'tonghop[engines]'" in capfd.readouterr().err


def test_spark_comes_to_the_same(
    rollup: Rollup, two_years: TwoYears, province: Province, tmp_path: Path
) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed (the extra spark)")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    key = str(two_years[0].pk)
    _, expected = rollup(key)
    out = tmp_path / "by-spark.csv"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TONGHOP_")}
    spark = {"TONGHOP_ENGINE": "spark", "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONPATH": str(PROJECT / "src")}

    done = subprocess.run(
        [sys.executable, "-m", "tonghop", "rollup", key, "-o", str(out)],
        env=environment | given(province.doors, tmp_path) | spark,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "spark, " in done.stdout
    assert lines_of(out) == expected
