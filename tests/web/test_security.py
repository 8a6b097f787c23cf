"""What a request and an answer may look like: hosts, proxies, methods, forms, headers, keys, and files of others."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from desk_visitors import PASSWORD, Visitor, account_named, sign_in
from flask import Flask
from sqlalchemy import inspect, text

from supplychain.errors import UsageError
from supplychain.model import Role
from supplychain.settings import Settings
from web import create_app
from web.desk import KEY_FILE, Desk, session_key
from web.passwords import why_refused
from web.permissions import OPEN

SignIn = Callable[..., Visitor]
WEB = Path(__file__).resolve().parents[2] / "web"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def public_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A desk behind a proxy with TLS."""
    settings = Settings(
        home=tmp_path_factory.mktemp("public"),
        public_url="https://screening.example.org",
        trusted_proxies="10.0.0.5/32",
    )
    return create_app(settings)


def content_of(app: Flask) -> str:
    """A fingerprint over everything the store holds, but for when a session was last seen."""
    desk: Desk = app.extensions["desk"]
    digest = hashlib.sha256()
    with desk.store.engine.connect() as connection:
        for table in sorted(inspect(desk.store.engine).get_table_names()):
            if table not in ("login_session", "sqlite_sequence"):
                rows = connection.execute(text(f'SELECT * FROM "{table}"')).all()
                digest.update(f"{table} {sorted(map(repr, rows))}".encode())
    return digest.hexdigest()


def test_opening_pages_changes_nothing(desk_app: Flask, signed_in: SignIn, result_page: str) -> None:
    admin = signed_in("admin")
    before = content_of(desk_app)
    for rule in desk_app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            admin.get(re.sub(r"<[^>]+>", "0" * 32, rule.rule))
    admin.get(result_page)
    admin.get(f"{result_page}/workbook").close()
    assert content_of(desk_app) == before


@pytest.mark.parametrize("forged", ["none", "empty", "wrong", "of another"])
def test_no_form_is_taken_without_its_own_token(desk_app: Flask, signed_in: SignIn, forged: str) -> None:
    admin, other = signed_in("admin"), signed_in("reviewer")
    token = {"none": None, "empty": "", "wrong": "wrong", "of another": other.token()}[forged]
    admin.token()
    before = content_of(desk_app)
    for rule in desk_app.url_map.iter_rules():
        for method in (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}:
            path = re.sub(r"<[^>]+>", "0" * 32, rule.rule)
            by_field = admin.client.open(path, method=method, data={} if token is None else {"csrf_token": token})
            by_header = admin.client.open(path, method=method, headers={} if token is None else {"X-CSRF-Token": token})
            assert (by_field.status_code, by_header.status_code) == (403, 403), f"{method} {rule.rule}"
    assert content_of(desk_app) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_no_form_is_taken_from_another_site_not_even_the_sign_in(desk_app: Flask, headers: dict[str, str]) -> None:
    visitor = Visitor(desk_app.test_client())
    visitor.get("/login")
    form = {"csrf_token": visitor.token(), "login": "x", "password": "y"}
    assert visitor.client.post("/login", data=form, headers=headers).status_code == 403


def test_every_answer_of_every_route_carries_the_headers(desk_app: Flask, signed_in: SignIn) -> None:
    visitors = [Visitor(desk_app.test_client()), signed_in("admin")]
    for rule in desk_app.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", "0" * 32, rule.rule)
        for visitor in visitors:
            for method in ("GET", "POST", "TRACE"):
                answer = visitor.client.open(path, method=method)
                said = f"{method} {path}: {answer.status_code}"
                policy = answer.headers["Content-Security-Policy"]
                for part in (
                    "default-src 'self'",
                    "script-src 'self'",
                    "object-src 'none'",
                    "base-uri 'none'",
                    "frame-ancestors 'none'",
                    "form-action 'self'",
                ):
                    assert part in policy, said
                assert "unsafe" not in policy
                for name, value in HEADERS.items():
                    assert answer.headers[name] == value, said
                assert answer.headers["X-Request-ID"], said
                assert answer.headers["Cache-Control"] == "no-store", said
                assert answer.status_code < 500, said
                answer.close()
    assert "max-age" in visitors[0].get("/static/desk.css").headers["Cache-Control"]


def test_over_https_the_cookie_is_bound_to_the_host_and_hsts_is_sent(public_app: Flask) -> None:
    client = public_app.test_client()
    answer = client.get("/login", base_url="https://screening.example.org")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-supplychain=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("host", ["evil.example", "screening.example.org.evil.example", "10.0.0.5"])
