"""What an officer uploads is previewed, screened once and never lost, whatever becomes of its worker."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import environ_of

from supplychain.matching.settings import MatchSettings
from supplychain.model import SupplierLine, SupplierSheet
from supplychain.reference.discover import known_lists
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.audit import AuditEvent
from supplychain.store.audit_verify import verify_trail
from supplychain.store.screenings import list_screenings, load_screening
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
    load_upload,
)
from supplychain.uploading import BEAT_SECONDS, REMEMBERED_NOTE, Worker, Workshop, preview_of, upload_folder

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample_inputs" / "tidy_supplier_list.xlsx"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def kept(home: Path) -> Iterator[Store]:
    """The home's own store on SQLite."""
    opened = open_store(Settings(home=home))
    yield opened
    opened.close()


def workshop(store: Store, home: Path) -> Workshop:
    return Workshop(store, known_lists(), Settings(home=home), MatchSettings(), now)


def dropped(store: Store, home: Path, source: Path = SAMPLE, upload_id: str = "u1", *, ask: bool = True) -> Upload:
    stored = f"{upload_id}{source.suffix}"
    shutil.copy(source, upload_folder(home) / stored)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    size = source.stat().st_size
    new = NewUpload(upload_id, "main", "ana", source.name, stored, digest, size, f"form-{upload_id}")
    return add_upload(store, new, now(), ask=ask)


def confirm(store: Store, upload_id: str = "u1", columns: dict[str, str] | None = None) -> None:
    one = load_upload(store, upload_id)
    event = AuditEvent(now(), "ana", "upload.confirm", "upload", upload_id)
    assert confirm_columns(store, one, columns or {}, event)


def test_an_upload_is_previewed_confirmed_screened_and_kept_under_its_own_id(kept: Store, home: Path) -> None:
    dropped(kept, home)
    worker = Worker(workshop(kept, home), "w")
    assert worker.work_once()
    one = load_upload(kept, "u1")
    assert one.status is UploadStatus.PREVIEWED
    assert one.preview["columns"]["supplier_name"]
    assert len(set(one.preview["values"]["supplier_name"])) == 3
    assert list_screenings(kept) == ()
    confirm(kept)
    assert worker.work_once()
    one = load_upload(kept, "u1")
    assert (one.status, one.screening_id) == (UploadStatus.DONE, "u1")
    screening = load_screening(kept, "u1", organisation_id="main")
    assert len(screening.lines) == one.preview["line_count"]
    assert screening.sheet.file_name == SAMPLE.name
    assert not worker.work_once()
    assert verify_trail(kept).faults == ()


def test_an_officer_sees_the_first_values_that_a_column_has_however_far_down_they_stand() -> None:
    made = [SupplierLine("S", row, "Acme", maker="Late Maker" if row == 900 else "") for row in range(2, 1_000)]
    sheet = SupplierSheet(
        "f.xlsx", "f" * 64, "S", 0, (("supplier_name", "Firm"), ("maker", "Made by"), ("origin", "From")), (),
        tuple(made), (), 0, 999,
    )  # fmt: skip
    assert preview_of(sheet)["values"] == {"supplier_name": ["Acme"], "maker": ["Late Maker"], "origin": []}


def test_a_file_that_cannot_be_read_ends_with_its_sentence_under_the_officers_own_file_name(
    kept: Store, home: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken list.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    dropped(kept, home, broken)
    Worker(workshop(kept, home), "w").work_once()
    one = load_upload(kept, "u1")
    assert one.status is UploadStatus.FAILED
    assert one.code
    assert "u1.xlsx" not in one.message


def test_a_worker_killed_after_the_screening_was_kept_leaves_one_screening(kept: Store, home: Path) -> None:
    dropped(kept, home)
    worker = Worker(workshop(kept, home), "w1")
    worker.work_once()
    confirm(kept)
    long_ago = now() - 2 * LEASE
    one = claim_upload(kept, "w1", long_ago)  # this worker gets as far as keeping the screening, and dies
    assert one is not None
    worker.holder = "dead"
    with pytest.raises(RuntimeError):
        _screen_and_die(worker, one)
    worker.holder = "w2"
    assert worker.work_once()
    assert [summary.screening_id for summary in list_screenings(kept)] == ["u1"]
    assert load_upload(kept, "u1").status is UploadStatus.DONE


def _screen_and_die(worker: Worker, one: Upload) -> None:
    class Silent:
        def tell(self, *_: object) -> None: ...
        def lines(self, *_: object) -> None: ...

    worker._screen(one, Silent())  # type: ignore[arg-type]
    raise RuntimeError("killed here")


def test_a_worker_misses_three_beats_before_another_takes_over() -> None:
    assert timedelta(seconds=3 * BEAT_SECONDS) == LEASE


@pytest.mark.long
def test_no_upload_is_lost_or_doubled_by_fifty_kills_of_its_worker(kept: Store, home: Path) -> None:
    environ = environ_of(home)
    command = [sys.executable, "-m", "supplychain.cli", "worker"]
    for number in range(50):
        upload_id = f"u{number}"
        dropped(kept, home, upload_id=upload_id)
        process = subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL)
        time.sleep(0.2 + 0.05 * number)
        process.send_signal(signal.SIGKILL)
        process.wait()
    later = now() + 2 * LEASE
    shop = Workshop(kept, known_lists(), Settings(home=home), MatchSettings(), lambda: later + timedelta(seconds=1))
    worker = Worker(shop, "last")
    while worker.work_once():
        pass
    for number in range(50):
        one = load_upload(kept, f"u{number}")
        assert one.status is UploadStatus.PREVIEWED, one
        confirm(kept, one.upload_id)
    while worker.work_once():
        pass
    assert len(list_screenings(kept)) == 50
    assert verify_trail(kept).faults == ()


