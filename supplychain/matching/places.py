"""Where is the supplier, where are the goods made, and what on the line points to Xinjiang?

Refuses to let a distributor's country stand for the origin: goods whose origin nothing states have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from supplychain.matching.remarks import Remarks, remark_origins, remark_pointers
from supplychain.model import SupplierLine
from supplychain.text.places import (
    SINGLED_OUT,
    US_STATES,
    address_place,
    code_of_part,
    country_code,
    further_places_in_goods_text,
    origin_in_goods_text,
    origin_in_maker_text,
    origin_in_remark,
    place_code,
    places_in,
    reads_as_address,
    site_places,
    states_no_place,
    without_unstated,
    xinjiang_in,
    xinjiang_in_remark,
)

# The same cells stand on thousands of lines; a sheet of 100,000 lines has a few thousand distinct ones.
_REMEMBERED = 65536


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The places of one supplier line. `country` is the supplier's own place, `origin` where the goods are made, as
    ISO codes ("MY", "CN-XJ"), None when nothing states them; `country_from` and `origin_from` are the evidence in a
    few words, "" where there is none. `xinjiang` holds every (field, words) that points to Xinjiang. `origins` holds
    every origin stated, as (code, evidence): a cell may name two countries, or a text another one than its column;
    `origin` is the first of them. A remark is the field "remark column '<its header>'" and told in its own words;
    `denied` holds, like `xinjiang`, the remarks that name Xinjiang to deny it: a claim, and no origin."""

    country: str | None
    origin: str | None
    country_from: str
    origin_from: str
    xinjiang: tuple[tuple[str, str], ...]
    origins: tuple[tuple[str, str], ...] = ()
    denied: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    code: str | None
    evidence: str


_SEVERAL = re.compile(r"[/;&+|]|\s(?:and|or|y|et|und|e)\s", re.IGNORECASE)
_NOWHERE = _Place(None, "")
JOINT = " / "  # between the origins that several columns of one row state


def whereabouts(line: SupplierLine) -> Whereabouts:
    """The places one supplier line states, with the evidence for each."""
    country = _supplier_place(line.country, line.address, line.city)
    origins = _goods_origins(line.origin, line.product_description, line.maker, line.remarks)
    first = origins[0] if origins else _NOWHERE
    stated = tuple((place.code, place.evidence) for place in origins if place.code)
    xinjiang = _pointers(line, country.code, first.code)
    denied: tuple[tuple[str, str], ...] = ()
    if line.remarks or xinjiang:
        xinjiang, denied = _told_in_words(line, xinjiang, [code for code, _ in stated] or [country.code])
    return Whereabouts(country.code, first.code, country.evidence, first.evidence, xinjiang, stated, denied)


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
    if not text.strip() or (states_no_place(text) and not (field == "country" and place_code(text))):
        return _NOWHERE  # a supplier in "NA" is in Namibia, goods from "NA" are from nowhere that is stated
    code = _in_address_cell(text) if reads_as_address(text) else _in_country_cell(field, text)
    if code is None or code == "CN":
        code = "CN-XJ" if _lies_in_xinjiang(text, code) else code
    return _Place(code, f"{field} column '{text.strip()}'") if code else _NOWHERE


def _in_country_cell(field: str, text: str) -> str | None:
    said = field == "origin" and len(text.split()) > 1  # "Fabriqué en Chine", "made in Vietnam, DC Reno 89502"
    # An official name first: of "Korea, Dem. People's Rep." a text's reader takes Korea.
    code, read = place_code(text), text
    if said and code is None:
        stated = origin_in_remark(text)
        code, read = (stated.code, text) if stated else (None, _stated_part(text))
    code = code or next(iter(_several(read)), None)
    if code is None:
        found = address_place(read)
        code = found.of_country().code if found else None
    return code


def _in_address_cell(text: str) -> str | None:
    found = next(iter(site_places(text)), None)
    return found.code if found else None if any(char.isdigit() for char in text) else place_code(text)


def _stated_part(text: str) -> str:
    """An origin cell without what it only wishes, asks or denies ("must be made in USA")."""
    return " ".join(without_unstated(text).split()) if " " in text else text


def _lies_in_xinjiang(text: str, country: str | None) -> bool:
    """Whether a text points to Xinjiang, and not to say that goods are not from there or only pass."""
    if xinjiang_in(text, country) is None:
        return False
    said = xinjiang_in_remark(text, country)
    return any(not (pointer.denied or pointer.passing) for pointer in said) or (not said and reads_as_address(text))


