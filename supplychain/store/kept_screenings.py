"""Which screenings are still kept, and which were screened lately? Files beside the database ask, which are named after
theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from supplychain.store.engine import Store, reading
from supplychain.store.tables import screening
from supplychain.store.tables_uploads import upload
from supplychain.store.uploads import UploadStatus
from supplychain.store.versions import chunks


@dataclass(frozen=True, slots=True)
class ScreenedUpload:
    """A screening and the name its file is stored under."""

    screening_id: str
    organisation_id: str
    stored_name: str


def kept_screenings(store: Store, screening_ids: Iterable[str]) -> frozenset[str]:
    """Those of these ids that are kept, of whichever organisation. Raises StoreError."""
    kept: set[str] = set()
    with reading(store) as connection:
        for chunk in chunks(sorted(set(screening_ids))):
            query = select(screening.c.screening_id).where(screening.c.screening_id.in_(chunk))
            kept.update(connection.execute(query).scalars())
    return frozenset(kept)


def screened_since(store: Store, since: datetime, most_lines: int, most_bytes: int) -> tuple[ScreenedUpload, ...]:
    """Uploads that came since a moment and are screened, the latest first; only those of so many lines and bytes.
    Raises StoreError."""
    small = (screening.c.line_count <= most_lines, upload.c.byte_count <= most_bytes)
    query = (
        select(screening.c.screening_id, screening.c.organisation_id, upload.c.stored_name)
        .join(upload, upload.c.screening_id == screening.c.screening_id)
        .where(upload.c.status == UploadStatus.DONE.value, upload.c.created_at >= since, *small)  # by their index
        .order_by(upload.c.finished_at.desc(), screening.c.screening_id)
    )
    with reading(store) as connection:
        return tuple(ScreenedUpload(*row) for row in connection.execute(query))
