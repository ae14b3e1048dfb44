"""The text of a directive beside what was read in it: pieces that link to the tasks they belong to.

A piece under several tasks bears all of them. Anchors lead both ways, so that it works without JavaScript.
"""

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tonghop.apps.directives.queries import Review
from tonghop.domain.directives.segments import NumberedParagraph, Segment


def text_anchor(number: int) -> str:
    """Return where a task's words begin in the text; tasks are numbered from 1."""
    return f"chu-{number}"


def task_anchor(number: int) -> str:
    """Return where a task stands in the list."""
    return f"viec-{number}"


def text_of(review: Review) -> SafeString:
    """Return the paragraphs of a review as HTML, each numbered, with its marks."""
    address = reverse("directive-review", kwargs={"directive": review.directive.pk})
    words = _Words(review, address)
    return mark_safe("\n".join(words.paragraph(each) for each in review.paragraphs))


class _Words:
    """What stands around the pieces of one review; everything that is the directive's own is escaped."""

    def __init__(self, review: Review, address: str) -> None:
        self._review = review
        self._address = escape(address)
        self._tasks = len(review.obligations)
        self._touching = self._tasks + len(review.touching)
        self._touches = escape(gettext("liên quan đến quyền của người dân: chỉ hiển thị"))
        self._add = escape(gettext("thêm thành nhiệm vụ"))
        self._paragraph = escape(gettext("Đoạn"))

    def paragraph(self, paragraph: NumberedParagraph) -> str:
        number = paragraph.number
        pieces = "".join(self._piece(each, number) for each in paragraph.segments)
        return (
            f'<p id="doan-{number}" lang="vi"><a class="th-soft" href="{self._address}?doan={number}#them">'
            f'<span class="govuk-visually-hidden">{self._paragraph} </span>{number}</a> {pieces}</p>'
        )

    def _piece(self, piece: Segment, paragraph: int) -> str:
        text = str(escape(piece.text))
        if any(self._tasks <= mark < self._touching for mark in piece.marks):
            hidden = f'<span class="govuk-visually-hidden">({self._touches}) </span>'
            text = f'<span class="th-rights">{hidden}{text}</span>'
        if any(mark >= self._touching for mark in piece.marks):
            return (
                f'<span class="th-unread">{text}</span> '
                f'<a class="govuk-link" href="{self._address}?doan={paragraph}#them">{self._add}</a>'
            )
        tasks = [mark + 1 for mark in piece.marks if mark < self._tasks]
        return self._marked(text, tasks, [mark + 1 for mark in piece.begins if mark < self._tasks])

    def _marked(self, text: str, tasks: list[int], begun: list[int]) -> str:
        if not tasks:
            return text
        of = " ".join(task_anchor(task) for task in tasks)
        anchors = "".join(f'<span id="{text_anchor(task)}"></span>' for task in begun[1:])
        first = f' id="{text_anchor(begun[0])}" data-letter="{begun[0]}"' if begun else ""
        others = "".join(
            format_html(' <a href="#{}">({})</a>', task_anchor(task), task) for task in tasks[1:]
        )
        return (
            f'{anchors}<mark class="th-mark th-mark--duty" data-of="{of}"{first}>'
            f'<a href="#{task_anchor(tasks[0])}">{text}</a></mark>{others}'
        )
