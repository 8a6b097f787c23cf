"""Alembic's entry: runs the migrations on the connection `upgrade` brings. Never connects by itself."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from supplychain.store.all_tables import metadata
from supplychain.store.columns import Utc, Words


def _render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our column types as SQLAlchemy's own: a migration must stay what it was when ours change."""
    if kind == "type" and isinstance(item, Words):
        return "sa.Text()"
    if kind == "type" and isinstance(item, Utc):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=_render_item,
    render_as_batch=True,  # SQLite cannot alter most of a table: Alembic copies it instead
    transactional_ddl=True,  # SQLite can, though Alembic assumes it cannot; `_begin_sqlite` begins for real
)
with context.begin_transaction():
    context.run_migrations()
