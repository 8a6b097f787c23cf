"""Under which numbers is a whole name found: its letters without spaces, its beginning, its initials, two of its words?

The same numbers are made of listed names, for the tables of the index, and of suppliers' names. Refuses to know what
is done with names that meet.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from supplychain.matching.columns import TextColumn
from supplychain.matching.hashing import F32, I64, U64, KeyTable, Strings, mixed
from supplychain.text import everyday

JOINED, PREFIX, INITIALS, PAIR, EVERYDAY, ACRONYM, RUN_TOGETHER = 4, 5, 7, 8, 9, 10, 11  # salts
PREFIX_LETTERS = (8, 12, 16)
CUT_LETTERS = 4  # of a name that may have been cut
# A name of fewer letters has no prefix or one-letter-off key: it would meet half the list.
JOINED_FROM = 6
# Up to this many forms the names without spaces are also kept with each letter left out (50 numbers a name); beyond,
# one error in a name without spaces is found by leaving letters out of the supplier's name alone.
NEAR_UP_TO = 400_000
_BLOCK = 100_000  # names hashed at a time while building
# Words that weigh less stand in so many names that a name of nothing else is found by two of them standing together.
FREQUENT_BELOW = 6.0


def joined_keys(joined: Sequence[str], spelt: Sequence[str], cut: I64, *, near: bool = True) -> tuple[U64, I64]:
    """The numbers under which names without spaces meet, and whose they are: the written and the canonical letters as
    a whole and (`near`) with one left out, and the first written letters. `cut` are those that may be cut short.

    The first numbers, one a name, are those of the written letters as a whole.
    """
    keys: list[U64] = []
    owners: list[I64] = []
    apart = np.nonzero(np.fromiter(map(str.__ne__, joined, spelt), dtype=np.bool_, count=len(spelt)))[0]
    strings = Strings(spelt)
    every = np.arange(len(spelt), dtype=np.int64)
    for texts, whose in ((strings, every), (Strings([joined[at] for at in apart.tolist()]), apart)):
        keys.append(mixed(texts.whole(), JOINED))
        owners.append(whose)
        if near:
            one_out, one_out_owners = texts.without_one(np.nonzero(texts.lengths >= JOINED_FROM)[0])
            keys.append(mixed(one_out, JOINED))
            owners.append(whose[one_out_owners])
    for size in (*PREFIX_LETTERS, CUT_LETTERS):
        start = every[strings.lengths >= size] if size != CUT_LETTERS else cut[strings.lengths[cut] >= size]
        keys.append(mixed(strings.prefix(size)[start], PREFIX))
        owners.append(start)
    return np.concatenate(keys), np.concatenate(owners)


def pair_keys(numbers: U64, weights: F32, words: I64, ends: I64) -> tuple[U64, I64]:
    """The numbers of every two frequent words that stand together or one apart, in either order, and the name they
    stand in. `words` are positions in `numbers` and `weights` (-1 for none), name by name up to `ends`."""
    owner = np.repeat(np.arange(len(ends), dtype=np.int64), np.diff(ends, prepend=0))
    frequent = (
        (words >= 0) & (weights[words] < FREQUENT_BELOW) if len(weights) else np.zeros(len(words), dtype=np.bool_)
    )
    keys: list[U64] = []
    owners: list[I64] = []
    for apart in (1, 2):
        both = np.nonzero(frequent[:-apart] & frequent[apart:] & (owner[:-apart] == owner[apart:]))[0]
        keys.append(mixed(numbers[words[both]] + numbers[words[both + apart]], PAIR))
        owners.append(owner[both])
    return np.concatenate(keys), np.concatenate(owners)


def with_initials(words: Sequence[str]) -> list[str]:
    """The name without spaces with its first two or three words as initials: `north petroleum intl` → `npintl`."""
    return [
        "".join(word[0] for word in words[:count]) + "".join(words[count:])
        for count in (2, 3)
        if len(words) > count and not any(word.isdigit() for word in words[:count])
    ]


# Initials of three letters are those of half the trading world, and no one writes ten. Of 15,785 clean suppliers two
# are called by four letters or more, no everyday word, that are the initials of one of 45,000 listed names.
ACRONYM_LETTERS = (4, 9)


def acronym(words: Sequence[str]) -> str:
    """The initials of a name of four words or more: `china academy launch vehicle technology` → `calvt`; else ""."""
    fewest, most = ACRONYM_LETTERS
    return "".join(word[0] for word in words) if fewest <= len(words) <= most and all(map(str.isalpha, words)) else ""


def joined_table(joined: TextColumn, spelt: TextColumn, further: dict[int, tuple[TextColumn, I64]]) -> KeyTable:
    """From the numbers of names without spaces to forms, a block of names at a time; `further` are other texts to find
    forms by: salt → (texts, the form of each)."""
    keys: list[U64] = []
    rows: list[I64] = []
    near = len(joined) <= NEAR_UP_TO
    for first in range(0, len(joined), _BLOCK):
        block = np.arange(first, min(first + _BLOCK, len(joined)), dtype=np.int64)
        found, owners = joined_keys(joined.many(block), spelt.many(block), block - first, near=near)
        keys.append(found)
        rows.append(owners + first)
    for salt, (texts, form) in further.items():
        for first in range(0, len(texts), _BLOCK):
            block = np.arange(first, min(first + _BLOCK, len(texts)), dtype=np.int64)
            keys.append(mixed(Strings(texts.many(block)).whole(), salt))
            rows.append(form[first : first + _BLOCK])
    if not keys:
        return KeyTable.of(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64))
    return KeyTable.of(np.concatenate(keys), np.concatenate(rows))


def everyday_table() -> KeyTable:
    """From the numbers of everyday words to their bands, so that a query needs not read the words."""
    bands = everyday.bands()
    keys = mixed(Strings(list(bands)).whole(), EVERYDAY)
    return KeyTable.of(keys, np.fromiter(bands.values(), dtype=np.int64, count=len(bands)))
