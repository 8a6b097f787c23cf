"""What did the OpenID Connect provider answer? Authorization code flow with PKCE, state and nonce, by Authlib.

Imported only where a provider is set (extra `sso`): it costs half a second. Refuses to know accounts.
"""

from __future__ import annotations

from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask
from joserfc.errors import JoseError
from werkzeug.wrappers import Response

from supplychain.settings import Settings
from web.sso import SsoError

_NAME = "provider"
_SECONDS = 10  # nobody waits longer for a sign-in page
_FAILURES = (AuthlibBaseError, JoseError, requests.RequestException, ValueError, KeyError, RuntimeError)


class Provider:
    """One provider, known by its discovery document."""

    def __init__(self, client: Any, issuer: str) -> None:
        self._client = client
        self._issuer = issuer

    def lead(self, back: str) -> Response:
        """The redirect to the provider's page. Raises SsoError where it cannot be asked."""
        try:
            led: Response = self._client.authorize_redirect(back)
        except _FAILURES as error:
            raise SsoError(type(error).__name__) from error
        return led

    def claims(self) -> dict[str, Any]:
        """What the provider says of the person, its ID token checked: signature, issuer, audience, nonce, time.

        Raises SsoError where any of it does not hold; its message never repeats what was sent.
        """
        try:
            token = self._client.authorize_access_token(claims_options={"iss": {"values": [self._issuer]}})
            told = dict(token["userinfo"])
        except _FAILURES as error:
            raise SsoError(type(error).__name__) from error
        if told.get("iss") != self._issuer or not told.get("sub"):
            raise SsoError("another issuer, or no subject")
        return told


def provider_of(app: Flask, settings: Settings) -> Provider:
    """The provider that the settings name, made once for an application."""
    known = app.extensions.get("sign_in_provider")
    if not isinstance(known, Provider):
        oauth = OAuth()
        client = oauth.register(
            _NAME,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret or None,
            server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "default_timeout": _SECONDS,
            },
        )
        known = app.extensions["sign_in_provider"] = Provider(client, settings.oidc_issuer)
        oauth.init_app(app)
    return known
