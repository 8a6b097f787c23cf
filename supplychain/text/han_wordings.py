"""Which English names may a Chinese name have, the likeliest first?

A name is cut into known terms and what is left (`text/translate.py`); each piece has one or more renderings, and the
order of an institution's parts differs from house to house. Refuses to know which words of a name count.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from supplychain.text import (
    everyday,
    han_brands,
    han_characters,
    han_terms,
    translate,
    transliterate,
    word_table,
    words,
)

# Wordings of one name that differ in a rendering, and how many of them are also told in another order. On 1,100
# originals with their listed names more find hardly anything and cost as much again.
_MOST, _MOST_REORDERED = 14, 3
# Characters of an unknown piece that may be two words, and of one that may be read by what each character means.
_TWO_WORDS_FROM, _MOST_BY_MEANING = 4, 3
# What the second, third, ... rendering of a piece costs; wordings come in the order of their sums.
_LATER = (0.0, 0.9, 1.5, 2.0, 2.4)
# A known name read by its sound (`Yangguang` for sunshine); a word of trade so, which only brands do.
_BY_SOUND, _TRADE_BY_SOUND = 1.0, 3.2
# A made-up name as one word, by Cantonese sounds where the house is of Hong Kong, and by what its characters mean.
_JOINED, _IN_CANTONESE, _BY_MEANING = 0.8, 0.6, 1.2
_HONG_KONG = "香港"
_MEANINGS, _CANTONESE = word_table.read(han_brands.MEANINGS), word_table.read(han_brands.CANTONESE)
_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_DIGITS = "一二三四五六七八九十百〇零两"
_UNITS = "研究|集团|工程|设计|局|院|所|厂|师|公司|医院|中学|分|总|军"
_ORDINAL = re.compile(f"第([{_DIGITS}]+)(?={_UNITS})|(?<![{_DIGITS}])([{_DIGITS}]{{2,}})(?={_UNITS})")
# `14所` is short for the 14th research institute.
_SHORT_INSTITUTE = re.compile(r"(?<=\d)\s*所(?!有)")
_INSTITUTION_WORDS = """
institute university academy college school laboratory center establishment bank bureau society hospital
"""
_INSTITUTIONS = frozenset(_INSTITUTION_WORDS.split())
# A piece that ends on one of these may be the parent of what follows.
_PARENTS = ("公司", "集团", "科学院", "大学", "研究院", "部队", "解放军", "工程院", "部")
# What may stand beside a group's name and still leave it the name of the whole group.
_BESIDE_A_GROUP = frozenset({"group", "group co", "group co ltd", "holding", "technology", "science technology", "co"})
# Letters that stand for houses all over the world.
_ANYBODYS_LETTERS = "aac acm ant bros cas cast csi css eve gem hna jac jmc mcc mmc nari oct pci sina sto trs"
_ANYBODYS = frozenset(_ANYBODYS_LETTERS.split())
# Names by their sound that still are one house's: most such names (`dongfeng`) are many houses'.
_SOLE_BY_SOUND = frozenset({"huawei", "biren", "xiaomi"})
_LEAST_GROUP_LETTERS = 3
_ALWAYS_ENGLISH = frozenset({"co ltd", "group co ltd", "co", "group co", "hong kong", "xinjiang", "china", ""})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a name with its renderings, each as (words, by its sound, what it costs), the cheapest first."""

    written: str
    renderings: tuple[tuple[tuple[str, ...], bool, float], ...]
    group: bool = False
    institution: bool = False
    place: bool = False
    form: bool = False


