"""The review desk: who may decide, whose flags they are, who wins, and that nothing needs a script."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from desk_visitors import Visitor, account_named, sign_in
from flask import Flask

from supplychain.model import Decision, Role, StandingStatus
from supplychain.settings import Settings
from supplychain.store.audit_verify import verify_trail
from supplychain.store.dispositions import StandingFlag, dispositions_of
from web import create_app
from web.differing import compared, side_by_side

sys.path.append(str(Path(__file__).resolve().parents[1] / "flags"))  # where the review's bench stands
from reviewed import HOSHINE, LINE, Bench, Somebody, other

SignIn = Callable[..., Visitor]
REASON = "Another company: different owner and address."


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, desk_database: Callable[[], str]) -> Flask:
    """A desk of its own: these tests count what waits."""
    home = tmp_path_factory.mktemp("review")
    made = create_app(Settings(home=home, database_url=desk_database(), max_upload_mb=2))
    made.config["SERVER_NAME"] = None
    return made


@pytest.fixture(scope="module")
def enter(app: Flask) -> SignIn:
    def come(role: str, organisation: str = "main", number: int = 1) -> Visitor:
        login = f"{role}{number}.{organisation.replace(' ', '.')}"
        return sign_in(app, account_named(app, login, Role(role), organisation))

    return come


@pytest.fixture
def bench(app: Flask, request: pytest.FixtureRequest) -> Bench:
    """A supplier of its own for each test, with one import-barred flag of a high score."""
    desk = app.extensions["desk"]
    made = Bench(desk.store, now=desk.clock())
    made.upload(mine(request))
    return made


def mine(request: pytest.FixtureRequest, **cells: object) -> object:
    return replace(LINE, supplier_id=request.node.name[:60], **cells)  # type: ignore[arg-type]


@pytest.fixture
def flag(bench: Bench, request: pytest.FixtureRequest) -> StandingFlag:
    return next(one for one in bench.flags() if one.supplier_key == request.node.name[:60].casefold())


def form(flag: StandingFlag, decision: str = "true_match", **more: object) -> dict[str, object]:
    return {"decision": decision, "reason": REASON, "revision": str(flag.revision), **more}


def test_the_queue_leads_to_the_flag_and_the_decision_to_the_next_one(
    enter: SignIn, flag: StandingFlag, bench: Bench
) -> None:
    ann = enter("reviewer")
    assert f"/review/{flag.flag_id}" in ann.get("/review").text
    answer = ann.post(f"/review/{flag.flag_id}/decision", **form(flag))
    assert answer.status_code == 303
    assert f"done={flag.flag_id}" in answer.headers["Location"]
    assert "true match" in ann.get(answer.headers["Location"]).text
    assert bench.again(flag).decision == "true_match"
    assert f"/review/{flag.flag_id}" not in ann.get("/review").text


def test_the_page_shows_both_sides_the_reasons_and_the_law(enter: SignIn, flag: StandingFlag) -> None:
    page = enter("officer").get(f"/review/{flag.flag_id}").text
    assert re.search(r"<mark><span[^>]*>only here: </span>\s*Industry \(Shanshan\) Co\., Ltd\.</mark>", page)
    assert "+62.00" in page
    assert "The telling words agree" in page
    assert "P.L. 117-78" in page
    assert "https://example.org" in page
    assert "Reviewers and admins decide upon flags." in page
    assert "Nobody has decided upon this flag yet." in page


def test_a_flag_of_the_maker_says_so_wherever_it_is_told(
    enter: SignIn, bench: Bench, request: pytest.FixtureRequest
) -> None:
    bench.upload(mine(request, supplier_name="Tri-County Supply", maker="Hoshine Silicon Ind."))
    flag = next(one for one in bench.flags() if one.supplier_name == "Tri-County Supply")
    ann, told = enter("reviewer"), f"“Hoshine Silicon Ind.” matches {HOSHINE.name}"
    assert f"its maker {told}" in " ".join(re.sub("</?strong>", "", ann.get(f"/review/{flag.flag_id}").text).split())
    for page in ("/review?q=tri-county", "/overview", f"/suppliers/show?key={flag.supplier_key}"):
        assert told in ann.get(page).text, page
    named = next(one for one in bench.flags() if one.supplier_name == LINE.supplier_name)
    assert f"“{LINE.supplier_name}” matches" not in ann.get(f"/review/{named.flag_id}").text


def test_a_flag_of_a_row_that_names_no_supplier_can_be_opened_from_every_page(enter: SignIn, bench: Bench) -> None:
    bench.upload(
        replace(LINE, supplier_name="", supplier_id="", maker="Hoshine Silicon (nameless)"), file="nameless.xlsx"
    )
    ann = enter("reviewer")
    (flag,) = (one for one in bench.flags() if not one.supplier_name)
    theirs = f"/suppliers/show?{urlencode({'key': flag.supplier_key})}"
    for page in ("/review", "/suppliers", theirs, "/screenings"):
        told = ann.get(page).text
        assert not re.search(r"<a [^>]*>\s*</a>", told), page
        assert page == "/screenings" or "(no supplier named)" in told, page
        assert page in ("/screenings", "/review") or "maker: Hoshine Silicon (nameless)" in told, page


def test_an_officer_reads_and_attaches_and_decides_nothing(enter: SignIn, flag: StandingFlag, bench: Bench) -> None:
    otto = enter("officer")
    for path, fields in (
        ("decision", form(flag)),
        ("second", {"agree": "yes", "disposition": "x", "reason": ""}),
        ("undo", {}),
    ):
        assert otto.post(f"/review/{flag.flag_id}/{path}", **fields).status_code == 403
    assert otto.get("/review/waiting").status_code == 403
    sent = {"file": (io.BytesIO(b"%PDF-1.7 letter"), "letter.pdf"), "note": "Their letter"}
    assert otto.post(f"/review/{flag.flag_id}/evidence", **sent).status_code == 303
    assert bench.again(flag) == flag


def test_another_organisation_meets_nothing_of_it(enter: SignIn, flag: StandingFlag, bench: Bench) -> None:
    ann, eve = enter("reviewer"), enter("reviewer", "Other Hospital")
    ann.post(f"/review/{flag.flag_id}/evidence", file=(io.BytesIO(b"%PDF-1.7 letter"), "letter.pdf"))
    evidence_id = re.findall(r"/review/evidence/([0-9a-f]{32})", ann.get(f"/review/{flag.flag_id}").text)[0]
    ann.post(f"/review/{flag.flag_id}/decision", **form(flag, "false_positive"))
    (waits,) = dispositions_of(bench.store, "main", [flag.flag_id])
    nothing = "0" * 32
    for path, unknown in (
        (f"/review/{flag.flag_id}", f"/review/{nothing}"),
        (f"/review/evidence/{evidence_id}", f"/review/evidence/{nothing}"),
        (f"/suppliers/show?key={flag.supplier_key}", f"/suppliers/show?key={nothing}"),
    ):
        answer, never = eve.get(path), eve.get(unknown)
        assert (answer.status_code, never.status_code) == (404, 404)
        strip = re.compile(r"[0-9a-f]{16,32}|href=\"[^\"]*\"")
        assert strip.sub("", answer.text) == strip.sub("", never.text)
    second = {"agree": "yes", "disposition": waits.disposition_id, "reason": ""}
    for path, fields in (("decision", form(flag)), ("second", second), ("undo", {}), ("evidence", {})):
        assert eve.post(f"/review/{flag.flag_id}/{path}", **fields).status_code in (404, 422), path
    assert "Hoshine" not in eve.get("/review?status=all").text + eve.get("/suppliers").text
    assert "Hoshine" not in eve.get("/review/waiting").text + eve.get(f"/review?done={flag.flag_id}").text
    assert bench.again(flag).status is StandingStatus.PENDING_SECOND


def test_a_batch_that_names_another_organisations_flag_decides_nothing_of_it(
    enter: SignIn, flag: StandingFlag, bench: Bench, request: pytest.FixtureRequest
) -> None:
    theirs = Bench(bench.store, now=bench.now)
    eve = enter("reviewer", "Other Hospital")
    theirs.upload(mine(request), organisation_id=eve.account.organisation_id)
    own = next(o for o in theirs.flags(eve.account.organisation_id) if o.supplier_key == flag.supplier_key)
    answer = eve.post(f"/review/{own.flag_id}/decision", **form(own, also=f"{flag.flag_id}:{flag.revision}"))
    assert answer.status_code == 409
    assert bench.again(flag) == flag


@pytest.mark.parametrize(
    "wrong",
    [{"decision": "clean"}, {"decision": ""}, {"reason": " "}, {"until": "tomorrow"}, {"until": "1999-01-01"},
     {"revision": "x"}, {"revision": ""}, {"also": "nonsense"}, {"reason": "x" * 4_001}],
    ids=str,
)  # fmt: skip
def test_a_form_that_is_not_right_says_so_and_keeps_what_was_typed(
    enter: SignIn, flag: StandingFlag, bench: Bench, wrong: dict[str, str]
) -> None:
    answer = enter("reviewer").post(
        f"/review/{flag.flag_id}/decision", **form(flag, **wrong) if "decision" not in wrong else form(flag) | wrong
    )
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "reason" in wrong or REASON in answer.text
    assert bench.again(flag) == flag


def test_who_comes_second_is_told_who_won_and_keeps_the_words(enter: SignIn, flag: StandingFlag, bench: Bench) -> None:
    ann, ben = enter("reviewer"), enter("reviewer", "main", 2)
    assert ben.post(f"/review/{flag.flag_id}/decision", **form(flag)).status_code == 303
    answer = ann.post(f"/review/{flag.flag_id}/decision", **form(flag, "escalated"))
    assert answer.status_code == 409
    assert re.search(r"Reviewer2 Main decided “true match” on 20\d\d-\d\d-\d\d \d\d:\d\d UTC", answer.text)
    assert REASON in answer.text
    assert bench.again(flag).decision == "true_match"


def test_a_grave_dismissal_goes_by_two_people(enter: SignIn, flag: StandingFlag, bench: Bench) -> None:
    ann, ben = enter("reviewer"), enter("admin")
    ann.post(f"/review/{flag.flag_id}/decision", **form(flag, "false_positive"))
    assert flag.flag_id in ben.get("/review/waiting").text
    (waits,) = dispositions_of(bench.store, "main", [flag.flag_id])
    agree = {"agree": "yes", "disposition": waits.disposition_id, "reason": ""}
    refused = ann.post(f"/review/{flag.flag_id}/second", **agree)
    assert refused.status_code == 403
    assert "another person has to look at it" in refused.text
    assert "I agree: dismiss it" not in ann.get(f"/review/{flag.flag_id}").text
    assert "I agree: dismiss it" in ben.get(f"/review/{flag.flag_id}").text
    assert ben.post(f"/review/{flag.flag_id}/second", **agree).status_code == 303
    assert bench.again(flag).decision == "false_positive"
    assert ben.post(f"/review/{flag.flag_id}/second", **agree).status_code == 409
    assert verify_trail(bench.store).faults == ()


def test_a_refusal_needs_a_reason_and_opens_the_flag(enter: SignIn, flag: StandingFlag, bench: Bench) -> None:
    enter("reviewer").post(f"/review/{flag.flag_id}/decision", **form(flag, "false_positive"))
    (waits,) = dispositions_of(bench.store, "main", [flag.flag_id])
    refuse = {"agree": "no", "disposition": waits.disposition_id}
    ben = enter("reviewer", "main", 2)
    assert ben.post(f"/review/{flag.flag_id}/second", **refuse, reason=" ").status_code == 422
    assert ben.post(f"/review/{flag.flag_id}/second", **refuse, reason="It is their address.").status_code == 303
    page = ben.get(f"/review/{flag.flag_id}").text
    assert bench.again(flag).status is StandingStatus.OPEN
    assert "It is their address." in page
    assert "refused by the second person" in page


def test_ones_own_decision_is_undone_by_a_button(enter: SignIn, flag: StandingFlag, bench: Bench) -> None:
    ann, ben = enter("reviewer"), enter("reviewer", "main", 2)
    ann.post(f"/review/{flag.flag_id}/decision", **form(flag))
    assert "Undo my decision" in ann.get(f"/review/{flag.flag_id}").text
    assert "Undo my decision" not in ben.get(f"/review/{flag.flag_id}").text
    assert ben.post(f"/review/{flag.flag_id}/undo").status_code == 403
    undone = ann.post(f"/review/{flag.flag_id}/undo")
    assert undone.status_code == 303
    assert "Your decision is undone." in ann.get(undone.headers["Location"]).text
    assert bench.again(flag).status is StandingStatus.OPEN


def test_the_same_pair_on_other_lines_is_decided_with_it(
    enter: SignIn, bench: Bench, flag: StandingFlag, request: pytest.FixtureRequest
) -> None:
    bench.score = 0.82
    bench.upload(*(mine(request, row=row, address=f"Hall {row}") for row in (11, 12)))
    ann = enter("reviewer")
    ticked = re.findall(r'name="also" value="([0-9a-f]{32}:\d+)"', ann.get(f"/review/{flag.flag_id}").text)
    own = {one.flag_id for one in bench.flags() if one.supplier_key == flag.supplier_key}
    ticked = [value for value in ticked if value[:32] in own]  # others of the name are offered too
    assert len(ticked) == 2
    answer = ann.post(f"/review/{flag.flag_id}/decision", **form(flag, also=ticked))
    assert answer.status_code == 200
    assert "3 flags of 3 decided" in answer.text
    stale = ann.post(f"/review/{flag.flag_id}/decision", **form(flag, also=ticked))
    assert stale.status_code == 409
    assert "0 flags of 3 decided" in stale.text


def test_a_batch_says_how_many_of_it_are_not_decided_yet_and_each_of_it_can_be_told(
    enter: SignIn, bench: Bench, flag: StandingFlag, request: pytest.FixtureRequest
) -> None:
    bench.upload(mine(request, row=11, maker="HOSHINE (spaced)", amount=77.0))
    other = next(one for one in bench.flags() if one.supplier_key == flag.supplier_key and one.flag_id != flag.flag_id)
    ann = enter("reviewer")
    [twin] = re.findall(rf'value="{other.flag_id}:.*?</div>', ann.get(f"/review/{flag.flag_id}").text, re.DOTALL)
    for told in ("“HOSHINE (spaced)” matches", "77 USD", "1 line"):
        assert told in twin, told
    also = f"{other.flag_id}:{other.revision}"
    answer = ann.post(f"/review/{flag.flag_id}/decision", **form(flag, "false_positive", also=also))
    assert "0 flags of 2 decided, 2 waiting for a second person; each has its own record." in answer.text


def test_a_changed_entry_shows_what_changed(
    enter: SignIn, bench: Bench, flag: StandingFlag, request: pytest.FixtureRequest
) -> None:
    who = Somebody(enter("reviewer").account.account_id)
    bench.decide(Decision.TRUE_MATCH, who, flag)
    bench.lists(replace(HOSHINE, remarks=f"and subsidiaries {request.node.name}"), request.node.name)
    bench.upload(mine(request))
    page = enter("reviewer").get(f"/review/{flag.flag_id}").text
    assert re.search(r"<ins><span[^>]*>is now: </span>and subsidiaries", page)
    assert "held until the flag was taken up again" in page
    assert "Reopened" in page


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"%PDF-1.7 x", "a.pdf", 303),
        (b"\x89PNG\r\n\x1a\nx", "a.exe", 303),
        (b"MZ\x90\x00", "a.pdf", 422),
        (b"", "empty.pdf", 422),
        (b"%PDF-1.7" + b"x" * 1_900_000, "big.pdf", 303),
        (b"<script>alert(1)</script>", "page.html", 303),
        (b"x", "../../etc/pass wd;x=ü", 303),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_evidence_is_sniffed_kept_and_handed_out_as_a_file_only(
    enter: SignIn, flag: StandingFlag, content: bytes, name: str, status: int
) -> None:
    ann = enter("reviewer")
    answer = ann.post(f"/review/{flag.flag_id}/evidence", file=(io.BytesIO(content), name), note="x")
    assert answer.status_code == status, answer.text
    if status != 303:
        assert 'role="alert"' in answer.text
        return
    evidence_id = re.findall(r"/review/evidence/([0-9a-f]{32})", ann.get(f"/review/{flag.flag_id}").text)[-1]
    got = ann.get(f"/review/evidence/{evidence_id}")
    assert got.data == content
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert "/" not in got.headers["Content-Disposition"].replace("UTF-8''", "")
    assert got.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["decision", "second", "undo", "evidence"])
def test_no_change_without_the_forms_token(enter: SignIn, flag: StandingFlag, bench: Bench, path: str) -> None:
    ann = enter("reviewer")
    assert ann.client.post(f"/review/{flag.flag_id}/{path}", data=form(flag)).status_code == 403
    assert ann.get(f"/review/{flag.flag_id}/{path}").status_code == 405
    assert bench.again(flag) == flag


@pytest.mark.parametrize(
    "query",
    [
        "severity=nonsense", "status=all", "status=open&status=all", "after=x", "after=nan~0", "after=1.5~zz", "q=%00%F0",
        "q=%25", "country=", "feature=a,b", "order=none", "order=newest&after=2026-01-01T00:00:00Z~0", "done=" + "0" * 32,
        "&".join(f"severity={number}" for number in range(300)), "q=" + "x" * 5_000, "list_key=%27%3B--",
    ],
)  # fmt: skip
def test_odd_queries_give_a_page_or_nothing_at_all(enter: SignIn, flag: StandingFlag, query: str) -> None:
    ann = enter("reviewer")
    assert ann.get(f"/review?{query}").status_code in (200, 404)
    assert ann.get(f"/review/{flag.flag_id}?{query}").status_code == 200
    assert ann.get(f"/suppliers?{query}").status_code == 200


def test_what_a_sheet_says_stays_text(enter: SignIn, bench: Bench, request: pytest.FixtureRequest) -> None:
    bench.upload(mine(request, supplier_name="<img src=x onerror=alert(1)>", product_description="{{7*7}}", row=30))
    ann = enter("reviewer")
    key = request.node.name[:60].casefold()
    page = ann.get(f"/suppliers/show?key={key}").text
    odd = next(one for one in bench.flags() if one.supplier_name.startswith("<img"))
    for text in (page, ann.get("/review").text, ann.get(f"/review/{odd.flag_id}").text, ann.get("/suppliers").text):
        assert "<img" not in text
        assert "&lt;img" in text
    assert "{{7*7}}" in page


def test_the_supplier_page_joins_flags_rows_uploads_and_decisions(
    enter: SignIn, bench: Bench, flag: StandingFlag, request: pytest.FixtureRequest
) -> None:
    bench.upload(mine(request, product_description="Gauze", row=44))
    who = Somebody(enter("reviewer").account.account_id)
    bench.decide(Decision.TRUE_MATCH, who, bench.again(flag), reason="Their own number.")
    page = enter("officer").get(f"/suppliers/show?key={flag.supplier_key}").text
    for words in (HOSHINE.name, "Their own number.", "Gauze", "Silicone tubing", "suppliers.xlsx", "true match"):
        assert words in page, words
    assert "Hoshine Silicon" in enter("officer").get("/suppliers?q=hoshine").text
    assert other().supplier_name == "Hoshine Silicon"


def test_marks_stand_where_the_sides_differ_and_every_letter_stays() -> None:
    for ours, theirs, here, there in (
        ("Hoshine Silicon Ltd", "Hoshine Silicon Industry Ltd", [], ["Industry "]),
        ("Hoshin Silicon", "Hoshine Silicon", [], ["e"]),
        ("ACME GmbH", "Acme", ["GmbH"], []),
        ("Acme SA de CV", "ACME, S.A. DE C.V.", [], []),
        ("Straße", "STRASSE", [], []),
        ("İstanbul İth.", "Istanbul", ["İth."], []),
    ):
        row = compared("Name", ours, theirs)
        assert "".join(part.text for part in row.supplier) == ours
        assert "".join(part.text for part in row.entry) == theirs
        assert [part.text for part in row.supplier if part.differs] == here
        assert [part.text.strip() for part in row.entry if part.differs] == [one.strip() for one in there]
    assert side_by_side({}, {}, ("", "")) == []
    (row,) = side_by_side({"country": "China"}, {"countries": ["CN-XJ"]}, ("", ""), ("CN",))
    assert [part.text for part in row.supplier if part.differs] == ["China"]
    assert [part.text for part in row.entry if part.differs] == ["XJ"]
    good = {"good": "Cotton", "place": "Turkmenistan"}
    rows = side_by_side({"supplier_name": "Acme", "product_description": "cotton gauze"}, good, ("", ""))
    assert [(row.label, bool(row.entry)) for row in rows] == [
        ("Name", False), ("Goods", True), ("Country and origin", True)
    ]  # fmt: skip
    row = compared("x", "a" * 100_000, "b")
    assert len(row.supplier) == 1


def test_an_alias_that_is_the_suppliers_very_name_stands_beside_it_and_no_place_twice() -> None:
    supplier = {"supplier_name": "合盛硅业", "country": "China", "origin": "China"}
    entry = {"name": "Hoshine Silicon", "aliases": [{"name": "Hesheng", "weak": True}, {"name": "合盛硅业"}]}
    rows = {row.label: row for row in side_by_side(supplier, entry, ("合盛硅业", "Hoshine Silicon"), ("CN", "CN"))}
    assert [part.text for part in rows["Also listed as"].entry] == ["合盛硅业"]
    assert [part.differs for part in rows["Also listed as"].supplier] == [False]
    assert "".join(part.text for part in rows["Country and origin"].supplier) == "China; CN"
    assert "Also listed as" not in {row.label for row in side_by_side({}, entry, ("", ""))}
