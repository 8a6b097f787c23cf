"""How does an evidence pack read on a page and on paper? Its certificate as one row a list version, moments in words.

Refuses to leave anything out of the pack: the JSON form has every row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Run:
    """A screening or re-screening, by a number of this pack."""

    number: int
    run: str
    at: str


@dataclass(frozen=True, slots=True)
class Met:
    """A list version that the supplier met, in which runs; `state` is what was wrong with it in some of them ("" for
    nothing); `version` is "" for a list that was not held."""

    list_key: str
    version: str
    as_of: str
    state: str
    runs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the supplier's rows met and what they could not."""

    runs: tuple[Run, ...]
    met: tuple[Met, ...]
    absent: tuple[Met, ...]


def certificate(coverage: Mapping[str, Any]) -> Certificate:
    """The coverage of a pack, one row a list version, in the order of first meeting; what was absent in rows of its
    own."""
    rows = sorted((*coverage["met"], *coverage["lacked"]), key=lambda one: str(one["at"]))
    runs: dict[str, Run] = {}
    for one in rows:
        runs.setdefault(one["run"], Run(len(runs) + 1, one["run"], moment(one["at"])))
    lacked = {(one["run"], one["list_key"]): one["status"] for one in coverage["lacked"]}
    met: dict[tuple[str, str, str], list[int]] = {}
    dated: dict[tuple[str, str], str] = {}
    for one in coverage["met"]:
        state = lacked.pop((one["run"], one["list_key"]), "")
        met.setdefault((one["list_key"], one["version"], state), []).append(runs[one["run"]].number)
        dated[one["list_key"], one["version"]] = one["as_of"] or dated.get((one["list_key"], one["version"]), "")
    absent: dict[tuple[str, str], list[int]] = {}
    for (run, list_key), status in lacked.items():
        absent.setdefault((list_key, status), []).append(runs[run].number)
    return Certificate(
        tuple(runs.values()),
        tuple(Met(key, version, dated[key, version], state, _once(at)) for (key, version, state), at in met.items()),
        tuple(Met(key, "", "", status, _once(at)) for (key, status), at in sorted(absent.items())),
    )


def moment(iso: str | None) -> str:
    """`2026-11-22 10:00:41 UTC`, of the ISO form the pack has; "" for none."""
    return f"{iso[:19].replace('T', ' ')} UTC" if iso else ""


def _once(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(numbers)))
