"""Whatever is dropped on the desk ends with a verdict, is nobody else's, and leaves nothing behind (W11, W22)."""

from __future__ import annotations

import http.client
import io
import os
import socket
import threading

import httpx
import pytest
from battery_room import BatteryRoom, opened, over_http
from desk_visitors import Visitor, work, workbook_bytes

from supplychain.store.uploads import UploadStatus, claim_upload, list_uploads, load_upload

NAMES = (
    "../../x.csv", "..\\..\\x.csv", "/etc/cron.d/x.csv", "C:\\Windows\\x.csv", "....//....//x.csv", "%2e%2e%2fx.csv",
    "x.csv\x00.xlsx", "CON.csv", "x.csv\r\nSet-Cookie: a=b", 'x"; filename="y.exe', "", ".", "..", ".csv", "a/b/c.csv",
    "‥/x.csv", "x.php.csv", "x.csv.", "x.csv::$DATA", "A" * 5_000 + ".csv",
)  # fmt: skip
SHEET = b"Supplier,Product\nAcme Ltd,Gauze\n"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> BatteryRoom:
    return opened(tmp_path_factory.mktemp("uploads"))


def lying_about(room: BatteryRoom) -> set[str]:
    """The files in the uploads folder that no upload of the organisation stands for."""
    desk = room.app.extensions["desk"]
    known = {
        one.stored_name for one in list_uploads(desk.store, "main", 10_000) if one.status is not UploadStatus.FAILED
    }
    return {path.name for path in (room.home / "uploads").iterdir()} - known


def dropped(who: Visitor, content: bytes = SHEET, name: str = "s.csv") -> str:
    """The address of an upload that waits for its columns to be confirmed."""
    answer = who.drop(content, name)
    assert answer.status_code == 303, answer.text
    work(who.client.application)
    return str(answer.headers["Location"])


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_is_shown_and_never_a_path(room: BatteryRoom, name: str) -> None:
    before = {path for path in room.home.rglob("*") if path.parent != room.home / "uploads"}
    answer = room.enter("officer").send(SHEET, name)
    assert answer.status_code in (303, 400, 415, 422), answer.text
    assert "Set-Cookie" not in answer.headers or "a=b" not in answer.headers["Set-Cookie"]
    after = {path for path in room.home.rglob("*") if path.parent != room.home / "uploads"}
    assert {path.name for path in after - before if not path.name.startswith("supplychain.db")} <= {"index"} | {
        path.name for path in after if "index" in path.parts
    }
    assert lying_about(room) == set()


@pytest.mark.parametrize("kind", ["text/html", "application/x-msdownload", "", "a" * 300, "multipart/form-data"])
def test_the_senders_word_for_the_kind_is_not_taken(room: BatteryRoom, kind: str) -> None:
    officer = room.enter("officer")
    form = {"csrf_token": officer.token(), "workbook": (io.BytesIO(SHEET), "s.csv", kind)}
    answer = officer.client.post("/uploads", data=form, content_type="multipart/form-data")
    assert answer.status_code in (303, 400), answer.text
    work(room.app)
    assert lying_about(room) == set()


def signed(room: BatteryRoom) -> dict[str, str]:
    """Headers of a program of the officer's."""
    return {"Authorization": f"Bearer {room.token('officer')}"}


def body_of(content: bytes) -> tuple[bytes, str]:
    """A multipart body with one workbook, and its type."""
    head = b'--zz\r\nContent-Disposition: form-data; name="workbook"; filename="s.csv"\r\n\r\n'
    return head + content + b"\r\n--zz--\r\n", "multipart/form-data; boundary=zz"


