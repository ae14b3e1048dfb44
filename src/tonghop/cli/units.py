"""`tonghop units …`: who existed when, who is meant, what became of whom; and keeping the register.

Works on the register of the database where there is one, else on the country that comes with the program; and
on the bodies of the province that a question names.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from tonghop.cli.register_choice import AUTO, FromRegister, RegisterChoice
from tonghop.cli.registers import places, with_bodies_of

if TYPE_CHECKING:
    from tonghop.domain.organisations.amendments import Amendment, Line
    from tonghop.domain.organisations.matching import Candidate, Found
    from tonghop.domain.organisations.register import Register
    from tonghop.domain.organisations.units import Version

_HERE = "Asia/Ho_Chi_Minh"
_MOST_SHOWN = 20
On = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Ngày hỏi (mặc định hôm nay). / The day."),
]
AsJson = Annotated[bool, typer.Option("--json", help="In JSON. / Print JSON.")]
Within = Annotated[
    str, typer.Option(metavar="NAME", help="Thuộc tỉnh, huyện nào (tên hoặc mã). / Inside which unit.")
]

EventId = Annotated[
    str, typer.Argument(metavar="EVENT", help="Mã sự kiện (units history --json). / The event's id.")
]


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    units = typer.Typer(
        name="units",
        help="Danh bạ đơn vị qua thời gian. / Places and bodies over time.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for name, command in (
        ("find", find),
        ("count", count),
        ("history", history),
        ("export", export),
        ("import", import_),
        ("load", load),
        ("undo", undo),
        ("apply", apply),
    ):
        units.command(name)(command)
    app.add_typer(units)


def find(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Tên đơn vị như được viết / the name as written")
    ],
    on: On = None,
    within: Within = "",
    as_json: AsJson = False,
    kept: FromRegister = AUTO,
) -> None:
    """Tìm đơn vị theo tên. / Find who is meant by a name."""
    from tonghop.domain.organisations import matching

    day = _day(on)
    known = _register_about(places(kept), name, within, day)
    found = matching.find(known, name, on=day, within=within)
    _print_found(known, found, day, as_json=as_json)
    raise typer.Exit(0 if found.decided else 1)


def count(on: On = None, as_json: AsJson = False, kept: FromRegister = AUTO) -> None:
    """Đếm đơn vị hành chính một ngày. / Count the places of a day."""
    from tonghop.domain.organisations.attestation import attestation_warnings
    from tonghop.domain.organisations.trees import counted
    from tonghop.domain.organisations.units import PLACE

    day, known = _day(on), places(kept)
    levels = {level: kinds for level, kinds in counted(known, day).items() if level != "country"}
    warnings = attestation_warnings(known.in_force(day, line=PLACE), day)
    if as_json:
        numbers = {level: sum(kinds.values()) for level, kinds in levels.items()}
        typer.echo(_json({**numbers, "kinds": levels, "warnings": warnings}))
        return
    for level, kinds in levels.items():
        told = ", ".join(f"{_grouped(number)} {kind}" for kind, number in kinds.items())
        typer.echo(f"{_LEVEL_NAMES[level]}: {_grouped(sum(kinds.values()))}{f' ({told})' if told else ''}")
    _warn(warnings)


def history(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="Mã thống kê, hoặc mã cơ quan / code of a unit")
    ],
    as_json: AsJson = False,
    kept: FromRegister = AUTO,
) -> None:
    """Kể lại các lần sắp xếp của một đơn vị. / Tell what happened to a unit."""
    from tonghop.domain.organisations import sentences

    known = _register_of_code(places(kept), code)
    told = {one.event.id: one for unit in known.units_of_code(code) for one in sentences.history(known, unit)}
    events = sorted(told.values(), key=lambda one: one.event.on)
    if as_json:
        typer.echo(_json([_event_record(one) for one in events]))
    else:
        for one in events:
            typer.echo(one.vietnamese)
        if not events:
            typer.echo("Danh bạ không ghi lần sắp xếp nào. / No event is recorded.")


def export(
    out: Annotated[Path, typer.Option("-o", "--out", metavar="CSV", help="Tệp ghi ra. / The file to write.")],
    within: Within = "",
    kept: FromRegister = AUTO,
) -> None:
    """Ghi danh bạ ra CSV, mỗi dòng một phiên bản. / Write the register as CSV, a line a version."""
    from tonghop.formats.registers.register_csv import versions_to_csv

    day = _today()
    known = _register_about(places(kept), "", within, day)
    versions = _inside(known, within, day) if within else list(known.all_versions())
    out.write_text(versions_to_csv(versions), encoding="utf-8")
    typer.echo(f"Đã ghi {len(versions)} phiên bản vào {out}. / {len(versions)} versions written.")


def import_(
    file: Annotated[Path, typer.Argument(metavar="CSV", exists=True, dir_okay=False)],
    within: Within = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="CSV", help="Ghi bản đã sửa; không có: chỉ thử. / Else a dry run."
        ),
    ] = None,
    kept: FromRegister = AUTO,
    write: Annotated[
        bool, typer.Option("--write", help="Ghi vào cơ sở dữ liệu. / Take it into the database's register.")
    ] = False,
) -> None:
    """Thử hoặc nhận một tệp CSV sửa danh bạ. / Try, or take in, a CSV that amends the register."""
    from tonghop.domain.organisations.amendments import amended
    from tonghop.formats.registers.register_csv import read_versions, versions_to_csv

    if write and (within or out or kept is RegisterChoice.PACKAGED):
        raise typer.BadParameter("--write: không dùng với / not with --within, --out, --register packaged")
    content = file.read_bytes()
    read = read_versions(content.decode("utf-8", errors="replace"))
    if write and not read.faults:
        result = _taken_in(read.lines, content)
    else:
        known = _register_about(places(kept), "", within, _today())
        result = amended(known, read.lines)
    faults = sorted((*read.faults, *result.faults), key=lambda fault: fault.line)
    for fault in faults:
        typer.echo(f"dòng {fault.line}: {fault.message}", err=True)
    if faults:
        typer.echo(
            f"{len(faults)} lỗi, không nhận dòng nào. / {len(faults)} faults, nothing taken in.", err=True
        )
        raise typer.Exit(1)
    typer.echo(
        f"thêm {len(result.added)}, sửa {len(result.changed)}, bỏ {len(result.removed)},"
        f" giữ nguyên {result.same}{'' if write or out else ' (chỉ thử / a dry run)'}"
    )
    if out is not None:
        out.write_text(versions_to_csv(result.register.all_versions()), encoding="utf-8")


def load(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="vietnam")],
    bodies: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PROVINCE", help="Cả các cơ quan của tỉnh này. / With the bodies of this province."
        ),
    ] = None,
) -> None:
    """Nạp danh bạ cả nước vào cơ sở dữ liệu. / Load the country's register into the database."""
    from tonghop.cli.loading import load_country

    if country != "vietnam":
        raise typer.BadParameter("vietnam", param_hint="COUNTRY")
    load_country(_with_named_bodies(bodies or ()), at=datetime.now(ZoneInfo(_HERE)))


