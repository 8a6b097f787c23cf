"""Somebody at the desk, and the sheet they bring."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from flask.testing import FlaskClient
from openpyxl import Workbook
from werkzeug.test import TestResponse

SHEET = (
    ("Supplier", "Product", "Country of origin"),
    ("Hoshine Silicon Industry (Shanshan) Co., Ltd.", "Silicone tubing", "China"),
    ("Acme Gloves Sdn Bhd", "Nitrile examination gloves", "Malaysia"),
    ("<script>alert(1)</script> & Sons", "{{7*7}} cotton gauze", "Turkmenistan"),
    ("Quiet Office Supplies Ltd", "Staplers", ""),
)


def workbook_bytes(rows: Sequence[Sequence[object]] = SHEET) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(list(row))
    workbook.save(stream := io.BytesIO())
    return stream.getvalue()


class Officer:
    """Somebody at the desk: opens pages and sends sheets as a browser does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def token(self) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/").text)
        assert found
        return found[1]

    def send(self, content: bytes, name: str = "suppliers.xlsx", **fields: object) -> TestResponse:
        form = {"csrf_token": self.token(), "workbook": (io.BytesIO(content), name), **fields}
        return self.client.post("/uploads", data=form, content_type="multipart/form-data")
