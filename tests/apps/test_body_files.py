"""Files of a body's own: every way out of handing in, reading, answering, taking and signing."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import due_lists
import pytest
from django.db import ProgrammingError, transaction
from openpyxl import load_workbook
from people import AT, OFFICE, TODAY
from procrastinate.contrib.django.models import ProcrastinateJob
from report_files import INDICATORS, PLAIN, SCAN, SECRET, UNCLEAR, Writers, handed, table, was_read, writers

from databases import Doors
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.audit.models import Event
from tonghop.apps.reporting import kept_files
from tonghop.apps.reporting.models import (
    CampaignBody,
    Change,
    DueRow,
    KeptFile,
    RememberedAnswer,
    SharedIndicator,
    SignedPaper,
    Submission,
    Upload,
    UploadState,
)
from tonghop.apps.reporting.submissions import own_files, papers, uploads
from tonghop.apps.reporting.submissions.access import access_report
from tonghop.apps.reporting.submissions.saving import SameFieldsChanged, save
from tonghop.apps.reporting.submissions.sending import send
from tonghop.apps.reporting.submissions.uploads import CHOOSE, CORRECT, TAKE, Choice
from tonghop.apps.reporting.versions import said
from tonghop.domain.calendar.due_instants import DueInstant
from tonghop.domain.consolidation.consolidation import consolidate
from tonghop.domain.consolidation.own_files import Preview
from tonghop.domain.reporting.campaign import Campaign
from tonghop.formats.inbox.arrivals import NO_ARRIVALS
from tonghop.formats.inbox.folders import inbox_files
from tonghop.formats.inbox.inbox import read_inbox
from tonghop.formats.inbox.reading_plan import ReadingPlan

PDF = b"%PDF-1.7 " + b"x" * 100


@pytest.fixture
def who(memory: Doors) -> Writers:
    return writers()


def shown(who: Writers, upload: Upload) -> Preview:
    with acting_as(who.chi):
        kept, form = uploads.access_upload(upload.pk, by=who.chi, on=TODAY)
        draft = Submission.objects.filter(row=who.row).first()
        return uploads.preview_of(kept, form, draft.content if draft else {})


def taken(who: Writers, upload: Upload, choices: dict[str, Choice], base: int = 0) -> Submission:
    with acting_as(who.chi):
        return uploads.take(
            upload_id=upload.pk, base_version=base, choices=choices, by=who.chi, at=AT, on=TODAY
        ).submission


# ---- handing in


def test_file_is_kept_and_asked_to_be_read(who: Writers) -> None:
    done = handed(who, PLAIN)

    assert (done.is_new, done.upload.state) == (True, UploadState.WAITING)
    with acting_as(who.chi):
        assert bytes(KeptFile.objects.get().content) == PLAIN
    assert list(ProcrastinateJob.objects.values_list("task_name", flat=True)) == ["reporting.read_upload"]


def test_same_bytes_again_change_nothing(who: Writers) -> None:
    first = was_read(who, PLAIN)
    taken(who, first, {"buoi": Choice(TAKE)})

    again = handed(who, PLAIN, "ten-khac.xlsx")

    assert (again.is_new, again.upload.pk, again.upload.state) == (False, first.pk, UploadState.TAKEN)
    assert ProcrastinateJob.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (SECRET, "bao-cao.txt", "secret"),
        (b"", "a.xlsx", "empty"),
        (b"PK\x03\x04 rac", "a.docx", "damaged"),
        (b"MZ rac", "a.xlsx", "program"),
    ],
)
def test_what_may_not_be_kept_leaves_nothing_behind(
    who: Writers, content: bytes, name: str, why: str
) -> None:
    with pytest.raises(kept_files.UploadRefused) as told:
        handed(who, content, name)

    assert told.value.why == why
    with acting_by_itself():
        assert not Upload.objects.exists()
    with acting_as(who.alice):
        assert not Event.objects.filter(content__contains="file-handed-in").exists()


def test_file_that_is_too_large_is_refused(who: Writers) -> None:
    with pytest.raises(uploads.UploadTooLarge):
        handed(who, b"x" * (uploads.LARGEST_FILE + 1))


def test_only_the_people_of_the_body_hand_in_and_see(who: Writers) -> None:
    upload = was_read(who, PLAIN)
    for somebody in (who.dung, who.bao):
        with pytest.raises(NoSuchThing):
            handed(who, PLAIN, by=somebody)
        with acting_as(somebody):
            assert not Upload.objects.exists()
            assert not KeptFile.objects.exists()
            with pytest.raises(NoSuchThing):
                uploads.access_upload(upload.pk, by=somebody, on=TODAY)


# ---- reading


def test_workbook_of_any_layout_is_laid_beside_the_draft(who: Writers) -> None:
    upload = was_read(who, PLAIN)

    done = shown(who, upload)

    assert upload.state == UploadState.READ
    assert [(line.key, line.told, line.source["at"]) for line in done.lines] == [
        ("buoi", "1.240", "Sheet!D2"),
        ("luot", "56.000", "Sheet!D3"),
        ("mo-hinh", "không phát sinh", "Sheet!D4"),
    ]
    with acting_as(who.chi):
        assert not Submission.objects.exists()  # nothing is written before somebody takes it


def test_reading_twice_is_reading_once(who: Writers) -> None:
    upload = was_read(who, PLAIN)
    before = bytes(upload.outcome)

    uploads.read_upload(upload_id=upload.pk, by=who.chi, at=AT + timedelta(hours=1), on=TODAY)

    with acting_as(who.chi):
        upload.refresh_from_db()
    assert (bytes(upload.outcome), upload.ended_at) == (before, AT)


def test_file_that_cannot_be_read_says_why_and_may_be_read_again(
    who: Writers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tonghop.domain.consolidation.returns import RefusedFile

    upload = handed(who, PLAIN).upload
    monkeypatch.setattr(uploads, "_results", lambda *_: (RefusedFile("a", "too-slow", "Đọc quá lâu."),))
    uploads.read_upload(upload_id=upload.pk, by=who.chi, at=AT, on=TODAY)
    monkeypatch.undo()
    with acting_as(who.chi):
        upload.refresh_from_db()
        assert (upload.state, upload.fault) == (UploadState.FAILED, "Đọc quá lâu.")
        uploads.read_again(upload_id=upload.pk, by=who.chi, on=TODAY)

    uploads.read_upload(upload_id=upload.pk, by=who.chi, at=AT, on=TODAY)

    with acting_as(who.chi):
        upload.refresh_from_db()
    assert upload.state == UploadState.READ


def test_fault_of_the_program_is_kept_and_raised(who: Writers, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = handed(who, PLAIN).upload

    def fall(*_: object) -> None:
        raise AssertionError("x")

    monkeypatch.setattr(uploads, "_results", fall)
    with pytest.raises(AssertionError):
        uploads.read_upload(upload_id=upload.pk, by=who.chi, at=AT, on=TODAY)

    with acting_as(who.chi):
        upload.refresh_from_db()
    assert upload.state == UploadState.FAILED
    with pytest.raises(uploads.NotReadYet):
        shown(who, upload)


# ---- taking


def test_taken_lines_stand_in_the_draft_with_their_places(who: Writers) -> None:
    upload = was_read(who, PLAIN)

    draft = taken(who, upload, {"buoi": Choice(TAKE), "mo-hinh": Choice(TAKE)})

    assert draft.content == {"buoi": "1.240", "mo-hinh/state": "nil"}
    assert draft.sources == {
        field: {"file": "so-lieu.xlsx", "sha256": upload.file_id, "at": at}
        for field, at in (("buoi", "Sheet!D2"), ("mo-hinh/state", "Sheet!D4"))
    }
    with acting_as(who.chi):
        change = Change.objects.get()
        upload.refresh_from_db()
    assert (change.origin, change.file_id) == ("file", upload.file_id)
    assert (upload.state, upload.taken_version) == (UploadState.TAKEN, 1)


def test_figure_corrected_by_hand_has_no_source(who: Writers) -> None:
    draft = taken(who, was_read(who, PLAIN), {"buoi": Choice(CORRECT, "1.250"), "luot": Choice(TAKE)})

    assert draft.content == {"buoi": "1.250", "luot": "56.000"}
    assert list(draft.sources) == ["luot"]


def test_unclear_figure_waits_for_a_word(who: Writers) -> None:
    upload = was_read(who, UNCLEAR)
    line = shown(who, upload).by_key["buoi"]
    assert (line.fields, line.choices) == ({}, ("1.234", "1,234"))

    with pytest.raises(uploads.LinesUnclear) as told:
        taken(who, upload, {"buoi": Choice(TAKE), "luot": Choice(TAKE)})
    draft = taken(who, upload, {"buoi": Choice(CHOOSE, "1.234")})

    assert list(told.value.lines) == ["buoi"]
    assert draft.content == {"buoi": "1.234"}
    assert draft.sources["buoi"]["at"] == "Sheet!D2"


@pytest.mark.parametrize(
    ("choice", "refusal"),
    [
        ({}, uploads.NothingChosen),
        ({"buoi": Choice(CORRECT, "")}, uploads.LinesUnclear),
        ({"buoi": Choice(CORRECT, "1,234")}, uploads.LinesUnclear),
        ({"buoi": Choice(CORRECT, "mười hai tá")}, uploads.LinesUnclear),
        ({"buoi": Choice(CHOOSE, "77")}, uploads.LinesUnclear),
        ({"khong-co": Choice(TAKE)}, uploads.LinesUnclear),
    ],
)
def test_choice_that_says_nothing_certain_writes_nothing(
    who: Writers, choice: dict[str, Choice], refusal: type[Exception]
) -> None:
    upload = was_read(who, UNCLEAR)

    with pytest.raises(refusal):
        taken(who, upload, choice)

    with acting_as(who.chi):
        assert not Change.objects.exists()


def test_what_somebody_wrote_meanwhile_is_not_overwritten(who: Writers) -> None:
    upload = was_read(who, PLAIN)
    with acting_as(who.chi):
        save(row_id=who.row.pk, fields={"buoi": "7"}, base_version=0, by=who.chi, at=AT, on=TODAY)

    with pytest.raises(SameFieldsChanged):
        taken(who, upload, {"buoi": Choice(TAKE)}, base=0)
    draft = taken(who, upload, {"buoi": Choice(TAKE)}, base=1)

    assert draft.content["buoi"] == "1.240"


def test_answer_about_a_layout_is_remembered_for_the_next_file(who: Writers) -> None:
    strange = table(("Tổng số cuộc nói chuyện", "buổi", 12), ("Lượt người nghe", "lượt", 5))
    upload = was_read(who, strange)
    (question,) = shown(who, upload).questions
    assert any(key.startswith("layout:") for key in question.remembered)

    with acting_as(who.chi):
        kept = uploads.answer(upload_id=upload.pk, words={question.id: "buoi"}, by=who.chi, at=AT, on=TODAY)
        assert kept.state == UploadState.WAITING
    uploads.read_upload(upload_id=upload.pk, by=who.chi, at=AT, on=TODAY)
    with acting_as(who.chi):
        upload.refresh_from_db()
    again = shown(who, upload)
    next_one = shown(
        who,
        was_read(
            who,
            table(("Tổng số cuộc nói chuyện", "buổi", 15), ("Lượt người nghe", "lượt", 6)),
            "sau.xlsx",
        ),
    )

    assert ([line.told for line in again.lines], again.questions) == (["12", "5"], ())
    assert ([line.told for line in next_one.lines], next_one.questions) == (["15", "6"], ())
    with acting_as(who.dung):
        assert not RememberedAnswer.objects.exists()  # another body's files are read without it
    with acting_as(who.chi), pytest.raises(ProgrammingError), transaction.atomic():
        RememberedAnswer.objects.all().delete()


def test_answer_to_nothing_that_was_asked_is_refused(who: Writers) -> None:
    upload = was_read(who, PLAIN)

    with acting_as(who.chi), pytest.raises(uploads.NothingChosen):
        uploads.answer(upload_id=upload.pk, words={"q-khong-co": "x"}, by=who.chi, at=AT, on=TODAY)


def test_scan_is_keyed_beside_its_pages(who: Writers) -> None:
    upload = was_read(who, SCAN, "quet.png")
    assert shown(who, upload).needs_keying
    with acting_as(who.chi):
        page = uploads.scan_page(upload_id=upload.pk, scan=1, page=1, by=who.chi, on=TODAY)
        assert page is not None
        assert page.content.startswith(b"\x89PNG")
        assert uploads.scan_page(upload_id=upload.pk, scan=2, page=1, by=who.chi, on=TODAY) is None
        draft = uploads.key_in(
            upload_id=upload.pk, fields={"buoi": "12"}, base_version=0, by=who.chi, at=AT, on=TODAY
        ).submission

    assert draft.content == {"buoi": "12"}
    assert draft.sources["buoi"] == {"file": "quet.png", "sha256": upload.file_id, "at": "bản quét"}


# ---- files to take away


def said_here(who: Writers) -> Campaign:
    with acting_as(who.chi):
        return access_report(who.row.pk, by=who.chi, on=TODAY).campaign


def saved(who: Writers, fields: dict[str, str]) -> None:
    with acting_as(who.chi):
        draft = Submission.objects.filter(row=who.row).first()
        base = draft.version if draft else 0
        save(row_id=who.row.pk, fields=fields, base_version=base, by=who.chi, at=AT, on=TODAY)


def sent(who: Writers) -> None:
    with acting_as(who.chi):
        version = Submission.objects.get(row=who.row).version
        send(row_id=who.row.pk, version=version, by=who.chi, at=AT, on=TODAY)


def workbook(who: Writers) -> bytes:
    with acting_as(who.chi):
        return own_files.own_workbook(row_id=who.row.pk, by=who.chi, on=TODAY).content


def test_workbook_goes_down_filled_and_comes_up_the_same(who: Writers) -> None:
    saved(who, {"buoi": "12", "buoi/estimated": "2", "luot/state": "nil", "#kho-khan": "Thiếu loa."})

    done = shown(who, was_read(who, workbook(who), "bieu.xlsx"))

    assert [(line.key, line.is_same) for line in done.lines] == [
        ("buoi", True),
        ("luot", True),
        ("#kho-khan", True),
    ]


def test_workbook_of_another_body_is_not_taken(who: Writers) -> None:
    form = workbook(who)
    with acting_as(who.dung):
        upload = uploads.hand_in(
            row_id=who.other_row.pk, content=form, name="b.xlsx", by=who.dung, at=AT, on=TODAY
        ).upload
    uploads.read_upload(upload_id=upload.pk, by=who.dung, at=AT, on=TODAY)

    with acting_as(who.dung):
        kept, own = uploads.access_upload(upload.pk, by=who.dung, on=TODAY)
        done = uploads.preview_of(kept, own, {})

    assert (done.lines, done.others) == ((), ("Ủy ban nhân dân xã Ân Mẫu",))


def test_figure_asked_elsewhere_is_left_out_of_the_workbook_which_is_taken_all_the_same(
    memory: Doors,
) -> None:
    writing = writers()
    other = due_lists.campaign(
        due_lists.said(title="Chiến dịch hỏi gốc", directive="13/KH-UBND", indicators=INDICATORS[:1])
    )
    with acting_by_itself():
        CampaignBody.objects.update(confirmed_by="x")
    with acting_as(writing.bao):
        SharedIndicator.objects.create(
            campaign=writing.cycle.campaign,
            code="buoi",
            source=other,
            source_code="buoi",
            linked_by="x",
            linked_at=AT - timedelta(days=400),
        )
    form = said_here(writing)
    whole = said_of(writing)
    assert [row.code for row in form.indicators] == ["luot", "mo-hinh"]
    saved(writing, {"luot": "5"})

    down = workbook(writing)
    done = shown(writing, was_read(writing, down, "bieu.xlsx"))

    cells = {cell.value for row in load_workbook(BytesIO(down)).worksheets[0].iter_rows() for cell in row}
    assert "Số buổi tuyên truyền" not in cells
    assert form.form_version(_turn(writing)) != whole.form_version(_turn(writing))
    assert ([line.told for line in done.lines], done.refused) == (["5"], ())


def said_of(who: Writers) -> Campaign:
    with acting_by_itself():
        version = who.cycle.version
        assert version is not None
        return said(version)


def _turn(who: Writers):  # type: ignore[no-untyped-def]
    from tonghop.domain.calendar.cycles import Cycle

    return Cycle.parse(who.cycle.code)


def test_last_years_figures_stand_in_the_workbook(who: Writers) -> None:
    before = due_lists.opened(who.cycle.campaign, "2025-H1", due_on=date(2025, 6, 2))
    with acting_by_itself():
        earlier = DueRow.objects.get(cycle=before, code="a")
    with acting_as(who.chi):
        send(
            row_id=earlier.pk,
            version=0,
            fields={"buoi": "987", "#kho-khan": "Không."},
            by=who.chi,
            at=AT,
            on=TODAY,
        )

    sheet = load_workbook(BytesIO(workbook(who))).worksheets[0]

    assert 987 in {cell.value for row in sheet.iter_rows() for cell in row}


# ---- own report


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_own_report_carries_its_figures_and_consolidation_reads_them_exactly(
    who: Writers, tmp_path: Path, ending: str
) -> None:
    upload = was_read(who, PLAIN)
    taken(who, upload, {"buoi": Choice(TAKE), "mo-hinh": Choice(TAKE)})
    saved(who, {"luot": "55.000", "#kho-khan": "Thiếu loa."})
    with acting_as(who.chi):
        given = own_files.own_report(row_id=who.row.pk, ending=ending, by=who.chi, on=TODAY)
    (tmp_path / given.name).write_bytes(given.content)

    plan, turn = said_of(who), _turn(who)
    read = read_inbox(inbox_files(tmp_path), NO_ARRIVALS, ReadingPlan(plan, turn), jobs=1)
    due = DueInstant(who.row.due_on, who.row.late_from)
    done = consolidate(plan, turn, read.returns, due)

    entries = {body.body: body.entries for body in done.submissions}["a"]
    assert (done.questions, done.refused) == ((), ())
    told = {code: entry.value.amount for code, entry in entries.items()}
    assert told == {"buoi": 1240, "luot": 55000, "mo-hinh": None}
    (source,) = entries["buoi"].below
    assert (source.file, source.sha256, source.at) == ("so-lieu.xlsx", upload.file_id, "Sheet!D2")
    (typed,) = entries["luot"].below
    assert (typed.file, typed.at) == ("biểu trên mạng", "luot")


def test_own_report_of_a_revision_stays_as_it_was_sent(who: Writers) -> None:
    saved(who, {"buoi": "12"})
    sent(who)
    saved(who, {"buoi": "13"})

    def report(by: Person, number: int | None) -> bytes:
        with acting_as(by):
            return own_files.own_report(
                row_id=who.row.pk, ending="docx", number=number, by=by, on=TODAY
            ).content

    assert report(who.chi, 1) == report(who.chi, 1) == report(who.bao, 1)
    assert report(who.chi, None) != report(who.chi, 1)
    with pytest.raises(NoSuchThing):  # an unfinished draft is the body's own
        report(who.bao, None)
    with pytest.raises(NoSuchThing):
        report(who.chi, 2)
    with pytest.raises(NoSuchThing):
        report(who.dung, 1)


def test_own_report_of_nothing_or_of_unclear_figures_is_refused(who: Writers) -> None:
    def report() -> None:
        with acting_as(who.chi):
            own_files.own_report(row_id=who.row.pk, ending="docx", by=who.chi, on=TODAY)

    with pytest.raises(own_files.NothingWritten):
        report()
    saved(who, {"buoi": "1,234"})
    with pytest.raises(own_files.ReportUnclear, match="Số buổi"):
        report()


# ---- signed papers


def entered(
    who: Writers,
    *,
    by: Person | None = None,
    number: int = 1,
    symbol: str = "12/BC-UBND",
    on_day: date = TODAY,
    content: bytes = SCAN,
) -> SignedPaper:
    person = by or who.chi
    with acting_as(person):
        return papers.enter_paper(
            row_id=who.row.pk,
            number=number,
            paper=papers.Paper(symbol, on_day, "Chủ tịch"),
            file_name="ban-ky.png",
            content=content,
            by=person,
            at=AT,
            on=TODAY,
        )


def test_paper_stands_with_its_revision_and_a_later_one_replaces_it(who: Writers) -> None:
    saved(who, {"buoi": "12"})
    sent(who)

    first, second = entered(who), entered(who, symbol="13/BC-UBND")

    assert (first.number, second.number) == (1, 2)
    for reader in (who.chi, who.bao):
        with acting_as(reader):
            assert [paper.symbol for paper in papers.papers_of(who.row)] == ["13/BC-UBND", "12/BC-UBND"]
            assert papers.paper_file(second.pk, by=reader, on=TODAY)[1] == SCAN
    with acting_as(who.dung), pytest.raises(NoSuchThing):
        papers.paper_file(second.pk, by=who.dung, on=TODAY)


def test_paper_of_what_was_not_sent_or_is_not_the_newest_is_refused(who: Writers) -> None:
    with pytest.raises(papers.NothingSent):
        entered(who)
    saved(who, {"buoi": "12"})
    sent(who)
    saved(who, {"buoi": "13"})
    sent(who)
    with pytest.raises(papers.RevisionMoved):
        entered(who, number=1)
    with pytest.raises(NoSuchThing):
        entered(who, by=who.dung, number=2)
    with pytest.raises(NoSuchThing):
        entered(who, by=who.bao, number=2)


WRONG = [
    ({"symbol": " "}, papers.PaperFactsMissing),
    ({"on_day": TODAY + timedelta(days=1)}, papers.PaperFactsMissing),
    ({"content": b"PK\x03\x04"}, kept_files.PaperOfUnknownKind),
    ({"content": PDF}, kept_files.UploadRefused),
    ({"content": b"%PDF-" + b"x" * kept_files.LARGEST_PAPER_BYTES}, kept_files.PaperTooLarge),
]


@pytest.mark.parametrize(("given", "refusal"), WRONG)
def test_paper_without_its_facts_or_with_another_file_is_refused(
    who: Writers,
    given: dict,
    refusal: type[Exception],  # type: ignore[type-arg]
) -> None:
    saved(who, {"buoi": "12"})
    sent(who)

    with pytest.raises(refusal):
        entered(who, **given)

    with acting_as(who.chi):
        assert not SignedPaper.objects.exists()


@pytest.mark.parametrize("signed", ["required", "optional"])
def test_paper_is_awaited_where_the_campaign_asks_for_it(memory: Doors, signed: str) -> None:
    who = writers(signed=signed)

    def awaited() -> tuple[bool, int]:
        with acting_as(who.chi):
            row = DueRow.objects.select_related("cycle").get(pk=who.row.pk)
            return papers.awaits_paper(row), papers.rows_awaiting_papers(DueRow.objects.all()).count()

    assert awaited() == (False, 0)
    saved(who, {"buoi": "12"})
    sent(who)
    assert awaited() == ((True, 1) if signed == "required" else (False, 0))
    entered(who)
    assert awaited() == (False, 0)
    saved(who, {"buoi": "13"})
    sent(who)
    assert awaited() == ((True, 1) if signed == "required" else (False, 0))


def test_the_office_has_its_own_answers_for_all_bodies(who: Writers) -> None:
    from tonghop.apps.reporting.submissions.remembered import remembered_answers

    with acting_as(who.bao):
        RememberedAnswer.objects.create(
            office=OFFICE, campaign=who.cycle.campaign, key="layout:x|label:y", value="buoi", by="x", at=AT
        )

    with acting_as(who.chi):
        (answer,) = remembered_answers(who.row).values()
    assert (answer.value, answer.remembered) == ("buoi", ("layout:x|label:y",))
