"""What the intake tells a person about a file: stable codes, and one plain sentence each in two languages."""

from tonghop.domain.provenance import Notice

MESSAGES: dict[str, tuple[str, str]] = {
    "empty": (
        "Tệp không có chữ nào.",
        "The file holds no text.",
    ),
    "scan": (
        "Tệp là bản chụp (ảnh), không có lớp chữ: hãy nhận dạng chữ (OCR) hoặc xin bản điện tử.",
        "The file is a scan without a text layer: run OCR, or ask for the electronic original.",
    ),
    "scan-pages": (
        "Một số trang là bản chụp, không đọc được chữ: trang {pages}.",
        "Some pages are scans and were not read: page {pages}.",
    ),
    "damaged": (
        "Tệp bị hỏng, không đọc được: hãy xin gửi lại.",
        "The file is damaged and cannot be read: ask for it again.",
    ),
    "damaged-part": (
        "Một phần của tệp bị hỏng, chỉ đọc được phần còn lại: {part}.",
        "A part of the file is damaged; only the rest was read: {part}.",
    ),
    "damaged-characters": (
        "Một số ký tự bị hỏng và được thay bằng dấu \ufffd.",
        "Some characters are damaged and stand as \ufffd.",
    ),
    "encrypted": (
        "Tệp có mật khẩu: hãy bỏ mật khẩu rồi gửi lại.",
        "The file is protected by a password: remove the password and send it again.",
    ),
    "unsupported": (
        "Không nhận ra loại tệp này: hãy dùng docx, pdf, html, md hoặc txt.",
        "This kind of file is not supported: use docx, pdf, html, md or txt.",
    ),
    "too-large": (
        "Tệp quá lớn (giới hạn {limit}): chỉ đọc phần trong giới hạn, hoặc không đọc.",
        "The file is too large (limit {limit}): it was read up to the limit, or not at all.",
    ),
    "no-converter": (
        "Cần LibreOffice để đọc .doc, .rtf, .odt: hãy cài LibreOffice, hoặc lưu thành .docx rồi thử lại.",
        "LibreOffice is needed for .doc, .rtf and .odt: install it, or save as .docx and try again.",
    ),
    "not-converted": (
        "LibreOffice không chuyển được tệp này: hãy mở tệp, lưu thành .docx rồi thử lại.",
        "LibreOffice could not convert this file: open it, save it as .docx and try again.",
    ),
    "unreadable-text": (
        "Lớp chữ của PDF dùng phông không có bảng mã: chữ đọc được có thể sai, hãy xin bản Word.",
        "The fonts of this PDF carry no character table: the text may be wrong, ask for the Word file.",
    ),
    "tracked-changes": (
        "Văn bản còn dấu vết chỉnh sửa: đã đọc phần thêm, không đọc phần xóa.",
        "The document holds tracked changes: insertions were read, deletions were not.",
    ),
    "wrong-extension": (
        "Đuôi tệp không đúng với nội dung: đọc theo nội dung ({kind}).",
        "The extension does not fit the content: it was read by its content ({kind}).",
    ),
}


def notice(code: str, **facts: object) -> Notice:
    """Return the notice of this code with its facts filled in, Vietnamese first."""
    vietnamese, english = MESSAGES[code]
    return Notice(code, f"{vietnamese} / {english}".format(**facts))
