"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """The first tables"""
    op.create_table(
        "entry",
        sa.Column("list_key", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.PrimaryKeyConstraint("list_key", "number", name=op.f("pk_entry")),
        sa.UniqueConstraint("list_key", "fingerprint", name=op.f("uq_entry_list_key_fingerprint")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_list_key_entry_entry_id"), ["list_key", "entry_id"], unique=False)

    op.create_table(
        "list_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("entry_count", sa.Integer(), nullable=False),
        sa.Column("name_count", sa.Integer(), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_version")),
        sa.UniqueConstraint("list_key", "version", name=op.f("uq_list_version_list_key_version")),
    )
    op.create_table(
        "own_list",
        sa.Column("list_key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("list_key", name=op.f("pk_own_list")),
    )
    op.create_table(
        "refresh",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_key", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("byte_count", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("entry_count", sa.Integer(), nullable=True),
        sa.Column("added", sa.Integer(), nullable=True),
        sa.Column("removed", sa.Integer(), nullable=True),
        sa.Column("changed", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refresh")),
    )
    with op.batch_alter_table("refresh", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_refresh_list_key_refresh_started_at"), ["list_key", "started_at"], unique=False
        )

    op.create_table(
        "screening",
        sa.Column("screening_id", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("sheet", JSON, nullable=False),
        sa.Column("refreshed", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("severities", JSON, nullable=False),
        sa.PrimaryKeyConstraint("screening_id", name=op.f("pk_screening")),
    )
    with op.batch_alter_table("screening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_screening_file_sha256"), ["file_sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_screening_started_at"), ["started_at"], unique=False)

    op.create_table(
        "supplier",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_supplier")),
    )
    with op.batch_alter_table("supplier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplier_name"), ["name"], unique=False)

    op.create_table(
        "current_version",
        sa.Column("list_key", sa.Text(), nullable=False),
        sa.Column("list_version_id", sa.Integer(), nullable=True),
        sa.Column("flipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["list_version_id"], ["list_version.id"], name=op.f("fk_current_version_list_version_id_list_version")
        ),
        sa.PrimaryKeyConstraint("list_key", name=op.f("pk_current_version")),
    )
    op.create_table(
        "rejected_row",
        sa.Column("screening_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["screening.screening_id"],
            name=op.f("fk_rejected_row_screening_id_screening"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("screening_id", "position", name=op.f("pk_rejected_row")),
    )
    op.create_table(
        "screening_missing",
        sa.Column("screening_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("list_key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["screening.screening_id"],
            name=op.f("fk_screening_missing_screening_id_screening"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("screening_id", "position", name=op.f("pk_screening_missing")),
    )
    op.create_table(
        "screening_version",
        sa.Column("screening_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("list_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["screening.screening_id"],
            name=op.f("fk_screening_version_screening_id_screening"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("screening_id", "position", name=op.f("pk_screening_version")),
    )
    with op.batch_alter_table("screening_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_screening_version_list_key_screening_version_version"), ["list_key", "version"], unique=False
        )

    op.create_table(
        "supplier_line",
        sa.Column("screening_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("supplier_fingerprint", sa.Text(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("found", JSON, nullable=False),
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
        sa.PrimaryKeyConstraint("screening_id", "position", name=op.f("pk_supplier_line")),
    )
    with op.batch_alter_table("supplier_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_supplier_line_supplier_fingerprint"), ["supplier_fingerprint"], unique=False
        )

    op.create_table(
        "version_span",
        sa.Column("list_version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("first_number <= last_number", name=op.f("ck_version_span_forward")),
        sa.ForeignKeyConstraint(
            ["list_version_id"], ["list_version.id"], name=op.f("fk_version_span_list_version_id_list_version")
        ),
        sa.PrimaryKeyConstraint("list_version_id", "position", name=op.f("pk_version_span")),
    )
    op.create_table(
        "flag",
        sa.Column("screening_id", sa.Text(), nullable=False),
        sa.Column("line_position", sa.Integer(), autoincrement=False, nullable=False),
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
            ["screening_id", "line_position"],
            ["supplier_line.screening_id", "supplier_line.position"],
            name=op.f("fk_flag_screening_id_line_position_supplier_line"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("screening_id", "line_position", "position", name=op.f("pk_flag")),
    )
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_flag_list_key_flag_entry_fingerprint"), ["list_key", "entry_fingerprint"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_flag_screening_id_flag_severity"), ["screening_id", "severity"], unique=False
        )
