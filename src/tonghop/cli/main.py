"""The door: one program, its commands, and what its exit codes mean.

Every command is a module of this room with `register(app)`; those listed in `COMMANDS` and present are
hung in here. Nothing heavy is imported before a command needs it, so that `tonghop --help` answers at
once.
"""

import io
import sys
from collections.abc import Mapping, Sequence
from enum import IntEnum
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import Annotated

import typer

from tonghop import __version__
from tonghop.domain.errors import Refusal

COMMANDS = (
    "read",
    "campaign",
    "forms",
    "fill",
    "consolidate",
    "extract",
    "units",
    "demo",
    "serve",
    "demo-office",
    "worker",
    "person",
    "database",
    "audit",
    "issue",
    "rollup",
    "portal",
    "backup",
    "restore",
)


class Exit(IntEnum):
    """What the program tells the program that called it (contracts.md)."""

    DONE = 0
    NEEDS_PERSON = 1
    WRONG_USE = 2
    REFUSED = 3
    BUG = 4


REFUSALS: Mapping[type[Refusal], Exit] = MappingProxyType({Refusal: Exit.REFUSED})
"""From refusal to exit code; a refusal that is not listed answers as the nearest class above it."""


def main() -> None:
    """Run the program for the words of the command line and leave with its exit code."""
    _speak_utf8()
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Run one command and return its exit code; the one place where refusals and bugs become answers."""
    try:
        program()(args=list(words), prog_name="tonghop")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else Exit.DONE
    except Refusal as refusal:
        print(f"{refusal.vietnamese}\n{refusal.english}", file=sys.stderr)  # noqa: T201
        return exit_code(refusal)
    except Exception:
        _tell_of_bug()
        return Exit.BUG
    return Exit.DONE


def exit_code(refusal: Refusal) -> Exit:
    """Return the exit code of a refusal."""
    return next(REFUSALS[kind] for kind in type(refusal).__mro__ if kind in REFUSALS)


def program() -> typer.Typer:
    """Build the program with every command that is there."""
    app = typer.Typer(
        name="tonghop",
        help="Tổng hợp: đọc văn bản chỉ đạo, giao việc, thu báo cáo và lập báo cáo tổng hợp.\n\n"
        "Reads directives, collects the reports they ask for and writes the consolidated one.",
        epilog="Mã thoát / exit codes: 0 xong / done · 1 xong, có điều cần người xem / needs a person ·"
        " 2 sai cách dùng / wrong use · 3 từ chối / refused · 4 lỗi chương trình / bug",
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name in COMMANDS:
        module = f"tonghop.cli.{name.replace('-', '_')}"
        if find_spec(module) is not None:
            import_module(module).register(app)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tonghop {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="In phiên bản. / Print the version."
        ),
    ] = False,
) -> None:
    """Options that stand before every command; `version` is handled by its callback."""


def _speak_utf8() -> None:
    """Vietnamese has to survive a Windows console or pipe whose own character set does not hold it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _tell_of_bug() -> None:
    import traceback

    traceback.print_exc()
    print(  # noqa: T201
        "Chương trình gặp lỗi của chính nó. Xin gửi đoạn trên cho người phát triển.\n"
        "The program has met a bug of its own. Please send the lines above to its developers.",
        file=sys.stderr,
    )
