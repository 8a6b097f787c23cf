"""A town or country that closes a text tells where the goods are made; a maker's name alone tells nothing."""

from __future__ import annotations

import pytest
from told_places import origin, site


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Dr Reddy's Bachepalli", "IN"),
        ("Top Glove Phuket", "TH"),
        ("MSD Cramlington", "GB"),
        ("GE Wuxi", "CN"),
    ],
)
def test_a_makers_cell_tells_its_site(text: str, code: str) -> None:
    assert (site(text) or origin(text)) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("S-Monovette 2.7ml, Nümbrecht", "DE"),
        ("NEXERA UHPLC SYSTEM, KYOTO JP", "JP"),
        ("IV SET PRIMARY 104IN ENSENADA MX", "MX"),
        ("SYRINGE 3ML LUER LOK BD COLUMBUS NE", "US"),
        ("Lames bistouri prodotte a Solingen", "DE"),
    ],
)
def test_a_town_that_closes_a_text_tells_the_origin(text: str, code: str) -> None:
    assert origin(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Luva procedimento, fab. Top Glove",
        "Amlodipine tabs, Cipla",
        "SpO2 sensor for Mindray",
        "Lead wire set, Mindray compatible",
        "Glove dispenser for Top Glove boxes",
        "Distributed by Cipla Europe NV",
        "Foley catheter 16 FR",
        "Gauze swabs, Sheffield",
        "Theatre pack, Henry Schein Gallin",
        "Pump, Lipetskii Mekhanicheskii Zavod",
    ],
)
def test_a_makers_name_alone_and_english_towns_tell_none(text: str) -> None:
    assert origin(text) is None


def test_works_at_the_end_of_a_makers_name_are_no_town() -> None:
    assert site("Lipetskii Mekhanicheskii Zavod") is None


@pytest.mark.parametrize("name", ["Wertheim", "Castroviejo", "Mathieu", "Rosenthal", "Gorgonzola", "Merino", "Damask"])
def test_goods_called_after_a_surgeon_or_a_stuff_are_not_from_the_town_of_that_name(name: str) -> None:
    assert origin(f"Forceps 20 cm, {name}") is None
