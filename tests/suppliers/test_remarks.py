"""A remark that says where goods are made is the line's origin; every other remark stays in the sheet."""

from __future__ import annotations

from .conftest import Reader


def test_a_remark_that_states_an_origin_becomes_it_and_no_other_remark_is_kept(read: Reader) -> None:
    content = (
        "Fournisseur,Article,Remarques\nA SARL,Compresses,Fabriqué en Chine\nB SARL,Seringues,livraison Lyon\n"
        "C SARL,Gants,voir Mme Durand à Marseille\n"
    )
    sheet = read("achats.csv", content)
    assert [line.origin for line in sheet.lines] == ["Fabriqué en Chine", "", ""]
    assert ("remarks", "Remarques") in sheet.further


def test_an_origin_column_goes_before_a_remark(read: Reader) -> None:
    content = "Supplier,Item,Origin,Notes\nA Ltd,Gloves,Malaysia,made in Thailand\nB Ltd,Gloves,,made in Thailand\n"
    assert [line.origin for line in read("goods.csv", content).lines] == ["Malaysia", "made in Thailand"]


def test_amounts_headed_spend_make_no_ledger_of_a_sheet_of_makers(read: Reader) -> None:
    content = "Item No,Vendor,Description,Manufacturer,Spend\n1,A Ltd,Gloves,Top Glove,12.5\n2,B Ltd,Gowns,Bee,9\n"
    assert [line.product_description for line in read("buys.csv", content).lines] == ["Gloves", "Gowns"]
