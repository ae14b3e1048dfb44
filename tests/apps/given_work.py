"""Given work for the tests: bodies that stand below each other, and a sentence assigned to the topmost."""

from datetime import date

from people import AT, TODAY

from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.models import Person
from tonghop.apps.directives.actions import assign
from tonghop.apps.directives.models import Assignment, Directive, Obligation, ObligationSentence
from tonghop.apps.organisations.models import Parent, Unit, Version

TEXT = "Sở A dán áp phích trước ngày 15/6. Theo dõi, chấn chỉnh dư luận trái chiều về kế hoạch."
FIRST, SECOND = (0, 34), (35, len(TEXT))
LAST_DAY = date(2026, 12, 31)
PHONG, TO, TRAM = "phòng-a", "tổ-a", "trạm-a"
"""Below sở-a: phòng-a, below that tổ-a (party: trạm-a too); sở-b has nobody."""


def stand(
    unit: str, name: str, *above: tuple[str, str], until: date | None = None, line: str = "state"
) -> None:
    """Enter a unit with one version, as an administrator; `above` are hierarchies with the unit above."""
    Unit.objects.get_or_create(pk=unit)
    version = Version.objects.create(
        unit_id=unit, name=name, kind="sở", level="province", line=line, valid_to=until
    )
    for hierarchy, parent in above:
        Parent.objects.create(version=version, hierarchy=hierarchy, unit_id=parent)


def small_tree(alice: Person) -> None:
    """Enter the bodies of the tests."""
    with acting_as(alice):
        stand("vp", "Văn phòng tỉnh Mẫu")
        stand("sở-a", "Sở A")
        stand("sở-b", "Sở B")
        stand(PHONG, "Phòng Kế hoạch", ("state", "sở-a"))
        stand(TO, "Tổ Tuyên truyền", ("state", PHONG))
        stand(TRAM, "Trạm Mẫu", ("party", PHONG))


def sentences(office: str | None = "vp") -> tuple[ObligationSentence, ObligationSentence]:
    """Keep a directive with one confirmed obligation: a task, and a sentence that touches rights."""
    directive = Directive.objects.create(
        office_id=office,
        symbol="12/KH-UBND",
        text=TEXT,
        source_name="ke-hoach.docx",
        source_sha256="a" * 64,
        media_type="text/plain",
        received_at=AT,
    )
    obligation = Obligation.objects.create(
        directive=directive,
        reading_id="abc",
        span_start=0,
        span_end=len(TEXT),
        due_on=LAST_DAY,
        confirmed_at=AT,
        confirmed_by="somebody",
    )
    rows = (
        ObligationSentence.objects.create(
            directive=directive,
            obligation=obligation,
            span_start=span[0],
            span_end=span[1],
            text=TEXT[slice(*span)],
            rights_sensitive=bool(why),
            why=why,
        )
        for span, why in ((FIRST, ""), (SECOND, "opinion-steering"))
    )
    task, sensitive = rows
    return task, sensitive


def assigned(
    binh: Person, body: str = "sở-a", *, due_on: date | None = LAST_DAY, office: str | None = "vp"
) -> Assignment:
    """Assign the task to a body."""
    with acting_as(binh):
        task, _ = sentences(office)
        return assign(sentence=task, body=body, due_on=due_on, by=binh, at=AT, on=TODAY)
