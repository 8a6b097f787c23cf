"""Which town stands with its state, province or county at the end of a text, as "Warsaw, IN", "London ON N6A",
"Kulim Kedah", "Clonmel Co. Tipperary", "Elk Grove Village Ill."?

Refuses to answer for a state without its town, and for a town whose own country is written with the same letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from supplychain.text.everyday import bands
from supplychain.text.place_idioms import is_common
from supplychain.text.place_manner import manner_of
from supplychain.text.place_tables import (
    CANADIAN_PROVINCES,
    US_STATES,
    US_TERRITORIES,
    country_names,
    display_names,
    fold,
    subdivision_names,
    word_set,
)
from supplychain.text.place_towns import towns_named, towns_of_states, villages_named
from supplychain.text.place_words import PlaceFinding, Word, is_within, written

_STATES = US_STATES - US_TERRITORIES  # the territories have towns of their own
# Behind a town that is known abroad only: codes that no country, and no state of another one, is written with.
_ONLY_STATES = word_set("AK CT DC FL HI IA KS MI ND NH NJ NM NV NY OH OK OR RI TX UT VT WA WI WV WY")
_ONLY_PROVINCES = word_set("ON QC")
# Codes that are also a company's form, a doctor's letters or words of a maker's name and of goods.
_ALSO_WORDS = word_set("AL CO DE HI ID IN LA MA MD ME MS OH OK ON OR PA SC AB NT PE")
# Codes of countries that are no unit, size or word of a product text.
_SAFE = word_set("JP MX MY CN TH VN PK IE HU CZ PL TR BR KR TW LK BD GB US CR DK SK LT LV")
SAFE_CODES = {code: code for code in _SAFE} | {"UK": "GB"}
_HALF_POSTCODE = re.compile(r"[A-Z]\d[A-Z]|\d[A-Z]\d|[A-Z]\d[A-Z]\d[A-Z]\d")
_ITALIAN_FIRM = word_set("srl spa sas snc")
_LONGEST_TOWN = 5  # words: "North Richland Hills", "São Luís de Montes Belos"
_LONGEST_STATE = 3  # words: "Edo de Mex", "Tyne and Wear"
_SHORTEST = 3  # letters of a town
_SHORTEST_BARE = 5  # letters of a town abroad before a code that no comma parts from it
_BEFORE_STATE = word_set("co edo q n s w")  # "Co. Tipperary", "Edo. Mex."
_SPOKEN = 6  # band of everyday words from which a town before "IN", "CO", "PA" may be one ("Orange", not "Spencer")
_LONGEST_TAIL = 40  # letters of a state's name and a word before
_OFFICES = word_set("state province prov sheng county")
_HOMES_OF_NAMES = frozenset({"US", "MX", "CA", "AU", "MY", "CN", "IN", "TH", "VN", "BR", "GB", "IE", "NG", "ID", "PH"})


@cache
def _short_names() -> dict[str, frozenset[str]]:
    """A state's or county's name cut short, folded -> the countries that write it so."""
    text = (files("supplychain.text") / "data" / "states_short.txt").read_text(encoding="ascii")
    found: dict[str, frozenset[str]] = {}
    for line in text.splitlines():
        country, _, names = line.partition(": ")
        for name in names.split():
            spaced = name.replace("_", " ")
            found[spaced] = found.get(spaced, frozenset()) | {country}
    return found


@cache
def _last_words() -> frozenset[str]:
    names = (*_short_names(), *(name for name, code in subdivision_names().items() if code[:2] in _HOMES_OF_NAMES))
    return frozenset(name.rpartition(" ")[2] for name in names) | _OFFICES


def is_american_georgia(words: Sequence[Word], at: int) -> bool:
    """Whether the word at `at` is Georgia the state: one of its towns stands before it ("Cornelia Georgia")."""
    if words[at].folded != "georgia":
        return False
    names = [_squeezed(town) for town in _town_before(words, at)]
    return any(name in towns_of_states()["US-GA"] or towns_named(name) == {"US"} for name in names)


def closes_with_state(text: str) -> bool:
    """A cheap look whether a town and its state may close a text of goods."""
    tail = text.rstrip(" .)]")[-_LONGEST_TAIL:]
    last = tail.rpartition(" ")[2]
    if len(last) == len("B.C"):
        last = last.replace(".", "")
    if len(last) == len(tail) or not last.isalpha():
        return False
    return (len(last) == len("XX") and last.isupper()) or fold(last) in _last_words()


def state_behind_town(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    """A town and its state at the end of an address or of a maker's name; None where anything speaks for
    another country."""
    tail = list(words)
    while tail and _HALF_POSTCODE.fullmatch(text[tail[-1].start : tail[-1].end]):
        tail.pop()
    if len(tail) < 2:
        return None
    whole = len(tail) == len(words)
    if _end_in_code(text, tail) and (whole or written(text, tail[-1:]) in CANADIAN_PROVINCES):
        return town_with_code(text, tail, goods=False)
    return _named(text, tail) if whole else None


def state_in_goods(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """The same where town and state fill the last part of a text of goods ("Walker, Zhongshan Guangdong")."""
    if len(words) < 3 or words[-1].part == 0:
        return None
    at = _part_begins(words, len(words) - 1)
    cut_short = words[at - 1].folded in _BEFORE_STATE and text[words[at - 1].end : words[at].start] == ". "
    if words[at - 1].part > 0 and (at == len(words) - 1 or cut_short):
        alone = words[_part_begins(words, at - 1)].folded in _BEFORE_STATE
        at = _part_begins(words, at - (2 if alone and words[at - 2].part > 0 else 1))  # "(Boucherville, QC)"
    tail = words[at:]
    capitals = all(text[w.start].isupper() or w.folded in ("de", "del", "di", "da", "do", "and") for w in tail)
    if len(tail) < 2 or not capitals or is_within(tail[0].start, handled):
        return None
    if _end_in_code(text, tail):
        return town_with_code(text, tail, goods=True) if len(tail) <= _LONGEST_TOWN + 1 else None
    return _named(text, tail, whole=True)


def bare_town_with_code(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """A town with its country's or its Brazilian state's code behind goods, with no comma ("UHPLC SYSTEM KYOTO JP",
    "Monitor Hortolândia SP")."""
    if len(words) < 3 or words[-2].part != words[-1].part or is_within(words[-1].start, handled):
        return None
    code = written(text, words[-1:])
    own, brazilian = SAFE_CODES.get(code), f"BR-{code}" in display_names() and not text.isupper()
    for town in _town_before(words, len(words) - 1) if own or brazilian else ():
        name = _squeezed(town)
        homes = towns_named(name) if town[0] is not words[0] and len(name) >= _SHORTEST_BARE else frozenset()
        if own is not None and own in homes and not is_common(name):
            return PlaceFinding(own, _from(text, town, words), "site")
        if brazilian and homes == {"BR"} and len(name) > _SHORTEST_BARE:
            return PlaceFinding("BR", _from(text, town, words), "site")
    return None


def _part_begins(words: Sequence[Word], at: int) -> int:
    return next(i for i, word in enumerate(words) if word.part == words[at].part)


def _town_before(words: Sequence[Word], state: int) -> list[Sequence[Word]]:
    """The names that may be the town before the word at `state`, the longest first."""
    part = [word for word in words[:state] if word.part == words[state - 1].part and word.folded.isalpha()]
    return [part[-length:] for length in range(min(len(part), _LONGEST_TOWN), 0, -1)]


def _squeezed(town: Sequence[Word]) -> str:
    return "".join(word.folded for word in town)


def _from(text: str, town: Sequence[Word], words: Sequence[Word]) -> str:
    """The end of the words from a town on, and the bracket that it opens ("Medolla (MO)")."""
    stretch = text[town[0].start : words[-1].end]
    return stretch + ")" * ("(" in stretch and text.startswith(")", words[-1].end))


def town_with_state(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    """A town before the code, or the name of its state, that ends words of a text of goods."""
    return town_with_code(text, words, goods=True) if _end_in_code(text, words) else _named(text, words)


def _end_in_code(text: str, words: Sequence[Word]) -> bool:
    """Whether the last of several words is two capitals."""
    if len(words) < 2:
        return False
    last = written(text, words[-1:])
    return len(last) == len("XX") and last.isupper()


def town_with_code(text: str, words: Sequence[Word], *, goods: bool) -> PlaceFinding | None:
    """A town before a code of two capitals that ends the words, its state's or its country's; `goods` where they are
    a text of goods, in which a town's name may be a word of them."""
    if not _end_in_code(text, words):
        return None
    code = written(text, words[-1:])
    bare = words[-2].part == words[-1].part
    if bare and code in _ALSO_WORDS and text.isupper() and not goods:
        return None
    manner, towns = manner_of(text, words), _town_before(words, len(words) - 1)
    own = country_names().get(code.lower())
    if own and towns and _squeezed(towns[0]).startswith(_country_names_of(own)):
        return PlaceFinding(own, _from(text, towns[0], words), "code") if goods else None
    for town in towns:
        name = _squeezed(town)
        if len(name) < _SHORTEST or text[town[0].start].islower():
            continue
        country = _home_of_code(name, code, goods=goods, bare=bare)
        if country is None or (manner and country not in manner):
            continue
        if country in ("US", "PR") and not goods and _speaks_italian(text, words, town, code):
            return None
        if goods and bare and bands().get(name, 0) >= _SPOKEN and code in _ALSO_WORDS:
            continue
        how = "code" if country_names().get(code.lower()) == country else "subdivision"
        return PlaceFinding(country, _from(text, town, words), how)
    return None


