"""What makes what takes long to make, in a process of its own: a process that answers pages must not be held up by it.

`run` takes calls on its standard input and gives what they return on its standard output, pickled, one after the other,
until the input ends. Refuses to know what is made: whoever started it names the functions, and is the only one who can.
"""

from __future__ import annotations

import importlib
import logging
import os
import pickle
import select
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from supplychain.errors import SupplychainError, without_words

IDLE_SECONDS = 60.0  # without a call; an idle one holds 100 MB


@dataclass(frozen=True, slots=True)
class Call:
    """A function of a module and what it is given."""

    module: str
    function: str
    given: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call returned, or the kind of its error, with the sentence of one of ours; `is_lacking` where the module
    could not be loaded: what it needs is not installed."""

    returned: Any = None
    error: str = ""
    sentence: str = ""
    is_lacking: bool = False


def run() -> None:
    """The whole of such a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole terminal; whoever started it ends it
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints goes to the log, not among the answers
    make_calls(sys.stdin.buffer, answers)


def make_calls(calls: BinaryIO, answers: BinaryIO) -> None:
    """Answers calls until the input ends or none comes for a while."""
    while select.select([calls], [], [], IDLE_SECONDS)[0]:
        try:
            call: Call = pickle.load(calls)
        except EOFError:
            return
        pickle.dump(_answer(call), answers)
        answers.flush()


def _answer(call: Call) -> Answer:
    function: Callable[..., Any] | None = None
    try:
        function = getattr(importlib.import_module(call.module), call.function)
        return Answer(function(*call.given))
    except Exception as error:
        logging.getLogger(__name__).error("%s.%s failed\n%s", call.module, call.function, without_words(error))
        sentence = str(error) if isinstance(error, SupplychainError) else ""
        return Answer(error=type(error).__name__, sentence=sentence, is_lacking=function is None)
