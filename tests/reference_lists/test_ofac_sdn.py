"""How OFAC's legacy CSV files and its XML become parties, and which files are refused."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reference_lists.ofac_sdn import LIST, TITLE, parse
from supplychain.errors import ListFormatError
from supplychain.model import Alias, EntityType, Identifier, ListedEntity
from supplychain.reference.gates import Arrived, judge
from supplychain.reference.reference_list import Bounds, ParsedList

FOLDER = Path(__file__).parent / "ofac_sdn"
MEMBERS = [name for name, _ in LIST.files]
RAW = (FOLDER / "published.zip").read_bytes()

XML = b"""<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="http://tempuri.org/sdnList.xsd">
  <publshInformation><Publish_Date>05/03/2024</Publish_Date><Record_Count>3</Record_Count></publshInformation>
  <sdnEntry><uid>306</uid><lastName>BANCO NACIONAL DE CUBA</lastName><sdnType>Entity</sdnType>
    <programList><program>CUBA</program></programList>
    <akaList>
      <aka><uid>219</uid><type>a.k.a.</type><category>weak</category><lastName>BNC</lastName></aka>
      <aka><uid>220</uid><type>a.k.a.</type><category>strong</category><lastName>NATIONAL BANK OF CUBA</lastName></aka>
    </akaList>
    <addressList><address><uid>199</uid><address1>Zweierstrasse 35</address1><city>Zurich</city>
      <postalCode>CH-8022</postalCode><country>Switzerland</country></address></addressList>
  </sdnEntry>
  <sdnEntry><uid>11347</uid><lastName>TAMIL FOUNDATION</lastName><sdnType>Entity</sdnType>
    <programList><program>SDGT</program></programList>
    <idList><id><uid>1</uid><idType>Tax ID No.</idType><idNumber>52-1699409</idNumber>
      <idCountry>United States</idCountry></id></idList>
  </sdnEntry>
  <sdnEntry><uid>13172</uid><firstName>Sayed Wazir</firstName><lastName>SHAH</lastName><sdnType>Individual</sdnType>
    <programList><program>SDNTK</program></programList>
    <dateOfBirthList><dateOfBirthItem><uid>1</uid><dateOfBirth>10 Nov 1964</dateOfBirth><mainEntry>true</mainEntry>
      </dateOfBirthItem></dateOfBirthList>
    <citizenshipList><citizenship><uid>1</uid><country>Afghanistan</country></citizenship>
      <citizenship><uid>2</uid><country>Germany</country></citizenship></citizenshipList>
  </sdnEntry>
</sdnList>
"""
NEW_NAMESPACE = b"https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"


def packed(**members: bytes) -> bytes:
    """A ZIP of the fixture's files; a member given here takes the place of the fixture's, b"" leaves it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in MEMBERS:
            content = members.get(name.partition(".")[0], (FOLDER / name.lower()).read_bytes())
            if content:
                archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def by_id(parsed: ParsedList) -> dict[str, ListedEntity]:
    return {entry.entry_id: entry for entry in parsed.entries if isinstance(entry, ListedEntity)}


