"""A screening kept by an older program comes back from a store that was brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from specimens import screening
from sqlalchemy import insert, select, text

from supplychain.settings import Settings
from supplychain.store import Store, all_tables, open_store, tables
from supplychain.store.engine import reading, writing
from supplychain.store.screenings import forget_screenings, list_screenings, load_screening, save_screening
from supplychain.store.upgrade import alembic_config

SHARED = ("entry", "supplier", "screening", "screening_version", "screening_missing", "rejected_row")
LINES = """
INSERT INTO supplier_line
    (screening_id, position, sheet, row, supplier_fingerprint, amount, currency, severity, found)
VALUES (:screening_id, :position, :sheet, :row, :supplier_fingerprint, :amount, :currency, :severity, :found)
"""
FLAGS = """
INSERT INTO flag
    (screening_id, line_position, position, severity, axes, list_key, version, entry_id, entry_fingerprint, score,
     content)
VALUES (:screening_id, :line_position, :position, :severity, :axes, :list_key, :version, :entry_id,
        :entry_fingerprint, :score, :content)
"""


@pytest.fixture
def first_store(tmp_path: Path) -> Iterator[Store]:
    """A store with the tables of the first migration and one screening in them, as that program kept it."""
    newer = open_store(Settings(home=tmp_path / "newer"))
    save_screening(newer, screening())
    old = open_store(Settings(home=tmp_path / "old"))
    with writing(old) as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        for name in reversed(all_tables.metadata.sorted_tables):
            connection.execute(text(f"DROP TABLE {name.name}"))
        connection.execute(text("DROP TABLE alembic_version"))
        assert len(names) > len(SHARED)
        command.upgrade(alembic_config(connection), "0001")
    with reading(newer) as kept, writing(old) as connection:
        for name in SHARED:
            rows = [row._asdict() for row in kept.execute(select(tables.metadata.tables[name]))]
            for row in rows:
                row.pop("organisation_id", None)  # came with 0005
            if rows:
                connection.execute(insert(tables.metadata.tables[name]), rows)
        contents = {
            row.number: row for row in kept.execute(text("SELECT number, severity, content AS found FROM finding"))
        }
        flags = kept.execute(text("SELECT * FROM flag ORDER BY finding, position")).all()
        for line in kept.execute(text("SELECT * FROM supplier_line ORDER BY position")):
            found = contents[line.finding]
            values = {**line._asdict(), "severity": found.severity, "found": found.found}
            connection.execute(text(LINES), values)
            for flag in flags:
                if flag.finding == line.finding:
                    connection.execute(text(FLAGS), {**flag._asdict(), "line_position": line.position})
    newer.close()
    old.close()
    yield old


def test_a_screening_kept_by_the_first_program_comes_back_equal(first_store: Store, tmp_path: Path) -> None:
    opened = open_store(Settings(home=tmp_path / "old"))
    assert load_screening(opened, "s-1") == screening()
    assert [one.lines for one in list_screenings(opened)] == [3]
    with reading(opened) as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        left = connection.execute(text("SELECT name FROM sqlite_master WHERE name LIKE '%kept%'")).all()
    assert left == []
    save_screening(opened, screening("s-2"))
    assert load_screening(opened, "s-2") == screening("s-2")


def test_a_screening_kept_by_the_first_program_can_be_forgotten_whole(first_store: Store, tmp_path: Path) -> None:
    opened = open_store(Settings(home=tmp_path / "old"))
    started = list_screenings(opened)[0].started_at
    assert forget_screenings(opened, started.replace(year=started.year + 1)) == 1
    with reading(opened) as connection:
        for table in (tables.finding, tables.flag, tables.supplier_line, tables.supplier):
            assert connection.execute(select(table)).all() == [], table.name
