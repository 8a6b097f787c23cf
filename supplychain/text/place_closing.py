"""Which known place closes a product text ("S-Monovette 2.7ml, Nümbrecht", "Gloves, Guangdong Fei Fan")?

Refuses to take a seller's town or a service's for the origin, and an English town, which may be a surname, a style or
an eponym. Towns with a code or a state are `place_states`, those bare behind a maker's name `place_makers`.
"""

from __future__ import annotations

from collections.abc import Sequence

from supplychain.text.place_idioms import is_common, name_of
from supplychain.text.place_makers import names_seller, names_service
from supplychain.text.place_states import SAFE_CODES, town_with_code
from supplychain.text.place_tables import (
    ENGLISH,
    MAKING,
    NAMED_AFTER_CITIES,
    US_STATES,
    country_names,
    fold,
    outer,
    word_set,
)
from supplychain.text.place_towns import homes_of_end, towns_named
from supplychain.text.place_words import PlaceFinding, Word, find, finding, is_within, place_table, written

_LONGEST_TOWN = 3  # words of a small town's name
_SHORTEST_CITY = 4  # letters of a well-known city
_SHORTEST_TOWN = 6  # letters of a small town where nothing else says that it is one


# Towns after which instruments, splints, agars and dyes are called.
_EPONYMS = word_set(
    "paris zurich geneva vienna berlin cologne madrid barcelona lisbon havana bogota manila bombay calcutta "
    "verona valencia tours lyon marburg heidelberg prague rome milan turin florence venice moscow athens lima "
    "santiago havre madras kashmir peking canton nankin nanking calicut quebec bordeaux dijon nancy brunswick "
    "hamburg frankfurt brussels roma parma bologna siena coburg angora cordoba cusco seville malaga alicante carrara "
    "ravenna modena milano torino salzburg savona calais gouda lucerne zermatt innsbruck "
    # surgeons, and stuffs, styles and cheeses
    "wertheim schroeder castroviejo takahashi mathieu rosenthal wartenberg steinberg wittenberg luxemburg rosenberg "
    "neumann lindemann volkmann langenbeck dieffenbach schwarzenberg gorgonzola merino damask lipari riviera murano "
    "portofino cologne camembert emmental parmesan cheviot shetland chantilly valenciennes sorrento capri "
    "weisenburg wolfsberg friedberg hirschberg bergmann "
)


def closes_with_place(text: str) -> bool:
    """A cheap look whether the last part of a text may be a place's name or a country's code."""
    if text[-3:-2] == " " and text[-2:] in SAFE_CODES:
        return True
    body = text.rstrip(" .)")
    at = max(body.rfind(","), body.rfind(";"), body.rfind("("), body.rfind(" - ") + 2 * (" - " in body))
    tail = body[at + 1 :]
    if at < 0 or not tail:
        return False
    folded = fold(tail)
    if len(folded) >= _SHORTEST_TOWN and towns_named(folded.replace(" ", "")):
        return True
    known, last = place_table().names, folded.rpartition(" ")[2]
    if folded in known or folded.partition(" ")[0] in known or last.upper() in US_STATES:
        return True
    return len(folded) == len("xx") and folded in country_names()


def closing_place(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """The place in the last part of the text, or a well-known city of a making country behind the goods."""
    if not words or words[-1].part == 0 or names_seller(words) or names_service(words):
        return None
    return _closing(text, words, handled) or _making_city(text, words, handled)


def _closing(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """A well-known place that fills the last part of the text, none of the first; a state or code behind its town; a
    Chinese or Pakistani city at the head of the last part ("Guangdong Fei Fan")."""
    closing = [word for word in words if word.part == words[-1].part]
    if is_within(closing[0].start, handled) or text[closing[0].start].islower():
        return None
    before = [word for word in words if word.part == words[-1].part - 1]
    named = written(text, closing)
    if len(closing) == 1 and (coded := town_with_code(text, words, goods=True)) is not None:
        return coded
    spans = find(closing, place_table())
    if not spans:
        return _sole_town(text, closing)
    if spans[0].first > 0 or spans[0].kind == "country":
        return None
    code, name = outer(spans[0].code), name_of(closing, spans[0])
    if spans[0].last < len(closing):
        firm = code in NAMED_AFTER_CITIES and spans[0].kind != "town" and len(spans) == 1
        rest = closing[spans[0].last :]
        if not firm or any(text[word.start].islower() or word.folded[0].isdigit() for word in rest):
            return None
    elif code in ENGLISH:  # their names are surnames, styles and eponyms too: a state wants its town before it
        if code not in homes_of_end(before):
            return None
    elif name in _EPONYMS or is_common(name) or (closing[0].folded.isascii() and len(name) < _SHORTEST_CITY):
        return None
    return PlaceFinding(code, named, "city")


def _sole_town(text: str, closing: Sequence[Word]) -> PlaceFinding | None:
    """A small town that alone fills the last part, of one country, where English is not spoken ("…, Nümbrecht")."""
    name = "".join(word.folded for word in closing)
    if (
        len(closing) > _LONGEST_TOWN
        or len(name) < _SHORTEST_TOWN
        or text.isupper()
        or name in _EPONYMS
        or is_common(name)
    ):
        return None
    letters = [word.folded for word in closing if word.folded.isalpha()]
    homes = towns_named("".join(letters)) or towns_named("".join(part for part in letters if len(part) > 1))
    spoken = any(is_common(word.folded) for word in closing if len(word.folded) > len("the"))
    if len(homes) != 1 or not homes.isdisjoint(ENGLISH) or spoken:
        return None
    return PlaceFinding(next(iter(homes)), written(text, closing), "town")


def _making_city(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """A well-known city of a making country that fills a part of the text but the first, or ends a maker's name there
    ("Semarang, Java", "Duckback Kolkata")."""
    for span in reversed(find(words, place_table())):
        first, name = words[span.first], name_of(words, span)
        known = span.kind == "city" and outer(span.code) in MAKING and len(name) >= _SHORTEST_CITY
        if not known or first.part == 0 or name in _EPONYMS or is_within(first.start, handled):
            continue
        part = [at for at, word in enumerate(words) if word.part == first.part]
        named = [word for word in words[part[0] : span.first] if not text[word.start].isupper()]
        if part[-1] == span.last - 1 and not named and (part[0] == span.first or not text.isupper()):
            return finding(text, words, span, "city")
    return None
