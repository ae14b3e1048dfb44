"""A body's ledger and difficulties for the tests: who is who, and things to enter; all invented."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import due_lists
from given_work import stand
from people import AT, OFFICE, TODAY, administrator, official

from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.roles import Role
from tonghop.apps.reporting.difficulties.steps import raise_difficulty
from tonghop.apps.reporting.models import Difficulty, Output
from tonghop.apps.reporting.outputs.keeping import enter
from tonghop.domain.calendar.periods import DayOfYear, Window
from tonghop.domain.reporting import outputs as domain
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.difficulties import Matter
from tonghop.domain.reporting.indicators import STOCK, Indicator

DAY: dict[str, Any] = {"at": AT, "on": TODAY}
MADE_ON = date(2026, 5, 10)
NEWS = domain.Output("", "article", "Ra quân làm đường", MADE_ON, "https://bao.example/tin-1")
BANNER = domain.Output("", "banner", "Ngày hội toàn dân", MADE_ON, place="Xóm 3", count=12)
LACKS = "Loa truyền thanh xóm 3 hỏng, chưa có kinh phí thay."
SAID: Campaign = due_lists.said(
    regimes=(
        due_lists.domain.Regime(
            "H1",
            "semiannual",
            DayOfYear(5, 30),
            due_lists.LateMoment.parse("05-31T00:00"),
            window=Window(DayOfYear(10, 30), DayOfYear(5, 30)),
        ),
    ),
    indicators=(
        Indicator("news", "Số tin, bài", "tin, bài"),
        Indicator("banners", "Số băng rôn, khẩu hiệu", "chiếc"),
        Indicator("minutes", "Thời lượng phát sóng", "phút"),
        Indicator("boards", "Số pa nô hiện có", "chiếc", kind=STOCK),
    ),
)
"""A campaign that asks for the half-year from 30/10 up to, not including, 30/5."""


@dataclass(frozen=True, slots=True)
class Ward:
    """Mai coordinates for our office, Nam for another; Chi and Duyệt work for body a, Em for body b."""

    alice: Person
    mai: Person
    chi: Person
    duyet: Person
    em: Person
    nam: Person


def ward() -> Ward:
    """Enter the people, and bodies with names: a and b stand below the office in the State's hierarchy."""
    alice = administrator()
    with acting_as(alice):
        stand(OFFICE, "Văn phòng Ủy ban nhân dân tỉnh Mẫu")
        stand("vp", "Ban Tuyên giáo Tỉnh ủy Mẫu", line="party")
        stand("a", "Ủy ban nhân dân xã Ân Mẫu", ("state", OFFICE))
        stand("b", "Ủy ban nhân dân phường Đồng Mẫu", ("state", OFFICE))
        stand("sở-a", "Sở Tài chính Mẫu", ("state", OFFICE))
    return Ward(
        alice,
        official(alice, "mai", (Role.COORDINATOR, OFFICE)),
        official(alice, "chi", (Role.REPORTER, "a")),
        official(alice, "duyet", (Role.APPROVER, "a")),
        official(alice, "em", (Role.REPORTER, "b")),
        official(alice, "nam", (Role.COORDINATOR, "vp")),
    )


def entered(by: Person, entry: domain.Output = NEWS, body: str = "a", **when: Any) -> Output:
    with acting_as(by):
        return enter(body=body, entry=entry, by=by, **(DAY | when))


def raised(by: Person, words: str = LACKS, body: str = "a", **more: Any) -> Difficulty:
    with acting_as(by):
        return raise_difficulty(body=body, matter=Matter.DIFFICULTY, words=words, by=by, **(DAY | more))
