"""A reading as rows: what people act on, each with its place in the text."""

from collections.abc import Iterable, Sequence
from datetime import date

from tonghop.apps.directives.actions.parties import keep_parties
from tonghop.apps.directives.models import (
    DUTY,
    RIGHTS,
    Citation,
    Directive,
    Obligation,
    ObligationSentence,
    ReportingDuty,
    UnreadSentence,
)
from tonghop.domain.directives import obligations as told
from tonghop.domain.directives.effects import find_effects
from tonghop.domain.directives.reading import Reading
from tonghop.domain.directives.review import last_day, paragraphs_of, task_sentences, unread_duties
from tonghop.domain.directives.rights import sensitive_sentences
from tonghop.domain.directives.symbols import symbol_key
from tonghop.domain.documents import Document
from tonghop.domain.language import searchable
from tonghop.domain.provenance import Span

_LONGEST_SYMBOL, _LONGEST_KIND = 100, 50


def keep_reading(directive: Directive, document: Document, reading: Reading, *, on: date) -> list[int]:
    """Write a reading's rows for a directive that has none; return where the paragraphs begin and end."""
    _keep_heading(directive, reading)
    paragraphs = paragraphs_of(document)
    obligations = _keep_obligations(directive, reading)
    _keep_unread(directive, reading, paragraphs)
    _keep_citations(directive, reading, paragraphs)
    _keep_duties(directive, reading, obligations)
    parties = [(obligations[each.id], each.parties) for each in reading.obligations]
    keep_parties(directive, parties, on=on)
    return [place for span in paragraphs for place in span]


def day_or_none(iso: str | None) -> date | None:
    """Return a whole date written in ISO; None for a part of one, or for none."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _keep_heading(directive: Directive, reading: Reading) -> None:
    heading = reading.heading
    directive.text = reading.text
    directive.symbol = (heading.symbol or "")[:_LONGEST_SYMBOL]
    directive.symbol_key = symbol_key(directive.symbol)
    directive.kind = (heading.kind or "")[:_LONGEST_KIND]
    directive.title, directive.issuer = heading.title or "", heading.issuer or ""
    directive.issued_on = day_or_none(heading.date)
    directive.save()


def _keep_obligations(directive: Directive, reading: Reading) -> dict[str, Obligation]:
    kept = {each.id: _obligation(directive, each) for each in reading.obligations}
    Obligation.objects.bulk_create(kept.values())
    sensitive = [mark for each in reading.obligations for mark in each.rights_sensitive]
    cut = task_sentences(reading.text, [each.span for each in reading.obligations], sensitive)
    ObligationSentence.objects.bulk_create(
        ObligationSentence(
            directive=directive,
            obligation=kept[each.id],
            span_start=sentence.span.start,
            span_end=sentence.span.end,
            text=sentence.span.cut(reading.text),
            rights_sensitive=bool(sentence.why),
            why=sentence.why,
        )
        for each, own in zip(reading.obligations, cut, strict=True)
        for sentence in own
    )
    return kept


def _obligation(directive: Directive, read: told.Obligation) -> Obligation:
    deadline = read.deadline
    return Obligation(
        directive=directive,
        reading_id=read.id,
        span_start=read.span.start,
        span_end=read.span.end,
        deadline=deadline.text if deadline else "",
        due_on=last_day(deadline) if deadline else None,
    )


def _keep_unread(directive: Directive, reading: Reading, paragraphs: Sequence[Span]) -> None:
    text, folded = reading.text, searchable(reading.text)
    taken = [each.span for each in reading.obligations]
    whole = _inside(paragraphs, _body(reading))
    touching = [mark for part in whole for mark in sensitive_sentences(text, part, folded=folded)]
    free = [
        mark
        for mark in touching
        if not any(mark.span.start < task.end and task.start < mark.span.end for task in taken)
    ]
    looking = unread_duties(text, folded, whole, taken, [mark.span for mark in touching])
    rows = [
        *(_unread(directive, RIGHTS, mark.span, mark.why) for mark in free),
        *(_unread(directive, DUTY, span, "") for span in looking),
    ]
    UnreadSentence.objects.bulk_create(rows)


def _unread(directive: Directive, kind: str, span: Span, why: str) -> UnreadSentence:
    return UnreadSentence(directive=directive, kind=kind, span_start=span.start, span_end=span.end, why=why)


def _keep_citations(directive: Directive, reading: Reading, paragraphs: Sequence[Span]) -> None:
    text, folded = reading.text, searchable(reading.text)
    found = find_effects(text, folded, reading.citations, within=_inside(paragraphs, _body(reading)))
    effects = {effect.citation: effect for effect in found}
    rows = []
    for number, each in enumerate(reading.citations):
        effect = effects.get(number)
        rows.append(
            Citation(
                directive=directive,
                text=each.text,
                symbol=each.symbol[:_LONGEST_SYMBOL],
                symbol_key=symbol_key(each.symbol)[:_LONGEST_SYMBOL],
                issued_on=day_or_none(each.date),
                span_start=each.mentions[0].start,
                span_end=each.mentions[0].end,
                effect=effect.kind if effect else "",
                effect_start=effect.span.start if effect else None,
                effect_end=effect.span.end if effect else None,
            )
        )
    Citation.objects.bulk_create(rows)


def _keep_duties(directive: Directive, reading: Reading, obligations: dict[str, Obligation]) -> None:
    rows = []
    for duty in reading.reporting:
        owner = next((o.id for o in reading.obligations if o.span.holds(duty.span)), None)
        rows.append(
            ReportingDuty(
                directive=directive,
                obligation=obligations[owner] if owner else None,
                reporters=list(duty.reporters),
                recipient=duty.recipient or "",
                frequency=duty.frequency,
                due=duty.due or "",
                relation=duty.relation or "",
                span_start=duty.span.start,
                span_end=duty.span.end,
            )
        )
    ReportingDuty.objects.bulk_create(rows)


def _body(reading: Reading) -> Span:
    """Return the body of the text with its annexes, or all of it where no heading was read."""
    body, annexes = reading.heading.body, reading.heading.annexes
    end = max(body.end, annexes.end if annexes else 0)
    return Span(body.start, end) if end > body.start else Span(0, len(reading.text))


def _inside(paragraphs: Iterable[Span], whole: Span) -> list[Span]:
    return [span for span in paragraphs if whole.holds(span)]
