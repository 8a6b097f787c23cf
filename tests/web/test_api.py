"""The API answers in the command line's shapes, tells no organisation of another, and its document says what it does."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from desk_visitors import Visitor, work, workbook_bytes
from flask import Flask
from werkzeug.test import TestResponse

from supplychain.store.accounts import By
from supplychain.store.api_tokens import make_token
from web.api.document import openapi
from web.permissions import Scope

SignIn = Callable[..., Visitor]
HOSHINE = "Hoshine Silicon Industry (Shanshan) Co., Ltd."


class Program:
    """A program with an API token of somebody's."""

    def __init__(self, app: Flask, owner: Visitor, *given: Scope) -> None:
        desk = app.extensions["desk"]
        chosen = tuple(given or (Scope.READ, Scope.SCREEN, Scope.DECIDE))
        by = By(owner.account.account_id, desk.clock())
        scopes = tuple(str(one) for one in chosen)
        self.secret = make_token(desk.store, by, owner.account, name="test", scopes=scopes, days=30)
        self.client = app.test_client()

    def ask(self, method: str, path: str, **more: object) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.secret}", **more.pop("headers", {})}  # type: ignore[dict-item]
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **more)  # type: ignore[arg-type]


@pytest.fixture
def program(desk_app: Flask, signed_in: SignIn) -> Program:
    return Program(desk_app, signed_in("reviewer"))


@pytest.fixture
def foreign(desk_app: Flask, signed_in: SignIn) -> Program:
    return Program(desk_app, signed_in("reviewer", "Third Hospital"))


def screened(app: Flask, program: Program) -> str:
    sent = {"workbook": (io.BytesIO(workbook_bytes()), "suppliers.xlsx")}
    answer = program.ask("POST", "/screenings", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 202, answer.text
    work(app)
    told = program.ask("GET", f"/uploads/{answer.json['upload_id']}").json
    assert told["status"] == "done", told
    return str(told["screening_id"])


def test_one_supplier_is_matched_with_its_coverage(program: Program) -> None:
    answer = program.ask("POST", "/match", json={"name": HOSHINE, "country": "China", "goods": "silicone tubing"})
    assert answer.status_code == 200
    assert answer.json["line"]["severity"] == "import_barred"
    assert answer.json["line"]["flags"][0]["basis"]
    assert answer.json["coverage"]["status"] == "bundled"
    assert "clean" not in answer.text.lower()


def test_a_program_without_a_token_is_told_what_to_send(stranger: Visitor) -> None:
    answer = stranger.get("/api/v1/lists")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert "API token" in answer.json["error"]["message"]
    assert "browser" not in answer.text


def test_a_workbook_sent_by_a_program_is_screened_by_the_worker_and_read_back(
    desk_app: Flask, program: Program
) -> None:
    screening_id = screened(desk_app, program)
    whole = program.ask("GET", f"/screenings/{screening_id}").json
    assert whole["lines"] == 4
    assert whole["receipt"]["rows"] == 4
    first = program.ask("GET", f"/screenings/{screening_id}/lines?limit=3").json
    assert [line["row"] for line in first["lines"]] == [2, 3, 4]
    rest = program.ask("GET", f"/screenings/{screening_id}/lines?limit=3&offset={first['next']}").json
    assert [line["row"] for line in rest["lines"]] == [5]
    assert rest["next"] is None
    assert screening_id in {one["screening_id"] for one in program.ask("GET", "/screenings").json["screenings"]}


def test_a_repeated_request_with_the_same_key_is_one_upload(program: Program) -> None:
    answers = []
    for _ in range(2):
        sent = {"workbook": (io.BytesIO(workbook_bytes()), "suppliers.xlsx")}
        headers = {"Idempotency-Key": "order-17"}
        answers.append(
            program.ask("POST", "/screenings", data=sent, content_type="multipart/form-data", headers=headers)
        )
    assert answers[0].json["upload_id"] == answers[1].json["upload_id"]


def test_what_is_another_organisations_answers_like_what_is_not_there(
    desk_app: Flask, program: Program, foreign: Program
) -> None:
    screening_id = screened(desk_app, program)
    flag_id = program.ask("GET", "/flags").json["flags"][0]["flag_id"]
    body = {"decision": "unsure", "reason": "Seen the papers", "revision": 0}
    for method, path, more in (
        ("GET", "/screenings/{}", {}),
        ("GET", "/screenings/{}/lines", {}),
        ("GET", "/uploads/{}", {}),
    ):
        theirs, none = (foreign.ask(method, path.format(one), **more) for one in (screening_id, "0" * 32))
        assert theirs.status_code == none.status_code == 404
        assert theirs.json["error"]["message"] == none.json["error"]["message"]
    for method, path, more in (("GET", "/flags/{}", {}), ("POST", "/flags/{}/dispositions", {"json": body})):
        theirs, none = (foreign.ask(method, path.format(one), **more) for one in (flag_id, "0" * 32))  # type: ignore[arg-type]
        assert theirs.status_code == none.status_code == 404
        assert theirs.json["error"]["message"] == none.json["error"]["message"]
    assert foreign.ask("GET", "/flags").json["total"] == 0


def test_a_decision_needs_the_revision_that_was_seen_and_a_second_person_for_a_grave_dismissal(
    desk_app: Flask, program: Program
) -> None:
    screened(desk_app, program)
    flag = program.ask("GET", "/flags?severity=import_barred").json["flags"][0]
    path = f"/flags/{flag['flag_id']}/dispositions"
    body = {"decision": "false_positive", "reason": "Another firm of a like name", "revision": flag["revision"]}
    late = program.ask("POST", path, json={**body, "revision": flag["revision"] + 7})
    assert late.status_code == 409
    done = program.ask("POST", path, json=body)
    assert done.status_code == 201
    assert done.json["status"] == "pending_second"
    assert program.ask("GET", f"/flags/{flag['flag_id']}").json["dispositions"][-1]["status"] == "pending_second"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": ""}, 422),
        ({"name": "x", "role": "admin"}, 422),
        ({"name": "x", "top": "3"}, 422),
        ({"name": "x", "country": "Qwertzistan"}, 422),
        ([], 422),
    ],
)
def test_a_body_that_is_not_as_wanted_is_told_where(program: Program, body: object, status: int) -> None:
    answer = program.ask("POST", "/match", json=body)
    assert answer.status_code == status
    assert answer.json["error"]["message"]


