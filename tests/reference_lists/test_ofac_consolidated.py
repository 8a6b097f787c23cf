"""How OFAC's non-SDN list is read: the same files under other names, a red flag and no bar."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from reference_lists.ofac_consolidated import LIST, parse
from supplychain.errors import ListFormatError
from supplychain.model import ListedEntity, Measure

FOLDER = Path(__file__).parent / "ofac_consolidated"
RAW = (FOLDER / "published.zip").read_bytes()


def test_the_published_zip_is_the_files_beside_it() -> None:
    with zipfile.ZipFile(io.BytesIO(RAW)) as archive:
        assert archive.namelist() == [name for name, _ in LIST.files]
        for name in archive.namelist():
            assert archive.read(name) == (FOLDER / name.lower()).read_bytes()


def test_a_listing_here_is_a_red_flag_and_names_its_programme() -> None:
    assert LIST.measure is Measure.INTEGRITY
    entries = {e.entry_id: e for e in parse(RAW).entries if isinstance(e, ListedEntity)}
    assert entries["9639"].programme == "NS-PLC"
    assert all(entry.programme for entry in entries.values())


def test_the_files_of_the_other_ofac_list_are_refused() -> None:
    with pytest.raises(ListFormatError, match=r"lacks CONS_PRIM\.CSV"):
        parse((FOLDER.parent / "ofac_sdn" / "published.zip").read_bytes())


def test_the_whole_list_beside_the_project_holds_what_its_manifest_counts(shared: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, _ in LIST.files:
            path = shared / "lists" / "ofac-cons" / f"{name.lower().removesuffix('.csv')}_2025-12-19.csv"
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes())
    parsed = parse(out.getvalue())
    assert len(parsed.entries) == 442
    assert parsed.name_count >= 442 + 1_073
    assert LIST.bounds.minimum <= len(parsed.entries) <= LIST.bounds.maximum
    assert parsed.unread == ()
