"""What a change of the rules gains and loses: `python -m benchmarks.reading_changes BASE [HEAD]`.

Both commits are checked out beside each other in a temporary folder, each reads every real document under
../shared/reading (or TONGHOP_READING), and the obligations, citations, deadlines and reporting rows that only
one of them finds are shown. Nothing is left behind, also when it is interrupted.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
READING = Path(os.environ.get("TONGHOP_READING", ROOT.parent / "shared/reading"))
QUOTE = 100
READ_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Change:
    """One row that only one of the two commits finds in a file; `kind` is the list that it stands in."""

    verdict: str
    kind: str
    row: str


def main(words: Sequence[str], *, root: Path = ROOT, reading: Path = READING) -> int:
    """Compare two commits: 0, 1 when one could not read a text, 2 when a commit or the texts are missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading_changes", description=__doc__)
    parser.add_argument("base", help="the commit to compare with")
    parser.add_argument("head", nargs="?", default="HEAD", help="the commit to look at (HEAD)")
    asked = parser.parse_args(words)
    files = [*sorted(reading.glob("texts/*.txt")), *sorted(reading.glob("more/*.txt"))]
    if not files:
        print(f"No texts under {reading}; set TONGHOP_READING.", file=sys.stderr)
        return 2
    try:
        with checked_out(root, asked.base, asked.head) as (base, head):
            return _show(files, base, head)
    except subprocess.CalledProcessError as refused:
        print(refused.stderr.strip() or refused, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


@contextlib.contextmanager
def checked_out(root: Path, *commits: str) -> Iterator[tuple[Path, ...]]:
    """Lend a worktree for each commit, and take them away again whatever happens."""
    with tempfile.TemporaryDirectory(prefix="tonghop-changes-") as folder:
        trees = tuple(Path(folder) / str(number) for number in range(len(commits)))
        try:
            for tree, commit in zip(trees, commits, strict=True):
                _git(root, "worktree", "add", "--detach", "--quiet", str(tree), commit)
            yield trees
        finally:
            for tree in trees:
                subprocess.run(
                    ["git", "-C", str(root), "worktree", "remove", "--force", str(tree)],
                    check=False,
                    capture_output=True,
                )
            _git(root, "worktree", "prune")


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return what `after` gained and lost against `before`, list by list, lost first."""
    found = []
    old, new = rows(before), rows(after)
    for kind in old:
        found += [Change("lost", kind, row) for row in (old[kind] - new[kind]).elements()]
        found += [Change("gained", kind, row) for row in (new[kind] - old[kind]).elements()]
    return found


def rows(reading: Mapping[str, Any]) -> dict[str, Counter[str]]:
    """Return the comparable rows of a reading (contracts.md), each as one line."""
    obligations = reading.get("obligations", [])
    return {
        "obligation": Counter(f"{_cut(o['quote'])} ← {', '.join(o['actors'])}" for o in obligations),
        "deadline": Counter(_deadline(d) for o in obligations for d in o.get("deadlines", [])),
        "citation": Counter(
            f"{c['symbol']} {c.get('date') or 'undated'}" for c in reading.get("citations", [])
        ),
        "reporting": Counter(_duty(r) for r in reading.get("reporting", [])),
    }


def _show(files: Sequence[Path], base: Path, head: Path) -> int:
    totals: Counter[tuple[str, str]] = Counter()
    unread = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for file, before, after in zip(
            files,
            pool.map(lambda f: _read(base, f), files),
            pool.map(lambda f: _read(head, f), files),
            strict=True,
        ):
            unread += (before is None) + (after is None)
            found = changes(before or {}, after or {})
            totals.update((change.kind, change.verdict) for change in found)
            _print(file, found, before is None, after is None)
    print(f"\ntotal over {len(files)} texts" + (f", {unread} readings failed" if unread else ""))
    for kind in rows({}):
        print(f"  {kind:<11} gained {totals[kind, 'gained']:>4}   lost {totals[kind, 'lost']:>4}")
    return 1 if unread else 0


def _print(file: Path, found: Sequence[Change], no_before: bool, no_after: bool) -> None:
    if not found and not no_before and not no_after:
        return
    print(f"\n{file.parent.name}/{file.name}")
    for missing, which in ((no_before, "base"), (no_after, "head")):
        if missing:
            print(f"  {which} could not read this text")
    for change in found:
        print(f"  {change.verdict:<6} {change.kind:<10} {change.row}")


def _read(tree: Path, file: Path) -> dict[str, Any] | None:
    """Return what the commit's own program reads in a file, or None where it prints no JSON."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tonghop", "read", "--json", str(file)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONUTF8": "1"},
            cwd=tree,
            timeout=READ_SECONDS,
            check=False,
        )
        reading = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return reading if isinstance(reading, dict) else None


def _cut(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= QUOTE else flat[: QUOTE - 1] + "…"


def _deadline(deadline: Mapping[str, Any]) -> str:
    keys = ("iso", "yearly", "monthly", "within_days")
    value = next((f"{key} {deadline[key]}" for key in keys if deadline.get(key) is not None), "in words")
    return f"{_cut(deadline['text'])} = {deadline.get('relation', '')} {value}"


def _duty(duty: Mapping[str, Any]) -> str:
    via = f" via {duty['via']}" if duty.get("via") else ""
    when, to = f"{duty['frequency']} {duty.get('due') or '-'}", duty.get("recipient") or "-"
    return f"{when} to {to}{via}: {_cut(duty['quote'])}"


def _git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, text=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