def test_a_body_that_is_no_json_or_of_another_type_or_too_large_is_refused(program: Program) -> None:
    assert program.ask("POST", "/match", data="{", content_type="application/json").status_code == 400
    assert program.ask("POST", "/match", data="a=b").status_code == 415
    long = json.dumps({"name": "x" * 2_100_000})
    assert program.ask("POST", "/match", data=long, content_type="application/json").status_code in (413, 422)


def test_a_token_does_only_what_its_scopes_allow(desk_app: Flask, signed_in: SignIn) -> None:
    reader = Program(desk_app, signed_in("reviewer"), Scope.READ)
    assert reader.ask("GET", "/flags").status_code == 200
    assert reader.ask("POST", "/match", json={"name": "x"}).status_code == 403
    officer = Program(desk_app, signed_in("officer"), Scope.DECIDE, Scope.READ)
    assert officer.ask("POST", "/flags/0/dispositions", json={}).status_code == 403


def test_yentes_matching_call_is_answered_in_its_shape(program: Program) -> None:
    entity = {"schema": "Company", "properties": {"name": [HOSHINE], "country": ["cn"]}}
    nobody = {"schema": "Company", "properties": {"name": ["Qwertzuiop Brambleworth"]}}
    answer = program.ask("POST", "/match/default?limit=3", json={"queries": {"a": entity, "b": nobody}})
    assert answer.status_code == 200, answer.text
    best = answer.json["responses"]["a"]["results"][0]
    assert best["match"] is True
    assert best["datasets"] == ["uflpa_entities"]
    assert best["features"]
    assert not any(one["match"] for one in answer.json["responses"]["b"]["results"])
    assert program.ask("POST", "/match/nonsense", json={"queries": {"a": entity}}).status_code == 404


def test_openrefine_can_ask_as_the_reconciliation_api_says(program: Program) -> None:
    manifest = program.ask("GET", "/reconcile").json
    assert manifest["versions"] == ["0.2"]
    asked = json.dumps({"q0": {"query": HOSHINE, "limit": 3}, "q1": {"query": "Brambleworth Quince"}})
    answer = program.ask("POST", "/reconcile", data={"queries": asked})
    assert answer.status_code == 200, answer.text
    best = answer.json["q0"]["result"][0]
    assert best["match"] is True
    assert best["score"] > 80
    assert best["type"][0]["id"]
    assert program.ask("POST", "/reconcile", data={"queries": "{"}).status_code == 400


def test_the_document_names_every_operation_and_every_route_is_in_it(desk_app: Flask, program: Program) -> None:
    told = program.ask("GET", "/openapi.json").json
    assert told == json.loads(json.dumps(openapi()))
    assert told["openapi"].startswith("3.1")
    routes = {
        (method.lower(), rule.rule.removeprefix("/api/v1"))
        for rule in desk_app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    documented = {
        (method, path.replace("{", "<").replace("}", ">"))
        for path, methods in told["paths"].items()
        for method in methods
    }
    assert routes == documented
