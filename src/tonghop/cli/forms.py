"""`tonghop forms CAMPAIGN --cycle 2023-H1 -o DIR`: one workbook a body."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.domain.reporting.campaign import Campaign
    from tonghop.formats.workbooks.form_writer import FormRequest


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("forms")(forms)


def forms(
    campaign: Annotated[Path, typer.Argument(metavar="CAMPAIGN", help="campaign.xlsx | campaign.toml")],
    cycle: Annotated[str, typer.Option(metavar="CYCLE", help="Kỳ báo cáo / the cycle, e.g. 2023-H1")],
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="DIR", help="Thư mục ghi biểu. / Where to write.")
    ],
    previous: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="JSON", help="consolidated.json của năm trước. / Last year's consolidated.json."
        ),
    ] = None,
) -> None:
    """Phát biểu cho từng đơn vị. / Write one form for each body."""
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.formats.workbooks.campaign_file import read_campaign

    plan = read_campaign(campaign)
    turn = Cycle.parse(cycle)
    by_body = read_previous_by_body(previous or [], plan, turn)
    count = write_forms(form_request(plan, turn), out, by_body)
    typer.echo(f"Đã ghi {count} biểu kỳ {turn} vào {out}. / {count} forms written.")
    raise typer.Exit(0 if count else 1)


def form_request(plan: "Campaign", turn: "Cycle") -> "FormRequest":
    """Return what all forms of a cycle share."""
    from tonghop.formats.workbooks.form_writer import FormRequest
    from tonghop.formats.workbooks.ready_data import working_days

    return FormRequest(plan, turn, plan.regime(turn).due_instant(turn.year, working_days()))


def write_forms(
    request: "FormRequest", out: Path, previous: Mapping[tuple[str, str], Decimal] | None = None
) -> int:
    """Write CYCLE-BODY.xlsx for every body, with a progress bar, and return how many."""
    from tonghop.cli.progress import tracked
    from tonghop.formats.workbooks.form_writer import form_workbook

    out.mkdir(parents=True, exist_ok=True)
    bodies = request.campaign.bodies
    before: dict[str, dict[str, Decimal]] = {}
    for (code, indicator), amount in (previous or {}).items():
        before.setdefault(code, {})[indicator] = amount
    for body in tracked(bodies, "Phát biểu / forms"):
        form = form_workbook(request, body, before.get(body.code))
        (out / f"{request.cycle}-{body.code}.xlsx").write_bytes(form)
    return len(bodies)


def read_previous_by_body(
    paths: Sequence[Path], plan: "Campaign", turn: "Cycle"
) -> dict[tuple[str, str], Decimal]:
    """Return last year's figures by body and indicator, saying which records are of another cycle."""
    from tonghop.domain.consolidation.record import previous_by_body

    found: dict[tuple[str, str], Decimal] = {}
    for path in paths:
        figures = previous_by_body(read_record(path), plan, turn)
        if not figures:
            typer.echo(
                f"Không dùng {path.name}: không phải kỳ {turn.year_before} của chiến dịch này.", err=True
            )
        found |= figures
    return found


def read_record(path: Path) -> Mapping[str, Any]:
    """Read a consolidated.json; raises NotARecord."""
    from tonghop.domain.consolidation.record import NotARecord

    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise NotARecord(file=path.name) from None
    if not isinstance(record, dict):
        raise NotARecord(file=path.name)
    return record
