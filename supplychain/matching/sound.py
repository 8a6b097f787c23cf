"""Which words sound alike however they were romanised? `sound_key("Tekhnologiya") == sound_key("Technologija")`.

Refuses to know words: a fixed chain of letter rules over a-z, made for Russian, Chinese, Arabic and Korean spellings.
"""

from __future__ import annotations

import re
from functools import lru_cache

_DIGRAPHS = re.compile(r"shch|sch|tch|sh|zh|kh|ch|ph|ck|qu|gh|th|tz|ts|dz|dj|ks|kz|cs|wh")
_AS = {
    "shch": "s", "sch": "s", "tch": "k", "sh": "s", "zh": "z", "kh": "k", "ch": "k", "ph": "f", "ck": "k", "qu": "k",
    "gh": "g", "th": "t", "tz": "s", "ts": "s", "dz": "z", "dj": "z", "ks": "x", "kz": "x", "cs": "x", "wh": "v",
}  # fmt: skip
_LETTERS = str.maketrans({"q": "k", "w": "v", "z": "s", "j": "y", "u": "o", "p": "b", "d": "t", "g": "k", "c": "k"})
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLE = re.compile(r"(.)\1+")
_LONGEST = 40


@lru_cache(maxsize=200_000)
def sound_key(word: str) -> str:
    """The consonants of a word with like sounds folded, its first vowel kept as `a`; "" where that says too little.

    Words under three letters, with digits, or of under three sounds have no key: too many would share it.
    """
    if len(word) < 3 or not word.isalpha():
        return ""
    key = _DIGRAPHS.sub(lambda m: _AS[m.group()], word[:_LONGEST])
    first = "a" if key[0] in "aeiouy" else ""
    key = _VOWELS.sub("", key).translate(_LETTERS)
    key = first + key[:1] + key[1:].replace("h", "")
    key = _DOUBLE.sub(r"\1", key)
    return key if len(key) >= 3 else ""
