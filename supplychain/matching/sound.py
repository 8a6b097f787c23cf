"""Which words sound alike however they were romanised? `sound_key("Tekhnologiya") == sound_key("Technologija")`.

Refuses to know words: a fixed chain of letter rules over a-z, made for Russian, Chinese, Arabic and Korean spellings.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import eq

_DIGRAPHS = re.compile(r"shch|sch|tch|sh|zh|kh|ch|ph|ck|qu|gh|th|tz|ts|dz|dj|ks|kz|cs|wh")
_AS = {
    "shch": "s", "sch": "s", "tch": "k", "sh": "s", "zh": "z", "kh": "k", "ch": "k", "ph": "f", "ck": "k", "qu": "k",
    "gh": "g", "th": "t", "tz": "s", "ts": "s", "dz": "z", "dj": "z", "ks": "x", "kz": "x", "cs": "x", "wh": "v",
}  # fmt: skip
# Vowels fall away; `j` is read as `y`, which stays.
_LETTERS = str.maketrans(
    {**dict.fromkeys("aeiouy"), "q": "k", "w": "v", "z": "s", "j": "y", "p": "b", "d": "t", "g": "k", "c": "k"}
)
_DOUBLE = re.compile(r"(.)\1+")
_LONGEST = 40


@lru_cache(maxsize=200_000)
def sound_key(word: str) -> str:
    """The consonants of a word with like sounds folded, its first vowel kept as `a`; "" where that says too little.

    Words under three letters, with digits, or of under three sounds have no key: too many would share it.
    """
    if len(word) < 3 or not word.isalpha():
        return ""
    key = _DIGRAPHS.sub(_folded, word[:_LONGEST])
    first = "a" if key[0] in "aeiouy" else ""
    key = key.translate(_LETTERS)
    key = first + key[:1] + key[1:].replace("h", "")
    if any(map(eq, key, key[1:])):
        key = _DOUBLE.sub(r"\1", key)
    return key if len(key) >= 3 else ""


def _folded(found: re.Match[str]) -> str:
    return _AS[found.group()]
