"""The seven roles, and what each may do: one table that an official can read."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What somebody may be for a body."""

    COORDINATOR = "coordinator", _("Người tổng hợp")
    REPORTER = "reporter", _("Người báo cáo")
    APPROVER = "approver", _("Người duyệt")
    EDITOR = "editor", _("Biên tập viên")
    PETITION_OFFICER = "petition-officer", _("Cán bộ tiếp nhận đơn thư")
    AUDITOR = "auditor", _("Kiểm tra viên")
    ADMINISTRATOR = "administrator", _("Quản trị viên")


class Right(TextChoices):
    """What may be done."""

    SEE_PEOPLE = "see-people", _("Xem danh sách người dùng")
    GRANT_MANDATES = "grant-mandates", _("Giao và chấm dứt nhiệm vụ")
    SEE_EVENTS = "see-events", _("Xem nhật ký")
    SEE_DIRECTIVES = "see-directives", _("Xem văn bản chỉ đạo")
    SEE_EVERY_ASSIGNMENT = "see-every-assignment", _("Xem mọi việc đã giao")
    SEE_OWN_ASSIGNMENTS = "see-own-assignments", _("Xem việc giao cho đơn vị mình")
    ASSIGN = "assign", _("Giao việc, rút việc đã giao")
    KEEP_REGISTER = "keep-register", _("Cập nhật danh bạ đơn vị, ghi và hoàn tác sắp xếp")
    MARK_RIGHTS = "mark-rights", _("Đánh dấu câu liên quan đến quyền của người dân")
    TAKE_IN_DIRECTIVES = "take-in-directives", _("Nhận văn bản chỉ đạo")
    REVIEW_DIRECTIVES = "review-directives", _("Rà soát, xác nhận nhiệm vụ đọc được")
    SEE_CAMPAIGNS = "see-campaigns", _("Xem chiến dịch báo cáo")
    KEEP_CAMPAIGNS = "keep-campaigns", _("Lập và sửa chiến dịch báo cáo")
    SEE_DUE_LIST = "see-due-list", _("Xem danh sách phải báo cáo của mọi đơn vị")
    SEE_OWN_DUE_ROWS = "see-own-due-rows", _("Xem báo cáo đơn vị mình phải gửi")
    KEEP_DUE_LIST = "keep-due-list", _("Gia hạn, miễn, hủy dòng phải báo cáo; ghi nhận báo cáo đến")
    REMIND = "remind", _("Đôn đốc, nhắc hạn")
    FILE_PLANS = "file-plans", _("Nộp kế hoạch của đơn vị, giao việc xuống cấp dưới")
    WRITE_REPORTS = "write-reports", _("Nhập và gửi báo cáo của đơn vị")
    APPROVE_REPORTS = "approve-reports", _("Duyệt báo cáo cấp dưới gửi")
    RETURN_REPORTS = "return-reports", _("Trả lại báo cáo, ghi nhận bản giấy đã duyệt")
    KEEP_OUTPUTS = "keep-outputs", _("Ghi sổ hoạt động, sản phẩm của đơn vị mình")
    RAISE_DIFFICULTIES = (
        "raise-difficulties",
        _("Nêu khó khăn, kiến nghị của đơn vị mình; trả lời khi được chuyển"),
    )
    ANSWER_DIFFICULTIES = "answer-difficulties", _("Chuyển, trả lời khó khăn, kiến nghị gửi đến cơ quan")
    SEE_FIGURES = "see-figures", _("Xem số liệu tổng hợp, báo cáo phát hành của cơ quan")
    CONSOLIDATE = "consolidate", _("Tổng hợp số liệu, soạn lời văn, lập báo cáo chờ phát hành")
    RELEASE_REPORTS = "release-reports", _("Duyệt phát hành báo cáo tổng hợp")
    RELEASE_FOR_PUBLICATION = "release-for-publication", _("Cho phép công khai báo cáo đã phát hành")
    EDIT_PORTAL = "edit-portal", _("Soạn bài trên cổng công bố; duyệt bài do người khác soạn")
    SEE_DRAFTS = "see-drafts", _("Xem cả nội dung báo cáo chưa gửi của đơn vị")


RIGHTS: Mapping[Right, frozenset[Role]] = MappingProxyType(
    {
        Right.SEE_PEOPLE: frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
        Right.GRANT_MANDATES: frozenset({Role.ADMINISTRATOR}),
        Right.SEE_EVENTS: frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
        Right.SEE_DIRECTIVES: frozenset(Role),
        Right.SEE_EVERY_ASSIGNMENT: frozenset({Role.COORDINATOR, Role.AUDITOR}),
        Right.SEE_OWN_ASSIGNMENTS: frozenset({Role.REPORTER, Role.APPROVER}),
        Right.ASSIGN: frozenset({Role.COORDINATOR}),
        Right.KEEP_REGISTER: frozenset({Role.ADMINISTRATOR}),
        Right.MARK_RIGHTS: frozenset({Role.COORDINATOR}),
        Right.TAKE_IN_DIRECTIVES: frozenset({Role.COORDINATOR}),
        Right.REVIEW_DIRECTIVES: frozenset({Role.COORDINATOR}),
        Right.SEE_CAMPAIGNS: frozenset(Role),
        Right.KEEP_CAMPAIGNS: frozenset({Role.COORDINATOR}),
        Right.SEE_DUE_LIST: frozenset({Role.COORDINATOR, Role.APPROVER, Role.AUDITOR}),
        Right.SEE_OWN_DUE_ROWS: frozenset({Role.REPORTER, Role.APPROVER}),
        Right.KEEP_DUE_LIST: frozenset({Role.COORDINATOR}),
        Right.REMIND: frozenset({Role.COORDINATOR}),
        Right.FILE_PLANS: frozenset({Role.REPORTER, Role.APPROVER}),
        Right.WRITE_REPORTS: frozenset({Role.REPORTER, Role.APPROVER}),
        Right.APPROVE_REPORTS: frozenset({Role.APPROVER}),
        Right.RETURN_REPORTS: frozenset({Role.COORDINATOR, Role.APPROVER}),
        Right.KEEP_OUTPUTS: frozenset({Role.REPORTER, Role.APPROVER}),
        Right.RAISE_DIFFICULTIES: frozenset({Role.REPORTER, Role.APPROVER}),
        Right.ANSWER_DIFFICULTIES: frozenset({Role.COORDINATOR}),
        Right.SEE_FIGURES: frozenset({Role.COORDINATOR, Role.APPROVER, Role.AUDITOR}),
        Right.CONSOLIDATE: frozenset({Role.COORDINATOR}),
        Right.RELEASE_REPORTS: frozenset({Role.APPROVER}),
        Right.RELEASE_FOR_PUBLICATION: frozenset({Role.APPROVER}),
        Right.EDIT_PORTAL: frozenset({Role.EDITOR, Role.APPROVER}),
        Right.SEE_DRAFTS: frozenset({Role.AUDITOR}),
    }
)
"""Right → the roles that have it. A right that is not listed is nobody's."""

WITH_SECOND_FACTOR = frozenset({Role.COORDINATOR, Role.APPROVER, Role.EDITOR, Role.ADMINISTRATOR})
"""Whoever holds one of these today shows a second factor before any page of the office opens."""
