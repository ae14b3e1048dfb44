"""A campaign proposed from a reading: what the directive says, the rest offered with a sentence that explains
it.

Nothing here decides. What is proposed says why (`Regime.why`), what nobody can know before a person answers
is listed in `to_resolve`, and what touches people's rights (design rule 10) becomes neither indicator nor
section.
"""

import re
from collections.abc import Sequence

from tonghop.domain.calendar.decree_windows import DecreeWindows
from tonghop.domain.directives.reading import Reading
from tonghop.domain.documents import Document
from tonghop.domain.language import flat, match_key, searchable
from tonghop.domain.organisations.body_names import is_same_body
from tonghop.domain.reporting.campaign import Body, Campaign
from tonghop.domain.reporting.proposed_bodies import line_of, proposed_bodies
from tonghop.domain.reporting.proposed_checks import proposed_checks
from tonghop.domain.reporting.proposed_coordinator import issuer_of, proposed_coordinator
from tonghop.domain.reporting.proposed_indicators import proposed_indicators
from tonghop.domain.reporting.proposed_regimes import proposed_regimes
from tonghop.domain.reporting.proposed_sections import proposed_sections
from tonghop.domain.reporting.proposed_targets import with_targets
from tonghop.domain.reporting.ready import Ready

_NO_DECREE = DecreeWindows({}, "", "")
_NUMBER = re.compile(r"\d{1,5}([-/])")
_COMMITTEE = re.compile(r"(?:tỉnh|thành|huyện|thị|quận|đảng) ủy\b.{0,80}")
_ABOUT = re.compile(r"^(?:[vV]/[vV]|[vV]ề việc|[vV]ề) +")


def propose_campaign(
    reading: Reading,
    *,
    ready: Ready,
    windows: DecreeWindows = _NO_DECREE,
    document: Document | None = None,
    bodies: Sequence[Body] = (),
) -> Campaign:
    """Propose the campaign that carries a directive out.

    Shape: `document` lends the tables of annexed data forms; `bodies`, where given, stand for the named
    parties.
    """
    form = _form(reading)
    lead = proposed_coordinator(reading)
    decree = windows if form == "state" else _NO_DECREE
    regimes, regime_notes = proposed_regimes(reading, lead, decree)
    sections, section_notes = proposed_sections(reading, ready)
    offered, indicator_notes = proposed_indicators(reading, document, ready)
    indicators, target_notes = with_targets(reading, offered)
    receivers = (lead.name, lead.reports_to, issuer_of(reading))
    named, body_notes = proposed_bodies(reading, receivers) if not bodies else (tuple(bodies), ())
    return Campaign(
        title=flat(reading.heading.title or reading.source.file) or "(chưa có tên)",
        coordinator=lead.name,
        form=form,
        directive=reading.heading.symbol or "",
        place=reading.heading.place or "",
        superior=_superior(lead.name, lead.reports_to, form),
        abbreviation=_abbreviation(reading, lead.name),
        report_title=_report_title(reading),
        signer="TRƯỞNG BAN" if match_key(lead.name).startswith("ban ") else "",
        to_resolve=(lead.note, *regime_notes, *body_notes, *indicator_notes, *target_notes, *section_notes),
        regimes=regimes,
        indicators=indicators,
        sections=sections,
        bodies=named,
        checks=proposed_checks(indicators),
    )


def _form(reading: Reading) -> str:
    if number := _NUMBER.match(reading.heading.symbol or ""):
        return "party" if number[1] == "-" else "state"
    return "party" if line_of(reading.heading.issuer or "") == "party" else "state"


def _superior(coordinator: str, reports_to: str, form: str) -> str:
    """The body that the coordinator reports to; a Party board's name ends in it: "Ban Tuyên giáo Tỉnh ủy"."""
    match = _COMMITTEE.search(searchable(coordinator)) if form == "party" else None
    return coordinator[match.start() :] if match and match.start() > 0 else reports_to


def _abbreviation(reading: Reading, coordinator: str) -> str:
    """The letters in the directive's number, where the coordinator is its issuer; another body has others."""
    letters = (reading.heading.symbol or "").rpartition("/")[2]
    own = issuer_of(reading)
    is_own = is_same_body(own, coordinator) or match_key(coordinator).startswith(match_key(own))
    return letters if own and is_own else ""


def _report_title(reading: Reading) -> str:
    kind, symbol, title = reading.heading.kind or "văn bản", reading.heading.symbol, reading.heading.title
    about = _ABOUT.sub("", flat(title or ""))
    named = (
        f"Kết quả thực hiện {kind[:1].upper()}{kind[1:]} số {symbol}"
        if symbol
        else f"Kết quả thực hiện {kind}"
    )
    return f"{named} về {about}" if about else named
