"""What may a person change about themself? The password, the device that makes codes, and API tokens; nothing else.

Refuses to know other accounts, and never lets a role or organisation be changed here.
"""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from supplychain.errors import UsageError
from supplychain.store.accounts import Account, change_account, organisation_of
from supplychain.store.api_tokens import make_token, revoke_token, tokens_of
from supplychain.store.login_attempts import settle_attempt, take_attempt
from supplychain.store.second_factors import enrol as keep_device
from supplychain.store.second_factors import new_recovery_codes as keep_codes
from supplychain.store.second_factors import recovery_codes_left
from web.desk import Desk, this_desk
from web.identity import SignedIn, by, person, signed_in
from web.language import messages, translated
from web.passwords import LONGEST, SHORTEST, hash_password, is_right, why_refused
from web.permissions import Scope, scopes_of
from web.second_factor import SealError, new_recovery_codes, new_secret, qr_svg, seal, step_of, unseal
from web.signing_in import NEXT, enter

_NOT_YOURS = messages("The present password is not right.")
_PENDING = "enrolling"  # the sealed secret that the page shows and the next code must fit
_LIVES = (30, 90, 180, 365)  # days

own_account = Blueprint("own_account", __name__, url_prefix="/account")


@own_account.get("")
def show() -> str:
    """Who I am here, my device and my tokens."""
    return _page()


@own_account.route("/password", methods=["GET", "POST"])
def password() -> Response | str | tuple[str, int]:
    """A new password, asked for with the present one; every other session of the account ends."""
    user = _user()
    if request.method == "GET":
        return _password_form(user)
    desk = this_desk()
    present, new = request.form.get("present", ""), request.form.get("new", "")
    refusal = _refused_password(desk, user.account, present, new, request.form.get("again", ""))
    if refusal:
        return _password_form(user, refusal), 422
    wanted = session.get(NEXT, "") or ("" if user.account.must_change else url_for("own_account.show"))
    changed = change_account(
        desk.store,
        by(user.account.account_id),
        user.account.account_id,
        "account.change_password",
        password_hash=hash_password(new),
        must_change=False,
    )
    return enter(changed, second_factor=user.second_factor, wanted=wanted)


@own_account.route("/second-factor", methods=["GET", "POST"])
def enrol() -> Response | str | tuple[str, int]:
    """Enrols the device that makes codes; shows the recovery codes once."""
    user, desk = _user(), this_desk()
    try:
        secret = unseal(session[_PENDING], desk.key)
    except (KeyError, SealError):
        secret = new_secret()
        session[_PENDING] = seal(secret, desk.key)
    if request.method == "GET":
        return _enrol_form(user, secret)
    if user.account.totp_secret and not _gave_password(desk, user.account, request.form.get("present", "")):
        return _enrol_form(user, secret, translated(_NOT_YOURS)), 422
    step = step_of(request.form.get("code", ""), secret, desk.clock())
    if step is None:
        return _enrol_form(
            user, secret, translated("This code does not fit: check your device's clock and try the next one.")
        ), 422
    codes = new_recovery_codes()
    keep_device(desk.store, by(user.account.account_id), user.account, session[_PENDING], step, codes)
    on_the_way = desk.needs_second_factor(user.account.role) and not user.account.totp_secret
    wanted = session.get(NEXT, "") or ("" if on_the_way else url_for("own_account.show"))
    onward = enter(user.account, second_factor=True, wanted=wanted)
    return render_template("own_account/recovery.html", codes=codes, onward=onward.location)


@own_account.post("/recovery")
def recovery() -> str | tuple[str, int]:
    """New recovery codes in the place of all earlier ones."""
    user, desk = _user(), this_desk()
    if not user.account.totp_secret:
        abort(409)
    if not _gave_password(desk, user.account, request.form.get("present", "")):
        return _page(sentence=translated(_NOT_YOURS)), 422
    codes = new_recovery_codes()
    keep_codes(desk.store, by(), user.account, codes)
    return render_template("own_account/recovery.html", codes=codes, onward=url_for("own_account.show"))


@own_account.post("/tokens")
def make() -> str | tuple[str, int]:
    """Makes an API token and shows it, this once."""
    user, desk = _user(), this_desk()
    allowed = _scopes()
    scopes = tuple(scope.value for scope in allowed if scope.value in request.form.getlist("scope"))
    try:
        days = request.form.get("days", 0, type=int)
        token = make_token(
            desk.store, by(), user.account, name=request.form.get("name", "")[:100], scopes=scopes, days=days
        )
    except UsageError as error:
        return _page(sentence=str(error)), 422
    return _page(token=token)


@own_account.post("/tokens/<token_id>/revoke")
def revoke(token_id: str) -> Response:
    """Ends a token at once."""
    user, desk = _user(), this_desk()
    if not revoke_token(desk.store, by(), user.account, token_id):
        abort(404)
    return redirect(url_for("own_account.show"), code=303)


def _user() -> SignedIn:
    user = signed_in()
    if user is None:
        abort(401)
    return user


def _scopes() -> tuple[Scope, ...]:
    asker = person()
    return scopes_of(asker.role, operates=asker.operates)


def _page(sentence: str = "", token: str = "") -> str:
    user, desk = _user(), this_desk()
    return render_template(
        "own_account/show.html",
        account=user.account,
        organisation=organisation_of(desk.store, user.account.organisation_id),
        codes_left=recovery_codes_left(desk.store, user.account),
        tokens=tokens_of(desk.store, user.account.account_id),
        now=desk.clock(),
        scopes=_scopes(),
        lives=_LIVES,
        sentence=sentence,
        token=token,
    )


def _password_form(user: SignedIn, sentence: str = "") -> str:
    return render_template(
        "own_account/password.html", sentence=sentence, must=user.account.must_change, shortest=SHORTEST
    )


def _enrol_form(user: SignedIn, secret: str, sentence: str = "") -> str:
    grouped = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return render_template(
        "own_account/enrol.html",
        sentence=sentence,
        picture=Markup(
            qr_svg(secret, user.account.login)
        ),  # made by segno from letters it encodes, none of them markup
        secret=grouped,
        again=bool(user.account.totp_secret),
    )


def _gave_password(desk: Desk, account: Account, typed: str) -> bool:
    """Whether the present password was given again: a screen left open must not be enough to take an account over."""
    if not 0 < len(typed) <= LONGEST:
        return False
    attempt = take_attempt(desk.store, account.login, request.remote_addr or "", desk.clock())
    right = attempt.allowed and is_right(typed, account.password_hash)
    if attempt.allowed:
        settle_attempt(desk.store, attempt, right=right)
    return right


def _refused_password(desk: Desk, account: Account, present: str, new: str, again: str) -> str:
    if not _gave_password(desk, account, present):
        return translated(_NOT_YOURS)
    if new != again:
        return translated("The two new passwords differ; type the same one twice.")
    if new == present:
        return translated("The new password is the present one; choose another.")
    organisation = organisation_of(desk.store, account.organisation_id)
    return why_refused(new, account.login, account.name, organisation.name if organisation else "")
