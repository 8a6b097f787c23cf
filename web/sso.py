"""How does somebody sign in with their organisation's own provider (OpenID Connect)?

The provider says who it is; an account of the desk says what they may do. Nobody gets in who has no account here.
Refuses to know the protocol: that is web/oidc.py, loaded only where a provider is set.
"""

from __future__ import annotations

import importlib
import logging
from typing import Any

from flask import Blueprint, abort, current_app, request, session, url_for
from werkzeug.wrappers import Response

from supplychain.errors import SupplychainError, UsageError
from supplychain.settings import Settings
from supplychain.store.accounts import Account, account_by_login, account_by_subject, change_account
from web.desk import Desk, this_desk
from web.identity import by
from web.language import messages, translated
from web.signing_in import NEXT, enter, safe_path

_LOG = logging.getLogger(__name__)
_REFUSED = messages("Your provider did not sign you in: try again, and tell your operator the number below.")
_NO_ACCOUNT = messages(
    "You are signed in at your organisation, but nobody added you to this desk: ask an admin for an account."
)

sso = Blueprint("sso", __name__, url_prefix="/login/sso")


class SsoError(SupplychainError):
    """The provider cannot be reached, or what it answered does not hold."""


def load_provider(settings: Settings) -> Any:
    """The module that speaks the protocol. Raises UsageError where extra or client id is missing."""
    if not settings.oidc_client_id:
        raise UsageError("SUPPLYCHAIN_OIDC_ISSUER is set and SUPPLYCHAIN_OIDC_CLIENT_ID is not; set both.")
    try:
        return importlib.import_module("web.oidc")
    except ModuleNotFoundError as error:
        raise UsageError("Signing in with a provider needs the extra: pip install 'supplychain[sso]'.") from error


@sso.get("")
def begin() -> Response:
    """Leads to the provider's page."""
    wanted = safe_path(request.args.get(NEXT, ""))
    desk = this_desk()
    back = f"{desk.settings.public_url or request.host_url.rstrip('/')}{url_for('sso.finish')}"
    try:
        led: Response = _provider(desk).lead(back)
    except SsoError as error:
        _LOG.warning("the sign-in provider cannot be asked: %s", error)
        abort(503)
    session[NEXT] = wanted
    return led


@sso.get("/finish")
def finish() -> Response:
    """Where the provider leads back to: signs in the account that the provider's person has here."""
    desk = this_desk()
    try:
        claims = _provider(desk).claims()
    except SsoError as error:
        _LOG.warning("request %s: the provider's answer was refused: %s", by("nobody").request_id, error)
        abort(401, translated(_REFUSED))
    account = _account(desk, claims)
    if account is None or account.disabled:
        abort(403, translated(_NO_ACCOUNT))
    return enter(account, second_factor=True, wanted=session.get(NEXT, ""))


def _account(desk: Desk, claims: dict[str, Any]) -> Account | None:
    """The account bound to the provider's subject; the first time, the one whose login is the verified e-mail address.

    Bound once: an address that the provider later gives to somebody else leads to no account.
    """
    subject = f"{claims['iss']}#{claims['sub']}"
    known = account_by_subject(desk.store, subject)
    if known is not None:
        return known
    if claims.get("email_verified") is not True or not claims.get("email"):
        return None
    found = account_by_login(desk.store, str(claims["email"]))
    if found is None or found.disabled or found.oidc_subject:
        return None
    changes: dict[str, Any] = {"oidc_subject": subject}
    if found.must_change:  # a one-time password nobody used ends here
        changes |= {"password_hash": "", "must_change": False}
    return change_account(desk.store, by(found.account_id), found.account_id, "account.bind_sso", **changes)


def _provider(desk: Desk) -> Any:
    if not desk.settings.oidc_issuer:
        abort(404)
    return load_provider(desk.settings).provider_of(current_app, desk.settings)
