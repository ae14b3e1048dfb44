"""`tonghop consolidate CAMPAIGN INBOX --cycle 2023-H1 -o OUT`: the folder of what was sent as one report."""

import gc
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tonghop.cli.outputs import ANSWERS, CHECKING, LETTERS, RECORD, REPORT, Moment, write_out
from tonghop.cli.register_choice import AUTO, FromRegister, RegisterChoice

if TYPE_CHECKING:
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.domain.consolidation.consolidation import Consolidation
    from tonghop.domain.consolidation.previous import Previous
    from tonghop.domain.consolidation.questions import Answers, Question
    from tonghop.domain.consolidation.returns import RefusedFile, Return
    from tonghop.domain.consolidation.structures import Structure
    from tonghop.domain.consolidation.submissions import Finding
    from tonghop.domain.reporting.campaign import Campaign
    from tonghop.domain.reporting.due_list import Standing
    from tonghop.formats.inbox.inbox import ReadInbox
    from tonghop.formats.registers.grounds import Ground

_MOST_LINES = 50
_STOPPED = (
    "Đã dừng giữa chừng; chưa ghi báo cáo. Những tệp đã đọc được giữ lại: chạy lại lệnh này để làm tiếp. / "
    "Stopped; run the same command again to go on."
)


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command("consolidate")(consolidate)


def consolidate(
    campaign: Annotated[Path, typer.Argument(metavar="CAMPAIGN", help="campaign.xlsx | campaign.toml")],
    inbox: Annotated[
        Path, typer.Argument(metavar="INBOX", help="Thư mục, zip hoặc hộp thư. / A folder, zip or mailbox.")
    ],
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
        list[Path] | None,
        typer.Option(metavar="JSON", help="consolidated.json của kỳ trước. / Earlier ones."),
    ] = None,
    trust_file_times: Annotated[
        bool, typer.Option(help="Coi giờ sửa tệp là giờ nhận. / Take file times for arrival times.")
    ] = False,
    structure: Annotated[
        str,
        typer.Option(
            metavar="DATE|succession",
            help="Theo tổ chức ngày nào, hoặc quy về đơn vị kế thừa. / On which structure totals are stated.",
        ),
    ] = "as-reported",
    kept: FromRegister = AUTO,
    jobs: Annotated[
        int,
        typer.Option(
            metavar="N", min=0, max=64, help="Số tiến trình đọc tệp (0: tự chọn). / Reading processes."
        ),
    ] = 0,
) -> None:
    """Tổng hợp báo cáo của các đơn vị. / Consolidate what the bodies sent."""
    from tonghop.domain.calendar.cycles import Cycle
    from tonghop.formats.inbox.reading_cache import FOLDER
    from tonghop.formats.workbooks.answers_file import read_answers
    from tonghop.formats.workbooks.campaign_file import read_campaign

    plan, turn, moment = read_campaign(campaign), Cycle.parse(cycle), _moment(day, at)
    ground = _ground(plan, turn, _structure(structure, moment.day), kept)
    given = read_answers(answers) if answers else {}
    earlier = read_previous(previous or [], plan, turn)
    try:
        done = consolidate_inbox(
            plan,
            turn,
            inbox,
            moment,
            given,
            earlier,
            trust_file_times=trust_file_times,
            jobs=jobs,
            cache=out / FOLDER,
        )
    except KeyboardInterrupt:
        typer.echo(_STOPPED, err=True)
        raise
    if ground:
        from tonghop.cli.structures import on_structure

        done = on_structure(done, ground)
    write_out(done, out, moment, given)
    tell(done, out)
    raise typer.Exit(1 if done.needs_a_person else 0)


def consolidate_inbox(
    plan: "Campaign",
    turn: "Cycle",
    inbox: Path,
    moment: Moment,
    answers: "Answers",
    previous: Sequence["Previous"] = (),
    *,
    trust_file_times: bool = False,
    jobs: int = 0,
    cache: Path | None = None,
) -> "Consolidation":
    """Read every file of the inbox, with a progress bar, and consolidate what it says."""
    from tonghop.cli.progress import counted
    from tonghop.domain.consolidation import consolidation
    from tonghop.formats.inbox.folders import inbox_files
    from tonghop.formats.inbox.inbox import arrivals_of, read_inbox, reports_of
    from tonghop.formats.inbox.reading_plan import ReadingPlan, confirmed_layouts
    from tonghop.formats.workbooks.ready_data import working_days

    regime, days = plan.regime(turn), working_days()
    due = regime.due_instant(turn.year, days)
    files = inbox_files(inbox)
    arrivals, reports = arrivals_of(files), reports_of(files)
    with counted(len(reports), "Đọc / reading") as done:
        read = read_inbox(
            reports,
            arrivals,
            ReadingPlan(plan, turn, confirmed_layouts(answers)),
            trust_file_times=trust_file_times,
            jobs=jobs,
            cache=cache,
            done=done,
        )
    returns, later = _until(read, moment)
    # All of this is needed to the end; to search it for garbage again and again takes a tenth of the time.
    gc.freeze()
    try:
        return consolidation.consolidate(
            plan,
            turn,
            returns,
            due,
            answers=answers,
            previous=previous,
            refused=(*arrivals.refused, *read.refused, *later),
            dues=regime.due_instants(turn.year, days, plan.bodies),
        )
    finally:
        gc.unfreeze()


