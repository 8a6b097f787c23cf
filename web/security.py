"""Who may ask, and what may a page do? Loopback hosts only, a token on every form, headers on every answer.

Refuses to know any page.
"""

from __future__ import annotations

import hmac
import secrets

from flask import Flask, Response, abort, g, request, session

LOOPBACK = ("127.0.0.1", "localhost")  # not [::1]: werkzeug 3.2 cuts a trusted host at its first colon
TOKEN_FIELD = "csrf_token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_TOKEN_BYTES = 32
_POLICY = (
    "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def guard(app: Flask) -> None:
    """Puts the rules on an application."""
    app.before_request(_name_request)
    app.before_request(_refuse_forged)
    app.after_request(_add_headers)
    app.context_processor(lambda: {"csrf_token": csrf_token, "token_field": TOKEN_FIELD})


def csrf_token() -> str:
    """The token of this session, made when the first form is shown."""
    token = session.get(TOKEN_FIELD)
    if not isinstance(token, str):
        token = session[TOKEN_FIELD] = secrets.token_urlsafe(_TOKEN_BYTES)
    return token


def _name_request() -> None:
    g.request_id = secrets.token_hex(8)


def _refuse_forged() -> None:
    """A form sent from another site, or without the token its page carried, is refused before any of it is used."""
    if request.method in _SAFE or request.routing_exception is not None:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    origin = request.headers.get("Origin")
    if origin is not None and origin != request.host_url.rstrip("/"):
        abort(403)
    kept = session.get(TOKEN_FIELD)
    sent = request.form.get(TOKEN_FIELD, "")
    if not isinstance(kept, str) or not hmac.compare_digest(kept.encode(), sent.encode()):
        abort(403, "This form has expired: open the page again and send it once more.")


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers["Content-Security-Policy"] = _POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    # Not "no-referrer": under it browsers send `Origin: null` with our own forms, and those would be refused.
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    headers["X-Request-ID"] = g.get("request_id", "")
    if request.endpoint != "static":
        headers["Cache-Control"] = "no-store"
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
