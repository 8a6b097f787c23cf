"""Every table there is, in one metadata: what migrations are compared with. Importing it loads all the siblings."""

from __future__ import annotations

from supplychain.store import tables_jobs, tables_people, tables_review, tables_standing, tables_uploads
from supplychain.store.tables import metadata

MODULES = (tables_jobs, tables_standing, tables_people, tables_review, tables_uploads)

__all__ = ["MODULES", "metadata"]
