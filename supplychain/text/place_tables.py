"""Which words name which place? Reads the place tables beside it, each once and only when asked for.

Refuses to know sentences and addresses: it answers for one whole name at a time.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

# Letters that NFKD leaves whole, written as databases without accents write them.
_PLAIN_LETTERS = dict(zip("øđðłħıəæœþ", ["o", "d", "d", "l", "h", "i", "a", "ae", "oe", "th"], strict=True))
_QUOTES = str.maketrans("", "", "'`´‘’ʼʻ′")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}[^\W\d_]?\b\.?")  # "u.s.a.", "p.r", "s.a.r."
_ASCII_BREAKS = re.compile(r"[^a-z0-9]+")


# Places that lists and sanctions treat apart from their country: Xinjiang (UFLPA), Crimea, Sevastopol,
# Donetsk and Luhansk (31 CFR part 589). Every other subdivision is answered as its country.
SINGLED_OUT = frozenset({"CN-XJ", "UA-43", "UA-40", "UA-14", "UA-09"})
# Countries whose cities speak for themselves in texts of goods ("Vitamin C, CSPC, Shijiazhuang", "from Sialkot").
MAKING = frozenset({"BD", "CN", "CN-XJ", "ID", "IN", "KH", "LK", "MY", "PK", "TH", "VN"})
# Where companies are named after the city they stand in ("Shijiazhuang Hongray", "Sialkot Surgical Works").
NAMED_AFTER_CITIES = frozenset({"CN", "PK", "BD", "VN"})
ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE", "ZA"})  # where English is what towns are called in


class _Folding(dict[int, str]):
    """What each character becomes; worked out at its first meeting, then remembered."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if char.isalnum():
            folded = _PLAIN_LETTERS.get(char, char)
        elif unicodedata.combining(char):
            folded = ""
        else:
            # Vowel signs of Indic scripts and Thai are marks, yet letters to their readers.
            folded = char if unicodedata.category(char) in ("Mc", "Mn") else " "
        self[point] = folded
        return folded


_FOLDING = _Folding()


def _fold(text: str) -> str:
    if text.isascii() and text.isalpha():
        return text.lower()  # most names are one plain word; the tables load twice as fast for it
    low = text.casefold().translate(_QUOTES).replace("&", " and ")
    if "." in low:
        low = _INITIALS.sub(lambda found: found.group().replace(".", "") + " ", low)
    if low.isascii():
        return _ASCII_BREAKS.sub(" ", low).strip()
    plain = " ".join(unicodedata.normalize("NFKD", low).translate(_FOLDING).split())
    return unicodedata.normalize("NFC", plain)  # Hangul comes back as whole syllables


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in lower case without accents, apostrophes and punctuation, words one space apart.

    Initials close up ("U.S.A." is "usa") and "&" is "and". Every script stays in its own letters.
    """
    return _fold(text)


def composed(text: str) -> str:
    """The text with letters and their accents in one character and full-width letters in their usual form."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def outer(code: str) -> str:
    """The country of a subdivision's code; the code itself where lists single the place out."""
    return code if code in SINGLED_OUT else code.split("-")[0]


def word_set(words: str) -> frozenset[str]:
    """The words of one line as a set."""
    return frozenset(words.split())


# Codes of the United States Postal Service (Publication 28) and of Canada Post.
US_TERRITORIES = word_set("PR VI GU")
US_STATES = US_TERRITORIES | word_set(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
CANADIAN_PROVINCES = word_set("AB BC MB NB NL NS NT NU ON PE QC SK YT")


# Works, and areas in which works stand.
WORKS = word_set(
    "plant factory fty works mill mills werk werke usine planta fabrica fabbrica stabilimento fabriek "
    "zavod завод fabryka tovarna fabrik atelier ateliers workshop workshops zone pabrik kilang tesis tesisi epz "
    "epza sez boi ftz eip ipz kiz "
)


@cache
def read_table(file_name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one table in the data folder, without its header.

    The last column is the name folded beforehand: the command line starts cold, and folding costs more than reading.
    """
    text = (files("supplychain.text") / "data" / file_name).read_text(encoding="utf-8")
    return tuple(tuple(row) for row in csv.reader(text.splitlines()[1:]))


@cache
def country_names() -> dict[str, str]:
    """Folded name -> ISO 3166-1 alpha-2 code: English names, aliases of all tongues, demonyms, ISO codes."""
    rows = read_table("countries.csv")
    known = {row[5]: row[0] for row in reversed(rows)}
    known.update((row[0].lower(), row[0]) for row in rows)
    return known


@cache
def foreign_country_names() -> dict[str, str]:
    """Folded name -> alpha-2 code, in some forty languages other than English."""
    return {row[5]: row[0] for row in reversed(read_table("countries_abroad.csv"))}


@cache
def subdivision_names() -> dict[str, str]:
    """Folded name -> ISO 3166-2 code, only of subdivisions whose name is not also a country's."""
    return {row[5]: row[0] for row in reversed(read_table("subdivisions.csv"))}


@cache
def display_names() -> dict[str, str]:
    """Code -> the name we show: the first row of each code in the country and subdivision tables."""
    rows = (*read_table("countries.csv"), *read_table("subdivisions.csv"))
    return {row[0]: row[1] for row in reversed(rows)}


@cache
def city_names() -> dict[str, tuple[str, bool]]:
    """Folded name -> (country or ISO 3166-2 code, whether the city is known by that name anywhere in a text).

    Towns of the second sort ("Daska", "Nilai") are meant only where they stand alone between two commas.
    """
    return {row[5]: (row[0], row[3] == "city") for row in reversed(read_table("cities.csv"))}
