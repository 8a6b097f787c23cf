"""World Bank Debarred Firms and Individuals: parties that may not be awarded a contract financed by the World Bank, for
fraud, corruption or the like, many under cross-debarment by other development banks. For a US buyer an integrity flag.

Read from the JSON behind the Bank's page. The service wants the key that the page itself hands to every browser; the
operator's fetcher takes it from there, it is not ours to keep.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from reference_lists._values import Reading, as_aliases, blank, day, joined
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, ListedEntity, ListKind, Measure
from supplychain.reference.formats import KEEP_LAST_GOOD, decode_text, plain, slug
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList

TITLE = "World Bank Debarred Firms and Individuals"
PAGE = "https://www.worldbank.org/en/projects-operations/procurement/debarred-firms"

_NEEDED = ("SUPP_NAME", "COUNTRY_NAME", "DEBAR_FROM_DATE", "DEBAR_TO_DATE")
_ADDRESS = ("SUPP_ADDR", "SUPP_CITY", "SUPP_STATE_CODE", "SUPP_PROV_NAME", "SUPP_ZIP_CODE", "COUNTRY_NAME")
_TOLD = {
    "DEBAR_REASON": "Reason",
    "SUPP_ELIG_STAT": "Eligibility",
    "INELIGIBLY_STATUS": "Status",
    "DEBAR_TO_DATE": "Ends",
    "ADD_SUPP_INFO": "Note",
}
_READ = frozenset(
    (*_NEEDED, *_ADDRESS, *_TOLD, "SUPP_ID", "SUPP_TYPE_CODE", "SUPP_PRE_ACRN", "SUPP_POST_ACRN", "LAST_REFRESH_DATE")
)
# Repeat other values, or are the Bank's own book-keeping; `_IGNORED_STARTS` are stamps of its editors.
_IGNORED = frozenset(
    (
        *("LAND1", "COUNTRY_CODE", "ORDER_BY", "SUPP_POST_CODE", "DEBAR_TYPE", "ELIG_STAT", "INELIG_FLG"),
        *("LEGACY_FLG", "UN_SUPP_FLG", "CRPD_MATCH", "CRPD_STAT", "REGISTER", "REGISTER_ID", "PARENT", "RECHK_IND"),
    )
)
_IGNORED_STARTS = ("CREATE_", "UPD_")
_FORMS = ("%Y-%m-%d", "%d-%b-%Y", "%m/%d/%Y", "%Y-%m-%dT%H:%M:%S", "%Y%m%d")
_PERMANENT = "2999"  # DEBAR_TO_DATE 2999-12-31: no end

_FOOTNOTE = re.compile(r"\s*\*+\s*\d*\s*")
_MARKER = re.compile(
    r"\s*[(\[,;]?\s*\b(?:a\.?\s?/?k\.?\s?/?a\b|f\.?\s?/?k\.?\s?/?a\b|n\.?/?k\.?/?a\b|d\.?/?b\.?/?a\b|"
    r"(?:also|formerly|previously|now|otherwise)\s+(?:known|named|called|doing\s+business)\s+as|trading\s+as)[.:]?\s*",
    re.IGNORECASE,
)
_STYLED = re.compile(r"^M/S\.?\s+", re.IGNORECASE)  # "Messrs" before a firm's name


def parse(raw: bytes) -> ParsedList:
    """The JSON as one ListedEntity a supplier; the id is the Bank's own number."""
    reading = Reading()
    entries = []
    refreshed = ""
    for number, supplier in enumerate(_suppliers(raw), 1):
        row = {key: plain(str(value)) if value is not None else "" for key, value in supplier.items()}
        missing = [key for key in _NEEDED if key not in row]
        if missing or not row["SUPP_NAME"]:
            raise ListFormatError(
                f"{TITLE}: supplier {number} has no {', '.join(missing) or 'name'}. The service may have renamed it; "
                "the version held, if any, stays."
            )
        for key in sorted(row.keys() - _READ - _IGNORED):
            if not key.startswith(_IGNORED_STARTS):
                reading.report(f"key: {key}")
        refreshed = max(refreshed, row.get("LAST_REFRESH_DATE", ""))
        entries.append(_entity(row, number, reading))
    newest = max((entry.listed_on for entry in entries if entry.listed_on), default=None)
    as_of = day(refreshed[:10], _FORMS) or newest
    if as_of is None:
        raise ListFormatError(f"{TITLE}: no supplier has a day of debarment. {KEEP_LAST_GOOD}")
    return ParsedList(tuple(entries), as_of, f"debarments to {newest}", tuple(reading.unread))


