"""How else may a supplier's name be read beside the listed names: which words lost their spaces, which is a place?

Refuses to compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from supplychain.matching.hashing import Strings, mixed
from supplychain.matching.index import LEGAL_CLASSES, NameIndex
from supplychain.matching.name_keys import JOINED, RUN_TOGETHER
from supplychain.text.names import NameReading
from supplychain.text.words import CHINESE_PLACES, COMMON

# A word at least this long may be a whole listed name that lost its spaces.
_RUN_TOGETHER_FROM = 8
_MOST_RUN_TOGETHER = 20
# How much of a whole name one is without the place before it: more than where it ends on a place, since few of its own
# words tell (`xinjiang hoshine` must meet what `hoshine` meets), less than all.
AFTER_A_PLACE = 0.97


def respaced(readings: Sequence[NameReading], index: NameIndex) -> list[tuple[int, NameReading]]:
    """Further readings, with the reading they come from: a word that is a whole listed name without its spaces is read
    as that name's words (`aircompany kyrgyztransavia` → `aircompany kyrgyz trans avia`); a Chinese place and one
    telling word without the place (`xinjiang hoshine`; not so listed names, whose bare name is another's too)."""
    found = [
        (at, _without_place(reading))
        for at, reading in enumerate(readings)
        if len(reading.words) == 2 and reading.words[0] in CHINESE_PLACES and reading.words[1] not in COMMON
    ]
    every = dict.fromkeys(chain.from_iterable([reading.words for reading in readings]))
    words = [word for word in every if len(word) >= _RUN_TOGETHER_FROM and word.isalpha()]
    if not words:
        return found
    strings = Strings(words).whole()
    at, forms = index.joined.find(mixed(strings, JOINED), most=_MOST_RUN_TOGETHER)
    spaced: dict[str, tuple[str, ...]] = {}
    for i, form in zip(at.tolist(), forms.tolist(), strict=True):
        theirs, word = index.words_of(form), words[i]
        if len(theirs) > 1 and word in ("".join(theirs), index.form_spelt[form]):
            spaced.setdefault(word, theirs)
    if spaced:
        none_of_them = frozenset(spaced).isdisjoint
        for number in [at for at, reading in enumerate(readings) if not none_of_them(reading.words)]:
            reading = readings[number]
            apart = tuple(part for word in reading.words for part in spaced.get(word, (word,)))
            found.append((number, reading._replace(words=apart)))
    at, forms = index.joined.find(mixed(strings, RUN_TOGETHER), most=1)
    glued = {words[i]: form for i, form in zip(at.tolist(), forms.tolist(), strict=True)}
    return found + _unglued(readings, glued, index) if glued else found


def _without_place(reading: NameReading) -> NameReading:
    place, name = reading.words
    written = reading.written.removeprefix(place)
    return reading._replace(words=(name,), spelt=name, whole=reading.whole * AFTER_A_PLACE, written=written)


def _unglued(readings: Sequence[NameReading], glued: dict[str, int], index: NameIndex) -> list[tuple[int, NameReading]]:
    """A name that is one word, and a listed name with its legal form and without its spaces, as that name is read:
    `vhantibessas` → `vh antibes`, a company. `glued` are such words, with the form of a listed name they may be."""
    found: list[tuple[int, NameReading]] = []
    for number, reading in enumerate(readings):
        form = glued.get(reading.words[0]) if len(reading.words) == 1 else None
        if form is not None and index.form_written[form] == reading.words[0]:
            legal = tuple(kind for bit, kind in enumerate(LEGAL_CLASSES) if index.form_legal[form] >> bit & 1)
            spelt = index.form_spelt[form]
            found.append((number, reading._replace(words=index.words_of(form), spelt=spelt, legal=legal)))
    return found
