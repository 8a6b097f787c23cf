"""Has a change of a list been announced that the list's page does not show yet? Asks the Federal Register's search.

It never stops a refresh: what it finds, or that it could not ask, is a sentence beside the outcome. Refuses to know
what a notice changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from supplychain.errors import ListFetchError
from supplychain.reference.fetch import Attempt, FetchLimits, fetch
from supplychain.reference.fetch_address import Allowed
from supplychain.reference.reference_list import NOT_SHOWN_YET, ReferenceList

# The notice of a change is printed on the day it takes effect, which the page gives with each entry, or days later.
PRINTED_LATE = timedelta(days=3)
# DHS's page has followed within days. A notice that changed nothing on it must not make the list late for ever.
LATELY = timedelta(days=60)
_SECONDS = 30.0
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Announced:
    """What came of asking: a sentence, "" where nothing is announced, and the requests it took."""

    said: str
    requests: int


def announced_since(listed: ReferenceList, as_of: date, today: date, limits: FetchLimits, given: str = "") -> Announced:
    """Whether a change was announced after the day of the version held (`as_of`); `given` is the operator's own address
    in place of the register's."""
    address, titles = listed.announced_at
    limits = replace(limits, seconds=min(limits.seconds, _SECONDS), tries=min(limits.tries, _TRIES))
    attempt = Attempt.begin(Allowed.of((address,), (), given or None), limits)
    since = max(as_of + PRINTED_LATE, today - LATELY) + timedelta(days=1)
    try:
        got = fetch((given or address).replace("{since}", since.isoformat()), attempt)
        notices = [one for one in _notices(got.body or b"") if re.search(titles, one[1], re.IGNORECASE)]
    except ListFetchError as error:
        said = f"the Federal Register could not be asked whether a change of the list is announced ({error})"
        return Announced(said, attempt.requests)
    newest = max((one for one in notices if since <= one[0] <= today), default=None)
    if newest is None:
        return Announced("", attempt.requests)
    on, title, url = newest
    said = f"the Federal Register announces an update of {on} {NOT_SHOWN_YET}: “{title}”, {url or listed.page}."
    return Announced(said, attempt.requests)


def _notices(raw: bytes) -> Iterator[tuple[date, str, str]]:
    """Day, title and address of each notice. Raises ListFetchError where the bytes are no answer of the search."""
    try:
        read: Any = json.loads(raw)
        found = read["results"] if read.get("count") != 0 else ()
        for one in found:
            yield date.fromisoformat(one["publication_date"]), str(one["title"])[:200], str(one.get("html_url") or "")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ListFetchError(f"its answer has another form ({type(error).__name__})") from error
