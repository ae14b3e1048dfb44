"""`tonghop person enter|link`: an office's first administrator, and a link where nobody else can make one."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from tonghop.domain.errors import Refusal

if TYPE_CHECKING:
    from tonghop.apps.accounts.entrance import HandedOver

_HERE = "Asia/Ho_Chi_Minh"
Login = Annotated[str, typer.Argument(metavar="LOGIN", help="Tên đăng nhập. / The login.")]


class PersonUnknown(Refusal):
    code = "person-unknown"
    message_vi = "Không có ai với tên đăng nhập {login}, hoặc tài khoản đang ngừng."
    message_en = "Nobody has the login {login}, or the account is not active."


def register(app: typer.Typer) -> None:
    """Hang the command into the program."""
    person = typer.Typer(
        name="person",
        help="Quản trị viên đầu tiên, liên kết đặt mật khẩu. / The first administrator, links for passwords.",
        no_args_is_help=True,
    )
    for name, command in (("enter", enter), ("link", link)):
        person.command(name)(command)
    app.add_typer(person)


def enter(
    login: Login,
    name: Annotated[str, typer.Option(metavar="NAME", help="Họ tên. / The full name.")],
    administrator: Annotated[
        str, typer.Option(metavar="BODY", help="Mã cơ quan mà người này quản trị. / The body administered.")
    ],
) -> None:
    """Ghi quản trị viên đầu tiên, in liên kết. / Enter the first administrator, print the link."""
    from tonghop.config.startup import open_memory

    with open_memory("owner"):
        from tonghop.apps.accounts.actions import enter_first_administrator

        now = datetime.now(ZoneInfo(_HERE))
        handed = enter_first_administrator(
            login=login, full_name=name, body=administrator, at=now, on=now.date()
        )
        _tell(handed)


def link(
    login: Login,
    reset: Annotated[
        bool,
        typer.Option(
            "--reset-second-factor", help="Gỡ cả yếu tố thứ hai đã mất. / Take a lost second factor away too."
        ),
    ] = False,
) -> None:
    """Tạo liên kết đặt mật khẩu cho người đã có. / Make a link for a person who was entered."""
    from tonghop.config.startup import open_memory

    with open_memory("owner"):
        from tonghop.apps.accounts.actions import link_by_owner

        handed = link_by_owner(login=login, reset=reset, at=datetime.now(ZoneInfo(_HERE)))
        if handed is None:
            raise PersonUnknown(login=login)
        _tell(handed)


def _tell(handed: "HandedOver") -> None:
    until = handed.valid_until.astimezone(ZoneInfo(_HERE))
    typer.echo(
        f"{handed.person.login}: liên kết dùng một lần, đến {until:%H:%M ngày %d/%m/%Y}."
        " Thêm địa chỉ của trang web (tonghop serve) vào trước."
        " / A link that works once; put the address of the web pages before it."
    )
    typer.echo(f"/tai-khoan/dat-mat-khau/{handed.secret}/")
