"""Accounts, sessions, tries and tokens hold on both databases: what one process ends is over for all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from supplychain.errors import UsageError
from supplychain.model import Role
from supplychain.store import Store
from supplychain.store.accounts import (
    Account,
    By,
    NewAccount,
    account_by_login,
    account_of,
    add_account,
    add_organisation,
    change_account,
    list_accounts,
    list_organisations,
)
from supplychain.store.api_tokens import make_token, revoke_token, tokens_of, use_token
from supplychain.store.audit import audit_of
from supplychain.store.audit_verify import verify_trail
from supplychain.store.engine import reading
from supplychain.store.login_attempts import settle_attempt, take_attempt
from supplychain.store.login_sessions import ABSOLUTE, IDLE, end_session, live_session, start_session
from supplychain.store.second_factors import enrol, recovery_codes_left, take_step, use_recovery_code
from supplychain.store.tables import MAIN_ORGANISATION
from supplychain.store.tables_people import login_attempt

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BY = By("command line", AT)
NEW = NewAccount("  Jo@Mercy.Example ", "Jo", Role.ADMIN, MAIN_ORGANISATION, "$argon2id$x")


@pytest.fixture
def account(store: Store) -> Account:
    return add_account(store, BY, NEW)


def test_an_account_comes_back_as_it_was_added(store: Store, account: Account) -> None:
    assert account_of(store, account.account_id) == account
    assert account_by_login(store, "JO@mercy.example") == account
    assert account_of(store, account.account_id, "another") is None
    assert (account.login, account.must_change) == ("jo@mercy.example", True)
    assert "argon2" not in repr(account)


def test_a_login_is_taken_once(store: Store, account: Account) -> None:
    with pytest.raises(UsageError, match="is taken"):
        add_account(store, BY, replace(NEW, login="jo@MERCY.example"))

    def try_once(_: int) -> bool:
        try:
            add_account(store, BY, replace(NEW, login="race"))
        except UsageError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(try_once, range(8))) == 1
    assert len(list_accounts(store)) == 2


def test_an_account_needs_an_organisation_that_is_there(store: Store) -> None:
    with pytest.raises(UsageError, match="no organisation"):
        add_account(store, BY, replace(NEW, organisation_id="nowhere"))
    other = add_organisation(store, BY, "Other Hospital")
    with pytest.raises(UsageError, match="already"):
        add_organisation(store, BY, "OTHER hospital")
    assert {one.organisation_id for one in list_organisations(store)} == {MAIN_ORGANISATION, other.organisation_id}


def test_the_last_operator_stays(store: Store, account: Account) -> None:
    for change in ({"disabled": True}, {"role": "officer"}):
        with pytest.raises(UsageError, match="only admin"):
            change_account(store, BY, account.account_id, "account.change", **change)
    assert account_of(store, account.account_id) == account
    assert verify_trail(store).faults == ()


def test_a_session_lives_until_it_idles_ages_or_is_ended(store: Store, account: Account) -> None:
    token = start_session(store, BY, account, second_factor=True)
    second = timedelta(seconds=1)
    assert live_session(store, token, AT + IDLE - second) is not None
    assert live_session(store, token, AT + IDLE + IDLE) is None
    busy = start_session(store, BY, account, second_factor=True)
    for minute in range(0, int(ABSOLUTE.total_seconds() // 60), 20):
        assert live_session(store, busy, AT + timedelta(minutes=minute)) is not None
    assert live_session(store, busy, AT + ABSOLUTE) is None
    ended = start_session(store, BY, account, second_factor=False)
    end_session(store, BY, account, ended)
    assert live_session(store, ended, AT) is None
    assert live_session(store, "nonsense", AT) is None


def test_a_session_that_replaces_another_keeps_its_beginning_and_ends_it(store: Store, account: Account) -> None:
    first = start_session(store, BY, account, second_factor=False)
    later = By(BY.actor, AT + timedelta(minutes=10))
    second = start_session(store, later, account, second_factor=True, replaces=first)
    assert live_session(store, first, later.at) is None
    session = live_session(store, second, later.at)
    assert session is not None
    assert (session.started_at, session.second_factor) == (AT, True)


@pytest.mark.parametrize(
    "change", [{"disabled": True}, {"role": "officer"}, {"password_hash": "y"}, {"totp_secret": "z"}]
)
def test_a_change_of_rights_ends_sessions(store: Store, account: Account, change: dict[str, object]) -> None:
    add_account(store, BY, replace(NEW, login="second.admin"))
    token = start_session(store, BY, account, second_factor=True)
    secret = make_token(store, BY, account, name="ci", scopes=("read",), days=9)
    change_account(store, BY, account.account_id, "account.change", must_change=False, **change)
    assert live_session(store, token, AT) is None
    assert (use_token(store, secret, AT) is None) is bool({"disabled", "role"} & change.keys())


def test_tries_are_counted_one_by_one_even_at_the_same_moment(store: Store) -> None:
    with ThreadPoolExecutor(6) as pool:
        taken = list(pool.map(lambda number: take_attempt(store, "jo", f"10.0.0.{number}", AT), range(30)))
    assert sum(one.allowed for one in taken) == 8
    assert not take_attempt(store, "jo", "10.0.1.1", AT + timedelta(minutes=14)).allowed
    assert take_attempt(store, "jo", "10.0.1.1", AT + timedelta(minutes=16)).allowed


def test_an_address_the_owner_signed_in_from_keeps_tries_of_its_own(store: Store) -> None:
    settle_attempt(store, take_attempt(store, "jo", "10.0.0.1", AT - timedelta(days=3)), right=True)
    for number in range(30):
        take_attempt(store, "jo", f"10.0.9.{number}", AT)
    assert take_attempt(store, "jo", "10.0.0.1", AT).allowed
    assert not take_attempt(store, "jo", "10.0.0.2", AT).allowed


def test_a_step_and_a_recovery_code_are_taken_once(store: Store, account: Account) -> None:
    enrol(store, BY, account, "sealed", 100, ("AAAA", "BBBB"))
    assert [take_step(store, account, step) for step in (100, 101, 101, 99, 102)] == [False, True, False, False, True]
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: use_recovery_code(store, BY, account, "AAAA"), range(6))) == 1
    assert recovery_codes_left(store, account) == 1


def test_a_token_is_known_by_its_digest_until_it_ends(store: Store, account: Account) -> None:
    settled = change_account(store, BY, account.account_id, "account.change", must_change=False)
    secret = make_token(store, BY, settled, name="ci", scopes=("read", "screen"), days=30)
    found = use_token(store, secret, AT)
    assert found is not None
    assert (found[0].scopes, found[1]) == (("read", "screen"), settled)
    assert secret.startswith(found[0].prefix)
    assert use_token(store, secret, AT + timedelta(days=30)) is None
    assert not revoke_token(store, BY, replace(settled, account_id="x" * 32), found[0].token_id)
    assert revoke_token(store, BY, settled, found[0].token_id)
    assert use_token(store, secret, AT) is None
    assert tokens_of(store, settled.account_id)[0].revoked_at == AT
    for wrong in ({"name": " "}, {"scopes": ()}, {"days": 366}, {"days": 0}):
        with pytest.raises(UsageError):
            make_token(store, BY, settled, **{"name": "n", "scopes": ("read",), "days": 1, **wrong})  # type: ignore[arg-type]


def test_each_change_stands_in_the_trail_without_a_secret(store: Store, account: Account) -> None:
    change_account(
        store, BY, account.account_id, "account.reset_password", password_hash="secret-hash", must_change=True
    )
    token = start_session(store, BY, account, second_factor=True)
    end_session(store, BY, account, token)
    events = [one.event for one in audit_of(store, "account", account.account_id)]
    assert [one.action for one in events] == ["account.add", "account.reset_password", "session.start", "session.end"]
    assert "secret-hash" not in str(events)
    assert "argon2" not in str(events)
    assert verify_trail(store).faults == ()


def test_two_operators_who_disable_each_other_at_once_leave_one(store: Store, account: Account) -> None:
    other = add_account(store, BY, replace(NEW, login="kim"))
    for turn in range(10):
        gate = Barrier(2)

        def disable(one: Account, gate: Barrier = gate) -> bool:
            gate.wait()
            try:
                change_account(store, BY, one.account_id, "account.change", disabled=True)
            except UsageError:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(disable, (account, other)))
        assert sorted(done) == [False, True], turn
        for one in (account, other):
            change_account(store, BY, one.account_id, "account.change", disabled=False)
    assert verify_trail(store).faults == ()


def test_a_code_shown_by_two_at_once_lets_one_in(store: Store, account: Account) -> None:
    enrol(store, BY, account, "sealed", 1, ["aaaa-bbbb"])
    for step in range(2, 12):
        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(lambda _, step=step: take_step(store, account, step), range(4))) == [0, 0, 0, 1]
    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(lambda _: use_recovery_code(store, BY, account, "aaaa-bbbb"), range(4))) == [0, 0, 0, 1]


def test_a_flood_of_tries_keeps_a_bounded_number_and_no_word_typed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supplychain.store.login_attempts._MOST_KEPT", 60)
    right = take_attempt(store, "jo", "10.0.0.1", AT)
    settle_attempt(store, right, right=True)
    for number in range(300):
        take_attempt(store, f"a password typed as login {number}", "10.9.9.9", AT)
    with reading(store) as connection:
        rows = connection.execute(select(login_attempt)).all()
    assert len(rows) == 61 + 300 % 100 + 1
    assert any(row.id == right.number for row in rows)
    assert "password" not in repr(rows)
