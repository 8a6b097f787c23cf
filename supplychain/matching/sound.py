"""Which words sound alike however they were romanised? `sound_key("Tekhnologiya") == sound_key("Technologija")`.

Refuses to know words: a fixed chain of letter rules over a-z, made for Russian, Chinese, Arabic and Korean spellings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

_DIGRAPHS = re.compile(r"shch|sch|tch|sh|zh|kh|ch|ph|ck|qu|gh|th|tz|ts|dz|dj|ks|kz|cs|wh")
_AS = {
    "shch": "s", "sch": "s", "tch": "k", "sh": "s", "zh": "z", "kh": "k", "ch": "k", "ph": "f", "ck": "k", "qu": "k",
    "gh": "g", "th": "t", "tz": "s", "ts": "s", "dz": "z", "dj": "z", "ks": "x", "kz": "x", "cs": "x", "wh": "v",
}  # fmt: skip
# Vowels fall away; `j` is read as `y`, which stays.
_LETTERS = str.maketrans(
    {**dict.fromkeys("aeiouy"), "q": "k", "w": "v", "z": "s", "j": "y", "p": "b", "d": "t", "g": "k", "c": "k"}
)
_VOWELS = "aeiouy"
_LINE_END = ord("\n")
_LONGEST = 40
_FEWEST_LETTERS = _FEWEST_SOUNDS = 3


def sound_key(word: str) -> str:
    """The consonants of a word with like sounds folded, its first vowel kept as `a`; "" where that says too little.

    Words under three letters, with digits, or of under three sounds have no key: too many would share it.
    """
    keys, _ = sound_keys([word])
    return keys[0] if keys else ""


def sound_keys(words: Sequence[str]) -> tuple[list[str], list[int]]:
    """The keys of the lower-case ASCII words that have one, and which words those are; all words are taken through
    each rule together, in a third of the time of one by one."""
    at = [i for i, word in enumerate(words) if len(word) >= _FEWEST_LETTERS and word.isalpha()]
    if not at:
        return [], []
    text = _DIGRAPHS.sub(_folded, "\n" + "\n".join([words[i][:_LONGEST] for i in at]))
    for vowel in _VOWELS:
        text = text.replace(f"\n{vowel}", "\nA")
    text = text.translate(_LETTERS).replace("\nh", "\nH").replace("\nAh", "\nAH").replace("h", "").lower()
    letters = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    once = np.append(True, (letters[1:] != letters[:-1]) | (letters[1:] == _LINE_END))
    keys = letters[once].tobytes().decode("ascii").split("\n")[1:]
    told = [i for i, key in enumerate(keys) if len(key) >= _FEWEST_SOUNDS]
    return [keys[i] for i in told], [at[i] for i in told]


def _folded(found: re.Match[str]) -> str:
    return _AS[found.group()]
