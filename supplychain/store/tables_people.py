"""The tables of people: organisations, accounts, their sessions and tokens, and what throttles a login."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from supplychain.store.columns import Json, Utc, Words
from supplychain.store.tables import metadata

organisation = Table(
    "organisation",
    metadata,
    Column("organisation_id", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("created_at", Utc, nullable=False),
)

account = Table(
    "account",
    metadata,
    Column("account_id", Words, primary_key=True),
    Column("organisation_id", ForeignKey("organisation.organisation_id"), nullable=False, index=True),
    Column("login", Words, nullable=False),  # an e-mail address or name, folded
    Column("name", Words, nullable=False),  # as shown
    Column("role", Words, nullable=False),  # officer | reviewer | admin
    Column("password_hash", Words, nullable=False),  # argon2id; "" where only OIDC may log in
    Column("must_change", Boolean, nullable=False),  # a one-time password
    Column("totp_secret", Words, nullable=False),  # sealed with the desk's key; "" where not enrolled
    Column("totp_last_step", Integer, nullable=False),  # a code is taken once
    Column("oidc_subject", Words, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("changed_at", Utc, nullable=False),
    UniqueConstraint("login"),
)

# Server-side sessions: a logout or a disabled account ends them at once, wherever the cookie went.
login_session = Table(
    "login_session",
    metadata,
    Column("token_sha256", Words, primary_key=True),
    Column("account_id", ForeignKey("account.account_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("started_at", Utc, nullable=False),
    Column("seen_at", Utc, nullable=False),
    Column("second_factor", Boolean, nullable=False),
    Column("content", Json, nullable=False),
)

# Each signs in once instead of a code, where the device that makes the codes is lost.
recovery_code = Table(
    "recovery_code",
    metadata,
    Column("code_sha256", Words, primary_key=True),
    Column("account_id", ForeignKey("account.account_id", ondelete="CASCADE"), nullable=False, index=True),
)

login_attempt = Table(
    "login_attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("login", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Index(None, "login", "at"),
    Index(None, "address", "at"),
)

api_token = Table(
    "api_token",
    metadata,
    Column("token_id", Words, primary_key=True),
    Column("account_id", ForeignKey("account.account_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Words, nullable=False),
    Column("prefix", Words, nullable=False),  # shown, so that a token found somewhere can be told
    Column("token_sha256", Words, nullable=False),
    Column("scopes", Words, nullable=False),  # joined by ","
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("last_used_at", Utc),
    Column("revoked_at", Utc),
    UniqueConstraint("token_sha256"),
)
