"""Names an index takes: a name or number as long as a cell is kept whole beside a short form that is indexed"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supplychain.store.columns import LEAST_LETTERS_SHORTENED, indexable

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Columns that now hold what an index takes: table, key, columns.
SHORTENED = (("supplier", "fingerprint", ("name",)), ("standing_flag", "flag_id", ("supplier_name", "supplier_key")))


def upgrade() -> None:
    """Names an index takes: a name or number as long as a cell is kept whole beside a short form that is indexed"""
    connection = op.get_bind()
    for name, key, columns in SHORTENED:
        table = sa.table(name, sa.column(key), *map(sa.column, columns))
        long = [table.c[column] for column in columns]
        query = sa.select(table).where(sa.or_(*(sa.func.length(column) > LEAST_LETTERS_SHORTENED for column in long)))
        for row in connection.execute(query).all():
            values = {column.name: indexable(getattr(row, column.name)) for column in long}
            connection.execute(sa.update(table).where(table.c[key] == getattr(row, key)).values(values))
