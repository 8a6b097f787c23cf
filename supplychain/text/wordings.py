"""In which ways is a text of another script written in Latin letters: translated where words are known, or spelt?

Refuses to know which words of a name count (`text/names.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from supplychain.text import arabic, translate, transliterate, words

_TOKEN = re.compile(r"[^\W_]+")
_FOREIGN = re.compile(r"[^\x00-\x7f\s]+")
_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_HAN_ORDINAL = re.compile(
    "第?([一二三四五六七八九十百〇零两]{2,}|(?<=第)[一二三四五六七八九])(?=研究|集团|工程|设计|局|院|所|厂|师|公司)"
)


def wordings(text: str) -> tuple[str, ...]:
    """The wordings of a text that holds other scripts: first translated where words are known, then all spelt."""
    if transliterate.HAN.search(text):
        text = _HAN_ORDINAL.sub(lambda m: f" {translate.han_number(m.group(1))} ", text)
        return tuple(dict.fromkeys(_latin(_each_han(text, kept)) for kept in (_any, _no_name, _form)))
    if transliterate.CYRILLIC.search(text):
        return tuple(dict.fromkeys((_latin(text), _latin(_TOKEN.sub(_russian, text)))))
    if arabic.SCRIPT.search(text):
        return tuple(dict.fromkeys(_latin(wording) for wording in arabic.wordings(text)))
    return (_latin(text),)


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


def _each_han(text: str, kept: Callable[[str], bool]) -> str:
    return _HAN_RUN.sub(lambda m: _han(m.group(), kept), text)


def _han(run: str, kept: Callable[[str], bool]) -> str:
    """A run of Han in Latin letters: terms whose English is `kept` in English, the rest in pinyin."""
    spelt: list[str] = []
    for piece, english in translate.split_han(run):
        if english is not None and kept(english):
            spelt.append(english)
        else:
            spelt.append("".join(transliterate.syllables(piece)))
    return f" {' '.join(spelt)} "


def _any(_: str) -> bool:
    return True


def _no_name(english: str) -> bool:
    """Whether it is a word of the trade and not the name a group has abroad (`hoshine`), which others have not."""
    return not english or not words.COMMON.isdisjoint(english.split()) or _form(english)


def _form(english: str) -> bool:
    """Whether it is a legal form or place that is written in English whatever else is spelt."""
    return english in _ALWAYS


_ALWAYS = frozenset({"co ltd", "group co ltd", "co", "group co", "hong kong", "xinjiang", "china", ""})
