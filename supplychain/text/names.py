"""Which words of a raw name are worth comparing, and in how many ways can the name be read?

One raw string becomes one or more readings: ERP noise taken off, several names in a cell taken apart, other scripts
spelt and translated, legal forms folded to classes, abbreviations written out. Refuses to know any list or score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from supplychain.text import (
    fold,
    institution_phrases,
    legal_forms,
    legal_repairs,
    romanised,
    run_together,
    translate,
    transliterate,
    words,
)
from supplychain.text.name_words import BROKEN, DAMAGED, LETTER, MARKS, as_listed, join_letters, plain_tokens, tokens_of
from supplychain.text.wordings import Wording, wordings

# A name longer than this is cut: no registered name is as long. A cell longer than LONGEST_CELL holds no name at all:
# 100,000 characters must cost nothing and name nobody.
LONGEST_NAME = 512
LONGEST_CELL = 4_096
# Widths at which forms and ledgers cut names: SAP 30, 35 and 40, Oracle and banking formats 24, 25, 32, 35, 50.
FIELD_WIDTHS = frozenset({24, 25, 30, 32, 35, 40, 50})
# Words kept of one reading, and readings of one name: a cell that holds a paragraph is not a name.
MOST_WORDS = 24
MOST_READINGS = 6
# A Chinese name has several translations, each with and without its place.
MOST_NATIVE_READINGS = 40
# How much of a whole name a reading is that was translated word by word: other names mean the same, so it never counts
# as equal. From 0.6 to 0.9 the development half comes out alike; at 1 many Russian names of common words become equal.
TRANSLATED = 0.75
# A place at a name's end tells the branch of a company: a name without it is nearly whole.
BRANCH = 0.875
# What stands in brackets behind a name whose words or initials it is, is the name in short: `Huawei Technologies
# (Huawei)`.
SHORT_NAME = 0.875
# A Chinese name opens with its place and ends on its trade, which the name used abroad often leaves out.
_PLACE_LEFT_OUT, _GROUP_LEFT_OUT, _NAME_ALONE = 0.8, 0.9, 0.6
_NATION = "china"  # opens the names of state groups, which are known without it
# A single syllable (`yi`) names nobody.
_NAME_LETTERS = 5

_TOKEN = re.compile(r"[^\W_]+")
# "*DO NOT USE*", "** BLOCKED **"
_STARRED = re.compile(r"\*+[^*]{0,40}\*+")
# "(FORMERLY ACME)", "(INACTIVE)" and the like, "#4711", "- USD", "A/P DEPT", "ATTN ..." at the end
_NOTE = re.compile(
    r"\((?:in\s?active|duplicate|dup|closed|do not use|blocked|old|new|obsolete|on hold|hold|test)\)|#\s?\d+\b"
    r"|\s-\s(?:usd|eur|gbp|cny|rmb|jpy|chf|cad|aud|inactive|do not use|blocked|on hold|closed|obsolete|old|new)\s*$"
    r"|^\s*(?:inactive|do not use|blocked|on hold|closed|obsolete)\s*[-:–]\s+"
    r"|\ba/[pr]\b(?:\s+dep[a-z]*)?|\baccounts?\s+(?:payable|receivable)\b(?:\s+dep[a-z]*)?|\battn:?\s.*$"
)
# "V30915 - Name", "259304Name", "[0012] Name", "0000123456 Name"
_CODE = re.compile(r"^\s*[\[(#]?\s*(?:[a-z]{0,4}[-_]?\d{4,}|[a-z]{1,3}\d{3,})\s*[\])]?\s*[-–:/|_]*\s*(?=[^\d\s])")
_SEPARATE = re.compile(
    r"\s+(?:d\s?/\s?b\s?/\s?a|dba|t\s?/\s?a|trading\s+as|doing\s+business\s+as|c\s?/\s?o|care\s+of|a\s?/\s?k\s?/\s?a|aka"
    r"|a\.k\.a\.|d\.b\.a\.|f\.k\.a\.|n\.k\.a\.|f\s?/\s?k\s?/\s?a|fka|n\s?/\s?k\s?/\s?a|o\s?/\s?b\s?/\s?o|also\s+known\s+as|formerly(?:\s+known\s+as)?"
    r"|now\s+known\s+as|on\s+behalf\s+of|(?:as\s+)?(?:sales\s+)?agents?\s+(?:for|of)|(?:a\s+|an?\s+\w+\s+)?division\s+of"
    r"|distributors?\s+(?:for|of)|via)[\s:.]+|[;|\n\t]+|\s+[/+]+\s+|(?<=\w{3})/(?=\w{3})|(?<=[\u3400-\u9fff])/|\s-{2,}\s"
)
# Cheap looks before the dear patterns: most names hold none of these.
_MAY_SEPARATE = re.compile(
    r"[/;|\n\t]|--|\b(?:dba|aka|fka|d\.b\.a|a\.k\.a|f\.k\.a|n\.k\.a|trading as|business as|known as|care of"
    r"|formerly|behalf of|agents? (?:for|of)|division of|distributors? (?:for|of)|via)\b|\s\+\s"
)
# "Tomsk Polytechnic University - National Research Tomsk Polytechnic University": two names of institutions.
_INSTITUTION = r"[^-]*\b(?:university|institute|academy|laboratory|college|cent(?:er|re))\b[^-]*"
_TWO_NAMES = re.compile(rf"{_INSTITUTION}\s-\s{_INSTITUTION}")
# Most names hold nothing but letters and plain marks, and none of the words above: they are one reading.
_UNUSUAL = re.compile(r"[^a-z ,.&']")
_TELLS_OF_MORE = (
    "dba", "d.b.a", "aka", "a.k.a", "fka", "f.k.a", "n.k.a", "trading as", "business as", "known as", "care of",
    "formerly", "behalf of", "account", "attn", "agent", "division of", "distributor", " via ", "inactive", "blocked",
    "on hold", "closed", "obsolete", "do not use",
)  # fmt: skip
_TELLING_WORDS = frozenset(  # each of them has one of these words
    (
        "dba", "aka", "fka", "nka", "as", "care", "formerly", "behalf", "account", "accounts", "attn", "agent",
        "agents", "division", "distributor", "distributors", "via", "inactive", "blocked", "hold", "closed", "obsolete",
        "use",
    )
)  # fmt: skip
# A cheaper look before the next.
_NOTING = ("#", "(", "/", "-", "account", "attn")
_MAY_NOTE = re.compile(r"[#(/]|\s-\s|\baccount|\battn")
_STARTS_CODED = re.compile(r"\s*[\[(#]?\s*[a-z]{0,4}[-_]?\d{3}")
_BRACKETED = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{([^{}]*)\}")
_RELATION = re.compile(
    r"\b(?:a\s+)?(?:subsidiary|division|branch|affiliate|member|part|unit|company)\s+of\s+|\bparent\s+(?:company|organi[sz]ation)\s*:\s*|\bformerly\s+|\bf/k/a\s+"
)


class NameReading(NamedTuple):  # not a dataclass: made in a third of the time, and looked up by its hash in a fifth
    """One way to read a name. `words` are folded, canonical and never empty; `legal` are classes of legal form.

    `whole` is 1 for all that stood in the cell, 0.5 where brackets or a code were left out, 0 for one of several names
    or what stood in brackets. `cut` is True where the cell is as long as a common form field.
    `spelt` is the same words as written, before abbreviations are written out, without spaces.
    `native` is True where words were spelt or translated from another script; `sounds` are those of them that are
    Chinese characters by their sound: nobody typed them, so they hold no typing error. `unvowelled` is True where the
    script leaves vowels out, `group` where the whole name is that of a known group. `written` are all letters and
    digits as they stood, legal form and all.
    """

    words: tuple[str, ...]
    legal: tuple[str, ...]
    spelt: str
    whole: float = 1.0
    native: bool = False
    cut: bool = False
    sounds: tuple[str, ...] = ()
    unvowelled: bool = False
    group: bool = False
    written: str = ""

    @property
    def joined(self) -> str:
        """The words without spaces."""
        return "".join(self.words)


_DIGIT = re.compile(r"\d")


def readings(raw: str) -> tuple[NameReading, ...]:
    """Every reading of `raw`, the plainest first; `()` where it holds no letter and no digit.

    Names beyond LONGEST_NAME characters are read as far as that, beyond LONGEST_CELL not at all.
    """
    if len(raw) > LONGEST_CELL:
        return ()
    text = fold.plain(raw[:LONGEST_NAME])
    if not _UNUSUAL.search(text):
        tokens = plain_tokens(text)
        if _TELLING_WORDS.isdisjoint(tokens) or not any(map(text.__contains__, _TELLS_OF_MORE)):
            return _plain_readings(tokens, raw)
    found: dict[NameReading, None] = {}
    if "*" in text:
        text = _STARRED.sub(" ", text) if _TOKEN.search(_STARRED.sub(" ", text)) else text
    parts = [text]
    if _MAY_SEPARATE.search(text):
        parts = [part for part in _SEPARATE.split(text) if part and _TOKEN.search(part)]
    if text.count(" - ") >= 2 or (" - " in text and _TWO_NAMES.fullmatch(text)):
        parts += [part for part in text.split(" - ") if len(part) > 3 and _TOKEN.search(part)]
    for part in parts:
        _read_part(part, 1.0 if len(parts) == 1 else 0.0, found)
        if len(found) >= MOST_READINGS * 2:
            break
    if len(parts) > 1:
        _add(text, 1.0, found)
    if len(raw) in FIELD_WIDTHS and len(parts) == 1:
        found = {reading._replace(cut=True): None for reading in found}
    for reading in tuple(found):
        if not reading.native and any(map(_reads_otherwise, reading.words)):
            found.update(dict.fromkeys(_otherwise(reading, "")))
    most = MOST_READINGS * 2 if text.isascii() else MOST_NATIVE_READINGS
    if not _DIGIT.search(text):
        return tuple(found)[:most]
    for reading in tuple(found):
        _add_undisguised(reading, found)
    return tuple(found)[:most]


def _plain_readings(tokens: list[str], raw: str) -> tuple[NameReading, ...]:
    """The readings of a lower-case ASCII name without brackets, digits or other signs of more than one."""
    reading = _read(tokens, 1.0, False, cut=len(raw) in FIELD_WIDTHS)
    if reading is None:
        return ()
    found = [reading]
    if reading.legal and reading.words[-1] in words.PLACES and len(reading.words) > 1:
        found.append(_without_place(reading))
    if any(map(_reads_otherwise, reading.words)):
        found += _otherwise(reading, raw)
    return tuple(found)


@lru_cache(maxsize=50_000)
def _reads_otherwise(word: str) -> bool:
    """Whether a name with this word may have one of the readings of `_otherwise`: few have."""
    return (
        len(word) >= run_together.RUN_TOGETHER_FROM
        or word in institution_phrases.FIRST
        or (word not in words.COMMON and bool(romanised.meaning(word)))
    )


def _otherwise(reading: NameReading, raw: str) -> Iterator[NameReading]:
    """The reading in English, with the short words of institutions, and with the spaces it lost, where it has them."""
    return filter(None, (_in_english(reading), _shortened(reading), _spaced(reading, raw)))


def _shortened(reading: NameReading) -> NameReading | None:
    """The reading with phrases of institutions by their short words: `npo almaz`; None where it has none."""
    short = institution_phrases.shortened(reading.words)
    return reading._replace(words=short, spelt="".join(short)) if short else None


def _spaced(reading: NameReading, raw: str) -> NameReading | None:
    """The reading of a name that lost its spaces, by its capitals or its common words; None where it kept them."""
    if max(map(len, reading.words)) < run_together.RUN_TOGETHER_FROM:
        return None
    text = run_together.by_capitals(raw)
    if text == raw or text.isupper():
        spread = [part for word in reading.words for part in run_together.apart(word) or (word,)]
    else:
        spread = tokens_of(fold.plain(text))
    again = _read(spread, reading.whole, False, cut=reading.cut)
    return again if again is not None and again.words != reading.words else None


def _in_english(reading: NameReading) -> NameReading | None:
    """The reading with business words of other tongues in English; None where it has none."""
    meanings = [None if word in words.COMMON else romanised.meaning(word) for word in reading.words]
    if not any(meanings):
        return None
    english = " ".join(meaning or word for meaning, word in zip(meanings, reading.words, strict=True))
    again = _reading(english, reading.whole * TRANSLATED, True)
    if again is None or again.words == reading.words:
        return None
    return again._replace(legal=reading.legal or again.legal, cut=reading.cut)


def _add_undisguised(reading: NameReading, found: dict[NameReading, None]) -> None:
    """Adds the reading with digits read as the letters they stand for: `5ea kn0t` → `sea knot`."""
    if any(not word.isalpha() and fold.folds_digits(word) for word in reading.words):
        letters = [fold.folds_digits(word) or word for word in reading.words]
        again = _reading(" ".join(letters), reading.whole, reading.native)
        if again is not None:
            legal = tuple(dict.fromkeys(reading.legal + again.legal))
            found.setdefault(again._replace(legal=legal))


def _read_part(part: str, whole: float, found: dict[NameReading, None]) -> None:
    """Adds the readings of one name: with brackets, without, and what they hold."""
    if any(map(part.__contains__, _NOTING)) and _MAY_NOTE.search(part):
        noted = _NOTE.sub(" ", part)
        part = noted if _TOKEN.search(noted) else part
    coded = _CODE.sub("", part) if _STARTS_CODED.match(part) else part
    stripped = len(coded) < len(part) and _names_something(coded)
    bracketed = "(" in part or "[" in part or "{" in part
    _add(part, whole, found)
    if stripped:
        _add(coded, whole * 0.5, found)
        part = coded
    if bracketed:
        outside = _BRACKETED.sub(" ", part)
        if _TOKEN.search(outside):
            _add(outside, whole * 0.5, found)
            for groups in _BRACKETED.findall(part):
                inside = "".join(groups)
                if len(inside) >= 3 and _TOKEN.search(inside):
                    named = whole * SHORT_NAME if _is_short_for(inside, part) else 0.0
                    _add_bracketed(_RELATION.sub(" ", inside), named, found)


def _names_something(text: str) -> bool:
    """True where more than a legal form is left: `11420 CORP.` keeps its number."""
    return any(not legal_forms.is_form(token) for token in _TOKEN.findall(text))


def _is_short_for(inside: str, name: str) -> bool:
    """Whether a name ends on these brackets, and they hold some of its other words or initials of them: `(CSIC)`."""
    outside, _, behind = name.rpartition(inside)
    if len(behind.strip(" .")) > 1:
        return False
    short, long = _TOKEN.findall(inside), _TOKEN.findall(outside)
    initials = iter([word[0] for word in long])
    return set(short) <= set(long) or (len(short) == 1 and all(letter in initials for letter in short[0]))


def _add_bracketed(inside: str, whole: float, found: dict[NameReading, None]) -> None:
    """Adds what stood in brackets where it may be a name: a place or a common word alone is none."""
    apart: dict[NameReading, None] = {}
    _add(inside, whole, apart)
    for reading in apart:
        telling = [w for w in reading.words if w not in words.COMMON and not w.isdigit() and len(w) > 1]
        if telling and not (len(reading.words) == 1 and (len(telling[0]) < 3 or legal_forms.is_form(telling[0]))):
            found.setdefault(reading)


def _add(text: str, whole: float, found: dict[NameReading, None]) -> None:
    """Adds the reading of one bracket-free wording, and for other scripts each spelling of it."""
    native = not text.isascii()
    told: set[tuple[str, ...]] = set()
    cyrillic, han = native and transliterate.CYRILLIC.search(text), native and transliterate.HAN.search(text)
    for at, wording in enumerate(wordings(text) if native else (Wording(text),)):
        reading = _reading(wording.text, whole * TRANSLATED if at and cyrillic else whole, native)
        if reading is not None and wording.group:
            found.setdefault(reading._replace(group=True))
            continue
        if reading is None or ((han or cyrillic) and reading.words in told):
            continue
        told.add(reading.words)
        if wording.unvowelled:
            reading = reading._replace(unvowelled=True)
        if wording.sounds:
            reading = reading._replace(sounds=tuple(word for word in reading.words if word in wording.sounds))
        found.setdefault(reading)
        if reading.legal and reading.words[-1] in words.PLACES and len(reading.words) > 1:
            found.setdefault(_without_place(reading))
        if han:
            for shorter in _used_abroad(reading):
                if shorter.words not in told:
                    told.add(shorter.words)
                    found.setdefault(shorter)


def _used_abroad(reading: NameReading) -> Iterator[NameReading]:
    """A Chinese name without its place, without its word for a group, and what is no word of trade alone. Where nothing
    but words of trade follows the place (`Shanghai Disease Control Center`), the place is part of the name."""
    rest = reading.words[1:] if reading.words[0] in words.PLACES else reading.words
    telling = tuple(w for w in rest if w in reading.sounds or not (w in words.COMMON or w in translate.TRADE_WORDS))
    named = not all(map(str.isdigit, telling))
    if len(reading.words) > 2 and rest != reading.words and (named or reading.words[0] == _NATION):
        yield _of(reading, rest, _PLACE_LEFT_OUT)
    if len(reading.words) > 2 and reading.words[-1] == "group":
        yield _of(reading, reading.words[:-1], _GROUP_LEFT_OUT)
    if named and telling != rest and (len(max(telling, key=len)) >= _NAME_LETTERS or not reading.sounds):
        yield _of(reading, telling, _NAME_ALONE)


def _of(reading: NameReading, kept: tuple[str, ...], part: float) -> NameReading:
    """The reading of these of its words, which are `part` of the whole."""
    sounds = tuple(word for word in reading.sounds if word in kept)
    return reading._replace(words=kept, spelt="".join(kept), whole=reading.whole * part, sounds=sounds)


def _without_place(reading: NameReading) -> NameReading:
    """The reading without the places it ends on: the branch of a company, `sis d.o.o. ljubljana`."""
    size = len(reading.words)
    while size > 1 and reading.words[size - 1] in words.PLACES:
        size -= 1
    written = reading.written.removesuffix("".join(reading.words[size:]))
    return _of(reading, reading.words[:size], BRANCH)._replace(written=written)


def _reading(text: str, whole: float, native: bool) -> NameReading | None:
    """The canonical words of a Latin wording, None where it has none."""
    return _read(tokens_of(text), whole, native)


def _read(tokens: list[str], whole: float, native: bool, *, cut: bool = False) -> NameReading | None:
    """The reading of a name's words, None where there are none."""
    written = "".join(tokens)
    marks = 0
    for token in tokens:
        marks |= MARKS[token]
    if marks & DAMAGED or marks & BROKEN == BROKEN:
        tokens = legal_repairs.made_whole(tokens)
        tokens = join_letters(list(chain.from_iterable(map(legal_forms.repaired, tokens))))
    elif marks & LETTER:
        tokens = join_letters(tokens)
    if not tokens:
        return None
    kept, legal = legal_forms.split_forms(tokens[: MOST_WORDS * 2])
    canonical, spelt, kinds = zip(*map(as_listed, kept), strict=True)
    if any(kinds):
        legal = [*legal, *filter(None, kinds)]
    if "" in spelt or "" in canonical or len(kept) > MOST_WORDS:
        canonical = tuple([word for word in canonical if word][:MOST_WORDS] or kept[:MOST_WORDS])
        spelt = tuple([word for word in spelt if word][:MOST_WORDS] or kept[:MOST_WORDS])
    classes = tuple(dict.fromkeys(legal)) if legal else ()
    return NameReading(canonical, classes, "".join(spelt), whole, native, cut, (), False, False, written)
