"""Câu hỏi về tệp, nhập tay và ghi nhận: what a person decides about files, and taking in what they say."""

import re
from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tonghop.apps.accounts.permissions import NoSuchThing
from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.inboxes import showing
from tonghop.apps.reporting.inboxes.access import access_inboxes
from tonghop.apps.reporting.inboxes.answers import Given, answer
from tonghop.apps.reporting.inboxes.judging import Judged, judged
from tonghop.apps.reporting.inboxes.taking_in import (
    TO_DO,
    BodyInFiles,
    Standing,
    TakenIn,
    bodies_in_files,
    take_in,
)
from tonghop.apps.reporting.models import Cycle, Inbox, InboxState
from tonghop.domain.consolidation.attribution import LEAVE_OUT
from tonghop.domain.consolidation.judgements import MISSING_WORD
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.spoken_places import place_in_words
from tonghop.formats.inbox.first_look import page_picture
from tonghop.web.office import cycle_words, inbox_words
from tonghop.web.office.cycles import page_of, pages
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.inboxes import frame_of, wanted_of, words_of
from tonghop.web.office.routes import Route

MOST_PLACES = 12
MOST_PAGES = 30
"""Of a scan, that are shown beside the boxes."""

_MOST_CHOSEN = 5_000
_QUOTED = re.compile("“([^“”]*)”")


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Show what only a person can say about the files, some questions a page; keep the answers."""
    cycle = access_inboxes(cycle_id, by=visit.person, on=visit.on)
    told = judged(cycle)
    wanted = wanted_of(request)
    part = showing.questions_shown(cycle, told, wanted.kind, wanted.words, page_of(request.GET))
    refused = ""
    if request.method == "POST":
        try:
            new = _answer(request.POST, list(part.rows), cycle, told, visit)
        except Refusal as refusal:
            refused = words_of(refusal)
        else:
            _say_answered(request, new)
            return redirect(f"{reverse('inbox-questions', args=[cycle.pk])}?{request.GET.urlencode()}")
    context = frame_of(cycle, visit, "inbox-questions") | {
        "refused": refused,
        "part": part,
        "rows": [_asked(row, request.POST, told) for row in part.rows],
        "wanted": wanted,
        "boxes": [(box, inbox_words.BOXES[box], n) for box, n in showing.counts_of(told).items()],
        "total": len(told.done.questions),
        "reading_again": Inbox.objects.filter(
            cycle=cycle, state__in=(InboxState.WAITING, InboxState.READING)
        ).exists(),
        "pages": pages(request, part.page, part.last),
    }
    return render(request, "office/inboxes/questions.html", context, status=422 if refused else 200)


def _say_answered(request: HttpRequest, new: int) -> None:
    if new:
        messages.success(request, gettext("Đã ghi %(n)s câu trả lời.") % {"n": new})
    else:
        messages.info(request, gettext("Chưa có câu trả lời nào mới."))


def _answer(posted: QueryDict, rows: list[showing.Asked], cycle: Cycle, told: Judged, visit: Visit) -> int:
    """Keep what was said to the questions that stood on the page, by their ids."""
    on_page = set(posted.getlist("q"))
    asked = {row.question.id: row for row in rows}
    for id in on_page - asked.keys():  # the list has moved meanwhile: the question is found by its id
        found = showing.questions_shown(cycle, told, "", "", 1, only=id).rows
        asked |= {row.question.id: row for row in found}
    given = [(asked[id].question, _given(posted, asked[id], told)) for id in sorted(on_page) if id in asked]
    given = [(question, said) for question, said in given if not said.is_empty]
    return answer(cycle=cycle, given=given, by=visit.person, at=visit.at, on=visit.on)


def _given(posted: QueryDict, row: showing.Asked, told: Judged) -> Given:
    id = row.question.id
    other = posted.get(f"o-{id}", "").strip()
    value = other or posted.get(f"v-{id}", "").strip()
    if row.is_sender and value and value != LEAVE_OUT:
        value = showing.code_of_body(value, told)
    figures = {code: posted.get(f"f-{id}-{code}", "") for code in row.question.figures}
    return Given(value, posted.get(f"r-{id}", ""), figures)


def _asked(row: showing.Asked, posted: QueryDict, told: Judged) -> dict[str, object]:
    """Return a question with its boxes, filled with what was typed or what was answered before."""
    question, before = row.question, row.before
    names = {indicator.code: indicator for indicator in told.asked.content.indicators}
    typed = f"v-{question.id}" in posted or f"o-{question.id}" in posted
    value = posted.get(f"v-{question.id}", "") if typed else (before.value if before else "")
    choices = [(choice, _choice(choice, row.bodies)) for choice in question.choices]
    is_chosen = value in question.choices
    figures = [
        {
            "code": code,
            "indicator": names.get(code),
            "value": posted.get(f"f-{question.id}-{code}", before.figures.get(code, "") if before else ""),
        }
        for code in question.figures
    ]
    places = [
        {"file": place.file, "at": place_in_words(place.at), "subject": place.subject}
        for place in question.places[:MOST_PLACES]
    ]
    return {
        "asked": row,
        "question": question,
        "message": _with_names(question.message, showing.names_of_bodies(told)),
        "at": place_in_words(question.at),
        "places": places,
        "more_places": max(0, len(question.places) - MOST_PLACES),
        "choices": choices,
        "many": len(choices) > 6,
        "value": value,
        "other": posted.get(f"o-{question.id}", "") or ("" if is_chosen else value),
        "reason": posted.get(f"r-{question.id}", before.reason if before else ""),
        "figures": figures,
        "keyed": showing.box_of(question) is showing.Boxes.SCANS,
        "unusable": before is not None,
    }


def _with_names(message: str, names: Mapping[str, str]) -> str:
    """Return what is asked with the bodies' names, where the question quotes them by their codes."""
    return _QUOTED.sub(lambda found: f"“{names.get(found[1], found[1])}”", message)


