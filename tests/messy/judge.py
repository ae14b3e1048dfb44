"""The judge: what `tonghop consolidate` wrote against the truth, by the contract alone."""

import json
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from .switches import NOT_YET, expected
from .truth import ABSENT, ASK, CERTAIN, FIGURE, MISSING, OPEN, YES_OR_NO, Truth, Verdict

Key = tuple[str, str]
Settled = tuple[str, str | None]
SHARE = 0.97
ACCEPTED, WRONG, ASKED, REFUSED, SILENT = "accepted", "wrong", "asked", "refused", "silent"


@dataclass(slots=True)
class Judgement:
    """What was found. `faults` must be empty whatever the inbox; `lacks` are failings in what is expected.

    `outcomes` counts (switch, kind of truth, outcome); the switch "" counts all, "expected" the expected.
    """

    seed: int
    faults: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    outcomes: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    questions: int = 0
    seconds: float = 0.0

    def share(self, switch: str = "expected") -> tuple[int, int]:
        """Return how many certain figures with a switch were accepted, of how many."""
        got = self.outcomes[switch, CERTAIN, ACCEPTED]
        return got, sum(
            n for (name, kind, _), n in self.outcomes.items() if (name, kind) == (switch, CERTAIN)
        )


class Case:
    """A record and its truth side by side, with what is looked up again and again."""

    def __init__(self, record: Mapping[str, Any], truth: Truth, not_yet: Collection[str]) -> None:
        self.record, self.truth, self.not_yet = record, truth, not_yet
        self.texts = {
            part: [(row, fold("\n".join(_strings(row)))) for row in record[part]]
            for part in ("questions", "refused", "findings")
        }
        self.everything = fold("\n".join(_strings(record)))
        self.names_of = {
            code: verdict.hints[-1] for (_, code), verdict in truth.figures.items() if verdict.hints
        }
        self.hashes = {row.name: row.sha256 for row in truth.files}
        self.names: dict[str, list[str]] = {}
        for row in truth.files:
            self.names.setdefault(row.sha256, []).append(row.name)
        self._naming: dict[tuple[str, str], list[tuple[Mapping[str, Any], str]]] = {}

    def expected(self, switches: Collection[str]) -> bool:
        return expected(switches, self.not_yet)

    def naming(self, part: str, name: str) -> list[tuple[Mapping[str, Any], str]]:
        """The rows of a part of the record that name a file, each with its text."""
        key = part, name
        if key not in self._naming:
            wanted = fold(name)
            self._naming[key] = [(row, text) for row, text in self.texts[part] if wanted in text]
        return self._naming[key]

    def twins(self, name: str) -> list[str]:
        """The names of a file and of every file with the same bytes."""
        return self.names.get(self.hashes.get(name, ""), [])


def judge(
    record: Mapping[str, Any],
    truth: Truth,
    exit_code: int,
    not_yet: Collection[str] = NOT_YET,
    *,
    settled: Mapping[Key, Settled] | None = None,
) -> Judgement:
    """Compare consolidated.json and the exit code with the truth.

    Shape: `settled` is what each figure has to come to where every question was answered; None before.
    """
    case = Case(record, truth, not_yet)
    found = Judgement(truth.seed, questions=len(record["questions"]))
    sources = {
        (source["body"], row["indicator"]): {**source, "inexact_total": row["inexact"]}
        for row in record["totals"]
        for source in (*row["sources"], *row.get("contained", ()))
    }
    _estimates(found, case, dict(sources), settled)
    for key, verdict in truth.figures.items():
        source = sources.pop(key, None)
        if settled is None:
            _figure(found, case, key, verdict, source)
        else:
            left_out = not truth.counts and bool(YES_OR_NO & set(verdict.switches))
            told = truth.earlier.get(key, verdict) if left_out else verdict
            _settled_figure(found, case, key, told, source, settled[key])
    found.faults += [f"a value for something nobody asked: {key}" for key in sources]
    _files(found, case)
    _findings(found, case)
    _coverage(found, case)
    found.faults += list(_sums(record, truth))
    found.faults += list(_exit(record, exit_code))
    return found


def judge_folder(
    folder: Path,
    truth: Truth,
    exit_code: int,
    not_yet: Collection[str] = NOT_YET,
    *,
    settled: Mapping[Key, Settled] | None = None,
) -> Judgement:
    """Judge what was written into a folder."""
    path = folder / "consolidated.json"
    if not path.is_file():
        found = Judgement(truth.seed)
        found.faults.append(f"no consolidated.json, exit code {exit_code}")
        return found
    record = json.loads(path.read_text(encoding="utf-8"))
    return judge(record, truth, exit_code, not_yet, settled=settled)


# ---- figures


