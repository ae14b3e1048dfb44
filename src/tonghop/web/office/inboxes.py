"""Tệp nhận được: files put in for a cycle, how far they are read, each of them, and when they came."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from io import BytesIO
from typing import Any  # what Django hands to an upload handler
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.inboxes import showing
from tonghop.apps.reporting.inboxes.access import access_inboxes, file_of, inbox_of
from tonghop.apps.reporting.inboxes.incoming import BY_HAND, match_by_hand, put_in_list
from tonghop.apps.reporting.inboxes.judging import Judged, judged
from tonghop.apps.reporting.inboxes.putting_in import (
    MOST_BYTES,
    MOST_FILES,
    FilesTooLarge,
    Given,
    go_on,
    put_in,
    stop,
)
from tonghop.apps.reporting.inboxes.taking_in import Standing, bodies_in_files
from tonghop.apps.reporting.models import Cycle, InboxState
from tonghop.apps.reporting.permissions import may_keep
from tonghop.domain.calendar.due_instants import ZONE
from tonghop.domain.consolidation.incoming import BY_NAME, BY_SENDER_AND_SYMBOL, BY_SYMBOL
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.spoken_places import place_in_words
from tonghop.formats.inbox.first_look import page_picture
from tonghop.formats.inbox.incoming_lists import LARGEST_LIST
from tonghop.formats.inbox.refusals import LARGEST_FILE
from tonghop.web.office import cycle_words, inbox_words
from tonghop.web.office.cycles import page_of, pages
from tonghop.web.office.door import Visit, sentence, status_of
from tonghop.web.office.downloads import attachment
from tonghop.web.office.routes import Route

REFRESH_SECONDS = "5"
_LONGEST_PATHS = 500_000


class Together(FileUploadHandler):
    """Keeps uploaded files in memory alone, all of them within one bound: secrets must not reach a disk."""

    def __init__(self, request: HttpRequest | None = None, most: int = MOST_BYTES) -> None:
        super().__init__(request)
        self._left = most

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._left -= len(raw_data)
        if self._left < 0:
            raise StopUpload(connection_reset=False)
        self._held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._held.seek(0)
        return InMemoryUploadedFile(
            self._held, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )

    @property
    def is_full(self) -> bool:
        return self._left < 0


def frame_of(cycle: Cycle, visit: Visit, here: str) -> dict[str, object]:
    """Return what every page of a cycle's files shows: which cycle it is, whether one may change things."""
    return {
        "cycle": cycle,
        "name": cycle_words.cycle_name(cycle.code),
        "may_keep": may_keep(cycle.office, by=visit.person, on=visit.on),
        "here": here,
    }


def words_of(refusal: Refusal) -> str:
    """Return what a refusal says on the page that was sent; what one may not know of is not there."""
    if status_of(refusal) == HTTPStatus.NOT_FOUND:
        raise refusal
    return str(sentence(refusal))


# ---- what was put in


