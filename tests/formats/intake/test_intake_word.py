"""Word files: everything that a reader of the page sees, and nothing else."""

import io

import docx
import pytest

from rendering.word_package import NAMESPACES, docx_of, paragraph, text_run, zip_of
from tonghop.domain.documents import Document, Footnote, Margin, Paragraph, Table
from tonghop.formats.intake import open_document


def read(body: str, **parts: str) -> Document:
    return open_document(docx_of(body, **parts), name="van-ban.docx")


# name, a paragraph's inner XML, the text that is seen
PARAGRAPHS = [
    ("runs", text_run("Sở Tài ") + text_run("chính"), "Sở Tài chính"),
    ("a tab", text_run("Số:") + "<w:r><w:tab/></w:r>" + text_run("5"), "Số:\t5"),
    ("a line break", text_run("báo cáo") + "<w:r><w:br/></w:r>" + text_run("kết quả"), "báo cáo\nkết quả"),
    ("a hyperlink", f"<w:hyperlink>{text_run('cổng thông tin')}</w:hyperlink>", "cổng thông tin"),
    (
        "an insertion",
        text_run("đã ") + f"<w:ins>{text_run('được ')}</w:ins>" + text_run("duyệt"),
        "đã được duyệt",
    ),
    (
        "a deletion",
        text_run("trước ") + "<w:del><w:r><w:delText>sau </w:delText></w:r></w:del>" + text_run("ngày 5"),
        "trước ngày 5",
    ),
    ("text moved away", f"<w:moveFrom>{text_run('cũ')}</w:moveFrom>" + text_run("mới"), "mới"),
    ("hidden text", text_run("thấy") + text_run(" ẩn", "<w:vanish/>"), "thấy"),
    ("text struck through", text_run("12", "<w:strike/>") + text_run("15 buổi"), "15 buổi"),
    ("text struck twice", text_run("12", "<w:dstrike/>") + text_run("15 buổi"), "15 buổi"),
    ("text not struck", text_run("12", '<w:strike w:val="0"/>') + text_run("15"), "1215"),
    (
        "a raised mark behind a number",
        text_run("12") + text_run("1", '<w:vertAlign w:val="superscript"/>') + text_run(" buổi"),
        "12¹ buổi",
    ),
    (
        "a raised mark behind a unit",
        text_run("100 m") + text_run("2", '<w:vertAlign w:val="superscript"/>'),
        "100 m2",
    ),
    ("capitals by format", text_run("kế hoạch", "<w:caps/>"), "KẾ HOẠCH"),
    ("a content control", f"<w:sdt><w:sdtContent>{text_run('2026')}</w:sdtContent></w:sdt>", "2026"),
    ("a soft hyphen", text_run("Hòa") + "<w:r><w:softHyphen/></w:r>" + text_run(" Bình"), "Hòa Bình"),
    ("a no-break hyphen", text_run("CT") + "<w:r><w:noBreakHyphen/></w:r>" + text_run("UBND"), "CT-UBND"),
    ("a sign", '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>' + text_run(" xã"), "• xã"),
    ("a letter and its mark in two runs", text_run("báo ca") + text_run("\u0301o"), "báo cáo"),
    (
        "a field's result",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + text_run("12")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "12",
    ),
    ("a simple field", f'<w:fldSimple w:instr="DATE">{text_run("hôm nay")}</w:fldSimple>', "hôm nay"),
    (
        "a field that never ends",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + text_run("vẫn đọc"),
        "vẫn đọc",
    ),
]


@pytest.mark.parametrize(("name", "inner", "seen"), PARAGRAPHS, ids=[case[0] for case in PARAGRAPHS])
def test_paragraph_is_read_as_it_is_seen(name: str, inner: str, seen: str) -> None:
    document = read(f"<w:p>{inner}</w:p>" + paragraph("Hết."))

    assert document.text == f"{seen}\nHết.\n"


def test_format_of_the_whole_paragraph_is_kept() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="H2"/></w:style>'
    )
    body = (
        paragraph("KẾ HOẠCH", properties='<w:jc w:val="center"/>', run="<w:b/>")
        + paragraph("Mục tiêu", properties='<w:pStyle w:val="Con"/>')
        + paragraph("Thường", inner=text_run("Đậm ", "<w:b/>"))
    )

    first, second, third = (b for b in read(body, styles=styles).blocks if isinstance(b, Paragraph))

    assert (first.bold, first.centred, first.heading) == (True, True, None)
    assert (second.bold, second.centred, second.heading) == (True, False, 2)
    assert (third.bold, third.centred, third.heading) == (False, False, None)


