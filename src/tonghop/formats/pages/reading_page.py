"""The page of a reading: the text on the left with its marks, tasks, reports and citations on the right.

Both sides are linked by plain anchors; the script only lights up the partner of what the pointer is on.
"""

import hashlib
from base64 import b64encode
from importlib import resources

from tonghop.domain.directives.heading import Heading
from tonghop.domain.directives.reading import Reading
from tonghop.domain.language import flat
from tonghop.formats.pages.facts import fact, listed
from tonghop.formats.pages.marked_text import marked_text, plain
from tonghop.formats.pages.reading_lists import reading_lists
from tonghop.formats.pages.reading_marks import reading_marks
from tonghop.formats.pages.reading_parts import task_count
from tonghop.formats.pages.wording import VIETNAMESE, Wording, date_words


def reading_page(reading: Reading, say: Wording = VIETNAMESE) -> bytes:
    """Return one self-contained HTML page (UTF-8) of the reading; the same reading gives the same bytes."""
    style, script = _resource("reading_page.css"), _resource("reading_page.js")
    title = plain(_title(reading.heading, say))
    page = f"""<!DOCTYPE html>
<html lang="{say.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {say.page_title} – {say.product}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#tasks">{say.skip}</a>
<header class="bar">
<p class="product">{say.product} <span>{say.page_title}</span></p>
{_navigation(reading, say)}
</header>
<main>
<section id="text" class="pane" aria-labelledby="title" tabindex="0">
{_heading_card(reading, say)}
{_legend(reading, say)}
<div class="directive" lang="vi">{marked_text(reading.text, reading_marks(reading, say))}</div>
{_source(reading, say)}
</section>
<section id="lists" class="pane" aria-label="{say.tasks}, {say.reporting}, {say.citations}" tabindex="0">
<p class="unconfirmed">{say.unconfirmed}</p>
{"".join(reading_lists(reading, say))}
</section>
</main>
<script>{script}</script>
</body>
</html>
"""
    return page.encode("utf-8")


def _navigation(reading: Reading, say: Wording) -> str:
    entries = (
        ("text", say.text, None),
        ("tasks", say.tasks, task_count(reading)),
        ("reports", say.reporting, len(reading.reporting)),
        ("citations", say.citations, len(reading.citations)),
        ("warnings", say.warnings, len(reading.notices)),
    )
    shown = (_navigation_link(*entry) for entry in entries if entry[2] != 0 or entry[0] == "tasks")
    return f'<nav aria-label="{say.page_title}">{"".join(shown)}</nav>'


def _navigation_link(anchor: str, label: str, count: int | None) -> str:
    shown = "" if count is None else f' <span class="count">{count}</span>'
    return f'<a href="#{anchor}">{label}{shown}</a>'


def _heading_card(reading: Reading, say: Wording) -> str:
    heading = reading.heading
    above = " · ".join(plain(flat(each)) for each in (heading.kind, heading.symbol) if each)
    rows = (
        (say.issuer, heading.issuer),
        (say.date, date_words(heading.date) if heading.date else None),
        (say.place, heading.place),
        (say.signatory, heading.signatory),
        (say.urgency, heading.urgency),
    )
    facts = "".join(fact(name, plain(flat(value)), language="vi") for name, value in rows if value)
    facts += listed(say.addressees, heading.addressees) + listed(say.recipients, heading.recipients)
    return (
        f'<div class="heading">{f"""<p class="kind" lang="vi">{above}</p>""" if above else ""}'
        f'<h1 id="title" lang="vi">{plain(_title(heading, say))}</h1>'
        f"{f'<dl>{facts}</dl>' if facts else ''}</div>"
    )


def _title(heading: Heading, say: Wording) -> str:
    return flat(heading.title or heading.symbol or say.untitled)


def _legend(reading: Reading, say: Wording) -> str:
    if not reading.text.strip():
        return f'<p class="empty">{say.nothing_read}</p>'
    entries = (
        ("task", say.task),
        ("report", say.reporting),
        ("party", say.party),
        ("deadline", say.deadline),
        ("citation", say.citations),
        ("sensitive", say.display_only),
    )
    items = "".join(f'<li><span class="{kind}">{label}</span></li>' for kind, label in entries)
    return f'<ul class="legend" aria-label="{say.legend}">{items}</ul>'


def _source(reading: Reading, say: Wording) -> str:
    source = reading.source
    facts = fact(say.file, plain(source.file)) + fact(say.fingerprint, f"<code>{plain(source.sha256)}</code>")
    if source.encoding:
        facts += fact(say.encoding, plain(source.encoding))
    return f'<footer class="source"><h2>{say.source}</h2><dl>{facts}</dl></footer>'


def _resource(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