def _suppliers(raw: bytes) -> list[Mapping[str, Any]]:
    try:
        read = json.loads(decode_text(raw, TITLE))
    except ValueError as error:
        raise ListFormatError(f"{TITLE}: the file is no JSON, or is cut short ({error}). {KEEP_LAST_GOOD}") from error
    response = read.get("response") if isinstance(read, dict) else None
    found = response.get("ZPROCSUPP") if isinstance(response, dict) else None
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        raise ListFormatError(f'{TITLE}: the JSON holds no suppliers ("response", "ZPROCSUPP"). {KEEP_LAST_GOOD}')
    return found


def _entity(row: Mapping[str, str], number: int, reading: Reading) -> ListedEntity:
    # The page prints ADD_SUPP_INFO behind the name: a footnote, or "(formerly known as ...)".
    name, *others = _names(f"{row['SUPP_NAME']} {_further(row.get('ADD_SUPP_INFO', ''))}")
    acronyms = [row.get(key, "") for key in ("SUPP_PRE_ACRN", "SUPP_POST_ACRN")]
    since = reading.day(row["DEBAR_FROM_DATE"], _FORMS, f"DEBAR_FROM_DATE (supplier {number})")
    address = joined(*(row.get(key, "") for key in _ADDRESS))
    entity = ListedEntity(
        entry_id=row.get("SUPP_ID") or f"{slug(name)}/{since or '-'}",
        name=name,
        entity_type=EntityType.PERSON if row.get("SUPP_TYPE_CODE") == "I" else EntityType.ORGANISATION,
        aliases=as_aliases(name, (*others, *_plain_names((name, *others))), acronyms),
        countries=reading.places((row["COUNTRY_NAME"],), "COUNTRY_NAME"),
        addresses=(address,) if address else (),
        basis="World Bank Sanctions Procedures; Procurement or Consultant Guidelines",
        listed_on=since,
        remarks="; ".join(_remarks(row)),
        source_url=PAGE,
    )
    return reading.once(entity, row["DEBAR_FROM_DATE"])


def _names(cell: str) -> list[str]:
    """The name and, behind markers, its aliases; footnote stars taken off."""
    text = _FOOTNOTE.sub(" ", cell)
    found = []
    for piece in _MARKER.split(text):
        name = plain(piece).strip(" ,;")
        if name.endswith((")", "]")) and name.count("(") + name.count("[") < name.count(")") + name.count("]"):
            name = name[:-1].strip(" ,;")
        if name:
            found.append(name)
    return found or [plain(cell)]


def _further(note: str) -> str:
    return note if _MARKER.search(note) else ""


def _plain_names(names: tuple[str, ...]) -> Iterator[str]:
    yield from (_STYLED.sub("", name) for name in names if _STYLED.match(name))


def _remarks(row: Mapping[str, str]) -> Iterator[str]:
    for key, label in _TOLD.items():
        value = row.get(key, "")
        if not blank(value):
            yield f"{label}: {'permanent' if key == 'DEBAR_TO_DATE' and _PERMANENT in value else value}"


LIST = ReferenceList(
    title=TITLE,
    publisher="World Bank Group",
    kind=ListKind.ENTITIES,
    page=PAGE,
    source="https://apigwext.worldbank.org/dvsvc/v1.0/json/APPLICATION/ADOBE_EXPRNCE_MGR/FIRM/SANCTIONED_FIRM",
    licence="World Bank terms of use; facts of public record",
    cadence="with each change",
    bounds=Bounds(minimum=1_005, maximum=3_030),  # about 1,515 in 2026; the minimum is OpenSanctions' own
    measure=Measure.INTEGRITY,
    basis="World Bank Sanctions Procedures",
    parse=parse,
    health_note="The service wants the key that the Bank's page gives to browsers (propApiKey, sent as `apikey`).",
    page_key=("apikey", r"propApiKey\s*=\s*['\"]([^'\"]+)"),
)
