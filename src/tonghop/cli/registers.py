"""Which register answers: the database's, where one is configured or running, else the one of the program."""

from typing import TYPE_CHECKING

import typer

from tonghop.cli.register_choice import RegisterChoice
from tonghop.domain.errors import Refusal

if TYPE_CHECKING:
    from tonghop.domain.organisations.register import Register

_NOT_LOADED = (
    "! Cơ sở dữ liệu chưa có danh bạ (tonghop database migrate, tonghop units load vietnam); trả lời theo"
    " danh bạ kèm chương trình. / The database has no register yet; the one of the program answers."
)


class RegisterIsEmpty(Refusal):
    code = "register-is-empty"
    message_vi = "Danh bạ trong cơ sở dữ liệu còn trống. Hãy chạy: tonghop units load vietnam"
    message_en = "The register of the database is empty. Run: tonghop units load vietnam"


class DatabaseUnreachable(Refusal):
    code = "database-unreachable"
    message_vi = "Không vào được cơ sở dữ liệu: {why}. Muốn hỏi danh bạ kèm chương trình: --register packaged"
    message_en = "The database cannot be entered: {why}. For the register of the program: --register packaged"


def places(choice: RegisterChoice) -> "Register":
    """Return the register of the database where it answers, else the country that comes with the program.

    Raises: as `kept_register`.
    """
    from tonghop.formats.registers.vietnam import vietnam

    found = kept_register(choice)
    return vietnam() if found is None else found


def with_bodies_of(known: "Register", around: frozenset[str]) -> "Register":
    """Return a register with the template's bodies of some places and of their kin, where it lacks them."""
    from tonghop.formats.registers import grounds

    return grounds.with_bodies_of(known, around)


def kept_register(choice: RegisterChoice) -> "Register | None":
    """Return the register of the database, None where the one of the program is to answer.

    Raises: RegisterIsEmpty, NotPrepared, where the database was asked for by name; DatabaseUnreachable.
    """
    if choice is RegisterChoice.PACKAGED or (choice is RegisterChoice.AUTO and not has_database()):
        return None
    from django.db.utils import OperationalError

    from tonghop.config.startup import NotPrepared, open_memory

    try:
        with open_memory("app"):
            from tonghop.apps.organisations import queries

            found = queries.register()
    except OperationalError as fault:
        raise DatabaseUnreachable(why=str(fault).strip().splitlines()[0]) from fault
    except NotPrepared:
        if choice is RegisterChoice.DATABASE:
            raise
        found = None
    if found is not None and found.versions:
        return found
    if choice is RegisterChoice.DATABASE:
        raise RegisterIsEmpty()
    typer.echo(_NOT_LOADED, err=True)
    return None


def has_database() -> bool:
    """Say whether a server is configured, or the embedded one runs; nothing is started to find out."""
    from tonghop.config.database import configured_database
    from tonghop.config.postgres import server
    from tonghop.config.postgres.place import default_place

    return configured_database() is not None or server.running(default_place()) is not None
