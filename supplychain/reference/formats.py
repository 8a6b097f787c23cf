"""How do publishers publish? Strict readers for text, XML, HTML tables and workbooks; formats_csv reads CSV.

Each takes raw bytes and a list's title, touches no network and no disk, and raises ListFormatError with one
plain sentence where the bytes are not that format. Refuses to know what any column means.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urljoin

import python_calamine
from lxml import etree

from supplychain.errors import ListFormatError

# A workbook or page larger than this when unpacked is no list of ours: the largest we read is about 30 MB.
_MAX_UNPACKED_BYTES = 300_000_000
_HTML_START = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
RENAMED = "The publisher may have renamed it: compare the file with the list's page."
KEEP_LAST_GOOD = "The version held, if any, stays; check the source and refresh again."


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """One table of a page: the text between the table before it (or the start) and it, then the rows of cells."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook; row 0 is the sheet's first non-empty row, `first_row` its spreadsheet number."""

    name: str
    first_row: int
    rows: tuple[tuple[str, ...], ...]


def plain(text: str) -> str:
    """Text with every run of white space (no-break spaces too) as one space, invisible marks out, trimmed, and accents
    composed (NFC): the DOL feed writes "Açaí" as c + cedilla and i + accent."""
    if text.isascii():  # most cells of the long lists: nothing to compose, nothing invisible
        return " ".join(text.split())
    # split() knows the no-break space that DHS and CBP use
    return unicodedata.normalize("NFC", " ".join(_INVISIBLE.sub("", text).split()))


def slug(text: str) -> str:
    """A published value as an id: lower case, accents off, other signs as single hyphens ("Côte d'Ivoire" is
    `cote-d-ivoire`). Letters of other scripts stay."""
    folded = text.casefold()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+|_", "-", folded).strip("-")


def truthy_mark(text: str) -> bool | None:
    """A published yes/no mark (X, Yes, 1; blank, No, 0), None where the mark is neither."""
    mark = text.strip().casefold()
    if mark in {"x", "yes", "y", "1", "true", "✓", "✔"}:
        return True
    return False if mark in {"", "no", "n", "0", "false", "-", "–", "n/a"} else None


def decode_text(raw: bytes, title: str) -> str:
    """The bytes as text, read as `text_encoding` says."""
    return raw.decode(text_encoding(raw, title))


