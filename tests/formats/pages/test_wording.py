"""What is said about dates, deadlines and reports, in both languages."""

from dataclasses import fields

import pytest

from tonghop.domain.directives.deadlines import Deadline
from tonghop.domain.directives.duties import ReportingDuty
from tonghop.domain.directives.rights import GROUNDS
from tonghop.domain.provenance import Span
from tonghop.formats.pages.wording import ENGLISH, VIETNAMESE, deadline_words, due_words, sensitive_words

HERE = Span(0, 1)

DEADLINES = [
    (Deadline("-", HERE, "before", iso="2026-12-15"), "trước ngày 15/12/2026", "before 15/12/2026"),
    (Deadline("-", HERE, "by", iso="2025-12"), "chậm nhất tháng 12/2025", "by 12/2025"),
    (Deadline("-", HERE, "in", iso="2026-Q4"), "trong quý IV/2026", "in quarter IV/2026"),
    (Deadline("-", HERE, "in", iso="2026"), "trong năm 2026", "in 2026"),
    (Deadline("-", HERE, "before", yearly="05-30"), "trước ngày 30/05 hằng năm", "before 30/05 every year"),
    (Deadline("-", HERE, "by", monthly="day 20"), "chậm nhất ngày 20 hằng tháng", "by day 20 of every month"),
    (Deadline("-", HERE, "by", quarterly="day 5"), "chậm nhất ngày 5 hằng quý", "by day 5 of every quarter"),
    (
        Deadline("-", HERE, "by", within_days=10, days="working", counted_from="ngày nhận"),
        "trong 10 ngày làm việc kể từ ngày nhận",
        "in 10 working days from ngày nhận",
    ),
    (Deadline("-", HERE, "by", within_days=5, days="calendar"), "trong 5 ngày", "in 5 days"),
    (Deadline("thường\nxuyên", HERE, "in"), "thường xuyên", "thường xuyên"),
    (
        Deadline("-", HERE, "before", iso="2026-05-30", year_inferred=True),
        "trước ngày 30/05/2026 (năm suy ra, cần kiểm tra)",
        "before 30/05/2026 (year inferred, to be checked)",
    ),
]

DUES = [
    ("annual", "10-30", "before", "trước ngày 30/10 hằng năm"),
    ("semiannual", "05-30", "before", "trước ngày 30/05"),
    ("monthly", "day 20", "by", "chậm nhất ngày 20 hằng tháng"),
    ("quarterly", "day 5", "by", "chậm nhất ngày 5 hằng quý"),
    ("once", "2026-12-15", "before", "trước ngày 15/12/2026"),
    ("once", "2026-12-15", None, "ngày 15/12/2026"),
    ("unspecified", None, None, ""),
]


@pytest.mark.parametrize(("deadline", "vietnamese", "english"), DEADLINES)
def test_deadline_words(deadline: Deadline, vietnamese: str, english: str) -> None:
    assert deadline_words(deadline, VIETNAMESE) == vietnamese
    assert deadline_words(deadline, ENGLISH) == english


@pytest.mark.parametrize(("frequency", "due", "relation", "words"), DUES)
def test_due_words(frequency: str, due: str | None, relation: str | None, words: str) -> None:
    duty = ReportingDuty((), None, None, frequency, due, relation, "", HERE)

    assert due_words(duty, VIETNAMESE) == words


@pytest.mark.parametrize("say", [VIETNAMESE, ENGLISH], ids=["vi", "en"])
def test_every_ground_has_a_sentence_of_its_own(say: object) -> None:
    said = {sensitive_words(ground, say) for ground in GROUNDS}  # type: ignore[arg-type]

    assert len(said) == len(GROUNDS)
    assert sensitive_words("a ground of tomorrow", VIETNAMESE) == VIETNAMESE.display_only_else


def test_both_languages_say_the_same_things() -> None:
    for field in fields(VIETNAMESE):
        one, other = getattr(VIETNAMESE, field.name), getattr(ENGLISH, field.name)
        if isinstance(one, str):
            assert one.count("{}") == other.count("{}"), field.name
        else:
            assert set(one) == set(other), field.name
