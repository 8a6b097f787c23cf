"""Which words name which place? Reads the place tables beside it once and holds them folded.

Refuses to know sentences and addresses: it answers for one whole name at a time.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

# Letters that NFKD leaves whole, written as databases without accents write them.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"}
)
_QUOTES = str.maketrans("", "", "'`´‘’ʼʻ′")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b\.?")  # "u.s.a.", "p.r", "s.a.r."
_ASCII_BREAKS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in lower case without accents, apostrophes and punctuation, words one space apart.

    Initials close up ("U.S.A." is "usa") and "&" is "and". Every script stays in its own letters.
    """
    low = text.casefold().translate(_QUOTES).replace("&", " and ")
    if "." in low:
        low = _INITIALS.sub(lambda found: found.group().replace(".", "") + " ", low)
    if low.isascii():
        return _ASCII_BREAKS.sub(" ", low).strip()
    kept: list[str] = []
    for char in unicodedata.normalize("NFKD", low).translate(_PLAIN_LETTERS):
        if char.isalnum():
            kept.append(char)
        elif unicodedata.combining(char) == 0:
            # Vowel signs of Indic scripts and Thai are marks, yet letters to their readers.
            kept.append(char if unicodedata.category(char) in ("Mc", "Mn") else " ")
    return " ".join("".join(kept).split())


def read_table(file_name: str) -> list[list[str]]:
    """The rows of one table in the data folder, without its header."""
    text = (files("supplychain.text") / "data" / file_name).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))[1:]


@cache
def country_names() -> dict[str, str]:
    """Folded name -> ISO 3166-1 alpha-2 code: names, aliases, demonyms, alpha-2, alpha-3 and numeric codes."""
    known: dict[str, str] = {}
    for code, name, _lang, _kind, _source in read_table("countries.csv"):
        known.setdefault(fold(name), code)
        known[code.lower()] = code
    return known


@cache
def display_names() -> dict[str, str]:
    """Code -> the name we show: the first row of each code in the country and subdivision tables."""
    shown: dict[str, str] = {}
    for file_name in ("countries.csv", "subdivisions.csv"):
        for code, name, *_rest in read_table(file_name):
            shown.setdefault(code, name)
    return shown


@cache
def subdivision_names() -> dict[str, str]:
    """Folded name -> ISO 3166-2 code, only of subdivisions whose name is not also a country's."""
    known: dict[str, str] = {}
    for code, name, _lang, _kind, _source in read_table("subdivisions.csv"):
        known.setdefault(fold(name), code)
    return known
