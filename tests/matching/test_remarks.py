"""Remarks tell origins and Xinjiang under their own column's name, beside whatever the other columns say."""

from __future__ import annotations

from supplychain.matching.places import whereabouts
from supplychain.matching.remarks import with_telling_remarks
from supplychain.model import SupplierLine


def _line(*remarks: tuple[str, str], **cells: str) -> SupplierLine:
    return SupplierLine("S", 2, "Northfield Medical", remarks=remarks, **cells)  # type: ignore[arg-type]


def test_an_origin_in_a_remark_is_told_as_its_columns_name_and_text() -> None:
    found = whereabouts(_line(("Buyer notes", "Fabriqué en Chine")))
    assert (found.origin, found.origin_from) == ("CN", "remark column 'Buyer notes': 'Fabriqué en Chine'")


def test_the_origin_column_goes_before_a_remark_whose_word_of_making_is_kept_beside_it() -> None:
    found = whereabouts(_line(("Notes", "made in Thailand"), origin="Malaysia"))
    assert found.origin == "MY"
    assert found.origins[1] == ("TH", "remark column 'Notes': 'made in Thailand'")
    assert len(whereabouts(_line(("Notes", "Thailand"), origin="Malaysia")).origins) == 1


def test_the_first_stating_remark_is_the_origin_and_the_next_is_kept() -> None:
    found = whereabouts(_line(("Notes", "see mail"), ("Memo", "made in Vietnam"), ("More", "sewn in Haiti")))
    assert [code for code, _ in found.origins] == ["VN", "HT"]


def test_every_remark_that_points_to_xinjiang_is_a_pointer_whatever_the_origin_column_says() -> None:
    long = "Price list renewed. " * 100 + "Yarn mill in Korla, Xinjiang."
    found = whereabouts(_line(("Notes", "made in Vietnam"), ("Memo", "Xinjiang cotton"), ("More", long), origin="Peru"))
    assert [field for field, _ in found.xinjiang] == ["remark column 'Memo'", "remark column 'More'"]
    assert "Korla" in found.xinjiang[1][1]
    assert "CN-XJ" in [code for code, _ in found.origins]


def test_a_denial_is_kept_apart_and_is_no_origin() -> None:
    for line in (
        _line(("Notes", "Not from Xinjiang"), origin="China"),
        _line(("Notes", "made in China, no Xinjiang cotton used")),
        _line(origin="Not from Xinjiang"),
    ):
        found = whereabouts(line)
        assert (found.xinjiang, len(found.denied)) == ((), 1)
        assert found.origin != "CN-XJ"


def test_a_place_where_goods_only_pass_points_to_xinjiang_and_leaves_the_origin_china() -> None:
    found = whereabouts(_line(("Notes", "Shipped from Korla, made in China")))
    assert found.origin == "CN"
    assert found.xinjiang == (("remark column 'Notes'", "Shipped from Korla, made in China"),)


def test_a_plant_that_a_remark_names_narrows_china_to_xinjiang() -> None:
    found = whereabouts(_line(("Notes", "Plant: Aksu"), origin="China"))
    assert (found.origin, found.origin_from) == ("CN-XJ", "origin column 'China', remark column 'Notes': 'Plant: Aksu'")


def test_a_wish_in_the_origin_column_is_no_origin() -> None:
    assert whereabouts(_line(origin="must be made in USA")).origin is None
    assert whereabouts(_line(origin="Fabriqué en Chine")).origin == "CN"


def test_remarks_that_tell_no_place_are_let_go() -> None:
    lines = with_telling_remarks(
        [_line(("Notes", "call Ms Durand")), _line(("Notes", "rush"), ("Memo", "made in Peru")), _line()]
    )
    assert [line.remarks for line in lines] == [(), (("Memo", "made in Peru"),), ()]
    assert with_telling_remarks([_line(("Notes", "Not from Xinjiang"))])[0].remarks
