"""Which words of two names met, and how much of each name's weight is that? In columns, no loop over pairs.

Refuses to know letters beyond words (`alignment.py`) and scores.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplychain.matching.candidates import Batch
from supplychain.matching.hashing import F32, I64, Bool, ranges
from supplychain.matching.index import COMMON_AT_MOST, NameIndex

# A word that begins another and was cut by the field counts as this like it.
CUT_ALIKE = 0.9
# Words less alike than this did not meet; a word as unlike as LEAST_TELLING tells nothing.
LEAST_MET, LEAST_TELLING = 0.5, 0.6
# Odd and large, so that neighbouring word numbers do not meet in the table of marks.
_SPREAD = 0x9E3779B1


@dataclass(frozen=True, slots=True)
class Cells:
    """Every (our word, their word) of every pair, pair by pair, then by our word: `alike` is how like they are.

    Pair p has `ours[p]` times `theirs[p]` cells; `our_words` and `their_words` are the word ids, pair by pair.
    """

    ours: I64
    theirs: I64
    our_words: I64
    their_words: I64
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


def align_words(batch: Batch, index: NameIndex, cells: Cells) -> Words:
    """Every word's best partner on the other side, summed up by pair."""
    m, n = cells.ours, cells.theirs
    our_starts, their_starts = np.cumsum(m) - m, np.cumsum(n) - n
    row_n = np.repeat(n, m)  # per our word: how many cells
    rows = np.cumsum(row_n) - row_n
    best = np.maximum.reduceat(cells.alike, rows)
    their_weight = index.weights[cells.their_words]
    at = ranges(np.repeat(their_starts, m), row_n)  # their word of each cell
    partner = np.maximum.reduceat(np.where(cells.alike >= LEAST_MET, their_weight[at], 0), rows)
    own = batch.word_weight[cells.our_words]
    # A word that met weighs no more than the word it met: an error must not make it rarer than it is.
    weight = np.where(best >= LEAST_MET, np.minimum(own, np.maximum(partner, LEAST_MET)), own)
    # The same from their side: the cells of one of their words lie n apart.
    col_m = np.repeat(m, n)
    first = np.repeat(np.cumsum(m * n) - m * n, n) + ranges(np.zeros(len(n), dtype=np.int64), n)
    step = np.repeat(np.repeat(n, n), col_m)
    turned = np.repeat(first, col_m) + ranges(np.zeros(len(col_m), dtype=np.int64), col_m) * step
    best_theirs = np.maximum.reduceat(cells.alike[turned], np.cumsum(col_m) - col_m)
    our_letters, their_letters = batch.word_length[cells.our_words], index.word_lengths[cells.their_words]
    met = np.add.reduceat(our_letters * best, our_starts) + np.add.reduceat(their_letters * best_theirs, their_starts)
    return Words(
        ours=np.add.reduceat(weight, our_starts),
        theirs=np.add.reduceat(their_weight, their_starts),
        ours_met=np.add.reduceat(weight * best, our_starts),
        theirs_met=np.add.reduceat(their_weight * best_theirs, their_starts),
        letters=met / (np.add.reduceat(our_letters, our_starts) + np.add.reduceat(their_letters, their_starts)),
        telling=np.maximum.reduceat((weight > COMMON_AT_MOST) & (best >= LEAST_TELLING), our_starts),
    )


def cells_of(batch: Batch, index: NameIndex, reading: I64, form: I64) -> Cells:
    """The cells of the (reading, form) pairs."""
    m_end, n_end = batch.reading_ends[reading], index.form_ends[form]
    m = m_end - np.where(reading > 0, batch.reading_ends[reading - 1], 0)
    n = n_end - np.where(form > 0, index.form_ends[form - 1], 0)
    ours_at = ranges(m_end - m, m)
    their_words = index.form_words[ranges(n_end - n, n)].astype(np.int64)
    row_n = np.repeat(n, m)
    listed = their_words[ranges(np.repeat(np.cumsum(n) - n, m), row_n)]
    cell_at = np.repeat(ours_at, row_n)
    alike = _alike(batch, batch.reading_words[cell_at], listed)
    last = np.repeat(np.repeat(np.where(batch.reading_cut[reading], m_end - 1, -1), m), row_n)
    _finish_cut_words(batch, index, np.nonzero((cell_at == last) & (alike < CUT_ALIKE))[0], cell_at, listed, alike)
    return Cells(m, n, batch.reading_words[ours_at], their_words, alike)


def _finish_cut_words(
    batch: Batch, index: NameIndex, cells: I64, cell_at: I64, listed: I64, alike: F32
) -> None:  # fmt: skip
    """Lets the last word of a name that may be cut meet the listed words it begins."""
    words, lines = batch.words, index.words
    word, theirs = batch.reading_words[cell_at[cells]], listed[cells]
    maybe = batch.word_first[word] == index.word_firsts[theirs]
    maybe &= batch.word_length[word] < index.word_lengths[theirs]
    cells = cells[maybe]
    for cell in cells.tolist():
        word = words[batch.reading_words[cell_at[cell]]]
        if len(word) >= 2 and lines[listed[cell]].startswith(word):
            alike[cell] = CUT_ALIKE


def _alike(batch: Batch, word: I64, listed: I64) -> F32:
    """The likeness of each (our word, listed word), from the batch's table of near words; 0 where not near."""
    alike = np.zeros(len(word), dtype=np.float32)
    table = batch.near_word << 32 | batch.near_listed
    if not len(table):
        return alike
    # Most cells are of words that are not near; a table of marks tells so for less than a search.
    marked = np.zeros(1 << max(int(len(table) * 8 - 1).bit_length(), 10), dtype=np.bool_)
    most = len(marked) - 1
    marked[(batch.near_word * _SPREAD ^ batch.near_listed) & most] = True
    maybe = np.nonzero(marked[(word * _SPREAD ^ listed) & most])[0]
    wanted = word[maybe] << 32 | listed[maybe]
    at = np.minimum(np.searchsorted(table, wanted), len(table) - 1)
    met = table[at] == wanted
    alike[maybe[met]] = batch.near_alike[at[met]]
    return alike
