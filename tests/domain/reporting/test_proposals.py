"""A campaign proposed from a reading that is made by hand: what is said is taken, the rest is offered and
explained.
"""

from dataclasses import replace

import pytest

from tonghop.domain.directives.annexes import Annex
from tonghop.domain.directives.duties import ReportingDuty
from tonghop.domain.directives.heading import Heading
from tonghop.domain.directives.obligations import Obligation
from tonghop.domain.directives.outline import Clause
from tonghop.domain.directives.reading import Reading
from tonghop.domain.directives.rights import SensitiveSentence
from tonghop.domain.documents import Cell, Document, Table
from tonghop.domain.organisations.body_names import is_class
from tonghop.domain.provenance import Source, Span
from tonghop.domain.reporting.campaign import Campaign
from tonghop.formats.workbooks.ready_data import decree_windows, ready

SOURCE = Source("cong-van.docx", "0" * 64, "application/docx")
PARTY = Heading(
    issuer="Ban Tuyên giáo Tỉnh ủy",
    symbol="77-CV/BTGTU",
    kind="công văn",
    place="Hòa Bình",
    title="tuyên truyền phòng cháy",
)
STATE = replace(PARTY, issuer="Ủy ban nhân dân tỉnh", symbol="77/KH-UBND", kind="kế hoạch")
TEXT = "Sở Y tế báo cáo. Nắm tâm trạng của người dân về dự án."
WATCHING = "Nắm tâm trạng của người dân về dự án."


def duty(
    frequency: str, due: str | None, relation: str = "before", reporters: tuple[str, ...] = ()
) -> ReportingDuty:
    return ReportingDuty(
        reporters, "Ban Tuyên giáo Tỉnh ủy", None, frequency, due, relation, TEXT[:16], Span(0, 16)
    )


def obligation(*actors: str, sensitive: str = "") -> Obligation:
    start = TEXT.find(sensitive)
    marks = (SensitiveSentence(Span(start, start + len(sensitive)), "opinion"),) if sensitive else ()
    return Obligation("o", TEXT, Span(0, len(TEXT)), actors, (), (), (), (), (), (), marks, 1.0, "")


def reading(
    heading: Heading = PARTY, *duties: ReportingDuty, obligations: tuple[Obligation, ...] = ()
) -> Reading:
    return Reading(SOURCE, TEXT, heading, (), obligations, duties, (), (), ())


def proposed(read: Reading, document: Document | None = None) -> Campaign:
    from tonghop.domain.reporting.proposals import propose_campaign

    return propose_campaign(read, ready=ready(), windows=decree_windows(), document=document)


def test_the_seeds_calendar_is_proposed_with_a_sentence_each() -> None:
    campaign = proposed(reading(PARTY, duty("semiannual", "05-30"), duty("annual", "10-30")))

    half, year = campaign.regimes
    assert (half.code, str(half.due), half.relation, str(half.late_from)) == (
        "H1",
        "05-30",
        "before",
        "05-31T00:00",
    )
    assert list(half.window or ()) == ["10-30", "05-30"]
    assert list(year.window or ()) == ["10-30", "10-30"]
    assert "đề xuất tính muộn từ 00 giờ ngày 31/05" in half.why
    asked = [line for line in campaign.to_resolve if line.startswith("Chế độ báo cáo")]
    for words in (
        "kỳ H1 (6 tháng đầu): xác nhận kỳ số liệu",
        "kỳ Y (cả năm): xác nhận",
        "tính là muộn",
        "ngày nghỉ",
    ):
        assert sum(words in line for line in asked) == 1, words
    assert len(asked) == 4


def test_decree_09_is_not_proposed_to_the_party_nor_where_it_ends_too_late() -> None:
    assert proposed(reading(PARTY, duty("semiannual", "06-20"))).regimes[0].window is None
    assert proposed(reading(STATE, duty("semiannual", "05-30"))).regimes[0].window is None


def test_decree_09_is_proposed_to_the_state_where_it_ends_before_the_due_day() -> None:
    regime = proposed(reading(STATE, duty("semiannual", "06-20"))).regimes[0]

    assert list(regime.window or ()) == ["12-15", "06-15"]
    assert "Nghị định 09/2019/NĐ-CP" in regime.why


