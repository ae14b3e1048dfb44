"""The truth of one inbox: what each figure is, and how sure a careful clerk may be of it.

certain   two careful clerks read it alike: it must be accepted with exactly this value
ask       it can mean two things: it must be asked, and enters no total
open      accepted as this value or asked, both are right; any other value is wrong
absent    nothing was sent for it: it enters no total, and need not be asked
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

CERTAIN, ASK, OPEN, ABSENT = "certain", "ask", "open", "absent"
FIGURE, NIL, MISSING = "figure", "nil", "missing"
ON_TIME, LATE, UNKNOWN, NOT_SENT, EXCUSED = "on_time", "late", "unknown_time", "missing", "excused"
RECEIVED = (ON_TIME, LATE, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one figure is. `value` is a decimal string for a figure; `at` a cell where it is known.

    `hints` are words of which a question about it must name one; `whole` where a question about the file is
    enough. `truly` is what the body would say that it meant, a decimal string or "nil", where the file
    itself does not say it. `estimated` is the part of the value that is only expected; `estimate_asked` where
    its cell says it unclearly.
    """

    kind: str
    state: str = MISSING
    value: str | None = None
    inexact: bool = False
    file: str = ""
    at: str = ""
    hints: tuple[str, ...] = ()
    whole: bool = False
    switches: tuple[str, ...] = ()
    truly: str = ""
    estimated: str | None = None
    estimate_asked: bool = False

    @property
    def final(self) -> tuple[str, str | None]:
        """Return state and value as they are once a person who knows has answered everything."""
        if self.truly:
            return (NIL, None) if self.truly == NIL else (FIGURE, self.truly)
        return self.state, self.value

    def asked(self, switch: str) -> "Verdict":
        """The same figure where a doubt about the whole file stands in the way."""
        if self.kind == ABSENT:
            return self.because(switch)
        return replace(self, kind=ASK, whole=True).because(switch)

    def opened(self, switch: str) -> "Verdict":
        """The same figure where accepting and asking are both right."""
        return replace(self, kind=OPEN if self.kind == CERTAIN else self.kind).because(switch)

    def only_known(self, **more: object) -> "Verdict":
        """The same figure where only a person can say what it is."""
        state, value = self.final
        told = value or "" if state == FIGURE else state if state == NIL else ""
        return Verdict(ASK, truly=told, **more)  # type: ignore[arg-type]

    def because(self, *switches: str) -> "Verdict":
        return replace(self, switches=tuple(dict.fromkeys((*self.switches, *switches))))


NOTHING = Verdict(ABSENT)
YES_OR_NO = frozenset({"other-period", "other-title", "scope-row"})
"""Switches by which a whole file may be meant or not: a person says yes or no (`Truth.counts`)."""


@dataclass(frozen=True, slots=True)
class FileTruth:
    """One file inside the inbox; `box` is the mail or zip that it lies in, `bodies` whose it is.

    `fate`: read, refused, superseded, rival (one of two of which only a person knows which counts), or held:
    it counts or not with the person's word on a later file.
    """

    name: str
    fate: str
    switches: tuple[str, ...] = ()
    sha256: str = ""
    box: str = ""
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that has to be there: of this kind, naming one of the bodies or one of the files."""

    kind: str
    bodies: tuple[str, ...]
    files: tuple[str, ...]
    switches: tuple[str, ...] = ()


@dataclass(slots=True)
class Truth:
    """All that is true of one inbox. `figures` by (body, indicator); `standing` the allowed ones by body.

    `counts`: whether a file under a doubt of `YES_OR_NO` was meant after all, say by a slip of its title;
    where it was not, what the body had sent before it stands (`earlier`).
    """

    seed: int
    cycle: str
    date: str
    indicators: dict[str, str]
    figures: dict[tuple[str, str], Verdict] = field(default_factory=dict)
    standing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    files: list[FileTruth] = field(default_factory=list)
    findings: list[Expected] = field(default_factory=list)
    previous: str = ""
    switches: tuple[str, ...] = ()
    counts: bool = True
    earlier: dict[tuple[str, str], Verdict] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Write truth.json; the same truth gives the same bytes."""
        path.write_text(
            json.dumps(self.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
        )

    def as_json(self) -> dict[str, object]:
        return {
            "seed": self.seed,
            "cycle": self.cycle,
            "date": self.date,
            "indicators": self.indicators,
            "previous": self.previous,
            "switches": list(self.switches),
            "counts": self.counts,
            "figures": [
                {"body": body, "indicator": indicator, **asdict(verdict)}
                for (body, indicator), verdict in sorted(self.figures.items())
            ],
            "standing": {body: list(allowed) for body, allowed in sorted(self.standing.items())},
            "files": [asdict(row) for row in self.files],
            "findings": [asdict(row) for row in self.findings],
        }


def read_truth(path: Path) -> Truth:
    """Read truth.json back."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return Truth(
        seed=told["seed"],
        cycle=told["cycle"],
        date=told["date"],
        indicators=told["indicators"],
        figures={(row.pop("body"), row.pop("indicator")): Verdict(**_tuples(row)) for row in told["figures"]},
        standing={body: tuple(allowed) for body, allowed in told["standing"].items()},
        files=[FileTruth(**_tuples(row)) for row in told["files"]],
        findings=[Expected(**_tuples(row)) for row in told["findings"]],
        previous=told["previous"],
        switches=tuple(told["switches"]),
        counts=told["counts"],
    )


def certain(value: object, **more: object) -> Verdict:
    return Verdict(CERTAIN, FIGURE, str(value), **more)  # type: ignore[arg-type]


def sure_of(verdicts: Iterable[Verdict], kind: str) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.kind == kind]


def _tuples(row: Mapping[str, object]) -> dict[str, object]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
