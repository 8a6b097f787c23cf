"""The desk leads from a sheet to its flags, tells bad files in one sentence, and shows nothing to the wrong asker."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_visitors import Officer, workbook_bytes
from flask import Flask
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from supplychain.errors import StoreError

TEMPLATES = Path(__file__).resolve().parents[2] / "web" / "templates"


def uploads_in(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "uploads").iterdir())


def test_a_sheet_sent_leads_to_its_flags_by_consequence(officer: Officer, result_page: str) -> None:
    page = officer.client.get(result_page).text
    assert page.index("Hoshine Silicon") < page.index("Acme Gloves")
    assert "Import barred" in page
    assert "4 rows read, 1 skipped" in page
    assert "list versions on 20" in page
    assert "stale or absent" in page


def test_the_severity_filter_shows_only_what_was_chosen(officer: Officer, result_page: str) -> None:
    page = officer.client.get(f"{result_page}?severity=import_barred").text
    shown = set(re.findall(r'class="flag flag-(\w+)"', page))
    assert shown == {"import_barred"}


@pytest.mark.parametrize("query", ["severity=nonsense", "page=999999999", "page=-1", "page=x", "severity=high&page=2"])
def test_odd_queries_still_give_a_page(officer: Officer, result_page: str, query: str) -> None:
    assert officer.client.get(f"{result_page}?{query}").status_code == 200


def test_the_flagged_workbook_is_the_officers_own_with_our_columns(officer: Officer, result_page: str) -> None:
    response = officer.client.get(f"{result_page}/workbook")
    assert response.status_code == 200
    assert "filename=suppliers-flagged.xlsx" in response.headers["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(response.data)).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert headings[:4] == ["Supplier", "Product", "Country of origin", "Severity"]
    assert sheet["D2"].value == "Import barred"
    response.close()


def test_texts_of_the_sheet_stay_text_on_the_page(officer: Officer, result_page: str) -> None:
    page = officer.client.get(result_page).text
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "49 cotton" not in page


def test_past_screenings_are_listed(officer: Officer, result_page: str) -> None:
    assert result_page in officer.client.get("/screenings").text


def test_the_lists_page_names_held_and_missing_lists(officer: Officer) -> None:
    page = officer.client.get("/lists").text
    assert "UFLPA Entity List" in page
    assert "Bundled with the program" in page
    assert "no version held" in page
    assert "No list has been refreshed here yet" in page


@pytest.mark.parametrize(
    ("content", "name", "status", "words"),
    [
        (b"", "empty.xlsx", 422, "empty.xlsx"),
        (b"not a workbook", "x.xlsx", 422, "x.xlsx"),
        (b"a;b\n1;2\n", "figures.csv", 422, "figures.csv"),
        (b"MZ\x90", "tool.exe", 415, "is no workbook this desk reads"),
        (b"x", "../../etc/passwd", 415, "passwd"),
        (b"x", "<img src=x>.doc", 415, "&lt;img"),
    ],
)
def test_a_file_that_cannot_be_read_gives_one_sentence_and_leaves_nothing(
    officer: Officer, desk_home: Path, content: bytes, name: str, status: int, words: str
) -> None:
    before = uploads_in(desk_home)
    response = officer.send(content, name)
    assert response.status_code == status, response.text
    assert 'role="alert"' in response.text
    assert words in response.text
    assert str(desk_home) not in response.text
    assert uploads_in(desk_home) == before


def test_no_file_at_all_is_told_in_one_sentence(officer: Officer) -> None:
    response = officer.client.post("/uploads", data={"csrf_token": officer.token()})
    assert response.status_code == 400
    assert "No file was chosen" in response.text


def test_two_files_at_once_are_refused(officer: Officer) -> None:
    two = [(io.BytesIO(workbook_bytes()), "a.xlsx"), (io.BytesIO(workbook_bytes()), "b.xlsx")]
    data = {"csrf_token": officer.token(), "workbook": two}
    response = officer.client.post("/uploads", data=data, content_type="multipart/form-data")
    assert response.status_code == 400
    assert "one workbook at a time" in response.text


def test_a_file_over_the_limit_is_refused_with_the_limit(officer: Officer) -> None:
    response = officer.send(b"x" * 2_200_000)
    assert response.status_code == 413
    assert "larger than the 2 MB" in response.text


def test_a_file_just_under_the_limit_is_read(officer: Officer) -> None:
    rows = "".join(f"Supplier number {number},{'x' * 900}\n" for number in range(2_000))
    response = officer.send(f"Supplier,Note\n{rows}".encode(), "wide.csv")
    assert response.status_code == 303, response.text


def test_a_form_without_the_sessions_token_is_refused(officer: Officer, signed_in: Callable[..., Officer]) -> None:
    other = signed_in("officer").token()
    for token in ("", "wrong", other, "ü"):
        officer.token()
        assert officer.send(workbook_bytes(), csrf_token=token).status_code == 403


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_form_from_another_site_is_refused(officer: Officer, headers: dict[str, str]) -> None:
    response = officer.client.post("/uploads", data={"csrf_token": officer.token()}, headers=headers)
    assert response.status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "10.0.0.1", "127.0.0.1.evil.example", "169.254.169.254"])
def test_only_loopback_hosts_are_answered(officer: Officer, host: str) -> None:
    response = officer.client.get("/", base_url=f"http://{host}")
    assert response.status_code == 400
    assert host not in response.text


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "http://localhost"])
def test_every_loopback_name_is_answered(officer: Officer, base: str) -> None:
    assert officer.client.get("/healthz", base_url=base).status_code == 200


def test_every_answer_carries_the_security_headers(officer: Officer, result_page: str) -> None:
    for path in ("/", "/lists", "/screenings", result_page, f"{result_page}/workbook", "/nothing", "/healthz"):
        headers = officer.client.get(path).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Request-ID"]
    style = officer.client.get("/static/desk.css")
    assert style.headers["X-Content-Type-Options"] == "nosniff"


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(stranger: Officer) -> None:
    cookie = stranger.client.get("/login").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_no_template_holds_a_script_or_an_inline_style() -> None:
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if path.name == "paper.html":  # becomes a PDF and is never sent to a browser
            continue
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|javascript:|https?://|\|safe", text), path.name


@pytest.fixture
def failing(officer: Officer, desk_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], TestResponse]:
    """What is answered where a page fails with an error."""

    def answered(error: Exception) -> TestResponse:
        def fail() -> None:
            raise error

        monkeypatch.setitem(desk_app.view_functions, "lists.index", fail)
        return officer.client.get("/lists")

    return answered


def test_a_failure_shows_a_number_and_no_trace(failing: Callable[[Exception], TestResponse]) -> None:
    response = failing(RuntimeError("supplier Secret Ltd in /a/path"))
    assert response.status_code == 500
    assert "Secret" not in response.text
    assert response.headers["X-Request-ID"] in response.text


def test_what_ails_the_store_is_told_in_the_log_alone(
    failing: Callable[[Exception], TestResponse], caplog: pytest.LogCaptureFixture
) -> None:
    response = failing(StoreError("The database cannot grow because the disk is full; free some space and try again."))
    assert response.status_code == 500
    assert "disk is full" not in response.text
    assert "disk is full" in caplog.text


def test_a_failure_while_keeping_the_result_is_told_and_the_file_removed(
    officer: Officer, desk_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("supplychain.uploading.save_screening", fail)
    before = uploads_in(desk_home)
    page = officer.send(workbook_bytes())
    assert page.status_code == 422
    assert "Something went wrong" in page.text
    assert "No space left" not in page.text
    assert uploads_in(desk_home) == before


@pytest.mark.parametrize(
    "path", ["/screenings/" + "0" * 32, "/screenings/..%2f..%2fetc", "/screenings/%00/workbook", "/x"]
)
def test_unknown_addresses_give_the_same_plain_page(officer: Officer, path: str) -> None:
    response = officer.client.get(path)
    assert response.status_code == 404
    assert "There is nothing at this address" in response.text


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "BREW"])
def test_other_methods_are_not_taken(officer: Officer, method: str) -> None:
    assert officer.client.open("/", method=method).status_code == 405


def test_health_says_up_and_ready_says_lists(officer: Officer) -> None:
    assert officer.client.get("/healthz").json == {"status": "ok"}
    ready = officer.client.get("/readyz")
    assert (ready.status_code, ready.json["status"]) == (200, "ready")
    assert ready.json["lists"] > 0


def test_ready_is_refused_where_no_list_is_held(
    officer: Officer, desk_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_app.extensions["desk"], "shelf", lambda: ())
    assert officer.client.get("/readyz").status_code == 503


def test_pages_never_give_a_verdict(officer: Officer, result_page: str) -> None:
    for path in ("/", "/lists", "/screenings", result_page):
        words = set(re.findall(r"[a-z]+", officer.client.get(path).text.lower()))
        assert not {"clean", "cleared"} & words
