"""The API under /api/v1: the command line's shapes over HTTP, and two adapters other tools speak."""

from __future__ import annotations

from web.api import document, flags, matching, opensanctions, reconciliation, screenings, shelf
from web.api.base import api

__all__ = ["api", "document", "flags", "matching", "opensanctions", "reconciliation", "screenings", "shelf"]