def test_a_public_desk_answers_under_its_own_name_alone(public_app: Flask, host: str) -> None:
    assert public_app.test_client().get("/login", base_url=f"http://{host}").status_code == 400


def test_forwarded_headers_are_believed_of_the_operators_proxy_alone(public_app: Flask) -> None:
    forwarded = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}

    def ask(peer: str, **headers: str) -> int:
        environ = {"REMOTE_ADDR": peer}
        return (
            public_app.test_client()
            .get("/login", base_url="http://screening.example.org", headers=headers, environ_overrides=environ)
            .status_code
        )

    assert ask("10.0.0.6", **forwarded) == 200  # ignored
    assert ask("10.0.0.5", **forwarded) == 400  # believed, and no name of ours
    assert ask("10.0.0.5", **{**forwarded, "X-Forwarded-Host": "screening.example.org"}) == 200


def test_a_form_comes_through_the_proxy(public_app: Flask) -> None:
    account_named(public_app, "pia", Role.OFFICER)
    visitor = Visitor(public_app.test_client())
    through = {
        "base_url": "http://screening.example.org",
        "environ_overrides": {"REMOTE_ADDR": "10.0.0.5"},
        "headers": {
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.9",
            "Origin": "https://screening.example.org",
        },
    }
    page = visitor.client.get("/login", **through)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token is not None
    form = {"csrf_token": token[1], "login": "pia", "password": PASSWORD}
    assert visitor.client.post("/login", data=form, **through).status_code == 303


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_key_that_others_may_read_stops_the_start(tmp_path: Path, mode: int) -> None:
    settings = Settings(home=tmp_path)
    assert len(session_key(settings)) == 64
    (tmp_path / KEY_FILE).chmod(mode)
    with pytest.raises(UsageError, match="Others may read"):
        session_key(settings)


def test_a_key_cut_short_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).touch(mode=0o600)
    with pytest.raises(UsageError, match="shorter than 32"):
        session_key(Settings(home=tmp_path))


def test_processes_that_start_at_once_have_one_key(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: session_key(settings), range(64)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]


def test_a_debugging_desk_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    with pytest.raises(UsageError, match="FLASK_DEBUG"):
        create_app(Settings(home=tmp_path))


def test_a_short_key_stops_the_start_in_one_sentence(
    supplychain: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = supplychain("serve", SUPPLYCHAIN_SECRET_KEY="short")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "at least 32 characters" in done.stderr
    assert "short;" not in done.stderr


def test_a_password_for_the_first_time_never_reaches_the_log_or_the_arguments(
    tmp_path: Path, supplychain: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = supplychain("users", "add", "olivia", "--role", "officer", "--name", "Olivia")
    assert done.returncode == 0, done.stderr
    password = done.stdout.split()[-1]
    assert re.fullmatch(r"([a-z2-9]{4}-){4}[a-z2-9]{4}", password)
    assert password not in done.stderr
    listed = supplychain("users", "list")
    assert "olivia  officer  main  Olivia" in listed.stdout
    assert password not in listed.stdout
    assert supplychain("users", "add", "Olivia", "--role", "admin").returncode == 2
    assert supplychain("users", "disable", "olivia").returncode == 0
    assert "disabled" in supplychain("users", "list").stdout
    assert supplychain("users", "reset", "nobody").returncode == 2


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "a" * 14,
        "passwordpassword",
        "qwertyuiopasdfgh",
        "1234567890123456",
        "Mercy Hospital 2026",
        "maria.lopez.maria",
        "P@ssw0rd!P@ssw0rd!",
        "abcdefabcdefabcdef",
        "letmeinletmein123",
        "z" * 1025,
    ],
)
def test_a_password_that_is_short_or_easily_guessed_is_refused(password: str) -> None:
    assert why_refused(password, "maria.lopez", "Maria Lopez", "Mercy Hospital")


@pytest.mark.parametrize(
    "password",
    [
        "violet kettle marmot lagoon",
        "vX9#kLq2mZt7bWd4",
        "blåbærsyltetøy i kjelleren",
        "你好我的老朋友們今天天氣很好適合散步",
        " leading and trailing ",
        "x7 Q" * 16 + "unrelated words of mine",
    ],
)
def test_a_long_password_of_any_signs_is_taken(password: str) -> None:
    assert why_refused(password, "maria.lopez", "Maria Lopez", "Mercy Hospital") == ""


