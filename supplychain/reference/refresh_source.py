"""Which bytes are a list's today, and where do they come from: its file, the file its page links to, its several files,
or what a person brings by hand?

Gives bytes as published, or the word that nothing changed. Refuses to know what they mean, beyond the link on a page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, urljoin

from supplychain.errors import ListFormatError, UsageError
from supplychain.model import Entry, ListVersion
from supplychain.reference.fetch import Attempt, Fetched, FetchLimits, Validators, fetch
from supplychain.reference.fetch_address import Allowed, parsed
from supplychain.reference.fetch_api import ask_api
from supplychain.reference.folder import packed_members, read_within
from supplychain.reference.formats import is_html, page_link
from supplychain.reference.reference_list import KeyedApi, ParsedList, ReferenceList
from supplychain.reference.snapshot import pack, unpack

_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """What is held of the last good version: where its file lay, what the server said of it (by member name, "" for a
    single file), and the bytes."""

    url: str
    validators: Mapping[str, Validators]
    raw: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """What a list's source gave. `raw` is None where the held bytes are still the publisher's. `url` is the
    address that was asked for the file (before redirects)."""

    raw: bytes | None
    url: str
    http_status: int | None = None
    validators: Mapping[str, Validators] = field(default_factory=dict)
    served_at: datetime | None = None
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Where to take one list from: its own addresses, or `given` (a path or URL) of the operator or of `--from`."""

    listed: ReferenceList
    limits: FetchLimits
    given: str = ""
    key: str = field(default="", repr=False)  # for the publisher's interface

    @property
    def api(self) -> KeyedApi | None:
        """The interface to ask, where the list has one and we have its key."""
        return self.listed.api if self.key else None

    @property
    def is_on_disk(self) -> bool:
        """Whether what is given is a path."""
        return bool(self.given) and not _WEB.match(self.given)

    @property
    def is_by_hand(self) -> bool:
        """Whether no data file is published: the table we ship is the list."""
        return not (self.given or self.listed.source or self.listed.files)

    @property
    def address(self) -> str:
        """The address or path that is asked first."""
        own = self.api.url if self.api else self.listed.source
        return self.given or own or next((url for _, url in self.listed.files), "")


def take(source: Source, known: Known | None) -> Taken:
    """The list's bytes as they are today. Raises ListFetchError, ListFormatError (no link on the page) or UsageError
    (no such path)."""
    if source.is_on_disk:
        return _from_path(source)
    listed = source.listed
    urls = (listed.source, listed.page, *(url for _, url in listed.files), source.api.url if source.api else "")
    allowed = Allowed.of(urls, listed.hosts, source.given or None)
    attempt = Attempt.begin(allowed, source.limits)
    if source.api is not None:
        url = source.address
        got = ask_api(source.api, url, source.key, attempt, _asked(known, url, ""))
        return Taken(got.body, url, got.http_status, {"": got.validators}, got.served_at, attempt.requests)
    if listed.files and (not source.given or source.given.endswith("/")):
        return _all_files(source, attempt, known)
    return _one_file(source, attempt, known)


def _one_file(source: Source, attempt: Attempt, known: Known | None) -> Taken:
    """The file itself, or on a page the file it links to: then two requests, the page being how one finds it."""
    listed, url = source.listed, source.address
    if listed.page_key[0] and not source.given:
        attempt.key = (parsed(url).host, listed.page_key[0], _page_key(listed, fetch(listed.page, attempt)))
    got = fetch(url, attempt, _asked(known, url, ""))
    link = _link(listed, got) if listed.link_pattern and got.body is not None else ""
    if link:
        url, got = link, fetch(link, attempt, _asked(known, link, ""))
    return Taken(got.body, url, got.http_status, {"": got.validators}, got.served_at, attempt.requests)


def _link(listed: ReferenceList, got: Fetched) -> str:
    """Where a page, or a listing in JSON, says the file is; "" where what came is the file itself."""
    raw = got.body or b""
    if is_html(raw):
        return page_link(raw, listed.title, got.url, listed.link_pattern)
    if raw.lstrip()[:1] not in (b"{", b"["):
        return ""
    try:
        names = [text for text in _texts(json.loads(raw)) if re.search(listed.link_pattern, text, re.IGNORECASE)]
    except ValueError:
        return ""
    if not names:
        raise ListFormatError(
            f'{listed.title}: nothing in the listing at {listed.source} matches "{listed.link_pattern}". The publisher '
            "has moved the file: take it by hand and use `supplychain refresh --from`."
        )
    return urljoin(listed.link_base or got.url, quote(max(names), safe="/:?&=%"))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _page_key(listed: ReferenceList, page: Fetched) -> str:
    """The key that the list's page hands to every browser. Raises ListFormatError where it no longer does."""
    found = re.search(listed.page_key[1], (page.body or b"").decode("utf-8", "replace"))
    if found is None:
        raise ListFormatError(
            f"{listed.title}: the page {listed.page} no longer gives the key its own script asks with. Take the file "
            "by hand and use `supplychain refresh --from`."
        )
    return found[1]


