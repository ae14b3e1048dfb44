"""A directive, its obligations sentence by sentence, and assignments.

Rule 10: a sentence that touches people's rights is kept and shown as text, and the database itself refuses
an assignment on it, however the row is written (migration 0002). Nothing acts before a person has confirmed
it: the database refuses an assignment on an obligation that is not confirmed, too (migration 0006). Spans are
offsets in the directive's text.
"""

from uuid import uuid4

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Cast

from tonghop.apps.organisations.models import Unit, remembered
from tonghop.domain.directives.effects import AMENDS, REPEALS, REPLACES
from tonghop.domain.directives.progress import DONE, PROGRESS
from tonghop.domain.directives.status import FATES, STATUSES
from tonghop.domain.organisations.addressees import CLASS, ONE, OPEN

WAITING, READING, READ, FAILED = "waiting", "reading", "read", "failed"
READING_STATES = (WAITING, READING, READ, FAILED)
REJECTED, SPLIT, MERGED, UNDONE = "rejected", "split", "merged", "undone"
CLOSINGS = (REJECTED, SPLIT, MERGED, UNDONE)
ROLES = ("lead", "support", "all")
DUTY, RIGHTS = "duty", "rights"
LONGEST_PERSON = 36


class Extent(models.Func):
    """The place of a sentence as a range of offsets."""

    function = "int4range"
    output_field = IntegerRangeField()


def _span_is_one(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(span_start__gte=0, span_end__gt=models.F("span_start")), name=name
    )


@pghistory.track(append_only=True)
class Directive(models.Model):
    """An issued text, as it was taken in. `office` is the body whose coordinators review it.

    `symbol_key` holds the letters and digits of the symbol: by them a citation finds the directive.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="directives"
    )
    symbol = models.CharField(max_length=100, blank=True)
    symbol_key = models.CharField(max_length=100, blank=True, db_index=True)
    kind = models.CharField(max_length=50, blank=True)
    title = models.TextField(blank=True)
    issuer = models.TextField(blank=True)
    issued_on = models.DateField(null=True, blank=True)
    text = models.TextField()
    source_name = models.TextField()
    source_sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    received_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["source_sha256"], name="a_file_is_taken_in_once"),
            models.CheckConstraint(
                condition=models.Q(source_sha256__regex=r"^[0-9a-f]{64}$"),
                name="a_source_is_named_by_its_hash",
            ),
        )

    def __str__(self) -> str:
        return self.symbol or self.source_name


@pghistory.track(append_only=True)
class Obligation(models.Model):
    """One task that a directive lays on somebody, as it was read; it does nothing until confirmed.

    `summary`, `deadline` (in words) and `due_on` (the last day in time) are a person's to correct; the words
    of the task stay those of its span. `closed_as` says why it is no longer a task: rejected, or split or
    merged into others (`Succession`), or such a part that was undone again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="obligations")
    reading_id = models.CharField(max_length=64)
    span_start = models.PositiveIntegerField()
    span_end = models.PositiveIntegerField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=36, blank=True)
    summary = models.TextField(blank=True)
    deadline = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    is_added = models.BooleanField(default=False)
    closed_as = models.CharField(max_length=10, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=LONGEST_PERSON, blank=True)
    closed_why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closed_as="", closed_at__isnull=True, closed_by="")
                | (
                    models.Q(closed_as__in=CLOSINGS, closed_at__isnull=False, confirmed_at__isnull=True)
                    & ~models.Q(closed_by="")
                ),
                name="what_is_closed_says_by_whom_and_is_not_confirmed",
            ),
            models.CheckConstraint(
                condition=~models.Q(closed_as=REJECTED) | ~models.Q(closed_why=""),
                name="a_rejection_has_a_reason",
            ),
            models.UniqueConstraint(fields=["directive", "reading_id"], name="an_obligation_is_kept_once"),
            _span_is_one("an_obligation_has_a_place"),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True, confirmed_by="")
                | (models.Q(confirmed_at__isnull=False) & ~models.Q(confirmed_by="")),
                name="who_confirmed_and_when_or_neither",
            ),
        )

    def __str__(self) -> str:
        return self.reading_id

    @property
    def is_only_shown(self) -> bool:
        """Whether all of it touches people's rights: then it is shown, and nobody is asked to decide."""
        rows = list(self.sentences.all())
        return bool(rows) and all(row.rights_sensitive for row in rows)


