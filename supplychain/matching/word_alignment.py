"""Which words of two names met, and how much of each name's weight is that? In columns, no loop over pairs.

Refuses to know letters beyond words (`alignment.py`) and scores.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplychain.matching.candidates import Batch
from supplychain.matching.hashing import F32, I64, Bool, ranges
from supplychain.matching.index import NameIndex
from supplychain.matching.word_weights import COMMON_AT_MOST

# A word that begins another and was cut by the field counts as this like it.
CUT_ALIKE = 0.9
# Words less alike than `vocabulary.LEAST_ALIKE` did not meet, and any that met weigh at least this.
LEAST_WEIGHT_MET = 0.5
LEAST_TELLING = 0.6  # a word as unlike as this tells nothing


@dataclass(frozen=True, slots=True)
class Sides:
    """The words of both names of each pair, laid end to end: pair p has `ours[p]` and `theirs[p]` of them.

    `our_first` and `their_first` are where a pair's words begin in these columns; `our_at` are positions in the batch's
    `reading_words`, `their_words` ids of listed words.
    """

    reading: I64
    ours: I64
    theirs: I64
    our_first: I64
    their_first: I64
    our_at: I64
    their_words: I64


@dataclass(frozen=True, slots=True)
class Cells:
    """Our word and their word, as positions in the columns of `Sides`, wherever two met in a pair, and how alike."""

    our: I64
    their: I64
    alike: F32


@dataclass(frozen=True, slots=True)
class Words:
    """Columns over pairs; weights in nats."""

    ours: F32  # weight of all our words
    theirs: F32
    ours_met: F32  # weight of our words that met one of theirs, times how alike they are
    theirs_met: F32
    letters: F32  # part of both names' letters that lie in words that met
    telling: Bool  # whether a word met that is not common to many companies


def sides_of(batch: Batch, index: NameIndex, reading: I64, form: I64) -> Sides:
    """The words of the (reading, form) pairs."""
    m_end, n_end = batch.reading_ends[reading], index.form_ends[form]
    m = m_end - np.where(reading > 0, batch.reading_ends[reading - 1], 0)
    n = n_end - np.where(form > 0, index.form_ends[form - 1], 0)
    their_words = index.form_words[ranges(n_end - n, n)].astype(np.int64)
    return Sides(reading, m, n, np.cumsum(m) - m, np.cumsum(n) - n, ranges(m_end - m, m), their_words)


def align_words(batch: Batch, index: NameIndex, sides: Sides) -> Words:
    """Every word's best partner on the other side, summed up by pair."""
    cells = _cells(batch, sides, index)
    their_weight = index.weights[sides.their_words]
    best, partner = np.zeros((2, len(sides.our_at)), dtype=np.float32)
    best_theirs = np.zeros(len(their_weight), dtype=np.float32)
    np.maximum.at(best, cells.our, cells.alike)
    np.maximum.at(partner, cells.our, their_weight[cells.their])
    np.maximum.at(best_theirs, cells.their, cells.alike)
    our_words = batch.reading_words[sides.our_at]
    own = batch.word_weight[our_words]
    # A word that met weighs no more than the word it met: an error must not make it rarer than it is.
    weight = np.where(best > 0, np.minimum(own, np.maximum(partner, LEAST_WEIGHT_MET)), own)
    our_letters, their_letters = batch.word_length[our_words], index.word_lengths[sides.their_words]
    first, their_first = sides.our_first, sides.their_first
    met = np.add.reduceat(our_letters * best, first) + np.add.reduceat(their_letters * best_theirs, their_first)
    return Words(
        ours=np.add.reduceat(weight, first),
        theirs=np.add.reduceat(their_weight, their_first),
        ours_met=np.add.reduceat(weight * best, first),
        theirs_met=np.add.reduceat(their_weight * best_theirs, their_first),
        letters=met / (np.add.reduceat(our_letters, first) + np.add.reduceat(their_letters, their_first)),
        telling=np.maximum.reduceat((weight > COMMON_AT_MOST) & (best >= LEAST_TELLING), first),
    )


def _cells(batch: Batch, sides: Sides, index: NameIndex) -> Cells:
    """Where words met: by the batch's table of near words, or as the last word of a cut name begins a listed one."""
    their, rows = batch.met.find(np.repeat(sides.reading, sides.theirs), sides.their_words)
    pair = np.repeat(np.arange(len(sides.ours)), sides.theirs)[their]
    our = batch.met.word_at[rows] + (sides.our_first - sides.our_at[sides.our_first])[pair]
    cut_our, cut_their = _cut_words(batch, sides, index)
    alike = np.concatenate([batch.met.alike[rows], np.full(len(cut_our), CUT_ALIKE, dtype=np.float32)])
    return Cells(np.concatenate([our, cut_our]), np.concatenate([their, cut_their]), alike)


def _cut_words(batch: Batch, sides: Sides, index: NameIndex) -> tuple[I64, I64]:
    """(our last word, their word) wherever the last word of a name that may be cut begins the listed one."""
    pairs = np.nonzero(batch.reading_cut[sides.reading])[0]
    count = sides.theirs[pairs]
    our = np.repeat(sides.our_first[pairs] + sides.ours[pairs] - 1, count)
    their = ranges(sides.their_first[pairs], count)
    word, listed = batch.reading_words[sides.our_at[our]], sides.their_words[their]
    maybe = batch.word_first[word] == index.word_firsts[listed]
    maybe &= (batch.word_length[word] >= 2) & (batch.word_length[word] < index.word_lengths[listed])
    kept = [
        at
        for at in np.nonzero(maybe)[0].tolist()
        if index.words[listed[at]].startswith(batch.words[word[at]])
    ]  # fmt: skip
    return our[kept], their[kept]
