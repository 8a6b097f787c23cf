"""Which country does one whole cell name? Every spelling, abbreviation, language, and one wrong letter.

Refuses to look for places inside sentences and addresses: that is `place_addresses`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from supplychain.text.place_tables import (
    SINGLED_OUT,
    city_names,
    country_names,
    fold,
    foreign_country_names,
    read_table,
    subdivision_names,
)
from supplychain.text.place_towns import towns_named

# Where a cell names both, the narrower one is meant: "China (Hong Kong)", "China, Taiwan".
_WITHIN = {
    "CN": frozenset({"HK", "MO", "TW"}),
    "US": frozenset({"PR", "VI", "GU", "AS", "MP"}),
    "GB": frozenset({"JE", "GG", "IM", "VG", "KY", "BM", "GI"}),
    "FR": frozenset({"GP", "MQ", "RE", "GF", "YT", "NC", "PF"}),
    "NL": frozenset({"AW", "CW", "SX", "BQ"}),
    "DK": frozenset({"FO", "GL"}),
}

# No name of a place has more letters; a cell of 20,000 cost two minutes when all its neighbours were made.
_LONGEST_NAME = 80
_TYPO_LENGTH = 6  # shorter names are one letter from too many others (Iran, Iraq; Mali, Bali)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PARTS = re.compile(r"[()\[\]/;:|,]|\s[-–—]\s|\r?\n")
_CLAUSES = re.compile(r"[()\[\];:|,]|\s[-–—]\s|\r?\n")
_MARKS = re.compile(r"[\s\-–—_?¿!¡.,…*#/\\()\[\]=+~:;'\"«»“”]*")
_SHARE = re.compile(r"(?<!\d)\d{1,3}(?:[.,]\d{1,3})?\s?%")  # bounded: 20,000 digits cost ten seconds
_FILLERS = re.compile(
    r"^(?:the|republic of|kingdom of|state of|country of|country|origin|made in|from|people s republic of)\s+"
    r"|\s+(?:the|republic of(?: the)?|rep|rep of|origin|country)$"
)


@lru_cache(maxsize=32768)
def place_code(text: str) -> str | None:
    """The ISO 3166 code of the place a cell names, None where it names none or two that differ.

    A country gives alpha-2 ("MY"); Xinjiang, Crimea, Sevastopol, Donetsk and Luhansk give their ISO 3166-2
    code ("CN-XJ"); any other subdivision gives its country. A long name may have one wrong letter.
    """
    folded = fold(text)
    if not folded:
        return None
    code = _whole(folded) or _by_parts(text) or _city(folded)
    # A town of its own ("Maicao", "Jinjiang") is no country with a wrong letter.
    return code if code or towns_named(folded.replace(" ", "")) else one_letter_off(folded)


@lru_cache(maxsize=32768)
def country_code(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of the country a cell names or lies in, None where it names none or two."""
    code = place_code(text)
    return code.split("-")[0] if code else None


@lru_cache(maxsize=32768)
def states_no_place(text: str) -> bool:
    """Whether a cell says in words that no place is stated: "unbekannt", "see invoice", "various countries", "???".

    False for an empty cell, and where any part of the cell says something else ("unknown / China"). "NA" alone is
    Namibia's code and far oftener "not available": it states no place here, and `place_code` gives Namibia.
    """
    if len(text) > 4 * _LONGEST_NAME:
        return False
    folded = fold(text)
    if not folded:
        return bool(_MARKS.fullmatch(text) and text.strip())
    if _says_nothing(folded):
        return True
    # Not at every mark: "n/a (see invoice)" is "n/a" and "see invoice".
    return any(_all_say_nothing(marks.split(text)) for marks in (_PARTS, _CLAUSES))


def _all_say_nothing(parts: list[str]) -> bool:
    folded = [part for part in map(fold, parts) if part]
    told = [part for part in folded if not (_about().fullmatch(part) and _exact(part) is None)]
    return bool(told) and all(map(_says_nothing, told))


def _says_nothing(folded: str) -> bool:
    """Whether a folded text is words of the table alone, those that only say what is spoken of aside."""
    if folded in _no_place():
        return True
    return " ".join(_about().sub(" ", folded).split()) in _no_place()