@pghistory.track(append_only=True)
class ObligationSentence(models.Model):
    """One sentence of an obligation, and whether it touches people's rights."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="sentences")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="sentences")
    span_start = models.PositiveIntegerField()
    span_end = models.PositiveIntegerField()
    text = models.TextField()
    rights_sensitive = models.BooleanField()
    why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["obligation", "span_start", "span_end"], name="a_sentence_is_kept_once"
            ),
            _span_is_one("a_sentence_has_a_place"),
            models.CheckConstraint(
                condition=models.Q(rights_sensitive=False) | ~models.Q(why=""),
                name="what_touches_rights_says_why",
            ),
            ExclusionConstraint(
                name="the_same_words_are_not_both_sensitive_and_not",
                expressions=[
                    ("directive", RangeOperators.EQUAL),
                    (Extent("span_start", "span_end"), RangeOperators.OVERLAPS),
                    (Cast("rights_sensitive", models.IntegerField()), RangeOperators.NOT_EQUAL),
                ],
                # Looked at when a statement ends: the copies of one sentence are marked by one statement.
                deferrable=models.Deferrable.IMMEDIATE,
            ),
        )

    def __str__(self) -> str:
        return self.text


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), append_only=True)
class Assignment(models.Model):
    """What a person laid on a body on the authority of one sentence.

    `rights_sensitive` repeats the sentence's flag so that a foreign key over both columns can hold it: it is
    always false, and a sentence that is linked here can never be marked otherwise than it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sentence = models.ForeignKey(ObligationSentence, on_delete=models.PROTECT, related_name="assignments")
    rights_sensitive = models.BooleanField(default=False, editable=False)
    body = models.CharField(max_length=100)
    due_on = models.DateField(null=True, blank=True)
    assigned_by = models.CharField(max_length=36)
    assigned_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(rights_sensitive=False), name="no_assignment_touches_rights"
            ),
            models.UniqueConstraint(
                fields=["sentence", "body"], name="a_sentence_is_assigned_to_a_body_once"
            ),
            models.CheckConstraint(condition=~models.Q(body=""), name="an_assignment_names_a_body"),
        )

    def __str__(self) -> str:
        return f"{self.sentence_id} → {self.body}"


