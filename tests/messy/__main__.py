"""`python tests/messy --seeds 1000`: many seeds and the report by switch; exit 1 where one fails.

`--keep SEED DIR` writes one seed's inbox, truth and result to look at.
"""

import argparse
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from messy.judge import added, holds, told  # noqa: E402
from messy.switches import NOT_YET, SWITCHES, only  # noqa: E402
from messy.trial import trial, trials  # noqa: E402


def main(words: list[str]) -> int:
    options = _options().parse_args(words)
    switches = only([*options.only, "received-csv"]) if options.only else {}
    shared = {
        "answered": not options.unanswered,
        "bodies": options.bodies,
        "switches": switches,
        "not_yet": () if options.strict else NOT_YET,
    }
    if options.keep is not None:
        found = trial(int(options.keep[0]), Path(options.keep[1]), **shared)
        print(told(found, 1, shared["not_yet"]), *found.faults, *found.lacks, sep="\n")
        return 1 if found.faults or found.lacks else 0
    seeds = range(options.start, options.start + (options.number or options.seeds))
    total = added(trials(seeds, processes=options.processes, progress=_show, **shared))
    print(told(total, len(seeds), shared["not_yet"]))
    for title, lines in (("faults", total.faults), ("lacks", total.lacks)):
        print(f"{title}: {len(lines)}", *lines[: options.show], sep="\n  ")
    return 0 if holds(total) else 1


def _show(done: int) -> None:
    if done % 10 == 0:
        print(f"\r{done} seeds ", end="", file=sys.stderr, flush=True)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python tests/messy", description=__doc__)
    parser.add_argument("number", nargs="?", type=int, help="how many seeds")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--start", type=int, default=1)
    parser.add_argument("--bodies", type=int, default=12)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--show", type=int, default=40, help="how many faults and lacks to show")
    parser.add_argument("--strict", action="store_true", help="expect everything, even what is not yet read")
    parser.add_argument("--unanswered", action="store_true", help="leave the questions of the first run open")
    parser.add_argument("--only", nargs="*", default=[], choices=sorted(SWITCHES), help="only these messes")
    parser.add_argument("--keep", nargs=2, metavar=("SEED", "DIR"))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
