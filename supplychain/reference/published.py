"""How is a parsed list version written down as a file, in our own form, and read back?

One JSON object a line: a header, then the entries in published order, in the form of supplychain.entry_form. Used
for the bundled versions. Refuses to know any publisher's format.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from supplychain.entry_form import entry_fingerprint, entry_from_dict, entry_to_dict
from supplychain.errors import ListFormatError
from supplychain.model import Entry, ListedEntity, ListVersion

__all__ = [
    "entry_fingerprint",
    "entry_from_dict",
    "entry_to_dict",
    "read_published",
    "read_version",
    "version_name",
    "write_published",
]

_HEADER_KEYS = ("key", "edition", "as_of", "fetched_at", "source_url", "sha256", "entries", "names")


def version_name(as_of: date, sha256: str) -> str:
    """`<as_of>.<first 8 hex of sha256>`, the name of a list version."""
    return f"{as_of.isoformat()}.{sha256[:8]}"


def write_published(path: Path, version: ListVersion, entries: Iterable[Entry]) -> None:
    """Write a list version as UTF-8 JSON lines: the header, then one entry a line."""
    header = {
        "key": version.list_key,
        "edition": version.edition,
        "as_of": version.as_of.isoformat(),
        "fetched_at": version.fetched_at.isoformat(),
        "source_url": version.source_url,
        "sha256": version.sha256,
        "entries": version.entries,
        "names": version.names,
    }
    lines = [json.dumps(header, ensure_ascii=False)]
    lines.extend(json.dumps(entry_to_dict(entry), ensure_ascii=False) for entry in entries)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def read_version(raw: bytes, where: str = "a bundled list version") -> ListVersion:
    """The version a published file's header states, entries unread; its origin is "bundled".

    Four hex of the entries' own digest end its name: the same publisher's bytes read better by a later program are
    another version, so that a home takes it over once and past screenings keep theirs.
    """
    try:
        first, _, body = raw.partition(b"\n")
        header = json.loads(first)
        key, edition, as_of_text, fetched, source_url, sha256, entries, names = (header[k] for k in _HEADER_KEYS)
        as_of, fetched_at = date.fromisoformat(as_of_text), datetime.fromisoformat(fetched)
    except (ValueError, KeyError, TypeError) as error:
        raise ListFormatError(
            f"Cannot read {where}: its first line is no header ({error!r}). "
            "Reinstall, or write the file anew with `python -m reference_lists.bundle`."
        ) from error
    return ListVersion(
        list_key=key,
        version=f"{version_name(as_of, sha256)}.{hashlib.sha256(body).hexdigest()[:4]}",
        edition=edition,
        as_of=as_of,
        source_url=source_url,
        sha256=sha256,
        fetched_at=fetched_at,
        checked_at=fetched_at,
        origin="bundled",
        entries=entries,
        names=names,
    )


def read_published(source: Path | bytes) -> tuple[ListVersion, tuple[Entry, ...]]:
    """Read what `write_published` wrote; the version's origin is "bundled".

    Raises ListFormatError where the header is not ours or the entries do not add up to its two counts.
    """
    where = "a bundled list version" if isinstance(source, bytes) else source.name
    raw = source if isinstance(source, bytes) else source.read_bytes()
    version = read_version(raw, where)
    try:
        entries = tuple(entry_from_dict(json.loads(line)) for line in raw.split(b"\n")[1:] if line)
    except ValueError as error:
        raise ListFormatError(
            f"Cannot read {where}: a line is no JSON object ({error}). "
            "Reinstall, or write the file anew with `python -m reference_lists.bundle`."
        ) from error
    names = sum(1 + len(e.aliases) for e in entries if isinstance(e, ListedEntity))
    if (len(entries), names) != (version.entries, version.names):
        raise ListFormatError(
            f"Cannot use {where}: it holds {len(entries)} entries and {names} names, its header says "
            f"{version.entries} and {version.names}. It is cut or edited; reinstall or refresh the list."
        )
    return version, entries
