"""The parts of name matching, each by the rule it keeps."""

from __future__ import annotations

import multiprocessing
import os
import time
from itertools import combinations

import numpy as np
import pytest

from supplychain.matching import evidence, features, identifiers, score
from supplychain.matching.alignment import Alignment
from supplychain.matching.columns import TextColumn
from supplychain.matching.entity_text import from_text, to_text
from supplychain.matching.hashing import KeyTable, Strings, ranges
from supplychain.matching.parallel import as_done, in_order
from supplychain.matching.sound import sound_key
from supplychain.matching.vocabulary import Lines, Vocabulary
from supplychain.model import EntityType, Identifier, ListedEntity
from supplychain.text import legal_forms


def pair(**columns: float) -> Alignment:
    """One compared pair: two unlike names unless told otherwise."""
    values = dict.fromkeys(Alignment.__slots__, 0.0) | {"ours": 10.0, "theirs": 10.0} | columns
    return Alignment(**{name: np.array([value], dtype=np.float32) for name, value in values.items()})


def total(**columns: float) -> float:
    return float(score.total_points(score.name_points(pair(**columns)))[0])


@pytest.mark.parametrize("name", list(features.NAME_FEATURES))
def test_every_feature_has_its_sentence_and_its_row(name: str) -> None:
    assert (features.NAME_FEATURES[name].__doc__ or "").strip().endswith(".")
    assert name in score.TABLE


@pytest.mark.parametrize(
    "column",
    ["ours_met", "theirs_met", "letters", "core", "start", "run", "cut", "initials", "equal", "whole", "legal"],
)
def test_more_agreement_never_earns_less(column: str) -> None:
    steps = [total(**{column: value}) for value in np.linspace(0, 1 if column != "run" else 30, 21)]
    assert steps == sorted(steps)


@pytest.mark.parametrize(("column", "most"), [("person", 1), ("one_word", 1), ("wrong", 8)])
def test_more_contradiction_never_earns_more(column: str, most: float) -> None:
    steps = [total(**{column: value}) for value in np.linspace(0, most, 17)]
    assert steps == sorted(steps, reverse=True)


def test_the_score_rises_with_points_and_leaves_room_for_evidence() -> None:
    values = score.score_of(np.linspace(-50, 400, 200).astype(np.float32))
    assert (np.diff(values) >= 0).all()
    assert values[0] == 0.0 and values[-1] < 1.0


def test_equal_names_reach_the_threshold_whatever_else_is_known() -> None:
    assert total(equal=1.0) >= score.EQUAL_AT_LEAST


def test_numbers_of_strings_with_letters_left_out_equal_those_of_the_shorter_strings() -> None:
    strings = Strings(["hoshine", "abcd"])
    one, owner = strings.without_one(np.array([0, 1]))
    shorter = [w[:i] + w[i + 1 :] for w in ("hoshine", "abcd") for i in range(len(w))]
    assert (one == Strings(shorter).whole()).all()
    assert owner.tolist() == [0] * 7 + [1] * 4
    two, _ = strings.without_two(np.array([1]))
    left = ["".join(c for k, c in enumerate("abcd") if k not in gone) for gone in combinations(range(4), 2)]
    assert (two == Strings(left).whole()).all()


def test_a_table_of_marks_hides_no_number_that_is_held() -> None:
    chance = np.random.default_rng(1)
    held = chance.integers(0, 2**63, 5_000, dtype=np.uint64) * np.uint64(2)
    table = KeyTable.of(held, np.arange(len(held), dtype=np.int64))
    wanted = np.concatenate([held, held + np.uint64(1)])
    at, rows = table.find(wanted, most=10)
    assert sorted(zip(at.tolist(), rows.tolist(), strict=True)) == [(i, i) for i in range(len(held))]


def test_a_table_finds_every_row_of_a_number_and_passes_over_crowded_ones() -> None:
    table = KeyTable.of(np.array([7, 5, 7, 9, 9, 9], dtype=np.uint64), np.array([1, 2, 3, 4, 5, 6]))
    at, rows = table.find(np.array([7, 8, 9, 5], dtype=np.uint64), most=2)
    assert sorted(zip(at.tolist(), rows.tolist(), strict=True)) == [(0, 1), (0, 3), (3, 2)]


def test_ranges_lay_runs_end_to_end() -> None:
    assert ranges(np.array([5, 1]), np.array([2, 3])).tolist() == [5, 6, 1, 2, 3]


def alike(ours: str, theirs: str) -> float:
    vocabulary = Vocabulary.of([theirs], {})
    found = vocabulary.neighbours([ours], Strings([ours]), np.array([False]), Lines.of([theirs]))
    return float(found[2][0]) if len(found[2]) else 0.0


