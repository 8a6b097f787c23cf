"""What do we hold, what changed in it, and which of our suppliers does that touch? Every list, and a page for each.

What a gate held back is looked at and accepted here, and an own list taken off, by the operator alone. Refuses to fetch
anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, pairwise

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from supplychain.alive import standing
from supplychain.commands.lists import entry_title
from supplychain.commands.lists_words import change_words, changed_fields, state_of, until
from supplychain.errors import ListError, SupplychainError, UnknownListError, UsageError
from supplychain.flags.words import ago
from supplychain.library import ShelvedList, is_refreshed
from supplychain.model import ListVersion, Measure
from supplychain.reference.refresh import RefreshRoom, accept_quarantined
from supplychain.reference.refresh_quarantine import Quarantined, compare_entries, read_quarantined
from supplychain.store.accounts import account_names
from supplychain.store.audit import AuditEvent
from supplychain.store.audit_notes import note
from supplychain.store.own_lists import REMOVE, remove_own_list, removed_own_lists
from supplychain.store.refreshes import last_refreshes, last_updates, refreshes_of, waiting_quarantines
from supplychain.store.versions import VersionDiff, diff_versions, load_entries, versions_of
from supplychain.store.what_changed import changed_flags, flags_touched
from web.desk import Desk, this_desk
from web.identity import by, person
from web.language import messages, translated

_TOLD = 100  # entries of a kind told on a page; how many there are stands beside, `lists diff` tells all
_FLAGS = 50
_ATTEMPTS = 20
_VERSIONS = 20
_LONGEST_REASON = 2_000
_OUTCOMES = messages(
    {
        "updated": "New version published",
        "unchanged": "Looked, nothing new",
        "kept_last_good": "Failed; the last good version stays",
        "quarantined": "Held back for a person to look at",
        "no_data": "Failed; nothing is held",
        "running": "Under way",
    }
)

lists = Blueprint("lists", __name__, url_prefix="/lists")


@dataclass(frozen=True, slots=True)
class Told:
    """An entry that changed: its title, and in words what differs, () where it came or went whole."""

    entry_id: str
    title: str
    says: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ChangesTold:
    """What differs between two versions: the first of each kind, and how many there are."""

    old: str
    new: str
    added: tuple[Told, ...]
    removed: tuple[Told, ...]
    changed: tuple[Told, ...]
    counts: tuple[int, int, int]
    entry_ids: frozenset[str]


@lists.app_template_filter("outcome")
def outcome_words(outcome: str) -> str:
    """What came of looking for a list, in words."""
    return translated(_OUTCOMES[outcome]) if outcome in _OUTCOMES else outcome


@lists.get("")
def index() -> str:
    """Every known list, those not held last."""
    desk = this_desk()
    found, now = desk.shelf(), desk.clock()
    updates, last = last_updates(desk.store), last_refreshes(desk.store)
    shelf = sorted(found, key=lambda one: (one.version is None, one.title))
    return render_template(
        "lists/index.html",
        shelf=shelf,
        clock=standing(desk.store, found, now),
        held=sum(one.version is not None for one in shelf),
        refreshed=is_refreshed((one.version for one in shelf if one.version), last),
        states={one.key: state_of(one) for one in shelf},
        checked={one.key: ago(one.age_hours) for one in shelf if one.version and one.age_hours is not None},
        due={one.key: until(one.next_check, now) for one in shelf},
        changes={key: change_words(record) for key, record in updates.items()},
        last=last,
        waiting=waiting_quarantines(desk.store),
        removed=removed_own_lists(desk.store),
        names=account_names(desk.store, person().organisation_id),
    )


@lists.get("/<key>")
def show(key: str) -> str:
    """One list: its versions, what changed between the last two, whom of ours that touches, and the last attempts."""
    return _show(*_wanted(key))


@lists.post("/<key>/remove")
def remove(key: str) -> Response | tuple[str, int]:
    """Takes an own list off the shelf; its versions and flags stay, and the trail says by whom and why."""
    desk, one = _wanted(key)
    if one.measure is not Measure.OWN_WATCHLIST:
        abort(404)
    reason = request.form.get("reason", "").strip()[:_LONGEST_REASON]
    if not reason:
        return _show(desk, one, translated("Say why the list is taken off.")), 422
    who = by(reason=reason)
    event = AuditEvent(
        who.at, who.actor, REMOVE, "list", key, person().organisation_id, reason, request_id=who.request_id
    )
    try:
        remove_own_list(desk.store, key, event)
    except UnknownListError:  # somebody else was first
        abort(404)
    return redirect(url_for("lists.index", _anchor="removed"), code=303)


def _show(desk: Desk, one: ShelvedList, problem: str = "") -> str:
    key = one.key
    mine = person().organisation_id
    held = versions_of(desk.store, key)
    told = _between(desk, key, held)
    touched, touching = flags_touched(desk.store, mine, key, told.entry_ids if told else (), _FLAGS)
    moved, _ = changed_flags(desk.store, mine, _FLAGS, list_key=key)
    return render_template(
        "lists/show.html",
        one=one,
        state=state_of(one),
        checked=ago(one.age_hours) if one.version and one.age_hours is not None else "",
        due=until(one.next_check, desk.clock()),
        versions=held[::-1][:_VERSIONS],
        older=max(0, len(held) - _VERSIONS),
        told=told,
        touched=touched,
        touching=touching,
        moved=moved,
        attempts=refreshes_of(desk.store, key, _ATTEMPTS),
        waiting=waiting_quarantines(desk.store).get(key),
        operates=person().operates,
        is_own=one.measure is Measure.OWN_WATCHLIST,
        problem=problem,
    )


@lists.get("/<key>/held-back")
def held_back(key: str) -> str:
    """What a gate held back: what the gate said, and what would change."""
    desk, one = _wanted(key)
    return _held_back(desk, one)


@lists.post("/<key>/held-back")
def accept(key: str) -> Response | tuple[str, int]:
    """Publishes what was held back because a person looked at it; who and why stands in the audit trail."""
    desk, one = _wanted(key)
    reason = request.form.get("reason", "").strip()[:_LONGEST_REASON]
    waiting = waiting_quarantines(desk.store).get(key)
    if waiting is None or key not in desk.known.lists:
        abort(404)
    if not reason:
        return _held_back(desk, one, translated("Say why this version may take the place of the last good one.")), 422
    if request.form.get("sha256", "") != waiting.sha256:
        abort(
            409,
            translated(
                "Another version of this list has come since you looked: open the page again and look at that one."
            ),
        )
    who = by(reason=reason)
    before = one.version.version if one.version else ""
    event = AuditEvent(
        who.at, who.actor, "list.accept", "list", key, person().organisation_id, reason, who.request_id,
        before={"version": before}, after={"sha256": waiting.sha256},
    )  # fmt: skip
    note(desk.store, event)  # before it is done: nothing is ever accepted without a trace of by whom
    room = RefreshRoom(desk.store, desk.known, desk.settings, desk.clock)
    try:
        accept_quarantined(room, key, reason)
    except (ListError, UsageError) as error:
        return _held_back(desk, one, str(error)), 409
    return redirect(url_for("lists.show", key=key), code=303)


def _held_back(desk: Desk, one: ShelvedList, problem: str = "") -> str:
    quarantined, unread = None, ""
    try:
        quarantined = read_quarantined(desk.store, desk.known, desk.settings.home, one.key)
    except UsageError:
        if not problem:
            abort(404)
    except SupplychainError as error:
        unread = str(error)
    told = None if quarantined is None else _against(desk, one, quarantined)
    mine = person().organisation_id
    touched, touching = flags_touched(desk.store, mine, one.key, told.entry_ids if told else (), _FLAGS)
    return render_template(
        "lists/held_back.html",
        one=one,
        record=quarantined.record if quarantined else waiting_quarantines(desk.store).get(one.key),
        told=told,
        touched=touched,
        touching=touching,
        problem=problem,
        unread=unread,
        said=request.form.get("reason", "")[:_LONGEST_REASON],
    )


def _against(desk: Desk, one: ShelvedList, quarantined: Quarantined) -> ChangesTold:
    before = load_entries(desk.store, one.key, one.version.version) if one.version else ()
    old = one.version.version if one.version else "nothing"
    return _told(old, translated("the version held back"), compare_entries(before, quarantined.parsed.entries))


def _between(desk: Desk, key: str, held: tuple[ListVersion, ...]) -> ChangesTold | None:
    """What changed between the last two versions, None where there are no two."""
    for old, new in reversed(list(pairwise(one.version for one in held))):
        return _told(old, new, diff_versions(desk.store, key, old, new))
    return None


def _told(old: str, new: str, changes: VersionDiff) -> ChangesTold:
    changed = [after for _, after in changes.changed]
    return ChangesTold(
        old,
        new,
        tuple(Told(one.entry_id, entry_title(one)) for one in changes.added[:_TOLD]),
        tuple(Told(one.entry_id, entry_title(one)) for one in changes.removed[:_TOLD]),
        tuple(
            Told(after.entry_id, entry_title(after), tuple(changed_fields(before, after)))
            for before, after in changes.changed[:_TOLD]
        ),
        (len(changes.added), len(changes.removed), len(changes.changed)),
        frozenset(one.entry_id for one in chain(changes.added, changes.removed, changed)),
    )


def _wanted(key: str) -> tuple[Desk, ShelvedList]:
    desk = this_desk()
    one = next((one for one in desk.shelf() if one.key == key), None)
    if one is None:
        abort(404)
    return desk, one
