"""`supplychain lists`: what we hold, how old, how many; own watchlists in; what changed between versions."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import click

from supplychain.commands.doors import FORMAT, House, open_house, print_json, progress, utc_now
from supplychain.commands.lists_words import changed_fields, shelf_table
from supplychain.errors import UsageError
from supplychain.flags.words import POLICY_KEY, plural
from supplychain.library import ShelvedList, has_refreshed
from supplychain.model import ListVersion, Severity
from supplychain.reference.own_list import parse_own_list, read_own_file
from supplychain.reference.refresh_quarantine import compare_entries, read_quarantined
from supplychain.store.audit import AuditEvent
from supplychain.store.audit_notes import note
from supplychain.store.own_lists import REMOVE, declare_own_list, remove_own_list
from supplychain.store.refreshes import last_updates
from supplychain.store.versions import VersionDiff, diff_versions, load_entries, publish_version, versions_of

KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")  # a list key is a module name for public lists; own ones follow suit

QUARANTINED = "quarantined"


@click.group(invoke_without_command=True)
@FORMAT
@click.pass_context
def lists(context: click.Context, form: str) -> None:
    """Show every reference list: what we hold, how old, how many."""
    if context.invoked_subcommand is not None:
        return
    house = open_house()
    shelf = house.shelf()
    if form == "table":
        click.echo(shelf_table(shelf, last_updates(house.store), utc_now()))
    else:
        print_json([list_object(shelved) for shelved in shelf])
    versions = [s.version for s in shelf if s.version is not None]
    incomplete = any(s.is_gap for s in shelf)
    raise SystemExit(3 if incomplete and has_refreshed(house.store, versions) else 0)


@lists.command()
@click.argument("key")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", required=True, help="What people call this list.")
@click.option(
    "--severity",
    type=click.Choice([s.value for s in Severity]),
    help="What its flags weigh: prohibited for a do-not-buy list.  [default: elevated]",
)
def add(key: str, file: Path, title: str, severity: str | None) -> None:
    """Add or replace an own watchlist KEY from a CSV FILE (columns id, name; aliases, country, address, type)."""
    house = open_house()
    refuse_key(key, house)
    raw = read_own_file(file)
    now = utc_now()
    parsed = parse_own_list(raw, file.name, now.date())
    version = ListVersion(
        list_key=key,
        version=f"{parsed.as_of.isoformat()}.{parsed.sha256[:8]}",
        edition="",
        as_of=parsed.as_of,
        source_url=file.name,
        sha256=parsed.sha256,
        fetched_at=now,
        checked_at=now,
        origin="own",
        entries=len(parsed.entries),
        names=sum(len(e.names) for e in parsed.entries),
    )
    publish_version(house.store, version, parsed.entries)
    weight = Severity(severity) if severity else None
    declare_own_list(house.store, key, title, file.name, now, weight)
    after = {"title": title, "file_name": file.name, "sha256": parsed.sha256, "severity": severity or ""}
    note(house.store, AuditEvent(now, "command line", "list.add", "list", key, after=after))
    for warning in parsed.warnings:
        progress(warning)
    held = f"{plural(version.entries, 'entry', 'entries')} with {plural(version.names, 'name')}"
    click.echo(f"{key}: {held} on the shelf as '{title}'.")


@lists.command()
@click.argument("key")
@click.option("--reason", required=True, help="Why; kept in the audit trail.")
def remove(key: str, reason: str) -> None:
    """Take the own watchlist KEY off the shelf: nothing is screened against it any more.

    Its versions, and the flags it raised with their evidence, stay; `lists add` puts it back.
    """
    house = open_house()
    if key in house.known.lists or key in house.known.declared:
        raise UsageError(f"'{key}' is a public list: only an own watchlist can be taken off.")
    if not reason.strip():
        raise UsageError("--reason is empty; say why the list is taken off.")
    event = AuditEvent(utc_now(), "command line", REMOVE, "list", key, reason=reason.strip())
    gone = remove_own_list(house.store, key, event)
    click.echo(f"{key}: '{gone.title}' is off the shelf. Its versions stay; the next re-screening withdraws its flags.")


@lists.command()
@click.argument("key")
@click.argument("old", required=False)
@click.argument("new", required=False)
@FORMAT
def diff(key: str, old: str | None, new: str | None, form: str) -> None:
    """Say what changed in list KEY between two versions (default: the last two).

    `quarantined` stands for the version that waits to be accepted: `lists diff KEY quarantined` compares it with the
    last good one.
    """
    house = open_house()
    if QUARANTINED in (old, new):
        _show_changes(key, *_against_quarantined(house, key, old if new == QUARANTINED else None), form)
        return
    held = [v.version for v in versions_of(house.store, key)]
    if not held:
        raise UsageError(f"This home holds no version of a list '{key}'; `supplychain lists` shows the keys.")
    if old is None or new is None:
        if len(held) < 2:
            raise UsageError(f"This home holds one version of '{key}' ({held[0]}); there is nothing to compare.")
        old, new = old or held[-2], new or held[-1]  # oldest first
    _show_changes(key, old, new, diff_versions(house.store, key, old, new), form)


def _against_quarantined(house: House, key: str, old: str | None) -> tuple[str, str, VersionDiff]:
    """The version `old` (default: the last good one), the quarantined one's name, and what differs."""
    waiting = read_quarantined(house.store, house.known, house.settings.home, key)
    current = {shelved.key: shelved.version for shelved in house.shelf()}[key]
    name = old if old is not None or current is None else current.version
    before = load_entries(house.store, key, name) if name is not None else ()
    progress(f"{key} is quarantined: {waiting.record.message}")
    return name or "nothing", QUARANTINED, compare_entries(before, waiting.parsed.entries)


