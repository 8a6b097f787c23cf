"""Tells what is new since the last digest, in one message.

Refuses to know when it is time to.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from supplychain.model import JobOutcome
from supplychain.settings import Settings
from supplychain.store import Store

Clock = Callable[[], datetime]


def tell_digest(store: Store, settings: Settings, clock: Clock) -> JobOutcome:
    """Tells what is new since the last digest, in one message."""
    raise NotImplementedError
