"""Which place does a text mean? The one door to everything this package knows of places.

Cells that are meant to be a place (`country_code`, `place_code`, `code_of_part`,
`states_no_place`; `reads_as_address`, `site_places`),
addresses (`address_place`, `places_in`), product, maker and remark texts (`origin_in_goods_text`,
`origin_in_maker_text`, `origin_in_remark`), Xinjiang (`xinjiang_in`, `xinjiang_in_remark`).
Refuses to know which field of a supplier line a text came from and what a place means for a flag.
"""

from __future__ import annotations

from supplychain.text.place_addresses import address_place, places_in
from supplychain.text.place_cells import country_code, place_code, states_no_place
from supplychain.text.place_goods import further_places_in_goods_text, origin_in_goods_text
from supplychain.text.place_makers import origin_in_maker_text
from supplychain.text.place_pointers import Pointer, excerpt, xinjiang_in_remark
from supplychain.text.place_remarks import SAID, origin_in_remark, origins_in_remark
from supplychain.text.place_sites import code_of_part, reads_as_address, site_places
from supplychain.text.place_tables import SINGLED_OUT, US_STATES, display_names
from supplychain.text.place_unstated import without_unstated
from supplychain.text.place_words import PlaceFinding
from supplychain.text.place_xinjiang import xinjiang_in

__all__ = [
    "SAID",
    "SINGLED_OUT",
    "US_STATES",
    "PlaceFinding",
    "Pointer",
    "address_place",
    "code_of_part",
    "country_code",
    "country_name",
    "excerpt",
    "further_places_in_goods_text",
    "origin_in_goods_text",
    "origin_in_maker_text",
    "origin_in_remark",
    "origins_in_remark",
    "place_code",
    "places_in",
    "reads_as_address",
    "site_places",
    "states_no_place",
    "without_unstated",
    "xinjiang_in",
    "xinjiang_in_remark",
]


def country_name(code: str) -> str:
    """The English name of a country or subdivision code; the code itself where we hold no name."""
    return display_names().get(code, code)
