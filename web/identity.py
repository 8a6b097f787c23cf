"""Who is asking? A signed-in person by the session's cookie, or a program by its API token; nobody else gets further.

The application is closed: a request whose endpoint is not named in `web/permissions.py` is refused before its view is
called. Refuses to know how somebody signs in (signing_in, sso) and what a page shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, Request, abort, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user
from werkzeug.wrappers import Response

from supplychain.errors import SupplychainError
from supplychain.model import Role
from supplychain.store.accounts import Account, By
from supplychain.store.api_tokens import use_token
from supplychain.store.login_sessions import live_session
from supplychain.store.tables import MAIN_ORGANISATION
from web.desk import this_desk
from web.language import translated
from web.permissions import ALLOWED, ON_THE_WAY, OPEN, OPERATOR_ONLY, Scope

_P = ParamSpec("_P")
_R = TypeVar("_R")
_SESSION_KEY = "_user_id"  # Flask-Login's own; the value is our session's token and tells nothing about the account
API = "/api/"
_BEARER = "Bearer "


@dataclass(frozen=True, slots=True)
class Person:
    """Who is asking, as pages need it. A page shows and changes only what is `organisation_id`'s."""

    account_id: str
    login: str
    name: str
    role: Role
    organisation_id: str

    @property
    def operates(self) -> bool:
        """An admin of the main organisation: answers for what concerns every organisation, such as the lists."""
        return self.role is Role.ADMIN and self.organisation_id == MAIN_ORGANISATION


class SignedIn(UserMixin):  # type: ignore[misc]
    """Flask-Login's user: an account with the token of this session, or the scopes of an API token."""

    def __init__(self, account: Account, token: str, *, second_factor: bool, scopes: tuple[str, ...] = ()) -> None:
        self.account = account
        self.token = token
        self.second_factor = second_factor
        self.scopes = scopes

    def get_id(self) -> str:
        """What the session keeps: the token, so that ending the server's row ends the session."""
        return self.token


def person() -> Person:
    """Who is asking. Aborts with 401 where nobody is signed in, or a sign-in is not complete."""
    user = signed_in()
    if user is None or owed_step(user) is not None:
        abort(401)
    one = user.account
    return Person(one.account_id, one.login, one.name, one.role, one.organisation_id)


def signed_in() -> SignedIn | None:
    """Whose session this is, complete or not; None where there is none."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def by(actor: str = "", reason: str = "") -> By:
    """This request, as the audit trail tells of it. `actor` is the account signed in where it is not given."""
    desk = this_desk()
    return By(actor or person().account_id, desk.clock(), g.get("request_id", ""), reason)


def scope_required(scope: Scope) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """For a view of the API: an API token must have the scope; a person in the browser has every scope of the role."""

    def wrap(view: Callable[_P, _R]) -> Callable[_P, _R]:
        @wraps(view)
        def guarded(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            user = signed_in()
            if user is None:
                abort(401)
            if uses_token() and scope not in user.scopes:
                abort(403, translated("This token lacks the scope %(scope)s: make one that has it.", scope=scope))
            return view(*args, **kwargs)

        return guarded

    return wrap


def uses_token() -> bool:
    """Whether the request brings an API token to an address that takes one."""
    return takes_token() and request.headers.get("Authorization", "").startswith(_BEARER)


def takes_token() -> bool:
    """Whether the address is one for programs."""
    return request.path.startswith(API) or request.endpoint == "metrics.show"


def owed_step(user: SignedIn) -> str | None:
    """The endpoint where a sign-in that is not complete goes on, None where it is complete."""
    if uses_token():
        return None
    desk = this_desk()
    account = user.account
    if account.totp_secret and not user.second_factor:
        return "signing_in.code"
    if account.must_change:
        return "own_account.password"
    if not account.totp_secret and not user.second_factor and desk.needs_second_factor(account.role):
        return "own_account.enrol"
    return None


def know_people(app: Flask) -> None:
    """Puts sessions and the rule "closed by default" on an application."""
    logins = LoginManager()
    logins.init_app(app, add_context_processor=False)  # ours below, which a failing store does not fail
    logins.session_protection = None  # binds a session to address and browser: breaks on roaming, stops no cookie thief
    logins.user_loader(_by_session)
    logins.request_loader(_by_token)
    app.before_request(_refuse_strangers)
    app.context_processor(_who)


def begin_session(account: Account, token: str, *, second_factor: bool) -> None:
    """Puts a new session's token into the cookie; everything the cookie held before is gone, the form token too."""
    session.clear()
    login_user(SignedIn(account, token, second_factor=second_factor))


def may(endpoint: str) -> bool:
    """Whether there is that page and whoever is asking may use it: what navigation and rows show."""
    asked: dict[str, bool] = g.setdefault("may", {})
    if endpoint not in asked:
        asked[endpoint] = _may(endpoint)
    return asked[endpoint]


def _may(endpoint: str) -> bool:
    user = signed_in()
    if endpoint not in current_app.view_functions or user is None or owed_step(user) is not None:
        return False
    allowed = user.account.role in ALLOWED.get(endpoint, frozenset())
    return allowed and (endpoint not in OPERATOR_ONLY or person().operates)


def _by_session(token: str) -> SignedIn | None:
    if uses_token():  # whoever brings a token is that token's owner, whatever cookie came along
        return None
    desk = this_desk()
    found = live_session(desk.store, token, desk.clock())
    return None if found is None else SignedIn(found.account, token, second_factor=found.second_factor)


def _by_token(asked: Request) -> SignedIn | None:
    if not uses_token():
        return None
    desk = this_desk()
    token = asked.headers["Authorization"].removeprefix(_BEARER).strip()
    found = use_token(desk.store, token, desk.clock())
    return None if found is None else SignedIn(found[1], "", second_factor=True, scopes=found[0].scopes)


def _refuse_strangers() -> Response | None:
    """Closed by default. An unknown address is a stranger's too: it must not tell which addresses there are."""
    if request.endpoint in OPEN:
        return None
    user = signed_in()
    if user is None:
        return _to_sign_in()
    owed = owed_step(user)
    if owed is not None and request.endpoint not in ON_THE_WAY:
        if request.path.startswith(API):
            abort(401)
        return redirect(url_for(owed), code=303)
    if request.endpoint is None:
        return None  # no such address or method: Flask answers 404 or 405
    if user.account.role not in ALLOWED.get(request.endpoint, frozenset()):
        abort(403, translated("Your role does not allow this: ask an admin of your organisation."))
    if request.endpoint in OPERATOR_ONLY and not person().operates:
        abort(403, translated("Only the operator of this desk may do this."))
    return None


def _to_sign_in() -> Response:
    """A browser that opens a page is led to the form and back; whoever else asks is told 401."""
    opens_page = request.method in ("GET", "HEAD") and not takes_token() and "HX-Request" not in request.headers
    if not opens_page or _SESSION_KEY in session:
        abort(401)
    here = request.full_path.rstrip("?")
    return redirect(url_for("signing_in.login", next=here if here != "/" else None), code=302)


def _who() -> dict[str, object]:
    try:
        user = signed_in()
    except SupplychainError:  # the page that tells of the failure is shown all the same
        return {"may": lambda _: False, "who": None, "signing_in": None}
    return {"may": may, "who": None if user is None or owed_step(user) is not None else person(), "signing_in": user}
