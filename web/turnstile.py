"""How many sign-ins are looked at at the same moment? A few; the next ones wait their turn, as a whole office does that
comes to work at nine, and whoever comes when too many wait is told to try again, at once.

A sign-in costs a password's hash and two writes. Measured with a thousand at once on 2 cores: without this 95 of 100
answers to everybody else took up to 8.6 s. Refuses to know who signs in and whether it is right.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

_AT_ONCE = 4
_FROM_ONE_ADDRESS = 3  # nobody crowds the others out from one address
_WAITING = 28
_WAITING_FROM_ONE_ADDRESS = 24  # an office: behind a proxy that is not told of, everybody comes from one address
_PATIENCE_SECONDS = 10.0
MOST = _AT_ONCE + _WAITING  # each sign-in holds a thread of the desk, while it is looked at and while it waits


class Turnstile:
    """Lets a few through at the same moment. Safe for several threads; counts within one process."""

    def __init__(self, patience: float = _PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._turn = threading.Condition()
        self._within: Counter[str] = Counter()
        self._waiting: Counter[str] = Counter()

    @contextmanager
    def turn(self, address: str) -> Iterator[bool]:
        """Whether somebody from this address may go on, after a wait where others are before; holds the place until
        the block ends."""
        with self._turn:
            free = self._is_free(address) or self._wait(address)
            self._within[address] += free
        try:
            yield free
        finally:
            with self._turn:
                self._within[address] -= free
                self._within += Counter()  # addresses nobody comes from any more are not remembered
                self._turn.notify_all()

    def _is_free(self, address: str) -> bool:
        return self._within.total() < _AT_ONCE and self._within[address] < _FROM_ONE_ADDRESS

    def _wait(self, address: str) -> bool:
        if self._waiting.total() >= _WAITING or self._waiting[address] >= _WAITING_FROM_ONE_ADDRESS:
            return False
        self._waiting[address] += 1
        try:
            return self._turn.wait_for(lambda: self._is_free(address), self._patience)
        finally:
            self._waiting[address] -= 1
            self._waiting += Counter()
