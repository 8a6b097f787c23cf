"""OFAC Specially Designated Nationals List: no US person may deal with a listed party, its property is blocked,
liability is strict, and the 50 percent rule reaches unlisted companies that listed parties own.

Read from OFAC's legacy CSV files (SDN, ALT, ADD and SDN_COMMENTS, packed as one ZIP) or its XML.
"""

from __future__ import annotations

from reference_lists._ofac import Publication, parse_ofac
from supplychain.model import ListKind, Measure
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList

TITLE = "OFAC Specially Designated Nationals List"
_BASE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
_FILES = ("SDN.CSV", "ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV")
_PUBLICATION = Publication(TITLE, _FILES, "31 CFR chapter V (IEEPA and other acts)")


def parse(raw: bytes) -> ParsedList:
    """A ZIP of the four CSV files, or SDN.XML, as one ListedEntity a party; ids are OFAC's own numbers."""
    return parse_ofac(raw, _PUBLICATION)


LIST = ReferenceList(
    title=TITLE,
    publisher="US Department of the Treasury, Office of Foreign Assets Control",
    kind=ListKind.ENTITIES,
    page="https://ofac.treasury.gov/specially-designated-nationals-and-blocked-persons-list-sdn-human-readable-lists",
    source=f"{_BASE}SDN.CSV",
    licence="US Government work (public domain, 17 USC 105)",
    cadence="several times a week",
    # 9,043 on 2022-01-31, 14,965 on 2024-05-03, about 18,700 at the end of 2025. The minimum lets older editions load
    # for comparison; what is cut is told by its end mark or record count, a shrunk list by the refresh.
    bounds=Bounds(minimum=8_100, maximum=37_400),
    measure=Measure.BLOCKING_SANCTION,
    basis="31 CFR chapter V (IEEPA and other acts)",
    parse=parse,
    files=tuple((name, _BASE + name) for name in _FILES),
    # The export service sends one on to a signed address there (seen in public fetchers of 2026).
    hosts=("wc2h-sls-prod-public-published.s3.us-gov-west-1.amazonaws.com",),
)
