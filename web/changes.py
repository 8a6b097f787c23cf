"""What changed by itself? Each re-screening of all stored suppliers with the flags it raised, changed and withdrew.

Refuses to know how a re-screening is made.
"""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from supplychain.errors import UnknownFlagError
from supplychain.store.exposures import Exposure, exposures_of
from supplychain.store.what_changed import ChangedFlag, changed_flags, latest_rescreenings
from web.desk import Desk, this_desk
from web.identity import person

_RUNS = 20
_FLAGS = 25
_LOOKED_BACK = 5  # uploads told of a supplier; its own page has all

changes = Blueprint("changes", __name__, url_prefix="/changes")


@changes.get("")
def index() -> str:
    """The latest re-screenings, and a page of the own organisation's flags that they moved."""
    desk = this_desk()
    mine = person().organisation_id
    chosen = request.args.get("rescreening", "")
    before = request.args.get("before", 0, type=int)
    if not 0 <= before < 2**31:
        abort(404)
    moved, following = changed_flags(desk.store, mine, _FLAGS, rescreening_id=chosen, before=before)
    return render_template(
        "changes/index.html",
        runs=latest_rescreenings(desk.store, mine, _RUNS),
        moved=[(one, _bought(desk, one, mine)) for one in moved],
        following=following,
        before=before,
        chosen=chosen,
        titles=desk.titles(),
        looked_back=_LOOKED_BACK,
    )


def _bought(desk: Desk, one: ChangedFlag, mine: str) -> tuple[Exposure, ...]:
    """The kept uploads that had the flag's supplier, newest first."""
    if not one.stands:
        return ()
    try:
        return exposures_of(desk.store, one.flag_id, mine)
    except UnknownFlagError:  # erased between two questions
        return ()
