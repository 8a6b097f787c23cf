"""Signing in: two factors, sessions that end where they should, tries that are counted, and nothing that tells a login."""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from desk_visitors import PASSWORD, Visitor, account_named, sign_in
from flask import Flask
from sqlalchemy import inspect, literal_column, select, table
from werkzeug.test import TestResponse

from supplychain.model import Role
from supplychain.settings import Settings
from supplychain.store.accounts import By, account_of, change_account
from supplychain.store.audit import audit_of
from supplychain.store.audit_verify import verify_trail
from web import create_app
from web.desk import Desk
from web.first_start import first_admin
from web.passwords import is_right

NEW = "copper lantern orchard seven"


class Clock:
    """A clock that goes on when told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Flask:
    return create_app(Settings(home=tmp_path_factory.mktemp("people")), clock=clock)


@pytest.fixture(autouse=True)
def _another_hour(clock: Clock) -> Iterator[None]:
    """Each test an hour later: no tries of the one before count."""
    yield
    clock.wait(hours=1)


def knock(
    app: Flask, login: str, password: str, *, address: str = "127.0.0.1", **more: str
) -> tuple[Visitor, TestResponse]:
    """Types login and password into the form, in a new browser."""
    visitor = Visitor(app.test_client())
    visitor.client.environ_base["REMOTE_ADDR"] = address
    visitor.get("/login")
    return visitor, visitor.post("/login", login=login, password=password, **more)


def secret_on(page: str) -> str:
    found = re.search(r'id="secret">([^<]+)<', page)
    assert found is not None
    return found[1].replace(" ", "")


def code_at(secret: str, clock: Clock) -> str:
    return pyotp.TOTP(secret).at(clock.now)


def enrolled(app: Flask, clock: Clock, login: str) -> tuple[str, list[str]]:
    """The secret and recovery codes of a reviewer of that login, enrolled through the pages."""
    account_named(app, login, Role.REVIEWER)
    visitor, answer = knock(app, login, PASSWORD)
    assert answer.location == "/account/second-factor"
    secret = secret_on(visitor.get("/account/second-factor").text)
    page = visitor.post("/account/second-factor", code=code_at(secret, clock)).text
    clock.wait(minutes=1)
    return secret, re.findall(r"<code>([A-Z2-7-]+)</code>", page)


def test_the_first_start_makes_one_admin_whose_password_must_be_changed(tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path / "home"))
    desk: Desk = app.extensions["desk"]
    password = first_admin(desk)
    assert first_admin(desk) == ""
    visitor, answer = knock(app, "admin", password)
    assert answer.location == "/account/password"
    assert visitor.get("/").location == "/account/password"
    assert visitor.get("/admin/accounts").location == "/account/password"
    changed = visitor.post("/account/password", present=password, new=NEW, again=NEW)
    assert changed.location == "/account/second-factor"
    assert visitor.get("/").location == "/account/second-factor"
    secret = secret_on(visitor.get("/account/second-factor").text)
    assert "recovery codes" in visitor.post("/account/second-factor", code=pyotp.TOTP(secret).now()).text
    assert visitor.get("/").status_code == 200
    assert knock(app, "admin", password)[1].status_code == 401
    assert verify_trail(desk.store).faults == ()


def test_somebody_signs_in_on_either_database(database_url: str, tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path / "home", database_url=database_url))
    account_named(app, "anna", Role.OFFICER)
    assert [knock(app, "anna", "wrong")[1].status_code for _ in range(7)] == [401] * 6 + [429]
    visitor, answer = knock(app, "anna", PASSWORD, address="10.0.0.2")
    assert answer.location == "/"
    assert visitor.get("/screenings").status_code == 200
    assert visitor.get("/account").status_code == 200
    assert visitor.post("/account/tokens", name="ci", scope="read", days="30").status_code == 200
    visitor.post("/logout")
    assert visitor.get("/screenings").status_code == 302
    app.extensions["desk"].store.close()


def test_a_code_counts_once_and_only_in_its_minute(app: Flask, clock: Clock) -> None:
    secret, _ = enrolled(app, clock, "rita")
    code = code_at(secret, clock)
    first, answer = knock(app, "rita", PASSWORD)
    assert answer.location == "/login/code"
    assert first.get("/screenings").location == "/login/code"
    assert first.post("/login/code", code="000000").status_code == 401
    assert first.post("/login/code", code=code).location == "/overview"
    assert first.get("/screenings").status_code == 200
    second, _ = knock(app, "rita", PASSWORD)
    assert second.post("/login/code", code=code).status_code == 401
    clock.wait(minutes=3)
    assert second.post("/login/code", code=code).status_code == 401
    assert second.post("/login/code", code=code_at(secret, clock)).location == "/overview"


def test_a_recovery_code_signs_in_once(app: Flask, clock: Clock) -> None:
    _, codes = enrolled(app, clock, "ravi")
    assert len(codes) == 8
    first, _ = knock(app, "ravi", PASSWORD)
    assert first.post("/login/code", code=codes[0].lower().replace("-", " ")).location == "/overview"
    second, _ = knock(app, "ravi", PASSWORD)
    assert second.post("/login/code", code=codes[0]).status_code == 401
    assert second.post("/login/code", code=codes[1]).location == "/overview"


def test_codes_are_not_to_be_guessed(app: Flask, clock: Clock) -> None:
    secret, _ = enrolled(app, clock, "rosa")
    visitor, _ = knock(app, "rosa", PASSWORD)
    wrong = [visitor.post("/login/code", code=f"{number:06}").status_code for number in range(12)]
    assert wrong[-1] == 429
    assert wrong.count(401) <= 10
    assert visitor.post("/login/code", code=code_at(secret, clock)).status_code == 429
    clock.wait(minutes=16)
    assert visitor.post("/login/code", code=code_at(secret, clock)).location == "/overview"


def test_a_second_factor_may_be_left_to_each_by_the_operator(tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path / "home", totp="optional"))
    account_named(app, "rob", Role.REVIEWER)
    assert knock(app, "rob", PASSWORD)[1].location == "/overview"


def test_the_sessions_id_changes_at_sign_in_and_the_old_cookie_is_worth_nothing(app: Flask) -> None:
    account_named(app, "olga", Role.OFFICER)
    visitor = Visitor(app.test_client())
    visitor.get("/login")
    before = visitor.client.get_cookie("supplychain_desk")
    form_token = visitor.token()
    visitor.post("/login", login="olga", password=PASSWORD)
    after = visitor.client.get_cookie("supplychain_desk")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert visitor.get("/screenings").status_code == 200
    assert visitor.token() != form_token
    fixed = app.test_client()
    fixed.set_cookie("supplychain_desk", before.value)
    assert fixed.get("/screenings").status_code == 302


def test_a_cookie_replayed_after_signing_out_is_refused(app: Flask) -> None:
    visitor = sign_in(app, account_named(app, "otto", Role.OFFICER))
    kept = visitor.client.get_cookie("supplychain_desk")
    assert kept is not None
    assert visitor.get("/screenings").status_code == 200
    assert visitor.post("/logout").location == "/login"
    replay = app.test_client()
    replay.set_cookie("supplychain_desk", kept.value)
    assert replay.get("/screenings").status_code == 401
    assert visitor.get("/screenings").status_code == 302


def test_a_session_ends_after_thirty_idle_minutes_and_after_twelve_hours(app: Flask, clock: Clock) -> None:
    account = account_named(app, "omar", Role.OFFICER)
    visitor = sign_in(app, account)
    clock.wait(minutes=29)
    assert visitor.get("/screenings").status_code == 200
    clock.wait(minutes=31)
    assert visitor.get("/screenings").status_code == 401
    busy = sign_in(app, account)
    answers = []
    for _ in range(37):  # a click every twenty minutes
        answers.append(busy.get("/screenings").status_code)
        clock.wait(minutes=20)
    assert answers == [200] * 36 + [401]


@pytest.mark.parametrize("changes", [{"disabled": True}, {"role": "reviewer"}, {"password_hash": "x"}])
def test_a_change_of_rights_ends_every_session_at_once(app: Flask, clock: Clock, changes: dict[str, object]) -> None:
    account = account_named(app, f"oona.{next(iter(changes))}", Role.OFFICER)
    visitors = [sign_in(app, account) for _ in range(2)]
    desk: Desk = app.extensions["desk"]
    change_account(desk.store, By("test", clock.now), account.account_id, "account.change", **changes)
    assert [one.get("/screenings").status_code for one in visitors] == [401, 401]


def test_a_disabled_account_cannot_sign_in_and_is_not_told_apart(app: Flask, clock: Clock) -> None:
    account = account_named(app, "dora", Role.OFFICER)
    desk: Desk = app.extensions["desk"]
    change_account(desk.store, By("test", clock.now), account.account_id, "account.disable", disabled=True)
    right, unknown = knock(app, "dora", PASSWORD)[1], knock(app, "nobody.here", PASSWORD)[1]
    assert (right.status_code, unknown.status_code) == (401, 401)
    assert told(right) == told(unknown)


def test_the_only_operator_cannot_be_disabled(tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path / "home"))
    first = sign_in(app, account_named(app, "first", Role.ADMIN))
    second = account_named(app, "second", Role.ADMIN)
    path = f"/admin/accounts/{second.account_id}"
    assert first.post(path, name="S", role="officer").status_code == 303
    other = account_named(app, "third", Role.ADMIN)
    assert sign_in(app, other).post(f"/admin/accounts/{first.account.account_id}", name="F", role="officer").location
    assert sign_in(app, account_named(app, "far", Role.ADMIN, "Far Hospital")).get(path).status_code == 404


def told(answer: TestResponse) -> list[str]:
    return re.findall(r'id="refusal">([^<]+)<', answer.text)


def test_a_hundred_wrong_passwords_are_looked_at_ten_times_at_most_and_lock_nobody_else_out(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_named(app, "vera", Role.OFFICER)
    looked: list[str] = []

    def counted(password: str, kept: str | None) -> bool:
        looked.append(password)
        return is_right(password, kept)

    monkeypatch.setattr(sys.modules["web.signing_in"], "is_right", counted)
    answers = [knock(app, "vera", "wrong", address="10.9.9.9")[1].status_code for _ in range(100)]
    assert len(looked) <= 10
    assert set(answers) == {401, 429}
    assert knock(app, "VERA", PASSWORD, address="10.0.0.1")[1].location == "/"
    for number in range(40):  # many addresses at once use up what strangers have, not what the owner's own address has
        knock(app, "vera", "wrong", address=f"10.1.1.{number}")
    assert len(looked) <= 12
    assert knock(app, "vera", PASSWORD, address="10.0.0.1")[1].location == "/"
    clock.wait(minutes=15, seconds=1)
    assert knock(app, "vera", PASSWORD, address="10.9.9.9")[1].location == "/"


def test_a_hundred_tries_at_the_same_moment_are_counted_one_by_one(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr(sys.modules["web.signing_in"], "is_right", lambda password, kept: bool(looked.append(password)))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: knock(app, "ghost", "wrong"), range(40)))
    assert len(looked) <= 10


def test_one_password_over_many_logins_is_stopped(app: Flask) -> None:
    answers = [knock(app, f"user{number}", "wrong", address="10.7.7.7")[1].status_code for number in range(80)]
    assert answers.count(401) <= 60
    assert answers[-1] == 429


@pytest.mark.parametrize("samples", [30, pytest.param(200, marks=pytest.mark.long)])
def test_an_unknown_login_is_answered_in_the_same_words_and_time(app: Flask, clock: Clock, samples: int) -> None:
    account_named(app, "known", Role.OFFICER)
    spent: dict[str, list[float]] = {"known": [], "unknown.1": []}
    words: set[str] = set()
    for turn in range(samples):
        for login in spent:
            clock.wait(minutes=4)
            client = Visitor(app.test_client())
            client.token()
            begun = time.process_time()  # of the processor: other tests run beside this one
            answer = client.post("/login", login=login, password=f"wrong {turn}")
            spent[login].append(time.process_time() - begun)
            assert answer.status_code == 401
            words.update(told(answer))
    known, unknown = (statistics.median(one) for one in spent.values())
    assert len(words) == 1
    assert abs(known - unknown) < 0.010, f"{known:.4f} s and {unknown:.4f} s"


@pytest.mark.parametrize(
    "target",
    [
        "//evil",
        "https://evil",
        "https:evil",
        "/\\evil",
        "\\\\evil",
        "/\t/evil",
        "/%0d/\nx",
        " //evil",
        "javascript:alert(1)",
        "///evil",
        "evil",
        "/\x00/evil",
    ],
)
def test_nobody_is_led_to_another_site(app: Flask, target: str) -> None:
    account_named(app, "nina", Role.OFFICER)
    assert knock(app, "nina", PASSWORD, next=target)[1].location == "/"
    assert "evil" not in app.test_client().get("/login", query_string={"next": target}).text


def test_a_page_asked_for_is_reached_after_signing_in(app: Flask) -> None:
    account_named(app, "nora", Role.OFFICER)
    asked = app.test_client().get("/lists?x=1&y=%2f%2fevil")
    assert asked.location == "/login?next=/lists?x%3D1%26y%3D%252f%252fevil"
    assert knock(app, "nora", PASSWORD, next="/lists?x=1&y=%2f%2fevil")[1].location == "/lists?x=1&y=%2f%2fevil"


def test_a_password_is_changed_only_with_the_present_one_and_ends_other_sessions(app: Flask) -> None:
    account = account_named(app, "paul", Role.OFFICER)
    here, elsewhere = sign_in(app, account), sign_in(app, account)
    for present, new, again in (
        ("wrong", NEW, NEW),
        (PASSWORD, NEW, NEW + "x"),
        (PASSWORD, "short", "short"),
        (PASSWORD, PASSWORD, PASSWORD),
        (PASSWORD, "paulpaulpaulpaul", "paulpaulpaulpaul"),
    ):
        assert here.post("/account/password", present=present, new=new, again=again).status_code == 422
    assert here.post("/account/password", present=PASSWORD, new=NEW, again=NEW).status_code == 303
    assert here.get("/screenings").status_code == 200
    assert elsewhere.get("/screenings").status_code == 401
    assert knock(app, "paul", NEW)[1].location == "/"


def test_the_database_holds_no_secret_that_could_be_used(app: Flask, clock: Clock) -> None:
    secret, codes = enrolled(app, clock, "saul")
    visitor = sign_in(app, account_named(app, "saul", Role.REVIEWER))
    page = visitor.post("/account/tokens", name="ci", scope="read", days="30").text
    token = re.search(r'id="token">([^<]+)<', page)
    assert token is not None
    with visitor.client.session_transaction() as session:
        cookie_token = session["_user_id"]
    desk: Desk = app.extensions["desk"]
    kept = b"".join(path.read_bytes() for path in desk.settings.home.glob("supplychain.db*"))
    with desk.store.engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            kept += repr(connection.execute(select(literal_column("*")).select_from(table(name))).all()).encode()
    for one in (PASSWORD, secret, codes[0], token[1], cookie_token):
        assert one.encode() not in kept
    assert b"$argon2id$" in kept


def test_every_change_of_an_account_stands_in_the_audit_trail(app: Flask, clock: Clock) -> None:
    desk: Desk = app.extensions["desk"]
    admin = sign_in(app, account_named(app, "tess", Role.ADMIN))
    page = admin.post("/admin/accounts", login="toni", name="Toni", role="officer").text
    assert 'id="one-time"' in page
    found = re.search(r'/admin/accounts/(\w+)">toni<', admin.get("/admin/accounts").text)
    assert found is not None
    admin.post(f"/admin/accounts/{found[1]}", name="Toni B", role="reviewer")
    admin.post(f"/admin/accounts/{found[1]}/reset", what="password")
    admin.post(f"/admin/accounts/{found[1]}/reset", what="second_factor")
    admin.post(f"/admin/accounts/{found[1]}", name="Toni B", role="reviewer", disabled="yes")
    events = [record.event for record in audit_of(desk.store, "account", found[1])]
    assert [one.action for one in events] == [
        "account.add",
        "account.change",
        "account.reset_password",
        "account.change",
    ]
    assert {one.actor for one in events} == {admin.account.account_id}
    assert all(one.request_id for one in events)
    assert events[1].after["role"] == "reviewer"
    assert "argon2" not in str(events)
    assert verify_trail(desk.store).faults == ()
    account = account_of(desk.store, found[1])
    assert account is not None
    assert account.disabled


def test_a_token_works_only_for_the_api_and_ends_when_revoked(app: Flask, clock: Clock) -> None:
    visitor = sign_in(app, account_named(app, "tina", Role.OFFICER))
    page = visitor.post("/account/tokens", name="ci", scope=["read", "decide", "metrics"], days="365").text
    token = re.search(r'id="token">([^<]+)<', page)
    assert token is not None
    assert token[1] not in visitor.get("/account").text
    assert "decide" not in visitor.get("/account").text
    bearer = {"Authorization": f"Bearer {token[1]}"}
    client = app.test_client()
    assert client.get("/screenings", headers=bearer).status_code == 302
    assert client.get("/api/v1/nothing", headers=bearer).status_code == 404
    assert client.get("/api/v1/nothing").status_code == 401
    revoke = re.search(r'action="(/account/tokens/\w+/revoke)"', visitor.get("/account").text)
    assert revoke is not None
    assert sign_in(app, account_named(app, "tara", Role.OFFICER)).post(revoke[1]).status_code == 404
    assert visitor.post(revoke[1]).status_code == 303
    assert client.get("/api/v1/nothing", headers=bearer).status_code == 401


def test_a_token_lives_a_year_at_most(app: Flask, clock: Clock) -> None:
    visitor = sign_in(app, account_named(app, "theo", Role.OFFICER))
    for days in ("0", "366", "x", ""):
        assert visitor.post("/account/tokens", name="ci", scope="read", days=days).status_code == 422
    page = visitor.post("/account/tokens", name="ci", scope="read", days="1").text
    token = re.search(r'id="token">([^<]+)<', page)
    assert token is not None
    bearer = {"Authorization": f"Bearer {token[1]}"}
    assert app.test_client().get("/api/v1/nothing", headers=bearer).status_code == 404
    clock.wait(days=1)
    assert app.test_client().get("/api/v1/nothing", headers=bearer).status_code == 401
