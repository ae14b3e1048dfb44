"""The accounts' job for `tonghop worker`: a letter with a link to set a password anew."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from procrastinate.contrib.django import app

from tonghop.apps.accounts.acting import acting_as
from tonghop.apps.accounts.entrance import FORGOTTEN_FOR, HandedOver, issue
from tonghop.apps.accounts.models import Person
from tonghop.apps.audit.actions import SYSTEM

LINK_ADDRESS = "/tai-khoan/dat-mat-khau/"
SUBJECT = "Tổng hợp: đặt lại mật khẩu"
LETTER = """Kính gửi {name},

Có người (có lẽ là anh/chị) vừa yêu cầu đặt lại mật khẩu cho tên đăng nhập {login}.
Để đặt mật khẩu mới, hãy mở liên kết sau trước {until}; liên kết chỉ dùng được một lần:

{address}

Nếu không phải anh/chị yêu cầu, hãy bỏ qua thư này; mật khẩu hiện tại vẫn giữ nguyên.

(English: somebody asked to set the password of {login} anew. The link above works once, until {until}.
If it was not you, ignore this letter.)
"""


@app.task(name="accounts.send_link")
def send_link(person_id: str) -> None:
    """Send a link to a person who has an e-mail address; for an id that is nobody's, do nothing."""
    person = Person.objects.filter(pk=person_id, is_active=True).exclude(email="").first()
    if person is None:
        return
    with acting_as(person):
        handed = issue(person, valid_for=FORGOTTEN_FOR, by=SYSTEM, at=timezone.now())
        send_mail(SUBJECT, letter(handed), None, [person.email])


def letter(handed: HandedOver) -> str:
    """Return the letter to a person who has forgotten the password."""
    return LETTER.format(
        name=handed.person.full_name,
        login=handed.person.login,
        until=f"{timezone.localtime(handed.valid_until):%H:%M ngày %d/%m/%Y}",
        address=f"{settings.OFFICE_ADDRESS}{LINK_ADDRESS}{handed.secret}/",
    )
