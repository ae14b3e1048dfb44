"""The body that consolidates, proposed from where a directive sends its reports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tonghop.domain.directives.duties import ReportingDuty
from tonghop.domain.directives.reading import Reading
from tonghop.domain.language import flat, match_key, searchable
from tonghop.domain.organisations.body_names import (
    body_of,
    in_sentence_case,
    is_class,
    is_same_body,
    is_vague,
    single_bodies,
    spelt_out,
)

UNKNOWN = "(chưa rõ cơ quan tổng hợp)"
_PERIODIC = ("monthly", "quarterly", "semiannual", "nine-month", "annual")


@dataclass(frozen=True, slots=True)
class Coordinator:
    """The coordinator proposed, what a person is told, and the body that it reports to itself, where one is
    named.
    """

    name: str
    note: str
    reports_to: str = ""


def proposed_coordinator(reading: Reading) -> Coordinator:
    """Return who consolidates: a duty's relay, else its receiver, regular duties first, else the issuer."""
    weights: dict[str, int] = {}
    names: dict[str, str] = {}
    issuer = issuer_of(reading)
    for duty in reading.reporting:
        if duty.reporters and issuer and all(is_same_body(name, issuer) for name in duty.reporters):
            continue  # what the issuer owes to others is not collected from bodies
        for name in _receivers(duty):
            key = match_key(spelt_out(name))
            names.setdefault(key, name)
            weights[key] = weights.get(key, 0) + _weight(duty, is_issuer=is_same_body(name, issuer))
    if not weights:
        return _from_issuer(issuer)
    best = _gatherer(reading, names, max(weights, key=lambda key: weights[key]))
    chosen = _in_full(names[best], issuer)
    others = [name for key, name in names.items() if key != best and not is_same_body(name, chosen)]
    told = f"; văn bản còn nêu nơi nhận khác: {', '.join(others[:5])}" if others else ""
    note = f"Chiến dịch: xác nhận cơ quan tổng hợp là “{chosen}”, nơi nhận báo cáo nêu trong văn bản{told}."
    return Coordinator(chosen, note, _in_full(_above(reading, best), issuer))


def issuer_of(reading: Reading) -> str:
    """Return the issuing body as running text writes it: as the text itself does where it names it, else by
    rule.
    """
    issuer = flat(reading.heading.issuer or "")
    if not issuer.isupper():
        return issuer
    folded, wanted = searchable(reading.text), searchable(issuer)
    start = folded.find(wanted)
    while start >= 0:
        written = reading.text[start : start + len(wanted)]
        if not written.isupper() and written[:1].isupper():
            return flat(written)
        start = folded.find(wanted, start + 1)
    return in_sentence_case(issuer)


def receives(duty: ReportingDuty, coordinator: str, reports_to: str) -> bool:
    """Say whether a duty sends its report to the coordinator, through it, or to nobody named."""
    if duty.via and not is_vague(duty.via):
        return any(is_same_body(name, coordinator) for name in single_bodies(duty.via))
    recipient = duty.recipient or ""
    if is_vague(recipient):
        return True
    parties = (coordinator, reports_to) if reports_to else (coordinator,)
    return any(is_same_body(name, party) for name in single_bodies(recipient) for party in parties)


def _receivers(duty: ReportingDuty) -> Iterator[str]:
    """The first body in particular of the relay, else of the receiver."""
    for place in (duty.via, duty.recipient):
        parts = (body_of(part) for part in single_bodies(place or ""))
        found = [part for part in parts if not is_vague(part) and not is_class(part)]
        if found:
            yield found[0]
            return


def _weight(duty: ReportingDuty, *, is_issuer: bool) -> int:
    """A duty with a day and a frequency tells more than a word in passing; the relay collects for the
    receiver.
    """
    is_regular = duty.frequency in _PERIODIC
    return 1 + 4 * bool(duty.due) + 2 * is_regular + 2 * bool(duty.via) + 2 * is_issuer


def _gatherer(reading: Reading, names: Mapping[str, str], best: str) -> str:
    """Where one body alone reports to the best and itself receives reports, it gathers, and its report is its
    own.
    """
    reporters = {
        match_key(spelt_out(body_of(name)))
        for duty in reading.reporting
        if best in {match_key(spelt_out(receiver)) for receiver in _receivers(duty)}
        for name in duty.reporters or ("",)
    }
    only = next(iter(reporters)) if len(reporters) == 1 else ""
    return only if only in names and only != best else best


def _in_full(name: str, issuer: str) -> str:
    """The issuer's full name for a short one that it fits ("UBND tỉnh")."""
    full = spelt_out(name)
    if not full:
        return ""
    if issuer and match_key(spelt_out(issuer)).startswith(f"{match_key(full)} "):
        return spelt_out(issuer)
    return full


def _above(reading: Reading, chosen: str) -> str:
    """The receiver of what goes through the coordinator."""
    through = (duty for duty in reading.reporting if duty.via and match_key(spelt_out(duty.via)) == chosen)
    named = (spelt_out(duty.recipient) for duty in through if duty.recipient)
    return next((name for name in named if not is_vague(name) and not is_class(name)), "")


def _from_issuer(issuer: str) -> Coordinator:
    if not issuer:
        return Coordinator(UNKNOWN, "Chiến dịch: điền cơ quan tổng hợp; văn bản không nêu nơi nhận báo cáo.")
    note = (
        f"Chiến dịch: xác nhận cơ quan tổng hợp là “{issuer}” (cơ quan ban hành); văn bản không nêu nơi nhận."
    )
    return Coordinator(issuer, note)
