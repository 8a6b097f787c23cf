"""How is an upload worked off? Its columns are read for the officer to see, then it is screened and kept, once.

A killed worker's upload is taken over by the next one: the screening is kept under the upload's own id, so that
keeping it twice is found out. Refuses to know pages and who uploads.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from supplychain.errors import StoreError, SupplychainError, UnreadableSheetError, UsageError, without_words
from supplychain.library import Library, open_library, shelve
from supplychain.life import is_dead
from supplychain.matching.settings import MatchSettings
from supplychain.model import SupplierLine, SupplierSheet
from supplychain.reference.discover import KnownLists
from supplychain.screening import run_screening
from supplychain.settings import Settings
from supplychain.store import Store
from supplychain.store.screening_pages import screening_head
from supplychain.store.screenings import save_screening
from supplychain.store.uploads import (
    MOST_ATTEMPTS,
    Upload,
    UploadStatus,
    claim_upload,
    fail_upload,
    failed_files,
    finish_upload,
    give_back,
    holders,
    keep_preview,
    remembered_columns,
    renew_upload,
)
from supplychain.suppliers.columns import layout_print
from supplychain.suppliers.sheet import read_sheet

_LOG = logging.getLogger(__name__)

BEAT_SECONDS = 10.0  # a third of the lease (store.uploads.LEASE)
PREVIEW_VALUES = 3  # different values an officer sees of each column: enough to tell one from another
_SOUGHT_ROWS = 10_000  # rows in which they are sought: a column may be filled on a few rows only
SHOWN_REJECTED = 20
REMEMBERED_NOTE = "Columns read as your organisation said when it last confirmed this layout."
_STOPPED = (
    f"Reading or screening this file was stopped {MOST_ATTEMPTS} times before it was done; split the workbook and "
    "upload the parts, or tell your operator."
)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a worker stands on. `settings` are the operator's; `match` the three numbers."""

    store: Store
    known: KnownLists
    settings: Settings
    match: MatchSettings
    clock: Clock


class Worker:
    """Works off uploads one at a time. Holds the library of the list versions used last, until one changes."""

    def __init__(self, shop: Workshop, holder: str) -> None:
        self.shop = shop
        self.holder = holder
        self._library: tuple[object, Library] | None = None
        self._has_tidied = False

    def work_once(self) -> bool:
        """Takes one upload a step further; False where there was nothing to do."""
        if not self._has_tidied:
            self._remove_failed()
            self._has_tidied = True
        one = self._claim()
        if one is None:
            return False
        if one.attempts > MOST_ATTEMPTS and not self._is_screened(one):  # it would stop this worker too
            self._fail(one, _STOPPED, "WORKER_STOPPED")
            return True
        progress = Progress(self, one)
        try:
            with progress:
                if one.status is UploadStatus.UNREAD:
                    self._preview(one, progress)
                else:
                    self._screen(one, progress)
        except UnreadableSheetError as error:
            sentence = str(error).replace(one.stored_name, one.file_name)
            self._fail(one, sentence, error.code)
        except StoreError:
            raise  # the store's own trouble: the lease runs out, and the upload is tried again
        except SupplychainError as error:
            self._fail(one, str(error), "NOT_SCREENED")
        except Exception as error:  # a fault of ours: told plainly, never left running for ever
            _LOG.error("upload %s failed\n%s", one.upload_id, without_words(error))
            self._fail(one, "Something went wrong while this file was screened; tell your operator.", "FAULT")
        return True

    def _claim(self) -> Upload | None:
        """The next upload; what a worker of this home had when it was killed is free again, whatever is left of its
        lease."""
        shop = self.shop
        for holder in holders(shop.store):
            if is_dead(shop.settings.home, holder):
                give_back(shop.store, holder)
        return claim_upload(shop.store, self.holder, shop.clock())

    def library(self) -> Library:
        """The library of the current versions."""
        shop = self.shop
        shelf = shelve(shop.store, shop.known, shop.clock())
        key = tuple((one.key, one.title, one.status, one.version) for one in shelf)
        if self._library is None or self._library[0] != key:
            self._library = (key, open_library(shop.store, shop.known, shop.settings.home, shop.clock()))
        return self._library[1]

    def _preview(self, one: Upload, progress: Progress) -> None:
        progress.tell("reading")
        sheet, known = self._read_as_remembered(one)
        preview = {**preview_of(sheet), "remembered": bool(known)}
        keep_preview(self.shop.store, one.upload_id, self.holder, preview, known or dict(one.columns))

    def _screen(self, one: Upload, progress: Progress) -> None:
        shop = self.shop
        if not self._is_screened(one):
            progress.tell("reading")
            if one.preview:  # an officer has seen these columns
                sheet = self._read(one)
            else:
                sheet, known = self._read_as_remembered(one)
                sheet = replace(sheet, notes=(*sheet.notes, REMEMBERED_NOTE)) if known else sheet
            if not sheet.lines:
                raise UnreadableSheetError(
                    "NO_SUPPLIERS", f"No supplier line could be read from {one.file_name}; check the columns."
                )
            progress.tell("screening", 0, len(sheet.lines))
            screening = run_screening(sheet, self.library(), shop.match, shop.clock, progress.lines)
            kept = replace(screening, screening_id=one.upload_id)
            progress.tell("keeping", len(sheet.lines), len(sheet.lines))
            save_screening(shop.store, kept, organisation_id=one.organisation_id, actor=one.account_id)
        finish_upload(shop.store, one.upload_id, self.holder, one.upload_id, shop.clock())

    def _is_screened(self, one: Upload) -> bool:
        """Whether a worker that was killed right after had kept its screening."""
        try:
            screening_head(self.shop.store, one.upload_id, one.organisation_id)
        except UsageError:
            return False
        return True

    def _read_as_remembered(self, one: Upload) -> tuple[SupplierSheet, dict[str, str]]:
        """The sheet, and the columns an officer once said for its layout, by which it was then read; {} where nobody
        did, or where the columns of this very upload were said."""
        sheet = self._read(one)
        if one.columns:
            return sheet, {}
        known = remembered_columns(self.shop.store, one.organisation_id, layout_print(sheet.headers))
        return (self._read(replace(one, columns=known)), known) if known else (sheet, {})

    def _read(self, one: Upload) -> SupplierSheet:
        path = upload_folder(self.shop.settings.home) / one.stored_name
        return replace(read_sheet(path, columns=one.columns or None), file_name=one.file_name)

    def _fail(self, one: Upload, message: str, code: str) -> None:
        """Supplier data that no screening will ever speak of must not lie about. The file goes once the failure is
        kept: the other way round a kill in between would leave an acknowledged upload without its file."""
        fail_upload(self.shop.store, one.upload_id, self.holder, self.shop.clock(), message=message, code=code)
        self._remove_failed(one.stored_name)

    def _remove_failed(self, *names: str) -> None:
        """Removes the files of uploads that failed: of all, or of these. One that was taken over is another's."""
        folder = upload_folder(self.shop.settings.home)
        for name in failed_files(self.shop.store, names or [path.name for path in folder.iterdir()]):
            (folder / name).unlink(missing_ok=True)


