"""How is a word in another script spelt in Latin letters?

Cyrillic by the scheme OFAC and BIS use most; every other script by anyascii (Han to pinyin without tones). Refuses to
know meanings: words are translated in `text/translate.py`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

# BGN/PCGN as in the OFAC files ("kh", "ts", "shch"); Ukrainian letters as Kyiv 2010. Variants (y/i/j, kh/h) are
# left to the sound key of matching, which holds them equal.
_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
        "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
        "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
        "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ђ": "dj", "ј": "j",
        "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "қ": "k", "ғ": "g", "ң": "n", "ө": "o", "ұ": "u", "ү": "u",
        "һ": "h", "ә": "a", "ѓ": "g", "ќ": "k", "ѕ": "dz",
    }
)  # fmt: skip
CYRILLIC = re.compile(r"[\u0400-\u052f]")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")

# Characters read otherwise in names than by their commonest sound, as (written, read); phrases first.
_READINGS = (
    ("重庆", "chong qing "), ("重慶", "chong qing "), ("银行", "yin hang "), ("銀行", "yin hang "),
    ("厦门", "xia men "), ("廈門", "xia men "), ("长", "chang "), ("長", "chang "), ("乐", "le "), ("樂", "le "),
    ("行", "hang "), ("厦", "xia "), ("石家庄", "shi jia zhuang "), ("西藏", "xi zang "), ("藏", "zang "),
    ("阿", "a "), ("大", "da "), ("车", "che "), ("車", "che "), ("塔", "ta "), ("喀", "ka "), ("什", "shi "),
    ("成都", "cheng du "), ("都", "du "), ("地", "di "), ("晟", "sheng "), ("佛", "fo "), ("曾", "zeng "),
    ("单", "shan "), ("單", "shan "), ("仇", "qiu "),
    ("查", "zha "), ("翟", "zhai "), ("娜", "na "), ("堡", "bao "), ("缪", "miao "),
    ("埔", "pu "), ("重工", "zhong gong "), ("陕", "shaan "), ("陝", "shaan "), ("石", "shi "), ("朝阳", "chao yang "),
    ("调", "tiao "), ("度", "du "), ("宿", "su "), ("泊", "bo "), ("柏", "bai "), ("喆", "zhe "), ("圳", "zhen "),
)  # fmt: skip


def cyrillic_to_latin(word: str) -> str:
    """A lower-case Cyrillic word in Latin letters: `курганмашзавод` → `kurganmashzavod`."""
    return word.translate(_CYRILLIC)


@lru_cache(maxsize=20_000)
def syllables(han: str) -> tuple[str, ...]:
    """The pinyin syllables of a run of Han characters, without tones: `合盛` → `("he", "sheng")`."""
    for written, read in _READINGS:
        if written in han:
            han = han.replace(written, f" {read}")
    return tuple(
        part for piece in han.split() for part in ((piece,) if piece.isascii() else _by_character(piece)) if part
    )


def _by_character(piece: str) -> list[str]:
    return [anyascii(char).strip().lower() for char in piece]


@lru_cache(maxsize=20_000)
def to_latin(word: str) -> str:
    """A lower-case word of any script in a-z and 0-9, as far as it can be spelt so."""
    if CYRILLIC.search(word):
        word = cyrillic_to_latin(word)
    return word if word.isascii() else anyascii(word).lower()
