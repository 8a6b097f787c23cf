"""`supplychain users`: the operator's own way to add people, disable them and reset passwords, without the desk.

Passwords are made here and shown once, or read from standard input; never taken as an argument, which others on the
machine could read.
"""

from __future__ import annotations

import sys

import click

from supplychain.commands.doors import FORMAT, House, open_house, print_json, utc_now
from supplychain.errors import UsageError
from supplychain.model import Role
from supplychain.store.accounts import (
    Account,
    By,
    account_by_login,
    add_account,
    add_organisation,
    change_account,
    list_accounts,
    list_organisations,
    organisation_of,
)
from supplychain.store.tables import MAIN_ORGANISATION
from web.accounts import new_account
from web.passwords import hash_password, one_time_password, why_refused

_ACTOR = "command line"
_STDIN = click.option(
    "--password-stdin",
    "from_stdin",
    is_flag=True,
    help="Read the password from standard input; it need not be changed.",
)


@click.group()
def users() -> None:
    """Who may sign in to the desk."""


@users.command()
@click.argument("login")
@click.option("--name", default="", help="The person's name, as shown.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True, help="What they may do.")
@click.option(
    "--organisation", default="", help="Name of the organisation, added where new; the main one if not given."
)
@_STDIN
def add(login: str, name: str, role: str, organisation: str, from_stdin: bool) -> None:
    """Add somebody; prints a one-time password that must be changed at the first sign-in."""
    house = open_house()
    password = _given(login, name, organisation) if from_stdin else one_time_password()
    new = new_account(login, name, role, _organisation(house, organisation), password)
    added = add_account(house.store, By(_ACTOR, utc_now()), new)
    if from_stdin:
        change_account(house.store, By(_ACTOR, utc_now()), added.account_id, "account.set_password", must_change=False)
    _tell(added, "may sign in", "" if from_stdin else password)


@users.command("list")
@FORMAT
def list_all(form: str) -> None:
    """Everybody who may sign in."""
    house = open_house()
    names = {one.organisation_id: one.name or MAIN_ORGANISATION for one in list_organisations(house.store)}
    rows = [
        {
            "login": one.login,
            "name": one.name,
            "role": one.role.value,
            "organisation": names[one.organisation_id],
            "second_factor": bool(one.totp_secret),
            "disabled": one.disabled,
        }
        for one in list_accounts(house.store)
    ]
    if form == "json":
        print_json(rows)
        return
    for row in rows:
        if form == "jsonl":
            print_json(row, one_line=True)
        else:
            state = "disabled" if row["disabled"] else "second factor" if row["second_factor"] else ""
            click.echo(f"{row['login']}  {row['role']}  {row['organisation']}  {row['name']}  {state}".rstrip())
    if form == "table":
        click.echo(f"{len(rows)} accounts.")


@users.command()
@click.argument("login")
def disable(login: str) -> None:
    """End somebody's sessions and tokens at once; they cannot sign in again."""
    house = open_house()
    account = _wanted(house, login)
    change_account(house.store, By(_ACTOR, utc_now()), account.account_id, "account.disable", disabled=True)
    _tell(account, "is disabled, all sessions and tokens ended")


@users.command()
@click.argument("login")
@click.option("--second-factor", is_flag=True, help="Also forget the device; it is enrolled anew at the next sign-in.")
@_STDIN
def reset(login: str, second_factor: bool, from_stdin: bool) -> None:
    """Give somebody a new one-time password (and let a disabled account in again)."""
    house = open_house()
    account = _wanted(house, login)
    organisation = organisation_of(house.store, account.organisation_id)
    said = organisation.name if organisation else ""
    password = _given(login, account.name, said) if from_stdin else one_time_password()
    changes: dict[str, object] = {
        "password_hash": hash_password(password),
        "must_change": not from_stdin,
        "disabled": False,
    }
    if second_factor:
        changes |= {"totp_secret": "", "totp_last_step": 0}
    change_account(house.store, By(_ACTOR, utc_now()), account.account_id, "account.reset_password", **changes)
    _tell(account, "may sign in", "" if from_stdin else password)


def _given(*names: str) -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    refusal = why_refused(password, *names)
    if refusal:
        raise UsageError(refusal)
    return password


def _organisation(house: House, name: str) -> str:
    if not name or name == MAIN_ORGANISATION:
        return MAIN_ORGANISATION
    known = {one.name.casefold(): one.organisation_id for one in list_organisations(house.store)}
    if name.strip().casefold() in known:
        return known[name.strip().casefold()]
    return add_organisation(house.store, By(_ACTOR, utc_now()), name).organisation_id


def _wanted(house: House, login: str) -> Account:
    account = account_by_login(house.store, login)
    if account is None:
        raise UsageError(f"Nobody signs in as {login}; `supplychain users list` tells who does.")
    return account


def _tell(account: Account, what: str, password: str = "") -> None:
    click.echo(f"{account.login} ({account.role.value}) {what}.")
    if password:
        click.echo(f"One-time password, shown this once: {password}")
