"""How often was a password or code tried lately, and may it be tried once more?

Counted in the database, so that several processes count together; the slot is taken before the password is looked at,
so that a hundred tries at once are counted one by one. Refuses to know whether a login exists: an unknown one is
counted like a known one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, text, update

from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables_people import login_attempt

WINDOW = timedelta(minutes=15)  # ASVS 5.0 6.3.1; nobody waits longer than this
# Wrong passwords looked at within the window. The sum of what strangers and known addresses may take is at most ten:
# strangers together cannot use up what an address from which the owner signed in lately has left.
OF_LOGIN = 10
OF_STRANGERS = 8
OF_LOGIN_AND_ADDRESS = 6
OF_ADDRESS = 60  # one password over many logins; a hospital behind one address mistypes less
_KNOWN_FOR = timedelta(days=30)
_KEPT = timedelta(days=31)
# So many tries that were not right are kept however fast they come: more than a desk can refuse in a window.
_MOST_KEPT = 100_000
_TIDIED_EVERY = 100  # tries; finding the old ones reads the whole table

TRIED, RIGHT, WRONG, REFUSED = "tried", "right", "wrong", "refused"
_COUNTED = (TRIED, WRONG)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try: `number` names its row; `allowed` is False where nothing may be looked at for now."""

    number: int
    allowed: bool


def take_attempt(store: Store, login: str, address: str, at: datetime) -> Attempt:
    """Counts a try for a login (or `code:<account id>`) from an address, and says whether it may go on.

    The login is kept as its digest: people type their password into the wrong field.
    """
    since = at - WINDOW
    login = hashlib.sha256(login.encode("utf-8", "surrogatepass")).hexdigest()
    with writing(store) as connection:
        _queue_up(connection, login)
        known = select(login_attempt.c.id).where(
            login_attempt.c.login == login,
            login_attempt.c.address == address,
            login_attempt.c.outcome == RIGHT,
            login_attempt.c.at >= at - _KNOWN_FOR,
        )
        is_known = connection.execute(known.limit(1)).first() is not None
        tries = select(login_attempt.c.address, func.count()).where(
            login_attempt.c.login == login, login_attempt.c.at > since, login_attempt.c.outcome.in_(_COUNTED)
        )
        counted = connection.execute(tries.group_by(login_attempt.c.address))
        by_address: dict[str, int] = {row[0]: row[1] for row in counted}
        total, here = sum(by_address.values()), by_address.get(address, 0)
        allowed = here < OF_LOGIN_AND_ADDRESS and total < (OF_LOGIN if is_known else OF_STRANGERS)
        if allowed and not is_known:
            of_address = select(func.count()).where(
                login_attempt.c.address == address, login_attempt.c.at > since, login_attempt.c.outcome.in_(_COUNTED)
            )
            allowed = connection.execute(of_address).scalar_one() < OF_ADDRESS
        row = {"at": at, "login": login, "address": address, "outcome": TRIED if allowed else REFUSED}
        number = connection.execute(insert(login_attempt).values(**row).returning(login_attempt.c.id)).scalar_one()
        if number % _TIDIED_EVERY == 0:
            old = login_attempt.c.at < at - _KEPT
            many = and_(login_attempt.c.id <= number - _MOST_KEPT, login_attempt.c.outcome != RIGHT)
            connection.execute(delete(login_attempt).where(or_(old, many)))
    return Attempt(number, allowed)


def settle_attempt(store: Store, attempt: Attempt, *, right: bool) -> None:
    """Says how a try ended."""
    with writing(store) as connection:
        outcome = RIGHT if right else WRONG
        connection.execute(update(login_attempt).filter_by(id=attempt.number).values(outcome=outcome))


def refused_lately(store: Store, at: datetime) -> int:
    """Tries refused within the window, over all logins: a sign of somebody guessing."""
    query = select(func.count()).where(login_attempt.c.outcome == REFUSED, login_attempt.c.at > at - WINDOW)
    with reading(store) as connection:
        return connection.execute(query).scalar_one()


def _queue_up(connection: Connection, login: str) -> None:
    """One try after the other for a login, given as its digest. SQLite's writers queue anyway; PostgreSQL's do not, and
    there is no row of an unknown login to lock."""
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(bytes.fromhex(login)[:8], signed=True)
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
