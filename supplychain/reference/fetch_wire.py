"""How do bytes come off the wire: within a deadline, from an address that was looked at, and unpacked with every check?

httpx's own client does none of the three: its time-outs are for one read each, it resolves names itself, and its gzip
reader takes a cut stream, or the first of two members, for the whole (measured with httpx 0.28.1). So we speak to
httpcore beneath it. Refuses to know what a list is.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterable
from typing import Any

import httpcore

from supplychain.errors import ListFetchError
from supplychain.reference.fetch_address import Allowed, resolve

_PIECE = 1 << 20


class Deadline:
    """One moment by which all must be done, by the clock that nobody can set."""

    __slots__ = ("_at", "seconds")

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left, 0 when over."""
        return max(0.0, self._at - time.monotonic())

    def cap(self, seconds: float | None) -> float:
        """The time-out of one step: what it asks for, or less. Raises ListFetchError when over."""
        left = self.left()
        if left <= 0:
            raise ListFetchError(f"The file did not come within {self.seconds:g} seconds.")
        return left if seconds is None else min(seconds, left)


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects only to addresses that `allowed` permits, and lets no step outlive the deadline."""

    def __init__(self, allowed: Allowed, deadline: Deadline) -> None:
        self._allowed = allowed
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of the host that answers; the address checked is the address asked."""
        failed: Exception | None = None
        for address in resolve(host, port, self._allowed):
            try:
                wait = self._deadline.cap(timeout)
                stream = self._sockets.connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failed or httpcore.ConnectError(f"{host} has no address")


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.cap(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.cap(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.cap(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def unpack_gzip(packed: bytes, most: int, where: str) -> bytes:
    """The bytes of a gzip stream: every member, each with its CRC and length checked, at most `most` bytes.

    Raises ListFetchError where the stream is cut, damaged, followed by something else, or a bomb.
    """
    out = bytearray()
    rest = packed
    while rest:
        member = zlib.decompressobj(wbits=31)  # 16 + 15: a gzip frame, whose trailer zlib itself verifies
        try:
            while not member.eof and rest:
                out += member.decompress(rest, _PIECE)
                rest = member.unconsumed_tail
                if len(out) > most:
                    raise ListFetchError(f"{where} unpacks to more than {most // 1_000_000} MB; it was not taken.")
        except zlib.error as error:
            raise ListFetchError(f"{where} came as damaged gzip ({error}).", again=True) from error
        if not member.eof:
            raise ListFetchError(f"{where} came cut short: its gzip stream has no end.", again=True)
        rest = member.unused_data.lstrip(b"\0")  # RFC 1952 lets zeros pad the end
    return bytes(out)
