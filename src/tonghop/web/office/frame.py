"""What the frame of every page shows: who is signed in, where one is, and the ways to the other pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tonghop import __version__
from tonghop.apps.accounts.models import Person
from tonghop.apps.accounts.permissions import roles_held
from tonghop.apps.accounts.roles import RIGHTS, Right, Role
from tonghop.apps.organisations.mandates import body_spoken_for

TEXT_SIZES = ("small", "normal", "large")
TEXT_SIZE_COOKIE = "tonghop_text_size"


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the navigation; `current` where the page shown lies below it."""

    href: str
    label: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Ways under a heading, beside the pages of administration."""

    label: str
    places: tuple[Way, ...]


ADMINISTRATION = "/quan-tri/"
WAYS = (
    ("my-work", _("Việc của tôi"), None, ""),
    ("directives", _("Văn bản"), Right.SEE_DIRECTIVES, "/van-ban/"),
    ("campaigns", _("Chiến dịch"), Right.SEE_CAMPAIGNS, "/chien-dich/"),
    ("cycles", _("Kỳ báo cáo"), Right.SEE_DUE_LIST, "/ky/"),
    ("overview", _("Tổng quan"), Right.SEE_DUE_LIST, "/tong-quan/"),
    ("own-due-rows", _("Phải báo cáo"), Right.SEE_OWN_DUE_ROWS, "/phai-bao-cao/"),
    ("outputs", _("Sổ hoạt động"), Right.KEEP_OUTPUTS, "/so-hoat-dong/"),
    ("difficulties", _("Khó khăn, kiến nghị"), Right.RAISE_DIFFICULTIES, "/kho-khan/"),
    ("difficulties-to-answer", _("Kiến nghị gửi đến"), Right.ANSWER_DIFFICULTIES, "/kien-nghi-gui-den/"),
    ("given-work", _("Việc được giao"), Right.SEE_OWN_ASSIGNMENTS, "/viec-duoc-giao/"),
    ("audit", _("Nhật ký"), Right.SEE_EVENTS, "/nhat-ky/"),
    ("people", _("Quản trị"), Right.SEE_PEOPLE, ADMINISTRATION),
)
"""The main pages: route, what it is called, the right without which it is not shown, and the part of an
address that tells a page below it ("" where there is none)."""

ACCOUNT_WAYS = (
    ("account", _("Tài khoản của tôi")),
    ("account_change_password", _("Đổi mật khẩu")),
    ("mfa_index", _("Yếu tố thứ hai")),
    ("account-sessions", _("Phiên đăng nhập")),
)
SIDE_WAYS = (
    (
        _("Người và nhiệm vụ"),
        (
            ("people", _("Người dùng"), Right.SEE_PEOPLE),
            ("mandates", _("Nhiệm vụ"), Right.SEE_PEOPLE),
        ),
    ),
    (
        _("Danh bạ đơn vị"),
        (
            ("bodies", _("Tìm đơn vị"), Right.KEEP_REGISTER),
            ("reorganisations", _("Các lần sắp xếp"), Right.KEEP_REGISTER),
        ),
    ),
)
"""The pages of administration, in groups."""


@dataclass(frozen=True)
class Frame:
    """The facts that a page's frame is drawn from. Not slotted: what costs a question is asked when drawn."""

    request: HttpRequest
    person: Person | None
    text_size: str
    version: str = __version__

    @property
    def signed_in(self) -> str:
        return self.person.full_name if self.person else ""

    @property
    def here(self) -> str:
        """The address to come back to after choosing a language; a form that was sent has none."""
        return self.request.get_full_path() if self.request.method in ("GET", "HEAD") else self.home

    @property
    def home(self) -> str:
        return reverse("my-work") if self.person else reverse("status")

    @cached_property
    def roles(self) -> frozenset[Role]:
        return roles_held(self.person, on=timezone.localdate()) if self.person else frozenset()

    @cached_property
    def body_name(self) -> str:
        return body_spoken_for(self.person, on=timezone.localdate()) if self.person else ""

    @property
    def nav(self) -> tuple[Way, ...]:
        if self.person is None:
            return ()
        path = self.request.path
        return tuple(
            Way(reverse(name), str(label), current=path == reverse(name) or bool(below and below in path))
            for name, label, right, below in WAYS
            if self._may(right)
        )

    @property
    def side_nav(self) -> tuple[Group, ...]:
        groups = (
            Group(
                str(label),
                tuple(
                    Way(reverse(name), str(words), current=self.request.path.startswith(reverse(name)))
                    for name, words, right in ways
                    if self._may(right)
                ),
            )
            for label, ways in SIDE_WAYS
        )
        return tuple(group for group in groups if group.places)

    @property
    def account_links(self) -> tuple[Way, ...]:
        if self.person is None:
            return ()
        return tuple(Way(reverse(name), str(label)) for name, label in ACCOUNT_WAYS)

    @property
    def language_action(self) -> str:
        return reverse("choose-language")

    @property
    def text_size_action(self) -> str:
        return reverse("choose-text-size")

    @property
    def sign_out_action(self) -> str:
        return reverse("account_logout")

    def _may(self, right: Right | None) -> bool:
        return right is None or bool(RIGHTS[right] & self.roles)


def frame(request: HttpRequest) -> Mapping[str, object]:
    """Return the frame as `office` for every template (a context processor of Django)."""
    person = request.user if hasattr(request, "user") and isinstance(request.user, Person) else None
    size = request.COOKIES.get(TEXT_SIZE_COOKIE, "normal")
    return {"office": Frame(request, person, size if size in TEXT_SIZES else "normal")}
