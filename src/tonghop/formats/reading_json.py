"""A reading as the JSON object of `tonghop read --json`: keys and their order as the contract prints them."""

from typing import Any  # a JSON value has no better name in the type system

from tonghop.domain.directives.annexes import Annex
from tonghop.domain.directives.citations import Citation
from tonghop.domain.directives.deadlines import Deadline
from tonghop.domain.directives.duties import ReportingDuty
from tonghop.domain.directives.heading import Heading
from tonghop.domain.directives.obligations import Obligation
from tonghop.domain.directives.outline import Clause
from tonghop.domain.directives.reading import Reading
from tonghop.domain.provenance import Notice, Source

Json = dict[str, Any]


def reading_to_json(reading: Reading) -> Json:
    """Return the reading in the shape of the contract; spans are [start, end) in code points of `text`."""
    return {
        "source": _source(reading.source),
        "text": reading.text,
        "heading": _heading(reading.heading),
        "citations": [_citation(each) for each in reading.citations],
        "obligations": [_obligation(each) for each in reading.obligations],
        "reporting": [_duty(each) for each in reading.reporting],
        "outline": [_clause(each) for each in reading.outline],
        "warnings": [_notice(each) for each in reading.notices],
        "annexes": [_annex(each) for each in reading.annexes],
    }


def _source(source: Source) -> Json:
    return {
        "file": source.file,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "encoding": source.encoding,
    }


def _heading(heading: Heading) -> Json:
    return {
        "issuer": heading.issuer,
        "symbol": heading.symbol,
        "kind": heading.kind,
        "date": heading.date,
        "place": heading.place,
        "title": heading.title,
        "signatory": heading.signatory,
        "addressees": list(heading.addressees),
        "recipients": list(heading.recipients),
        "urgency": heading.urgency,
    }


def _citation(citation: Citation) -> Json:
    return {
        "text": citation.text,
        "symbol": citation.symbol,
        "kind": citation.kind,
        "date": citation.date,
        "issuer": citation.issuer,
        "line": citation.line,
        "mentions": [list(span) for span in citation.mentions],
    }


def _obligation(obligation: Obligation) -> Json:
    return {
        "id": obligation.id,
        "quote": obligation.quote,
        "span": list(obligation.span),
        "actors": list(obligation.actors),
        "support": list(obligation.support),
        "parties": [{"name": p.name, "span": list(p.span), "role": p.role} for p in obligation.parties],
        "deadline": None if obligation.deadline is None else _deadline(obligation.deadline),
        "deadlines": [_deadline(each) for each in obligation.deadlines],
        "channels": list(obligation.channels),
        "audiences": list(obligation.audiences),
        "basis": list(obligation.basis),
        "rights_sensitive": [{"span": list(s.span), "why": s.why} for s in obligation.rights_sensitive],
        "confidence": obligation.confidence,
        "why": obligation.why,
    }


def _deadline(deadline: Deadline) -> Json:
    """Only the keys that apply: a deadline in words alone has none but its text, span and relation."""
    always = {"text": deadline.text, "span": list(deadline.span), "relation": deadline.relation}
    perhaps = {
        "iso": deadline.iso,
        "yearly": deadline.yearly,
        "monthly": deadline.monthly,
        "within_days": deadline.within_days,
        "days": deadline.days,
        "from": deadline.counted_from,
        "quarterly": deadline.quarterly,
        "year_inferred": deadline.year_inferred or None,
    }
    return always | {key: value for key, value in perhaps.items() if value is not None}


def _duty(duty: ReportingDuty) -> Json:
    return {
        "reporters": list(duty.reporters),
        "recipient": duty.recipient,
        "via": duty.via,
        "frequency": duty.frequency,
        "due": duty.due,
        "relation": duty.relation,
        "quote": duty.quote,
        "span": list(duty.span),
    }


def _clause(clause: Clause) -> Json:
    return {
        "label": clause.label,
        "title": clause.title,
        "span": list(clause.span),
        "children": [_clause(child) for child in clause.children],
    }


def _notice(notice: Notice) -> Json:
    span = None if notice.span is None else list(notice.span)
    return {"code": notice.code, "span": span, "message": notice.message}


def _annex(annex: Annex) -> Json:
    return {
        "kind": annex.kind,
        "label": annex.label,
        "title": annex.title,
        "span": list(annex.span),
    }
