"""Both campaign files say the same and read back to the same campaign."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from journeys.small_campaign import CYCLE, SMALL
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
from tonghop.domain.reporting.campaign_record import campaign_from, tables_of
from tonghop.domain.reporting.checks import Check
from tonghop.domain.reporting.fields import FieldWrong
from tonghop.domain.reporting.indicators import Indicator
from tonghop.domain.reporting.level_deadlines import LevelDeadline
from tonghop.formats.workbooks.campaign_file import read_bodies, read_campaign, write_campaign
from tonghop.formats.workbooks.campaign_sheet_reader import tables_in_workbook
from tonghop.formats.workbooks.campaign_sheets import campaign_workbook
from tonghop.formats.workbooks.campaign_toml import CampaignUnreadable, campaign_toml, parsed_toml

letters = st.sampled_from("aâbcdđeêghikôơưABĐ 0123456789.,-/()“”\"'\\#=[]")
texts = st.text(letters, min_size=1, max_size=30).map(lambda t: " ".join(t.split())).filter(bool)
lists = st.lists(texts, max_size=3).map(tuple)
excused_on = st.just("") | st.dates(date(1990, 1, 1)).map(date.isoformat)
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
            group=draw(st.just("") | texts),
            cumulative=draw(st.booleans()),
            why=draw(st.just("") | texts),
        )
        for code, name in zip(distinct_slugs(names), names, strict=True)
    )
    part = Indicator("part-x", "Trong đó: nữ", "người", "distinct", parent=flows[0].code)
    rate = Indicator("rate-x", "Tỷ lệ", "%", "rate", numerator=flows[0].code, denominator=flows[-1].code)
    return (*flows, part, rate)


@st.composite
def level_deadlines(draw: st.DrawFn) -> tuple[LevelDeadline, ...]:
    levels = draw(st.lists(st.sampled_from(["commune", "province", "party", "press"]), unique=True))
    dues = [draw(days) for _ in levels]
    return tuple(
        LevelDeadline(level, due, proposed_late_moment(due)) for level, due in zip(levels, dues, strict=True)
    )


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
            deadlines=draw(level_deadlines()),
            opens_days_before=draw(st.integers(0, 366)),
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
            draw(st.sampled_from(["", "party", "state", "front", "khối khác"])),
            draw(st.sampled_from(["", "0148"])),
            "",
            draw(lists),
            level=draw(st.sampled_from(["", "province", "commune"])),
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
        excuses=tuple(
            Excuse(body.code, "2023-H1", draw(texts), draw(texts), draw(excused_on)) for body in bodies[:1]
        ),
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
        "Hướng dẫn",
    ]
    assert book["Chỉ tiêu"]["A1"].value == "Chỉ tiêu"


def test_workbook_that_a_person_edited_is_read(tmp_path: Path) -> None:
    path = tmp_path / "campaign.xlsx"
    write_campaign(SMALL, path)
    book = load_workbook(path)
    header = {cell.value: cell.column for cell in book["Chỉ tiêu"][1]}
    book["Chỉ tiêu"].cell(2, header["Kế hoạch chung"]).value = "1.200"
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


def test_questions_stand_above_their_table_in_the_toml() -> None:
    asked = replace(SMALL, to_resolve=("Chỉ tiêu: chọn\nmột.", "Kiểm tra: hai.", "Điều khác."))

    text = campaign_toml(asked)

    assert re.search(r"# CẦN QUYẾT ĐỊNH: chọn một\.\n\[\[indicator\]\]", text)
    assert re.search(r"# CẦN QUYẾT ĐỊNH: hai\.\n\[\[check\]\]", text)


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


# ---- a careless officer


def changed(tmp_path: Path, change: Callable[[Any], object], campaign: Campaign = SMALL) -> Path:
    """The workbook of a campaign after somebody changed it and saved it with a program that is not ours."""
    path = tmp_path / "campaign.xlsx"
    write_campaign(campaign, path)
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def put(sheet: Any, title: str, value: Any, row: int = 2) -> None:
    """Write into the column of this title."""
    column = next(cell.column for cell in sheet[1] if cell.value == title)
    sheet.cell(row, column).value = value


def move_first_column_last(book: Any) -> None:
    for sheet in (book["Chỉ tiêu"], book["Đơn vị"]):
        last = sheet.max_column + 1
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, last).value = sheet.cell(row, 1).value
        sheet.delete_cols(1)


def add_columns_and_sheets(book: Any) -> None:
    sheet = book["Đơn vị"]
    sheet.cell(1, sheet.max_column + 1).value = "Điện thoại"
    sheet.cell(2, sheet.max_column).value = "0218 000 000"
    book.create_sheet("Nháp")["A1"].value = "ghi chú riêng"


def insert_title_and_blank_rows(book: Any) -> None:
    for name in ("Chế độ báo cáo", "Chỉ tiêu", "Đơn vị"):
        book[name].insert_rows(3, 2)
        book[name].insert_rows(1, 3)
        book[name]["A1"].value = "DANH SÁCH"


def rename_sheets(book: Any) -> None:
    book["Chỉ tiêu"].title = "Sheet2"
    book["Đơn vị"].title = "don vi 2023"


def delete_what_is_not_needed(book: Any) -> None:
    del book["Hướng dẫn"]
    book["Chỉ tiêu"].delete_cols(16)  # a column of notes that nobody uses


CARELESS = [
    move_first_column_last,
    add_columns_and_sheets,
    insert_title_and_blank_rows,
    rename_sheets,
    delete_what_is_not_needed,
]


@pytest.mark.parametrize("change", CARELESS)
def test_careless_changes_of_layout_do_no_harm(tmp_path: Path, change: Callable[[Any], object]) -> None:
    assert read_campaign(changed(tmp_path, change)) == SMALL


DAYS = [
    ("30/5", "05-30"),
    ("30/05/2023", "05-30"),
    ("ngày 30 tháng 5", "05-30"),
    ("05-30", "05-30"),
    ("30-5", "05-30"),
    (datetime(2023, 5, 30), "05-30"),  # noqa: DTZ001 (a cell has no zone)
    (date(2026, 5, 30), "05-30"),
]


@pytest.mark.parametrize(("typed", "due"), DAYS)
def test_day_is_read_as_it_was_typed(tmp_path: Path, typed: Any, due: str) -> None:
    path = changed(tmp_path, lambda book: put(book["Chế độ báo cáo"], "Hạn nộp", typed))

    assert str(read_campaign(path).regimes[0].due) == due


@pytest.mark.parametrize(
    ("typed", "late"),
    [
        ("31/5 0h", "05-31T00:00"),
        ("17 giờ 30 ngày 30/5", "05-30T17:30"),
        (datetime(2023, 5, 31, 8, 0), "05-31T08:00"),  # noqa: DTZ001 (a cell has no zone)
        ("05-31T00:00", "05-31T00:00"),
        ("", "05-31T00:00"),
    ],
)
def test_late_moment_is_read_as_it_was_typed(tmp_path: Path, typed: Any, late: str) -> None:
    path = changed(tmp_path, lambda book: put(book["Chế độ báo cáo"], "Tính muộn từ", typed))

    assert str(read_campaign(path).regimes[0].late_from) == late


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        *((typed, True) for typed in (True, "ĐÚNG", "x", "X", "Có", 1)),
        *((typed, False) for typed in (False, "SAI", "Không", 0, "")),
    ],
)
def test_tick_is_read_as_it_was_made(tmp_path: Path, typed: Any, means: bool) -> None:
    path = changed(tmp_path, lambda book: put(book["Chỉ tiêu"], "Có ước thực hiện", typed))

    assert read_campaign(path).indicators[0].estimate is means


@pytest.mark.parametrize(
    ("title", "typed", "key", "value"),
    [
        ("Cách cộng", "Số tại thời điểm", "kind", None),
        ("Cách cộng", "thời điểm", "kind", "stock"),
        ("Cách cộng", "stock", "kind", "stock"),
        ("Kế hoạch chung", "1.234,5", "target", Decimal("1234.5")),
        ("Kế hoạch chung", 100.0, "target", Decimal(100)),
        ("Số chữ số lẻ", "2", "decimals", 2),
        ("Tên gọi khác", "một; hai\nba", "aliases", ("một", "hai", "ba")),
    ],
)
def test_cell_of_an_indicator_is_read_or_refused_by_its_place(
    tmp_path: Path, title: str, typed: Any, key: str, value: Any
) -> None:
    path = changed(tmp_path, lambda book: put(book["Chỉ tiêu"], title, typed))

    if value is None:
        with pytest.raises(FieldWrong, match=r"Chỉ tiêu!C2.*Cách cộng"):
            read_campaign(path)
    else:
        assert getattr(read_campaign(path).indicators[0], key) == value


def test_rows_added_without_codes_get_codes_and_names_point(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Chỉ tiêu"]
        row = sheet.max_row + 1
        put(sheet, "Chỉ tiêu", "Số băng-rôn", row)
        put(sheet, "Đơn vị tính", "chiếc", row)
        put(sheet, "Là phần của (trong đó)", "Lượt người tham gia", row)
        put(book["Đơn vị"], "Tên đơn vị", "Hội Nông dân tỉnh", book["Đơn vị"].max_row + 1)
        put(book["Miễn"], "Mã đơn vị", "Báo Hòa Bình")

    campaign = read_campaign(changed(tmp_path, change))

    assert (campaign.indicators[-1].code, campaign.indicators[-1].parent) == ("so-bang-ron", "attendances")
    assert campaign.bodies[-1].code == "hoi-nong-dan-tinh"
    assert campaign.excuses[0].body == "bao"


WRONG = [
    ("Chế độ báo cáo", "Hạn nộp", "cuối tháng 5", "Chế độ báo cáo!C2"),
    ("Chế độ báo cáo", "Hạn nộp", "05-06", "đâu là ngày"),
    ("Chế độ báo cáo", "Hạn nộp", "31/2", "Chế độ báo cáo!C2"),
    ("Chế độ báo cáo", "Tần suất", "hai lần", "Chế độ báo cáo!B2"),
    ("Chế độ báo cáo", "Số liệu đến trước ngày", "", "Chế độ báo cáo!H2"),
    ("Chỉ tiêu", "Có ước thực hiện", "có lẽ", "Chỉ tiêu!F2"),
    ("Chỉ tiêu", "Kế hoạch chung", "nhiều", "Chỉ tiêu!E2"),
    ("Chỉ tiêu", "Đơn vị tính", "", "Chỉ tiêu!B2"),
    ("Chỉ tiêu", "Mã", "Mã có dấu", "Chỉ tiêu!K2"),
    ("Chỉ tiêu", "Số chữ số lẻ", "1,5", "Chỉ tiêu!M2"),
    ("Miễn", "Mã đơn vị", "khong-co", "Miễn!A2"),
    ("Kiểm tra", "Quy tắc", "attendances nhiều hơn sessions", "Quy tắc"),
]


@pytest.mark.parametrize(("sheet", "title", "typed", "told"), WRONG)
def test_what_is_not_understood_is_refused_with_its_cell(
    tmp_path: Path, sheet: str, title: str, typed: str, told: str
) -> None:
    with pytest.raises(FieldWrong) as refused:
        read_campaign(changed(tmp_path, lambda book: put(book[sheet], title, typed)))

    assert told in refused.value.vietnamese
    assert refused.value.facts["advice_vi"]


def test_missing_sheet_is_refused_by_name(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        del book["Đơn vị"]

    with pytest.raises(FieldWrong, match="Đơn vị"):
        read_campaign(changed(tmp_path, change))


def test_questions_ticked_off_or_deleted_are_resolved(tmp_path: Path) -> None:
    asked = replace(SMALL, to_resolve=("Chỉ tiêu: một.", "Chỉ tiêu: hai.", "Đơn vị: ba."))

    def change(book: Any) -> None:
        book["Cần quyết định"]["C2"].value = "x"
        book["Cần quyết định"].delete_rows(4)

    assert read_campaign(changed(tmp_path, change, asked)).to_resolve == ("Chỉ tiêu: hai.",)


@pytest.mark.office
def test_workbook_re_saved_by_libreoffice_says_the_same(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (make install-system)")
    write_campaign(SMALL, tmp_path / "campaign.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, "campaign.xlsx"], cwd=tmp_path, check=True, capture_output=True, timeout=180)

    assert read_campaign(tmp_path / "out" / "campaign.xlsx") == SMALL


def test_sheets_have_lists_hints_frozen_headers_and_fit_a4(tmp_path: Path) -> None:
    path = tmp_path / "campaign.xlsx"
    write_campaign(SMALL, path)
    book = load_workbook(path)

    for name in ("Chế độ báo cáo", "Chỉ tiêu", "Đơn vị", "Đề cương"):
        sheet = book[name]
        assert sheet.freeze_panes is not None
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
    lists = [r.formula1 for r in book["Chỉ tiêu"].data_validations.dataValidation if r.type == "list"]
    assert '"cộng dồn,thời điểm,không cộng được,tỷ lệ"' in lists
    hints = [r.prompt for r in book["Chế độ báo cáo"].data_validations.dataValidation if r.prompt]
    assert any("30/5" in hint for hint in hints)


@pytest.mark.parametrize("suffix", [".toml", ".xlsx"])
def test_whether_signed_papers_are_wanted_goes_through_both_files(tmp_path: Path, suffix: str) -> None:
    wanted = replace(SMALL, signed="required")
    path = tmp_path / f"campaign{suffix}"

    write_campaign(wanted, path)

    assert read_campaign(path) == wanted
    assert wanted.wants_signed_papers
    assert wanted.form_version(CYCLE) == SMALL.form_version(CYCLE)
    assert "signed" not in tables_of(SMALL)["campaign"]


def test_other_words_for_signed_papers_are_refused() -> None:
    with pytest.raises(FieldWrong):
        replace(SMALL, signed="có lẽ")
