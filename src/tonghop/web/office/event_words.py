"""How the events of the audit are told: one literal table of their kinds, one of their facts.

A kind that is not listed is shown as it was recorded: an event is never left out for want of a word.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from tonghop.apps.audit.actions import SYSTEM
from tonghop.apps.audit.models import Event
from tonghop.apps.reporting.models import Origin
from tonghop.web.office.cycle_words import cycle_name, day, moment
from tonghop.web.office.vietnamese import is_english, vi

Both = tuple[str, str]
"""A sentence in Vietnamese and in English."""

KINDS: Mapping[str, Both] = MappingProxyType(
    {
        # people and how they come in
        "person.entered": ("Lập tài khoản", "Account made"),
        "person.mended": ("Sửa thông tin người dùng", "Person's details mended"),
        "person.activated": ("Mở lại tài khoản", "Account opened again"),
        "person.deactivated": ("Khóa tài khoản", "Account closed"),
        "person.signed-in": ("Đăng nhập", "Signed in"),
        "sign-in.failed": ("Đăng nhập không thành công", "Sign-in failed"),
        "session.ended": ("Kết thúc phiên đăng nhập", "Session ended"),
        "password.set": ("Đặt mật khẩu", "Password set"),
        "password.changed": ("Đổi mật khẩu", "Password changed"),
        "link.issued": ("Cấp liên kết đặt mật khẩu", "Link to set a password issued"),
        "second-factor.set": ("Thêm yếu tố thứ hai", "Second factor added"),
        "second-factor.removed": ("Bỏ yếu tố thứ hai", "Second factor removed"),
        "second-factor.reset": ("Xóa yếu tố thứ hai của người dùng", "Second factor reset"),
        "calendar.made": ("Lập địa chỉ lịch", "Calendar address made"),
        "calendar.ended": ("Hủy địa chỉ lịch", "Calendar address ended"),
        "mandate.granted": ("Giao nhiệm vụ", "Mandate granted"),
        "mandate.ended": ("Kết thúc nhiệm vụ", "Mandate ended"),
        # directives
        "directive.taken-in": ("Nhận văn bản chỉ đạo", "Directive taken in"),
        "directive.read": ("Đọc xong văn bản chỉ đạo", "Directive read"),
        "directive.read-again": ("Yêu cầu đọc lại văn bản", "Reading asked for again"),
        "obligation.confirmed": ("Xác nhận nhiệm vụ", "Obligation confirmed"),
        "obligation.edited": ("Sửa nhiệm vụ", "Obligation edited"),
        "obligation.rejected": ("Bỏ nhiệm vụ đọc được", "Obligation rejected"),
        "obligation.split": ("Tách nhiệm vụ", "Obligation split"),
        "obligation.merged": ("Gộp nhiệm vụ", "Obligations merged"),
        "obligation.added": ("Thêm nhiệm vụ", "Obligation added"),
        "obligation.undone": ("Hoàn tác rà soát", "Review undone"),
        "obligation.restored": ("Khôi phục nhiệm vụ", "Obligation restored"),
        "obligation.fate": (
            "Quyết định về nhiệm vụ khi văn bản hết hiệu lực",
            "Obligation's fate decided",
        ),
        "sentence.marked": (
            "Đánh dấu câu liên quan đến quyền của người dân",
            "Rights-sensitive sentence marked",
        ),
        "party.chosen": ("Chọn cơ quan được giao", "Party chosen"),
        "status.said": ("Ghi hiệu lực văn bản", "Status of a directive said"),
        "status.taken-back": ("Rút thông tin hiệu lực", "Status of a directive taken back"),
        # work
        "assignment.made": ("Giao việc", "Work assigned"),
        "assignment.withdrawn": ("Rút việc đã giao", "Assignment withdrawn"),
        "sub-task.given": ("Giao phần việc xuống", "Part of the work passed down"),
        "sub-task.taken-back": ("Rút phần việc giao xuống", "Part of the work taken back"),
        "progress.told": ("Báo tiến độ", "Progress told"),
        # the register
        "register.loaded": ("Nạp danh bạ", "Register loaded"),
        "register.amended": ("Cập nhật danh bạ từ tệp", "Register amended from a file"),
        "reorganisation.applied": ("Ghi sắp xếp đơn vị", "Reorganisation applied"),
        "reorganisation.undone": ("Hoàn tác sắp xếp đơn vị", "Reorganisation undone"),
        "unit.renamed": ("Đổi tên đơn vị", "Unit renamed"),
        # campaigns and cycles
        "campaign.made": ("Lập chiến dịch", "Campaign made"),
        "campaign.changed": ("Sửa chiến dịch", "Campaign changed"),
        "campaign.closed": ("Đóng chiến dịch", "Campaign closed"),
        "campaign.body-confirmed": ("Xác nhận đơn vị của chiến dịch", "Body of a campaign confirmed"),
        "campaign.figure-linked": ("Lấy chỉ tiêu từ chiến dịch khác", "Figure taken from another campaign"),
        "campaign.figure-unlinked": ("Thôi lấy chỉ tiêu từ chiến dịch khác", "Figure asked for again"),
        "cycle.planned": ("Lập các kỳ sắp tới", "Cycles planned"),
        "cycle.opened": ("Mở kỳ báo cáo", "Cycle opened"),
        "due-row.extension": ("Gia hạn", "Deadline extended"),
        "due-row.excuse": ("Miễn báo cáo", "Body excused"),
        "due-row.excuse-ended": ("Thôi miễn báo cáo", "Excuse ended"),
        "due-row.annulment": ("Hủy dòng phải báo cáo", "Row annulled"),
        "due-row.annulment-ended": ("Khôi phục dòng phải báo cáo", "Row restored"),
        "due-row.arrival": ("Báo cáo đến", "Report arrived"),
        "due-row.arrival-taken-back": ("Rút ghi nhận báo cáo đến", "Arrival taken back"),
        "plan.filed": ("Nộp kế hoạch", "Plan filed"),
        "reminder.made": ("Đôn đốc", "Reminder made"),
        "reminder-rule.set": ("Đặt ngày nhắc hạn", "Days of reminders set"),
        # reports
        "report.sent": ("Gửi báo cáo", "Report sent"),
        "report.set-aside": ("Để riêng nội dung chưa nhập vào", "Text set aside"),
        "report.approved": ("Duyệt báo cáo", "Report approved"),
        "report.returned": ("Trả lại báo cáo", "Report returned"),
        "report.ended": ("Rút quyết định về báo cáo", "Decision on a report taken back"),
        # the chain itself
        "chain.proof-asked": ("Yêu cầu kiểm tra toàn bộ nhật ký", "Walk along the chain asked for"),
        "chain.proven": ("Đã kiểm tra: nhật ký nguyên vẹn", "Checked: the chain holds"),
        "chain.broken": ("Đã kiểm tra: nhật ký bị đứt", "Checked: the chain is broken"),
    }
)


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that are looked at together: `areas` are the parts of their kinds before the point."""

    vietnamese: str
    english: str
    areas: tuple[str, ...]


GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        "nguoi": Group(
            "Người dùng, đăng nhập",
            "People, signing in",
            ("person", "sign-in", "session", "password", "link", "second-factor", "calendar"),
        ),
        "nhiem-vu": Group("Nhiệm vụ được giao", "Mandates", ("mandate",)),
        "van-ban": Group(
            "Văn bản chỉ đạo", "Directives", ("directive", "obligation", "sentence", "party", "status")
        ),
        "viec": Group("Việc đã giao", "Work", ("assignment", "sub-task", "progress")),
        "danh-ba": Group("Danh bạ đơn vị", "Register", ("register", "reorganisation", "unit")),
        "chien-dich": Group("Chiến dịch", "Campaigns", ("campaign", "reminder-rule")),
        "ky": Group("Kỳ báo cáo, đôn đốc", "Cycles, reminders", ("cycle", "due-row", "reminder", "plan")),
        "bao-cao": Group("Báo cáo của đơn vị", "Reports", ("report",)),
        "nhat-ky": Group("Nhật ký", "The audit itself", ("chain",)),
    }
)
SUBJECTS: Mapping[str, Both] = MappingProxyType(
    {
        "person": ("Người dùng", "Person"),
        "mandate": ("Nhiệm vụ", "Mandate"),
        "calendar": ("Địa chỉ lịch", "Calendar address"),
        "directive": ("Văn bản", "Directive"),
        "obligation": ("Nhiệm vụ trong văn bản", "Obligation"),
        "sentence": ("Câu của nhiệm vụ", "Sentence"),
        "party": ("Cơ quan được giao", "Party"),
        "assignment": ("Việc đã giao", "Assignment"),
        "sub-task": ("Phần việc giao xuống", "Sub-task"),
        "unit": ("Đơn vị", "Unit"),
        "register": ("Danh bạ", "Register"),
        "reorganisation": ("Lần sắp xếp", "Reorganisation"),
        "campaign": ("Chiến dịch", "Campaign"),
        "cycle": ("Kỳ", "Cycle"),
        "due-row": ("Dòng phải báo cáo", "Row of the due list"),
        "chain": ("Chuỗi nhật ký", "Chain"),
    }
)
FACTS: Mapping[str, Both] = MappingProxyType(
    {
        "address": ("Địa chỉ mạng", "Network address"),
        "arrived_at": ("Nhận lúc", "Arrived at"),
        "asked": ("Yêu cầu", "Asked"),
        "base_version": ("Sửa trên bản", "On the ground of version"),
        "bodies": ("Đơn vị", "Bodies"),
        "body": ("Đơn vị", "Body"),
        "cycle": ("Kỳ", "Cycle"),
        "days": ("Số ngày", "Days"),
        "decider": ("Bên quyết định", "Decided by"),
        "directive": ("Văn bản chỉ đạo", "Directive"),
        "decree": ("Văn bản", "Decree"),
        "due_on": ("Hạn", "Due on"),
        "effective_on": ("Hiệu lực từ", "In force from"),
        "factor": ("Yếu tố", "Factor"),
        "factors": ("Yếu tố đã dùng", "Factors shown"),
        "fate": ("Quyết định", "Fate"),
        "fields": ("Ô", "Fields"),
        "file": ("Tệp", "File"),
        "from": ("Từ", "From"),
        "gap": ("Còn thiếu", "Gap"),
        "giver": ("Đơn vị giao", "Giver"),
        "hash": ("Mã băm", "Hash"),
        "indicator": ("Chỉ tiêu", "Indicator"),
        "is_automatic": ("Tự động", "Automatic"),
        "is_signed": ("Đã ký", "Signed"),
        "late_from": ("Muộn kể từ", "Late from"),
        "link_of": ("Người cấp liên kết", "Link of"),
        "login": ("Tên đăng nhập", "Login"),
        "name": ("Tên", "Name"),
        "note": ("Ghi chú", "Note"),
        "number": ("Lần", "Number"),
        "obligation": ("Nhiệm vụ", "Obligation"),
        "obligations": ("Số nhiệm vụ đọc được", "Obligations read"),
        "office": ("Cơ quan", "Office"),
        "origin": ("Cách nhập", "Origin"),
        "parts": ("Phần phải sửa", "Parts to be mended"),
        "person": ("Người", "Person"),
        "planned": ("Số kỳ", "Cycles"),
        "reason": ("Lý do mẫu", "Reason"),
        "receipt": ("Biên nhận", "Receipt"),
        "role": ("Vai trò", "Role"),
        "rows": ("Số dòng", "Rows"),
        "sequence": ("Bản ghi số", "Event"),
        "sessions": ("Số phiên", "Sessions"),
        "sha256": ("Mã băm", "Hash"),
        "source": ("Nguồn", "Source"),
        "state": ("Tình trạng", "State"),
        "status": ("Hiệu lực", "Status"),
        "symbol": ("Số, ký hiệu", "Symbol"),
        "title": ("Tên", "Title"),
        "tool": ("Phiên bản chương trình", "Version of the program"),
        "unit": ("Đơn vị trong danh bạ", "Unit"),
        "valid_from": ("Từ ngày", "From"),
        "valid_to": ("Đến trước ngày", "Until"),
        "version": ("Bản", "Version"),
        "ways": ("Cách đôn đốc", "Ways"),
        "what": ("Việc", "What"),
        "why": ("Lý do", "Why"),
        "words": ("Nội dung", "Words"),
    }
)
OF_UNITS = frozenset({"body", "bodies", "decider", "giver", "office", "unit"})
"""Facts that hold ids of units."""

