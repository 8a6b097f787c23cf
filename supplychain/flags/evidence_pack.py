"""What can be shown of a supplier, years later? Everything found and decided, with what it was found in, as one value.

The pack ends with the audit trail's head and a digest over itself, so that a copy can be told from a forgery. It
copies what is kept, and refuses to judge.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from supplychain import __version__
from supplychain.errors import UnknownFlagError
from supplychain.flags.drafts import Draft, checklists, inquiry_letter, report_outs
from supplychain.flags.review import changes_since, history_of
from supplychain.flags.review_record import record_of
from supplychain.flags.words import Titles, list_title, plural
from supplychain.model import Decision, Flag, StandingStatus
from supplychain.plain import to_plain
from supplychain.store.audit import audit_end, audit_of
from supplychain.store.coverage import versions_met
from supplychain.store.dispositions import Disposition, StandingFlag, flags_of_supplier
from supplychain.store.engine import Store
from supplychain.store.evidence import evidence_of
from supplychain.store.exposures import exposures_of_supplier
from supplychain.store.review_facts import entry_history, flag_facts

PACK_FORM = 2  # counts up when a part of the pack changes its meaning; 2: money of an upload by currency


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom a pack is made: whose flags, who asks, how people are called."""

    organisation_id: str
    organisation: str
    account_id: str
    names: Mapping[str, str]  # account id → name, as shown
    titles: Titles  # list key → title


def evidence_pack(store: Store, supplier_key: str, asker: Asker, clock: Callable[[], datetime]) -> dict[str, Any]:
    """Everything kept of one supplier of an organisation, as JSON values (docs/evidence.md lists the parts).

    Raises UnknownFlagError where the organisation has no flag of such a supplier.
    """
    flags = flags_of_supplier(store, asker.organisation_id, supplier_key)
    if not flags:
        raise UnknownFlagError("There is no such supplier here; it may belong to an upload that was erased.")
    now = clock()
    names = tuple(dict.fromkeys(flag.supplier_name for flag in flags))
    exposures = exposures_of_supplier(store, asker.organisation_id, supplier_key, names)
    met, lacked = versions_met(store, asker.organisation_id, (one.screening_id for one in exposures))
    standing = [flag.flag for flag in flags if _speaks(flag)]
    named = {*(one.list_key for one in flags), *(one.list_key for one in met), *(one.list_key for one in lacked)}
    number, head = audit_end(store)
    pack: dict[str, Any] = {
        "form": PACK_FORM,
        "made_at": now.isoformat(),
        "made_by": asker.names.get(asker.account_id, asker.account_id),
        "organisation": asker.organisation or asker.organisation_id,
        "engine": __version__,
        "supplier": {"key": supplier_key, "names": list(names)},
        "lists": {key: list_title(key, asker.titles) for key in sorted(named)},
        "flags": [_flag(store, flag, asker) for flag in flags],
        "uploads": [_plain(asdict(one)) for one in exposures],
        "coverage": {
            "met": [_plain(asdict(one)) for one in met],
            "lacked": [_plain(asdict(one)) for one in lacked],
            "says": (
                f"The supplier's rows met {plural(len({(one.list_key, one.version) for one in met}), 'list version')} "
                f"in {plural(len({one.run for one in met}), 'run')}; lists that were stale or absent in some of them: "
                f"{len({one.list_key for one in lacked}) or 'none'}."
            ),
        },
        "checklists": [
            {"title": title, "items": [{**asdict(item), "comply": str(item.comply)} for item in items]}
            for title, items in checklists(standing)
        ],
        "drafts": [asdict(one) for one in _drafts(names[0], standing, asker, now)],
        "audit_head": {"number": number, "hash": head},
    }
    pack["sha256"] = digest_of(pack)
    return pack


def _drafts(name: str, standing: Sequence[Flag], asker: Asker, now: datetime) -> tuple[Draft, ...]:
    """The letters, where anything still stands to write of."""
    if not standing:
        return ()
    day = now.date()
    return (inquiry_letter(name, standing, asker.organisation, day), *report_outs(name, standing, day, asker.titles))


def _speaks(flag: StandingFlag) -> bool:
    """Whether letters and lists to work off may rest on it: nobody reports a match that was found to be none."""
    dismissed = flag.status is StandingStatus.DECIDED and flag.decision == Decision.FALSE_POSITIVE.value
    return flag.status is not StandingStatus.WITHDRAWN and not dismissed


def digest_of(pack: Mapping[str, Any]) -> str:
    """SHA-256 over a pack's canonical JSON without its own digest: what proves a copy."""
    bare = {name: value for name, value in pack.items() if name != "sha256"}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _flag(store: Store, flag: StandingFlag, asker: Asker) -> dict[str, Any]:
    attached = evidence_of(store, asker.organisation_id, [flag.flag_id])
    followed, decided = history_of(store, flag)
    return {
        "flag_id": flag.flag_id,
        "status": flag.status.value,
        "decision": flag.decision,
        "valid_until": flag.valid_until.isoformat() if flag.valid_until else None,
        "raised_at": flag.raised_at.isoformat(),
        "raised_by": flag.raised_by,
        "seen_at": flag.seen_at.isoformat(),
        "follows": [one.flag_id for one in followed],
        "record": _plain(record_of(flag_facts(store, flag), attached, {})),
        "entry_history": [_plain(asdict(one)) for one in entry_history(store, flag.list_key, flag.entry_id)],
        "changes_since_decision": [asdict(one) for one in changes_since(store, flag)],
        "decisions": [_decision(one, asker) for one in decided],
        "evidence": [_plain(asdict(one)) for one in attached],
        "audit": [
            {
                "number": record.number,
                "at": record.event.at.isoformat(),
                "actor": asker.names.get(record.event.actor, record.event.actor),
                "action": record.event.action,
                "hash": record.hash,
            }
            for one in (("flag", flag.flag_id), *(("disposition", each.disposition_id) for each in decided))
            for record in audit_of(store, *one)
        ],
    }


def _decision(one: Disposition, asker: Asker) -> dict[str, Any]:
    told = _plain(to_plain(one, "content"))
    told["reviewer"] = asker.names.get(one.reviewer, one.reviewer)
    told["second_reviewer"] = asker.names.get(one.second_reviewer, one.second_reviewer)
    return {**told, "rests_on": _plain(one.content)}


def _plain(value: Any) -> Any:
    """JSON values of nested values: moments as ISO text, members as their value, tuples as lists."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
