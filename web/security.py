"""What may a request and an answer look like? Known hosts and methods, a token on every form, headers on every answer.

Refuses to know any page, and who is asking (identity).
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Iterable
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request, session
from werkzeug.exceptions import MethodNotAllowed, SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from supplychain.settings import Settings
from web.desk import this_desk
from web.identity import uses_token
from web.language import translated

LOOPBACK = ("127.0.0.1", "localhost")  # not [::1]: werkzeug 3.2 cuts a trusted host at its first colon
TOKEN_FIELD = "csrf_token"
TOKEN_HEADER = "X-CSRF-Token"
_SAFE = frozenset({"GET", "HEAD"})
_METHODS = _SAFE | {"POST", "PUT", "PATCH", "DELETE"}
_TOKEN_BYTES = 32
_POLICY = (
    "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
# What an address of an answer may be kept for: nothing, but the files every visitor gets alike.
_FOREVER = "public, max-age=86400"
_Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def guard(app: Flask, settings: Settings) -> None:
    """Puts hosts, cookie, methods and headers on an application; `refuse_forged` comes after who is asking is known."""
    is_https = settings.public_url.startswith("https://")
    app.config.update(
        TRUSTED_HOSTS=[*LOOPBACK, *([urlsplit(settings.public_url).hostname] if settings.public_url else [])],
        # `__Host-`: browsers take such a cookie only with Secure, for this host alone and its every path. Over plain
        # http on loopback they would not keep it.
        SESSION_COOKIE_NAME="__Host-supplychain" if is_https else "supplychain_desk",
        SESSION_COOKIE_HTTPONLY=True,
        # Not Strict: a link in a digest would lead to the sign-in form, and a sign-in provider could not lead back.
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_https,
        SESSION_COOKIE_PATH="/",
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    if settings.trusted_proxies:
        app.wsgi_app = _behind_proxies(app.wsgi_app, settings.trusted_proxies)  # type: ignore[method-assign, assignment]
    app.before_request(_begin)
    app.after_request(_add_headers)
    app.context_processor(lambda: {"csrf_token": csrf_token, "token_field": TOKEN_FIELD, "token_header": TOKEN_HEADER})


def csrf_token() -> str:
    """The token of this session, made when the first form is shown."""
    token = session.get(TOKEN_FIELD)
    if not isinstance(token, str):
        token = session[TOKEN_FIELD] = secrets.token_urlsafe(_TOKEN_BYTES)
    return token


def refuse_forged() -> None:
    """A form sent from another site, or without the token its page carried, is refused before any of it is used.

    A program with an API token sends no cookie that another site could borrow, so it needs none.
    """
    if request.method in _SAFE or request.routing_exception is not None or uses_token():
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    origin = request.headers.get("Origin")
    if origin is not None and origin not in _own_origins():
        abort(403)
    kept = session.get(TOKEN_FIELD)
    sent = request.headers.get(TOKEN_HEADER) or request.form.get(TOKEN_FIELD, "")
    if not isinstance(kept, str) or not hmac.compare_digest(kept.encode(), sent.encode("utf-8", "surrogatepass")):
        abort(403, translated("This form has expired: open the page again and send it once more."))


def _own_origins() -> set[str]:
    settings: Settings = this_desk().settings
    return {request.host_url.rstrip("/"), settings.public_url} - {""}


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    if isinstance(request.routing_exception, SecurityError):  # a host we do not answer: no page of ours can be built
        raise request.routing_exception
    if request.method not in _METHODS:
        refused = request.routing_exception
        raise refused if isinstance(refused, MethodNotAllowed) else MethodNotAllowed(sorted(_METHODS))


def _behind_proxies(inner: _Wsgi, networks: str) -> _Wsgi:
    """Believes X-Forwarded-For, -Proto and -Host of the operator's own proxies, and of nobody else."""
    trusted = [ip_network(one) for one in networks.split(",")]
    fixed = ProxyFix(inner, x_for=1, x_proto=1, x_host=1)

    def choose(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        try:
            peer = ip_address(environ.get("REMOTE_ADDR", ""))
        except ValueError:
            return inner(environ, start)
        return (fixed if any(peer in network for network in trusted) else inner)(environ, start)

    return choose


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
    headers["Cache-Control"] = _FOREVER if request.endpoint == "static" and response.status_code < 300 else "no-store"
    if request.is_secure or current_app.config["SESSION_COOKIE_SECURE"]:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