@remembered
class SubTask(models.Model):
    """A part of given work that a body laid on one below it in the register; never changed, only taken back.

    It stands on the sentence of its assignment: `rights_sensitive` is as in `Assignment`. `above` is the
    sub-task that is passed down once more, None where it is a part of the assignment itself. `words` are the
    giver's own; "" where the sentence says it. `office` is that of the directive, "" where it has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sentence = models.ForeignKey(ObligationSentence, on_delete=models.PROTECT, related_name="sub_tasks")
    rights_sensitive = models.BooleanField(default=False, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="sub_tasks")
    above = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="passed_down"
    )
    office = models.CharField(max_length=100, blank=True)
    giver = models.CharField(max_length=100)
    body = models.CharField(max_length=100)
    words = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    given_by = models.CharField(max_length=LONGEST_PERSON)
    given_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(rights_sensitive=False), name="no_sub_task_touches_rights"
            ),
            models.UniqueConstraint(
                fields=["assignment", "above", "body", "words"],
                nulls_distinct=False,
                name="a_part_is_given_to_a_body_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(giver="") & ~models.Q(body="") & ~models.Q(giver=models.F("body")),
                name="nobody_gives_work_to_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(above__isnull=True) | ~models.Q(above=models.F("id")),
                name="no_sub_task_is_a_part_of_itself",
            ),
        )

    def __str__(self) -> str:
        return f"{self.giver} → {self.body}"


@remembered
class Progress(models.Model):
    """What a body says of its own work, an assignment or sub-task; the newest entry is how it stands."""

    id = models.BigAutoField(primary_key=True)
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="progress"
    )
    sub_task = models.ForeignKey(
        SubTask, on_delete=models.PROTECT, null=True, blank=True, related_name="progress"
    )
    state = models.CharField(max_length=10)
    state_on = models.DateField()
    note = models.TextField(blank=True)
    told_by = models.CharField(max_length=LONGEST_PERSON)
    told_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(assignment__isnull=True, sub_task__isnull=False)
                | models.Q(assignment__isnull=False, sub_task__isnull=True),
                name="progress_is_of_an_assignment_or_a_sub_task",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=tuple(PROGRESS)), name="progress_is_a_known_one"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DONE) | ~models.Q(note=""), name="what_is_done_says_what_was_done"
            ),
        )

    def __str__(self) -> str:
        return self.state


@pghistory.track(exclude=["content", "paragraphs"], append_only=True)
class Intake(models.Model):
    """How far a directive's file has been read, and what the reading said as a whole.

    `content` is the reading as `formats.reading_json` writes it, `paragraphs` are the starts and ends of the
    text's paragraphs one after the other. A failure says why in both languages.
    """

    directive = models.OneToOneField(
        Directive, on_delete=models.PROTECT, primary_key=True, related_name="intake"
    )
    state = models.CharField(max_length=10, default=WAITING)
    taken_in_by = models.CharField(max_length=LONGEST_PERSON)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    fault_vi = models.TextField(blank=True)
    fault_en = models.TextField(blank=True)
    tool_version = models.CharField(max_length=30, blank=True)
    content = models.TextField(blank=True)
    paragraphs = ArrayField(models.PositiveIntegerField(), default=list, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=READING_STATES), name="an_intake_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=FAILED) | ~models.Q(fault_vi=""), name="a_failed_reading_says_why"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=READ) | ~models.Q(tool_version=""),
                name="a_reading_names_its_reader",
            ),
        )

    def __str__(self) -> str:
        return f"{self.directive_id} {self.state}"


class OriginalFile(models.Model):
    """The bytes of a directive as they came in; never changed. In a table, so that a backup has them too."""

    directive = models.OneToOneField(
        Directive, on_delete=models.PROTECT, primary_key=True, related_name="original"
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.directive_id)


class UnreadSentence(models.Model):
    """A sentence outside of every obligation that a reviewer should see.

    It looks like a duty, or it touches people's rights (`why` is then the ground) and is shown as such.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="unread")
    kind = models.CharField(max_length=10)
    span_start = models.PositiveIntegerField()
    span_end = models.PositiveIntegerField()
    why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind=DUTY) | (models.Q(kind=RIGHTS) & ~models.Q(why="")),
                name="what_was_not_read_is_a_duty_or_touches_rights",
            ),
            models.UniqueConstraint(
                fields=["directive", "span_start"], name="what_was_not_read_is_kept_once"
            ),
            _span_is_one("what_was_not_read_has_a_place"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.span_start}"


@remembered
class Succession(models.Model):
    """An obligation that was split or merged, and what it became."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    old = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="became")
    new = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="made_from")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["old", "new"], name="an_obligation_becomes_another_once"),
        )

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


@remembered
class NamedParty(models.Model):
    """A party as a directive writes it, and who was found to be meant: once for all its obligations.

    `outcome` is what the register says today, `outcome_then` what it says on the directive's own day: one
    body, a class of bodies, or open. `decided_by` is the person who chose; "" while only the rule has spoken.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="parties")
    name = models.TextField()
    outcome = models.CharField(max_length=10, default=OPEN)
    why = models.TextField(blank=True)
    outcome_then = models.CharField(max_length=10, default=OPEN)
    why_then = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=LONGEST_PERSON, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["directive", "name"], name="a_party_is_named_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_party_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=(ONE, CLASS, OPEN), outcome_then__in=(ONE, CLASS, OPEN)),
                name="a_party_is_one_or_a_class_or_open",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True, decided_by="")
                | (models.Q(decided_at__isnull=False) & ~models.Q(decided_by="")),
                name="who_chose_a_party_and_when_or_neither",
            ),
        )

    def __str__(self) -> str:
        return self.name


