"""Does a process of this machine still live? Each holds a lock on a file of its own, which ends with the process
however it ends.

So a killed process is found out at once, whoever has its number now. Refuses to know what the process does.
"""

from __future__ import annotations

import atexit
import os
import secrets
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FOLDER = "running"
# A lock file younger than this may belong to a process that has not locked it yet.
_SWEPT_AFTER_SECONDS = 86_400.0


class Life:
    """This process, as long as it lives. `name` is `<host>:<process number>:<random>`, good for this one process."""

    def __init__(self, home: Path) -> None:
        """Raises OSError where the home folder cannot be written."""
        self.name = f"{_host()}:{os.getpid()}:{secrets.token_hex(4)}"
        folder = home / FOLDER
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = _path(home, self.name)
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        lock_now(self._descriptor)
        atexit.register(self._end, os.getpid())
        _sweep(folder)

    def _end(self, made_by: int) -> None:
        if os.getpid() == made_by:  # not in a child that was forked off
            self._path.unlink(missing_ok=True)


def is_dead(home: Path, name: str) -> bool:
    """Whether the process of that name is gone for certain. False where it lives, and where nobody here can tell: it
    is another machine's, or another home's."""
    if not name.startswith(f"{_host()}:"):
        return False
    try:
        descriptor = os.open(_path(home, name), os.O_RDWR)
    except OSError:
        return False
    try:
        return lock_now(descriptor)
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    for path in folder.iterdir():
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _SWEPT_AFTER_SECONDS:
                descriptor = os.open(path, os.O_RDWR)
                try:
                    if lock_now(descriptor):
                        path.unlink()
                finally:
                    os.close(descriptor)


def _host() -> str:
    return socket.gethostname().replace(":", "_").replace("/", "_") or "host"


def _path(home: Path, name: str) -> Path:
    return home / FOLDER / name.replace(":", ".")


def lock_now(descriptor: int) -> bool:
    """Locks an open file for this process without waiting; False where another process holds it. The lock ends with the
    process, however it ends, or where the descriptor is closed."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
