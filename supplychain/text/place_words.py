"""Where in a text do place names stand? Cuts a text into words and finds the longest names, left to right.

Refuses to know which of the places found is the one that matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from supplychain.text.place_tables import city_names, fold, outer, read_table, word_set

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
# Scripts without spaces are cut into single characters, initials stay one word, other words keep their apostrophe.
_WORD = re.compile(rf"[{_CJK}]|(?:[^\W\d_{_CJK}]\.){{2,}}[^\W\d_{_CJK}]?\b|[^\W_{_CJK}]+(?:['’ʼ`´‘][^\W_{_CJK}]+)*")
_IS_CJK = re.compile(rf"[{_CJK}]")
_PART_BREAK = re.compile(r"[,;()\[\]/|\n\r:，；：、（）。،؛]|\s[-–—]\s|\.\s")

# Languages whose country names are looked for inside running text; names of the rest are read from whole cells
# only, where no word of another language can be mistaken for them.
_RUNNING_LANGUAGES = word_set("en es fr de pt it nl zh zh-Hant ja ko ru uk ar tr vi id ms pl")
# Short names that are safe in running text; every other Latin name of three letters or fewer is left out.
_SHORT = word_set("usa uk uae prc drc dprk rok ksa bvi png usvi hksar xuar xpcc lnr dnr eeuu دبي")
# Names of places that are ordinary words or other names in running text (Island is Iceland in German).
_NOT_IN_TEXT = word_set(
    "island lao nga fas gine indie granada grenade figi formosa norfolk maurice chili salvador alba phils "
    "magyar car frg brd roc fsm eum eua aus persia siam misr domestic central republic inde union province "
    "north christmas heard anguilla butan conus malaya franca crimean krim alma vinh gana cina ciad timor "
    "choson chosun inner sahel guadalupe "
)

_STREET_AFTER = word_set(
    "road rd street st str strasse ave avenue av blvd boulevard lane ln drive dr highway hwy square sq court "
    "ct way terrace crescent close alley expressway parkway pkwy circle row lu jie dajie dadao dao hutong "
    "xiang ulitsa gata straat weg allee marg "
    "sok sokak sokagi sk cad cadde caddesi cd bulvari "
)
_STREET_SIDE = word_set(
    "north south east west middle central upper lower n s e w bei nan dong xi zhong xilu beilu nanlu donglu "
    "zhonglu first second third 1st 2nd 3rd yi er san "
)
_JOINED_STREETS = word_set("xilu beilu nanlu donglu zhonglu beijie nanjie dongjie xijie yilu erlu sanlu")
_STREET_BEFORE = word_set(
    "rua rue calle avenida av avda via viale corso jalan jl jln ulitsa ul ulica calea strada carrera cra "
    "prospekt rambla paseo travessa praca largo chaussee allee quai autopista autop carretera carr ctra rodovia "
    "thanon duong улица ул проспект пр вулиця вул бул c "
)
STREET_WORDS = _STREET_AFTER | _JOINED_STREETS | (_STREET_BEFORE - word_set("c via"))  # beside a number
_STREET_LINKS = word_set("de del della di du da do la le les los dos das d e a al")
_STREET_TITLES = word_set("presidente pdte president doctor dr general gral coronel almirante papa rei rey don")
# Peoples whose name Chinese prefectures bear ("延边朝鲜族自治州", "Ili Kazakh Autonomous Prefecture").
_HAN_AUTONOMOUS = re.compile(r"(?:族|自治)")
# 道 is Tianjin's and Hong Kong's word for a street, 里 a lane with its number; 道路 (traffic) and 道孚 are none.
_HAN_STREET = re.compile(
    r"[东西南北中一二三四五六七八九十東支横橫环環\d]{0,3}"
    r"(?:路|街|大街|大道|巷|弄|胡同|衚衕|道(?![路孚真县外])|[里条](?=[\d一二三四五六七八九十号號]|\W|$))"
)
# Wards of Japanese cities (大阪市北区) are words of Chinese districts too (青岛市市北区, 沈北区).
_BEFORE_WARD = re.compile(r"[\W\d市府都県\u3040-\u30ff]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: folded, its place in the text, and the part of the text (between commas and the like) it is in."""

    folded: str
    start: int
    end: int
    part: int
    cjk: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A name found: words `first` to `last` (exclusive), its code and its kind."""

    first: int
    last: int
    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class PlaceFinding:
    """A place found in a text: its ISO 3166 code, the words as written, and how they name it
    ("country", "subdivision", "city", "town", "code", "postcode", "demonym", "manner", "phone", "domain")."""

    code: str
    text: str
    how: str

    def of_country(self) -> PlaceFinding:
        """The same with its country's code, where lists do not single the place out."""
        return replace(self, code=outer(self.code))


