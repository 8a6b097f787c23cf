"""Standing flags"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Standing flags"""
    op.create_table(
        "base_version",
        sa.Column("list_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("rescreening_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("list_key", name=op.f("pk_base_version")),
    )
    op.create_table(
        "digest",
        sa.Column("digest_id", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("sent_to", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest_id", name=op.f("pk_digest")),
    )
    op.create_table(
        "rescreening",
        sa.Column("rescreening_id", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("versions", JSON, nullable=False),
        sa.Column("supplier_count", sa.Integer(), nullable=False),
        sa.Column("met_count", sa.Integer(), nullable=False),
        sa.Column("new_count", sa.Integer(), nullable=False),
        sa.Column("changed_count", sa.Integer(), nullable=False),
        sa.Column("withdrawn_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("rescreening_id", name=op.f("pk_rescreening")),
    )
    op.create_table(
        "flag_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rescreening_id", sa.Text(), nullable=False),
        sa.Column("flag_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("list_key", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("version_before", sa.Text(), nullable=False),
        sa.Column("version_after", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("digest_id", sa.Text(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["rescreening_id"], ["rescreening.rescreening_id"], name=op.f("fk_flag_change_rescreening_id_rescreening")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_change")),
    )
    with op.batch_alter_table("flag_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_change_digest_id"), ["digest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_flag_change_flag_id"), ["flag_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_flag_change_rescreening_id"), ["rescreening_id"], unique=False)

    op.create_table(
        "standing_flag",
        sa.Column("flag_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("list_key", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("entry_fingerprint", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("severity_rank", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("supplier_fingerprint", sa.Text(), nullable=False),
        sa.Column("supplier_name", sa.Text(), nullable=False),
        sa.Column("supplier_key", sa.Text(), nullable=False),
        sa.Column("axes", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("spend", sa.Float(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("screening_id", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_by", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("previous_flag_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("flag_id", name=op.f("pk_standing_flag")),
    )
    op.create_index("ix_standing_flag_entry", "standing_flag", ["list_key", "entry_id"])
    op.create_index("ix_standing_flag_supplier", "standing_flag", ["organisation_id", "supplier_key"])
    op.create_table(
        "met_screening",
        sa.Column("screening_id", sa.Text(), nullable=False),
        sa.Column("rescreening_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["screening.screening_id"],
            name=op.f("fk_met_screening_screening_id_screening"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("screening_id", name=op.f("pk_met_screening")),
    )
