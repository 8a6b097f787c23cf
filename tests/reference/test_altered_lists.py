"""A list that was altered on its way is refused, waits for a person, or comes whole: never a part of it unseen."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reference_lists import public_lists
from supplychain.errors import ListError
from supplychain.model import ListVersion
from supplychain.reference.gates import Arrived, Held, judge, row_errors
from supplychain.reference.reference_list import Bounds, ReferenceList

LISTS = public_lists()
NOW = datetime(2026, 11, 22, tzinfo=UTC)
ORDERS = Path(__file__).parents[1] / "reference_lists" / "cbp_wro" / "published.csv"
BODIES = {
    "ca_sema": "ca/sema-lmes_2025.xml",
    "un_sc": "un/consolidated_2026-02.xml",
    "dol_goods": "dol-tvpra/goods_2023-08.xml",
    "uflpa_entities": "uflpa/uflpa-entity-list_fetched-2026-07-09.html",
    "opensanctions": "ftm/targets.simple_com480.csv",
    "bis_dpl": "bis/dpl_txt_old.txt",
}


def middle(raw: bytes, put: bytes) -> bytes:
    """`put` between two lines in the middle."""
    at = raw.index(b"\n", len(raw) // 2) + 1
    return raw[:at] + put + raw[at:]


ALTERED: dict[str, Callable[[bytes], bytes]] = {
    "a web page behind it": lambda raw: raw + b"\n<html><body>error</body></html>",
    "binary behind it": lambda raw: raw + b"\n\x00\x01garbage",
    "twice the whole": lambda raw: raw + raw,
    "half its lines twice": lambda raw: raw[: len(raw) // 2] + raw[raw.index(b"\n") + 1 :],
    "NUL bytes inside": lambda raw: middle(raw, b"\0\0\0"),
    "NUL bytes in place of a block": lambda raw: raw[: len(raw) // 2] + bytes(4096) + raw[len(raw) // 2 + 4096 :],
    "a block given twice": lambda raw: raw[: len(raw) // 2] + raw[len(raw) // 2 - 4096 :],
    "a quote opened": lambda raw: middle(raw, b'"'),
    "a byte-order mark inside": lambda raw: middle(raw, b"\xef\xbb\xbf"),
    "its first line again": lambda raw: middle(raw, raw[: raw.index(b"\n") + 1]),
    "packed, and not said so": gzip.compress,
    "an empty JSON list": lambda raw: b"[]",
    "no results": lambda raw: b'{"total": 0, "results": []}',
    "cut by a thousandth": lambda raw: raw[: len(raw) * 999 // 1000],
    "a tenth out of its middle": lambda raw: raw[: len(raw) * 45 // 100] + raw[len(raw) * 56 // 100 :],
    "carriage returns alone": lambda raw: raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r"),
    "letters as question marks": lambda raw: raw.decode("utf-8", "replace").encode("ascii", "replace"),
    "UTF-8 read as Latin-1": lambda raw: raw.decode("latin-1").encode("utf-8"),
}


def altered_unseen(listed: ReferenceList, raw: bytes, altered: bytes) -> str:
    """What became of the altered bytes where nobody would notice; "" where they are refused, quarantined, told of, or
    the same entries."""
    before = listed.parse(raw)
    if len(before.entries) < listed.bounds.minimum:  # an excerpt
        listed = replace(listed, bounds=Bounds(len(before.entries) * 9 // 10, len(before.entries) * 2), sub_bounds=())
    version = ListVersion(
        "k", "v", "", before.as_of, "", hashlib.sha256(raw).hexdigest(), NOW, NOW, "refreshed", len(before.entries), 0
    )
    try:
        after = listed.parse(altered)
    except ListError:
        return ""
    verdict = judge(Arrived(listed, after, "0" * 64, None, NOW), Held(version, before.entries))
    lost = len(set(before.entries) - set(after.entries))
    if verdict.gate or not lost or row_errors(after) or verdict.warnings:
        return ""
    return f"{lost} of {len(before.entries)} entries lost or altered without a word"


@pytest.mark.parametrize("how", ALTERED)
def test_an_altered_file_of_import_orders_loses_nothing_unseen(how: str) -> None:
    raw = ORDERS.read_bytes()
    if how in ("letters as question marks", "UTF-8 read as Latin-1"):
        raw = raw.decode("cp1252").encode("ascii", "ignore")  # its one accent stands in a remark
    assert altered_unseen(LISTS["cbp_wro"], raw, ALTERED[how](raw)) == ""


@pytest.mark.parametrize("how", ALTERED)
@pytest.mark.parametrize("key", BODIES)
def test_an_altered_list_loses_nothing_unseen(key: str, how: str, shared: Path) -> None:
    raw = (shared / "lists" / BODIES[key]).read_bytes()
    if key in ("uflpa_entities", "dol_goods") and how == "a tenth out of its middle":
        pytest.skip("what is left of a page's or a feed's tables is well-formed by chance alone")
    assert altered_unseen(LISTS[key], raw, ALTERED[how](raw)) == ""


def test_no_list_is_taken_for_another(shared: Path) -> None:
    taken = {}
    for key, path in BODIES.items():
        raw = (shared / "lists" / path).read_bytes()
        for other in LISTS.keys() - {key, "tip_tiers"}:
            try:
                parsed = LISTS[other].parse(raw)
            except ListError:
                continue
            if not judge(Arrived(LISTS[other], parsed, "0" * 64, None, NOW), None).gate:
                taken[other] = key
    assert taken == {"eo_13126": "dol_goods"}  # both are made from the one feed
