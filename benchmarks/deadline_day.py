"""3,321 bodies send their reports on one day, against a bare Django view that stores one row.

gunicorn with two workers before each, the same PostgreSQL with all its promises of durability, the same
bodies of JSON, in turns. The people are a program of their own. One report in twenty is sent again under the
same key although it was answered, one in fifty loses its first answer: afterwards every report is there
once. `ours` and `peer` are requests answered in a second, repeated ones included on both sides.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID, uuid4

from benchmarks.deadline_office import OFFICE, Sender, filled_office, report, request_to_send, unit, wire
from benchmarks.measurement import Measurement
from benchmarks.office_memory import office_memory, settle
from benchmarks.web_servers import PROJECT, serving

GOAL = 1 / 0.6
BODIES, TURNS = 3321, 9
AT_ONCE = 6
PATIENCE_SECONDS = 600
TWICE, LOST = 0.05, 0.02
SEED = 1086


def measure() -> Measurement:
    """Fill a database of this run's own, serve both, and let everybody send."""
    with (
        office_memory([OFFICE, *map(unit, range(BODIES))]) as owner,
        tempfile.TemporaryDirectory(prefix="tonghop-load-") as folder,
    ):
        return _measured(owner, Path(folder))


def _measured(owner: str, desk: Path) -> Measurement:
    senders = filled_office(BODIES)
    bare = _bare_database(owner)
    settle(owner)
    chance = random.Random(SEED)
    fates = [_fate(chance) for _ in senders]
    ours, peer = [], []
    with (
        serving("tonghop.config.wsgi:application", desk / "ours.log", TONGHOP_HOSTS="localhost") as web,
        serving("benchmarks.bare_view:application", desk / "peer.log", BARE_DATABASE=bare) as other,
    ):
        parts = list(turns(range(BODIES), TURNS))
        for part in parts:
            plan = [_ours(senders[n], n, fates[n]) for n in part]
            ours.append(people_send(plan, web.port, desk))
            plan = [_theirs(n, fates[n]) for n in part]
            peer.append(people_send(plan, other.port, desk))
    require_each_once(senders, [answer for turn in ours for answer in turn["answers"]])
    seconds = sum(turn["seconds"] for turn in ours)
    waited = sorted(answer["seconds"] for turn in ours for answer in turn["answers"])
    return Measurement(
        name="deadline-day",
        work=f"{BODIES} bodies send {len(report(0))} fields each, {AT_ONCE} at once, gunicorn with 2 workers",
        ours=median(map(_rate, ours)),
        peer=median(map(_rate, peer)),
        peer_name="a bare Django view that stores one row",
        unit="requests/s",
        goal=GOAL,
        more_is_better=True,
        further={
            "seconds_for_all": round(seconds, 1),
            "within_ten_minutes": seconds < 600,
            "reports_per_second": round(BODIES / seconds, 1),
            "answered_within": {"p50": waited[len(waited) // 2], "p95": waited[int(len(waited) * 0.95)]},
            "sent_again": {"answered": fates.count("twice"), "lost": fates.count("lost")},
            "each_once": True,
        },
    )


def turns(numbers: Sequence[int], count: int) -> Iterable[Sequence[int]]:
    """Part numbers into so many runs of about one length."""
    length = -(-len(numbers) // count)
    return (numbers[begin : begin + length] for begin in range(0, len(numbers), length))


def people_send(plan: Sequence[dict[str, Any]], port: int, desk: Path, **given: Any) -> dict[str, Any]:
    """Let a program of its own send a plan's requests; return what it heard."""
    told = {"port": port, "at_once": AT_ONCE, "patience": PATIENCE_SECONDS, "requests": plan} | given
    (desk / "plan.json").write_text(json.dumps(told), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "benchmarks.deadline_load", str(desk / "plan.json"), str(desk / "heard.json")],
        cwd=PROJECT,
        check=True,
        timeout=told["patience"] + 120,
    )
    heard: dict[str, Any] = json.loads((desk / "heard.json").read_text(encoding="utf-8"))
    return heard


def _fate(chance: random.Random) -> str:
    return chance.choices(("plain", "twice", "lost"), (1 - TWICE - LOST, TWICE, LOST))[0]


def _ours(sender: Sender, number: int, fate: str, key: UUID | None = None) -> dict[str, Any]:
    return {"name": number, "fate": fate, "raw": request_to_send(sender, number, key or uuid4())}


def _theirs(number: int, fate: str) -> dict[str, Any]:
    body = json.dumps({"fields": report(number)}, ensure_ascii=False)
    return {"name": number, "fate": fate, "raw": wire("POST", "/store/", body, {})}


def _rate(turn: dict[str, Any]) -> float:
    """Return how many requests were answered in a second."""
    asked: int = sum(answer["tries"] for answer in turn["answers"])
    return asked / float(turn["seconds"])


def _bare_database(owner: str) -> str:
    """Make the peer's table beside ours and return the address of the application's role."""
    import os

    import psycopg

    from benchmarks.bare_table import TABLE

    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(TABLE)
        connection.execute("grant select, insert on bare_report to tonghop_app")
    return os.environ["TONGHOP_DATABASE_URL"]


def require_each_once(senders: Sequence[Sender], heard: Sequence[dict[str, Any]]) -> None:
    """Make sure that every report was acknowledged, stands in the database once, and the audit holds.

    Raises: AssertionError, with what is missing or double.
    """
    from tonghop.apps.accounts.acting import acting_by_itself
    from tonghop.apps.audit.queries import proven_end
    from tonghop.apps.reporting.models import Change, DueRow, Revision, Submission

    said = {answer["name"]: answer["answers"] for answer in heard}
    with acting_by_itself():
        kept = dict(Revision.objects.values_list("submission_id", "receipt"))
        assert Revision.objects.count() == Submission.objects.count() == Change.objects.count()
        assert Revision.objects.count() == len(kept) == len(senders), "a report is missing or double"
        assert DueRow.objects.filter(has_arrived=True).count() == len(senders)
    for number, sender in enumerate(senders):
        receipts = {json.loads(body)["receipt"] for status, body in said[number] if status == 200}
        assert receipts == {kept[sender.row]}, (number, said[number], kept[sender.row])
    assert proven_end().sequence > len(senders)
