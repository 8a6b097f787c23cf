"""How much does each fact weigh? The table a reviewer can recite; a score is the sum of its rows.

Refuses to know how facts are measured (`features.py`) and who the parties are.
"""

from __future__ import annotations

import numpy as np

from supplychain.matching.alignment import Alignment
from supplychain.matching.features import NAME_FEATURES
from supplychain.matching.hashing import F32

# feature: (from, to, points) steps; a value inside a step earns its part of the points, so more agreement never earns
# less. Points are hundredths of the score. Fitted by logistic regression on held-out folds (docs/matching.md), rounded.
TABLE: dict[str, tuple[tuple[float, float, float], ...]] = {
    "words_agree": ((0.55, 0.65, 2), (0.65, 0.75, 3)),
    "listed_words_found": ((0.8, 0.9, 3),),
    "supplier_words_found": ((0.8, 0.9, 1),),
    "letters_agree": ((0.4, 0.55, 5), (0.55, 0.75, 6), (0.75, 0.88, 7), (0.88, 0.93, 9), (0.93, 1.0, 9)),
    "beginnings_agree": ((0.7, 0.8, 4), (0.8, 0.87, 4), (0.87, 0.93, 6)),
    "rare_words_agree": ((3, 6, 8), (6, 9, 9), (9, 13, 8), (13, 18, 6), (18, 26, 4)),
    "no_word_conflicts": ((-0.1, 0, 7),),
    "name_is_cut": ((0, 1, 15),),
    "names_equal": ((0, 1, 40),),
    "legal_form": ((-1, 0, 4), (0, 1, 3)),
}
# Names alone never say more than this; identifiers, address and country have the rest.
NAMES_AT_MOST = 0.95


def points(feature: str, values: F32) -> F32:
    """The points a feature's values earn, in hundredths."""
    earned = np.zeros(len(values), dtype=np.float32)
    for start, end, worth in TABLE[feature]:
        earned += np.clip((values - start) / (end - start), 0.0, 1.0).astype(np.float32) * np.float32(worth)
    return earned


def name_points(alignment: Alignment) -> dict[str, F32]:
    """Every feature's points, in columns."""
    return {name: points(name, feature(alignment)) for name, feature in NAME_FEATURES.items()}


def name_score(earned: dict[str, F32]) -> F32:
    """0..1 from the points of the name features."""
    total = np.sum(list(earned.values()), axis=0, dtype=np.float32) if earned else np.zeros(0, dtype=np.float32)
    return np.clip(total / np.float32(100), 0.0, NAMES_AT_MOST).astype(np.float32)
