"""Settings: read once, from variables with our prefix, each told in the README."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from supplychain.errors import UsageError
from supplychain.settings import Settings, settings_table

README = Path(__file__).resolve().parents[1] / "README.md"


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = Settings.from_env({})
    assert settings == Settings()
    assert settings.home.name == "supplychain"
    assert settings.database_url == f"sqlite:///{settings.home / 'supplychain.db'}"
    assert (settings.threshold, settings.cutoff, settings.top, settings.sources) == (None, None, None, ())
    assert settings.max_upload_bytes == 50_000_000


@pytest.mark.sqlite
def test_every_setting_is_read_from_its_variable(tmp_path: Path) -> None:
    settings = Settings.from_env(
        {
            "SUPPLYCHAIN_HOME": str(tmp_path),
            "SUPPLYCHAIN_THRESHOLD": "0.85",
            "SUPPLYCHAIN_CUTOFF": ".5",
            "SUPPLYCHAIN_TOP": " 25 ",
            "SUPPLYCHAIN_MAX_UPLOAD_MB": "5",
            "SUPPLYCHAIN_SECRET_KEY": "k" * 32,
            "SUPPLYCHAIN_SOURCE_OFAC_SDN": "http://127.0.0.1:8000/sdn.csv",
            "HOME": "/somewhere",
        }
    )
    assert settings.home == tmp_path
    assert settings.database_url == f"sqlite:///{tmp_path / 'supplychain.db'}"
    assert (settings.threshold, settings.cutoff, settings.top) == (0.85, 0.5, 25)
    assert settings.max_upload_bytes == 5_000_000
    assert settings.source_of("ofac_sdn") == "http://127.0.0.1:8000/sdn.csv"
    assert settings.source_of("un_sc") is None


def test_a_database_address_wins_over_the_home_folder() -> None:
    url = "postgresql+psycopg://officer:secret@db/supplychain"
    assert Settings.from_env({"SUPPLYCHAIN_DATABASE_URL": url}).database_url == url


def test_an_empty_variable_counts_as_unset() -> None:
    assert Settings.from_env({"SUPPLYCHAIN_TOP": "", "SUPPLYCHAIN_HOME": " "}) == Settings()


def test_a_home_folder_may_start_with_a_tilde_and_is_made_absolute() -> None:
    assert Settings.from_env({"SUPPLYCHAIN_HOME": "~/screening"}).home == Path.home() / "screening"
    assert Settings.from_env({"SUPPLYCHAIN_HOME": "screening"}).home == Path.cwd() / "screening"


@pytest.mark.parametrize(
    ("variable", "value", "must"),
    [
        ("THRESHOLD", "80", "a number from 0 to 1"),
        ("THRESHOLD", "nan", "a number from 0 to 1"),
        ("THRESHOLD", "0,8", "a number from 0 to 1"),
        ("CUTOFF", "-0.1", "a number from 0 to 1"),
        ("TOP", "0", "a whole number of at least 1"),
        ("TOP", "ten", "a whole number of at least 1"),
        ("MAX_UPLOAD_MB", "1.5", "a whole number of at least 1"),
        ("DATABASE_URL", "mysql://u:secret@h/d", "start with sqlite:/// or postgresql"),
        ("SECRET_KEY", "secret", "at least 32 characters"),
        ("SOURCE_UN_SC", "file:///etc/secret", "an http:// or https:// address"),
        ("SOURCE_UN_SC", "http://[secret", "an http:// or https:// address"),
        ("SOURCE_UN_SC", "http://host:99999/secret", "an http:// or https:// address"),
        ("SOURCE_UN_SC", "https://", "an http:// or https:// address"),
    ],
)
def test_a_bad_value_is_told_by_its_variable_and_never_repeated(variable: str, value: str, must: str) -> None:
    with pytest.raises(UsageError, match=f"The setting SUPPLYCHAIN_{variable} must .*{re.escape(must)}") as told:
        Settings.from_env({f"SUPPLYCHAIN_{variable}": value})
    assert "secret" not in str(told.value)


def test_a_variable_we_do_not_know_is_kept_for_a_warning() -> None:
    settings = Settings.from_env({"SUPPLYCHAIN_TRESHOLD": "0.9", "SUPPLYCHAIN_SOURCE_": "x"})
    assert settings.unknown == ("SUPPLYCHAIN_SOURCE_", "SUPPLYCHAIN_TRESHOLD")


def test_settings_show_no_secret_and_cannot_be_changed() -> None:
    settings = Settings(database_url="postgresql+psycopg://u:hidden-word@h/d", secret_key="hidden-word" * 3)
    assert "hidden-word" not in repr(settings)
    with pytest.raises(FrozenInstanceError):
        settings.top = 3  # type: ignore[misc]


def test_the_table_names_every_setting_once() -> None:
    named = re.findall(r"^\| `(SUPPLYCHAIN_[A-Z_]+(?:<KEY>)?)` \|", settings_table(), flags=re.MULTILINE)
    told = {
        f"SUPPLYCHAIN_{one.name.upper()}" for one in fields(Settings) if one.name not in ("sources", "keys", "unknown")
    }
    assert len(named) == len(set(named))
    assert set(named) == told | {"SUPPLYCHAIN_SOURCE_<KEY>", "SUPPLYCHAIN_KEY_<KEY>"}


@pytest.mark.skipif(not README.is_file(), reason="the project has no README yet")
def test_the_readme_holds_the_table_of_settings() -> None:
    assert settings_table() in README.read_text(encoding="utf-8")


def test_a_key_for_a_publishers_interface_is_read_and_never_shown() -> None:
    settings = Settings.from_env({"SUPPLYCHAIN_KEY_SAM_EXCLUSIONS": "SAM-0123456789abcdef"})
    assert settings.key_of("sam_exclusions") == "SAM-0123456789abcdef"
    assert (settings.key_of("dol_goods"), settings.unknown) == ("", ())
    assert "0123456789" not in repr(settings)
    with pytest.raises(UsageError, match="SUPPLYCHAIN_KEY_DOL_GOODS must be 8 to 512 letters") as told:
        Settings.from_env({"SUPPLYCHAIN_KEY_DOL_GOODS": "two secret\r\nwords"})
    assert "secret\r" not in str(told.value)
