"""How were two names in different scripts made the same? The words that a reason says it with.

Refuses to know how names are read: that is `supplychain.text`.
"""

from __future__ import annotations

import unicodedata

_LATIN = "LATIN"
_HAN = "CJK"
# The first word of a letter's name in Unicode, for letters that are spelt out in Latin ones; other first words
# (MODIFIER, FULLWIDTH, MASCULINE) name no script.
_SPELT = {
    "CYRILLIC": "Cyrillic",
    "ARABIC": "Arabic",
    "GREEK": "Greek",
    "HEBREW": "Hebrew",
    "HANGUL": "Korean",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "THAI": "Thai",
    "DEVANAGARI": "Devanagari",
    "BENGALI": "Bengali",
    "TAMIL": "Tamil",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
}


def said_across_scripts(says: str, ours: str, listed: str) -> str:
    """The sentence of a reason with what was done to the letters that only one of the two names has; as it is where
    both are written in the same script."""
    if ours.isascii() and listed.isascii():
        return says
    apart = scripts_of(ours) ^ scripts_of(listed)
    done = ["the Chinese characters are read as pinyin or translated"] if _HAN in apart else []
    spelt = sorted({_SPELT[script] for script in apart if script in _SPELT})
    if spelt:
        done.append(f"the {' and '.join(spelt)} letters are spelt in Latin ones or translated")
    return f"{says.rstrip('.')}, once {' and '.join(done)}." if done else says


def scripts_of(name: str) -> frozenset[str]:
    """The scripts of a name's letters, each by the first word of a letter's name in Unicode."""
    return frozenset(unicodedata.name(letter, _LATIN).split()[0] for letter in name if letter.isalpha())
