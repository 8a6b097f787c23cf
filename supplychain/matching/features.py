"""Which single facts speak for or against two names being one party's? One short function a reason.

A feature's docstring is the sentence the reviewer reads. Refuses to weigh facts against one another: that is the table
in `score.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from supplychain.matching.alignment import Alignment
from supplychain.matching.hashing import F32

Feature = Callable[[Alignment], F32]


def words_agree(a: Alignment) -> F32:
    """The distinctive words of both names agree."""
    return (np.minimum(a.ours_met, a.theirs_met) / np.sqrt(a.ours * a.theirs)).astype(np.float32)


def listed_words_found(a: Alignment) -> F32:
    """The words of the listed name are found in the supplier's name."""
    return (a.theirs_met / a.theirs).astype(np.float32)


def supplier_words_found(a: Alignment) -> F32:
    """The words of the supplier's name are found in the listed name."""
    return (a.ours_met / a.ours).astype(np.float32)


def letters_agree(a: Alignment) -> F32:
    """Written without spaces, the names are nearly the same letters."""
    return a.letters


def beginnings_agree(a: Alignment) -> F32:
    """The names begin alike."""
    return a.start


def rare_words_agree(a: Alignment) -> F32:
    """What agrees is rare: few listed names share it."""
    return np.minimum(a.ours_met, a.theirs_met).astype(np.float32)


def no_word_conflicts(a: Alignment) -> F32:
    """No distinctive word stands against another on the other side."""
    left = np.minimum(a.ours - a.ours_met, a.theirs - a.theirs_met)
    return (-left / np.sqrt(a.ours * a.theirs)).astype(np.float32)


def name_is_cut(a: Alignment) -> F32:
    """The supplier's name is the beginning of the listed name, as a form field cuts it."""
    return a.cut


def legal_form(a: Alignment) -> F32:
    """The legal forms do not contradict each other."""
    return a.legal


def names_equal(a: Alignment) -> F32:
    """But for case, marks and legal form, the names are the same."""
    return a.equal


NAME_FEATURES: dict[str, Feature] = {
    feature.__name__: feature
    for feature in (
        words_agree,
        listed_words_found,
        supplier_words_found,
        letters_agree,
        beginnings_agree,
        rare_words_agree,
        no_word_conflicts,
        name_is_cut,
        legal_form,
        names_equal,
    )
}
