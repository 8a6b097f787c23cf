"""How are words looked up in columns? Numbers for strings, also with letters left out, and ranges in sorted tables.

Refuses to know what the strings mean. A polynomial over the bytes modulo 2^64 lets the number of a string with one or
two letters left out be computed from running sums, for all strings at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

# Spelt out: importing numpy.typing costs every command some 30 ms.
U8 = np.ndarray[tuple[Any, ...], np.dtype[np.uint8]]
U32 = np.ndarray[tuple[Any, ...], np.dtype[np.uint32]]
U64 = np.ndarray[tuple[Any, ...], np.dtype[np.uint64]]
I32 = np.ndarray[tuple[Any, ...], np.dtype[np.int32]]
I64 = np.ndarray[tuple[Any, ...], np.dtype[np.int64]]
F32 = np.ndarray[tuple[Any, ...], np.dtype[np.float32]]
F64 = np.ndarray[tuple[Any, ...], np.dtype[np.float64]]
Bool = np.ndarray[tuple[Any, ...], np.dtype[np.bool_]]

_BASE = 0x9E3779B97F4A7C15  # odd, hence invertible modulo 2^64 (the golden ratio's bits, as in splitmix64)
_LONGEST = 1024
_MASK = (1 << 64) - 1


def _powers(base: int, count: int) -> U64:
    values = [1]
    for _ in range(count - 1):
        values.append(values[-1] * base & _MASK)
    return np.array(values, dtype=np.uint64)


_POWER = _powers(_BASE, _LONGEST)
_INVERSE = np.uint64(pow(_BASE, -1, 1 << 64))
_INVERSE2 = np.uint64(pow(_BASE, -2, 1 << 64))


def mixed(values: U64, salt: int) -> U64:
    """Bits well spread (splitmix64's finaliser), so that tables of different `salt` do not meet."""
    z = values + np.uint64(salt * 0xBF58476D1CE4E5B9 & _MASK)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def ranges(starts: I64, counts: I64) -> I64:
    """For each start `s` and count `c`, `s, s+1, …, s+c-1`, one after the other."""
    total = int(counts.sum())
    if total == 0:
        return np.zeros(0, dtype=np.int64)
    ends = np.cumsum(counts)
    runs = np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - counts), counts)
    return np.asarray(runs, dtype=np.int64)


def distinct(values: I64) -> I64:
    """The distinct values, sorted: by sorting, which for these columns takes a fifth of the time of `np.unique`."""
    values = np.sort(values)
    new = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return values[new]


class Strings:
    """A column of ASCII strings laid end to end, with running sums for hashing. Strings are cut at 1,024 bytes."""

    def __init__(self, strings: Sequence[str]) -> None:
        cut = [s[: _LONGEST - 1] for s in strings]
        self.lengths: I64 = np.fromiter(map(len, cut), dtype=np.int64, count=len(cut))
        self.ends: I64 = np.cumsum(self.lengths)
        self.starts: I64 = self.ends - self.lengths
        self.letters = np.frombuffer("".join(cut).encode("ascii", "replace"), dtype=np.uint8)
        local = np.arange(len(self.letters), dtype=np.int64) - np.repeat(self.starts, self.lengths)
        terms = (self.letters.astype(np.uint64) + np.uint64(1)) * _POWER[local]
        self.sums: U64 = np.zeros(len(self.letters) + 1, dtype=np.uint64)
        np.cumsum(terms, out=self.sums[1:])

    def whole(self) -> U64:
        """The number of each string."""
        return self.sums[self.ends] - self.sums[self.starts]

    def letter_sets(self) -> U32:
        """The letters and digits that each string holds, a bit each (some digits share one); no string is empty."""
        bits = np.left_shift(np.uint32(1), (self.letters & 31).astype(np.uint32))
        return np.bitwise_or.reduceat(bits, self.starts) if len(self.starts) else np.zeros(0, dtype=np.uint32)

    def prefix(self, size: int) -> U64:
        """The number of the first `size` letters (of all, where there are fewer)."""
        return self.sums[self.starts + np.minimum(self.lengths, size)] - self.sums[self.starts]

    def without_one(self, chosen: I64) -> tuple[U64, I64]:
        """For each chosen string, its number with each letter left out in turn, and which string it is."""
        counts = self.lengths[chosen]
        at = ranges(self.starts[chosen], counts)
        owner = np.repeat(chosen, counts)
        s = self.sums
        return (s[at] - s[self.starts[owner]]) + (s[self.ends[owner]] - s[at + 1]) * _INVERSE, owner

    def without_two(self, chosen: I64) -> tuple[U64, I64]:
        """The same with every pair of letters left out."""
        keys: list[U64] = []
        owners: list[I64] = []
        s = self.sums
        for length in distinct(self.lengths[chosen]).tolist():  # np.unique imports masked arrays: 20 ms
            group = chosen[self.lengths[chosen] == length]
            first, second = np.triu_indices(length, 1)
            start, end = self.starts[group][:, None], self.ends[group][:, None]
            i, j = start + first[None, :], start + second[None, :]
            number = (s[i] - s[start]) + (s[j] - s[i + 1]) * _INVERSE + (s[end] - s[j + 1]) * _INVERSE2
            keys.append(number.ravel())
            owners.append(np.repeat(group, len(first)))
        if not keys:
            return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
        return np.concatenate(keys), np.concatenate(owners)


