"""What do identifiers, address and country say beside the names? They raise or lower a score, never silence it.

Refuses to compare names.
"""

from __future__ import annotations

import re

from supplychain.model import ListedEntity, Reason
from supplychain.text import fold, transliterate

# Points beside those of the names. Listed parties move and trade through others, so a differing country takes back
# less than an equal one gives; an equal address lifts a near miss over the threshold (Apple 2019, Amazon 2020).
SAME_COUNTRY, OTHER_COUNTRY, SAME_ADDRESS, SAME_NUMBER = 4.0, -3.0, 24.0, 60.0
MOST_RAISED = SAME_COUNTRY + SAME_ADDRESS
# A name the publisher itself marks as weak, or one of several parties' shared nicknames.
WEAK_ALIAS = -6.0
# An identifier alone is a match: a registered number is the party (Deutsche Bank 2020, Apple 2019).
NUMBER_ALONE = 0.93

_WORD = re.compile(r"[a-z0-9]+")
_PLAIN_WORDS = """
street st road rd avenue ave no number building bldg floor room unit suite district city town province
region state area zone industrial park ulitsa ul prospekt pr dom lane block po box the of and near
opposite oblast
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())


def same_country(ours: str | None, theirs: tuple[str, ...]) -> bool | None:
    """Whether a listed country is the supplier's (subdivisions count as their country); None where one is unknown."""
    if not ours or not theirs:
        return None
    return ours[:2].upper() in {code[:2].upper() for code in theirs}


def address_words(address: str) -> frozenset[str]:
    """The telling words and numbers of an address."""
    text = fold.plain(address[:1024])
    if not text.isascii():
        text = " ".join(transliterate.to_latin(word) for word in text.split())
    return frozenset(word for word in _WORD.findall(text) if word not in _PLAIN)


def address_agreement(ours: str, theirs: tuple[str, ...]) -> tuple[float, str]:
    """(0..1, the listed address that agrees best). Needs a number and two words in common to say anything."""
    mine = address_words(ours)
    best, which = 0.0, ""
    for address in theirs:
        listed = address_words(address)
        common = mine & listed
        if len(common) < 3 or not any(word.isdigit() for word in common):
            continue
        share = len(common) / min(len(mine), len(listed))
        if share > best:
            best, which = share, address
    return (best, which) if best >= 0.6 else (0.0, "")


def reasons(country: str | None, address: str, entity: ListedEntity) -> list[Reason]:
    """What country and address say; empty where they are unknown."""
    found: list[Reason] = []
    agrees = same_country(country, entity.countries)
    if agrees is not None:
        says = "The country is one of the listed ones." if agrees else "The country is not one of the listed ones."
        worth = SAME_COUNTRY if agrees else OTHER_COUNTRY
        found.append(Reason("country", says, country or "", ", ".join(entity.countries), worth))
    if address and entity.addresses:
        share, which = address_agreement(address, entity.addresses)
        if share:
            found.append(
                Reason(
                    "address", "The address agrees with a listed one.", address, which, round(SAME_ADDRESS * share, 1)
                )
            )
    return found
