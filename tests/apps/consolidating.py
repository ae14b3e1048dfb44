"""A cycle of three bodies whose reports come in, and the people of the office; all invented."""

from dataclasses import dataclass, replace
from datetime import timedelta

import due_lists
from people import AT, OFFICE, TODAY, administrator, official

from tonghop.apps.accounts.acting import acting_as, acting_by_itself
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.consolidation import computing
from tonghop.apps.consolidation.models import Computation
from tonghop.apps.reporting.models import Cycle, DueRow
from tonghop.apps.reporting.submissions.sending import Sent, send
from tonghop.domain.consolidation.consolidation import AS_REPORTED
from tonghop.domain.reporting.campaign import Body, Section
from tonghop.domain.reporting.indicators import DISTINCT, Indicator

INDICATORS = (
    Indicator("buoi", "Số buổi tuyên truyền", "buổi"),
    Indicator("ho", "Hộ ký cam kết", "hộ", kind=DISTINCT, required=False),
)
SECTIONS = (Section("ket-qua", "Kết quả"), Section("kho-khan", "Khó khăn"))
OF_A = {"buoi": "30", "ho": "5", "#ket-qua": "Đã mở lớp.", "#kho-khan": "Thiếu kinh phí."}
OF_B = {"buoi": "50", "ho": "9", "#kho-khan": "Thiếu kinh phí."}


LEVELLED = (
    Body("a", "Ủy ban nhân dân xã Ân Mẫu", line="state", parent="b"),
    Body("b", "Đảng ủy phường Đồng Mẫu", line="party"),
    Body("c", "Mặt trận xã Dĩ Mẫu", line="front"),
)
"""Body b stands between a and the office."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Mai consolidates, Lan approves for the office, Kiên audits; Chi reports for a, Dung for b, Nam is of
    another office. Body c of the cycle has nobody.
    """

    alice: Person
    mai: Person
    lan: Person
    kien: Person
    chi: Person
    dung: Person
    nam: Person
    cycle: Cycle

    def row(self, code: str) -> DueRow:
        with acting_by_itself():
            return DueRow.objects.select_related("cycle").get(cycle=self.cycle, code=code)

    def sent(self, code: str, fields: dict[str, str], version: int = 0, by: Person | None = None) -> Sent:
        by = by or {"a": self.chi, "b": self.dung}[code]
        with acting_as(by):
            row = self.row(code)
            return send(row_id=row.pk, version=version, fields=fields, by=by, at=AT, on=TODAY)

    def of(self, cycle: Cycle) -> "Desk":
        """Return the same people with another cycle."""
        return replace(self, cycle=cycle)

    def computed(self, structure: str = AS_REPORTED) -> Computation:
        """Reckon up, each time a minute later."""
        with acting_as(self.mai):
            at = AT + timedelta(minutes=Computation.objects.count())
            return computing.compute(cycle=self.cycle, structure=structure, by=self.mai, at=at, on=TODAY)


def desk(*, alice: Person | None = None) -> Desk:
    """Open a cycle with two reports that have come and one that has not."""
    alice = alice or administrator()
    told = due_lists.said(
        title="Mở lớp tuyên truyền", directive="19/KH-UBND", indicators=INDICATORS, sections=SECTIONS
    )
    cycle = due_lists.opened(due_lists.campaign(told))
    made = Desk(
        alice,
        official(alice, "mai", (Role.COORDINATOR, OFFICE)),
        official(alice, "lan", (Role.APPROVER, OFFICE)),
        official(alice, "kien", (Role.AUDITOR, OFFICE)),
        official(alice, "chi-a", (Role.REPORTER, "a")),
        official(alice, "dung-b", (Role.REPORTER, "b")),
        official(alice, "nam", (Role.COORDINATOR, "vp")),
        cycle,
    )
    made.sent("a", OF_A)
    made.sent("b", OF_B)
    return made


def levelled(people: Desk, *, above: str, below: str) -> Desk:
    """Open a cycle in which b stands above a, and let both report so many sessions."""
    told = due_lists.said(
        title="Tuyên truyền hai cấp", directive="23/KH-UBND", indicators=INDICATORS, bodies=LEVELLED
    )
    office = people.of(due_lists.opened(due_lists.campaign(told)))
    office.sent("a", {"buoi": below, "ho": "5"})
    office.sent("b", {"buoi": above, "ho": "9"})
    return office
