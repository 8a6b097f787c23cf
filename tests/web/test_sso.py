"""Signing in with an organisation's own provider: the provider says who, the desk says what they may."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from desk_visitors import Visitor, account_named
from flask import Flask
from joserfc.jwk import RSAKey
from oidc_provider import OidcProvider, running_provider
from werkzeug.test import TestResponse

from supplychain.errors import UsageError
from supplychain.model import Role
from supplychain.settings import Settings
from supplychain.store.accounts import account_by_login
from web import create_app


@pytest.fixture(scope="module")
def provider() -> Iterator[OidcProvider]:
    with running_provider() as running:
        yield running


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, provider: OidcProvider) -> Flask:
    home = tmp_path_factory.mktemp("sso")
    settings = Settings(home=home, oidc_issuer=provider.issuer, oidc_client_id="desk", oidc_client_secret="s" * 40)
    return create_app(settings)


def person(subject: str, email: str, *, verified: object = True) -> dict[str, Any]:
    return {"sub": subject, "email": email, "email_verified": verified}


def walk(app: Flask, path: str = "/login/sso") -> tuple[Visitor, TestResponse]:
    """Through the provider and back, as a browser goes."""
    visitor = Visitor(app.test_client())
    led = visitor.get(path)
    assert led.status_code == 302
    back = requests.get(led.location, allow_redirects=False, timeout=10).headers["Location"]
    parts = urlsplit(back)
    return visitor, visitor.get(f"{parts.path}?{parts.query}")


def test_a_person_the_provider_knows_signs_in_to_the_account_of_their_address(
    app: Flask, provider: OidcProvider
) -> None:
    account_named(app, "rae@mercy.example", Role.REVIEWER)
    provider.person, provider.twist = person("r-1", "Rae@Mercy.example"), {}
    visitor, answer = walk(app, "/login/sso?next=/lists")
    assert answer.location == "/lists"
    assert visitor.get("/screenings").status_code == 200
    provider.person = person("r-1", "renamed@mercy.example")  # bound to the subject from now on
    assert walk(app)[1].status_code == 303
    provider.person = person("r-2", "rae@mercy.example")  # the address given to somebody else
    assert walk(app)[1].status_code == 403


@pytest.mark.parametrize(
    "who",
    [
        person("x-1", "nobody@mercy.example"),
        person("x-2", "uma@mercy.example", verified=False),
        person("x-3", "uma@mercy.example", verified="true"),
        {"sub": "x-4"},
    ],
)
def test_nobody_gets_in_without_an_account_or_a_verified_address(
    app: Flask, provider: OidcProvider, who: dict[str, Any]
) -> None:
    account_named(app, "uma@mercy.example", Role.OFFICER)
    provider.person, provider.twist = who, {}
    visitor, answer = walk(app)
    assert answer.status_code == 403
    assert visitor.get("/screenings").status_code == 302


@pytest.mark.parametrize(
    "twist",
    [{"iss": "https://evil.example"}, {"aud": "another desk"}, {"nonce": "guessed"}, {"exp": 1_000_000}, {"sub": ""}],
)
def test_a_token_made_for_something_else_is_refused(app: Flask, provider: OidcProvider, twist: dict[str, Any]) -> None:
    account_named(app, "una@mercy.example", Role.OFFICER)
    provider.person, provider.twist = person("u-1", "una@mercy.example"), twist
    assert walk(app)[1].status_code == 401


def test_a_token_signed_by_somebody_else_is_refused(app: Flask, provider: OidcProvider) -> None:
    account_named(app, "ute@mercy.example", Role.OFFICER)
    provider.person, provider.twist = person("u-2", "ute@mercy.example"), {}
    provider.key = RSAKey.generate_key(2048, {"kid": "one"})
    try:
        assert walk(app)[1].status_code == 401
    finally:
        provider.key = provider.published


def test_an_answer_nobody_asked_for_is_refused(app: Flask) -> None:
    assert app.test_client().get("/login/sso/finish?code=x&state=y").status_code == 401
    assert app.test_client().get("/login/sso/finish?error=access_denied").status_code == 401
    assert app.test_client().get("/login/sso/finish").status_code == 401


def test_a_disabled_account_stays_out(app: Flask, provider: OidcProvider) -> None:
    desk = app.extensions["desk"]
    account = account_named(app, "udo@mercy.example", Role.OFFICER)
    provider.person, provider.twist = person("u-3", "udo@mercy.example"), {}
    assert walk(app)[1].status_code == 303
    kept = account_by_login(desk.store, account.login)
    assert kept is not None
    assert kept.oidc_subject == f"{provider.issuer}#u-3"


def test_without_a_provider_there_is_no_such_way_in(desk_app: Flask) -> None:
    for path in ("/login/sso", "/login/sso/finish?code=x&state=y"):
        assert desk_app.test_client().get(path).status_code == 404
    assert "Sign in with your organisation" not in desk_app.test_client().get("/login").text


def test_a_provider_without_a_client_id_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="CLIENT_ID"):
        create_app(Settings(home=tmp_path / "home", oidc_issuer="https://id.example"))
