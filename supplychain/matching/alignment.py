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
from supplychain.matching.index import COMMON_AT_MOST, COMPANY_BITS, CUT_LETTERS, PERSON, NameIndex

# Names of the same words in another order count as this much of the letters.
OTHER_ORDER = 0.96
# A word that begins another and was cut by the field.
_CUT_ALIKE = 0.9
_STANDS_FOR = 0.9
# Weight from which a listed name found inside a longer one is no chance, and what its beginning then counts for.
RARE_INSIDE, BEGINS_INSIDE = 9.0, 0.87
# One letter wrong takes back as much as this many letters in common give.
LETTERS_AN_ERROR = 5.0
# A word as unlike as this tells nothing.
LEAST_TELLING = 0.6


@dataclass(frozen=True, slots=True)
class Alignment:
    """Columns over pairs. Weights are in nats: `ours`/`theirs` of all words, `ours_met`/`theirs_met` of the words
    that found a partner (times how alike they are), `letters`/`start` likeness of the names without spaces."""

    ours: F32
    theirs: F32
    ours_met: F32
    theirs_met: F32
    telling: F32  # 1 where a word met that is not common to many companies
    letters: F32
    core: F32  # likeness of the words that are not common, without spaces
    run: F32  # letters in common less LETTERS_AN_ERROR for each that is wrong
    start: F32
    cut: F32  # 1 where the supplier's name is the beginning of the listed one, 0 else
    equal: F32  # 1 where both names as a whole are the same letters
    whole: F32  # 1 where both readings are of the whole name, 0 where one is a part of a cell
    initials: F32  # 1 where the supplier's name has the first words as initials
    one_word: F32  # 1 where one of the names is a single word
    width: F32  # 1 where the cell is as long as a form field that cuts
    person: F32  # 1 where a company stands against a listed person
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
    _finish_cut_words(
        batch, index, (reading, m_end, m), np.repeat(row_pair, row_n), np.repeat(ours_at, row_n), listed, alike
    )
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
    lengths_ours, lengths_theirs = batch.word_length, index.word_lengths
    own_letters = lengths_ours[batch.reading_words[ours_at]]
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
    their_letters = lengths_theirs[index.form_words[ranges(n_end - n, n)]]
    spelt_alike = (
        np.add.reduceat(own_letters * best, pair_starts) + np.add.reduceat(their_letters * best_theirs, their_starts)
    ) / (np.add.reduceat(own_letters, pair_starts) + np.add.reduceat(their_letters, their_starts))
    telling = np.maximum.reduceat((weight > COMMON_AT_MOST) & (best >= LEAST_TELLING), pair_starts)
    a = [batch.joined[r] for r in reading.tolist()]
    b = index.form_joined.many(form)
    written_a = [batch.spelt[r] for r in reading.tolist()]
    written_b = index.form_spelt.many(form)
    core_a = [batch.core[r] for r in reading.tolist()]
    core_b = index.form_core.many(form)
    lengths = np.fromiter(map(len, written_a), dtype=np.int32), np.fromiter(map(len, written_b), dtype=np.int32)
    cut = np.fromiter((y.startswith(x) for x, y in zip(written_a, written_b, strict=True)), dtype=np.float32)
    as_written = _letters(written_a, written_b)
    in_order = np.maximum(_letters(a, b), as_written)
    letters = np.maximum(in_order, OTHER_ORDER * spelt_alike).astype(np.float32)
    own_whole = np.fromiter((r.whole for r in batch.readings), dtype=np.float32, count=len(batch.readings))
    whole = np.minimum(own_whole[reading], index.form_whole[form])
    same = as_written >= 1.0
    initials = _initials(batch, index, reading, form, m, n)
    cut = np.where((lengths[0] >= CUT_LETTERS) & (lengths[0] < lengths[1]), cut, 0).astype(np.float32)
    width = np.fromiter((r.cut for r in batch.readings), dtype=np.float32, count=len(batch.readings))[reading]
    # What a form field cut off, or initials stand for, is no disagreement: such pairs count as nearly agreeing, and
    # the features of length and rarity still weigh how much was seen.
    stands = np.maximum(initials, cut * width) * _STANDS_FOR
    ours_met, theirs_met = np.maximum(ours_met, ours * stands), np.maximum(theirs_met, theirs * stands)
    letters = np.maximum(letters, stands).astype(np.float32)
    core = np.maximum(_letters(core_a, core_b), stands).astype(np.float32)
    # A listed name found whole, with nothing but common words before it, begins where those end.
    inside = np.where((core >= 1.0) & (theirs_met >= 0.95 * theirs) & (theirs >= RARE_INSIDE), BEGINS_INSIDE, 0)
    start = np.maximum(np.maximum(_start(a, b), inside), stands).astype(np.float32)
    run = _run(letters, written_a, written_b, stands)
    legal_a, legal_b = batch.reading_legal[reading], index.form_legal[form]
    return Alignment(
        ours=ours,
        theirs=theirs,
        ours_met=ours_met,
        theirs_met=theirs_met,
        telling=np.maximum(telling, np.maximum(in_order >= 1.0, stands > 0)).astype(np.float32),
        letters=letters,
        core=core,
        run=run,
        start=start,
        cut=cut,
        equal=(same & (whole == 1)).astype(np.float32),
        whole=whole,
        initials=initials,
        one_word=(np.minimum(m, n) == 1).astype(np.float32),
        width=width,
        person=((legal_a & COMPANY_BITS > 0) & (index.form_type[form] == PERSON)).astype(np.float32),
        legal=np.where((legal_a == 0) | (legal_b == 0), 0, np.where(legal_a & legal_b, 1, -1)).astype(np.float32),
    )