HASH = re.compile("[0-9a-f]{64}")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+/-]{0,99}")
ORIGINS = dict(Origin.choices)
MOST_SHOWN = 8
"""Of a list so many are named, the others counted."""


def worded(words: Both) -> str:
    """Return words in the reader's language."""
    return words[1] if is_english() else words[0]


def said(kind: str) -> str:
    """Return what a kind of event is called; one without a name as it was recorded."""
    return worded(KINDS[kind]) if kind in KINDS else coded(kind)


def coded(text: str) -> str:
    """Mark what is a name for programs and in no language."""
    return format_html("<code>{}</code>", text)


def subject_kind(subject: str) -> str:
    """Return what sort of thing an event was about."""
    kind = subject.partition(":")[0]
    return worded(SUBJECTS[kind]) if kind in SUBJECTS else coded(kind)


def actor_name(actor: str, names: Mapping[str, str]) -> str:
    """Return who did something: a name, the program, or whatever stands there."""
    if actor == SYSTEM:
        return gettext("Chương trình tự ghi")
    return str(vi(names.get(actor, actor)))


def facts_of(event: Event) -> Mapping[str, object]:
    """Return what an event tells beside who did what."""
    facts = json.loads(event.content).get("facts")
    return facts if isinstance(facts, dict) else {}


