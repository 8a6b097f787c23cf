"""The desk is closed by default: every route × method × role × organisation answers as one table says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from desk_visitors import Visitor, organisation_named, workbook_bytes
from flask import Flask
from werkzeug.routing import Rule

from supplychain.model import Role
from web.permissions import ALLOWED, ON_THE_WAY, OPEN, OPERATOR_ONLY

SignIn = Callable[..., Visitor]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
OTHER = "Other Hospital"
# What may be opened without signing in, once more, so that a change of the code's own set is a decision of two.
OPEN_VIEWS = {"static", "health.healthz", "health.readyz", "signing_in.login", "sso.begin", "sso.finish"}


def rules(app: Flask) -> Iterator[Rule]:
    yield from app.url_map.iter_rules()


def address(rule: Rule, value: str = "0" * 32) -> str:
    """The rule's address with `value` for every part that varies (a number where it wants one)."""
    return re.sub(
        r"<(?:(\w+)(?:\([^>]*\))?:)?\w+>", lambda part: "1" if part[1] in ("int", "float") else value, rule.rule
    )


def test_the_open_views_are_the_six_that_are_named_here() -> None:
    assert OPEN == OPEN_VIEWS
    assert len(OPEN) <= 6


def test_every_endpoint_stands_in_the_table(desk_app: Flask) -> None:
    missing = {rule.endpoint for rule in rules(desk_app)} - OPEN - ALLOWED.keys()
    assert not missing, f"web/permissions.py does not say who may use {sorted(missing)}"


def test_the_table_names_no_endpoint_twice_over() -> None:
    assert not OPEN & ALLOWED.keys()
    assert ALLOWED.keys() >= ON_THE_WAY | OPERATOR_ONLY


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("credential", ["none", "garbage cookie", "garbage token"])
def test_nothing_is_answered_to_a_stranger(desk_app: Flask, method: str, credential: str) -> None:
    for rule in rules(desk_app):
        if rule.endpoint in OPEN:
            continue
        client = desk_app.test_client()
        headers = {"Authorization": "Bearer sct_nonsense"} if credential == "garbage token" else {}
        if credential == "garbage cookie":
            client.set_cookie("supplychain_desk", "eyJfdXNlcl9pZCI6Ing" + "i" * 40)
        answer = client.open(address(rule), method=method, headers=headers)
        allowed = (302, 401) if method in ("GET", "HEAD") else (401,)
        assert answer.status_code in allowed, f"{method} {rule.rule} answered {answer.status_code}"
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/login")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("organisation", ["main", OTHER])
def test_every_route_answers_a_role_as_the_table_says(
    desk_app: Flask, signed_in: SignIn, role: Role, organisation: str
) -> None:
    visitor = signed_in(role.value, organisation)
    operates = role is Role.ADMIN and organisation == "main"
    for rule in rules(desk_app):
        if rule.endpoint in OPEN or rule.endpoint == "signing_in.logout":
            continue
        may = role in ALLOWED[rule.endpoint] and (operates or rule.endpoint not in OPERATOR_ONLY)
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            headers = {} if method == "GET" else {"X-CSRF-Token": visitor.token()}
            answer = visitor.client.open(address(rule), method=method, headers=headers)
            said = f"{role} {method} {rule.rule} answered {answer.status_code}"
            assert answer.status_code < 500, said
            assert answer.status_code != 401, said
            refused = answer.status_code == 403 and "Your role does not allow" in answer.text
            refused = refused or (answer.status_code == 403 and "Only the operator" in answer.text)
            assert refused is not may, said


def test_a_screening_of_another_organisation_answers_like_an_unknown_one(
    desk_app: Flask, signed_in: SignIn, result_page: str
) -> None:
    unknown = "/screenings/" + "0" * 32
    for role in Role:
        visitor = signed_in(role.value, OTHER)
        for path, none in ((result_page, unknown), (f"{result_page}/workbook", f"{unknown}/workbook")):
            theirs, nothing = visitor.get(path), visitor.get(none)
            assert theirs.status_code == nothing.status_code == 404
            assert same_words(theirs.text) == same_words(nothing.text)
        assert result_page not in visitor.get("/screenings").text
        assert result_page not in visitor.get("/").text


