"""When is a batch worth a second process, and how is it shared out? Results come back in order.

Refuses to know what is computed. Processes are forked, so that a mapped or built index is shared and not copied; where
forking is unsafe (other threads are running) or absent, the caller's own process does all the work.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Below this many blocks a fork (some 10 ms) costs more than it saves.
LEAST_BLOCKS = 2
_NUMBER_BYTES = 4  # of a block's number in the queue


def may_fork() -> bool:
    """True where a forked child is safe: a forking system, one thread, not already a child, two cores or more."""
    return (
        "fork" in multiprocessing.get_all_start_methods()
        and threading.active_count() == 1
        and multiprocessing.parent_process() is None
        and cores() > 1
    )


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def even(items: Sequence[T], *, most: int) -> list[Sequence[T]]:
    """The items in blocks of equal size, at most `most` each, as many blocks as keep all cores busy to the end."""
    blocks = -(-len(items) // most)
    if blocks >= LEAST_BLOCKS:
        blocks = -(-blocks // cores()) * cores()
    size = -(-len(items) // max(blocks, 1))
    return [items[start : start + size] for start in range(0, len(items), max(size, 1))]


def in_order(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """`work` of every item, in order, on all cores where that is safe and worth it; errors as in `as_done`."""
    found = dict(as_done(work, items))
    return [found[at] for at in range(len(items))]


def as_done(work: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[int, R]]:
    """(position, `work` of the item) of every item, as each is done, on all cores where that is safe and worth it.

    What the caller does with a result goes on while other processes work. An error in a child is raised here. Where a
    child dies (out of memory, killed), this process does its work itself: slower, and nothing is dropped.
    """
    if len(items) < LEAST_BLOCKS or not may_fork():
        yield from ((at, work(item)) for at, item in enumerate(items))
        return
    missing = set(range(len(items)))
    for at, result in _shared(work, items):
        missing.discard(at)
        yield at, result
    yield from ((at, work(items[at])) for at in sorted(missing))


def _shared(work: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[int, R]]:
    """(position, result) of what this process and its children did; what a child took and did not bring back is
    missing. Each takes the next item as soon as it is done with one, this process too."""
    crew: dict[Connection, BaseProcess] = {}
    context = multiprocessing.get_context("fork")
    queue, writing = os.pipe()
    try:
        os.set_blocking(writing, False)  # what a small pipe does not take is missing, and done by the caller
        with suppress(BlockingIOError):
            os.write(writing, b"".join(at.to_bytes(_NUMBER_BYTES, "little") for at in range(len(items))))
        os.close(writing)
        for _ in range(min(cores(), len(items)) - 1):
            home, away = context.Pipe(duplex=False)
            child: BaseProcess = context.Process(target=_take_part, args=(work, items, queue, away), daemon=True)
            child.start()
            away.close()
            crew[home] = child
        open_ = list(crew)
        for at, result in _work_off(work, items, queue):
            yield at, result
            yield from _brought(open_, timeout=0)
        while open_:
            yield from _brought(open_, timeout=None)
    finally:
        os.close(queue)
        for home, child in crew.items():
            home.close()
            child.kill()
            child.join()


def _work_off(work: Callable[[T], R], items: Sequence[T], queue: int) -> Iterator[tuple[int, R]]:
    """The results of the items taken from the queue until it is empty."""
    while number := os.read(queue, _NUMBER_BYTES):
        at = int.from_bytes(number, "little")
        yield at, work(items[at])


def _take_part(work: Callable[[T], R], items: Sequence[T], queue: int, away: Connection) -> None:
    """The life of a child. Results go home by a thread of their own, since the parent may be long in taking them. An
    error is sent home; one that cannot be sent is met again by the parent."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is heard by the parent, which ends its children
    results: SimpleQueue[tuple[int, R] | Exception | None] = SimpleQueue()
    sender = threading.Thread(target=_send_all, args=(results, away))
    sender.start()
    try:
        for found in _work_off(work, items, queue):
            results.put(found)
    except Exception as error:
        results.put(error)
    finally:
        results.put(None)
    sender.join()


def _send_all(results: SimpleQueue[tuple[int, R] | Exception | None], away: Connection) -> None:
    with suppress(OSError, TypeError, AttributeError):
        while (found := results.get()) is not None:
            away.send(found)


def _brought(open_: list[Connection], timeout: float | None) -> Iterator[tuple[int, R]]:
    """What children have sent; one that is done or died is taken off `open_`."""
    ready = wait(open_, timeout)
    for home in [one for one in open_ if one in ready]:
        try:
            found = home.recv()
        except (EOFError, OSError):
            open_.remove(home)
            continue
        if isinstance(found, Exception):
            raise found
        yield found