REGIMES = [
    (duty("semiannual", "12-15"), {"H2": "12-15"}),
    (duty("semiannual", "01-10"), {"H2": "01-10"}),
    (duty("nine-month", "09-20"), {"9M": "09-20"}),
    (duty("annual", "01-10"), {"Y": "01-10"}),
    (duty("quarterly", "03-20"), {"Q1": "03-20"}),
    (duty("quarterly", "04-05"), {"Q1": "04-05"}),
    (duty("quarterly", "01-05"), {"Q4": "01-05"}),
    (duty("quarterly", "12-20"), {"Q4": "12-20"}),
    (duty("quarterly", "day 20"), {"Q1": "03-20", "Q2": "06-20", "Q3": "09-20", "Q4": "12-20"}),
    (duty("quarterly", "day 5"), {"Q1": "04-05", "Q2": "07-05", "Q3": "10-05", "Q4": "01-05"}),
    (duty("monthly", "day 31"), {"M02": "02-28", "M04": "04-30", "M12": "12-31"}),
    (duty("monthly", "day 5"), {"M01": "02-05", "M12": "01-05"}),
    (duty("once", "2023-05-30"), {"ONCE": "05-30"}),
    (duty("on-request", None), {}),
    (duty("unspecified", None), {}),
    (duty("annual", None), {}),
    (duty("monthly", "day 40"), {}),
]


@pytest.mark.parametrize(("asked", "dues"), REGIMES)
def test_duty_becomes_regimes_by_its_frequency_and_due_day(
    asked: ReportingDuty, dues: dict[str, str]
) -> None:
    campaign = proposed(reading(PARTY, asked))
    found = {regime.code: str(regime.due) for regime in campaign.regimes}

    assert {code: found.get(code) for code in dues} == dues
    assert bool(found) == bool(dues)
    assert dues or any("chưa rõ hạn" in line or "khi có yêu cầu" in line for line in campaign.to_resolve)


def test_two_due_days_for_one_turn_are_told() -> None:
    campaign = proposed(reading(PARTY, duty("annual", "10-30"), duty("annual", "11-15")))

    assert len(campaign.regimes) == 1
    assert any("hai hạn 30/10 và 15/11" in line for line in campaign.to_resolve)


def test_heading_gives_form_coordinator_title_and_abbreviation() -> None:
    party, state = proposed(reading(PARTY, duty("annual", "10-30"))), proposed(reading(STATE))

    assert (party.form, party.coordinator, party.superior) == ("party", "Ban Tuyên giáo Tỉnh ủy", "Tỉnh ủy")
    assert party.report_title == "Kết quả thực hiện Công văn số 77-CV/BTGTU về tuyên truyền phòng cháy"
    assert (party.directive, party.abbreviation, party.place) == ("77-CV/BTGTU", "BTGTU", "Hòa Bình")
    assert (state.form, state.coordinator) == ("state", "Ủy ban nhân dân tỉnh")


def test_empty_reading_still_gives_a_campaign_and_says_what_is_missing() -> None:
    campaign = proposed(reading(Heading()))

    assert campaign.title == "cong-van.docx"
    assert campaign.regimes == campaign.bodies == ()
    assert campaign.to_resolve


def test_single_bodies_become_rows_and_classes_are_left_to_a_person() -> None:
    named = obligation(
        "Sở Y tế",
        "các cơ quan, đơn vị",
        "Ban Tuyên giáo Tỉnh ủy",
        "Sở  Y tế",
        "Hội Nông dân tỉnh",
        "Báo Hòa Bình",
    )
    campaign = proposed(
        reading(PARTY, duty("annual", "10-30", reporters=("Công an tỉnh",)), obligations=(named,))
    )

    assert [(body.code, body.line) for body in campaign.bodies] == [
        ("cong-an-tinh", "police"),
        ("so-y-te", "state"),
        ("hoi-nong-dan-tinh", "front"),
        ("bao-hoa-binh", "press"),
    ]
    assert any("“các cơ quan, đơn vị”" in line for line in campaign.to_resolve)


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch", False),
        ("Ủy ban nhân dân các huyện, thành phố", True),
        ("Ban tuyên giáo và trung tâm chính trị các huyện ủy", True),
        ("Ủy ban nhân dân cấp xã", True),
        ("Thủ trưởng các cơ quan liên quan", True),
        ("Đài Phát thanh và Truyền hình tỉnh", False),
        ("các đoàn thể", True),
        ("Hội đồng nhân dân tỉnh", False),
    ],
)
def test_class_of_bodies_is_told_from_a_body(name: str, several: bool) -> None:
    assert is_class(name) is several


def annexed(*titles: str) -> Reading:
    """A reading with an annexed outline whose sections are `titles` (a title that starts with "- " lies
    below).
    """
    top: list[Clause] = []
    for place, title in enumerate(titles):
        clause = Clause(str(place), title.removeprefix("- "), Span(10 + place, 11 + place))
        if title.startswith("- "):
            top[-1] = replace(top[-1], children=(*top[-1].children, clause))
        else:
            top.append(clause)
    annex = Annex("outline", "Phụ lục I", "Đề cương báo cáo", Span(10, 40))
    watched = obligation("Sở Y tế", sensitive=WATCHING)
    return replace(reading(PARTY, obligations=(watched,)), outline=tuple(top), annexes=(annex,))


