"""An acknowledged upload is worked off exactly once, whatever is sent twice or killed."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from supplychain.errors import UsageError
from supplychain.store import Store
from supplychain.store.audit import AuditEvent, audit_of
from supplychain.store.audit_verify import verify_trail
from supplychain.store.uploads import (
    LEASE,
    MOST_ATTEMPTS,
    NewUpload,
    Upload,
    UploadStatus,
    add_upload,
    claim_upload,
    confirm_columns,
    fail_upload,
    failed_files,
    finish_upload,
    give_back,
    holders,
    keep_preview,
    list_uploads,
    load_upload,
    remembered_columns,
    renew_upload,
    waiting_count,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENT = NewUpload("u1", "main", "ana", "suppliers.xlsx", "u1.xlsx", "ab" * 32, 1234, "form-1")


def confirmed(one: Upload, at: datetime = NOON) -> AuditEvent:
    return AuditEvent(at, "ana", "upload.confirm", "upload", one.upload_id, one.organisation_id)


def test_the_same_form_sent_twice_is_one_upload(store: Store) -> None:
    first = add_upload(store, SENT, NOON)
    again = add_upload(store, replace(SENT, upload_id="u2", stored_name="u2.xlsx"), NOON)
    assert again == first
    assert [one.upload_id for one in list_uploads(store, "main")] == ["u1"]


def test_another_organisation_cannot_tell_an_upload_from_none(store: Store) -> None:
    add_upload(store, SENT, NOON)
    with pytest.raises(UsageError) as foreign:
        load_upload(store, "u1", "other")
    with pytest.raises(UsageError) as unknown:
        load_upload(store, "u9", "other")
    assert str(foreign.value).replace("u1", "u9") == str(unknown.value)
    assert list_uploads(store, "other") == ()


def test_an_upload_goes_from_preview_to_screening_with_the_officers_columns(store: Store) -> None:
    add_upload(store, SENT, NOON)
    one = claim_upload(store, "w1", NOON)
    assert one is not None
    assert one.status is UploadStatus.UNREAD
    keep_preview(store, "u1", "w1", {"columns": {"supplier_name": "Firm"}})
    assert claim_upload(store, "w1", NOON) is None  # the officer's turn
    one = load_upload(store, "u1", "main")
    assert (one.status, one.attempts, one.held) == (UploadStatus.PREVIEWED, 0, None)
    assert confirm_columns(store, one, {}, confirmed(one))
    assert not confirm_columns(store, one, {}, confirmed(one))  # the form sent twice
    assert waiting_count(store) == 1
    one = claim_upload(store, "w2", NOON)
    assert one is not None
    assert one.status is UploadStatus.WAITING
    finish_upload(store, "u1", "w2", "u1", NOON)
    assert load_upload(store, "u1").status is UploadStatus.DONE
    assert waiting_count(store) == 0
    assert [r.event.action for r in audit_of(store, "upload", "u1")] == ["upload.add", "upload.confirm", "upload.done"]
    assert verify_trail(store).faults == ()


def test_corrected_columns_are_read_again_and_remembered_for_the_layout(store: Store) -> None:
    add_upload(store, SENT, NOON)
    claim_upload(store, "w1", NOON)
    keep_preview(store, "u1", "w1", {})
    one = load_upload(store, "u1")
    chosen = {"supplier_name": "Firm"}
    assert confirm_columns(store, one, chosen, confirmed(one), layout_print="p")
    assert load_upload(store, "u1").status is UploadStatus.UNREAD
    assert remembered_columns(store, "main", "p") == chosen
    assert remembered_columns(store, "other", "p") == {}


def test_a_dead_workers_upload_is_taken_over_when_its_lease_is_out_and_not_before(store: Store) -> None:
    add_upload(store, SENT, NOON)
    assert claim_upload(store, "w1", NOON) is not None
    assert claim_upload(store, "w2", NOON + LEASE / 2) is None
    assert renew_upload(store, "u1", "w1", NOON + LEASE / 2, ("reading", 0, 0))
    assert claim_upload(store, "w2", NOON + LEASE) is None
    taken = claim_upload(store, "w2", NOON + 2 * LEASE)
    assert taken is not None
    assert taken.attempts == 2
    assert not renew_upload(store, "u1", "w1", NOON + 2 * LEASE, ("reading", 0, 0))
    fail_upload(store, "u1", "w1", NOON, message="late", code="LATE")  # the dead one comes back: it has no say
    assert load_upload(store, "u1").status is UploadStatus.UNREAD


def test_a_file_that_stops_its_worker_again_and_again_comes_with_the_count(store: Store) -> None:
    add_upload(store, SENT, NOON)
    at = NOON
    for number in range(1, MOST_ATTEMPTS + 2):
        one = claim_upload(store, "w", at)
        assert one is not None
        assert one.attempts == number
        at += LEASE + timedelta(seconds=1)


def test_what_has_stopped_several_workers_waits_for_all_others(store: Store) -> None:
    add_upload(store, SENT, NOON)
    for _ in range(3):
        claim_upload(store, "w", NOON)
        give_back(store, "w")
    add_upload(store, replace(SENT, upload_id="u2", sent_key="form-2"), NOON + timedelta(hours=1))
    taken = [claim_upload(store, "w", NOON) for _ in range(2)]
    assert [(one.upload_id, one.attempts) for one in taken if one is not None] == [("u2", 1), ("u1", 4)]


def test_what_a_holder_that_is_gone_held_is_anybodys_at_once(store: Store) -> None:
    for number in range(2):
        add_upload(store, replace(SENT, upload_id=f"u{number}", sent_key=f"f{number}"), NOON)
        claim_upload(store, f"w{number}", NOON)
    assert holders(store) == ("w0", "w1")
    give_back(store, "w0")
    give_back(store, "w0")
    one = claim_upload(store, "w2", NOON)
    assert one is not None
    assert (one.upload_id, one.attempts) == ("u0", 2)
    assert claim_upload(store, "w2", NOON) is None  # the other one lives
    keep_preview(store, "u0", "w2", {})
    assert holders(store) == ("w1",)


def test_only_the_files_of_failed_uploads_are_named_as_failed(store: Store) -> None:
    for number in range(3):
        add_upload(store, replace(SENT, upload_id=f"u{number}", stored_name=f"n{number}", sent_key=f"f{number}"), NOON)
    claim_upload(store, "w", NOON)
    fail_upload(store, "u0", "w", NOON, message="cannot be read", code="BROKEN")
    fail_upload(store, "u1", "another", NOON, message="cannot be read", code="BROKEN")  # it does not hold it
    assert failed_files(store, ["n0", "n1", "n2", "n9"]) == ("n0",)
    assert failed_files(store, []) == ()


def test_two_workers_never_get_the_same_upload(store: Store) -> None:
    for number in range(20):
        add_upload(store, replace(SENT, upload_id=f"u{number}", sent_key=f"f{number}"), NOON)
    got: list[str] = []

    def work(holder: str) -> None:
        while (one := claim_upload(store, holder, NOON)) is not None:
            got.append(one.upload_id)

    workers = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(got) == sorted(f"u{number}" for number in range(20))
