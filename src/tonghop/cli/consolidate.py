"""`tonghop consolidate CAMPAIGN INBOX --cycle 2023-H1 -o OUT`: the folder of what was sent as one report."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.domain.consolidation.consolidation import Consolidation
    from tonghop.domain.consolidation.questions import Answers
    from tonghop.domain.consolidation.returns import RefusedFile, Return
    from tonghop.domain.reporting.campaign import Campaign
    from tonghop.domain.reporting.due_list import Standing
    from tonghop.formats.workbooks.inbox import InboxFile

REPORT, RECORD, ANSWERS = "report.docx", "consolidated.json", "answers.toml"


@dataclass(frozen=True, slots=True)
class Moment:
    """The day on the report and the instant up to which arrivals count (None: all)."""

    day: date
    made_at: datetime
    until: datetime | None = None


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("consolidate")(consolidate)


def consolidate(
    campaign: Annotated[Path, typer.Argument(metavar="CAMPAIGN", help="campaign.xlsx | campaign.toml")],
    inbox: Annotated[Path, typer.Argument(metavar="INBOX", help="Thư mục hoặc zip. / A folder or zip.")],
    cycle: Annotated[str, typer.Option(metavar="CYCLE", help="Kỳ báo cáo / the cycle, e.g. 2023-H1")],
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="OUT", help="Thư mục kết quả. / Where to write.")
    ],
    at: Annotated[
        str | None,
        typer.Option(metavar="INSTANT", help="Chỉ tính báo cáo đến thời điểm này. / Count arrivals until."),
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DAY", help="Ngày ghi trên báo cáo. / The report's date.")
    ] = None,
    answers: Annotated[
        Path | None, typer.Option(metavar="TOML", help="Câu trả lời. / answers.toml filled in.")
    ] = None,
    previous: Annotated[
        list[Path] | None, typer.Option(metavar="JSON", help="consolidated.json của cùng kỳ. / Last year's.")
    ] = None,
    trust_file_times: Annotated[
        bool, typer.Option(help="Coi giờ sửa tệp là giờ nhận. / Take file times for arrival times.")
    ] = False,
    structure: Annotated[str, typer.Option(help="as-reported")] = "as-reported",
) -> None:
    """Tổng hợp báo cáo của các đơn vị. / Consolidate what the bodies sent."""
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.formats.workbooks.answers_file import read_answers
    from tonghop.formats.workbooks.campaign_file import read_campaign

    if structure != "as-reported":
        raise typer.BadParameter("bản này chỉ có / only: as-reported")
    plan, turn, moment = read_campaign(campaign), Cycle.parse(cycle), _moment(day, at)
    given = read_answers(answers) if answers else {}
    before = _previous_totals(previous or [], plan, turn)
    done = consolidate_inbox(plan, turn, inbox, moment, given, before, trust_file_times=trust_file_times)
    write_out(done, out, moment, given)
    tell(done, out)
    raise typer.Exit(1 if done.needs_a_person else 0)


def consolidate_inbox(
    plan: "Campaign",
    turn: "Cycle",
    inbox: Path,
    moment: Moment,
    answers: "Answers",
    previous: dict[str, Decimal] | None = None,
    *,
    trust_file_times: bool = False,
) -> "Consolidation":
    """Read every file of the inbox, with a progress bar, and consolidate what it says."""
    from tonghop.domain.consolidation import consolidation
    from tonghop.formats.workbooks.inbox import inbox_files, read_arrivals
    from tonghop.formats.workbooks.ready_data import working_days

    files = inbox_files(inbox)
    arrivals = read_arrivals(files)
    returns, refused = _read_all(files, arrivals.by_file, moment, trust_file_times)
    due = plan.regime(turn).due_instant(turn.year, working_days())
    return consolidation.consolidate(
        plan,
        turn,
        returns,
        due,
        answers=answers,
        previous=previous,
        refused=(*arrivals.refused, *refused),
    )


def write_out(done: "Consolidation", out: Path, moment: Moment, given: "Answers") -> None:
    """Write report.docx, consolidated.json and answers.toml."""
    from tonghop.domain.consolidation.record import record_of
    from tonghop.formats.official.report import report_docx
    from tonghop.formats.workbooks.answers_file import answers_toml

    out.mkdir(parents=True, exist_ok=True)
    record = json.dumps(record_of(done, made_at=moment.made_at), ensure_ascii=False, indent=1)
    (out / RECORD).write_text(record + "\n", encoding="utf-8", newline="\n")
    (out / REPORT).write_bytes(report_docx(done, moment.day))
    text = answers_toml(done.questions, given.values())
    (out / ANSWERS).write_text(text, encoding="utf-8", newline="\n")


def tell(done: "Consolidation", out: Path) -> None:
    """Say what came, what did not, and what needs a person."""
    counts = done.coverage
    told = ", ".join(f"{counts[standing]} {words}" for standing, words in _standing_words())
    typer.echo(f"Kỳ {done.cycle}: {len(done.due)} đơn vị phải báo cáo: {told}.")
    typer.echo(f"Báo cáo: {out / REPORT} · số liệu: {out / RECORD}")
    for title, lines in _lists(done):
        if lines:
            typer.echo(f"{title} ({len(lines)}):")
        for line in lines:
            typer.echo(f"  - {line}")
    if done.questions:
        typer.echo(
            f"Điền câu trả lời vào {out / ANSWERS} rồi chạy lại với --answers. / Answer there and run again."
        )


def _standing_words() -> list[tuple["Standing", str]]:
    from tonghop.domain.reporting.due_list import Standing

    return [
        (Standing.ON_TIME, "đúng hạn"),
        (Standing.LATE, "muộn"),
        (Standing.UNKNOWN_TIME, "chưa rõ thời điểm"),
        (Standing.MISSING, "chưa gửi"),
        (Standing.EXCUSED, "được miễn"),
    ]


def _lists(done: "Consolidation") -> list[tuple[str, list[str]]]:
    return [
        ("Cần xem / findings", [f"{row.body}: {row.message} [{row.file} {row.at}]" for row in done.findings]),
        ("Câu hỏi / questions", [f"{row.id}: {row.message} [{row.file} {row.at}]" for row in done.questions]),
        ("Không đọc / refused", [f"{row.file}: {row.message} ({row.code})" for row in done.refused]),
    ]


def _read_all(
    files: Sequence["InboxFile"], arrivals: Mapping[str, datetime], moment: Moment, trust_file_times: bool
) -> tuple[list["Return"], list["RefusedFile"]]:
    from tonghop.cli.progress import tracked
    from tonghop.domain.consolidation.returns import RefusedFile, Return
    from tonghop.formats.workbooks.inbox import is_report, read_file

    returns: list[Return] = []
    refused: list[RefusedFile] = []
    reports = [file for file in files if is_report(file)]
    for file in tracked(reports, "Đọc / reading"):
        read = read_file(file, arrivals, trust_file_times=trust_file_times)
        if isinstance(read, RefusedFile):
            refused.append(read)
        elif moment.until and read.arrived_at and read.arrived_at > moment.until:
            refused.append(
                RefusedFile(file.name, "after-cutoff", "Đến sau thời điểm --at, chưa tính vào lần này.")
            )
        else:
            returns.append(read)
    return returns, refused


def _previous_totals(paths: Sequence[Path], plan: "Campaign", turn: "Cycle") -> dict[str, Decimal] | None:
    from tonghop.cli.forms import read_record
    from tonghop.domain.consolidation.record import previous_totals

    for path in paths:
        totals = previous_totals(read_record(path), plan, turn)
        if totals is not None:
            return totals
        typer.echo(f"Không dùng {path.name}: không phải kỳ {turn.year_before} của chiến dịch này.", err=True)
    return None


def _moment(day: str | None, at: str | None) -> Moment:
    """The instant of making is the date's midnight where a date is given, so that the bytes do not depend on
    now.
    """
    from tonghop.domain.calendar.due_instants import ZONE

    until = _instant(at) if at else None
    if day:
        named = _day(day)
        return Moment(named, datetime.combine(named, time(0, 0), ZONE), until)
    now = until or datetime.now(ZONE).replace(microsecond=0)
    return Moment(now.date(), now, until)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"--date {text}: ghi như / write 2023-06-05") from None


def _instant(text: str) -> datetime:
    from tonghop.domain.calendar.due_instants import ZONE

    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"--at {text}: ghi như / write 2023-06-05T17:00") from None
    return instant.replace(tzinfo=ZONE) if instant.tzinfo is None else instant.astimezone(ZONE)
