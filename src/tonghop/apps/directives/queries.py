"""Reading directives: the list, one with what it cites and what cites it, and what a review shows.

Each answers with a number of questions of SQL that does not grow with the text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import (
    BooleanField,
    Count,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce

from tonghop.apps.accounts.models import Person
from tonghop.apps.directives.models import (
    DUTY,
    READ,
    REJECTED,
    RIGHTS,
    Assignment,
    Citation,
    Directive,
    Fate,
    Intake,
    NamedParty,
    Obligation,
    ObligationParty,
    ObligationSentence,
    Status,
    SubTask,
    UnreadSentence,
)
from tonghop.apps.directives.permissions import may_review, may_see_assigned
from tonghop.apps.foundations.queries import sort_key
from tonghop.apps.organisations.models import Version
from tonghop.domain.directives.segments import NumberedParagraph, segmented
from tonghop.domain.directives.status import ENDS, IN_FORCE, StatusFrom, status_on
from tonghop.domain.language import sentences
from tonghop.domain.provenance import Span

PAGE = 50


class _Vector(Func):
    """The words of a directive, as its search index has them."""

    function = "tonghop_directive_vector"
    output_field = TextField()


class _Query(Func):
    function = "tonghop_search_query"
    output_field = TextField()


class _Matches(Func):
    """Whether a directive holds the words; marks and the placement of tones do not matter."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of directives is narrowed to; everything empty shows all."""

    status: str = ""
    year: int | None = None
    issuer: str = ""
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list: its directives (each with `status_now`, `state`, `seen`, `to_see`), and how many
    there are in all.
    """

    directives: Sequence[Directive]
    count: int
    pages: int
    years: Sequence[int]
    issuers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, with the directives kept here that bear its symbol (and its day, where both are known)."""

    citation: Citation
    directives: tuple[Directive, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A directive as everybody with a mandate sees it."""

    directive: Directive
    intake: Intake | None
    status: str
    statuses: Sequence[Status]
    cites: Sequence[Cited]
    cited_by: Sequence[Citation]
    proposals: Sequence[Citation]
    """Citations of this directive by others whose words seem to replace, repeal or amend it."""
    obligations: Sequence[Obligation]
    may_review: bool
    may_see_assigned: bool
    seen: int
    to_see: int


@dataclass(frozen=True, slots=True)
class Selectable:
    """A sentence of the paragraph open for adding: its number from 1; `why` where it is only shown."""

    number: int
    span: Span
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Review:
    """A directive under review: its text in pieces, its obligations in order, and which of them is open.

    Marks of `paragraphs` are numbered: obligations first (as in `obligations`), then `touching` spans, then
    `unread` ones.
    """

    directive: Directive
    paragraphs: tuple[NumberedParagraph, ...]
    obligations: Sequence[Obligation]
    touching: Sequence[tuple[Span, str]]
    unread: Sequence[UnreadSentence]
    parties: Sequence[NamedParty]
    current: Obligation | None
    following: Obligation | None
    selectable: Sequence[Selectable]
    paragraph: int | None
    seen: int
    to_see: int


@dataclass(frozen=True, slots=True)
class Affected:
    """An obligation under a changed status: its open assignments and the parts of them that were passed
    down, each by the body's name, and what was decided.
    """

    obligation: Obligation
    assignments: Sequence[tuple[str, Assignment]]
    sub_tasks: Sequence[tuple[str, SubTask]]
    fate: Fate | None


def directives_listed(filters: Filters, *, on: date) -> Listed:
    """Return one page of the directives, the newest first, with the choices that filters have."""
    found = _with_state(Directive.objects.all(), on)
    if filters.year is not None:
        found = found.filter(issued_on__year=filters.year)
    if filters.issuer:
        found = found.filter(issuer=filters.issuer)
    if filters.status:
        found = found.filter(Q(status_now=filters.status))
    if filters.words.strip():
        vector = _Vector("symbol", "title", "issuer", "text")
        found = found.filter(_Matches(vector, _Query(Value(filters.words))))
    count = found.count()
    start = (max(filters.page, 1) - 1) * PAGE
    page = found.defer("text").order_by(F("issued_on").desc(nulls_last=True), "-received_at", "pk")
    years = Directive.objects.filter(issued_on__isnull=False).values_list("issued_on__year", flat=True)
    issuers = Directive.objects.exclude(issuer="").values_list("issuer", flat=True)
    return Listed(
        tuple(page[start : start + PAGE]),
        count,
        max(1, -(-count // PAGE)),
        tuple(years.distinct().order_by("-issued_on__year")),
        tuple(issuers.distinct().order_by(sort_key("issuer"))),
    )


def told_directive(directive: Directive, *, by: Person, on: date) -> Told:
    """Return all that one page tells of a directive."""
    statuses = tuple(
        directive.statuses.select_related("by_directive")
        .defer("by_directive__text")
        .order_by("from_on", "said_at")
    )
    told = [StatusFrom(each.status, each.from_on, number) for number, each in enumerate(statuses)]
    shown = obligations_of(directive)
    live = [each for each in shown if each.closed_as != REJECTED]
    cited_by = _citing(directive)
    seen, to_see = seen_of(shown)
    return Told(
        directive,
        Intake.objects.defer("content", "paragraphs").filter(pk=directive.pk).first(),
        status_on(told, on),
        statuses,
        _cited(directive),
        cited_by,
        tuple(each for each in cited_by if each.effect),
        tuple(live),
        may_review(directive, by=by, on=on),
        may_see_assigned(directive, by=by, on=on),
        seen,
        to_see,
    )


def obligations_of(directive: Directive) -> Sequence[Obligation]:
    """Return the obligations that are to be shown, in the order of the text, with what belongs to them.

    Those that were split, merged or undone are not: what they became is.
    """
    shown = Obligation.objects.filter(directive=directive, closed_as__in=("", REJECTED))
    parties = ObligationParty.objects.select_related("party").order_by("role", "span_start", "party__name")
    return tuple(
        shown.order_by("span_start", "span_end", "pk").prefetch_related(
            Prefetch("sentences", ObligationSentence.objects.order_by("span_start", "span_end")),
            Prefetch("parties", parties.annotate(chosen=_CHOSEN)),
            "made_from",
        )
    )


def seen_of(obligations: Iterable[Obligation]) -> tuple[int, int]:
    """Return how many obligations a person has confirmed or rejected, and how many ask for it."""
    each = [bool(one.confirmed_at or one.closed_as) for one in obligations if not one.is_only_shown]
    return sum(each), len(each)


def review(directive: Directive, *, open_id: UUID | None = None, paragraph: int | None = None) -> Review:
    """Return what a review shows: with an obligation open (the first unseen, where none is named), and, where
    a paragraph is named, its sentences to choose from.
    """
    obligations = obligations_of(directive)
    live = [Span(each.span_start, each.span_end) for each in obligations if not each.closed_as]
    unread = tuple(UnreadSentence.objects.filter(directive=directive).order_by("span_start"))
    missed = tuple(
        each
        for each in unread
        if each.kind == DUTY and not any(s < each.span_end and each.span_start < e for s, e in live)
    )
    touching = _touching(obligations, unread)
    marks = [
        *(Span(each.span_start, each.span_end) for each in obligations),
        *(span for span, _ in touching),
        *(Span(each.span_start, each.span_end) for each in missed),
    ]
    spans = _paragraphs(directive.intake)
    current = _current(obligations, open_id)
    seen, to_see = seen_of(obligations)
    return Review(
        directive,
        segmented(directive.text, spans, marks),
        obligations,
        touching,
        missed,
        tuple(directive.parties.annotate(chosen=Count("bodies", filter=Q(bodies__is_chosen=True)))),
        current,
        _following(obligations, current),
        _selectable(directive.text, spans, paragraph, touching),
        paragraph if paragraph and 0 < paragraph <= len(spans) else None,
        seen,
        to_see,
    )


def sentences_at(directive: Directive, paragraph: int, numbers: Iterable[int]) -> tuple[Span, ...]:
    """Return the sentences of a paragraph by their numbers from 1; numbers of none are left out."""
    wanted = set(numbers)
    chosen = _selectable(directive.text, _paragraphs(directive.intake), paragraph, ())
    return tuple(each.span for each in chosen if each.number in wanted)


def affected_by(status: Status, *, on: date) -> tuple[Affected, ...]:
    """Return the confirmed obligations under a status, with their open assignments, sub-tasks and fates."""
    assignments = Assignment.objects.order_by("body")
    confirmed = Obligation.objects.filter(directive=status.directive_id, confirmed_at__isnull=False)
    found = confirmed.order_by("span_start", "pk").prefetch_related(
        Prefetch("sentences", ObligationSentence.objects.order_by("span_start")),
        Prefetch("sentences__assignments", assignments),
        Prefetch("sentences__sub_tasks", SubTask.objects.order_by("body", "given_at")),
        Prefetch("fates", Fate.objects.filter(status=status)),
    )
    made = {
        each.pk: [one for sentence in each.sentences.all() for one in sentence.assignments.all()]
        for each in found
    }
    parts = {
        each.pk: [one for sentence in each.sentences.all() for one in sentence.sub_tasks.all()]
        for each in found
    }
    whole = {one.body for own in made.values() for one in own}
    names = dict(bodies_named(whole | {one.body for own in parts.values() for one in own}, on=on))
    return tuple(
        Affected(
            each,
            tuple((names[one.body], one) for one in made[each.pk]),
            tuple((names[one.body], one) for one in parts[each.pk]),
            next(iter(each.fates.all()), None),
        )
        for each in found
    )


def confirmed_obligations(directive: Directive) -> QuerySet[Obligation]:
    """Return what may act: confirmed, and not ended since. All that is built on directives starts here."""
    ended = Fate.objects.filter(fate=ENDS).values("obligation")
    return Obligation.objects.filter(directive=directive, confirmed_at__isnull=False).exclude(pk__in=ended)


def bodies_named(bodies: Iterable[str], *, on: date) -> tuple[tuple[str, str], ...]:
    """Return bodies with their names of a day; one that has ended bears its last name, one unknown its id."""
    wanted = tuple(bodies)
    rows = (
        Version.objects.begun(on=on).filter(unit__in=wanted).order_by(F("valid_from").asc(nulls_first=True))
    )
    names = dict(rows.values_list("unit_id", "name"))
    return tuple((body, names.get(body, body)) for body in wanted)


def other_directives(directive: Directive) -> QuerySet[Directive]:
    """Return the directives that may bear on this one: all others, the newest first."""
    return Directive.objects.exclude(pk=directive.pk).defer("text").order_by("-issued_on", "-received_at")


_CHOSEN = Count("party__bodies", filter=Q(party__bodies__is_chosen=True))


def _with_state(found: QuerySet[Directive], on: date) -> QuerySet[Directive]:
    said = Status.objects.filter(directive=OuterRef("pk"), from_on__lte=on).order_by("-from_on", "-said_at")
    shown = Q(obligations__closed_as__in=("", REJECTED))
    return found.annotate(
        status_now=Coalesce(Subquery(said.values("status")[:1]), Value(IN_FORCE)),
        state=Coalesce(F("intake__state"), Value(READ)),
        to_see=Count("obligations", filter=shown),
        seen=Count(
            "obligations",
            filter=shown & (Q(obligations__confirmed_at__isnull=False) | ~Q(obligations__closed_as="")),
        ),
    )


def _cited(directive: Directive) -> tuple[Cited, ...]:
    citations = tuple(directive.citations.order_by("span_start"))
    keys = {each.symbol_key for each in citations if each.symbol_key}
    kept: dict[str, list[Directive]] = {}
    for one in Directive.objects.filter(symbol_key__in=keys).exclude(pk=directive.pk).defer("text"):
        kept.setdefault(one.symbol_key, []).append(one)
    return tuple(
        Cited(each, tuple(one for one in kept.get(each.symbol_key, ()) if _same_day(each, one)))
        for each in citations
    )


def _citing(directive: Directive) -> tuple[Citation, ...]:
    if not directive.symbol_key:
        return ()
    found = Citation.objects.filter(symbol_key=directive.symbol_key).exclude(directive=directive)
    named = found.select_related("directive").order_by("directive__issued_on", "span_start")
    return tuple(each for each in named if _same_day(each, directive))


def _same_day(citation: Citation, directive: Directive) -> bool:
    """Numbers begin anew each year and in each office: two days that are known must be the same."""
    return (
        citation.issued_on is None or directive.issued_on is None or citation.issued_on == directive.issued_on
    )


def _touching(
    obligations: Iterable[Obligation], unread: Iterable[UnreadSentence]
) -> tuple[tuple[Span, str], ...]:
    marked = {Span(row.span_start, row.span_end): row.why for row in unread if row.kind == RIGHTS}
    for each in obligations:
        for row in each.sentences.all():
            if row.rights_sensitive:
                marked[Span(row.span_start, row.span_end)] = row.why
    return tuple(sorted(marked.items()))


def _paragraphs(intake: Intake) -> list[Span]:
    places = intake.paragraphs
    return [Span(start, end) for start, end in zip(places[::2], places[1::2], strict=True)]


def _current(obligations: Sequence[Obligation], open_id: UUID | None) -> Obligation | None:
    named = next((each for each in obligations if each.pk == open_id), None)
    return named or next(filter(_waits, obligations), None)


def _waits(obligation: Obligation) -> bool:
    """Say whether an obligation asks somebody for a decision."""
    return not (obligation.confirmed_at or obligation.closed_as or obligation.is_only_shown)


def _following(obligations: Sequence[Obligation], current: Obligation | None) -> Obligation | None:
    """Return the next one that nobody has seen, from the open one on and then from the top."""
    place = next((at for at, each in enumerate(obligations) if current and each.pk == current.pk), -1)
    turned = (*obligations[place + 1 :], *obligations[: max(place, 0)])
    return next(filter(_waits, turned), None)


def _selectable(
    text: str, paragraphs: Sequence[Span], number: int | None, touching: Sequence[tuple[Span, str]]
) -> tuple[Selectable, ...]:
    if number is None or not 0 < number <= len(paragraphs):
        return ()
    return tuple(
        Selectable(
            place,
            span,
            span.cut(text),
            next((why for mark, why in touching if mark.start < span.end and span.start < mark.end), ""),
        )
        for place, span in enumerate(sentences(text, paragraphs[number - 1]), start=1)
    )
