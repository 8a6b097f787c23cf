"""Which of some screenings are still kept? Files beside the database ask, which are named after theirs."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from supplychain.store.engine import Store, reading
from supplychain.store.tables import screening
from supplychain.store.versions import chunks


def kept_screenings(store: Store, screening_ids: Iterable[str]) -> frozenset[str]:
    """Those of these ids that are kept, of whichever organisation. Raises StoreError."""
    kept: set[str] = set()
    with reading(store) as connection:
        for chunk in chunks(sorted(set(screening_ids))):
            query = select(screening.c.screening_id).where(screening.c.screening_id.in_(chunk))
            kept.update(connection.execute(query).scalars())
    return frozenset(kept)