def shared_set(shared: Path, **files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, file_name in files.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.CSV"), (shared / "lists" / "ofac-sdn" / file_name).read_bytes())
    return out.getvalue()


def test_the_published_zip_is_the_files_beside_it() -> None:
    with zipfile.ZipFile(io.BytesIO(RAW)) as archive:
        assert archive.namelist() == MEMBERS
        for name in MEMBERS:
            assert archive.read(name) == (FOLDER / name.lower()).read_bytes()


def test_aliases_of_the_alias_file_are_strong_and_quoted_ones_in_remarks_are_weak() -> None:
    bank = by_id(parse(RAW))["306"]
    assert Alias("NATIONAL BANK OF CUBA") in bank.aliases
    assert Alias("BNC", weak=True) in bank.aliases
    assert set(bank.countries) >= {"CH", "ES", "JP", "PA"}


def test_numbers_in_remarks_become_identifiers() -> None:
    numbers = {number for entry in by_id(parse(RAW)).values() for number in entry.identifiers}
    assert {
        Identifier("bic", "HAVIGB2L"),
        Identifier("registration", "01074897"),
        Identifier("website", "www.hib.uk.com"),
        Identifier("tax", "52-1699409"),
        Identifier("duns", "53-400-4252"),
        Identifier("lei", "529900JWVN1VFAI10U61"),
        Identifier("imo", "9256858"),
        Identifier("mmsi", "671744000"),
        Identifier("registration", "91330301787738024Y"),
        Identifier("tail_number", "YV2763"),
        Identifier("xbt", "1JPfVv5cWRLx1js9NWxg46dG2CGbeRz4th"),
        Identifier("phone", "09 738 27777"),
    } <= numbers


def test_a_date_of_birth_is_no_identifier_and_stays_in_the_remarks() -> None:
    person = by_id(parse(RAW))["12016"]
    assert person.entity_type is EntityType.PERSON
    assert "DOB 09 Sep 1963" in person.remarks
    assert all(number.scheme != "dob" for number in person.identifiers)
    assert person.countries == ("GN",)


def test_several_programmes_are_all_kept() -> None:
    assert by_id(parse(RAW))["4632"].programme == "IRAN; SDGT; IRGC; IFSR"


def test_a_vessel_keeps_its_particulars() -> None:
    vessel = by_id(parse(RAW))["4238"]
    assert (vessel.entity_type, vessel.countries) == (EntityType.VESSEL, ("CU",))
    assert "Vessel Owner: Samir de Navegacion S.A." in vessel.remarks


def test_remarks_go_on_in_the_comments_file() -> None:
    comments = (FOLDER / "sdn_comments.csv").read_bytes()
    party = comments.partition(b",")[0].decode()
    without = by_id(parse(packed(SDN_COMMENTS=b"")))[party].remarks
    whole = by_id(parse(RAW))[party].remarks
    assert len(whole) > len(without)
    assert whole.startswith(without)


@pytest.mark.parametrize("raw", [XML, XML.replace(b"http://tempuri.org/sdnList.xsd", NEW_NAMESPACE)])
def test_both_namespaces_of_the_xml_read_as_the_csv_does(raw: bytes) -> None:
    parsed = parse(raw)
    assert (str(parsed.as_of), parsed.unread) == ("2024-05-03", ())
    found, from_csv = by_id(parsed), by_id(parse(RAW))
    assert found["306"].aliases == (Alias("NATIONAL BANK OF CUBA"), Alias("BNC", weak=True))
    for uid in ("11347", "13172"):
        for field in ("entry_id", "name", "entity_type", "identifiers", "countries", "programme", "source_url"):
            assert getattr(found[uid], field) == getattr(from_csv[uid], field), (uid, field)


def test_an_xml_whose_record_count_disagrees_is_refused() -> None:
    with pytest.raises(ListFormatError, match="says it holds 4 records and holds 3"):
        parse(XML.replace(b"<Record_Count>3", b"<Record_Count>4"))


def test_an_xml_without_its_date_is_refused() -> None:
    with pytest.raises(ListFormatError, match="no publication date"):
        parse(XML.replace(b"05/03/2024", b""))


def test_the_advanced_xml_is_refused_by_its_root() -> None:
    with pytest.raises(ListFormatError, match='begins with "Sanctions"'):
        parse(b'<?xml version="1.0"?><Sanctions xmlns="http://www.un.org/sanctions/1.0"><a/></Sanctions>')


def test_an_xml_cut_short_or_with_a_document_type_is_refused() -> None:
    with pytest.raises(ListFormatError, match="cut short or damaged at line"):
        parse(XML[:-60])
    with pytest.raises(ListFormatError, match="document type"):
        parse(XML.replace(b"<sdnList", b'<!DOCTYPE sdnList [<!ENTITY a "b">]><sdnList', 1))


def test_an_element_nobody_knows_is_reported() -> None:
    parsed = parse(XML.replace(b"<uid>306</uid>", b"<uid>306</uid><colour>red</colour>"))
    assert parsed.unread == ("element: colour (in sdnEntry 306)",)


@pytest.mark.parametrize("member", ["SDN", "ALT", "ADD"])
def test_a_set_that_lacks_a_file_is_refused(member: str) -> None:
    with pytest.raises(ListFormatError, match=f"lacks {member}.CSV"):
        parse(packed(**{member: b""}))


def test_a_set_without_comments_is_reported() -> None:
    assert any(text.startswith("SDN_COMMENTS.CSV: not given") for text in parse(packed(SDN_COMMENTS=b"")).unread)


def test_sdn_csv_alone_is_read_and_says_what_it_lacks() -> None:
    parsed = parse((FOLDER / "sdn.csv").read_bytes())
    assert len(parsed.entries) == 41
    [said] = parsed.lacking
    assert said.startswith("SDN.CSV came alone, without the aliases, addresses and remarks of ALT.CSV, ADD.CSV")
    verdict = judge(Arrived(replace(LIST, bounds=Bounds(1, 99)), parsed, "0" * 64, None, datetime.now(UTC)), None)
    assert (verdict.gate, verdict.reason) == ("parts_missing", said)


def test_files_of_different_days_are_told_and_quarantined(shared: Path) -> None:
    whole = {"ALT": "alt_2022-01-31.csv", "ADD": "add_2022-01-31.csv"}
    assert parse(shared_set(shared, SDN="sdn_2022-01-31.csv", **whole)).lacking == ()
    folder = shared / "lists" / "ofac-sdn"
    newer = (folder / "sdn_2024-04-26.csv").read_bytes()
    given = {role: (folder / name).read_bytes() + b"\x1a" for role, name in whole.items()}
    bare, strays, newest = parse(packed(SDN=newer, SDN_COMMENTS=b"", **given)).lacking
    assert bare.endswith("parties of SDN.CSV have no row in ADD.CSV: the files are of different days.")
    assert "parties of ALT.CSV and ADD.CSV are not in SDN.CSV" in strays
    assert newest.startswith("none of the newest 300 parties has a row in ALT.CSV")
    older = parse(shared_set(shared, SDN="sdn_2022-01-31.csv", ALT="alt_2025-02-27.csv", ADD="add_2022-01-31.csv"))
    assert "parties of ALT.CSV and ADD.CSV are not in SDN.CSV" in older.lacking[0]
    assert len(older.rejected) > 5_000


def test_an_address_file_of_the_day_before_is_told() -> None:
    rows = (FOLDER / "add.csv").read_bytes().split(b"\r\n")
    last = rows[-2].split(b",")[0]
    [said] = parse(packed(ADD=b"\r\n".join(row for row in rows if not row.startswith(last + b",")))).lacking
    assert said == "1 parties of SDN.CSV have no row in ADD.CSV: the files are of different days."


def test_a_file_cut_at_the_end_of_a_line_is_refused() -> None:
    whole = (FOLDER / "sdn.csv").read_bytes()
    cut = whole[: whole.rindex(b"\r\n", 0, len(whole) // 2) + 2]
    for raw in (cut, packed(SDN=cut)):
        with pytest.raises(ListFormatError, match="0x1A"):
            parse(raw)


def test_a_file_cut_inside_a_row_is_refused() -> None:
    whole = (FOLDER / "sdn.csv").read_bytes()
    with pytest.raises(ListFormatError, match=re.escape(TITLE)):
        parse(packed(SDN=whole[: len(whole) // 2]))


def test_a_web_page_in_place_of_one_file_is_refused_by_its_name() -> None:
    with pytest.raises(ListFormatError, match=r"ALT\.CSV"):
        parse(packed(ALT=b"<html><body>403 Forbidden</body></html>"))


def test_a_damaged_zip_is_refused() -> None:
    broken = bytearray(RAW)
    broken[60] ^= 0xFF
    for raw in (bytes(broken), RAW[: len(RAW) // 2]):
        with pytest.raises(ListFormatError, match="ZIP is cut short or damaged"):
            parse(raw)


def test_an_alias_of_no_party_and_a_file_of_no_list_are_reported() -> None:
    alt = (FOLDER / "alt.csv").read_bytes().replace(b"\x1a", b'999999,1,"aka","NOBODY LTD",-0- \r\n\x1a')
    rejected = parse(packed(ALT=alt)).rejected
    assert rejected == ("ALT.CSV: 999999, 1, aka, NOBODY LTD (no such party in SDN.CSV)",)


def test_a_number_that_stands_twice_makes_two_entries() -> None:
    sdn = (FOLDER / "sdn.csv").read_bytes()
    row = b'306,"OTHER TRADING LTD",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a'
    parsed = parse(packed(SDN=sdn.replace(b"\x1a", row)))
    found = by_id(parsed)
    assert found["306/other-trading-ltd"].aliases == ()
    assert any("306 stands twice" in text for text in parsed.unread)


def test_the_whole_lists_beside_the_project_hold_what_their_manifest_counts(shared: Path) -> None:
    trio = shared_set(shared, SDN="sdn_2022-01-31.csv", ALT="alt_2022-01-31.csv", ADD="add_2022-01-31.csv")
    parsed = parse(trio)
    assert len(parsed.entries) == 9_044
    assert sum("no such party" in text for text in parsed.rejected) == 1
    assert any("2677 stands twice" in text for text in parsed.unread)
    assert parsed.name_count > 9_044 + 12_000


def test_two_editions_beside_the_project_differ_as_published(shared: Path) -> None:
    folder = shared / "lists" / "ofac-sdn"
    old, new = (folder / f"sdn_{day}.csv" for day in ("2024-04-26", "2024-05-03"))
    rows = [set(path.read_bytes().split(b"\r\n")) for path in (old, new)]
    numbers = [{row.split(b",")[0].decode() for row in each if row[:1].isdigit()} for each in rows]
    before, after = (by_id(parse(path.read_bytes())) for path in (old, new))
    assert (len(before), len(after)) == (14_668, 14_965)
    assert after.keys() - before.keys() == numbers[1] - numbers[0]
    assert before.keys() - after.keys() == numbers[0] - numbers[1]
    published = {row.split(b",")[0].decode() for row in rows[0] ^ rows[1]} & numbers[0] & numbers[1]
    assert {uid for uid in before.keys() & after.keys() if before[uid] != after[uid]} == published
