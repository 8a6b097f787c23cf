"""`supplychain audit`: is the trail whole, where does it end, and what happened to one thing?"""

from __future__ import annotations

import json
import re

import click

from supplychain.commands.doors import FORMAT, open_house, print_json
from supplychain.errors import UsageError
from supplychain.flags.words import plural, stamp, visible
from supplychain.store.audit import AuditRecord, anchor_line, audit_end, events_about, latest_audit
from supplychain.store.audit_verify import TrailCheck, verify_trail

_ANCHOR = re.compile(r"(\d{1,12}):([0-9a-f]{64})?")


@click.group()
def audit() -> None:
    """Verify and read the audit trail."""


@audit.command()
@click.option("--anchor", help="An end of the trail noted outside earlier, as N:HASH.")
@FORMAT
def verify(anchor: str | None, form: str) -> None:
    """Check every event, decision and file; exits 0 where the trail is whole and 1 where it is not.

    Note the anchor it prints somewhere outside the database (the daily log line has it too): with --anchor the next
    check also finds out a trail whose end was cut off.
    """
    checked = verify_trail(open_house().store, _read_anchor(anchor))
    if form == "table":
        click.echo(_told(checked, anchored=anchor is not None))
    else:
        print_json(
            {
                "whole": not checked.faults, "events": checked.number, "decisions": checked.decisions,
                "files": checked.files, "anchor": f"{checked.number}:{checked.hash}", "faults": list(checked.faults),
            },
            one_line=form == "jsonl",
        )  # fmt: skip
    raise SystemExit(1 if checked.faults else 0)


@audit.command()
@FORMAT
def head(form: str) -> None:
    """Print where the trail ends: one line to note outside the database."""
    store = open_house().store
    if form == "table":
        click.echo(anchor_line(store))
        return
    number, last = audit_end(store)
    print_json({"events": number, "anchor": f"{number}:{last}"}, one_line=form == "jsonl")


@audit.command()
@click.option("--object", "object_id", help="Id of a flag, a decision, a file, a screening, an account.")
@click.option(
    "--last", default=20, show_default=True, type=click.IntRange(1, 10_000), help="Without --object: so many."
)
@FORMAT
def show(object_id: str | None, last: int, form: str) -> None:
    """Print the events about one thing, oldest first, or the latest events."""
    store = open_house().store
    records = events_about(store, object_id) if object_id else latest_audit(store, last)[::-1]
    if object_id and not records:
        raise UsageError(f"No event tells of '{object_id}'; `supplychain audit show` prints the latest ones.")
    if form == "table":
        for record in records:
            click.echo(_line(record))
    elif form == "json":
        print_json([_object(record) for record in records])
    else:
        for record in records:
            print_json(_object(record), one_line=True)


def _read_anchor(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    found = _ANCHOR.fullmatch(text.strip())
    if found is None:
        raise UsageError("--anchor must be N:HASH as `supplychain audit head` prints it, such as 1234:9f86d0….")
    return int(found[1]), found[2] or ""


def _told(checked: TrailCheck, *, anchored: bool) -> str:
    looked = (
        f"{plural(checked.number, 'event')}, {plural(checked.decisions, 'decision')} and"
        f" {plural(checked.files, 'file')} looked at."
    )
    lines = [looked]
    if checked.faults:
        lines += ["The audit trail is NOT whole:", *(f"  {one}" for one in checked.faults)]
    else:
        lines.append("The audit trail is whole" + (" and holds the anchor." if anchored else "."))
    lines.append(f"Note this outside the database: anchor {checked.number}:{checked.hash}")
    return "\n".join(lines)


def _line(record: AuditRecord) -> str:
    event = record.event
    after = ", ".join(f"{key} {_short(value)}" for key, value in sorted(event.after.items()))
    reason = f" ({visible(event.reason)})" if event.reason else ""
    what = f"{event.action} {event.object_kind} {event.object_id}{reason}"
    return visible(f"{record.number:>8}  {stamp(event.at)}  {event.actor}  {what}  {after}").rstrip()


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"{text[:12]}…" if len(text) > 40 else text


def _object(record: AuditRecord) -> dict[str, object]:
    event = record.event
    return {
        "number": record.number, "at": event.at.isoformat(), "organisation": event.organisation_id,
        "actor": event.actor, "action": event.action, "object_kind": event.object_kind,
        "object_id": event.object_id, "reason": event.reason, "request_id": event.request_id, "before": event.before,
        "after": event.after, "previous_hash": record.previous_hash, "hash": record.hash,
    }  # fmt: skip
