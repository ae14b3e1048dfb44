"""E-mails as files, where the office has named no mail server."""

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FolderOfMails(BaseEmailBackend):
    """Writes each e-mail as a file of its own, which every mail program opens; whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            half = folder / f".{uuid4().hex}"
            with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                lines = message.message().as_bytes().splitlines()
                out.write(b"\r\n".join(lines) + b"\r\n")
            half.replace(folder / f"{uuid4().hex}.eml")
        return len(email_messages)
