"""Two pieces of work at once end as if done one after the other."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from supplychain.commands.beside import beside
from supplychain.errors import UsageError


@pytest.mark.parametrize("is_worth_it", [True, False])
def test_both_are_done(tmp_path: Path, is_worth_it: bool) -> None:
    done = []
    with beside(lambda: (tmp_path / "out").write_text("x") and None, is_worth_it):
        done.append(1)
    assert done == [1]
    assert (tmp_path / "out").read_text() == "x"


@pytest.mark.parametrize("is_worth_it", [True, False])
def test_a_sentence_of_the_work_beside_is_raised(is_worth_it: bool) -> None:
    def refuse() -> None:
        raise UsageError("out.xlsx could not be written: disk full; choose another place.")

    with pytest.raises(UsageError, match="disk full"), beside(refuse, is_worth_it):
        pass


def test_work_whose_process_was_killed_is_done_here(tmp_path: Path) -> None:
    here = os.getpid()

    def work() -> None:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        (tmp_path / "out").write_text("x")

    with beside(work, True):
        pass
    assert (tmp_path / "out").read_text() == "x"