def _figure(
    found: Judgement, case: Case, key: tuple[str, str], verdict: Verdict, source: Mapping[str, Any] | None
) -> None:
    wanted = case.expected(verdict.switches)
    outcome = _outcome(case, key, verdict, source)
    for switch in ("", *verdict.switches, *(["expected"] if wanted else [])):
        found.outcomes[switch, verdict.kind, outcome] += 1
    shown = f"{key[0]} {key[1]} [{verdict.file}] {'+'.join(verdict.switches)}"
    if outcome == WRONG:
        assert source is not None
        told = f"{source['state']} {source['value']} ({source['file']} {source['at']})"
        truth = f"{verdict.kind} {verdict.state} {verdict.value}"
        found.faults.append(f"wrong: {shown}: accepted {told}, truth {truth}")
    elif source is not None and _misnamed(case, verdict, source):
        found.faults.append(f"wrong source: {shown}: {source['file']} {source['sha256'][:8]}")
    elif outcome in _UNASKED and verdict.kind in (ASK, OPEN) and wanted and not _may_refuse(verdict):
        found.lacks.append(f"not asked: {shown} at {verdict.at}")
    elif outcome != ACCEPTED and verdict.kind == CERTAIN and wanted:
        truth = f"{verdict.state} {verdict.value} at {verdict.at}"
        found.lacks.append(f"not accepted ({outcome}): {shown} {truth}")


_UNASKED = (SILENT, REFUSED)


def _may_refuse(verdict: Verdict) -> bool:
    """A file under the suffix of another kind may be turned away: that is said, and the body sends again."""
    return "wrong-suffix" in verdict.switches


def _outcome(case: Case, key: tuple[str, str], verdict: Verdict, source: Mapping[str, Any] | None) -> str:
    if source is not None:
        return ACCEPTED if _right(verdict, source) else WRONG
    names = case.twins(verdict.file)
    if any(_about(*told, key, verdict) for name in names for told in case.naming("questions", name)):
        return ASKED
    return REFUSED if any(case.naming("refused", name) for name in names) else SILENT


def _right(verdict: Verdict, source: Mapping[str, Any]) -> bool:
    if verdict.kind not in (CERTAIN, OPEN) or source["state"] != verdict.state or source["by"] == "answer":
        return False
    if verdict.state == FIGURE and Decimal(source["value"]) != Decimal(verdict.value or "NaN"):
        return False
    return bool(source["inexact_total"]) if verdict.inexact else True


def _misnamed(case: Case, verdict: Verdict, source: Mapping[str, Any]) -> bool:
    """A trace has to lead to the very file: its name, and its bytes."""
    named = any(fold(name) in fold(source["file"]) for name in case.twins(verdict.file))
    return source["sha256"] != case.hashes.get(verdict.file) or not named


def _about(question: Mapping[str, Any], text: str, key: tuple[str, str], verdict: Verdict) -> bool:
    """A question that names its file is about a figure if it names the cell, the indicator or no place."""
    hints = (fold(hint) for hint in (key[1], verdict.at, *verdict.hints) if len(hint) > 1)
    return verdict.whole or not question.get("at") or any(hint in text for hint in hints)


def _settled_figure(
    found: Judgement,
    case: Case,
    key: Key,
    verdict: Verdict,
    source: Mapping[str, Any] | None,
    settled: Settled,
) -> None:
    """A figure once everything is answered: the value of the answers, and by a person where she said it."""
    state, value = settled
    shown = f"{key[0]} {key[1]} [{verdict.file}] {'+'.join(verdict.switches)}"
    truth = f"{verdict.kind}, answered {state} {value}"
    if source is None:
        if state != MISSING:
            found.lacks.append(f"answered and not accepted: {shown}: {truth} at {verdict.at}")
        return
    told = f"{source['state']} {source['value']} by {source['by']} ({source['file']} {source['at']})"
    same = source["state"] == state and (
        state != FIGURE or Decimal(source["value"]) == Decimal(value or "NaN")
    )
    if not same:
        found.faults.append(f"wrong after the answers: {shown}: {told}, truth {truth}")
    elif source["by"] not in _SAID_BY[_is_said(verdict)]:
        found.faults.append(f"said by the wrong one: {shown}: {told}, truth {truth}")
    elif _misnamed(case, verdict, source):
        found.faults.append(f"wrong source: {shown}: {source['file']} {source['sha256'][:8]}")


_SAID_BY = {True: ("answer",), False: ("read", "answer")}


def _is_said(verdict: Verdict) -> bool:
    """Whether only a person's own word gives the figure: no word about its file or label lets it be read."""
    return verdict.kind == ASK and not verdict.whole and "vague-label" not in verdict.switches