def undo(
    event: EventId,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Lý do, ghi vào nhật ký. / Why, for the audit.")],
) -> None:
    """Hoàn tác một lần sắp xếp trong cơ sở dữ liệu. / Take a reorganisation of the database back."""
    from tonghop.cli.reorganising import undo_event

    if not why.strip():
        raise typer.BadParameter("cần nêu lý do / a reason is needed", param_hint="--why")
    undo_event(event, why.strip(), at=datetime.now(ZoneInfo(_HERE)))


def apply(event: EventId) -> None:
    """Áp dụng lại một lần sắp xếp kèm chương trình. / Apply a reorganisation of the program again."""
    from tonghop.cli.reorganising import apply_event

    apply_event(event, at=datetime.now(ZoneInfo(_HERE)))


_LEVEL_NAMES = {"province": "Cấp tỉnh", "district": "Cấp huyện", "commune": "Cấp xã"}


def _register_about(known: "Register", name: str, within: str, on: date) -> "Register":
    """Return the country, with the bodies of the provinces that a question is about where it asks for a
    body.
    """
    from tonghop.domain.organisations import matching

    if name and matching.find(known, name, on=on, within=within).candidates:
        return known
    around = matching.surroundings(known, within, on) if within else matching.provinces_at_end(known, name)
    return with_bodies_of(known, around)


def _register_of_code(known: "Register", code: str) -> "Register":
    """Return the country, with the bodies of the province of a body whose id is asked for."""
    place, is_body, _ = code.partition(":")
    return with_bodies_of(known, frozenset((place,))) if is_body else known