@csrf_exempt  # the token is in the body, which is read below only after the handler is set
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Show what was put in for a cycle and what it comes to; take more in, none of which touches a disk."""
    handler = Together(request)
    request.upload_handlers = [handler]
    return _overview(request, visit, cycle_id, handler)


@csrf_protect
def _overview(request: HttpRequest, visit: Visit, cycle_id: UUID, handler: Together) -> HttpResponse:
    cycle = access_inboxes(cycle_id, by=visit.person, on=visit.on)
    refused = ""
    if request.method == "POST":
        try:
            files = _given(request)
            if handler.is_full:
                raise FilesTooLarge(each=LARGEST_FILE // 2**20, limit=MOST_BYTES // 2**20)
            told = put_in(cycle=cycle, files=files, by=visit.person, at=visit.at, on=visit.on)
        except Refusal as refusal:
            refused = words_of(refusal)
        else:
            _say_put_in(request, told.new, told.known)
            return redirect("inbox", cycle_id=cycle.pk)
    told_of = judged(cycle)
    bodies = bodies_in_files(cycle, told_of)
    inboxes = [
        {
            "inbox": inbox,
            "delivered": delivered,
            "look": inbox_words.INBOX_STATES[inbox.state],
            "at": cycle_words.moment(inbox.at),
            "percent": 100 * inbox.done // inbox.count if inbox.count else 0,
            "runs": inbox.state in (InboxState.WAITING, InboxState.READING),
            "rests": inbox.state in (InboxState.STOPPED, InboxState.FAILED),
        }
        for inbox, delivered in showing.inboxes_of(cycle)
    ]
    context = frame_of(cycle, visit, "inbox") | {
        "refused": refused,
        "inboxes": inboxes,
        "most_files": MOST_FILES,
        "most_bytes": MOST_BYTES // 2**20,
        "largest": LARGEST_FILE // 2**20,
        "summary": _summary(cycle, told_of),
        "standings": [
            (inbox_words.STANDINGS[how], how, n) for how, n in showing.standings_of(bodies).items()
        ],
        "ready": sum(body.standing in (Standing.READY, Standing.CHANGED) for body in bodies),
    }
    answer = render(request, "office/inboxes/overview.html", context, status=422 if refused else 200)
    if request.method == "GET" and any(row["runs"] for row in inboxes):
        answer.headers["Refresh"] = REFRESH_SECONDS
    return answer


def _given(request: HttpRequest) -> list[Given]:
    """Return the files that were sent; those of a folder by the names that the page said beside."""
    folder = request.FILES.getlist("folder")
    files = [Given(file.name or "", file.read()) for file in request.FILES.getlist("files")]
    paths = _paths(request.POST.get("paths", ""), len(folder))
    for at, file in enumerate(folder):
        name = file.name or ""
        told = paths[at] if paths and paths[at].rpartition("/")[2] == name else name
        files.append(Given(told, file.read()))
    return files


def _paths(told: str, count: int) -> list[str]:
    if not told or len(told) > _LONGEST_PATHS:
        return []
    try:
        paths = json.loads(told)
    except ValueError:
        return []
    is_list = isinstance(paths, list) and all(isinstance(path, str) for path in paths)
    return paths if is_list and len(paths) == count else []


def _say_put_in(request: HttpRequest, new: int, known: tuple[str, ...]) -> None:
    if new:
        text = ngettext("Đã nhận %(n)s tệp, đang đọc.", "Đã nhận %(n)s tệp, đang đọc.", new) % {"n": new}
        messages.success(request, text)
    if known:
        told = ngettext(
            "%(n)s tệp đã có từ trước, cùng nội dung: không có gì thay đổi.",
            "%(n)s tệp đã có từ trước, cùng nội dung: không có gì thay đổi.",
            len(known),
        )
        messages.info(request, told % {"n": len(known)})


def _summary(cycle: Cycle, told: Judged) -> Mapping[str, object]:
    files = showing.files_shown(cycle, told, showing.Wanted(), 1)
    refused = sum(len(rows) for rows in told.refused.values())
    counts = showing.counts_of(told)
    return {
        "files": files.found,
        "refused": refused,
        "questions": len(told.done.questions),
        "boxes": [(box, inbox_words.BOXES[box], n) for box, n in counts.items() if n],
        "bodies": len(told.done.submissions),
        "lines": len(told.lines),
        "asked_lines": sum(line.is_asked for line in told.lines),
    }


@require_POST
def stopping(request: HttpRequest, visit: Visit, cycle_id: UUID, inbox_id: UUID) -> HttpResponse:
    """Stop a reading."""
    cycle = access_inboxes(cycle_id, by=visit.person, on=visit.on)
    stop(inbox=inbox_of(cycle, inbox_id), by=visit.person, at=visit.at, on=visit.on)
    return redirect("inbox", cycle_id=cycle.pk)


@require_POST
def going_on(request: HttpRequest, visit: Visit, cycle_id: UUID, inbox_id: UUID) -> HttpResponse:
    """Go on with a reading."""
    cycle = access_inboxes(cycle_id, by=visit.person, on=visit.on)
    go_on(inbox=inbox_of(cycle, inbox_id), by=visit.person, at=visit.at, on=visit.on)
    return redirect("inbox", cycle_id=cycle.pk)


# ---- files


@require_safe
def files(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Show what came from whom: file by file, narrowed by the address."""
    cycle = access_inboxes(cycle_id, by=visit.person, on=visit.on)
    told = judged(cycle)
    wanted = wanted_of(request)
    part = showing.files_shown(cycle, told, wanted, page_of(request.GET))
    names = showing.names_of_bodies(told)
    context = frame_of(cycle, visit, "inbox-files") | {
        "wanted": wanted,
        "part": part,
        "rows": [_file_row(row, names) for row in part.rows],
        "states": [(key, inbox_words.FILE_STATES[key].word) for key in showing.FILE_STATES],
        "kinds": [(key, inbox_words.KINDS[key]) for key in showing.KINDS],
        "pages": pages(request, part.page, part.last),
    }
    return render(request, "office/inboxes/files.html", context)


