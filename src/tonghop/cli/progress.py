"""A progress bar for work that a person waits for; silent where the output is not a terminal."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
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


@contextmanager
def counted(total: int, label: str) -> Iterator[Callable[[], None]]:
    """Yield what is to be called after each piece of work; it moves a bar on the terminal."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    if total < _WORTH_A_BAR or not console.is_terminal:
        yield lambda: None
        return
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)
