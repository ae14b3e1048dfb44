"""How the office's documents name kinds of findings, standings of bodies, and how a figure came about."""

from tonghop.domain.consolidation.judgements import ANSWERED, READ, REPORTED
from tonghop.domain.reporting.due_list import Standing

FINDING_KINDS = {
    "contradiction": "Mâu thuẫn",
    "outlier": "Khác thường",
    "copied": "Giống kỳ trước hoặc đơn vị khác",
    "superseded": "Đã có tệp thay thế",
    "check": "Cần kiểm tra",
    "double-count": "Có thể đếm trùng",
}
ORIGINS = {READ: "đọc từ tệp", ANSWERED: "người nhập", REPORTED: "báo cáo cấp dưới"}
STANDINGS = {
    Standing.ON_TIME: "đúng hạn",
    Standing.LATE: "muộn",
    Standing.UNKNOWN_TIME: "chưa rõ thời điểm",
    Standing.MISSING: "chưa gửi",
    Standing.EXCUSED: "được miễn",
}
