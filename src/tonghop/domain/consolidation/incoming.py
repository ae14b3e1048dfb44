"""The list of incoming documents (sổ văn bản đến) held against the files of an inbox: when each of them came.

A line is a file where its file's name says so, or its sender and its symbol do: 12/BC-UBND alone is the
number of some report of every commune. Whatever fits two files, or fits by less, is asked.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tonghop.domain.directives.symbols import symbol_key, symbols
from tonghop.domain.language import match_key, nfc
from tonghop.domain.reporting.senders import Senders

BY_NAME, BY_SYMBOL, BY_SENDER_AND_SYMBOL = "name", "symbol", "sender-and-symbol"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One line of such a list. `came_at` is the day's first moment where `has_hour` is False."""

    number: int
    came_at: datetime
    has_hour: bool
    incoming_number: str = ""
    symbol: str = ""
    dated_on: date | None = None
    sender: str = ""
    subject: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file of the inbox with what is known of it: its body ("" while nobody knows), the symbols in it."""

    name: str
    body: str = ""
    symbols: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Matched:
    """What a line is. `file` is its name, or that of the mail or zip in which its files lie; "" where that is
    asked. `candidates` are what it may be.
    """

    file: str = ""
    how: str = ""
    candidates: tuple[str, ...] = ()


def symbols_in(text: str) -> frozenset[str]:
    """Return the keys of the numbers and symbols that stand in a text, and in the way files are named.

    >>> sorted(symbols_in("Số: 12/BC-UBND")), sorted(symbols_in("xa Mau 12_BC-UBND.pdf"))
    (['12BCUBND'], ['12BCUBND'])
    """
    spaced = nfc(text).replace("_", "/")
    return frozenset(symbol_key(found.span.cut(spaced)) for found in symbols(spaced))


def came_at(name: str, by_name: Mapping[str, datetime]) -> datetime | None:
    """Return when a file came: it, or the mail or zip that it came in.

    >>> came_at("thư.eml/a.docx", {"thư.eml": datetime(2026, 5, 30)})
    datetime.datetime(2026, 5, 30, 0, 0)
    """
    parts = name.split("/")
    paths = ("/".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((by_name[path] for path in paths if path in by_name), None)


def matched(lines: Sequence[Incoming], files: Sequence[KnownFile], senders: Senders) -> list[Matched]:
    """Return of each line what it is, in their order. A file that two lines claim is neither's."""
    by_name = _by_name(files)
    found = [_matched(line, files, by_name, senders) for line in lines]
    claims: dict[str, int] = {}
    for row in found:
        claims[row.file] = claims.get(row.file, 0) + 1
    return [row if not row.file or claims[row.file] == 1 else Matched("", "", (row.file,)) for row in found]


def _matched(
    line: Incoming, files: Sequence[KnownFile], by_name: Mapping[str, Collection[str]], senders: Senders
) -> Matched:
    named = sorted({path for told in _names(line.file) for path in by_name.get(_key(told), ())})
    if len(named) == 1:
        return Matched(named[0], BY_NAME)
    if named:
        return Matched(candidates=tuple(named))
    key = symbol_key(line.symbol)
    same_symbol = [file for file in files if key and key in file.symbols]
    bodies = set(senders.named(line.sender)) if line.sender.strip() else set()
    if not line.sender.strip():
        return _one_of(same_symbol, BY_SYMBOL)
    if len(bodies) == 1:
        theirs = [file for file in files if file.body in bodies]
        both = [file for file in same_symbol if file.body in bodies]
        nobodys = [file for file in same_symbol if not file.body]
        if len(both) == 1 and not nobodys:
            return _one_of(both, BY_SENDER_AND_SYMBOL)
        return Matched(candidates=_names_of((*both, *nobodys) or theirs))
    maybe = [file for file in same_symbol if not bodies or not file.body or file.body in bodies]
    return Matched(candidates=_names_of(maybe))


def _one_of(files: Sequence[KnownFile], how: str) -> Matched:
    return Matched(files[0].name, how) if len(files) == 1 else Matched(candidates=_names_of(files))


def _names_of(files: Sequence[KnownFile]) -> tuple[str, ...]:
    return tuple(sorted({file.name for file in files}))


def _names(told: str) -> Iterator[str]:
    """Yield the names of files in a cell that may hold several."""
    yield told
    yield from (part for line in told.splitlines() for part in line.split(";"))


def _by_name(files: Sequence[KnownFile]) -> dict[str, set[str]]:
    """A line names a file, or the mail or zip in which files lie, by its path or the end of it."""
    known: dict[str, set[str]] = {}
    for file in files:
        parts = file.name.split("/")
        for end in range(1, len(parts) + 1):
            path = "/".join(parts[:end])
            for start in range(end):
                known.setdefault(_key("/".join(parts[start:end])), set()).add(path)
    return known


def _key(name: str) -> str:
    return match_key(name.strip().replace("\\", "/").removeprefix("./"))
