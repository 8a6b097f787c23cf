"""What was done here, when and by whom? The trail of the own organisation, and whether the whole chain adds up.

Refuses to change anything, and to tell one organisation of another.
"""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from supplychain.store.accounts import account_names
from supplychain.store.audit import latest_audit
from supplychain.store.audit_verify import TrailCheck, verify_trail
from web.desk import this_desk
from web.identity import person

_EVENTS = 50

audit = Blueprint("audit", __name__, url_prefix="/audit")


@audit.get("")
def index() -> str:
    """A page of the organisation's events, newest first."""
    return _page()


@audit.post("/verify")
def verify() -> str:
    """The page with what a check of the whole trail says; it reads every event, so it is asked for by hand."""
    return _page(verify_trail(this_desk().store))


def _page(check: TrailCheck | None = None) -> str:
    desk, mine = this_desk(), person().organisation_id
    before = request.args.get("before", 0, type=int)
    if not 0 <= before < 2**31:
        abort(404)
    events = latest_audit(desk.store, _EVENTS + 1, mine, before=before or None)
    return render_template(
        "audit/index.html",
        events=events[:_EVENTS],
        following=events[_EVENTS - 1].number if len(events) > _EVENTS else 0,
        before=before,
        names=account_names(desk.store, mine),
        check=check,
    )
