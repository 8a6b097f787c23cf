"""Where is the site of a maker, by its name, its address or a place behind its name: in a cell of its own, or where a
product text ends in its name ("Square Pharmaceuticals, Pabna", "B. Braun Melsungen")?

Refuses to take a surname for a town: a bare last word counts only where it is a city, or names the firm's works; and a
seller's town for a site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from supplychain.text.place_addresses import address_place
from supplychain.text.place_cued import after_cue
from supplychain.text.place_idioms import HOMOGRAPHS, is_common
from supplychain.text.place_last import place_of_part
from supplychain.text.place_sites import reads_as_address
from supplychain.text.place_states import state_behind_town, town_with_state
from supplychain.text.place_tables import (
    NAMED_AFTER_CITIES,
    US_STATES,
    WORKS,
    composed,
    country_names,
    fold,
    outer,
    word_set,
)
from supplychain.text.place_towns import SHORTEST, TOWN, homes_of_end, towns, towns_named
from supplychain.text.place_words import (
    PlaceFinding,
    Span,
    Word,
    cut,
    fills_part,
    find,
    finding,
    is_street,
    is_within,
    parts,
    place_table,
    written,
)
from supplychain.text.place_xinjiang import xinjiang_in

# State codes of makers' sites in the United States that are rarely meant for Israel, Colombia and Indonesia.
_STATES_FIRST = frozenset({"IL", "CO", "ID"})
# After a comma every other state code is the state, but for those that makers write for India, Germany and Canada.
_STATES_ONLY = US_STATES - {"IN", "DE", "CA"}
_LIKE_STATES = word_set("ag sa co as se kg sl sc bv pa md ps la pr sm tm ltd inc llc plc srl spa gmb")
_FURTHER_FORMS = word_set("gmbh sdn bhd pvt pte pty limited corp corporation company group srl sas kk")
_SURNAMES = frozenset({"US", "GB", "CA", "AU", "NZ", "IE", "ZA", "NG", "GH", "JM", "PH"})
_TOWN_LENGTH = 5
_HAN_ADDRESS = 5  # characters: more than a company's short name has
_SITE_WORDS = word_set("unit plant site factory works facility")
# Words that end or stand in a maker's name. Forms of company law too: "Hilbro Instruments (Pvt) Ltd, Sialkot".
_COMPANY = word_set(
    "ltd limited pvt plc llc inc corp corporation gmbh ag kg bv nv sa sas spa srl sl sro doo oy oyj ab aps zrt "
    "kft bhd sdn tbk pt jsc ojsc cjsc ooo oao zao kk pharma pharmaceutical pharmaceuticals pharmaceutica "
    "pharmachem laboratories laboratory labs lab laboratorios laboratorio laboratoires laboratoire industries "
    "industria industrias healthcare biotech biologicals biologics biosciences lifesciences lifescience chemicals "
    "chemical chemie remedies drugs textiles textile mills surgicals surgical instruments meditech meditek "
    "medicare rubber latex gloves glove works company manufacturing mfg group enterprises intl international "
    "spinning weaving garments apparel apparels packaging plastics medicals medical chem medica medizintechnik "
    "holdings formulations organics parenterals lanka products "
)
_LEGAL_FORMS = word_set("ag gmbh ltd limited plc inc llc bv nv sas srl spa kg ab oy as aps kft sro sa")
# Company words that are goods or services too: they count only behind a name of their own.
_GOODS_TOO = word_set(
    "lab latex rubber gloves glove surgical instruments textile textiles mills garments apparel packaging "
    "plastics products chemical chemicals drugs international group works company mfg manufacturing medica "
    "pharmaceutical laboratory sa ag pt ab kg sl medical chem weaving spinning industria healthcare medicare "
    "biologics "
)
# Services and buildings have a place in which they are done or stand, and no origin.
_SERVICES = word_set(
    "service services staffing repair repairs construction maintenance testing training university hospital "
    "center centre contract order lease rental engineering project trust clinic road street avenue lane expansion "
)
_NAMED = ("country", "subdivision", "city", "town")
_LONGEST_TAIL = 8  # words behind a maker's name in a text
_LONGEST_TOWN = 3  # words of a small town's name
_MOST_WORDS = 5  # of a maker's name behind which its town stands bare
_SHORTEST_BARE = 5  # letters of such a town
_CAPITAL = re.compile(r"[^\W\d_a-z]")
# Countries whose towns may stand bare: those whose language is none of a firm's English words.
_BARE = word_set(
    "AT BE BG BR CH CN CR CZ DE DK ES FI FR GR HR HU ID IN IT JP KR LK MX MY NL NO PK PL PR PT RO RS SE SI SK "
    "TH TR TW VN"
)


@cache
def _makers() -> tuple[frozenset[str], frozenset[str]]:
    """The first words of names of makers, and of those who sell what others make."""
    text = (files("supplychain.text") / "data" / "makers.txt").read_text(encoding="utf-8")
    kinds: dict[str, set[str]] = {"makers": set(), "sellers": set()}
    for line in text.splitlines():
        kind, _, names = line.partition(": ")
        if kind in kinds:
            kinds[kind].update(fold(name) for name in names.split())
    return frozenset(kinds["makers"]), frozenset(kinds["sellers"])


@cache
def maker_openings() -> frozenset[str]:
    """The words without which no product text names a maker here."""
    return _makers()[0] | (_COMPANY - _GOODS_TOO)


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
        return _town_behind_name(text, words, countries) or finding(text, words, countries[-1], "country")
    found = _closing_site(text, words, spans) or _closing_town(text, words, _SITE_WORDS)
    return found or behind_maker(text, words, ()) or _whole_address(text)


def _town_behind_name(text: str, words: Sequence[Word], countries: Sequence[Span]) -> PlaceFinding | None:
    """The town behind a maker's name in which a country is only a word ("Thai Nippon Rubber Industry, Laem Chabang");
    one that closes the name says whose works it is ("Baxter Malaysia, Kulim")."""
    name = [word for word in words if word.part == 0 and word.folded not in _LEGAL_FORMS | _FURTHER_FORMS]
    behind = [word for word in words if word.part > 0]
    inside = all(words[span.last - 1].part == 0 and words[span.last - 1] not in name[-1:] for span in countries)
    if not behind or not inside or any(char.isdigit() for word in behind for char in word.folded):
        return None
    found = address_place(text[behind[0].start :])
    return found.of_country() if found is not None and found.how in ("city", "town", "subdivision") else None


def _whole_address(text: str) -> PlaceFinding | None:
    """The place of an address behind no maker's name ("新北市土城區民生街9號", "10 Anson Road, #17-00, 079903")."""
    if not any(char.isdigit() for char in text) or not reads_as_address(text):
        return None
    found = address_place(text)
    return found.of_country() if found is not None and (found.how != "town" or not text.isascii()) else None


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
        plain = letters not in US_STATES and letters.lower() not in _LIKE_STATES and not text.isupper()
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
    if not closing and cities and cities[0].first == 0 and cities[0].code.split("-")[0] in NAMED_AFTER_CITIES:
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


