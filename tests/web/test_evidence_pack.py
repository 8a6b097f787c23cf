"""An evidence pack says, on the page and as JSON, all that a decision must leave behind, and nothing that was dismissed
goes into a letter."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_visitors import Visitor, account_named, sign_in
from flask import Flask

from supplychain.flags.evidence_pack import digest_of
from supplychain.flags.review import second
from supplychain.model import Decision, Role
from supplychain.settings import Settings
from supplychain.store.dispositions import dispositions_of
from web import create_app
from web.pack_pages import certificate, moment

sys.path.append(str(Path(__file__).resolve().parents[1] / "flags"))  # where the review's bench stands
from reviewed import ANN, BEN, HOSHINE, Bench, other


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_app(Settings(home=tmp_path))


@pytest.fixture
def bench(app: Flask) -> Bench:
    """A grave flag of two uploads in two currencies, dismissed by two people."""
    made = Bench(app.extensions["desk"].store, now=datetime.now(UTC))
    made.upload(other(amount=100.0), other(row=8, amount=7.0, currency="EUR"), file="first.xlsx")
    made.decide(Decision.FALSE_POSITIVE, ANN, reason="Another company of Turpan, by its register.")
    return made


@pytest.fixture
def rhea(app: Flask) -> Visitor:
    return sign_in(app, account_named(app, "rhea.reviewer", Role.REVIEWER))


def pack_of(rhea: Visitor, bench: Bench) -> dict[str, object]:
    answer = rhea.post(f"/evidence/{bench.flags()[0].flag_id}/export", format="json")
    made: dict[str, object] = answer.get_json(force=True)
    assert made["sha256"] == digest_of(made)
    return made


def agreed(bench: Bench) -> None:
    (waits,) = dispositions_of(bench.store, "main", [bench.only().flag_id])
    second(bench.store, waits.disposition_id, True, reason="Looked at the register too.", by=bench.by(BEN))


def test_the_page_has_all_that_a_decision_must_leave_behind(rhea: Visitor, bench: Bench) -> None:
    agreed(bench)
    bench.upload(other(amount=1.0), file="second.xlsx")
    page = rhea.get(f"/evidence/{bench.only().flag_id}").text
    for said in (
        "Hoshine Silicon", "hoshine silicon",  # the value searched, as written and as compared
        "column “Vendor name”", "second.xlsx", "Vendors row 7",  # where it stood
        "https://example.org/list.csv", "as of 2026-11-20", "1 entry", "SHA-256",  # the list
        "P.L. 117-78", "CN-XJ",  # the entry as it stands
        "program 0.1.0", "threshold 0.8, cutoff 0.6",  # how it was judged
        "the telling words agree", "Hetian Haolin",  # the reasons, the candidates
        "false positive", "Another company of Turpan", "Looked at the register too.", "until 20",  # the decision
        "It rested on first.xlsx", "1 list stale or absent then", "no file attached then",
        "100.00 USD", "7.00 EUR", "disposition.decide", "ends at event",
    ):  # fmt: skip
        assert said in page, said
    assert "107" not in page.split("Bought")[1].split("Coverage")[0]


def test_the_rows_that_were_searched_stand_apart_from_the_suppliers_others(rhea: Visitor, bench: Bench) -> None:
    bench.upload(other(row=9), other(row=12), other(row=15, product_description="Towels"), file="third.xlsx")
    pages = [rhea.get(f"/evidence/{one.flag_id}").text for one in bench.flags()]
    assert any("Vendors rows 9, 12 (other rows of this supplier: Vendors row 15)" in page for page in pages)


def test_a_dismissed_match_goes_into_no_letter_and_no_checklist(rhea: Visitor, bench: Bench) -> None:
    waiting = pack_of(rhea, bench)
    kinds = [one["kind"] for one in waiting["drafts"]]  # type: ignore[attr-defined]
    assert kinds == ["inquiry_letter", "e_allegation", "contracting_officer"]
    assert waiting["checklists"]
    agreed(bench)
    done = pack_of(rhea, bench)
    assert (done["drafts"], done["checklists"]) == ([], [])
    bench.lists(replace(HOSHINE, remarks="and subsidiaries"), "2")
    bench.upload(other(amount=100.0))
    assert pack_of(rhea, bench)["drafts"]


def test_the_lines_of_a_letter_stay_lines(rhea: Visitor, bench: Bench) -> None:
    page = rhea.get(f"/evidence/{bench.only().flag_id}").text
    letter = page.split('<pre class="draft">')[1].split("</pre>")[0].splitlines()
    assert letter[0].startswith("DRAFT, not sent.")
    assert "To: Hoshine Silicon" in letter


def test_a_certificate_has_one_row_a_list_version_and_names_every_run() -> None:
    def met(at: str, run: str, version: str) -> dict[str, str]:
        return {"at": at, "run": run, "list_key": "uflpa", "version": version, "as_of": "2026-01-01"}

    coverage = {
        "met": [
            met("2026-02-01T00:00:00", "a", "1"),
            met("2026-03-01T00:00:00", "b", "1"),
            met("2026-04-01", "c", "2"),
        ],
        "lacked": [
            {"at": "2026-03-01T00:00:00", "run": "b", "list_key": "uflpa", "status": "stale"},
            {"at": "2026-04-01", "run": "c", "list_key": "un", "status": "absent"},
        ],
    }
    told = certificate(coverage)
    assert [(one.number, one.run) for one in told.runs] == [(1, "a"), (2, "b"), (3, "c")]
    assert [(one.version, one.state, one.runs) for one in told.met] == [
        ("1", "", (1,)),
        ("1", "stale", (2,)),
        ("2", "", (3,)),
    ]
    assert [(one.list_key, one.state, one.runs) for one in told.absent] == [("un", "absent", (3,))]
    assert moment("2026-02-01T10:11:12.5+00:00") == "2026-02-01 10:11:12 UTC"
    assert moment(None) == ""
