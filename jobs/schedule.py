"""`supplychain schedule`: the clock in a process of its own, until it is told to stop."""

from __future__ import annotations

import os
import signal
import sys
import threading

import click

from jobs.clock import Clock
from jobs.doors import open_room, planned
from jobs.log import start_log
from supplychain.once import Runner


@click.command()
@click.option(
    "--no-fetch", is_flag=True, help="Ask no publisher: lists come by `refresh --from`, as on a closed network."
)
def schedule(no_fetch: bool) -> None:
    """Refresh the lists by their timetable, screen the stored suppliers again, tell what is new; until stopped.

    Several may run on one database: each slot of a job is run once. Standard error has one JSON line an outcome.
    """
    room = open_room()
    start_log()
    clock = Clock(room, Runner(room.store, room.clock), lambda: planned(room, fetch=not no_fetch))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        # In a thread of its own: the handler runs in the very thread that may be holding the event's lock.
        signal.signal(number, lambda *_: threading.Thread(target=stop.set).start())
    if not clock.run(stop):
        # A thread that fetches cannot be ended, and the interpreter would wait for it. What it was at is noted; the
        # store keeps whole transactions only.
        sys.stderr.flush()
        os._exit(0)
