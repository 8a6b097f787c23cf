"""How much do a supplier's name and a listed name agree, word by word and letter by letter? In columns.

Refuses to decide: it measures weights matched and left over on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from rapidfuzz.distance import Indel, JaroWinkler
from rapidfuzz.process import cpdist

from supplychain.matching.candidates import Batch
from supplychain.matching.hashing import F32, I64
from supplychain.matching.index import COMPANY_BITS, PERSON, NameIndex
from supplychain.matching.name_keys import ACRONYM_LETTERS, CUT_LETTERS
from supplychain.matching.word_alignment import Sides, align_words, sides_of
from supplychain.text.words import COMMON

# Names of the same words in another order count as this much of the letters.
OTHER_ORDER = 0.96
# How alike names count where one is the other cut short, or has initials for its words.
STANDS_FOR = 0.9
# Weight from which a listed name found inside a longer one is no chance, and what its beginning then counts for.
RARE_INSIDE, BEGINS_INSIDE = 9.0, 0.87
# Parts of a name that were read as they stand. One that was translated word by word and is equal may be any name that
# means the same.
NOT_TRANSLATED = (0.0, 0.4375, 0.5, 0.875, 1.0)
# A single word that is the same under another legal form may be another's: this part of an equal name.
NAMESAKE = 0.15
# A single word of so many letters tells nearly as much as several words.
SINGLE_LONG = 16.0
# One letter wrong takes back as much as this many letters in common give.
LETTERS_AN_ERROR = 5.0
# More letters wrong than these tell no more.
MOST_WRONG = 8.0
# In a name of fewer letters than these, each that is wrong counts for more: `STADA` is not `SADA`.
FEW_LETTERS = 12.0
_VOWELS = str.maketrans({**dict.fromkeys("aeiouyvw"), "q": "k", "z": "s"})
# Pinyin sounds that speakers of southern Chinese, and romanisations made by ear, do not keep apart.
_SAME_SOUND = (("ng", "n"), ("zh", "z"), ("ch", "c"), ("sh", "s"))


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
    equal: F32  # 1 where both names as a whole are the same letters, NAMESAKE where only a word is, not the form
    whole: F32  # 1 where both readings are of the whole name, 0 where one is a part of a cell
    initials: F32  # 1 where the supplier's name has the first words as initials, or is those of all
    acronym: F32  # 1 where it is the initials of all words
    one_word: F32  # where one of the names is a single word, how short it is, 0.1 to 1; 0 else
    width: F32  # 1 where the cell is as long as a form field that cuts
    person: F32  # 1 where a company stands against a listed person
    legal: F32  # 1 same class, 0 unknown on a side, -1 differs
    sounds: F32  # part of what Chinese characters sound like that stands in the listed name; 1 for other names
    member: F32  # 1 where ours is the name of a known group and theirs begins with it, but for common words
    wrong: F32  # letters that are wrong as written, legal form and all; MOST_WRONG where they are many
    stands: F32  # how alike the names count as one stands for the other (initials, a cut name), 0 else

    def at(self, rows: I64) -> Alignment:
        """Only these pairs."""
        return Alignment(*(getattr(self, spec.name)[rows] for spec in fields(self)))


def look(batch: Batch, index: NameIndex, reading: I64, form: I64) -> Alignment:
    """Compares each (reading, form) pair, all but `core` and `start`, which are taken for perfect: what a pair earns
    so is the most it can earn."""
    sides = sides_of(batch, index, reading, form)
    words = align_words(batch, index, sides)
    picked = reading.tolist()
    written_a, written_b = list(map(batch.spelt.__getitem__, picked)), index.form_spelt.many(form)
    a, b = batch.spelt_letters[reading], index.form_spelt.lengths[form]
    bare = _bare_pairs(batch, reading)
    _without_vowels(bare, written_a, written_b)
    for lengths, written in ((a, written_a), (b, written_b)):
        lengths[bare] = [len(written[pair]) for pair in bare.tolist()]
    as_written = _letters(written_a, written_b)
    in_order = as_written.copy()
    other = np.nonzero(~(batch.reading_same[reading] & index.form_same[form]))[0]  # abbreviations were written out
    joined_a, joined_b = (
        list(map(batch.joined.__getitem__, reading[other].tolist())),
        index.form_joined.many(form[other]),
    )
    _without_vowels(np.nonzero(batch.reading_bare[reading[other]])[0], joined_a, joined_b)
    in_full = _letters(joined_a, joined_b)
    in_order[other] = np.maximum(in_order[other], in_full)
    initials, acronym = _initials(batch, index, reading, form, sides)
    cut, width = _cut((written_a, a), (written_b, b), as_written), batch.reading_cut[reading].astype(np.float32)
    # What a form field cut off, or initials stand for, is no disagreement: such pairs count as nearly agreeing, and
    # the features of length and rarity still weigh how much was seen.
    stands = (np.maximum(initials, cut * width) * STANDS_FOR).astype(np.float32)
    letters = np.maximum(np.maximum(in_order, OTHER_ORDER * words.letters), stands).astype(np.float32)
    whole = np.minimum(batch.reading_whole[reading], index.form_whole[form])
    legal_a, legal_b = batch.reading_legal[reading], index.form_legal[form]
    legal = np.where((legal_a == 0) | (legal_b == 0), 0, np.where(legal_a & legal_b, 1, -1)).astype(np.float32)
    single = np.minimum(sides.ours, sides.theirs) == 1
    equal = (as_written >= 1.0) & (whole == 1) & ~batch.reading_bare[reading]
    telling = words.telling | (in_order >= 1.0) & np.isin(whole, NOT_TRANSLATED) | (cut * width > 0)
    perfect = np.ones(len(reading), dtype=np.float32)
    return Alignment(
        ours=words.ours,
        theirs=words.theirs,
        ours_met=np.maximum(words.ours_met, words.ours * stands),
        theirs_met=np.maximum(words.theirs_met, words.theirs * stands),
        telling=telling.astype(np.float32),
        letters=letters,
        core=perfect,
        run=_run(letters, a, b, stands),
        start=perfect,
        cut=cut,
        equal=np.where(equal & single & (legal < 0), NAMESAKE, equal).astype(np.float32),
        whole=whole,
        initials=initials,
        acronym=acronym,
        one_word=np.where(single, _shortness(a, b), 0).astype(np.float32),
        width=width,
        person=((legal_a & COMPANY_BITS > 0) & (index.form_type[form] == PERSON)).astype(np.float32),
        sounds=_sounds(batch, index, reading, form),
        legal=legal,
        member=_member(batch, index, reading, form),
        wrong=_wrong(batch, index, reading, form),
        stands=stands,
    )


def look_at_beginnings(batch: Batch, index: NameIndex, reading: I64, form: I64, seen: Alignment) -> Alignment:
    """What was `seen` of each pair, with `start` measured and `core` still taken for perfect: a closer bound."""
    return replace(seen, start=_starts(batch, index, reading, form, seen))


def look_closer(batch: Batch, index: NameIndex, reading: I64, form: I64, seen: Alignment) -> Alignment:
    """What was `seen` of each pair, with `core` and `start` measured."""
    core_a, core_b = batch.cores(reading), index.form_core.many(form)
    _without_vowels(_bare_pairs(batch, reading), core_a, core_b)
    core = np.maximum(_letters(core_a, core_b), seen.stands).astype(np.float32)
    seen = replace(seen, core=core)
    return replace(seen, start=_starts(batch, index, reading, form, seen))


def _starts(batch: Batch, index: NameIndex, reading: I64, form: I64, seen: Alignment) -> F32:
    """How alike the names begin."""
    joined_a, joined_b = list(map(batch.joined.__getitem__, reading.tolist())), index.form_joined.many(form)
    _without_vowels(_bare_pairs(batch, reading), joined_a, joined_b)
    begins = cpdist(joined_a, joined_b, scorer=JaroWinkler.normalized_similarity, dtype=np.float32)
    # A listed name found whole, with nothing but common words before it, begins where those end.
    inside = (seen.core >= 1.0) & (seen.theirs_met >= 0.95 * seen.theirs) & (seen.theirs >= RARE_INSIDE)
    start = np.maximum(np.maximum(begins, np.where(inside, BEGINS_INSIDE, 0)), seen.stands)
    return np.asarray(start, dtype=np.float32)


def _wrong(batch: Batch, index: NameIndex, reading: I64, form: I64) -> F32:
    """Letters to take out and put in to make one name as written of the other, in short names each counted for more;
    MOST_WRONG where they are many. A name that may be cut is compared with the beginning of the listed one, one without
    vowels by its consonants and without its legal form, which is a translation."""
    wrong = np.full(len(reading), MOST_WRONG, dtype=np.float32)
    longer = batch.written_letters[reading] - index.form_written.lengths[form]
    bare = batch.reading_bare[reading]
    few = np.nonzero((np.abs(longer) < MOST_WRONG) | bare | (batch.reading_cut[reading] & (longer < 0)))[0]
    ours = list(map(batch.written.__getitem__, reading[few].tolist()))
    theirs = index.form_written.many(form[few])
    unvowelled = np.nonzero(bare[few])[0]
    for at, spelt in zip(unvowelled.tolist(), index.form_spelt.many(form[few[unvowelled]]), strict=True):
        ours[at], theirs[at] = batch.spelt[reading[few[at]]], spelt
    _without_vowels(unvowelled, ours, theirs)
    for at in np.nonzero(batch.reading_cut[reading[few]])[0].tolist():
        theirs[at] = theirs[at][: len(ours[at])]
    measured = cpdist(ours, theirs, scorer=Indel.distance, score_cutoff=int(MOST_WRONG), dtype=np.float32)
    short = np.minimum(batch.written_letters[reading[few]], index.form_written.lengths[form[few]])
    wrong[few] = np.minimum(measured * np.maximum(FEW_LETTERS / np.maximum(short, 1), 1), MOST_WRONG)
    return wrong


def _bare_pairs(batch: Batch, reading: I64) -> I64:
    """The pairs whose supplier's name is written without vowels, as Arabic and Persian are."""
    return np.nonzero(batch.reading_bare[reading])[0]


