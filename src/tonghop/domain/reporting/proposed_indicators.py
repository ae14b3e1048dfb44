"""Indicators proposed from the annexed data forms of a directive (biểu mẫu), else from the ready dictionary.

Every proposal says how it adds and why; what the words leave open is asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tonghop.domain.directives.annexes import Annex
from tonghop.domain.directives.reading import Reading
from tonghop.domain.documents import Document, Table
from tonghop.domain.language import match_key, searchable
from tonghop.domain.provenance import Span
from tonghop.domain.reporting.campaign import distinct_slugs
from tonghop.domain.reporting.indicators import FLOW, HOW_IT_ADDS, KIND_NAMES, Indicator
from tonghop.domain.reporting.proposed_forms import Asked, asked_in_flattened, asked_in_table, is_filled_in
from tonghop.domain.reporting.proposed_kinds import how_it_adds
from tonghop.domain.reporting.proposed_sections import is_sensitive, left_out
from tonghop.domain.reporting.proposed_units import UNKNOWN_UNIT
from tonghop.domain.reporting.ready import Ready

_MOST_INDICATORS = 400
_WITH_FRACTIONS = ("triệu đồng", "tỷ đồng", "nghìn đồng", "ha", "km", "tấn", "giờ", "phút", "m2", "m3", "%")


@dataclass(frozen=True, slots=True)
class _Found:
    """What the annexed forms ask for, and what a person is told of them."""

    asked: tuple[Asked, ...]
    notes: tuple[str, ...]


def proposed_indicators(
    reading: Reading, document: Document | None, ready: Ready
) -> tuple[tuple[Indicator, ...], tuple[str, ...]]:
    """Return the indicators and what a person is asked about them."""
    found = _found(reading, document) if document else _Found((), ())
    kept = [row for row in found.asked if not is_sensitive(reading, row.name)]
    dropped = left_out(row.name for row in found.asked if is_sensitive(reading, row.name))
    if not kept:
        return ready.indicators, (
            "Chỉ tiêu: lấy từ danh mục sẵn có, vì văn bản không kèm biểu mẫu đọc được; bỏ bớt hoặc sửa.",
            *found.notes,
            *dropped,
        )
    built = _indicators(_distinct(kept), ready)
    return built, (*found.notes, *_questions(built), *dropped)


def _found(reading: Reading, document: Document) -> _Found:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    asked = tuple(row for table in tables for row in asked_in_table(table, document))
    notes: list[str] = []
    forms = [annex for annex in reading.annexes if annex.kind == "form"]
    for annex, span in _reaches(forms, reading, len(document.text)):
        within = [table for table in tables if span.start <= table.span.start < span.end]
        flattened = asked_in_flattened(document, span) if not within else ()
        asked += flattened
        if within and all(is_filled_in(table, document) for table in within):
            notes.append(f"Chỉ tiêu: {_name(annex)} đã có số liệu nên không phải là biểu để điền; xem lại.")
        elif not flattened and not any(asked_in_table(table, document) for table in within):
            notes.append(
                f"Chỉ tiêu: {_name(annex)} chưa đọc được thành bảng; nhập các chỉ tiêu của biểu này."
            )
    return _Found(asked[:_MOST_INDICATORS], tuple(dict.fromkeys(notes)))


def _reaches(forms: Sequence[Annex], reading: Reading, end: int) -> Iterator[tuple[Annex, Span]]:
    """Each form up to the next annex: blank last cells of its table may lie outside the span of its text."""
    starts = sorted(annex.span.start for annex in reading.annexes)
    for annex in forms:
        after = next((start for start in starts if start > annex.span.start), end)
        yield annex, Span(annex.span.start, after)


def _name(annex: Annex) -> str:
    return f"{annex.label} “{annex.title}”" if annex.title else annex.label


def _distinct(asked: Iterable[Asked]) -> list[Asked]:
    """Drop rows that ask the same again; the same name under two headings is told apart by its heading."""
    rows: dict[str, Asked] = {}
    for row in asked:
        other = rows.get(match_key(row.name))
        if other is None:
            rows[match_key(row.name)] = row
        elif row.group and match_key(row.group) != match_key(other.group):
            named = f"{row.group}: {row.name[:1].lower()}{row.name[1:]}"
            rows.setdefault(match_key(named), replace(row, name=named, parent=""))
    return list(rows.values())


def _indicators(asked: Sequence[Asked], ready: Ready) -> tuple[Indicator, ...]:
    codes = _codes(asked, ready)
    by_name = {match_key(row.name): code for row, code in zip(asked, codes, strict=True)}
    return tuple(
        _indicator(row, code, by_name.get(match_key(row.parent), ""), ready)
        for row, code in zip(asked, codes, strict=True)
    )


def _codes(asked: Sequence[Asked], ready: Ready) -> tuple[str, ...]:
    """A known indicator keeps its code once; the others get a short one of their names."""
    known = [ready.like(row.name) for row in asked]
    taken: set[str] = set()
    names: list[str] = []
    for row, like in zip(asked, known, strict=True):
        is_new = like is not None and like.code not in taken
        names.append(like.code if like is not None and is_new else row.name)
        taken.add(names[-1])
    return distinct_slugs(names)


def _indicator(row: Asked, code: str, parent: str, ready: Ready) -> Indicator:
    like = ready.like(row.name)
    unit = row.unit or (like.unit if like else "") or UNKNOWN_UNIT
    if like is not None and searchable(unit) == searchable(like.unit):
        kind, why, note = like.kind, like.why or HOW_IT_ADDS[like.kind], ""
    else:
        adding = how_it_adds(row.name, unit)
        kind, why = adding.kind, adding.why
        note = "" if adding.certain else "Cách cộng được đề xuất, cần xác nhận."
    return Indicator(
        code,
        row.name,
        unit,
        kind=kind,
        estimate=(row.estimate or (like is not None and like.estimate)) and kind == FLOW,
        target=row.target,
        aliases=tuple(name for name in like.aliases if match_key(name) != match_key(row.name))
        if like
        else (),
        required=not row.parent,
        decimals=like.decimals if like else _decimals(unit),
        note=note,
        group=row.group,
        parent="" if parent == code else parent,
        cumulative=row.cumulative and kind == FLOW,
        why=why,
    )


def _decimals(unit: str) -> int:
    return 3 if searchable(unit).startswith(_WITH_FRACTIONS) else 0


def _questions(built: Sequence[Indicator]) -> Iterator[str]:
    """One question for each kind of doubt, naming the indicators: twenty alike are one decision."""
    for kind, kind_name in KIND_NAMES.items():
        names = [row.name for row in built if row.note and row.kind == kind]
        if names:
            yield f"Chỉ tiêu: xác nhận cách cộng “{kind_name}” ({kind}) của {_listed(names)}."
    units = [row.name for row in built if row.unit == UNKNOWN_UNIT]
    if units:
        yield f"Chỉ tiêu: điền đơn vị tính của {_listed(units)}."


def _listed(names: Sequence[str]) -> str:
    shown = "; ".join(f"“{name}”" for name in names[:8])
    return f"{shown} và {len(names) - 8} chỉ tiêu khác" if len(names) > 8 else shown
