"""What does each installed list say of itself, without importing its module? Kept in the home folder, as JSON.

Importing twenty list modules and their parsers costs a tenth of a second, which `match` would pay for one name. What is
kept counts only while every file of the list packages is the one it was read from; it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date, datetime
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from supplychain.model import Entry, ListKind, ListVersion, Measure
from supplychain.reference.reference_list import Bounds, KeyedApi, ParsedList, ReferenceList


@dataclass(slots=True)
class RememberedPackage:
    """A list package (`discover.ListPackage`) as it was when last imported; imported again where a list is read."""

    entry: EntryPoint
    lists: Mapping[str, ReferenceList]
    versions: Mapping[str, ListVersion]
    DECLARED: Mapping[str, str]

    def public_lists(self) -> Mapping[str, ReferenceList]:
        """Every list of the package by key."""
        return self.lists

    def bundled_versions(self) -> Mapping[str, ListVersion]:
        """The version shipped with each list, without entries."""
        return self.versions

    def bundled_entries(self, key: str) -> Sequence[Entry]:
        """The entries of one bundled version."""
        entries: Sequence[Entry] = self.entry.load().bundled_entries(key)
        return entries


@dataclass(frozen=True, slots=True)
class _Parse:
    """The `parse` of a list whose module is imported when it is called."""

    entry: EntryPoint
    key: str

    def __call__(self, raw: bytes) -> ParsedList:
        parsed: ParsedList = self.entry.load().public_lists()[self.key].parse(raw)
        return parsed


def recall(entry: EntryPoint, memory: Path) -> RememberedPackage | None:
    """What `remember` kept of the package; None where nothing was kept, or its files are others now."""
    try:
        kept = json.loads((memory / _file(entry)).read_text(encoding="utf-8"))
        if kept["of"] != _state(entry):
            return None
        lists = {key: _list(said, _Parse(entry, key)) for key, said in kept["lists"].items()}
        versions = {key: _version(said) for key, said in kept["versions"].items()}
        return RememberedPackage(entry, lists, versions, kept["declared"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(package: RememberedPackage, memory: Path) -> None:
    """Keeps what the package says of itself; where that cannot be written, it is imported again the next time."""
    entry = package.entry
    # A package from elsewhere may hold a value that JSON has no form for: it is imported every time, as without memory.
    with suppress(OSError, TypeError, ValueError):
        kept = {
            "of": _state(entry),
            "declared": dict(package.DECLARED),
            "lists": {key: _said(listed, ("parse",)) for key, listed in package.lists.items()},
            "versions": {key: _said(version) for key, version in package.versions.items()},
        }
        text = json.dumps(kept, default=_plain)
        memory.mkdir(parents=True, exist_ok=True)
        number, unfinished = tempfile.mkstemp(prefix=".unfinished-", dir=memory)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
        Path(unfinished).replace(memory / _file(entry))


def _file(entry: EntryPoint) -> str:
    return f"lists-{hashlib.sha256(entry.value.encode()).hexdigest()[:8]}.json"


def _state(entry: EntryPoint) -> str:
    """A digest of the shape of what is kept, and of name, size and time of every file of the package; of its file where
    it is a single module. Raises FileNotFoundError where it has no files (an archive): such a package is not kept."""
    said = [
        entry.value,
        *(f"{f.name}: {f.type}" for kind in (ReferenceList, ListVersion, Bounds, KeyedApi) for f in fields(kind)),
    ]
    spec = find_spec(entry.module.partition(".")[0])
    read = len(said)
    for place in spec.submodule_search_locations or () if spec else ():
        for folder, inner, files in os.walk(place):
            inner[:] = sorted(name for name in inner if name != "__pycache__")
            said += [_of_file(Path(folder, name)) for name in sorted(files)]
    if len(said) == read:
        said.append(_of_file(Path(spec.origin if spec and spec.origin else "")))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _of_file(path: Path) -> str:
    found = path.stat()
    return f"{path} {found.st_size} {found.st_mtime_ns}"


def _said(value: ReferenceList | ListVersion, but: Sequence[str] = ()) -> dict[str, Any]:
    return {spec.name: getattr(value, spec.name) for spec in fields(value) if spec.name not in but}


def _plain(value: object) -> object:
    if isinstance(value, Bounds | KeyedApi):
        return {spec.name: getattr(value, spec.name) for spec in fields(value)}
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _list(said: dict[str, Any], parse: _Parse) -> ReferenceList:
    said = {name: _tuples(value) for name, value in said.items()}
    api = said["api"]
    said |= {
        "kind": ListKind(said["kind"]),
        "measure": Measure(said["measure"]),
        "bounds": Bounds(**said["bounds"]),
        "api": None if api is None else KeyedApi(**api),
    }
    return ReferenceList(**said, parse=parse)


def _version(said: dict[str, Any]) -> ListVersion:
    times = {name: datetime.fromisoformat(said[name]) for name in ("fetched_at", "checked_at")}
    return ListVersion(**{**said, **times, "as_of": date.fromisoformat(said["as_of"])})


def _tuples(value: Any) -> Any:
    """JSON's arrays as the tuples they were."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