def _choice(choice: str, bodies: Mapping[str, str]) -> str:
    if choice == LEAVE_OUT:
        return gettext("Không tính tệp này")
    if choice == MISSING_WORD:
        return gettext("Không có số liệu (thiếu)")
    return bodies.get(choice, choice)


@require_http_methods(["GET", "HEAD", "POST"])
def keying(request: HttpRequest, visit: Visit, cycle_id: UUID, question: str) -> HttpResponse:
    """Key in the figures of a scan beside the pictures of its pages."""
    cycle = access_inboxes(cycle_id, by=visit.person, on=visit.on)
    told = judged(cycle)
    rows = showing.questions_shown(cycle, told, "", "", 1, only=question).rows
    if not rows or not rows[0].question.figures:
        raise NoSuchThing()
    refused = ""
    if request.method == "POST":
        try:
            new = _answer(request.POST, list(rows), cycle, told, visit)
        except Refusal as refusal:
            refused = words_of(refusal)
        else:
            _say_answered(request, new)
            still = showing.questions_shown(cycle, judged(cycle), "", "", 1, only=question).found
            if still:
                return redirect("inbox-keying", cycle_id=cycle.pk, question=question)
            return redirect(f"{reverse('inbox-questions', args=[cycle.pk])}?loai={showing.Boxes.SCANS}")
    pictures = [
        {"file": file, "pages": range(1, _pages(bytes(file.file.content), file.name) + 1)}
        for file in rows[0].files[:5]
        if file.file is not None
    ]
    context = frame_of(cycle, visit, "inbox-questions") | {
        "refused": refused,
        "row": _asked(rows[0], request.POST, told),
        "pictures": pictures,
    }
    return render(request, "office/inboxes/keying.html", context, status=422 if refused else 200)


# ---- taking in


@require_http_methods(["GET", "HEAD", "POST"])
def taking(request: HttpRequest, visit: Visit, cycle_id: UUID) -> HttpResponse:
    """Show of each body what its files come to; take in those that are chosen, or all that can be."""
    cycle = access_inboxes(cycle_id, by=visit.person, on=visit.on)
    refused = ""
    if request.method == "POST":
        chosen = None if request.POST.get("tat_ca") == "1" else request.POST.getlist("n")[:_MOST_CHOSEN]
        try:
            done = take_in(cycle=cycle, bodies=chosen, by=visit.person, at=visit.at, on=visit.on)
        except Refusal as refusal:
            refused = words_of(refusal)
        else:
            _say_taken_in(request, done)
            return redirect(f"{reverse('inbox-bodies', args=[cycle.pk])}?{request.GET.urlencode()}")
    told = judged(cycle)
    bodies = bodies_in_files(cycle, told)
    wanted = wanted_of(request)
    part = showing.bodies_shown(bodies, wanted, page_of(request.GET))
    context = frame_of(cycle, visit, "inbox-bodies") | {
        "refused": refused,
        "part": part,
        "rows": [_body(row) for row in part.rows],
        "wanted": wanted,
        "total": len(bodies),
        "to_do": sum(body.standing in TO_DO for body in bodies),
        "standings": [
            (how.value, inbox_words.STANDINGS[how].word, n) for how, n in showing.standings_of(bodies).items()
        ],
        "pages": pages(request, part.page, part.last),
    }
    return render(request, "office/inboxes/bodies.html", context, status=422 if refused else 200)


def _body(body: BodyInFiles) -> dict[str, object]:
    came_at = body.submission.arrived_at
    return {
        "body": body,
        "look": inbox_words.STANDINGS[body.standing],
        "advice": inbox_words.ADVICE.get(body.standing, ""),
        "can": body.standing in TO_DO,
        "came": cycle_words.moment(came_at) if came_at else "",
        "figures": sum(entry.is_told for entry in body.submission.entries.values()),
        "files": body.submission.files or (body.submission.file,),
        "sent": cycle_words.moment(body.newest.sent_at) if body.newest else "",
        "missing": body.missing[:5],
        "more_missing": max(0, len(body.missing) - 5),
        "left_out": body.filled.left_out[:3] if body.standing in (*TO_DO, Standing.TAKEN_IN) else (),
    }


def _say_taken_in(request: HttpRequest, done: TakenIn) -> None:
    if done.sent:
        messages.success(request, gettext("Đã ghi nhận báo cáo của %(n)s đơn vị.") % {"n": len(done.sent)})
    if done.arrived:
        told = gettext("Chỉ ghi ngày đến của %(n)s đơn vị; số liệu còn chờ.")
        messages.info(request, told % {"n": len(done.arrived)})
    if done.left:
        told = gettext("%(n)s đơn vị để nguyên: đã ghi nhận, hoặc đơn vị tự nhập.")
        messages.info(request, told % {"n": len(done.left)})
    for refusal in list(done.refused.values())[:5]:
        messages.error(request, sentence(refusal))


def _pages(content: bytes, name: str) -> int:
    """Return how many pages of a scan are shown, 0 where none can be drawn."""
    first = page_picture(content, name, name, 1)
    return min(first.pages, MOST_PAGES) if first else 0


_FILES = "ky/<uuid:cycle_id>/nhan-tep/"
ROUTES = (
    Route(f"{_FILES}cau-hoi/", questions, "inbox-questions", Right.SEE_DUE_LIST),
    Route(f"{_FILES}nhap-tay/<str:question>/", keying, "inbox-keying", Right.SEE_DUE_LIST),
    Route(f"{_FILES}ghi-nhan/", taking, "inbox-bodies", Right.SEE_DUE_LIST),
)