@cache
def _no_place() -> frozenset[str]:
    return frozenset(fold(words) for words, _, means in read_table("no_place.csv") if means != "about")


@cache
def _about() -> re.Pattern[str]:
    """Words that only say that a place is spoken of ("country of origin")."""
    words = {fold(words) for words, _, means in read_table("no_place.csv") if means == "about"}
    several = "|".join(map(re.escape, sorted(words, key=lambda one: (-len(one), one))))
    return re.compile(rf"(?<!\S)(?:{several})(?!\S)")


def _whole(folded: str) -> str | None:
    """The place that is named by all of a folded text; a text of many names' length names no single one."""
    if len(folded) > 4 * _LONGEST_NAME:
        return None
    code = _exact(folded)
    while code is None:
        shorter = _FILLERS.sub("", folded)
        if shorter == folded:
            return None
        folded = shorter
        code = _exact(folded)
    return code


def _exact(folded: str) -> str | None:
    code = country_names().get(folded) or subdivision_names().get(folded) or foreign_country_names().get(folded)
    if code is None or code in SINGLED_OUT:
        return code
    return code.split("-")[0]


def _city(folded: str) -> str | None:
    """The country of a city written where a country was asked for ("Shenzhen", "Dubai")."""
    code, _anywhere = city_names().get(folded, (None, False))
    return code if code is None or code in SINGLED_OUT else code.split("-")[0]


def _by_parts(text: str) -> str | None:
    """The one place named by the parts of a cell such as "MY - Malaysia", "Shenzhen, China", "China (Taiwan)"."""
    parts = [fold(part) for part in _PARTS.split(text)]
    if "georgia" in parts and any(_exact(part) == "US" for part in parts if part):
        parts = [part for part in parts if part != "georgia"]  # the state
    named = [code for part in parts if part and (code := _whole(part))]
    if not named and len(parts) > 1 and not any(char.isdigit() for char in text):  # else it is an address
        towns = [part for part in parts if towns_named(part.replace(" ", ""))]
        named = [
            code for part in parts if part and part not in towns and (code := one_letter_off(part, countries_only=True))
        ]
    return _narrowest(named)


def names_only_places(text: str) -> bool:
    """Whether a cell is the name of a country, or each of its parts by itself the name or code of one or of its states
    ("Korea, Republic of", "US, CN", "China (60 %), Malaysia (40 %)")."""
    if _whole(fold(text)):
        return True
    shares = _SHARE.sub(" ", text)
    parts = [part for part in map(fold, _PARTS.split(shares)) if any(char.isalpha() for char in part)]
    return bool(parts) and all(_whole(part) for part in parts)


def _narrowest(codes: list[str]) -> str | None:
    """The one code that agrees with all others, or None."""
    distinct = set(codes)
    if len(distinct) == 1:
        return codes[0]
    for outer in list(distinct):
        narrower = {c for c in distinct if c.startswith(f"{outer}-") or c in _WITHIN.get(outer, frozenset())}
        if narrower:
            distinct.discard(outer)
    return distinct.pop() if len(distinct) == 1 else None


def one_letter_off(folded: str, *, countries_only: bool = False) -> str | None:
    """The one place whose name is one letter away, None where the name is short or two places are as near. Never
    Xinjiang: Jinjiang, Xinxiang and Binjiang are one letter away, and its usual misspellings stand in its own table."""
    if not _TYPO_LENGTH <= len(folded) <= _LONGEST_NAME or any(char.isdigit() for char in folded):
        return None
    heads = [(folded[:i], folded[i:]) for i in range(len(folded) + 1)]
    near = {head + tail[1:] for head, tail in heads if tail}
    near |= {head + tail[1] + tail[0] + tail[2:] for head, tail in heads if len(tail) > 1}
    near |= {head + letter + tail[1:] for head, tail in heads if tail for letter in _LETTERS}
    near |= {head + letter + tail for head, tail in heads for letter in _LETTERS}
    known = country_names().get if countries_only else _exact
    found = {code for name in near if len(name) >= _TYPO_LENGTH - 1 and (code := known(name))}
    return found.pop() if len(found) == 1 and found != {"CN-XJ"} else None
