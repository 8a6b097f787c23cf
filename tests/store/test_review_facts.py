"""Around a flag stand the rows, uploads, entry and evidence of its own organisation, and of no other."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from supplychain.errors import ReviewError, UnknownFlagError
from supplychain.store import Store
from supplychain.store.dispositions import flags_of_supplier, load_flag, load_flags
from supplychain.store.evidence import MOST_FILES, Attachment, add_evidence, evidence_bytes, evidence_of, media_type
from supplychain.store.exposures import Exposure, exposures_of, exposures_of_supplier
from supplychain.store.forgetting import forget_before
from supplychain.store.review_facts import entry_history, flag_facts, flagged_suppliers, supplier_rows_of
from supplychain.store.twins import Twins, twins_of

sys.path.append(str(Path(__file__).resolve().parents[1] / "flags"))  # where the review's bench stands
from reviewed import HETIAN, HOSHINE, LINE, Bench, other

NAME, KEY = (LINE.supplier_name,), "v-00124"


@pytest.fixture
def bench(store: Store) -> Bench:
    """Two uploads of one organisation and one of another, all of the same supplier."""
    made = Bench(store, score=0.82)
    made.upload(LINE, other(row=8, product_description="Gauze", amount=75_000.0), file="first.xlsx")
    made.upload(other(row=9, currency="EUR", amount=10.0), file="second.xlsx")
    made.upload(organisation_id="other", file="theirs.xlsx")
    return made


def bought(store: Store, organisation_id: str) -> tuple[Exposure, ...]:
    return exposures_of_supplier(store, organisation_id, KEY, NAME)


def test_uploads_are_told_with_their_lines_and_money_and_never_anothers(bench: Bench) -> None:
    second, first = bought(bench.store, "main")
    assert (first.file_name, first.lines, first.money, first.first_row) == ("first.xlsx", 2, {"USD": 200_000.0}, 7)
    assert (second.file_name, second.lines, second.money, second.first_row) == ("second.xlsx", 1, {"EUR": 10.0}, 9)
    assert [one.file_name for one in bought(bench.store, "other")] == ["theirs.xlsx"]
    assert bought(bench.store, "nobody") == ()
    assert exposures_of(bench.store, bench.only().flag_id, "main") == (second, first)
    with pytest.raises(UnknownFlagError):
        exposures_of(bench.store, bench.only().flag_id, "other")


def test_money_of_different_currencies_is_never_added_and_lines_without_any_are_counted(bench: Bench) -> None:
    bench.upload(
        other(row=3, amount=5.0, currency="EUR"),
        other(row=4, amount=7.0),
        other(row=2, amount=1.5, currency="EUR"),
        other(row=5, amount=2.0, currency=""),
        other(row=6, amount=None, currency="EUR"),
        other(row=7, amount=0.0, currency="JPY"),
        file="mixed.xlsx",
    )
    mixed, *_ = bought(bench.store, "main")
    assert mixed.money == {"EUR": 6.5, "USD": 7.0, "": 2.0, "JPY": 0.0}
    assert (mixed.lines, mixed.unpriced, mixed.first_row) == (6, 1, 2)


def test_the_first_row_names_the_sheet_it_stands_on_and_sheets_are_summed_by_currency(bench: Bench) -> None:
    lines = (
        other(row=9, amount=5.0),
        other(row=8, amount=1.0, currency="EUR"),
        other(row=2, amount=7.0, sheet="Later"),
    )
    bench.upload(*lines, file="sheets.xlsx")
    sheets, *_ = bought(bench.store, "main")
    assert (sheets.first_sheet, sheets.first_row, sheets.lines) == ("Vendors", 8, 3)
    assert sheets.money == {"USD": 12.0, "EUR": 1.0}


def test_a_namesake_with_another_number_is_another_supplier(bench: Bench) -> None:
    bench.upload(LINE, other(row=8, supplier_id="V-7", amount=9.0), other(row=9, supplier_id="", amount=9.0))
    named, *_ = bought(bench.store, "main")
    assert (named.lines, named.money) == (1, {"USD": 125_000.0})
    (theirs,) = exposures_of_supplier(bench.store, "main", "v-7", NAME)
    assert (theirs.lines, theirs.money, theirs.first_row) == (1, {"USD": 9.0}, 8)
    (nameless,) = exposures_of_supplier(bench.store, "main", LINE.supplier_name.lower(), NAME)
    assert (nameless.lines, nameless.first_row) == (1, 9)
    assert exposures_of_supplier(bench.store, "main", "v-8", NAME) == ()
    assert {row.supplier.get("supplier_id") for row in supplier_rows_of(bench.store, "main", KEY, NAME)} == {"V-00124"}
    (flag,) = (one for one in bench.flags() if one.supplier_key == KEY)
    facts = flag_facts(bench.store, flag)
    assert (facts.row_count, [row.row for row in facts.rows]) == (1, [7])


def test_a_thousand_names_that_share_a_number_are_one_supplier(bench: Bench) -> None:
    names = [f"Clinic {n}" for n in range(1_100)]
    mine = (other(row=n, supplier_name=name, amount=1.0) for n, name in enumerate(names, 10))
    bench.upload(*mine, other(row=5, supplier_name=names[3], supplier_id="V-7", amount=9.0))
    shared, *_ = exposures_of_supplier(bench.store, "main", KEY, names)
    assert (shared.lines, shared.money, shared.first_row) == (1_100, {"USD": 1_100.0}, 10)


def test_the_rows_of_a_supplier_are_told_once_with_the_number_of_their_lines(bench: Bench) -> None:
    rows = supplier_rows_of(bench.store, "main", KEY, NAME)
    assert {(row.supplier["product_description"], row.lines) for row in rows} == {
        ("Silicone tubing ½″", 2),
        ("Gauze", 1),
    }
    assert len(supplier_rows_of(bench.store, "other", KEY, NAME)) == 1
    assert supplier_rows_of(bench.store, "nobody", KEY, NAME) == ()


def test_suppliers_with_flags_are_counted_in_their_own_organisation(bench: Bench) -> None:
    (one,) = flagged_suppliers(bench.store, "main")
    assert (one.name, one.flags, one.waiting, one.severity) == (LINE.supplier_name, 1, 1, "import_barred")
    assert flagged_suppliers(bench.store, "main", "HOSHINE") == (one,)
    assert flagged_suppliers(bench.store, "main", "%") == ()
    assert flagged_suppliers(bench.store, "nobody") == ()


def test_the_facts_of_a_flag_are_of_the_upload_that_has_it_last(bench: Bench) -> None:
    flag = bench.only()
    facts = flag_facts(bench.store, flag)
    assert facts.upload is not None
    assert facts.upload.file_name == "second.xlsx"
    assert [(row.row, row.is_flagged) for row in facts.rows] == [(9, True)]
    assert (facts.entry["name"], facts.supplier["supplier_name"]) == (HOSHINE.name, LINE.supplier_name)
    assert facts.version is not None
    assert facts.version.version == flag.version
    (found,) = facts.findings.values()
    assert [match["matched_name"] for match in found["matches"]] == [HOSHINE.name, HETIAN.name]
    assert facts.rescreening == {}


def test_the_entry_is_told_through_its_versions_to_the_day_it_left(bench: Bench) -> None:
    bench.lists(replace(HOSHINE, remarks="and subsidiaries"), "2")
    bench.upload()
    bench.lists(HETIAN, "3")
    bench.upload(other(supplier_name="Hetian Haolin", supplier_id="V-9"))
    told = entry_history(bench.store, "uflpa_entities", HOSHINE.entry_id)
    assert [one.content.get("remarks") for one in told] == [None, "and subsidiaries", None]
    assert [bool(one.content) for one in told] == [True, True, False]
    assert entry_history(bench.store, "uflpa_entities", "nothing") == ()


def test_flags_are_found_in_their_own_organisation_alone(bench: Bench) -> None:
    flag = bench.only()
    with pytest.raises(UnknownFlagError):
        load_flag(bench.store, "other", flag.flag_id)
    assert load_flags(bench.store, "other", [flag.flag_id]) == {}
    assert flags_of_supplier(bench.store, "main", "v-00124") == (flag,)
    assert twins_of(bench.store, flag) == Twins((), 0)
    assert all(one.organisation_id == "other" for one in flags_of_supplier(bench.store, "other", "v-00124"))


def test_evidence_is_kept_once_handed_out_whole_and_to_its_own_alone(bench: Bench) -> None:
    flag, deed = bench.only(), bench.by().deed("evidence.add")
    one = add_evidence(bench.store, "main", flag.flag_id, Attachment("../a\n.pdf", b"%PDF-1.7 x", " Registry "), deed)
    again = add_evidence(bench.store, "main", flag.flag_id, Attachment("b.pdf", b"%PDF-1.7 x"), deed)
    assert (one, one.note, one.file_name, one.byte_count) == (again, "Registry", "a.pdf", 10)
    assert evidence_bytes(bench.store, "main", one.evidence_id) == (one, b"%PDF-1.7 x")
    assert evidence_of(bench.store, "other", [flag.flag_id]) == ()
    for act in (
        lambda: evidence_bytes(bench.store, "other", one.evidence_id),
        lambda: add_evidence(bench.store, "other", flag.flag_id, Attachment("a.pdf", b"%PDF-"), deed),
    ):
        with pytest.raises(UnknownFlagError):
            act()
    for number in range(1, MOST_FILES):
        add_evidence(bench.store, "main", flag.flag_id, Attachment("a.txt", b"page %d" % number), deed)
    with pytest.raises(ReviewError, match="20 files"):
        add_evidence(bench.store, "main", flag.flag_id, Attachment("a.txt", b"one more"), deed)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"PK\x03\x04", "application/zip"),
        (b"RIFF0000WEBPVP8 ", "image/webp"), ("Größe".encode(), "text/plain"), (b"MZ\x90\x00", ""), (b"\x7fELF\x02\x01\x01\x00", ""),
        ("Größe".encode("latin-1"), ""), (b"", "text/plain"),
    ],
)  # fmt: skip
def test_a_file_is_what_its_first_bytes_say(content: bytes, kind: str) -> None:
    assert media_type(content) == kind


def test_after_the_uploads_were_erased_nothing_of_them_is_told(bench: Bench) -> None:
    flag = bench.only()
    bench.later(days=400)
    forget_before(bench.store, bench.now, bench.now, "job retention")
    assert bought(bench.store, "main") == ()
    assert supplier_rows_of(bench.store, "main", KEY, NAME) == ()
    with pytest.raises(UnknownFlagError):
        load_flag(bench.store, "main", flag.flag_id)
