"""What a sheet's own XML or records say beside its values, in rows and columns of the sheet from 0."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Corners = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class SheetStructure:
    """`rows` and `columns` span the rectangle between the outermost cells that hold something.

    `merged` are first and last corners; only for formats of which calamine does not tell them.
    """

    rows: int = 0
    columns: int = 0
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncomputed: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[Corners, ...] = ()


class PasswordNeeded(Exception):  # noqa: N818 (named as the fact)
    """The file's content is hidden by a password: internal to the reading of sheets."""


NO_STRUCTURE = SheetStructure()
