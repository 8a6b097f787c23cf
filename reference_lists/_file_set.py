"""How is a list of several files taken in? One ZIP of its members, as the fetcher packs them, or as published zipped.

Refuses to know what the members hold.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import date

from supplychain.errors import ListFormatError
from supplychain.reference.formats import KEEP_LAST_GOOD

# The largest set we take (SAM's extract) unpacks to about 60 MB; beyond this it is no list of ours.
_MAX_UNPACKED_BYTES = 300_000_000
# What ZIP stores where no time was given: its earliest.
_NO_DATE = date(1980, 1, 1)


def is_zip(raw: bytes) -> bool:
    """Whether the bytes begin as a ZIP."""
    return raw.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(raw: bytes, title: str) -> dict[str, bytes]:
    """Upper-case file name (folders left off) → bytes of every member; each member's checksum is verified."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            listed = [item for item in archive.infolist() if not item.is_dir()]
            if sum(item.file_size for item in listed) > _MAX_UNPACKED_BYTES:
                raise ListFormatError(f"{title}: the ZIP unpacks to more than 300 MB. {KEEP_LAST_GOOD}")
            found = {item.filename.rpartition("/")[2].upper(): archive.read(item) for item in listed}
            if len(found) < len(listed):
                raise ListFormatError(f"{title}: the ZIP holds two files of one name. {KEEP_LAST_GOOD}")
            return found
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ListFormatError(f"{title}: the ZIP is cut short or damaged ({error}). {KEEP_LAST_GOOD}") from error


def packed_on(raw: bytes) -> date | None:
    """The newest day that a (sound) ZIP states for its members, None where it states none."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        days = [date(*item.date_time[:3]) for item in archive.infolist()]
    newest = max(days, default=_NO_DATE)
    return newest if newest > _NO_DATE else None
