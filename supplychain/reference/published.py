"""How is a parsed list version written down, in our own form, and read back?

One JSON object a line: a header, then the entries in published order, keys left out where they hold the
default. Used for the bundled versions and by the store. Refuses to know any publisher's format.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from supplychain.errors import ListFormatError
from supplychain.model import (
    Alias,
    EntityType,
    Entry,
    EntryStatus,
    Identifier,
    ListedCountry,
    ListedEntity,
    ListedGood,
    ListVersion,
    Measure,
)

# Enum look-ups by plain dict: `EntityType(value)` costs three times as much, and a large list has 20,000 rows.
_ENTITY_TYPES = {member.value: member for member in EntityType}
_STATUSES = {member.value: member for member in EntryStatus}
_MEASURES: dict[str | None, Measure | None] = {None: None, **{member.value: member for member in Measure}}

_KINDS: dict[type, str] = {ListedEntity: "entity", ListedGood: "good", ListedCountry: "country"}
_FIELDS: dict[type, tuple[tuple[str, Any], ...]] = {
    cls: tuple((name, field.default) for name, field in cls.__dataclass_fields__.items())
    for cls in (ListedEntity, ListedGood, ListedCountry)
}
_KNOWN_KEYS = {kind: frozenset(["kind", *(name for name, _ in _FIELDS[cls])]) for cls, kind in _KINDS.items()}
_HEADER_KEYS = ("key", "edition", "as_of", "fetched_at", "source_url", "sha256", "entries", "names")


def entry_to_dict(entry: Entry) -> dict[str, Any]:
    """The entry as JSON-ready values, `kind` first, every field that holds its default left out.

    Enums and dates become text, a strong alias its name, a weak one `{"weak": name}`, an identifier
    `[scheme, value]`. `entry_from_dict` gives back an equal entry.
    """
    cls = type(entry)
    written: dict[str, Any] = {"kind": _KINDS[cls]}
    for name, default in _FIELDS[cls]:
        value = getattr(entry, name)
        if value == default:
            continue
        if name == "aliases":
            written[name] = [{"weak": a.name} if a.weak else a.name for a in value]
        elif name == "identifiers":
            written[name] = [[i.scheme, i.value] for i in value]
        elif isinstance(value, tuple):
            written[name] = list(value)
        elif isinstance(value, date):
            written[name] = value.isoformat()
        else:
            written[name] = value.value if hasattr(value, "value") else value
    return written


def entry_from_dict(written: Mapping[str, Any]) -> Entry:
    """The entry that `entry_to_dict` wrote. Raises ListFormatError on an unknown kind, key or value."""
    kind = written.get("kind")
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None or not written.keys() <= _KNOWN_KEYS[str(kind)]:
        raise ListFormatError(
            f"A stored list entry cannot be read: {sorted(written)} of kind {kind!r} is not a form this version "
            "knows. Install the version that wrote it, or refresh the list."
        )
    try:
        return reader(written)
    except (KeyError, TypeError, ValueError) as error:
        raise ListFormatError(
            f"A stored list entry cannot be read: {written.get('entry_id', '(no id)')}, {error!r}. Refresh the list."
        ) from error


def _entity(written: Mapping[str, Any]) -> ListedEntity:
    get = written.get
    listed_on = get("listed_on")
    return ListedEntity(
        entry_id=written["entry_id"],
        name=written["name"],
        entity_type=_ENTITY_TYPES[get("entity_type", "organisation")],
        aliases=tuple(Alias(a) if isinstance(a, str) else Alias(a["weak"], weak=True) for a in get("aliases", ())),
        countries=tuple(get("countries", ())),
        addresses=tuple(get("addresses", ())),
        identifiers=tuple(Identifier(scheme, value) for scheme, value in get("identifiers", ())),
        measure=_MEASURES[get("measure")],
        basis=get("basis", ""),
        programme=get("programme", ""),
        status=_STATUSES[get("status", "active")],
        listed_on=date.fromisoformat(listed_on) if listed_on else None,
        merchandise=get("merchandise", ""),
        scope=tuple(get("scope", ())),
        extends_to=get("extends_to", ""),
        remarks=get("remarks", ""),
        source_url=get("source_url", ""),
    )


def _good(written: Mapping[str, Any]) -> ListedGood:
    get = written.get
    listed_on = get("listed_on")
    return ListedGood(
        entry_id=written["entry_id"],
        good=written["good"],
        place=written["place"],
        country=written["country"],
        forced_labor=get("forced_labor", False),
        child_labor=get("child_labor", False),
        forced_child_labor=get("forced_child_labor", False),
        derived_from=get("derived_from", ""),
        sector=get("sector", ""),
        concepts=tuple(get("concepts", ())),
        measure=_MEASURES[get("measure")],
        basis=get("basis", ""),
        status=_STATUSES[get("status", "active")],
        listed_on=date.fromisoformat(listed_on) if listed_on else None,
        remarks=get("remarks", ""),
        source_url=get("source_url", ""),
    )


def _country(written: Mapping[str, Any]) -> ListedCountry:
    return ListedCountry(**{name: value for name, value in written.items() if name != "kind"})


_READERS: dict[str, Callable[[Mapping[str, Any]], Entry]] = {
    "entity": _entity,
    "good": _good,
    "country": _country,
}


def entry_fingerprint(entry: Entry) -> str:
    """SHA-256 (hex) over the entry's canonical JSON: equal entries, equal fingerprint, in any version of a list."""
    canonical = json.dumps(entry_to_dict(entry), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


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
    """The version a published file's header states, entries unread; its origin is "bundled"."""
    try:
        header = json.loads(raw.split(b"\n", 1)[0])
        key, edition, as_of_text, fetched, source_url, sha256, entries, names = (header[k] for k in _HEADER_KEYS)
        as_of, fetched_at = date.fromisoformat(as_of_text), datetime.fromisoformat(fetched)
    except (ValueError, KeyError, TypeError) as error:
        raise ListFormatError(
            f"Cannot read {where}: its first line is no header ({error!r}). "
            "Reinstall, or write the file anew with `python -m reference_lists.bundle`."
        ) from error
    return ListVersion(
        list_key=key,
        version=version_name(as_of, sha256),
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
