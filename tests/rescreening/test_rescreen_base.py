"""Re-screening the base: what changed meets everybody, and gives what a full screening would give."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from base_of import (
    NOW,
    clock,
    entries_of,
    line,
    publish,
    random_lines,
    screened,
    with_alias,
)
from sqlalchemy import select

from supplychain.errors import StoreError
from supplychain.model import ListedCountry, ListedEntity, ListedGood
from supplychain.reference.discover import KnownLists, known_lists
from supplychain.rescreening import exposures_of, rescreen_base
from supplychain.settings import Settings
from supplychain.store import Store
from supplychain.store.engine import reading, writing
from supplychain.store.screening_rows import rows_of
from supplychain.store.screenings import save_screening
from supplychain.store.standing_rows import RaisedFlag, raised_by
from supplychain.store.tables_standing import base_version, flag_change, rescreening, standing_flag

NEW_ENTRY = ListedEntity("uflpa:test", "Quillbrook Nonwoven Manufacturing Co., Ltd.", countries=("CN",))


@pytest.fixture(scope="module")
def known() -> KnownLists:
    return known_lists()


def settings(store: Store) -> Settings:
    return Settings(home=store.home)


def rows(store: Store, table: object, **where: object) -> list[object]:
    with reading(store) as connection:
        return list(connection.execute(select(table).filter_by(**where)).all())  # type: ignore[call-overload]


def changes(store: Store, kind: str) -> list[object]:
    return rows(store, flag_change, kind=kind)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_a_rescreening_changes_is_the_difference_of_two_full_screenings(
    store: Store, known: KnownLists, seed: int
) -> None:
    chance = random.Random(seed)
    screened(store, known, [line("Any")])  # publishes the bundled versions
    names = [
        n for key in ("uflpa_entities", "cbp_wro") for e in entries_of(store, key) for n in getattr(e, "names", ())
    ]
    lines = random_lines(chance, names, 400)
    first = screened(store, known, lines)
    save_screening(store, first)
    rescreen_base(store, known, settings(store), clock)
    before = raised_by(first, rows_of(first), "main")
    touched = change_lists(store, chance, f"round {seed}") | {("policy", "origin-unknown")}
    outcome = rescreen_base(store, known, settings(store), clock)
    second = screened(store, known, lines)
    after = raised_by(second, rows_of(second), "main")

    def concerned(raised: dict[str, RaisedFlag]) -> dict[str, float]:
        flags = {i: r.spoken.flag for i, r in raised.items()}
        return {i: flag.score for i, flag in flags.items() if (flag.list_key, flag.entry_id) in touched}

    standing = {
        row.flag_id: row.score
        for row in rows(store, standing_flag)
        if row.status != "withdrawn" and (row.list_key, row.entry_id) in touched
    }
    assert standing == concerned(after)
    was, now = concerned(before), concerned(after)
    assert moved(store, "new", touched) == now.keys() - was.keys()
    assert moved(store, "withdrawn", touched) == was.keys() - now.keys()
    # Whatever entry of a flag that stays was touched, changed: its fingerprint is another.
    stayed = {row.flag_id for row in rows(store, standing_flag) if row.list_key != "policy"} & now.keys() & was.keys()
    assert moved(store, "changed", touched) == stayed
    assert min(outcome.counts[kind] for kind in ("new", "changed", "withdrawn")) > 0
    assert outcome.counts["judged"] < 400


def moved(store: Store, kind: str, touched: set[tuple[str, str]]) -> set[str]:
    return {row.flag_id for row in changes(store, kind) if (row.list_key, row.entry_id) in touched}


def change_lists(store: Store, chance: random.Random, edition: str) -> set[tuple[str, str]]:
    """New versions of four lists: some entries added, some removed, some changed; gives all of those."""
    touched: set[tuple[str, str]] = set()
    for key in ("uflpa_entities", "cbp_wro", "dol_goods", "tip_tiers"):
        kept = []
        for entry in entries_of(store, key):
            throw = chance.random()
            if throw < 0.85:
                kept.append(entry)
                continue
            touched.add((key, entry.entry_id))
            if throw < 0.9:
                continue
            if isinstance(entry, ListedEntity):
                name = f"{chance.choice(('Harbor', 'Alder', 'Xinyuan'))} {chance.choice(('Silicon', 'Textile'))} 7 LLC"
                kept.append(with_alias(entry, name))
            elif isinstance(entry, ListedGood):
                kept.append(replace(entry, country=chance.choice(("US", "DE", "MY")), place="Elsewhere"))
            elif isinstance(entry, ListedCountry):
                kept.append(replace(entry, rating="Tier 3"))
        if key == "uflpa_entities":
            for number in range(5):
                name = f"{chance.choice(('Northfield', 'Pacific'))} {chance.choice(('Medical', 'Cotton'))} {number} LLC"
                kept.append(ListedEntity(f"new:{edition}:{number}", name, countries=("CN",)))
                touched.add((key, kept[-1].entry_id))
        publish(store, key, kept, edition)
    return touched


def test_clean_today_and_listed_tomorrow_is_flagged_by_the_next_run(store: Store, known: KnownLists) -> None:
    save_screening(store, screened(store, known, [line("Quillbrook Nonwoven Manufacturing", country="China")] * 1))
    assert rescreen_base(store, known, settings(store), clock).outcome == "rescreened"
    assert rescreen_base(store, known, settings(store), clock).outcome == "unchanged"
    made = publish(store, "uflpa_entities", [*entries_of(store, "uflpa_entities"), NEW_ENTRY], "with Quillbrook")
    outcome = rescreen_base(store, known, settings(store), clock)
    assert (outcome.outcome, outcome.counts["new"], outcome.counts["suppliers"]) == ("rescreened", 1, 1)
    (flag,) = rows(store, standing_flag, list_key="uflpa_entities")
    assert (flag.entry_id, flag.status, flag.severity) == ("uflpa:test", "open", "import_barred")
    assert flag.raised_by.startswith("rescreening ")
    (change,) = changes(store, "new")
    assert (change.version_after, change.severity) == (made.version, "import_barred")
    assert change.version_before != change.version_after
    assert rescreen_base(store, known, settings(store), clock).outcome == "unchanged"


def test_a_removed_entry_withdraws_its_flag_and_its_return_reopens_it(store: Store, known: KnownLists) -> None:
    screened(store, known, [line("Any")])
    old = entries_of(store, "uflpa_entities")
    publish(store, "uflpa_entities", [*old, NEW_ENTRY], "1")
    save_screening(store, screened(store, known, [line("Quillbrook Nonwoven Manufacturing", country="China")]))
    rescreen_base(store, known, settings(store), clock)
    publish(store, "uflpa_entities", old, "2")
    assert rescreen_base(store, known, settings(store), clock).counts["withdrawn"] == 1
    assert [row.status for row in rows(store, standing_flag, entry_id="uflpa:test")] == ["withdrawn"]
    publish(store, "uflpa_entities", [*old, NEW_ENTRY], "3")
    assert rescreen_base(store, known, settings(store), clock).counts["new"] == 1
    assert [row.status for row in rows(store, standing_flag, entry_id="uflpa:test")] == ["reopened"]


def test_a_changed_entry_reopens_what_was_decided_and_says_what_changed(store: Store, known: KnownLists) -> None:
    screened(store, known, [line("Any")])
    old = entries_of(store, "uflpa_entities")
    publish(store, "uflpa_entities", [*old, NEW_ENTRY], "1")
    save_screening(store, screened(store, known, [line("Quillbrook Nonwoven Manufacturing", country="China")]))
    rescreen_base(store, known, settings(store), clock)
    with writing(store) as connection:
        connection.execute(standing_flag.update().values(status="decided", decision="d-1"))
    publish(store, "uflpa_entities", [*old, with_alias(NEW_ENTRY, "Quillbrook Hygiene")], "2")
    outcome = rescreen_base(store, known, settings(store), clock)
    assert (outcome.counts["changed"], outcome.counts["new"], outcome.counts["withdrawn"]) == (1, 0, 0)
    (flag,) = rows(store, standing_flag, entry_id="uflpa:test")
    assert (flag.status, flag.decision) == ("reopened", "")
    (change,) = changes(store, "changed")
    assert change.content["fields"] == [["aliases", "", "Quillbrook Hygiene"]]


def test_every_upload_that_had_the_supplier_is_told(store: Store, known: KnownLists) -> None:
    bought = line("Quillbrook Nonwoven Manufacturing", country="China", amount=120.0, currency="USD")
    for day in range(2):
        lines = [bought, replace(bought, row=3, product_description="Face masks", amount=30.0)]
        save_screening(store, screened(store, known, lines, screening_id=f"s-{day}", started_at=NOW + timedelta(day)))
    publish(store, "uflpa_entities", [*entries_of(store, "uflpa_entities"), NEW_ENTRY], "1")
    rescreen_base(store, known, settings(store), clock)
    (flag,) = rows(store, standing_flag, entry_id="uflpa:test")
    assert (flag.screening_id, flag.lines, flag.spend, flag.currency) == ("s-1", 2, 150.0, "USD")
    latest, first = exposures_of(store, flag.flag_id)
    assert (latest.screening_id, first.screening_id) == ("s-1", "s-0")
    assert (latest.first_row, latest.lines, latest.money) == (2, 2, {"USD": 150.0})


def test_an_upload_screened_against_older_versions_is_caught_up_with(store: Store, known: KnownLists) -> None:
    late = screened(store, known, [line("Quillbrook Nonwoven Manufacturing", country="China")])
    save_screening(store, screened(store, known, [line("Any")]))
    rescreen_base(store, known, settings(store), clock)
    publish(store, "uflpa_entities", [*entries_of(store, "uflpa_entities"), NEW_ENTRY], "1")
    rescreen_base(store, known, settings(store), clock)
    save_screening(store, late)  # it was read before the list changed and is kept after the base met the change
    outcome = rescreen_base(store, known, settings(store), clock)
    assert outcome.counts["new"] == 1


def test_other_settings_judge_the_whole_base_anew(store: Store, known: KnownLists) -> None:
    save_screening(store, screened(store, known, [line("Hoshine Silicon Industry Co Ltd", country="China")]))
    rescreen_base(store, known, settings(store), clock)
    stood = [row for row in rows(store, standing_flag) if row.list_key == "uflpa_entities"]
    assert stood
    strict = Settings(home=store.home, threshold=0.999)
    outcome = rescreen_base(store, known, strict, clock)
    assert outcome.counts["withdrawn"] >= len(stood)
    assert rescreen_base(store, known, strict, clock).outcome == "unchanged"


def test_a_supplier_that_was_not_met_stops_the_rescreening(
    store: Store, known: KnownLists, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_screening(store, screened(store, known, [line("Quillbrook"), line("Harbor", 3)]))
    publish(store, "uflpa_entities", [*entries_of(store, "uflpa_entities"), NEW_ENTRY], "1")
    load = rescreen_base.__globals__["load_base"]

    def short(there: Store) -> object:
        whole = load(there)
        return replace(whole, suppliers=whole.suppliers[1:])

    monkeypatch.setitem(rescreen_base.__globals__, "load_base", short)
    with pytest.raises(StoreError, match="2 suppliers and 1 of them"):
        rescreen_base(store, known, settings(store), clock)
    assert rows(store, base_version) == []
    assert rows(store, rescreening) == []
