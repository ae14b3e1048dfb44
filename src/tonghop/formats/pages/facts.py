"""Names and values as rows of a description list."""

from tonghop.domain.language import flat
from tonghop.formats.pages.marked_text import plain


def fact(name: str, value: str, *, language: str | None = None, kind: str | None = None) -> str:
    """Return one row; `value` is HTML, `language` the language it is in, `kind` a class of the row."""
    shown = f' class="{kind}"' if kind else ""
    spoken = f' lang="{language}"' if language else ""
    return f"<div{shown}><dt>{name}</dt><dd{spoken}>{value}</dd></div>"


def listed(name: str, values: tuple[str, ...]) -> str:
    """Return a row of several texts as a list, "" where there is none."""
    if not values:
        return ""
    if len(values) == 1:
        return fact(name, plain(flat(values[0])), language="vi")
    items = "".join(f"<li>{plain(flat(each))}</li>" for each in values)
    return fact(name, f"<ul>{items}</ul>", language="vi")


def joined(name: str, values: tuple[str, ...]) -> str:
    """Return a row of several short texts on one line, "" where there is none."""
    return fact(name, plain("; ".join(map(flat, values))), language="vi") if values else ""
