"""A reminder's way to a mail server: a real conversation in SMTP on this machine."""

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage as Parsed
from email.policy import default
from typing import Any, cast

import pytest

from databases import prepare_django
from tonghop.config.environment import SettingUnusable
from tonghop.config.mail_servers import parse_mail_server

prepare_django()

WORDS = "Kính gửi Đảng ủy phường Tân Hòa: đề nghị gửi báo cáo trước ngày 30/5/2026."


class Kept:
    """What came in, for whom."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], bytes]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if "day@mau.example" in envelope.rcpt_tos:
            return "552 mailbox full"
        self.letters.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


@pytest.fixture
def mail_server() -> Iterator[tuple[int, Kept]]:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult, LoginPassword

    def known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> Any:
        told = cast(LoginPassword, data)
        return AuthResult(success=(told.login, told.password) == (b"tong hop", b"m@t/khau"))

    kept, port = Kept(), free_port()
    controller = Controller(
        kept, hostname="127.0.0.1", port=port, authenticator=known, auth_require_tls=False
    )
    controller.start()
    yield port, kept
    controller.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def letter(whom: str, url: str) -> int:
    from django.core.mail import EmailMessage, get_connection

    given = parse_mail_server(url).for_django
    connection = get_connection(
        given["EMAIL_BACKEND"],
        host=given["EMAIL_HOST"],
        port=given["EMAIL_PORT"],
        username=given["EMAIL_HOST_USER"],
        password=given["EMAIL_HOST_PASSWORD"],
        use_tls=given["EMAIL_USE_TLS"],
        use_ssl=given["EMAIL_USE_SSL"],
        timeout=given["EMAIL_TIMEOUT"],
    )
    return EmailMessage(
        "Nhắc hạn báo cáo", WORDS, "tonghop@mau.example", [whom], connection=connection
    ).send()


def test_letter_arrives_whole(mail_server: tuple[int, Kept]) -> None:
    port, kept = mail_server

    sent = letter("van-thu@mau.example", f"smtp+plain://tong%20hop:m%40t%2Fkhau@127.0.0.1:{port}")

    ((whom, content),) = kept.letters
    parsed = cast(Parsed, message_from_bytes(content, policy=default))
    assert (sent, whom) == (1, ["van-thu@mau.example"])
    assert parsed["subject"] == "Nhắc hạn báo cáo"
    assert parsed.get_content().strip() == WORDS


# Django 5.2 leaves a connection that fails while it is opened to the garbage collector.
DROPPED = pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
)


@DROPPED
def test_wrong_password_and_full_mailbox_are_loud(mail_server: tuple[int, Kept]) -> None:
    from smtplib import SMTPDataError, SMTPException

    port, kept = mail_server

    with pytest.raises(SMTPException):  # some servers say no, some hang up
        letter("van-thu@mau.example", f"smtp+plain://ai:khac@127.0.0.1:{port}")
    with pytest.raises(SMTPDataError):
        letter("day@mau.example", f"smtp+plain://tong%20hop:m%40t%2Fkhau@127.0.0.1:{port}")
    assert kept.letters == []


@DROPPED
def test_server_that_cannot_encrypt_gets_nothing(mail_server: tuple[int, Kept]) -> None:
    from smtplib import SMTPNotSupportedError

    port, kept = mail_server

    with pytest.raises(SMTPNotSupportedError):
        letter("van-thu@mau.example", f"smtp://tong%20hop:m%40t%2Fkhau@127.0.0.1:{port}")
    assert kept.letters == []


def test_password_that_smtplib_cannot_send_is_refused_at_once() -> None:
    with pytest.raises(SettingUnusable, match="không dấu"):
        parse_mail_server("smtp://a:m%E1%BA%ADt@mail.example")