@dataclass(frozen=True, slots=True)
class NameTable:
    """Names to look for: folded name -> (code, kind), and the most words a name beginning with a word has."""

    names: dict[str, tuple[str, str]]
    longest: dict[str, int]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str]]) -> NameTable:
        """From (folded name, code, kind), the first of two equal names winning."""
        names: dict[str, tuple[str, str]] = {}
        longest: dict[str, int] = {}
        for name, code, kind in rows:
            # Scripts without spaces are cut into single characters: "刚果（金）" is looked for as one run of them.
            folded = name.replace(" ", "") if not name.isascii() and _IS_CJK.match(name) else name
            if folded and folded not in names:
                names[folded] = (code, kind)
                head, length = _head(folded)
                if length > longest.get(head, 0):
                    longest[head] = length
        return cls(names, longest)


def _head(folded: str) -> tuple[str, int]:
    if not folded.isascii() and _IS_CJK.match(folded):
        return folded[0], len(folded.replace(" ", ""))
    return folded.partition(" ")[0], folded.count(" ") + 1


def cut(text: str) -> tuple[Word, ...]:
    """The words of a text in order."""
    words: list[Word] = []
    part = 0
    previous_end = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        if words and start > previous_end and _PART_BREAK.search(text, previous_end, start):
            part += 1
        written = found.group()
        words.append(Word(fold(written), start, end, part, bool(_IS_CJK.match(written))))
        previous_end = end
    return tuple(words)


def find(words: Sequence[Word], table: NameTable) -> list[Span]:
    """Every name of the table in the words: the longest at each place, left to right, none overlapping."""
    spans: list[Span] = []
    at = 0
    while at < len(words):
        span = _longest_at(words, at, table)
        if span is None:
            at += 1
        else:
            spans.append(span)
            at = span.last
    return spans


def _longest_at(words: Sequence[Word], at: int, table: NameTable) -> Span | None:
    reach = table.longest.get(words[at].folded, 0)
    joint = "" if words[at].cjk else " "
    for length in range(min(reach, len(words) - at), 0, -1):
        hit = table.names.get(joint.join(word.folded for word in words[at : at + length]))
        if hit is not None:
            return Span(at, at + length, *hit)
    return None


def written(text: str, words: Sequence[Word]) -> str:
    """The text from the first to the last of the words, as it stands there."""
    return text[words[0].start : words[-1].end]


def finding(text: str, words: Sequence[Word], span: Span, how: str) -> PlaceFinding:
    """What a name found says, with its country's code where lists do not single the place out."""
    return PlaceFinding(outer(span.code), written(text, words[span.first : span.last]), how)


def parts(words: Sequence[Word]) -> list[list[Word]]:
    """The words between commas and the like, in order."""
    return [list(part) for _, part in groupby(words, key=lambda word: word.part)]


def fills_part(words: Sequence[Word], span: Span) -> bool:
    """Whether a name is all that stands between two commas or the like."""
    part = words[span.first].part
    return all(span.first <= at < span.last for at, word in enumerate(words) if word.part == part)


def is_within(start: int, stretches: Sequence[range]) -> bool:
    """Whether a word that starts there lies in one of the stretches of a text."""
    return any(start in stretch for stretch in stretches)


