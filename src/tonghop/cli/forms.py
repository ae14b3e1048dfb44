"""`tonghop forms CAMPAIGN --cycle 2023-H1 -o DIR`: one workbook a body.

Every form is written whole or not at all, and a form that is already there and up to date is left alone: a
run that was interrupted goes on where it stopped. A form that somebody has begun to fill in is never
overwritten.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.domain.reporting.campaign import Body, Campaign
    from tonghop.formats.workbooks.form_writer import FormRequest

_UNFINISHED = ".dang-ghi"
_MOST_NAMED = 10


class Written(Enum):
    """What became of one form: written, there already and up to date, or kept, as it is being filled in."""

    NEW = "new"
    UP_TO_DATE = "up-to-date"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class _Order:
    """One form to write: where, of which body, with last year's figures of that body."""

    path: Path
    body: "Body"
    previous: Mapping[str, Decimal]


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
    jobs: Annotated[
        int,
        typer.Option(
            min=0, max=64, help="Số tiến trình cùng ghi (0: mọi bộ xử lý). / Processes that write (0: all)."
        ),
    ] = 1,
) -> None:
    """Phát biểu cho từng đơn vị. / Write one form for each body."""
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.formats.workbooks.campaign_file import read_campaign

    plan = read_campaign(campaign)
    turn = Cycle.parse(cycle)
    by_body = read_previous_by_body(previous or [], plan, turn)
    request = form_request(plan, turn)
    results = written_forms(request, out, by_body, jobs=jobs or os.cpu_count() or 1)
    kept = sorted(path.name for path, result in results.items() if result is Written.KEPT)
    _tell(request, out, results, kept)
    raise typer.Exit(0 if plan.bodies and not kept else 1)


def form_request(plan: "Campaign", turn: "Cycle") -> "FormRequest":
    """Return what all forms of a cycle share."""
    from tonghop.formats.workbooks.form_writer import FormRequest
    from tonghop.formats.workbooks.ready_data import working_days

    regime, days = plan.regime(turn), working_days()
    dues = tuple((row.level, regime.due_instant(turn.year, days, row.level)) for row in regime.deadlines)
    return FormRequest(plan, turn, regime.due_instant(turn.year, days), dues)


def write_forms(
    request: "FormRequest", out: Path, previous: Mapping[tuple[str, str], Decimal] | None = None
) -> int:
    """Write CYCLE-BODY.xlsx for every body, with a progress bar, and return how many there are."""
    return len(written_forms(request, out, previous or {}))


def written_forms(
    request: "FormRequest", out: Path, previous: Mapping[tuple[str, str], Decimal], *, jobs: int = 1
) -> dict[Path, Written]:
    """Write CYCLE-BODY.xlsx for every body that needs it, and say what became of each.

    The names hold codes alone (lower-case letters, digits, hyphens behind the cycle), so they are legal and
    distinct on every system.
    """
    from tonghop.cli.progress import tracked

    out.mkdir(parents=True, exist_ok=True)
    before: dict[str, dict[str, Decimal]] = {}
    for (code, indicator), amount in previous.items():
        before.setdefault(code, {})[indicator] = amount
    orders = [
        _Order(out / f"{request.cycle}-{body.code}.xlsx", body, before.get(body.code, {}))
        for body in request.campaign.bodies
    ]
    with _worked_by(jobs, partial(_write, _lightened(request)), orders) as results:
        return {
            order.path: result
            for order, result in zip(tracked(orders, "Phát biểu / forms"), results, strict=True)
        }