def test_annexed_outline_becomes_the_sections() -> None:
    sections = proposed(
        annexed("Tình hình chung", "Kết quả", "- Số liệu theo biểu", "- Tuyên truyền miệng")
    ).sections

    assert [(row.title, row.parent, row.figures) for row in sections] == [
        ("Tình hình chung", "", False),
        ("Kết quả", "", False),
        ("Số liệu theo biểu", "ket-qua", True),
        ("Tuyên truyền miệng", "ket-qua", False),
    ]


def test_outline_that_asks_what_people_think_becomes_no_section() -> None:
    campaign = proposed(annexed("Kết quả", "Nắm tâm trạng của người dân về dự án", "Khó khăn"))

    assert [row.title for row in campaign.sections] == ["Kết quả", "Khó khăn"]
    assert any("quyền con người" in line and "tâm trạng" in line for line in campaign.to_resolve)


def test_outline_that_repeats_a_title_keeps_each_below_its_own_heading() -> None:
    sections = proposed(
        annexed("Nhà ở", "- Hiện trạng", "Đất ở", "- Hiện trạng", "Nhà ở", "- Quỹ đất")
    ).sections

    assert [(row.code, row.parent) for row in sections] == [
        ("nha-o", ""),
        ("hien-trang", "nha-o"),
        ("dat-o", ""),
        ("hien-trang-2", "dat-o"),
        ("nha-o-2", ""),
        ("quy-dat", "nha-o-2"),
    ]


def test_what_lies_below_a_heading_that_asks_opinions_goes_with_it() -> None:
    watching = "Nắm tâm trạng của người dân về dự án"
    campaign = proposed(annexed("Kết quả", watching, "- Cách làm", "Khó khăn"))

    assert [row.title for row in campaign.sections] == ["Kết quả", "Khó khăn"]


def form_of(*rows: tuple[str, ...]) -> tuple[Reading, Document]:
    """A reading and document with an annexed data form of these rows."""
    text, cells = "", []
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            cells.append(Cell(Span(len(text), len(text) + len(words)), number, column))
            text += words + "\n"
    table = Table(Span(0, len(text)), tuple(cells))
    annex = Annex("form", "Phụ lục II", "Biểu mẫu số liệu", Span(0, len(text)), (0,))
    return replace(reading(), annexes=(annex,)), Document(SOURCE, text, (table,))


HEADER = ("TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả")


def test_annexed_form_becomes_the_indicators() -> None:
    campaign = proposed(
        *form_of(
            HEADER,
            ("(1)", "(2)", "(3)", "(4)"),
            ("1", "Số buổi tuyên truyền, phát động", "buổi", ""),
            ("2", "2.1. Số bình chữa cháy", "bình", ""),
            ("3", "Tỷ lệ hộ có bình", "%", ""),
            ("", "Cộng", "", ""),
        )
    )

    assert [(row.code, row.unit, row.kind) for row in campaign.indicators] == [
        ("sessions", "buổi", "flow"),  # known to the dictionary, with its kind and aliases
        ("so-binh-chua-chay", "bình", "flow"),
        ("ty-le-ho-co-binh", "%", "distinct"),
    ]
    assert any("Số bình chữa cháy" in line and "cách cộng" in line for line in campaign.to_resolve)


def test_table_whose_blank_end_lies_outside_the_annex_is_still_its_own() -> None:
    read, document = form_of(HEADER, ("1", "Số buổi", "buổi", ""))
    cut = replace(read.annexes[0], span=Span(0, len(document.text) - 2), tables=())

    assert [row.name for row in proposed(replace(read, annexes=(cut,)), document).indicators] == ["Số buổi"]


def test_form_row_that_counts_opinions_becomes_no_indicator() -> None:
    campaign = proposed(
        *form_of(
            HEADER, ("1", "Số ý kiến trái chiều đã chấn chỉnh", "ý kiến", ""), ("2", "Số buổi", "buổi", "")
        )
    )

    assert [row.name for row in campaign.indicators] == ["Số buổi"]
    assert any("trái chiều" in line for line in campaign.to_resolve)


def test_without_annexes_the_ready_dictionary_and_outline_are_offered_and_said() -> None:
    campaign = proposed(reading())

    assert campaign.indicators == ready().indicators
    assert campaign.sections == ready().sections
    assert any("danh mục sẵn có" in line for line in campaign.to_resolve)
