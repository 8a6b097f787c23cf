"""Was this code taken before, and which recovery codes are left?

A code counts once: the step it belongs to must be later than the last one taken. Refuses to know how codes are made.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, insert, select, update

from supplychain.store.accounts import Account, By, account_event
from supplychain.store.audit import append_audit
from supplychain.store.engine import Store, reading, writing
from supplychain.store.login_sessions import token_digest
from supplychain.store.tables_people import account, login_session, recovery_code


def take_step(store: Store, of: Account, step: int) -> bool:
    """Takes the code of a 30-second step; False where it, or a later one, was taken before."""
    with writing(store) as connection:
        fresh = update(account).where(account.c.account_id == of.account_id, account.c.totp_last_step < step)
        return connection.execute(fresh.values(totp_last_step=step)).rowcount == 1


def enrol(store: Store, by: By, of: Account, sealed: str, step: int, codes: Sequence[str]) -> None:
    """Keeps a new sealed secret whose code of `step` was just shown, and its recovery codes; other sessions end."""
    with writing(store) as connection:
        values = {"totp_secret": sealed, "totp_last_step": step, "changed_at": by.at}
        connection.execute(update(account).filter_by(account_id=of.account_id).values(**values))
        connection.execute(delete(login_session).filter_by(account_id=of.account_id))
        connection.execute(delete(recovery_code).filter_by(account_id=of.account_id))
        rows = [{"code_sha256": token_digest(code), "account_id": of.account_id} for code in codes]
        connection.execute(insert(recovery_code), rows)
        before, after = {"totp_secret": bool(of.totp_secret)}, {"totp_secret": True, "recovery_codes": len(codes)}
        append_audit(connection, account_event(by, "account.enrol_second_factor", of, before, after))


def use_recovery_code(store: Store, by: By, of: Account, code: str) -> bool:
    """Takes a recovery code; False where the account has none like it (any more)."""
    with writing(store) as connection:
        wanted = delete(recovery_code).filter_by(code_sha256=token_digest(code), account_id=of.account_id)
        taken = connection.execute(wanted).rowcount == 1
        if taken:
            append_audit(connection, account_event(by, "account.use_recovery_code", of, {}, {}))
    return taken


def new_recovery_codes(store: Store, by: By, of: Account, codes: Sequence[str]) -> None:
    """Puts these recovery codes in the place of all earlier ones."""
    with writing(store) as connection:
        connection.execute(delete(recovery_code).filter_by(account_id=of.account_id))
        rows = [{"code_sha256": token_digest(code), "account_id": of.account_id} for code in codes]
        connection.execute(insert(recovery_code), rows)
        after = {"recovery_codes": len(codes)}
        append_audit(connection, account_event(by, "account.new_recovery_codes", of, {}, after))


def recovery_codes_left(store: Store, of: Account) -> int:
    """How many recovery codes are still good."""
    query = select(func.count()).select_from(recovery_code).filter_by(account_id=of.account_id)
    with reading(store) as connection:
        return connection.execute(query).scalar_one()
