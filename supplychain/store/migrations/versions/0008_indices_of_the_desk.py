"""Indices of the desk: what was raised when, the newest first, what expires next, one supplier's flags"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

AGAIN = {
    "ix_standing_flag_expiry": ["status", "valid_until", "organisation_id"],
    "ix_standing_flag_named": ["organisation_id", "supplier_name", "list_key", "entry_id"],
    "ix_standing_flag_supplier": [
        "organisation_id", "supplier_key", "list_key", "entry_id", "status", "severity_rank", "supplier_name",
    ],
}  # fmt: skip


def upgrade() -> None:
    """Indices of the desk: what was raised when, the newest first, what expires next, one supplier's flags"""
    op.execute(
        "CREATE INDEX ix_standing_flag_newest ON standing_flag (organisation_id, raised_at DESC, flag_id, status,"
        " severity, list_key, country, features, supplier_name)"
    )
    op.create_index("ix_standing_flag_raised", "standing_flag", ["organisation_id", "raised_at", "severity"])
    for name, columns in AGAIN.items():
        op.drop_index(name, "standing_flag")
        op.create_index(name, "standing_flag", columns)
