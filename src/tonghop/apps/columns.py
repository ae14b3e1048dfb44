"""The register of columns: what each column of the database is for. Design rule 10, held by a machine.

Nothing is recorded about what people think. So every column of ours has a line in columns.toml that says its
purpose, of one of the kinds listed here; a column without a line, a line without a column, and a name or a
purpose that concerns somebody's opinion, sentiment, stance, standing or rank are complaints, and
a complaint fails the checks (tests/apps/test_columns.py).
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tonghop.domain.language import without_marks

KINDS = frozenset(
    {
        "identity",  # which row this is
        "link",  # which other row it belongs to
        "name",  # what a person, a body or a document is called
        "contact",  # how to reach an official
        "text",  # the words of an official document
        "place",  # where in a text something stands
        "time",  # when
        "duty",  # what is owed, by whom
        "authority",  # who may do what
        "state",  # where something stands in its course
        "security",  # passwords, hashes, sources
        "trace",  # who did it, and what it looked like before
    }
)

FORBIDDEN = (
    "opinion", "sentiment", "stance", "attitude", "mood", "emotion", "feeling", "belief", "ideology",
    "ideological", "loyalty", "loyal", "sympathy", "reputation", "popularity", "approval rating",
    "rating", "rate person", "rank", "ranking", "ranked", "leaderboard", "standing", "trust score",
    "credit score", "social score", "score", "political view", "political views", "political leaning",
    "religion", "religious", "polarity", "tonality", "dissent", "extremist", "troublemaker",
    "blacklist", "watchlist", "persona", "likes", "dislikes", "emoji", "thai do", "y kien", "quan diem",
    "lap truong", "cam xuc", "tam trang", "tinh cam", "du luan", "tu tuong", "tam tu", "nguyen vong",
    "niem tin", "ton giao", "tin nguong", "long trung thanh", "trung thanh", "uy tin", "tin nhiem",
    "xep hang", "xep loai", "thu hang", "cham diem", "diem so", "ung ho", "phan doi", "chong doi",
    "bat man", "tieu cuc", "tich cuc", "trai chieu", "nhan xet ca nhan", "danh gia ca nhan",
    "danh sach den",
)  # fmt: skip
"""Words that may stand in no column's name and no purpose: English, and Vietnamese without its marks."""


@dataclass(frozen=True, slots=True, order=True)
class Column:
    """A column of the database."""

    table: str
    name: str

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"


@dataclass(frozen=True, slots=True)
class Register:
    """What columns.toml says: purposes by column, what every history table adds, and the tables of others."""

    purposes: Mapping[Column, str]
    history: Mapping[str, str]
    histories: Mapping[str, str]
    foreign: frozenset[str]


@cache
def register() -> Register:
    """Return the register as it is shipped."""
    return parse_register((files("tonghop.apps") / "columns.toml").read_text(encoding="utf-8"))


def parse_register(text: str) -> Register:
    """Read a register: a section for each table; `_foreign`, `_history`, `_histories` are its own."""
    content = tomllib.loads(text)
    foreign = frozenset(content.pop("_foreign")["tables"])
    history, histories = content.pop("_history"), content.pop("_histories")
    purposes = {
        Column(table, name): purpose
        for table, columns in content.items()
        for name, purpose in columns.items()
    }
    return Register(purposes, history, histories, foreign)


def complaints(columns: Iterable[Column], known: Register) -> Iterator[str]:
    """Yield one sentence for everything that is wrong between the columns that exist and the register."""
    existing = set(columns)
    for column in sorted(existing):
        if column.table not in known.foreign:
            yield from _about_column(column, known)
    for column in sorted(set(known.purposes) - existing):
        yield f"{column} is registered and does not exist"
    for column, purpose in sorted(known.purposes.items()):
        yield from _about_purpose(str(column), purpose)
    for name, purpose in sorted(known.history.items()):
        yield from _about_purpose(name, purpose)


def forbidden_word(text: str) -> str | None:
    """Return the word in a name or a purpose that concerns what somebody thinks, or None.

    >>> forbidden_word("thai_do"), forbidden_word("Ý kiến của dân"), forbidden_word("citizenSentiment")
    ('thai do', 'y kien', 'sentiment')
    """
    words = f" {' '.join(_words(text))} "
    return next((word for word in FORBIDDEN if f" {word} " in words or f" {word}s " in words), None)


def _about_column(column: Column, known: Register) -> Iterator[str]:
    if word := forbidden_word(column.name) or forbidden_word(column.table):
        yield f"{column} concerns what people think: {word}"
    if column in known.purposes:
        return
    tracked = known.histories.get(column.table)
    if tracked is None or not (
        column.name in known.history or Column(tracked, column.name) in known.purposes
    ):
        yield f"{column} is not registered in columns.toml"


def _about_purpose(column: str, purpose: str) -> Iterator[str]:
    kind, colon, sentence = purpose.partition(": ")
    if not colon or kind not in KINDS or len(sentence.split()) < 3:
        yield f"{column} needs a purpose of the form 'kind: what it is for', of a kind that is known"
    if word := forbidden_word(purpose):
        yield f"{column} has a purpose that concerns what people think: {word}"


def _words(text: str) -> list[str]:
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", without_marks(text))
    return re.findall(r"[a-z]+", parted.lower())
