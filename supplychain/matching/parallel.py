"""When is a batch worth a second process, and how is it shared out? Results come back in order.

Refuses to know what is computed. Processes are forked, so that a mapped or built index is shared and not copied; where
forking is unsafe (other threads are running) or absent, the caller's own process does all the work.
"""

from __future__ import annotations

import concurrent.futures  # its classes are loaded when first named: `match` needs none of them
import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Below this many blocks a fork (some 30 ms) costs more than it saves.
LEAST_BLOCKS = 2

_work: Callable[[object], object] | None = None


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


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No garbage collection meanwhile: it looks through all objects alive again and again (a tenth of the time) while a
    block of names makes hundreds of thousands and none in circles."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _run(item: object) -> object:
    if _work is None:
        raise RuntimeError("The work was not set before the processes were started.")
    return _work(item)


def in_order(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """`work` of every item, in order, on all cores where that is safe and worth it.

    An error in a child is raised here. Where a child dies (out of memory, killed), this process does all the work
    itself: slower, and nothing is dropped.
    """
    global _work
    if len(items) < LEAST_BLOCKS or not may_fork():
        return [work(item) for item in items]
    _work = work  # type: ignore[assignment]
    try:
        context = multiprocessing.get_context("fork")
        with concurrent.futures.ProcessPoolExecutor(min(cores(), len(items)), mp_context=context) as pool:
            return list(pool.map(_run, items))  # type: ignore[arg-type]
    except concurrent.futures.BrokenExecutor:
        return [work(item) for item in items]
    finally:
        _work = None