def _without_vowels(pairs: I64, ours: list[str], theirs: list[str]) -> None:
    """Leaves the vowels out of both names of these pairs; `v` and `w` with them, since one letter writes all."""
    for pair in pairs.tolist():
        for names in (ours, theirs):
            names[pair] = names[pair].translate(_VOWELS) or names[pair]


def _cut(ours: tuple[list[str], F32], theirs: tuple[list[str], F32], alike: F32) -> F32:
    """1 where ours is the beginning of theirs and long enough to tell; both sides are names and their lengths. `alike`
    is how like their letters are: a beginning shares all of its own, so most pairs need no look."""
    (a, m), (b, n) = ours, theirs
    found = np.zeros(len(a), dtype=np.float32)
    for at in np.nonzero((m >= CUT_LETTERS) & (m < n) & (alike >= 2 * m / np.maximum(m + n, 1) - 1e-4))[0].tolist():
        if b[at].startswith(a[at]):
            found[at] = 1.0
    return found


def _shortness(ours: F32, theirs: F32) -> F32:
    """How short the shorter of two names of so many letters is, 0.1 to 1."""
    return np.asarray(np.clip(1 - np.minimum(ours, theirs) / SINGLE_LONG, 0.1, 1), dtype=np.float32)


def _initials(batch: Batch, index: NameIndex, reading: I64, form: I64, sides: Sides) -> tuple[F32, F32]:
    """1 where our first word is the initials of their first words and all the rest is the same; and 1 where there is no
    rest."""
    m, n = sides.ours, sides.theirs
    found = np.zeros(len(reading), dtype=np.float32)
    letters = batch.word_length[batch.reading_words[sides.our_at[sides.our_first]]]  # of our first word
    all_of_them = (m == 1) & (n >= ACRONYM_LETTERS[0]) & (index.form_whole[form] == 1)
    some_of_them = (m >= 2) & (n - m >= 1) & (n - m <= 2)
    maybe = np.nonzero((letters == n - m + 1) & (all_of_them | some_of_them))[0]
    for pair in maybe.tolist():
        words = batch.readings[reading[pair]].words
        count = len(words[0])
        theirs = index.words_of(int(form[pair]))
        if words[0] == "".join(word[0] for word in theirs[:count]) and sorted(words[1:]) == sorted(theirs[count:]):
            found[pair] = 1.0
    return found, found * (m == 1)


