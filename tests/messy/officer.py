"""An officer who knows the truth and answers every question of answers.toml, as the file asks for it.

She reads what anybody would: the question's message, file, cell and choices, and the table of figures where
there is one. She never answers twice; whoever asks her again has not listened.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from .judge import fold
from .truth import FIGURE, MISSING, NIL, YES_OR_NO, Truth, Verdict
from .writings import vietnamese

BY, REASON = "Nguyễn Văn Mẫu", "Đã hỏi lại đơn vị qua điện thoại"
NOTHING_SENT, NIL_SAID, NOT_COUNTED = "thiếu", "không phát sinh", "bỏ"
Key = tuple[str, str]


class Officer:
    """Answers the questions of one inbox. `declined` are figures that she could not give: one answer was to
    hold for places that differ. `answered` are the ids of the questions that she has answered.
    """

    def __init__(self, truth: Truth, names: Mapping[str, str]) -> None:
        self.truth, self.names = truth, names
        self.answered: dict[str, str] = {}
        self.declined: set[Key] = set()
        twins: dict[str, set[str]] = {}
        for row in truth.files:
            twins.setdefault(row.sha256, set()).add(row.name)
        same = {row.name: twins[row.sha256] for row in truth.files}
        self.by_file: dict[str, list[tuple[Key, Verdict]]] = {}
        for key, verdict in truth.figures.items():
            for name in same.get(verdict.file, ()):
                self.by_file.setdefault(fold(name), []).append((key, verdict))
        self.files = {fold(row.name): row for row in truth.files}

    def fill(self, out: Path, target: Path) -> int:
        """Fill a result's answers.toml in, write it to `target`, and return how many questions were new."""
        record = json.loads((out / "consolidated.json").read_text(encoding="utf-8"))
        questions = {row["id"]: row for row in record["questions"]}
        rows = tomllib.loads((out / "answers.toml").read_text(encoding="utf-8")).get("answer", [])
        new = 0
        for row in rows:
            asked = questions.get(row["question"])
            if asked is None or row["question"] in self.answered:
                continue
            value, figures = self._answer(asked, row.get("figures", {}))
            row |= {"value": value, "by": BY, "reason": REASON}
            if figures:
                row["figures"] = figures
            self.answered[row["question"]] = asked["message"]
            new += 1
        target.write_text("\n".join(map(_toml, rows)), encoding="utf-8", newline="\n")
        return new

    # ---- one question

    def _answer(self, asked: Mapping[str, Any], wanted: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        choices, codes = asked["choices"], {body for body, _ in self.truth.figures}
        if NOT_COUNTED in choices:
            return self._sender(asked, codes), {}
        if "đã gồm" in choices:
            whole = any(
                row.kind == "double-count" and self._own(asked["file"]) & set(row.bodies)
                for row in self.truth.findings
            )
            return ("đã gồm" if whole else "chưa gồm"), {}
        if choices and all(self._named(choice) for choice in choices):
            return self._which_file(choices), {}
        if "có" in choices:
            return ("có" if self.truth.counts else "không"), {}
        if choices and set(map(fold, choices)) <= set(map(fold, self.names.values())):
            return self._which_indicator(asked), {}
        if wanted:
            return self._figures(asked, wanted)
        return self._figure(asked), {}

    def _sender(self, asked: Mapping[str, Any], codes: set[str]) -> str:
        told = [code for code in asked["choices"] if code in codes]
        own = self._own(asked["file"])
        return next(iter([code for code in told if code in own] or sorted(own)), NOT_COUNTED)

    def _which_file(self, choices: list[str]) -> str:
        counted = [choice for choice in choices if fold(_last(choice)) in self.by_file]
        return (counted or choices)[0]

    def _which_indicator(self, asked: Mapping[str, Any]) -> str:
        for (_, code), verdict in self.by_file.get(fold(_last(asked["file"])), ()):
            if "vague-label" in verdict.switches and _says(asked, verdict.hints[:-1]):
                return self.names[code]
        return "không phải chỉ tiêu nào"

    def _figures(self, asked: Mapping[str, Any], wanted: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        """Answer what asks for several figures at once: one by one, or with yes or no where that is asked."""
        keys, given = self._keys(asked), {}
        for code in wanted:
            given[code] = next((self._written(key) for key in keys if key[1] == code), "")
        given = {code: text for code, text in given.items() if text}
        return ("", given) if set(given.values()) - {NOTHING_SENT} else (NOTHING_SENT, {})

    def _figure(self, asked: Mapping[str, Any]) -> str:
        places = asked.get("places") or [asked]
        keys = [key for place in places for key in self._about(asked, place)]
        texts = {self._written(key, asked) for key in keys}
        if len(texts) == 1:
            return texts.pop()
        self.declined.update(keys)
        return NOTHING_SENT

    def _about(self, asked: Mapping[str, Any], place: Mapping[str, Any]) -> Iterator[Key]:
        """The figures that a question is about at one of its places: by the cell, else by the name."""
        rows = self.by_file.get(fold(_last(place["file"])), [])
        at = [key for key, verdict in rows if verdict.at and verdict.at == place["at"]]
        subject = fold(place.get("subject") or asked["message"])
        named = [key for key, _ in rows if subject.startswith(fold(self.names[key[1]]))]
        longest = max((len(self.names[key[1]]) for key in named), default=0)
        yield from at or [key for key in named if len(self.names[key[1]]) == longest]

    def _keys(self, asked: Mapping[str, Any]) -> list[Key]:
        """The figures of the body that a question is about, in its file."""
        bodies = {body for body, _ in self._about(asked, asked)}
        rows = self.by_file.get(fold(_last(asked["file"])), [])
        return [key for key, _ in rows if not bodies or key[0] in bodies]

    def _written(self, key: Key, asked: Mapping[str, Any] | None = None) -> str:
        verdict = self.truth.figures[key]
        if asked and verdict.estimate_asked and "chưa chốt" in asked["message"]:
            return verdict.estimated or NOTHING_SENT
        state, value = verdict.final
        if is_left_out(self.truth, verdict):
            return NOTHING_SENT
        if state == FIGURE and value is not None:
            return vietnamese(Decimal(value))
        return NIL_SAID if state == NIL else NOTHING_SENT

    # ---- files

    def _own(self, file: str) -> set[str]:
        row = self.files.get(fold(_last(file)))
        return set(row.bodies) if row else set()

    def _named(self, text: str) -> bool:
        return fold(_last(text)) in self.files


def is_left_out(truth: Truth, verdict: Verdict) -> bool:
    """Whether the body says that a file was not meant."""
    return not truth.counts and bool(YES_OR_NO & set(verdict.switches))


def stands(truth: Truth, key: Key, verdict: Verdict, declined: set[Key]) -> tuple[str, str | None]:
    """Return what a figure comes to once every question is answered."""
    if is_left_out(truth, verdict):
        before = truth.earlier.get(key)
        return before.final if before else (MISSING, None)
    return (MISSING, None) if key in declined else verdict.final


def _says(asked: Mapping[str, Any], hints: tuple[str, ...]) -> bool:
    return any(f"“{fold(hint)}”" in fold(asked["message"]) for hint in hints)


def _last(file: str) -> str:
    return file.rpartition("/")[2]


def _toml(row: Mapping[str, Any]) -> str:
    flat = {name: told for name, told in row.items() if name != "figures"}
    lines = [
        "[[answer]]",
        *(f"{name} = {json.dumps(told, ensure_ascii=False)}" for name, told in flat.items()),
    ]
    if row.get("figures"):
        lines.append("[answer.figures]")
        lines += [
            f"{json.dumps(code)} = {json.dumps(text, ensure_ascii=False)}"
            for code, text in row["figures"].items()
        ]
    return "\n".join(lines) + "\n"
