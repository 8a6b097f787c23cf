"""Fetching: a file is taken whole from an address that may be asked, or the reason is one sentence."""

from __future__ import annotations

import ipaddress
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from misbehaving_server import (
    GOOD,
    Answer,
    MisbehavingServer,
    chunked,
    dripping,
    dripping_headers,
    endless,
    flaky,
    gzip_of,
    reply,
    reset_midway,
    serving,
    with_etag,
    zipped,
)

from supplychain.errors import ListFetchError
from supplychain.reference.fetch import Attempt, Fetched, FetchLimits, Validators, fetch
from supplychain.reference.fetch_address import Allowed, is_public, parsed, permit
from supplychain.reference.fetch_wire import unpack_gzip

QUICK = FetchLimits(seconds=3, tries=2, most_bytes=2_000_000, stall_seconds=0.5, answer_seconds=0.5, first_pause=0.01)


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with serving() as one:
        yield one


def take(url: str, limits: FetchLimits = QUICK, known: Validators | None = None) -> Fetched:
    return fetch(url, Attempt.begin(Allowed.of((), operator_url=url), limits), known)


@pytest.mark.parametrize(
    "answer",
    [
        reply(200, GOOD),
        chunked(GOOD),
        zipped(gzip_of(GOOD)),
        zipped(gzip_of(GOOD[:3000]) + gzip_of(GOOD[3000:])),
        reply(200, b"<list/>", framed=False),
        flaky(1, reply(200, GOOD)),
    ],
    ids=["plain", "chunked", "gzip", "gzip of two members", "xml to the end of the connection", "once 503"],
)
def test_a_whole_file_is_taken_as_published(server: MisbehavingServer, answer: Answer) -> None:
    got = take(server.give(answer))
    assert got.http_status == 200
    assert got.body in (GOOD, b"<list/>")


CUT = GOOD[: len(GOOD) * 6 // 10]
PACKED = gzip_of(GOOD)
FAULTS: dict[str, tuple[Answer, str]] = {
    "cut below its length": (reply(200, CUT, length=len(GOOD)), "could not be read whole"),
    "cut without a length": (reply(200, CUT, framed=False), "nobody can tell whether it is whole"),
    "without its last chunk": (chunked(CUT, ended=False), "could not be read whole"),
    "reset midway": (reset_midway(GOOD), "could not be read whole"),
    "gzip cut": (zipped(PACKED[:-200]), "gzip stream has no end"),
    "gzip without its trailer": (zipped(PACKED[:-8]), "gzip stream has no end"),
    "gzip with a wrong CRC": (zipped(PACKED[:-8] + b"\0\0\0\1" + PACKED[-4:]), "damaged gzip"),
    "gzip followed by something": (zipped(PACKED + b"more"), "damaged gzip"),
    "plain body labelled gzip": (zipped(GOOD), "damaged gzip"),
    "gzip twice": (zipped(gzip_of(PACKED)), "does not say so"),
    "gzip unlabelled": (reply(200, PACKED), "does not say so"),
    "another packing": (reply(200, GOOD, "Content-Encoding: br"), 'packed as "br"'),
    "a bomb": (zipped(gzip_of(b"A" * 30_000_000)), "unpacks to more than 2 MB"),
    "larger than allowed": (reply(200, b"", length=10_000_000), "larger than 2 MB"),
    "endless": (endless, "sends more than 2 MB"),
    "empty": (reply(200, b"\xef\xbb\xbf \r\n"), "came empty"),
    "no content": (reply(204), "answered 204 in place of the whole file"),
    "accepted": (reply(202), "answered 202 in place of the whole file"),
    "partial": (reply(206, CUT, "Content-Range: bytes 0-9/20"), "answered 206 in place of the whole file"),
    "not modified, unasked": (reply(304), "that was not asked"),
    "gone": (reply(404), "the source has moved"),
    "refused": (reply(403), "refuses us"),
    "too many requests": (reply(429, b"", "Retry-After: 3600"), "asks to wait 3600 seconds"),
    "out of order": (reply(500), "cannot serve the file at the moment"),
    "silence": (b"", "could not be read whole"),
    "garbage": (b"\x16\x03\x01garbage", "could not be read whole"),
    "headers cut": (b"HTTP/1.1 200 OK\r\nContent-Le", "could not be read whole"),
    "to itself, for ever": (reply(302, b"", "Location: /list.csv"), "redirects more than 3 times"),
    "to a private address": (
        reply(302, b"", "Location: http://169.254.169.254/latest/"),
        "a host that is not the list's",
    ),
    "to a file": (reply(302, b"", "Location: file:///etc/passwd"), "neither http nor https"),
    "to a name and password": (reply(302, b"", "Location: http://user:pass@127.0.0.1/"), "user name or password"),
    "to another port of this machine": (reply(302, b"", "Location: http://127.0.0.1:1/"), "no public address"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_anything_less_than_the_whole_file_is_refused_in_one_sentence(server: MisbehavingServer, fault: str) -> None:
    answer, said = FAULTS[fault]
    with pytest.raises(ListFetchError, match=said) as told:
        take(server.give(answer))
    assert "\n" not in str(told.value)
    assert "pass@" not in str(told.value)


@pytest.mark.parametrize("answer", [dripping(GOOD, 0.05), dripping_headers, lambda *_: time.sleep(9)])
def test_no_server_holds_us_beyond_the_deadline(server: MisbehavingServer, answer: Answer) -> None:
    began = time.monotonic()
    with pytest.raises(ListFetchError, match=r"did not come within 1.5 seconds|stopped answering"):
        take(server.give(answer), replace(QUICK, seconds=1.5))
    assert time.monotonic() - began < 2.5


def test_a_passing_fault_is_tried_again_and_a_lasting_one_is_not(server: MisbehavingServer) -> None:
    for answer, requests in ((reply(503), 4), (reply(404), 1), (reply(403), 1), (reply(304), 1)):
        server.asked.clear()
        with pytest.raises(ListFetchError) as told:
            take(server.give(answer), replace(QUICK, tries=4))
        assert (len(server.asked), told.value.requests) == (requests, requests)


def test_the_server_is_given_the_time_it_asks_for(server: MisbehavingServer) -> None:
    slept: list[float] = []
    answers = [reply(503, b"", "Retry-After: 2"), reply(200, GOOD)]
    url = server.give(lambda connection, _: connection.sendall(answers.pop(0)))
    attempt = replace(Attempt.begin(Allowed.of((), operator_url=url), QUICK), pause=slept.append)
    assert fetch(url, attempt).body == GOOD
    assert slept == [2.0]


def test_304_counts_only_as_the_answer_to_what_we_asked(server: MisbehavingServer) -> None:
    url = server.give(with_etag(GOOD, '"v1"'))
    first = take(url)
    assert first.validators == Validators('"v1"', "")
    again = take(url, known=first.validators)
    assert (again.http_status, again.body, again.requests) == (304, None, 1)
    assert take(url, known=Validators('"v0"', "")).body == GOOD


def test_a_request_says_who_asks_and_asks_for_plain_bytes(server: MisbehavingServer) -> None:
    take(server.give(reply(200, GOOD)))
    asked = server.asked[0].decode().lower()
    assert "accept-encoding: identity" in asked
    assert "user-agent: mozilla/5.0 (compatible; supplychain/" in asked
    assert "cookie" not in asked


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
     "ff02::1", "240.0.0.1", "198.18.0.1"],
)  # fmt: skip
def test_an_address_that_is_not_of_the_open_internet_is_told(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_an_address_of_the_open_internet_is_told(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::1]", "localhost", "localhost.", "2130706433", "0.0.0.0", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"],
)
def test_a_list_whose_host_lies_on_this_machine_is_not_asked(server: MisbehavingServer, host: str) -> None:
    url = f"http://{host}:{server.port}/list.csv"
    server.give(reply(200, GOOD))
    allowed = Allowed.of([url])  # the list says so itself; no operator has
    with pytest.raises(ListFetchError, match=r"no public address|not known|could not be read|a host that is not"):
        fetch(url, Attempt.begin(allowed, replace(QUICK, tries=1)))
    assert server.asked == []


