"""How does a raw string become plain lower-case letters, with disguises undone?

Compatibility forms (full-width), invisible characters, accents and look-alike letters of other scripts are folded
here. Refuses to know words, legal forms and languages: Han, Arabic and the like pass through unchanged.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that NFKD does not take apart but every registry writes in plain Latin.
_LATIN = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
        "ŋ": "ng", "ə": "a", "ʻ": "'", "ʼ": "'", "’": "'", "‘": "'", "`": "'", "´": "'", "ʹ": "'", "ʺ": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
        "（": "(", "）": ")", "【": "(", "】": ")", "「": '"', "」": '"', "・": " ", "·": " ", "、": ",", "，": ",",
        "⁄": "/", "∕": "/", "№": " no ", "ʿ": "'", "ʾ": "'", "ɑ": "a", "ɡ": "g", "ɩ": "i", "ƒ": "f",
    }
)  # fmt: skip

# Unicode confusables (UTS 39) between Cyrillic/Greek and Latin, lower case, one letter to one.
_LOOKALIKE = str.maketrans(
    {
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s",
        "ԁ": "d", "һ": "h", "ԛ": "q", "ԝ": "w", "ѵ": "v", "к": "k", "м": "m", "т": "t", "в": "b", "н": "h",
        "ӏ": "l", "ԍ": "g", "ᴢ": "z", "α": "a", "β": "b", "ε": "e", "ζ": "z", "η": "h", "ι": "i", "κ": "k",
        "μ": "m", "ν": "n", "ο": "o", "ρ": "p", "τ": "t", "υ": "y", "χ": "x",
    }
)  # fmt: skip
# Letters of Cherokee and the Canadian syllabics that look like Latin capitals (UTS 39); no supplier's name is written
# in either script, and a name put together of them was meant to be overlooked.
_SYLLABLES = str.maketrans(
    "ᎠᎪᎫᎬᎡᎢᎥᎻᎷᎳᎽᏀᏂᏃᏏᏒᏔᏕᏙᏚᏞᏟᏢᏦᏧᏴᗅᗩᗷᑕᗞᗪᗴᖴᕼᒍᒪᗰᑎᑭᖇᔕᑌᐯᗯᘔ",
    "dajertihmwyghzbrwsvslcpkdbaabcddefhjlmnprsuvwz",
)
_HAS_SYLLABLES = re.compile("[\u13a0-\u167f]")
_LOOKALIKE_LETTERS = frozenset(chr(code) for code in _LOOKALIKE)
_WORD = re.compile(r"[^\W\d_]+")
_HAS_LATIN = re.compile(r"[a-z]")
_HAS_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")


def plain(raw: str) -> str:
    """`raw` in lower case without accents, invisible characters or compatibility forms; other scripts stay.

    >>> plain("Ｈuａｗｅi\\u200b TÉCHNOLOGIES")
    'huawei technologies'
    """
    if raw.isascii():
        return raw.lower()
    text = unicodedata.normalize("NFKC", raw).casefold().translate(_LATIN)
    kept = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text).translate(_KEPT))
    if kept != text:
        text = kept.translate(_LATIN)
    if _HAS_SYLLABLES.search(text):
        text = text.translate(_SYLLABLES)
    if _HAS_OTHER.search(text) and _HAS_LATIN.search(text):
        text = _WORD.sub(_undo_lookalikes, text)
    return text


class _Kept(dict[int, int | None]):
    """For `str.translate`: marks over letters, format characters and private-use code points to nothing, all others
    to themselves; each looked up once."""

    def __missing__(self, code: int) -> int | None:
        dropped = code == 0x00AD or code == 0xFFFD or (code >= 0x0300 and unicodedata.category(chr(code)) in _DROPPED)
        if dropped and _VOWEL_SIGNS[0] <= code <= _VOWEL_SIGNS[1] and unicodedata.category(chr(code)) == "Mn":
            dropped = False
        self[code] = None if dropped else code
        return self[code]


# From Devanagari to Khmer marks are vowels, not accents: without them a word cannot be spelt.
_VOWEL_SIGNS = (0x0900, 0x17FF)
_DROPPED = frozenset({"Mn", "Cf", "Co", "Cs"})
_KEPT = _Kept()


def _undo_lookalikes(found: re.Match[str]) -> str:
    """A word that mixes Latin with look-alikes was meant in Latin; so was one made of look-alikes alone."""
    word = found.group()
    if not _HAS_OTHER.search(word):
        return word
    if _HAS_LATIN.search(word) or _LOOKALIKE_LETTERS.issuperset(word):
        return word.translate(_LOOKALIKE)
    return word


def folds_digits(token: str) -> str:
    """The word an optical reader or a disguise meant by a token of letters and digits: `a1batro5s` → `albatross`.

    Empty where the token is all letters, all digits, or has more digits than letters (a code, not a word).
    """
    digits = sum(c.isdigit() for c in token)
    if not digits or digits * 2 >= len(token):
        return ""
    return token.translate(_DIGIT_LETTERS)


_DIGIT_LETTERS = str.maketrans("0153842", "olsebaz")
