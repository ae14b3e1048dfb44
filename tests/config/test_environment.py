"""Settings from the environment: read as what they are, or refused with their name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tonghop.config import environment
from tonghop.config.addresses import Address, parse_address
from tonghop.config.environment import SettingMissing, SettingUnusable

NAME = "TONGHOP_THING"


@pytest.mark.parametrize(
    ("value", "meant"),
    [("yes", True), ("TRUE", True), ("1", True), ("off", False), ("No", False), ("0", False)],
)
def test_boolean_says_yes_or_no(value: str, meant: bool) -> None:
    assert environment.boolean(NAME, not meant, given={NAME: value}) is meant


def test_default_holds_where_nothing_or_blank_is_given() -> None:
    assert environment.boolean(NAME, True, given={}) is True
    assert environment.text(NAME, "a", given={NAME: "  "}) == "a"
    assert environment.choice(NAME, ("a", "b"), "b", given={}) == "b"


REFUSED: list[tuple[Callable[[dict[str, str]], object], dict[str, str], type[Exception]]] = [
    (lambda given: environment.boolean(NAME, True, given=given), {NAME: "maybe"}, SettingUnusable),
    (lambda given: environment.choice(NAME, ("a",), "a", given=given), {NAME: "c"}, SettingUnusable),
    (lambda given: environment.text(NAME, given=given), {}, SettingMissing),
    (lambda given: environment.secret(NAME, given=given), {}, SettingMissing),
    (lambda given: environment.secret(NAME, given=given), {NAME: "a", f"{NAME}_FILE": "b"}, SettingUnusable),
    (lambda given: environment.secret(NAME, given=given), {f"{NAME}_FILE": "not-there"}, SettingUnusable),
]


@pytest.mark.parametrize(("read", "given", "refusal"), REFUSED)
def test_anything_else_is_refused_by_name(
    read: Callable[[dict[str, str]], object], given: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal, match=NAME):
        read(given)


def test_secret_is_the_first_line_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "mật khẩu"
    file.write_text("s3cret \nmore\n", encoding="utf-8")

    assert environment.secret(NAME, given={f"{NAME}_FILE": str(file)}) == "s3cret"


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe"], ids=["empty", "blank", "no text"])
def test_useless_secret_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)

    with pytest.raises(SettingUnusable):
        environment.secret(NAME, given={f"{NAME}_FILE": str(file)})


ADDRESSES = [
    ("postgresql://a:b@db.example/tonghop", Address("db.example", 5432, "tonghop", "a", "b")),
    ("postgres://a@db.example:6000/t", Address("db.example", 6000, "t", "a", "")),
    ("postgresql://a:p%40%2F%3A@[::1]:1/t", Address("::1", 1, "t", "a", "p@/:")),
    (
        "postgresql://a:b@h/t?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        Address("h", 5432, "t", "a", "b", (("sslmode", "verify-full"), ("sslrootcert", "/etc/ca.pem"))),
    ),
]


@pytest.mark.parametrize(("url", "address"), ADDRESSES)
def test_address_is_read_and_written_again(url: str, address: Address) -> None:
    assert parse_address(url) == address
    assert parse_address(address.url) == address


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mysql://a:b@h/t",
        "postgresql://a:b@h",
        "postgresql://h/t",
        "postgresql://a:b@/t",
        "postgresql://a:b@h:port/t",
        "postgresql://a:b@h/t?options=-c%20role%3Dx",
        "postgresql://a:b@h/t/u",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(SettingUnusable, match="TONGHOP_DATABASE_URL"):
        parse_address(url)


def test_password_is_in_no_representation_and_on_no_command_line() -> None:
    address = Address("h", 1, "t", "a", "s3cret", (("sslmode", "require"),))

    assert "s3cret" not in repr(address) + str(address) + f"{address}"
    assert address.for_programs["PGPASSWORD"] == "s3cret"
    assert address.for_programs["PGSSLMODE"] == "require"
