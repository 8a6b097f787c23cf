"""Where does a product text or a maker's site say that goods are made?

Refuses to take a product's name for a place: "china cup", "turkey breast", "Brazil nuts", "Congo red" name none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache

from supplychain.text.place_addresses import US_STATES, PlaceFinding
from supplychain.text.place_cells import place_code
from supplychain.text.place_cues import CODE_BEFORE, CODES_AS_WORDS, CUE, DENIED, HAN_CUE, HANDLED, NOT_SOURCE
from supplychain.text.place_last import closing_town
from supplychain.text.place_tables import SINGLED_OUT, composed, country_names, fold, read_table, word_set
from supplychain.text.place_words import NameTable, Span, Word, country_table, cut, find, is_street, place_table
from supplychain.text.place_xinjiang import first_words, xinjiang_in

SHORTEST_SPELT = 4  # letters of a country's name that is not one of our running languages

_MADE_BEHIND = word_set(
    "made make makes origin manufactured mfg mfd produced production grown sourced product manufacture"
)
_HAN_MADE = re.compile(r"\s*(?:制造|製造|生产|生產|出品|产(?!业|品|妇|科|后|前)|產(?!業|品)|製|산(?:$|[\s,)])|제조)")

# Product words beside a country's name that make it no place (before or behind it).
_IDIOMS: dict[str, frozenset[str]] = {
    "india": word_set("ink rubber pale"),
    "brazil": word_set("nut nuts wood wax"),
    "peru": word_set("balsam balm"),
    "canada": word_set("balsam dry goose"),
    "panama": word_set("hat hats red"),
    "congo": word_set("red"),
    "sudan": word_set("black red iii iv dye stain"),
    "japan": word_set("wax black lacquer"),
    "bermuda": word_set("shorts short grass onion onions"),
    "cuba": word_set("libre"),
    "chile": word_set("pepper peppers green red sauce powder con verde relleno roasted diced chile flakes pods"),
    "jordan": word_set("almond almonds air dr shoes frame"),
    "guinea": word_set("pig pigs fowl hen hens worm pepper anti"),
    "niger": word_set("seed seeds aspergillus"),
    "lebanon": word_set("bologna"),
    "morocco": word_set("leather"),
    "malta": word_set("goya drink cross"),
    "ireland": word_set("kathy"),
    "england": word_set("new"),
    "wales": word_set("prince"),
    "holland": word_set("blinds rusk sauce"),
    "cyprus": word_set("tree"),
    "macedonia": word_set("fruit salad"),
    "norway": word_set("lobster lobsters spruce maple"),
    "new zealand": word_set("spinach"),
    "timor": word_set("shaft"),
}
# Names that are first of all something else: only after "made in" and the like, or alone at the end of the text.
_HOMOGRAPHS = word_set("jersey chad georgia togo man dominica nevis jordan guinea niger turkey mali")
_NEVER = word_set("jersey georgia")  # even then: Georgia may be the state, jersey the fabric
_DISHES = word_set(
    "cup cups plate plates bowl bowls saucer saucers mug mugs dish dishes dinnerware tableware bone vitrified "
    "porcelain platter teapot clay ramekin casserole cabinet doll closet crockery creamer tureen "
)
_POULTRY = word_set(
    "breast breasts sliced ground roast roasted deli meat bacon sausage sausages sandwich gravy burger "
    "burgers ham chicken smoked wing wings leg legs patty patties dinner thigh thighs tenderloin boneless "
    "bnls skinless whole tom raw cooked food frozen frz oven meatball meatballs chili soup pastrami salami "
    "tetrazzini jerky lb tray puree pureed baster red "
)
# A country beside these says which market, plug or company is meant.
_MARKET = word_set(
    "plug plugs cord style version type size sizes std standard map flag edition outlet adapter adaptor "
    "keyboard market guide pharmacopoeia pharmacopeia visa spec specs voltage only label labels language inc "
    "llc ltd gmbh corp corporation incorporated co company sdn pvt pty lp plc holdings sales department "
    "university institute academy embassy society bank "
)
# Demonyms count beside goods that public lists name, not beside "Swiss roll" or "16 French catheter".
_GOODS = word_set(
    "cotton yarn thread fabric textile textiles garment garments apparel gown gowns scrub scrubs glove gloves "
    "latex rubber nitrile vinyl gauze bandage bandages towel towels linen linens steel stainless instrument "
    "instruments forceps scissors surgical tomato tomatoes rice shrimp fish seafood squid sugar sugarcane "
    "cocoa coffee tea tobacco gold silver copper tin cobalt lithium aluminum aluminium polysilicon silicon "
    "solar pvc brick bricks carpet carpets footwear shoes hair wig wigs toys furniture timber palm battery "
    "batteries electronics salt beef nuts cashew cashews origin made manufactured masks mask "
)
# Towns that goods are called after as they are after a people: both make surgical instruments.
_GOODS_TOWNS = (("sialkot", "PK", "demonym"), ("tuttlingen", "DE", "demonym"))
# State codes of makers' sites in the United States that are rarely meant for Israel, Colombia and Indonesia.
_STATES_FIRST = frozenset({"IL", "CO", "ID"})
# After a comma every other state code is the state, but for those that makers write for India, Germany and Canada.
_STATES_ONLY = US_STATES - {"IN", "DE", "CA"}
_LEGAL_FORMS = word_set("ag sa co as se kg sl sc bv pa md ps la pr sm tm ltd inc llc plc srl spa gmb")
_SURNAMES = frozenset({"US", "GB", "CA", "AU", "NZ", "IE", "ZA", "NG", "GH", "JM", "PH"})
_TOWN_LENGTH = 5
# Where companies are named after the city they stand in ("Shijiazhuang Hongray", "Sialkot Surgical Works").
_NAMED_AFTER_CITIES = frozenset({"CN", "PK", "BD", "VN"})
_SITE_WORDS = word_set("unit plant site factory works facility")


@lru_cache(maxsize=32768)
def origin_in_goods_text(text: str) -> PlaceFinding | None:
    """The place a product text states as the goods' origin, None where it states none.

    In order: "made in Malaysia" in a dozen languages, "Malaysia origin", a place alone at the end or in brackets,
    "Malaysian gloves", a country named anywhere. `how` says which; `text` is the evidence as written.
    """
    if not text or _names_nothing(text):
        return None
    text = composed(text)
    words = cut(text)
    found = _after_cue(text, words) or _by_code(text) or _by_mention(text, words)
    if found is None or found.code == "CN":
        region = xinjiang_in(text)
        if region:
            return PlaceFinding("CN-XJ", region, "region")
    return found


@lru_cache(maxsize=32768)
def origin_in_maker_text(text: str) -> PlaceFinding | None:
    """The place of a maker's site as its name or site column states it ("Hetero Unit III Hyderabad IN")."""
    if not text:
        return None
    text = composed(text)
    region = xinjiang_in(text)
    if region:
        return PlaceFinding("CN-XJ", region, "region")
    words = cut(text)
    cued = _after_cue(text, words)
    if cued is not None:
        return cued
    spans = [s for s in find(words, place_table()) if not is_street(words, s, text)]
    countries = [
        s for s in spans if s.kind == "country" and (words[s.first].folded not in _HOMOGRAPHS or _fills_part(words, s))
    ]
    if countries:
        return _finding(text, words, countries[-1], "country")
    found = _closing_site(text, words, spans)
    if found is None and (town := closing_town(text, words, _SITE_WORDS)) is not None:
        found = PlaceFinding(*town)
    return found


