"""Screens a supplier that must be flagged, by the whole road.

Refuses to know when it is time to.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from supplychain.model import JobOutcome
from supplychain.reference.discover import KnownLists
from supplychain.settings import Settings
from supplychain.store import Store

Clock = Callable[[], datetime]


def run_canary(store: Store, known: KnownLists, settings: Settings, clock: Clock) -> JobOutcome:
    """Screens a supplier that must be flagged, by the whole road."""
    raise NotImplementedError
