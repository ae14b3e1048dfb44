"""The accounts' jobs for `tonghop worker`: a letter with a link to set a password, a walk along the audit."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from procrastinate.contrib.django import app

from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.chain_proofs import WALK, walk
from tonghop.apps.accounts.entrance import FORGOTTEN_FOR, INVITED_FOR, HandedOver, issue
from tonghop.apps.accounts.models import Person
from tonghop.apps.audit.actions import SYSTEM

LINK_ADDRESS = "/tai-khoan/dat-mat-khau/"
SUBJECT = "Tổng hợp: liên kết đặt mật khẩu"
LETTER = """Kính gửi {name},

{why}
Để đặt mật khẩu, hãy mở liên kết sau trước {until}; liên kết chỉ dùng được một lần:

{address}

(English: {why_english} The link above works once, until {until}.)
"""
FORGOTTEN = (
    "Có người (có lẽ là anh/chị) vừa yêu cầu đặt lại mật khẩu cho tên đăng nhập {login}. Nếu không phải"
    " anh/chị, hãy bỏ qua thư này; mật khẩu hiện tại vẫn giữ nguyên.",
    "Somebody asked to set the password of {login} anew. If it was not you, ignore this letter.",
)
INVITED = (
    "Quản trị viên đã lập cho anh/chị tài khoản với tên đăng nhập {login}.",
    "An administrator has made an account for you with the login {login}.",
)


@app.task(name="accounts.send_link")
def send_link(person_id: str, asked_by: str = "") -> None:
    """Send a link to a person who has an e-mail address; for an id that is nobody's, do nothing.

    `asked_by` is the administrator who wants it, "" where the person has forgotten the password.
    """
    person = Person.objects.filter(pk=person_id, is_active=True).exclude(email="").first()
    if person is None:
        return
    with acting_as(person):
        valid_for = INVITED_FOR if asked_by else FORGOTTEN_FOR
        handed = issue(person, valid_for=valid_for, by=asked_by or SYSTEM, at=timezone.now())
        words = letter(handed, INVITED if asked_by else FORGOTTEN)
        send_mail(SUBJECT, words, None, [person.email])


def letter(handed: HandedOver, why: tuple[str, str]) -> str:
    """Return the letter with a link; `why` it was written, in Vietnamese and in English."""
    vietnamese, english = (words.format(login=handed.person.login) for words in why)
    return LETTER.format(
        name=handed.person.full_name,
        why=vietnamese,
        why_english=english,
        until=f"{timezone.localtime(handed.valid_until):%H:%M ngày %d/%m/%Y}",
        address=f"{settings.OFFICE_ADDRESS}{LINK_ADDRESS}{handed.secret}/",
    )


@app.task(name=WALK, queueing_lock=WALK)
def prove_chain(person: str) -> None:
    """Walk the audit from its first event and record whether it holds, for whoever asked."""
    walk(by=person, at=timezone.now())
