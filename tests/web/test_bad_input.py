"""Whatever is sent to whatever address of the office: never an answer of 500, and nothing typed is lost.

Every page of every_page.py is asked with hostile queries, and every form on it is sent with hostile fields:
all of them at once, and one among good ones. Whatever a request does is undone before the next. Seeded, and
bounded in time.
"""

import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from every_page import Province, province

from databases import Doors
from tonghop.web.office.entrance_urls import PATTERNS
from tonghop.web.office.urls import ROUTES

SEED, SECONDS = 1086, 18
HOSTILE = (
    "\x00",
    "a\x00b",
    "2147483648",
    "9223372036854775808",
    "9" * 400,
    "-1",
    "-9223372036854775809",
    "1e999",
    "nan",
    "²",
    "١٢٣",
    "1_000",
    "0x10",
    "31/02/2026",
    "2026-13-45",
    "0000-00-00",
    "99999-01-01",
    "31/12/9999",
    "1/1/1",
    "25:99",
    "zz-không-phải-uuid",
    "00000000-0000-0000-0000-000000000000",
    "../../../../etc/passwd",
    "{0}{x!r}{facts.__class__}%s%(x)s",
    "'; drop table x; --",
    '"><script>alert(1)</script>',
    "\u202eabc\u200b\ufeff",
    "ấ" * 20_000,
    "😀" * 300,
    "a\r\nSet-Cookie: x=1",
    "\ue000\ufffe\U0010ffff",
    "https://evil.example/",
    "",
    " ",
)
KILLERS = ("a\x00b", "9223372036854775808", "²")
"""What brings down programs most: each is tried in every field of every query before chance has its turn."""

RAW_QUERIES = (
    "%00",
    "a=%ED%A0%80",
    "=&=&&",
    "page=%FF%FE",
    "page[]=1&page[$ne]=2",
    "a" * 3000,
    "trang=" + "9" * 50,
)
FILES = (
    ("rong.xlsx", b""),
    ("không phải.docx", b"PK\x03\x04" + b"\x00" * 200),
    ("x\x00y.pdf", b"%PDF-1.7\x00\xff"),
    ("../../a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    ("ấ" * 400 + ".txt", "Kế hoạch\x00".encode()),
    ("a.toml", b'title = "\\u0000"\n[[body]]\ncode = 99999999999999999999'),
    ("a.csv", b"\xff\xfe\x00\x00;\"\"\"\n" * 50),
    ("khong-duoi", b"\x89PNG\r\n\x1a\n"),
    ("a.html", b"<script>alert(1)</script>"),
)  # fmt: skip
ODD_FILE = b'--x\r\nContent-Disposition: form-data; name="file"; filename="\x00"\r\n\r\n\xff\r\n--x--\r\n'
BODIES = (
    ("application/json", b"[" * 100_000),
    ("application/json", b'{"fields": {"a": "\\u0000\\ud800"}}'),
    ("multipart/form-data", b"--x\r\nbroken"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1"),
    ("multipart/form-data; boundary=" + "y" * 300, b"--y"),
    ("multipart/form-data; boundary=x", ODD_FILE),
    ("application/x-www-form-urlencoded", b"a=%00&b=%ED%A0%80&=&&&c=%"),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % number for number in range(1500))),
    ("application/x-www-form-urlencoded; charset=no-such", b"a=1"),
    ("text/plain; charset=utf-16", b"\xff\xfea\x00"),
    ("image/png", b"\x89PNG"),
    ("", b"\x00\x01"),
)  # fmt: skip
ANY = {"uuid": uuid4(), "int": 2**63, "str": "²\x00x", "slug": "regime", "path": "²/x"}
TYPED = "chữ đã nhập 77"
SHOWS_AGAIN = frozenset({"", "text", "search", "email", "tel", "url", "textarea"})


@dataclass
class Form:
    """A form of a page: its method and address, its fields with what stands in them, and their kinds."""

    method: str
    action: str
    given: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, kind: str, value: str | None) -> None:
        self.kinds[name] = kind
        self.given.setdefault(name, [])
        if value is not None:
            self.given[name].append(value)


