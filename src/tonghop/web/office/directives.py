"""Văn bản chỉ đạo: the list, taking a file in, and a directive as everybody with a mandate sees it."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any  # what Django hands to an upload handler
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tonghop.apps.accounts.roles import Right
from tonghop.apps.directives.actions.intake import LARGEST_FILE, read_again, take_in
from tonghop.apps.directives.models import FAILED, READ, READING, WAITING
from tonghop.apps.directives.permissions import access_directive, access_review, offices_of
from tonghop.apps.directives.queries import Filters, bodies_named, directives_listed, told_directive
from tonghop.domain.directives.effects import AMENDS, REPEALS, REPLACES
from tonghop.domain.directives.status import STATUSES
from tonghop.domain.errors import Refusal
from tonghop.web.office.door import Visit, sentence
from tonghop.web.office.downloads import attachment
from tonghop.web.office.routes import Route
from tonghop.web.office.vietnamese import DataSelect, vi

REFRESH_SECONDS = "4"
ACCEPTED = ".docx,.pdf,.txt,.md,.html,.htm"
LARGEST_YEAR = 9999


class InMemory(FileUploadHandler):
    """Keeps an uploaded file in memory alone: what bears a mark of secrecy must not reach a disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= LARGEST_FILE:
            self._held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._held.seek(0)
        return InMemoryUploadedFile(
            self._held, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )


