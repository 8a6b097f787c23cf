"""Every party a row names is handed to screening: parents, owners, second makers; and a name in two columns is one."""

from __future__ import annotations

import pytest

from supplychain.commands.screen import tell_columns
from supplychain.suppliers.columns import layout_print, map_columns

from .conftest import Reader


def test_a_parent_and_an_owner_are_further_parties_under_their_headers(read: Reader) -> None:
    content = "Factory Name,Country,Parent Company,Directors\nA Garments Ltd,BD,Harbour Holdings Ltd,Rahim Uddin\n"
    sheet = read("factories.csv", content * 1)
    assert sheet.lines[0].other_parties == (("Parent Company", "Harbour Holdings Ltd"), ("Directors", "Rahim Uddin"))
    assert ("other_parties", "Parent Company") in sheet.further
    assert "Parent Company" not in sheet.unmapped


def test_a_second_maker_is_screened_too_and_the_suppliers_own_name_not_twice(read: Reader) -> None:
    content = (
        "Supplier,Manufacturer,OEM,Item\nA Ltd,Bee Works GmbH,Cee Factory Co Ltd,Gloves\nB Ltd,B Ltd,B Ltd,Gowns\n"
    )
    first, second = read("goods.csv", content).lines
    assert (first.maker, first.other_parties) == ("Bee Works GmbH", (("OEM", "Cee Factory Co Ltd"),))
    assert second.other_parties == ()


@pytest.mark.parametrize(
    "header", ["Parent Company ID", "Supplier contact", "Product group", "Vendor type", "Department", "Ownership"]
)
def test_numbers_kinds_and_the_buyers_own_columns_are_no_parties(read: Reader, header: str) -> None:
    content = f"Supplier,{header}\nA Ltd,Joint venture\nB Ltd,Wholly owned\nC Ltd,Joint venture\n"
    assert all(line.other_parties == () for line in read("kinds.csv", content).lines)


def test_a_name_in_two_columns_is_joined_and_its_first_half_kept(read: Reader) -> None:
    sheet = read("sap.csv", "Name 1,Name 2,Country\nHoshine Silicon,Industry Co Ltd,CN\nB Ltd,,DE\n")
    assert [line.supplier_name for line in sheet.lines] == ["Hoshine Silicon Industry Co Ltd", "B Ltd"]
    assert [line.other_names for line in sheet.lines] == [("Hoshine Silicon",), ()]


def test_names_too_long_and_error_values_are_no_further_names(read: Reader) -> None:
    content = f"Supplier,Alias,Parent Company\nA Ltd,{'x' * 600},#REF!\nB Ltd,Bee Ltd,Bee Holdings Ltd\n"
    first, second = read("long.csv", content).lines
    assert (first.other_names, first.other_parties) == ((), ())
    assert (second.other_names, second.other_parties) == (("Bee Ltd",), (("Parent Company", "Bee Holdings Ltd"),))


def test_a_field_tells_its_confidence_its_rivals_and_a_mislabelled_column(read: Reader) -> None:
    content = "Supplier,Country code,Country,Amount\n" + "A Ltd,CN,China,see note\nB Ltd,VN,Vietnam,n/a\n" * 3
    sheet = read("doubt.csv", content)
    told = {reading.field: reading for reading in sheet.readings}
    assert told["country"].header == "Country" and told["country"].rivals[0][0] == "Country code"
    assert 0.5 < told["country"].confidence < told["supplier_name"].confidence <= 1
    assert told["amount"].header is None and "Amount" in told["amount"].doubt  # there, but mislabelled
    assert told["origin"].header is None and told["origin"].doubt == ""  # not there at all
    assert "COLUMN_MISLABELLED" in sheet.warnings


def test_one_layout_has_one_print_and_another_has_another() -> None:
    assert layout_print(["Supplier Name", "Amount (£)"]) == layout_print(["SUPPLIER  NAME", "amount", ""])
    assert layout_print(["Supplier", "Amount"]) != layout_print(["Amount", "Supplier"])


def test_a_column_chosen_for_a_layout_is_sure() -> None:
    mapped = map_columns(["Supplier", "Firm"], [["A Ltd", "B Ltd"]], {"supplier_name": "Firm"})
    assert mapped.readings[0].header == "Firm" and mapped.readings[0].confidence == 1.0


