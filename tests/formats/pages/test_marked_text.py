"""The marked text: whatever the spans, the tags nest, the anchors are there and the text is untouched."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.domain.provenance import Span
from tonghop.formats.pages.marked_text import Mark, marked_text, plain


class Tags(HTMLParser):
    """Reads a fragment as a browser would, and remembers what was wrong with it."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.text, self.ids, self.open, self.faults = "", [], [], []
        self.feed(fragment)
        self.close()
        self.faults += [f"<{tag}> stays open" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"a", "p"} and tag in self.open:
            self.faults.append(f"<{tag}> inside <{tag}>")
        self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        self.text += data


SPAN, LINK = '<span class="x" id="i">', '<a class="x" id="i" href="#j">'

CASES = [
    ("a bare text", "một hai", [], "<p>một hai</p>"),
    ("lines are paragraphs", "một\nhai", [], "<p>một</p>\n<p>hai</p>"),
    ("a gap where a line is empty", "một\n\nhai", [], '<p>một</p>\n\n<p class="gap">hai</p>'),
    ("markup stays text", "<b>&", [], "<p>&lt;b&gt;&amp;</p>"),
    ("a span", "một hai", [Mark(Span(4, 7), "x", "i")], '<p>một <span class="x" id="i">hai</span></p>'),
    (
        "a link",
        "một hai",
        [Mark(Span(4, 7), "x", "i", "j")],
        '<p>một <a class="x" id="i" href="#j">hai</a></p>',
    ),
    (
        "nested: the longer one outside",
        "abc",
        [Mark(Span(1, 2), "in", "i"), Mark(Span(0, 3), "out", "o")],
        '<p><span class="out" id="o">a<span class="in" id="i">b</span>c</span></p>',
    ),
    (
        "crossing: cut where the first ends, one id only",
        "abc",
        [Mark(Span(0, 2), "x", "i"), Mark(Span(1, 3), "y", "j")],
        '<p><span class="x" id="i">a<span class="y" id="j">b</span></span><span class="y">c</span></p>',
    ),
    (
        "a link inside a link is a span",
        "abc",
        [Mark(Span(0, 3), "x", "i", "k"), Mark(Span(1, 2), "y", "j", "k")],
        '<p><a class="x" id="i" href="#k">a<span class="y" id="j">b</span>c</a></p>',
    ),
    (
        "a mark across lines keeps them together",
        "a\nb\nc",
        [Mark(Span(0, 3), "x", "i")],
        '<p><span class="x" id="i">a\nb</span></p>\n<p>c</p>',
    ),
    (
        "a mark that starts at a line's end",
        "a\nb",
        [Mark(Span(1, 3), "x", "i")],
        '<p>a<span class="x" id="i">\nb</span></p>',
    ),
    (
        "a badge bears the link",
        "ab",
        [Mark(Span(0, 1), "task", "i", "j", "7", "Việc 7")],
        '<p><span class="task" id="i">'
        '<a class="badge" data-badge="7" href="#j" aria-label="Việc 7"></a>a</span>b</p>',
    ),
    (
        "an empty span keeps its anchor",
        "ab",
        [Mark(Span(1, 1), "x", "i")],
        '<p>a<span class="x" id="i"></span>b</p>',
    ),
    (
        "a span beyond the end is clamped",
        "ab",
        [Mark(Span(1, 9), "x", "i")],
        '<p>a<span class="x" id="i">b</span></p>',
    ),
    (
        "an empty text keeps its anchors",
        "",
        [Mark(Span(3, 9), "x", "i")],
        '<p><span class="x" id="i"></span></p>',
    ),
]


@pytest.mark.parametrize(
    ("text", "marks", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_marked_text_is(text: str, marks: list[Mark], expected: str) -> None:
    assert marked_text(text, marks) == expected


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(st.sampled_from("aạ<&\"'\n \t\r"), max_size=40))
    place = st.integers(0, len(text) + 2)
    spans = draw(st.lists(st.tuples(place, place), max_size=8))
    return text, [
        Mark(
            Span(*sorted(span)),
            draw(st.sampled_from(("task", "citation"))),
            f"i{number}",
            draw(st.sampled_from((None, "x"))),
            draw(st.sampled_from((None, "7"))),
        )
        for number, span in enumerate(spans)
    ]


@given(marked())
def test_without_tags_the_text_is_unchanged(case: tuple[str, list[Mark]]) -> None:
    text, marks = case

    tags = Tags(marked_text(text, marks))

    assert tags.text == text
    assert tags.faults == []
    assert sorted(tags.ids) == sorted(mark.id for mark in marks)


@given(st.text())
def test_plain_text_can_always_be_written_and_read_again(text: str) -> None:
    fragment = plain(text)

    assert fragment.encode("utf-8").decode("utf-8") == fragment
    assert Tags(fragment).text.replace("\0", "\ufffd") == text.replace("\0", "\ufffd")


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert plain("a\ud800b\0") == "a\ufffdb\ufffd"