def _with_named_bodies(provinces: Sequence[str]) -> "Register":
    """Return the country of the program, with the bodies of the provinces named and of their kin."""
    from tonghop.domain.organisations import matching
    from tonghop.formats.registers.vietnam import vietnam

    around: set[str] = set()
    for name in provinces:
        found = matching.surroundings(vietnam(), name, _today())
        if not found:
            raise typer.BadParameter(f"không rõ tỉnh nào / no such province: {name}", param_hint="--bodies")
        around |= found
    return with_bodies_of(vietnam(), frozenset(around))


def _taken_in(lines: "Sequence[Line]", content: bytes) -> "Amendment":
    """Take lines into the register of the database, as the owner."""
    from tonghop.config.startup import open_memory

    with open_memory("owner"):
        from tonghop.apps.organisations.actions import amend

        now = datetime.now(ZoneInfo(_HERE))
        sha256 = hashlib.sha256(content).hexdigest()
        return amend(lines=lines, source_sha256=sha256, by=None, at=now, on=now.date())


def _inside(known: "Register", within: str, on: date) -> "list[Version]":
    """Return the versions of units in a province, of its districts and communes, and of all it was made
    from.
    """
    from tonghop.domain.organisations import matching
    from tonghop.domain.organisations.bodies import family_of
    from tonghop.domain.organisations.units import PLACE

    around = matching.surroundings(known, within, on)
    family: frozenset[str] = frozenset().union(*(family_of(known, unit) for unit in around))
    return [
        version
        for version in known.all_versions()
        if family & _above(known, version.place or version.unit, version.parent(PLACE))
    ]


def _above(known: "Register", unit: str, parent: str) -> set[str]:
    """Return a place with everything that ever stood above it."""
    from tonghop.domain.organisations.units import PLACE

    found, waiting = {unit}, [unit, *([parent] if parent else ())]
    while waiting:
        one = waiting.pop()
        found.add(one)
        above = (version.parent(PLACE) for version in known.versions.get(one, ()))
        waiting += [other for other in above if other and other not in found]
    return found


def _print_found(known: "Register", found: "Found", on: date, *, as_json: bool) -> None:
    decided = known.version(found.decided, on) if found.decided else None
    if as_json:
        record = {
            "decided": decided.shown_code if decided else None,
            "candidates": [_candidate_record(known, one, on) for one in found.candidates],
            "warnings": found.warnings,
        }
        typer.echo(_json(record))
        return
    if decided:
        typer.echo(f"{decided.shown_code}  {_told(known, decided, on)}")
    else:
        typer.echo("Chưa xác định được một đơn vị. / Not decided.")
    for one in found.candidates[:_MOST_SHOWN]:
        typer.echo(f"  {one.score:.1f}  {one.version.shown_code}  {_told(known, one.version, on)}: {one.why}")
    _warn(found.warnings)


def _candidate_record(known: "Register", candidate: "Candidate", on: date) -> Mapping[str, Any]:
    """Return the contract's candidate; Any, as JSON holds text, numbers and null."""
    version = candidate.version
    above = _parent(known, version, on)
    return {
        "code": version.shown_code,
        "unit": version.unit,
        "name": version.name,
        "kind": version.kind,
        "parent": above.shown_code if above else None,
        "parent_name": above.name if above else None,
        "valid_from": _iso(version.valid_from),
        "valid_to": _iso(version.valid_to),
        "attested_from": _iso(version.attested_from),
        "score": candidate.score,
        "why": candidate.why,
    }


def _event_record(told: Any) -> Mapping[str, Any]:  # Any: sentences are imported when a command needs them
    return {
        "id": told.event.id,
        "on": told.event.on.isoformat(),
        "event": told.event.kind,
        "decree": told.event.decree,
        "from": [version.shown_code for version in told.sources],
        "to": [version.shown_code for version in told.results],
        "sentence": told.vietnamese,
        "sentence_en": told.english,
    }


def _parent(known: "Register", version: "Version", on: date) -> "Version | None":
    for parent in version.parents:
        if above := known.version(parent.unit, version.valid_from or on) or known.version(parent.unit, on):
            return above
    return None


def _told(known: "Register", version: "Version", on: date) -> str:
    above = _parent(known, version, on)
    return f"{version.name}, {above.spoken}" if above and above.level != "country" else version.name


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _warn(warnings: Sequence[str]) -> None:
    for warning in warnings:
        typer.echo(f"! {warning}", err=True)


def _day(on: datetime | None) -> date:
    return on.date() if on else _today()


def _today() -> date:
    return datetime.now(ZoneInfo(_HERE)).date()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
