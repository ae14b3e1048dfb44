"""What the showcase of the office's parts is drawn with: long names, every status, a refused form."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from django import forms
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils import translation

import tonghop.web

STATIC = Path(tonghop.web.__file__).parent / "static" / "tonghop"

# What the office's screens will be served with; a page that breaks it says so on the console.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

STATUSES = {
    "todo": "Chưa làm",
    "doing": "Đang làm",
    "unsent": "Đã điền đủ, CHƯA GỬI",
    "sent": "Đã gửi",
    "returned": "Trả lại",
    "approved": "Đã duyệt",
    "ontime": "đúng hạn",
    "late": "muộn",
    "unclear": "chưa rõ thời điểm",
    "missing": "chưa gửi",
    "excused": "được miễn",
    "notdue": "chưa đến hạn",
}
DUE = ("ontime", "late", "unclear", "missing", "excused", "notdue")
BODIES = (
    "Ban Thường vụ Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh",
    "Phường Tân Hòa",
    "Xã Nghĩa Đồng",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
    "Sở Nông nghiệp và Môi trường",
    "Đặc khu Phú Quý",
    "Phường Ỷ La",
)


class BodyForm(forms.Form):
    name = forms.CharField(label="Tên đơn vị", help_text="Viết đúng như trong quyết định thành lập.")
    begins_on = forms.DateField(
        label="Có hiệu lực từ ngày", error_messages={"invalid": "Viết ngày như 30/05/2026."}
    )
    level = forms.ChoiceField(label="Cấp", choices=[("tinh", "Tỉnh"), ("xa", "Xã, phường, đặc khu")])
    reason = forms.CharField(label="Lý do", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    document = forms.FileField(label="Tệp văn bản", required=False)
    frequency = forms.ChoiceField(
        label="Kỳ báo cáo",
        help_text="Kỳ sau mới áp dụng.",
        choices=[("thang", "Hằng tháng"), ("quy", "Hằng quý"), ("6-thang", "6 tháng một lần")],
        widget=forms.RadioSelect,
    )
    bodies = forms.MultipleChoiceField(
        label="Gửi cho", choices=list(enumerate(BODIES[:3])), widget=forms.CheckboxSelectMultiple
    )


def office(**changes: object) -> dict[str, object]:
    """Return what every screen's frame is told."""
    return {
        "signed_in": "Nguyễn Văn Mẫu",
        "body_name": BODIES[0],
        "nav": [
            {"href": "#viec", "label": "Việc của tôi", "current": True, "count": 12},
            {"href": "#a", "label": "Văn bản chỉ đạo", "current": False, "count": 0},
            {"href": "#b", "label": "Chiến dịch", "current": False, "count": 0},
            {"href": "#c", "label": "Kỳ báo cáo", "current": False, "count": 3},
            {"href": "#d", "label": "Quản trị", "current": False, "count": 0},
        ],
        "side_nav": [
            {
                "label": "Tổ chức",
                "places": [
                    {"href": "#e", "label": "Đơn vị", "current": True},
                    {"href": "#f", "label": "Người dùng", "current": False},
                ],
            },
            {"label": "Hệ thống", "places": [{"href": "#g", "label": "Nhật ký", "current": False}]},
        ],
        "account_links": [
            {"href": "#h", "label": "Phiên đăng nhập"},
            {"href": "#i", "label": "Bảo mật tài khoản"},
        ],
        "language_action": "/ngon-ngu",
        "text_size_action": "/co-chu",
        "sign_out_action": "/dang-xuat",
        "text_size": "normal",
        "here": "/",
        "version": "0.1.0",
    } | changes


def showcase(*, language: str = "vi", **changes: object) -> str:
    """Draw the showcase as a browser gets it; `changes` go into what the frame is told."""
    form = BodyForm({"name": "", "begins_on": "30 tháng 5", "level": "xa", "bodies": ["1"]})
    pages = Paginator(range(580), 58)
    facts = {
        "office": office(**changes),
        "breadcrumbs": [{"href": "#", "label": "Kỳ báo cáo"}, {"label": "Tháng 5 năm 2026"}],
        "messages": [
            Message(25, "Đã lưu."),
            Message(40, "Tệp không mở được: hãy lưu lại thành .docx rồi gửi lại."),
        ],
        "statuses": [{"kind": kind, "word": word} for kind, word in STATUSES.items()],
        "form": form,
        "page": pages.page(5),
        "pages": list(pages.get_elided_page_range(5, on_each_side=1)),
        "table": completeness(),
        "keys": [{"letter": "x", "words": "xác nhận"}],
    }
    with override_settings(STATIC_URL="/static/"), translation.override(language):
        return render_to_string("office/showcase.html", facts)


def completeness() -> dict[str, object]:
    """Return a table of bodies and a year's months, every kind of cell in it."""
    return {
        "id": "day-du-2026",
        "caption": "Đơn vị × kỳ, năm 2026",
        "periods": [{"label": f"Tháng {month}", "href": f"#thang-{month}"} for month in range(1, 13)],
        "rows": [
            {
                "name": body,
                "href": "#don-vi",
                "note": "ĐT 0900 000 000",
                "cells": [
                    {"kind": kind, "word": STATUSES[kind], "href": "" if kind == "notdue" else "#o"}
                    for kind in (DUE[(place + month) % len(DUE)] for month in range(12))
                ],
            }
            for place, body in enumerate(BODIES)
        ],
    }


@contextmanager
def served(folder: Path, page: str) -> Iterator[str]:
    """Serve the page and the static files on this machine, under the policy; yield the page's address."""
    (folder / "static").mkdir()
    (folder / "static" / "tonghop").symlink_to(STATIC, target_is_directory=True)
    (folder / "index.html").write_text(page, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_UnderPolicy, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/index.html"
    finally:
        server.shutdown()
        server.server_close()


class _UnderPolicy(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".html": "text/html; charset=utf-8",
    }

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
