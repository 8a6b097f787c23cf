"""Which words of the lists is a supplier's word, allowing for typing errors, spellings and spaces?

Fuzziness lives here, on distinct words, and not on names: each distinct word of a batch is looked up once. Refuses to
know names and scores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from supplychain.matching.hashing import F32, I32, I64, U32, U64, Bool, KeyTable, Strings, distinct, mixed
from supplychain.matching.sound import sound_keys

_EXACT, _NEAR, _SOUND = 1, 2, 3  # salts of the three kinds of number
# Shortest words compared with one letter wrong, and with two: below, other words lie that near.
ONE_ERROR_FROM = 4
TWO_ERRORS_FROM = 7
_TWO_ERRORS_TO = 18  # longer words have over 150 pairs to leave out; they are caught by prefix, sound and joins
# A number shared by more words than this tells nothing.
_MOST_WORDS = 200


def near_numbers(strings: Strings, known: Bool | None = None) -> tuple[U64, I64]:
    """Every word's numbers under which near words meet: itself, and with one or two letters left out.

    Words that are `known` stand in a list as they are: two errors are not looked for.
    """
    every = np.arange(len(strings.lengths), dtype=np.int64)
    keys, owners = [strings.whole()], [every]
    one = every[strings.lengths >= ONE_ERROR_FROM]
    two = (strings.lengths >= TWO_ERRORS_FROM) & (strings.lengths <= _TWO_ERRORS_TO)
    if known is not None:
        two &= ~known
    for found in (
        strings.without_one(one),
        strings.without_two(every[two]),
    ):
        keys.append(found[0])
        owners.append(found[1])
    return mixed(np.concatenate(keys), _NEAR), np.concatenate(owners)


def sound_numbers(words: Sequence[str]) -> tuple[U64, I64]:
    """The numbers of the words' sound keys, and which word each belongs to; words without a key have none."""
    keys, owners = sound_keys(words)
    return mixed(Strings(keys).whole(), _SOUND), np.array(owners, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Lines:
    """The words of a vocabulary, taken apart."""

    words: list[str]
    strings: Strings
    lengths: F32  # letters of each
    letter_sets: U32  # as Strings.letter_sets

    @classmethod
    def of(cls, words: list[str]) -> Lines:
        """Of words in order of their lines."""
        strings = Strings(words)
        return cls(words, strings, strings.lengths.astype(np.float32), strings.letter_sets())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The distinct words of all listed names, then known spellings of them; `text` is both, one a line.

    `word_of` gives the word id of each line, so that a mistyped abbreviation finds its word; the tables map numbers to
    lines.
    """

    text: bytes
    word_of: I32
    exact: KeyTable
    near: KeyTable

    @classmethod
    def of(cls, words: Sequence[str], spellings: Mapping[str, str]) -> Vocabulary:
        """Tables over distinct words, whose ids are positions in `words`, and over spellings (spelling to word)."""
        ids = {word: at for at, word in enumerate(words)}
        others = [(s, ids[w]) for s, w in spellings.items() if w in ids and s not in ids and len(s) >= ONE_ERROR_FROM]
        lines = [*words, *(spelling for spelling, _ in others)]
        near_keys, near_owners = near_numbers(Strings(lines))
        sound_keys, sound_owners = sound_numbers(lines)
        return cls(
            "\n".join(lines).encode("ascii"),
            np.array([*range(len(words)), *(word for _, word in others)], dtype=np.int32),
            KeyTable.of(mixed(Strings(words).whole(), _EXACT), np.arange(len(words), dtype=np.int64)),
            KeyTable.of(np.concatenate([near_keys, sound_keys]), np.concatenate([near_owners, sound_owners])),
        )

    def ids(self, strings: Strings) -> I64:
        """The id of each word, -1 where no list holds it."""
        found = np.full(len(strings.lengths), -1, dtype=np.int64)
        at, rows = self.exact.find(mixed(strings.whole(), _EXACT), most=1)
        found[at] = rows
        return found

    def neighbours(self, words: Sequence[str], strings: Strings, known: Bool, lines: Lines) -> tuple[I64, I64, F32]:
        """(index into `words`, word id, likeness 0..1) for every listed word near enough, equal words included; sorted.

        `known` are the words that some list holds; `lines` is `text` taken apart, kept by the caller.
        """
        near_keys, near_owners = near_numbers(strings, known)
        sound_keys, sound_owners = sound_numbers(words)
        at, rows = self.near.find(np.concatenate([near_keys, sound_keys]), most=_MOST_WORDS)
        # The last bit is 0 where the words were found by sound, so that the first of equal pairs tells.
        met = np.concatenate([near_owners, sound_owners])[at] << 32 | rows << 1 | (at < len(near_keys))
        met = distinct(met)
        pairs = met >> 1
        new = np.ones(len(pairs), dtype=np.bool_)
        np.not_equal(pairs[1:], pairs[:-1], out=new[1:])
        sounds, pairs = met[new] & 1 == 0, pairs[new]
        owner, rows = pairs >> 31, pairs & 0x7FFFFFFF
        longer = np.maximum(strings.lengths[owner], lines.lengths[rows])
        # A wrong letter puts at most one letter in the place of another: words that differ in more than twice the
        # letters that may be wrong need not be compared.
        other = np.bitwise_count(strings.letter_sets()[owner] ^ lines.letter_sets[rows])
        near = np.nonzero(sounds | (other <= 2 * _MOST_WRONG * longer))[0]
        owner, rows, sounds, longer = owner[near], rows[near], sounds[near], longer[near]
        ours = list(map(words.__getitem__, owner.tolist()))
        theirs = list(map(lines.words.__getitem__, rows.tolist()))
        alike = similarity(ours, theirs, longer, sounds)
        kept = alike >= LEAST_ALIKE
        read_as, readers = self._misread(words)
        owner = np.concatenate([owner[kept], readers])
        word = np.concatenate([self.word_of[rows[kept]].astype(np.int64), read_as])
        alike = np.concatenate([alike[kept], np.full(len(readers), MISREAD_ALIKE, dtype=np.float32)])
        pairs = owner << 32 | word
        order = np.argsort(pairs)
        pairs = pairs[order]
        first = np.nonzero(np.append(True, pairs[1:] != pairs[:-1]))[0] if len(pairs) else order
        best = np.maximum.reduceat(alike[order], first) if len(pairs) else alike
        return pairs[first] >> 32, pairs[first] & 0xFFFFFFFF, best

    def _misread(self, words: Sequence[str]) -> tuple[I64, I64]:
        """(word id, index into `words`) for each listed word that an optical reader took for ours: `harnid`, Hamid."""
        meant = [
            (at, word.replace(seen, written))
            for at, word in enumerate(words)
            if len(word) >= ONE_ERROR_FROM
            for seen, written in _MISREAD
            if seen in word
        ]
        if not meant:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        ids = self.ids(Strings([word for _, word in meant]))
        owners = np.fromiter((at for at, _ in meant), dtype=np.int64, count=len(meant))
        return ids[ids >= 0], owners[ids >= 0]


# Letters that an optical reader sees for others (two strokes for one letter), and how alike such words are.
_MISREAD = (("rn", "m"), ("nn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"))
MISREAD_ALIKE = 0.88
# Words less alike than this are different words: more than this part of the longer one's letters is wrong.
LEAST_ALIKE = 0.5
_MOST_WRONG = 0.33  # a little above ((1 - LEAST_ALIKE) / 2.4) ** (1 / 1.4), see `similarity`
# Words that sound alike, of eight letters or more; each letter fewer takes a little, since short words sound alike by
# chance (`corad`, `cariad`).
SOUNDS_ALIKE, SOUNDS_LESS_A_LETTER, SOUNDS_FROM = 0.88, 0.03, 8.0


def similarity(ours: Sequence[str], theirs: Sequence[str], longer: F32, sounds: Bool) -> F32:
    """How alike two words are, 0..1, in columns: one error in eight letters .87, in five .75, two in eight .66; words
    that sound alike (`sounds`) SOUNDS_ALIKE, or a little less. `longer` is the letters of the longer word."""
    if not ours:
        return np.zeros(0, dtype=np.float32)
    wrong = cpdist(ours, theirs, scorer=OSA.distance, dtype=np.int32)
    share = np.minimum(wrong / longer.astype(np.float32), 1.0)
    alike = np.clip(1.0 - 2.4 * share**1.4, 0.0, 1.0).astype(np.float32)
    short = np.maximum(SOUNDS_FROM - longer, 0).astype(np.float32)
    heard = np.float32(SOUNDS_ALIKE) - np.float32(SOUNDS_LESS_A_LETTER) * short
    return np.where(sounds & (share <= 0.6), np.maximum(alike, heard), alike)
