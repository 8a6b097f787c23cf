"""A desk as an operator runs it: `supplychain serve` in a process of its own, with its own worker."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from databases import environ_of

_READY_SECONDS = 60.0  # on a loaded machine; the first start makes the tables and reads the bundled lists
ONE_TIME = re.compile(r"sign in as admin with the one-time password (\S+)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """One home and one address; the process may be started, ended and killed again and again."""

    def __init__(self, home: Path, *options: str, **environ: str) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home, self._options = home, options
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.said = home.parent / f"{home.name}.stderr"  # a file: a pipe that nobody reads would stop the desk
        self._environ = {**environ_of(home), "PYTHONUNBUFFERED": "1", **environ}
        self._process: subprocess.Popen[bytes] | None = None
        self._workers: list[subprocess.Popen[bytes]] = []

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "not started"
        return self._process

    def start(self) -> float:
        """Starts the desk; the seconds until it says that it is ready."""
        command = [sys.executable, "-m", "supplychain.cli", "serve", "--port", str(self.port), *self._options]
        begun = time.monotonic()
        with self.said.open("ab") as said:
            self._process = subprocess.Popen(command, env=self._environ, stderr=said, stdout=said)
        while not self.is_ready():
            assert self.process.poll() is None, f"serve ended at once: {self.words()[-2000:]}"
            assert time.monotonic() - begun < _READY_SECONDS, f"serve is not ready: {self.words()[-2000:]}"
            time.sleep(0.1)
        return time.monotonic() - begun

    def start_worker(self) -> subprocess.Popen[bytes]:
        """A worker of its own over the same home, as operators run more of them."""
        command = [sys.executable, "-m", "supplychain.cli", "worker"]
        with self.said.open("ab") as said:
            self._workers.append(subprocess.Popen(command, env=self._environ, stderr=said, stdout=said))
        return self._workers[-1]

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return int(answer.status) == 200
        except (OSError, urllib.error.URLError):
            return False

    def words(self) -> str:
        """All that was said on standard error so far."""
        return self.said.read_text(encoding="utf-8", errors="replace")

    def one_time_password(self) -> str:
        found = ONE_TIME.search(self.words())
        assert found is not None, self.words()
        return found[1]

    def worker(self) -> int | None:
        """The process id of the desk's worker, None where none runs just now."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                stat = (folder / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            except OSError:  # it ended meanwhile
                continue
            if int(stat[1]) == self.process.pid and stat[0] != "Z":
                return int(folder.name)
        return None

    def kill(self) -> None:
        """As a power cut does: no last words."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def end(self, seconds: float = 30.0) -> float:
        """As a service manager does; the seconds it took."""
        begun = time.monotonic()
        for worker in self._workers:
            worker.kill()
            worker.wait(seconds)
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
        return time.monotonic() - begun
