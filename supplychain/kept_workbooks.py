"""Which flagged workbooks were made already? Each is made once and kept in the home folder, until its screening is
erased, something it shows is another, or room is needed.

A screening never changes, nor does the officer's file it was made of; what else a workbook hangs on, the lists' titles
and the program that writes it, is in the name of the file. Refuses to make one (`making_workbooks` does).
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from supplychain.store import Store
from supplychain.store.kept_screenings import kept_screenings

FOLDER = "workbooks"
MOST_BYTES = 2_000_000_000  # of all kept workbooks: some 20,000 of 500 rows, or 100 of 100,000
_LEFTOVER_SECONDS = 3600  # no workbook takes an hour


@dataclass(frozen=True, slots=True)
class Wanted:
    """The flagged workbook of a screening; `source` is the officer's file, `titles` the lists' titles by key."""

    screening_id: str
    organisation_id: str
    source: Path
    titles: Mapping[str, str]


def workbook_path(home: Path, wanted: Wanted) -> Path:
    """Where the workbook is kept once it is made, by the program as it stands."""
    shown = json.dumps([_program(), sorted(wanted.titles.items())])
    return home / FOLDER / f"{wanted.screening_id}.{hashlib.sha256(shown.encode()).hexdigest()[:16]}.xlsx"


@cache
def _program() -> str:
    """A digest of the core as this process found it: an update need not bring another version number. All of it,
    because its words come from many rooms; 12 ms."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def note_use(path: Path) -> None:
    """Notes that a kept workbook was asked for: those that nobody asks for make room first."""
    with suppress(FileNotFoundError):
        os.utime(path)


def erase_workbooks(home: Path, screening_ids: Collection[str]) -> int:
    """Removes the workbooks of erased screenings, and what a kill left half-way; how many files."""
    gone = set(screening_ids)
    erased = 0
    for path in _files(home):
        if path.name.lstrip(".").partition(".")[0] in gone:
            path.unlink(missing_ok=True)
            erased += 1
    return erased


def remove_leftovers(store: Store, home: Path) -> None:
    """Removes workbooks that nothing speaks of: of screenings no longer kept, and those that a kill left half-way."""
    files = list(_files(home))
    kept = kept_screenings(store, {path.name.partition(".")[0] for path in files})
    for path in files:
        with suppress(FileNotFoundError):
            half_made = path.name.startswith(".") and time.time() - path.stat().st_mtime > _LEFTOVER_SECONDS
            if half_made or (not path.name.startswith(".") and path.name.partition(".")[0] not in kept):
                path.unlink()


def _files(home: Path) -> list[Path]:
    folder = home / FOLDER
    return [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []


def make_room(folder: Path, keep: Path) -> None:
    """Removes those asked for longest ago until the rest fits; never the one just made."""
    found = []
    for path in folder.glob("*.xlsx"):
        with suppress(FileNotFoundError):
            told = path.stat()
            found.append((told.st_mtime, told.st_size, path))
    room = MOST_BYTES - sum(size for _, size, path in found if path == keep)
    for _, size, path in sorted(found, reverse=True):
        if path != keep:
            room -= size
            if room < 0:
                path.unlink(missing_ok=True)
