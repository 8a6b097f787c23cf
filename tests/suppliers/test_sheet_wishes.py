"""A column may be asked for on one sheet of a workbook, and the other sheets go by their own headings."""

from __future__ import annotations

import pytest

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers.sheet_wishes import unknown_fields, wish_for, wishes_of

from . import workbook_files as files
from .conftest import Reader

SHEETS = {
    "One": files.sheet([("Vendor Name", "Country", "Item"), ("Acme Ltd", "US", "Gloves")]),
    "Two": files.sheet([("Vendor Name", "Country", "Brand owner"), ("Local Trading GmbH", "DE", "Hoshine Silicon")]),
}


def test_a_wish_for_one_sheet_goes_before_one_for_all_and_is_no_other_sheets() -> None:
    wishes = {"supplier_name": "A", "country": "B", wish_for("Two", "supplier_name"): "C", "a/b/city": "D"}
    assert wishes_of("One", wishes) == {"supplier_name": "A", "country": "B"}
    assert wishes_of("Two", wishes) == {"supplier_name": "C", "country": "B"}
    assert wishes_of("a/b", wishes) == {"supplier_name": "A", "country": "B", "city": "D"}
    assert unknown_fields(wishes, ("supplier_name", "country")) == ["city"]


def test_one_sheet_is_read_by_the_column_that_was_named_for_it(read: Reader) -> None:
    content = files.package(files.parts(SHEETS))
    sheet = read("two.xlsx", content, columns={wish_for("Two", "supplier_name"): "Brand owner"})
    assert [line.supplier_name for line in sheet.lines] == ["Acme Ltd", "Hoshine Silicon"]
    assert dict(sheet.sheet_headers)["Two"] == ("Vendor Name", "Country", "Brand owner")
    with pytest.raises(UnreadableSheetError, match="There is no field 'vendor'"):
        read("two.xlsx", content, columns={"Two/vendor": "Brand owner"})
