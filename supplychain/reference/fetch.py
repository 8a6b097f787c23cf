"""How is one file taken from its publisher, whole or not at all? The only door to the internet.

A file counts as taken when the server said 200, said how long it is (or the format has an end of its own) and sent all
of it within the deadline; or said 304 to a question we asked. It sends nothing but the file's address and our name.
Refuses to know what the file means.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from supplychain import __version__
from supplychain.errors import ListFetchError
from supplychain.reference.fetch_address import Allowed, parsed, permit, shown
from supplychain.reference.fetch_wire import CheckedNetwork, Deadline, unpack_gzip

# A plain name of our own: several publishers (ofac.treas.gov, dfat.gov.au) refuse clients that state none.
USER_AGENT = f"Mozilla/5.0 (compatible; supplychain/{__version__}; reference list refresh)"

MOST_REDIRECTS = 3
MOST_STALLS = 2
# Servers ask for up to an hour; beyond it the next nightly refresh is the retry.
LONGEST_WAIT = 3600.0
# Too many requests, and the server's own trouble; all else will be the same a second later.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# A body slower than this after the first seconds would not end within any deadline (15 MB in 4 hours).
_SLOWEST_RATE = 1_000.0
_RATE_AFTER = 20.0
# A format that has an end of its own shows a cut to its reader: XML and HTML, JSON, ZIP (and so .xlsx).
_OWN_END = (b"<", b"{", b"[", b"PK\x03\x04")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one list's fetch may cost: seconds in all, tries, bytes (packed and unpacked), seconds without a byte
    (connecting; waiting for the answer; within the body), and the first pause between two tries, doubled each time."""

    seconds: float = 120.0
    tries: int = 4
    most_bytes: int = 150_000_000  # the largest list we read, SAM's, unpacks to about 60 MB
    connect_seconds: float = 15.0
    answer_seconds: float = 45.0
    stall_seconds: float = 15.0
    first_pause: float = 0.5


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server said of a file's state, to ask later whether it changed."""

    etag: str = ""
    last_modified: str = ""

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True)
class Fetched:
    """One file. `body` is None where the server says (304) that the file we asked about is unchanged. `url` is where
    it was found after redirects; `requests` counts every request made for it, `served_at` is the server's own clock."""

    url: str
    http_status: int
    body: bytes | None
    validators: Validators
    served_at: datetime | None
    requests: int


@dataclass(slots=True)
class Attempt:
    """The state of one list's fetch, which may be of several files: deadline and count of requests are shared."""

    allowed: Allowed
    limits: FetchLimits
    deadline: Deadline
    requests: int = 0
    stalls: int = 0
    # Host, header (or "?parameter") and value: a key goes to no other host, and stands in no address we keep or tell.
    key: tuple[str, str, str] = field(default=("", "", ""), repr=False)
    pause: Callable[[float], None] = time.sleep

    @classmethod
    def begin(cls, allowed: Allowed, limits: FetchLimits) -> Attempt:
        """An attempt whose deadline starts to run now."""
        return cls(allowed, limits, Deadline(limits.seconds))


def fetch(url: str, attempt: Attempt, known: Validators | None = None) -> Fetched:
    """Takes one file, trying again where that may help. `known` are the validators of a body that is held here.

    Raises ListFetchError: what came, from where, and what to do.
    """
    start = parsed(url)
    pause = attempt.limits.first_pause
    for left in range(attempt.limits.tries - 1, -1, -1):
        try:
            return _follow(start, attempt, known or Validators())
        except ListFetchError as error:
            # Full jitter around the doubled pause, so that many homes do not ask a recovering server in step.
            wait = max(error.wait_seconds, pause * random.uniform(0.5, 1.5))
            error.requests = attempt.requests
            if not error.again or left == 0:
                raise
            if wait > min(LONGEST_WAIT, attempt.deadline.left()):
                asked = f" The server asks to wait {error.wait_seconds:.0f} seconds." if error.wait_seconds else ""
                said = f"{error}{asked} The time for this fetch ({attempt.limits.seconds:g} s) does not allow a retry."
                last = ListFetchError(said, http_status=error.http_status)
                last.requests = attempt.requests
                raise last from error
        attempt.pause(wait)
        pause *= 2
    raise AssertionError("the last try returns or raises")


def _follow(start: httpx.URL, attempt: Attempt, known: Validators) -> Fetched:
    url, before = start, None
    for _ in range(MOST_REDIRECTS + 1):
        permit(url, attempt.allowed, before)
        attempt.requests += 1
        answer = _ask(url, attempt, known)
        if not isinstance(answer, str):
            return replace(answer, requests=attempt.requests)
        url, before = parsed(str(url.join(answer))), url
    raise ListFetchError(f"{shown(start)} redirects more than {MOST_REDIRECTS} times; the source may have moved.")


