"""The checking document: every addend with file and cell, what is open, links that lead somewhere."""

import re
import zipfile
from io import BytesIO

from docx import Document

from formats.official.test_report_docx import DAY, consolidation
from tonghop.domain.consolidation.questions import Answer
from tonghop.formats.official.checking import checking_document
from tonghop.formats.official.word import word_document


def written(*answers: Answer) -> bytes:
    given = {answer.question: answer for answer in answers}
    return word_document(checking_document(consolidation(), DAY, given))


def rows(content: bytes) -> list[list[str]]:
    document = Document(BytesIO(content))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def test_every_figure_leads_to_its_file_and_cell() -> None:
    told = [line[:5] for line in rows(written())]

    assert ["Ban Tuyên giáo Huyện ủy Đà Bắc", "1.200", "da-bac.xlsx", "Số liệu!E8", "đọc từ tệp"] in told
    nil = ["Ban Tuyên giáo Huyện ủy Kim Bôi", "không phát sinh", "kim-boi.xlsx", "Số liệu!E10", "đọc từ tệp"]
    assert nil in told


def test_counts_of_an_indicator_add_up_to_the_due() -> None:
    counted = [line for line in rows(written()) if len(line) == 8 and line[0].isdigit()]

    assert counted
    for line in counted:
        assert sum(int(count) for count in line[4:]) == 5, line


def test_late_missing_and_excused_are_named_with_their_reason() -> None:
    told = {line[0]: line[1:] for line in rows(written()) if len(line) == 4}

    assert told["Ban Tuyên giáo Huyện ủy Kim Bôi"][0] == "muộn"
    assert told["Ban Tuyên giáo Huyện ủy Mai Châu"][0] == "chưa gửi"
    assert told["Báo Hòa Bình"][0] == "được miễn"
    assert told["Báo Hòa Bình"][2]


def test_difficulties_stand_as_a_list_to_answer() -> None:
    told = next(line for line in rows(written()) if "Thiếu loa." in line)

    assert told[0].startswith("n-")
    assert told[2:] == ["Ban Tuyên giáo Huyện ủy Đà Bắc", ""]


def test_answers_are_shown_with_who_gave_them_and_why() -> None:
    told = rows(written(Answer("q-1", "12", "Nguyễn Văn Mẫu", "gọi điện hỏi lại")))

    assert ["q-1", "12", "Nguyễn Văn Mẫu", "gọi điện hỏi lại"] in told


def test_every_link_leads_to_a_bookmark() -> None:
    xml = zipfile.ZipFile(BytesIO(written())).read("word/document.xml").decode()
    links = set(re.findall(r'w:anchor="([^"]+)"', xml))

    assert links
    assert links <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', xml))


def test_equal_consolidations_give_equal_bytes() -> None:
    assert written() == written()