def test_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    body = paragraph("Sở Y tế ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("chủ trì.")

    document = read(body)

    assert document.text == "Sở Y tế chủ trì.\n"


def test_tracked_changes_are_told() -> None:
    document = read(f"<w:p><w:ins>{text_run('mới')}</w:ins></w:p>")

    assert [n.code for n in document.notices] == ["tracked-changes"]


def test_table_has_merged_cells_once_with_their_reach() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    begins, two_wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    table = (
        "<w:tbl>"
        f"<w:tr>{cell('TT', begins)}{cell('Số liệu', two_wide)}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('Kỳ này')}{cell('Kỳ trước')}</w:tr>"
        f"<w:tr>{cell('1')}{cell('24')}{cell('')}</w:tr>"
        "</w:tbl>"
    )

    document = read(paragraph("Biểu 1") + table + paragraph("Hết."))

    (found,) = (b for b in document.blocks if isinstance(b, Table))
    assert [(c.span.cut(document.text), c.row, c.column, c.rows, c.columns) for c in found.cells] == [
        ("TT", 0, 0, 2, 1),
        ("Số liệu", 0, 1, 1, 2),
        ("Kỳ này", 1, 1, 1, 1),
        ("Kỳ trước", 1, 2, 1, 1),
        ("1", 2, 0, 1, 1),
        ("24", 2, 1, 1, 1),
        ("", 2, 2, 1, 1),
    ]
    assert all(found.span.holds(c.span) for c in found.cells)


def test_table_inside_a_cell_is_read_in_order() -> None:
    inner = (
        f"<w:tbl><w:tr><w:tc>{paragraph('trong 1')}</w:tc><w:tc>{paragraph('trong 2')}</w:tc></w:tr></w:tbl>"
    )
    outer = f"<w:tc>{paragraph('ngoài')}{inner}{paragraph()}</w:tc><w:tc>{paragraph('b')}</w:tc>"
    table = f"<w:tbl><w:tr>{outer}</w:tr></w:tbl>"

    document = read(table)

    (found,) = (b for b in document.blocks if isinstance(b, Table))
    assert [c.span.cut(document.text) for c in found.cells] == ["ngoài\ntrong 1\ntrong 2", "b"]


def test_heading_table_is_read_column_by_column() -> None:
    left = paragraph("ỦY BAN NHÂN DÂN") + paragraph("TỈNH MẪU") + paragraph("Số: 12/KH-UBND")
    right = paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + paragraph("Độc lập - Tự do - Hạnh phúc")
    date = paragraph("Mẫu, ngày 5 tháng 3 năm 2026")
    table = (
        f"<w:tbl><w:tr><w:tc>{left}</w:tc><w:tc>{right}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph()}</w:tc><w:tc>{date}</w:tc></w:tr></w:tbl>"
    )

    document = read(table)

    assert document.text.splitlines() == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH MẪU",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Mẫu, ngày 5 tháng 3 năm 2026",
    ]
    assert all(isinstance(b, Paragraph) for b in document.blocks)


def test_issuer_and_motto_set_beside_each_other_by_a_tab_are_parted() -> None:
    motto = text_run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    body = f"<w:p>{text_run('UBND XÃ MẪU')}<w:r><w:tab/><w:tab/></w:r>{motto}</w:p>"

    document = read(body)

    assert [b.span.cut(document.text) for b in document.blocks] == [
        "UBND XÃ MẪU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]


def test_notes_stand_behind_the_body_and_their_marks_keep_their_place() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    footnotes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        f"{text_run(' Công văn số 8/CV-SYT.')}</w:p></w:footnote>"
    )
    endnotes = f'<w:endnote w:id="1">{paragraph("Theo báo cáo quý.")}</w:endnote>'

    document = read(
        f"<w:p>{text_run('Thực hiện Kế hoạch')}{reference}{text_run(' và số liệu')}{end}</w:p>"
        + paragraph("Hết."),
        footnotes=footnotes,
        endnotes=endnotes,
    )

    notes = [b for b in document.blocks if isinstance(b, Footnote)]
    assert document.text.startswith("Thực hiện Kế hoạch[1] và số liệu[2]\nHết.\n")
    assert [n.span.cut(document.text) for n in notes] == [
        "[1] Công văn số 8/CV-SYT.",
        "[2] Theo báo cáo quý.",
    ]
    assert [n.mark and n.mark.cut(document.text) for n in notes] == ["[1]", "[2]"]
    assert [n.mark and n.mark.start for n in notes] == [18, 32]