def _several(text: str) -> tuple[str, ...]:
    """The countries of a cell that names more than one ("China / Malaysia", "US, CN"), in its order; () else."""
    if reads_as_address(text):
        stated = tuple(found.code for found in site_places(text))
        return stated if len(stated) > 1 else ()
    if any(char.isdigit() for char in text):
        return ()
    parts = [code_of_part(part) for part in _SEVERAL.split(text)]
    if not any(parts) and "(" not in text:
        # A comma also stands inside an address: only where every part is a country does it part them.
        parts = [code_of_part(part) for part in text.split(",")]
        if not all(parts):
            return ()
    return tuple(dict.fromkeys(code for code in parts if code))


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
    """The place of address and city read as one address; a quarter named like a country ("Col. Roma") stands before
    its town, so that each by itself is asked only where both together tell nothing."""
    both = ", ".join(part for part in (address.strip(), city.strip()) if part)
    for text in dict.fromkeys((both, address, city)):
        found = address_place(text) if text.strip() else None
        if found is not None:
            field = next(
                (name for name, cell in (("city", city), ("address", address)) if found.text in cell), "address"
            )
            return _Place(found.of_country().code, f"{field} '{found.text}'")
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
def _goods_origins(origin: str, product: str, maker: str, remarks: Remarks) -> tuple[_Place, ...]:
    """Where the goods are made: every country of the origin column, where it is blank the first that a remark states;
    then those that the product text and the remarks state and these do not; where none states any, the maker's site.
    What they say besides, of a second making or of materials' places, comes last: a list may name cotton wherever it is
    sewn."""
    several = _several(origin)
    if place_code(origin) is not None and "CN-XJ" not in several:
        several = ()  # "Valencia, Venezuela"
    stated = [_Place(code, f"origin column '{origin.strip()}'") for code in several] or [_column("origin", origin)]
    stated += _joined_places(origin, stated)
    told = remark_origins(remarks)
    stated = [place for place in stated if place.code] or [_Place(*one[:2]) for one in told[:1]]
    stated = [_in_xinjiang(place, product, maker, remarks) for place in stated]
    found = origin_in_goods_text(product) if product else None
    if found is not None and found.code.split("-")[0] not in {(place.code or "").split("-")[0] for place in stated}:
        stated.append(_Place(found.code, f"product text '{found.text}'"))
    for code, evidence, is_said in told:  # a bare place beside an origin may be anybody's
        if is_said and code.split("-")[0] not in {(place.code or "").split("-")[0] for place in stated}:
            stated.append(_Place(code, evidence))
    if not stated and maker:
        found = origin_in_maker_text(maker)
        return (_Place(found.code, f"maker text '{found.text}'"),) if found else ()
    return (*stated, *_places_besides(origin, product, stated))


def _joined_places(origin: str, stated: Sequence[_Place]) -> list[_Place]:
    """What single parts of an origin joined of several columns say of another country ("Sialkot / Germany")."""
    parts = origin.split(JOINT) if JOINT in origin else []
    known, found = {(place.code or "").split("-")[0] for place in stated}, []
    for place in (_column("origin", part) for part in parts):
        if place.code and place.code.split("-")[0] not in known:
            known.add(place.code.split("-")[0])
            found.append(place)
    return found


def _places_besides(origin: str, product: str, stated: Sequence[_Place]) -> list[_Place]:
    """The further places of making, and those of materials and parts, that a text names and no origin stated is."""
    known, places = {place.code for place in stated}, []
    told = "" if reads_as_address(origin) else _stated_part(origin)
    for field, text in (("origin column", told), ("product text", product)):
        for found in further_places_in_goods_text(text):
            if found.code not in known and not (found.code == "CN" and "CN-XJ" in known):
                known.add(found.code)
                said = ", of a material" if found.how == "material" else ""
                places.append(_Place(found.code, f"{field} '{found.text}'{said}"))
    return places


def _in_xinjiang(stated: _Place, product: str, maker: str, remarks: Remarks) -> _Place:
    """China narrowed to Xinjiang where the product or maker text or a remark lies there."""
    if stated.code == "CN":
        for field, text in (("product text", product), ("maker text", maker)):
            words = xinjiang_in(text, "CN") if text else None
            if words:
                return _Place("CN-XJ", f"{stated.evidence}, {field} '{words}'")
        for field, pointer in remark_pointers(remarks, "CN"):
            if not (pointer.denied or pointer.passing):
                return _Place("CN-XJ", f"{stated.evidence}, {field}: '{pointer.said}'")
    return stated


def _pointers(line: SupplierLine, country: str | None, origin: str | None) -> tuple[tuple[str, str], ...]:
    """Every (field, words) of the line that points to Xinjiang; each field judged by the country it belongs to."""
    near = country.split("-")[0] if country else None
    made = origin.split("-")[0] if origin else None
    fields = (
        ("country", line.country, None),
        ("origin", line.origin, _own_country(line.origin, None)),
        ("address", line.address, near),
        ("city", line.city, near),
        ("maker", line.maker, _own_country(line.maker, made)),
        ("supplier_name", line.supplier_name, near),
        ("product_description", line.product_description, None),
        ("spend_category", line.spend_category, None),
    )
    return tuple((field, words) for field, text, code in fields if text and (words := xinjiang_in(text, code)))


def _told_in_words(
    line: SupplierLine, found: tuple[tuple[str, str], ...], codes: Sequence[str | None]
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """The pointers with those of the remarks, whatever the origin column says, and what only denies Xinjiang, in a
    remark or in a column that may hold one. `codes` are the places stated."""
    chinese = "CN" if any(code and code.startswith("CN") for code in codes) else None
    told = []
    for field, text in (("origin", line.origin), ("spend_category", line.spend_category)):
        own = xinjiang_in_remark(text) if any(field == name for name, _ in found) else ()
        if own and all(pointer.denied for pointer in own):
            found = tuple(pointer for pointer in found if pointer[0] != field)
            told += [(field, pointer) for pointer in own]
    told += remark_pointers(line.remarks, chinese)
    pointing = tuple((field, pointer.said) for field, pointer in told if not pointer.denied)
    return (*found, *pointing), tuple((field, pointer.said) for field, pointer in told if pointer.denied)


def _own_country(text: str, country: str | None) -> str | None:
    """The country that a cell which may point to Xinjiang states by an address of its own, else that of the line."""
    code = _in_address_cell(text) if xinjiang_in(text, "CN") and reads_as_address(text) else None
    return code.split("-")[0] if code else country
