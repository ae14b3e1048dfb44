"""Việc của tôi: one list of what somebody has to do, until when, and the one next action."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tonghop.apps.consolidation.my_work import waiting_for
from tonghop.apps.directives.queries import bodies_named
from tonghop.apps.reporting.my_work import MOST, Kind, Task, work_of
from tonghop.apps.reporting.submissions.statuses import ReportStatus
from tonghop.web.office import cycle_words, report_words
from tonghop.web.office.directives import named
from tonghop.web.office.door import Visit
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import vi

LATE_STANDING = "missing"


@dataclass(frozen=True, slots=True)
class Way:
    """How a kind of work is called, and its one next action: route, name in its address, button. Without a
    name the address is a list, filtered by the cycle.
    """

    what: cycle_words.Word
    route: str
    named: str
    button: cycle_words.Word


WAYS: Mapping[Kind, Way] = MappingProxyType(
    {
        Kind.REPORT: Way(_("Báo cáo {what}"), "report", "row_id", _("Làm báo cáo")),
        Kind.PLAN: Way(_("Kế hoạch {what}"), "due-row", "row_id", _("Xem kế hoạch phải gửi")),
        Kind.SIGNATURE: Way(_("Bản ký của báo cáo {what}"), "signed-paper", "row_id", _("Nộp bản ký")),
        Kind.ASSIGNMENT: Way("{what}", "assignment", "assignment", _("Báo tiến độ")),
        Kind.SUBTASK: Way("{what}", "sub-task", "sub_task", _("Báo tiến độ")),
        Kind.READING_FAILED: Way(_("Văn bản {what}"), "directive", "directive", _("Xem và đọc lại")),
        Kind.REVIEW: Way(_("Rà soát {what}"), "directive-review", "directive", _("Rà soát")),
        Kind.APPROVE: Way(_("Duyệt báo cáo {what}"), "decisions", "", _("Xem và duyệt")),
        Kind.DIFFICULTY: Way("{what}", "difficulty", "difficulty_id", _("Xem và trả lời")),
        Kind.DIFFICULTY_ANSWERED: Way("{what}", "difficulty", "difficulty_id", _("Xem trả lời")),
        Kind.CHASE: Way(_("Đôn đốc {what}"), "cycle", "cycle_id", _("Xem đơn vị thiếu")),
        Kind.QUESTION: Way(
            _("Trả lời câu hỏi về số liệu: {what}"), "follow-up", "follow_up_id", _("Trả lời")
        ),
        Kind.REPLY: Way(_("Đơn vị đã trả lời: {what}"), "follow-up", "follow_up_id", _("Xem câu trả lời")),
        Kind.RELEASE: Way(_("Duyệt phát hành {what}"), "issue", "issue_id", _("Xem và duyệt")),
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """One task as the page says it."""

    what: str
    asked: str
    left: str
    until: str
    state: str
    word: str
    href: str
    button: str
    returned_for: str


@require_safe
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what the person has to do."""
    found = (
        *work_of(by=visit.person, at=visit.at, on=visit.on),
        *waiting_for(by=visit.person, on=visit.on),
    )
    tasks = sorted(found, key=lambda task: task.order)[:MOST]
    offices = dict(bodies_named({task.asked_by for task in tasks if task.asked_by}, on=visit.on))
    lines = [_line(task, offices, visit.at) for task in tasks]
    return render(request, "office/my_work/page.html", {"lines": lines})


def _line(task: Task, offices: Mapping[str, str], at: datetime) -> Line:
    way = WAYS[task.kind]
    name = cycle_words.cycle_name(task.what) if task.kind in _OF_CYCLES else vi(task.what)
    about = [_asked(task, offices), vi(task.about)]
    state, word = _state(task, at)
    return Line(
        format_html(str(way.what), what=name),
        format_html_join(" · ", "{}", ((words,) for words in about if words)),
        cycle_words.time_left(task.late_from, at) if task.late_from else "",
        cycle_words.until(task.late_from) if task.late_from else "",
        state,
        word,
        _address(way, task),
        str(way.button),
        _reason(task),
    )


def _reason(task: Task) -> str:
    return named((task.returned_for, task.fault_in_english or vi(task.returned_for)))


_OF_CYCLES = (Kind.REPORT, Kind.PLAN, Kind.SIGNATURE, Kind.CHASE, Kind.APPROVE, Kind.RELEASE)


def _address(way: Way, task: Task) -> str:
    if not way.named:
        return f"{reverse(way.route)}?ky={task.subject}"
    filtered = f"?tinh_trang={LATE_STANDING}" if task.kind is Kind.CHASE else ""
    return reverse(way.route, kwargs={way.named: task.subject}) + filtered


def _asked(task: Task, offices: Mapping[str, str]) -> str:
    if not task.asked_by:
        return ""
    told = gettext("{office} nêu") if task.kind is Kind.DIFFICULTY else gettext("{office} yêu cầu")
    return format_html(told, office=vi(offices.get(task.asked_by, task.asked_by)))


def _state(task: Task, at: datetime) -> tuple[str, str]:
    """Return the look and the words of how a task stands."""
    if task.returned_for:
        return "returned", gettext("Trả lại")
    if task.kind is Kind.SIGNATURE:
        return "doing", gettext("Chờ bản ký")
    if task.kind is Kind.REVIEW:
        told = ngettext("còn {count} nhiệm vụ chưa xem", "còn {count} nhiệm vụ chưa xem", task.count)
        return "doing", told.format(count=task.count)
    if task.kind is Kind.APPROVE:
        told = ngettext("{count} báo cáo chờ duyệt", "{count} báo cáo chờ duyệt", task.count)
        return "doing", told.format(count=task.count)
    if task.kind is Kind.DIFFICULTY:
        return "todo", gettext("Chờ trả lời")
    if task.kind is Kind.DIFFICULTY_ANSWERED:
        return "approved", gettext("Đã có trả lời")
    if task.kind is Kind.CHASE:
        return "missing", gettext("{count}/{of} đơn vị chưa gửi").format(count=task.count, of=task.of)
    if task.kind in (Kind.QUESTION, Kind.REPLY, Kind.RELEASE):
        return "todo", gettext("Đang chờ bạn")
    is_late = task.late_from is not None and at >= task.late_from
    if task.report is not None and task.report is not ReportStatus.NOT_BEGUN and not is_late:
        look = report_words.status(task.report)
        return look.kind, look.word
    if task.report is ReportStatus.COMPLETE_NOT_SENT:
        return "missing", gettext("Đã điền đủ, CHƯA GỬI, quá hạn")
    if task.is_begun or task.report is ReportStatus.BEGUN:
        return ("missing", gettext("Đang làm, quá hạn")) if is_late else ("doing", gettext("Đang làm"))
    if is_late:
        return "missing", gettext("Chưa làm, quá hạn")
    return "todo", gettext("Chưa làm")


ROUTES = (Route("", page, "my-work"),)