class FileForm(forms.Form):
    """A directive's file, and the office for which it is taken in."""

    office = forms.ChoiceField(label=gettext_lazy("Cơ quan nhận"), widget=DataSelect)
    file = forms.FileField(
        label=gettext_lazy("Tệp văn bản"),
        help_text=gettext_lazy("Word (.docx), PDF có lớp chữ, .txt hoặc .html; không quá 25 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "govuk-file-upload"}),
        error_messages={"required": gettext_lazy("Hãy chọn một tệp.")},
    )

    def __init__(self, *args: Any, offices: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offices
        field.widget.attrs["class"] = "govuk-select"


@require_safe
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the directives, narrowed by the address."""
    filters = _filters(request)
    listed = directives_listed(filters, on=visit.on)
    pages = [(number, _query(filters, number)) for number in range(1, listed.pages + 1)]
    context = {
        "filters": filters,
        "listed": listed,
        "pages": pages if listed.pages > 1 else (),
        "statuses": [(code, named(names)) for code, names in STATUSES.items()],
        "status_names": {code: named(names) for code, names in STATUSES.items()},
        "may_take_in": bool(offices_of(visit.person, on=visit.on)),
    }
    return render(request, "office/directives/list.html", context)


@csrf_exempt  # the token is in the body, which is read below only after the handler is set
@require_http_methods(["GET", "HEAD", "POST"])
def taking_in(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take a file in, without letting it touch the disk."""
    request.upload_handlers = [InMemory(request)]
    return _taking_in(request, visit)


@csrf_protect
def _taking_in(request: HttpRequest, visit: Visit) -> HttpResponse:
    offices = bodies_named(offices_of(visit.person, on=visit.on), on=visit.on)
    form = FileForm(request.POST or None, request.FILES or None, offices=offices)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            taken = take_in(
                data=upload.read(),
                name=upload.name,
                office=form.cleaned_data["office"],
                by=visit.person,
                at=visit.at,
                on=visit.on,
            )
        except Refusal as refusal:
            form.add_error("file", sentence(refusal))
        else:
            if not taken.is_new:
                messages.info(request, gettext("Tệp này đã có trong hệ thống: đây là văn bản đó."))
            return redirect("directive", directive=taken.directive.pk)
    context = {"form": form, "breadcrumbs": steps(gettext("Nhận văn bản"))}
    return render(request, "office/directives/take_in.html", context, status=422 if form.errors else 200)


@require_safe
def page(request: HttpRequest, visit: Visit, directive: UUID) -> HttpResponse:
    """Show a directive: how far it was read, what is in force, what it cites and what cites it."""
    kept = access_directive(directive, by=visit.person, on=visit.on)
    told = told_directive(kept, by=visit.person, on=visit.on)
    state = told.intake.state if told.intake else READ
    context = {
        "told": told,
        "state": state,
        "state_name": state_names()[state],
        "fault": named((told.intake.fault_vi, told.intake.fault_en)) if told.intake else "",
        "status_name": named(STATUSES[told.status]),
        "status_names": {code: named(names) for code, names in STATUSES.items()},
        "effect_names": effect_names(),
        "breadcrumbs": steps(vi(str(kept))),
    }
    answer = render(request, "office/directives/page.html", context)
    if state in (WAITING, READING):
        answer.headers["Refresh"] = REFRESH_SECONDS
    return answer


@require_POST
def again(request: HttpRequest, visit: Visit, directive: UUID) -> HttpResponse:
    """Ask for a failed reading to be done again."""
    kept = access_review(directive, by=visit.person, on=visit.on)
    read_again(directive=kept, by=visit.person, at=visit.at, on=visit.on)
    return redirect("directive", directive=directive)


@require_safe
def original(request: HttpRequest, visit: Visit, directive: UUID) -> HttpResponse:
    """Give the file back as it came in."""
    kept = access_directive(directive, by=visit.person, on=visit.on)
    return attachment(bytes(kept.original.content), kept.source_name)


def named(names: tuple[str, str]) -> str:
    """Return the name of a thing of the domain in the reader's language."""
    return names[1] if get_language() == "en" else names[0]


def state_names() -> Mapping[str, str]:
    """Return how far a reading came, in words."""
    return {
        WAITING: gettext("Chờ đọc"),
        READING: gettext("Đang đọc"),
        READ: gettext("Đã đọc"),
        FAILED: gettext("Không đọc được"),
    }


def effect_names() -> Mapping[str, str]:
    """Return what one directive seems to do to another, in words."""
    return {
        REPLACES: gettext("thay thế"),
        REPEALS: gettext("bãi bỏ"),
        AMENDS: gettext("sửa đổi, bổ sung"),
    }


def steps(label: str, *between: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way from the list of directives to a page."""
    way = [{"href": reverse("directives"), "label": gettext("Văn bản chỉ đạo")}]
    way += [{"href": href, "label": name} for name, href in between]
    return [*way, {"href": "", "label": label}]


def _filters(request: HttpRequest) -> Filters:
    asked = request.GET
    status = asked.get("hieu_luc", "")
    return Filters(
        status if status in STATUSES else "",
        _number(asked.get("nam", ""), LARGEST_YEAR),
        asked.get("co_quan", "")[:300].replace("\0", ""),
        asked.get("tu", "")[:200].replace("\0", ""),
        _number(asked.get("page", ""), 10_000) or 1,
    )


def _number(text: str, largest: int) -> int | None:
    """Return a whole number from 1 that a reader typed into the address; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= largest else None


def _query(filters: Filters, page: int) -> str:
    asked = {
        "hieu_luc": filters.status,
        "nam": filters.year or "",
        "co_quan": filters.issuer,
        "tu": filters.words,
        "page": page,
    }
    return urlencode({key: value for key, value in asked.items() if value})


ROUTES = (
    Route("van-ban/", listing, "directives", Right.SEE_DIRECTIVES),
    Route("van-ban/nhan/", taking_in, "directive-take-in", Right.TAKE_IN_DIRECTIVES),
    Route("van-ban/<uuid:directive>/", page, "directive", Right.SEE_DIRECTIVES),
    Route("van-ban/<uuid:directive>/doc-lai/", again, "directive-again", Right.TAKE_IN_DIRECTIVES),
    Route("van-ban/<uuid:directive>/tep/", original, "directive-file", Right.SEE_DIRECTIVES),
)