def _closing_site(text: str, words: Sequence[Word], spans: Sequence[Span]) -> PlaceFinding | None:
    """A city that closes the text, with or without a country code behind it ("Roche Basel", "Goa IN")."""
    if not words:
        return None
    last = len(words)
    written = text[words[-1].start : words[-1].end]
    code = country_names().get(written.lower()) if written.isupper() and len(written) in (2, 3) else None
    cities = [s for s in spans if s.kind in ("city", "town", "subdivision")]
    if code:
        near = [s for s in cities if s.code.split("-")[0] == code]
        site = any(word.folded in _SITE_WORDS for word in words)
        apart = last > 1 and words[-1].part != words[-2].part
        plain = written not in US_STATES and written.lower() not in _LEGAL_FORMS and not text.isupper()
        if not near and not cities and (written in _STATES_FIRST or (apart and written in _STATES_ONLY)):
            return PlaceFinding("US", written, "subdivision")
        if near or (not cities and (site or apart or plain)):
            return PlaceFinding(code, text[words[near[-1].first if near else -1].start :].strip(), "code")
        if not near and not cities and written in ("DE", "IN"):
            # Germany and India, as makers' sites write them, before Delaware and Indiana.
            return PlaceFinding(code, written, "code")
    end = last - 1 if code else last
    closing = [
        s for s in cities if (s.first > 0 and s.last == end and _is_no_surname(words, s)) or _fills_part(words, s)
    ]
    if not closing and cities and cities[0].first == 0 and cities[0].code.split("-")[0] in _NAMED_AFTER_CITIES:
        closing = [cities[0]] if cities[0].kind != "town" and cities[0].last < last else []
    return _finding(text, words, closing[-1], "city") if closing else None


