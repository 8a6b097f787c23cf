"""Where is the supplier, where are the goods made, and what on the line points to Xinjiang?

Refuses to let a distributor's country stand for the origin: goods whose origin nothing states have none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from supplychain.model import SupplierLine
from supplychain.text.places import (
    SINGLED_OUT,
    US_STATES,
    address_place,
    country_code,
    origin_in_goods_text,
    origin_in_maker_text,
    place_code,
    places_in,
    xinjiang_in,
)

# The same cells stand on thousands of lines; a sheet of 100,000 lines has a few thousand distinct ones.
_REMEMBERED = 65536


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The places of one supplier line. `country` is the supplier's own place, `origin` where the goods are made, as
    ISO codes ("MY", "CN-XJ"), None when nothing states them; `country_from` and `origin_from` are the evidence in a
    few words, "" where there is none. `xinjiang` holds every (field, words) that points to Xinjiang."""

    country: str | None
    origin: str | None
    country_from: str
    origin_from: str
    xinjiang: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    code: str | None
    evidence: str


_SEVERAL = re.compile(r"[/;&+|]|\s(?:and|or|y|et|und|e)\s", re.IGNORECASE)
_NOWHERE = _Place(None, "")


def whereabouts(line: SupplierLine) -> Whereabouts:
    """The places one supplier line states, with the evidence for each."""
    country = _supplier_place(line.country, line.address, line.city)
    origin = _goods_origin(line.origin, line.product_description, line.maker)
    xinjiang = _pointers(line, country.code, origin.code)
    return Whereabouts(country.code, origin.code, country.evidence, origin.evidence, xinjiang)


@lru_cache(maxsize=_REMEMBERED)
def _supplier_place(country: str, address: str, city: str) -> _Place:
    """The supplier's own place: the country column, else address and city, narrowed where these say more."""
    stated = _american_state(country, address, city) or _column("country", country)
    if stated.code is None:
        stated = _from_address(address, city)
    narrower = _singled_out(stated.code, address, city)
    return narrower or stated


def _column(field: str, text: str) -> _Place:
    """What a column that is meant to hold a place says; a column of whole addresses is read as one."""
    if not text.strip():
        return _NOWHERE
    code = place_code(text)
    if code is None:
        code = _first_of_several(text)
    if code is None:
        found = address_place(text)
        code = _outer(found.code) if found else None
    if code is None or code == "CN":
        code = "CN-XJ" if xinjiang_in(text, code) else code
    return _Place(code, f"{field} column '{text.strip()}'") if code else _NOWHERE


def _first_of_several(text: str) -> str | None:
    """The first of several countries in one cell ("China / Malaysia"); a missing origin would hide them all."""
    if any(char.isdigit() for char in text):
        return None
    return next((code for part in _SEVERAL.split(text) if (code := place_code(part))), None)


def _american_state(country: str, address: str, city: str) -> _Place | None:
    """The United States where the country column holds a state ("Georgia", "CA") and the town lies there."""
    cell = country.strip()
    if not (cell.casefold() == "georgia" or cell.upper() in US_STATES) or not (address or city):
        return None
    found = address_place(f"{address}, {city}, {cell}")
    if found is None or found.code != "US":
        return None
    towns = {place.code.split("-")[0] for place in places_in(f"{address}, {city}")}
    return _Place("US", f"country column '{cell}', {found.how} '{found.text}'") if "US" in towns else None


def _from_address(address: str, city: str) -> _Place:
    whole = ", ".join(part for part in (address.strip(), city.strip()) if part)
    for field, text in (("address", address), ("city", city), ("address and city", whole)):
        found = address_place(text) if text.strip() else None
        if found is not None:
            # A town's name alone says less than the whole address does.
            if found.how == "town" and field == "address" and city.strip():
                found = address_place(whole) or found
            return _Place(_outer(found.code), f"{field} '{found.text}'")
    code = country_code(city) if city.strip() else None
    return _Place(code, f"city '{city.strip()}'") if code else _NOWHERE


def _singled_out(country: str | None, address: str, city: str) -> _Place | None:
    """The part of the country that lists single out, where address or city lies in it."""
    outer = country.split("-")[0] if country else None
    for field, text in (("address", address), ("city", city)):
        if not text:
            continue
        if outer in (None, "CN"):
            words = xinjiang_in(text, outer)
            if words:
                return _Place("CN-XJ", f"{field} '{words}'")
        if outer in (None, "UA", "RU"):
            for found in places_in(text):
                if found.code in SINGLED_OUT:
                    return _Place(found.code, f"{field} '{found.text}'")
    return None


@lru_cache(maxsize=_REMEMBERED)
def _goods_origin(origin: str, product: str, maker: str) -> _Place:
    """Where the goods are made: the origin column, else the product text, else the maker's site."""
    stated = _column("origin", origin)
    if stated.code is None:
        found = origin_in_goods_text(product) if product else None
        if found is not None:
            return _Place(found.code, f"product text '{found.text}'")
        found = origin_in_maker_text(maker) if maker else None
        return _Place(found.code, f"maker text '{found.text}'") if found else _NOWHERE
    if stated.code == "CN":
        for field, text in (("product text", product), ("maker text", maker)):
            words = xinjiang_in(text, "CN") if text else None
            if words:
                return _Place("CN-XJ", f"{stated.evidence}, {field} '{words}'")
    return stated


def _pointers(line: SupplierLine, country: str | None, origin: str | None) -> tuple[tuple[str, str], ...]:
    """Every (field, words) of the line that points to Xinjiang; each field judged by the country it belongs to."""
    near = country.split("-")[0] if country else None
    made = origin.split("-")[0] if origin else None
    fields = (
        ("country", line.country, None),
        ("origin", line.origin, None),
        ("address", line.address, near),
        ("city", line.city, near),
        ("maker", line.maker, made),
        ("supplier_name", line.supplier_name, near),
        ("product_description", line.product_description, None),
    )
    return tuple((field, words) for field, text, code in fields if text and (words := xinjiang_in(text, code)))


def _outer(code: str) -> str:
    return code if code in SINGLED_OUT else code.split("-")[0]