def _closing_town(text: str, words: Sequence[Word], site_words: frozenset[str]) -> PlaceFinding | None:
    """A small town in a part of its own at the end of a maker's name ("BMS, Meymac"), beside a word such as "factory"
    ("Medopharm Malur Factory"), or bare at the end ("Sandoz Kundl") where its country's towns are no English words and
    surnames: of 13,293 firms and bodies that sanctions lists name 18 end so, four of them by their town."""
    if not words:
        return None
    closing = [word for word in words if word.part == words[-1].part]
    if closing[0].part > 0:
        return place_of_part(text, [word for word in closing if word.folded not in site_words], heads=False)
    at = next((i for i, word in enumerate(words) if i > 1 and word.folded in site_words), 0)
    return place_of_part(text, words[at - 1 : at]) if at else _bare_town(text, words)


def _bare_town(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    for length in (3, 2, 1):
        last = words[-length:]
        squeezed = "".join(word.folded for word in last)
        town = towns().get(squeezed) if length < len(words) <= _MOST_WORDS and len(squeezed) >= _SHORTEST_BARE else None
        works = last[-1].folded in WORKS  # "Lipetskii Mekhanicheskii Zavod"
        if town is not None and town in _BARE and len(last[-1].folded) >= SHORTEST - 1 and not works:
            return PlaceFinding(town, written(text, last), TOWN)
    return None


def behind_maker(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """The place that closes the text behind a maker's name, where nobody is said to handle the goods there."""
    if names_seller(words) or names_service(words):
        return None
    named = _end_of_name(text, words, _makers()[0])
    if named is None or named >= len(words):
        return None
    tail = words[named:]
    if len(tail) > _LONGEST_TAIL or is_within(tail[0].start, handled):
        return None
    address = text[tail[0].start :].strip()
    if not _CAPITAL.match(address) and not any(char.isdigit() for char in address[:1]):
        return None
    coded = text[tail[-1].start : tail[-1].end].isupper() and len(tail[-1].folded) <= len("NSW")
    if not (coded or find(tail, place_table()) or any(homes_of_end(part) for part in parts(tail))):
        return None  # reading an address takes long
    found = address_place(address)
    if found is None or is_common(found.text):
        return None
    if found.how not in _NAMED and (found.how != "code" or len(found.text) <= len("USA")):
        return None
    return PlaceFinding(outer(found.code), found.text, "maker")


def names_seller(words: Sequence[Word]) -> bool:
    """Whether a text names one who sells what others make ("Cardinal", "Bunzl"): a town behind is the seller's."""
    return any(word.folded in _makers()[1] for word in words)


def names_service(words: Sequence[Word]) -> bool:
    """Whether a text speaks of services or buildings: a town is where they are done or stand, and no origin."""
    return any(word.folded in _SERVICES for word in words)


def behind_seller(words: Sequence[Word], span: Span) -> bool:
    """Whether a country closes the name of one who sells what others make ("Henry Schein Ireland")."""
    before = words[span.first - 1] if span.first > 0 else None
    return before is not None and before.part == words[span.first].part and before.folded in _makers()[1]


def _end_of_name(text: str, words: Sequence[Word], makers: frozenset[str]) -> int | None:
    """Where what follows the last maker's name begins; None where the text names no maker."""
    for at in range(len(words) - 1, -1, -1):
        folded = words[at].folded
        if folded in makers and _is_written_as_name(text, words[at]):
            return _behind_known(text, words, at)
        if folded in _COMPANY and at > 0 and _is_written_as_name(text, words[at]):
            own = words[at - 1].part == words[at].part and _is_written_as_name(text, words[at - 1])
            if own or folded not in _GOODS_TOO:
                # What follows must be parted from the name: "Acme Industries Lahore" may be a name too.
                if at + 1 == len(words) and folded in _LEGAL_FORMS:
                    continue  # "B.Braun Melsungen AG"
                return at + 1 if at + 1 < len(words) else None
    return None


def _behind_known(text: str, words: Sequence[Word], at: int) -> int | None:
    """Where the town behind a known maker's name begins: the next part, or the last words of the name's own."""
    own = [i for i in range(at + 1, len(words)) if words[i].part == words[at].part]
    if not own:
        return at + 1
    if own[-1] + 1 < len(words):
        return own[-1] + 1
    while len(own) > 1 and words[own[-1]].folded in _LEGAL_FORMS:  # "B.Braun Melsungen AG"
        own.pop()
    part = words[at : own[-1] + 1]
    town = town_with_state(text, part[1:]) or _closing_town(text, part, frozenset())
    for length in range(min(_LONGEST_TAIL, len(part) - 1), 0, -1):
        squeezed = "".join(word.folded for word in part[-length:])
        if (town and town.text == written(text, part[-length:])) or (length <= _LONGEST_TOWN and towns_named(squeezed)):
            return own[-1] + 1 - length
    return None


def _is_written_as_name(text: str, word: Word) -> bool:
    return not text[word.start].islower()
