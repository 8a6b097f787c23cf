"""Which maker, known to make in one country, does a text name ("Top Glove", "fab. Hilbro", "Cipla")?

Refuses to answer for makers of several countries, and where the name says only what goods fit ("sensor for Mindray").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from supplychain.text.everyday import bands
from supplychain.text.place_tables import word_set
from supplychain.text.place_words import NameTable, Word, cut, find
from supplychain.text.words import COMMON, SAME

# Before a maker's name these make it the name of a device that goods fit, or of a rival product.
_FITTING = word_set(
    "for fits fit fitting compatible compat compatibility suits suit suitable replaces replacement replacing "
    "equivalent equiv alternative alt adapter adaptor instead vs like similar with w to no not "
    "fur fuer passend kompatibel pour compatibles para compatible compativel per compatibile voor do dla pro til for "
    "uyumlu icin untuk cho для совместим совместимый аналог"
)
_STYLED = word_set("type style compatible equivalent pattern connector connectors compat uyumlu kompatibel tipi typ")
_TRADE = word_set("solution medical health healthcare vaccine lab diagnostics tech enterprise")


@cache
def _homes() -> NameTable:
    """Folded names of makers with their country, as `data/makers_home.txt` holds them."""
    text = (files("supplychain.text") / "data" / "makers_home.txt").read_text(encoding="utf-8")
    rows: list[tuple[str, str, str]] = []
    for line in text.splitlines():
        code, _, names = line.partition(": ")
        if len(code) == len("XX"):
            rows += [(" ".join(word.folded for word in cut(name)), code, "maker") for name in names.split(";")]
    return NameTable.of(rows)


@cache
def home_openings() -> frozenset[str]:
    """The words without which no text names a maker known here: of each name the one that is least said elsewhere."""
    return frozenset(min(name.split(), key=_said) for name in _homes().names)


def _said(word: str) -> tuple[bool, int, int]:
    """How often a word is said: those of the trade, which the bands of everyday speech leave out, the most."""
    return word in COMMON or word in SAME or word in _TRADE, bands().get(word, 0), -len(word)


def home_of_maker(text: str, words: Sequence[Word], handled: Sequence[range]) -> tuple[str, str] | None:
    """The (country, name as written) of the last maker named whose goods are all made in one country."""
    if home_openings().isdisjoint(word.folded for word in words):
        return None
    for span in reversed(find(words, _homes())):
        first = words[span.first]
        before = words[max(0, span.first - 2) : span.first]
        behind = words[span.last : span.last + 1]
        if any(first.start in theirs for theirs in handled) or text[first.start].islower():
            continue
        if any(word.folded in _FITTING for word in before) or any(word.folded in _STYLED for word in behind):
            continue
        return span.code, text[first.start : words[span.last - 1].end]
    return None
