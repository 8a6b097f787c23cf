"""The vocabulary tables are whole: every key has its row, every row its source."""

from __future__ import annotations

import pytest

from supplychain.matching.goods_beside import PACK
from supplychain.matching.goods_heads import BEFORE
from supplychain.matching.goods_nouns import (
    DEVICE,
    FIRM,
    HELD,
    HELD_FOOD,
    MACHINE,
    PART,
    PLURAL_ONLY,
    PROCESS,
)
from supplychain.matching.goods_vocabulary import THERE, term_words
from supplychain.text.goods import DOSE, fold, pieces
from supplychain.vocabulary import FOLDER, header, rows

TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))
CONCEPTS = {row[0] for row in rows("concepts")}
ARTICLES = {row[0] for row in rows("articles")}


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_full_width_and_names_its_source(table: str) -> None:
    names = header(table)
    source = names.index("source")
    for row in rows(table):
        assert len(row) == len(names), row
        assert row[source], row


def test_every_concept_named_anywhere_has_a_row() -> None:
    named = {row[1] for row in rows("makeup")} | {c for row in rows("edges") for c in row[:2]}
    named |= {row[1] for row in rows("sectors")}
    named |= {c for row in rows("listed_goods") for c in row[1].split(";")}
    named |= {c for row in rows("concepts") for c in row[2].split(";") if c}
    assert named <= CONCEPTS


def test_every_article_named_anywhere_has_a_row() -> None:
    named = {row[0] for row in rows("makeup")} | {row[2] for row in rows("terms")} | {row[2] for row in rows("codes")}
    named |= {a for row in rows("refinements") for a in (row[0], row[2])}
    named |= {row[1] for row in rows("fda_products")}
    assert named <= ARTICLES


def test_a_term_means_one_thing_and_is_stored_folded() -> None:
    terms = [row[0] for row in rows("terms") + rows("traps")]
    assert len(terms) == len(set(terms))
    assert [t for t in terms if fold(t) != t] == []


def test_the_match_form_kept_beside_a_term_is_the_form_the_matcher_makes_of_it() -> None:
    kept = [(row[0], row[3]) for row in rows("terms")] + [(row[0], row[2]) for row in rows("traps")]
    assert [term for term, form in kept if " ".join(term_words(term)) != form] == []


def test_no_two_terms_are_found_by_the_same_words() -> None:
    forms = [row[3] for row in rows("terms")] + [row[2] for row in rows("traps")]
    assert len(forms) == len(set(forms))


def test_an_article_stands_once() -> None:
    assert len(rows("articles")) == len(ARTICLES)


def test_a_word_that_refines_or_tells_a_trade_is_one_that_a_line_can_hold() -> None:
    words = [row[1] for row in rows("refinements") if row[1][0] not in "@%"]
    words += [row[0] for row in rows("trades") + rows("head_nouns")]
    assert [word for word in words if word != DOSE and pieces(word.strip("*")) != [word.strip("*")]] == []


def test_a_refinement_and_the_words_of_its_trade_name_each_other() -> None:
    asked = {row[1] for row in rows("refinements") if row[1][0] == "%"}
    told = {"%" + row[1] for row in rows("trades")}
    held = {trade for trade in told if trade.startswith(HELD)}
    assert asked - {BEFORE} <= told
    assert told - held - {PACK} <= asked
    assert {trade.removeprefix(HELD) for trade in held - {HELD_FOOD}} <= CONCEPTS


def test_a_head_noun_is_of_a_class_that_the_matcher_knows() -> None:
    assert {row[1] for row in rows("head_nouns")} == {MACHINE, DEVICE, PLURAL_ONLY, FIRM, PROCESS, PART}


def test_a_function_word_has_a_role_that_the_matcher_knows() -> None:
    roles = {"for", "with", "of", "and", "not", "without", "free", "except"}
    assert {row[2].removeprefix(THERE) for row in rows("function_words")} == roles | {""}


def test_no_concept_is_wider_than_itself() -> None:
    broader = {row[0]: [b for b in row[2].split(";") if b] for row in rows("concepts")}
    for concept in broader:
        seen: set[str] = set()
        steps = list(broader[concept])
        while steps:
            step = steps.pop()
            assert step != concept
            if step not in seen:
                seen.add(step)
                steps.extend(broader[step])
