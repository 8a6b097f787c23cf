"""Which site stands at the end of a product text behind its maker's name ("Square Pharmaceuticals, Pabna", "B. Braun
Melsungen", "Kanam Latex Industries, Kottayam, Kerala")?

Refuses to take a seller's town for a site: behind a distributor's name, or behind none, a town says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from supplychain.text.place_addresses import address_place
from supplychain.text.place_idioms import is_common, name_of
from supplychain.text.place_last import closing_town, towns_named
from supplychain.text.place_states import SAFE_CODES, town_with_code, town_with_state
from supplychain.text.place_tables import ENGLISH, MAKING, US_STATES, country_names, fold, outer, word_set
from supplychain.text.place_words import (
    PlaceFinding,
    Span,
    Word,
    find,
    finding,
    is_within,
    parts,
    place_table,
    written,
)

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
# Where companies are named after the city or province they stand in.
_NAMED_AFTER_CITIES = frozenset({"CN", "PK"})
_NAMED = ("country", "subdivision", "city", "town")
_LONGEST_TAIL = 8
_LONGEST_TOWN = 3  # words of a small town's name
_SHORTEST_TOWN = 6  # letters of a small town where nothing else says that it is one
_CAPITAL = re.compile(r"[^\W\d_a-z]")


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
def closing_openings() -> frozenset[str]:
    """The words without which no text says anything here."""
    return _makers()[0] | (_COMPANY - _GOODS_TOO)


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
# Services and buildings have a place in which they are done or stand, and no origin.
_SERVICES = word_set(
    "service services staffing repair repairs construction maintenance testing training university hospital "
    "center centre contract order lease rental engineering project trust clinic road street avenue lane expansion "
)
_SHORTEST_CITY = 4
_STATE_INITIALS = re.compile(r"[. ]")


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
    if not words or words[-1].part == 0 or names_seller(words) or any(word.folded in _SERVICES for word in words):
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
        firm = code in _NAMED_AFTER_CITIES and spans[0].kind != "town" and len(spans) == 1
        rest = closing[spans[0].last :]
        if not firm or any(text[word.start].islower() or word.folded[0].isdigit() for word in rest):
            return None
    elif code in ENGLISH:  # their names are surnames, styles and eponyms too: a state wants its town before it
        if code not in _homes(before):
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


def _homes(part: Sequence[Word]) -> frozenset[str]:
    """The countries that have a town of the name that fills a part, or ends it."""
    named = [word.folded for word in part if word.folded.isalpha()]
    return frozenset(code for length in (1, 2, 3) for code in towns_named("".join(named[-length:])))


def behind_maker(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """The place that closes the text behind a maker's name, where nobody is said to handle the goods there."""
    if names_seller(words) or any(word.folded in _SERVICES for word in words):
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
    if not (coded or find(tail, place_table()) or any(_homes(part) for part in parts(tail))):
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
    town = town_with_state(text, part[1:]) or closing_town(text, part, frozenset())
    for length in range(min(_LONGEST_TAIL, len(part) - 1), 0, -1):
        squeezed = "".join(word.folded for word in part[-length:])
        if (town and town.text == written(text, part[-length:])) or (length <= _LONGEST_TOWN and towns_named(squeezed)):
            return own[-1] + 1 - length
    return None


def _is_written_as_name(text: str, word: Word) -> bool:
    return not text[word.start].islower()
