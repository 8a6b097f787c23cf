"""Where is the site that a maker's cell states, by its name, its address or a place behind its name?

Refuses to take a surname for a town: a bare last word counts only where it is a city, or names the firm's works.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from supplychain.text.place_addresses import address_place
from supplychain.text.place_closing import behind_maker
from supplychain.text.place_cued import after_cue
from supplychain.text.place_idioms import HOMOGRAPHS
from supplychain.text.place_last import closing_town
from supplychain.text.place_states import state_behind_town
from supplychain.text.place_tables import US_STATES, composed, country_names, outer, word_set
from supplychain.text.place_words import (
    PlaceFinding,
    Span,
    Word,
    cut,
    fills_part,
    find,
    finding,
    is_street,
    place_table,
    written,
)
from supplychain.text.place_xinjiang import xinjiang_in

# State codes of makers' sites in the United States that are rarely meant for Israel, Colombia and Indonesia.
_STATES_FIRST = frozenset({"IL", "CO", "ID"})
# After a comma every other state code is the state, but for those that makers write for India, Germany and Canada.
_STATES_ONLY = US_STATES - {"IN", "DE", "CA"}
# State codes that are also a company's, a doctor's or another country's letters.
_ALSO_WORDS = frozenset({"CO", "DE", "IN", "MD", "PA", "CA", "ID", "IL", "LA", "ME", "OR", "AL"})
_LEGAL_FORMS = word_set("ag sa co as se kg sl sc bv pa md ps la pr sm tm ltd inc llc plc srl spa gmb")
_SURNAMES = frozenset({"US", "GB", "CA", "AU", "NZ", "IE", "ZA", "NG", "GH", "JM", "PH"})
_TOWN_LENGTH = 5
_HAN_ADDRESS = 5  # characters: more than a company's short name has
# Where companies are named after the city they stand in ("Shijiazhuang Hongray", "Sialkot Surgical Works").
_NAMED_AFTER_CITIES = frozenset({"CN", "PK", "BD", "VN"})
_SITE_WORDS = word_set("unit plant site factory works facility")


@lru_cache(maxsize=32768)
def origin_in_maker_text(text: str) -> PlaceFinding | None:
    """The place of a maker's site as its name or site column states it ("Hetero Unit III Hyderabad IN")."""
    if not text:
        return None
    text = composed(text)
    region = xinjiang_in(text)
    if region and (elsewhere := address_place(text)) is not None:
        region = xinjiang_in(text, elsewhere.code)  # "Turpan Carpets, London"
    if region:
        return PlaceFinding("CN-XJ", region, "region")
    words = cut(text)
    cued = after_cue(text, words)
    if cued is not None:
        return cued
    site = _town_with_state(text, words) or _address_behind(text, words)
    if site is not None:
        return site
    spans = [s for s in find(words, place_table()) if not is_street(words, s, text)]
    countries = [
        s for s in spans if s.kind == "country" and (words[s.first].folded not in HOMOGRAPHS or fills_part(words, s))
    ]
    if countries:
        return finding(text, words, countries[-1], "country")
    found = _closing_site(text, words, spans)
    return found or closing_town(text, words, _SITE_WORDS) or behind_maker(text, words, ())


def _town_with_state(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    found = state_behind_town(text, words)
    return found.of_country() if found else None


def _address_behind(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    """The place of the address that stands behind a maker's name: two parts more, or one with a number or in Han."""
    behind = [word for word in words if word.part > 0]
    if not behind:
        return None
    one_part = behind[0].part == behind[-1].part
    han = sum(word.cjk for word in behind) > _HAN_ADDRESS
    if one_part and not han and not any(c.isdigit() for w in behind for c in w.folded):
        return None
    found = address_place(text[behind[0].start :])
    if found is not None and outer(found.code) == "CN" and (words_of := xinjiang_in(text, "CN")):
        return PlaceFinding("CN-XJ", words_of, "region")
    return found and found.of_country()


def _closing_site(text: str, words: Sequence[Word], spans: Sequence[Span]) -> PlaceFinding | None:
    """A city that closes the text, with or without a country code behind it ("Roche Basel", "Goa IN")."""
    if not words:
        return None
    last = len(words)
    letters = written(text, words[-1:])
    code = country_names().get(letters.lower()) if letters.isupper() and len(letters) in (2, 3) else None
    cities = [s for s in spans if s.kind in ("city", "town", "subdivision")]
    if code:
        near = [s for s in cities if s.code.split("-")[0] == code]
        site = any(word.folded in _SITE_WORDS for word in words)
        apart = last > 1 and words[-1].part != words[-2].part
        plain = letters not in US_STATES and letters.lower() not in _LEGAL_FORMS and not text.isupper()
        if not cities and (letters in _STATES_FIRST or (apart and letters in _STATES_ONLY)):
            return PlaceFinding("US", letters, "subdivision")
        # "Goa IN"; Germany and India, as makers' sites write them, before Delaware and Indiana.
        if near or (not cities and (site or apart or plain or letters in ("DE", "IN"))):
            return PlaceFinding(code, written(text, words[near[-1].first if near else -1 :]), "code")
    end = last - 1 if code else last
    named = cities[:1] if cities and cities[0].kind == "town" and outer(cities[0].code) in _SURNAMES else []
    if named and named[0].last - named[0].first == last:
        return None  # a firm called as a town is: "Cypress"
    closing = [
        s for s in cities if (s.first > 0 and s.last == end and _is_no_surname(words, s)) or fills_part(words, s)
    ]
    if not closing and cities and cities[0].first == 0 and cities[0].code.split("-")[0] in _NAMED_AFTER_CITIES:
        closing = [cities[0]] if cities[0].kind != "town" and cities[0].last < last else []
    return finding(text, words, closing[-1], "city") if closing else None


def _is_no_surname(words: Sequence[Word], span: Span) -> bool:
    """Whether a name that closes a maker's name is a place: towns of English-speaking countries are surnames too."""
    if span.kind != "town":
        return True
    country = span.code.split("-")[0]
    if country == "CN" and len(words[span.first].folded) == _TOWN_LENGTH - 1:
        return True  # "GE Wuxi"
    return country == "IN" or (country not in _SURNAMES and len(words[span.first].folded) >= _TOWN_LENGTH)
