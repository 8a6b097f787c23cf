"""Which listed names are worth comparing with a supplier's name? In columns, for a whole batch at once.

Refuses to score: it may propose too much, never decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np

from supplychain.matching.hashing import F32, F64, I64, Bool, Strings, distinct, mixed, ranges
from supplychain.matching.index import NameIndex, legal_bits
from supplychain.matching.name_keys import (
    ACRONYM,
    ACRONYM_LETTERS,
    EVERYDAY,
    INITIALS,
    joined_keys,
    pair_keys,
)
from supplychain.matching.word_weights import COMMON_AT_MOST, unlisted_weights
from supplychain.text.names import NameReading
from supplychain.text.words import COMMON

# Postings looked at for one reading, rarest words first: a bound on time. Measured on the development half (45,000
# names): 3,000 find .987 of the disguised names, 1,500 .984 at two thirds of the time, 800 .981.
POSTINGS_A_READING = 2_500
# Long lists repeat their words more, and looking costs more: 2,000,000 names are to take no more than 0.4 ms each.
POSTINGS_LONG_LIST = 900
CANDIDATES_A_READING = 10
# A group's name alone finds its listed members: of the largest group 45,101 listed names hold 150 under 300 names, and
# each further list holds them anew.
MEMBERS_A_READING = 5_000
# A candidate shares at least this part of the words' weight (geometric mean of both sides' shares), or all of its own.
LEAST_SHARE = 0.38
_MOST_JOINED, _MOST_JOINED_LONG_LIST = 150, 40
# Two words that stand together in more listed names than this say too little; words less alike are not taken for one.
_MOST_OF_A_PAIR, _ALIKE_IN_PAIR = 20, 0.7
_MOST_EQUAL = 5_000  # an equal name is always compared
_MOST_OF_AN_ACRONYM = 6  # initials of more forms of listed names than this name nobody
# Words whose joint weight is below this part of the name's cannot reach LEAST_SHARE alone (its square, a little above).
LEAST_LEFT = 0.22
_WEIGHT_UNIT = 256.0
# Postings weighed at a time: 1 MB a column, which stays within a core's reach and is not asked anew of the system.
_POSTINGS_AT_ONCE = 1 << 16
# Odd and large, so that neighbouring word numbers do not meet in the table of marks.
_SPREAD = 0x9E3779B1
_QUICK = np.float32(0.99 * LEAST_SHARE**2)


@dataclass(frozen=True, slots=True)
class Met:
    """Which listed words the readings' words are near. Rows are in the order of the readings and their words: `listed`
    is near the word at `word_at` in `Batch.reading_words`."""

    reading: I64
    listed: I64
    word_at: I64
    alike: F32
    order: I64  # the rows sorted by reading and listed word
    keys: I64  # reading << 32 | listed word, each once, sorted
    ends: I64  # per key: where its rows end in `order`
    marks: Bool  # by a hash of the keys: most of what is asked for fails here, for a fraction of a search

    @classmethod
    def of(cls, reading: I64, listed: I64, word_at: I64, alike: F32) -> Met:
        """With what is needed to find rows."""
        key = reading << 32 | listed
        order = np.argsort(key, kind="stable")
        key = key[order]
        ends = np.nonzero(np.append(key[1:] != key[:-1], True))[0] + 1 if len(key) else np.zeros(0, dtype=np.int64)
        marks = np.zeros(1 << max(int(len(key) * 8 - 1).bit_length(), 10), dtype=np.bool_)
        marks[(reading * _SPREAD ^ listed) & (len(marks) - 1)] = True
        return cls(reading, listed, word_at, alike, order, key[ends - 1], ends, marks)

    def find(self, reading: I64, listed: I64) -> tuple[I64, I64]:
        """(position in what is asked, row) for each row of the readings and listed words asked for."""
        if not len(self.keys):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        asked = np.nonzero(self.marks[(reading * _SPREAD ^ listed) & (len(self.marks) - 1)])[0]
        wanted = reading[asked] << 32 | listed[asked]
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        hit = self.keys[at] == wanted
        asked, at = asked[hit], at[hit]
        count = self.ends[at] - np.where(at > 0, self.ends[at - 1], 0)
        return np.repeat(asked, count), self.order[ranges(self.ends[at] - count, count)]


@dataclass(frozen=True, slots=True)
class Batch:
    """Readings of supplier names as columns. `word_*` are per distinct word, `reading_*` per reading, and
    `near_*` the listed words near each distinct word, sorted by it."""

    readings: Sequence[NameReading]
    words: list[str]
    word_weight: F32
    word_length: F32
    word_first: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]  # first letter, as a byte
    reading_ends: I64
    reading_words: I64
    reading_weight: F32
    reading_whole: F32
    reading_cut: Bool
    reading_bare: Bool  # whether it is written without vowels
    reading_sounds: Bool  # whether it holds Chinese characters by their sound
    reading_group: Bool  # whether it is the name of a known group
    reading_same: Bool  # whether `joined` and `spelt` are the same
    reading_legal: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
    joined: list[str]
    spelt: list[str]
    spelt_letters: F32  # how many `spelt` has
    written: list[str]  # as NameReading.written
    written_letters: F32
    telling: dict[str, str]  # each word; "" for one that is common, or but for an error is
    near_word: I64
    near_listed: I64
    near_alike: F32
    met: Met

    @classmethod
    def of(cls, readings: Sequence[NameReading], index: NameIndex) -> Batch:
        """Looks every distinct word up once."""
        column = dict(zip(NameReading._fields, zip(*readings, strict=True), strict=True))
        names, spelt = column["words"], column["spelt"]
        said = list(chain.from_iterable(names))
        words = list(dict.fromkeys(said))
        strings = Strings(words)
        listed = index.vocabulary.ids(strings)
        total = float(index.form_count)
        weight = index.weights[listed] if len(index.weights) else np.zeros(len(words), dtype=np.float32)
        unknown = np.nonzero(listed < 0)[0]
        band = np.zeros(len(words), dtype=np.int64)
        which, bands = index.everyday.find(mixed(strings.whole()[unknown], EVERYDAY), most=1)
        band[unknown[which]] = bands
        weight[unknown] = unlisted_weights([words[at] for at in unknown.tolist()], band[unknown], total)
        near_word, near_listed, near_alike = index.vocabulary.neighbours(words, strings, listed >= 0, index.lines)
        common = _near_common(words, listed, near_word, near_listed, near_alike, index)
        for at, least in common.items():
            weight[at] = min(weight[at], least)
        telling = dict(zip(words, words, strict=True))
        telling.update(dict.fromkeys([*COMMON.intersection(words), *(words[at] for at in common)], ""))
        sizes = np.fromiter(map(len, names), dtype=np.int64, count=len(names))
        ends = np.cumsum(sizes)
        ids = dict(zip(words, range(len(words)), strict=True))
        flat = np.fromiter(map(ids.__getitem__, said), dtype=np.int64, count=len(said))
        near = np.bincount(near_word, minlength=len(words))  # per word: how many listed words are near
        counts = near[flat]
        near_at = ranges((np.cumsum(near) - near)[flat], counts)
        word_at = np.repeat(np.arange(len(flat)), counts)
        met = Met.of(
            np.repeat(np.arange(len(names)), sizes)[word_at], near_listed[near_at], word_at, near_alike[near_at]
        )
        joined = list(map("".join, names))
        return cls(
            readings=readings,
            words=words,
            word_weight=weight,
            word_length=strings.lengths.astype(np.float32),
            word_first=strings.letters[strings.starts],
            reading_ends=ends,
            reading_words=flat,
            reading_weight=np.add.reduceat(weight[flat].astype(np.float64), ends - sizes).astype(np.float32),
            reading_whole=np.array(column["whole"], dtype=np.float32),
            reading_cut=np.array(column["cut"], dtype=np.bool_),
            reading_bare=np.array(column["unvowelled"], dtype=np.bool_),
            reading_sounds=np.fromiter(map(bool, column["sounds"]), dtype=np.bool_, count=len(names)),
            reading_group=np.array(column["group"], dtype=np.bool_),
            reading_same=np.fromiter(map(str.__eq__, joined, spelt), dtype=np.bool_, count=len(names)),
            reading_legal=np.fromiter(map(legal_bits, column["legal"]), dtype=np.uint8, count=len(names)),
            joined=joined,
            spelt=list(spelt),
            spelt_letters=np.fromiter(map(len, spelt), dtype=np.float32, count=len(names)),
            written=list(column["written"]),
            written_letters=np.fromiter(map(len, column["written"]), dtype=np.float32, count=len(names)),
            telling=telling,
            near_word=near_word,
            near_listed=near_listed,
            near_alike=near_alike,
            met=met,
        )

    def cores(self, readings: I64) -> list[str]:
        """Of each of these readings the words that are not common, without spaces; all words where none is left."""
        asked = readings.tolist()
        words, telling = self.readings, self.telling.__getitem__
        made = {at: "".join(map(telling, words[at].words)) or self.joined[at] for at in dict.fromkeys(asked)}
        return list(map(made.__getitem__, asked))


def _near_common(
    words: list[str], listed: I64, near_word: I64, near_listed: I64, near_alike: F32, index: NameIndex
) -> dict[int, float]:
    """The words no list holds that are all but a common one (`tehcnology`), with that one's weight: an error must not
    make a common word telling."""
    sure = (near_alike >= 0.75) & (listed[near_word] < 0) & (index.weights[near_listed] <= COMMON_AT_MOST)
    found: dict[int, float] = {}
    for at, which in zip(near_word[sure].tolist(), near_listed[sure].tolist(), strict=True):
        if len(words[at]) >= 5 and index.words[which] in COMMON:
            found[at] = float(index.weights[which])
    return found


def propose(batch: Batch, index: NameIndex) -> tuple[I64, I64]:
    """(reading, form) pairs worth comparing, sorted by reading."""
    by_words = _by_words(batch, index)
    pairs = distinct(
        np.concatenate([by_words, _by_letters(batch, index), _by_pairs(batch, index), _by_group(batch, index)])
    )
    return pairs >> 32, pairs & 0xFFFFFFFF


def _by_words(batch: Batch, index: NameIndex) -> I64:
    """Pairs that share enough weight of words, as reading << 32 | form."""
    reading, listed, alike = batch.met.reading, batch.met.listed, batch.met.alike
    posting_ends = index.posting_ends[listed]
    held = posting_ends - np.where(listed > 0, index.posting_ends[listed - 1], 0)
    order = np.argsort(reading << 32 | held, kind="stable")
    reading, listed, alike = reading[order], listed[order], alike[order]
    held, posting_ends = held[order], posting_ends[order]
    held_before = _before(held, reading)
    # What the more frequent words from here on could add up to: too little to carry a candidate by themselves.
    might = index.weights[listed] * alike * alike
    left = _before(might[::-1], reading[::-1])[::-1] + might
    kept = (held_before + held <= (POSTINGS_LONG_LIST if index.is_long else POSTINGS_A_READING)) & (
        left >= LEAST_LEFT * batch.reading_weight[reading]
    )
    kept |= held_before == 0
    reading, listed, alike = reading[kept], listed[kept], alike[kept]
    held, posting_ends = held[kept], posting_ends[kept]
    worth = np.minimum(index.weights[listed] * alike * alike * _WEIGHT_UNIT, 65_535).astype(np.int64)
    found: list[I64] = []
    # Cut between readings, never within one.
    starts = np.concatenate([[True], reading[1:] != reading[:-1]]) if len(reading) else np.zeros(0, dtype=np.bool_)
    first = np.maximum.accumulate(np.where(starts, np.cumsum(held) - held, 0))
    edges = np.nonzero(np.diff(first // _POSTINGS_AT_ONCE, prepend=-1, append=-1))[0]
    for start, end in pairwise(edges.tolist()):
        edge = slice(start, end)
        found.append(_weigh(reading[edge], posting_ends[edge], held[edge], worth[edge], batch, index))
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def _before(values: I64 | F32, group: I64) -> F64:
    """For each row, the sum of the values before it in its group; equal groups stand together."""
    sums = np.cumsum(values, dtype=np.float64)
    first = np.ones(len(group), dtype=np.bool_)
    first[1:] = group[1:] != group[:-1]
    starts = np.nonzero(first)[0]
    sizes = np.diff(np.append(starts, len(group)))
    return np.asarray(sums - values - np.repeat(sums[starts] - values[starts], sizes), dtype=np.float64)


def _weigh(reading: I64, posting_ends: I64, held: I64, worth: I64, batch: Batch, index: NameIndex) -> I64:
    """Sums what each form shares with each reading and keeps the best."""
    if not len(reading):
        return np.zeros(0, dtype=np.int64)
    base = int(reading[0])
    # One number a posting, so that a plain sort brings a pair's words together: reading, form, worth.
    packed = index.postings[ranges(posting_ends - held, held)].astype(np.int64)
    packed <<= 16
    packed |= np.repeat((reading - base) << 40 | worth, held)
    packed.sort()
    pair = packed >> 16
    new = np.ones(len(pair), dtype=np.bool_)
    np.not_equal(pair[1:], pair[:-1], out=new[1:])
    firsts = np.nonzero(new)[0]
    worths = (packed & 0xFFFF).astype(np.float32)
    shared = worths[firsts]
    # Nearly every pair shares a single word; only the others need adding up.
    again = np.nonzero(~new)[0]
    np.add.at(shared, np.searchsorted(firsts, again) - 1, worths[again])
    shared *= np.float32(1 / _WEIGHT_UNIT)
    pair = pair[firsts]
    ours, theirs = batch.reading_weight[base:][pair >> 24], index.form_weight[pair & 0xFFFFFF]
    # A quick look, a little too generous, drops nine pairs in ten before anything is divided.
    may = np.nonzero((shared * shared >= _QUICK * (ours * theirs)) | (shared >= np.float32(0.79) * theirs))[0]
    pair, shared, ours, theirs = pair[may], shared[may], ours[may], theirs[may]
    share = np.minimum(shared / np.sqrt(ours * theirs), 1.0)
    share = np.maximum(share, np.where(shared >= 0.8 * theirs, 0.6 * np.minimum(shared / theirs, 1.0), 0.0))
    good = share >= LEAST_SHARE
    pair, share = pair[good], share[good]
    # One number a pair, so that a plain sort puts each reading's best first: reading, unlikeness, form.
    unlike = ((1.0 - share) * np.float32(0xFFFF)).astype(np.int64)
    ranked = (pair >> 24) << 40 | unlike << 24 | (pair & 0xFFFFFF)
    ranked.sort()
    who = ranked >> 40
    new = np.ones(len(who), dtype=np.bool_)
    np.not_equal(who[1:], who[:-1], out=new[1:])
    firsts = np.nonzero(new)[0]
    rank = np.arange(len(who)) - np.repeat(firsts, np.diff(np.append(firsts, len(who))))
    best = rank < CANDIDATES_A_READING
    return np.asarray((who[best] + base) << 32 | (ranked[best] & 0xFFFFFF), dtype=np.int64)


def _by_pairs(batch: Batch, index: NameIndex) -> I64:
    """Pairs that share two frequent words standing together: names of nothing else have too many others to be found by
    single words."""
    listed = np.full(len(batch.words), -1, dtype=np.int64)
    order = np.lexsort((batch.near_alike, batch.near_word))  # the nearest comes last and stays
    order = order[batch.near_alike[order] >= _ALIKE_IN_PAIR]
    listed[batch.near_word[order]] = batch.near_listed[order]
    keys, owners = pair_keys(index.word_numbers, index.weights, listed[batch.reading_words], batch.reading_ends)
    at, forms = index.pairs.find(keys, most=_MOST_OF_A_PAIR)
    return owners[at] << 32 | forms


def _by_group(batch: Batch, index: NameIndex) -> I64:
    """Pairs of a known group's name with the names that hold all its words."""
    found: list[I64] = [np.zeros(0, dtype=np.int64)]
    for reading in np.nonzero(batch.reading_group)[0].tolist():
        listed = index.vocabulary.ids(Strings(list(batch.readings[reading].words)))
        if (listed < 0).any():
            continue
        ends = index.posting_ends[listed]
        starts = np.where(listed > 0, index.posting_ends[listed - 1], 0)
        forms: I64 | None = None
        for at in np.argsort(ends - starts).tolist():
            held = index.postings[starts[at] : ends[at]].astype(np.int64)
            forms = held if forms is None else np.intersect1d(forms, held)
        if forms is not None:
            found.append(reading << 32 | forms[:MEMBERS_A_READING])
    return np.concatenate(found)


