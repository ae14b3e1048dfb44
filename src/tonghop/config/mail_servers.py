"""The address of a mail server, as one URL says it and as Django wants it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from tonghop.config.environment import SettingUnusable

PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
"""Scheme → its usual port: STARTTLS, TLS from the first byte, and no TLS (a server on the same machine)."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server. `repr` never shows the password."""

    host: str
    port: int
    user: str
    password: str
    scheme: str

    def __repr__(self) -> str:
        return f"MailServer({self.scheme}://{self.host}:{self.port})"

    @property
    def for_django(self) -> dict[str, Any]:
        """Django's settings for its SMTP backend."""
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": self.host,
            "EMAIL_PORT": self.port,
            "EMAIL_HOST_USER": self.user,
            "EMAIL_HOST_PASSWORD": self.password,
            "EMAIL_USE_TLS": self.scheme == "smtp",
            "EMAIL_USE_SSL": self.scheme == "smtps",
            "EMAIL_TIMEOUT": 20,
        }


def parse_mail_server(url: str, *, name: str = "TONGHOP_SMTP_URL") -> MailServer:
    """Read smtp://user:password@host:587, smtps:// or smtp+plain://; `name` is the setting to blame.

    Raises: SettingUnusable.

    >>> parse_mail_server("smtps://a:b%40c@mail.example")
    MailServer(smtps://mail.example:465)
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _unusable(name) from None
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise _unusable(name)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():  # Python's smtplib cannot send such a name or password
        raise SettingUnusable(
            name=name,
            reason_vi="tên và mật khẩu của máy chủ thư chỉ được gồm chữ không dấu",
            reason_en="the mail server's user and password may have ASCII letters only",
        )
    return MailServer(parts.hostname, port or PORTS[parts.scheme], user, password, parts.scheme)


def _unusable(name: str) -> SettingUnusable:
    return SettingUnusable(
        name=name,
        reason_vi="phải có dạng smtp://người-dùng:mật-khẩu@máy-chủ:587 (hoặc smtps://, smtp+plain://)",
        reason_en="it must look like smtp://user:password@host:587 (or smtps://, smtp+plain://)",
    )
