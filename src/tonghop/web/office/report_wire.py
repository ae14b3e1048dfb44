"""Saving and sending a report by a program in the page: JSON, each request acted on once.

A request names the version that its writer had seen (`If-Match: "7"`) and a key of its own
(`Idempotency-Key: <uuid>`); whoever lost the answer sends the very same again. Nothing is written over what
its writer had not seen, and nothing is sent without a receipt.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.middleware.csrf import get_token
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tonghop.apps.accounts.roles import Right
from tonghop.apps.reporting.submissions.reading import figures_before
from tonghop.apps.reporting.submissions.replies import Reply, answered_once
from tonghop.apps.reporting.submissions.saving import Saved, save
from tonghop.apps.reporting.submissions.sending import send
from tonghop.apps.reporting.submissions.statuses import status_of
from tonghop.domain.consolidation.draft_returns import DraftReading, KeptFigure, far_from_before
from tonghop.domain.numerals import amount_in_words
from tonghop.domain.reporting.drafts import (
    CUMULATIVE,
    ESTIMATED,
    FIGURE,
    SECTION_MARK,
    Fields,
    canonical_json,
    figure_field,
)
from tonghop.domain.reporting.values import State, Value, vietnamese_number
from tonghop.web.office.data_answers import (
    DATA,
    BodyTooLarge,
    BodyUnreadable,
    HeaderMissing,
    HeaderUnreadable,
    NotJson,
)
from tonghop.web.office.door import Visit
from tonghop.web.office.routes import Route

LONGEST_BODY_BYTES = 2 * 2**20
"""More than the longest form holds; less than what Django keeps in memory at once (2.5 MB)."""

MOST_FIELDS = 2_000
_VERSION = re.compile(r'"(\d{1,9})"', re.ASCII)
_KEY = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: which version its writer had seen, by which key it is known, what they wrote."""

    version: int
    key: UUID
    fields: Fields

    def sha256(self, kind: str, row_id: UUID) -> str:
        """Return the hash by which the same request is known again."""
        told = [kind, str(row_id), self.version, dict(self.fields)]
        return hashlib.sha256(canonical_json(told).encode()).hexdigest()


