"""`supplychain jobs`: what is done when, what came of it last, and one job now."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import click

from jobs.by_hand import HELD, run_named
from jobs.doors import open_room, planned
from jobs.due import due_jobs
from jobs.log import level_of, start_log, tell_run
from jobs.room import Job, JobRoom
from supplychain.alive import DUE, SCHEDULE, Standing, standing
from supplychain.commands.doors import FORMAT, print_json, progress
from supplychain.flags.words import ago
from supplychain.library import shelve
from supplychain.store.job_runs import JobRun, forget_heartbeats, last_runs

# A job that should have been run an hour ago is overdue: a scheduler brings up what it missed within minutes.
_OVERDUE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Row:
    """One job as it stands."""

    job: Job
    run: JobRun | None
    next_slot: datetime
    overdue: bool


@click.group(invoke_without_command=True)
@FORMAT
@click.pass_context
def jobs(context: click.Context, form: str) -> None:
    """Show every job: when it is due, when it ran last, and what came of it.

    Exit 3 where something is wrong: a job or list is overdue, or the scheduler is silent.
    """
    if context.invoked_subcommand is not None:
        return
    room = open_room()
    now = room.clock()
    stands = standing(room.store, shelve(room.store, room.known, now), now)
    rows = _rows(room, now, stands)
    if form == "table":
        click.echo(_table(rows, stands, now))
    else:
        print_json(_object(rows, stands))
    raise SystemExit(3 if stands.wrong or any(row.overdue for row in rows) else 0)


@jobs.command()
@click.argument("name")
@click.option("--no-fetch", is_flag=True, help="Ask no publisher, as on a closed network.")
@FORMAT
def run(name: str, no_fetch: bool, form: str) -> None:
    """Run one job now and wait for it: NAME as the list shows it.

    `refresh` is every list side by side, `due` whatever is due by the timetable: for cron. Exit 3 where a list could
    not be verified or a job did not do its work.
    """
    watched = sys.stderr.isatty()
    room = open_room(_tell_progress if watched else None)
    if not watched:
        start_log()
    done = []
    for one in run_named(room, name, fetch=not no_fetch):
        done.append(one)
        if watched:
            progress(f"{one.job} {one.outcome}: {one.message}" if one.message else f"{one.job} {one.outcome}")
        else:
            tell_run(one, _seconds(one))
    if form == "table":
        click.echo(_outcomes(done))
    else:
        print_json([_run_object(one) for one in done])
    raise SystemExit(3 if any(level_of(one.outcome) > logging.INFO or one.outcome == HELD for one in done) else 0)


@jobs.command()
def retire() -> None:
    """Say that no scheduler runs this home any more, so that nobody misses it."""
    room = open_room()
    gone = forget_heartbeats(room.store, SCHEDULE) + forget_heartbeats(room.store, DUE)
    click.echo("No scheduler is missed any more." if gone else "This home never had a scheduler.")


def _rows(room: JobRoom, now: datetime, stands: Standing) -> tuple[_Row, ...]:
    timetable, last = planned(room), last_runs(room.store)
    # Where no scheduler ever ran nobody promised to be on time, nor does one that asks no publisher for their lists.
    promised = {job.name for job in planned(room, fetch=stands.fetches)} if stands.scheduler != "none" else ()
    due = {one.job.name: one.slot for one in due_jobs(timetable, room.store, now)}
    return tuple(
        _Row(
            job,
            last.get(job.name),
            job.slots.next(now),
            job.name in promised and job.name in due and now - due[job.name] > _OVERDUE,
        )
        for job in timetable
    )


def _table(rows: Sequence[_Row], stands: Standing, now: datetime) -> str:
    shown = [("job", "due", "last run", "outcome", "next", "")]
    for row in rows:
        ended = None if row.run is None else row.run.finished_at or row.run.started_at
        outcome = "" if row.run is None else row.run.outcome or "running"
        shown.append(
            (
                row.job.name, row.job.slots.words, _moment(ended), outcome, _moment(row.next_slot),
                "overdue" if row.overdue else "",
            )
        )  # fmt: skip
    lines = [*_columns(shown), ""]
    if stands.scheduler == "none":
        lines.append(
            "No scheduler has run on this home. `supplychain schedule` is one; docs/jobs.md tells how to keep it."
        )
    elif stands.seen is not None:
        heard = ago((now - stands.seen) / timedelta(hours=1))
        lines.append(f"The scheduler is {stands.scheduler}; it was last heard of {heard}.")
    return "\n".join([*lines, *stands.wrong])


def _outcomes(done: Sequence[JobRun]) -> str:
    if not done:
        return "Nothing is due."
    rows = [("job", "outcome", "seconds", "counts", "why")]
    for one in done:
        counts = ", ".join(f"{name} {count:,}" for name, count in one.content.get("counts", {}).items())
        rows.append((one.job, one.outcome, f"{_seconds(one):.1f}", counts, one.message))
    return "\n".join(_columns(rows))


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]) - 1)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    ]


def _object(rows: Sequence[_Row], stands: Standing) -> dict[str, Any]:
    return {
        "scheduler": stands.scheduler,
        "scheduler_seen": stands.seen.isoformat() if stands.seen else None,
        "wrong": list(stands.wrong),
        "jobs": [
            {
                "job": row.job.name,
                "due": row.job.slots.words,
                "why": row.job.why,
                "next_slot": row.next_slot.isoformat(),
                "overdue": row.overdue,
                "last": None if row.run is None else _run_object(row.run),
            }
            for row in rows
        ],
    }


def _run_object(run: JobRun) -> dict[str, Any]:
    return {
        "job": run.job,
        "slot": run.slot.isoformat(),
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "outcome": run.outcome or "running",
        "message": run.message,
        "attempts": run.attempts,
        "holder": run.holder,
        "list": run.content.get("list"),
        "version": run.content.get("version"),
        "counts": run.content.get("counts", {}),
    }


def _tell_progress(step: str, done: int, in_all: int) -> None:
    """On one line that is written over, for the person who watches."""
    print(f"\r{step}: {done:,} of {in_all:,}", end="\n" if done >= in_all else "", file=sys.stderr, flush=True)


def _seconds(run: JobRun) -> float:
    return 0.0 if run.finished_at is None else max((run.finished_at - run.started_at).total_seconds(), 0.0)


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M} UTC"
