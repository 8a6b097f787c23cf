"""The trail only grows, and whoever changes it past the program is found out (W19)."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from supplychain.errors import StoreError
from supplychain.flags.review import dispose
from supplychain.flags.review_rules import Answer
from supplychain.model import Decision
from supplychain.store import Store
from supplychain.store.audit import (
    AuditEvent,
    anchor_line,
    append_audit,
    audit_end,
    audit_of,
    events_about,
)
from supplychain.store.audit_verify import verify_trail
from supplychain.store.dispositions import Deed, dispositions_of
from supplychain.store.engine import reading, writing
from supplychain.store.evidence import Attachment, add_evidence
from supplychain.store.forgetting import forget_before
from supplychain.store.tables_review import audit_event

sys.path.append(str(Path(__file__).resolve().parents[1] / "flags"))  # where the review's bench stands
from reviewed import NIGHT, Bench

AWKWARD = {
    "score": 1.0,
    "large": 1e22,
    "small": 1e-7,
    "none": None,
    "nul": "a\x00b",
    "half": "\ud800",
    "list": [1.5, "é"],
}


@pytest.fixture
def bench(store: Store) -> Bench:
    """Five decisions, one upon the other, and a file."""
    made = Bench(store)
    made.upload()
    for _ in range(5):
        made.decide(Decision.ESCALATED)
    add_evidence(
        store, "main", made.only().flag_id, Attachment("a.pdf", b"%PDF-1.7 x"), Deed("ann", "evidence.add", NIGHT)
    )
    return made


def by_hand(store: Store, *statements: str) -> None:
    """What somebody with the database's own tools can do: take the triggers away first."""
    sqlite = ["DROP TRIGGER audit_event_no_update", "DROP TRIGGER audit_event_no_delete"]
    with writing(store) as connection:
        triggers = (
            sqlite if connection.dialect.name == "sqlite" else ["DROP TRIGGER audit_event_append_only ON audit_event"]
        )
        for statement in (*triggers, *statements):
            connection.execute(text(statement))


def test_an_event_comes_back_as_it_was_hashed_whatever_it_holds(store: Store) -> None:
    event = AuditEvent(
        NIGHT, "a\x00nn", "flag.test", "flag", "f1", reason="\udc00 ☃", before=AWKWARD, after={"b": True}
    )
    with writing(store) as connection:
        append_audit(connection, event, event)
    assert verify_trail(store).faults == ()
    assert len(audit_of(store, "flag", "f1")) == 2


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event"])
def test_the_database_itself_refuses_to_change_or_remove_an_event(bench: Bench, statement: str) -> None:
    with pytest.raises((DBAPIError, StoreError), match="append-only"), writing(bench.store) as connection:
        connection.execute(text(statement))
    assert verify_trail(bench.store).faults == ()


def test_an_event_is_not_replaced_by_another_of_its_number(bench: Bench) -> None:
    verb = "INSERT OR REPLACE INTO" if bench.store.engine.dialect.name == "sqlite" else "INSERT INTO"
    columns = ", ".join(column.name for column in audit_event.c)
    chosen = columns.replace("actor", "'x'").replace("number,", "1,", 1)
    with pytest.raises(StoreError), writing(bench.store) as connection:
        connection.execute(text(f"{verb} audit_event ({columns}) SELECT {chosen} FROM audit_event WHERE number = 2"))
    assert verify_trail(bench.store).faults == ()


TAMPERINGS = {
    "an event edited": ("UPDATE audit_event SET actor = 'somebody else' WHERE number = 3",),
    "an event deleted in the middle": ("DELETE FROM audit_event WHERE number = 3",),
    "the tail deleted": ("DELETE FROM audit_event WHERE number > 4",),
    "two events swapped": (
        "UPDATE audit_event SET number = -3 WHERE number = 3",
        "UPDATE audit_event SET number = 3 WHERE number = 4",
        "UPDATE audit_event SET number = 4 WHERE number = -3",
    ),
    "a decision changed without an event": (
        "UPDATE disposition SET decision = 'false_positive' WHERE status = 'final'",
        "UPDATE standing_flag SET decision = 'false_positive'",
    ),
    "a reason rewritten": ("UPDATE disposition SET reason = 'as agreed' WHERE status = 'final'",),
    "a decision removed": ("DELETE FROM disposition WHERE status = 'final'",),
    "a flag set to decided": ("UPDATE standing_flag SET decision = 'true_match'",),
    "a file exchanged": ("UPDATE evidence SET bytes = sha256 || ''",),
}


