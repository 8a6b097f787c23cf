"""How are a large workbook written and its screening kept at the same time? In a forked process beside this one.

Refuses to know what is done. Where forking is unsafe or absent, one thing is done after the other.
"""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.connection
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from supplychain.errors import SupplychainError, UsageError
from supplychain.matching.parallel import may_fork

_DONE = ""


@contextmanager
def beside(work: Callable[[], None], is_worth_it: bool) -> Iterator[None]:
    """Does `work` while the block runs, in a process of its own where that is safe; after the block else.

    An error of ours in it is raised when the block is done. A child that dies without a word (out of memory, killed)
    leaves the work to this process: slower, and nothing is dropped.
    """
    if not (is_worth_it and may_fork()):
        yield
        work()
        return
    gc.freeze()  # a collection in either process would touch, and so copy, every page the two share
    context = multiprocessing.get_context("fork")
    hear, say = context.Pipe(duplex=False)
    child = context.Process(target=_told, args=(work, say), daemon=True)
    child.start()
    say.close()
    try:
        yield
    except BaseException:
        child.kill()
        child.join()
        raise
    try:
        said: str | None = hear.recv()
    except EOFError:
        said = None
    child.join()
    if said is None:
        work()
    elif said != _DONE:
        raise UsageError(said)


def _told(work: Callable[[], None], say: multiprocessing.connection.Connection) -> None:
    gc.disable()
    try:
        work()
    except SupplychainError as error:
        say.send(str(error))
    else:
        say.send(_DONE)
