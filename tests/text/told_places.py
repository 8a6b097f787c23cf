"""What the readers of places tell of a text, as a bare code; None where they tell nothing."""

from __future__ import annotations

from supplychain.text.places import address_place, origin_in_goods_text, origin_in_maker_text


def origin(text: str) -> str | None:
    """The origin a product text states."""
    found = origin_in_goods_text(text)
    return found.code if found else None


def site(maker: str) -> str | None:
    """The place of the site a maker's cell states."""
    found = origin_in_maker_text(maker)
    return found.code if found else None


def address_country(address: str) -> str | None:
    """The country an address lies in, whichever part of it was found."""
    found = address_place(address)
    return found.code.split("-")[0] if found else None
