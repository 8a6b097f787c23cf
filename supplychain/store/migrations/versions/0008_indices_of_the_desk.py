"""Indices of the desk: what was raised when, the newest first, what expires next"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Indices of the desk: what was raised when, the newest first, what expires next"""
    op.execute(
        "CREATE INDEX ix_standing_flag_newest ON standing_flag (organisation_id, raised_at DESC, flag_id, status,"
        " severity, list_key, country, features, supplier_name)"
    )
    op.create_index("ix_standing_flag_raised", "standing_flag", ["organisation_id", "raised_at", "severity"])
    op.drop_index("ix_standing_flag_expiry", "standing_flag")
    op.create_index("ix_standing_flag_expiry", "standing_flag", ["status", "valid_until", "organisation_id"])
