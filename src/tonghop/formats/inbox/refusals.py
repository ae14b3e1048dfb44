"""Why a file is not read: stable codes, and one plain sentence each."""

from tonghop.domain.consolidation.returns import RefusedFile

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
_MB = 1024 * 1024

SENTENCES = {
    "empty": "Tệp rỗng.",
    "damaged": "Tệp hỏng hoặc không đúng định dạng; xin gửi lại.",
    "encrypted": "Tệp đặt mật khẩu; xin bản không đặt mật khẩu.",
    "macros": "Tệp có macro: không mở. Lưu lại thành .xlsx hoặc .docx rồi gửi.",
    "too-large": f"Tệp lớn hơn {LARGEST_FILE // _MB} MB.",
    "zip-bomb": "Nội dung nén trong tệp lớn bất thường: không mở.",
    "too-wide": "Bảng rộng hoặc dài bất thường: không đọc. Chỉ gửi phần có số liệu.",
    "xml-entities": "Tệp có khai báo thực thể XML, điều mà tệp văn phòng không dùng: không đọc.",
    "nested-too-deep": "Tệp nén hoặc thư lồng nhau quá nhiều lớp: không mở hết; giải nén rồi gửi.",
    "too-many-files": "Tệp nén có quá nhiều tệp: không mở hết; tách ra rồi gửi.",
    "too-slow": "Đọc quá lâu, đã dừng; mở tệp, lưu lại dưới dạng gọn hơn rồi gửi.",
    "reader-failed": "Chương trình đọc đã dừng vì tệp này (có thể quá lớn hoặc bị hỏng); xin gửi lại.",
    "unknown-kind": "Chưa đọc được loại tệp này.",
    "program": "Tệp chương trình: không mở.",
    "archive-kind": "Loại tệp nén này chưa mở được; nén lại thành .zip hoặc gửi từng tệp.",
    "outlook-mail": "Thư của Outlook (.msg) chưa mở được; lưu thành .eml hoặc gửi các tệp đính kèm.",
    "presentation": "Tệp trình chiếu: chưa đọc được; gửi báo cáo dưới dạng Word hoặc biểu.",
    "unreadable": "Không mở được tệp trên máy này (quyền truy cập hoặc ổ đĩa).",
    "two-identities": "Biểu này mang mã của hai đơn vị hoặc hai kỳ khác nhau; hỏi lại đơn vị gửi.",
    "no-converter": "Tệp .doc, .rtf, .odt: máy này chưa có LibreOffice để đọc; lưu thành .docx rồi gửi.",
    "not-converted": "Tệp Word cũ không chuyển đổi được; lưu thành .docx rồi gửi.",
}


class Refused(Exception):  # noqa: N818 (a refusal is not an error)
    """A file is turned away: internal to the inbox, always turned into a RefusedFile."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message or SENTENCES[code]


def refused(file: str, code: str, message: str = "") -> RefusedFile:
    """Return the refusal of a file with its plain sentence."""
    return RefusedFile(file, code, message or SENTENCES[code])
