"""What an editor may put into a page: few blocks, each with words that an official reads."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

WORDS = ["bold", "italic", "link", "document-link"]
QUESTION, MISTAKE = "question", "mistake"
"""What an entry of the register is: a question that is often asked, or a mistake of the office's own."""

_LINK = re.compile(r"""<a\b[^<>]{0,500}?\bhref=["']([^"'<>]{0,2000})""")


class HeadingBlock(blocks.StructBlock):
    """A heading under the page's own: second level, or third below a second."""

    text = blocks.CharBlock(label="Tiêu đề", max_length=200)
    level = blocks.ChoiceBlock(
        label="Cấp", choices=[("2", "Mục"), ("3", "Mục nhỏ (dưới một mục)")], default="2"
    )

    class Meta:
        label = "Tiêu đề mục"
        icon = "title"
        template = "portal/blocks/heading.html"


class PictureBlock(ImageBlock):
    """Wagtail's picture with words; it calls the picture by its English name alone."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.child_blocks["image"].label = "Tệp ảnh"


class FigureBlock(blocks.StructBlock):
    """A picture with the words for who cannot see it, a caption and whose it is."""

    image = PictureBlock(label="Ảnh")
    caption = blocks.CharBlock(label="Chú thích", max_length=300)
    credit = blocks.CharBlock(label="Nguồn ảnh", max_length=150, required=False)

    class Meta:
        label = "Ảnh"
        icon = "image"
        template = "portal/blocks/figure.html"


class QuoteBlock(blocks.StructBlock):
    """Words of a document or of an official in office, and where they stand."""

    text = blocks.TextBlock(label="Lời trích")
    source = blocks.CharBlock(
        label="Trích từ", max_length=300, help_text="Văn bản hoặc cơ quan, kèm ngày; không ghi tên người dân."
    )

    class Meta:
        label = "Trích dẫn"
        icon = "openquote"
        template = "portal/blocks/quote.html"


class PaperBlock(blocks.StructBlock):
    """A document that a page stands on: told by number and day, led to where it can be read."""

    symbol = blocks.CharBlock(label="Số, ký hiệu", max_length=100)
    kind = blocks.CharBlock(label="Loại văn bản", max_length=100, required=False)
    issuer = blocks.CharBlock(label="Cơ quan ban hành", max_length=200, required=False)
    dated_on = blocks.DateBlock(label="Ngày ban hành", required=False)
    abstract = blocks.CharBlock(label="Trích yếu", max_length=500, required=False)
    page = blocks.PageChooserBlock(
        label="Trang văn bản trên cổng", page_type="portal.DocumentPage", required=False
    )
    file = DocumentChooserBlock(label="Tệp", required=False)

    class Meta:
        label = "Văn bản"
        icon = "doc-full"


class PlaceBlock(blocks.StructBlock):
    """A place as it was called when the text was written, and what it is called from a day on."""

    written = blocks.CharBlock(label="Tên trong bài", max_length=200)
    now = blocks.CharBlock(label="Nay là", max_length=300)
    since = blocks.DateBlock(label="Từ ngày", required=False)
    source = blocks.CharBlock(label="Theo", max_length=200, required=False)

    class Meta:
        label = "Địa danh đã đổi"
        icon = "site"


class CorrectionBlock(blocks.StructBlock):
    """A mistake of the office's own in this page: when it was mended, what stood there, what is right."""

    corrected_on = blocks.DateBlock(label="Ngày đính chính")
    was = blocks.TextBlock(label="Đã viết", required=False)
    right = blocks.TextBlock(label="Đính chính")

    class Meta:
        label = "Đính chính"
        icon = "history"


class AnswerBlock(blocks.StructBlock):
    """A question that is often asked, or a mistake of the office's own, with its answer and document."""

    nature = blocks.ChoiceBlock(
        label="Loại mục",
        choices=[(QUESTION, "Câu hỏi thường gặp"), (MISTAKE, "Cơ quan đã viết sai")],
        default=QUESTION,
    )
    question = blocks.CharBlock(
        label="Câu hỏi hoặc điều đã viết sai", max_length=300, help_text="Không ghi ai đã hỏi, đã nói."
    )
    answer = blocks.RichTextBlock(label="Trả lời", features=[*WORDS, "ol", "ul"])
    answered_on = blocks.DateBlock(label="Ngày trả lời")
    paper = blocks.CharBlock(label="Căn cứ văn bản", max_length=300)

    def clean(self, value: Any) -> Any:
        """Refuse a link that leads out of the portal and of state agencies: it would name who said what."""
        found = super().clean(value)
        if any(not _is_of_the_state(href) for href in _LINK.findall(found["answer"].source)):
            told = ValidationError(
                "Chỉ dẫn tới trang, tệp của cổng này hoặc trang .gov.vn, không dẫn tới nơi khác.",
                code="link-outside",
            )
            raise blocks.StructBlockValidationError({"answer": told})
        return found

    class Meta:
        label = "Hỏi đáp"
        icon = "help"


PHONE = RegexValidator(r"^[0-9+][0-9 ().+-]{2,38}\Z", "Ghi số điện thoại bằng chữ số, ví dụ 0218 385 0000.")


class UnitBlock(blocks.StructBlock):
    """A unit of the office for the page that presents it, in both languages."""

    name = blocks.CharBlock(label="Tên đơn vị", max_length=200)
    name_en = blocks.CharBlock(label="Tên tiếng Anh", max_length=200, required=False)
    functions = blocks.TextBlock(label="Chức năng", max_length=1500, required=False)
    functions_en = blocks.TextBlock(label="Chức năng, bằng tiếng Anh", max_length=1500, required=False)
    phone = blocks.CharBlock(label="Điện thoại", max_length=40, required=False, validators=(PHONE,))
    email = blocks.EmailBlock(label="Thư điện tử", required=False)

    class Meta:
        label = "Đơn vị"
        icon = "group"


BODY = [
    ("heading", HeadingBlock()),
    ("paragraph", blocks.RichTextBlock(label="Đoạn văn", features=WORDS, icon="pilcrow")),
    ("list", blocks.RichTextBlock(label="Danh sách", features=["ul", "ol", *WORDS], icon="list-ul")),
    ("figure", FigureBlock()),
    ("quote", QuoteBlock()),
    (
        "table",
        TypedTableBlock(
            [
                ("text", blocks.CharBlock(label="Chữ", required=False)),
                ("number", blocks.CharBlock(label="Số", required=False)),
            ],
            label="Bảng",
            template="portal/blocks/table.html",
        ),
    ),
]


def _is_of_the_state(href: str) -> bool:
    """Say whether a link stays on the portal or leads to a state agency."""
    try:
        parts = urlsplit(href.strip())
        host = parts.hostname or ""
    except ValueError:
        return False
    if not parts.scheme and not parts.netloc:
        return href.startswith(("/", "#")) and "\\" not in href
    return parts.scheme in ("http", "https") and (host == "gov.vn" or host.endswith(".gov.vn"))
