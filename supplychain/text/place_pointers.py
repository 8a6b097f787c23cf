"""What in a remark points to Xinjiang, and does the remark only deny it ("no Xinjiang cotton used")?

Refuses to believe a denial that is not plain: whatever is doubted, asked, negated twice or unknown to our words points
to Xinjiang, and a denial is told too, as what it is: a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from supplychain.text.place_remarks import ON_THE_WAY, sentences
from supplychain.text.place_tables import composed
from supplychain.text.place_unstated import DENIAL, DENIED_BEHIND, LINKS
from supplychain.text.place_xinjiang import names_none, xinjiang_in

_DENIED_BEFORE = re.compile(DENIAL + LINKS, re.IGNORECASE)
_DENIAL = re.compile(DENIAL, re.IGNORECASE)
# Beside these a denial is none: nobody knows, it was so before, or part of it is so.
_DOUBTED = re.compile(
    r"\b(?:cannot|can not|can['’]?t|could not|couldn['’]?t|unable|unclear|unknown|unsure|not (?:yet|sure|certain"
    r"|clear|known"
    r"|proven|excluded|ruled|been|confirmed|verified|tested|traced|traceable|disclosed|stated|only|just|all|entirely"
    r"|fully"
    r"|exclusively|solely|possible|able)|no (?:proof|evidence|documents?|docs?|documentation|certificates?|certs?"
    r"|statement"
    r"|declaration|answer|reply|response|info\w*|records?|guarantee|assurance|idea|longer|more|doubt|traceability"
    r"|audit|test"
    r"|way|one|confirmation)|without (?:proof|evidence|documents?|docs|documentation|confirmation)|rule[sd]? out"
    r"|exclude"
    r"|if|whether|unless|until|maybe|perhaps|doubts?|suspect\w*|longer|only|until|except|anymore|any more|previously"
    r"|formerly"
    r"|nicht (?:bekannt|sicher|bestätigt|nachgewiesen|mehr)|unklar|kein nachweis|pas (?:confirm\w+|s[ûu]r|certain"
    r"|prouv\w+)"
    r"|no (?:se sabe|confirmad\w+|consta)|não (?:confirmad\w+|se sabe))\b|[?？]|不清楚|不确定|未确认|无法|不能|不明"
    r"|不再",
    re.IGNORECASE,
)
_DENIED_WITHIN = 90  # letters before a name in which its denial stands
# A number of six digits in a remark is an order's more often than a postcode.
_POSTCODE_WORD = re.compile(
    r"(?:post(?:al)?[ -]?code|postal|zip|p\.?c\.?|邮编|郵編|邮政编码)\W{0,3}$|[\u4e00-\u9fff]", re.IGNORECASE
)
_MOST_NAMES = 8  # looked at in one sentence; one that denies more of them points there
_AROUND = 70  # letters told on each side of what was found in a long remark


@dataclass(frozen=True, slots=True)
class Pointer:
    """The words of a remark that name Xinjiang, what the remark says around them, whether it only denies it, and
    whether goods only pass there."""

    words: str
    said: str
    denied: bool
    passing: bool


@lru_cache(maxsize=32768)
def xinjiang_in_remark(text: str, country: str | None = None) -> tuple[Pointer, ...]:
    """What a remark says of Xinjiang: the first words that point there and the first that deny it, () where none do.

    `country` is the code the line states for its goods, as in `xinjiang_in`. Every sentence is read by itself too: in a
    long remark another sentence's province would hide its place.
    """
    if names_none(text):
        return ()
    text = composed(text)
    parts = sentences(text)
    found = [pointer for part in parts for pointer in _in_sentence(part, text, country)] if len(parts) > 1 else []
    if not any(not pointer.denied for pointer in found):
        whole = _in_sentence(text, text, country)
        found += whole if len(parts) < 2 or not found else ()
    return tuple(
        next(pointer for pointer in found if pointer.denied is denied)
        for denied in (False, True)
        if any(pointer.denied is denied for pointer in found)
    )


def excerpt(text: str, words: str) -> str:
    """A remark as it is told: whole where it is short, else what stands around the words."""
    text = " ".join(text.split())
    if len(text) <= 2 * _AROUND:
        return text
    at = max(text.find(" ".join(words.split())), 0)
    start, end = max(0, at - _AROUND), min(len(text), at + len(words) + _AROUND)
    return f"{'… ' * (start > 0)}{text[start:end].strip()}{' …' * (end < len(text))}"


def _in_sentence(sentence: str, text: str, country: str | None) -> Iterator[Pointer]:
    """The names of Xinjiang in one sentence, denied ones until one is not."""
    left = sentence
    for number in range(_MOST_NAMES):
        words = xinjiang_in(left, country)
        if words is None:
            return
        at = left.find(words.removeprefix("postcode "))
        if words.startswith("postcode ") and not _POSTCODE_WORD.search(sentence[max(0, at - 30) : at]):
            return
        denied = number < _MOST_NAMES - 1 and at >= 0 and _is_denied(sentence, left[:at], at + len(words))
        way = ON_THE_WAY.search(sentence[max(0, sentence.rfind(",", 0, max(at, 0))) : max(at, 0)])
        yield Pointer(words, excerpt(text, words), denied, way is not None)
        if not denied:
            return
        left = f"{left[:at]}{' ' * len(words)}{left[at + len(words) :]}"
        country = country or "CN"  # the name denied is Chinese surrounding enough for the others


def _is_denied(sentence: str, left: str, end: int) -> bool:
    before = left[-_DENIED_WITHIN:]
    if _DOUBTED.search(sentence):
        return False
    said = _DENIED_BEFORE.search(before) is not None
    behind = DENIED_BEHIND.match(sentence, end) is not None
    return (said or behind) and len(_DENIAL.findall(before)) + behind < 2
