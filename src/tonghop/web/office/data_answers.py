"""The door's answers to a program: JSON with a code for it and a sentence for the person who uses it.

A page that writes by itself needs to know why it was not let in: it keeps what was typed, and asks for what
is missing. So nobody is led elsewhere: who has no session gets 401, who has to show a second factor 403.
"""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from tonghop.apps.accounts.models import Person
from tonghop.apps.reporting.cycle_queries import names_of
from tonghop.apps.reporting.submissions.replies import KeyUsedOtherwise
from tonghop.apps.reporting.submissions.saving import VersionMoved, VersionUnknown
from tonghop.apps.reporting.submissions.sending import ReportOpen
from tonghop.domain.consolidation.draft_returns import DraftReading
from tonghop.domain.errors import Refusal
from tonghop.domain.reporting.drafts import NOTE, FieldUnknown, TextTooLong, figure_field
from tonghop.web.office.door import Manner, status_of
from tonghop.web.office.typed_again import with_old_token
from tonghop.web.office.vietnamese import is_english


class SignedOut(Refusal):
    code = "signed-out"
    message_vi = "Phiên làm việc đã hết; đăng nhập lại rồi gửi. Nội dung đã nhập vẫn còn trên trang."
    message_en = "The session has ended; sign in again, then send. What was typed is still on the page."


class SecondFactorNeeded(Refusal):
    code = "second-factor-needed"
    message_vi = "Cần xác nhận yếu tố thứ hai; mở lại trang để xác nhận."
    message_en = "A second factor is needed; open the page again to show it."


class TokenRefused(Refusal):
    code = "token-refused"
    message_vi = "Mã bảo vệ của trang đã cũ; hãy gửi lại hoặc tải lại trang."
    message_en = "The page's protecting token is old; send again or load the page again."


class NotJson(Refusal):
    code = "not-json"
    message_vi = "Nội dung phải là JSON (Content-Type: application/json)."
    message_en = "The content has to be JSON (Content-Type: application/json)."


class BodyTooLarge(Refusal):
    code = "body-too-large"
    message_vi = "Nội dung gửi dài hơn {limit} byte; hãy chia nhỏ hoặc gửi kèm tệp."
    message_en = "What was sent is longer than {limit} bytes; send less at once, or attach a file."


class BodyUnreadable(Refusal):
    code = "body-unreadable"
    message_vi = "Nội dung gửi không đúng dạng: phải là {{“fields”: {{ô: chữ}}}}, mỗi ô một lần."
    message_en = "What was sent is not of the form {{'fields': {{field: text}}}}, each field once."


class HeaderMissing(Refusal):
    code = "header-missing"
    message_vi = "Thiếu tiêu đề {header}; hãy tải lại trang."
    message_en = "The header {header} is missing; load the page again."


class HeaderUnreadable(Refusal):
    code = "header-unreadable"
    message_vi = "Tiêu đề {header} không đúng dạng; hãy tải lại trang."
    message_en = "The header {header} is not of its form; load the page again."


REFUSALS: Mapping[type[Refusal], HTTPStatus] = MappingProxyType(
    {
        SignedOut: HTTPStatus.UNAUTHORIZED,
        SecondFactorNeeded: HTTPStatus.FORBIDDEN,
        TokenRefused: HTTPStatus.FORBIDDEN,
        NotJson: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        BodyUnreadable: HTTPStatus.BAD_REQUEST,
        HeaderMissing: HTTPStatus.PRECONDITION_REQUIRED,
        HeaderUnreadable: HTTPStatus.BAD_REQUEST,
        VersionMoved: HTTPStatus.CONFLICT,
        VersionUnknown: HTTPStatus.UNPROCESSABLE_ENTITY,
        KeyUsedOtherwise: HTTPStatus.UNPROCESSABLE_ENTITY,
        FieldUnknown: HTTPStatus.UNPROCESSABLE_ENTITY,
        TextTooLong: HTTPStatus.UNPROCESSABLE_ENTITY,
        ReportOpen: HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
"""From refusal to status; one that is not listed answers as it does on a page (`door.REFUSALS`)."""


def refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer with what a rule said: a code for the program, a sentence for the person."""
    status = REFUSALS.get(type(refusal)) or status_of(refusal)
    words = {"code": refusal.code, "message": plain_sentence(refusal)}
    return JsonResponse(words | _further(refusal), status=status)


def _further(refusal: Refusal) -> dict[str, Any]:
    """Return what a program needs beside the words: which field, what it has not seen, what is open."""
    facts = refusal.facts
    match refusal:
        case VersionMoved():
            name = names_of([str(facts["by"])]).get(str(facts["by"]), "")
            return {key: facts[key] for key in ("version", "at", "fields")} | {"by": name}
        case ReportOpen():
            return {"open": open_fields(refusal.reading)}
        case FieldUnknown() | TextTooLong():
            return {"field": facts["field"]}
        case _:
            return {}


def plain_sentence(refusal: Refusal) -> str:
    """Return what a refusal says in the reader's language, as plain text."""
    return refusal.english if is_english() else refusal.vietnamese


def open_fields(reading: DraftReading) -> dict[str, str]:
    """Return what keeps a draft from being sent: a sentence by the field in which something is to be done."""
    empty, unexplained = _OPEN_EN if is_english() else _OPEN_VI
    return (
        {figure_field(code): empty for code in reading.unanswered}
        | {figure_field(code, NOTE): unexplained for code in reading.unexplained}
        | {field: point.message for field, point in reading.open.items()}
    )


_OPEN_VI = ("Chưa điền; ghi số, hoặc chọn không phát sinh.", "Ghi lý do chưa có số liệu.")
_OPEN_EN = ("Empty; give a figure, or say that nothing happened.", "Say why there is no figure.")


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Say that nobody is signed in (any more)."""
    return refused(request, SignedOut())


def ask_for_second_factor(request: HttpRequest, _person: Person) -> HttpResponse:
    """Say that a password alone does not open this."""
    return refused(request, SecondFactorNeeded())


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer where the token against forged requests is missing or old: a page, or JSON to a program."""
    if request.content_type == "application/json":
        return refused(request, TokenRefused())
    return with_old_token(request, reason)


DATA = Manner(ask_to_sign_in, ask_for_second_factor, refused)
