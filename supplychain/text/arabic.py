"""How is a name in Arabic script spelt in Latin letters, and what do its frequent business words mean in English?

Arabic, Persian and Urdu leave short vowels out; what is certain of them is put back: no word begins with two
consonants.
Refuses to know lists; other vowels are left to the sound key of matching, which leaves them out on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from supplychain.text import arabic_words, fold, word_table

SCRIPT = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_WORD = re.compile(r"[^\W\d_]+")

# Spelling as in the OFAC and BIS files for Iranian, Syrian and Lebanese names; one letter may have two or three.
_CONSONANTS = {
    "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "z", "ر": "r",
    "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f", "ق": "q",
    "ک": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ہ": "h", "ھ": "h", "ۀ": "h", "ٹ": "t",
    "ڈ": "d", "ڑ": "r", "ں": "n", "ڤ": "v",
}  # fmt: skip
_VOWELS = {"ا": "a", "آ": "a", "ٱ": "a", "ع": "a", "ى": "a", "ة": "a", "ے": "e", "ء": ""}
_YEH, _WAW = "يیئ", "وؤ"
_LATIN_VOWELS = frozenset("aeiou")
_ARTICLES = ("وال", "بال", "ال", "لل")
_PREFIXES = "ولبف"
_ENDINGS = ("های", "ها", "ات", "ین", "ی")

_MEANINGS_OF = str.maketrans({"ك": "ک", "ي": "ی", "ى": "ی", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ة": "ه", "ے": "ی"})


def _plain(text: str) -> str:
    """Arabic, Persian and Urdu letters of one kind as one letter, hamzas and marks left out."""
    return fold.plain(text).translate(_MEANINGS_OF)


@cache
def _meanings() -> dict[str, str]:
    """Each term (a word, or words with a blank between) with its English."""
    return word_table.read(arabic_words.TABLES, _plain)


@cache
def _phrases() -> re.Pattern[str]:
    """Terms of several words, the longest first."""
    several = sorted((term for term in _meanings() if " " in term), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, several))})\b")


def wordings(text: str) -> tuple[str, ...]:
    """A lower-case text with its Arabic-script words in Latin letters: first with known words in English, then the same
    with waw read as the other of its two sounds, then all spelt."""
    plain = _phrases().sub(lambda m: _meanings()[m.group()], text.translate(_MEANINGS_OF))
    meant = _WORD.sub(lambda m: _meaning(m.group(), other=False), plain)
    other = _WORD.sub(lambda m: _meaning(m.group(), other=True), plain)
    return tuple(dict.fromkeys((meant, other, _WORD.sub(lambda m: spelt(m.group()), text))))


def _meaning(word: str, *, other: bool) -> str:
    """The English of a word, with or without its article, conjunction or ending; its spelling where it has none."""
    if not SCRIPT.search(word):
        return word
    known = _meanings()
    for bare in _bare(word):
        if bare in known and (len(bare) > 2 or bare == word):
            return known[bare]
    return spelt(_other_waw(word)) if other else spelt(word)


def _bare(word: str) -> Iterator[str]:
    """The word, then without its article, its conjunction, its plural or its genitive."""
    yield word
    starts = [word[len(start) :] for start in _ARTICLES if word.startswith(start)]
    starts += [word[1:]] if word[0] in _PREFIXES else []
    yield from starts
    for whole in (word, *starts):
        for end in _ENDINGS:
            if whole.endswith(end):
                yield whole[: -len(end)]


def _other_waw(word: str) -> str:
    """A word whose waws are read the other way: a vowel where it opens the word, a consonant elsewhere."""
    opens = word.startswith("و")
    return ("ا" if opens else "") + word[int(opens) :].replace("و", "ڤ")


@lru_cache(maxsize=20_000)
def spelt(word: str) -> str:
    """A word in Latin letters, the article apart: `الشهيد` → `al shahid`; words of other scripts as they are."""
    if not SCRIPT.search(word):
        return word
    if _meanings().get(word.translate(_MEANINGS_OF)) == "":
        return ""
    if word.startswith("ال") and len(word) > 4:
        return f"al {spelt(word[2:])}"
    letters: list[str] = []
    for at, char in enumerate(word):
        before, after = word[at - 1 : at], word[at + 1 : at + 2]
        letters.append(_letter(char, before, after, opens=at == 1))
    letters = [letter for letter in letters if letter]
    return "".join(_with_vowels(letters))


def _letter(char: str, before: str, after: str, *, opens: bool) -> str:
    """One letter: yeh and waw are consonants at the start of a word and beside another vowel."""
    consonant = not before or after in ("ا", "آ") or (before in ("ا", "آ") and after != "")
    if char in "اآ" and not before and after and after in _YEH + _WAW:
        return ""  # at the start of a word it only carries the long vowel that follows: `ایران` → `iran`
    if before in ("ا", "آ") and char in _YEH + _WAW and opens:
        return "i" if char in _YEH else "o"
    if char in _YEH:
        return "y" if consonant else "i"
    if char in _WAW:
        return "v" if consonant else "o"
    if char in ("ه", "ہ") and not after and before in _CONSONANTS:
        return "eh"
    return _CONSONANTS.get(char, _VOWELS.get(char, ""))


def _with_vowels(letters: list[str]) -> list[str]:
    """No word begins with two consonants and none holds three in a row: an `a` parts them."""
    written: list[str] = []
    run = 0
    for at, letter in enumerate(letters):
        vowel = letter[0] in _LATIN_VOWELS
        run = 0 if vowel else run + 1
        if run == 3 or (run == 2 and at == 1):
            written.append("a")
            run = 1
        written.append(letter)
    return written
