"""Settings from the environment: typed readers that fail loudly; a secret may also stand in a file.

Every setting is called TONGHOP_SOMETHING and described in docs/reference/settings.md. An empty value counts
as not given, since a compose file cannot unset one.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from tonghop.domain.errors import Refusal

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})


class SettingMissing(Refusal):
    code = "setting-missing"
    message_vi = "Thiếu cấu hình {name}. Xem docs/reference/settings.md."
    message_en = "The setting {name} is missing. See docs/reference/settings.md."


class SettingUnusable(Refusal):
    code = "setting-unusable"
    message_vi = "Cấu hình {name} không dùng được: {reason_vi}."
    message_en = "The setting {name} cannot be used: {reason_en}."


def text(name: str, default: str | None = None, *, given: Mapping[str, str] | None = None) -> str:
    """Return a setting, or its default.

    Raises: SettingMissing, when it is not given and has no default.
    """
    value = (os.environ if given is None else given).get(name, "").strip() or default
    if value is None:
        raise SettingMissing(name=name)
    return value


def choice(
    name: str, choices: tuple[str, ...], default: str, *, given: Mapping[str, str] | None = None
) -> str:
    """Return a setting that is one of `choices`.

    Raises: SettingUnusable, when it is anything else.
    """
    value = text(name, default, given=given)
    if value not in choices:
        listed = ", ".join(choices)
        raise SettingUnusable(name=name, reason_vi=f"phải là {listed}", reason_en=f"it must be {listed}")
    return value


def boolean(name: str, default: bool, *, given: Mapping[str, str] | None = None) -> bool:
    """Return a setting that says yes or no.

    Raises: SettingUnusable, when it says neither.
    """
    value = text(name, "yes" if default else "no", given=given).lower()
    if value in YES | NO:
        return value in YES
    raise SettingUnusable(name=name, reason_vi="phải là yes hoặc no", reason_en="it must be yes or no")


def secret(name: str, default: str | None = None, *, given: Mapping[str, str] | None = None) -> str:
    """Return a secret from NAME, or from the file that NAME_FILE points to; giving both is a mistake.

    Raises: SettingMissing, SettingUnusable (both given; the file cannot be read or is empty).
    """
    file = text(f"{name}_FILE", "", given=given)
    if not file:
        return text(name, default, given=given)
    if text(name, "", given=given):
        raise SettingUnusable(
            name=name, reason_vi=f"đã có cả {name}_FILE", reason_en=f"{name}_FILE is given too"
        )
    return _first_line(f"{name}_FILE", Path(file))


def _first_line(name: str, file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingUnusable(
            name=name, reason_vi=f"không đọc được {file}", reason_en=f"{file} cannot be read"
        ) from fault
    if not lines[0].strip():
        raise SettingUnusable(name=name, reason_vi=f"{file} trống", reason_en=f"{file} is empty")
    return lines[0].strip()
