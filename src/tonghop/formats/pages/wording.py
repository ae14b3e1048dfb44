"""How the codes of a reading are said to a person: Vietnamese as offices write it, and English.

One `Wording` a language; the terminal view and the page speak through the same one. Dates are dd/mm/yyyy
in both, as they stand in the documents (Decree 30/2020, Annex I).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tonghop.domain.directives.deadlines import Deadline
from tonghop.domain.directives.duties import ReportingDuty

_QUARTERS = MappingProxyType({"Q1": "I", "Q2": "II", "Q3": "III", "Q4": "IV"})


@dataclass(frozen=True, slots=True)
class Wording:
    """Every label and sentence of one language. Mappings go from a code of contracts.md to its words."""

    language: str
    product: str
    page_title: str
    unconfirmed: str
    untitled: str
    nothing_read: str
    text: str
    tasks: str
    reporting: str
    citations: str
    annexes: str
    warnings: str
    source: str
    legend: str
    skip: str
    issuer: str
    symbol: str
    date: str
    place: str
    signatory: str
    addressees: str
    recipients: str
    urgency: str
    task: str
    passage: str
    report: str
    citation: str
    warning: str
    deadline: str
    support: str
    lead: str
    channel: str
    audience: str
    basis: str
    clause: str
    why: str
    confidence: str
    also_with: str
    party: str
    no_party: str
    display_only: str
    display_only_why: Mapping[str, str]
    display_only_else: str
    reporters: str
    recipient: str
    via: str
    frequency: str
    due: str
    issued_by: str
    dated: str
    line: str
    mentions: str
    in_text: str
    file: str
    fingerprint: str
    encoding: str
    frequencies: Mapping[str, str]
    relations: Mapping[str, str]
    lines: Mapping[str, str]
    annex_kinds: Mapping[str, str]
    day: str
    month: str
    quarter: str
    year: str
    every_year: str
    every_month: str
    every_quarter: str
    year_inferred: str
    working_days: str
    calendar_days: str
    counted_from: str
    count_tasks: str
    count_parties: str
    count_dated: str
    count_reporting: str
    count_citations: str
    count_display_only: str
    count_warnings: str


VIETNAMESE = Wording(
    language="vi",
    product="Tổng hợp",
    page_title="Bản đọc văn bản",
    unconfirmed="Máy đọc, chưa có người xác nhận: chưa phát sinh việc nào.",
    untitled="Văn bản không có tên",
    nothing_read="Không đọc được nội dung nào từ tệp này.",
    text="Văn bản",
    tasks="Nhiệm vụ",
    reporting="Chế độ báo cáo",
    citations="Văn bản viện dẫn",
    annexes="Phụ lục",
    warnings="Lưu ý",
    source="Nguồn",
    legend="Chú giải",
    skip="Đến danh sách nhiệm vụ",
    issuer="Cơ quan ban hành",
    symbol="Số, ký hiệu",
    date="Ngày ban hành",
    place="Nơi ban hành",
    signatory="Người ký",
    addressees="Kính gửi",
    recipients="Nơi nhận",
    urgency="Độ khẩn",
    task="Việc",
    passage="Đoạn",
    report="Báo cáo",
    citation="Viện dẫn",
    warning="Lưu ý",
    deadline="Thời hạn",
    support="Phối hợp",
    lead="Chủ trì",
    channel="Kênh",
    audience="Đối tượng",
    basis="Căn cứ",
    clause="Mục",
    why="Vì sao",
    confidence="Độ chắc chắn",
    also_with="Cùng thực hiện",
    party="Cơ quan",
    no_party="Chưa rõ cơ quan",
    display_only="Chỉ hiển thị, không giao việc",
    display_only_why=MappingProxyType(
        {
            "opinion-watch": "Câu này đòi theo dõi điều người dân nghĩ và nói. Nghĩ và nói là quyền của họ.",
            "opinion-steering": "Câu này đòi uốn nắn điều người dân nghĩ và nói."
            " Nghĩ và nói là quyền của họ.",
            "persons-by-opinion": "Câu này nhằm vào con người vì ý kiến của họ."
            " Không ai bị giao cho ai vì ý kiến.",
            "speech-punishment": "Câu này đòi xử lý lời nói."
            " Điều đó thuộc về pháp luật, không phải việc giao ở đây.",
            "press-steering": "Câu này nhằm vào nội dung của báo chí."
            " Báo chí viết gì không phải việc để giao.",
            "fewer-complaints": "Câu này lấy việc bớt khiếu nại làm mục tiêu. Khiếu nại là quyền;"
            " việc của cơ quan là trả lời đúng hạn.",
        }
    ),
    display_only_else="Câu này chạm đến quyền của con người nên không thành nhiệm vụ, chỉ tiêu hay biểu mẫu.",
    reporters="Ai báo cáo",
    recipient="Gửi ai",
    via="qua",
    frequency="Định kỳ",
    due="Thời hạn",
    issued_by="Ban hành",
    dated="Ngày",
    line="Hệ thống",
    mentions="Nêu tại",
    in_text="xem trong văn bản",
    file="Tệp",
    fingerprint="Mã băm SHA-256",
    encoding="Bảng mã",
    frequencies=MappingProxyType(
        {
            "once": "một lần",
            "monthly": "hằng tháng",
            "quarterly": "hằng quý",
            "semiannual": "6 tháng",
            "nine-month": "9 tháng",
            "annual": "hằng năm",
            "on-request": "khi có yêu cầu",
            "unspecified": "không nêu",
        }
    ),
    relations=MappingProxyType({"before": "trước", "by": "chậm nhất", "in": "trong", "from": "từ"}),
    lines=MappingProxyType({"state": "Nhà nước", "party": "Đảng"}),
    annex_kinds=MappingProxyType({"outline": "đề cương", "form": "biểu mẫu", "other": "phụ lục"}),
    day="ngày {}",
    month="tháng {}",
    quarter="quý {}",
    year="năm {}",
    every_year="{} hằng năm",
    every_month="ngày {} hằng tháng",
    every_quarter="ngày {} hằng quý",
    year_inferred="{} (năm suy ra, cần kiểm tra)",
    working_days="{} ngày làm việc",
    calendar_days="{} ngày",
    counted_from="{} kể từ {}",
    count_tasks="{} nhiệm vụ",
    count_parties="{} cơ quan",
    count_dated="{} có thời hạn",
    count_reporting="{} kỳ báo cáo",
    count_citations="{} văn bản viện dẫn",
    count_display_only="{} câu chỉ hiển thị",
    count_warnings="{} lưu ý",
)

ENGLISH = Wording(
    language="en",
    product="Tonghop",
    page_title="A directive as read",
    unconfirmed="Read by a machine, confirmed by nobody yet: nothing has been assigned.",
    untitled="Document without a title",
    nothing_read="Nothing could be read from this file.",
    text="Text",
    tasks="Tasks",
    reporting="Reporting duties",
    citations="Citations",
    annexes="Annexes",
    warnings="Warnings",
    source="Source",
    legend="Legend",
    skip="Skip to the tasks",
    issuer="Issued by",
    symbol="Number and symbol",
    date="Date",
    place="Place",
    signatory="Signed by",
    addressees="Addressed to",
    recipients="Recipients",
    urgency="Urgency",
    task="Task",
    passage="Passage",
    report="Report",
    citation="Citation",
    warning="Warning",
    deadline="Deadline",
    support="With",
    lead="Lead",
    channel="Channel",
    audience="Audience",
    basis="Basis",
    clause="Clause",
    why="Why",
    confidence="Confidence",
    also_with="Also takes part in",
    party="Party",
    no_party="No party named",
    display_only="Shown only, not assigned",
    display_only_why=MappingProxyType(
        {
            "opinion-watch": "This sentence asks to watch what people think and say, which is their right.",
            "opinion-steering": "This sentence asks to correct what people think and say,"
            " which is their right.",
            "persons-by-opinion": "This sentence singles out persons by their opinions."
            " That is nobody's task.",
            "speech-punishment": "This sentence asks to punish speech. That is for the law,"
            " not for a task list.",
            "press-steering": "This sentence is about what the press writes. That is not a task to assign.",
            "fewer-complaints": "This sentence makes fewer complaints a target. To complain is a right;"
            " the office's task is to answer in time.",
        }
    ),
    display_only_else="This sentence touches people's rights: it becomes no task, indicator or form.",
    reporters="Who reports",
    recipient="To whom",
    via="through",
    frequency="How often",
    due="By when",
    issued_by="Issued by",
    dated="Dated",
    line="Line",
    mentions="Mentioned at",
    in_text="see it in the text",
    file="File",
    fingerprint="SHA-256",
    encoding="Encoding",
    frequencies=MappingProxyType(
        {
            "once": "once",
            "monthly": "monthly",
            "quarterly": "quarterly",
            "semiannual": "half-yearly",
            "nine-month": "nine months",
            "annual": "yearly",
            "on-request": "on request",
            "unspecified": "not stated",
        }
    ),
    relations=MappingProxyType({"before": "before", "by": "by", "in": "in", "from": "from"}),
    lines=MappingProxyType({"state": "State", "party": "Party"}),
    annex_kinds=MappingProxyType({"outline": "report outline", "form": "data form", "other": "annex"}),
    day="{}",
    month="{}",
    quarter="quarter {}",
    year="{}",
    every_year="{} every year",
    every_month="day {} of every month",
    every_quarter="day {} of every quarter",
    year_inferred="{} (year inferred, to be checked)",
    working_days="{} working days",
    calendar_days="{} days",
    counted_from="{} from {}",
    count_tasks="tasks: {}",
    count_parties="parties: {}",
    count_dated="with a deadline: {}",
    count_reporting="reporting rows: {}",
    count_citations="citations: {}",
    count_display_only="shown only: {}",
    count_warnings="warnings: {}",
)

WORDINGS: Mapping[str, Wording] = MappingProxyType({"vi": VIETNAMESE, "en": ENGLISH})


def date_words(iso: str) -> str:
    """Return an ISO date, month, quarter, year or month and day as offices write it.

    >>> [date_words(each) for each in ("2023-05-30", "2023-05", "2026-Q4", "2026", "05-30")]
    ['30/05/2023', '05/2023', 'IV/2026', '2026', '30/05']
    """
    return "/".join(_QUARTERS.get(part, part) for part in reversed(iso.split("-")))


def deadline_words(deadline: Deadline, say: Wording) -> str:
    """Return the deadline in one short phrase; one in words alone is repeated as it was written."""
    relation = say.relations.get("in" if deadline.within_days is not None else deadline.relation, "")
    value = _deadline_value(deadline, say)
    if not value:
        return " ".join(deadline.text.split())
    words = f"{relation} {value}".strip()
    return say.year_inferred.format(words) if deadline.year_inferred else words


def due_words(duty: ReportingDuty, say: Wording) -> str:
    """Return by when a report is due, "" where the directive does not say."""
    if duty.due is None:
        return ""
    relation = say.relations.get(duty.relation or "", "")
    return f"{relation} {_due_value(duty, say)}".strip()


def sensitive_words(why: str, say: Wording) -> str:
    """Return the sentence that tells why a rights-sensitive sentence is shown and not assigned."""
    return say.display_only_why.get(why, say.display_only_else)


def _deadline_value(deadline: Deadline, say: Wording) -> str | None:
    if deadline.iso is not None:
        return _iso_words(deadline.iso, say)
    if deadline.yearly is not None:
        return say.every_year.format(say.day.format(date_words(deadline.yearly)))
    if deadline.monthly is not None:
        return say.every_month.format(deadline.monthly.removeprefix("day "))
    if deadline.quarterly is not None:
        return say.every_quarter.format(deadline.quarterly.removeprefix("day "))
    if deadline.within_days is not None:
        return _within_words(deadline, say)
    return None


def _within_words(deadline: Deadline, say: Wording) -> str:
    unit = say.working_days if deadline.days == "working" else say.calendar_days
    count = unit.format(deadline.within_days)
    return say.counted_from.format(count, deadline.counted_from) if deadline.counted_from else count


def _iso_words(iso: str, say: Wording) -> str:
    parts = iso.split("-")
    if len(parts) == 3:
        return say.day.format(date_words(iso))
    if len(parts) == 1:
        return say.year.format(iso)
    return (say.quarter if parts[1] in _QUARTERS else say.month).format(date_words(iso))


def _due_value(duty: ReportingDuty, say: Wording) -> str:
    due = duty.due or ""
    if due.startswith("day "):
        every = say.every_quarter if duty.frequency == "quarterly" else say.every_month
        return every.format(due.removeprefix("day "))
    if len(due) == 5 and duty.frequency == "annual":
        return say.every_year.format(say.day.format(date_words(due)))
    return _iso_words(due, say) if len(due) != 5 else say.day.format(date_words(due))
