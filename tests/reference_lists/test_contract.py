"""What every reference list on disk must keep, whoever wrote it."""

from __future__ import annotations

import json
import pkgutil
import socket
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import reference_lists
from reference_lists import DECLARED, bundled, bundled_entries, bundled_versions, public_lists
from supplychain.errors import ListFormatError
from supplychain.model import Entry, ListedCountry, ListedEntity, ListedGood
from supplychain.reference.published import entry_from_dict, entry_to_dict

FIXTURES = Path(__file__).parent
LISTS = public_lists()
PUBLISHED_COUNTS = {"dol_goods": 467, "eo_13126": 54, "uflpa_entities": 160, "cbp_wro": 106, "tip_tiers": 188}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a list opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)


def published(key: str) -> Path:
    found = list((FIXTURES / key).glob("published.*"))
    assert len(found) == 1, f"tests/reference_lists/{key} needs one published.* in the publisher's own format"
    return found[0]


def expected(key: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FIXTURES / key / "expected.json").read_text(encoding="utf-8"))
    return read


def test_every_module_is_a_list_or_says_by_its_name_that_it_is_none() -> None:
    modules = {module.name for module in pkgutil.iter_modules(reference_lists.__path__)}
    assert {name for name in modules if not name.startswith("_")} == {*LISTS, "bundle"}


def test_a_list_we_promise_is_either_read_or_declared_as_missing() -> None:
    assert not DECLARED.keys() & LISTS.keys()
    assert {"ofac_sdn", "hhs_leie", "sam_exclusions"} <= DECLARED.keys() | LISTS.keys()
    assert "opensanctions" not in DECLARED  # optional, so that its absence is no gap
    assert all(DECLARED.values())


@pytest.mark.parametrize("key", LISTS)
def test_the_published_excerpt_parses_to_what_is_expected(key: str) -> None:
    parsed = LISTS[key].parse(published(key).read_bytes())
    want = expected(key)
    assert [entry_to_dict(entry) for entry in parsed.entries] == want["entries"]
    assert (str(parsed.as_of), parsed.edition, list(parsed.unread)) == (want["as_of"], want["edition"], want["unread"])


@pytest.mark.parametrize("key", LISTS)
def test_every_published_value_of_the_excerpt_is_used_or_ignored_by_name(key: str) -> None:
    assert LISTS[key].parse(published(key).read_bytes()).unread == ()


@pytest.mark.parametrize("key", LISTS)
def test_a_list_introduces_itself_in_full(key: str) -> None:
    listed = LISTS[key]
    for text in (listed.title, listed.publisher, listed.page, listed.licence, listed.cadence, listed.basis):
        assert text
    assert listed.page.startswith("https://")
    assert listed.source == "" or listed.source.startswith("https://")
    assert 0 < listed.bounds.minimum < listed.bounds.maximum
    assert import_module(f"reference_lists.{key}").__doc__


@pytest.mark.parametrize("key", LISTS)
@pytest.mark.parametrize(
    "wrong",
    [b"", b"   \n", b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>",
     b"PK\x03\x04 not a workbook", b"\x00\x01\x02\x03", b"nothing,of,ours\n1,2,3\n", b"<Other><a/></Other>"],
    ids=["empty", "blank", "login page", "false zip", "binary", "other csv", "other xml"],
)  # fmt: skip
def test_wrong_bytes_are_refused_with_one_plain_sentence(key: str, wrong: bytes) -> None:
    with pytest.raises(ListFormatError) as refused:
        LISTS[key].parse(wrong)
    assert str(refused.value).startswith(LISTS[key].title)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("key", ["dol_goods", "eo_13126", "uflpa_entities"])
def test_a_file_cut_short_is_refused(key: str) -> None:
    raw = published(key).read_bytes()
    with pytest.raises(ListFormatError):
        LISTS[key].parse(raw[: len(raw) * 2 // 3])


def test_a_csv_cut_inside_a_quoted_cell_is_refused() -> None:
    raw = published("cbp_wro").read_bytes()
    with pytest.raises(ListFormatError):
        LISTS["cbp_wro"].parse(raw[: raw.index(b"See China WRO.")])


@pytest.mark.parametrize("key", bundled_versions())
def test_the_bundled_version_is_within_its_bounds_and_its_ids_are_unique(key: str) -> None:
    entries = bundled_entries(key)
    assert LISTS[key].bounds.minimum <= len(entries) <= LISTS[key].bounds.maximum
    assert len({entry.entry_id for entry in entries}) == len(entries)


@pytest.mark.parametrize("key", bundled_versions())
def test_every_place_of_a_bundled_version_has_its_code(key: str) -> None:
    for entry in bundled_entries(key):
        if isinstance(entry, ListedGood | ListedCountry):
            assert entry.country, entry
        elif isinstance(entry, ListedEntity) and entry.entity_type != "vessel":
            assert entry.countries, entry


@pytest.mark.parametrize("key", bundled_versions())
def test_every_bundled_entry_bears_its_basis_in_law_and_its_source(key: str) -> None:
    for entry in bundled_entries(key):
        assert entry.basis, entry
        assert entry.source_url.startswith("https://"), entry


def test_the_bundled_versions_hold_what_their_publishers_counted() -> None:
    versions = bundled_versions()
    assert {key: versions[key].entries for key in PUBLISHED_COUNTS} == PUBLISHED_COUNTS
    for version, entries in bundled():
        assert version.entries == len(entries)
        assert version.version.startswith(f"{version.as_of}.{version.sha256[:8]}.")
        assert version.origin == "bundled"
        assert version.fetched_at.tzinfo is not None


def test_an_entry_survives_being_written_and_read_back() -> None:
    entries: list[Entry] = [entry for _, found in bundled() for entry in found]
    assert [entry_from_dict(json.loads(json.dumps(entry_to_dict(entry)))) for entry in entries] == entries
