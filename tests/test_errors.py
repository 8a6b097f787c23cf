"""What a fault is told by in a log: where and what kind, never in its own words."""

from __future__ import annotations

import errno

from supplychain.errors import StoreError, without_words

NAME = "Secret Ltd"


def test_a_fault_is_told_by_its_kind_and_place_cause_first_and_never_by_its_words() -> None:
    try:
        try:
            raise ValueError(NAME)
        except ValueError as error:
            raise StoreError(NAME) from error
    except StoreError as error:
        told = without_words(error)
    assert told.index("ValueError") < told.rindex("StoreError")
    assert "test_errors.py" in told
    assert NAME not in told


def test_what_the_system_says_of_a_full_disk_is_told_by_its_code() -> None:
    full = OSError(errno.ENOSPC, "No space left", NAME)
    assert without_words(full) == "OSError (ENOSPC)"
    assert without_words(OSError("cannot load library")) == "OSError"


def test_a_circle_of_causes_is_told_once() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert without_words(one) == "KeyError\nValueError"
