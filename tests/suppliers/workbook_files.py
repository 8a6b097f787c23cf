"""Small workbooks built part by part, so that each test can break exactly one thing."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Cell = str | int | float | bool | None
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006"

HEADER = ("Supplier Name", "Country", "Address", "Supplier ID")
LINES: tuple[tuple[str, str, str, str], ...] = (
    ("Harbour Textiles Ltd", "CN", "1 Mill Road", "S-1"),
    ("Orchid Gloves Sdn Bhd", "MY", "2 Port Street", "S-2"),
    ("Ivory Cotton S.r.l.", "IT", "3 Via Roma", "S-3"),
    ("Keystone Optics GmbH", "DE", "4 Hafenweg", "S-4"),
    ("Last Row Polysilicon Co., Ltd.", "CN", "5 Zone Road", "S-5"),
)
TABLE: tuple[tuple[Cell, ...], ...] = (HEADER, *LINES)
NAMES = [line[0] for line in LINES]


def letters(index: int) -> str:
    """0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell(value: Cell | bytes, row: int, column: int) -> str:
    """One `<c>`; bytes are taken as ready XML."""
    place = f"{letters(column)}{row}"
    if isinstance(value, bytes):
        return value.decode().replace("PLACE", place)
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def row(values: Sequence[Cell | bytes], number: int, extra: str = "") -> str:
    """One `<row>`."""
    cells = "".join(cell(value, number, column) for column, value in enumerate(values))
    return f'<row r="{number}"{extra}>{cells}</row>'


def sheet(rows: Sequence[Sequence[Cell | bytes]], tail: str = "", head: str = "") -> str:
    """A worksheet part with the rows numbered from 1."""
    body = "".join(row(values, number) for number, values in enumerate(rows, 1))
    return sheet_of(body, tail, head)


def sheet_of(body: str, tail: str = "", head: str = "") -> str:
    """A worksheet part around ready rows."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{NS}" xmlns:r="{REL}">'
        f"{head}<sheetData>{body}</sheetData>{tail}</worksheet>"
    )


def parts(sheets: Mapping[str, str], states: Mapping[str, str] | None = None, strings: str = "") -> dict[str, bytes]:
    """All parts of a workbook with the named sheets."""
    states = states or {}
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"'
        + (f' state="{states[name]}"' if name in states else "")
        + "/>"
        for n, name in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    if strings:
        relations += f'<Relationship Id="rIdS" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
    made = {
        "[Content_Types].xml": f'<Types xmlns="{PACK}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACK}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{NS}" xmlns:r="{REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACK}/relationships">{relations}</Relationships>',
    }
    if strings:
        made["xl/sharedStrings.xml"] = strings
    for number, text in enumerate(sheets.values(), 1):
        made[f"xl/worksheets/sheet{number}.xml"] = text
    return {name: text.encode() for name, text in made.items()}


def package(members: Mapping[str, bytes]) -> bytes:
    """A zip of the parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return target.getvalue()


def xlsx(rows: Sequence[Sequence[Cell | bytes]] = TABLE, tail: str = "", head: str = "") -> bytes:
    """A one-sheet workbook."""
    return package(parts({"Suppliers": sheet(rows, tail, head)}))


def shared(texts: Sequence[str], claim: str = "") -> str:
    """A shared string part; texts starting with "<" are ready XML."""
    items = "".join(f"<si>{text if text.startswith('<') else f'<t>{escape(text)}</t>'}</si>" for text in texts)
    return f'<?xml version="1.0"?><sst xmlns="{NS}"{claim}>{items}</sst>'


def ods(rows: str, mimetype: str = "application/vnd.oasis.opendocument.spreadsheet") -> bytes:
    """An OpenDocument spreadsheet around ready table rows."""
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="Suppliers">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/></manifest:manifest>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        out.writestr("content.xml", content)
        out.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def ods_row(values: Sequence[str], repeated: int = 1) -> str:
    """One table row of texts."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
        if value
        else "<table:table-cell/>"
        for value in values
    )
    times = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{times}>{cells}</table:table-row>"


def ole(stream_name: str, content: bytes = b"") -> bytes:
    """The beginning of an OLE file whose directory names one stream (no reader gets further than that)."""
    name = stream_name.encode("utf-16-le") + b"\x00\x00"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + name + bytes(64) + content + bytes(512)


def xlsb(rows: Sequence[Sequence[str | float | None]]) -> bytes:
    """A one-sheet binary workbook with its texts in the cells."""

    def record(kind: int, body: bytes = b"") -> bytes:
        head = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
        length, size = b"", len(body)
        while True:
            length += bytes((size & 0x7F | (0x80 if size > 0x7F else 0),))
            size >>= 7
            if not size:
                return head + length + body

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Suppliers"))
    book += record(144) + record(132)
    width = max(len(row) for row in rows)
    part = record(129) + record(148, struct.pack("<4I", 0, len(rows) - 1, 0, width - 1)) + record(145)
    for number, row in enumerate(rows):
        part += record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0) + bytes(8))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(value, str):
                part += record(6, place + wide(value))
            elif value is not None:
                part += record(5, place + struct.pack("<d", value))
    part += record(146) + record(130)
    members = parts({"Suppliers": ""})
    text = members["xl/_rels/workbook.xml.rels"].decode().replace("sheet1.xml", "sheet1.bin")
    return package(
        {
            "[Content_Types].xml": members["[Content_Types].xml"],
            "_rels/.rels": members["_rels/.rels"].replace(b"workbook.xml", b"workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": text.encode(),
            "xl/worksheets/sheet1.bin": part,
        }
    )


def xls(rows: Sequence[Sequence[str | float | None]]) -> bytes:
    """A one-sheet Excel 97-2003 workbook: a BIFF8 stream in the smallest OLE file that holds it."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def text(value: str) -> bytes:
        return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")

    texts = [value for row in rows for value in row if isinstance(value, str)]
    begin = struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0x0600)
    strings = record(0xFC, struct.pack("<II", len(texts), len(texts)) + b"".join(map(text, texts)))
    name = b"Suppliers"
    offset = len(record(0x809, begin)) + len(strings) + 4 + 8 + len(name) + len(record(0x0A, b""))
    stream = record(0x809, begin)
    stream += record(0x85, struct.pack("<IBBBB", offset, 0, 0, len(name), 0) + name) + strings + record(0x0A, b"")
    stream += record(0x809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0x0600))
    seen = 0
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                stream += record(0xFD, struct.pack("<HHHI", number, column, 0, seen))
                seen += 1
            elif value is not None:
                stream += record(0x203, struct.pack("<HHHd", number, column, 0, value))
    stream += record(0x0A, b"")
    stream += bytes(-len(stream) % 512) if len(stream) >= 4096 else bytes(4096 - len(stream))
    sectors = len(stream) // 512
    table = [*range(1, sectors), 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFD]
    table += [0xFFFFFFFF] * (128 - len(table))

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = title.encode("utf-16-le") + b"\x00\x00"
        return (
            raw.ljust(64, b"\x00")
            + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 0, len(stream)) + bytes(256)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<IIIIIIIII", 1, sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, sectors + 1)
    header += struct.pack("<I", 0xFFFFFFFF) * 108
    return header + stream + directory + struct.pack("<128I", *table)
