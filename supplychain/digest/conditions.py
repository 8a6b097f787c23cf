"""What else needs a person: lists that are late or held back, decisions about to expire, jobs that failed, the canary.

Each is told once, until it passes and comes again. Refuses to know who is told.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from supplychain.flags.words import ago
from supplychain.library import has_refreshed, shelve
from supplychain.reference.discover import known_lists
from supplychain.reference.reference_list import Freshness
from supplychain.store import Store
from supplychain.store.dispositions import due_flags
from supplychain.store.job_runs import FAILED, heartbeats, last_runs
from supplychain.store.refreshes import last_refreshes, waiting_quarantines

CANARY = "canary"  # the canary's sign of life
ALARM = "alarm"
DUE_WITHIN = timedelta(days=14)  # a fortnight leaves time to look again before the decision ends
_MOST_DUE = 1_000


def conditions(store: Store, now: datetime) -> dict[str, str]:
    """Every condition that holds now, by a key that stays the same as long as it does, as one sentence. No sentence
    names a supplier."""
    found = _lists(store, now)
    for beat in heartbeats(store, CANARY):
        if beat.content.get("outcome") == ALARM:
            found[f"canary:{beat.at.date()}"] = str(beat.content.get("message", "The canary was not flagged."))
    for job, run in last_runs(store).items():
        if run.outcome == FAILED:
            slot = f"{run.slot:%Y-%m-%d %H:%M} UTC"
            found[f"job:{job}"] = f"The job {job} failed for {slot}; `supplychain jobs` tells why."
    for flag in due_flags(store, now + DUE_WITHIN, _MOST_DUE):
        if flag.valid_until is not None:
            said = f"The decision on flag {flag.flag_id} ends on {flag.valid_until:%Y-%m-%d}."
            found[f"expiring:{flag.flag_id}:{flag.valid_until:%Y-%m-%d}"] = said
    return found


def _lists(store: Store, now: datetime) -> dict[str, str]:
    """Nothing on a home that has never refreshed: it says of every result that it rests on bundled versions."""
    shelf = shelve(store, known_lists(), now)
    if not has_refreshed(store, (one.version for one in shelf if one.version is not None)):
        return {}
    last, waiting = last_refreshes(store), waiting_quarantines(store)
    found: dict[str, str] = {}
    if never := [one for one in shelf if one.status == "absent" and one.is_gap and one.key not in last]:
        titles = ", ".join(one.title for one in never)
        said = f"Never fetched here, so that no supplier is screened against them: {titles}; run `supplychain refresh`."
        found[f"never:{','.join(one.key for one in never)}"] = said
    for one in shelf:
        tried = last.get(one.key)
        because = f" The last attempt: {tried.message}" if tried is not None and tried.message else ""
        if (held_back := waiting.get(one.key)) is not None:
            until = "no version is held" if one.age_hours is None else f"the one held was checked {ago(one.age_hours)}"
            said = (
                f"{one.title}: a new version waits for a person (`supplychain refresh --accept`); until then {until}."
            )
            found[f"quarantined:{one.key}:{held_back.sha256[:12]}"] = f"{said} {held_back.message}".rstrip()
        elif one.gap_status in ("stale", "expired") or (one.freshness is Freshness.AMBER and not one.is_gap):
            level = one.freshness.value if one.freshness is not None else one.status
            age = "" if one.age_hours is None else f", last checked {ago(one.age_hours)}"
            found[f"{level}:{one.key}"] = f"{one.title}: {level}{age}.{because}"
        elif one.status == "absent" and one.is_gap and tried is not None:
            found[f"absent:{one.key}"] = f"{one.title}: no version is held.{because}"
    return found
