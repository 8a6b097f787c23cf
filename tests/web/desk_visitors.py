"""Somebody at the desk, and the sheet they bring."""

from __future__ import annotations

import io
import secrets
from collections.abc import Sequence
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from werkzeug.test import TestResponse

from supplychain.model import Role
from supplychain.store.accounts import (
    Account,
    By,
    NewAccount,
    account_by_login,
    add_account,
    add_organisation,
    change_account,
    list_organisations,
)
from supplychain.store.login_sessions import start_session
from supplychain.store.tables import MAIN_ORGANISATION
from supplychain.uploading import Worker, Workshop
from web.desk import Desk
from web.passwords import hash_password

SHEET = (
    ("Supplier", "Product", "Country of origin"),
    ("Hoshine Silicon Industry (Shanshan) Co., Ltd.", "Silicone tubing", "China"),
    ("Acme Gloves Sdn Bhd", "Nitrile examination gloves", "Malaysia"),
    ("<script>alert(1)</script> & Sons", "{{7*7}} cotton gauze", "Turkmenistan"),
    ("Quiet Office Supplies Ltd", "Staplers", ""),
)
PASSWORD = "violet kettle marmot lagoon"
_HASH = hash_password(PASSWORD)


def workbook_bytes(rows: Sequence[Sequence[object]] = SHEET) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(list(row))
    workbook.save(stream := io.BytesIO())
    return stream.getvalue()


class Visitor:
    """Somebody at the desk: opens pages and sends forms as a browser does, the form's token with them."""

    def __init__(self, client: FlaskClient, account: Account | None = None) -> None:
        self.client = client
        self._account = account

    @property
    def account(self) -> Account:
        assert self._account is not None, "nobody is signed in"
        return self._account

    def token(self) -> str:
        """The form token of this visitor's session."""
        with self.client.session_transaction() as session:
            return str(session.setdefault("csrf_token", secrets.token_hex(16)))

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.client.get(path, **more)

    def post(self, path: str, **fields: object) -> TestResponse:
        """Sends a form with its token; a field may be a list of values, or (stream, file name)."""
        return self.client.post(path, data={"csrf_token": self.token(), **fields})

    def drop(self, content: bytes, name: str = "suppliers.xlsx", **fields: object) -> TestResponse:
        """Drops a workbook on the desk; the answer leads to the upload's page."""
        form = {"csrf_token": self.token(), "workbook": (io.BytesIO(content), name), **fields}
        return self.client.post("/uploads", data=form, content_type="multipart/form-data")

    def send(self, content: bytes, name: str = "suppliers.xlsx", **fields: object) -> TestResponse:
        """Drops a workbook, confirms the columns as they were read, and waits for the worker: the upload's page then,
        which leads to the screening, or tells why there is none."""
        answer = self.drop(content, name, **fields)
        if answer.status_code != 303:
            return answer
        work(self.client.application)
        page = answer.headers["Location"]
        self.post(f"{page}/columns")
        work(self.client.application)
        return self.get(page)


Officer = Visitor


def work(app: Flask) -> None:
    """Works off every upload that waits, as the worker process does."""
    desk: Desk = app.extensions["desk"]
    shop = Workshop(desk.store, desk.known, desk.settings, desk.match_settings(), desk.clock)
    worker = Worker(shop, "the tests' worker")
    while worker.work_once():
        pass


def organisation_named(app: Flask, name: str) -> str:
    """The id of the organisation of that name, added where there is none; `main` is the first one."""
    desk: Desk = app.extensions["desk"]
    if name == MAIN_ORGANISATION:
        return MAIN_ORGANISATION
    known = {one.name: one.organisation_id for one in list_organisations(desk.store)}
    return known.get(name) or add_organisation(desk.store, By("test", desk.clock()), name).organisation_id


def account_named(app: Flask, login: str, role: Role, organisation: str = MAIN_ORGANISATION) -> Account:
    """The account of that login, added where there is none; signs in with `PASSWORD`."""
    desk: Desk = app.extensions["desk"]
    known = account_by_login(desk.store, login)
    if known is None:
        by = By("test", desk.clock())
        new = NewAccount(login, login.replace(".", " ").title(), role, organisation_named(app, organisation), _HASH)
        added = add_account(desk.store, by, new)
        known = change_account(desk.store, by, added.account_id, "account.set_password", must_change=False)
    return known


def sign_in(app: Flask, account: Account, *, second_factor: bool = True) -> Visitor:
    """Signed in without typing a password: a session on the server, its token in the browser's cookie."""
    desk: Desk = app.extensions["desk"]
    by = By(account.account_id, desk.clock())
    token = start_session(desk.store, by, account, second_factor=second_factor)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return Visitor(client, account)
