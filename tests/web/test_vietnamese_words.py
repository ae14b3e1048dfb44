"""What stays Vietnamese on an English page is marked and escaped; what the program says is English."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from tonghop.domain.calendar.cycles import CycleUnreadable
from tonghop.domain.errors import Refusal
from tonghop.web.office.door import sentence
from tonghop.web.office.register_words import register_words
from tonghop.web.office.vietnamese import english_sentence, vi

NASTY = "<script>Ấ</script>"
ESCAPED = "&lt;script&gt;Ấ&lt;/script&gt;"


class DayTooEarly(Refusal):
    code = "day-too-early"
    message_vi = "{name}: ngày {on:%d/%m/%Y} quá sớm ({count})."
    message_en = "{name}: {on:%d/%m/%Y} is too early ({count:02d}) for <{name}>."


@pytest.mark.parametrize(
    ("language", "shown"), [("vi", ESCAPED), ("en", f'<span lang="vi">{ESCAPED}</span>')]
)
def test_name_is_marked_in_english_and_escaped_in_both(language: str, shown: str) -> None:
    with translation.override(language):
        assert Template("{{ name|vi }}").render(Context({"name": NASTY})) == shown
        assert vi("") == ""
        assert vi(None) is None


def test_refusal_marks_its_words_and_formats_its_days_and_numbers() -> None:
    refusal = DayTooEarly(name=NASTY, on=date(2026, 5, 30), count=7)
    marked = f'<span lang="vi">{ESCAPED}</span>'

    with translation.override("en"):
        assert sentence(refusal) == f"{marked}: 30/05/2026 is too early (07) for &lt;{marked}&gt;."
        assert "<script" not in sentence(CycleUnreadable(found=NASTY))
    with translation.override("vi"):
        assert sentence(refusal) == f"{NASTY}: ngày 30/05/2026 quá sớm (7)."
        shown = Template("{{ said }}").render(Context({"said": sentence(refusal)}))
        assert "<script" not in shown


def test_longest_name_of_a_sentence_is_marked_whole() -> None:
    names = ("xã Mẫu", "Đảng ủy xã Mẫu", "không có")

    with translation.override("en"):
        told = english_sentence("From 1/7, <Đảng ủy xã Mẫu> leaves xã Mẫu.", names)

    assert told == (
        'From 1/7, &lt;<span lang="vi">Đảng ủy xã Mẫu</span>&gt; leaves <span lang="vi">xã Mẫu</span>.'
    )


def _name(text: str) -> str:
    return f'<span lang="vi">{text}</span>'


TOLD = [
    ("trùng tên", "same name"),
    ("sai một ký tự; trùng tên và loại", "one letter differs; same name and kind"),
    (
        "Danh bạ không có đơn vị nào tên “Sở <X>”.",
        f"The register has no unit called “{_name('Sở &lt;X&gt;')}”.",
    ),
    (
        "Không có tên nào khớp hẳn; hãy chọn một đơn vị hoặc viết rõ hơn.",
        "No name fits wholly; choose a unit or say more.",
    ),
    (
        "một phần của tên cũ “xã Mẫu” (đến 01/7/2025)",
        f"part of what was called “{_name('xã Mẫu')}” (until 01/7/2025)",
    ),
    ("3 cơ quan thuộc lớp sở, ban", f"3 bodies of the class {_name('sở, ban')}"),
    ("sở: danh bạ không có lớp này", f"{_name('sở')}: the register does not have this class"),
    ("một câu chưa biết", _name("một câu chưa biết")),
    ("", ""),
]


@pytest.mark.parametrize(("vietnamese", "english"), TOLD)
def test_reasons_of_the_register_are_told_in_english(vietnamese: str, english: str) -> None:
    with translation.override("en"):
        assert register_words(vietnamese) == english
    with translation.override("vi"):
        assert register_words(vietnamese) == vietnamese


def test_doubt_about_early_days_is_told_in_one_language() -> None:
    both = (
        "Ngày 01/7/1990 ở trước ngày nguồn dữ liệu xác nhận (01/01/2000): tên, cấp trên và số đơn vị lúc đó"
        " có thể khác. / The sources speak from 2000-01-01 on;"
        " before it names, parents and numbers may differ."
    )

    with translation.override("en"):
        assert register_words(both).startswith("The sources speak from 2000-01-01 on")
        assert "Ngày" not in register_words(both)
    with translation.override("vi"):
        assert register_words(both).endswith("có thể khác.")
