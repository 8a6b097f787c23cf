"""Who works off the uploads where nobody runs a worker of their own? The desk starts one beside itself and keeps it up.

A process of its own: a workbook that takes all memory ends the worker, never the desk. Refuses to know what it does.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping

_LOG = logging.getLogger(__name__)

_LOOK_SECONDS = 1.0
_PATIENCE_SECONDS = 10.0  # for the upload's current step to be put down, before the worker is killed
# A worker that dies at once again and again would only burn the machine: each start waits twice as long.
_LONGEST_PAUSE_SECONDS = 60.0


class WorkerChild:
    """One worker process, started again whenever it ends."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = dict(environ)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep_up, daemon=True, name="worker-child")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the worker and whoever keeps it up."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the worker: asked first, then killed; its upload is taken up again by the next one."""
        self._stop.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(_PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _keep_up(self) -> None:
        pause = _LOOK_SECONDS
        command = [sys.executable, "-m", "supplychain.cli", "worker", "--parent", str(os.getpid())]
        while not self._stop.is_set():
            self._process = subprocess.Popen(command, env=self._environ)
            while self._process.poll() is None and not self._stop.wait(_LOOK_SECONDS):
                pause = max(_LOOK_SECONDS, pause * 0.9)
            if not self._stop.is_set():
                _LOG.warning("the worker ended (%s) and is started again in %.0f s", self._process.returncode, pause)
                self._stop.wait(pause)
                pause = min(_LONGEST_PAUSE_SECONDS, pause * 2)
