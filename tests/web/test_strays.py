"""No page shows words of the other language: Vietnamese pages no English, English pages no Vietnamese.

What stays as it is (names, titles, texts, reasons that people typed) stands in elements with lang="vi".
"""

import re
import sys
import time
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from every_page import Province, handed_link, province, second_factors

from databases import Doors
from tonghop.apps.accounts.models import Person
from tonghop.web.office.entrance_urls import PATTERNS
from tonghop.web.office.urls import ROUTES

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from translations import read

SHOWN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "label", "content")
_VOID = "area base br col embed hr img input link meta source track wbr"
VOID = frozenset(_VOID.split())
NOT_READ = frozenset({"script", "style", "textarea", "code", "kbd"})
"""Elements whose text nobody reads as words: programs, codes, and what somebody typed."""

_MARKS = "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
MARKED = re.compile(f"[{_MARKS}]", re.IGNORECASE)
_WORDS = """
the and of with for from please submit error errors page next previous sign password required invalid
this that your you are is was must may not only by select choose choice valid value field file address
user username login logout code codes authenticator key keys name save delete remove cancel back search
add edit change home account security recovery generate activate deactivate report cycle campaign
directive body bodies deadline late missing task obligation unit level line none yes never unknown
"""
ENGLISH_WORDS = frozenset(_WORDS.split())
"""Words of English that are no syllables of Vietnamese."""

PRODUCT = ("Tổng hợp", "Tiếng Việt", "Tonghop", "tonghop units load vietnam", "tonghop units import")
TO_BE_TYPED = (
    "Chủ tịch Ủy ban nhân dân xã",
    "Sở Tài chính tỉnh Phú Thọ",
    "Nhà văn hóa xóm 3",
    "example Sở Tài chính.",
    "Ngày đến, Số ký hiệu, Cơ quan ban hành, Trích yếu, Tệp",
    "TRƯỞNG BAN",
    "“trước ngày”",
    "“chậm nhất ngày”",
    "cấp xã: 25/05, muộn từ 26/05 00:00",
    "cấp xã: 25/5",
    "trung ương, cấp tỉnh, cấp huyện, cấp xã, Đảng, Nhà nước, Mặt trận, đoàn thể, báo chí, công an, quân đội,"
    " doanh nghiệp",
)
"""Examples of what is typed, within a sentence of help: what is typed is Vietnamese in both languages."""


class Words(HTMLParser):
    """Collects what a page shows outside of elements whose language is another than the page's."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.open: list[tuple[str, str]] = [("", language)]
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang") or self.open[-1][1]
        if language == self.language:
            self.found += [given[name] for name in SHOWN_ATTRIBUTES if name in given and tag != "meta"]
            if given.get("type") in ("submit", "button", "reset"):
                self.found.append(given.get("value", "") if tag == "input" else "")
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1][0] == tag, (tag, self.getpos(), self.open)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        tag, language = self.open[-1]
        if language == self.language and tag not in NOT_READ:
            self.found.append(data)


def words_of(html: str, language: str) -> list[str]:
    """Return every piece of words that a page of a language shows in that language."""
    reader = Words(language)
    reader.feed(html)
    reader.close()
    assert f'<html lang="{language}"' in html
    return [text for piece in reader.found if (text := " ".join(piece.split()))]


def strays(html: str, language: str) -> list[str]:
    """Return the pieces that are not in the page's language."""
    is_stray = _is_vietnamese if language == "en" else _is_english
    return [text for text in words_of(html, language) if is_stray(_without_names(text))]


def _without_names(text: str) -> str:
    for name in (*PRODUCT, *TO_BE_TYPED):
        text = text.replace(name, "")
    return text


def _is_vietnamese(text: str) -> bool:
    return bool(MARKED.search(text)) or text in ONLY_VIETNAMESE


def _is_english(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+(?:[-@./+][^\W\d_]+)*", text.lower())
    return any(word in ENGLISH_WORDS for word in words) or text in ONLY_ENGLISH


def _kept() -> Iterator[tuple[str, str]]:
    for one in filter(lambda one: one.id, read()):
        pairs = zip(one.id, one.string, strict=True) if isinstance(one.id, tuple) else [(one.id, one.string)]
        yield from ((vietnamese, english) for vietnamese, english in pairs if vietnamese != english)


ONLY_VIETNAMESE = frozenset(vietnamese for vietnamese, _ in _kept())
ONLY_ENGLISH = frozenset(english for _, english in _kept()) - ONLY_VIETNAMESE


def browser(person: Person | None, language: str) -> Client:
    client = Client(SERVER_NAME="localhost", HTTP_USER_AGENT="Mozilla/5.0 Firefox/130.0")
    if person is not None:
        client.force_login(person)
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "mfa", "type": "totp", "at": time.time()},
            {"method": "password", "at": time.time()},
        ]
        session.save()
    client.cookies["tonghop_language"] = language
    return client


