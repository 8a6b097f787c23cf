"""In which ways is a text of another script written in Latin letters: translated where words are known, or spelt?

Refuses to know which words of a name count (`text/names.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from supplychain.text import arabic, translate, transliterate, words

_TOKEN = re.compile(r"[^\W_]+")
_FOREIGN = re.compile(r"[^\x00-\x7f\s]+")
# Translations of a Chinese term that are tried, and characters of an unknown piece that may be two words.
_MOST_WAYS, _TWO_WORDS_FROM = 4, 4
_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_HAN_ORDINAL = re.compile(
    "第?([一二三四五六七八九十百〇零两]{2,}|(?<=第)[一二三四五六七八九])(?=研究|集团|工程|设计|局|院|所|厂|师|公司)"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in Latin letters; `sounds` are its words that are Chinese characters by their sound, `unvowelled` tells
    that its vowels were not written."""

    text: str
    sounds: frozenset[str] = frozenset()
    unvowelled: bool = False


def wordings(text: str) -> tuple[Wording, ...]:
    """The wordings of a text that holds other scripts: first translated where words are known, then all spelt."""
    if transliterate.HAN.search(text):
        text = _HAN_ORDINAL.sub(lambda m: f" {translate.han_number(m.group(1))} ", text)
        kinds = ((_any, 0), (_no_name, 0), (_form, 0), *((_any, way) for way in range(1, _MOST_WAYS)))
        return tuple(dict.fromkeys(_chinese(text, kept, way) for kept, way in kinds))
    if transliterate.CYRILLIC.search(text):
        found = [_latin(text), _latin(_TOKEN.sub(_russian, text))]
    elif arabic.SCRIPT.search(text):
        return tuple(Wording(w, unvowelled=True) for w in dict.fromkeys(map(_latin, arabic.wordings(text))))
    else:
        found = [_latin(text)]
    return tuple(Wording(wording) for wording in dict.fromkeys(found))


def _chinese(text: str, kept: Callable[[str], bool], way: int) -> Wording:
    """One wording of a text with Han: terms whose English is `kept` in English, the others in pinyin."""
    sounds: set[str] = set()
    latin = _HAN_RUN.sub(lambda m: _in_english(m.group(), kept, way, sounds), text)
    return Wording(_latin(latin), frozenset(sounds))


def _russian(found: re.Match[str]) -> str:
    return translate.russian_meaning(found.group()) or found.group()


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


def _in_english(run: str, kept: Callable[[str], bool], way: int, sounds: set[str]) -> str:
    """A run of Han in Latin letters. Terms of several translations get the one numbered `way`, or their last; words of
    pinyin are added to `sounds`."""
    spelt: list[str] = []
    for piece, meanings in translate.split_han(run):
        english = meanings[min(way, len(meanings) - 1)] if meanings else None
        if english is not None and kept(english):
            spelt.append(english)
            continue
        read = _pinyin(piece, apart=way == 0 and not meanings)
        spelt += read
        sounds.update(read)
    return f" {' '.join(spelt)} "


def _pinyin(piece: str, *, apart: bool) -> list[str]:
    """Characters in pinyin, as one word or, from four on, taken `apart` by two: `chongyi hengyi`."""
    read = transliterate.syllables(piece)
    if not apart or len(read) < _TWO_WORDS_FROM:
        return ["".join(read)]
    last = len(read) - 2 - len(read) % 2
    return ["".join(read[at : at + 2]) for at in range(0, last, 2)] + ["".join(read[last:])]


def _any(_: str) -> bool:
    return True


def _no_name(english: str) -> bool:
    """Whether it is a word of the trade and not the name a group has abroad (`hoshine`), which others have not."""
    return not english or not words.COMMON.isdisjoint(english.split()) or _form(english)


def _form(english: str) -> bool:
    """Whether it is a legal form or place that is written in English whatever else is spelt."""
    return english in _ALWAYS


_ALWAYS = frozenset({"co ltd", "group co ltd", "co", "group co", "hong kong", "xinjiang", "china", ""})