def _by_letters(batch: Batch, index: NameIndex) -> I64:
    """Pairs whose names without spaces are equal, differ by a letter, or begin alike."""
    keys, owners = joined_keys(batch.joined, batch.spelt, np.nonzero(batch.reading_cut)[0])
    sizes = np.diff(batch.reading_ends, prepend=0)
    letters = batch.word_length[batch.reading_words[batch.reading_ends - sizes]]  # of the first word
    initials = np.nonzero((sizes > 1) & (letters >= 2) & (letters <= 3))[0]
    numbers = mixed(Strings([batch.joined[i] for i in initials.tolist()]).whole(), INITIALS)
    keys, owners = np.concatenate([keys, numbers]), np.concatenate([owners, initials])
    most = _MOST_JOINED_LONG_LIST if index.is_long else _MOST_JOINED
    at, forms = index.joined.find(keys, most=most)
    same, same_forms = index.joined.find(keys[: len(batch.spelt)], most=_MOST_EQUAL)
    short, short_forms = _by_initials(batch, index, np.nonzero(sizes == 1)[0])
    return distinct(np.concatenate([owners[at] << 32 | forms, same << 32 | same_forms, short << 32 | short_forms]))


def _by_initials(batch: Batch, index: NameIndex, single: I64) -> tuple[I64, I64]:
    """(reading, form) where one of the readings of a single word is the initials of a listed name, and no everyday
    word."""
    fewest, most = ACRONYM_LETTERS
    single = single[(batch.spelt_letters[single] >= fewest) & (batch.spelt_letters[single] <= most)]
    words = [batch.joined[at] for at in single.tolist()]
    numbers = Strings(words).whole()
    everyday, _ = index.everyday.find(mixed(numbers, EVERYDAY), most=1)
    telling = np.fromiter((word not in COMMON for word in words), dtype=np.bool_, count=len(words))
    telling[everyday] = False
    at, forms = index.joined.find(mixed(numbers[telling], ACRONYM), most=_MOST_OF_AN_ACRONYM)
    return single[telling][at], forms