@pytest.fixture
def data(memory: Doors) -> Province:
    return province()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_of_the_office_speaks_one_language(data: Province, language: str) -> None:
    browsers = {who: browser(person, language) for who, person in data.people.items()}
    found: dict[str, list[str]] = {}
    for route in ROUTES:
        for page in data.pages.get(route.name, ()):
            address = reverse(route.name, kwargs=dict(page.given)) + page.query
            answer = browsers[page.who].get(address)
            assert answer.status_code == 200, (route.name, page, answer.status_code)
            is_page = answer.headers["Content-Type"].startswith("text/html")
            if is_page and (seen := strays(answer.content.decode(), language)):
                found.setdefault(route.name, []).extend(seen)

    assert not found, "\n".join(f"{name}: {list(dict.fromkeys(seen))}" for name, seen in found.items())


def test_no_page_has_two_things_of_one_id(data: Province) -> None:
    """A label, a link or a screen reader would find the first of them alone."""
    browsers = {who: browser(person, "vi") for who, person in data.people.items()}
    found = {}
    for route in ROUTES:
        for page in data.pages.get(route.name, ()):
            answer = browsers[page.who].get(reverse(route.name, kwargs=dict(page.given)) + page.query)
            if answer.headers["Content-Type"].startswith("text/html"):
                ids = re.findall(r'\sid="([^"]+)"', answer.content.decode())
                if twice := {one for one in ids if ids.count(one) > 1}:
                    found[route.name] = twice

    assert found == {}


def test_every_page_that_is_asked_for_has_an_example(data: Province) -> None:
    assert lacking(data, data.pages) == [], "every_page.py gives each an example"
    assert lacking(data, [name for name in data.pages if name != "cycle-change"]) == ["cycle-change"]
    assert data.pages.keys() <= {route.name for route in ROUTES}


def lacking(data: Province, known: Collection[str]) -> list[str]:
    """Return the routes without an example, but for those that take only what is sent to them."""
    browsers = [browser(person, "vi") for person in data.people.values()]
    found = []
    for route in ROUTES:
        if route.name not in known:
            given = {name: _any(kind) for kind, name in re.findall(r"<(\w+):(\w+)>", route.address)}
            address = reverse(route.name, kwargs=given)
            if 405 not in [client.get(address).status_code for client in browsers]:
                found.append(route.name)
    return found


def _any(kind: str) -> object:
    return {"uuid": uuid4(), "int": 1}.get(kind, "regime")


SENT = [
    ("alice", "person-enter", {"login": "alice", "full_name": "Trần Thị Mẫu", "email": "x"}),
    ("alice", "person-enter", {"login": "alice", "full_name": "Trần Thị Mẫu", "email": ""}),
    ("alice", "person-enter", {}),
    ("alice", "person-mend", {}),
    ("alice", "mandate-grant", {"role": "x", "named": "Phòng Văn thư Mẫu", "valid_from": "x"}),
    ("alice", "mandate-grant", {"role": "reporter", "named": "Sở", "valid_from": "1/1/2026"}),
    ("alice", "mandate-end", {"valid_to": "x"}),
    ("alice", "person-deactivate", {"why": ""}),
    ("alice", "body-amend", {"name": ""}),
    ("alice", "reorganisation-undo", {}),
    ("binh", "directive-take-in", {"office": "x"}),
    ("binh", "directive-status", {"status": "x", "from_on": "x", "by_directive": "x"}),
    ("binh", "campaign-new", {"way": "file"}),
    ("binh", "campaign-new", {"way": "directive", "directive-office": "x"}),
    ("binh", "campaign-new", {"way": "empty", "empty-title": ""}),
    ("binh", "campaign-row-new", {"due": "x", "late_from": "x", "opens_days_before": "x", "deadlines": "x"}),
    ("binh", "campaign-targets", {"target-sessions": "x"}),
    ("binh", "campaign-import", {}),
    ("binh", "campaign-close", {}),
    ("binh", "cycle-change", {}),
    ("binh", "ask-for-plans", {"obligation": "x", "due_on": "x"}),
    ("chi", "file-plan", {"dated_on": "x"}),
    ("binh", "directive-affected", {}),
    ("chi", "report-figures", {"version": "1", "buoi": "9" * 300}),
    ("chi", "report-section", {"version": "9", "#kho-khan": "x"}),
    ("chi", "report-check", {"version": "0"}),
    ("chi", "report-check", {"version": "3"}),
    ("chi", "report-evidence", {}),
    ("chi", "output-add", {"kind": "x", "made_on": "x", "count": "x", "minutes": "x", "link": "x"}),
    ("chi", "output", {"kind": "article", "title": "A", "made_on": "1/1/2099", "count": "0", "minutes": "1"}),
    ("chi", "output-back", {"why": ""}),
    ("chi", "output-paste", {"lines": "30/5\tx\t\tx\tx\tx"}),
    ("binh", "campaign-output-counts", {"kinds-sessions": "x"}),
    ("chi", "difficulty-raise", {"matter": "x", "words": ""}),
    ("chi", "difficulty-raise", {"matter": "difficulty", "words": "Nắm bắt dư luận về đề án."}),
    ("binh", "difficulty-step", {"to": "Văn phòng", "words": ""}),
    ("mai", "total", {"don_vi": "a", "so_tru": "x", "vi_sao": "x"}),
    ("mai", "total", {}),
    ("mai", "follow-up-new", {}),
    ("mai", "follow-up", {}),
    ("mai", "section", {"ban": "7", "doan-1": "Thiếu người."}),
    ("mai", "issues", {}),
    ("mai", "issue", {"viec": "bo"}),
    ("mai", "issue", {"viec": "ban-ky"}),
]
"""Answers to what is wrong or missing: errors of fields come from Django, refusals from our rules."""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_answer_to_a_wrong_form_speaks_one_language(data: Province, language: str) -> None:
    browsers = {who: browser(person, language) for who, person in data.people.items()}
    found: dict[str, list[str]] = {}
    for who, name, typed in SENT:
        for page in data.pages[name]:
            answer = browsers[who].post(reverse(name, kwargs=dict(page.given)) + page.query, typed)
            assert answer.status_code in (200, 302, 404, 409, 422), (name, answer.status_code)
            if answer.status_code != 302 and (seen := strays(answer.content.decode(), language)):
                found.setdefault(name, []).extend(seen)

    assert not found, "\n".join(f"{name}: {list(dict.fromkeys(seen))}" for name, seen in found.items())


