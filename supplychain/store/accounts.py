"""Who may sign in, for which organisation and in which role?

Every change appends its audit event in the same transaction, and what ends somebody's rights ends their sessions with
it. Refuses to know passwords and codes: it keeps hashes and sealed secrets that others made.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from supplychain.errors import StoreError, UsageError
from supplychain.model import Role
from supplychain.store.audit import AuditEvent, append_audit
from supplychain.store.columns import storable
from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables import MAIN_ORGANISATION
from supplychain.store.tables_people import account, api_token, login_session, organisation

# What an audit event may tell of an account; of the secrets only whether one is there.
_TOLD = ("organisation_id", "login", "name", "role", "must_change", "disabled")
_SECRET = ("password_hash", "totp_secret", "oidc_subject")
# After a change of these nobody may go on under the earlier rights.
_ENDS_SESSIONS = frozenset({"role", "disabled", "password_hash", "totp_secret", "organisation_id"})


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, when, in which request: what the audit trail tells of a change."""

    actor: str
    at: datetime
    request_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whose suppliers they are; nothing of one is ever shown to another."""

    organisation_id: str
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in. `login` is folded (see `folded_login`) and unique over all organisations."""

    account_id: str
    organisation_id: str
    login: str
    name: str
    role: Role
    password_hash: str = field(repr=False)  # argon2id; "" where only OIDC may sign in
    must_change: bool
    totp_secret: str = field(repr=False)  # sealed; "" where not enrolled
    totp_last_step: int
    oidc_subject: str
    disabled: bool
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Somebody to be added, with the hash of a one-time password ("" where only OIDC signs in)."""

    login: str
    name: str
    role: Role
    organisation_id: str
    password_hash: str = field(repr=False)


def account_event(
    by: By, action: str, of: Account, before: dict[str, Any], after: dict[str, Any], *, token_id: str = ""
) -> AuditEvent:
    """What the trail tells of a change of an account, or of one of its API tokens where `token_id` names it."""
    return AuditEvent(
        by.at,
        by.actor,
        action,
        "api_token" if token_id else "account",
        token_id or of.account_id,
        organisation_id=of.organisation_id,
        reason=by.reason,
        request_id=by.request_id,
        before=before,
        after=after,
    )


def folded_login(login: str) -> str:
    """The login as it is kept and compared: without outer spaces, case-folded."""
    return login.strip().casefold()


def has_accounts(store: Store) -> bool:
    """Whether anybody was ever added here."""
    with reading(store) as connection:
        return connection.execute(select(account.c.account_id).limit(1)).first() is not None


def account_of(store: Store, account_id: str, organisation_id: str | None = None) -> Account | None:
    """The account of that id, None where there is none (or none in that organisation)."""
    query = select(account).filter_by(account_id=account_id)
    if organisation_id is not None:
        query = query.filter_by(organisation_id=organisation_id)
    return _one(store, query)


def account_by_login(store: Store, login: str) -> Account | None:
    """The account that signs in by that name, None where there is none."""
    return _one(store, select(account).filter_by(login=folded_login(login)))


def account_by_subject(store: Store, subject: str) -> Account | None:
    """The account that an OIDC provider knows by `issuer#subject`, None where there is none."""
    return _one(store, select(account).filter_by(oidc_subject=subject)) if subject else None


def list_accounts(store: Store, organisation_id: str | None = None) -> tuple[Account, ...]:
    """Every account (of one organisation), by login."""
    query = select(account).order_by(account.c.login)
    if organisation_id is not None:
        query = query.filter_by(organisation_id=organisation_id)
    with reading(store) as connection:
        return tuple(account_from(row) for row in connection.execute(query))


def account_names(store: Store, organisation_id: str) -> dict[str, str]:
    """Account id → name, of everybody of an organisation."""
    return {one.account_id: one.name for one in list_accounts(store, organisation_id)}


def add_account(store: Store, by: By, new: NewAccount) -> Account:
    """Adds somebody who must change the one-time password at the first sign-in.

    Raises UsageError where the login is taken or there is no such organisation.
    """
    added = Account(
        account_id=secrets.token_hex(16),
        organisation_id=new.organisation_id,
        login=folded_login(new.login),
        name=new.name.strip() or new.login.strip(),
        role=new.role,
        password_hash=new.password_hash,
        must_change=bool(new.password_hash),
        totp_secret="",
        totp_last_step=0,
        oidc_subject="",
        disabled=False,
        created_at=by.at,
        changed_at=by.at,
    )
    row = {column.name: getattr(added, column.name) for column in account.columns}
    try:
        with writing(store) as connection:
            if connection.execute(select(account).filter_by(login=added.login)).first() is not None:
                raise UsageError(f"The login {added.login} is taken; choose another.")
            known = select(organisation).filter_by(organisation_id=new.organisation_id)
            if connection.execute(known).first() is None:
                raise UsageError(f"There is no organisation {new.organisation_id}; add it first.")
            connection.execute(insert(account).values(**row))
            append_audit(connection, account_event(by, "account.add", added, {}, _told(row)))
    except StoreError as error:
        if not isinstance(error.__cause__, IntegrityError):
            raise
        # Another process took the login between the look and the insert (PostgreSQL).
        raise UsageError(f"The login {added.login} is taken; choose another.") from error
    return added


def change_account(store: Store, by: By, account_id: str, action: str, **changes: Any) -> Account:
    """Changes columns of an account; ends its sessions where they would outlive the rights they were made under.

    `action` names the audit event (`account.change_role`). Raises UsageError where there is no such account, or where
    no admin of the main organisation would be left.
    """
    with writing(store) as connection:
        if {"role", "disabled"} & changes.keys():
            _queue_up(connection)
        row = connection.execute(select(account).filter_by(account_id=account_id).with_for_update()).first()
        if row is None:
            raise UsageError("There is no such account.")
        before = account_from(row)
        if all(getattr(before, name) == value for name, value in changes.items()):
            return before
        values = {**changes, "changed_at": by.at}
        connection.execute(update(account).filter_by(account_id=account_id).values(**values))
        after = account_from(connection.execute(select(account).filter_by(account_id=account_id)).one())
        _keep_an_operator(connection, before, after)
        if _ENDS_SESSIONS & changes.keys():
            connection.execute(delete(login_session).filter_by(account_id=account_id))
        if after.disabled or after.role is not before.role:
            live = update(api_token).filter_by(account_id=account_id, revoked_at=None)
            connection.execute(live.values(revoked_at=by.at))
        told = {name: _telling(name, getattr(before, name)) for name in changes}
        now = {name: _telling(name, value) for name, value in changes.items()}
        append_audit(connection, account_event(by, action, after, told, now))
    return after


def list_organisations(store: Store) -> tuple[Organisation, ...]:
    """Every organisation, by name."""
    with reading(store) as connection:
        rows = connection.execute(select(organisation).order_by(organisation.c.name, organisation.c.organisation_id))
        return tuple(Organisation(row.organisation_id, row.name, row.created_at) for row in rows)


def organisation_of(store: Store, organisation_id: str) -> Organisation | None:
    """The organisation of that id, None where there is none."""
    with reading(store) as connection:
        row = connection.execute(select(organisation).filter_by(organisation_id=organisation_id)).first()
    return None if row is None else Organisation(row.organisation_id, row.name, row.created_at)


def add_organisation(store: Store, by: By, name: str) -> Organisation:
    """Adds an organisation. Raises UsageError where one of that name is there."""
    wanted = storable(name.strip())
    if not wanted:
        raise UsageError("An organisation needs a name; give one.")
    added = Organisation(secrets.token_hex(8), wanted, by.at)
    with writing(store) as connection:
        same = select(organisation).where(func.lower(organisation.c.name) == wanted.lower())
        if connection.execute(same).first() is not None:
            raise UsageError(f"There is an organisation named {wanted} already; choose another name.")
        row = {"organisation_id": added.organisation_id, "name": wanted, "created_at": by.at}
        connection.execute(insert(organisation).values(**row))
        append_audit(
            connection,
            AuditEvent(
                by.at,
                by.actor,
                "organisation.add",
                "organisation",
                added.organisation_id,
                organisation_id=added.organisation_id,
                request_id=by.request_id,
                after={"name": wanted},
            ),
        )
    return added


def rename_organisation(store: Store, by: By, organisation_id: str, name: str) -> None:
    """Gives an organisation another name. Raises UsageError where there is none of that id, or the name is empty."""
    wanted = storable(name.strip())
    if not wanted:
        raise UsageError("An organisation needs a name; give one.")
    with writing(store) as connection:
        row = connection.execute(select(organisation).filter_by(organisation_id=organisation_id)).first()
        if row is None:
            raise UsageError("There is no such organisation.")
        connection.execute(update(organisation).filter_by(organisation_id=organisation_id).values(name=wanted))
        event = AuditEvent(
            by.at,
            by.actor,
            "organisation.rename",
            "organisation",
            organisation_id,
            organisation_id=organisation_id,
            request_id=by.request_id,
            before={"name": row.name},
            after={"name": wanted},
        )
        append_audit(connection, event)


def _queue_up(connection: Connection) -> None:
    """Whoever changes rights waits for the others who do: two operators who disable each other at the same moment
    would each still count the other."""
    operators = select(account.c.account_id).filter_by(organisation_id=MAIN_ORGANISATION, role=Role.ADMIN.value)
    connection.execute(operators.order_by(account.c.account_id).with_for_update()).all()


def _keep_an_operator(connection: Connection, before: Account, after: Account) -> None:
    def operates(one: Account) -> bool:
        return one.role is Role.ADMIN and not one.disabled and one.organisation_id == MAIN_ORGANISATION

    if operates(before) and not operates(after):
        left = select(func.count()).select_from(account)
        left = left.filter_by(role=Role.ADMIN.value, disabled=False, organisation_id=MAIN_ORGANISATION)
        if connection.execute(left).scalar_one() == 0:
            raise UsageError("This is the only admin of the main organisation; make another one first.")


def _one(store: Store, query: Any) -> Account | None:
    with reading(store) as connection:
        row = connection.execute(query).first()
    return None if row is None else account_from(row)


def account_from(row: Row[Any]) -> Account:
    """An account of a row that holds the table's columns."""
    values = {column.name: getattr(row, column.name) for column in account.columns}
    return Account(**{**values, "role": Role(values["role"])})


def _telling(name: str, value: Any) -> Any:
    return bool(value) if name in _SECRET else value


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _TOLD} | {name: bool(row[name]) for name in _SECRET}
