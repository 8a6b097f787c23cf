"""Opening: a fresh home, an older store, a damaged file; always tables that fit, or one sentence."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from supplychain.errors import StoreError
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.all_tables import metadata
from supplychain.store.audit import AuditEvent, append_audit
from supplychain.store.engine import reading, writing
from supplychain.store.tables import HEAD
from supplychain.store.upgrade import alembic_config
from supplychain.store.versions import current_versions

OPEN = """
import sys, time
import sqlalchemy
from pathlib import Path
from supplychain.settings import Settings
from supplychain.store import open_store
start = time.perf_counter()
open_store(Settings(Path(sys.argv[2]), sys.argv[1]))
print(time.perf_counter() - start, "alembic" in sys.modules)
"""


def opening(url: str, home: Path) -> subprocess.Popen[str]:
    """A process of its own that opens the store and prints how long it took and whether Alembic was needed."""
    return subprocess.Popen(
        [sys.executable, "-c", OPEN, url, str(home)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def sqlite_url(home: Path) -> str:
    """The default database of a home."""
    return f"sqlite:///{home / 'supplychain.db'}"


def test_the_programs_migration_is_alembics_newest() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD


# Indexes on an expression cannot be compared: SQLite does not tell it and PostgreSQL tells it in words of its own.
# tests/store/test_review_queue.py sees that the queue uses them.
BY_EXPRESSION = ("ix_standing_flag_queue", "ix_standing_flag_waiting")


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_migrations_lead_to_the_very_tables_of_the_program(store: Store) -> None:
    with reading(store) as connection:
        chosen = {"compare_type": True, "include_object": lambda _, name, *__: name not in BY_EXPRESSION}
        context = MigrationContext.configure(connection, opts=chosen)
        assert compare_metadata(context, metadata) == []


def test_opening_twice_changes_nothing(store: Store, database_url: str, tmp_path: Path) -> None:
    with writing(store) as connection:
        connection.execute(text("INSERT INTO current_version (list_key) VALUES ('kept')"))
    again = open_store(Settings(home=tmp_path / "home", database_url=database_url))
    with reading(again) as connection:
        assert connection.execute(text("SELECT list_key FROM current_version")).scalars().all() == ["kept"]
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [HEAD]
    again.close()


def test_several_processes_may_open_a_fresh_home_at_once(database_url: str, tmp_path: Path) -> None:
    running = [opening(database_url, tmp_path / "home") for _ in range(4)]
    told = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [0] * 4, told


@pytest.mark.sqlite
def test_an_up_to_date_store_opens_fast_and_without_alembic(tmp_path: Path) -> None:
    home = tmp_path / "home"
    open_store(Settings(home=home)).close()
    seconds, alembic_needed = [], set()
    for _ in range(3):
        took, needed = opening(sqlite_url(home), home).communicate(timeout=60)[0].split()
        seconds.append(float(took))
        alembic_needed.add(needed)
    assert alembic_needed == {"False"}
    assert min(seconds) < 0.06


@pytest.mark.sqlite
def test_the_home_and_the_database_are_for_their_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "not" / "there" / "yet"
    with writing(open_store(Settings(home=home))) as connection:
        connection.execute(text("INSERT INTO current_version (list_key) VALUES ('x')"))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [home, *home.iterdir()]}
    assert modes["yet"] == 0o700
    assert {modes[name] for name in modes if name.startswith("supplychain.db")} == {0o600}
    assert len(modes) >= 3  # the write-ahead log is there, and private too


@pytest.mark.sqlite
def test_sqlite_keeps_foreign_keys_and_a_write_ahead_log(tmp_path: Path) -> None:
    with reading(open_store(Settings(home=tmp_path))) as connection:
        asked = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("foreign_keys", "journal_mode")}
        waits = connection.execute(text("PRAGMA busy_timeout")).scalar_one()
    assert asked == {"foreign_keys": 1, "journal_mode": "wal"}
    assert waits >= 5_000


def test_a_store_of_a_newer_program_is_left_alone(store: Store, database_url: str, tmp_path: Path) -> None:
    with writing(store) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version of this program; update the program"):
        open_store(Settings(home=tmp_path / "home", database_url=database_url))


@pytest.mark.sqlite
@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be read as one" * 9, b"PK\x03\x04"])
def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "supplychain.db").write_bytes(content)
    with pytest.raises(StoreError, match="no database file; restore it from a backup"):
        open_store(Settings(home=tmp_path))
    assert (tmp_path / "supplychain.db").read_bytes() == content


@pytest.mark.sqlite
def test_a_damaged_database_is_told_in_one_sentence(tmp_path: Path) -> None:
    store = open_store(Settings(home=tmp_path))
    store.close()
    path = tmp_path / "supplychain.db"
    path.write_bytes(path.read_bytes()[:4096] + os.urandom(path.stat().st_size - 4096))
    with pytest.raises(StoreError, match=r"damaged|cannot do what was asked"):
        current_versions(open_store(Settings(home=tmp_path)))


def test_a_home_that_cannot_be_made_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="set SUPPLYCHAIN_HOME to a folder you may write"):
        open_store(Settings(home=tmp_path / "file" / "home"))
    with pytest.raises(StoreError, match="cannot be written"):
        open_store(Settings(home=tmp_path, database_url=f"sqlite:///{tmp_path}"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_may_only_be_read_is_told_in_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be"):
        open_store(Settings(home=tmp_path))


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql+pymysql://u:secret@localhost/db", "sqlite://", "sqlite:///:memory:"]
)
def test_an_address_we_cannot_use_is_told_in_one_sentence(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as told:
        open_store(Settings(home=tmp_path, database_url=url))
    assert "secret" not in str(told.value)


def test_a_server_that_does_not_answer_is_told_without_the_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match=r"cannot be reached.*that the server runs") as told:
        open_store(Settings(home=tmp_path, database_url="postgresql+psycopg://officer:secret@127.0.0.1:1/supplychain"))
    assert "secret" not in str(told.value)


def test_a_store_kept_busy_by_another_program_is_told_in_one_sentence(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path / "home", database_url=database_url)
    open_store(settings).close()
    monkeypatch.setattr("supplychain.store.opening.BUSY_SECONDS", 0.2)
    other = create_engine(database_url, isolation_level="AUTOCOMMIT").connect()
    other.execute(text("BEGIN IMMEDIATE" if other.dialect.name == "sqlite" else "BEGIN"))
    if other.dialect.name == "postgresql":
        other.execute(text("LOCK TABLE audit_head IN ACCESS EXCLUSIVE MODE"))
    store, start = open_store(settings), time.monotonic()
    event = AuditEvent(datetime.now(UTC), "ann", "flag.test", "flag", "f")
    with pytest.raises(StoreError, match="kept busy by another program"), writing(store) as connection:
        append_audit(connection, event)
    assert time.monotonic() - start < 5
    other.execute(text("ROLLBACK"))
    with writing(store) as connection:
        append_audit(connection, event)
    other.close()
    other.engine.dispose()
    store.close()
