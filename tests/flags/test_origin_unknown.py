"""Unknown origin is a counted risk: the suppliers to ask first are those we pay most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from supplychain.flags.origin_unknown import (
    ASK_FIRST,
    WorstOrigins,
    origin_questions,
    question,
    rank_unknown_origins,
)
from supplychain.flags.policy import LineFacts, ListFacts, flags_for
from supplychain.model import (
    Concept,
    Coverage,
    EntryStatus,
    ListedGood,
    Measure,
    ScreenedLine,
    Screening,
    Severity,
    SupplierLine,
    SupplierSheet,
)

GLOVES = Concept("rubber_gloves", "is", 0, 0.9, "why")
COTTON = Concept("cotton", "made_with", 1, 0.77, "why")
LISTS = {
    "goods": ListFacts(Measure.DUE_DILIGENCE, "22 USC 7112", "v1", "page"),
    "orders": ListFacts(Measure.IMPORT_ORDER, "19 USC 1307", "v1", "page"),
}


def screened(
    row: int,
    name: str,
    amount: float | None,
    currency: str = "USD",
    concepts: Sequence[Concept] = (GLOVES,),
    origin: str = "",
) -> ScreenedLine:
    line = SupplierLine("S", row, name, amount=amount, currency=currency, product_description="things")
    facts = LineFacts(
        line=line, matches=(), scope=(), goods=(), countries=(), sectors=(), listed=tuple(concepts),
        origins=(origin,) if origin else (), country="US", place_from="", xinjiang=(),
    )  # fmt: skip
    return ScreenedLine(line, "US", origin or None, None, tuple(concepts), flags_for(facts, LISTS), (), ())


def screening(*lines: ScreenedLine) -> Screening:
    sheet = SupplierSheet("a.csv", "0" * 64, "S", 1, (), (), tuple(line.line for line in lines), (), 0, len(lines))
    now = datetime(2026, 11, 1, tzinfo=UTC)
    return Screening("id", now, now, "1", (), sheet, Coverage((), (), True), lines)


def lineage(concept: str) -> Sequence[str]:
    return (concept, "gloves") if concept == "rubber_gloves" else (concept,)


WORST = WorstOrigins.build(
    {
        "MY": {"gloves": (("goods", ListedGood("1", "Gloves", "Malaysia", "MY", forced_labor=True)),)},
        "TM": {"cotton": (("orders", ListedGood("2", "Cotton", "Turkmenistan", "TM")),)},
        "CN": {"cotton": (("orders", ListedGood("3", "Cotton", "China", "CN", status=EntryStatus.INACTIVE)),)},
    },
    LISTS,
    lineage,
)


def test_the_largest_spend_comes_first_and_one_spelling_is_one_supplier() -> None:
    ranked = rank_unknown_origins(
        screening(
            screened(2, "Small", 10.0),
            screened(3, "Large", 70.0),
            screened(4, "large ", 50.5),
            screened(5, "None", None),
        )
    )
    assert [(one.supplier, one.lines, one.spend, one.unpriced) for one in ranked] == [
        ("Large", 2, (("USD", 120.5),), 0),
        ("Small", 1, (("USD", 10.0),), 0),
        ("None", 1, (), 1),
    ]
    assert ranked[0].rows == (("S", 3), ("S", 4))


def test_amounts_of_two_currencies_are_never_added_and_the_commonest_leads() -> None:
    lines = (
        screened(2, "Yen", 9e6, "JPY"),
        screened(3, "Both", 5.0),
        screened(4, "Both", 7.0, "EUR"),
        screened(5, "B", 1.0),
    )
    ranked = rank_unknown_origins(screening(*lines))
    assert [(one.supplier, one.spend) for one in ranked] == [
        ("Both", (("EUR", 7.0), ("USD", 5.0))),
        ("B", (("USD", 1.0),)),
        ("Yen", (("JPY", 9e6),)),
    ]


def test_a_stated_origin_or_goods_that_no_list_names_are_not_asked_for() -> None:
    assert rank_unknown_origins(screening(screened(2, "A", 1.0, origin="MY"), screened(3, "B", 1.0, concepts=()))) == ()
    assert origin_questions(()) == ()


def test_the_gravest_listing_in_force_that_the_goods_could_meet_is_named() -> None:
    (one,) = rank_unknown_origins(screening(screened(2, "A", 1.0), screened(3, "A", 1.0, concepts=(COTTON,))), WORST)
    assert one.worst is not None
    assert (one.worst.good, one.worst.place, one.worst.severity) == ("Cotton", "Turkmenistan", Severity.IMPORT_BARRED)
    (gloves,) = rank_unknown_origins(screening(screened(2, "A", 1.0)), WORST)
    assert gloves.worst is not None and (gloves.worst.place, gloves.worst.severity) == ("Malaysia", Severity.HIGH)


def test_a_question_is_one_sentence_with_goods_rows_spend_and_law() -> None:
    (one,) = rank_unknown_origins(screening(screened(2, "A\nB", 1200.0), screened(3, "A\nB", None)), WORST)
    assert question(one) == (
        "Ask A B where its goods are made (rubber gloves): 2 rows, 1,200.00 USD and 1 row without an amount; "
        'at worst "Gloves" from Malaysia (high, 22 USC 7112).'
    )


def test_twelve_are_asked_first_and_the_rest_is_counted() -> None:
    lines = [screened(n, f"Supplier {n}", float(n)) for n in range(2, 22)]
    told = origin_questions(rank_unknown_origins(screening(*lines)))
    assert len(told) == ASK_FIRST + 1
    assert "20 suppliers" in told[0] and "these 12 come first" in told[0]
    assert told[1].startswith("1. Ask Supplier 21 where")


def test_goods_of_a_priority_sector_without_an_origin_are_asked_for_too() -> None:
    line = SupplierLine("S", 2, "A", product_description="IV bags")
    pvc = Concept("pvc", "made_with", 1, 0.85, "why")
    facts = LineFacts(
        line=line, matches=(), scope=(), goods=(), countries=(), sectors=(("polyvinyl chloride", pvc, "2024", "s"),),
        listed=(), origins=(), country=None, place_from="", xinjiang=(),
    )  # fmt: skip
    assert [flag.entry_id for flag in flags_for(facts, LISTS)] == ["origin-unknown"]


def test_rows_that_name_no_supplier_are_asked_about_maker_by_maker() -> None:
    lines = [screened(row, "", 10.0 * row) for row in (2, 3)]
    lines = [replace(one, line=replace(one.line, maker=f"Maker {one.line.row}")) for one in lines]
    assert [one.supplier for one in rank_unknown_origins(screening(*lines))] == [
        "the maker Maker 3",
        "the maker Maker 2",
    ]
