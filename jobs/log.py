"""How is told what came of a job? One JSON line each on standard error; never supplier data.

Refuses to know where the lines go afterwards: that is systemd's or the container's.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

from supplychain.once import Ran
from supplychain.store.job_runs import ABANDONED, ALARM, FAILED, NOT_DELIVERED, STOPPED, JobRun

LOGGER = logging.getLogger("supplychain.jobs")

# Outcomes at which somebody must look at once, and those that the next run may mend.
_ERRORS = (FAILED, ALARM, NOT_DELIVERED)
_WARNINGS = (ABANDONED, STOPPED, "kept_last_good", "no_data", "quarantined")


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """One line; its fields in one order, so that people can read it too."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = getattr(record, "told", None) or {"job": record.name, "message": record.getMessage()}
        return json.dumps({"time": moment, "level": record.levelname, **told}, ensure_ascii=False)


def start_log(stream: TextIO | None = None) -> None:
    """Sends our lines, and what the scheduler library warns of, to a stream (standard error) as JSON lines."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_JsonLines())
    for name, level in (("supplychain.jobs", logging.INFO), ("apscheduler", logging.ERROR)):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(level)
        logger.propagate = False


def tell_run(run: JobRun, seconds: float = 0.0, lost: bool = False) -> None:
    """The line of one run that ended."""
    told = {
        "job": run.job,
        "slot": run.slot.isoformat(timespec="seconds"),
        "list": run.content.get("list", ""),
        "outcome": run.outcome,
        "version": run.content.get("version", ""),
        "counts": run.content.get("counts", {}),
        "seconds": round(seconds, 2),
        "attempt": run.attempts,
        "holder": run.holder,
        "message": run.message,
    }
    if lost:
        told["lost"] = "Another process took the slot over meanwhile; its outcome counts."
    LOGGER.log(level_of(run.outcome), "%s", run.outcome, extra={"told": told})


def tell_ran(ran: Ran) -> None:
    """The line of a run of this process."""
    tell_run(ran.run, ran.seconds, ran.lost)


def tell(level: int, outcome: str, message: str, job: str = "schedule", **more: object) -> None:
    """A line of the scheduler itself."""
    LOGGER.log(level, "%s", outcome, extra={"told": {"job": job, "outcome": outcome, "message": message, **more}})


def level_of(outcome: str) -> int:
    """How loudly an outcome is told."""
    return logging.ERROR if outcome in _ERRORS else logging.WARNING if outcome in _WARNINGS else logging.INFO