@require_http_methods(["PUT"])
def save_fields(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Save some fields of a draft, on the newest version only; answer how each of them reads."""
    asked = asked_by(request)

    def act() -> Reply:
        saved = save(
            row_id=row_id,
            fields=asked.fields,
            base_version=asked.version,
            exactly=True,
            by=visit.person,
            at=visit.at,
            on=visit.on,
        )
        return Reply(HTTPStatus.OK, saved_answer(saved, asked.fields, at=visit.at))

    return _once("save", row_id, asked, visit, act)


@require_POST
def send_report(request: HttpRequest, visit: Visit, row_id: UUID) -> HttpResponse:
    """Send a report as its writer saw it, with what they typed last; answer with the receipt."""
    asked = asked_by(request)

    def act() -> Reply:
        sent = send(
            row_id=row_id,
            version=asked.version,
            fields=asked.fields,
            by=visit.person,
            at=visit.at,
            on=visit.on,
        ).revision
        answer = {
            "receipt": sent.receipt,
            "number": sent.number,
            "version": sent.version,
            "sent_at": sent.sent_at.isoformat(),
            "sha256": sent.sha256,
            "address": urljoin(request.path, f"../bien-nhan/{sent.pk}/"),
        }
        return Reply(HTTPStatus.OK, answer)

    return _once("send", row_id, asked, visit, act)


@require_safe
def token(request: HttpRequest, _visit: Visit) -> HttpResponse:
    """Give a fresh token for the header X-CSRFToken: a page that slept for hours holds an old one."""
    return JsonResponse({"token": get_token(request)})


def _once(kind: str, row_id: UUID, asked: Asked, visit: Visit, act: Callable[[], Reply]) -> HttpResponse:
    reply = answered_once(
        key=asked.key, request_sha256=asked.sha256(kind, row_id), by=visit.person, at=visit.at, act=act
    )
    headers = {"Idempotent-Replayed": "true"} if reply.is_replayed else {}
    return JsonResponse(dict(reply.answer), status=reply.status, headers=headers)


# ---- what is asked


def asked_by(request: HttpRequest) -> Asked:
    """Read what a request asks.

    Raises: HeaderMissing, HeaderUnreadable, NotJson, BodyTooLarge, BodyUnreadable.
    """
    version = _header(request, "If-Match", _VERSION).strip('"')
    key = _header(request, "Idempotency-Key", _KEY)
    if request.content_type != "application/json":
        raise NotJson()
    return Asked(int(version), UUID(key), fields_of(_body(request)))


def _header(request: HttpRequest, name: str, form: re.Pattern[str]) -> str:
    text = request.headers.get(name, "").strip()
    if not text:
        raise HeaderMissing(header=name)
    if not form.fullmatch(text):
        raise HeaderUnreadable(header=name)
    return text


def _body(request: HttpRequest) -> bytes:
    try:
        body = request.body
    except RequestDataTooBig as fault:
        raise BodyTooLarge(limit=LONGEST_BODY_BYTES) from fault
    except UnreadablePostError as fault:
        raise BodyUnreadable() from fault
    if len(body) > LONGEST_BODY_BYTES:
        raise BodyTooLarge(limit=LONGEST_BODY_BYTES)
    return body


def fields_of(body: bytes) -> dict[str, str]:
    """Read the fields out of a body: one object of texts and nothing else, each field once.

    Raises: BodyUnreadable.

    >>> fields_of(b'{"fields": {"sessions": "12"}}')
    {'sessions': '12'}
    """
    try:
        told = json.loads(body.decode(), object_pairs_hook=_each_once)
        canonical_json(told).encode()  # half of a surrogate pair is no text
    except (ValueError, RecursionError) as fault:
        raise BodyUnreadable() from fault
    fields = told.get("fields") if isinstance(told, dict) and told.keys() == {"fields"} else None
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        raise BodyUnreadable()
    if not all(isinstance(text, str) for text in fields.values()):
        raise BodyUnreadable()
    return fields


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a key stands there twice")
    return told


# ---- what is answered


def saved_answer(saved: Saved, written: Fields, *, at: datetime) -> dict[str, Any]:
    """Return what is answered to a save: the new version, and how the fields read that were written."""
    codes = {field.partition("/")[0] for field in written if not field.startswith(SECTION_MARK)}
    before = figures_before(saved.form) if codes else {}
    return {
        "version": saved.version,
        "saved_at": at.isoformat(),
        "status": status_of(saved.form.row, saved.submission).value,
        "progress": saved.reading.progress.value,
        "fields": {
            field: echo for code in sorted(codes) for field, echo in _echoes(code, saved.reading, before)
        },
    }


def _echoes(
    code: str, reading: DraftReading, before: Mapping[str, KeptFigure]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield how a figure reads, and what stands beside it that is a number too."""
    entry = reading.submission.entries.get(code)
    amounts = {
        FIGURE: entry.value.amount if entry else None,
        ESTIMATED: entry.estimated if entry else None,
        CUMULATIVE: entry.cumulative if entry else None,
    }
    for part, amount in amounts.items():
        field = figure_field(code, part)
        point = reading.open.get(field)
        if part != FIGURE and amount is None and point is None:
            continue
        state = entry.value.state if entry and part == FIGURE else State.MISSING
        echo = _echo(State.FIGURE if amount is not None else state, amount)
        if point is not None:
            echo |= {"state": "unclear", "message": point.message, "choices": list(point.choices)}
        if part == FIGURE and entry and point is None:
            echo["far"] = _far(entry.value, before.get(code))
        yield field, echo


def _echo(state: State, amount: Decimal | None) -> dict[str, Any]:
    return {
        "state": state.value,
        "shown": "" if amount is None else vietnamese_number(amount),
        "in_words": "" if amount is None else amount_in_words(amount),
        "message": "",
        "choices": [],
        "far": None,
    }


def _far(value: Value, before: KeptFigure | None) -> dict[str, Any] | None:
    """Say how far a figure is from the last one, where it is so far that its form asks why."""
    far = far_from_before(value, before.value.amount if before else None)
    return {"usual": vietnamese_number(far.usual), "times": far.times} if far else None


ROUTES = (
    Route("csrf/", token, "csrf-token", manner=DATA),
    Route("bao-cao/<uuid:row_id>/luu/", save_fields, "report-save", Right.WRITE_REPORTS, DATA),
    Route("bao-cao/<uuid:row_id>/gui-du-lieu/", send_report, "report-send-data", Right.WRITE_REPORTS, DATA),
)
