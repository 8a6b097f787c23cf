"""OFAC Consolidated (non-SDN) List: parties under narrower limits than blocking, such as the sectoral sanctions (SSI),
Chinese military-industrial companies (NS-CMIC), menu-based sanctions (NS-MBS), correspondent accounts (CAPTA) and the
Palestinian Legislative Council (PLC). A red flag, not a purchase ban by itself.

Read from OFAC's legacy CSV files (CONS_PRIM, CONS_ALT, CONS_ADD and CONS_COMMENTS, packed as one ZIP) or its XML.
"""

from __future__ import annotations

from reference_lists._ofac import Publication, parse_ofac
from supplychain.model import ListKind, Measure
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList

TITLE = "OFAC Consolidated (non-SDN) List"
_BASE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
_FILES = ("CONS_PRIM.CSV", "CONS_ALT.CSV", "CONS_ADD.CSV", "CONS_COMMENTS.CSV")
_PUBLICATION = Publication(TITLE, _FILES, "31 CFR chapter V (IEEPA and other acts), non-SDN")


def parse(raw: bytes) -> ParsedList:
    """A ZIP of the four CSV files, or CONSOLIDATED.XML, as one ListedEntity a party; ids are OFAC's own numbers."""
    return parse_ofac(raw, _PUBLICATION)


LIST = ReferenceList(
    title=TITLE,
    publisher="US Department of the Treasury, Office of Foreign Assets Control",
    kind=ListKind.ENTITIES,
    page="https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists",
    source=f"{_BASE}CONS_PRIM.CSV",
    licence="US Government work (public domain, 17 USC 105)",
    cadence="with each change, some times a year",
    bounds=Bounds(minimum=398, maximum=884),  # 442 on 2025-12-19
    measure=Measure.INTEGRITY,
    basis="31 CFR chapter V (IEEPA and other acts), non-SDN",
    parse=parse,
    files=tuple((name, _BASE + name) for name in _FILES),
    # The export service sends one on to a signed address there (seen in public fetchers of 2026).
    hosts=("wc2h-sls-prod-public-published.s3.us-gov-west-1.amazonaws.com",),
)