def test_the_command_line_says_which_column_it_is_not_sure_of(read: Reader, capsys: pytest.CaptureFixture[str]) -> None:
    tell_columns(read("two.csv", "Name 1,Name 3,Country,Total,Amount\n" + "A Ltd,B Ltd,CN,5,n/a\n" * 3))
    told = capsys.readouterr().err
    assert "supplier_name was taken from 'Name 1'; it could be 'Name 3'" in told
    assert "--column supplier_name=HEADER" in told


def test_the_suppliers_name_in_other_marks_is_no_further_party_and_a_used_column_is_not_doubted(read: Reader) -> None:
    names = read(
        "raw.csv", "recipient_name,recipient_parent_name\nACME INC,Acme, Inc.\n".replace("Acme, Inc.", '"Acme, Inc."')
    )
    assert names.lines[0].other_parties == ()
    ledger = "Expense Type,Description,Supplier,Amount\n" + "DRUGS,CLINICAL,A Ltd,10\nRENT,ESTATES,B Ltd,20\n" * 10
    sheet = read("ledger.csv", ledger)
    assert ("spend_category", "Description") in sheet.further
    assert not any(reading.doubt for reading in sheet.readings)


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("0000100023  Muster AG", "0000100024 Beispiel GmbH", "0000100025  Probe KG"),
        ("V1023 - Muster AG", "V1024 - Beispiel GmbH", "V1025 - Probe KG"),
        ("Muster AG (10023)", "Beispiel GmbH (10024)", "Probe KG (10025)"),
    ],
)
def test_a_name_printed_with_its_vendor_number_is_screened_without_it_too(
    read: Reader, first: str, second: str, third: str
) -> None:
    lines = read("coded.csv", f"Vendor,Amount\n{first},1\n{second},2\n{third},3\n").lines
    assert [line.supplier_name for line in lines] == [first, second, third]
    assert [line.other_names for line in lines] == [("Muster AG",), ("Beispiel GmbH",), ("Probe KG",)]


def test_a_number_that_belongs_to_a_name_stays_in_it(read: Reader) -> None:
    lines = read("names.csv", "Vendor,Amount\n360 Medical Ltd,1\n1000 Trades Ltd,2\nA Ltd,3\n3M,4\n").lines
    assert all(line.other_names == () for line in lines)


def test_the_same_company_in_another_script_is_a_further_name_not_a_further_party(read: Reader) -> None:
    line = read("two.csv", "Company Name (EN),Company Name (CN),City\nRiver Ltd,白河有限公司,Eastham\n").lines[0]
    assert (line.supplier_name, line.other_names, line.other_parties) == ("River Ltd", ("白河有限公司",), ())


def test_a_spinner_and_a_parent_company_are_screened_beside_the_mill(read: Reader) -> None:
    content = (
        "Supplier,Fabric Mill (T2),Yarn Spinner (T3),Parent Company\nA Ltd,Birch Fabrics Mill,Cedar Yarns,Dune Group\n"
    )
    line = read("tiers.csv", content).lines[0]
    assert line.maker == "Birch Fabrics Mill"
    assert line.other_parties == (("Yarn Spinner (T3)", "Cedar Yarns"), ("Parent Company", "Dune Group"))


def test_a_trade_name_is_the_suppliers_unless_medicines_or_brands_of_goods_are_told(read: Reader) -> None:
    rows = "Acme Ltd,{0} one,Gloves\nBee Ltd,{0} two,Gowns\n".format("Hoshine")
    supplier = read("t.csv", "Vendor name,Trade name,Product description\n" + rows)
    assert [line.other_names for line in supplier.lines] == [("Hoshine one",), ("Hoshine two",)]
    for header in ("Trade name,Generic name", "Brand name,Product description"):
        assert not any(line.other_names for line in read("g.csv", f"Vendor name,{header}\n" + rows).lines)


def test_five_further_parties_are_five_and_none_is_left_out(read: Reader) -> None:
    further = ("Distributor", "Broker", "Parent company", "Subcontractor", "Sub-supplier")
    rows = "".join(f"Firm {n} Ltd,Maker {n} Co,{','.join(f'{one} {n} Co' for one in further)}\n" for n in range(4))
    sheet = read("five.csv", f"Supplier,Manufacturer,{','.join(further)}\n{rows}")
    assert sheet.lines[1].other_parties == tuple((one, f"{one} 1 Co") for one in further)
