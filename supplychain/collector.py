"""When does Python's garbage collector rest? Refuses to know what is made meanwhile; imports nothing of ours."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """For work that makes a great many small values, none of them in a circle: the garbage collector would walk all
    of them again and again. Measured on 20,000 screened lines: saved in 4.5 s instead of 8.5, loaded in 3.9 s
    instead of 9.5, with no more memory; a tenth of the time of comparing names, a third of that of making lines.

    Afterwards it collects as before. To count what was made as old (`gc.freeze` and `gc.unfreeze`) would save its next
    pass, half a hundredth of the time, and put it off: a desk asked for one name at a time would never collect at all.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
