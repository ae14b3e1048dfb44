"""`tonghop demo`: the whole job once, from a sample directive and a sample inbox to the finished report."""

import csv
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from tonghop.domain.consolidation.consolidation import Consolidation
    from tonghop.domain.directives.reading import Reading
    from tonghop.domain.reporting.campaign import Campaign
    from tonghop.formats.workbooks.form_writer import FormRequest

CYCLE = "2023-H1"
SENT_ON, REPORTED_ON = date(2023, 5, 25), date(2023, 6, 5)
_MARK = ".tonghop-demo"
_MARK_TEXT = "Thư mục này do tonghop demo ghi ra; chạy lại sẽ ghi đè. / Written by tonghop demo.\n"
_DIRECTIVE, _CAMPAIGN, _FORMS, _INBOX, _RESULT = "1-directive", "2-campaign", "3-forms", "4-inbox", "5-report"
_OWN, _OWN_FORM = "6-own-report", "btg-da-bac.xlsx"
_NIL = "x"


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("demo")(demo)


def demo(
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="DIR", help="Thư mục kết quả. / Where to write.")
    ] = Path("demo-output"),
) -> None:
    """Chạy thử cả công việc với văn bản và hộp thư mẫu. / Run the whole job on sample files."""
    from tonghop.cli.campaign import open_directive, proposed_campaign
    from tonghop.cli.fill import own_report
    from tonghop.cli.forms import write_forms
    from tonghop.domain.calendar.due_instants import ZONE
    from tonghop.domain.directives.reading import read
    from tonghop.formats.workbooks.campaign_file import write_campaign

    _prepare(out)
    directive = _copy("directive.docx", out / _DIRECTIVE)
    bodies = _copy("bodies.csv", out / _CAMPAIGN)
    document = open_directive(directive)
    reading = read(document)
    _write_page(reading, out / _DIRECTIVE / "reading.html")
    proposed = proposed_campaign(document, bodies)
    plan = decided(proposed)
    for suffix in (".toml", ".xlsx"):
        write_campaign(plan, out / _CAMPAIGN / f"campaign{suffix}")
    request = _request(plan)
    write_forms(request, out / _FORMS)
    fill_inbox(out / _FORMS, out / _INBOX)
    done = _consolidated(plan, out)
    own_report(out / _INBOX / _OWN_FORM, out / _OWN, SENT_ON, datetime.combine(SENT_ON, time(), ZONE))
    _tell_reading(reading, proposed)
    _tell_result(done, out)


def decided(proposed: "Campaign") -> "Campaign":
    """Decide in the proposed campaign what its coordinator would (`decisions.toml`), so nothing is left to
    resolve.
    """
    from tonghop.domain.reporting.campaign import Excuse
    from tonghop.domain.reporting.checks import Check

    decisions = tomllib.loads(sample("decisions.toml").read_text(encoding="utf-8"))
    head, targets, estimated = (
        decisions["campaign"],
        decisions["targets"],
        decisions["estimated"]["indicators"],
    )
    return replace(
        proposed,
        superior=head["superior"],
        signer=head["signer"],
        recipients=tuple(head["recipients"]),
        to_resolve=(),
        indicators=tuple(
            replace(
                row,
                target=Decimal(targets[row.code]) if row.code in targets else row.target,
                estimate=row.estimate or row.code in estimated,
            )
            for row in proposed.indicators
        ),
        checks=tuple(Check(**row) for row in decisions["check"]),
        excuses=tuple(Excuse(**row) for row in decisions["excuse"]),
    )


