"""Findings kept once

What was found on a line moves from the line into a row of its own that all lines alike share. A screening kept before
gets one finding a line, numbered as the line is.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

LINE_CELLS = "screening_id, position, sheet, row, supplier_fingerprint, amount, currency"
FLAG_CELLS = "severity, axes, list_key, version, entry_id, entry_fingerprint, score, content"


def upgrade() -> None:
    """Findings kept once"""
    _make_finding()
    op.execute(
        "INSERT INTO finding (screening_id, number, severity, content)"
        " SELECT screening_id, position, severity, found FROM supplier_line"
    )
    # Put aside and filled in again: a table that others point at cannot be altered in place on SQLite, and dropping
    # one while its flags still point at it would take them along.
    op.execute("CREATE TABLE flag_kept AS SELECT * FROM flag")
    op.execute("CREATE TABLE supplier_line_kept AS SELECT * FROM supplier_line")
    op.drop_table("flag")
    op.drop_table("supplier_line")
    _make_supplier_line()
    _make_flag()
    op.execute(
        f"INSERT INTO supplier_line ({LINE_CELLS}, finding) SELECT {LINE_CELLS}, position FROM supplier_line_kept"
    )
    op.execute(
        f"INSERT INTO flag (screening_id, finding, position, {FLAG_CELLS})"
        f" SELECT screening_id, line_position, position, {FLAG_CELLS} FROM flag_kept"
    )
    op.drop_table("flag_kept")
    op.drop_table("supplier_line_kept")


def _make_finding() -> None:
    op.create_table(
        "finding",
        sa.Column("screening_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["screening.screening_id"],
            name=op.f("fk_finding_screening_id_screening"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("screening_id", "number", name=op.f("pk_finding")),
    )


def _make_supplier_line() -> None:
    op.create_table(
        "supplier_line",
        sa.Column("screening_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("supplier_fingerprint", sa.Text(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["screening.screening_id"],
            name=op.f("fk_supplier_line_screening_id_screening"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["supplier_fingerprint"],
            ["supplier.fingerprint"],
            name=op.f("fk_supplier_line_supplier_fingerprint_supplier"),
        ),
        sa.ForeignKeyConstraint(
            ["screening_id", "finding"],
            ["finding.screening_id", "finding.number"],
            name=op.f("fk_supplier_line_screening_id_finding_finding"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("screening_id", "position", name=op.f("pk_supplier_line")),
    )
    with op.batch_alter_table("supplier_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_supplier_line_supplier_fingerprint"), ["supplier_fingerprint"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_supplier_line_screening_id_supplier_line_finding"), ["screening_id", "finding"], unique=False
        )


def _make_flag() -> None:
    op.create_table(
        "flag",
        sa.Column("screening_id", sa.Text(), nullable=False),
        sa.Column("finding", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("axes", sa.Text(), nullable=False),
        sa.Column("list_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("entry_fingerprint", sa.Text(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["screening_id", "finding"],
            ["finding.screening_id", "finding.number"],
            name=op.f("fk_flag_screening_id_finding_finding"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("screening_id", "finding", "position", name=op.f("pk_flag")),
    )
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_flag_list_key_flag_entry_fingerprint"), ["list_key", "entry_fingerprint"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_flag_screening_id_flag_severity"), ["screening_id", "severity"], unique=False
        )