def _is_no_surname(words: Sequence[Word], span: Span) -> bool:
    """Whether a name that closes a maker's name is a place: towns of English-speaking countries are surnames too."""
    if span.kind != "town":
        return True
    return span.code.split("-")[0] not in _SURNAMES and len(words[span.first].folded) >= _TOWN_LENGTH


def _names_nothing(text: str) -> bool:
    """A cheap look that settles most texts: no word begins a country's name, a demonym or a cue."""
    if not text.isascii():
        return False
    return _openings().isdisjoint(fold(text).split())


@cache
def _openings() -> frozenset[str]:
    cues = word_set(
        "made manufactured manufacture mfg mfd mfr origin orig coo produced product grown imported hecho hecha "
        "fabricado fabricada origen origem origine herkunft ursprung hergestellt buatan xinjiang urumqi xpcc "
        "uyghur sewn woven assembled menei mensei product hotan kashgar karakax turpan uygur uighur shihezi feito "
        "from ex manufacturing production make makes hechas hechos fabricados fabricadas prodotte prodotti prodotta "
        "fatta fatti fatte fabbricata fabbricate feitos feitas tillverkad tillverkat pagaminta poreklo porekla "
        "podrijetla vyrobeno vyroben izdelano proizvedeno ursprungsland oprindelsesland opprinnelsesland "
        "fremstillet produsert country ctry coo "
    )
    heads = {head for head in country_table().longest if head.isascii()}
    return frozenset(heads | {name.split()[0] for name in _demonyms().names} | cues | first_words())


@cache
def _demonyms() -> NameTable:
    rows = [(row[5], row[0], "demonym") for row in read_table("countries.csv") if row[3] == "demonym"]
    return NameTable.of([*rows, *_GOODS_TOWNS])


