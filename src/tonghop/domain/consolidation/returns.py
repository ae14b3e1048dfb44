"""A return: what one file says of one body, before anyone has judged it.

A filled form gives raw cells, another workbook or a report gives figures that its reader has already read, a
scan gives nothing but its arrival. All of them are a `Return`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from tonghop.domain.calendar.cycles import Cycle
from tonghop.domain.consolidation.lower_levels import LowerCoverage, LowerSource
from tonghop.domain.consolidation.told_periods import told_cycles
from tonghop.domain.reporting.campaign import Campaign
from tonghop.domain.reporting.same_figures import asking_only
from tonghop.domain.reporting.senders import Hint
from tonghop.domain.reporting.values import Raw, Unclear, Value


class Kind(StrEnum):
    """What sort of file a return is; the first of the list is believed first where two say the same."""

    FORM = "form"
    RECORD = "record"
    WORKBOOK = "workbook"
    REPORT = "report"
    SCAN = "scan"


@dataclass(frozen=True, slots=True)
class FormIdentity:
    """What a form knows about itself: of which campaign, cycle and body it is, and which cells it has."""

    campaign: str
    cycle: str
    body: str
    version: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One indicator's row of a filled form. `at`, `estimated_at` and `cumulative_at` are cells such as
    "Số liệu!D7"; `cumulative` is the sum since the year's start.
    """

    indicator: str
    raw: Raw
    at: str
    nil_mark: Raw = None
    estimated: Raw = None
    estimated_at: str = ""
    note: str = ""
    cumulative: Raw = None
    cumulative_at: str = ""

    @property
    def is_blank(self) -> bool:
        return all(cell is None or cell == "" for cell in (self.raw, self.nil_mark, self.estimated))


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator's figure as a reader of free layouts or prose has read it, with its place and sentence.

    `estimated` is the part of the value that is only expected, `cumulative` the sum since the year's start
    that stands beside it. `by` is "report" where the figure is taken from the data of a report that Tonghop
    wrote; `below` are then its addends there, and `between` bounds a distinct count that has no value.
    """

    indicator: str
    read: Value | Unclear
    at: str
    sentence: str = ""
    estimated: Decimal | None = None
    note: str = ""
    by: str = "read"
    below: tuple[LowerSource, ...] = ()
    between: tuple[Decimal, Decimal] | None = None
    cumulative: Decimal | None = None
    cumulative_at: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """What a body wrote under one section, verbatim. The file is filled in when it is judged."""

    section: str
    text: str
    at: str
    file: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Stray:
    """Something written beside the form's own cells: shown to a person, counted nowhere."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class LayoutDoubt:
    """Something that a reader could not decide and a person can: which indicator a row is, which column
    counts.

    `layout` names the layout (its fingerprint), so that alike doubts of many files are one question and its
    answer holds for the next file of that layout. `indicator` is set where the doubt keeps one figure from
    being certain; `by_figure`: a person's own figures settle it, or a "có" to `figure`, which is what the
    cell says, or one of the choices in `options`, which says what would then stand. Estimate and sum since
    the year's start are those beside it. `is_passing`: the answer is not kept for the next cycle.
    """

    code: str
    message: str
    at: str
    choices: tuple[str, ...] = ()
    indicator: str = ""
    layout: str = ""
    by_figure: bool = False
    figure: Figure | None = None
    options: tuple[tuple[str, Figure], ...] = ()
    is_passing: bool = False
    estimated: Decimal | None = None
    cumulative: Decimal | None = None
    cumulative_at: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the office should see about a file; `kind` is one of the contract's kinds of finding."""

    kind: str
    message: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A doubt about a whole file: nothing counts until a person takes the first of the choices."""

    code: str
    message: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around a file: the mail it came in. `sender` is its address, to be remembered."""

    sender: str = ""
    hints: tuple[Hint, ...] = ()


NO_ENVELOPE = Envelope()


