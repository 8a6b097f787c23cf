"""How many sign-ins are looked at at the same moment? A few; whoever comes then is told to try again, at once.

A sign-in holds a thread for a password's hash and two writes. Measured with a thousand at once on 2 cores: without this
95 of 100 answers to everybody else took up to 8.6 s. Refuses to know who signs in and whether it is right.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

# Of the eight threads of a desk (web/serve.py) the others stay for pages.
_AT_ONCE = 4
_FROM_ONE_ADDRESS = 3  # nobody crowds the others out from one address


class Turnstile:
    """Lets a few through at the same moment. Safe for several threads; counts within one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._within: Counter[str] = Counter()

    @contextmanager
    def turn(self, address: str) -> Iterator[bool]:
        """Whether somebody from this address may go on; holds the place until the block ends."""
        with self._lock:
            free = self._within.total() < _AT_ONCE and self._within[address] < _FROM_ONE_ADDRESS
            self._within[address] += free
        try:
            yield free
        finally:
            with self._lock:
                self._within[address] -= free
                self._within += Counter()  # addresses nobody comes from any more are not remembered
