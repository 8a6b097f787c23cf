"""Which programs may ask in whose name? Tokens by their SHA-256, with scopes and an end.

Refuses to know what a scope allows.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, insert, select, update

from supplychain.errors import UsageError
from supplychain.store.accounts import Account, By, account_event, account_from
from supplychain.store.audit import append_audit
from supplychain.store.engine import Store, reading, writing
from supplychain.store.login_sessions import token_digest
from supplychain.store.tables_people import account, api_token

LONGEST_LIFE = timedelta(days=365)
MARK = "sct_"  # before every token, so that a search for leaked secrets can find it
_TOKEN_BYTES = 32
_PREFIX_LENGTH = len(MARK) + 8  # 48 of 256 bits are shown; the rest cannot be guessed
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token without its secret. `prefix` is its beginning, so that one found somewhere can be told."""

    token_id: str
    account_id: str
    name: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


def make_token(store: Store, by: By, of: Account, *, name: str, scopes: tuple[str, ...], days: int) -> str:
    """Makes a token and gives it, this once. Raises UsageError for no name, no scope, or a life over a year."""
    if not name.strip():
        raise UsageError("A token needs a name that says what uses it; give one.")
    if not scopes:
        raise UsageError("A token needs at least one scope; choose what it may be used for.")
    if not 1 <= days <= LONGEST_LIFE.days:
        raise UsageError(f"A token lives from 1 to {LONGEST_LIFE.days} days; choose a number in between.")
    token = MARK + secrets.token_urlsafe(_TOKEN_BYTES)
    row = {
        "token_id": secrets.token_hex(16),
        "account_id": of.account_id,
        "name": name.strip(),
        "prefix": token[:_PREFIX_LENGTH],
        "token_sha256": token_digest(token),
        "scopes": ",".join(scopes),
        "created_at": by.at,
        "expires_at": by.at + timedelta(days=days),
        "last_used_at": None,
        "revoked_at": None,
    }
    told = {"name": row["name"], "prefix": row["prefix"], "scopes": row["scopes"], "days": days}
    with writing(store) as connection:
        connection.execute(insert(api_token).values(**row))
        append_audit(connection, account_event(by, "token.make", of, {}, told, token_id=str(row["token_id"])))
    return token


def revoke_token(store: Store, by: By, of: Account, token_id: str) -> bool:
    """Ends a token of this account at once; False where the account has none of that id that is still live."""
    with writing(store) as connection:
        live = update(api_token).filter_by(token_id=token_id, account_id=of.account_id, revoked_at=None)
        done = connection.execute(live.values(revoked_at=by.at)).rowcount > 0
        if done:
            append_audit(connection, account_event(by, "token.revoke", of, {}, {}, token_id=token_id))
    return done


def tokens_of(store: Store, account_id: str) -> tuple[ApiToken, ...]:
    """Every token an account ever had, newest first."""
    query = select(api_token).filter_by(account_id=account_id).order_by(api_token.c.created_at.desc())
    with reading(store) as connection:
        return tuple(_token(row) for row in connection.execute(query))


def use_token(store: Store, token: str, at: datetime) -> tuple[ApiToken, Account] | None:
    """A live token and whose it is; None where it is unknown, revoked, expired, or its owner disabled."""
    with reading(store) as connection:
        row = connection.execute(select(api_token).filter_by(token_sha256=token_digest(token))).first()
        if row is None or row.revoked_at is not None or at >= row.expires_at:
            return None
        owner = account_from(connection.execute(select(account).filter_by(account_id=row.account_id)).one())
    if owner.disabled or owner.must_change:
        return None
    if row.last_used_at is None or at - row.last_used_at >= _NOTED_EVERY:
        with writing(store) as connection:
            connection.execute(update(api_token).filter_by(token_id=row.token_id).values(last_used_at=at))
    return _token(row), owner


def _token(row: Row[tuple[object, ...]]) -> ApiToken:
    return ApiToken(
        token_id=row.token_id,
        account_id=row.account_id,
        name=row.name,
        prefix=row.prefix,
        scopes=tuple(row.scopes.split(",")),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
