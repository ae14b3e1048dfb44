"""Checks of single fields, each refusing with the field's name and what to write instead."""

import re
from collections.abc import Iterable

from tonghop.domain.errors import Refusal

CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


class FieldWrong(Refusal):
    """A field cannot be used as it stands. Facts: where, field, found, advice_vi, advice_en."""

    code = "campaign-field"
    message_vi = "{where}: ô “{field}” ghi “{found}” chưa dùng được. {advice_vi}"
    message_en = "{where}: the field {field!r} says {found!r}, which cannot be used. {advice_en}"


def demand(holds: bool, where: str, field: str, found: object, vietnamese: str, english: str) -> None:
    """Raise FieldWrong unless `holds`."""
    if not holds:
        raise FieldWrong(where=where, field=field, found=found, advice_vi=vietnamese, advice_en=english)


def demand_text(text: str, where: str, field: str) -> None:
    demand(bool(text.strip()), where, field, text, "Điền vào ô này.", "Fill it in.")


def demand_code(code: str, where: str) -> None:
    demand(
        CODE.fullmatch(code) is not None,
        where,
        "code",
        code,
        "Mã chỉ gồm chữ thường không dấu, số, gạch nối, tối đa 80 ký tự.",
        "A code has lower-case letters without marks, digits and hyphens, at most 80.",
    )


def demand_one_of(found: str, allowed: Iterable[str], where: str, field: str) -> None:
    choices = ", ".join(allowed)
    demand(
        found in choices.split(", "),
        where,
        field,
        found,
        f"Chọn một trong: {choices}.",
        f"Choose one of: {choices}.",
    )


def demand_known(codes: Iterable[str], known: Iterable[str], where: str, field: str) -> None:
    names = set(known)
    for code in codes:
        demand(
            code in names,
            where,
            field,
            code,
            "Mã này không có trong chiến dịch.",
            "The campaign has no such code.",
        )


def demand_distinct(codes: Iterable[str], where: str) -> None:
    seen: set[str] = set()
    for code in codes:
        demand(
            code not in seen,
            where,
            "code",
            code,
            "Mã bị trùng; mỗi mã chỉ dùng một lần.",
            "The code stands twice.",
        )
        seen.add(code)
