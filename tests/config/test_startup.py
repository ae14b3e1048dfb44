"""Which database is opened: the one of the settings, with its owner's door only where it was given."""

import pytest

from tonghop.config.database import configured_database, open_database
from tonghop.config.environment import SettingMissing

WORK, OWNER = "postgresql://tonghop_app:a@h/t", "postgresql://tonghop_owner:o@h/t"


@pytest.fixture(autouse=True)
def _nothing_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TONGHOP_DATABASE_URL", "TONGHOP_DATABASE_OWNER_URL"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


def test_without_settings_the_embedded_one_is_meant() -> None:
    assert configured_database() is None


def test_configured_server_is_neither_started_nor_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGHOP_DATABASE_URL", WORK)
    monkeypatch.setenv("TONGHOP_DATABASE_OWNER_URL", OWNER)

    with open_database() as database:
        assert database.embedded is None
        assert (database.work.user, database.for_owner.user) == ("tonghop_app", "tonghop_owner")


def test_owner_is_missed_only_when_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGHOP_DATABASE_URL", WORK)

    with open_database() as database, pytest.raises(SettingMissing, match="OWNER"):
        _ = database.for_owner


def test_owner_alone_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGHOP_DATABASE_OWNER_URL", OWNER)

    with pytest.raises(SettingMissing, match="TONGHOP_DATABASE_URL"):
        configured_database()