def wordings(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """(wording, its words that are characters by their sound) of a text that holds Han: terms in English first, then
    brands by sound, then all but forms and places by sound. Words of other scripts stay as they are."""
    pieces = _pieces(text)
    ways = list(islice(_likeliest(pieces), _MOST))
    for at, way in enumerate(ways):
        yield _told(pieces, way)
        if at < _MOST_REORDERED:
            for order in _orders(pieces):
                yield _told([pieces[i] for i in order], [way[i] for i in order])
    yield _told(pieces, [_sounded(piece) for piece in pieces])


def groups(text: str) -> Iterator[str]:
    """The names abroad of the group whose name this is, and nothing but its: `华为集团` and `华为技术有限公司` but no
    `华为大学`. Only names that none but the group bears."""
    pieces = [piece for piece in _pieces(text) if not piece.form]
    known = [piece for piece in pieces if piece.group]
    if len(known) == 1 and all(piece.group or _first(piece) in _BESIDE_A_GROUP for piece in pieces):
        for spelt, by_sound, _ in known[0].renderings:
            if not by_sound and _only_its(spelt, known[0].renderings[_sounded(known[0])][0]):
                yield " ".join(spelt)


def _first(piece: _Piece) -> str:
    return " ".join(piece.renderings[0][0])


def _only_its(spelt: tuple[str, ...], sound: tuple[str, ...]) -> bool:
    """Whether a name is so rare that whoever else bears it belongs to the group: `cambricon`, and no `horizon`."""
    name = [word for word in (words.SAME.get(word, word) for word in spelt) if word not in words.EMPTY]
    if len(name) > 1:
        return len(name) > 2 or not words.COMMON.issuperset(name)
    word = "".join(name)
    if len(word) < _LEAST_GROUP_LETTERS or word.isdigit() or word in _ANYBODYS:
        return False
    if name == list(sound) and word not in _SOLE_BY_SOUND:
        return False
    return word not in words.COMMON and word not in words.POPULAR and word not in everyday.bands()


def _pieces(text: str) -> list[_Piece]:
    """The text as pieces: runs of Han cut into terms, everything between them as it stands."""
    numbered = _ORDINAL.sub(lambda m: f" {translate.han_number(m.group(1) or m.group(2))} ", text)
    numbered = _SHORT_INSTITUTE.sub("研究所", numbered)
    found: list[_Piece] = []
    last = 0
    hong_kong = _HONG_KONG in text or text != text.translate(han_characters.SIMPLIFIED)
    for run in _HAN_RUN.finditer(numbered):
        if between := numbered[last : run.start()].strip():
            found.append(_Piece(between, (((between,), False, 0.0),)))
        found += [_piece(written, meanings, hong_kong) for written, meanings in translate.split_han(run.group())]
        last = run.end()
    if rest := numbered[last:].strip():
        found.append(_Piece(rest, (((rest,), False, 0.0),)))
    return found


@lru_cache(maxsize=20_000)
def _piece(written: str, meanings: tuple[str, ...], hong_kong: bool) -> _Piece:
    if not meanings:
        return _Piece(written, tuple(_unknown(written, hong_kong)))
    renderings = [(tuple(english.split()), False, cost) for english, cost in zip(meanings, _LATER, strict=False)]
    form, place = meanings[0] in _ALWAYS_ENGLISH, _is_place(meanings[0])
    if not (form or place):
        trade = _is_trade(meanings[0])
        renderings.append((_pinyin(written, apart=False), True, _TRADE_BY_SOUND if trade else _BY_SOUND))
    renderings.sort(key=lambda rendering: rendering[2])
    institution = not _INSTITUTIONS.isdisjoint(meanings[0].split())
    group = written.translate(han_characters.SIMPLIFIED) in translate.HAN_GROUPS
    return _Piece(written, tuple(renderings), group, institution, place, form)


def _unknown(written: str, hong_kong: bool) -> Iterator[tuple[tuple[str, ...], bool, float]]:
    """The renderings of characters that are no known term: by sound, in Hong Kong by Cantonese sounds, by meaning."""
    apart, joined = _pinyin(written, apart=True), _pinyin(written, apart=False)
    plain = written.translate(han_characters.SIMPLIFIED)
    yield apart, True, 0.0
    if hong_kong and all(char in _CANTONESE for char in plain):
        yield tuple(_CANTONESE[char] for char in plain), True, _IN_CANTONESE
    if joined != apart:
        yield joined, True, _JOINED
    if hong_kong and 1 < len(plain) <= _MOST_BY_MEANING and all(char in _MEANINGS for char in plain):
        yield tuple(word for char in plain for word in _MEANINGS[char].split()), False, _BY_MEANING


def _is_place(english: str) -> bool:
    return bool(english) and (english in words.PLACES or english in _PLACE_NAMES)


def _is_trade(english: str) -> bool:
    return not words.COMMON.isdisjoint(english.split())


_PLACE_NAMES = frozenset(english for _, english in word_table.rows(han_terms.PLACES))


def _likeliest(pieces: Sequence[_Piece]) -> Iterator[list[int]]:
    """Which rendering each piece has, the cheapest sums first, each choice once."""
    start = (0,) * len(pieces)
    heap: list[tuple[float, tuple[int, ...], int]] = [(0.0, start, 0)]
    while heap:
        cost, way, least = heapq.heappop(heap)
        yield list(way)
        # Only pieces from the last one that was changed on, so that no choice is met twice.
        for at in range(least, len(pieces)):
            renderings = pieces[at].renderings
            if (now := way[at]) + 1 < len(renderings):
                dearer = cost - renderings[now][2] + renderings[now + 1][2]
                heapq.heappush(heap, (dearer, (*way[:at], now + 1, *way[at + 1 :]), at))


def _sounded(piece: _Piece) -> int:
    """The rendering by sound; of forms, places and other scripts the only one."""
    by_sound = (at for at, (_, sounds, _) in enumerate(piece.renderings) if sounds)
    return next(by_sound, 0)


def _told(pieces: Sequence[_Piece], way: Sequence[int]) -> tuple[str, frozenset[str]]:
    told: list[str] = []
    sounds: set[str] = set()
    for piece, at in zip(pieces, way, strict=True):
        spelt, by_sound, _ = piece.renderings[at]
        told += spelt
        if by_sound:
            sounds.update(spelt)
    return " ".join(told), frozenset(sounds)


def _orders(pieces: Sequence[_Piece]) -> list[list[int]]:
    """Other orders of an institution's parts: `Institute of Physics` for physics institute, the child before the
    parent (`14th Research Institute of CETC`), and both. None for what is no institution."""
    last = len(pieces) - 1
    while last >= 0 and pieces[last].form:
        last -= 1
    if last < 1 or not pieces[last].institution:
        return []
    tail = list(range(last + 1, len(pieces)))
    parent = next((at + 1 for at in range(last - 1, -1, -1) if pieces[at].written.endswith(_PARENTS)), 0)
    head, child = list(range(parent)), list(range(parent, last + 1))
    turned = _head_first(pieces, child)
    nested = [at for part in reversed(_parts(pieces, last)) for at in part]
    if not head:
        places = [at for at in turned if pieces[at].place]
        there = [at for at in turned if not pieces[at].place]
        orders = [turned + tail] + ([there + places + tail] if places else [])
    else:
        orders = [child + head + tail, turned + head + tail, head + turned + tail, nested + tail]
    plain = list(range(len(pieces)))
    return [order for at, order in enumerate(orders) if order != plain and order not in orders[:at]]


def _parts(pieces: Sequence[_Piece], last: int) -> list[list[int]]:
    """The pieces up to `last`, cut behind each that may be a parent: group, academy, institute."""
    parts: list[list[int]] = [[]]
    for at in range(last + 1):
        parts[-1].append(at)
        if at < last and pieces[at].written.endswith(_PARENTS):
            parts.append([])
    return parts


def _head_first(pieces: Sequence[_Piece], child: list[int]) -> list[int]:
    """`beijing physics institute` as `beijing institute physics`; a numbered institute stays with its number."""
    if len(child) > 1 and pieces[child[-2]].written.isdigit():
        return child
    places = 0
    while places < len(child) - 1 and pieces[child[places]].place:
        places += 1
    return [*child[:places], child[-1], *child[places:-1]]


def _pinyin(piece: str, *, apart: bool) -> tuple[str, ...]:
    """Characters in pinyin, as one word or, from four on, taken `apart` by two: `chongyi hengyi`."""
    read = transliterate.syllables(piece)
    if not apart or len(read) < _TWO_WORDS_FROM:
        return ("".join(read),)
    last = len(read) - 2 - len(read) % 2
    return (*("".join(read[at : at + 2]) for at in range(0, last, 2)), "".join(read[last:]))
