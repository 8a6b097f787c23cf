"""In which script is a name written that we only spell letter by letter, so that its English name may go unmatched?

Refuses to spell (`text/transliterate.py`) and to translate.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# First words of Unicode character names of the scripts whose sounds, and for some of them business words, are known.
_READ = frozenset(
    {"LATIN", "CYRILLIC", "GREEK", "COPTIC", "CJK", "ARABIC", "GEORGIAN", "ARMENIAN", "MODIFIER", "IDEOGRAPHIC"}
)
# Letters before this code point are Latin, Greek, Cyrillic or Armenian.
_FIRST_OTHER = "\u0590"
_CALLED = {
    "HANGUL": "Korean", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "CANADIAN": "Canadian syllabic",
    "YI": "Yi", "MYANMAR": "Burmese",
}  # fmt: skip


def unread_script(name: str) -> str:
    """The script of the first letter that we cannot read well, as a word (`Devanagari`); "" where there is none."""
    if name.isascii() or max(name) < _FIRST_OTHER:
        return ""
    return next((script for char in name if char >= _FIRST_OTHER and (script := _script(char))), "")


@lru_cache(maxsize=4_096)
def _script(char: str) -> str:
    """The script of a letter in _CALLED's words, "" for one that is read and for what is no letter."""
    if not unicodedata.category(char).startswith("L"):
        return ""
    first = unicodedata.name(unicodedata.normalize("NFKC", char)[0], "UNKNOWN").split()[0]
    return "" if first in _READ else _CALLED.get(first, first.title())
