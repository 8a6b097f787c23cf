"""What does a digest say? As values for programs and as text for people, with names or without.

Refuses to know where it goes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from supplychain.flags.words import SEVERITY_WORDS, plural, stamp, visible
from supplychain.model import Severity
from supplychain.store.digests import FlagChange

KINDS = ("new", "changed", "withdrawn", "expired")
_MOST_IDS = 1_000  # flag ids in one message; the counts are whole
_MOST_TOLD = 200  # flags told one by one in the text


def content_of(
    digest_id: str, made_at: datetime, changes: Sequence[FlagChange], told: Mapping[str, str], link: str
) -> dict[str, Any]:
    """The digest without a word of any supplier: counts, list keys, flag ids, conditions and a link."""
    lists: dict[tuple[str, str, str], Counter[str]] = {}
    for one in changes:
        lists.setdefault((one.list_key, one.version_before, one.version_after), Counter())[one.kind] += 1
    fresh = Counter(one.severity for one in changes if one.kind == "new")
    return {
        "digest_id": digest_id,
        "made_at": made_at.isoformat(),
        "counts": {kind: sum(one.kind == kind for one in changes) for kind in KINDS},
        "new_by_severity": {one.value: fresh[one.value] for one in Severity if fresh[one.value]},
        "lists": [
            {"list_key": key, "version_before": before, "version_after": after, **counts}
            for (key, before, after), counts in sorted(lists.items())
        ],
        "flags": [{"flag_id": one.flag_id, "kind": one.kind} for one in changes[:_MOST_IDS]],
        "conditions": dict(told),
        "link": link,
    }


def with_names(content: Mapping[str, Any], changes: Sequence[FlagChange]) -> dict[str, Any]:
    """The digest with the suppliers and entries spelt out."""
    return {**content, "flags": [_named(one) for one in changes]}


def subject_of(content: Mapping[str, Any]) -> str:
    """One line: `Supplier screening: 3 new, 1 withdrawn flags; 2 conditions`."""
    parts = [f"{number:,} {kind}" for kind, number in content["counts"].items() if number]
    said = f"{', '.join(parts)} {'flag' if sum(content['counts'].values()) == 1 else 'flags'}" if parts else ""
    waits = f"{plural(len(content['conditions']), 'condition')} to look at" if content["conditions"] else ""
    return "Supplier screening: " + "; ".join(part for part in (said, waits) if part)


def text_of(content: Mapping[str, Any], changes: Sequence[FlagChange] = ()) -> str:
    """The digest as plain text; with `changes` it names the suppliers."""
    made = stamp(datetime.fromisoformat(content["made_at"]))
    lines = [subject_of(content), f"Digest {content['digest_id']}, {made}", ""]
    for severity, number in content["new_by_severity"].items():
        lines.append(f"- {plural(number, 'new flag')}: {SEVERITY_WORDS[Severity(severity)]}")
    for one in content["lists"]:
        counts = ", ".join(f"{one[kind]:,} {kind}" for kind in KINDS if one.get(kind))
        versions = f"{one['version_before'] or 'none'} -> {one['version_after'] or 'none'}"
        lines.append(f"- {one['list_key']} ({versions}): {counts}")
    if content["conditions"]:
        lines += ["", "To look at:"]
        lines += [f"- {visible(said)}" for said in content["conditions"].values()]
    if changes:
        lines += ["", "Flags, the gravest first:"]
        ordered = sorted(changes, key=lambda one: (Severity(one.severity).rank, KINDS.index(one.kind), one.flag_id))
        lines += [f"- {_sentence(one)}" for one in ordered[:_MOST_TOLD]]
        if len(ordered) > _MOST_TOLD:
            lines.append(f"- and {len(ordered) - _MOST_TOLD:,} more, in the JSON file and on the desk.")
    if content["link"]:
        lines += ["", str(content["link"])]
    return "\n".join(lines) + "\n"


def _named(one: FlagChange) -> dict[str, Any]:
    flag = one.content.get("flag", {})
    return {
        "flag_id": one.flag_id,
        "organisation_id": one.organisation_id,
        "kind": one.kind,
        "severity": one.severity,
        "list_key": one.list_key,
        "entry_id": one.entry_id,
        "version_before": one.version_before,
        "version_after": one.version_after,
        "supplier_name": one.content.get("supplier_name", ""),
        "entry": flag.get("entry", ""),
        "basis": flag.get("basis", ""),
        "next_step": flag.get("next_step", ""),
        "changed_fields": one.content.get("fields", []),
        "latest_screening": one.content.get("screening_id", ""),
    }


def _sentence(one: FlagChange) -> str:
    supplier = one.content.get("supplier_name") or "(erased)"
    entry = one.content.get("flag", {}).get("entry", one.entry_id)
    fields = ", ".join(name for name, _, _ in one.content.get("fields", []))
    said = f'{one.kind}: {SEVERITY_WORDS[Severity(one.severity)]}: "{supplier}" / "{entry}" on {one.list_key}'
    return visible(said + (f" (changed: {fields})" if fields else "") + f" [{one.flag_id}]")