@contextmanager
def _worked_by(jobs: int, work: "partial[Written]", orders: Sequence[_Order]) -> Iterator[Iterable[Written]]:
    """Yield the results of the work in order, done here or by so many processes."""
    if jobs == 1 or len(orders) < 2:
        yield map(work, orders)
        return
    # Not forked: threads of libraries (typst's) do not survive it.
    with ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn")) as pool:
        yield pool.map(work, orders, chunksize=max(1, min(32, len(orders) // (4 * jobs))))


def _lightened(request: "FormRequest") -> "FormRequest":
    """The request without what no form needs: three thousand bodies would travel to each process with it."""
    from dataclasses import replace

    plan = replace(request.campaign, bodies=(), excuses=(), to_resolve=())
    return replace(request, campaign=plan)


def _write(request: "FormRequest", order: _Order) -> Written:
    """Write one form under another name and then give it its own, unless the one there is to stay."""
    from tonghop.formats.workbooks.form_writer import form_workbook

    standing = _standing(request, order)
    if standing is not None:
        return standing
    unfinished = order.path.with_name(f"{order.path.name}{_UNFINISHED}")
    unfinished.write_bytes(form_workbook(request, order.body, order.previous))
    os.replace(unfinished, order.path)
    return Written.NEW


def _standing(request: "FormRequest", order: _Order) -> Written | None:
    """Say whether the form that is there stays: it is up to date, or somebody has written into it."""
    from tonghop.domain.consolidation.returns import Return
    from tonghop.domain.errors import Refusal
    from tonghop.formats.workbooks.form_layout import MADE_FROM
    from tonghop.formats.workbooks.form_properties import own_properties
    from tonghop.formats.workbooks.form_reader import read_form

    if not order.path.exists():
        return None
    content = order.path.read_bytes()
    if own_properties(content).get(MADE_FROM) == request.made_from(order.body, order.previous):
        return Written.UP_TO_DATE
    try:
        form = read_form(content, order.path.name)
    except Refusal:
        return Written.KEPT
    return None if isinstance(form, Return) and form.is_blank and not form.strays else Written.KEPT


def _tell(request: "FormRequest", out: Path, results: Mapping[Path, Written], kept: Sequence[str]) -> None:
    from tonghop.formats.workbooks.ready_data import working_days

    new = sum(result is Written.NEW for result in results.values())
    there = sum(result is Written.UP_TO_DATE for result in results.values())
    already = f", {there} biểu đã có sẵn" if there else ""
    typer.echo(
        f"Đã ghi {new} biểu kỳ {request.cycle} vào {out}{already}."
        f" / {new} forms written, {there} already there."
    )
    due = request.due
    moved = f" (dời từ {due.moved_from:%d/%m/%Y} vì là ngày nghỉ)" if due.moved_from else ""
    typer.echo(f"Hạn nộp: {due.due_on:%d/%m/%Y}{moved}; tính muộn từ {due.late_from:%H:%M %d/%m/%Y}.")
    if not request.campaign.bodies:
        typer.echo("Chiến dịch chưa có đơn vị nào. / The campaign has no bodies yet.", err=True)
    if excused := _excused(request):
        typer.echo(f"Không cần gửi biểu cho đơn vị được miễn kỳ này: {excused}. / Excused, need no form.")
    for sentence in filter(None, (working_days().doubt(due.due_on), _undecided(request.campaign))):
        typer.echo(sentence, err=True)
    if kept:
        named = ", ".join(kept[:_MOST_NAMED]) + (" …" if len(kept) > _MOST_NAMED else "")
        typer.echo(
            f"{len(kept)} biểu đã có người điền hoặc không phải của Tonghop, không ghi đè: {named}."
            " Chuyển đi chỗ khác rồi chạy lại. / Not overwritten.",
            err=True,
        )


def _excused(request: "FormRequest") -> str:
    """Return the names of the bodies that owe no report in this cycle."""
    plan = request.campaign
    names = [body.name for body in plan.bodies if plan.excuse(body.code, request.cycle)]
    return ", ".join(names[:_MOST_NAMED]) + (
        f" và {len(names) - _MOST_NAMED} đơn vị nữa" if len(names) > _MOST_NAMED else ""
    )


def _undecided(plan: "Campaign") -> str:
    count = len(plan.to_resolve)
    return f"Chiến dịch còn {count} điều chưa quyết định (mục “Cần quyết định”)." if count else ""


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
