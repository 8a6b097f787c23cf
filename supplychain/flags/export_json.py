"""What does a program get of a screening? Each supplier line as one JSON object, none left out.

The shape is the documented contract of `screen --format jsonl`; it only ever grows. Kept apart from the file formats
so that a single match pays for no spreadsheet library.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from supplychain.model import Concept, Flag, Match, Reason, ScreenedLine, Screening

_DIGITS = 6  # of a score: the queue orders by it; finer differences are noise of the arithmetic
SURROGATES = re.compile("[\ud800-\udfff]")  # half a character: no UTF-8 file can hold it


def by_consequence(flags: Iterable[Flag]) -> list[Flag]:
    """The gravest first, then the best score."""
    return sorted(flags, key=lambda flag: (flag.severity.rank, -flag.score, flag.list_key, flag.entry_id))


def told_together(flags: Iterable[Flag]) -> list[list[Flag]]:
    """Flags that one sentence can tell, in their order: sub-lists of one list may name one party twice, a comma
    apart."""
    same: dict[tuple[str, str, str], list[Flag]] = {}
    for flag in flags:
        letters = "".join(filter(str.isalnum, flag.entry.casefold()))
        same.setdefault((flag.severity, flag.list_key, letters), []).append(flag)
    return list(same.values())


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "feature": reason.feature,
        "says": reason.says,
        "supplier": reason.supplier,
        "entry": reason.entry,
        "points": round(reason.points, _DIGITS),
    }


def flag_object(flag: Flag) -> dict[str, object]:
    """One flag in the contract's shape."""
    return {
        "severity": flag.severity.value,
        "axes": [axis.value for axis in flag.axes],
        "list": flag.list_key,
        "version": flag.version,
        "entry_id": flag.entry_id,
        "entry": flag.entry,
        "basis": flag.basis,
        "consequence": flag.consequence,
        "score": round(flag.score, _DIGITS),
        "reasons": [_reason(reason) for reason in flag.reasons],
        "next_step": flag.next_step,
        "comply_chain_step": flag.comply_chain_step,
        "source_url": flag.source_url,
    }


def match_object(match: Match) -> dict[str, object]:
    """One match in the contract's shape."""
    return {
        "list": match.list_key,
        "entry_id": match.entry.entry_id,
        "entry": match.entry.name,
        "matched_name": match.matched_name,
        "score": round(match.score, _DIGITS),
    }


def _concept(concept: Concept) -> dict[str, object]:
    return {
        "concept": concept.concept,
        "relation": concept.relation,
        "depth": concept.depth,
        "score": round(concept.score, _DIGITS),
        "why": concept.why,
    }


def line_object(screened: ScreenedLine) -> dict[str, object]:
    """One supplier line in the contract's shape; flags gravest first, matches best first."""
    line, severity = screened.line, screened.severity
    return {
        "sheet": line.sheet,
        "row": line.row,
        "supplier": line.supplier_name,
        "maker": line.maker,
        "country": screened.country,
        "origin": screened.origin,
        "goods": line.product_description,
        "hs": screened.hs,
        "concepts": [_concept(concept) for concept in screened.concepts],
        "severity": None if severity is None else severity.value,
        "flags": [flag_object(flag) for flag in by_consequence(screened.flags)],
        "matches": [match_object(match) for match in screened.matches],
        "not_screened": list(screened.not_screened),
        "other_parties": [{"header": header, "name": name} for header, name in line.other_parties],
    }


def jsonl_lines(screening: Screening) -> Iterator[str]:
    """One JSON object a supplier line, in sheet order, without line ends."""
    for screened in screening.lines:
        text = json.dumps(line_object(screened), ensure_ascii=False)
        # half a character cannot be printed as UTF-8; \udXXX can
        yield json.dumps(json.loads(text)) if SURROGATES.search(text) else text
