"""Which place does a cell state that was meant for a country or a site and holds a whole address ("Via Statale 12 Nord
86, 41037 Mirandola (MO)", "Warsaw, IN")?

Refuses to read what is no address: names of countries, several of them, and sentences.
"""

from __future__ import annotations

import re
from functools import lru_cache

from supplychain.text.place_addresses import address_place
from supplychain.text.place_cells import names_only_places, place_code
from supplychain.text.place_cued import after_cue
from supplychain.text.place_last import PLACE_WORDS
from supplychain.text.place_states import state_behind_town
from supplychain.text.place_tables import US_STATES, composed, country_names, fold, word_set
from supplychain.text.place_towns import towns_named
from supplychain.text.place_words import STREET_WORDS, PlaceFinding, cut
from supplychain.text.place_xinjiang import xinjiang_in

_BREAK = re.compile(r"[,，、;；\n]")
_LISTED = re.compile(r"\s(?:and|or|y|et|und|e)\s|[/&+|;]", re.IGNORECASE)
# Scripts whose addresses need no comma: kana, Han, Hangul, Thai, Arabic, Cyrillic, Hebrew.
_OTHER_SCRIPT = re.compile(r"[\u0400-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Where a numbered house or an office of the land is: "街9號", "149番地", "3号楼", "개발구", "街道", "县工业园".
_HAN_PLACE = re.compile(
    r"[路街道巷弄省市区區县縣镇鎮乡鄉村州号號庁府都丁番団园園]|[가-힣](?:도|시|군|구|읍|면|동|리|로|길)(?=\s|\d|$)"
)
_POSTCODE = re.compile(r"(?<!\d)\d{4,6}(?!\d)|\d{2,5}-\d{3,4}")
_JOINING = PLACE_WORDS | word_set("della do dos das el los las den der am im an bei upon e y o i no")
# Capitals that stand first in an address for a firm's form or a post box rather than for a country ("PT, Jakarta").
_NO_CODES = frozenset({"PT", "CV", "SA", "AG", "SL", "KG", "AB", "AS", "NO", "ET", "ST", "PO", "BP", "KM", "MR", "CO"})
_TITLES = word_set(
    "the republic rep of democratic dem people peoples s socialist federal federated islamic former yugoslav state "
    "states kingdom province plurinational bolivarian federation fyr america south north republica republique"
)
_ASIDE = re.compile(r"\s[-–—]\s|[(\[]")
_CLOSING_NUMBER = re.compile(r"[\s\d-]+$")
_TOWN_AND_STATE = 2  # parts
_LONGEST_CODE = 3  # letters
_CARE_OF = re.compile(r"\bc/o\b", re.IGNORECASE)  # among goods "country of origin"
_MOST_WORDS = 6  # of a part of an address without any number


@lru_cache(maxsize=32768)
def reads_as_address(text: str) -> bool:
    """Whether a cell reads as the address of a site: several parts with a number, a street, a postcode behind a name,
    or a town and its state; not one with a word of making ("made in Vietnam, DC Reno 89502"), which is a sentence."""
    text = _CARE_OF.sub("", composed(text)).strip()
    if len(text) < len("Ufa, RU"):
        return False
    parts = [part for part in _BREAK.split(text) if any(char.isalpha() for char in part)]
    if names_only_places(text) or _lists_countries(parts, text):
        return _is_town_and_state(text)
    return _looks_like_address(text, parts) and after_cue(text, cut(text)) is None


@lru_cache(maxsize=32768)
def site_places(text: str) -> tuple[PlaceFinding, ...]:
    """The place that a cell which reads as an address states: a country before its address, else as addresses tell it;
    () where nothing does. Behind a country the address may name another one outright ("USA, Ludhiana, India", cotton
    and mill): it is told too. The codes are the countries', where lists single no part of them out."""
    text = composed(text)
    found = address_place(text)
    place = found and found.of_country()
    stated = None if _is_town_and_state(text) else _country_before(text, found)
    if stated is None:
        return (place,) if place else ()
    further = place and place.how == "country" and place.code[:2] != stated.code[:2]
    return (stated, place) if place and further else (stated,)


def code_of_part(part: str) -> str | None:
    """The place that one part of a cell names by itself, a place of Xinjiang too ("Urumqi"); None where it is more."""
    alone = part.strip()
    named = xinjiang_in(alone)
    return place_code(alone) or ("CN-XJ" if named and named.casefold() == alone.casefold() else None)


def _lists_countries(parts: list[str], text: str) -> bool:
    """Whether every part is a place by itself and they lie in several countries ("Urumqi, Istanbul"): two origins."""
    if len(parts) < _TOWN_AND_STATE or any(char.isdigit() for char in text):
        return False
    codes = [code_of_part(part) for part in parts]
    several = all(codes) and len({code[:2] for code in codes if code}) > 1
    return several and ("CN-XJ" in codes or place_code(text) is None)  # "Valencia, Venezuela" is one


def _looks_like_address(text: str, parts: list[str]) -> bool:
    if any(char.isdigit() for char in text):
        if len(parts) > 1 or _OTHER_SCRIPT.search(text):
            return True
        words = {word.folded for word in cut(text)}
        return not words.isdisjoint(STREET_WORDS) or (len(words) > 1 and _POSTCODE.search(text) is not None)
    if _OTHER_SCRIPT.search(text):
        return len(_HAN_PLACE.findall(text)) > 1
    if len(parts) < _TOWN_AND_STATE or _LISTED.search(text) or any(_is_title(part) for part in parts):
        return False
    return all(_is_name(part) for part in parts)


def _country_before(text: str, found: PlaceFinding | None) -> PlaceFinding | None:
    """The country before an address: "Thailand, 5 Klong Road", but not "Lebanon, Tennessee 37087"."""
    head, _, behind = text.partition(",")
    head = head.strip()
    if not behind or any(char.isdigit() for char in head) or head in _NO_CODES or not names_only_places(head):
        return None
    code = place_code(head)
    its_own_town = found is not None and found.code[:2] in towns_named(fold(head).replace(" ", ""))
    return PlaceFinding(code, head, "country") if code and not its_own_town else None


def _is_town_and_state(text: str) -> bool:
    """Whether a town that is called as a country or state stands before its state ("Peru, IL 61354", "Holland, MI",
    "Birmingham, Alabama"); "PE, IN" and "Mexico, IN" are two countries."""
    text = _CLOSING_NUMBER.sub("", text)
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != _TOWN_AND_STATE or len(parts[0]) <= _LONGEST_CODE:
        return False
    of_no_country = parts[1] in US_STATES and parts[1].lower() not in country_names()
    if not of_no_country and parts[1] in US_STATES and fold(parts[0]) in country_names():
        return False
    return of_no_country or state_behind_town(text, cut(text)) is not None


def _is_title(part: str) -> bool:
    """Whether a part is only the rest of a country's official name ("Netherlands, The", "Korea, Republic of")."""
    return set(fold(_ASIDE.split(part)[0]).split()) <= _TITLES


def _is_name(part: str) -> bool:
    """Whether a part without a number is a name: its words begin with capitals, and they are few."""
    words = part.split()
    told = [word for word in words if fold(word) not in _JOINING]
    return len(words) <= _MOST_WORDS and all(not word[:1].isalpha() or word[:1].isupper() for word in told)
