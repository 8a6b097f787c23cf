"""How is the DOL app feed ("Sweat & Toil", XML) laid out? Shared by the two lists that are read from it: the List of
Goods, and the EO 13126 list, which the feed marks by Forced_Child_Labor. No list itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supplychain.errors import ListFormatError
from supplychain.reference.formats import truthy_mark, xml_fields, xml_root

# The feed has no date inside. Its last content commit was 2023-08-23 and its repository was archived in 2026-07, so
# that every copy of the feed with downstream tags is this edition (USDepartmentofLabor/Child-Labor, goods_2016.xml).
FEED_EDITION = "2022 edition as updated 2023-08"
FEED_AS_OF = date(2023, 8, 23)

_MARKS = {"Child_Labor": "child", "Forced_Labor": "forced", "Forced_Child_Labor": "forced_child"}
_FEED_TAGS = ("Country_Name", *_MARKS, "Derived_Labor_Exploitation", "Derived_Country")
_FEED_IGNORED = ("Country_Region",)  # the region says nothing the country does not


@dataclass(frozen=True, slots=True)
class Pair:
    """One published good x place pair before it becomes an entry; `marks` as published, "" where blank."""

    good: str
    place: str
    child: str = ""
    forced: str = ""
    forced_child: str = ""
    derived_from: str = ""
    sector: str = ""


def feed_pairs(raw: bytes, title: str, unread: list[str]) -> Iterator[Pair]:
    """Every pair of the app feed, in order; what was not read is added to `unread`.

    Raises ListFormatError where the XML is damaged, a tag is missing, or a good has no country.
    """
    for good in xml_root(raw, title, "Goods"):
        fields = xml_fields(good)
        name = fields.get("Good_Name", "")
        countries = good.findall("Countries/Country")
        if not name or "Good_Sector" not in fields or not countries:
            raise ListFormatError(
                f'{title}: the good "{name}" at line {good.sourceline} lacks Good_Name, Good_Sector or Countries. '
                "The feed's layout has changed; the version held, if any, stays."
            )
        unread.extend(f"{tag}: {fields[tag]}" for tag in fields if tag not in ("Good_Name", "Good_Sector", "Countries"))
        for country in countries:
            row = xml_fields(country)
            missing = [tag for tag in _FEED_TAGS if tag not in row]
            if missing or not row["Country_Name"]:
                raise ListFormatError(
                    f'{title}: the good "{name}" at line {country.sourceline} lacks '
                    f"{', '.join(missing) or 'a country name'}. The feed's layout has changed; the last good "
                    "version stays."
                )
            unread.extend(
                f"{tag}: {text}" for tag, text in row.items() if tag not in _FEED_TAGS and tag not in _FEED_IGNORED
            )
            yield _feed_pair(name, fields["Good_Sector"], row, unread)


def _feed_pair(name: str, sector: str, row: dict[str, str], unread: list[str]) -> Pair:
    marks = {field: row[tag] for tag, field in _MARKS.items()}
    derived_from = "" if row["Derived_Country"].casefold() in ("", "no") else row["Derived_Country"]
    if bool(truthy_mark(row["Derived_Labor_Exploitation"])) != bool(derived_from):
        unread.append(f"Derived_Labor_Exploitation without Derived_Country, or the reverse: {name}, {row}")
    return Pair(good=name, place=row["Country_Name"], derived_from=derived_from, sector=sector, **marks)