def same_words(page: str) -> str:
    """A page without the request's number."""
    return re.sub(r"[0-9a-f]{16}", "", page)


def test_an_account_of_another_organisation_answers_like_an_unknown_one(desk_app: Flask, signed_in: SignIn) -> None:
    foreign = signed_in("officer").account.account_id
    admin = signed_in("admin", OTHER)
    for suffix, method in (("", "GET"), ("", "POST"), ("/reset", "POST")):
        headers = {"X-CSRF-Token": admin.token()}
        answers = [
            admin.client.open(f"/admin/accounts/{one}{suffix}", method=method, headers=headers)
            for one in (foreign, "0" * 32)
        ]
        assert [one.status_code for one in answers] == [404, 404]
        assert same_words(answers[0].text) == same_words(answers[1].text)
    assert signed_in("officer").account.login not in admin.get("/admin/accounts").text


def test_an_upload_belongs_to_the_organisation_of_who_sent_it(signed_in: SignIn) -> None:
    theirs = signed_in("officer", OTHER).send(workbook_bytes()).headers["Location"]
    assert signed_in("reviewer", OTHER).get(theirs).status_code == 200
    assert signed_in("reviewer").get(theirs).status_code == 404


def test_an_admin_adds_people_to_their_own_organisation_alone(desk_app: Flask, signed_in: SignIn) -> None:
    admin = signed_in("admin", OTHER)
    fields = {"name": "Eve", "role": "admin"}
    refused = admin.post("/admin/accounts", login="eve.elsewhere", organisation_id="main", **fields)
    assert refused.status_code == 404
    added = admin.post("/admin/accounts", login="eve", **fields)
    assert added.status_code == 200
    assert "eve" in admin.get("/admin/accounts").text
    known = organisation_named(desk_app, OTHER)
    assert signed_in("admin").post("/admin/accounts", login="sam", organisation_id=known, **fields).status_code == 200
    assert "sam" in admin.get("/admin/accounts").text


def test_nobody_changes_their_own_role(signed_in: SignIn) -> None:
    admin = signed_in("admin", number=7)
    own = f"/admin/accounts/{admin.account.account_id}"
    assert admin.post(own, name="A", role="officer").status_code == 403
    assert admin.post(own, name="A", disabled="yes").status_code == 403
    assert admin.post(f"{own}/reset", what="password").status_code == 403
    assert admin.get("/admin/accounts").status_code == 200


def test_fields_that_a_form_does_not_have_are_not_taken(desk_app: Flask, signed_in: SignIn) -> None:
    officer = signed_in("officer", number=8)
    extra = {
        "role": "admin",
        "organisation_id": organisation_named(desk_app, OTHER),
        "must_change": "0",
        "account_id": "x",
    }
    officer.post("/account/tokens", name="t", scope="read", days="30", **extra)
    officer.post("/account/password", present="wrong", new="x" * 20, again="x" * 20, **extra)
    assert officer.get("/admin/accounts").status_code == 403
    admin = signed_in("admin")
    path = f"/admin/accounts/{officer.account.account_id}"
    admin.post(
        path, name="Jo", role="officer", organisation_id=extra["organisation_id"], password_hash="", login="root"
    )
    page = admin.get(path).text
    assert officer.account.login in page
    assert "root" not in page


def test_a_role_that_does_not_exist_is_refused(signed_in: SignIn) -> None:
    admin, officer = signed_in("admin"), signed_in("officer", number=9)
    assert admin.post("/admin/accounts", login="x9", name="X", role="root").status_code == 422
    assert admin.post(f"/admin/accounts/{officer.account.account_id}", name="X", role="root").status_code == 422
