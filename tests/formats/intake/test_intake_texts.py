"""Plain text in every character set that offices have used, and Markdown and HTML."""

import unicodedata

import pytest

from machine_time import quiet_seconds
from rendering import as_tcvn3, as_vni
from tonghop.domain.documents import Document, Paragraph, Table
from tonghop.formats.intake import open_document

SENTENCES = (
    "Ủy ban nhân dân tỉnh Mẫu yêu cầu các sở, ban, ngành báo cáo kết quả trước ngày 15 tháng 6 hằng năm.\n"
    "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính kiểm tra, đôn đốc; nghiêm cấm để lẫn số liệu.\n"
    "Thủ trưởng các đơn vị ở huyện, xã chịu trách nhiệm về chỗ còn thiếu, kể cả chữ ẳ, ẵ, ỵ trong bảng.\n"
)
ALPHABET = " ".join("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")


def texts(document: Document) -> list[str]:
    return [block.span.cut(document.text) for block in document.blocks]


def as_cp1258(text: str) -> bytes:
    """Return the text as old Windows wrote it: the letter with its hat, then the tone."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    letters = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(c for c in parts if c in tones)
        letters.append(unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones)) + tone)
    return "".join(letters).encode("cp1258")


ENCODED = [
    ("utf-8", SENTENCES.encode("utf-8")),
    ("utf-8", b"\xef\xbb\xbf" + SENTENCES.encode("utf-8")),
    ("utf-8", unicodedata.normalize("NFD", SENTENCES).encode("utf-8")),
    ("utf-8", SENTENCES.replace("\n", "\r\n").encode("utf-8")),
    ("utf-16-le", SENTENCES.encode("utf-16")),
    ("utf-16-be", b"\xfe\xff" + SENTENCES.encode("utf-16-be")),
    ("utf-16-le", SENTENCES.encode("utf-16-le")),
    ("utf-16-be", SENTENCES.encode("utf-16-be")),
    ("tcvn3", as_tcvn3(SENTENCES)),
    ("vni", as_vni(SENTENCES)),
    ("cp1258", as_cp1258(SENTENCES)),
    ("tcvn3", as_tcvn3(SENTENCES).decode("latin-1").encode("utf-8")),  # pasted out of a .VnTime document
    ("vni", as_vni(SENTENCES).decode("latin-1").encode("utf-8")),
]


@pytest.mark.parametrize(("encoding", "data"), ENCODED)
def test_text_is_the_same_in_every_character_set(encoding: str, data: bytes) -> None:
    document = open_document(data, name="van-ban.txt")

    assert document.text == SENTENCES.strip()
    assert document.source.encoding == encoding
    assert document.notices == ()


@pytest.mark.parametrize("encode", [as_tcvn3, as_vni])
@pytest.mark.parametrize("letters", [ALPHABET, ALPHABET.upper()])
def test_every_letter_survives(encode: object, letters: str) -> None:
    assert callable(encode)
    document = open_document(encode(SENTENCES + letters), name="a.txt")

    assert document.text.splitlines()[-1].casefold() == letters.casefold()


def test_capitals_that_tcvn3_lacks_are_put_back() -> None:
    heading = "ỦY BAN NHÂN DÂN TỈNH MẪU\nVỀ VIỆC BÁO CÁO ĐỊNH KỲ\nVề việc khác\n"

    document = open_document(as_tcvn3(heading + SENTENCES), name="a.txt")

    assert document.text.startswith(heading)


def test_line_broken_in_mid_sentence_keeps_its_small_letter() -> None:
    text = (
        "Số: 12/KH-UBND\n\nỦy ban nhân dân tỉnh giao các cơ quan, đơn vị rà soát hồ sơ; phấn đấu\n"
        "ít nhất một nửa số xã gửi báo cáo đúng hạn theo kế hoạch, các phòng\nđôn đốc. Ở xã, trưởng thôn gửi."
    )

    assert open_document(as_tcvn3(text), name="a.txt").text == text


OTHERS = [
    "Le président a été reçu à la préfecture, où l'on a déjà réglé les problèmes du département côtier.",
    "Señor Muñoz compró ocho libros en español; según está escrito, mañana irá a la región más pequeña.",
    "Größere Städte müssen über die Straße hinaus für ältere Bürger sorgen, außerdem für Öl und Gänse.",
    "The committee asks all units to report before 15 June each year, in writing and by e-mail.",
    "Année naïve, façade, élève, où, être, août, Noël, cœur, ß, ñ, ø, å",
]


@pytest.mark.parametrize("text", OTHERS)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_other_languages_are_left_as_they_are(text: str, encoding: str) -> None:
    document = open_document(text.encode(encoding), name="a.txt")

    assert document.text == text
    assert document.source.encoding in {"utf-8", "cp1252"}


def test_utf8_with_a_damaged_character_stays_utf8() -> None:
    data = SENTENCES.encode("utf-8")

    document = open_document(data[:200] + b"\xff" + data[200:-2], name="a.txt")

    assert document.source.encoding == "utf-8"
    assert [n.code for n in document.notices] == ["damaged-characters"]


PREAMBLES = [
    ("a source", "# source: nơi tìm thấy\n\nSở Y tế họp."),
    ("two lines", "# source: nơi tìm thấy\n# note: sửa lỗi chữ\nSở Y tế họp."),
    ("a front matter", "---\ntitle: Kế hoạch\ntags:\n  - y tế\n---\n\nSở Y tế họp."),
    ("both", "# source: x\n\n---\nlayout: vanban\n---\nSở Y tế họp."),
    ("none", "Sở Y tế họp."),
]


@pytest.mark.parametrize(("name", "text"), PREAMBLES, ids=[case[0] for case in PREAMBLES])
@pytest.mark.parametrize("extension", ["txt", "md"])
def test_what_stands_before_the_document_is_dropped(name: str, text: str, extension: str) -> None:
    assert open_document(text.encode(), name=f"a.{extension}").text.strip() == "Sở Y tế họp."


@pytest.mark.parametrize("text", ["---\nmột\n---\nhai", "# Kế hoạch\nSở Y tế", "-----\nSở Y tế"])
def test_what_belongs_to_the_document_stays(text: str) -> None:
    assert open_document(text.encode(), name="a.txt").text == text


def test_table_of_pipes_in_a_text_is_a_table() -> None:
    text = "Biểu 1\n\n| Tên | Số |\n|---|---|\n| Sở A | 12 |\n| Sở B | |\n\nHết."

    document = open_document(text.encode(), name="a.txt")

    first, table, last = document.blocks
    assert document.text == text
    assert isinstance(table, Table)
    assert [(c.span.cut(text), c.row, c.column) for c in table.cells] == [
        ("Tên", 0, 0), ("Số", 0, 1), ("Sở A", 1, 0), ("12", 1, 1), ("Sở B", 2, 0), ("", 2, 1),
    ]  # fmt: skip
    assert (first.span.cut(text), last.span.cut(text)) == ("Biểu 1", "Hết.")


def test_ten_megabytes_of_text_take_seconds() -> None:
    data = (SENTENCES * 34_000).encode()
    documents: list[Document] = []

    seconds = quiet_seconds(lambda: documents.append(open_document(data, name="a.txt")), tries=1)

    assert len(data) > 10_000_000
    assert len(documents[0].blocks) == 3 * 34_000
    assert seconds < 8


# Markdown


def test_markdown_is_read_as_it_is_shown() -> None:
    text = """# KẾ HOẠCH

