"""In which order is a digest made and told? What waits is told first; then what is new is kept, and told.

A kill between telling and noting it tells the same digest, with the same id, once more: never lost, and a receiver can
drop the double. Refuses to know the forms and roads of a message.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from supplychain.digest.conditions import conditions
from supplychain.digest.deliver import DeliveryError, channels, deliver
from supplychain.digest.message import content_of, subject_of
from supplychain.model import JobOutcome
from supplychain.settings import Settings
from supplychain.store import Store
from supplychain.store.digests import (
    KeptDigest,
    changes_of,
    keep_digest,
    latest_digest,
    note_sent,
    untold_changes,
    waiting_digests,
)
from supplychain.store.job_runs import beat, heartbeats

Clock = Callable[[], datetime]
NAME = "digest"  # of the sign of life


def tell_digest(store: Store, settings: Settings, clock: Clock) -> JobOutcome:
    """Tells all that is new since the last digest, in one message for each channel.

    Outcomes: `told`, `silent` (nothing is new), `not_delivered` (some channel failed: the next run tells it again).
    Counts: flags, conditions, waiting. Every run leaves a sign of life, `digest` among the heartbeats.
    """
    now = clock()
    holding = conditions(store, now)
    changes = untold_changes(store)
    fresh = {key: said for key, said in holding.items() if key not in _told_conditions(store)}
    said = ""
    if changes or fresh:
        digest_id = uuid.uuid4().hex
        content = content_of(digest_id, now, changes, fresh, _link(settings))
        content["holding"] = sorted(holding)
        if keep_digest(store, KeptDigest(digest_id, now, content, ()), len(changes)):
            said = subject_of(content)
    failed = [wrong for one in waiting_digests(store) for wrong in _send(store, settings, one, clock)]
    waiting = len(waiting_digests(store))
    outcome = "not_delivered" if failed else "told" if said else "silent"
    beat(store, NAME, clock(), content={"outcome": outcome, "conditions": sorted(holding), "waiting": waiting})
    counts = {"flags": len(changes), "conditions": len(fresh), "waiting": waiting}
    return JobOutcome(outcome, " ".join(dict.fromkeys(failed)) or said or "Nothing is new.", counts)


def _told_conditions(store: Store) -> frozenset[str]:
    """The conditions that held when people were last told or there was nothing to tell, whichever is later."""
    latest = latest_digest(store)
    beats = heartbeats(store, NAME)
    if latest is not None and (not beats or latest.made_at > beats[0].at):
        return frozenset(latest.content.get("holding", ()))
    return frozenset(beats[0].content.get("conditions", ())) if beats else frozenset()


def _send(store: Store, settings: Settings, kept: KeptDigest, clock: Clock) -> list[str]:
    """Brings a digest wherever it has not arrived yet; gives what went wrong, in sentences."""
    changes = changes_of(store, kept.digest_id)
    sent, failed = list(kept.sent_to), []
    wanted = channels(settings)
    for name in wanted:
        if name in sent:
            continue
        try:
            deliver(name, settings, kept.content, changes)
        except DeliveryError as error:
            failed.append(str(error))
            continue
        sent.append(name)
        note_sent(store, kept.digest_id, sent, None)
    if not failed:
        note_sent(store, kept.digest_id, sent, clock())
    return failed


def _link(settings: Settings) -> str:
    return f"{settings.public_url.rstrip('/')}/review" if settings.public_url else ""
