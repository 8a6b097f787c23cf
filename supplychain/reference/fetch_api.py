"""How is a list taken from an interface that asks for a key? As one file, or page by page: every page or none.

The key goes to the interface's own host alone, into no address that is kept or told. Refuses to know what a row means.
"""

from __future__ import annotations

import json
from typing import Any

import httpx

from supplychain.errors import ListFetchError
from supplychain.reference.fetch import Attempt, Fetched, Validators, fetch
from supplychain.reference.fetch_address import parsed, shown
from supplychain.reference.reference_list import KeyedApi

# The lists we page through have some hundreds of rows; an interface that goes on beyond this gives one page for ever.
MOST_PAGES = 500
_TOTALS = ("total", "totalRecords", "total_count", "totalCount", "count_total")


def ask_api(api: KeyedApi, url: str, key: str, attempt: Attempt, known: Validators | None = None) -> Fetched:
    """What the interface at `url` gives for that key: the file, or all pages as one JSON array, each as it came.

    Raises ListFetchError, without the key: a page that fails, that comes twice, or a total that is not reached.
    """
    attempt.key = (parsed(url).host, api.place, key)
    try:
        return _all_pages(url, api, attempt) if api.page_size else fetch(url, attempt, known)
    except ListFetchError as error:
        if error.http_status not in (401, 403):
            raise
        told = ListFetchError(
            f"{shown(parsed(url))} refuses the key ({error.http_status}): it is wrong or has run out. Renew it at the "
            "publisher's, or unset it.",
            http_status=error.http_status,
        )
        told.requests = attempt.requests
        raise told from error


def _all_pages(url: str, api: KeyedApi, attempt: Attempt) -> Fetched:
    where = shown(parsed(url))
    pages: list[bytes] = []
    count, size = 0, 0
    stated: int | None = None
    while True:
        got = fetch(str(httpx.URL(url).copy_merge_params({"limit": api.page_size, "offset": count})), attempt)
        body = got.body or b""
        rows, total = _page(body, where)
        if total is not None and stated is not None and total != stated:
            raise _not_whole(f"{where} changed while it was read: it said {stated:,} rows, then {total:,}", attempt)
        stated = total if total is not None else stated
        if not rows:
            break
        if body in pages:
            raise _not_whole(f"{where} gives the same page again in place of the next one", attempt)
        pages.append(body)
        count, size = count + len(rows), size + len(body)
        if stated is not None and count >= stated:
            break
        if len(pages) >= MOST_PAGES or size > attempt.limits.most_bytes:
            raise _not_whole(f"{where} goes on after {len(pages):,} pages", attempt)
    if stated is not None and count != stated:
        raise _not_whole(f"{where} says it holds {stated:,} rows and gave {count:,}", attempt)
    if not pages:
        raise _not_whole(f"{where} gave no row", attempt)
    return Fetched(url, 200, b"[" + b",\n".join(pages) + b"]", Validators(), got.served_at, attempt.requests)


def _page(body: bytes, where: str) -> tuple[list[Any], int | None]:
    """The rows of a page, and how many there are in all where it says so. A page that ends where none is left may be
    an empty list."""
    try:
        read = json.loads(body)
    except ValueError as error:
        raise ListFetchError(f"{where} gave a page that is no JSON ({error}); nothing was taken.") from error
    if isinstance(read, list):
        return read, None
    tables = [value for value in read.values() if isinstance(value, list)] if isinstance(read, dict) else []
    if len(tables) != 1:
        told = next((str(read[key]) for key in ("error", "message") if isinstance(read, dict) and read.get(key)), "")
        raise ListFetchError(f"{where} gave no page of rows ({told[:200] or 'another form'}); nothing was taken.")
    inner = [value for value in read.values() if isinstance(value, dict)]
    totals = [one[name] for one in (read, *inner) for name in _TOTALS if isinstance(one.get(name), int)]
    return tables[0], totals[0] if totals else None


def _not_whole(said: str, attempt: Attempt) -> ListFetchError:
    error = ListFetchError(f"{said}; nothing was taken.")
    error.requests = attempt.requests
    return error
