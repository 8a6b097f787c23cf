"""A small OpenID Connect provider on loopback: discovery, keys, codes and tokens, as a real one answers them."""

from __future__ import annotations

import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from flask import Flask, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server


class OidcProvider:
    """`person` is who signs in next; `twist` changes the claims before they are signed, `key` is what signs them."""

    def __init__(self) -> None:
        self.published = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.key = self.published
        self.person: dict[str, Any] = {}
        self.twist: dict[str, Any] = {}
        self.issuer = ""
        self.codes: dict[str, dict[str, str]] = {}

    def app(self) -> Flask:
        app = Flask("provider")

        @app.get("/.well-known/openid-configuration")
        def discovery() -> dict[str, Any]:
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
            }

        @app.get("/keys")
        def keys() -> dict[str, Any]:
            return {"keys": [self.published.as_dict(private=False)]}

        @app.get("/authorize")
        def authorize() -> Any:
            code = secrets.token_hex(8)
            self.codes[code] = request.args.to_dict()
            query = urlencode({"code": code, "state": request.args["state"]})
            return redirect(f"{request.args['redirect_uri']}?{query}")

        @app.post("/token")
        def token() -> Any:
            asked = self.codes.pop(request.form.get("code", ""), None)
            if asked is None or challenge(request.form.get("code_verifier", "")) != asked["code_challenge"]:
                return {"error": "invalid_grant"}, 400
            now = int(time.time())
            claims = {
                "iss": self.issuer,
                "aud": asked["client_id"],
                "nonce": asked["nonce"],
                "iat": now,
                "exp": now + 300,
                **self.person,
                **self.twist,
            }
            signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
            body = {"access_token": secrets.token_hex(8), "token_type": "Bearer", "id_token": signed}
            return json.dumps(body), 200, {"Content-Type": "application/json"}

        return app


def challenge(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


@contextmanager
def running_provider() -> Iterator[OidcProvider]:
    provider = OidcProvider()
    server = make_server("127.0.0.1", 0, provider.app(), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