# Bits a number in the table of marks: one number in twelve that is not in the table looks as if it were.
_BITS_A_KEY = 8
# Fewer numbers than this are looked for at once, without the table of marks.
_FEW = 512


class KeyTable:
    """A sorted table from numbers to rows, many rows a number.

    `marks` are bits by the numbers' first bits: most numbers that the table does not hold fail there, for a hundredth
    of the cost of a search.
    """

    def __init__(self, keys: U64, rows: I32, marks: U8) -> None:
        self.keys = keys
        self.rows = rows
        self.marks = marks

    @classmethod
    def of(cls, keys: U64, rows: I64) -> KeyTable:
        """Sorts; equal (key, row) pairs are kept once."""
        # Two plain sorts, each a tenth of the time of one that keeps the order of equals: of the keys, then of rows
        # behind the number of their key among the distinct ones.
        order = np.argsort(keys)
        keys = keys[order]
        new = np.ones(len(keys), dtype=np.bool_)
        np.not_equal(keys[1:], keys[:-1], out=new[1:])
        packed = distinct((np.cumsum(new) - 1) << 32 | rows[order])
        keys, rows = keys[new][packed >> 32], packed & 0xFFFFFFFF
        wide = max(int(len(keys) * _BITS_A_KEY - 1).bit_length(), 10)
        marked = np.zeros(1 << wide, dtype=np.bool_)
        marked[keys >> np.uint64(64 - wide)] = True
        return cls(keys, rows.astype(np.int32), np.packbits(marked, bitorder="little"))

    def find(self, wanted: U64, *, most: int) -> tuple[I64, I64]:
        """(index into `wanted`, row) for every row under a wanted number; numbers with more than `most` rows say
        too little and are passed over."""
        order = np.arange(len(wanted), dtype=np.int64) if len(wanted) < _FEW else self._marked(wanted)
        order = order[np.argsort(wanted[order])]
        needles = wanted[order]
        low = np.searchsorted(self.keys, needles, side="left")
        hit = low < len(self.keys)
        hit[hit] = self.keys[low[hit]] == needles[hit]
        order, low, needles = order[hit], low[hit], needles[hit]
        counts = np.searchsorted(self.keys, needles, side="right") - low
        few = counts <= most
        order, low, counts = order[few], low[few], counts[few]
        return np.repeat(order, counts), self.rows[ranges(low, counts)].astype(np.int64)

    def _marked(self, wanted: U64) -> I64:
        """Positions of the wanted numbers that may be in the table."""
        bit = wanted >> np.uint64(64 - (len(self.marks) * 8 - 1).bit_length())
        set_here = (self.marks[bit >> np.uint64(3)] >> (bit & np.uint64(7)).astype(np.uint8)) & np.uint8(1)
        return np.nonzero(set_here)[0]
