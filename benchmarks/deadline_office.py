"""The office of a deadline day: a campaign whose bodies all have to report, each with a person signed in.

The sessions are made beforehand: what is measured is sending. Each report answers 16 figures and three texts,
all at once, as a page does that was filled without a network.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from time import time
from typing import Any
from uuid import UUID

OFFICE = "vp-tinh-mau"
AT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
ON = date(2026, 11, 23)
INDICATORS = tuple(f"chi-tieu-{number}" for number in range(1, 17))
SECTIONS = ("ket-qua", "kho-khan", "kien-nghi")
_TEXT = "Đã tổ chức tuyên truyền đến từng khu dân cư; số người tham gia đông hơn kỳ trước. "
TOKEN = "a" * 32


@dataclass(frozen=True, slots=True)
class Sender:
    """One body that has to report: its row of the due list, and the session of the person who writes."""

    row: UUID
    person: UUID
    session: str


def unit(number: int) -> str:
    """Return the id of a body."""
    return f"xa-{number}"


def report(number: int) -> dict[str, str]:
    """Return what a body types: every figure, and three texts of a few lines."""
    figures = {code: f"{(number * 7 + place * 131) % 4000 + 1}" for place, code in enumerate(INDICATORS)}
    return figures | {f"#{code}": _TEXT * 4 + f"Xã {number}." for code in SECTIONS}


def filled_office(bodies: int) -> list[Sender]:
    """Enter the campaign, its open cycle, a reporter for every body, and their sessions."""
    from tonghop.apps.accounts.acting import acting_by_itself
    from tonghop.apps.accounts.actions import appoint_first_administrator
    from tonghop.apps.reporting.cycle_actions import open_cycle
    from tonghop.apps.reporting.models import Campaign, CampaignBody, CampaignVersion, Cycle, DueRow
    from tonghop.apps.reporting.versions import content_of

    appoint_first_administrator(login="alice", full_name="Alice", body=OFFICE, at=AT, on=ON)
    said = _campaign(bodies)
    with acting_by_itself():
        kept = Campaign.objects.create(office=OFFICE, key=said.key, title=said.title, made_by="x", made_at=AT)
        CampaignVersion.objects.create(
            campaign=kept, number=1, content=content_of(said), made_by="x", made_at=AT
        )
        CampaignBody.objects.bulk_create(
            CampaignBody(campaign=kept, code=body.code, unit_id=body.code) for body in said.bodies
        )
        cycle = Cycle.objects.create(
            office=OFFICE,
            campaign=kept,
            code="2026-H1",
            opens_on=ON,
            due_on=ON,
            late_from=AT + timedelta(days=1),
        )
        open_cycle(cycle=cycle, at=AT, on=ON)
        rows = dict(DueRow.objects.filter(cycle=cycle).values_list("code", "pk"))
    people = _people(bodies)
    sessions = _sessions(people)
    return [
        Sender(rows[unit(number)], person.pk, session)
        for number, (person, session) in enumerate(zip(people, sessions, strict=True))
    ]


def _campaign(bodies: int) -> Any:
    from tonghop.domain.calendar.due_instants import LateMoment
    from tonghop.domain.calendar.periods import DayOfYear
    from tonghop.domain.reporting.campaign import Body, Campaign, Regime, Section
    from tonghop.domain.reporting.indicators import Indicator

    return Campaign(
        "Chiến dịch mẫu",
        "Văn phòng tỉnh Mẫu",
        regimes=(Regime("H1", "semiannual", DayOfYear(11, 23), LateMoment.parse("11-24T00:00")),),
        indicators=tuple(Indicator(code, f"Chỉ tiêu {code}", "buổi") for code in INDICATORS),
        sections=tuple(Section(code, f"Mục {code}") for code in SECTIONS),
        bodies=tuple(Body(unit(n), f"Ủy ban nhân dân xã Mẫu {n}", line="state") for n in range(bodies)),
    )


def _people(bodies: int) -> list[Any]:
    from django.db import transaction

    from tonghop.apps.accounts.models import Mandate, Person

    with transaction.atomic():
        people = Person.objects.bulk_create(
            Person(login=f"nguoi-{number}", full_name=f"Nguyễn Văn Mẫu {number}", created_at=AT)
            for number in range(bodies)
        )
        Mandate.objects.bulk_create(
            Mandate(person=person, body=unit(number), role="reporter", valid_from=date(2020, 1, 1))
            for number, person in enumerate(people)
        )
    return people


def _sessions(people: Sequence[Any]) -> list[str]:
    """Make a session for each, as signing in leaves it; return their keys."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    ends = timezone.now() + timedelta(hours=12)
    kept = [
        Session(
            session_key=f"{number:032d}",
            session_data=store.encode(
                {
                    "_auth_user_id": str(person.pk),
                    "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0],
                    "_auth_user_hash": person.get_session_auth_hash(),
                    "prolonged_at": int(time()),
                }
            ),
            expire_date=ends,
        )
        for number, person in enumerate(people)
    ]
    Session.objects.bulk_create(kept)
    return [one.session_key for one in kept]


def request_to_send(sender: Sender, number: int, key: UUID) -> str:
    """Return the request with which a body sends its whole report, as it goes over the wire."""
    from django.conf import settings

    body = json.dumps({"fields": report(number)}, ensure_ascii=False)
    cookies = f"{settings.SESSION_COOKIE_NAME}={sender.session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    return wire(
        "POST",
        f"/van-phong/bao-cao/{sender.row}/gui-du-lieu/",
        body,
        {"Cookie": cookies, "X-CSRFToken": TOKEN, "If-Match": '"0"', "Idempotency-Key": str(key)},
    )


def wire(method: str, path: str, body: str, headers: dict[str, str]) -> str:
    """Return an HTTP request with a JSON body."""
    told = {
        "Host": "localhost",
        "Content-Type": "application/json",
        "Content-Length": str(len(body.encode())),
        "Connection": "close",
        **headers,
    }
    lines = "".join(f"{name}: {text}\r\n" for name, text in told.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n{body}"