def _ask(url: httpx.URL, attempt: Attempt, known: Validators) -> Fetched | str:
    """One request: the file, or where the server sends us."""
    headers: list[tuple[bytes | str, bytes | str]] = [("Host", url.netloc), ("User-Agent", USER_AGENT)]
    headers += [("Accept", "*/*"), ("Accept-Encoding", "identity")]
    key_host, key_header, key = attempt.key
    asked = url
    if key_header and url.host == key_host:
        if key_header.startswith("?"):
            asked = url.copy_merge_params({key_header[1:]: key})
        else:
            headers.append((key_header, key))
    if known.etag:
        headers.append(("If-None-Match", known.etag))
    if known.last_modified:
        headers.append(("If-Modified-Since", known.last_modified))
    limits = attempt.limits
    times = {"connect": limits.connect_seconds, "read": limits.answer_seconds, "write": limits.stall_seconds}
    network = CheckedNetwork(attempt.allowed, attempt.deadline)
    # A connection of its own for each request: a redirect may lead to a host that must be looked at anew.
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_TLS, network_backend=network, max_connections=1) as pool,
            pool.stream("GET", str(asked), headers=headers, extensions={"timeout": times}) as response,
        ):
            times["read"] = limits.stall_seconds  # httpcore looks at it anew when the body is read
            return _judge(url, response, attempt, known)
    except httpcore.TimeoutException as error:
        attempt.deadline.cap(None)  # says so where it was the deadline
        attempt.stalls += 1  # a server that stalls once may be restarting; twice, and waiting more is of no use
        said = f"{shown(url)} stopped answering ({type(error).__name__})."
        raise ListFetchError(said, again=attempt.stalls < MOST_STALLS) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        again = "certificate" not in str(error).lower()
        said = str(error).strip() or type(error).__name__
        raise ListFetchError(f"{shown(url)} could not be read whole ({said}).", again=again) from error


def _judge(url: httpx.URL, response: httpcore.Response, attempt: Attempt, known: Validators) -> Fetched | str:
    headers = httpx.Headers(response.headers)
    status = response.status
    if status in _REDIRECTS and headers.get("location"):
        return headers["location"]
    if status == 304 and known:
        return Fetched(str(url), 304, None, known, _moment(headers.get("date", "")), 0)
    if status != 200:
        raise _refused(url, status, headers)
    try:
        body = _body(url, response, headers, attempt)
    except ListFetchError as error:
        error.http_status = status
        raise
    validators = Validators(headers.get("etag", ""), headers.get("last-modified", ""))
    return Fetched(str(url), 200, body, validators, _moment(headers.get("date", "")), 0)


def _body(url: httpx.URL, response: httpcore.Response, headers: httpx.Headers, attempt: Attempt) -> bytes:
    most, where = attempt.limits.most_bytes, shown(url)
    if int(headers.get("content-length", "0")) > most:  # httpcore has refused a length that is no number
        raise ListFetchError(f"{where} is larger than {most // 1_000_000} MB; it was not taken.")
    taken, began = bytearray(), time.monotonic()
    for piece in response.iter_stream():
        taken += piece
        if len(taken) > most:
            raise ListFetchError(f"{where} sends more than {most // 1_000_000} MB; it was cut off.")
        spent = time.monotonic() - began
        if spent > _RATE_AFTER and len(taken) / spent < _SLOWEST_RATE:
            raise ListFetchError(f"{where} sends less than {_SLOWEST_RATE:.0f} bytes a second.")
        attempt.deadline.cap(None)
    body = bytes(taken)
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding in ("gzip", "x-gzip"):
        body = unpack_gzip(body, most, where)
    elif coding not in ("", "identity"):
        raise ListFetchError(f'{where} came packed as "{coding[:40]}", which was not asked for.')
    if not body.strip(b"\xef\xbb\xbf\0\r\n\t "):
        raise ListFetchError(f"{where} came empty.", again=True)
    if body.startswith(b"\x1f\x8b"):
        raise ListFetchError(f"{where} is packed with gzip and does not say so; it was not taken.")
    framed = "content-length" in headers or "chunked" in headers.get("transfer-encoding", "").lower()
    if not framed and coding not in ("gzip", "x-gzip") and not body.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(_OWN_END):
        raise ListFetchError(
            f"{where} came without its length, so that nobody can tell whether it is whole.",
            again=True,
        )
    return body


def _refused(url: httpx.URL, status: int, headers: httpx.Headers) -> ListFetchError:
    where = shown(url)
    if status == 304:
        said = f"{where} says that nothing changed (304) although that was not asked."
    elif status in (404, 410):
        said = f"{where} is no longer there ({status}): the source has moved. Look for it on the list's page."
    elif status in (401, 403):
        said = f"{where} refuses us ({status}). Save the file by hand and use `supplychain refresh KEY --from FILE`."
    elif status in (202, 204, 206):
        said = f"{where} answered {status} in place of the whole file."
    elif status in _PASSING:
        said = f"{where} cannot serve the file at the moment ({status})."
    else:
        said = f"{where} answered {status} in place of the file."
    wait = _retry_after(headers.get("retry-after", "")) if status in _PASSING else 0.0
    return ListFetchError(said, http_status=status, again=status in _PASSING, wait_seconds=wait)


def _retry_after(text: str) -> float:
    """Seconds the server asks to wait; it may give seconds or a moment (RFC 9110, 10.2.3). 0 where it does not say."""
    if text.strip().isdecimal():
        return float(text.strip()[:9])
    moment = _moment(text)
    return 0.0 if moment is None else max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


# The machine's and the operator's own authorities count too (SSL_CERT_FILE): hospitals inspect their traffic.
_TLS = httpx.create_ssl_context()
