"""What an office decides on a report that was sent: the reasons for returning it, and what differs since.

A decision belongs to one revision. Returning names the parts that are to be mended, never the whole report
without a word.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from tonghop.domain.reporting.drafts import Fields, changed


class Verdict(StrEnum):
    """What may be decided on a revision."""

    APPROVED = "approved"
    RETURNED = "returned"
    ENDED = "ended"
    """An approval or return that was taken back: the revision waits again."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that offices give again and again, in both languages."""

    vietnamese: str
    english: str


REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        "figures-missing": Reason("Còn thiếu số liệu.", "Figures are missing."),
        "figures-disagree": Reason(
            "Số liệu trong biểu không khớp với phần lời văn.", "Figures and text say different things."
        ),
        "other-period": Reason("Số liệu không đúng kỳ báo cáo.", "The figures are of another period."),
        "counted-twice": Reason(
            "Có hoạt động được tính hai lần.", "Some activity has been counted more than once."
        ),
        "far-from-before": Reason(
            "Số liệu thay đổi nhiều so với kỳ trước mà chưa giải trình.",
            "Figures differ much from last time, and nothing says why.",
        ),
        "evidence-missing": Reason("Chưa có tài liệu minh chứng.", "Evidence is missing."),
        "signature-missing": Reason("Chưa có bản ký.", "The signed paper is missing."),
        "words-missing": Reason("Phần nội dung còn thiếu.", "A part of the text is missing."),
    }
)
"""Templates: what is shown to choose from; the words may be changed before they are sent."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not as it was when it was approved."""

    field: str
    approved: str
    now: str


def differences(approved: Fields, now: Fields) -> tuple[Difference, ...]:
    """Return the fields in which a report differs from the revision that was approved.

    >>> differences({"a": "1", "b": "2"}, {"a": "3", "c": "4"})[0]
    Difference(field='a', approved='1', now='3')
    """
    whole = {**dict.fromkeys(approved, ""), **now}
    return tuple(Difference(field, *pair) for field, pair in changed(approved, whole).items())


def parts_to_mend(parts: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return the named parts that the form has, once each and in the form's order."""
    named = set(parts)
    return tuple(dict.fromkeys(field for field in known if field in named))
