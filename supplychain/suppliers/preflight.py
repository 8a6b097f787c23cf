"""Is this package safe to open at all? Asked before any reader sees it.

Counts members and really inflated bytes, checks every checksum, and refuses encrypted, overlapping, doubled
and document-type-carrying parts. Refuses to know what the rows say.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers import kind, limits

CHUNK_BYTES = 1 << 20
LOCAL_HEADER_BYTES = 30  # fixed part of a zip local header (APPNOTE 4.3.7)
FULL_CHECK_BYTES = 8 * limits.MIB  # parts up to here are parsed whole for form and depth (~0.1 s); above, the prolog
STORED, DEFLATED = 0, 8


class Package:
    """A zip package whose every part has passed the checks; `names` are its members."""

    def __init__(self, stream: BinaryIO, promise: kind.Promise) -> None:
        """Open and check. Raises UnreadableSheetError with the reason in plain words."""
        self._left = limits.MAX_INFLATED_BYTES
        self._inflated = 0
        stream.seek(0, 2)
        self._packed = stream.tell()
        try:
            self._zip = zipfile.ZipFile(stream)
            self._members = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, UnicodeDecodeError):
            raise _corrupt("its table of contents is missing or cut off") from None
        self.names = {member.filename for member in self._members}
        self._check_table()
        mimetype = b"".join(self.chunks("mimetype")) if "mimetype" in self.names else b""
        self.kind = kind.package_kind(self.names, stream, mimetype)
        if promise.kind is not None and promise.kind is not self.kind:
            raise UnreadableSheetError(
                "TYPE_MISMATCH",
                f"The file is named {promise.extension} but its content is of type .{self.kind}; "
                "open it in a spreadsheet program and save it again under the right type.",
            )
        if self.kind is kind.Kind.ODS and "META-INF/manifest.xml" in self.names:
            self._refuse_encrypted()
        self._check_parts()

    def read(self, name: str) -> bytes:
        """The whole of one part."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """One part in pieces of a megabyte, counted against the inflation limit."""
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(CHUNK_BYTES):
                    self._count(len(chunk))
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
            raise _corrupt(f"its part {name[:80]!r} does not match its checksum") from None

    def _count(self, size: int) -> None:
        self._inflated += size
        bomb = (
            self._inflated > limits.BOMB_FLOOR_BYTES
            and self._inflated > limits.BOMB_RATIO * self._packed
            and self._inflated > limits.BOMB_RATIO * limits.MIB
        )
        if bomb or self._inflated > self._left:
            raise UnreadableSheetError(
                "ARCHIVE_TOO_LARGE",
                f"The workbook unpacks to more than {self._inflated // limits.MIB:,} MiB from "
                f"{max(1, self._packed // 1024):,} KiB, so it is not read; save the supplier sheet alone as a "
                f"new workbook.",
            )

    def _check_table(self) -> None:
        if len(self._members) > limits.MAX_MEMBERS:
            raise UnreadableSheetError(
                "ARCHIVE_TOO_MANY_FILES",
                f"The workbook holds {len(self._members):,} parts where {limits.MAX_MEMBERS:,} are allowed; "
                "save the supplier sheet alone as a new workbook.",
            )
        for member in self._members:
            if member.flag_bits & 0x1:
                raise UnreadableSheetError(
                    "PASSWORD_PROTECTED", "The workbook is encrypted; save a copy without a password and upload that."
                )
            if member.compress_type not in (STORED, DEFLATED):
                raise _corrupt(f"a part is packed by method {member.compress_type}, which no spreadsheet program uses")
        if len(self.names) != len(self._members):
            raise _corrupt("it holds two parts of the same name")
        self._check_overlap()
        declared = sum(member.file_size for member in self._members)
        if declared > self._left:
            self._count(declared)

    def _check_overlap(self) -> None:
        """Members must lie behind one another; many names for the same bytes is a bomb (CVE-2024-0450)."""
        free_from = 0
        for member in sorted(self._members, key=lambda m: m.header_offset):
            if member.header_offset < free_from:
                raise _corrupt("its parts overlap each other")
            name_bytes = len(member.filename.encode("utf-8", "surrogateescape"))
            free_from = member.header_offset + LOCAL_HEADER_BYTES + min(name_bytes, 1) + member.compress_size

    def _refuse_encrypted(self) -> None:
        """An OpenDocument file with a password packs its parts encrypted; its manifest says so in the clear."""
        if b"encryption-data" in self.read("META-INF/manifest.xml"):
            raise UnreadableSheetError(
                "PASSWORD_PROTECTED", "The workbook is protected by a password; save a copy without it and upload that."
            )

    def _check_parts(self) -> None:
        """Inflate every part but the sheets (they are counted when scanned) and look into the XML ones."""
        for member in self._members:
            name = member.filename
            if name.endswith("/") or (is_sheet_part(name) and member.file_size > FULL_CHECK_BYTES):
                continue
            if name.lower().endswith((".xml", ".rels", ".vml")) and not name.startswith("META-INF/"):
                check_xml(name, self.chunks(name))
            else:
                for _ in self.chunks(name):
                    pass


def is_sheet_part(name: str) -> bool:
    """Whether a part is a worksheet by its usual place."""
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def check_xml(name: str, chunks: Iterator[bytes]) -> None:
    """Parse a part for form only: no document type, no depth, no broken tag. Raises UnreadableSheetError.

    Parts beyond 8 MiB are parsed without counting depth, which keeps the cost at 0.1 s per 10 MiB.
    """
    watch = _Watch()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = watch.doctype
    parser.EntityDeclHandler = watch.doctype
    parser.StartElementHandler = watch.start
    parser.EndElementHandler = watch.end
    seen = 0
    try:
        for chunk in chunks:
            seen += len(chunk)
            if seen > FULL_CHECK_BYTES:
                parser.StartElementHandler = None
                parser.EndElementHandler = None
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError):
        raise UnreadableSheetError(
            "WORKBOOK_CORRUPT",
            f"The workbook's part {name[:80]!r} is damaged from line {parser.CurrentLineNumber} on, so nothing of it "
            "was read; open it in a spreadsheet program, repair and save it again.",
        ) from None


class _Watch:
    """What the form check looks at while a part streams by."""

    def __init__(self) -> None:
        self.depth = 0

    def doctype(self, *_: object) -> None:
        raise UnreadableSheetError(
            "XML_FORBIDDEN",
            "The workbook carries a document type or entity declaration, which no spreadsheet program writes; "
            "open it in a spreadsheet program and save it again.",
        )

    def start(self, *_: object) -> None:
        self.depth += 1
        if self.depth > limits.MAX_XML_DEPTH:
            raise UnreadableSheetError(
                "WORKBOOK_CORRUPT",
                f"The workbook nests its elements deeper than {limits.MAX_XML_DEPTH} levels, which no spreadsheet "
                "program does; open it in one and save it again.",
            )

    def end(self, *_: object) -> None:
        self.depth -= 1


def _corrupt(what: str) -> UnreadableSheetError:
    return UnreadableSheetError(
        "ARCHIVE_CORRUPT", f"The workbook is damaged ({what}); export or upload it again, nothing was read."
    )
