"""Who may sign in for my organisation? The admin adds people, gives them a role, disables them, resets passwords.

An admin sees the accounts of their own organisation, the operator those of every one. Refuses to let anybody change
their own role, or to show a password a second time.
"""

from __future__ import annotations

import re

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from supplychain.errors import UsageError
from supplychain.model import Role
from supplychain.store.accounts import (
    Account,
    NewAccount,
    account_of,
    add_account,
    change_account,
    folded_login,
    list_accounts,
    list_organisations,
    organisation_of,
    rename_organisation,
)
from web.desk import this_desk
from web.identity import by, person
from web.language import translated
from web.passwords import hash_password, one_time_password

# Letters of any script, digits and what e-mail addresses hold; ":" marks the keys of code attempts.
LOGIN_FORM = re.compile(r"[\w.@+\-]{1,254}")
_LONGEST_NAME = 200

accounts = Blueprint("accounts", __name__, url_prefix="/admin/accounts")


@accounts.get("")
def index() -> str:
    """Everybody who may sign in, and the form for one more."""
    return _page()


@accounts.post("")
def create() -> str | tuple[str, int]:
    """Adds somebody and shows the one-time password, this once."""
    desk = this_desk()
    asker, form = person(), request.form
    organisation_id = form.get("organisation_id", "") or asker.organisation_id
    if organisation_id != asker.organisation_id and not asker.operates:
        abort(404)
    password = one_time_password()
    try:
        new = new_account(form.get("login", ""), form.get("name", ""), form.get("role", ""), organisation_id, password)
        added = add_account(desk.store, by(), new)
    except UsageError as error:
        return _page(sentence=str(error)), 422
    return _page(added=added, password=password)


@accounts.get("/<account_id>")
def show(account_id: str) -> str:
    """One account, with what may be changed."""
    return _one(_wanted(account_id))


@accounts.post("/<account_id>")
def change(account_id: str) -> Response | tuple[str, int]:
    """Changes name, role or whether the account is disabled; its sessions end where its rights change."""
    desk = this_desk()
    account, form = _wanted(account_id), request.form
    values: dict[str, object] = {"name": form.get("name", "").strip()[:_LONGEST_NAME] or account.name}
    if "role" in form or "disabled" in form:
        disabled = form.get("disabled", "no") == "yes"
        if account.account_id == person().account_id and (
            form.get("role", account.role) != account.role or disabled is not account.disabled
        ):
            abort(403, translated("Nobody changes their own role: ask another admin."))
        if form.get("role", account.role) not in set(Role):
            return _one(account, translated("There is no such role; choose one of the list.")), 422
        values |= {"role": form.get("role", account.role.value), "disabled": disabled}
    try:
        change_account(desk.store, by(), account_id, "account.change", **values)
    except UsageError as error:
        return _one(account, str(error)), 422
    return redirect(url_for("accounts.index"), code=303)


@accounts.post("/<account_id>/reset")
def reset(account_id: str) -> str | tuple[str, int]:
    """A new one-time password, or a second factor to be enrolled anew; ends the account's sessions."""
    desk = this_desk()
    account = _wanted(account_id)
    if account.account_id == person().account_id:
        abort(403, translated("Change your own password and device under your account."))
    if request.form.get("what") == "second_factor":
        change_account(desk.store, by(), account_id, "account.reset_second_factor", totp_secret="", totp_last_step=0)
        return _one(
            _wanted(account_id), translated("The second factor is reset: it is enrolled anew at the next sign-in.")
        )
    password = one_time_password()
    changed = change_account(
        desk.store,
        by(),
        account_id,
        "account.reset_password",
        password_hash=hash_password(password),
        must_change=True,
    )
    return _one(changed, password=password)


@accounts.post("/organisation")
def rename() -> Response | tuple[str, int]:
    """Gives the admin's own organisation another name."""
    desk = this_desk()
    try:
        rename_organisation(desk.store, by(), person().organisation_id, request.form.get("name", "")[:_LONGEST_NAME])
    except UsageError as error:
        return _page(sentence=str(error)), 422
    return redirect(url_for("accounts.index"), code=303)


def new_account(login: str, name: str, role: str, organisation_id: str, password: str) -> NewAccount:
    """What is to be added, checked. Raises UsageError in one sentence."""
    folded = folded_login(login)
    if not LOGIN_FORM.fullmatch(folded):
        raise UsageError(translated("A login is an e-mail address or a name without spaces; give one."))
    if role not in set(Role):
        raise UsageError(
            translated("There is no role “%(role)s”; use one of %(roles)s.", role=role[:20], roles=", ".join(Role))
        )
    return NewAccount(folded, name[:_LONGEST_NAME], Role(role), organisation_id, hash_password(password))


def _wanted(account_id: str) -> Account:
    desk = this_desk()
    account = account_of(desk.store, account_id, None if person().operates else person().organisation_id)
    if account is None:
        abort(404)
    return account


def _page(sentence: str = "", added: Account | None = None, password: str = "") -> str:
    desk = this_desk()
    asker = person()
    organisations = {
        one.organisation_id: one.name or translated("Main organisation") for one in list_organisations(desk.store)
    }
    return render_template(
        "accounts/index.html",
        accounts=list_accounts(desk.store, None if asker.operates else asker.organisation_id),
        organisations=organisations if asker.operates else {},
        organisation=organisation_of(desk.store, asker.organisation_id),
        roles=tuple(Role),
        sentence=sentence,
        added=added,
        password=password,
    )


def _one(account: Account, sentence: str = "", password: str = "") -> str:
    own = account.account_id == person().account_id
    return render_template(
        "accounts/show.html", account=account, roles=tuple(Role), own=own, sentence=sentence, password=password
    )