DRAWN_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
    "<a:graphic><a:graphicData><wps:wsp><wps:txbx>"
    "<w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
OLD_BOX = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>"
    "</w:pict></w:r>"
)


@pytest.mark.parametrize("box", [DRAWN_BOX, OLD_BOX], ids=["drawn", "vml"])
def test_stamp_in_a_text_box_is_read_once(box: str) -> None:
    document = read(f"<w:p>{box.format(inner=paragraph('MẬT'))}{text_run('KẾ HOẠCH')}</w:p>")

    assert document.text == "MẬT\nKẾ HOẠCH\n"
    assert [type(b) for b in document.blocks] == [Margin, Paragraph]


def test_headers_stand_before_the_body_and_footers_behind_without_page_numbers() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    )

    document = read(
        paragraph("Nội dung.") + section,
        header1=paragraph("Dự thảo lần 2") + paragraph("Trang 3/12"),
        footer1=paragraph("- 3 -") + paragraph("Lưu hành nội bộ"),
    )

    assert document.text == "Dự thảo lần 2\nNội dung.\nLưu hành nội bộ\n"
    assert [type(b) for b in document.blocks] == [Margin, Paragraph, Margin]


def test_runs_in_old_fonts_are_decoded() -> None:
    def font(name: str) -> str:
        return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'

    body = (
        f"<w:p>{text_run('Uû ban nh©n d©n', font('.VnTimeH'))}</w:p>"
        f"<w:p>{text_run('B¸o c¸o tr', font('.VnTime'))}"
        f"<w:r><w:rPr>{font('.VnTime')}</w:rPr><w:softHyphen/></w:r>"
        f"{text_run('íc ngµy 5', font('.VnTime'))}</w:p>"
        f"<w:p>{text_run('Sôû Taøi chí', font('VNI-Times'))}{text_run('nh', font('VNI-Times'))}</w:p>"
        f"<w:p>{text_run('Sở Nội vụ', font('Times New Roman'))}</w:p>"
    )

    document = read(body)

    assert document.text.splitlines() == [
        "UỶ BAN NHÂN DÂN",
        "Báo cáo trước ngày 5",
        "Sở Tài chính",
        "Sở Nội vụ",
    ]
    assert document.source.encoding == "tcvn3+vni"


def test_file_of_python_docx_reads() -> None:
    made = docx.Document()
    made.add_heading("Kế hoạch", level=1)
    made.add_paragraph("Rà soát hồ sơ", style="List Number")
    made.add_paragraph("Gửi báo cáo", style="List Number")
    made.add_paragraph("Sở Y tế", style="List Bullet")
    buffer = io.BytesIO()
    made.save(buffer)

    document = open_document(buffer.getvalue(), name="a.docx")

    assert document.text.splitlines() == ["Kế hoạch", "1. Rà soát hồ sơ", "2. Gửi báo cáo", "- Sở Y tế"]
    assert [b.heading for b in document.blocks if isinstance(b, Paragraph)][:2] == [1, None]


def test_strict_open_xml_reads_like_the_usual() -> None:
    strict = NAMESPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    package = zip_of(
        {"word/document.xml": f"<w:document {strict}><w:body>{paragraph('Chặt chẽ')}</w:body></w:document>"}
    )

    assert open_document(package, name="a.docx").text == "Chặt chẽ\n"


def test_wide_table_reads_in_linear_time() -> None:
    row = "<w:tr>" + "".join(f"<w:tc>{paragraph(str(n))}</w:tc>" for n in range(6)) + "</w:tr>"

    document = read(f"<w:tbl>{row * 3000}</w:tbl>")

    (table,) = document.blocks
    assert isinstance(table, Table)
    assert len(table.cells) == 18_000
