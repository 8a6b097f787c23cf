"""Where are the bytes kept as published? In the home folder by their SHA-256, with the address and time of taking.

Written before anybody reads them, so that what a parser choked on can be looked at; never changed afterwards. Also
keeps two refreshes of one list apart. Refuses to know what the bytes mean.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from supplychain.errors import ListError, ListFormatError
from supplychain.life import lock_now

FOLDER = "snapshots"
_PART = ".part-"
# The first day a ZIP can state: one and the same for every member, so that the same files give the same digest.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Taking:
    """Where and when bytes were taken, as it is written beside them; `fetched_at` in UTC."""

    list_key: str
    url: str
    fetched_at: datetime
    http_status: int | None = None
    etag: str = ""
    last_modified: str = ""


class Snapshots:
    """The kept bytes of one list. Make one under `locked`."""

    def __init__(self, home: Path, list_key: str) -> None:
        self._folder = home / FOLDER / list_key

    def keep(self, raw: bytes, taking: Taking) -> str:
        """Keeps the bytes and where they came from; gives their SHA-256 (hex). Safe against a kill at any moment.

        Raises ListError where the disk cannot take them.
        """
        sha256 = hashlib.sha256(raw).hexdigest()
        told = {key: str(value) if isinstance(value, datetime) else value for key, value in asdict(taking).items()}
        beside = json.dumps({"sha256": sha256, "bytes": len(raw), **told}, ensure_ascii=False, indent=1).encode()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.read(sha256) is None:
                self._write(sha256, raw)
            if not (self._folder / f"{sha256}.json").exists():
                self._write(f"{sha256}.json", beside)
        except OSError as error:
            raise ListError(
                f"The bytes of {taking.list_key} cannot be kept in {self._folder} ({error.strerror}); free some space "
                "or correct the folder's permissions, then refresh again."
            ) from error
        return sha256

    def read(self, sha256: str) -> bytes | None:
        """The bytes of that digest; None where they are not held or are no longer what they were."""
        try:
            raw = (self._folder / sha256).read_bytes()
        except OSError:
            return None
        return raw if hashlib.sha256(raw).hexdigest() == sha256 else None

    def note(self, sha256: str, notes: Mapping[str, object]) -> None:
        """Writes down what reading these bytes brought up (rows and values not used). Raises OSError."""
        self._write(f"{sha256}.notes.json", json.dumps(notes, ensure_ascii=False, indent=1).encode())

    def sweep(self) -> None:
        """Removes what a killed process left half written. Only under `locked`."""
        for part in self._folder.glob(f"{_PART}*"):
            part.unlink(missing_ok=True)

    def _write(self, name: str, content: bytes) -> None:
        part = self._folder / f"{_PART}{os.getpid()}-{name}"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._folder / name)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        _sync_folder(self._folder)


@contextmanager
def locked(home: Path, list_key: str, patience: float) -> Iterator[Snapshots]:
    """The list's snapshots, while nobody else on this machine refreshes the list.

    Raises ListError after `patience` seconds of waiting, or where the folder cannot be written. A killed holder's lock
    ends with it.
    """
    folder = home / FOLDER / list_key
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ListError(f"The folder {folder} cannot be written ({error.strerror}); check its permissions.") from error
    try:
        end = time.monotonic() + patience
        while not lock_now(descriptor):
            if time.monotonic() > end:
                raise ListError(f"Another refresh of {list_key} is running; wait for it and refresh again.")
            time.sleep(0.05)
        held = Snapshots(home, list_key)
        held.sweep()
        yield held
    finally:
        os.close(descriptor)


def pack(members: Mapping[str, bytes]) -> bytes:
    """Several files as one ZIP, the same bytes whenever and wherever the same files are packed: sorted, stored as they
    are (compressed bytes differ from one zlib to the next), all of one day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            member = zipfile.ZipInfo(name, _ZIP_DAY)
            member.create_system = 3
            member.external_attr = 0o600 << 16
            archive.writestr(member, members[name])
    return out.getvalue()


def unpack(raw: bytes, title: str) -> dict[str, bytes]:
    """The files of a ZIP by name. Raises ListFormatError where it is none or is damaged (each CRC is checked)."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return {member.filename: archive.read(member) for member in archive.infolist() if not member.is_dir()}
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise ListFormatError(f"{title}: the ZIP of its files is damaged ({error}).") from error


def _sync_folder(folder: Path) -> None:
    """A rename is on the disk only when its folder is; Windows has no way to ask for that."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
