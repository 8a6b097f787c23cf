"""`supplychain worker`: works off what officers upload, until it is told to stop."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading

import click

from supplychain.commands.doors import match_settings, open_house, progress, utc_now
from supplychain.errors import StoreError
from supplychain.life import Life
from supplychain.making_workbooks import ReadyWorkbooks
from supplychain.uploading import Worker, Workshop

_IDLE_SECONDS = 0.5  # between two looks for work: an officer waits for the preview
_TROUBLE_SECONDS = 5.0  # before the store is asked again when it failed
_ORPHANED = "the desk that started it has gone"


@click.command()
@click.option("--once", is_flag=True, help="Stop when nothing is left to do.")
@click.option(
    "--parent",
    type=click.IntRange(1),
    help="Number of the process that started it: stop when that one has ended (the desk uses this).",
)
def worker(once: bool, parent: int | None) -> None:
    """Read and screen what officers upload on the desk."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    house = open_house()
    shop = Workshop(house.store, house.known, house.settings, match_settings(house.settings, None, None, None), utc_now)
    one = Worker(shop, Life(house.settings.home).name)
    ready = ReadyWorkbooks(house.store, house.known, house.settings.home, utc_now)
    stop = threading.Event()
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_, lambda *_: stop.set())
    while not stop.is_set():
        # Told, not asked for at the start: a desk that is killed while this process starts is no parent any more.
        if parent is not None and os.getppid() != parent:
            progress(f"supplychain worker: {_ORPHANED}; it stops.")
            return
        try:
            if one.work_once() or ready.make_one():
                continue
        except StoreError as error:
            progress(f"supplychain worker: {error}")
            stop.wait(_TROUBLE_SECONDS)
        if once:
            return
        stop.wait(_IDLE_SECONDS)