def _sounds(batch: Batch, index: NameIndex, reading: I64, form: I64) -> F32:
    """The part of the letters of a reading's `sounds` that stand in the listed name, spaces left out."""
    found = np.ones(len(reading), dtype=np.float32)
    pairs = np.nonzero(batch.reading_sounds[reading])[0]
    for pair, listed in zip(pairs.tolist(), index.form_joined.many(form[pairs]), strict=True):
        sounds, heard = batch.readings[reading[pair]].sounds, _heard(listed)
        found[pair] = sum(len(word) for word in sounds if _heard(word) in heard) / sum(map(len, sounds))
    return found


def _member(batch: Batch, index: NameIndex, reading: I64, form: I64) -> F32:
    """1 where our reading is the name of a known group and stands in the listed name with nothing but common words and
    numbers before it: `cambricon` in Nanjing Cambricon Chips, or in 5th Institute of Cambricon."""
    found = np.zeros(len(reading), dtype=np.float32)
    for pair in np.nonzero(batch.reading_group[reading])[0].tolist():
        ours = batch.readings[reading[pair]].words
        theirs = index.words_of(int(form[pair]))
        for at in range(len(theirs) - len(ours) + 1):
            if theirs[at : at + len(ours)] == ours:
                found[pair] = 1.0
                break
            if not (theirs[at] in COMMON or theirs[at].isdigit()):
                break
    return found


def _heard(pinyin: str) -> str:
    """Pinyin without the differences that the south of China does not hear: `zhang` is `zan`."""
    for one, other in _SAME_SOUND:
        pinyin = pinyin.replace(one, other)
    return pinyin


def _run(alike: F32, a: F32, b: F32, stands: F32) -> F32:
    """Letters of the shorter name less what the wrong ones take back; what stands for more is measured on itself. `a`
    and `b` are the letters of both names."""
    short = np.minimum(a, b)
    errors = (1 - alike) * np.where(stands > 0, 2 * short, a + b)
    return np.asarray(short - LETTERS_AN_ERROR * errors, dtype=np.float32)


def _letters(a: list[str], b: list[str]) -> F32:
    return cpdist(a, b, scorer=Indel.normalized_similarity, dtype=np.float32)
