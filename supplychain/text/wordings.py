"""In which ways is a text of another script written in Latin letters: translated where words are known, or spelt?

Refuses to know which words of a name count (`text/names.py`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from supplychain.text import arabic, han_wordings, russian_wordings, transliterate

_TOKEN = re.compile(r"[^\W_]+")
_FOREIGN = re.compile(r"[^\x00-\x7f\s]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in Latin letters; `sounds` are its words that are Chinese characters by their sound, `unvowelled` tells
    that its vowels were not written, `group` that it is the name of a known group."""

    text: str
    sounds: frozenset[str] = frozenset()
    unvowelled: bool = False
    group: bool = False


def wordings(text: str) -> tuple[Wording, ...]:
    """The wordings of a text that holds other scripts: first translated where words are known, then all spelt."""
    if transliterate.HAN.search(text):
        told = [Wording(_latin(wording), sounds) for wording, sounds in han_wordings.wordings(text)]
        return tuple(dict.fromkeys(told + [Wording(name, group=True) for name in han_wordings.groups(text)]))
    if transliterate.CYRILLIC.search(text):
        found = list(map(_latin, russian_wordings.wordings(text)))
    elif arabic.SCRIPT.search(text):
        return tuple(Wording(w, unvowelled=True) for w in dict.fromkeys(map(_latin, arabic.wordings(text))))
    else:
        found = [_latin(text)]
    return tuple(Wording(wording) for wording in dict.fromkeys(found))


def _latin(text: str) -> str:
    if text.isascii():
        return text
    text = transliterate.cyrillic_to_latin(text)
    # Whole runs, not words: the vowel signs of Indic scripts are marks, at which a word would break.
    return text if text.isascii() else _FOREIGN.sub(lambda m: _foreign(m.group()), text)


@lru_cache(maxsize=20_000)
def _foreign(run: str) -> str:
    """A run of other letters in Latin ones; what is no letter, number or mark (an emoji) says nothing."""
    return transliterate.to_latin("".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in run))