def happened_at(event: Event) -> datetime | None:
    """Return when something was done by the clock of whoever told it, None where that cannot be read."""
    try:
        return datetime.fromisoformat(json.loads(event.content)["at"])
    except (KeyError, TypeError, ValueError):
        return None


def ids_in(facts: Mapping[str, object]) -> tuple[set[str], set[str]]:
    """Return the ids that may be those of people, and those of units, among facts."""
    texts = {text for value in facts.values() for text in _texts(value)}
    units = {text for key in OF_UNITS & facts.keys() for text in _texts(facts[key])}
    return set(filter(is_person_id, texts)), units


def told_facts(
    facts: Mapping[str, object], people: Mapping[str, str], units: Mapping[str, str]
) -> list[tuple[str, object]]:
    """Return facts as (name, value) to be shown; what is empty is left out."""
    return [
        (worded(FACTS[key]) if key in FACTS else coded(key), told)
        for key, value in facts.items()
        if (told := _told(key, value, people, units)) not in ("", None)
    ]


def _told(key: str, value: object, people: Mapping[str, str], units: Mapping[str, str]) -> object:
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    if isinstance(value, list):
        shown = [_told(key, one, people, units) for one in value[:MOST_SHOWN]]
        left = len(value) - len(shown)
        more = [gettext("và {left} nữa").format(left=left)] if left > 0 else []
        return format_html_join("; ", "{}", ((part,) for part in [*shown, *more]))
    if isinstance(value, dict):
        return vi(json.dumps(value, ensure_ascii=False, sort_keys=True))
    if not isinstance(value, str):
        return value
    if key == "cycle":
        return cycle_name(value)
    if key == "origin" and value in ORIGINS:
        return ORIGINS[value]
    if HASH.fullmatch(value):
        return coded(f"{value[:12]}…")
    if name := people.get(value) or units.get(value):
        return vi(name)
    return _moment_or_day(value) or (coded(value) if CODE.fullmatch(value) else vi(value))


def _moment_or_day(text: str) -> str:
    """Return a day or an instant as offices write it, "" for all else."""
    try:
        if len(text) == 10:
            return day(date.fromisoformat(text))
        if len(text) >= 25 and "T" in text:
            return moment(datetime.fromisoformat(text))
    except ValueError:
        return ""
    return ""


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [one for one in value if isinstance(one, str)]
    return []


def is_person_id(text: str) -> bool:
    """Say whether a text may be the id of a person."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
