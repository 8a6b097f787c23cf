"""Which words is a name made of that lost its spaces? `agriculturalbankofiran` → `agricultural bank of iran`.

Knows the common words of company names and leaves everything between them as it is. Refuses to know any list:
a name that is a listed one without its spaces is found by its letters (`matching/candidates.py`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from supplychain.text import words

# A shorter word is one word; and so is one with fewer common words in it.
RUN_TOGETHER_FROM = 14
_LEAST_KNOWN = 2
_SHORTEST, _LONGEST = 4, 18
_STOP = ("of", "and", "for", "the", "de", "named", "after")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@cache
def _known() -> frozenset[str]:
    spelt = (*words.COMMON, *words.SAME, "limited", "company", "corporation")
    return frozenset(word for word in spelt if _SHORTEST <= len(word) <= _LONGEST)


def by_capitals(raw: str) -> str:
    """A text with a blank before each capital inside a word, words like `of` that cling to a common word taken off:
    `MeiyaPicoInstituteofInformation` → `Meiya Pico Institute Information`."""
    return " ".join(map(_unstopped, _CAMEL.sub(" ", raw).split()))


def _unstopped(word: str) -> str:
    stop = next((s for s in _STOP if word.endswith(s) and word[: -len(s)].lower() in _known()), "")
    return word[: len(word) - len(stop)]


@lru_cache(maxsize=20_000)
def apart(word: str) -> tuple[str, ...]:
    """The words of a lower-case ASCII word that lost its spaces; `()` where too little of it is known."""
    known, rest, at, count = _known(), "", 0, 0
    found: list[str] = []
    while at < len(word):
        size = next(
            (n for n in range(min(_LONGEST, len(word) - at), _SHORTEST - 1, -1) if word[at : at + n] in known), 0
        )
        if not size:
            rest += word[at]
            at += 1
            continue
        found += _without_stops(rest, inside=bool(found))
        found.append(word[at : at + size])
        rest, count = "", count + 1
        at += size
    found += _without_stops(rest, inside=bool(found))
    return tuple(found) if count >= _LEAST_KNOWN and len(found) > _LEAST_KNOWN else ()


def _without_stops(rest: str, *, inside: bool) -> list[str]:
    """What stands between two known words, words like `of` at its ends taken off."""
    while inside and (stop := next((s for s in _STOP if rest.startswith(s)), "")):
        rest = rest[len(stop) :]
    while stop := next((s for s in _STOP if rest.endswith(s)), ""):
        rest = rest[: -len(stop)]
    return [rest] if rest else []
