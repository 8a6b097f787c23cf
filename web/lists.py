"""What do we hold? Every list with its version, age and size."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from supplychain.alive import standing
from web.desk import Desk

lists = Blueprint("lists", __name__, url_prefix="/lists")


@lists.get("")
def index() -> str:
    """Every known list, those not held last."""
    desk: Desk = current_app.extensions["desk"]
    found = desk.shelf()
    shelf = sorted(found, key=lambda one: (one.version is None, one.title))
    return render_template(
        "lists/index.html",
        shelf=shelf,
        clock=standing(desk.store, found, desk.clock()),
        held=sum(one.version is not None for one in shelf),
        refreshed=any(one.version is not None and one.version.origin == "refreshed" for one in shelf),
    )
