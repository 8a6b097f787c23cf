"""A server on the loopback interface that misbehaves on purpose, and a small list to serve: what the refresh tests
need on a machine where nothing lies beside the project."""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from supplychain.model import ListedEntity, ListKind, Measure
from supplychain.reference.discover import KnownLists
from supplychain.reference.formats_csv import csv_table
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList

Answer = bytes | Callable[[socket.socket, bytes], None]


class MisbehavingServer:
    """Answers each path as told, byte for byte; `asked` holds every request as it came."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.answers: dict[str, Answer] = {}
        self.asked: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str = "list.csv") -> str:
        return f"http://127.0.0.1:{self.port}/{path}"

    def give(self, answer: Answer, path: str = "list.csv") -> str:
        self.answers[f"/{path}"] = answer
        return self.url(path)

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            request = b""
            while b"\r\n\r\n" not in request:
                request += connection.recv(65536)
            self.asked.append(request)
            answer = self.answers.get(request.split(b" ")[1].decode().partition("?")[0], reply(404, b"gone"))
            if isinstance(answer, bytes):
                connection.sendall(answer)
            else:
                answer(connection, request)


def reply(status: int, body: bytes = b"", *headers: str, length: int | None = None, framed: bool = True) -> bytes:
    """One HTTP answer; `length` states another length than the body's, `framed=False` none."""
    lines = [f"HTTP/1.1 {status} Words", *headers, "Connection: close"]
    if framed:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def chunked(body: bytes, *, ended: bool = True) -> bytes:
    """The body in chunks; without its last one where it breaks off."""
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    pieces = (body[at : at + 4096] for at in range(0, len(body), 4096))
    return head + b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in pieces) + (b"0\r\n\r\n" if ended else b"")


def zipped(body: bytes) -> bytes:
    return reply(200, body, "Content-Encoding: gzip")


def with_etag(body: bytes, etag: str) -> Answer:
    """Answers 304 to whoever holds the body of that ETag."""

    def answer(connection: socket.socket, request: bytes) -> None:
        held = f"if-none-match: {etag}".encode().lower() in request.lower()
        connection.sendall(reply(304, b"", f"ETag: {etag}") if held else reply(200, body, f"ETag: {etag}"))

    return answer


def flaky(times: int, then: bytes) -> Answer:
    """503 that many times, then the answer."""
    left = [times]

    def answer(connection: socket.socket, _: bytes) -> None:
        left[0] -= 1
        connection.sendall(reply(503) if left[0] >= 0 else then)

    return answer


def dripping(body: bytes, pause: float) -> Answer:
    """The body, one byte at a time: no single read ever waits long."""

    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(reply(200, b"", length=len(body)))
        for at in range(len(body)):
            connection.sendall(body[at : at + 1])
            time.sleep(pause)

    return answer


def dripping_headers(connection: socket.socket, _: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(600):
        connection.sendall(f"X-{number}: y\r\n".encode())
        time.sleep(0.1)


def endless(connection: socket.socket, _: bytes) -> None:
    connection.sendall(reply(200, b"", framed=False))
    end = time.monotonic() + 30
    while time.monotonic() < end:
        connection.sendall(b"A" * 65536)


def reset_midway(body: bytes) -> Answer:
    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(reply(200, body[: len(body) // 2], length=len(body)))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return answer


# --- a list of its own kind: a CSV of parties on two sub-lists ------------------------------------------------------

KEY = "test_parties"


def rows_csv(numbers: Sequence[int], *, as_of: str = "2026-11-01", suffix: str = "Co. Ltd") -> bytes:
    """A list of those parties, its day in the first row's remark column."""
    lines = [f"id,name,country,programme,day {as_of}"]
    lines += [f"{n},Listed Entity {n} {suffix},{('CN', 'RU')[n % 2]},P{n % 4}" for n in numbers]
    return ("\n".join(lines) + "\n").encode()


GOOD = rows_csv(range(200))


def parse(raw: bytes, programme: str = "programme") -> ParsedList:
    """The CSV's rows; a row without an id or programme is rejected and told."""
    table = csv_table(raw, "Test parties", ("id", "name", "country", programme))
    day = next((name.removeprefix("day ") for name in table.unknown if name.startswith("day ")), "2026-11-01")
    entries, rejected = [], []
    for line, row in table.rows:
        if not (row["id"] and row[programme]):
            rejected.append(f"line {line}: no {'programme' if row['id'] else 'id'}")
            continue
        countries = (row["country"],) if row["country"] else ()
        entries.append(ListedEntity(row["id"], row["name"], countries=countries, programme=row[programme]))
    unread = tuple(f"column: {name}" for name in table.unknown if not name.startswith("day ")) + table.faults
    return ParsedList(tuple(entries), date.fromisoformat(day), "1", unread, tuple(rejected))


LISTED = ReferenceList(
    title="Test parties",
    publisher="The tests",
    kind=ListKind.ENTITIES,
    page="https://lists.example.org/parties",
    source="https://lists.example.org/parties.csv",
    licence="none",
    cadence="never",
    bounds=Bounds(20, 2_000),
    measure=Measure.INTEGRITY,
    basis="none",
    parse=parse,
    sub_bounds=(("P0", 1, 1_000), ("P1", 1, 1_000), ("P2", 1, 1_000), ("P3", 1, 1_000)),
)
KNOWN = KnownLists({KEY: LISTED}, {}, {}, {})


def gzip_of(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


@contextlib.contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[MisbehavingServer]:
    """A server for as long as the block lasts."""
    server = MisbehavingServer(tls)
    try:
        yield server
    finally:
        server.close()
