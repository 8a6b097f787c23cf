"""Which place stands behind a word of making ("made in", "origen", "原产地")? The words themselves are `place_cues`.

Refuses to know texts that name a place without such a word: those are `place_goods` and `place_makers`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from supplychain.text.place_cells import place_code
from supplychain.text.place_cues import (
    CODE_BEFORE,
    CODES_AS_WORDS,
    CUE,
    CUE_WORDS,
    DENIED,
    HAN_CUE,
    IN_BRACKETS,
    INDIC_CUES,
    NOT_SOURCE,
    STOCK_BEHIND,
    THAI_CUE,
)
from supplychain.text.place_idioms import NEVER, is_common, is_idiom, name_of
from supplychain.text.place_states import is_american_georgia
from supplychain.text.place_tables import MAKING, country_names, fold, foreign_country_names, outer, read_table
from supplychain.text.place_words import PlaceFinding, Word, country_table, find, is_within, place_table, written

_SHORTEST_SPELT = 4  # letters of a country's name that is not one of our running languages
# Letters before a cue in which its denial stands; the longest one has 40. Looking at all of the text before each of
# 2,500 cues cost 24 seconds.
_DENIED_WITHIN = 120
# Words that stand behind a place as well as before it, and such as mostly head what follows.
_BEHIND_PLACES = frozenset({"origin", "orig"})
_HEADS_OR_CLOSES = re.compile(r"coo|c\.o\.o|country of origin", re.IGNORECASE)
_COLON = re.compile(r"\s*[:=：]")
_NOT_CLOSED = re.compile(r"[.)\s]*[^.,;/|)\]\s]")
_GAPS = frozenset({"", ".", ")", '"', "'"})  # between a country's name and such a word
_LONGEST_BEFORE = 8  # words of a country's name: "Democratic People's Republic of Korea"
_SLOVAK = re.compile(r".*(?:vyroben|v[yý]rob|p[oôů]vod)", re.IGNORECASE | re.DOTALL)  # "SR" is Suriname elsewhere
# How names are cut short in brackets, where the whole tables know them only in full.
_CUT_SHORT = {
    cut_short: code
    for code, names in (
        ("PK", "Pak"),
        ("PH", "Phil Phils"),
        ("DE", "Germ Ger"),
        ("IN", "Ind."),
        ("CH", "Switz"),
        ("IL", "Isr"),
        ("GB", "Engl"),
        ("JP", "Jap"),
        ("NL", "Neth"),
        ("ID", "Indon"),
        ("MX", "Mex"),
        ("CN", "RPC PRC"),
    )
    for cut_short in names.split()
}


def after_cue(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    """The first place that stands right behind a word of making, unless the word is denied; "from" and the like, which
    say it of materials too, count only where no other does."""
    weak: PlaceFinding | None = None
    for finding, strong in _cued(text, words):
        if strong:
            return finding
        weak = weak or finding
    return weak


def all_after_cues(text: str, words: Sequence[Word]) -> tuple[PlaceFinding, ...]:
    """Every place that stands right behind a word of making, none of "from" and the like: a text may name several
    ("made in Mexico, assembled in Ohio")."""
    return tuple(finding for finding, strong in _cued(text, words) if strong)


def _cued(text: str, words: Sequence[Word]) -> Iterator[tuple[PlaceFinding, bool]]:
    """The places right behind words of making, and whether the word says no more than that."""
    starts = [word.start for word in words]
    for found in (*_cues(text, words), *HAN_CUE.finditer(text)):
        strong = bool(found.groupdict().get("strong")) or found.re is HAN_CUE or " by " in found.group()
        if _is_denied(text, found, strong):
            continue
        first = bisect_left(starts, found.end("cue"))
        place = _place_from(text, words, first, strong) if first < len(words) else None
        apart = place is None or bool(text[found.end("cue") : words[first].start].strip())
        if apart and (finding := _before_cue(text, words, bisect_left(starts, found.start("cue")), found)) is not None:
            yield finding, True
        elif place is not None and not _is_parted(text, words, found, first, place[1]):
            code, last = place
            code = "US" if code == "GE" and is_american_georgia(words, last - 1) else code
            yield PlaceFinding(code, text[found.start() : words[last - 1].end], "cue"), strong


def _cues(text: str, words: Sequence[Word]) -> Iterable[re.Match[str]]:
    """Every word of making of a text; looked for only where one may stand."""
    if text.isascii() and CUE_WORDS.isdisjoint(word.folded for word in words):
        return ()
    return CUE.finditer(text)


def _is_parted(text: str, words: Sequence[Word], cue: re.Match[str], first: int, last: int) -> bool:
    """Whether a comma parts the cue from words of which the place is only a part ("stitched in, packed Singapore"), or
    from a place, where another one stands before it ("Sialkot origin, Houston")."""
    if not text[cue.end() : words[first].start].strip():
        return False
    if last > first + 1 and place_code(written(text, words[first:last])) is None:
        return True
    before = words[max(0, first - 1 - _LONGEST_BEFORE) : first - 1]
    return cue.group("cue").casefold() in _BEHIND_PLACES and any(
        span.last == len(before) and span.kind != "town" for span in find(before, place_table())
    )


def _before_cue(text: str, words: Sequence[Word], at: int, cue: re.Match[str]) -> PlaceFinding | None:
    """The country whose whole name, or people, stands right before "origin" and the like, which is the word `at`; None
    where the word heads what follows ("Maker Japan, origin: China", "Country of origin per carton: China")."""
    heads = _HEADS_OR_CLOSES.fullmatch(cue.group("cue")) is not None
    if not (heads or cue.group("cue").casefold() in _BEHIND_PLACES):
        return None
    if at == 0 or (_NOT_CLOSED if heads else _COLON).match(text, cue.end("cue")):
        return None
    gap = text[words[at - 1].end : cue.start("cue")].strip()
    if gap not in _GAPS or (gap == "." and not cue.group("cue").islower()):
        return None  # "Vendor in Germany. Country of origin per carton: Malaysia"
    for first in range(max(0, at - _LONGEST_BEFORE), at):
        name = written(text, words[first:at])
        code = country_names().get(fold(name))
        if code is not None and _is_whole_name(text, name, gap):
            denied = is_denied_before(text, words[first].start)
            return None if denied else PlaceFinding(code, text[words[first].start : cue.end("cue")], "cue")
    return None


def _is_whole_name(text: str, name: str, gap: str) -> bool:
    """Whether what a country is called by is here no fabric, no half of a bracket and no word ("as origin")."""
    if name.lower() in NEVER or (gap == ")") != (name.count("(") == 1):
        return False
    if len(name) > len("XXX"):
        return True
    return not ((gap and "." not in name) or name.islower() or (text.isupper() and name in CODES_AS_WORDS))


def is_denied_before(text: str, start: int) -> bool:
    """Whether what starts there is denied: "not China origin", "non-Chinese", "not of Thai origin"."""
    return bool(DENIED.search(text[max(0, start - _DENIED_WITHIN) : start].removesuffix("of ")))


def _is_denied(text: str, cue: re.Match[str], strong: bool) -> bool:
    before = text[max(0, cue.start() - _DENIED_WITHIN) : cue.start()]
    if strong:
        return bool(DENIED.search(before))
    return bool(DENIED.search(before) or NOT_SOURCE.search(before) or STOCK_BEHIND.match(text, cue.end()))


def denied_starts(text: str, words: Sequence[Word]) -> frozenset[int]:
    """Where a denied place begins: "not made in China", "shipped from China"."""
    return frozenset(cue.end() for cue in _cues(text, words) if _is_denied(text, cue, bool(cue.group("strong"))))


def _place_from(text: str, words: Sequence[Word], first: int, strong: bool) -> tuple[str, int] | None:
    """The code and last word of a place within three words, a country further right outweighing a city."""
    window = words[first : first + 7]
    countries = [s for s in find(window, country_table()) if s.first <= 3 and not is_idiom(window, s)]
    near = [s for s in countries if s.first <= 1]
    # A foreign name that begins before: "Severní Korea" is no South Korea, "França" no town Franca.
    named = _named_abroad(text, window) if strong and not (near and near[0].first == 0) else None
    if named is not None:
        return named[0], first + named[1]
    if near and name_of(window, near[0]) not in NEVER:
        return near[0].code, first + near[0].last
    if not window:
        return None
    if not strong:
        city = next((s for s in find(window, place_table()) if s.first == 0 and s.kind == "city"), None)
        known = city is not None and outer(city.code) in MAKING and not text[window[0].start].islower()
        return (outer(city.code), first + city.last) if city is not None and known else None
    code = written(text, window[:1])
    if code.isupper() and len(code) in (2, 3) and code.lower() in country_names():
        if code == "SR" and _SLOVAK.match(text[max(0, window[0].start - 15) : window[0].start]):
            return "SK", first + 1
        return _home_of_sa(words) if code == "SA" else country_names()[code.lower()], first + 1
    places = [s for s in find(window, place_table()) if s.first <= 1 and s.kind in ("country", "subdivision", "city")]
    if not places:
        return _spelt_otherwise(text, words, first)
    if countries and name_of(window, countries[0]) not in NEVER:
        return countries[0].code, first + countries[0].last
    return outer(places[0].code), first + places[0].last


def _home_of_sa(words: Sequence[Word]) -> str:
    """Saudi Arabia, or South Africa where one of its towns is named: its people write it so."""
    return "ZA" if any(span.code.startswith("ZA") for span in find(words, place_table())) else "SA"


def _named_abroad(text: str, window: Sequence[Word]) -> tuple[str, int] | None:
    """The country that the first words name in any of the languages we know, and how many words that takes."""
    for length in (4, 3, 2, 1):
        code = foreign_country_names().get(" ".join(word.folded for word in window[:length]))
        if code is None or len(window) < length or window[length - 1].part != window[0].part:
            continue
        name = written(text, window[:length])
        if not (name.isascii() and name.isupper()):  # "AO" is Angola's code, "Áo" Austria in Vietnamese
            return code, length
    return None


def after_unspaced_cue(text: str) -> PlaceFinding | None:
    """The country behind a Thai word of making or origin, Thai being written without spaces, or before a Hindi or
    Bengali one."""
    if text.isascii():
        return None
    for cue in THAI_CUE.finditer(text):
        for name, code in _names_in("th"):
            if text.startswith(name, cue.end()):
                return PlaceFinding(code, cue.group() + name, "cue")
    for lang in ("hi", "bn"):
        if any(cue in text for cue in INDIC_CUES[lang]):
            for name, code in _names_in(lang):
                if name in text:
                    return PlaceFinding(code, name, "cue")
    return None


@cache
def _names_in(lang: str) -> tuple[tuple[str, str], ...]:
    rows = [(row[1], row[0]) for row in read_table("countries_abroad.csv") if row[2] == lang]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def _spelt_otherwise(text: str, words: Sequence[Word], first: int) -> tuple[str, int] | None:
    """Behind a word of making: a country in a language that is not looked for in running text, or with one wrong
    letter ("made in Malyasia", "alkuperämaa Malesia")."""
    part = words[first].part
    for length in (3, 2, 1):
        last = first + length
        if last > len(words) or words[last - 1].part != part:
            continue
        name = written(text, words[first:last])
        if (
            len(name) >= _SHORTEST_SPELT - (not name.isascii())
            and (code := place_code(name)) is not None
            and name.lower() not in NEVER
            and not is_common(name)
        ):
            return outer(code), last
    return None


def in_brackets(text: str, handled: Sequence[range]) -> PlaceFinding | None:
    """The country whose code fills a bracket, outside what is said of who handles the goods."""
    for found in IN_BRACKETS.finditer(text):
        if not is_within(found.start(), handled):
            code = _CUT_SHORT.get(found.group("short") or "") or country_names().get((found.group("iso") or "").lower())
            if code:
                return PlaceFinding(code, found.group(), "code")
    return None


def by_code(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    """The country of a code in capitals before a word of making, where it is no word of a text all in capitals."""
    spoken = CODES_AS_WORDS if text.isupper() else frozenset()
    for found in CODE_BEFORE.finditer(text):
        code = country_names().get(found.group(1).lower())
        code = _home_of_sa(words) if code == "SA" else code
        if code and found.group(1) not in spoken and not _is_denied(text, found, True):
            return PlaceFinding(code, found.group(), "code")
    return None
