"""Which commodity code is this, and which article does it name? Tells HS, UNSPSC, CPV, PSC, NAICS and FDA codes apart
by form and by what the code tables know. Refuses to guess a system whose reading names nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from supplychain.matching.goods_vocabulary import Article, Vocabulary, fda_products


class CodeReading(NamedTuple):
    """One way to read a code: its system, the digits that named the article, the article and what the code covers."""

    system: str
    code: str
    article: Article
    covers: str


NAMES = {
    "hs": "HS",
    "unspsc": "UNSPSC",
    "cpv": "CPV",
    "psc": "PSC",
    "naics": "NAICS",
    "fda": "FDA product code",
    "ndc": "NDC",
}
# What people write before a code; HTS and the EU's CN and TARIC extend HS digits.
_LABEL = re.compile(
    r"\b(hts(?:us)?|hs|cn|taric|tariff|unspsc|cpv|psc|fsc|naics|fda|ndc)\b[\s:#.-]*(?:code|no|nr)?[\s:#.-]*", re.I
)
_SYSTEM = {"hts": "hs", "htsus": "hs", "cn": "hs", "taric": "hs", "tariff": "hs", "fsc": "psc"}
_PIECE = re.compile(r"[A-Za-z0-9][A-Za-z0-9. -]*[A-Za-z0-9]|[A-Za-z0-9]")
_CPV_CHECKED = re.compile(r"^\d{8}-\d$")
# National Drug Code: labeler, product and package, parted by hyphens (21 CFR 207.33).
_NDC = re.compile(r"^(?:\d{4}-\d{4}-\d{2}|\d{5}-\d{3}-\d{2}|\d{5}-\d{4}-\d{1,2})$")
_HS_IN_TEXT = re.compile(r"\bH(?:TS|S)(?:\s*code)?[\s:#]*(\d{4}(?:[. ]?\d{2}){0,3})\b", re.I)
# UNSPSC segments run from 10 to 95; those below hold what hospitals buy and beat the HS chapter of the same number
# (hides, leather goods, furskins, basketware, wool, printed fabrics) where a code of eight digits fits both.
_UNSPSC_FIRST = frozenset({"41", "42", "43", "46", "47", "51", "53"})

# Four digits of US group 65 or 66 (medical and laboratory goods) are a federal supply class before they are headgear.
_PSC_MEDICAL = frozenset({"65", "66"})


def hs_in_text(text: str) -> str:
    """Digits of an HS code written inside a description ("HS 4015.12"), "" where there is none."""
    found = _HS_IN_TEXT.search(text)
    return re.sub(r"\D", "", found.group(1)) if found else ""


def split_codes(cell: str) -> list[tuple[str, str]]:
    """The codes of one cell as (system or "", code as written): `HTS 4015.12.10` → `("hs", "4015.12.10")`."""
    out = []
    for part in re.split(r"[;,|/\n]+", cell):
        label = _LABEL.search(part)
        system = ""
        if label:
            word = label.group(1).lower()
            system = _SYSTEM.get(word, word)
            part = part[label.end() :]
        piece = _PIECE.search(part)
        if piece:
            out.append((system, piece.group().strip()))
    return out


def readings(vocabulary: Vocabulary, system: str, code: str) -> list[CodeReading]:
    """Every reading of a code that names an article, the likeliest first."""
    systems = [system] if system else likely_systems(vocabulary, code)
    out = []
    for candidate in systems:
        digits = re.sub(r"[^0-9A-Za-z]", "", code).upper()
        if candidate == "cpv":
            digits = digits[:8]
        found = _longest_prefix(vocabulary, candidate, digits)
        if found:
            out.append(found)
    return out


def likely_systems(vocabulary: Vocabulary, code: str) -> list[str]:
    """The systems whose form a code has, the likeliest first."""
    if _CPV_CHECKED.match(code):
        return ["cpv"]
    if _NDC.match(code):
        return ["ndc"]
    digits = re.sub(r"[ .-]", "", code)
    if not digits.isdigit():
        return ["fda"] if len(digits) == 3 and digits.isalpha() else ["psc"] if len(digits) == 4 else []
    if "." in code:
        return ["hs"]
    if len(digits) == 8:
        if digits[:2] in _UNSPSC_FIRST or not is_hs(vocabulary, digits):
            return ["unspsc", "cpv", "hs"]
        return ["hs", "unspsc", "cpv"]
    if len(digits) == 6:
        return ["hs", "naics"] if is_hs(vocabulary, digits) else ["naics"]
    if len(digits) == 4:
        if digits[:2] in _PSC_MEDICAL:
            return ["psc", "hs"]
        return ["hs", "psc"] if is_hs(vocabulary, digits) else ["psc"]
    return ["hs"] if len(digits) in (7, 9, 10) and is_hs(vocabulary, digits.zfill(10 if len(digits) > 8 else 8)) else []


def is_hs(vocabulary: Vocabulary, digits: str) -> bool:
    """Whether the first four digits are a heading of the Harmonized System."""
    last = vocabulary.hs_last_heading.get(digits[:2])
    return last is not None and len(digits) >= 4 and 1 <= int(digits[2:4]) <= last


def hs_of(vocabulary: Vocabulary, system: str, code: str) -> str | None:
    """Up to six HS digits of a code that is one, else None."""
    digits = re.sub(r"\D", "", code)
    if system == "hs" or (not system and likely_systems(vocabulary, code)[:1] == ["hs"]):
        if len(digits) in (5, 7, 9):
            digits = "0" + digits  # a spreadsheet dropped the leading zero
        return digits[:6] if is_hs(vocabulary, digits) else None
    return None


def _longest_prefix(vocabulary: Vocabulary, system: str, digits: str) -> CodeReading | None:
    if system == "hs" and len(digits) in (5, 7, 9):
        digits = "0" + digits
    if system == "hs" and not is_hs(vocabulary, digits) and len(digits) != 2:
        return None
    if system == "fda" and (system, digits) not in vocabulary.codes and (product := fda_products().get(digits)):
        return CodeReading(system, digits, vocabulary.articles[product[0]], product[1])
    if system == "ndc":
        return CodeReading(system, digits, vocabulary.articles["medicine"], "a drug product of the National Drug Code")
    for length in range(len(digits), 0, -1):
        found = vocabulary.codes.get((system, digits[:length]))
        if found:
            return CodeReading(system, digits[:length], *found)
    return None