def wanted_of(request: HttpRequest) -> showing.Wanted:
    """Return the filter that an address says."""
    asked = request.GET
    return showing.Wanted(
        asked.get("tinh_trang", "")[:30],
        asked.get("loai", "")[:20],
        asked.get("tu", "")[:100].replace("\0", ""),
    )


def _file_row(row: showing.FileShown, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "row": row,
        "look": inbox_words.FILE_STATES[row.state],
        "kind": inbox_words.KINDS.get(row.kind, ""),
        "bodies": [names.get(code, code) for code in row.bodies],
        "size": inbox_words.size_in_words(row.file.size),
        "came": cycle_words.moment(row.came_at) if row.came_at else "",  # type: ignore[arg-type]
    }


@require_safe
def one_file(request: HttpRequest, visit: Visit, cycle_id: UUID, file_id: UUID) -> HttpResponse:
    """Show one file: its figures, what is open, what was found, why it is refused; by file, row and cell."""
    cycle = access_inboxes(cycle_id, by=visit.person, on=visit.on)
    told = judged(cycle)
    found = showing.one_file(file_of(cycle, file_id), told)
    names = showing.names_of_bodies(told)
    context = (
        frame_of(cycle, visit, "inbox-files")
        | _file_row(found.shown, names)
        | {
            "found": found,
            "figures": [
                {
                    "figure": row,
                    "value": inbox_words.value_in_words(row.entry),
                    "at": place_in_words(row.entry.at),
                    "body": names.get(row.body, row.body),
                }
                for row in found.figures
            ],
            "points": [{"point": point, "at": place_in_words(point.place.at)} for point in found.points],
            "findings": [{"finding": row, "at": place_in_words(row.at)} for row in found.findings],
            "lines": [_line(line, {}) for line in found.lines],
            "several": len(found.shown.bodies) > 1,
        }
    )
    return render(request, "office/inboxes/file.html", context)


@require_safe
def original(request: HttpRequest, visit: Visit, cycle_id: UUID, file_id: UUID) -> HttpResponse:
    """Give a file back as it came in, to be saved and never to be shown by the browser."""
    cycle = access_inboxes(cycle_id, by=visit.person, on=visit.on)
    file = file_of(cycle, file_id)
    if file.file is None:
        raise NoSuchThing()
    return attachment(bytes(file.file.content), file.name.rpartition("/")[2])


@require_safe
def picture(request: HttpRequest, visit: Visit, cycle_id: UUID, file_id: UUID, number: int) -> HttpResponse:
    """Give a page of a file as a picture that was drawn anew."""
    cycle = access_inboxes(cycle_id, by=visit.person, on=visit.on)
    file = file_of(cycle, file_id)
    if file.file is None:
        raise NoSuchThing()
    drawn = page_picture(bytes(file.file.content), file.name, file.name, number)
    if drawn is None:
        raise NoSuchThing()
    answer = HttpResponse(drawn.content, content_type=drawn.media_type)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


# ---- the list of incoming documents