def test_only_the_lists_own_hosts_are_followed_and_never_down_to_http() -> None:
    allowed = Allowed.of(["https://www.cbp.gov/a.csv"], [".treas.gov", "files.example.org"])
    for good in ("https://www.cbp.gov/b", "https://cbp.gov/b", "https://x.y.treas.gov/", "https://FILES.example.org/"):
        permit(parsed(good), allowed, parsed("https://www.cbp.gov/"))
    for bad in (
        "https://cbp.gov.evil.example/",
        "https://evil.example/",
        "https://treas.gov.example/",
        "https://evilcbp.gov/",
    ):
        with pytest.raises(ListFetchError, match="a host that is not the list's"):
            permit(parsed(bad), allowed)
    with pytest.raises(ListFetchError, match="unsafe address"):
        permit(parsed("http://www.cbp.gov/"), allowed, parsed("https://www.cbp.gov/"))


def test_a_name_that_answers_differently_the_second_time_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address that is checked is the address that is connected to: the name is resolved once a connection."""
    answers = ["93.184.216.34", "127.0.0.1"]
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        return [(2, 1, 6, "", (answers[min(len(asked) - 1, 1)], port))]

    connected: list[str] = []

    def create_connection(address: tuple[str, int], *_: object, **__: object) -> object:
        connected.append(address[0])
        raise OSError("no network in tests")

    monkeypatch.setattr("socket.getaddrinfo", getaddrinfo)
    monkeypatch.setattr("socket.create_connection", create_connection)
    with pytest.raises(ListFetchError, match=r"could not be read|no public address"):
        fetch("http://lists.example.org/a", Attempt.begin(Allowed.of(["http://lists.example.org/"]), QUICK))
    assert connected == ["93.184.216.34"]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed: no certificate can be made")
def test_a_certificate_nobody_vouches_for_is_told_and_not_tried_again(tmp_path: Path) -> None:
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    made += ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]
    subprocess.run([*made, "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with serving(context) as server:
        url = server.give(reply(200, GOOD)).replace("http:", "https:")
        with pytest.raises(ListFetchError, match="certificate verify failed") as told:
            take(url, replace(QUICK, tries=4))
    assert (told.value.requests, server.asked) == (1, [])


def test_gzip_is_unpacked_only_whole() -> None:
    packed = gzip_of(GOOD)
    assert unpack_gzip(packed + packed, 10**6, "it") == GOOD + GOOD
    assert unpack_gzip(packed + b"\0" * 512, 10**6, "it") == GOOD
    for end in range(1, len(packed), 97):
        with pytest.raises(ListFetchError):
            unpack_gzip(packed[:end], 10**6, "it")
