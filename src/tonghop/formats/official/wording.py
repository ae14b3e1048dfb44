"""How the office's documents name kinds of findings, and how a figure came about."""

from tonghop.domain.consolidation.judgements import ANSWERED, READ, REPORTED

FINDING_KINDS = {
    "contradiction": "Mâu thuẫn",
    "outlier": "Khác thường",
    "copied": "Giống kỳ trước hoặc đơn vị khác",
    "superseded": "Đã có tệp thay thế",
    "check": "Cần kiểm tra",
    "double-count": "Có thể đếm trùng",
}
ORIGINS = {READ: "đọc từ tệp", ANSWERED: "người nhập", REPORTED: "báo cáo cấp dưới"}
