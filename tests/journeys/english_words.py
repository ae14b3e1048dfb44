"""English left on an editor's screen: words of Wagtail's own catalogue that no Vietnamese of ours has."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import wagtail
from babel.messages.pofile import read_po
from django.contrib import humanize

WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 3
OURS = Path(__file__).resolve().parents[2] / "src" / "tonghop" / "web"
_SEEN = """() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const told = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement;
    if (/^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT)$/.test(around.tagName) || !shown(around)) continue;
    if (around.closest("[data-contents], [contenteditable]")) continue;
    told.push(node.data);
  }
  for (const one of document.querySelectorAll("[aria-label], [placeholder], [title], [data-tippy-content]")) {
    if (!shown(one)) continue;
    for (const name of ["aria-label", "placeholder", "title"]) told.push(one.getAttribute(name) || "");
  }
  return told.map((one) => one.trim()).filter(Boolean);
}"""


def left_on(page: Any) -> dict[str, str]:
    """Return each English word that a page shows or says aloud, with the first text in which it stands."""
    found: dict[str, str] = {}
    for text in page.evaluate(_SEEN):
        for word in WORD.findall(text):
            if word.lower() in english():
                found.setdefault(word.lower(), text[:120])
    return found


@cache
def english() -> frozenset[str]:
    """Return the words of Wagtail's English that are none of our Vietnamese."""
    theirs = {word for text in _of_wagtail() for word in _words(text)}
    return frozenset(theirs - {word for text in _of_ours() for word in _words(text)})


def _words(text: str) -> Iterator[str]:
    bare = re.sub(r"%\(\w+\)[sd]|\{\w+\}|<[^>]*>|https?:\S+", " ", text)
    yield from (word.lower() for word in WORD.findall(bare) if len(word) >= SHORTEST)


def _of_wagtail() -> Iterator[str]:
    folders = (Path(wagtail.__file__).parent, Path(humanize.__file__).parent)
    for path in (path for folder in folders for path in folder.rglob("locale/en/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                yield from message.id if isinstance(message.id, tuple) else (message.id,)


def _of_ours() -> Iterator[str]:
    for path in (OURS / "locale" / "vi" / "LC_MESSAGES").glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="vi"):
                if message.id:
                    yield from message.string if isinstance(message.string, tuple) else (message.string,)
