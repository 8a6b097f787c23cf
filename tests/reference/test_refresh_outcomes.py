"""Refreshing: one outcome an attempt, a row for each, and the last good version stays whatever happens."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from misbehaving_server import (
    GOOD,
    KEY,
    KNOWN,
    LISTED,
    Answer,
    MisbehavingServer,
    chunked,
    flaky,
    gzip_of,
    parse,
    reply,
    rows_csv,
    serving,
    with_etag,
    zipped,
)

from supplychain.errors import UnknownListError, UsageError
from supplychain.library import shelve
from supplychain.reference.discover import KnownLists, known_lists
from supplychain.reference.fetch import Attempt, FetchLimits
from supplychain.reference.fetch_address import Allowed
from supplychain.reference.reference_list import ParsedList, ReferenceList
from supplychain.reference.refresh import Outcome, RefreshOutcome, RefreshRoom, accept_quarantined, refresh_list
from supplychain.reference.refresh_quarantine import compare_entries, read_quarantined
from supplychain.reference.refresh_source import Source, _one_file
from supplychain.reference.snapshot import pack, unpack
from supplychain.settings import Settings
from supplychain.store import open_store
from supplychain.store.refreshes import last_refreshes, refreshes_of, save_refresh
from supplychain.store.versions import current_versions, load_entries, versions_of

START = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@dataclass
class Bench:
    """A home, a misbehaving server that stands for the publisher, and a clock that a test may set."""

    server: MisbehavingServer
    home: Path
    known: KnownLists = KNOWN
    now: datetime = START

    @property
    def room(self) -> RefreshRoom:
        sources = tuple((key, self.server.url()) for key in self.known.lists)
        settings = Settings(home=self.home, sources=sources, fetch_deadline=3, fetch_tries=2, fetch_max_mb=20)
        return RefreshRoom(open_store(settings), self.known, settings, lambda: self.now)

    def refresh(self, answer: Answer | None = None, given: str = "") -> RefreshOutcome:
        if answer is not None:
            self.server.give(answer)
        return refresh_list(self.room, KEY, given)

    def status(self) -> str:
        return next(one.status for one in shelve(self.room.store, self.known, self.now) if one.key == KEY)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with serving() as server:
        yield Bench(server, tmp_path / "home")


def only(listed: ReferenceList) -> KnownLists:
    return KnownLists({KEY: listed}, {}, {}, {})


def test_a_first_list_is_published_with_its_bytes_kept_and_its_attempt_recorded(bench: Bench) -> None:
    outcome = bench.refresh(with_etag(GOOD, '"v1"'))
    assert (outcome.outcome, outcome.records, outcome.added, outcome.requests) == (Outcome.UPDATED, 200, 200, 1)
    version = current_versions(bench.room.store)[KEY]
    assert (version.version, version.sha256, version.origin) == (outcome.version, outcome.sha256, "refreshed")
    assert (version.checked_at, version.source_url) == (START, bench.server.url())
    folder = bench.home / "snapshots" / KEY
    assert (folder / outcome.sha256).read_bytes() == GOOD
    taken = json.loads((folder / f"{outcome.sha256}.json").read_text())
    assert (taken["url"], taken["fetched_at"], taken["bytes"]) == (bench.server.url(), str(START), len(GOOD))
    record = last_refreshes(bench.room.store)[KEY]
    assert (record.outcome, record.verified, record.etag, record.version) == ("updated", True, '"v1"', outcome.version)
    assert bench.status() == "current"


def test_an_unchanged_list_costs_one_request_and_counts_as_checked(bench: Bench) -> None:
    bench.refresh(with_etag(GOOD, '"v1"'))
    bench.server.asked.clear()
    bench.now += timedelta(hours=30)
    outcome = bench.refresh()
    assert (outcome.outcome, outcome.http_status, len(bench.server.asked)) == (Outcome.UNCHANGED, 304, 1)
    assert current_versions(bench.room.store)[KEY].checked_at == bench.now
    assert bench.refresh(reply(200, GOOD)).outcome is Outcome.UNCHANGED
    assert len(versions_of(bench.room.store, KEY)) == 1


def test_bytes_that_changed_without_an_entry_make_no_version(bench: Bench) -> None:
    bench.refresh(reply(200, GOOD))
    outcome = bench.refresh(reply(200, GOOD.replace(b"\n", b"\r\n")))
    assert (outcome.outcome, outcome.reason) == (Outcome.UNCHANGED, "the file's bytes changed, its entries did not")
    assert len(versions_of(bench.room.store, KEY)) == 1


def test_an_update_says_what_came_and_what_went(bench: Bench) -> None:
    bench.refresh(reply(200, GOOD))
    newer = rows_csv(range(5, 210), as_of="2026-11-21").replace(b"Listed Entity 7 ", b"Listed Party 7 ")
    outcome = bench.refresh(reply(200, newer))
    assert (outcome.outcome, outcome.added, outcome.removed, outcome.changed) == (Outcome.UPDATED, 10, 5, 1)
    assert len(versions_of(bench.room.store, KEY)) == 2


CUT = GOOD[: len(GOOD) * 6 // 10]
HTML = b"<!DOCTYPE html><html><head><title>Maintenance</title></head><body>Back soon</body></html>"
MIXED = GOOD.replace(b",Listed Entity 11 ", b',"Listed Entity 11 ')  # its quote is never closed
NO_IDS = re.sub(rb"\n1[0-4],", rb"\n,", GOOD)
FAULTS: dict[str, tuple[Answer, Outcome, str]] = {
    "cut": (reply(200, CUT, length=len(GOOD)), Outcome.KEPT_LAST_GOOD, "could not be read whole"),
    "cut, reframed": (chunked(CUT), Outcome.QUARANTINED, "are gone"),
    "cut at a line's end": (reply(200, CUT[: CUT.rindex(b"\n") + 1]), Outcome.QUARANTINED, "are gone"),
    "gzip cut": (zipped(gzip_of(GOOD)[:-20]), Outcome.KEPT_LAST_GOOD, "no end"),
    "a web page": (reply(200, HTML), Outcome.KEPT_LAST_GOOD, "a web page came"),
    "an error as JSON": (reply(200, b'{"error":"rate limit","results":[]}'), Outcome.KEPT_LAST_GOOD, "rate limit"),
    "the header alone": (reply(200, GOOD[: GOOD.index(b"\n") + 1]), Outcome.QUARANTINED, "0 entries came"),
    "a renamed column": (reply(200, GOOD.replace(b"id,name", b"id,entity_name", 1)), Outcome.KEPT_LAST_GOOD, '"name" is missing'),
    "a damaged row": (reply(200, MIXED), Outcome.KEPT_LAST_GOOD, "damaged"),
    "not modified, unasked": (reply(304), Outcome.KEPT_LAST_GOOD, "not asked"),
    "fewer by far": (reply(200, rows_csv(range(120))), Outcome.QUARANTINED, "80 of 200 entries (40%) are gone"),
    "one sub-list gone": (reply(200, rows_csv([n for n in range(200) if n % 4 != 3])), Outcome.QUARANTINED, '"P3"'),
    "five times as many": (reply(200, rows_csv(range(1000))), Outcome.QUARANTINED, "1,000 entries came"),
    "names emptied": (reply(200, GOOD.replace(b"Co. Ltd", b"").replace(b"Listed Entity", b" ")), Outcome.QUARANTINED, ""),
    "ids doubled": (reply(200, rows_csv([n // 2 for n in range(200)])), Outcome.QUARANTINED, "an id given before"),
    "another list": (reply(200, rows_csv(range(1000, 1200))), Outcome.QUARANTINED, "another list"),
    "the same ids, other names": (reply(200, GOOD.replace(b"Listed Entity", b"Something Else")), Outcome.QUARANTINED, "another name"),
    "an older list": (reply(200, rows_csv(range(199), as_of="2026-10-01")), Outcome.QUARANTINED, "an older one came"),
    "an older file": (reply(200, rows_csv(range(199)), "Last-Modified: Mon, 01 Jan 2018 00:00:00 GMT"), Outcome.QUARANTINED, "2018-01-01"),
    "an encoding read twice": (reply(200, GOOD.replace(b"Entity 5", "Entité 5".encode().decode("latin1").encode())), Outcome.QUARANTINED, "encoding"),
    "rows without ids": (reply(200, NO_IDS), Outcome.QUARANTINED, "rows could not be read"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_comes_the_last_good_version_stays_and_the_outcome_says_why(bench: Bench, fault: str) -> None:
    bench.refresh(with_etag(GOOD, '"v1"'))
    held = current_versions(bench.room.store)
    answer, expected, said = FAULTS[fault]
    bench.server.give(answer)
    if fault == "not modified, unasked":
        (bench.home / "snapshots" / KEY / held[KEY].sha256).unlink()
    outcome = bench.refresh()
    assert (outcome.outcome, outcome.verified) == (expected, False)
    assert said in outcome.reason
    assert current_versions(bench.room.store) == held
    record = last_refreshes(bench.room.store)[KEY]
    assert (record.outcome, record.verified) == (expected.value, False)
    assert record.message.endswith(outcome.reason) or outcome.reason in record.message
    # The next good answer is taken as if nothing had been: no bad body's validators are asked with.
    assert bench.refresh(with_etag(GOOD, '"v1"')).outcome is Outcome.UNCHANGED


def test_a_server_that_fails_twice_is_asked_again(bench: Bench) -> None:
    outcome = bench.refresh(flaky(1, reply(200, GOOD)))
    assert (outcome.outcome, outcome.requests) == (Outcome.UPDATED, 2)


def test_nothing_held_and_nothing_to_be_had_is_no_data(bench: Bench) -> None:
    assert bench.refresh(reply(500)).outcome is Outcome.NO_DATA
    assert bench.status() == "absent"


def test_the_validators_of_a_bad_body_are_never_asked_with(bench: Bench) -> None:
    bench.refresh(with_etag(GOOD, '"v1"'))
    bench.refresh(with_etag(rows_csv(range(50)), '"bad"'))
    outcome = bench.refresh(with_etag(rows_csv(range(50)), '"bad"'))
    assert (outcome.outcome, outcome.http_status) == (Outcome.QUARANTINED, 200)
    assert b'"v1"' in bench.server.asked[-1]


def test_a_304_is_not_believed_when_the_bytes_it_speaks_of_are_damaged(bench: Bench) -> None:
    first = bench.refresh(with_etag(GOOD, '"v1"'))
    (bench.home / "snapshots" / KEY / first.sha256).write_bytes(b"rotten")
    outcome = bench.refresh()
    assert (outcome.outcome, outcome.http_status) == (Outcome.UNCHANGED, 200)
    assert (bench.home / "snapshots" / KEY / first.sha256).read_bytes() == GOOD


def test_a_date_to_come_is_no_validator(bench: Bench) -> None:
    future = "Last-Modified: Fri, 01 Jan 2099 00:00:00 GMT"
    outcome = bench.refresh(reply(200, GOOD, future))
    assert "still to come" in outcome.warnings[0]
    bench.refresh(reply(200, GOOD, future))
    assert b"if-modified-since" not in bench.server.asked[-1].lower()


def test_a_quarantined_list_is_shown_looked_at_and_accepted_with_a_reason(bench: Bench) -> None:
    bench.refresh(with_etag(GOOD, '"v1"'))
    fewer = rows_csv(range(120), as_of="2026-11-21")
    bench.now += timedelta(hours=1)
    outcome = bench.refresh(with_etag(fewer, '"v2"'))
    assert (outcome.gate, outcome.removed) == ("removed", 80)
    assert bench.status() == "quarantined"
    waiting = read_quarantined(bench.room.store, bench.known, bench.home, KEY)
    held = load_entries(bench.room.store, KEY, current_versions(bench.room.store)[KEY].version)
    assert len(compare_entries(held, waiting.parsed.entries).removed) == 80
    bench.refresh(reply(500))  # a failure afterwards hides nothing
    assert bench.status() == "quarantined"
    with pytest.raises(UsageError, match="needs --reason"):
        accept_quarantined(bench.room, KEY, "  ")
    bench.now += timedelta(hours=1)
    accepted = accept_quarantined(bench.room, KEY, "the notice of 3 May lifts 80 orders")
    assert (accepted.outcome, accepted.removed) == (Outcome.UPDATED, 80)
    assert "the notice of 3 May lifts 80 orders" in refreshes_of(bench.room.store, KEY)[0].message
    assert current_versions(bench.room.store)[KEY].entries == 120
    assert current_versions(bench.room.store)[KEY].checked_at == START + timedelta(hours=1)  # when it came
    assert bench.status() == "current"
    assert bench.refresh(with_etag(fewer, '"v2"')).http_status == 304
    with pytest.raises(UsageError, match="Nothing of the list"):
        accept_quarantined(bench.room, KEY, "again")


def test_what_a_person_has_accepted_is_not_asked_about_again_every_night(bench: Bench) -> None:
    bench.refresh(reply(200, GOOD))
    few = rows_csv(range(16), as_of="2026-11-21")  # below the list's own minimum
    assert bench.refresh(reply(200, few)).gate == "minimum"
    accept_quarantined(bench.room, KEY, "the rest was delisted")
    assert bench.refresh(reply(200, few)).outcome is Outcome.UNCHANGED
    assert bench.refresh(reply(200, rows_csv(range(15), as_of="2026-11-22"))).gate == "minimum"


def test_a_version_that_was_replaced_does_not_come_back_unseen(bench: Bench) -> None:
    bench.refresh(reply(200, GOOD))
    bench.refresh(reply(200, rows_csv(range(195))))
    assert bench.refresh(reply(200, GOOD)).gate == "rolled_back"


def test_every_row_that_gave_no_entry_is_kept_in_the_notes(bench: Bench) -> None:
    outcome = bench.refresh(reply(200, GOOD + b",Nameless,CN,P1\n"))
    assert (outcome.outcome, outcome.records, outcome.row_errors) == (Outcome.UPDATED, 200, 1)
    notes = json.loads((bench.home / "snapshots" / KEY / f"{outcome.sha256}.notes.json").read_text())
    assert notes["rejected"] == ["line 202: no id"]


def test_a_reader_that_fails_stops_its_own_list_alone(bench: Bench) -> None:
    bench.refresh(reply(200, GOOD))

    def broken(_: bytes) -> ParsedList:
        raise KeyError("surprise")

    bench.known = only(replace(LISTED, parse=broken))
    outcome = bench.refresh()
    assert (outcome.outcome, outcome.byte_count) == (Outcome.KEPT_LAST_GOOD, len(GOOD))
    assert "KeyError" in outcome.reason


def test_the_same_bytes_read_better_by_a_newer_program_are_published(bench: Bench) -> None:
    bench.refresh(with_etag(GOOD, '"v1"'))

    def better(raw: bytes) -> ParsedList:
        parsed = parse(raw)
        return replace(parsed, entries=tuple(replace(one, basis="read") for one in parsed.entries))  # type: ignore[arg-type]

    bench.known = only(replace(LISTED, parse=better))
    outcome = bench.refresh()
    assert (outcome.outcome, outcome.http_status, outcome.changed) == (Outcome.UPDATED, 304, 200)
    assert "read by a newer version of this program" in outcome.reason


def test_a_list_found_by_a_link_costs_two_requests_and_its_file_is_asked_conditionally(bench: Bench) -> None:
    bench.known = only(replace(LISTED, link_pattern=r"dataset"))
    page = b'<!DOCTYPE html><html><body><a href="/files/p-2026.csv">The Dataset</a></body></html>'
    bench.server.give(with_etag(GOOD, '"v1"'), "files/p-2026.csv")
    first = bench.refresh(reply(200, page))
    assert (first.outcome, first.requests, first.url) == (Outcome.UPDATED, 2, bench.server.url("files/p-2026.csv"))
    again = bench.refresh()
    assert (again.outcome, again.requests, again.http_status) == (Outcome.UNCHANGED, 2, 304)
    moved = bench.refresh(reply(200, page.replace(b"Dataset", b"Page")))
    assert (moved.outcome, "The publisher has moved the file" in moved.reason) == (Outcome.KEPT_LAST_GOOD, True)
    direct = bench.refresh(reply(200, GOOD))  # the operator's own mirror may give the file itself
    assert (direct.outcome, direct.requests) == (Outcome.UNCHANGED, 1)


def test_a_file_named_in_a_json_listing_is_found_and_the_latest_counts(bench: Bench) -> None:
    listed = replace(LISTED, link_pattern=r"parties_\d{5}\.csv", link_base=bench.server.url("download/"))
    bench.known = only(listed)
    names = ["Public V2/parties_26101.csv", "Public V2/parties_26326.csv", "Public V2/readme.txt"]
    bench.server.give(reply(200, GOOD), "download/Public%20V2/parties_26326.csv")
    outcome = bench.refresh(
        reply(200, json.dumps({"_embedded": {"objects": [{"key": one} for one in names]}}).encode())
    )
    assert (outcome.outcome, outcome.records, outcome.requests) == (Outcome.UPDATED, 200, 2)
    nothing = bench.refresh(reply(200, b'{"_embedded": {"objects": []}}'))
    assert (nothing.outcome, "nothing in the listing" in nothing.reason) == (Outcome.KEPT_LAST_GOOD, True)


def test_the_key_a_page_hands_to_every_browser_is_asked_with_and_sent_nowhere_else(bench: Bench) -> None:
    page, source = bench.server.url("page"), bench.server.url("data")
    listed = replace(LISTED, page=page, source=source, page_key=("apikey", r'propApiKey = "([^"]+)"'))
    other = f"http://localhost:{bench.server.port}/moved"
    attempt = Attempt.begin(
        Allowed(
            frozenset({"127.0.0.1", "localhost"}),
            frozenset({("127.0.0.1", bench.server.port), ("localhost", bench.server.port)}),
        ),
        FetchLimits(5),
    )
    bench.server.give(reply(200, b'<!doctype html><html><script>var propApiKey = "open-key";</script></html>'), "page")
    bench.server.give(reply(302, b"", f"Location: {other}"), "data")
    bench.server.give(reply(200, GOOD), "moved")
    taken = _one_file(Source(listed, FetchLimits(5)), attempt, None)
    assert taken.raw == GOOD
    assert [b"open-key" in asked for asked in bench.server.asked] == [False, True, False]


def joined(raw: bytes) -> ParsedList:
    parts = unpack(raw, "Test parties")
    return parse(parts["a.csv"] + b"".join(parts["b.csv"].splitlines(keepends=True)[1:]))


def test_a_list_of_several_files_is_taken_whole_or_not_at_all(bench: Bench) -> None:
    files = (("a.csv", "https://lists.example.org/a.csv"), ("b.csv", "https://lists.example.org/b.csv"))
    bench.known = only(replace(LISTED, files=files, parse=joined))
    sources = ((KEY, bench.server.url("")),)

    def refresh() -> RefreshOutcome:
        room = bench.room
        return refresh_list(replace(room, settings=replace(room.settings, sources=sources)), KEY)

    bench.server.give(with_etag(rows_csv(range(100)), '"a1"'), "a.csv")
    bench.server.give(with_etag(rows_csv(range(100, 200)), '"b1"'), "b.csv")
    first = refresh()
    assert (first.outcome, first.records, first.requests) == (Outcome.UPDATED, 200, 2)
    again = refresh()
    assert (again.outcome, again.http_status, again.sha256) == (Outcome.UNCHANGED, 304, first.sha256)
    bench.server.give(reply(500), "b.csv")
    assert refresh().outcome is Outcome.KEPT_LAST_GOOD
    bench.server.give(with_etag(rows_csv(range(100, 205)), '"b2"'), "b.csv")
    third = refresh()
    assert (third.outcome, third.added, third.removed) == (Outcome.UPDATED, 5, 0)
    assert pack({"b": b"2", "a": b"1"}) == pack({"a": b"1", "b": b"2"})


def test_a_list_without_a_data_file_is_its_bundled_table_and_never_reads_as_stale(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    now = datetime.now(UTC)
    room = RefreshRoom(open_store(settings), known_lists(), settings, lambda: now)
    outcome = refresh_list(room, "tip_tiers")
    assert (outcome.outcome, outcome.requests, outcome.verified) == (Outcome.UNCHANGED, 0, True)
    assert outcome.reason == "no data file is published; the bundled table is the list"
    status = {one.key: one.status for one in shelve(room.store, room.known, now)}
    assert (status["tip_tiers"], status["uflpa_entities"]) == ("current", "stale")


def test_a_file_from_the_disk_is_taken_as_a_fetched_one(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "parties.csv").write_bytes(GOOD)
    outcome = bench.refresh(given=str(tmp_path / "parties.csv"))
    assert (outcome.outcome, outcome.url, bench.server.asked) == (Outcome.UPDATED, "parties.csv", [])
    (tmp_path / "parties.csv").write_bytes(rows_csv(range(150)))
    assert bench.refresh(given=str(tmp_path / "parties.csv")).gate == "removed"


def test_any_refresh_at_all_makes_a_bundled_version_stale_and_a_verified_one_current(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, sources=(("uflpa_entities", "http://127.0.0.1:9/"),), fetch_tries=1)
    now = datetime.now(UTC)
    room = RefreshRoom(open_store(settings), known_lists(), settings, lambda: now)

    def status() -> str:
        return {one.key: one.status for one in shelve(room.store, room.known, now)}["uflpa_entities"]

    assert status() == "bundled"
    assert refresh_list(room, "uflpa_entities").outcome is Outcome.KEPT_LAST_GOOD
    assert status() == "stale"


def test_a_clock_set_back_makes_no_list_younger(bench: Bench) -> None:
    bench.refresh(reply(200, GOOD))
    bench.now += timedelta(hours=60)
    assert bench.status() == "stale"
    bench.refresh(reply(500))  # the clock was seen at 60 hours
    bench.now = START + timedelta(hours=1)
    assert bench.status() == "stale"
    bench.now = START - timedelta(days=400)
    assert bench.status() == "stale"
    bench.now = START + timedelta(hours=61)
    bench.refresh(reply(200, GOOD))
    assert bench.status() == "current"


def test_a_check_made_by_a_clock_that_ran_ahead_does_not_last(bench: Bench) -> None:
    bench.now = START + timedelta(days=400)
    bench.refresh(reply(200, GOOD))
    bench.now = START
    assert bench.status() == "stale"
    bench.refresh(reply(200, GOOD))
    assert bench.status() == "current"


def test_an_unknown_list_is_told(bench: Bench) -> None:
    with pytest.raises(UnknownListError, match="no public list 'nosuch'"):
        refresh_list(bench.room, "nosuch")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_home_that_cannot_be_written_is_told(bench: Bench) -> None:
    bench.refresh(reply(200, GOOD))
    (bench.home / "snapshots").chmod(0o500)
    assert "permissions" in bench.refresh().reason


def test_a_full_database_keeps_the_last_good_version_and_says_so(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.refresh(reply(200, GOOD))
    held = current_versions(bench.room.store)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("supplychain.reference.snapshot.Snapshots._write", full)
    outcome = bench.refresh(reply(200, rows_csv(range(205))))
    assert outcome.outcome is Outcome.KEPT_LAST_GOOD
    assert "free some space" in outcome.reason
    assert current_versions(bench.room.store) == held


def test_two_refreshes_of_one_list_at_once_make_one_version(bench: Bench) -> None:
    bench.server.give(with_etag(GOOD, '"v1"'))
    bench.room.store.close()
    outcomes: list[RefreshOutcome] = []
    threads = [threading.Thread(target=lambda: outcomes.append(bench.refresh())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.outcome.value for one in outcomes) == ["unchanged", "unchanged", "unchanged", "updated"]
    assert len(versions_of(bench.room.store, KEY)) == 1


def test_an_attempt_that_was_killed_leaves_its_row(bench: Bench) -> None:
    bench.refresh(reply(200, GOOD))
    save_refresh(bench.room.store, replace(last_refreshes(bench.room.store)[KEY], outcome="running", verified=False))
    (bench.home / "snapshots" / KEY / ".part-1-x").write_bytes(b"half")
    bench.refresh(reply(200, GOOD))
    stopped = refreshes_of(bench.room.store, KEY)[1]
    assert (stopped.outcome, "was stopped" in stopped.message) == ("kept_last_good", True)
    assert not list((bench.home / "snapshots" / KEY).glob(".part-*"))


Command = Callable[..., object]


def test_the_command_says_one_outcome_a_list_and_exits_3_where_one_is_not_verified(
    supplychain: Command, home: Path
) -> None:
    with serving() as server:
        server.give(reply(200, HTML), "uflpa")
        environ = {"SUPPLYCHAIN_SOURCE_UFLPA_ENTITIES": server.url("uflpa"), "SUPPLYCHAIN_FETCH_TRIES": "1"}
        ran = supplychain("refresh", "uflpa_entities", "tip_tiers", "--format", "json", **environ)
    told = json.loads(ran.stdout)  # type: ignore[attr-defined]
    assert [(one["key"], one["outcome"]) for one in told] == [
        ("uflpa_entities", "kept_last_good"),
        ("tip_tiers", "unchanged"),
    ]
    assert {"reason", "http_status", "bytes", "sha256", "records", "added", "removed", "changed", "url"} <= told[
        0
    ].keys()
    assert ran.returncode == 3  # type: ignore[attr-defined]
    assert supplychain("refresh", "tip_tiers").returncode == 0  # type: ignore[attr-defined]
    store = open_store(Settings(home=home))
    assert [len(refreshes_of(store, key)) for key in ("uflpa_entities", "tip_tiers")] == [1, 2]
    store.close()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("refresh", "nosuch"), "no public list 'nosuch'"),
        (("refresh", "--from", "x.csv"), "--from takes one list"),
        (("refresh", "uflpa_entities", "--from", "nosuch.html"), "there is no such file"),
        (("refresh", "--accept", "uflpa_entities"), "needs --reason"),
        (("refresh", "--accept", "uflpa_entities", "--reason", "x"), "Nothing of the list"),
        (("refresh", "--reason", "x"), "--reason goes with --accept"),
        (("lists", "diff", "uflpa_entities", "quarantined"), "Nothing of the list"),
    ],
)
def test_a_command_that_makes_no_sense_is_told_in_one_sentence(
    supplychain: Command, arguments: tuple[str, ...], said: str
) -> None:
    ran = supplychain(*arguments)
    assert (ran.returncode, said in ran.stderr, "Traceback" in ran.stderr) == (2, True, False)  # type: ignore[attr-defined]


def test_a_list_that_states_no_day_bears_the_day_its_server_gives_it_where_that_is_sound(tmp_path: Path) -> None:
    def undated(raw: bytes) -> ParsedList:
        return replace(parse(raw), as_of=date(2026, 10, 1), edition="its entries go up to 2026-10-01", dated=False)

    with serving() as server:
        bench = Bench(server, tmp_path / "home", only(replace(LISTED, parse=undated)))
        served = reply(200, GOOD, "Last-Modified: Fri, 20 Nov 2026 10:00:00 GMT", 'ETag: "1"')
        bench.refresh(served)
        version = current_versions(bench.room.store)[KEY]
        assert (version.as_of, version.edition) == (date(2026, 11, 20), "files served as of 2026-11-20")
        assert bench.refresh(served).outcome is Outcome.UNCHANGED
        by_hand = tmp_path / "hand.csv"
        by_hand.write_bytes(rows_csv(range(201)))  # no server dates it: the guess makes it no older than the one held
        assert bench.refresh(given=str(by_hand)).outcome is Outcome.UPDATED
        bench.refresh(reply(200, rows_csv(range(202)), "Last-Modified: Fri, 20 Nov 2099 10:00:00 GMT"))
        assert current_versions(bench.room.store)[KEY].as_of == date(2026, 10, 1)