@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Show the lines of the lists of incoming documents with the files that they are; take a list in."""
    cycle = access_inboxes(cycle_id, by=visit.person, on=visit.on)
    refused = ""
    if request.method == "POST":
        try:
            upload = request.FILES.get("list")
            if upload is None:
                refused = gettext("Chưa chọn tệp sổ văn bản đến.")
            else:
                told = put_in_list(
                    cycle=cycle,
                    content=upload.read(LARGEST_LIST + 1),
                    name=upload.name or "",
                    by=visit.person,
                    at=visit.at,
                    on=visit.on,
                )
                _say_list(request, told.is_new, told.count, told.list.faults)
                return redirect("inbox-lists", cycle_id=cycle.pk)
        except Refusal as refusal:
            refused = words_of(refusal)
    context = _lists_context(request, visit, cycle) | {"refused": refused}
    return render(request, "office/inboxes/lists.html", context, status=422 if refused else 200)


def _lists_context(request: HttpRequest, visit: Visit, cycle: Cycle) -> dict[str, object]:
    told = judged(cycle)
    wanted = wanted_of(request)
    part = showing.lines_shown(told, wanted.state, wanted.words, page_of(request.GET))
    ids = showing.file_ids(cycle)
    return frame_of(cycle, visit, "inbox-lists") | {
        "wanted": wanted,
        "part": part,
        "rows": [_line(line, ids) for line in part.rows],
        "total": len(told.lines),
        "asked": sum(line.is_asked for line in told.lines),
        "lists": cycle.incoming_lists.order_by("-at"),
        "states": (
            ("asked", gettext("Chưa rõ là tệp nào")),
            ("matched", gettext("Đã khớp")),
            ("left-out", gettext("Không phải tệp nào")),
        ),
        "largest": LARGEST_LIST // 2**20,
        "pages": pages(request, part.page, part.last),
    }


def _say_list(request: HttpRequest, is_new: bool, count: int, faults: list[str]) -> None:
    if not is_new:
        messages.info(request, gettext("Sổ này đã có từ trước, cùng nội dung: không có gì thay đổi."))
        return
    messages.success(request, gettext("Đã đọc sổ: %(n)s dòng.") % {"n": count})
    if faults:
        messages.warning(request, gettext("%(n)s dòng không đọc được, xem bên dưới.") % {"n": len(faults)})


HOW: Mapping[str, str | Promise] = {
    BY_NAME: gettext_lazy("theo tên tệp"),
    BY_SYMBOL: gettext_lazy("theo số ký hiệu"),
    BY_SENDER_AND_SYMBOL: gettext_lazy("theo nơi gửi và số ký hiệu"),
    BY_HAND: gettext_lazy("do người khớp"),
}


def _line(line: Any, ids: Mapping[str, UUID]) -> dict[str, object]:
    local = cycle_words.moment(line.row.came_at)
    return {
        "line": line,
        "came": local if line.row.has_hour else cycle_words.day(line.row.came_at.astimezone(ZONE).date()),
        "file_id": ids.get(line.match.file),
        "candidates": [(ids[name], name) for name in line.match.candidates if name in ids][:20],
        "how": HOW.get(line.match.how, ""),
    }


@require_POST
def matching(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Say which file a line of a list is."""
    cycle = access_inboxes(cycle_id, by=visit.person, on=visit.on)
    line = request.POST.get("dong", "")
    number = int(line) if line.isascii() and line.isdecimal() and len(line) < 18 else 0
    file = request.POST.get("tep", "")
    if name := request.POST.get("ten_tep", "").strip():
        file = str(showing.file_ids(cycle).get(name, name))
    match_by_hand(cycle=cycle, line_id=number, file_id=file, by=visit.person, at=visit.at, on=visit.on)
    return redirect("inbox-lists", cycle_id=cycle.pk)


_FILES = "ky/<uuid:cycle_id>/nhan-tep/"
ROUTES = (
    Route(_FILES, overview, "inbox", Right.SEE_DUE_LIST),
    Route(f"{_FILES}<uuid:inbox_id>/dung/", stopping, "inbox-stop", Right.KEEP_DUE_LIST),
    Route(f"{_FILES}<uuid:inbox_id>/doc-tiep/", going_on, "inbox-go-on", Right.KEEP_DUE_LIST),
    Route(f"{_FILES}tep/", files, "inbox-files", Right.SEE_DUE_LIST),
    Route(f"{_FILES}tep/<uuid:file_id>/", one_file, "inbox-file", Right.SEE_DUE_LIST),
    Route(f"{_FILES}tep/<uuid:file_id>/goc/", original, "inbox-file-original", Right.SEE_DUE_LIST),
    Route(f"{_FILES}tep/<uuid:file_id>/trang/<int:number>/", picture, "inbox-picture", Right.SEE_DUE_LIST),
    Route(f"{_FILES}so-van-ban/", lists, "inbox-lists", Right.SEE_DUE_LIST),
    Route(f"{_FILES}so-van-ban/khop/", matching, "inbox-match", Right.KEEP_DUE_LIST),
)
