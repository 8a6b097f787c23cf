"""A screening kept by an older program comes back from a store that was brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from specimens import screening
from sqlalchemy import Connection, MetaData, String, Table, Text, insert, inspect, select, text

from supplychain.settings import Settings
from supplychain.store import all_tables, open_store, tables
from supplychain.store.columns import dump_json
from supplychain.store.engine import reading, writing
from supplychain.store.forgetting import forget_before
from supplychain.store.screenings import list_screenings, load_screening, save_screening
from supplychain.store.upgrade import alembic_config

SHARED = ("entry", "supplier", "screening", "screening_version", "screening_missing", "rejected_row")


@pytest.fixture
def first_store(tmp_path: Path, database_url: str) -> Iterator[Settings]:
    """Where a store is with the tables of the first migration and one screening in them, as that program kept it."""
    newer = open_store(Settings(home=tmp_path / "newer"))
    save_screening(newer, screening())
    settings = Settings(home=tmp_path / "home", database_url=database_url)
    old = open_store(settings)
    with writing(old) as connection:
        _emptied(connection)
        command.upgrade(alembic_config(connection), "0001")
    with reading(newer) as kept, writing(old) as connection:
        for name in SHARED:
            for row in kept.execute(select(tables.metadata.tables[name])):
                _add(connection, name, row._asdict())
        findings = {row.number: row for row in kept.execute(select(tables.finding))}
        flags = kept.execute(select(tables.flag).order_by(tables.flag.c.finding, tables.flag.c.position)).all()
        for line in kept.execute(select(tables.supplier_line).order_by(tables.supplier_line.c.position)):
            found = findings[line.finding]
            _add(connection, "supplier_line", {**line._asdict(), "severity": found.severity, "found": found.content})
            for flag in flags:
                if flag.finding == line.finding:
                    _add(connection, "flag", {**flag._asdict(), "line_position": line.position})
    newer.close()
    old.close()
    yield settings


def _emptied(connection: Connection) -> None:
    """Takes away all that a newer program made."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
        return
    for name in reversed(all_tables.metadata.sorted_tables):
        connection.execute(text(f"DROP TABLE {name.name}"))
    connection.execute(text("DROP TABLE alembic_version"))


def _add(connection: Connection, name: str, values: dict[str, Any]) -> None:
    """Inserts what the table had columns for then."""
    then = Table(name, MetaData(), autoload_with=connection)
    row = {
        one.name: _as_kept(values[one.name]) if isinstance(one.type, Text | String) else values[one.name]
        for one in then.c
        if one.name in values
    }
    connection.execute(insert(then).values(row))


def _as_kept(value: Any) -> Any:
    """SQLite keeps JSON as text, and knows no other kind of column for it."""
    return dump_json(value) if isinstance(value, dict | list | tuple) else value


def test_a_screening_kept_by_the_first_program_comes_back_equal(first_store: Settings) -> None:
    opened = open_store(first_store)
    assert load_screening(opened, "s-1") == screening()
    assert [one.lines for one in list_screenings(opened)] == [3]
    with reading(opened) as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        assert [name for name in inspect(connection).get_table_names() if "kept" in name] == []
    save_screening(opened, screening("s-2"))
    assert load_screening(opened, "s-2") == screening("s-2")


def test_a_screening_kept_by_the_first_program_can_be_forgotten_whole(first_store: Settings) -> None:
    opened = open_store(first_store)
    started = list_screenings(opened)[0].started_at
    later = started.replace(year=started.year + 1)
    assert len(forget_before(opened, later, later, "test").screenings) == 1
    with reading(opened) as connection:
        for table in (tables.finding, tables.flag, tables.supplier_line, tables.supplier):
            assert connection.execute(select(table)).all() == [], table.name