class Progress:
    """Keeps the lease of one upload while it is worked on, and tells how far it is; a thread of its own, for reading
    a file tells nothing for seconds on end."""

    def __init__(self, worker: Worker, one: Upload) -> None:
        self._worker = worker
        self._upload_id = one.upload_id
        self._told: tuple[str, int, int] = ("", 0, 0)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)
        self._last = 0.0

    def __enter__(self) -> Progress:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def tell(self, step: str, done: int = 0, total: int = 0) -> None:
        """The step begun, and how much of it is done."""
        self._told = (step, done, total)
        self._renew()

    def lines(self, done: int, total: int) -> None:
        """What a screening calls now and then."""
        self._told = ("screening", done, total)
        if time.monotonic() - self._last >= 1.0:  # a page asks about once a second
            self._renew()

    def _beat(self) -> None:
        while not self._stop.wait(BEAT_SECONDS):
            self._renew()

    def _renew(self) -> None:
        self._last = time.monotonic()
        shop = self._worker.shop
        try:
            renew_upload(shop.store, self._upload_id, self._worker.holder, shop.clock(), self._told)
        except StoreError as error:  # the next beat tries again; what is worked on goes on
            _LOG.warning("upload %s: its lease could not be renewed: %s", self._upload_id, error)


def upload_folder(home: Path) -> Path:
    """Where the officers' files lie, for the service alone."""
    folder = home / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def preview_of(sheet: SupplierSheet) -> dict[str, object]:
    """What an officer is shown before anything is screened: the columns as understood, first rows, the receipt."""
    mapped = [name for name, header in sheet.columns if header is not None]
    headers = {name: [one for one in dict.fromkeys(names) if one] for name, names in sheet.sheet_headers}
    rows = _first_rows(sheet)
    return {
        "sheet": sheet.sheet,
        "header_row": sheet.header_row,
        "columns": {name: header for name, header in sheet.columns if header is not None},
        "headers": [header for header in dict.fromkeys(sheet.headers) if header],
        "main_sheet": sheet.main_sheet,
        "further_sheets": [
            {
                "sheet": name,
                "columns": dict(columns),
                "headers": headers.get(name, []),
                "values": {field: _first_values(rows.get(name, ()), field) for field, _ in columns},
            }
            for name, columns in sheet.further_sheets
        ],
        "further": [[name, header] for name, header in sheet.further],
        "layout_print": layout_print(sheet.headers),
        "confidence": {one.field: one.confidence for one in sheet.readings if one.header is not None},
        "doubts": {one.field: one.doubt for one in sheet.readings if one.doubt},
        "rivals": {one.field: [header for header, _ in one.rivals] for one in sheet.readings if one.rivals},
        "unmapped": list(sheet.unmapped),
        "values": {name: _first_values(rows.get(sheet.main_sheet, ()), name) for name in mapped},
        "line_count": len(sheet.lines),
        "rejected_count": len(sheet.rejected),
        "rejected": [
            {"sheet": one.sheet, "row": one.row, "reason": one.reason} for one in sheet.rejected[:SHOWN_REJECTED]
        ],
        "skipped": sheet.skipped,
        "non_empty_rows": sheet.non_empty_rows,
        "warnings": list(sheet.warnings),
        "notes": list(sheet.notes),
    }


def _first_rows(sheet: SupplierSheet) -> dict[str, list[SupplierLine]]:
    """Each sheet's first lines, as many as values are sought in; all under "" where no sheet is told apart."""
    found: dict[str, list[SupplierLine]] = {}
    told_apart = bool(sheet.main_sheet)
    for line in sheet.lines:
        mine = found.setdefault(line.sheet if told_apart else "", [])
        if len(mine) < _SOUGHT_ROWS:
            mine.append(line)
    return found


def _first_values(lines: Iterable[SupplierLine], field: str) -> list[str]:
    """The first different values of a field."""
    found: dict[str, None] = {}
    for line in lines:
        if value := _shown(getattr(line, field, "")).strip():
            found[value] = None
        if len(found) == PREVIEW_VALUES:
            break
    return list(found)


def _shown(value: object) -> str:
    """A value of a line as a person reads it: an amount with its thousands marked, nothing for none."""
    return f"{value:,.2f}" if isinstance(value, float) else str(value or "")
