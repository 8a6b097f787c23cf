"""Who signs in first? An admin, made at the first start with a one-time password that is told once.

Refuses to make a second one: from then on people are added by an admin, or by `supplychain users`.
"""

from __future__ import annotations

from supplychain.errors import UsageError
from supplychain.model import Role
from supplychain.store.accounts import By, NewAccount, add_account, has_accounts
from supplychain.store.tables import MAIN_ORGANISATION
from web.desk import Desk
from web.passwords import hash_password, one_time_password

FIRST_LOGIN = "admin"


def first_admin(desk: Desk) -> str:
    """Makes the first admin where nobody can sign in yet, and gives the one-time password; "" where somebody can."""
    if has_accounts(desk.store):
        return ""
    password = one_time_password()
    new = NewAccount(FIRST_LOGIN, "Admin", Role.ADMIN, MAIN_ORGANISATION, hash_password(password))
    try:
        add_account(desk.store, By("first start", desk.clock()), new)
    except UsageError:  # another process that starts at the same time made it, and tells its password
        return ""
    return password
