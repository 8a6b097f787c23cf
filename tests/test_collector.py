"""The garbage collector rests while many small values are made, and only then."""

from __future__ import annotations

import gc
import weakref

from supplychain.collector import gc_paused


class Circle:
    """What only the collector takes away."""

    def __init__(self) -> None:
        self.me = self


def test_it_rests_inside_and_goes_on_as_it_was_before() -> None:
    with gc_paused():
        assert not gc.isenabled()
        with gc_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_however_often_it_rests_what_stands_in_a_circle_is_taken_away_in_the_end() -> None:
    made = []
    for _ in range(20_000):
        made.append(weakref.ref(Circle()))
        with gc_paused():
            pass
    assert sum(one() is not None for one in made) < len(made) / 2
