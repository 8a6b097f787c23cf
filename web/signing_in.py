"""How does somebody sign in and out? Login and password, then the code of their device; out ends the session here.

Tells an unknown login and a wrong password with the same words in the same time. Refuses to know how sessions are kept.
"""

from __future__ import annotations

import logging
import re
from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from supplychain.model import Role
from supplychain.store.accounts import Account, account_by_login, folded_login
from supplychain.store.login_attempts import settle_attempt, take_attempt
from supplychain.store.login_sessions import end_session, start_session
from supplychain.store.second_factors import take_step, use_recovery_code
from web.desk import Desk, this_desk
from web.identity import SignedIn, begin_session, by, owed_step, signed_in
from web.language import messages, translated
from web.passwords import LONGEST, is_right
from web.second_factor import SealError, folded_recovery_code, step_of, unseal

_LOG = logging.getLogger(__name__)
_WRONG = messages("The login or the password is not right. Check both and try again.")
_TOO_OFTEN = messages("Too many tries: wait 15 minutes, then try again. Nothing is locked for longer.")
_CROWDED = messages("Many people are signing in at this very moment: try again in a few seconds.")
_WRONG_CODE = messages("This code is not right, or was used before. Wait for the next one and try again.")
_LONGEST_LOGIN = 254  # of an e-mail address
NEXT = "next"

signing_in = Blueprint("signing_in", __name__)


@signing_in.route("/login", methods=["GET", "POST"])
def login() -> Response | str | tuple[str, int]:
    """The form; where login and password are right, on to what is still owed or to the page first asked for."""
    user = signed_in()
    if request.method == "GET":
        if user is not None and owed_step(user) is None:
            return redirect(home_of(user.account), code=303)
        return _form(request.args.get(NEXT, ""))
    desk = this_desk()
    name, password = folded_login(request.form.get("login", "")), request.form.get("password", "")
    wanted = request.form.get(NEXT, "")
    if not 0 < len(name) <= _LONGEST_LOGIN or not 0 < len(password) <= LONGEST:
        return _form(wanted, translated(_WRONG)), 401
    with desk.sign_ins.turn(request.remote_addr or "") as free:
        return _looked_at(desk, name, password, wanted) if free else (_form(wanted, translated(_CROWDED)), 429)


def _looked_at(desk: Desk, name: str, password: str, wanted: str) -> Response | tuple[str, int]:
    """The answer to a login and a password."""
    attempt = take_attempt(desk.store, name, request.remote_addr or "", desk.clock())
    if not attempt.allowed:
        _LOG.warning("sign-in refused: too many tries (request %s)", by("nobody").request_id)
        return _form(wanted, translated(_TOO_OFTEN)), 429
    account = account_by_login(desk.store, name)
    right = is_right(password, account.password_hash if account else None)
    if account is None or account.disabled or not right:
        settle_attempt(desk.store, attempt, right=False)
        return _form(wanted, translated(_WRONG)), 401
    settle_attempt(desk.store, attempt, right=True)
    return enter(account, second_factor=False, wanted=wanted)


@signing_in.route("/login/code", methods=["GET", "POST"])
def code() -> Response | str | tuple[str, int]:
    """The second factor: a code of the enrolled device, or a recovery code."""
    user = signed_in()
    if user is None:
        abort(401)
    if user.second_factor or not user.account.totp_secret:
        return onward(user)
    if request.method == "GET":
        return render_template("signing_in/code.html", sentence="")
    desk = this_desk()
    attempt = take_attempt(desk.store, f"code:{user.account.account_id}", request.remote_addr or "", desk.clock())
    if not attempt.allowed:
        return render_template("signing_in/code.html", sentence=translated(_TOO_OFTEN)), 429
    try:
        right = holds_device(desk, user.account, request.form.get("code", ""))
    except SealError as error:
        return render_template("signing_in/code.html", sentence=str(error)), 409
    settle_attempt(desk.store, attempt, right=right)
    if not right:
        return render_template("signing_in/code.html", sentence=translated(_WRONG_CODE)), 401
    return enter(user.account, second_factor=True, wanted=session.get(NEXT, ""), replaces=user.token)


@signing_in.post("/logout")
def logout() -> Response:
    """Ends the session on the server and forgets everything the cookie held."""
    user = signed_in()
    if user is not None:
        desk = this_desk()
        end_session(desk.store, by(user.account.account_id), user.account, user.token)
    session.clear()
    return redirect(url_for("signing_in.login"), code=303)


def enter(account: Account, *, second_factor: bool, wanted: str = "", replaces: str = "") -> Response:
    """Begins a new session and leads on: to what the sign-in still owes, else to the page first asked for."""
    desk = this_desk()
    by_them = by(account.account_id)
    token = start_session(desk.store, by_them, account, second_factor=second_factor, replaces=replaces)
    begin_session(account, token, second_factor=second_factor)
    path = safe_path(wanted)
    session[NEXT] = "" if path == "/" else path  # the bare address of the desk asks for no page
    return onward(SignedIn(account, token, second_factor=second_factor))


def onward(user: SignedIn) -> Response:
    """Where somebody goes from here."""
    owed = owed_step(user)
    if owed is not None:
        return redirect(url_for(owed), code=303)
    return redirect(safe_path(session.pop(NEXT, "")) or home_of(user.account), code=303)


def home_of(account: Account) -> str:
    """The page the day begins with: what waits, for those who decide; the upload, for those who bring sheets."""
    return url_for("uploads.new" if account.role is Role.OFFICER else "overview.index")


def holds_device(desk: Desk, account: Account, typed: str) -> bool:
    """Whether the code is one of the account's device or recovery codes; it is used up then."""
    recovery = folded_recovery_code(typed)
    if recovery:
        return use_recovery_code(desk.store, by(account.account_id), account, recovery)
    step = step_of(typed, unseal(account.totp_secret, desk.key), desk.clock())
    return step is not None and take_step(desk.store, account, step)


def safe_path(target: object) -> str:
    """The target where it is a path of this desk, "" where a browser could take it for another site's address.

    Browsers drop tabs and line ends and take a backslash for a slash, so none of these may be in it.
    """
    if not isinstance(target, str) or not re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]*", target):
        return ""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else target


def _form(wanted: str, sentence: str = "") -> str:
    desk = this_desk()
    return render_template(
        "signing_in/login.html",
        sentence=sentence,
        wanted=safe_path(wanted),
        login=request.form.get("login", "")[:_LONGEST_LOGIN],
        sso=bool(desk.settings.oidc_issuer),
    )
