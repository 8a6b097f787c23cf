"""A flagged workbook is made once, by another process, kept for its screening alone, and erased with it."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from desk_visitors import Visitor, workbook_bytes
from flask import Flask
from openpyxl import load_workbook

from supplychain import kept_workbooks, making_workbooks
from supplychain.kept_workbooks import Wanted, make_room, remove_leftovers
from supplychain.making_workbooks import ReadyWorkbooks, keep_workbook
from supplychain.retention import forget_screening
from web.desk import Desk
from web.makers import PLACES, BusyError, Makers, MakingError, NotInstalledError

CANARY = "Quorvexil Canary Fabrics"


@pytest.fixture
def desk(desk_app: Flask) -> Desk:
    opened: Desk = desk_app.extensions["desk"]
    return opened


@pytest.fixture
def page(officer: Visitor) -> Iterator[str]:
    """The address of a screening of its own."""
    rows = (
        ("Supplier", "Product", "Country of origin"),
        (f"{CANARY} {time.time_ns()}", "cotton gauze", "Turkmenistan"),
    )
    yield str(officer.send(workbook_bytes(rows)).headers["Location"])


def kept(desk: Desk, page: str) -> list[Path]:
    return sorted((desk.settings.home / "workbooks").glob(f"*{page.rpartition('/')[2]}*"))


def wanted(desk: Desk, page: str) -> Wanted:
    screening_id = page.rpartition("/")[2]
    source = desk.upload_of(screening_id)
    assert source is not None
    return Wanted(screening_id, "main", source, desk.titles())


def test_it_is_made_once_and_served_as_it_is_kept(officer: Visitor, desk: Desk, page: str) -> None:
    first = officer.get(f"{page}/workbook")
    (path,) = kept(desk, page)
    assert path.read_bytes() == first.data
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    book = load_workbook(io.BytesIO(first.data))
    assert CANARY in str(book.worksheets[0].cell(2, 1).value)
    inode = path.stat().st_ino
    again = officer.get(f"{page}/workbook")
    assert again.data == first.data
    assert kept(desk, page)[0].stat().st_ino == inode
    assert again.headers["Cache-Control"] == "no-store"
    assert again.headers["Content-Disposition"] == first.headers["Content-Disposition"]


def test_where_a_title_it_shows_changes_a_new_one_takes_its_place(
    officer: Visitor, desk: Desk, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer.get(f"{page}/workbook")
    (before,) = kept(desk, page)
    declared = {**desk.known.declared, "announced": "A list that an update of the program declares"}
    monkeypatch.setattr(desk, "known", replace(desk.known, declared=declared))
    assert officer.get(f"{page}/workbook").status_code == 200
    (after,) = kept(desk, page)
    assert after != before


def test_after_an_update_without_a_new_version_number_a_new_one_takes_its_place(
    officer: Visitor, desk: Desk, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer.get(f"{page}/workbook")
    (before,) = kept(desk, page)
    monkeypatch.setattr(kept_workbooks, "_program", lambda: "the program after the update")
    after = keep_workbook(desk.store, desk.settings.home, wanted(desk, page))
    assert after is not None and kept(desk, page) == [after] != [before]
    monkeypatch.undo()  # a desk that was not started anew is given what a maker of the new program keeps
    monkeypatch.setattr(desk.makers, "make", lambda *_: after)
    assert officer.get(f"{page}/workbook").data == after.read_bytes()


def test_the_program_that_writes_them_is_known_by_all_its_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "flags" / "export.py"
    module.parent.mkdir()
    monkeypatch.setattr(kept_workbooks, "__file__", str(tmp_path / "kept_workbooks.py"))
    told = []
    for text in ("a = 1", "a = 2", "a = 1"):
        module.write_text(text)
        told.append(kept_workbooks._program.__wrapped__())
    assert told[0] == told[2] != told[1]


def test_another_organisation_is_given_nothing_and_nothing_is_made_for_it(
    signed_in: Any, officer: Visitor, desk: Desk, page: str
) -> None:
    stranger = signed_in("admin", "Other Hospital")
    assert stranger.get(f"{page}/workbook").status_code == 404
    assert kept(desk, page) == []
    officer.get(f"{page}/workbook")
    assert stranger.get(f"{page}/workbook").status_code == 404


def test_with_the_screening_its_workbook_is_erased(officer: Visitor, desk: Desk, page: str) -> None:
    officer.get(f"{page}/workbook")
    half = kept(desk, page)[0].with_name(f".{kept(desk, page)[0].name}.abcd.part")
    half.write_bytes(CANARY.encode())
    assert forget_screening(
        desk.store, page.rpartition("/")[2], "main", "test", clock=desk.clock, home=desk.settings.home
    )
    assert kept(desk, page) == []
    assert officer.get(f"{page}/workbook").status_code == 404


def test_one_that_is_erased_while_it_is_made_is_not_kept(
    desk: Desk, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, write = wanted(desk, page), making_workbooks.write_flagged_workbook

    def erased_meanwhile(*given: Any, **more: Any) -> None:
        write(*given, **more)
        forget_screening(desk.store, asked.screening_id, "main", "test", clock=desk.clock, home=Path("/nonexistent"))

    monkeypatch.setattr(making_workbooks, "write_flagged_workbook", erased_meanwhile)
    assert not keep_workbook(desk.store, desk.settings.home, asked)
    assert kept(desk, page) == []
    assert not keep_workbook(desk.store, desk.settings.home, asked)


def test_the_worker_makes_what_was_screened_lately_before_it_is_asked_for(
    officer: Visitor, desk: Desk, page: str
) -> None:
    ready = ReadyWorkbooks(desk.store, desk.known, desk.settings.home, desk.clock)
    while ready.make_one():
        pass
    (path,) = kept(desk, page)
    inode = path.stat().st_ino
    assert officer.get(f"{page}/workbook").data == path.read_bytes()
    assert kept(desk, page)[0].stat().st_ino == inode
    long_after = ReadyWorkbooks(desk.store, desk.known, desk.settings.home, lambda: desk.clock() + timedelta(hours=2))
    assert not long_after.make_one()


def test_one_that_cannot_be_made_beforehand_is_tried_once(
    desk: Desk, page: str, caplog: pytest.LogCaptureFixture
) -> None:
    wanted(desk, page).source.write_bytes(b"something else")
    ready = ReadyWorkbooks(desk.store, desk.known, desk.settings.home, desk.clock)
    while ready.make_one():
        pass
    assert kept(desk, page) == []
    assert CANARY not in caplog.text
    assert "was not made beforehand: UsageError" in caplog.text


def test_what_nothing_speaks_of_is_removed(officer: Visitor, desk: Desk, page: str) -> None:
    officer.get(f"{page}/workbook")
    (path,) = kept(desk, page)
    stray = path.with_name(f"{'0' * 32}.abc.xlsx")
    half, fresh = path.with_name(f".{'1' * 32}.abc.xlsx.1.part"), path.with_name(f".{'2' * 32}.abc.xlsx.2.part")
    for one in (stray, half, fresh):
        one.write_bytes(b"x")
    os.utime(half, (1, 1))
    remove_leftovers(desk.store, desk.settings.home)
    assert [one.exists() for one in (path, stray, half, fresh)] == [True, False, False, True]
    fresh.unlink()


def test_those_asked_for_longest_ago_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_workbooks, "MOST_BYTES", 250)
    paths = [tmp_path / f"{name}.xlsx" for name in "abcd"]
    for at, path in enumerate(paths):
        path.write_bytes(bytes(100))
        os.utime(path, (at, at))
    make_room(tmp_path, paths[0])
    assert [path.exists() for path in paths] == [True, False, False, True]


def test_many_who_ask_at_once_get_the_same_workbook(desk_app: Flask, officer: Visitor, page: str) -> None:
    cookies = officer.client.get_cookie("supplychain_desk")
    assert cookies is not None

    def ask(_: int) -> tuple[int, bytes]:
        client = desk_app.test_client()
        client.set_cookie("supplychain_desk", cookies.value)
        answer = client.get(f"{page}/workbook")
        return answer.status_code, answer.data

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(ask, range(4)))
    assert {status for status, _ in told} == {200}
    assert len({body for _, body in told}) == 1


def test_a_maker_that_was_killed_or_has_gone_is_replaced_and_its_sentence_is_told() -> None:
    makers = Makers()
    first = makers.make("os", "getpid")
    assert makers.make("os", "getpid") == first != os.getpid()
    os.kill(first, signal.SIGKILL)
    with pytest.raises(MakingError, match="could not be made"):
        makers.make("os", "getpid")
    assert makers.make("os", "getpid") not in (first, os.getpid())
    with pytest.raises(MakingError, match="the log of the desk has why") as untold:
        makers.make("os", "listdir", "/nonexistent")
    assert not isinstance(untold.value, NotInstalledError)
    with pytest.raises(NotInstalledError):
        makers.make("no_such_module", "f")
    with pytest.raises(MakingError, match=r"nothing\.xlsx"):
        makers.make("supplychain.suppliers.sheet", "read_sheet", Path("nothing.xlsx"))


def test_a_maker_ends_with_whoever_started_it(tmp_path: Path) -> None:
    script = (
        "from web.makers import Makers; import time; print(Makers().make('os', 'getpid'), flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        child = int(started.stdout.readline())
        os.kill(child, 0)
        started.kill()
        started.wait()
    deadline = time.monotonic() + 20
    while Path(f"/proc/{child}").exists() and "Z" not in Path(f"/proc/{child}/stat").read_text().split()[2]:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_where_too_many_wait_the_next_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.makers._PATIENCE_SECONDS", 0.1)
    makers = Makers()
    with ThreadPoolExecutor(PLACES) as pool:
        waiting = [pool.submit(makers.make, "time", "sleep", 1) for _ in range(PLACES)]
        begun = threading.Event()
        while makers._places.acquire(blocking=False):
            makers._places.release()
            begun.wait(0.01)
        with pytest.raises(BusyError):
            makers.make("os", "getpid")
        for one in waiting:
            one.result()