class Forms(HTMLParser):
    """Collects the forms of a page, and the names in the queries of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.asked: set[str] = set()
        self._in: Form | None = None
        self._select = self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, kind = given.get("name", ""), given.get("type", "")
        if tag == "a":
            self.asked |= {key for key, _ in parse_qsl(urlsplit(given.get("href", "")).query)}
        elif tag == "form":
            self._in = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self._in)
        elif self._in is None:
            return
        elif tag == "option" and self._select:
            is_chosen = "selected" in given or not self._in.given[self._select]
            if is_chosen and "value" in given:
                self._in.given[self._select] = [given["value"]]
        elif name and tag == "select":
            self._select = name
            self._in.add(name, "select", None)
        elif name and tag == "textarea":
            self._text = name
            self._in.add(name, "textarea", "")
        elif name and tag in ("input", "button"):
            is_on = kind not in ("checkbox", "radio") or "checked" in given
            self._in.add(
                name, "button" if tag == "button" else kind, given.get("value", "") if is_on else None
            )

    def handle_data(self, data: str) -> None:
        if self._text and self._in is not None:
            self._in.given[self._text][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._text = ""


def read_forms(html: str) -> Forms:
    found = Forms()
    found.feed(html)
    found.close()
    return found


@dataclass
class Attack:
    """The requests of a run: who may ask, the chances, and what fell over."""

    chance: random.Random
    clients: Mapping[str, Client]
    ends: float
    done: int = 0
    fallen: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    @property
    def has_time(self) -> bool:
        return time.monotonic() < self.ends

    def ask(self, who: str, method: str, address: str, what: str, **given: Any) -> HttpResponse:
        """Ask, undo whatever that did, and note an answer of 500."""
        self.done += 1
        client, cookies = self.clients[who], dict(self.clients[who].cookies)
        with transaction.atomic():
            answer = self._answer(client, method, address, **given)
            if hasattr(answer, "streaming_content"):
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.update(cookies)  # whoever signed out is in again
        if answer.status_code >= 500:
            fault = getattr(answer, "exc_info", None)
            words = f"{fault[0].__name__}: {str(fault[1])[:200]}" if fault else ""
            self.fallen.append(f"{method} {address[:200]} {what[:80]!r} {answer.status_code} {words}")
        return answer

    def _answer(self, client: Client, method: str, address: str, **given: Any) -> HttpResponse:
        if "data" in given:
            return client.generic(method, address, **given)  # type: ignore[no-any-return]
        return getattr(client, method.lower())(address, given.get("fields"))  # type: ignore[no-any-return]

    def text(self) -> str:
        return self.chance.choice(HOSTILE)

    def file(self) -> SimpleUploadedFile:
        name, content = self.chance.choice(FILES)
        return SimpleUploadedFile(name.replace("/", "_").replace("\x00", "_"), content)


@pytest.fixture
def data(memory: Doors) -> Province:
    return province()


@pytest.fixture
def attack(data: Province) -> Attack:
    clients = {}
    for who, person in data.people.items():
        clients[who] = Client(SERVER_NAME="localhost", raise_request_exception=False)
        clients[who].force_login(person)
    clients["nobody"] = Client(SERVER_NAME="localhost", raise_request_exception=False)
    return Attack(random.Random(SEED), clients, time.monotonic() + SECONDS)


def addresses(data: Province) -> list[tuple[str, str]]:
    """Return every address of the office with somebody who may come there; ids as the examples have them."""
    known: dict[str, list[Any]] = {}
    for pages in data.pages.values():
        for page in pages:
            for name, value in page.given.items():
                known.setdefault(name, []).append(value)
    found = []
    for route in ROUTES:
        pages = data.pages.get(route.name, ())
        for page in pages:
            found.append((page.who, reverse(route.name, kwargs=dict(page.given)) + page.query))
        if not pages:
            given = {
                name: known.get(name, [ANY[kind]])[0]
                for kind, name in re.findall(r"<(\w+):(\w+)>", route.address)
            }
            address = reverse(route.name, kwargs=given)
            found += [(who, address) for who in data.people]
    return found


def test_hostile_queries_are_answered(data: Province, attack: Attack) -> None:
    asked = addresses(data)
    names: dict[str, set[str]] = {}
    for who, address in asked:
        answer = attack.ask(who, "GET", address, "as it is")
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            page = read_forms(answer.content.decode())
            of_forms = {name for form in page.forms if form.method == "get" for name in form.kinds}
            in_query = {key for key, _ in parse_qsl(urlsplit(address).query)}
            names[address] = page.asked | of_forms | in_query | {"page", "trang"}
    for word in (*KILLERS, "", "", ""):
        for who, address in attack.chance.sample(asked, len(asked)):
            if not attack.has_time:
                break
            path = address.partition("?")[0]
            fields = sorted(names.get(address, {"page"}))
            query = urlencode([(name, word or attack.text()) for name in fields])
            attack.ask(who, "GET", f"{path}?{query}", "a hostile query")
            attack.ask(who, "GET", f"{path}?{attack.chance.choice(RAW_QUERIES)}", "a raw query")

    assert attack.fallen == []
    assert attack.done > 100


def test_hostile_forms_are_answered_and_nothing_typed_is_lost(data: Province, attack: Attack) -> None:
    forms: list[tuple[str, str, Form]] = []
    for who, address in addresses(data):
        answer = attack.ask(who, "GET", address, "as it is")
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            found = read_forms(answer.content.decode()).forms
            forms += [(who, one.action or address, one) for one in found if one.method == "post"]
        elif answer.status_code == 405:
            forms.append((who, address, Form("post", address)))
    forms = list(
        {(address, tuple(form.kinds)): (who, address, form) for who, address, form in forms}.values()
    )
    for turn in range(12):
        for who, address, form in attack.chance.sample(forms, len(forms)):
            if attack.has_time:
                _send(attack, who, address, form, turn)

    assert attack.fallen == []
    assert attack.forgotten == []
    assert attack.done > 100


def _send(attack: Attack, who: str, address: str, form: Form, turn: int) -> None:
    """Send a form: with what was typed kept in mind, all hostile, one hostile, or no form at all."""
    names = sorted(form.kinds)
    if turn == 0:
        _send_typed(attack, who, address, form)
    elif turn <= len(KILLERS) and names:
        sent = {name: [KILLERS[turn - 1]] for name in names}
        attack.ask(who, "POST", address, repr(sent), fields=sent)
    elif turn == len(KILLERS) + 1 or not names:
        kind, body = attack.chance.choice(BODIES)
        attack.ask(who, "POST", address, f"{kind} {body[:40]!r}", data=body, content_type=kind)
    elif turn % 2:
        sent = {name: _hostile(attack, form, name) for name in names}
        attack.ask(who, "POST", address, repr(sent), fields=sent)
    else:
        bad = attack.chance.choice(names)
        sent = {name: form.given[name] for name in names} | {bad: _hostile(attack, form, bad)}
        attack.ask(who, "POST", address, f"{bad}: {sent[bad]!r}", fields=sent)


def _send_typed(attack: Attack, who: str, address: str, form: Form) -> None:
    typed = [name for name, kind in form.kinds.items() if kind in SHOWS_AGAIN]
    sent = {name: form.given[name] for name in form.kinds} | {name: [f"{TYPED} {name}"] for name in typed}
    answer = attack.ask(who, "POST", address, "typed", fields=sent)
    if answer.status_code == 422 and answer.headers["Content-Type"].startswith("text/html"):
        shown = {
            (name, text.strip())
            for one in read_forms(answer.content.decode()).forms
            for name, texts in one.given.items()
            for text in texts
        }
        lost = [name for name in typed if (name, f"{TYPED} {name}") not in shown]
        attack.forgotten += [f"{address} {name}" for name in lost]


def _hostile(attack: Attack, form: Form, name: str) -> Any:
    if form.kinds[name] == "file" and attack.chance.random() < 0.8:
        return attack.file()
    return [attack.text() for _ in range(attack.chance.choice((1, 1, 1, 2)))]


def test_hostile_words_at_the_entrance_are_answered(data: Province, attack: Attack) -> None:
    """Signing in, passwords, second factors: by strangers and by people who are in."""
    for pattern in PATTERNS:
        route = str(pattern.pattern)
        given = {name: ANY[kind] for kind, name in re.findall(r"<(\w+):(\w+)>", route)}
        address = reverse(str(pattern.name), kwargs=given)
        for who in ("nobody", "alice", "chi"):
            for _ in range(3):
                if attack.has_time:
                    answer = attack.ask(who, "GET", f"{address}?{urlencode({'next': attack.text()})}", "next")
                    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
                    for form in read_forms(answer.content.decode()).forms if is_page else ():
                        sent = {name: _hostile(attack, form, name) for name in sorted(form.kinds)}
                        attack.ask(who, "POST", form.action or address, repr(sent), fields=sent)
                    kind, body = attack.chance.choice(BODIES)
                    attack.ask(who, "POST", address, f"{kind}", data=body, content_type=kind)

    assert attack.fallen == []
