"""Which addresses may a list be fetched from? The list's own hosts, on public addresses; and what the operator named.

Looked at again at every redirect, and once more as a resolved IP address just before connecting, so that a name that
answers differently the second time (DNS rebinding) gains nothing. Sends nothing itself.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass

import httpx

from supplychain.errors import ListFetchError

_PORTS = {"http": 80, "https": 443}
# Addresses that carry an IPv4 address inside: NAT64 (RFC 6052).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Allowed:
    """Where one list may be fetched from.

    `hosts` are host names in lower case, ".example.gov" meaning any host below it. `trusted` are (host, port) pairs
    the operator named, which alone may lie in a private network or on this machine.
    """

    hosts: frozenset[str]
    trusted: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, urls: Iterable[str], extra_hosts: Iterable[str] = (), operator_url: str | None = None) -> Allowed:
        """The hosts of a list's own addresses, further ones the list names, and the address the operator gave."""
        hosts = {httpx.URL(url).host.lower() for url in urls if url} | {host.lower() for host in extra_hosts}
        # Publishers move between example.gov and www.example.gov without notice.
        hosts |= {host.removeprefix("www.") for host in hosts} | {f"www.{host}" for host in hosts if host[:1] != "."}
        if operator_url is None:
            return cls(frozenset(hosts))
        named = parsed(operator_url)
        return cls(frozenset(hosts | {named.host.lower()}), frozenset({(named.host.lower(), port_of(named))}))

    def knows(self, host: str) -> bool:
        """Whether the host is one of the list's."""
        name = host.lower().rstrip(".")
        return name in self.hosts or any(one[:1] == "." and name.endswith(one) for one in self.hosts)


def parsed(url: str) -> httpx.URL:
    """The address taken apart. Raises ListFetchError where it is none or holds what no list's address may hold."""
    try:
        made = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise ListFetchError(f"The address {url[:200]!r} cannot be read ({error}); nothing was asked.") from error
    if made.scheme not in _PORTS:
        raise ListFetchError(f"The address {shown(made)} is neither http nor https; it was not followed.")
    if made.userinfo:
        raise ListFetchError(f"The address {shown(made)} holds a user name or password; it was not followed.")
    if not made.host:
        raise ListFetchError(f"The address {url[:200]!r} names no host; nothing was asked.")
    return made


def permit(url: httpx.URL, allowed: Allowed, before: httpx.URL | None = None) -> None:
    """Raises ListFetchError where this list may not be fetched from `url`, or may not be sent there from `before`."""
    if not allowed.knows(url.host):
        raise ListFetchError(
            f"The server sends us to {shown(url)}, a host that is not the list's; it was not followed. "
            "If the publisher has moved, take the file by hand and use `supplychain refresh KEY --from FILE`."
        )
    if before is not None and before.scheme == "https" and url.scheme == "http":
        raise ListFetchError(f"The server sends us from https to {shown(url)}; an unsafe address is not followed.")


def resolve(host: str, port: int, allowed: Allowed) -> list[str]:
    """The IP addresses of a host, all of them fit to be asked. Raises ListFetchError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise ListFetchError(f"The host {host} is not known to the name servers ({why}).", again=True) from error
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if (host.lower(), port) not in allowed.trusted:
        for address in addresses:
            if not is_public(ipaddress.ip_address(address.partition("%")[0])):
                raise ListFetchError(
                    f"The host {host} lies at {address}, which is no public address; nothing was asked of it. "
                    "Only the operator may name such a host, by SUPPLYCHAIN_SOURCE_<KEY>."
                )
    return addresses


def is_public(address: IpAddress) -> bool:
    """Whether an address is one of the open internet, the address inside it too where it carries one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(one is not None and not is_public(one) for one in inner):
            return False
        if address.ipv4_mapped is not None:
            return True
    return address.is_global and not address.is_multicast


def port_of(url: httpx.URL) -> int:
    """The port an address means."""
    return url.port or _PORTS[url.scheme]


def shown(url: httpx.URL) -> str:
    """The address for a person to read: no password, no query (it may hold a key), not endless."""
    host = f"{url.host}:{url.port}" if url.port else url.host
    return f"{url.scheme}://{host}{url.path}"[:200]
