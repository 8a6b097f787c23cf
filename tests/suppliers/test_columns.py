"""Each field is found under its own header, in any of the languages, and the traps are not taken for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from supplychain.suppliers.columns import FIELDS, map_columns
from supplychain.suppliers.vocabulary import one_slip, read_header

from .conftest import Reader, Refusal

HEADERS: list[tuple[str, dict[str, str]]] = [
    (
        "Department Family|Entuty|Date|Expense Type|Expense Area|Suppklier|Transaction Number|Amount",
        {"supplier_name": "Suppklier", "amount": "Amount", "spend_category": "Expense Type"},
    ),
    (
        "Dept Family|Organisation Name|Accounting Year|Period|Supplier|VAT Registration Number|Expense type|AP Amount (£)",
        {"supplier_name": "Supplier", "supplier_id": "VAT Registration Number", "amount": "AP Amount (£)", "spend_category": "Expense type"},
    ),
    (
        "vendorname,dunsnumber,vendorcountrycode,streetaddress,city,dollarsobligated,principalnaicscode,countryoforigin".replace(",", "|"),
        {
            "supplier_name": "vendorname",
            "supplier_id": "dunsnumber",
            "country": "vendorcountrycode",
            "address": "streetaddress",
            "city": "city",
            "amount": "dollarsobligated",
            "commodity_code": "principalnaicscode",
            "origin": "countryoforigin",
        },
    ),
    (
        "Factory Name|Factory Type|Brand(s)|Supplier Group|Address|City|State|Postal Code|Country / Region|Total Workers",
        {"supplier_name": "Factory Name", "address": "Address", "city": "City", "country": "Country / Region"},
    ),
    (
        "Supplier name|Country|Factory name|Factory address|Number of workers",
        {"supplier_name": "Supplier name", "maker": "Factory name", "country": "Country", "origin": "Factory address"},
    ),
    (
        "NombreProveedor|RutProveedor|OrganismoPublico|RutUnidadCompra|PaisProveedor|ComunaProveedor|codigoProductoONU|MontoTotalOC|TipoMonedaOC",
        {
            "supplier_name": "NombreProveedor",
            "supplier_id": "RutProveedor",
            "country": "PaisProveedor",
            "city": "ComunaProveedor",
            "commodity_code": "codigoProductoONU",
            "amount": "MontoTotalOC",
            "currency": "TipoMonedaOC",
        },
    ),
    (
        "序号|供应商名称|统一社会信用代码|供应商地址|采购人|货物名称|单价|合同金额|原产地|制造商",
        {
            "supplier_name": "供应商名称",
            "supplier_id": "统一社会信用代码",
            "address": "供应商地址",
            "product_description": "货物名称",
            "amount": "合同金额",
            "origin": "原产地",
            "maker": "制造商",
        },
    ),
    (
        "Lieferantennummer|Lieferantenname|Straße|PLZ|Ort|Land|Artikelbezeichnung|Zolltarifnummer|Ursprungsland|Hersteller|Nettobetrag|Währung",
        {
            "supplier_id": "Lieferantennummer",
            "supplier_name": "Lieferantenname",
            "address": "Straße",
            "city": "Ort",
            "country": "Land",
            "product_description": "Artikelbezeichnung",
            "commodity_code": "Zolltarifnummer",
            "origin": "Ursprungsland",
            "maker": "Hersteller",
            "amount": "Nettobetrag",
            "currency": "Währung",
        },
    ),
    (
        "N° fournisseur|Raison sociale|Adresse|Ville|Pays|Désignation|Pays d'origine|Fabricant|Montant HT|Devise",
        {
            "supplier_id": "N° fournisseur",
            "supplier_name": "Raison sociale",
            "address": "Adresse",
            "city": "Ville",
            "country": "Pays",
            "product_description": "Désignation",
            "origin": "Pays d'origine",
            "maker": "Fabricant",
            "amount": "Montant HT",
            "currency": "Devise",
        },
    ),
    (
        "CNPJ|Fornecedor|Endereço|Cidade|País|Descrição do item|NCM|Valor total|Moeda|Órgão",
        {
            "supplier_id": "CNPJ",
            "supplier_name": "Fornecedor",
            "address": "Endereço",
            "city": "Cidade",
            "country": "País",
            "product_description": "Descrição do item",
            "commodity_code": "NCM",
            "amount": "Valor total",
            "currency": "Moeda",
        },
    ),
    (
        "Shipper Name|Shipper Country|Consignee Name|Consignee Country|Product Description|HS Code|Value (USD)",
        {
            "supplier_name": "Shipper Name",
            "country": "Shipper Country",
            "product_description": "Product Description",
            "commodity_code": "HS Code",
            "amount": "Value (USD)",
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "expected"), HEADERS, ids=[headers.split("|")[0] for headers, _ in HEADERS])
def test_headers_alone_tell_the_fields(headers: str, expected: dict[str, str]) -> None:
    titles = headers.split("|")
    mapped = map_columns(titles, [], {})
    assert {name: titles[index] for name, index in mapped.fields.items()} == expected


# Header rows as public bodies, factory disclosures and purchasing systems write them, over invented rows; the fields
# were written down before the file was read.
LAYOUTS = [
    json.loads(line) for line in Path(__file__).with_name("layouts.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout["layout"] for layout in LAYOUTS])
def test_published_layouts_are_mapped_as_written_down(layout: dict[str, Any]) -> None:
    headers = layout["headers"]
    mapped = map_columns(headers, layout["rows"], {})
    assert {name: headers[mapped.fields[name]] for name in FIELDS if name in mapped.fields} == layout["fields"]


def test_a_bare_address_after_the_buyer_is_the_buyers(read: Reader) -> None:
    content = "Procuring Entity,Address,City,Supplier,Item\nHospital A,1 High St,Leeds,B Ltd,Gloves\n"
    columns = dict(read("buyer.csv", content).columns)
    assert (columns["address"], columns["city"], columns["supplier_name"]) == (None, None, "Supplier")


def test_countries_under_an_unknown_header_are_the_country_but_states_are_not(read: Reader) -> None:
    rows = "A Ltd,CN,GA\nB Ltd,VN,IL\nC Ltd,IN,MD\nD Ltd,TR,AL\n"
    assert dict(read("sap.csv", "Vendor,Lkey,Rgn1\n" + rows).columns)["country"] == "Lkey"


def test_the_buyer_the_payment_and_the_destination_are_no_supplier_fields(read: Reader) -> None:
    head = "po,country,ship to,shipment mode,delivered to client date,freight cost (usd),project,managed by,item description,vendor,pack price,line item value,manufacturing site\n"
    row = 'PO-1,Kenya,Nairobi,Air,2-Jun-06,780.34,P1,PMO,HIV test kit,Aurobindo Pharma Limited,29,551,"Aurobindo Unit III, India"\n'
    columns = dict(read("shipments.csv", head + row * 5).columns)
    assert columns["country"] is None
    assert (columns["amount"], columns["maker"]) == ("line item value", "manufacturing site")
    assert columns["supplier_id"] is None


def test_a_ledgers_description_is_a_category_and_a_narrative_is_not(read: Reader) -> None:
    ledger = (
        "Entity,Expense Type,Description,Supplier,Amount\n"
        + "X,DRUGS,CLINICAL SUPPLIES,A Ltd,10\nX,RENT,ESTATES,B Ltd,20\n" * 20
    )
    assert dict(read("ledger.csv", ledger).columns)["product_description"] is None
    lines = "".join(f"X,DRUGS,Box {n} of sterile nitrile gloves size {n},A Ltd,10\n" for n in range(20))
    sheet = read("narrative.csv", "Entity,Expense Type,Description,Supplier,Amount\n" + lines)
    assert dict(sheet.columns)["product_description"] == "Description"
    assert sheet.lines[0].spend_category == "DRUGS"


def test_columns_without_header_speak_for_themselves(read: Reader) -> None:
    rows = "".join(f"R{n}A,NORTH {n} HOSPITALS NHS TRUST,{n} MILL ROAD,LEEDS,LS{n} 1AB\n" for n in range(1, 9))
    sheet = read("codes.csv", rows)
    assert (sheet.header_row, dict(sheet.columns)["supplier_name"]) == (None, "column B")
    assert sheet.lines[0].supplier_name == "NORTH 1 HOSPITALS NHS TRUST"
    assert "HEADER_GUESSED" in sheet.warnings


def test_a_column_named_by_the_officer_wins(read: Reader) -> None:
    content = "Supplier,Real Maker\nA Ltd,B Ltd\n"
    sheet = read("forced.csv", content, columns={"supplier_name": "Real Maker"})
    assert sheet.lines[0].supplier_name == "B Ltd"


def test_aliases_are_further_names_of_the_line(read: Reader) -> None:
    sheet = read("alias.csv", "Supplier Name,Country,Alias\nA Ltd,CN,\nB Ltd,CN,Bee Trading\n")
    assert sheet.lines[1].other_names == ("Bee Trading",)


@pytest.mark.parametrize(
    "header",
    [
        "Supplier",
        "SUPPLIER NAME",
        "  supplier_name ",
        "SupplierName",
        "Name of supplier",
        "Suppplier",
        "Supplier's name",
    ],
)
def test_spellings_of_one_header_mean_the_same(header: str) -> None:
    assert "supplier" in read_header(header.strip()).roles


def test_one_slip_is_a_letter_more_less_changed_or_swapped() -> None:
    assert one_slip("suppklier", "supplier") and one_slip("suplier", "supplier")
    assert one_slip("entuty", "entity") and one_slip("vednor", "vendor")
    assert not one_slip("vendor", "vendor") and not one_slip("lender", "vendor")


def test_a_number_that_changes_with_each_payment_is_not_the_suppliers(read: Reader) -> None:
    rows = "".join(f"{name} Ltd,R{number},5\n" for number, name in enumerate(["A", "B", "C"] * 4))
    assert dict(read("refs.csv", "Creditor,Creditor reference,Amount\n" + rows).columns)["supplier_id"] is None
    rows = "".join(f"{name} Ltd,S-{name},5\n" for name in ["A", "B", "C"] * 4)
    columns = dict(read("ids.csv", "Creditor,Creditor reference,Amount\n" + rows).columns)
    assert columns["supplier_id"] == "Creditor reference"


def test_eight_digits_are_a_date_only_where_the_calendar_has_it(read: Reader) -> None:
    columns = dict(read("round.csv", "Supplier,Amount\nA Ltd,25000000\nB Ltd,15000000\n").columns)
    assert columns["amount"] == "Amount"


def test_the_organization_of_a_tender_notice_is_not_taken_for_the_supplier(refuse: Refusal) -> None:
    notice = "Tender Number,Title,Organization,Closing Date\nT1,Gloves,Ministry of Health,2026-01-01\n"
    assert refuse("notices.csv", notice).code == "NO_NAME_COLUMN"


def test_the_sum_of_the_line_goes_before_the_total_of_the_order(read: Reader) -> None:
    head = "NombreProveedor;MontoTotalOC;TipoMonedaOC;Producto;precioNeto;cantidad;monedaItem;totalLineaNeto\n"
    columns = dict(read("lines.csv", head + "A SpA;90;CLP;Guantes;10;3;CLP;30\n" * 3).columns)
    assert (columns["amount"], columns["currency"]) == ("totalLineaNeto", "monedaItem")


@pytest.mark.parametrize(
    ("headers", "field", "further"),
    [
        ("Vendor|Street|City|State/Province|Postal Code|Amount", "city", ["State/Province", "Postal Code"]),
        ("Vendor|Zip|State|City|Amount", "city", ["State", "Zip"]),
        ("Vendor|Address|PLZ|Amount", "address", ["PLZ"]),
        ("Vendor|Vendor City|Ship To State|Amount", "city", []),
    ],
)
def test_a_state_and_a_postcode_go_on_with_the_suppliers_town(headers: str, field: str, further: list[str]) -> None:
    titles = headers.split("|")
    mapped = map_columns(titles, [], {})
    assert [titles[index] for index in mapped.more.get(field, ())] == further


@pytest.mark.parametrize(
    ("headers", "origin", "address"),
    [
        ("Vendor|Vendor Address|Manufacturer|Manufacturer Address|Item", ["Manufacturer Address"], "Vendor Address"),
        ("Vendor|Manufacturer|Mfr City|Mfr Country|Item", ["Mfr Country", "Mfr City"], None),
        ("Vendor|Factory Address|Factory Country|Item", ["Factory Address", "Factory Country"], None),
        ("Factory Name|Factory Address|Country|Item", [], "Factory Address"),
        ("Vendor|Vendor Address|Plant Location|Item", ["Plant Location"], "Vendor Address"),
        (
            "Vendor|Manufacturer|Manufacturer Address|Country of Origin|Item",
            ["Country of Origin", "Manufacturer Address"],
            None,
        ),
    ],
)
def test_a_makers_address_tells_the_origin_and_nothing_of_the_supplier(
    headers: str, origin: list[str], address: str | None
) -> None:
    titles = headers.split("|")
    mapped = map_columns(titles, [], {})
    told = [mapped.fields["origin"], *mapped.more.get("origin", ())] if "origin" in mapped.fields else []
    assert [titles[index] for index in told] == origin
    assert mapped.header("address") == address


@pytest.mark.parametrize(
    ("headers", "origin"),
    [
        ("Vendor|Item|Plant city|Plant state/province", ["Plant city", "Plant state/province"]),
        ("Vendor|Item|Site city", ["Site city"]),
        ("Vendor|Item|Plant country", ["Plant country"]),
        ("Proveedor|Descripción|Ciudad de la planta", ["Ciudad de la planta"]),
        ("Dostawca|Produkt|Miasto zakładu", ["Miasto zakładu"]),
        ("Vendor|Item|Prod. site city", ["Prod. site city"]),
        ("Vendor|Item|City of manufacture|Province", ["City of manufacture", "Province"]),
        ("Vendor|Item|Mfr city|State|Zip", ["Mfr city", "State", "Zip"]),
        ("Vendor|Item|Made at", ["Made at"]),
        ("Vendor|Item|Mill town|Country of origin", ["Country of origin", "Mill town"]),
        ("Vendor|City|State|Item|Plant city|Plant state", ["Plant city", "Plant state"]),
    ],
)
def test_where_a_plant_stands_beside_goods_is_where_they_are_made(headers: str, origin: list[str]) -> None:
    titles = headers.split("|")
    mapped = map_columns(titles, [], {})
    told = [mapped.fields["origin"], *mapped.more.get("origin", ())] if "origin" in mapped.fields else []
    assert [titles[index] for index in told] == origin
    assert mapped.header("city") == ("City" if "City" in titles else None)


@pytest.mark.parametrize(
    "headers",
    [
        "Plant|Vendor|Material description|Plant city",
        "Plant code|Plant name|Vendor|Material description|Plant city",
        "Department|Vendor|Item|Site city",
        "Site|Vendor|Item|Qty|Site city",
    ],
)
def test_a_buyers_own_plant_is_neither_the_suppliers_place_nor_where_goods_are_made(headers: str) -> None:
    titles = headers.split("|")
    cells: list[object] = ["1000" if title in ("Plant", "Plant code") else f"Alder {title} Ltd" for title in titles]
    mapped = map_columns(titles, [cells] * 3, {})
    assert not {"origin", "city"} & mapped.fields.keys()
