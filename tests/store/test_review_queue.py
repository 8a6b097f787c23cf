"""The queue shows what needs somebody first, page by page, and counts every facet."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text

from supplychain.errors import UsageError
from supplychain.model import Axis, Flag, Severity
from supplychain.plain import to_plain
from supplychain.store import Store, tables
from supplychain.store.engine import writing
from supplychain.store.review_facts import flagged_suppliers
from supplychain.store.review_queue import Order, QueueFilters, first_waiting, next_waiting, queue
from supplychain.store.standing_rows import key_of
from supplychain.store.tables_review import PRIORITY
from supplychain.store.tables_standing import standing_flag

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SEVERITIES = list(Severity)
STATUSES = ("open", "decided", "reopened", "pending_second", "withdrawn")
FEATURES = ("equal_name", "telling_words_agree", "sounds_alike", "equal_country", "goods")


def row(number: int, **cells: Any) -> dict[str, Any]:
    severity = cells.pop("severity", Severity.HIGH)
    flag = Flag(severity, (Axis.WHO,), "csl", "v", f"e{number}", "Entry", "", "", 0.9, (), "", "", "")
    return {
        "flag_id": f"{number:032x}", "organisation_id": "main", "list_key": "csl", "entry_id": f"e{number}",
        "entry_fingerprint": "f", "severity": severity.value, "severity_rank": severity.rank, "subject": "x",
        "supplier_fingerprint": "s", "supplier_name": f"Supplier {number}", "supplier_key": f"k{number}", "axes": "who",
        "score": 0.9, "country": "CN", "features": "equal_name", "version": "v", "content": to_plain(flag), "lines": 1,
        "spend": 50_000.0, "currency": "USD", "screening_id": "x", "raised_at": NOW - timedelta(minutes=number),
        "raised_by": "screening x", "seen_at": NOW, "status": "open", "decision": "", "valid_until": None,
        "previous_flag_id": "", "revision": 1, **cells,
    }  # fmt: skip


def keep(store: Store, *rows: dict[str, Any]) -> None:
    with writing(store) as connection:
        supplier = {"fingerprint": "s", "name": "S", "content": {"supplier_name": "S"}, "first_seen": NOW}
        connection.execute(insert(tables.supplier).values(supplier))
        connection.execute(insert(standing_flag), list(rows))


@pytest.fixture
def many(store: Store) -> list[dict[str, Any]]:
    """Four hundred flags of every sort."""
    drawn = random.Random(7)
    rows = [
        row(
            number,
            severity=drawn.choice(SEVERITIES),
            list_key=drawn.choice(("csl", "cbp_wro", "dol_goods")),
            country=drawn.choice(("CN", "MY", "")),
            features=",".join(sorted(drawn.sample(FEATURES, drawn.randint(0, 3)))),
            status=drawn.choice(STATUSES),
            score=round(drawn.uniform(0.8, 1), 4),
            spend=drawn.choice((0.0, 10 ** drawn.uniform(1, 8))),
        )
        for number in range(400)
    ]
    keep(store, *rows, row(999, organisation_id="other"))
    return rows


def ids(flags: Any) -> list[str]:
    return [one.flag_id for one in flags]


def test_consequence_leads_then_spend_then_the_score_then_the_reasons(store: Store) -> None:
    expected = [
        row(1, severity=Severity.PROHIBITED, spend=2_000_000.0),
        row(2, severity=Severity.PROHIBITED, spend=50_000.0, score=0.95),
        row(3, severity=Severity.PROHIBITED, spend=0.0, score=0.9),  # no amount given: as if it were some 50,000
        row(4, severity=Severity.PROHIBITED, spend=10.0),
        row(5, severity=Severity.CERTIFICATION, spend=50_000.0),
        row(6, severity=Severity.HIGH, spend=50_000.0, features="a,b,c"),
        row(7, severity=Severity.HIGH, spend=50_000.0, features="a"),
        row(8, severity=Severity.CONTEXT, spend=50_000_000.0),
    ]
    keep(store, *reversed(expected))
    assert ids(queue(store, "main").flags) == [one["flag_id"] for one in expected]


@pytest.mark.parametrize("order", list(Order))
def test_the_pages_together_hold_every_flag_once_in_one_order(
    store: Store, many: list[dict[str, Any]], order: Order
) -> None:
    filters, place, seen = QueueFilters(status=()), "", []
    while True:
        page = queue(store, "main", filters, order, place, 37)
        seen += ids(page.flags)
        place = page.after
        if not place:
            break
    assert len(seen) == len(set(seen)) == len(many) == page.total
    assert seen == ids(queue(store, "main", filters, order, "", 200).flags) + seen[200:]


@pytest.mark.parametrize(
    "filters",
    [
        QueueFilters(),
        QueueFilters(status=()),
        QueueFilters(status=("decided",)),
        QueueFilters(status=("open",), severity=("prohibited", "high")),
        QueueFilters(list_key=("csl",), country=("",), feature=("goods",)),
        QueueFilters(feature=("goods", "sounds_alike")),
        QueueFilters(text="supplier 1"),
        QueueFilters(text="%"),
        QueueFilters(severity=("nonsense",)),
    ],
    ids=str,
)
def test_total_and_facets_are_what_counting_by_hand_gives(
    store: Store, many: list[dict[str, Any]], filters: QueueFilters
) -> None:
    def passes(one: dict[str, Any], without: str = "") -> bool:
        if filters.text and filters.text.lower() not in one["supplier_name"].lower():
            return False
        for name in ("severity", "list_key", "country", "status", "feature"):
            wanted = getattr(filters, name)
            has = one["features"].split(",") if name == "feature" else [one[name]]
            if name != without and wanted and not set(wanted) & set(has):
                return False
        return True

    page = queue(store, "main", filters, limit=200)
    assert page.total == sum(map(passes, many))
    assert set(ids(page.flags)) <= {one["flag_id"] for one in many if passes(one)}
    for facet, counts in page.facets.items():
        by_hand: Counter[str] = Counter()
        for one in many:
            if passes(one, facet):
                by_hand.update(filter(None, one["features"].split(",")) if facet == "feature" else [one[facet]])
        assert counts == by_hand, facet


@pytest.mark.parametrize("place", ["x", "~", "nan", "2026-11-22~0", "1e999x~0", "'; DROP TABLE flag~0"])
def test_a_place_that_is_none_is_told(store: Store, place: str) -> None:
    for order in Order:
        try:
            page = queue(store, "main", None, order, place)
        except UsageError:
            continue
        assert page.flags == ()


def test_the_next_flag_is_the_one_behind_and_after_the_last_the_first(store: Store, many: list[dict[str, Any]]) -> None:
    page = queue(store, "main", limit=200).flags
    rest = queue(store, "main", None, Order.PRIORITY, queue(store, "main", limit=200).after, 200).flags
    assert next_waiting(store, "main", page[0]) == page[1].flag_id
    assert next_waiting(store, "main", [*page, *rest][-1]) == page[0].flag_id
    assert next_waiting(store, "other", page[0]) == f"{999:032x}"
    assert first_waiting(store, "main", 8) == page[:8]


def test_the_queue_is_read_from_its_index_and_sorts_nothing(store: Store, many: list[dict[str, Any]]) -> None:
    is_read_from(
        store,
        "ix_standing_flag_waiting",
        "SELECT flag_id FROM standing_flag WHERE organisation_id = 'main' AND"
        f" status IN ('open', 'pending_second', 'reopened') ORDER BY {PRIORITY} DESC, flag_id LIMIT 50",
    )


def is_read_from(store: Store, index: str, query: str) -> None:
    """Asserts that the database takes the index, and sorts nothing of what it finds there."""
    with writing(store) as connection:
        if connection.dialect.name == "postgresql":  # of so few rows it would read the table
            connection.execute(text("ANALYZE standing_flag"))
            for way in ("seqscan", "bitmapscan", "hashagg"):
                connection.execute(text(f"SET LOCAL enable_{way} = off"))
        explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        plan = " ".join(str(one) for one in connection.exec_driver_sql(f"{explain} {query}"))
    assert index in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_reading_the_queue_of_nobody_is_an_empty_page(store: Store) -> None:
    page = queue(store, "nobody")
    assert (page.flags, page.after, page.total) == ((), "", 0)


@pytest.mark.parametrize(
    ("name", "asked"),
    [("ÖZDEMIR Tıbbi", "özdemir t"), ("Özdemir", "Özdemir"), ("ООО «Ромашка»", "ромашка"), ("Plain AG", "PLAIN"),
     ("100% Gloves_Co", "0% g"), ("Ünal", "ü")],
)  # fmt: skip
def test_a_supplier_is_found_by_its_name_whatever_its_letters(store: Store, name: str, asked: str) -> None:
    keep(store, row(1, supplier_name=name), row(2, supplier_name="Someone Else"))
    assert ids(queue(store, "main", QueueFilters(text=asked)).flags) == [f"{1:032x}"]


def test_a_row_that_names_no_supplier_is_found_by_its_maker(store: Store) -> None:
    rows = [
        row(number, supplier_name=name, supplier_key=key_of("", name, maker))
        for number, (name, maker) in enumerate(
            [("", "Hoshine Silicon"), ("N/A", "HOSHINE  silicon (Shanshan)"), ("-", "Tianshan"), ("", ""),
             ("Hoshine Trading", "Tianshan"), ("Acme", "Hoshine Silicon")],
        )
    ]  # fmt: skip
    keep(store, *rows, row(9, organisation_id="other", supplier_name="", supplier_key=key_of("", "", "Hoshine")))

    def found(asked: str) -> list[str]:
        page = queue(store, "main", QueueFilters(text=asked))
        assert page.total == len(page.flags) == sum(page.facets["status"].values())
        assert sorted(one.supplier_key for one in flagged_suppliers(store, "main", asked)) == sorted(
            {one.supplier_key for one in page.flags}
        )
        return ids(page.flags)

    assert found("hoshine") == ids_of(0, 1, 4)  # of a named supplier the name alone counts
    assert found("Hoshine Silicon") == ids_of(0, 1)
    assert found("supplier named") == []  # our own word for it is no part of a name
    assert found("named:  hos") == []


def ids_of(*numbers: int) -> list[str]:
    return [f"{number:032x}" for number in numbers]
