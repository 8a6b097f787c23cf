"""Who is signed in? Sessions are rows here: ending the row ends the session, wherever its cookie went.

Refuses to know cookies; it keeps the SHA-256 of each token, so that a copy of the database signs nobody in.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from supplychain.store.accounts import Account, By, account_event, account_from
from supplychain.store.audit import append_audit
from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables_people import account, login_session

IDLE = timedelta(minutes=30)  # NIST SP 800-63B 2.2.3 (AAL2): reauthenticate after 30 minutes of inactivity
ABSOLUTE = timedelta(hours=12)  # the same: and after 12 hours whatever happened
_NOTED_EVERY = timedelta(minutes=1)  # a write for every page would cost more than the page
_TOKEN_BYTES = 32  # 256 bits


@dataclass(frozen=True, slots=True)
class LoginSession:
    """One sign-in and whose it is. `second_factor` is False while the code is still owed."""

    token_sha256: str
    account: Account
    started_at: datetime
    seen_at: datetime
    second_factor: bool


def token_digest(token: str) -> str:
    """What is kept of a token: its SHA-256 in hex. A token has 256 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def start_session(store: Store, by: By, of: Account, *, second_factor: bool, replaces: str = "") -> str:
    """Signs an account in and gives the new session's token, shown nowhere again; ends the session it replaces."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    started = by.at
    with writing(store) as connection:
        old = connection.execute(select(login_session).filter_by(token_sha256=token_digest(replaces))).first()
        if replaces and old is not None:
            started = old.started_at if old.account_id == of.account_id else by.at
            connection.execute(delete(login_session).filter_by(token_sha256=old.token_sha256))
        too_old = login_session.c.started_at < by.at - ABSOLUTE
        connection.execute(delete(login_session).where(too_old | (login_session.c.seen_at < by.at - IDLE)))
        row = {
            "token_sha256": token_digest(token),
            "account_id": of.account_id,
            "started_at": started,
            "seen_at": by.at,
            "second_factor": second_factor,
            "content": {},
        }
        connection.execute(insert(login_session).values(**row))
        append_audit(connection, account_event(by, "session.start", of, {}, {"second_factor": second_factor}))
    return token


def live_session(store: Store, token: str, at: datetime) -> LoginSession | None:
    """The session of a token, None where it ended, idled for 30 minutes, is 12 hours old or its account is disabled."""
    digest = token_digest(token)
    own = (login_session.c.started_at, login_session.c.seen_at, login_session.c.second_factor)
    query = (
        select(account, *own)
        .join(login_session, login_session.c.account_id == account.c.account_id)
        .where(login_session.c.token_sha256 == digest)
    )
    with reading(store) as connection:
        row = connection.execute(query).first()
    if row is None or row.disabled or at - row.seen_at >= IDLE or at - row.started_at >= ABSOLUTE:
        return None
    if at - row.seen_at >= _NOTED_EVERY:
        with writing(store) as connection:
            connection.execute(update(login_session).filter_by(token_sha256=digest).values(seen_at=at))
    return LoginSession(digest, account_from(row), row.started_at, row.seen_at, row.second_factor)


def end_session(store: Store, by: By, of: Account, token: str) -> None:
    """Signs out: the token is worth nothing from here on."""
    with writing(store) as connection:
        gone = connection.execute(delete(login_session).filter_by(token_sha256=token_digest(token)))
        if gone.rowcount:
            append_audit(connection, account_event(by, "session.end", of, {}, {}))