def text_encoding(raw: bytes, title: str) -> str:
    """How the bytes are to be read as text: UTF-8 (with or without BOM), else Windows-1252, the two that publishers
    use; UTF-16 where a byte-order mark says so (Excel's "Unicode text"). Raises ListFormatError where they are none."""
    if not raw.strip():
        raise ListFormatError(f"{title}: the file is empty. {KEEP_LAST_GOOD}")
    if is_html(raw):
        raise ListFormatError(
            f"{title}: a web page came where a data file is expected (a login, error or consent page). {KEEP_LAST_GOOD}"
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in raw[:4096] or raw.startswith((b"PK\x03\x04", b"\x1f\x8b")):
        raise ListFormatError(f"{title}: the file is binary where text is expected. {KEEP_LAST_GOOD}")
    elif b"\x00" in raw:
        raise ListFormatError(f"{title}: byte {raw.index(0)} is NUL: the file is damaged. {KEEP_LAST_GOOD}")
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            raw.decode(encoding)
        except UnicodeDecodeError as error:
            at = error.start
        else:
            return encoding
    said = "is no whole UTF-16" if len(encodings) == 1 else "is neither UTF-8 nor Windows-1252"
    raise ListFormatError(f"{title}: byte {at} {said} text. {KEEP_LAST_GOOD}")


def is_html(raw: bytes) -> bool:
    """Whether the bytes begin as a web page."""
    return _HTML_START.match(raw[:4096].removeprefix(b"\xef\xbb\xbf")) is not None


def is_xml(raw: bytes) -> bool:
    """Whether the bytes begin as XML that is no web page."""
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" and not is_html(raw)


def xml_root(raw: bytes, title: str, root: str) -> etree._Element:
    """The root element of well-formed XML, whose local name must be `root`; entities and network are off."""
    if is_html(raw) or not is_xml(raw):
        decode_text(raw, title)  # says what came instead, where it can tell
        raise ListFormatError(f"{title}: the file is not XML. {KEEP_LAST_GOOD}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        found = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise ListFormatError(
            f"{title}: the XML is cut short or damaged at line {error.lineno} ({error.msg}). {KEEP_LAST_GOOD}"
        ) from error
    if found.getroottree().docinfo.internalDTD is not None:
        raise ListFormatError(f"{title}: the XML declares its own document type, which lists do not. {KEEP_LAST_GOOD}")
    if etree.QName(found).localname != root:
        raise ListFormatError(
            f'{title}: the XML begins with "{etree.QName(found).localname}" where "{root}" is expected. '
            f"{KEEP_LAST_GOOD}"
        )
    return found


def xml_fields(element: etree._Element) -> dict[str, str]:
    """Local name → text of an element's children; a name that stands twice keeps both, joined by "; "."""
    fields: dict[str, str] = {}
    for child in element:
        name, text = etree.QName(child).localname, plain("".join(str(part) for part in child.itertext()))
        fields[name] = f"{fields[name]}; {text}" if fields.get(name) else text
    return fields


def html_page(raw: bytes, title: str) -> etree._Element:
    """The root of a whole web page; a page without its closing </html> is refused as cut short."""
    if not raw.strip():
        raise ListFormatError(f"{title}: the page is empty. {KEEP_LAST_GOOD}")
    if not is_html(raw):
        raise ListFormatError(f"{title}: the file is not a web page. {KEEP_LAST_GOOD}")
    if b"</html>" not in raw[-4096:].lower():
        raise ListFormatError(f"{title}: the page is cut short (it does not end in </html>). {KEEP_LAST_GOOD}")
    parser = etree.HTMLParser(no_network=True, remove_comments=True, encoding=_html_encoding(raw))
    page = etree.fromstring(raw, parser)
    if page is None:
        raise ListFormatError(f"{title}: the page holds no text. {KEEP_LAST_GOOD}")
    return page


def page_link(raw: bytes, title: str, page_url: str, pattern: str) -> str:
    """The absolute address of the first link on a page whose text or address matches `pattern` (any case).

    Raises ListFormatError where no link does: publishers move files, and an old address must not be guessed.
    """
    for anchor in html_page(raw, title).iter("a"):
        href = str(anchor.get("href", ""))
        if href and (re.search(pattern, element_text(anchor), re.I) or re.search(pattern, unquote(href), re.I)):
            return urljoin(page_url, href)
    raise ListFormatError(
        f'{title}: no link on {page_url} matches "{pattern}". The publisher has moved the file: take it by hand and '
        "use `supplychain refresh --from`."
    )


def _html_encoding(raw: bytes) -> str:
    # Without this lxml falls back to Latin-1 on a page that declares no charset, and breaks Sichuan Yuan’an.
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def html_tables(page: etree._Element) -> tuple[HtmlTable, ...]:
    """Every table of the page in order, with the text that leads up to it; nested tables are not split."""
    tables, heading = [], []
    for text, table in _html_stream(page):
        if table is None:
            heading.append(text)
            continue
        rows = tuple(tuple(element_text(cell) for cell in row if cell.tag in ("td", "th")) for row in table.iter("tr"))
        tables.append(HtmlTable(heading=plain(" ".join(heading)), rows=tuple(r for r in rows if any(r))))
        heading = []
    return tuple(tables)


def _html_stream(element: etree._Element) -> Iterator[tuple[str, etree._Element | None]]:
    if element.tag == "table":
        yield "", element
    elif isinstance(element.tag, str) and element.tag not in ("script", "style"):
        yield element.text or "", None
        for child in element:
            yield from _html_stream(child)
    yield element.tail or "", None


def element_text(element: etree._Element) -> str:
    """All text in an element, plain; a line break counts as a space."""
    between = " " if element.find(".//br") is not None else ""
    return plain(between.join(str(part) for part in element.itertext()))


def is_workbook(raw: bytes) -> bool:
    """Whether the bytes begin as an Excel workbook (.xlsx is a zip, .xls an OLE compound file)."""
    return raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))


def workbook_sheets(raw: bytes, title: str) -> tuple[Sheet, ...]:
    """Every non-empty sheet of an .xlsx or .xls workbook as plain text cells."""
    if not is_workbook(raw):
        decode_text(raw, title)  # says what came instead, where it can tell
        raise ListFormatError(f"{title}: the file is not an Excel workbook. {KEEP_LAST_GOOD}")
    return _opened(raw, title, _sheets)


def workbook_saved_on(raw: bytes) -> date | None:
    """The day an .xlsx says it was last saved (its core properties), None for .xls or where it does not say."""
    if not raw.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            core = archive.read("docProps/core.xml")
    except (KeyError, zipfile.BadZipFile):
        return None
    found = re.search(rb"<dcterms:modified[^>]*>(\d{4}-\d\d-\d\d)", core)
    return date.fromisoformat(found[1].decode()) if found else None


def _opened(raw: bytes, title: str, read: Callable[[bytes], tuple[Sheet, ...]]) -> tuple[Sheet, ...]:
    try:
        if raw.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                if sum(member.file_size for member in archive.infolist()) > _MAX_UNPACKED_BYTES:
                    raise ListFormatError(f"{title}: the workbook unpacks to more than 300 MB. {KEEP_LAST_GOOD}")
        return read(raw)
    except (zipfile.BadZipFile, python_calamine.CalamineError, OSError, ValueError) as error:
        raise ListFormatError(f"{title}: the workbook is cut short or damaged ({error}). {KEEP_LAST_GOOD}") from error


def _sheets(raw: bytes) -> tuple[Sheet, ...]:
    workbook = python_calamine.load_workbook(io.BytesIO(raw))
    sheets = []
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        rows = tuple(tuple(_cell_text(cell) for cell in row) for row in sheet.to_python())
        if any(any(row) for row in rows):
            sheets.append(Sheet(name=name, first_row=(sheet.start or (0, 0))[0] + 1, rows=rows))
    return tuple(sheets)


def _cell_text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return plain(str(cell))
