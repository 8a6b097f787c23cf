"""What is older than it is kept is gone, to the last byte; what newer uploads have stays."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from base_of import NOW, entries_of, line, publish, screened
from sqlalchemy import insert, select

from supplychain.model import ListedEntity
from supplychain.reference.discover import KnownLists, known_lists
from supplychain.rescreening import rescreen_base
from supplychain.retention import forget_old, forget_screening
from supplychain.settings import Settings
from supplychain.store import Store
from supplychain.store.audit_verify import verify_trail
from supplychain.store.engine import reading, writing
from supplychain.store.screenings import list_screenings, save_screening
from supplychain.store.tables import supplier
from supplychain.store.tables_review import audit_event, disposition
from supplychain.store.tables_standing import flag_change, standing_flag

SECRET = "Zyxquill Nonwoven Canaryname"


@pytest.fixture(scope="module")
def known() -> KnownLists:
    return known_lists()


def at(days: float) -> Callable[[], datetime]:
    return lambda: NOW + timedelta(days=days)


def rows(store: Store, table: object) -> list[object]:
    with reading(store) as connection:
        return list(connection.execute(select(table)).all())  # type: ignore[call-overload]


def listed_base(store: Store, known: KnownLists) -> Settings:
    """An old upload with the secret supplier and a shared one, flagged by a re-screening; a new upload of the shared."""
    settings = Settings(home=store.home, retention_days=30)
    shared, secret = line("Hoshine Silicon Industry Co Ltd", country="China"), line(SECRET, 3, country="China")
    save_screening(store, screened(store, known, [shared, secret], screening_id="old", started_at=NOW))
    save_screening(store, screened(store, known, [shared], screening_id="new", started_at=NOW + timedelta(days=40)))
    publish(store, "uflpa_entities", [*entries_of(store, "uflpa_entities"), ListedEntity("uflpa:z", SECRET)], "1")
    rescreen_base(store, known, settings, at(41))
    return settings


def decide(store: Store) -> None:
    """A decision on every standing flag, with the supplier as it stood."""
    values = dict.fromkeys(("decision", "reviewer", "second_reviewer", "status", "prior_disposition_id"), "")
    values |= {"subject": "s", "supplier_fingerprint": "f", "entry_fingerprint": "e"}
    with writing(store) as connection:
        for row in connection.execute(select(standing_flag)).all():
            told = {"content": {"supplier": row.supplier_name}, "reason": f"not {row.supplier_name}"}
            made = {"disposition_id": f"d-{row.flag_id}", "organisation_id": "main", "flag_id": row.flag_id}
            connection.execute(insert(disposition).values(**values, **told, **made, decided_at=NOW))


def test_nothing_is_erased_where_no_age_is_set(store: Store, known: KnownLists) -> None:
    save_screening(store, screened(store, known, [line(SECRET)]))
    assert forget_old(store, Settings(home=store.home), at(9_000)).outcome == "kept_for_good"
    assert len(list_screenings(store)) == 1


def test_an_old_upload_is_gone_to_the_last_byte_and_what_a_newer_one_has_stays(store: Store, known: KnownLists) -> None:
    settings = listed_base(store, known)
    decide(store)
    uploads = store.home / "uploads"
    uploads.mkdir(exist_ok=True)
    (uploads / "old.xlsx").write_text(SECRET)
    (uploads / "new.xlsx").write_text("kept")
    os.utime(uploads / "new.xlsx", times=(at(40)().timestamp(), at(40)().timestamp()))
    outcome = forget_old(store, settings, at(42))
    assert outcome.outcome == "erased"
    assert (outcome.counts["screenings"], outcome.counts["files"], outcome.counts["suppliers"]) == (1, 1, 1)
    assert [one.screening_id for one in list_screenings(store)] == ["new"]
    assert [row.name for row in rows(store, supplier)] == ["Hoshine Silicon Industry Co Ltd"]
    assert {row.supplier_name for row in rows(store, standing_flag)} == {"Hoshine Silicon Industry Co Ltd"}
    erased = [row for row in rows(store, disposition) if row.reason == "(erased)"]
    assert erased
    assert all(row.content == {"erased": True} and row.subject == "s" for row in erased)
    assert all(row.content == {} for row in rows(store, flag_change) if row.entry_id == "uflpa:z")
    assert [row.action for row in rows(store, audit_event)][-1] == "retention.erase"
    chain = [said for said in verify_trail(store).faults if not said.startswith("The decision ")]  # made by hand above
    assert chain == []
    assert sorted(path.name for path in uploads.iterdir()) == ["new.xlsx"]
    assert forget_old(store, settings, at(42)).outcome == "nothing_due"
    if store.engine.dialect.name == "sqlite":
        entry = SECRET.encode()  # the list entry of that name stays: it is public; the supplier's row held its country
        for path in store.home.glob("supplychain.db*"):
            assert b'"supplier_name":"' + entry not in path.read_bytes()
            assert b"not " + entry not in path.read_bytes()


def test_one_screening_is_forgotten_by_its_own_organisation_alone(store: Store, known: KnownLists) -> None:
    listed_base(store, known)
    there = {"clock": at(42), "home": store.home}
    assert not forget_screening(store, "old", "another", "somebody", **there)  # type: ignore[arg-type]
    assert len(list_screenings(store)) == 2
    assert forget_screening(store, "new", "main", "somebody", **there)  # type: ignore[arg-type]
    assert [one.screening_id for one in list_screenings(store)] == ["old"]
    # The flags the forgotten upload was the latest to have go back to the one before.
    assert {row.screening_id for row in rows(store, standing_flag)} == {"old"}
    assert SECRET in {row.supplier_name for row in rows(store, standing_flag)}