def _home_of_code(name: str, code: str, *, goods: bool, bare: bool) -> str | None:
    """The country of the town of this name (folded, without spaces) that lies in the state or country of this code."""
    homes, same = towns_named(name), country_names().get(code.lower())
    if code == "PR" and ("PR" in homes or name in towns_of_states()["PR-PR"]):
        return "PR"
    american = _north_american(name, code, homes, goods=goods)
    if american is not None:
        return american
    spoken = bare and name in bands() and (goods or code in _ALSO_WORDS)
    if len(name) >= (_SHORTEST_BARE if bare else _SHORTEST) and not spoken and (goods or len(homes) == 1):
        own = [home for home in homes if f"{home}-{code}" in display_names() or home == same]
        if len(own) == 1:
            return own[0]
    short = _short_names().get(code.lower(), frozenset()) & homes
    if len(short) == 1 and "US" not in short:
        return next(iter(short))
    if code == "SA" and "ZA" in homes and "AU" not in homes:
        return "ZA"  # as South Africans write it
    # "Auburn WA" may be Australian, "Westwood CA" Canadian; Canadians write their province.
    rather = not goods and "US" in homes and code in _STATES and (code == "CA" or same not in homes)
    return "US" if rather else None


def _north_american(name: str, code: str, homes: frozenset[str], *, goods: bool) -> str | None:
    """The United States or Canada where the code is one of their states' and no home of the name speaks against it."""
    same = country_names().get(code.lower())
    for country, codes, sole in (
        ("US", _STATES, _ONLY_STATES),
        ("CA", CANADIAN_PROVINCES, _ONLY_PROVINCES),
    ):
        if code not in codes or same in homes - {country}:
            continue
        if name in towns_of_states().get(f"{country}-{code}", ()):
            return country
        if any(f"{home}-{code}" in display_names() for home in homes - {country}):
            continue
        short = _short_names().get(code.lower(), frozenset()) & homes
        if country in homes or (homes and code in sole and not goods and not short):
            return country
    return None


