"""Erases the uploads that are older than the operator keeps them.

Refuses to know when it is time to.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from supplychain.model import JobOutcome
from supplychain.settings import Settings
from supplychain.store import Store

Clock = Callable[[], datetime]


def forget_old(store: Store, settings: Settings, clock: Clock) -> JobOutcome:
    """Erases the uploads that are older than the operator keeps them."""
    raise NotImplementedError
