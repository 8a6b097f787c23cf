"""How much does each fact weigh? The table a reviewer can recite; a score is the sum of its rows.

Refuses to know how facts are measured (`features.py`) and who the parties are.
"""

from __future__ import annotations

import numpy as np

from supplychain.matching.alignment import Alignment
from supplychain.matching.features import NAME_FEATURES
from supplychain.matching.hashing import F32

# By decision, not by fit (which gives 11.7): the same name must stand clear of every near miss, for the reader's trust.
NAMES_EQUAL = 100.0
# feature: (from, to, points) steps. A value inside a step earns its part of the points, so more agreement never earns
# less. 8 points double the odds some threefold (e to the 1). Fitted by logistic regression with no negative weight,
# checked on folds that share no party (docs/matching.md), rounded to tenths.
TABLE: dict[str, tuple[tuple[float, float, float], ...]] = {
    "words_agree": (
        (0.65, 0.75, 4.5),
        (0.75, 0.9, 5.3),
        (0.9, 1, 1.4),
    ),
    "listed_words_found": (
        (0.65, 0.8, 2.5),
        (0.8, 0.9, 2.9),
    ),
    "supplier_words_found": (
        (0.65, 0.8, 0.8),
        (0.9, 1, 0.4),
    ),
    "letters_agree": ((0.55, 0.75, 8.2),),
    "telling_letters_agree": (
        (0.65, 0.75, 2),
        (0.88, 1, 0.5),
    ),
    "beginnings_agree": (
        (0.7, 0.8, 5.7),
        (0.8, 0.87, 7.8),
        (0.87, 0.93, 3),
        (0.93, 1, 1.9),
    ),
    "rare_words_agree": (
        (3, 6, 2.5),
        (6, 9, 14.5),
        (9, 13, 8.7),
        (13, 18, 11),
        (18, 26, 28.9),
    ),
    "a_telling_word_agrees": ((0, 1, 10),),
    "many_letters_few_errors": (
        (-15, -10, 3.7),
        (6, 9, 7.7),
        (12, 16, 0.5),
        (16, 26, 24.5),
    ),
    "no_word_conflicts": (
        (-0.2, -0.1, 4.2),
        (-0.1, 0, 10.8),
    ),
    "nothing_left_over": ((-1.5, 0, 2.4),),
    "initials_stand_for_words": ((0, 1, 14.7),),
    "its_initials_alone": ((0, 1, 34),),
    "begins_the_listed_name": ((0, 1, 0.4),),
    "cut_by_a_form_field": ((0, 1, 0.4),),
    "sounds_of_characters_agree": ((0.3, 1, 35),),
    "a_groups_name_is_borne": ((0, 1, 36),),
    "few_letters_wrong": (
        (-8, -6, 12.7),
        (-6, -4, 2),
        (-4, -3, 8.2),
        (-3, -2, 15),
        (-2, -1, 4.8),
        (-1, 0, 1.4),
    ),
    "legal_forms_agree": (
        (-1, 0, 19.8),
        (0, 1, 7.3),
    ),
    "names_equal": ((0, 0.15, 24), (0.15, 1, NAMES_EQUAL - 24)),
    "whole_names_compared": (
        (0, 0.5, 6.1),
        (0.5, 0.75, 5.5),
        (0.75, 0.875, 3.3),
        (0.875, 1, 15),
    ),
    "more_than_one_word": (
        (0.35, 0.65, 8.8),
        (0.65, 0.9, 12.9),
        (0.9, 1, 5.4),
    ),
    "same_kind_of_party": ((0, 1, 25.4),),
}
# Where every pair starts; chosen so that 80 points are some five clean suppliers in a thousand.
START = -117.0
# From here on a name earns ever less, so that two good matches stay apart; 1.00 is never reached. An equal name of two
# rare words reads 0.97, the best of other names 0.93.
KNEE = 80.0
_ABOVE_KNEE, _HALF_WAY = 20.0, 40.0
# The same name as published is a match whatever else is known: no list entry may go unfound (OFAC v. Amazon 2020).
EQUAL_AT_LEAST = KNEE + 4.0
# By decision: a group's Chinese name alone is what publishers give for its members too, so each of these is a match.
MEMBER_AT_LEAST = KNEE + 2.0


def points(feature: str, values: F32) -> F32:
    """The points a feature's values earn."""
    earned = np.zeros(len(values), dtype=np.float32)
    for start, end, worth in TABLE[feature]:
        share = np.clip((values - np.float32(start)) / np.float32(end - start), 0.0, 1.0)
        earned += share.astype(np.float32) * np.float32(worth)
    return earned


def name_points(alignment: Alignment) -> dict[str, F32]:
    """Every feature's points, in columns."""
    return {name: points(name, feature(alignment)) for name, feature in NAME_FEATURES.items()}


def total_points(earned: dict[str, F32]) -> F32:
    """The sum of all features' points and the start."""
    total = np.sum(list(earned.values()), axis=0, dtype=np.float32)
    total = np.where(earned["names_equal"] > 0, np.maximum(total + START, EQUAL_AT_LEAST), total + START)
    total = np.where(earned["a_groups_name_is_borne"] > 0, np.maximum(total, MEMBER_AT_LEAST), total)
    return np.asarray(total, dtype=np.float32)


def one_score(total: float) -> float:
    """`score_of` for a single pair, without a column."""
    if total > KNEE:
        over = total - KNEE
        total = KNEE + _ABOVE_KNEE * over / (over + _HALF_WAY)
    return min(max(total / 100.0, 0.0), 1.0)


def score_of(total: F32) -> F32:
    """0..1 from points: hundredths up to the knee, from there towards 1 without reaching it."""
    over = np.maximum(total - KNEE, 0.0)
    bent = np.minimum(total, KNEE) + _ABOVE_KNEE * over / (over + _HALF_WAY)
    return np.asarray(np.clip(bent / 100.0, 0.0, 1.0), dtype=np.float32)
