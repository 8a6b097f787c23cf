"""Is the desk up, and can it screen? For whoever watches the process; no supplier's data in any answer."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app

from supplychain.errors import SupplychainError
from web.desk import Desk

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@health.get("/readyz")
def readyz() -> tuple[dict[str, Any], int]:
    """The store opens with its tables up to date and at least one list version can be screened against."""
    desk: Desk = current_app.extensions["desk"]
    try:
        held = [one for one in desk.shelf() if one.version is not None]
    except SupplychainError:
        return {"status": "not ready", "store": "unavailable", "lists": 0}, 503
    ready = bool(held)
    return {"status": "ready" if ready else "not ready", "store": "ok", "lists": len(held)}, 200 if ready else 503
