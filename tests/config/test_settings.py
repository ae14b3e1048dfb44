"""The one settings file: the role decides the door, and what is read is described, and no more."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
CONFIG = PROJECT / "src" / "tonghop" / "config"
WORK, OWNER = "postgresql://tonghop_app:a@h/t", "postgresql://tonghop_owner:o@h/t"

SHOW = """
import json
from tonghop.config import settings
database = settings.DATABASES["default"]
print(json.dumps([database.get("USER"), database["NAME"], settings.DEBUG, bool(settings.SECRET_KEY)]))
"""


def _settings(**given: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TONGHOP_")}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        env=environment | {"PYTHONPATH": str(PROJECT / "src")} | given,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


SHOWN = [
    ({}, '[null, "", false, false]'),
    ({"TONGHOP_DATABASE_URL": WORK, "TONGHOP_SECRET_KEY": "k"}, '["tonghop_app", "t", false, true]'),
    (
        {"TONGHOP_DATABASE_URL": WORK, "TONGHOP_DATABASE_OWNER_URL": OWNER, "TONGHOP_DATABASE_ROLE": "owner"},
        '["tonghop_owner", "t", false, false]',
    ),
    ({"TONGHOP_DATABASE_OWNER_URL": OWNER, "TONGHOP_DEBUG": "yes"}, '[null, "", true, false]'),
]


@pytest.mark.parametrize(("given", "shown"), SHOWN)
def test_role_decides_the_door(given: dict[str, str], shown: str) -> None:
    assert _settings(**given).stdout.strip() == shown


@pytest.mark.parametrize(
    "given",
    [{"TONGHOP_DEBUG": "perhaps"}, {"TONGHOP_DATABASE_ROLE": "root"}, {"TONGHOP_DATABASE_URL": "localhost"}],
)
def test_wrong_setting_fails_loudly(given: dict[str, str]) -> None:
    done = _settings(**given)

    assert done.returncode
    assert next(iter(given)) in done.stderr


def test_query_without_a_database_fails_loudly() -> None:
    query = (
        "import django; django.setup()\nfrom tonghop.apps.audit.models import Event\nEvent.objects.count()"
    )
    done = subprocess.run(
        [sys.executable, "-c", query],
        env={
            "PYTHONPATH": str(PROJECT / "src"),
            "DJANGO_SETTINGS_MODULE": "tonghop.config.settings",
            "TONGHOP_SECRET_KEY": "k",
        }
        | {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    assert "ImproperlyConfigured" in done.stderr


def test_every_setting_is_described_and_no_other() -> None:
    sources = "\n".join(file.read_text(encoding="utf-8") for file in CONFIG.rglob("*.py"))
    page = (PROJECT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")

    read = set(re.findall(r'"(TONGHOP_[A-Z_]+)"', sources))
    described = set(re.findall(r"^\| `(TONGHOP_[A-Z_]+)`", page, flags=re.M))

    assert described == read
