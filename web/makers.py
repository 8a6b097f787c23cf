"""Who makes what takes long, while this process goes on answering pages? A few child processes, started when needed.

A workbook takes 0.3 s of a processor for 500 lines and half a minute for 100,000, and no page would be answered
meanwhile. Refuses to know what is made (`supplychain.making` does it).
"""

from __future__ import annotations

import logging
import pickle
import subprocess
import sys
import threading
from typing import Any

from supplychain.errors import SupplychainError
from supplychain.making import Answer, Call

_LOG = logging.getLogger(__name__)

_MOST = 2  # at once: one large workbook shall not hold up all small ones
PLACES = 8  # requests that hold a thread of the desk each until theirs is made, however long it takes
_PATIENCE_SECONDS = 5.0  # for a place: so long at most each of the others holds one too
_UNTOLD = "It could not be made; the log of the desk has why."
_LONGEST_SECONDS = 600.0  # a call that takes longer is ended: 100,000 lines take half a minute


class BusyError(SupplychainError):
    """Too many wait already."""


class MakingError(SupplychainError):
    """It was not made: the sentence of an error of ours, or that the log has why."""


class NotInstalledError(MakingError):
    """What would make it is not installed here."""


class Makers:
    """Child processes that take calls one at a time. Safe for several threads. They end with this process, and after a
    minute without a call."""

    def __init__(self) -> None:
        self._places = threading.BoundedSemaphore(PLACES)
        self._free = threading.BoundedSemaphore(_MOST)
        self._idle: list[_Maker] = []
        self._lock = threading.Lock()

    def make(self, module: str, function: str, *given: Any) -> Any:
        """What the function returned. Raises BusyError where too many wait, MakingError where it failed,
        NotInstalledError where it cannot be had."""
        if not self._places.acquire(timeout=_PATIENCE_SECONDS):
            raise BusyError("Others are waiting for files to be made just now: try again in a moment.")
        try:
            with self._free:
                answer = self._answer(Call(module, function, given))
        finally:
            self._places.release()
        if answer.error:
            raise (NotInstalledError if answer.is_lacking else MakingError)(answer.sentence or _UNTOLD)
        return answer.returned

    def _answer(self, call: Call) -> Answer:
        """By a child that waits for a call; where there is none, or it has just ended for want of one, by a new one."""
        with self._lock:
            waiting = [self._idle.pop()] if self._idle else []
        while True:
            is_new = not waiting
            maker = _Maker() if is_new else waiting.pop()
            answer = maker.answer(call)
            if answer is not None:
                with self._lock:
                    self._idle.append(maker)
                return answer
            if is_new:
                break
        raise MakingError(_UNTOLD)


class _Maker:
    """One child process."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", "from supplychain.making import run; run()"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def answer(self, call: Call) -> Answer | None:
        """None where the child has ended before it took the call; one that takes too long is ended. Raises MakingError
        where it ends over the call."""
        told, answers = self._process.stdin, self._process.stdout
        assert told is not None and answers is not None
        limit = threading.Timer(_LONGEST_SECONDS, self._process.kill)
        limit.start()
        try:
            pickle.dump(call, told)
            told.flush()
            answer: Answer = pickle.load(answers)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self._process.kill()
            status = self._process.wait()
            if status == 0:
                return None
            _LOG.error("%s.%s was not made: its process ended (%s)", call.module, call.function, status)
            raise MakingError(_UNTOLD) from error
        finally:
            limit.cancel()
        return answer
