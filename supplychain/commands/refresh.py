"""`supplychain refresh`: fetch the lists, check them, publish what is sound; one outcome a list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import click

from supplychain.commands.doors import FORMAT, House, open_house, print_json, progress, utc_now
from supplychain.errors import SupplychainError, UsageError
from supplychain.once import Runner
from supplychain.reference.folder import lists_in
from supplychain.reference.refresh import Outcome, RefreshOutcome, RefreshRoom, accept_quarantined
from supplychain.refreshing import refresh_alone

# Lists are fetched side by side, so that one slow publisher does not hold up the others; parsing and publishing
# share the interpreter and the write lock anyway, so more would only cost memory.
SIDE_BY_SIDE = 4
_FOLDERS_TOLD = 5
_WEB = re.compile(r"https?://", re.IGNORECASE)


@click.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option(
    "--from",
    "given",
    metavar="PATH_OR_URL",
    help="Take the list KEY from this file, folder or address; without KEY, all lists in a folder, "
    "not in the folders within it.",
)
@click.option("--accept", "accepted", metavar="KEY", help="Publish the quarantined version of KEY after looking at it.")
@click.option("--reason", default="", help="Why it may be accepted; recorded with it.")
@FORMAT
def refresh(keys: tuple[str, ...], given: str | None, accepted: str | None, reason: str, form: str) -> None:
    """Fetch the reference lists (all, or those of KEY), check them and publish what is sound.

    Exit 0 where every list asked for is verified, else 3; whatever fails, the last good version stays.
    """
    _refuse_nonsense(keys, given, accepted, reason)
    house = open_house()
    room = RefreshRoom(house.store, house.known, house.settings, utc_now)
    if accepted is not None:
        outcomes = [accept_quarantined(room, accepted, reason)]
        _tell(outcomes[0])
    else:
        outcomes = _refreshed(room, _chosen(house, room, keys, given))
    _show(outcomes, form)
    raise SystemExit(0 if all(outcome.verified for outcome in outcomes) else 3)


def _refuse_nonsense(keys: Sequence[str], given: str | None, accepted: str | None, reason: str) -> None:
    if accepted is not None and (keys or given is not None):
        raise UsageError("--accept KEY stands alone: it publishes what is quarantined and fetches nothing.")
    if accepted is None and reason:
        raise UsageError("--reason goes with --accept KEY.")
    if given is not None and len(set(keys)) != 1 and not Path(given).is_dir():
        raise UsageError(
            "--from takes one list from one file; name its KEY, such as `refresh cbp_wro --from file.csv`, or give a "
            "folder of files for all the lists in it."
        )


def _chosen(house: House, room: RefreshRoom, keys: Sequence[str], given: str | None) -> dict[str, str]:
    """The lists to refresh, each with the path or URL it is taken from, "" for its own source. Unasked, optional ones
    only where this home has taken them before or the operator names a source for them."""
    for key in keys:
        room.listed(key)
    if given is not None and not _WEB.match(given) and not Path(given).exists():
        raise UsageError(f"{given}: there is no such file; check the path.")
    if given is not None and Path(given).is_dir():
        return _in_folder(room, keys, Path(given))
    if keys:
        return dict.fromkeys(keys, given or "")
    held = {shelved.key for shelved in house.shelf() if shelved.version is not None}
    wanted = {key for key in house.known.lists if key in held or house.settings.source_of(key)}
    return {key: "" for key, listed in house.known.lists.items() if not listed.optional or key in wanted}


def _in_folder(room: RefreshRoom, keys: Sequence[str], folder: Path) -> dict[str, str]:
    """The lists whose files lie in a folder, those of `keys` where any are named; what no list took is told."""
    lists = {key: listed for key, listed in room.known.lists.items() if not keys or key in keys}
    found = lists_in(folder, lists, room.settings.fetch_max_mb * 1_000_000)
    for said in found.doubled:
        progress(said)
    if found.unknown:
        progress(f"Not recognised as any list{' asked for' if keys else ''}: {', '.join(found.unknown)}.")
    if found.folders:
        within = ", ".join(found.folders[:_FOLDERS_TOLD]) + (", …" if len(found.folders) > _FOLDERS_TOLD else "")
        progress(f"Folders within {folder} were not looked into: {within}. Give each by itself.")
    lacking = [key for key in keys if key not in found.places]
    if lacking or not found.places:
        raise UsageError(
            f"{folder}: no file of {', '.join(lacking) or 'any list'} is taken from this folder; name the file with "
            "`supplychain refresh KEY --from FILE`."
        )
    return {key: str(path) for key, path in found.places.items()}


def _refreshed(room: RefreshRoom, chosen: Mapping[str, str]) -> list[RefreshOutcome]:
    """The outcome of each list, in the order asked for; each is told as it comes, and how many have come."""
    outcomes: list[RefreshOutcome] = []
    keys = list(chosen)
    for outcome in _side_by_side(room, chosen):
        outcomes.append(outcome)
        _tell(outcome, f"[{len(outcomes)}/{len(keys)}] " if len(keys) > 1 else "")
    return sorted(outcomes, key=lambda one: keys.index(one.key))


def _side_by_side(room: RefreshRoom, chosen: Mapping[str, str]) -> Iterator[RefreshOutcome]:
    runner = Runner(room.store, room.clock)
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        running = {pool.submit(refresh_alone, room, runner, key, given): key for key, given in chosen.items()}
        for done in as_completed(running):
            try:
                yield done.result()
            except SupplychainError as error:  # the store itself failed on this list: it says so, the others go on
                yield RefreshOutcome(running[done], Outcome.KEPT_LAST_GOOD, str(error))


def _tell(outcome: RefreshOutcome, at: str = "") -> None:
    said = f": {outcome.reason}" if outcome.reason else ""
    gate = f" ({outcome.gate})" if outcome.gate else ""
    progress(f"{at}{outcome.key} {outcome.outcome}{gate}{said}")
    for warning in outcome.warnings:
        progress(f"{outcome.key} note: {warning}")
    if outcome.outcome is Outcome.QUARANTINED:
        progress(
            f"{outcome.key}: look at it with `supplychain lists diff {outcome.key} quarantined`, then take it with "
            f"`supplychain refresh --accept {outcome.key} --reason ...` if it is right."
        )


def outcome_object(outcome: RefreshOutcome) -> dict[str, Any]:
    """One outcome as `refresh --format json` gives it."""
    return {
        "key": outcome.key,
        "outcome": outcome.outcome.value,
        "reason": outcome.reason,
        "gate": outcome.gate or None,
        "http_status": outcome.http_status,
        "bytes": outcome.byte_count,
        "sha256": outcome.sha256 or None,
        "records": outcome.records,
        "added": outcome.added,
        "removed": outcome.removed,
        "changed": outcome.changed,
        "row_errors": outcome.row_errors,
        "unread": outcome.unread,
        "url": outcome.url,
        "version": outcome.version or None,
        "warnings": list(outcome.warnings),
        "requests": outcome.requests,
        "seconds": outcome.seconds,
    }


def _show(outcomes: Sequence[RefreshOutcome], form: str) -> None:
    if form == "json":
        print_json([outcome_object(outcome) for outcome in outcomes])
    elif form == "jsonl":
        for outcome in outcomes:
            click.echo(json.dumps(outcome_object(outcome), ensure_ascii=False))
    else:
        click.echo(_table(outcomes))


def _table(outcomes: Sequence[RefreshOutcome]) -> str:
    rows: list[tuple[str, ...]] = [("list", "outcome", "entries", "added", "removed", "changed", "why")]
    for one in outcomes:
        counts = (one.records, one.added, one.removed, one.changed)
        shown = tuple("" if count is None else f"{count:,}" for count in counts)
        why = f"[{one.gate}] {one.reason}" if one.gate else one.reason
        rows.append((one.key, one.outcome.value, *shown, why))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    lines = ["  ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[-1]]).rstrip() for row in rows]
    good = sum(one.verified for one in outcomes)
    lines += ["", f"{good} of {len(outcomes)} lists verified; what was held of the others stays."]
    if any(one.outcome in (Outcome.KEPT_LAST_GOOD, Outcome.NO_DATA) for one in outcomes):
        lines.append("Where a publisher cannot be reached, check this machine's network and refresh again, or take the")
        lines.append("publisher's file by hand: `supplychain refresh KEY --from FILE`.")
    return "\n".join(lines)