def _all_files(source: Source, attempt: Attempt, known: Known | None) -> Taken:
    """Every file or none. A file the server says is unchanged is taken from the bytes held."""
    files = source.listed.files
    if source.given:
        files = tuple((name, urljoin(source.given, name)) for name, _ in files)
    held = unpack(known.raw, source.listed.title) if known else {}
    got: dict[str, Fetched] = {}
    for name, url in files:
        asked = known.validators.get(name) if known and known.url == source.address and name in held else None
        got[name] = fetch(url, attempt, asked)
    validators = {name: one.validators for name, one in got.items()}
    status = max(one.http_status for one in got.values() if one.body is not None) if _any_new(got) else 304
    raw = pack({name: held[name] if one.body is None else one.body for name, one in got.items()})
    served = max((one.served_at for one in got.values() if one.served_at), default=None)
    return Taken(raw if _any_new(got) else None, source.address, status, validators, served, attempt.requests)


def _any_new(got: Mapping[str, Fetched]) -> bool:
    return any(one.body is not None for one in got.values())


def _asked(known: Known | None, url: str, name: str) -> Validators | None:
    """The validators of a body that came from this very address."""
    return known.validators.get(name) if known is not None and known.url == url else None


def _from_path(source: Source) -> Taken:
    """A file from the disk, or for a list of several files a folder that holds them by their names."""
    path, most = Path(source.given).expanduser(), source.limits.most_bytes
    try:
        if path.is_dir():
            if not source.listed.files:
                raise UsageError(f"{path} is a folder; name the list's file.")
            return Taken(packed_members(path, source.listed, most), path.name)
        return Taken(read_within(path, most), path.name)
    except OSError as error:
        raise UsageError(f"{error.filename or path}: cannot be read ({error.strerror}); check the path.") from error


def dated_by_server(
    parsed: ParsedList,
    sha256: str,
    stamp: datetime | None,
    held: tuple[ListVersion, tuple[Entry, ...]] | None,
    now: datetime,
) -> ParsedList:
    """A list whose bytes state no day bears the day its server gives the file (Last-Modified), where that is sound:
    not still to come, and not before the newest day the list itself tells of. Bytes held keep the day they had."""
    if parsed.dated:
        return parsed
    if held is not None and held[0].sha256 == sha256:
        return replace(parsed, as_of=held[0].as_of, edition=held[0].edition)
    if stamp is None or stamp > now or stamp.date() < parsed.as_of:
        return parsed
    return replace(parsed, as_of=stamp.date(), edition=f"files served as of {stamp.date()}", dated=True)


def error_answer(raw: bytes) -> str:
    """The words of a JSON object that tells of an error in place of a list, "" where the bytes are none."""
    if not raw.lstrip().startswith(b"{") or len(raw) > 100_000:
        return ""
    try:
        told = json.loads(raw)
    except ValueError:
        return ""
    words = next((told[key] for key in ("error", "errors", "fault", "message") if told.get(key)), "")
    return str(words)[:200]


def encoding_warnings(raw: bytes) -> tuple[str, ...]:
    """What a person should know of a text's encoding: readers fall back to Windows-1252 where it is not UTF-8."""
    if b"\0" in raw[:4096]:  # a ZIP, a workbook or UTF-16
        return ()
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return (f"byte {error.start:,} of the file is not UTF-8; it was read as Windows-1252.",)
    return ()


def dump_validators(validators: Mapping[str, Validators]) -> tuple[str, str]:
    """ETags and Last-Modified as two texts to keep: plain for a single file, JSON by member name for several."""
    if set(validators) <= {""}:
        one = validators.get("", Validators())
        return one.etag, one.last_modified
    etags = {name: one.etag for name, one in validators.items() if one.etag}
    dates = {name: one.last_modified for name, one in validators.items() if one.last_modified}
    return json.dumps(etags) if etags else "", json.dumps(dates) if dates else ""


def load_validators(etag: str, last_modified: str, names: tuple[str, ...]) -> dict[str, Validators]:
    """What `dump_validators` made; `names` are the list's members, () for a single file."""
    if not names:
        return {"": Validators(etag, last_modified)}
    try:
        etags, dates = json.loads(etag or "{}"), json.loads(last_modified or "{}")
    except ValueError:
        return {}
    return {name: Validators(etags.get(name, ""), dates.get(name, "")) for name in names}


def sound_validators(validators: Mapping[str, Validators], now: datetime) -> dict[str, Validators]:
    """The validators without dates still to come: a server asked "modified since 2099?" would say no for ever."""
    sound = {}
    for name, one in validators.items():
        stamp = newest_stamp({name: one})
        ahead = stamp is not None and stamp > now + timedelta(days=1)
        sound[name] = Validators(one.etag) if ahead else one
    return sound


def newest_stamp(validators: Mapping[str, Validators]) -> datetime | None:
    """The latest Last-Modified of the files, None where no server gave one that can be read."""
    stamps = []
    for one in validators.values():
        try:
            stamp = parsedate_to_datetime(one.last_modified)
        except (ValueError, IndexError, TypeError):
            continue
        stamps.append(stamp.astimezone(UTC) if stamp.tzinfo else stamp.replace(tzinfo=UTC))
    return max(stamps, default=None)
