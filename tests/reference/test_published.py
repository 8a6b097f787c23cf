"""How a list version is written down and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reference_lists.bundle import bundle, main
from supplychain.errors import ListError, ListFormatError
from supplychain.model import (
    Alias,
    EntityType,
    Entry,
    EntryStatus,
    Identifier,
    ListedCountry,
    ListedEntity,
    ListedGood,
    ListVersion,
    Measure,
)
from supplychain.reference.published import (
    entry_fingerprint,
    entry_to_dict,
    read_published,
    read_version,
    write_published,
)

ENTRIES: tuple[Entry, ...] = (
    ListedEntity(
        "a/1", "Île 'n' Co.", EntityType.VESSEL, (Alias("伊宁"), Alias("IN", weak=True)), ("CN-XJ",), ("1 Road",),
        (Identifier("imo", "9"),), Measure.IMPORT_FINDING, "basis", "p", EntryStatus.PARTIAL, date(2024, 2, 29), "m",
        ("cotton",), "and subsidiaries", "line one\nline two", "https://example.org",
    ),
    ListedEntity("a/2", "Plain"),
    ListedGood("g/1", "Gloves", "Atlantis", None, forced_labor=True, listed_on=date(2020, 1, 1)),
    ListedCountry("c/1", "China", "CN", "Tier 3", 2025),
)  # fmt: skip


def version() -> ListVersion:
    when = datetime(2026, 7, 9, 12, 0, tzinfo=UTC)
    return ListVersion(
        "own",
        "2026-07-01.abababab",
        "edition",
        date(2026, 7, 1),
        "https://example.org",
        "ab" * 32,
        when,
        when,
        "bundled",
        4,
        4,
    )


def test_a_version_and_its_entries_survive_the_file(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    write_published(path, version(), ENTRIES)
    read, entries = read_published(path)
    assert entries == ENTRIES
    assert replace(read, version=version().version) == version()
    assert read_published(path.read_bytes()) == (read, ENTRIES)
    assert read_version(path.read_bytes()) == read
    assert len(path.read_text(encoding="utf-8").splitlines()) == 5
    assert "伊宁" in path.read_text(encoding="utf-8")


def test_the_same_bytes_read_differently_are_another_version(tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    write_published(one, version(), ENTRIES)
    write_published(other, version(), (replace(ENTRIES[0], remarks="read better"), *ENTRIES[1:]))
    first, second = read_version(one.read_bytes()), read_version(other.read_bytes())
    assert first.version != second.version
    assert first.version.startswith("2026-07-01.abababab.")


def test_a_value_that_holds_its_default_is_not_written() -> None:
    assert entry_to_dict(ENTRIES[1]) == {"kind": "entities", "entry_id": "a/2", "name": "Plain"}


def test_a_fingerprint_changes_with_any_field_and_with_nothing_else() -> None:
    assert len({entry_fingerprint(entry) for entry in ENTRIES}) == 4
    assert entry_fingerprint(ListedEntity("a/2", "Plain")) == entry_fingerprint(ENTRIES[1])
    assert entry_fingerprint(ListedEntity("a/2", "Plain", remarks="x")) != entry_fingerprint(ENTRIES[1])


def test_a_file_that_is_cut_or_edited_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    write_published(path, version(), ENTRIES)
    raw = path.read_bytes()
    lines = raw.splitlines(keepends=True)
    for damaged in (
        b"".join(lines[:-1]),
        raw[:-20],
        b"",
        b"{}\n",
        raw.replace(b'"entry_id"', b'"id"'),
        raw.replace(b"goods", b"plants"),
    ):
        with pytest.raises(ListFormatError):
            read_published(damaged)


def test_a_bundled_version_is_written_from_the_publishers_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = Path(__file__).parents[2] / "reference_lists" / "tip_tiers.csv"
    assert main(["tip_tiers", str(raw), "--fetched-at", "2026-10-08", "--folder", str(tmp_path)]) == 0
    found, entries = read_published(tmp_path / "tip_tiers.jsonl")
    assert (len(entries), str(found.as_of), found.fetched_at.tzinfo) == (188, "2025-09-29", UTC)
    assert "188 entries" in capsys.readouterr().out


def test_too_small_a_file_is_not_bundled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = Path(__file__).parents[1] / "reference_lists" / "tip_tiers" / "published.csv"
    with pytest.raises(ListError, match="at least 169"):
        bundle("tip_tiers", raw.read_bytes(), datetime(2026, 1, 1, tzinfo=UTC), tmp_path)
    assert main(["tip_tiers", str(raw), "--fetched-at", "2026-10-08", "--folder", str(tmp_path)]) == 3
    assert "Nothing was written" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