@pytest.mark.parametrize("statements", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_every_tampering_is_found(bench: Bench, statements: tuple[str, ...]) -> None:
    if bench.store.engine.dialect.name == "postgresql":
        statements = tuple(one.replace("sha256 || ''", "sha256::bytea") for one in statements)
    else:
        statements = tuple(one.replace("sha256 || ''", "CAST(sha256 AS BLOB)") for one in statements)
    assert verify_trail(bench.store).faults == ()
    by_hand(bench.store, *statements)
    assert verify_trail(bench.store).faults != ()


def test_a_tail_cut_off_together_with_its_head_shows_against_the_anchor_noted_outside(bench: Bench) -> None:
    number, last = audit_end(bench.store)
    assert anchor_line(bench.store).endswith(f"anchor {number}:{last}")
    assert verify_trail(bench.store, (number, last)).faults == ()
    kept = number - 1
    by_hand(
        bench.store,
        f"DELETE FROM audit_event WHERE number > {kept}",
        f"UPDATE audit_head SET number = {kept}, hash = (SELECT hash FROM audit_event WHERE number = {kept})",
        "DELETE FROM evidence",  # what the event told of
    )
    assert verify_trail(bench.store).faults == ()
    (fault,) = verify_trail(bench.store, (number, last)).faults
    assert f"Event {number} with the hash noted outside" in fault


def test_a_change_that_fails_leaves_no_event_and_an_event_that_fails_no_change(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    flag, end = bench.only(), audit_end(bench.store)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("supplychain.store.dispositions.append_audit", fail)
    with pytest.raises(OSError, match="No space"):
        dispose(bench.store, flag.flag_id, Answer(Decision.UNSURE, "Wait."), revision=flag.revision, by=bench.by())
    assert (bench.only(), audit_end(bench.store)) == (flag, end)


def test_a_hundred_thousand_events_are_verified_in_ten_seconds(store: Store) -> None:
    """By the clock of one core: ten thousand are measured, a tenth of the time is asked."""
    with writing(store) as connection:
        events = [
            AuditEvent(
                NIGHT + timedelta(seconds=number), "0123456789abcdef", "flag.reopen", "flag", f"{number:032x}",
                reason="as the decision says", request_id="0123456789abcdef", before={"flag_revision": number},
                after={"flag": f"{number:032x}", "subject": "f" * 64, "entry_fingerprint": "e" * 64, "status": "final"},
            )
            for number in range(10_000)
        ]  # fmt: skip
        append_audit(connection, *events)
    started = time.process_time()
    assert verify_trail(store).faults == ()
    assert time.process_time() - started < 1.0


def test_the_command_exits_one_and_says_what_is_wrong(
    supplychain: Callable[..., subprocess.CompletedProcess[str]], database_url: str, store: Store
) -> None:
    said = partial(supplychain, SUPPLYCHAIN_DATABASE_URL=database_url)
    with writing(store) as connection:
        append_audit(connection, *(AuditEvent(NIGHT, "ann", "flag.test", "flag", f"f{number}") for number in range(4)))
    whole = said("audit", "verify")
    assert (whole.returncode, "whole" in whole.stdout) == (0, True)
    anchor = said("audit", "head").stdout.split("anchor ")[1].strip()
    assert said("audit", "verify", "--anchor", anchor).returncode == 0
    assert said("audit", "verify", "--anchor", "nonsense").returncode == 2
    assert said("audit", "show", "--object", "f2").stdout.count("flag.test") == 1
    assert said("audit", "show", "--object", "nothing").returncode == 2
    by_hand(store, "DELETE FROM audit_event WHERE number = 2")
    broken = said("audit", "verify")
    assert (broken.returncode, "Event 2 is missing" in broken.stdout) == (1, True)
    assert said("audit", "verify", "--format", "json").returncode == 1


def test_all_that_happened_to_a_flag_is_told_with_its_decisions_and_files(bench: Bench) -> None:
    actions = [one.event.action for one in events_about(bench.store, bench.only().flag_id)]
    # each later decision supersedes the one before
    assert actions.count("disposition.decide") == 9
    assert actions[-1] == "evidence.add"


def test_nothing_reads_the_trail_while_it_grows_and_finds_it_broken(store: Store) -> None:
    with writing(store) as connection:
        append_audit(connection, AuditEvent(NIGHT, "ann", "flag.test", "flag", "f"))
    with reading(store) as outer:
        outer.execute(text("SELECT 1"))
        assert verify_trail(store).faults == ()


def test_rows_put_in_past_the_program_are_found(bench: Bench) -> None:
    with writing(bench.store) as connection:
        row = connection.execute(text("SELECT * FROM audit_event WHERE number = 2")).mappings().one()
        values = {**row, "number": 99, "hash": "0" * 64, "at": NIGHT, "before": {}, "after": {}}
        connection.execute(insert(audit_event).values(values))
    assert verify_trail(bench.store).faults != ()


def test_erasing_an_upload_empties_its_decisions_and_the_trail_stays_whole(bench: Bench) -> None:
    flag = bench.only()
    bench.later(days=400)
    done = forget_before(bench.store, bench.now, bench.now, "job retention")
    assert (done.flags, done.dispositions) == (1, 5)
    checked = verify_trail(bench.store)
    assert (checked.faults, checked.decisions) == ((), 5)
    kept = dispositions_of(bench.store, "main", [flag.flag_id])
    assert "Hoshine" not in repr(kept)
    by_hand(bench.store, "UPDATE disposition SET decision = 'false_positive'")
    assert len(verify_trail(bench.store).faults) == 5