def test_a_body_without_its_length_is_taken_or_refused_by_its_size(room: BatteryRoom) -> None:
    with over_http(room.app, max_request_body_size=room.app.config["MAX_CONTENT_LENGTH"] + 1_000_000) as address:
        url = f"{address}/api/v1/screenings"
        for size, status in ((100, 202), (2_500_000, 413), (12_000_000, 413)):
            body, kind = body_of(b"Supplier\n" + b"Acme Ltd\n" * (size // 9))
            parts = (body[at : at + 50_000] for at in range(0, len(body), 50_000))
            try:
                answer = httpx.post(url, content=parts, headers={**signed(room), "Content-Type": kind}, timeout=60)
            except (httpx.WriteError, httpx.ReadError, httpx.RemoteProtocolError):
                assert status == 413  # the server hung up on what it would not take
            else:
                assert answer.status_code == status, answer.text
    work(room.app)
    assert lying_about(room) == set()


def test_a_body_cut_off_half_way_leaves_nothing(room: BatteryRoom) -> None:
    with over_http(room.app) as address:
        host, _, port = address.removeprefix("http://").partition(":")
        body, kind = body_of(SHEET * 10_000)
        with socket.create_connection((host, int(port)), timeout=20) as line:
            head = f"POST /api/v1/screenings HTTP/1.1\r\nHost: {host}\r\nAuthorization: {signed(room)['Authorization']}\r\n"
            line.sendall(f"{head}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body[:100_000])
        one = http.client.HTTPConnection(host, int(port), timeout=20)
        one.request("GET", "/healthz")
        assert one.getresponse().status == 200
    assert lying_about(room) == set()


def test_columns_confirmed_twice_are_confirmed_once(room: BatteryRoom) -> None:
    officer = room.enter("officer")
    page = dropped(officer)
    assert [officer.post(f"{page}/columns").status_code for _ in range(2)] == [303, 303]
    work(room.app)
    shown = officer.get(page)
    assert shown.status_code == 303
    assert officer.post(f"{page}/columns", **{"column.supplier_name": "Product"}).status_code == 303
    assert officer.get(page).headers["Location"] == shown.headers["Location"]


def test_columns_confirmed_by_many_at_once_make_one_screening(room: BatteryRoom) -> None:
    officer = room.enter("officer")
    page = dropped(officer)
    token, cookie = officer.token(), officer.client.get_cookie("supplychain_desk")
    assert cookie is not None
    answers: list[int] = []

    def confirm(path: str) -> None:
        client = room.app.test_client()
        client.set_cookie("supplychain_desk", cookie.value)
        answers.append(client.post(path, data={"csrf_token": token}).status_code)

    threads = [threading.Thread(target=confirm, args=(f"{page}/{what}",)) for what in ("columns", "discard") * 10]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) == {303}
    work(room.app)
    one = load_upload(room.app.extensions["desk"].store, page.rpartition("/")[2], "main")
    assert one.status in (UploadStatus.DONE, UploadStatus.FAILED)
    assert (one.code == "DISCARDED") == (one.status is UploadStatus.FAILED)
    assert lying_about(room) == set()


@pytest.mark.parametrize("header", ["No such column", "__proto__", "Supplier\x00", "{{7*7}}", "Supplier" * 5_000])
def test_a_header_that_the_sheet_has_not_is_refused(room: BatteryRoom, header: str) -> None:
    officer = room.enter("officer")
    page = dropped(officer)
    assert officer.post(f"{page}/columns", **{"column.country": header}).status_code == 400
    assert officer.get(page).status_code == 200
    assert officer.post(f"{page}/columns", **{"column.nonsense": "Supplier"}).status_code == 303
    work(room.app)
    assert officer.get(page).status_code == 303


def test_what_was_confirmed_is_not_thrown_away(room: BatteryRoom) -> None:
    officer = room.enter("officer")
    page = dropped(officer)
    officer.post(f"{page}/columns")
    assert officer.post(f"{page}/discard").status_code == 303
    work(room.app)
    assert officer.get(page).status_code == 303
    assert officer.post(f"{page}/discard").status_code == 303
    made = officer.get(officer.get(page).headers["Location"] + "/workbook")
    assert made.status_code == 200
    made.close()


def test_an_upload_is_another_organisations_nothing(room: BatteryRoom) -> None:
    page = dropped(room.enter("officer"))
    stranger = room.enter("admin", "Other Hospital")
    unknown = f"/uploads/{'0' * 32}"
    for path in (page, unknown):
        assert stranger.get(path).status_code == 404
        assert stranger.get(f"{path}/progress").status_code == 404
        assert stranger.post(f"{path}/columns").status_code == 404
        assert stranger.post(f"{path}/discard").status_code == 404
    told = [stranger.get(path).text.replace(page, unknown).partition("request")[0] for path in (page, unknown)]
    assert told[0][:400] == told[1][:400]
    headers = {"Authorization": f"Bearer {room.token('reviewer', 'Other Hospital')}"}
    upload_id = page.rpartition("/")[2]
    assert room.app.test_client().get(f"/api/v1/uploads/{upload_id}", headers=headers).status_code == 404
    assert room.enter("officer").get(page).status_code == 200


def test_a_worker_that_dies_while_reading_loses_nothing(room: BatteryRoom) -> None:
    officer = room.enter("officer")
    page = officer.drop(SHEET, "s.csv").headers["Location"]
    desk = room.app.extensions["desk"]
    taken = claim_upload(desk.store, "dead", desk.clock().replace(year=desk.clock().year - 1))  # its lease is out
    assert taken is not None
    work(room.app)
    assert "Screen with these columns" in officer.get(page).text


def test_a_file_whose_upload_was_never_acknowledged_is_gone_after_the_next_start(room: BatteryRoom) -> None:
    officer = room.enter("officer")
    page = dropped(officer)
    orphan = room.home / "uploads" / f"{'ab' * 16}.xlsx"
    orphan.write_bytes(b"suppliers")
    young = room.home / "uploads" / f"{'cd' * 16}.xlsx"
    young.write_bytes(b"suppliers")
    kept = room.home / "uploads" / f"{page.rpartition('/')[2]}.csv"
    for path in (orphan, kept):
        os.utime(path, (0, 0))
    opened(room.home)
    assert not orphan.exists()
    assert young.exists()
    assert kept.exists()
    young.unlink()


def test_a_second_file_of_the_same_form_is_not_kept(room: BatteryRoom) -> None:
    officer = room.enter("officer")
    key = {"sent_key": "one and the same"}
    first, again = officer.drop(SHEET, **key), officer.drop(workbook_bytes(), **key)
    assert first.headers["Location"] == again.headers["Location"]
    work(room.app)
    assert lying_about(room) == set()
