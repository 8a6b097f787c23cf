"""Whom do the list versions of today speak of that those of yesterday did not? The whole stored base against what
changed.

Refuses to know how lists come in, and who is told.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from supplychain.model import JobOutcome
from supplychain.reference.discover import KnownLists
from supplychain.settings import Settings
from supplychain.store import Store

Clock = Callable[[], datetime]
Told = Callable[[str, int, int], None]  # called now and then with (step, done, in all)


def rescreen_base(
    store: Store, known: KnownLists, settings: Settings, clock: Clock, told: Told | None = None
) -> JobOutcome:
    """Screens every stored supplier against what changed since the base last met the lists.

    Outcomes: `unchanged` (no list changed), `rescreened`. Raises StoreError where not every supplier was met.
    """
    raise NotImplementedError