def _show_changes(key: str, old: str, new: str, changes: VersionDiff, form: str) -> None:
    if form != "table":
        print_json(
            {
                "list": key, "old": old, "new": new,
                "added": [e.entry_id for e in changes.added],
                "removed": [e.entry_id for e in changes.removed],
                "changed": [e.entry_id for _, e in changes.changed],
                "changes": {e.entry_id: dict(changed_fields(old_one, e)) for old_one, e in changes.changed},
            }
        )  # fmt: skip
        return
    counts = f"{len(changes.added):,} added, {len(changes.removed):,} removed, {len(changes.changed):,} changed"
    click.echo(f"{key}: {old} → {new}: {counts}.")
    for words, entries in (("Added", changes.added), ("Removed", changes.removed)):
        for at, entry in enumerate(entries):
            click.echo(f"{words}:" if at == 0 else "", nl=at == 0)
            click.echo(f"  {entry.entry_id}: {entry_title(entry)}")
    for at, (before, after) in enumerate(changes.changed):
        click.echo("Changed:" if at == 0 else "", nl=at == 0)
        click.echo(f"  {after.entry_id}: {entry_title(after)}")
        for name, said in changed_fields(before, after):
            click.echo(f"    {name}: {said}")


def entry_title(entry: Any) -> str:
    """What a person calls the entry: the party's name, or the good and its place."""
    name = getattr(entry, "name", None) or getattr(entry, "good", None)
    return f"{name} ({entry.place})" if hasattr(entry, "place") and name else str(name or entry.place)


def refuse_key(key: str, house: House) -> None:
    """Raises UsageError where the key cannot be an own watchlist's."""
    if not KEY.fullmatch(key):
        raise UsageError(f"'{key}' cannot be a list key; use lower-case letters, digits and _, such as own_watchlist.")
    if key in house.known.lists or key in house.known.declared or key == POLICY_KEY:
        raise UsageError(f"'{key}' is a public list's key; give your own watchlist another one.")


def list_object(shelved: ShelvedList) -> dict[str, Any]:
    """One list as `lists --format json` gives it."""
    version = shelved.version
    return {
        "key": shelved.key,
        "title": shelved.title,
        "publisher": shelved.publisher,
        "kind": shelved.kind.value,
        "status": shelved.status,
        "version": version.version if version else None,
        "edition": version.edition if version else None,
        "as_of": version.as_of.isoformat() if version else None,
        "fetched_at": version.fetched_at.isoformat() if version else None,
        "checked_at": version.checked_at.isoformat() if version else None,
        "entries": version.entries if version else 0,
        "names": version.names if version else 0,
        "sha256": version.sha256 if version else None,
        "source_url": version.source_url if version else shelved.page or None,
        # JSON has no infinity: null is an age that cannot be told (none held, or checked in the clock's future).
        "age_hours": None if shelved.age_hours is None or math.isinf(shelved.age_hours) else shelved.age_hours,
        "freshness": shelved.freshness.value if shelved.freshness else None,
        "licence": shelved.licence or None,
        "next_check": shelved.next_check.isoformat() if shelved.next_check else None,
    }