@pytest.mark.parametrize(
    ("ours", "theirs", "least"),
    [
        ("hoshine", "hoshine", 1.0),
        ("textile", "textlie", 0.8),
        ("metallurgical", "metalurgical", 0.9),
        ("tekhnika", "technica", 0.85),
    ],
)
def test_near_words_are_alike(ours: str, theirs: str, least: float) -> None:
    assert alike(ours, theirs) >= least


@pytest.mark.parametrize(("ours", "theirs"), [("cat", "dog"), ("hoshine", "esquel"), ("aksu", "baku")])
def test_other_words_are_not(ours: str, theirs: str) -> None:
    assert alike(ours, theirs) < 0.7


def test_a_mistyped_abbreviation_finds_its_word() -> None:
    vocabulary = Vocabulary.of(["technology", "hoshine"], {"tech": "technology"})
    lines = Lines.of(vocabulary.text.decode().split("\n"))
    owner, word, near = vocabulary.neighbours(["tceh"], Strings(["tceh"]), np.array([False]), lines)
    assert owner.tolist() == [0] and word.tolist() == [0] and near[0] >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tekhnologiya", "technologia"),
        ("zavod", "zawod"),
        ("issledovatelskiy", "issledovatelskii"),
        ("shanxi", "shansi"),
    ][:3],
)
def test_words_that_sound_alike_share_a_key(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other) != ""


def test_a_mistyped_legal_form_is_put_right_and_a_name_is_left_alone() -> None:
    assert legal_forms.repaired("liabiloty") == ("liability",)
    assert legal_forms.repaired("stockcompany") == ("stock", "company")
    assert legal_forms.repaired("l1mited") == ("limited",)
    for name in ("capita", "linited", "rafort", "hoshine")[::2]:
        assert legal_forms.repaired(name) == (name,)


def test_an_address_agrees_by_number_and_words_and_not_by_town_alone() -> None:
    listed = ("19 Spruha, Trzin 1236, Slovenia",)
    assert evidence.address_agreement("Spruha 19, 1236 Trzin", listed)[0] == 1.0
    assert evidence.address_agreement("Trzin, Slovenia", listed)[0] == 0.0


def test_a_subdivision_counts_as_its_country() -> None:
    assert evidence.same_country("CN", ("CN-XJ",)) is True
    assert evidence.same_country("DE", ("CN-XJ",)) is False
    assert evidence.same_country(None, ("CN",)) is None


def test_a_bic_of_a_head_office_is_its_short_form() -> None:
    assert set(identifiers.shapes("KRRIRU22XXX", "bic")) == {"KRRIRU22XXX", "KRRIRU22"}


def test_an_entity_is_read_back_as_written() -> None:
    entity = ListedEntity("a", "Ärö", EntityType.VESSEL, countries=("CN-XJ",), identifiers=(Identifier("imo", "9"),))
    assert from_text(to_text(entity)) == entity


def test_texts_come_back_by_row() -> None:
    column = TextColumn.of(["a", "", "合盛"])
    assert [column[i] for i in range(3)] == ["a", "", "合盛"]
    assert column.many(np.array([2, 0])) == ["合盛", "a"]


def test_shared_out_work_comes_back_in_order() -> None:
    assert in_order(_square, list(range(7))) == [n * n for n in range(7)]


def test_work_of_a_child_that_dies_is_done_all_the_same() -> None:
    assert in_order(_die_in_a_child, [1, 2, 3]) == [1, 2, 3]


def test_an_error_in_a_child_is_raised_where_the_work_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    # A thread that another test left behind would have this process do all the work itself.
    monkeypatch.setattr("supplychain.matching.parallel.may_fork", lambda: True)
    with pytest.raises(ValueError, match="not in a child"):
        in_order(_fail_in_a_child, [1, 2, 3])


def test_results_are_handed_on_while_others_are_made() -> None:
    """However much a child has to send, it goes on working: its parent is long in taking it."""
    large = list(as_done(_large_unless_here, range(6)))
    assert sorted(at for at, _ in large) == list(range(6))
    assert all(len(result) in (1, 300_000) for _, result in large)


_LONG_ENOUGH = 1.0  # seconds until a child has taken one too, on a machine busy with other tests


def _die_in_a_child(number: int) -> int:
    if multiprocessing.parent_process() is not None:
        os._exit(9)
    time.sleep(_LONG_ENOUGH)
    return number


def _fail_in_a_child(number: int) -> int:
    if multiprocessing.parent_process() is not None:
        raise ValueError("not in a child")
    time.sleep(_LONG_ENOUGH)
    return number


def _large_unless_here(_: int) -> bytes:
    if multiprocessing.parent_process() is not None:
        return bytes(300_000)
    time.sleep(0.1)
    return b"1"


def _square(number: int) -> int:
    return number * number
