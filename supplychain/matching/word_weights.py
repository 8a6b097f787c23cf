"""How much does agreement on a word say, the rarer the more? Refuses to know names and lists."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from supplychain.matching.hashing import F64, I64
from supplychain.text import legal_forms
from supplychain.text import words as known_words

# Words that many unrelated companies share weigh at most this many nats, however rare in the lists.
COMMON_AT_MOST = 2.2
PLACE_AT_MOST = 1.6
# No word weighs less or more; a word met once in 45,000 names has log(45,000) = 10.7.
LIGHTEST, HEAVIEST = 0.6, 9.0
# A short list must not make its words look common: they are weighed as if among this many names, the size of the list
# the table was fitted on.
LEAST_NAMES = 45_000.0
# A short word meets another by chance far sooner than its rarity in the lists tells.
SHORT_AT_MOST = {1: 2.5, 2: 3.5, 3: 5.0, 4: 7.0}
# Names many owners choose.
POPULAR_AT_MOST = 6.0
# Everyday words of a language (text/everyday.py) name companies everywhere: most nats by band. Among clean suppliers a
# listed word of no language is 12.7 nats rare, one of band 5 10.4, of band 6 10.0, of band 8 9.4, of band 10 8.6.
EVERYDAY_AT_MOST = {5: 7.2, 6: 6.8, 7: 6.2, 8: 5.8, 9: 5.5, 10: 5.0}


def word_weight(word: str, holding: float, total: float, band: int = 0) -> float:
    """How much agreement on a word says, in nats: the rarer among `total` names, the more; common words capped, and
    everyday words by their `band`."""
    total = max(total, LEAST_NAMES)
    weight = min(max(float(np.log((total + 1.0) / (holding + 0.5))), LIGHTEST), HEAVIEST)
    if word in legal_forms.FORM_WORDS:
        return LIGHTEST
    if word in known_words.PLACES:
        return min(weight, PLACE_AT_MOST)
    if word in known_words.COMMON:
        return min(weight, COMMON_AT_MOST)
    if word in known_words.POPULAR:
        weight = min(weight, POPULAR_AT_MOST)
    if word.isdigit():
        return min(weight, 3.0)
    return min(weight, SHORT_AT_MOST.get(len(word), HEAVIEST), EVERYDAY_AT_MOST.get(band, HEAVIEST))


_SPECIAL = legal_forms.FORM_WORDS | known_words.PLACES | known_words.COMMON | known_words.POPULAR
_SHORT_AT_MOST = np.array([SHORT_AT_MOST.get(size, HEAVIEST) for size in range(6)])
_EVERYDAY_AT_MOST = np.array([EVERYDAY_AT_MOST.get(band, HEAVIEST) for band in range(max(EVERYDAY_AT_MOST) + 1)])


def unlisted_weights(words: Sequence[str], bands: I64, total: float) -> F64:
    """`word_weight` of words that no list holds, in columns."""
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    most = np.minimum(_SHORT_AT_MOST[np.minimum(lengths, 5)], _EVERYDAY_AT_MOST[bands])
    weights: F64 = np.minimum(word_weight("", 0.5, total), most)
    for at, word in enumerate(words):
        if word in _SPECIAL or word.isdigit():
            weights[at] = word_weight(word, 0.5, total, int(bands[at]))
    return weights
