"""What may an operator set, by which environment variable, and what is it when unset?

The one place that reads the environment, asked by the doors alone (command line, web, jobs). Refuses to know what
a setting is used for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import platformdirs

from supplychain.errors import UsageError

PREFIX = "SUPPLYCHAIN_"
SOURCE_PREFIX = f"{PREFIX}SOURCE_"
KEY_PREFIX = f"{PREFIX}KEY_"

# One megabyte as procurement people and browsers count it.
MEGABYTE = 1_000_000

# 256 bits as 32 characters or more: what the signature (an HMAC) can use.
SHORTEST_KEY = 32


def _told(says: str, read: Callable[[str], Any], shown: str) -> dict[str, Any]:
    """A field's line in the README's table: what it sets, how text becomes its value, the default in words."""
    return {"says": says, "read": read, "shown": shown}


def _key(value: str) -> str:
    if len(value) < SHORTEST_KEY:
        raise ValueError(f"must have at least {SHORTEST_KEY} characters")
    return value


def _api_key(value: str) -> str:
    if not re.fullmatch(r"[!-~]{8,512}", value):  # it goes into a header or an address
        raise ValueError("must be 8 to 512 letters, digits and signs without spaces")
    return value


def _folder(value: str) -> Path:
    return Path(value).expanduser().absolute()


def _database_url(value: str) -> str:
    if not re.match(r"(sqlite|postgresql)(\+\w+)?://", value):
        raise ValueError("must start with sqlite:/// or postgresql+psycopg://")
    return value


def _share(value: str) -> float:
    if not re.fullmatch(r"[01]|[01]?\.\d+|1\.", value) or not 0 <= float(value) <= 1:
        raise ValueError("must be a number from 0 to 1")
    return float(value)


def _count(value: str) -> int:
    if not re.fullmatch(r"\+?\d{1,9}", value) or int(value) < 1:
        raise ValueError("must be a whole number of at least 1")
    return int(value)


def _required_or_optional(value: str) -> str:
    if value.lower() not in ("required", "optional"):
        raise ValueError("must be required or optional")
    return value.lower()


def _addresses(value: str) -> str:
    try:
        return ",".join(str(ip_network(part.strip(), strict=False)) for part in value.split(",") if part.strip())
    except ValueError:  # its own words would repeat the value
        raise ValueError("must be IP addresses or networks joined by commas") from None


def _origin(value: str) -> str:
    parts = urlsplit(_web_address(value))
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError("must be scheme and host alone, such as https://screening.example.org")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _word(value: str) -> str:
    return value


def _time_zone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("must be the name of a time zone, such as America/New_York") from error


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # urlsplit's own words ("Invalid IPv6 URL") would not fit our sentence
        usable = False
    if not usable:
        raise ValueError("must be an http:// or https:// address")
    return value


def _email_addresses(value: str) -> str:
    parts = [part.strip() for part in value.split(",")]
    if not all(re.fullmatch(r"[^@\s<>\",]+@[^@\s<>\",]+", part) for part in parts):
        raise ValueError("must be e-mail addresses joined by commas")
    return ",".join(parts)


def _mail_server(value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("smtp", "smtps", "smtp+plain") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ValueError("must look like smtp://user:password@host:587, smtps://… or smtp+plain://host:25")
    return value


def _yes_or_no(value: str) -> bool:
    if value not in ("0", "1"):
        raise ValueError("must be 0 or 1")
    return value == "1"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, read once. `Settings.from_env(environment)` reads them; `Settings()` is all defaults."""

    home: Path = field(
        default_factory=lambda: Path(platformdirs.user_data_dir("supplychain", appauthor=False)),
        metadata=_told(
            "Folder that holds the database, the snapshots of the lists and the index.",
            _folder,
            "the platform's user data folder",
        ),
    )
    database_url: str = field(
        default="",
        repr=False,  # may hold a password
        metadata=_told(
            "Database: SQLite, or `postgresql+psycopg://…` where many people work at once.",
            _database_url,
            "the SQLite file `supplychain.db` in the home folder",
        ),
    )
    threshold: float | None = field(
        default=None,
        metadata=_told("Score (0 to 1) from which a name match becomes a flag.", _share, "the matcher's own"),
    )
    cutoff: float | None = field(
        default=None,
        metadata=_told("Score (0 to 1) below which a candidate is not even shown.", _share, "the matcher's own"),
    )
    top: int | None = field(default=None, metadata=_told("Most matches shown for a supplier line.", _count, "10"))
    max_upload_mb: int = field(
        default=50, metadata=_told("Largest workbook the web desk takes, in megabytes.", _count, "50")
    )
    fetch_deadline: int | None = field(
        default=None,
        metadata=_told(
            "Seconds that fetching one list may take, retries included.", _count, "120, or what a slow list asks for"
        ),
    )
    fetch_tries: int = field(
        default=4, metadata=_told("Tries to fetch one file, pauses between them doubling.", _count, "4")
    )
    fetch_max_mb: int = field(
        default=150, metadata=_told("Largest list file that is taken, unpacked, in megabytes.", _count, "150")
    )
    time_zone: str = field(
        default="UTC",
        metadata=_told("Time zone of the nightly jobs, such as `America/New_York`.", _time_zone, "UTC"),
    )
    secret_key: str = field(
        default="",
        repr=False,
        metadata=_told(
            "Key that signs the web desk's sessions: secret, at least 32 characters.",
            _key,
            "made at the first start and kept in the home folder",
        ),
    )
    public_url: str = field(
        default="",
        metadata=_told(
            "Address under which people open the desk (`https://…`); needed to listen beyond this machine.",
            _origin,
            "loopback only",
        ),
    )
    trusted_proxies: str = field(
        default="",
        metadata=_told(
            "Reverse proxies (IP addresses or networks, joined by commas) whose `X-Forwarded-*` is believed.",
            _addresses,
            "none",
        ),
    )
    totp: str = field(
        default="required",
        metadata=_told(
            "Second factor of reviewers and admins who sign in by password: `required` or `optional`.",
            _required_or_optional,
            "required",
        ),
    )
    oidc_issuer: str = field(
        default="",
        metadata=_told("OpenID Connect provider to sign in with (extra `sso`): its issuer.", _web_address, "none"),
    )
    oidc_client_id: str = field(default="", metadata=_told("The desk's client id at that provider.", _word, "none"))
    oidc_client_secret: str = field(
        default="", repr=False, metadata=_told("The desk's secret at that provider.", _word, "none")
    )
    retention_days: int | None = field(
        default=None,
        metadata=_told(
            "Days that uploads and what was found in them are kept; then they are erased.", _count, "for good"
        ),
    )
    digest_folder: Path | None = field(
        default=None,
        metadata=_told("Folder the digest is written to.", _folder, "`digests` in the home folder"),
    )
    digest_webhook: str = field(
        default="", repr=False, metadata=_told("Address the digest is posted to, as JSON.", _web_address, "none")
    )
    digest_email: str = field(
        default="",
        metadata=_told("E-mail addresses the digest is sent to, joined by commas.", _email_addresses, "none"),
    )
    mail_server: str = field(
        default="",
        repr=False,
        metadata=_told(
            "Mail server: `smtp://user:password@host:587` (STARTTLS), `smtps://…` (TLS at once) or"
            " `smtp+plain://host:25` (never beyond your own machine).",
            _mail_server,
            "none",
        ),
    )
    mail_from: str = field(
        default="", metadata=_told("Sender of the digest's e-mail.", _email_addresses, "the recipient")
    )
    digest_names: bool = field(
        default=False,
        metadata=_told(
            "`1`: webhook and e-mail name the suppliers; else they carry counts, ids and a link alone.",
            _yes_or_no,
            "`0`",
        ),
    )
    sources: tuple[tuple[str, str], ...] = ()  # list key → URL, from SUPPLYCHAIN_SOURCE_<KEY>
    # List key → key for its publisher's interface, from SUPPLYCHAIN_KEY_<KEY>: secret.
    keys: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    unknown: tuple[str, ...] = ()  # variables with our prefix that no setting has: a door may warn of them

    def __post_init__(self) -> None:
        if not self.database_url:
            object.__setattr__(self, "database_url", f"sqlite:///{self.home / 'supplychain.db'}")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """The settings of an environment. Empty values count as unset. Raises UsageError naming the variable."""
        given: dict[str, Any] = {}
        known = {variable(f): f for f in fields(cls) if f.metadata}
        sources: list[tuple[str, str]] = []
        keys: list[tuple[str, str]] = []
        unknown: list[str] = []
        for name, value in sorted(environ.items()):
            text = value.strip()
            if not name.startswith(PREFIX) or not text:
                continue
            if name in known:
                setting = known[name]
                given[setting.name] = _read(name, text, setting.metadata["read"])
            elif name.startswith(SOURCE_PREFIX) and len(name) > len(SOURCE_PREFIX):
                sources.append((name.removeprefix(SOURCE_PREFIX).lower(), _read(name, text, _web_address)))
            elif name.startswith(KEY_PREFIX) and len(name) > len(KEY_PREFIX):
                keys.append((name.removeprefix(KEY_PREFIX).lower(), _read(name, text, _api_key)))
            else:
                unknown.append(name)
        return cls(**given, sources=tuple(sources), keys=tuple(keys), unknown=tuple(unknown))

    def source_of(self, list_key: str) -> str | None:
        """The URL the operator set for a list, None where the list's own counts."""
        return dict(self.sources).get(list_key)

    def key_of(self, list_key: str) -> str:
        """The key the operator has for a list's publisher, "" where none is set."""
        return dict(self.keys).get(list_key, "")

    @property
    def max_upload_bytes(self) -> int:
        """`max_upload_mb` in bytes."""
        return self.max_upload_mb * MEGABYTE


def variable(setting: Field[Any]) -> str:
    """The environment variable of a field of `Settings`."""
    return PREFIX + setting.name.upper()


def settings_table() -> str:
    """The README's table of settings, as Markdown, in the order of the fields."""
    rows = [(variable(f), f.metadata["says"], f.metadata["shown"]) for f in fields(Settings) if f.metadata]
    source = "Another address for the list KEY (`SUPPLYCHAIN_SOURCE_OFAC_SDN`): a mirror, a test server."
    rows.append((f"{SOURCE_PREFIX}<KEY>", source, "the publisher's address"))
    api = "Your key for the publisher's interface of the list KEY (`sam_exclusions`, `dol_goods`); secret."
    rows.append((f"{KEY_PREFIX}<KEY>", api, "the public page is read"))
    lines = ["| variable | what it sets | when unset |", "|---|---|---|"]
    lines += [f"| `{name}` | {says} | {shown} |" for name, says, shown in rows]
    return "\n".join(lines) + "\n"


def _read(name: str, text: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(text)
    except ValueError as error:
        # A value is never repeated: a database address or a key may hold a secret, and this line may be logged.
        raise UsageError(f"The setting {name} {error}; correct it or unset it.") from error
