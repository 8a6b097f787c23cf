"""Whoever filters the queue stays within the filter; what belongs together is decided and seconded together."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from desk_visitors import Visitor, account_named, sign_in
from flask import Flask

from supplychain.model import Role, Severity
from supplychain.settings import Settings
from supplychain.store.dispositions import StandingFlag
from web import create_app

sys.path.append(str(Path(__file__).resolve().parents[1] / "flags"))  # where the review's bench stands
from reviewed import HOSHINE, LINE, Bench

SignIn = Callable[..., Visitor]
REASON = "Another company: different owner and address."
WALK = "severity=high&q=walk&order=newest"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    made = create_app(Settings(home=tmp_path, max_upload_mb=2))
    made.config["SERVER_NAME"] = None
    return made


@pytest.fixture
def ann(app: Flask) -> Visitor:
    return sign_in(app, account_named(app, "ann.reviewer", Role.REVIEWER))


@pytest.fixture
def bench(app: Flask) -> Bench:
    """Two import-barred flags, then three high ones of walked suppliers and one of another name."""
    desk = app.extensions["desk"]
    made = Bench(desk.store, now=desk.clock())
    made.upload(*(replace(LINE, row=row, supplier_id=f"V-{row}") for row in (2, 3)))
    made.severity = Severity.HIGH
    for number, name in enumerate(["Walk One", "Walk Two", "Walk Three", "Ride Four"]):
        made.upload(replace(LINE, supplier_id=f"W-{number}", supplier_name=name), file=f"{number}.xlsx")
    return made


def named(bench: Bench, name: str) -> StandingFlag:
    return next(one for one in bench.flags() if one.supplier_name == name)


def link(page: str, words: str) -> str:
    """The address behind the link of these words."""
    found = re.search(rf'<a [^>]*href="([^"]+)"[^>]*>{words}', page)
    assert found is not None, words
    return found[1].replace("&amp;", "&")


def asked(address: str) -> dict[str, list[str]]:
    return {name: values for name, values in parse_qs(urlsplit(address).query).items() if name != "done"}


def test_the_next_flag_is_the_next_of_the_filter_in_its_order(ann: Visitor, bench: Bench) -> None:
    address = link(ann.get(f"/review?{WALK}").text, "Walk Three")  # raised last
    walked = []
    for _ in range(4):
        walked.append(urlsplit(address).path.rpartition("/")[2])
        assert asked(address) == {"severity": ["high"], "q": ["walk"], "order": ["newest"]}
        address = link(ann.get(address).text, "Next flag")
    names = ("Walk Three", "Walk Two", "Walk One", "Walk Three")
    assert walked == [named(bench, name).flag_id for name in names]


def test_a_decision_leads_to_the_next_of_the_filter_and_the_last_one_says_so(ann: Visitor, bench: Bench) -> None:
    address = link(ann.get(f"/review?{WALK}").text, "Walk Three")
    for name in ("Walk Three", "Walk Two", "Walk One"):
        flag = named(bench, name)
        assert flag.flag_id in address
        form = {"decision": "true_match", "reason": REASON, "revision": str(flag.revision)}
        found = re.search(r'action="([^"]+/decision[^"]*)"', ann.get(address).text)
        assert found is not None
        answer = ann.post(found[1].replace("&amp;", "&"), **form)
        assert answer.status_code == 303
        address = answer.headers["Location"]
    page = ann.get(address).text
    assert "Walk One: true match" in " ".join(page.split())
    assert "Next flag" not in page
    assert "the last of those you filtered" in page
    assert asked(link(page, "Review queue, as you filtered it")) == asked(f"/review?{WALK}")
    undone = ann.post(re.findall(r'action="([^"]+/undo[^"]*)"', page)[0].replace("&amp;", "&"))
    assert asked(undone.headers["Location"])["severity"] == ["high"]


def test_what_is_shown_again_whatever_its_status_comes_to_an_end(ann: Visitor, bench: Bench) -> None:
    address, walked = link(ann.get("/review?status=all&q=walk").text, "Walk"), 1
    while "Next flag" in (page := ann.get(address).text):
        address, walked = link(page, "Next flag"), walked + 1
        assert walked < 9
    assert walked == 3


def test_a_refused_form_a_conflict_and_a_batch_stay_within_the_filter(ann: Visitor, bench: Bench) -> None:
    flag = named(bench, "Walk Two")
    form = {"decision": "true_match", "reason": "", "revision": str(flag.revision)}
    path = f"/review/{flag.flag_id}/decision?{WALK}"
    refused = ann.post(path, **form)
    assert refused.status_code == 422
    assert asked(link(refused.text, "Next flag"))["q"] == ["walk"]
    conflict = ann.post(path, **form | {"reason": REASON, "revision": "77"})
    assert conflict.status_code == 409
    assert asked(link(conflict.text, "Look at the flag"))["q"] == ["walk"]
    bench.upload(replace(LINE, supplier_id="W-1", supplier_name="Walk Two", address="Hall 2"), file="again.xlsx")
    again = next(one for one in bench.flags() if one.supplier_name == "Walk Two" and one.flag_id != flag.flag_id)
    form |= {"reason": REASON, "also": f"{again.flag_id}:{again.revision}", "revision": str(bench.again(flag).revision)}
    told = ann.post(path, **form).text
    assert asked(link(told, "Back to the queue"))["q"] == ["walk"]
    assert named(bench, "Walk One").flag_id in link(told, "Next flag")


def test_a_flag_that_was_not_reached_by_a_filter_goes_on_in_the_whole_queue(ann: Visitor, bench: Bench) -> None:
    first, second = (one.flag_id for one in bench.waiting()[:2])
    page = ann.get(f"/review/{first}").text
    assert link(page, "Next flag") == f"/review/{second}"
    assert link(page, "Review queue</a> ·") == "/review"


def test_a_party_of_two_sub_lists_is_shown_and_decided_once_with_the_section_of_each(
    ann: Visitor, bench: Bench
) -> None:
    bench.lists(replace(HOSHINE, entry_id="v/hoshine", basis="sec. 2(d)(2)(B)(v)"), "9")
    bench.upload(replace(LINE, supplier_id="W-1", supplier_name="Walk Two"), file="again.xlsx")
    one, other = (flag for flag in bench.flags() if flag.supplier_name == "Walk Two")
    page = ann.get(f"/review/{one.flag_id}").text
    assert "same pair on other lines or sub-lists" in page
    queued = ann.get("/review?q=walk+two").text
    for section in ("P.L. 117-78 §3", "sec. 2(d)(2)(B)(v)"):  # of two rows that else read the same
        assert queued.count(section) == 1
    assert "P.L. 117-78 §3" not in ann.get("/review?q=walk+one").text
    assert "(sec. 2(d)(2)(B)(v))" in page if other.entry_id == "v/hoshine" else "(P.L. 117-78 §3)" in page
    form = {"decision": "true_match", "reason": REASON, "revision": str(one.revision)}
    answer = ann.post(f"/review/{one.flag_id}/decision", **form, also=f"{other.flag_id}:{other.revision}")
    assert "2 flags of 2 decided" in answer.text


def test_a_batch_is_seconded_from_one_flags_page(ann: Visitor, app: Flask, bench: Bench) -> None:
    grave = [one for one in bench.flags() if one.severity is Severity.IMPORT_BARRED]
    for one in grave:  # the same company by name, of two numbers
        assert one.supplier_name == LINE.supplier_name
    form = {"decision": "false_positive", "reason": REASON, "revision": str(grave[0].revision)}
    ann.post(f"/review/{grave[0].flag_id}/decision", **form, also=f"{grave[1].flag_id}:{grave[1].revision}")
    ben = sign_in(app, account_named(app, "ben.reviewer", Role.REVIEWER))
    waiting = ben.get("/review/waiting").text
    assert "1 more flag dismissed together with it" in " ".join(waiting.split())
    address = link(waiting, LINE.supplier_name)
    page = ben.get(address).text
    assert asked(address) == {"status": ["pending_second"]}
    first = re.findall(r'name="disposition" value="([0-9a-f]{32})"', page)
    also = re.findall(r'name="also" value="([0-9a-f]{32})"', page)
    assert len(first) == len(also) == 1
    path = urlsplit(address).path
    mine = ann.post(f"{path}/second", agree="yes", disposition=first[0], also=also, reason="")
    assert mine.status_code == 403
    assert ben.post(f"{path}/second", agree="no", disposition=first[0], also=also, reason="").status_code == 422
    answer = ben.post(f"{path}/second", agree="yes", disposition=first[0], also=also, reason="The register.")
    assert "2 flags of 2 decided; each has its own record." in answer.text
    assert {bench.again(one).decision for one in grave} == {"false_positive"}
    assert "Nothing waits for a second person." in ben.get("/review/waiting").text


def test_a_flags_page_says_it_in_one_sentence_with_list_edition_law_and_next_step(ann: Visitor, bench: Bench) -> None:
    flag = named(bench, "Walk Two")
    told = " ".join(html.unescape(ann.get(f"/review/{flag.flag_id}").text).split())
    [sentence] = re.findall(r'In one sentence</dt><dd class="small">(.*?)</dd>', told)
    assert sentence == (
        'High: supplier "Walk Two" matches "Hoshine Silicon Industry (Shanshan) Co., Ltd." on UFLPA Entity List '
        "(1, as of 2026-11-20), under P.L. 117-78 §3, score 0.93: goods may be detained; next: hold the order."
    )
