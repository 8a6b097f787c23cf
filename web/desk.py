"""What does the desk stand on? One opened home: its settings, store and lists.

Refuses to know requests and pages.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from flask import current_app

from supplychain.errors import UsageError
from supplychain.kept_workbooks import remove_leftovers
from supplychain.library import Library, ShelvedList, list_titles, open_library, shelve
from supplychain.matching.settings import MatchSettings
from supplychain.model import Role
from supplychain.reference.discover import KnownLists, known_lists
from supplychain.settings import SHORTEST_KEY, Settings
from supplychain.store import Store, open_store
from supplychain.store.uploads import wanted_files
from supplychain.uploading import upload_folder
from web.card_orders import CardOrders
from web.makers import Makers
from web.turnstile import Turnstile

_LEFTOVER_SECONDS = 3600  # no upload takes an hour
_KEY_BYTES = 32  # 256 bits, what the session signature uses
KEY_FILE = "desk_key"


def utc_now() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


class Desk:
    """One opened home behind the pages. Safe for several threads."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self.store: Store = open_store(settings)
        self.key = session_key(settings)
        self.known: KnownLists = known_lists()
        self.uploads = upload_folder(settings.home)
        self._remove_leftovers()
        remove_leftovers(self.store, settings.home)
        self.makers = Makers()
        self.cards = CardOrders(self.store)
        self.sign_ins = Turnstile()
        self._library_lock = threading.Lock()
        self._library: tuple[tuple[object, ...], Library] | None = None

    def needs_second_factor(self, role: Role) -> bool:
        """Whether somebody of that role must enrol a second factor: reviewers and admins, unless it is optional."""
        return role is not Role.OFFICER and self.settings.totp == "required"

    def shelf(self) -> tuple[ShelvedList, ...]:
        """Every known list with what this home holds of it."""
        return shelve(self.store, self.known, self.clock())

    def library(self) -> Library:
        """The library of the current versions, opened anew only when a version or a status changed."""
        with self._library_lock:
            key = tuple((one.key, one.title, one.status, one.version) for one in self.shelf())
            if self._library is None or self._library[0] != key:
                self._library = (key, open_library(self.store, self.known, self.settings.home, self.clock()))
            return self._library[1]

    def titles(self) -> dict[str, str]:
        """The title of every list there is, by key; without a look at what is held of them."""
        return list_titles(self.store, self.known)

    def library_of(self, keys: tuple[str, ...]) -> Library:
        """The library of some lists only. Raises UnknownListError."""
        return open_library(self.store, self.known, self.settings.home, self.clock(), keys)

    def upload_of(self, screening_id: str) -> Path | None:
        """The officer's own file of a kept screening, None where it was removed or came by another door."""
        return next(iter(self.uploads.glob(f"{screening_id}.*")), None)

    def match_settings(self) -> MatchSettings:
        """Threshold, cutoff and top: the operator's, else the matcher's own."""
        plain, chosen = MatchSettings(), self.settings
        threshold = plain.threshold if chosen.threshold is None else chosen.threshold
        cutoff = min(plain.cutoff, threshold) if chosen.cutoff is None else chosen.cutoff
        return MatchSettings(threshold, cutoff, plain.top if chosen.top is None else chosen.top)

    def _remove_leftovers(self) -> None:
        """Files that were never acknowledged or whose upload failed: they hold supplier data that nothing speaks of. A
        younger one may be another process's work."""
        wanted = wanted_files(self.store)
        for path in self.uploads.iterdir():
            with suppress(FileNotFoundError):
                left = path.name not in wanted and path.stem not in wanted
                if left and path.is_file() and time.time() - path.stat().st_mtime > _LEFTOVER_SECONDS:
                    path.unlink()


def this_desk() -> Desk:
    """The desk of the application that is asked."""
    desk: Desk = current_app.extensions["desk"]
    return desk


def session_key(settings: Settings) -> str:
    """The key that signs sessions: the operator's, else one made at the first start and kept in the home folder.

    Raises UsageError where others may read the kept key, or it is no longer what was written.
    """
    if settings.secret_key:
        return settings.secret_key
    path = settings.home / KEY_FILE
    if not path.exists():
        _make_key(path)
    if path.stat().st_mode & 0o077:
        raise UsageError(
            f"Others may read the desk's key {path}; remove it (everybody signs in again) or chmod 600 it."
        )
    key = path.read_text(encoding="ascii", errors="replace").strip()
    if len(key) < SHORTEST_KEY:
        raise UsageError(
            f"The desk's key {path} is shorter than {SHORTEST_KEY} characters; remove it to have a new one."
        )
    return key


def _make_key(path: Path) -> None:
    """Two processes that start at once both write a key of their own, and one of them is linked to the name, whole."""
    own = path.with_name(f".{KEY_FILE}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(own, path)
    finally:
        own.unlink(missing_ok=True)