**Về việc** *rà soát* [số liệu](http://mau.example)

1. Sở Y tế
   - Chủ trì
   + Phối hợp
2. Sở Nội vụ

5) Sở Tài chính

a) Bố trí kinh phí
b) Quyết toán

TỈNH MẪU
-------

    Thụt đầu dòng cũng là một đoạn.

| Tên | Số |
|-----|----|
| Sở **A** | 12 |
"""

    document = open_document(text.encode(), name="a.md")

    assert [(b.span.cut(document.text)) for b in document.blocks if isinstance(b, Paragraph)] == [
        "KẾ HOẠCH",
        "Về việc rà soát số liệu",
        "1. Sở Y tế",
        "- Chủ trì",
        "+ Phối hợp",
        "2. Sở Nội vụ",
        "5) Sở Tài chính",
        "a) Bố trí kinh phí",
        "b) Quyết toán",
        "TỈNH MẪU",
        "Thụt đầu dòng cũng là một đoạn.",
    ]
    (table,) = (b for b in document.blocks if isinstance(b, Table))
    assert [c.span.cut(document.text) for c in table.cells] == ["Tên", "Số", "Sở A", "12"]
    assert [b.heading for b in document.blocks if isinstance(b, Paragraph)][:2] == [1, None]
    assert document.source.media_type == "text/markdown"


# HTML

PAGE = """<!DOCTYPE html><html><head><title>Cổng</title><style>p{color:red}</style><script>x=1</script></head>
<body>
<nav>Trang chủ | Tin tức</nav>
<table><tr><td><p>ỦY BAN NHÂN DÂN</p><p>TỈNH MẪU</p></td>
<td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc</td></tr></table>
<h1 style="text-align: center">KẾ HOẠCH</h1>
<p align="center"><b>Về việc r&agrave; so&#225;t</b></p>
<p>Sở Y tế   chủ trì,
phối hợp.<!-- ghi chú --> Hết <i>ý</i>.</p>
<ol type="a"><li>Rà soát</li><li value="4"><p>Báo cáo</p><ul><li>quý</li></ul></li></ol>
<p style="display:none">ẩn</p>
<div>Dòng một<br>2. Dòng hai<p>Đoạn trong</p>đuôi</div>
<table><tr><th rowspan="2">TT</th><th colspan="2">Số liệu</th></tr>
<tr><td>Kỳ này</td><td>Kỳ trước</td></tr></table>
</body></html>"""


def test_page_is_read_as_it_is_shown() -> None:
    document = open_document(PAGE.encode(), name="trang.html")

    assert [b.span.cut(document.text) for b in document.blocks if isinstance(b, Paragraph)] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH MẪU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "KẾ HOẠCH",
        "Về việc rà soát",
        "Sở Y tế chủ trì, phối hợp. Hết ý.",
        "a. Rà soát",
        "d. Báo cáo",
        "- quý",
        "Dòng một",
        "2. Dòng hai",
        "Đoạn trong",
        "đuôi",
    ]
    (table,) = (b for b in document.blocks if isinstance(b, Table))
    assert [(c.span.cut(document.text), c.row, c.column, c.rows, c.columns) for c in table.cells] == [
        ("TT", 0, 0, 2, 1),
        ("Số liệu", 0, 1, 1, 2),
        ("Kỳ này", 1, 1, 1, 1),
        ("Kỳ trước", 1, 2, 1, 1),
    ]
    heading, title = (b for b in document.blocks if isinstance(b, Paragraph) and b.centred)
    assert (heading.heading, title.bold) == (1, True)


def test_page_declares_its_character_set() -> None:
    page = '<html><head><meta charset="windows-1258"></head><body><p>Sở</p></body></html>'

    document = open_document(as_cp1258(page), name="a.html")

    assert document.text == "Sở\n"
    assert document.source.encoding == "cp1258"


@pytest.mark.parametrize(("depth", "codes"), [(1000, []), (50_000, ["damaged-part"])])
def test_page_may_nest_deeply_and_says_where_it_was_too_deep(depth: int, codes: list[str]) -> None:
    page = "<html><body><p>đầu</p>" + "<div>" * depth + "đáy" + "</div>" * depth + "<p>sau</p>"

    document = open_document(page.encode(), name="a.html")

    assert [n.code for n in document.notices] == codes
    assert document.text == ("đầu\n" if codes else "đầu\nđáy\nsau\n")


HOSTILE_MARKS = ("[", "![", "*a **b ", "_", "`", "<a ", "> ", "|a", "](", "&#x", "1. ", "<!--")


@pytest.mark.parametrize("mark", HOSTILE_MARKS)
@pytest.mark.parametrize("extension", ["md", "html"])
def test_hostile_marks_take_no_quadratic_time(mark: str, extension: str) -> None:
    data = (mark * (100_000 // len(mark))).encode()

    assert quiet_seconds(lambda: open_document(data, name=f"a.{extension}"), tries=2) < 4