def test_a_long_password_is_never_cut(desk_app: Flask) -> None:
    from_web = sign_in(desk_app, account_named(desk_app, "lena", Role.OFFICER))
    long = "copper lantern orchard seven " * 8
    assert from_web.post("/account/password", present=PASSWORD, new=long, again=long).status_code == 303
    for tried, status in ((long[:72], 401), (long[:-1], 401), (long, 303)):
        visitor = Visitor(desk_app.test_client())
        assert visitor.post("/login", login="lena", password=tried).status_code == status


def test_vendored_files_are_what_their_sums_say_and_small() -> None:
    vendor = WEB / "static" / "vendor"
    told = dict(reversed(line.split("  ./")) for line in (vendor / "SHA256SUMS").read_text().splitlines())  # type: ignore[misc]
    files = {p.relative_to(vendor).as_posix(): p for p in vendor.rglob("*") if p.is_file()}
    assert set(files) == set(told) | {"SHA256SUMS", "README.md"}
    for name, digest in told.items():
        assert hashlib.sha256(files[name].read_bytes()).hexdigest() == digest, name
    assert sum(path.stat().st_size for path in files.values()) < 1_500_000


def test_what_the_stylesheets_fetch_is_theirs_and_there() -> None:
    for sheet in (WEB / "static").rglob("*.css"):
        text_of = sheet.read_text(encoding="utf-8")
        for target in re.findall(r"url\(([^)]*)\)", text_of):
            assert not target.strip("\"'").startswith(("http", "//", "data:")), f"{sheet.name} fetches {target}"


def test_the_counters_are_the_operators_alone(desk_app: Flask, signed_in: SignIn) -> None:
    operator = signed_in("admin")
    told = operator.get("/metrics")
    assert told.status_code == 200
    assert 'supplychain_requests_total{endpoint="' in told.text
    assert "supplychain_standing_flags" in told.text
    assert "supplychain_list_age_hours" in told.text
    assert operator.account.login not in told.text
    assert signed_in("admin", "Other Hospital").get("/metrics").status_code == 403
    assert signed_in("reviewer").get("/metrics").status_code == 403
    assert Visitor(desk_app.test_client()).get("/metrics").status_code == 401
    page = operator.post("/account/tokens", name="prometheus", scope="metrics", days="365").text
    token = re.search(r'id="token">([^<]+)<', page)
    assert token is not None
    bearer = {"Authorization": f"Bearer {token[1]}"}
    assert desk_app.test_client().get("/metrics", headers=bearer).status_code == 200
    reader = operator.post("/account/tokens", name="reader", scope="read", days="1").text
    other = re.search(r'id="token">([^<]+)<', reader)
    assert other is not None
    assert desk_app.test_client().get("/metrics", headers={"Authorization": f"Bearer {other[1]}"}).status_code == 403


def test_the_sign_in_page_is_shown_when_the_store_is_not_there(
    desk_app: Flask, monkeypatch: pytest.MonkeyPatch, signed_in: SignIn
) -> None:
    visitor = signed_in("officer")

    def fail(*_: object) -> None:
        raise UsageError("the store is not there: secret-path")

    monkeypatch.setattr("web.identity.live_session", fail)
    answer = visitor.get("/screenings")
    assert answer.status_code == 500
    assert "secret-path" not in answer.text
    assert answer.headers["X-Request-ID"] in answer.text
    assert "health.healthz" in OPEN
    assert visitor.get("/healthz").status_code == 200


def test_no_file_of_ours_holds_a_secret() -> None:
    root = WEB.parent
    shape = re.compile(
        rb"BEGIN (?:[A-Z]+ )?PRIVATE KEY|AKIA[0-9A-Z]{16}|\bgh[pousr]_[0-9A-Za-z]{30}|xox[abprs]-\w|sct_[\w-]{30}|AIza[\w-]{30}"
    )
    kinds = {".py", ".md", ".toml", ".txt", ".html", ".js", ".css", ".json", ".yaml", ".yml", ".sh", ".cfg", ".ini", ""}
    ours = [root / "supplychain", root / "web", root / "jobs", root / "reference_lists", root / "tests", root / "docs"]
    files = [path for folder in ours for path in folder.rglob("*") if path.is_file() and path.suffix in kinds]
    files += [path for path in root.iterdir() if path.is_file()]
    assert len(files) > 300
    assert [path.name for path in files if path.name in (KEY_FILE, ".env") or shape.search(path.read_bytes())] == []