@dataclass(frozen=True, slots=True)
class Return:
    """What one received file says of one body.

    `body` is the code of the sender once it is known; a form knows it by its `identity`. `part` tells the
    returns of one file apart, `named` is what such a part calls its body. `hints` are the places in the file
    that speak of its sender. `title` is where a report says which period it is about. `coverage` is that of a
    report which was itself consolidated.
    """

    file: str
    sha256: str
    identity: FormIdentity | None = None
    figures: tuple[FigureRow | Figure, ...] = ()
    passages: tuple[Passage, ...] = ()
    strays: tuple[Stray, ...] = ()
    arrived_at: datetime | None = None
    kind: Kind = Kind.FORM
    body: str = ""
    part: str = ""
    named: str = ""
    hints: tuple[Hint, ...] = ()
    title: str = ""
    doubts: tuple[LayoutDoubt, ...] = ()
    remarks: tuple[Remark, ...] = ()
    holds: tuple[Hold, ...] = ()
    envelope: Envelope = NO_ENVELOPE
    coverage: LowerCoverage | None = None

    @property
    def sender(self) -> str:
        """The code of the body that sent it, or "" while nobody knows."""
        return self.identity.body if self.identity else self.body

    @property
    def is_blank(self) -> bool:
        return not self.passages and not self.has_figures

    @property
    def has_figures(self) -> bool:
        return bool(self.doubts) or any(isinstance(row, Figure) or not row.is_blank for row in self.figures)


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not read into the report, with a stable code and a plain sentence. Nothing is dropped
    unsaid.
    """

    file: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What the forms of one cycle say of themselves; made once, compared with every file.

    `own_versions` are, by body, those of forms that leave out what the body says elsewhere.
    """

    campaign: str
    cycle: Cycle
    bodies: frozenset[str]
    version: str
    content: Campaign
    own_versions: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, campaign: Campaign, cycle: Cycle) -> "Expected":
        bodies = frozenset(body.code for body in campaign.bodies)
        return cls(campaign.key, cycle, bodies, campaign.form_version(cycle), campaign)

    def with_form_of(self, body: str, form: Campaign) -> "Expected":
        """Return the same where it is known that a body's form asks less than the campaign does.

        Both forms are taken: a body may have filled in the one of the whole campaign before.
        """
        own = {**self.own_versions, body: form.form_version(self.cycle)}
        return replace(self, own_versions=own)

    def is_form_of(self, answer: Return, identity: FormIdentity) -> bool:
        """Say whether a form asks what the campaign asks, or a part of it: what its body says in another
        campaign is not asked twice, and such a form has a version of its own.
        """
        if identity.version in (self.version, self.own_versions.get(identity.body)):
            return True
        asked = {row.indicator for row in answer.figures}
        part = asking_only(self.content, self.cycle, asked)
        return identity.version == part.form_version(self.cycle)


def mismatch(answer: Return, expected: Expected) -> RefusedFile | None:
    """Return why a file does not belong to a campaign and cycle, or None where it does or nothing says."""
    cycle = expected.cycle
    if answer.identity is None:
        return _other_period(answer, cycle)
    found = answer.identity
    if found.campaign != expected.campaign:
        return RefusedFile(
            answer.file, "other-campaign", f"Biểu này thuộc chiến dịch khác ({found.campaign})."
        )
    if found.cycle != str(cycle):
        return RefusedFile(
            answer.file, "other-cycle", f"Biểu này của kỳ {found.cycle}, đang tổng hợp kỳ {cycle}."
        )
    if found.body not in expected.bodies:
        message = f"Đơn vị “{found.body}” của biểu này không có trong danh sách đơn vị của chiến dịch."
        return RefusedFile(answer.file, "unknown-body", message)
    if not expected.is_form_of(answer, found):
        message = "Biểu này lập từ bản khác của chiến dịch (chỉ tiêu hoặc đề mục đã đổi); gửi lại biểu mới."
        return RefusedFile(answer.file, "other-form-version", message)
    return None


def _other_period(answer: Return, cycle: Cycle) -> RefusedFile | None:
    """A report whose title names the same turn of other years alone is of another cycle. Titles that may mean
    something else are the reader's `holds`, and asked.
    """
    told = told_cycles(answer.title)
    if any(other.year == cycle.year for other in told) or not any(other.code == cycle.code for other in told):
        return None
    names = ", ".join(other.vietnamese for other in sorted(told))
    message = f"Tiêu đề ghi {names}; đang tổng hợp {cycle.vietnamese}."
    return RefusedFile(answer.file, "other-cycle", message)
