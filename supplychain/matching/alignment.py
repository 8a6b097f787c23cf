"""How much do the words of a supplier's name and of a listed name agree, word by word? In columns, no loop over pairs.

Refuses to decide: it measures weights matched and left over on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel, JaroWinkler
from rapidfuzz.process import cpdist

from supplychain.matching.candidates import Batch
from supplychain.matching.hashing import F32, I64, ranges
from supplychain.matching.index import NameIndex


@dataclass(frozen=True, slots=True)
class Alignment:
    """Columns over pairs. Weights are in nats: `ours`/`theirs` of all words, `ours_met`/`theirs_met` of the words
    that found a partner (times how alike they are), `letters`/`start` likeness of the names without spaces."""

    ours: F32
    theirs: F32
    ours_met: F32
    theirs_met: F32
    letters: F32
    start: F32
    cut: F32  # 1 where the supplier's name is the beginning of the listed one, 0 else
    equal: F32  # 1 where both names as a whole are the same letters
    legal: F32  # 1 same class, 0 unknown on a side, -1 differs


def align(batch: Batch, index: NameIndex, reading: I64, form: I64) -> Alignment:
    """Compares each (reading, form) pair."""
    m_end, n_end = batch.reading_ends[reading], index.form_ends[form]
    m = m_end - np.where(reading > 0, batch.reading_ends[reading - 1], 0)
    n = n_end - np.where(form > 0, index.form_ends[form - 1], 0)
    # every (our word, their word) of every pair: pair-major, then ours, then theirs
    ours_at = ranges(m_end - m, m)
    row_pair = np.repeat(np.arange(len(reading)), m)
    row_n = n[row_pair]
    word = np.repeat(batch.reading_words[ours_at], row_n)
    listed = index.form_words[ranges((n_end - n)[row_pair], row_n)].astype(np.int64)
    alike = _alike(batch, word, listed)
    weight_theirs = index.weights[listed]
    # per our word: the best partner
    row_starts = np.cumsum(row_n) - row_n
    best = np.maximum.reduceat(alike, row_starts) if len(alike) else np.zeros(0, dtype=np.float32)
    own = batch.word_weight[batch.reading_words[ours_at]]
    partner = np.maximum.reduceat(np.where(alike >= 0.5, weight_theirs, 0), row_starts)
    weight = np.where(best >= 0.5, np.minimum(own, np.maximum(partner, 0.5)), own)
    pair_starts = np.cumsum(m) - m
    ours = np.add.reduceat(weight, pair_starts)
    ours_met = np.add.reduceat(weight * best, pair_starts)
    # per their word: the best of ours, through the transposed order
    col_pair = np.repeat(np.arange(len(reading)), n)
    col_m = m[col_pair]
    cell_start = (np.cumsum(m * n) - m * n)[col_pair]
    col_j = ranges(np.zeros(len(reading), dtype=np.int64), n)
    step = np.repeat(n[col_pair], col_m)
    i = ranges(np.zeros(len(col_pair), dtype=np.int64), col_m)
    turned = np.repeat(cell_start + col_j, col_m) + i * step
    best_theirs = np.maximum.reduceat(alike[turned], np.cumsum(col_m) - col_m)
    their_weight = index.weights[index.form_words[ranges(n_end - n, n)]]
    their_starts = np.cumsum(n) - n
    theirs = np.add.reduceat(their_weight, their_starts)
    theirs_met = np.add.reduceat(their_weight * best_theirs, their_starts)
    a = [batch.joined[r] for r in reading.tolist()]
    b = index.form_joined.many(form)
    lengths = np.fromiter(map(len, a), dtype=np.int32), np.fromiter(map(len, b), dtype=np.int32)
    cut = np.fromiter((y.startswith(x) for x, y in zip(a, b, strict=True)), dtype=np.float32)
    whole = np.fromiter((batch.readings[r].whole for r in reading.tolist()), dtype=np.bool_, count=len(reading))
    same = np.fromiter((x == y for x, y in zip(a, b, strict=True)), dtype=np.bool_, count=len(reading))
    legal_a, legal_b = batch.reading_legal[reading], index.form_legal[form]
    return Alignment(
        ours=ours,
        theirs=theirs,
        ours_met=ours_met,
        theirs_met=theirs_met,
        letters=cpdist(a, b, scorer=Indel.normalized_similarity, dtype=np.float32),
        start=cpdist(a, b, scorer=JaroWinkler.normalized_similarity, dtype=np.float32),
        cut=np.where((lengths[0] >= 12) & (lengths[0] < lengths[1]), cut, 0).astype(np.float32),
        equal=(same & whole & index.form_whole[form]).astype(np.float32),
        legal=np.where((legal_a == 0) | (legal_b == 0), 0, np.where(legal_a & legal_b, 1, -1)).astype(np.float32),
    )


def _alike(batch: Batch, word: I64, listed: I64) -> F32:
    """The likeness of each (our word, listed word), from the batch's table of near words; 0 where not near."""
    table = batch.near_word << 32 | batch.near_listed
    wanted = word << 32 | listed
    at = np.searchsorted(table, wanted)
    at[at == len(table)] = 0
    if not len(table):
        return np.zeros(len(wanted), dtype=np.float32)
    return np.where(table[at] == wanted, batch.near_alike[at], np.float32(0)).astype(np.float32)
