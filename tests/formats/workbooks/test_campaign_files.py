"""Both campaign files say the same and read back to the same campaign."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from journeys.small_campaign import SMALL
from tonghop.domain.calendar.due_instants import HOLIDAY_RULES, proposed_late_moment
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.reporting.campaign import (
    FREQUENCIES,
    Body,
    Campaign,
    Excuse,
    Regime,
    Section,
    distinct_slugs,
)
from tonghop.domain.reporting.campaign_record import campaign_from
from tonghop.domain.reporting.checks import Check
from tonghop.domain.reporting.fields import FieldWrong
from tonghop.domain.reporting.indicators import Indicator
from tonghop.formats.workbooks.campaign_file import read_bodies, read_campaign, write_campaign
from tonghop.formats.workbooks.campaign_sheets import campaign_workbook, tables_in_workbook
from tonghop.formats.workbooks.campaign_toml import CampaignUnreadable, campaign_toml, parsed_toml

letters = st.sampled_from("aâbcdđeêghikôơưABĐ 0123456789.,-/()“”\"'\\#=[]")
texts = st.text(letters, min_size=1, max_size=30).map(lambda t: " ".join(t.split())).filter(bool)
lists = st.lists(texts, max_size=3).map(tuple)
days = st.dates().map(lambda d: DayOfYear(d.month, d.day))


@st.composite
def indicators(draw: st.DrawFn) -> tuple[Indicator, ...]:
    names = draw(st.lists(texts, min_size=1, max_size=4))
    flows = tuple(
        Indicator(
            code,
            name,
            draw(texts),
            kind=draw(st.sampled_from(["flow", "stock"])),
            estimate=draw(st.booleans()),
            target=draw(st.none() | st.decimals(0, 10**8, places=3)),
            aliases=draw(lists),
            required=draw(st.booleans()),
            decimals=draw(st.integers(0, 6)),
            note=draw(st.just("") | texts),
        )
        for code, name in zip(distinct_slugs(names), names, strict=True)
    )
    rate = Indicator("rate-x", "Tỷ lệ", "%", "rate", numerator=flows[0].code, denominator=flows[-1].code)
    return (*flows, rate)


@st.composite
def regimes(draw: st.DrawFn) -> tuple[Regime, ...]:
    codes = draw(st.lists(st.sampled_from(["H1", "H2", "Y", "Q1", "M05", "9M"]), unique=True, max_size=3))
    dues = {code: draw(days) for code in codes}
    return tuple(
        Regime(
            code,
            draw(st.sampled_from(FREQUENCIES)),
            due,
            proposed_late_moment(due),
            relation=draw(st.sampled_from(["before", "by"])),
            on_holiday=draw(st.sampled_from(HOLIDAY_RULES)),
            window=draw(st.none() | st.builds(Window, days, days)),
            why=draw(st.just("") | texts),
        )
        for code, due in dues.items()
    )


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    asked = draw(indicators())
    names = draw(st.lists(texts, max_size=3))
    bodies = tuple(
        Body(
            code,
            name,
            draw(st.sampled_from(["", "party", "state"])),
            draw(st.sampled_from(["", "0148"])),
            "",
            draw(lists),
        )
        for code, name in zip(distinct_slugs(names), names, strict=True)
    )
    return Campaign(
        title=draw(texts),
        coordinator=draw(texts),
        form=draw(st.sampled_from(["party", "state"])),
        directive=draw(st.just("") | texts),
        recipients=draw(lists),
        to_resolve=draw(lists),
        regimes=draw(regimes()),
        indicators=asked,
        sections=(Section("a", draw(texts)), Section("b", draw(texts), "a", draw(st.booleans()))),
        bodies=bodies,
        checks=(Check(f"{asked[0].code} + 1 >= {asked[-1].code}", draw(texts)),),
        excuses=tuple(Excuse(body.code, "2023-H1", draw(texts), draw(texts)) for body in bodies[:1]),
    )


@given(campaigns())
@settings(max_examples=60)
def test_toml_reads_back_to_the_same_campaign(campaign: Campaign) -> None:
    assert campaign_from(parsed_toml(campaign_toml(campaign), "c.toml")) == campaign


@given(campaigns())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_workbook_reads_back_to_the_same_campaign(campaign: Campaign) -> None:
    assert campaign_from(tables_in_workbook(campaign_workbook(campaign))) == campaign


def test_equal_campaigns_give_equal_bytes() -> None:
    assert campaign_workbook(SMALL) == campaign_workbook(SMALL)


def test_workbook_has_the_named_sheets_in_vietnamese() -> None:
    from io import BytesIO

    book = load_workbook(BytesIO(campaign_workbook(SMALL)))

    assert book.sheetnames == [
        "Chiến dịch",
        "Chế độ báo cáo",
        "Chỉ tiêu",
        "Đề cương",
        "Đơn vị",
        "Kiểm tra",
        "Miễn",
    ]
    assert book["Chỉ tiêu"]["B1"].value == "Chỉ tiêu"


def test_workbook_that_a_person_edited_is_read(tmp_path: Path) -> None:
    path = tmp_path / "campaign.xlsx"
    write_campaign(SMALL, path)
    book = load_workbook(path)
    header = {cell.value: cell.column for cell in book["Chỉ tiêu"][1]}
    book["Chỉ tiêu"].cell(2, header["Kế hoạch"]).value = "1.200"
    book["Chỉ tiêu"].cell(2, header["Bắt buộc"]).value = "Không"
    book.save(path)

    first = read_campaign(path).indicators[0]

    assert (first.target, first.required) == (Decimal(1200), False)


def test_unknown_column_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "campaign.xlsx"
    write_campaign(SMALL, path)
    book = load_workbook(path)
    book["Đơn vị"]["B1"].value = "Cơ quan"
    book.save(path)

    with pytest.raises(FieldWrong, match="Cơ quan"):
        read_campaign(path)


def test_toml_is_commented_in_vietnamese_and_says_what_to_decide() -> None:
    text = campaign_toml(SMALL)

    assert re.search("^# Chế độ báo cáo", text, re.MULTILINE)
    assert 'window = ["10-30", "05-30"]' in text
    assert 'late_from = "05-31T00:00"' in text


def test_bodies_may_stand_in_a_csv_beside_the_campaign(tmp_path: Path) -> None:
    (tmp_path / "bodies.csv").write_text(
        "\ufeffcode,name,line,place,parent,aliases\n"
        "da-bac,Ban Tuyên giáo Huyện ủy Đà Bắc,party,0150,,BTG; Ban TG\n",
        encoding="utf-8",
    )
    path = tmp_path / "campaign.toml"
    path.write_text('[campaign]\ntitle = "A"\ncoordinator = "B"\nbodies = "bodies.csv"\n', encoding="utf-8")

    body = read_campaign(path).bodies[0]

    assert body == read_bodies(tmp_path / "bodies.csv")[0]
    assert (body.place, body.aliases) == ("0150", ("BTG", "Ban TG"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.toml", None),
        ("broken.toml", b"[campaign\n"),
        ("latin.toml", b"\xff\xfe"),
        ("broken.xlsx", b"PK\x03\x04 not a workbook"),
        ("empty.xlsx", b""),
    ],
)
def test_unreadable_campaign_file_is_refused_by_name(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CampaignUnreadable, match=name):
        read_campaign(path)