def _after_cue(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    """The first place that stands right behind a word of making, unless the word is denied."""
    starts = [word.start for word in words]
    for found in (*CUE.finditer(text), *HAN_CUE.finditer(text)):
        strong = bool(found.groupdict().get("strong")) or found.re is HAN_CUE or " by " in found.group()
        if _is_denied(text, found, strong):
            continue
        first = bisect_left(starts, found.end("cue"))
        if first == len(words):
            continue
        place = _place_from(text, words, first, strong)
        if place is not None:
            code, last = place
            return PlaceFinding(code, text[found.start() : words[last - 1].end], "cue")
    return None


# Letters before a cue in which its denial stands; the longest one has 40. Looking at all of the text before each of
# 2,500 cues cost 24 seconds.
_DENIED_WITHIN = 120


def _is_denied(text: str, cue: re.Match[str], strong: bool) -> bool:
    before = text[max(0, cue.start() - _DENIED_WITHIN) : cue.start()]
    return bool(DENIED.search(before)) or (not strong and bool(NOT_SOURCE.search(before)))


def _denied_starts(text: str) -> frozenset[int]:
    """Where a denied place begins: "not made in China", "shipped from China"."""
    return frozenset(cue.end() for cue in CUE.finditer(text) if _is_denied(text, cue, bool(cue.group("strong"))))


def _place_from(text: str, words: Sequence[Word], first: int, strong: bool) -> tuple[str, int] | None:
    """The code and last word of a place within three words, a country further right outweighing a city."""
    window = words[first : first + 7]
    countries = [s for s in find(window, country_table()) if s.first <= 3 and not _is_idiom(window, s)]
    near = [s for s in countries if s.first <= 1]
    if near and _name(window, near[0]) not in _NEVER:
        return near[0].code, first + near[0].last
    if not strong or not window:
        return None
    written = text[window[0].start : window[0].end]
    if written.isupper() and len(written) in (2, 3) and written.lower() in country_names():
        return country_names()[written.lower()], first + 1
    places = [s for s in find(window, place_table()) if s.first <= 1 and s.kind in ("country", "subdivision", "city")]
    if not places:
        return _spelt_otherwise(text, words, first)
    if countries and _name(window, countries[0]) not in _NEVER:
        return countries[0].code, first + countries[0].last
    code = places[0].code
    return (code if code in ("UA-43", "UA-40", "UA-14", "UA-09", "CN-XJ") else code.split("-")[0]), first + places[
        0
    ].last


def _spelt_otherwise(text: str, words: Sequence[Word], first: int) -> tuple[str, int] | None:
    """Behind a word of making: a country in a language that is not looked for in running text, or with one wrong
    letter ("made in Malyasia", "alkuperämaa Malesia")."""
    part = words[first].part
    for length in (3, 2, 1):
        last = first + length
        if last > len(words) or words[last - 1].part != part:
            continue
        name = text[words[first].start : words[last - 1].end]
        if len(name) >= SHORTEST_SPELT and (code := place_code(name)) is not None and name.lower() not in _NEVER:
            return _outer(code), last
    return None


def _outer(code: str) -> str:
    return code if code in SINGLED_OUT else code.split("-")[0]


def _name(words: Sequence[Word], span: Span) -> str:
    """The folded name of a span."""
    return " ".join(word.folded for word in words[span.first : span.last])


def _by_code(text: str) -> PlaceFinding | None:
    """The country of a code in capitals before a word of making, where it is no word of a text all in capitals."""
    words = CODES_AS_WORDS if text.isupper() else frozenset()
    for found in CODE_BEFORE.finditer(text):
        code = country_names().get(found.group(1).lower())
        if code and found.group(1) not in words and not _is_denied(text, found, True):
            return PlaceFinding(code, found.group(), "code")
    return None


def _handled(text: str) -> list[range]:
    """Where the text speaks of a distributor or importer: a country there is theirs."""
    return [range(*found.span()) for found in HANDLED.finditer(text)]


def _by_mention(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    """A country named without a word of making, where nothing says it is a product's name."""
    denied = _denied_starts(text)
    handled = _handled(text)
    spans = [
        s
        for s in find(words, country_table())
        if not _is_idiom(words, s)
        and not _for_market(words, s)
        and words[s.first].start not in denied
        and not any(words[s.first].start in theirs for theirs in handled)
    ]
    demonyms = [s for s in find(words, _demonyms()) if not any(o.first <= s.first < o.last for o in spans)]
    for span in (*spans, *demonyms):
        if _made_behind(text, words, span) and _name(words, span) not in _NEVER:
            return _finding(text, words, span, "origin")
    closing = [s for s in (*demonyms, *spans) if _fills_part(words, s) and _name(words, s) not in _NEVER]
    closing = [s for s in closing if s.last == len(words) or _bracketed(text, words, s)]
    if closing:
        return _finding(text, words, closing[-1], "closing")
    for span in demonyms:
        if any(w.folded in _GOODS for w in words[span.last : span.last + 2] if w.part == words[span.first].part):
            return _finding(text, words, span, "demonym")
    textile = any(word.folded in _GOODS for word in words)
    open_names = [
        s for s in spans if (name := _name(words, s)) not in _HOMOGRAPHS or (textile and name in ("turkey", "jordan"))
    ]
    return _finding(text, words, open_names[0], "mention") if open_names else None


def _is_idiom(words: Sequence[Word], span: Span) -> bool:
    name = _name(words, span)
    around = {w.folded for w in (*words[max(0, span.first - 2) : span.first], *words[span.last : span.last + 2])}
    if name == "china":
        return not _DISHES.isdisjoint(word.folded for word in words)
    if name == "turkey":
        return not _POULTRY.isdisjoint(word.folded for word in words)
    return not _IDIOMS.get(name, frozenset()).isdisjoint(around)


def _for_market(words: Sequence[Word], span: Span) -> bool:
    behind = words[span.last : span.last + 1]
    before = words[max(0, span.first - 1) : span.first]
    return any(w.folded in _MARKET for w in behind) or any(w.folded in ("for", "para", "to") for w in before)


def _made_behind(text: str, words: Sequence[Word], span: Span) -> bool:
    last = words[span.last - 1]
    if _HAN_MADE.match(text, last.end):
        return True
    behind = words[span.last : span.last + 1]
    return any(w.folded in _MADE_BEHIND and w.part == last.part for w in behind) and not DENIED.search(
        text[: words[span.first].start]
    )


def _fills_part(words: Sequence[Word], span: Span) -> bool:
    part = words[span.first].part
    return all(span.first <= at < span.last for at, word in enumerate(words) if word.part == part)


def _bracketed(text: str, words: Sequence[Word], span: Span) -> bool:
    return text[: words[span.first].start].rstrip()[-1:] in ("(", "[", "（")


def _finding(text: str, words: Sequence[Word], span: Span, how: str) -> PlaceFinding:
    return PlaceFinding(_outer(span.code), text[words[span.first].start : words[span.last - 1].end], how)
