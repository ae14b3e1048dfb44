"""The option `--register` of the commands that ask a register; apart, since naming it needs no database."""

from enum import StrEnum
from typing import Annotated

import typer


class RegisterChoice(StrEnum):
    AUTO = "auto"
    DATABASE = "database"
    PACKAGED = "packaged"


AUTO = RegisterChoice.AUTO
FromRegister = Annotated[
    RegisterChoice,
    typer.Option(
        "--register",
        help="Danh bạ nào: auto, database, packaged. / Which register answers.",
    ),
]