def tell(done: "Consolidation", out: Path) -> None:
    """Say what came, what did not, and what needs a person."""
    from tonghop.domain.reporting.due_list import Standing

    counts = done.coverage
    told = ", ".join(f"{counts[standing]} {words}" for standing, words in _standing_words())
    typer.echo(f"Kỳ {done.cycle}: {len(done.due)} đơn vị phải báo cáo: {told}.")
    typer.echo(
        f"Báo cáo: {out / REPORT} (và .pdf) · phiếu thẩm tra: {out / CHECKING} · số liệu: {out / RECORD}"
    )
    if counts[Standing.MISSING]:
        typer.echo(f"Công văn đôn đốc: {out / LETTERS}")
    for title, lines in _lists(done):
        if lines:
            typer.echo(f"{title} ({len(lines)}):")
        for line in lines[:_MOST_LINES]:
            typer.echo(f"  - {line}")
        if len(lines) > _MOST_LINES:
            typer.echo(f"  … và {len(lines) - _MOST_LINES} dòng nữa, xem {out / RECORD}.")
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
    from tonghop.domain.reporting.spoken_places import place_in_words

    named = {body.code: body.name for body in done.campaign.bodies}

    def place(row: "Finding | Question") -> str:
        return ", ".join(filter(None, (row.file, place_in_words(row.at))))

    def found(row: "Finding") -> str:
        if not row.file:  # about the whole, or about what nobody sent
            return f"{named[row.body]}: {row.message}" if row.body in named else row.message
        return f"{named.get(row.body, '?')}: {row.message} [{place(row)}]"

    return [
        ("Cần xem / findings", list(map(found, done.findings))),
        ("Câu hỏi / questions", [f"{row.id}: {row.message} [{place(row)}]" for row in done.questions]),
        ("Không đọc / refused", [f"{row.file}: {row.message} ({row.code})" for row in done.refused]),
    ]


def _until(read: "ReadInbox", moment: Moment) -> tuple[list["Return"], list["RefusedFile"]]:
    """Leave what came after the instant asked for to a later run."""
    from tonghop.domain.consolidation.returns import RefusedFile

    returns: list[Return] = []
    later: list[RefusedFile] = []
    for row in read.returns:
        if moment.until and row.arrived_at and row.arrived_at > moment.until:
            message = "Đến sau thời điểm --at, chưa tính vào lần này."
            later.append(RefusedFile(row.file, "after-cutoff", message))
        else:
            returns.append(row)
    return returns, later


def read_previous(paths: Sequence[Path], plan: "Campaign", turn: "Cycle") -> list["Previous"]:
    """Read earlier records; those of another campaign or of this very cycle are said not to be used."""
    from tonghop.cli.forms import read_record
    from tonghop.domain.consolidation.record import SCHEMA, NotARecord, previous_of

    found = []
    for path in paths:
        told = read_record(path)
        if told.get("schema") != SCHEMA:
            raise NotARecord(file=path.name)
        record = previous_of(told, plan)
        if record is None or record.cycle == turn:
            typer.echo(f"Không dùng {path.name}: không phải kỳ khác của chiến dịch này.", err=True)
        else:
            found.append(record)
    return found


def _moment(day: str | None, at: str | None) -> Moment:
    """The instant of making is the date's midnight where a date is given, so that the bytes do not depend on
    now.
    """
    from tonghop.domain.calendar.due_instants import ZONE

    until = _instant(at) if at else None
    if day:
        named = day_of(day)
        return Moment(named, datetime.combine(named, time(0, 0), ZONE), until)
    now = until or datetime.now(ZONE).replace(microsecond=0)
    return Moment(now.date(), now, until)


def day_of(text: str) -> date:
    """Return the day that an option names."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"--date {text}: ghi như / write 2023-06-05") from None


def _structure(text: str, today: date) -> "Structure | None":
    """Return the structure that an option names; succession leads up to the report's day."""
    from tonghop.domain.consolidation.consolidation import AS_REPORTED
    from tonghop.domain.consolidation.structures import SUCCESSION, Structure

    if text == AS_REPORTED:
        return None
    if text == SUCCESSION:
        return Structure("succession", today)
    try:
        return Structure("as-of", date.fromisoformat(text))
    except ValueError:
        raise typer.BadParameter(f"--structure {text}: {AS_REPORTED} | 2025-07-01 | {SUCCESSION}") from None


def _ground(
    plan: "Campaign", turn: "Cycle", stated: "Structure | None", kept: RegisterChoice
) -> "Ground | None":
    """Ask for the register before anything is read: a database that is closed is told at once."""
    if stated is None:
        if kept is not AUTO:
            raise typer.BadParameter("--register: chỉ dùng với / only with --structure DATE|succession")
        return None
    from tonghop.cli.structures import ground_of

    return ground_of(plan, turn, stated, kept)


def _instant(text: str) -> datetime:
    from tonghop.domain.calendar.due_instants import ZONE

    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"--at {text}: ghi như / write 2023-06-05T17:00") from None
    return instant.replace(tzinfo=ZONE) if instant.tzinfo is None else instant.astimezone(ZONE)
