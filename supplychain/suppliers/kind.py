"""What kind of file is this really, whatever its name says?

Judges by the first bytes and, for a package, by the names of its parts. Refuses to read any row.
"""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO

from supplychain.errors import UnreadableSheetError


class Kind(StrEnum):
    """A family of supplier file we can read."""

    XLSX = "xlsx"  # Office Open XML, with or without macros
    XLSB = "xlsb"  # the same package with binary parts
    ODS = "ods"  # OpenDocument spreadsheet
    XLS = "xls"  # Excel 97-2003
    TEXT = "text"  # comma, semicolon, tab or pipe separated text


# Which kind each extension promises. Anything else promises nothing and is judged by its bytes alone.
PROMISED = {
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".xltx": Kind.XLSX,
    ".xltm": Kind.XLSX,
    ".xlsb": Kind.XLSB,
    ".ods": Kind.ODS,
    ".xls": Kind.XLS,
    ".xlt": Kind.XLS,
    ".csv": Kind.TEXT,
    ".tsv": Kind.TEXT,
    ".tab": Kind.TEXT,
    ".txt": Kind.TEXT,
    ".psv": Kind.TEXT,
}

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# BIFF2, 3 and 4 begin with a bare BOF record (MS-XLS 2.4.21); BIFF5 in a bare stream likewise.
OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")

# First bytes of things that are no supplier sheet, with the word an officer knows them by.
FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"{\\rtf", "an RTF document"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x00\x01\x00\x00Standard", "an Access database"),
)

HEAD_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Promise:
    """What the file's name promises: the extension in lower case, and the kind it stands for (None: no promise)."""

    extension: str
    kind: Kind | None

    @classmethod
    def of(cls, file_name: str) -> Promise:
        """Read the extension off a file name; spaces and case around it do not count."""
        extension = PurePath(file_name.strip()).suffix.strip().lower()
        return cls(extension, PROMISED.get(extension))


def sniff(stream: BinaryIO, promise: Promise) -> Kind:
    """Say which kind the bytes are. Raises UnreadableSheetError when they are none, or not what the name says."""
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    if not head.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise UnreadableSheetError(
            "EMPTY_FILE", "The file is empty (nothing but blanks in it); export it again and upload the new file."
        )
    kind = _by_bytes(stream, head, promise)
    if promise.kind is not None and kind is not promise.kind:
        raise UnreadableSheetError(
            "TYPE_MISMATCH",
            f"The file is named {promise.extension} but its content is {_in_words(kind)}; "
            "open it in a spreadsheet program and save it again under the right type.",
        )
    return kind


def _by_bytes(stream: BinaryIO, head: bytes, promise: Promise) -> Kind:
    if head.startswith(OLE_MAGIC):
        return _ole(stream)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return promise.kind if promise.kind in (Kind.XLSX, Kind.XLSB, Kind.ODS) else Kind.XLSX
    for magic, name in FOREIGN:
        if head.startswith(magic):
            raise UnreadableSheetError(
                "TYPE_MISMATCH", f"The file is {name}, not a spreadsheet; upload the .xlsx, .xls or .csv itself."
            )
    if head.startswith(OLD_BIFF):
        raise UnreadableSheetError(
            "UNSUPPORTED_XLS",
            "The file is from Excel 5 or older, which we do not read; open it in Excel and save it as .xlsx.",
        )
    _refuse_markup(head)
    if promise.kind in (Kind.XLSX, Kind.XLSB, Kind.ODS) and not _looks_like_text(head):
        raise UnreadableSheetError(
            "NOT_A_WORKBOOK", "The file is no workbook we know; open it in a spreadsheet program and save it as .xlsx."
        )
    if not _looks_like_text(head):
        raise UnreadableSheetError(
            "TYPE_MISMATCH",
            "The file holds binary content, neither text nor a workbook; upload the .xlsx or .csv itself.",
        )
    return Kind.TEXT


