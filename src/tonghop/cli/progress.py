"""A progress bar for work that a person waits for; silent where the output is not a terminal."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
_WORTH_A_BAR = 20


def tracked(items: Sequence[Item], label: str) -> Iterable[Item]:
    """Return the items, with a bar on the terminal while they are taken, if there are enough of them."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if len(items) < _WORTH_A_BAR or not console.is_terminal:
        return items
    return track(items, label, console=console, transient=True)