def is_street(words: Sequence[Word], span: Span, text: str) -> bool:
    """Whether the name is a street's: "Xinjiang Road", "Urumqi Zhong Lu", "Rua Paraguai", "新疆路"."""
    last = words[span.last - 1]
    if last.cjk:
        return _HAN_STREET.match(text, last.end) is not None
    after = [w.folded for w in words[span.last : span.last + 3] if w.part == last.part]
    if after and after[0] in _JOINED_STREETS:
        return True
    while after and (after[0] in _STREET_SIDE or after[0].isdigit()):
        after = after[1:]
        if after and after[0] in _STREET_AFTER:
            return True
    if after and after[0] in _STREET_AFTER:
        return True
    before = span.first - 1
    linking = _STREET_LINKS | _STREET_TITLES
    while before >= 0 and words[before].folded in linking and span.first - before <= 2:
        before -= 1
    if before >= 0 and words[before].folded == "place":  # "Place du Marché", but "2 Market Place"
        return span.first - before > 1 and words[before].part == last.part
    if before < 0 or words[before].folded not in _STREET_BEFORE:
        return False
    gap = text[words[before].end : words[before + 1].start]  # "Av. Brasil", "C/ Montserrat"
    if words[before].folded == "c":
        return gap.startswith("/")
    return words[before].part == last.part or gap == ". "


def is_han_ward(words: Sequence[Word], span: Span) -> bool:
    """Whether a name is a Japanese ward's that Chinese districts may end in (北区, 西区, 中区)."""
    last = words[span.last - 1]
    return span.code == "JP" and last.cjk and last.folded in "区區"


def begins_ward(words: Sequence[Word], span: Span, text: str) -> bool:
    """Whether a ward's name stands by itself or behind its city's, and is no end of a longer one (沈北区)."""
    start = words[span.first].start
    return start == 0 or _BEFORE_WARD.match(text, start - 1) is not None


def is_people(words: Sequence[Word], span: Span, text: str) -> bool:
    """Whether the name of a country or people only says whose autonomous prefecture or county it is."""
    last = words[span.last - 1]
    if span.kind != "country":
        return False
    if last.cjk:
        return _HAN_AUTONOMOUS.match(text, last.end) is not None
    after = words[span.last : span.last + 1]
    return bool(after) and after[0].part == last.part and after[0].folded == "autonomous"


@cache
def country_table() -> NameTable:
    """Country names and aliases that may stand in running text, and the states whose names hold one ("New Mexico")."""
    countries = _countries()
    plain = {name for name, _code, _kind in countries}
    longer = [row for row in _subdivisions() if " " in row[0] and not plain.isdisjoint(row[0].split())]
    return NameTable.of([*countries, *longer])


@cache
def place_table() -> NameTable:
    """Country, subdivision and city names that may stand in running text; towns too, as kind "town"."""
    rows = [*_countries(), *_subdivisions()]
    rows += [(name, code, "city" if anywhere else "town") for name, (code, anywhere) in city_names().items()]
    return NameTable.of(rows)


def _countries() -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    demonyms: set[str] = set()  # "Swiss" is also what Switzerland is called in Indonesian
    for file_name in ("countries.csv", "countries_abroad.csv"):
        table = read_table(file_name)
        demonyms.update(row[5] for row in table if row[3] == "demonym")
        for code, _name, lang, kind, _source, folded in table:
            known = kind in ("name", "alias", "inflected") and (not lang or lang in _RUNNING_LANGUAGES)
            if known and folded not in demonyms and _fits_running_text(folded):
                rows.append((folded, code, "country"))
    return rows


def _subdivisions() -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    for code, _name, _lang, _kind, _source, folded in read_table("subdivisions.csv"):
        if _fits_running_text(folded) and len(folded) > 3 - 2 * (not folded.isascii()):
            rows.append((folded, code, "subdivision"))
    return rows


def _fits_running_text(folded: str) -> bool:
    if folded in _SHORT:
        return True
    if folded in _NOT_IN_TEXT or folded == "san martin" or folded.isdigit():
        return False
    return len(folded) > 3 or (len(folded) > 1 and bool(_IS_CJK.match(folded)))
