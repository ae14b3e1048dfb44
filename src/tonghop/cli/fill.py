"""`tonghop fill FORM -o DIR`: a filled form becomes its body's own report, which carries its figures."""

from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tonghop.domain.errors import Refusal

if TYPE_CHECKING:
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.domain.consolidation.returns import Return
    from tonghop.domain.consolidation.submissions import Submission
    from tonghop.domain.reporting.campaign import Campaign

_MOST_NAMED = 8


class NotAForm(Refusal):
    code = "not-a-form"
    message_vi = "“{file}” không phải là biểu do Tonghop phát ra, nên không lập báo cáo từ đó được."
    message_en = "{file!r} is no form of Tonghop, and no report can be made of it."


class FormWithoutPlan(Refusal):
    code = "form-without-plan"
    message_vi = (
        "“{file}” đã mất trang ẩn của biểu (thường do chép sang tệp khác); thêm --campaign TỆP-CHIẾN-DỊCH."
    )
    message_en = "{file!r} has lost the form's hidden sheet; add --campaign CAMPAIGN-FILE."


class FormUnclear(Refusal):
    code = "form-unclear"
    message_vi = "“{file}” còn ô chưa rõ: {cells}. Sửa trong biểu rồi chạy lại."
    message_en = "{file!r} has cells that are not clear: {cells}. Mend them in the form and run again."


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("fill")(fill)


def fill(
    form: Annotated[Path, typer.Argument(metavar="FORM", help="Biểu đã điền. / A filled form.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Thư mục ghi. / Where to write.")],
    campaign: Annotated[
        Path | None,
        typer.Option(metavar="CAMPAIGN", help="Khi biểu đã mất trang ẩn. / Where the form lost its plan."),
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DAY", help="Ngày trên báo cáo. / The report's date.")
    ] = None,
) -> None:
    """Lập báo cáo của chính đơn vị từ biểu đã điền. / Make the body's own report of its filled form."""
    from tonghop.cli.consolidate import day_of
    from tonghop.domain.calendar.due_instants import ZONE
    from tonghop.formats.workbooks.campaign_file import read_campaign

    on = day_of(day) if day else None
    made_at = datetime.combine(on, time(), ZONE) if on else datetime.now(ZONE).replace(microsecond=0)
    paths, missing = own_report(form, out, on, made_at, read_campaign(campaign) if campaign else None)
    typer.echo(f"Đã lập / written: {', '.join(map(str, paths))}")
    if missing:
        named = ", ".join(missing[:_MOST_NAMED])
        typer.echo(f"Chưa có số liệu / without a figure ({len(missing)}): {named}")
    raise typer.Exit(1 if missing else 0)


def own_report(
    form: Path, out: Path, on: date | None, made_at: datetime, plan: "Campaign | None" = None
) -> tuple[list[Path], list[str]]:
    """Write the report of a filled form; return its files, and the names of the figures that are missing.

    Raises: NotAForm, FormWithoutPlan, FormUnclear.
    """
    content = form.read_bytes()
    answer = _read(content, form.name)
    plan = plan or _own_plan(content, form.name)
    submission, cycle = _submission(answer, plan)
    return _write(submission, plan, cycle, on, made_at, out), _missing(submission, plan, cycle)


def _read(content: bytes, name: str) -> "Return":
    from tonghop.domain.consolidation.returns import RefusedFile
    from tonghop.formats.workbooks.form_reader import read_form

    answer = read_form(content, name)
    if isinstance(answer, RefusedFile) or answer.identity is None:
        raise NotAForm(file=name)
    return answer


def _own_plan(content: bytes, name: str) -> "Campaign":
    from tonghop.formats.workbooks.form_plan import plan_of
    from tonghop.formats.workbooks.sheets import read_sheets

    plan = plan_of(read_sheets(content))
    if plan is None:
        raise FormWithoutPlan(file=name)
    return plan


def _submission(answer: "Return", plan: "Campaign") -> "tuple[Submission, Cycle]":
    """Judge the form as the coordinator will; what is not clear is mended in the form, not guessed here."""
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.domain.consolidation.returns import Expected, mismatch
    from tonghop.domain.consolidation.submissions import submission_of

    assert answer.identity is not None
    cycle = Cycle.parse(answer.identity.cycle)
    if wrong := mismatch(answer, Expected.of(plan, cycle)):
        raise FormUnclear(file=answer.file, cells=wrong.message)
    submission = submission_of(answer.sender, [answer], plan.asked(cycle), plan, {})
    if submission.open:
        cells = "; ".join(f"{point.place.at}: {point.message}" for point in submission.open[:_MOST_NAMED])
        raise FormUnclear(file=answer.file, cells=cells)
    return submission, cycle


def _missing(submission: "Submission", plan: "Campaign", cycle: "Cycle") -> list[str]:
    from tonghop.domain.reporting.indicators import RATE

    return [
        row.name
        for row in plan.asked(cycle)
        if row.kind != RATE
        and row.required
        and not ((entry := submission.entries.get(row.code)) and entry.is_certain)
    ]


def _write(
    submission: "Submission", plan: "Campaign", cycle: "Cycle", on: date | None, made_at: datetime, out: Path
) -> list[Path]:
    from tonghop.formats.official.own_files import own_docx, own_pdf, own_record, own_stem

    body = next(row for row in plan.bodies if row.code == submission.body)
    report = own_record(submission, plan, cycle, body, on, made_at)
    stem = own_stem(cycle, body)
    contents = {f"{stem}.docx": own_docx(report), f"{stem}.pdf": own_pdf(report)}
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in contents.items():
        paths.append(out / name)
        paths[-1].write_bytes(content)
    return paths