@cache
def _country_names_of(code: str) -> tuple[str, ...]:
    """The names of a country without spaces: "Panama City, PA" is none in Pennsylvania."""
    return tuple(n.replace(" ", "") for n, known in country_names().items() if known == code and len(n) > _SHORTEST)


def _speaks_italian(text: str, words: Sequence[Word], town: Sequence[Word], code: str) -> bool:
    """Whether a text writes an Italian province: a postcode before the town, the code in brackets, an Italian firm."""
    if f"IT-{code}" not in display_names() or "IT" not in towns_named(_squeezed(town)):
        return False
    before = text[: town[0].start].rstrip()[-5:]
    firm = any(word.folded in _ITALIAN_FIRM for word in words)
    return before.isdigit() or f"({code})" in text or firm or "IT" in manner_of(text, words)


def _named(text: str, words: Sequence[Word], *, whole: bool = False) -> PlaceFinding | None:
    """A town before a state's or county's name, in full or cut short; `whole` asks that both fill their part."""
    last = len(words) - 1 if words[-1].folded in _OFFICES else len(words)
    for length in range(min(_LONGEST_STATE, last - 1), 0, -1):
        state = last - length
        name = " ".join(word.folded for word in words[state:last])
        countries = _short_names().get(name, frozenset())
        code = subdivision_names().get(name)
        if code is not None and len(name) >= _SHORTEST and code[:2] in _HOMES_OF_NAMES:
            countries |= {code[:2]}
        if not countries or text[words[state].start].islower():
            continue
        for town in _town_before(words, state):
            if whole and len(town) != state:
                continue
            homes = countries & _all_homes(_squeezed(town), countries)
            told = len(homes) == 1 and not text[town[0].start].islower()
            if told and len(_squeezed(town)) >= _SHORTEST:
                home = next(iter(homes))
                finer = code if code is not None and code[:2] == home else home
                return PlaceFinding(finer, _from(text, town, words), "subdivision")
        if last < len(words) and len(countries) == 1 and words[-1].folded != "county":
            return PlaceFinding(next(iter(countries)), written(text, words[state:]), "subdivision")
    return _before_mexico(text, words) if words[-1].folded == "mex" else None


def _before_mexico(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    """A Mexican town before its country cut short ("Reynosa Mex.")."""
    for town in _town_before(words, len(words) - 1):
        if town[-1].folded in _short_names() or "MX" in towns_named(_squeezed(town)):
            return PlaceFinding("MX", _from(text, town, words), "country")
    return None


def _all_homes(name: str, countries: frozenset[str]) -> frozenset[str]:
    known = towns_named(name)
    more = {
        c for c in countries - known for state, towns in towns_of_states().items() if state[:2] == c and name in towns
    }
    return known | more | (frozenset(villages_named(name)) & countries)