def _estimates(
    found: Judgement,
    case: Case,
    sources: Mapping[Key, Mapping[str, Any]],
    settled: Mapping[Key, Settled] | None,
) -> None:
    """The estimated part of a total is that of the figures in it; one that is written in doubt is asked."""
    expected: dict[str, Decimal] = {}
    for (body, code), source in sources.items():
        verdict = case.truth.figures.get((body, code))
        if verdict is None or verdict.estimated is None or source.get("contained_in"):
            continue
        if not verdict.estimate_asked or settled is not None:
            expected[code] = expected.get(code, Decimal(0)) + Decimal(verdict.estimated)
        elif not any(
            "chưa chốt" in text and fold(case.names_of[code]) in text
            for name in case.twins(verdict.file)
            for _, text in case.naming("questions", name)
        ):
            found.lacks.append(f"not asked: estimate of {body} {code} [{verdict.file}]")
    for row in case.record["totals"]:
        code, told = row["indicator"], row["estimated"]
        if case.truth.indicators[code] == "distinct":
            continue
        wanted = expected.get(code)
        if (None if told is None else Decimal(told)) != wanted:
            found.faults.append(f"estimated part of {code}: {told}, truth {wanted}")


# ---- files, findings, coverage, sums


def _files(found: Judgement, case: Case) -> None:
    for row in case.truth.files:
        shown = f"{row.name} {'+'.join(row.switches)}"
        closed = [*case.naming("refused", row.box), *case.naming("questions", row.box)] if row.box else []
        if closed and not case.expected(row.switches):
            continue
        if fold(row.name) not in case.everything:
            found.faults.append(f"lost without a word: {shown}")
        elif row.fate == "refused" and not _said_no(case, row.name):
            found.faults.append(f"not refused: {shown}")
        elif row.fate == "read" and _set_aside(case, row.name):
            found.faults.append(f"set aside as superseded: {shown}")
        elif row.fate == "superseded" and case.expected(row.switches):
            kinds = {one["kind"] for one, _ in case.naming("findings", row.name)}
            found.lacks += [] if "superseded" in kinds else [f"not listed as superseded: {shown}"]


def _said_no(case: Case, name: str) -> bool:
    return bool(case.naming("refused", name) or case.naming("questions", name))


def _set_aside(case: Case, name: str) -> bool:
    """Whether a file that counts is called superseded; of two files with the same bytes either may be."""
    fates = {row.fate for row in case.truth.files if row.name in case.twins(name)}
    return fates == {"read"} and any(
        row["kind"] == "superseded" and fold(name) in fold(row["file"])
        for row, _ in case.naming("findings", name)
    )


def _findings(found: Judgement, case: Case) -> None:
    for wanted in case.truth.findings:
        told = [row for row in case.record["findings"] if row["body"] in wanted.bodies]
        told += [row for name in wanted.files for row, _ in case.naming("findings", name)]
        there = any(row["kind"] == wanted.kind for row in told)
        outcome = ACCEPTED if there else SILENT
        for switch in ("", *wanted.switches):
            found.outcomes[switch, f"finding {wanted.kind}", outcome] += 1
        if not there and case.expected(wanted.switches):
            found.lacks.append(f"no finding {wanted.kind}: {wanted.bodies} {wanted.files}")


def _coverage(found: Judgement, case: Case) -> None:
    told = case.record["coverage"]
    parts = ("on_time", "late", "unknown_time", "missing", "excused")
    if told["due"] != len(case.truth.standing) or told["due"] != sum(told[part] for part in parts):
        found.faults.append(f"coverage does not add up: {told}")
    for part in ("missing", "late", "excused"):
        if len(told["bodies"][part]) != told[part]:
            found.faults.append(f"coverage names {len(told['bodies'][part])} {part}, counts {told[part]}")
    for row in case.record["totals"]:
        counts = row["reported_by"] + row["nil"] + row["missing"] + row["excused"]
        if counts != told["due"]:
            found.faults.append(f"{row['indicator']}: {counts} bodies counted of {told['due']}")
    found.lacks += _standings(case)


def _standings(case: Case) -> Iterator[str]:
    told = case.record["coverage"]["bodies"]
    stands = {body: part for part in ("missing", "late", "excused") for body in told[part]}
    switches: dict[str, set[str]] = {}
    for (body, _), verdict in case.truth.figures.items():
        switches.setdefault(body, set()).update(verdict.switches)
    for body, allowed in case.truth.standing.items():
        here = stands.get(body, "received")
        fine = here in allowed or (here == "received" and bool({"on_time", "unknown_time"} & set(allowed)))
        if not fine and case.expected(switches.get(body, ())):
            yield f"standing of {body}: {here}, truth {allowed}"


