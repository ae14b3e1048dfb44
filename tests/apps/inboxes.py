"""Inboxes for the tests: a generated one with its known truth, put in as a coordinator would and read."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import due_lists
from people import AT, OFFICE, TODAY

from messy import Truth, generate
from messy.officer import Officer
from messy.trial import consolidate
from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.organisations.models import Unit
from tonghop.apps.reporting.inboxes.putting_in import Given, PutIn, put_in
from tonghop.apps.reporting.inboxes.reading import Workers, read_what_waits
from tonghop.apps.reporting.models import Campaign, CampaignBody, Cycle
from tonghop.domain.reporting.campaign import Campaign as Said
from tonghop.formats.workbooks.campaign_file import read_campaign

QUIET = {"previous": 0.0}


@dataclass(frozen=True, slots=True)
class Desk:
    """A generated inbox: its folder, its truth, its campaign as it says, and the cycle in the database."""

    folder: Path
    truth: Truth
    said: Said
    cycle: Cycle

    def files(self) -> list[Given]:
        packed = self.folder / "inbox.zip"
        if packed.is_file():
            return [Given(packed.name, packed.read_bytes())]
        home = self.folder / "inbox"
        return [
            Given(path.relative_to(home).as_posix(), path.read_bytes())
            for path in sorted(home.rglob("*"))
            if path.is_file()
        ]

    def consolidated(self, out: str, *more: str) -> dict[str, Any]:
        code, said = consolidate(self.folder, self.truth, out, *more)
        assert code in (0, 1), said
        told: dict[str, Any] = json.loads((self.folder / out / "consolidated.json").read_text("utf-8"))
        return told


def desk(alice: Person, seed: int, folder: Path, **options: Any) -> Desk:
    """Generate an inbox and keep its campaign, each body as a unit, with its cycle open."""
    truth = generate(seed, folder, **options)
    truth.previous = ""
    said = read_campaign(folder / "campaign.toml")
    return Desk(folder, truth, said, kept(alice, said, truth.cycle))


def kept(alice: Person, said: Said, code: str) -> Cycle:
    """Keep a campaign whose bodies are all units, and open one cycle of it."""
    with acting_as(alice):
        for body in said.bodies:
            Unit.objects.get_or_create(pk=body.code)
    with acting_by_itself():
        campaign = Campaign.objects.create(
            office=OFFICE, key=said.key, title=said.title, made_by="x", made_at=AT
        )
        due_lists.say(campaign, said)
        for body in said.bodies:
            CampaignBody.objects.create(campaign=campaign, code=body.code, unit_id=body.code)
    year = int(code[:4])
    days = {"due_on": date(year, 5, 30), "late_from": datetime.fromisoformat(f"{year}-05-31T00:00+07:00")}
    return due_lists.opened(campaign, code, **days)


def given(cycle: Cycle, files: Sequence[Given], by: Person) -> PutIn:
    """Put files in."""
    with acting_as(by):
        return put_in(cycle=cycle, files=files, by=by, at=AT, on=TODAY)


def given_and_read(cycle: Cycle, files: Sequence[Given], by: Person, **options: Any) -> PutIn:
    """Put files in and read them, as the worker would."""
    told = given(cycle, files, by)
    assert told.inbox is not None
    read_what_waits(inbox=told.inbox.pk, by=by, on=TODAY, workers=Workers(**options))
    return told


def answers_file(desk: Desk, out: str, officer: Officer, target: Path) -> int:
    """Have the officer who knows the truth answer what a run has asked."""
    return officer.fill(desk.folder / out, target)


def officer_of(desk: Desk) -> Officer:
    told = tomllib.loads((desk.folder / "campaign.toml").read_text("utf-8"))
    return Officer(desk.truth, {row["code"]: row["name"] for row in told["indicator"]})
