"""Which public lists do we hold, and in which bundled versions? One module a list, found by pkgutil.

Nothing is registered anywhere: the module's file name is the list's key. Refuses to know how lists are fetched.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from importlib.resources import files

from supplychain.model import Entry, ListVersion
from supplychain.reference.published import read_published, read_version
from supplychain.reference.reference_list import ReferenceList

_NOT_LISTS = {"bundle"}  # the module that writes bundled versions
_BUNDLED = files(__name__) / "bundled"

# The keys we promise (docs/lists.md), with titles: what has no module yet is named in every screening's coverage.
# `opensanctions` is not among them: its licence (CC BY-NC) makes it optional, so that its absence is no gap.
_PROMISED = {
    "dol_goods": "DOL List of Goods Produced by Child Labor or Forced Labor",
    "eo_13126": "EO 13126 List of Products Produced by Forced or Indentured Child Labor",
    "uflpa_entities": "UFLPA Entity List",
    "cbp_wro": "CBP Withhold Release Orders and Findings",
    "tip_tiers": "Trafficking in Persons Report tier placements",
    "ofac_sdn": "OFAC Specially Designated Nationals List",
    "ofac_consolidated": "OFAC Consolidated (non-SDN) List",
    "csl": "Consolidated Screening List",
    "hhs_leie": "HHS OIG List of Excluded Individuals/Entities",
    "sam_exclusions": "SAM.gov Exclusions",
    "un_sc": "UN Security Council Consolidated List",
    "eu_fsf": "EU Consolidated Financial Sanctions List",
    "uk_sanctions": "UK Sanctions List",
    "ca_sema": "Canada Consolidated Autonomous Sanctions List (SEMA)",
    "au_dfat": "Australia DFAT Consolidated List",
    "ch_seco": "Switzerland SECO Consolidated Sanctions List",
    "world_bank_debarred": "World Bank Debarred Firms and Individuals",
    "bis_dpl": "BIS Denied Persons List",
}


def _keys() -> list[str]:
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name for name in found if not name.startswith("_") and name not in _NOT_LISTS)


DECLARED: dict[str, str] = {key: title for key, title in _PROMISED.items() if key not in set(_keys())}
"""Key → title of the lists we promise and cannot read yet."""


def public_lists() -> dict[str, ReferenceList]:
    """Every list of this package by key. Raises AttributeError where a module has no LIST (a test keeps that)."""
    return {key: import_module(f"{__name__}.{key}").LIST for key in _keys()}


def bundled_versions() -> dict[str, ListVersion]:
    """The version shipped with each list by key, entries unread."""
    return {key: read_version(raw, f"bundled/{key}.jsonl") for key, raw in _bundled_files().items()}


def bundled_entries(key: str) -> tuple[Entry, ...]:
    """The entries of one bundled version; empty where the list ships without one."""
    found = _BUNDLED / f"{key}.jsonl"
    return read_published(found.read_bytes())[1] if found.is_file() else ()


def bundled() -> tuple[tuple[ListVersion, tuple[Entry, ...]], ...]:
    """Every bundled version with its entries, by key."""
    return tuple(read_published(raw) for raw in _bundled_files().values())


def _bundled_files() -> dict[str, bytes]:
    found = (item for item in _BUNDLED.iterdir() if item.name.endswith(".jsonl"))
    return {item.name.removesuffix(".jsonl"): item.read_bytes() for item in sorted(found, key=lambda i: i.name)}
