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
    """Weighed by rarity, the words of both names agree."""
    return np.asarray(np.minimum(a.ours_met, a.theirs_met) / np.sqrt(a.ours * a.theirs), dtype=np.float32)


def listed_words_found(a: Alignment) -> F32:
    """The words of the listed name are found in the supplier's name."""
    return np.asarray(a.theirs_met / a.theirs, dtype=np.float32)


def supplier_words_found(a: Alignment) -> F32:
    """The words of the supplier's name are found in the listed name."""
    return np.asarray(a.ours_met / a.ours, dtype=np.float32)


def letters_agree(a: Alignment) -> F32:
    """Written without spaces, the names have nearly the same letters."""
    return a.letters


def telling_letters_agree(a: Alignment) -> F32:
    """Without common words, the names have nearly the same letters."""
    return a.core


def beginnings_agree(a: Alignment) -> F32:
    """The names begin alike."""
    return a.start


def rare_words_agree(a: Alignment) -> F32:
    """What agrees is rare: few listed names share it."""
    return np.minimum(a.ours_met, a.theirs_met)


def a_telling_word_agrees(a: Alignment) -> F32:
    """More than words common to many companies agrees."""
    return a.telling


def many_letters_few_errors(a: Alignment) -> F32:
    """Many letters agree and few are wrong."""
    return a.run


def no_word_conflicts(a: Alignment) -> F32:
    """No distinctive word stands against another on the other side."""
    left = np.minimum(a.ours - a.ours_met, a.theirs - a.theirs_met)
    return np.asarray(-left / np.sqrt(a.ours * a.theirs), dtype=np.float32)


def nothing_left_over(a: Alignment) -> F32:
    """The supplier's name has no rare word that the listed name lacks."""
    return np.asarray(a.ours_met - a.ours, dtype=np.float32)


def initials_stand_for_words(a: Alignment) -> F32:
    """The supplier's name has the first words of the listed name as initials."""
    return a.initials


def its_initials_alone(a: Alignment) -> F32:
    """The supplier's name is the initials of the listed name."""
    return a.acronym


def begins_the_listed_name(a: Alignment) -> F32:
    """The supplier's name is the beginning of the listed name."""
    return a.cut


def cut_by_a_form_field(a: Alignment) -> F32:
    """The supplier's name is the beginning of the listed name and as long as a form field that cuts names."""
    return a.cut * a.width


def sounds_of_characters_agree(a: Alignment) -> F32:
    """No Chinese character of the supplier's name sounds unlike the listed name."""
    return a.sounds


def a_groups_name_is_borne(a: Alignment) -> F32:
    """The supplier's name is that of a group, and the listed party bears the group's name."""
    return a.member


def few_letters_wrong(a: Alignment) -> F32:
    """As written, legal form and all, few letters are wrong."""
    return -a.wrong


def legal_forms_agree(a: Alignment) -> F32:
    """The legal forms do not contradict each other."""
    return a.legal


def names_equal(a: Alignment) -> F32:
    """But for case, marks and legal form, the names are the same."""
    return a.equal


def whole_names_compared(a: Alignment) -> F32:
    """Both names were compared whole, nothing in brackets or beside them left out."""
    return a.whole


def more_than_one_word(a: Alignment) -> F32:
    """More than a single word was compared."""
    return np.asarray(1.0 - a.one_word, dtype=np.float32)


def same_kind_of_party(a: Alignment) -> F32:
    """The supplier is no company where the listed party is a person."""
    return np.asarray(1.0 - a.person, dtype=np.float32)


NAME_FEATURES: dict[str, Feature] = {
    feature.__name__: feature
    for feature in (
        words_agree,
        listed_words_found,
        supplier_words_found,
        letters_agree,
        telling_letters_agree,
        beginnings_agree,
        rare_words_agree,
        a_telling_word_agrees,
        many_letters_few_errors,
        no_word_conflicts,
        nothing_left_over,
        initials_stand_for_words,
        its_initials_alone,
        begins_the_listed_name,
        cut_by_a_form_field,
        sounds_of_characters_agree,
        a_groups_name_is_borne,
        few_letters_wrong,
        legal_forms_agree,
        names_equal,
        whole_names_compared,
        more_than_one_word,
        same_kind_of_party,
    )
}
