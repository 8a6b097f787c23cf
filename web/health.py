"""Is the desk up, can it screen, and does somebody keep its lists fresh? For whoever watches the process; no supplier's
data in any answer."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from supplychain.alive import standing
from supplychain.errors import SupplychainError
from supplychain.store.tables import HEAD
from web.desk import this_desk

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@health.get("/readyz")
def readyz() -> tuple[dict[str, Any], int]:
    """`ready`: the store opens with its tables up to date, a list version can be screened against, no list is overdue
    and the scheduler, where this home ever had one, is alive. `degraded` (503): pages and screenings work, and say what
    is stale, but somebody must look. `not ready` (503): nothing can be screened."""
    desk = this_desk()
    try:
        shelf = desk.shelf()
        stands = standing(desk.store, shelf, desk.clock())
    except SupplychainError:
        return {"status": "not ready", "store": "unavailable", "lists": 0}, 503
    held = [one for one in shelf if one.version is not None]
    status = "not ready" if not held else "degraded" if stands.wrong else "ready"
    told = {
        "status": status,
        "store": "ok",
        "migration": HEAD,  # a store at another one does not open
        "lists": len(held),
        "absent": [one.key for one in shelf if one.is_gap and one.version is None],
        "overdue": list(stands.overdue),
        "scheduler": stands.scheduler,
        "scheduler_seen": stands.seen.isoformat() if stands.seen else None,
        "silent": list(stands.silent),
        "wrong": list(stands.wrong),
    }
    return told, 200 if status == "ready" else 503