def _finish_cut_words(
    batch: Batch, index: NameIndex, ours: tuple[I64, I64, I64], cell_pair: I64, cell_at: I64, listed: I64, alike: F32
) -> None:
    """Lets the last word of a name that may be cut meet the listed words it begins."""
    reading, m_end, m = ours
    cut = np.fromiter((r.cut for r in batch.readings), dtype=np.bool_, count=len(batch.readings))
    at_end = cut[reading[cell_pair]] & (cell_at == m_end[cell_pair] - 1) & (m[cell_pair] > 0) & (alike < _CUT_ALIKE)
    words, lines = batch.words, index.words
    for cell in np.nonzero(at_end)[0].tolist():
        word = words[batch.reading_words[cell_at[cell]]]
        if len(word) >= 2 and lines[listed[cell]].startswith(word):
            alike[cell] = _CUT_ALIKE


def _initials(batch: Batch, index: NameIndex, reading: I64, form: I64, m: I64, n: I64) -> F32:
    """1 where our first word is the initials of their first words and all the rest is the same."""
    found = np.zeros(len(reading), dtype=np.float32)
    maybe = np.nonzero((n - m >= 1) & (n - m <= 2) & (m >= 2))[0]
    for pair in maybe.tolist():
        words = batch.readings[reading[pair]].words
        count = int(n[pair] - m[pair]) + 1
        if len(words[0]) == count:
            end = int(index.form_ends[form[pair]])
            theirs = [index.words[i] for i in index.form_words[end - int(n[pair]) : end].tolist()]
            if words[0] == "".join(word[0] for word in theirs[:count]) and sorted(words[1:]) == sorted(theirs[count:]):
                found[pair] = 1.0
    return found


def _start(a: list[str], b: list[str]) -> F32:
    return cpdist(a, b, scorer=JaroWinkler.normalized_similarity, dtype=np.float32)


def _run(alike: F32, a: list[str], b: list[str], stands: F32) -> F32:
    """Letters of the shorter name less what the wrong ones take back; what stands for more is measured on itself."""
    lengths_a = np.fromiter(map(len, a), dtype=np.float32, count=len(a))
    lengths_b = np.fromiter(map(len, b), dtype=np.float32, count=len(b))
    short = np.minimum(lengths_a, lengths_b)
    errors = (1 - alike) * np.where(stands > 0, 2 * short, lengths_a + lengths_b)
    return np.asarray(short - LETTERS_AN_ERROR * errors, dtype=np.float32)


def _letters(a: list[str], b: list[str]) -> F32:
    return cpdist(a, b, scorer=Indel.normalized_similarity, dtype=np.float32)


def _alike(batch: Batch, word: I64, listed: I64) -> F32:
    """The likeness of each (our word, listed word), from the batch's table of near words; 0 where not near."""
    table = batch.near_word << 32 | batch.near_listed
    wanted = word << 32 | listed
    at = np.searchsorted(table, wanted)
    at[at == len(table)] = 0
    if not len(table):
        return np.zeros(len(wanted), dtype=np.float32)
    return np.where(table[at] == wanted, batch.near_alike[at], np.float32(0)).astype(np.float32)
