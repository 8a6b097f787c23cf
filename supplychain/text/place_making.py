"""Which people or town stands beside a word of making ("český výrobek", "fab. pakistanaise", "mfd Aberdeen SD", "Nashik
plant")? The words of some forty languages are `data/making.txt`.

Refuses to know "made in" and the like (`place_cued`) and texts without any such word (`place_goods`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from supplychain.text.place_addresses import address_place
from supplychain.text.place_cued import is_denied_before
from supplychain.text.place_cues import DENIED
from supplychain.text.place_idioms import is_common, is_idiom
from supplychain.text.place_tables import (
    ENGLISH,
    WORKS,
    country_names,
    fold,
    foreign_country_names,
    outer,
    read_table,
    subdivision_names,
    word_set,
)
from supplychain.text.place_towns import towns_named
from supplychain.text.place_words import PlaceFinding, Word, country_table, find, is_within, written

_BEFORE, _AFTER = 2, 3  # words between which a people's adjective stands from the word of making
_UNMISTAKABLE = 6  # letters from which an adjective counts beside another language's word of making
_ADDRESS_LENGTH = 110  # letters of an address; a ledger's whole line is seldom longer
# What may stand between a word of making and the place it belongs to.
_JOINTS = re.compile(r"[\s.:(\[\-–—'’\"=]*")
# Where the address behind a word of making ends.
_ADDRESS_END = re.compile(r"[;|\n]|\s[-–—]\s|\s//\s")
# Behind these a word of making speaks of a material, a sender, a purpose, a day or a person.
_NO_SITE = word_set("of from with for to up by date dt exp yr year on per no under lot batch code item ref")
# What stands between a word of making, or of works, and the town in which they are.
_IN = word_set("in at te i w в във на у στην στη στο en a de di da do na no la of im u v ve se site plant unit")
_AREA_WORDS = word_set("zone park estate area industrial export processing free trade special hi tech high boi")
_MOST_OF_NAME = 4
# Peoples after which no goods are called, for people_alone; languages, dishes and bodies are.
_MAKING_PEOPLES = frozenset({"PK", "MY", "TH", "VN", "ID", "BD", "LK", "TN", "LV", "LT", "BY", "UZ", "KR", "KH", "PH"})
_TONGUES = word_set(
    "interpretation interprete interpreter interpretacion interpretariat interpretariato traduction traduccion "
    "traducao traduzione ubersetzung dolmetscher dolmetschen tlumaczenie prevod preklad langue lengua "
    "idioma lingua sprache jezyk cuisine cocina cozinha cucina kuche sauce salsa molho massage masaje massagem "
    "massaggio restaurant перевод язык кухня массаж соус посольство embajada ambassade botschaft ambasciata embaixada "
)
_SUFFIX = re.compile(r"['’][a-zçğıöşü]{1,4}$")  # Turkish: "Bursa'da üretildi"
# Words of making that many texts hold for other reasons; beside an English people's name they are seen without these.
_EVERYWHERE = word_set("products production articles article knitted woven")
_GOODS_FIRST = word_set("cork mobile reading nice orange bath sale")  # cities that are goods and words before "works"
_FRENCH_DEPARTMENT = re.compile(r"\((?:0[1-9]|[1-8]\d|9[0-5]|2[AB])\)")  # "Sarlat (24)"
_CYRILLIC_TOWN = re.compile(r"(?<!\w)(?:г|м|гр|пгт|с)\.\s?([А-ЯЁІЇЄ][\w-]+(?: [А-ЯЁІЇЄ][\w-]+)?)")
_CYRILLIC_INITIALS = re.compile(r"[,;(]\s*([А-Я]{2,4})(?=\s*(?:[,;)]|$))")


@dataclass(slots=True)
class _Speech:
    """What `making.txt` says: folded word -> the languages in which it is one of making (or only of goods), and a
    people's adjective or own name -> the country's code by language."""

    made: dict[str, set[str]] = field(default_factory=dict)
    goods: dict[str, set[str]] = field(default_factory=dict)
    peoples: dict[str, dict[str, str]] = field(default_factory=dict)
    joined: dict[str, str] = field(default_factory=dict)


@cache
def _speech() -> _Speech:
    said = _Speech()
    text = (files("supplychain.text") / "data" / "making.txt").read_text(encoding="utf-8")
    ends: list[str] = []
    joined: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        lang, kind, *words = line.split()
        folded = [fold(word) for word in words]
        if kind in ("made", "goods"):
            table = said.made if kind == "made" else said.goods
            for word in folded:
                table.setdefault(word, set()).add(lang)
            joined = []
        elif kind == "ends":
            ends = [fold(end) for end in words if end != "-"]
        elif kind == "joined":
            joined = folded
        else:
            for word, stem in zip(words, folded, strict=True):
                for form in (stem, *(() if word.endswith(".") else (stem + end for end in ends))):
                    said.peoples.setdefault(form, {}).setdefault(lang, kind)
                said.joined.update((stem + end, kind) for end in joined)
    for code, _name, _lang, kind, _source, folded_name in read_table("countries.csv"):
        if kind == "demonym":
            said.peoples.setdefault(folded_name, {}).setdefault("en", code)
    return said


@cache
def _heads() -> frozenset[str]:
    said = _speech()
    return frozenset(word.split()[0] for word in (*said.made, *said.goods)) | WORKS


@cache
def making_openings() -> frozenset[str]:
    """The words without which no text in a-z says anything here."""
    return (_heads() | frozenset(_speech().joined)) - _EVERYWHERE


def beside_making(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """The country of the people or place beside a word of making; `handled` are the stretches that speak of who only
    handles the goods. A people outweighs a town."""
    if _heads().isdisjoint(word.folded for word in words):
        return None
    marks = [mark for mark in _marks(words) if not is_within(words[mark[0]].start, handled)]
    starts = [words[mark[0]].start for mark in marks]
    marks = [
        mark for mark, start in zip(marks, starts, strict=True) if not DENIED.search(text[max(0, start - 40) : start])
    ]
    for first, last, langs, _ in marks:
        found = _people_beside(text, words, first, last, langs)
        if found is not None:
            return found
    for _first, last, langs, made in marks:
        found = _site_behind(text, words, last, langs, handled) if made else None
        if found is not None:
            return found
    for at, word in enumerate(words[:-1]):
        if word.folded not in WORKS or words[at + 1].part != word.part or is_within(word.start, handled):
            continue
        behind = words[at + 1]
        named = text[behind.start].isupper() and not text.isupper()  # "Werk Melsungen"
        found = _site_behind(text, words, at + 1, frozenset(), handled) if named or behind.folded in _IN else None
        if found is not None and (not named or found.text.startswith(text[behind.start : behind.end])):
            return found
    return _site_before(text, words, handled)


def _marks(words: Sequence[Word]) -> Iterator[tuple[int, int, frozenset[str], bool]]:
    """The words of making: first word, last (exclusive), languages, and whether a place may stand behind."""
    said, heads = _speech(), _heads()
    for at, head in enumerate(words):
        if head.folded not in heads:
            continue
        for length in (2, 1):
            name = " ".join(word.folded for word in words[at : at + length])
            langs = said.made.get(name, set()) | said.goods.get(name, set())
            if langs and at + length <= len(words):
                yield at, at + length, frozenset(langs), name in said.made
                break


def _people_beside(
    text: str, words: Sequence[Word], first: int, last: int, langs: frozenset[str]
) -> PlaceFinding | None:
    behind = range(last, min(last + _AFTER, len(words)))
    before = range(first - 1, max(first - 1 - _BEFORE, -1), -1)
    for steps in (behind, before):
        for at in steps:
            near = words[at - 1 if steps is behind else at], words[at if steps is behind else at + 1]
            if near[0].part != near[1].part and not _JOINTS.fullmatch(text, near[0].end, near[1].start):
                break
            for length in (2, 1):
                name = " ".join(word.folded for word in words[at : at + length])
                code = _people(name, langs) if at + length <= len(words) else None
                if code is None or _is_namesake(text, words, at, at + length, code):
                    continue
                if not is_denied_before(text, words[min(at, first)].start):
                    span = words[min(at, first)].start, words[max(at + length, last) - 1].end
                    return PlaceFinding(code, text[slice(*span)], "people")
                return None
    return None


def _is_namesake(text: str, words: Sequence[Word], first: int, last: int, code: str) -> bool:
    """Whether what a people is called by is here a town elsewhere: another place of its country follows ("mfr Engels,
    Saratov"), or it begins as no Russian adjective does ("изг. Армянск")."""
    name = words[first:last]
    homes = towns_named("".join(word.folded for word in name)) - {code}
    if not homes:
        return False
    behind = [word for word in words[last:] if word.part == name[-1].part + 1]
    whole = address_place(text[name[0].start : behind[-1].end]) if behind else None
    if whole is not None and outer(whole.code).split("-")[0] in homes:
        return True
    return not name[0].folded.isascii() and text[name[0].start].isupper() and not text.isupper()


def _people(name: str, langs: frozenset[str]) -> str | None:
    """The country of a people's adjective: in the language of the word of making, or where all languages agree."""
    if name.startswith("ب") and "ar" in langs:
        name = name[1:]  # "in", written as one with the name
    known = _speech().peoples.get(name)
    if known is None:
        return foreign_country_names().get(name) if len(name) >= _UNMISTAKABLE and not is_common(name) else None
    same = {code for lang, code in known.items() if lang in langs}
    if not same and len(name) >= _UNMISTAKABLE:
        same = set(known.values())
        # "Gary, Indiana", "mfr Engels", "Angola made"
        elsewhere = towns_named(name.replace(" ", "")) | {country_names().get(name, "")} - {""}
        if name in subdivision_names() or not elsewhere <= same:
            return None
    return same.pop() if len(same) == 1 else None


@cache
def _alone() -> dict[str, str]:
    """The adjectives that name a people in a product text without a word of making: of countries that make and after
    which no goods are called ("gaze tunisienne", not "canne anglaise", "toalla turca", "coton égyptien")."""
    found: dict[str, str] = {}
    for name, known in _speech().peoples.items():
        code = next(iter(known.values()))
        named = set(known) - {"en"} and len(set(known.values())) == 1 and code in _MAKING_PEOPLES
        if named and len(name) >= _UNMISTAKABLE - 2 * (not name.isascii()) and " " not in name:
            found[name] = code
    return found


@cache
def people_openings() -> frozenset[str]:
    """The words without which no text names a people alone."""
    return frozenset(_alone())


def people_alone(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """The country of a people's adjective behind goods, without a word of making ("gaze tunisienne hydrophile")."""
    if any(word.folded in _TONGUES for word in words):
        return None
    found = {_alone()[w.folded]: w for w in words[1:] if w.folded in _alone() and not is_within(w.start, handled)}
    if len(found) != 1:
        return None
    code, word = found.popitem()
    return PlaceFinding(code, written(text, [word]), "people")


def joined_people(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    """The country of a people written as one with the word of making ("norskprodusert", "svensktillverkad")."""
    for word in words:
        code = _speech().joined.get(word.folded)
        if code is not None:
            return PlaceFinding(code, written(text, [word]), "people")
    return None


def cyrillic_town(text: str, handled: Sequence[range]) -> PlaceFinding | None:
    """The town behind "г.", "м." or "гр.", or a country's initials at the end ("РФ", "КНР", "РБ")."""
    for found in _CYRILLIC_TOWN.finditer(text):
        place = None if is_within(found.start(), handled) else address_place(found.group(1))
        if place is not None and _is_named(place):
            return PlaceFinding(outer(place.code), found.group(), "city")
    initials = _CYRILLIC_INITIALS.search(text)
    code = _people(fold(initials.group(1)), frozenset({"ru", "uk"})) if initials else None
    return PlaceFinding(code, initials.group(1), "closing") if code and initials else None


def _site_behind(
    text: str, words: Sequence[Word], last: int, langs: frozenset[str], handled: Sequence[range]
) -> PlaceFinding | None:
    """The place of the address that stands behind a word of making, or the country that ends it in its language."""
    if last < len(words) - 1 and words[last].folded in _IN:
        last += 1
    if last >= len(words) or words[last].folded in _NO_SITE:
        return None
    start = words[last].start
    if not _JOINTS.fullmatch(text, words[last - 1].end, start):
        return None
    end = min(start + _ADDRESS_LENGTH, *(theirs.start for theirs in handled if theirs.stop > start), len(text))
    if end <= start:
        return None
    stop = _ADDRESS_END.search(text, start, end)
    end = stop.start() if stop else end
    closing = [word for word in words if start <= word.start < end][-1]
    code = _people(closing.folded, langs) if closing.part > words[last].part else None
    if code:  # before towns: "Unit XII, Inde" is no Mexican Indé
        return PlaceFinding(code, written(text, [closing]), "people")
    found = address_place(text[start:end])
    # "Łodzi" is a case of Łódź, and no town of an English-speaking country but Canada is written so.
    foreign = found is not None and not found.text.isascii() and outer(found.code) in ENGLISH - {"CA"}
    linked = words[last - 1].folded in ("in", "at") and text[start].isupper()
    if found is not None and not foreign and (_is_named(found) or (linked and found.how == "town")):
        return PlaceFinding(outer(found.code), found.text, "site")
    department = _FRENCH_DEPARTMENT.search(text, start, end) if "fr" in langs else None
    if department is not None:
        return PlaceFinding("FR", text[start : department.end()], "site")
    return None


def _site_before(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """The town before the name of works or of the area they stand in ("Nashik plant", "Horana BOI Zone")."""
    made = _speech().made
    for at, word in enumerate(words):
        if at == 0 or not (word.folded in WORKS or word.folded in made):
            continue
        if words[at - 1].part != word.part or is_within(word.start, handled):
            continue
        longest = max((i + 1 for i in range(at) if words[i].part != word.part), default=0)
        for first in range(max(longest, at - _MOST_OF_NAME), at):
            found = _whole_place(text, words[first:at])
            if found is not None and not is_denied_before(text, text.rfind(found.text, 0, word.start)):
                return PlaceFinding(outer(found.code), text[words[first].start : word.end], "site")
    return None


def _whole_place(text: str, name: Sequence[Word]) -> PlaceFinding | None:
    """The place that all words of a name make up, written as a name is."""
    if text[name[0].start].islower() or any(not s.first and is_idiom(name, s) for s in find(name, country_table())):
        return None
    named = [word for word in name if word.folded not in _AREA_WORDS]
    if (
        " ".join(word.folded for word in named) in _GOODS_FIRST
        or not named
        or named[0] is not name[0]
        or any(char.isdigit() for word in named for char in word.folded)
    ):
        return None
    own = _SUFFIX.sub("", written(text, named))
    found = address_place(own)
    return found if found is not None and _is_named(found) and _ends_with(own, found) else None


def _ends_with(name: str, found: PlaceFinding) -> bool:
    return name.removesuffix(" City").endswith(found.text) or name.endswith(found.text)


def _is_named(found: PlaceFinding) -> bool:
    """Whether a place is told by a name, and by none that is also an everyday word ("Cooling", "Human")."""
    if found.how == "town" and is_common(found.text):
        return False
    return found.how in ("country", "subdivision", "city", "town", "postcode")