def test_what_an_officer_said_of_a_layout_is_remembered_for_the_next_sheet_of_it(kept: Store, home: Path) -> None:
    worker = Worker(workshop(kept, home), "w")
    dropped(kept, home)
    worker.work_once()
    one = load_upload(kept, "u1")
    assert not one.preview["remembered"]
    said = {"country": ""}  # the officer says: that column is no country of the supplier's
    assert one.preview["columns"]["country"]
    event = AuditEvent(now(), "ana", "upload.confirm", "upload", "u1")
    assert confirm_columns(kept, one, said, event, one.preview["layout_print"])
    worker.work_once()
    one = load_upload(kept, "u1")
    assert one.status is UploadStatus.PREVIEWED
    assert "country" not in one.preview["columns"]
    confirm(kept, columns=said)
    worker.work_once()
    assert load_upload(kept, "u1").status is UploadStatus.DONE
    dropped(kept, home, upload_id="u2")
    worker.work_once()
    two = load_upload(kept, "u2")
    assert two.preview["remembered"]
    assert two.columns == said
    assert "country" not in two.preview["columns"]


def test_a_sheet_that_a_program_sends_is_read_as_an_officer_said_of_its_layout(kept: Store, home: Path) -> None:
    worker = Worker(workshop(kept, home), "w")
    dropped(kept, home, upload_id="plain", ask=False)
    worker.work_once()
    plain = load_screening(kept, "plain")
    assert dict(plain.sheet.columns)["country"]
    assert REMEMBERED_NOTE not in plain.sheet.notes
    dropped(kept, home)
    worker.work_once()
    one = load_upload(kept, "u1")
    said = {"country": ""}
    event = AuditEvent(now(), "ana", "upload.confirm", "upload", "u1")
    assert confirm_columns(kept, one, said, event, one.preview["layout_print"])
    dropped(kept, home, upload_id="sent", ask=False)
    while worker.work_once():
        pass
    sent = load_screening(kept, "sent")
    assert dict(sent.sheet.columns).get("country") is None
    assert REMEMBERED_NOTE in sent.sheet.notes
    assert len(sent.lines) == len(plain.lines)


def test_the_file_of_an_upload_that_stopped_every_worker_goes_at_once_and_the_sentence_stays(
    kept: Store, home: Path
) -> None:
    dropped(kept, home)
    at = now() - 3 * MOST_ATTEMPTS * LEASE
    for _ in range(MOST_ATTEMPTS):
        assert claim_upload(kept, "dead", at) is not None
        at += 2 * LEASE
    assert Worker(workshop(kept, home), "w").work_once()
    one = load_upload(kept, "u1")
    assert (one.status, one.code, one.preview) == (UploadStatus.FAILED, "WORKER_STOPPED", {})
    assert f"stopped {MOST_ATTEMPTS} times" in one.message
    assert list(upload_folder(home).iterdir()) == []
    assert verify_trail(kept).faults == ()


def test_a_file_that_a_kill_left_after_its_failure_was_kept_goes_with_the_next_worker(kept: Store, home: Path) -> None:
    dropped(kept, home)
    dropped(kept, home, upload_id="u2")
    assert claim_upload(kept, "dead", now()) is not None
    fail_upload(kept, "u1", "dead", now(), message="It cannot be read.", code="BROKEN")  # killed here
    assert {path.stem for path in upload_folder(home).iterdir()} == {"u1", "u2"}
    Worker(workshop(kept, home), "w").work_once()
    assert {path.stem for path in upload_folder(home).iterdir()} == {"u2"}
    assert load_upload(kept, "u1").message == "It cannot be read."


def test_what_a_killed_worker_of_this_home_held_is_taken_over_at_once(kept: Store, home: Path) -> None:
    dropped(kept, home)
    program = (
        "import sys, time, pathlib\nfrom datetime import UTC, datetime\nfrom supplychain.life import Life\n"
        "from supplychain.settings import Settings\nfrom supplychain.store import open_store\n"
        "from supplychain.store.uploads import claim_upload\nhome = pathlib.Path(sys.argv[1])\n"
        "store = open_store(Settings(home=home, database_url=sys.argv[2]))\n"
        "claim_upload(store, Life(home).name, datetime.now(UTC))\nprint('held', flush=True)\ntime.sleep(60)\n"
    )
    address = kept.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", program, str(home), address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        worker = Worker(workshop(kept, home), "w")
        assert not worker.work_once()  # it lives
        process.kill()
    assert worker.work_once()
    one = load_upload(kept, "u1")
    assert one.status is UploadStatus.PREVIEWED
