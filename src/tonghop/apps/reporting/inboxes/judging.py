"""All files of a cycle as one consolidation: judged anew whenever something was read, listed or answered."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from uuid import UUID

from django.db.models import Count, F, Max

from tonghop.apps.reporting.campaigns.figures import AskedOf, asked_of
from tonghop.apps.reporting.inboxes.answers import answers_of
from tonghop.apps.reporting.inboxes.incoming import Line, known_files, lines_of
from tonghop.apps.reporting.models import Cycle, InboxAnswer, InboxFile, InboxResult, ListedDocument
from tonghop.domain.calendar.due_instants import ZONE, DueInstant
from tonghop.domain.consolidation.consolidation import Consolidation, ReceivedFile, consolidate
from tonghop.domain.consolidation.incoming import came_at
from tonghop.domain.consolidation.questions import Answers
from tonghop.domain.consolidation.returns import RefusedFile, Return
from tonghop.domain.reporting.senders import Senders
from tonghop.formats.inbox.return_json import loaded
from tonghop.formats.workbooks.ready_data import working_days

_KEPT = 4


@dataclass(frozen=True)
class Judged:
    """The files of a cycle as they stand. `returns` and `refused` by the file's id; `lines` are those of the
    lists of incoming documents.
    """

    asked: AskedOf
    done: Consolidation
    answers: Answers
    returns: Mapping[UUID, tuple[Return, ...]]
    refused: Mapping[UUID, tuple[RefusedFile, ...]]
    lines: tuple[Line, ...]

    @property
    def by_file(self) -> dict[str, list[ReceivedFile]]:
        """What became of each file, by its name."""
        found: dict[str, list[ReceivedFile]] = {}
        for row in self.done.files:
            found.setdefault(row.file, []).append(row)
        return found


_judged: OrderedDict[tuple[object, ...], Judged] = OrderedDict()
_lock = Lock()


def judged(cycle: Cycle) -> Judged:
    """Return the files of a cycle judged by the rules of the domain; whoever asks has been let in before.

    The last few are kept in this process: nothing changes between two pages but what their stamp counts.
    """
    stamp = _stamp(cycle)
    with _lock:
        if stamp in _judged:
            _judged.move_to_end(stamp)
            return _judged[stamp]
    found = _judge(cycle)
    with _lock:
        _judged[stamp] = found
        while len(_judged) > _KEPT:
            _judged.popitem(last=False)
    return found


def _stamp(cycle: Cycle) -> tuple[object, ...]:
    results = InboxResult.objects.filter(cycle=cycle).aggregate(n=Count("pk"), last=Max("pk"))
    answers = InboxAnswer.objects.filter(campaign=cycle.campaign_id).aggregate(n=Count("pk"), last=Max("pk"))
    readings = InboxFile.objects.filter(cycle=cycle).aggregate(n=Count("pk"), last=Max("read_at"))
    lines = ListedDocument.objects.filter(list__cycle=cycle).aggregate(
        n=Count("pk"), last=Max("matched_at"), matched=Count("matched"), by=Count("matched_at")
    )
    told = (results, answers, readings, lines)
    return (cycle.pk, cycle.version_id, *(tuple(row.values()) for row in told))


def _judge(cycle: Cycle) -> Judged:
    asked = asked_of(cycle.campaign, cycle)
    answers = answers_of(cycle)
    returns: dict[UUID, tuple[Return, ...]] = {}
    refused: dict[UUID, tuple[RefusedFile, ...]] = {}
    rows = InboxResult.objects.filter(cycle=cycle, reading=F("file__reading")).order_by(
        "file__name", "number"
    )
    for file_id, content in rows.values_list("file_id", "content"):
        for result in loaded(bytes(content)):
            if isinstance(result, Return):
                returns[file_id] = (*returns.get(file_id, ()), result)
            else:
                refused[file_id] = (*refused.get(file_id, ()), result)
    first = _consolidated(asked, answers, returns, refused)
    lines: tuple[Line, ...] = ()
    if ListedDocument.objects.filter(list__cycle=cycle).exists():
        bodies = {row.file: row.body for row in first.files if row.body}
        lines = tuple(lines_of(cycle, known_files(cycle, bodies), Senders(asked.content.bodies)))
        arrivals = {line.match.file: line.row.came_at.astimezone(ZONE) for line in lines if line.match.file}
        returns = {
            key: tuple(_arrived(row, came_at(row.file, arrivals)) for row in some)
            for key, some in returns.items()
        }
        first = _consolidated(asked, answers, returns, refused)
    return Judged(asked, first, answers, returns, refused, lines)


def _arrived(row: Return, moment: datetime | None) -> Return:
    return replace(row, arrived_at=moment) if moment else row


def _consolidated(
    asked: AskedOf,
    answers: Answers,
    returns: Mapping[UUID, tuple[Return, ...]],
    refused: Mapping[UUID, tuple[RefusedFile, ...]],
) -> Consolidation:
    regime, days, year = asked.content.regime(asked.turn), working_days(), asked.turn.year
    dues: Mapping[str, DueInstant] = regime.due_instants(year, days, asked.content.bodies)
    return consolidate(
        asked.content,
        asked.turn,
        [row for some in returns.values() for row in some],
        regime.due_instant(year, days),
        answers=answers,
        refused=[row for some in refused.values() for row in some],
        dues=dues,
    )