def _sums(record: Mapping[str, Any], truth: Truth) -> Iterator[str]:
    """A flow or stock is the sum of its sources; a distinct count over several is null or marked inexact."""
    for row in record["totals"]:
        amounts = [Decimal(one["value"]) for one in row["sources"] if one["state"] == FIGURE]
        kind, value = truth.indicators.get(row["indicator"]), row["value"]
        held = [one for one in row.get("contained", ()) if one["state"] == FIGURE]
        if len(amounts) + len(held) != row["reported_by"]:
            yield f"{row['indicator']}: {row['reported_by']} reported, {len(amounts)} sources with a figure"
        if kind in ("flow", "stock"):
            if (Decimal(value) if value is not None else None) != (sum(amounts) if amounts else None):
                yield f"{row['indicator']}: total {value}, sources add up to {sum(amounts)}"
        elif kind == "distinct" and len(amounts) > 1 and not _is_bounded(row, amounts):
            yield f"{row['indicator']}: distinct count {value} over {len(amounts)} bodies"


def _is_bounded(row: Mapping[str, Any], amounts: list[Decimal]) -> bool:
    if row["value"] is None:
        return True
    return bool(row["inexact"]) and max(amounts) <= Decimal(row["value"]) <= sum(amounts)


def _exit(record: Mapping[str, Any], code: int) -> Iterator[str]:
    needs = bool(record["questions"] or record["refused"] or record["findings"])
    if code not in (0, 1) or code != int(needs):
        yield f"exit code {code}, something needs a person: {needs}"


# ---- names


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


# ---- the report


def holds(total: Judgement) -> bool:
    """Return whether all is as demanded: no fault, nothing unasked, nearly all that is certain accepted."""
    got, of = total.share()
    return not total.faults and not unasked(total) and got >= SHARE * of


def unasked(total: Judgement) -> list[str]:
    """Return the lacks that are not about certain figures: those have a share that is allowed."""
    return [
        line
        for line in total.lacks
        if ": not accepted (" not in line and not line.startswith("not accepted (")
    ]


def added(judgements: list[Judgement]) -> Judgement:
    """Add the judgements of several seeds up."""
    total = Judgement(-1)
    for one in judgements:
        total.faults += [f"seed {one.seed}: {line}" for line in one.faults]
        total.lacks += [f"seed {one.seed}: {line}" for line in one.lacks]
        total.outcomes.update(one.outcomes)
        total.questions += one.questions
        total.seconds += one.seconds
    return total


def told(total: Judgement, seeds: int, not_yet: Collection[str] = NOT_YET) -> str:
    """Write the report by switch for a terminal."""
    names = sorted({name for name, _, _ in total.outcomes} - {"", "expected"})
    head = (
        f"{'switch':37}{'certain':>9}{'accepted':>9}{'share':>8}{'asked':>7}{'ask':>6}{'asked':>7}{'open':>6}"
    )
    lines = [head]
    for name in ("", "expected", *names):
        lines.append(_row(total, name, not_yet))
    findings = sorted({kind for _, kind, _ in total.outcomes if kind.startswith("finding")})
    for kind in findings:
        there, not_there = (total.outcomes["", kind, o] for o in (ACCEPTED, SILENT))
        lines.append(f"{kind}: {there} of {there + not_there}")
    got, of = total.share()
    lines.append(
        f"{seeds} seeds: {len(total.faults)} faults, {len(total.lacks)} lacks; expected certain figures"
        f" accepted {got}/{of}; questions {total.questions}; consolidate {total.seconds:.1f} s"
    )
    return "\n".join(lines)


def _row(total: Judgement, name: str, not_yet: Collection[str]) -> str:
    counts = Counter({(kind, out): n for (s, kind, out), n in total.outcomes.items() if s == name})
    got, of = total.share(name)
    share = f"{got / of:.1%}" if of else ""
    ask = sum(n for (kind, _), n in counts.items() if kind == ASK)
    opened = sum(n for (kind, _), n in counts.items() if kind == OPEN)
    mark = " (not yet)" if name in not_yet else ""
    title = {"": "all"}.get(name, name)
    wrong = sum(n for (_, out), n in counts.items() if out == WRONG)
    return (
        f"{title + mark:37}{of:>9}{got:>9}{share:>8}{counts[CERTAIN, ASKED]:>7}{ask:>6}"
        f"{counts[ASK, ASKED]:>7}{opened:>6}{f'  WRONG {wrong}' if wrong else ''}"
    )


__all__ = [
    "ABSENT",
    "SHARE",
    "Judgement",
    "added",
    "fold",
    "holds",
    "judge",
    "judge_folder",
    "told",
    "unasked",
]