@remembered
class PartyBody(models.Model):
    """A body that may be meant by a party, on the directive's day or today; `is_chosen` where it is."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    party = models.ForeignKey(NamedParty, on_delete=models.PROTECT, related_name="bodies")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    is_then = models.BooleanField(default=False)
    is_now = models.BooleanField(default=False)
    is_chosen = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["party", "body"], name="a_body_stands_once_for_a_party"),
        )

    def __str__(self) -> str:
        return self.name


@remembered
class ObligationParty(models.Model):
    """A party of an obligation, its place in the text, and whether it leads, helps, or acts with all."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="parties")
    party = models.ForeignKey(NamedParty, on_delete=models.PROTECT, related_name="named_in")
    role = models.CharField(max_length=10)
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["obligation", "party", "role"], name="a_party_has_a_role_in_an_obligation_once"
            ),
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="a_party_has_a_known_role"),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.party_id}"


@remembered
class ConfirmedParty(models.Model):
    """A body that a confirmed obligation is laid on: by which words, found by a rule or by a person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="confirmed_parties")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    as_written = models.TextField()
    role = models.CharField(max_length=10)
    is_chosen_by_person = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["obligation", "body", "role"], name="a_body_has_a_role_in_an_obligation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=ROLES), name="a_confirmed_party_has_a_known_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.obligation_id} → {self.body_id}"


class Citation(models.Model):
    """A document that a directive cites; `effect` is what it seems to do to it, for a person to judge."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="citations")
    text = models.TextField()
    symbol = models.CharField(max_length=100)
    symbol_key = models.CharField(max_length=100, db_index=True)
    issued_on = models.DateField(null=True, blank=True)
    span_start = models.PositiveIntegerField()
    span_end = models.PositiveIntegerField()
    effect = models.CharField(max_length=10, blank=True)
    effect_start = models.PositiveIntegerField(null=True, blank=True)
    effect_end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = (
            _span_is_one("a_citation_has_a_place"),
            models.CheckConstraint(
                condition=models.Q(effect="", effect_start__isnull=True)
                | models.Q(effect__in=(REPLACES, REPEALS, AMENDS), effect_start__isnull=False),
                name="an_effect_shows_its_sentence",
            ),
        )

    def __str__(self) -> str:
        return self.text


class ReportingDuty(models.Model):
    """A duty to report as it was read: who, how often, by when; what a campaign may be proposed from."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="reporting_duties")
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="reporting_duties"
    )
    reporters = ArrayField(models.TextField(), default=list, blank=True)
    recipient = models.TextField(blank=True)
    frequency = models.CharField(max_length=20)
    due = models.CharField(max_length=30, blank=True)
    relation = models.CharField(max_length=10, blank=True)
    span_start = models.PositiveIntegerField()
    span_end = models.PositiveIntegerField()

    class Meta:
        constraints = (_span_is_one("a_reporting_duty_has_a_place"),)

    def __str__(self) -> str:
        return f"{self.frequency} {self.due}"


@remembered
class Status(models.Model):
    """What a person said about a directive's force, from a day on, with the source of it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=10)
    from_on = models.DateField()
    by_directive = models.ForeignKey(
        Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="acts_on"
    )
    source = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=LONGEST_PERSON)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=tuple(STATUSES)), name="a_directive_has_a_known_status"
            ),
            models.CheckConstraint(
                condition=~models.Q(source="") & ~models.Q(said_by=""), name="a_status_names_its_source"
            ),
            models.CheckConstraint(
                condition=models.Q(by_directive__isnull=True) | ~models.Q(by_directive=models.F("directive")),
                name="no_directive_replaces_itself",
            ),
        )

    def __str__(self) -> str:
        return f"{self.status} {self.from_on}"


@remembered
class Fate(models.Model):
    """What a person decided about an obligation when the status of its directive changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="fates")
    status = models.ForeignKey(Status, on_delete=models.PROTECT, related_name="fates")
    fate = models.CharField(max_length=10)
    why = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=LONGEST_PERSON)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["obligation", "status"], name="the_fate_of_an_obligation_is_decided_once"
            ),
            models.CheckConstraint(condition=models.Q(fate__in=tuple(FATES)), name="a_fate_is_a_known_one"),
            models.CheckConstraint(
                condition=models.Q(fate="goes-on") | ~models.Q(why=""), name="what_ends_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.fate}"