def fill_inbox(forms: Path, inbox: Path) -> None:
    """Fill the forms as the sample bodies do, put them into the inbox, and list when they came in
    received.csv.
    """
    from tonghop.cli.progress import tracked
    from tonghop.formats.workbooks.form_filling import fill_form

    inbox.mkdir(parents=True, exist_ok=True)
    texts: dict[str, dict[str, str]] = {}
    for row in _rows("inbox_texts.csv"):
        texts.setdefault(row["body"], {})[row["section"]] = row["text"]
    sent = _rows("inbox.csv")
    for row in tracked(sent, "Đơn vị điền biểu / bodies fill in"):
        form = (forms / f"{CYCLE}-{row['body']}.xlsx").read_bytes()
        (inbox / row["file"]).write_bytes(fill_form(form, _cells(row), texts.get(row["body"], {})))
    lines = ["file,received_at", *(f"{row['file']},{row['received_at']}" for row in sent)]
    (inbox / "received.csv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _cells(row: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Turn a row of inbox.csv into cells by indicator: x is nil, whole numbers are numbers, the rest stays
    text.
    """
    cells: dict[str, dict[str, Any]] = {}
    for key, text in row.items():
        indicator, _, column = key.partition(":")
        if key not in ("file", "body", "received_at") and text:
            place = column or ("nil" if text == _NIL else "value")
            cells.setdefault(indicator, {})[place] = int(text) if text.isdigit() else text
    return cells


def _prepare(out: Path) -> None:
    """Empty the folders of an earlier demo; a folder that is not ours is left alone and refused."""
    if out.exists() and any(out.iterdir()) and not (out / _MARK).exists():
        raise typer.BadParameter(
            f"{out} không trống và không phải của demo / is not empty and not the demo's"
        )
    for name in (_DIRECTIVE, _CAMPAIGN, _FORMS, _INBOX, _RESULT, _OWN):
        shutil.rmtree(out / name, ignore_errors=True)
        (out / name).mkdir(parents=True)
    (out / _MARK).write_text(_MARK_TEXT, encoding="utf-8")


def _copy(name: str, folder: Path) -> Path:
    with as_file(sample(name)) as source:
        return Path(shutil.copyfile(source, folder / name))


def sample(name: str) -> Traversable:
    """Return a file of the samples that come with the program."""
    return files("tonghop").joinpath("samples", name)


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(sample(name).read_text(encoding="utf-8").splitlines()))


def _write_page(reading: "Reading", path: Path) -> None:
    from tonghop.cli.read import Language
    from tonghop.formats.pages.reading_page import reading_page
    from tonghop.formats.pages.wording import WORDINGS

    path.write_bytes(reading_page(reading, WORDINGS[Language.VI]))


def _request(plan: "Campaign") -> "FormRequest":
    from tonghop.cli.forms import form_request
    from tonghop.domain.calendar.cycles import Cycle

    return form_request(plan, Cycle.parse(CYCLE))


def _consolidated(plan: "Campaign", out: Path) -> "Consolidation":
    from tonghop.cli.consolidate import consolidate_inbox
    from tonghop.cli.outputs import Moment, write_out
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.domain.calendar.due_instants import ZONE

    moment = Moment(REPORTED_ON, datetime.combine(REPORTED_ON, time(0, 0), ZONE))
    done = consolidate_inbox(plan, Cycle.parse(CYCLE), out / _INBOX, moment, {})
    write_out(done, out / _RESULT, moment, {})
    return done


def _tell_reading(reading: "Reading", proposed: "Campaign") -> None:
    sensitive = [mark for duty in reading.obligations for mark in duty.rights_sensitive]
    counts = (len(reading.obligations), len(reading.citations), len(reading.reporting), len(sensitive))
    _say(
        "Đọc văn bản {}: {} nhiệm vụ, {} văn bản viện dẫn, {} kỳ báo cáo; {} câu chạm đến quyền con người"
        " được đánh dấu, không thành việc phải làm.".format(reading.heading.symbol, *counts),
        "Read {}: {} obligations, {} citations, {} reporting duties; {} rights-sensitive sentences"
        " are marked and become no task.".format(reading.heading.symbol, *counts),
    )
    for mark in sensitive:
        typer.echo(f"   “{mark.span.cut(reading.text)}”")
    offered = (len(proposed.regimes), len(proposed.indicators), len(proposed.sections), len(proposed.bodies))
    _say(
        "Chiến dịch: {} chế độ báo cáo, {} chỉ tiêu, {} đề mục, {} đơn vị.".format(*offered),
        "Campaign: {} regimes, {} indicators, {} sections, {} bodies.".format(*offered),
    )


def _tell_result(done: "Consolidation", out: Path) -> None:
    from tonghop.domain.reporting.due_list import Standing

    counts = done.coverage
    received = sum(counts[s] for s in (Standing.ON_TIME, Standing.LATE, Standing.UNKNOWN_TIME))
    coverage = (
        received,
        len(done.due),
        counts[Standing.LATE],
        counts[Standing.MISSING],
        counts[Standing.EXCUSED],
    )
    _say(
        "Tổng hợp {}: {}/{} đơn vị đã gửi ({} muộn), {} chưa gửi, {} được miễn.".format(
            done.cycle, *coverage
        ),
        "Consolidated {}: {} of {} bodies reported ({} late), {} missing, {} excused.".format(
            done.cycle, *coverage
        ),
    )
    lists = (len(done.totals), len(done.findings), len(done.questions), len(done.refused))
    _say(
        "{} chỉ tiêu đã cộng; {} điều cần xem, {} câu hỏi, {} tệp không đọc được.".format(*lists),
        "{} indicators added up; {} findings, {} questions, {} files refused.".format(*lists),
    )
    _tell_lines(f"{row.body or '?'}: {row.message}" for row in done.findings)
    _tell_lines(f"{row.message} [{row.file} {row.at}]" for row in done.questions)
    result = out / _RESULT
    _say(
        f"Báo cáo trình ký: {result / 'report.docx'} và report.pdf · phiếu thẩm tra: checking.docx · "
        "phụ lục: annex.xlsx · công văn đôn đốc: letters",
        f"All of it lies in {result}: for the leader, for the office, figures by body, reminders.",
    )
    _say(
        f"Báo cáo của một đơn vị, lập từ biểu của nó: {out / _OWN} · bản đọc văn bản: "
        f"{out / _DIRECTIVE / 'reading.html'}",
        "One body's own report, made of its form; and the directive as it was read.",
    )


def _tell_lines(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(f"   - {line}")


def _say(vietnamese: str, english: str) -> None:
    typer.echo(vietnamese)
    typer.secho(f"   {english}", dim=True)