_SIGNED_IN = """
account_logout account_reauthenticate account_change_password mfa_index mfa_reauthenticate mfa_deactivate_totp
mfa_view_recovery_codes mfa_generate_recovery_codes mfa_list_webauthn mfa_add_webauthn mfa_remove_webauthn
mfa_edit_webauthn mfa_reauthenticate_webauthn mfa_activate_totp
"""
SIGNED_IN = frozenset(_SIGNED_IN.split())
ENTRANCE_SENT = {
    "account_login": {"login": "x", "password": "y"},
    "account_reauthenticate": {"password": "x"},
    "account_change_password": {"oldpassword": "x", "password1": "123", "password2": "1234"},
    "mfa_reauthenticate": {"code": "x"},
    "mfa_activate_totp": {"code": "x"},
    "mfa_edit_webauthn": {"name": ""},
    "account-link": {"password1": "12345", "password2": "x"},
    "account_reset_password": {"login": ""},
}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_of_the_entrance_speaks_one_language(
    data: Province, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    alice, chi = data.people["alice"], data.people["chi"]
    inside, outside, plain = browser(alice, language), browser(None, language), browser(chi, language)
    key = second_factors(alice)
    chi.authenticator_set.all().delete()
    chi.set_password("một câu dài dễ nhớ")
    secret = handed_link(alice)
    found: dict[str, list[str]] = {}
    shown = set()
    for pattern in PATTERNS:
        name = str(pattern.name)
        given = {"pk": key.pk} if "pk" in str(pattern.pattern) else {}
        given = {"secret": secret} if "secret" in str(pattern.pattern) else given
        for client in (inside, plain) if name in SIGNED_IN else (outside,):
            answers = [client.get(reverse(name, kwargs=given))]
            if name in ENTRANCE_SENT:
                answers.append(client.post(reverse(name, kwargs=given), ENTRANCE_SENT[name]))
            for answer in answers:
                if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content:
                    shown.add(name)
                    if seen := strays(answer.content.decode(), language):
                        found.setdefault(name, []).extend(seen)

    for address in ("/tai-khoan/khong-co/", "/tai-khoan/dat-mat-khau/sai/"):
        if seen := strays(outside.get(address).content.decode(), language):
            found.setdefault(address, []).extend(seen)
    assert not found, "\n".join(f"{name}: {list(dict.fromkeys(seen))}" for name, seen in found.items())
    assert {str(pattern.name) for pattern in PATTERNS} - shown <= {"mfa_authenticate", "mfa_login_webauthn"}


PIECES = [
    ("vi", '<p>Chọn <b lang="en">English</b></p>', []),
    ("vi", "<p>Đã ghi.</p><button>Submit</button>", ["Submit"]),
    ("vi", '<p>Đã ghi.</p><a title="Next page"></a>', ["Next page"]),
    ("vi", "<h1>Late</h1>", ["Late"]),
    ("en", '<p>Saved: <span lang="vi">Sở Tài chính</span></p>', []),
    ("en", '<p lang="vi">Sở <span lang="en">of Đà</span> Tài</p>', ["of Đà"]),
    ("en", "<p>Saved.</p><button aria-label='Đóng'>Close</button>", ["Đóng"]),
    ("en", "<input type=submit value='Gửi đi'><input value='Gửi'>", ["Gửi đi"]),
    ("en", "<td>Xem</td>", ["Xem"]),
    ("en", "<p>Tổng hợp</p>", []),
]


@pytest.mark.parametrize(("language", "html", "seen"), PIECES)
def test_stray_words_are_seen(language: str, html: str, seen: list[str]) -> None:
    assert strays(f'<html lang="{language}">{html}</html>', language) == seen