def _refuse_markup(head: bytes) -> None:
    """Web pages and XML dressed as a sheet: an ERP's "Excel export", or a portal's sign-in page."""
    text = _rough_text(head).lstrip("\ufeff \t\r\n").lower()
    if re.match(r"<\?xml[^>]*\?>", text):
        text = re.sub(r"^(<\?xml[^>]*\?>|<\?mso[^>]*\?>|<!--.*?-->|\s)+", "", text, flags=re.DOTALL)
        if text.startswith(("<workbook", "<ss:workbook")):
            raise UnreadableSheetError(
                "UNSUPPORTED_XLS",
                "The file is in the Excel 2003 XML format, which we do not read; open it in Excel and save it "
                "as .xlsx.",
            )
        if not text.startswith(("<html", "<!doctype html")):
            raise UnreadableSheetError(
                "TYPE_MISMATCH", "The file is an XML document, not a spreadsheet; save it as .xlsx or .csv."
            )
    markup = ("<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<div", "<script", "<!--")
    if text.startswith(markup) or re.match(r"(mime-version:|content-type:\s*multipart)", text):
        raise UnreadableSheetError(
            "HTML_NOT_EXCEL",
            "The file is a web page, not a spreadsheet (an export in disguise, or a sign-in page saved by mistake); "
            "open it in Excel, check that the suppliers are there, and save it as .xlsx.",
        )
    if text.startswith(("{", "[{", "[[")):
        raise UnreadableSheetError("TYPE_MISMATCH", "The file is JSON, not a spreadsheet; save it as .xlsx or .csv.")


def _rough_text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    if head[:64].count(0) > len(head[:64]) // 3:
        return head.replace(b"\x00", b"").decode("latin-1")
    return head.decode("utf-8", "ignore")


def _looks_like_text(head: bytes) -> bool:
    """Text has few control bytes; UTF-16 has many zero bytes but only in one half."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) // 8 and min(even, odd) <= len(head) // 100:
        return True
    control = sum(head.count(bytes((b,))) for b in (*range(9), 14, 15, *range(16, 27), *range(28, 32)))
    return control <= max(2, len(head) // 50)


def _ole(stream: BinaryIO) -> Kind:
    """An OLE file: an old workbook, an encrypted new one, or another program's document.

    Stream names stand in the directory in UTF-16; looking for them beats reading the whole allocation table.
    """
    stream.seek(0)
    content = stream.read()
    if _utf16("EncryptedPackage") in content or _utf16("EncryptionInfo") in content:
        raise UnreadableSheetError(
            "PASSWORD_PROTECTED", "The workbook is protected by a password; save a copy without it and upload that."
        )
    if _utf16("Workbook") in content:
        return Kind.XLS
    if _utf16("Book") in content and _utf16("WordDocument") not in content:
        return Kind.XLS
    if _cut_off(content):
        raise UnreadableSheetError(
            "WORKBOOK_CORRUPT",
            "The workbook is cut off in the middle, so nothing of it was read; export or upload it again.",
        )
    raise UnreadableSheetError(
        "NOT_A_WORKBOOK", "The file is an Office document but holds no workbook; upload the spreadsheet itself."
    )


def _cut_off(content: bytes) -> bool:
    """Whether the directory of an OLE file lies beyond its end (MS-CFB 2.2: sector size at 30, its sector at 48)."""
    if len(content) < 512:
        return True
    shift, directory = struct.unpack_from("<H", content, 30)[0], struct.unpack_from("<I", content, 48)[0]
    return shift in (9, 12) and (directory + 1) << shift >= len(content)


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\x00\x00"


def package_kind(names: set[str], stream: BinaryIO | io.BytesIO, mimetype: bytes) -> Kind:
    """Say which kind a zip package is by its parts. Raises UnreadableSheetError when it is no workbook."""
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        if b"spreadsheet" in mimetype:
            return Kind.ODS
    elif "xl/workbook.bin" in names:
        return Kind.XLSB
    elif any(name.lower().startswith("xl/") and name.lower().endswith(".xml") for name in names):
        return Kind.XLSX
    other = next((word for part, word in _OTHER_PACKAGES if part in names), "an archive without a workbook in it")
    raise UnreadableSheetError("NOT_A_WORKBOOK", f"The file is {other}; upload the spreadsheet itself.")


_OTHER_PACKAGES = (
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a presentation"),
    ("Index/Document.iwa", "an Apple Numbers or Pages document (export it as .xlsx)"),
    ("META-INF/MANIFEST.MF", "a Java archive"),
    ("content.xml", "an OpenDocument text or drawing"),
)


def _in_words(kind: Kind) -> str:
    return {
        Kind.XLSX: "an Excel workbook (.xlsx)",
        Kind.XLSB: "a binary Excel workbook (.xlsb)",
        Kind.ODS: "an OpenDocument spreadsheet (.ods)",
        Kind.XLS: "an Excel 97-2003 workbook (.xls)",
        Kind.TEXT: "plain text (.csv)",
    }[kind]
