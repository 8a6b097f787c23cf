"""What do the binary sheets of .xls and .xlsb files hold, counted by our own eyes?

Walks the records of a BIFF8 stream (inside its OLE file) or of an .xlsb part: which rows hold anything, which cells are
errors, which rows are hidden, how far the cells reach. Refuses to know what any column means.
Sources: MS-XLS 2.3-2.4, MS-XLSB 2.4, MS-CFB 2.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers import cells

END_OF_CHAIN = 0xFFFFFFFA  # this and above mark no sector (MS-CFB 2.1)
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass(slots=True)
class RecordScan:
    """One sheet's rows and columns, counted from 0; as SheetScan for XML."""

    name: str
    filled: set[int] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    last_column: int = -1

    def take(self, row: int, column: int) -> None:
        """A cell that says something."""
        self.filled.add(row)
        self.last_column = max(self.last_column, column)


def workbook_stream(content: bytes) -> bytes:
    """The workbook stream of an OLE file, following its allocation table. Raises UnreadableSheetError."""
    try:
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        tables, directory, cutoff, mini_start = struct.unpack_from("<II4xII", content, 44)
        if shift not in (9, 12) or mini_shift != 6:  # the only sizes there are (MS-CFB 2.2)
            raise _damaged("its sectors have an impossible size")
        size = 1 << shift
        sectors = list(struct.unpack_from("<109I", content, 76))
        extra, extras = struct.unpack_from("<II", content, 68)
        for _ in range(min(extras, 10_000)):
            block = struct.unpack_from(f"<{size // 4}I", content, (extra + 1) << shift)
            sectors += block[:-1]
            extra = block[-1]
        table: list[int] = []
        for sector in sectors[: max(tables, 0)]:
            if sector < END_OF_CHAIN:
                table += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) << shift)

        def chain(start: int) -> bytes:
            parts, steps = [], 0
            while start < END_OF_CHAIN and steps <= len(table):
                parts.append(content[(start + 1) << shift : (start + 2) << shift])
                start, steps = table[start], steps + 1
            return b"".join(parts)

        entries = chain(directory)
        root_start = struct.unpack_from("<I", entries, 116)[0]
        for at in range(0, len(entries) - 127, 128):
            length = struct.unpack_from("<H", entries, at + 64)[0]
            name = entries[at : at + max(0, length - 2)].decode("utf-16-le", "ignore")
            if name not in ("Workbook", "Book"):
                continue
            start, length = struct.unpack_from("<II", entries, at + 116)
            if length >= cutoff:
                return chain(start)[:length]
            minis = chain(root_start)
            mini_table = struct.unpack(f"<{len(chain(mini_start)) // 4}I", chain(mini_start))
            parts: list[bytes] = []
            while start < END_OF_CHAIN and len(parts) <= len(mini_table):
                parts.append(minis[start << mini_shift : (start + 1) << mini_shift])
                start = mini_table[start]
            return b"".join(parts)[:length]
    except (struct.error, IndexError, OverflowError, ValueError):
        raise _damaged("its table of sectors is broken") from None
    raise _damaged("it has no workbook stream")


def scan_xls(stream: bytes) -> list[RecordScan]:
    """Every sheet of a BIFF8 workbook stream in tab order. Raises UnreadableSheetError, also where it is encrypted or
    older than BIFF8."""
    try:
        return _scan_xls(stream)
    except (struct.error, IndexError, ValueError):
        raise _damaged("its records are broken") from None


def _scan_xls(stream: bytes) -> list[RecordScan]:
    if struct.unpack_from("<H", stream, 4)[0] < 0x0600:
        raise UnreadableSheetError(
            "UNSUPPORTED_XLS",
            "The workbook is from Excel 95 or older, which we do not read; open it in Excel and save it as .xlsx.",
        )
    sheets: list[tuple[int, RecordScan]] = []
    strings: list[bytes] = []
    collecting = False
    for kind, body in _records(stream, 0):
        if kind == 0x2F:  # FilePass
            raise UnreadableSheetError(
                "PASSWORD_PROTECTED", "The workbook is protected by a password; save a copy without it and upload that."
            )
        if kind == 0x85:  # BoundSheet8
            offset, sort, length, wide = struct.unpack_from("<IxBBB", body)
            name = body[8 : 8 + (length << (wide & 1))].decode("utf-16-le" if wide & 1 else "latin-1", "replace")
            if sort == 0:
                sheets.append((offset, RecordScan(name)))
        collecting = kind == 0xFC or (kind == 0x3C and collecting)
        if collecting:
            strings.append(body)
        if kind == 0x0A:
            break
    blank = _blank_strings(strings)
    for offset, scan in sheets:
        for kind, body in _records(stream, offset):
            if kind == 0x0A:
                break
            _xls_cell(scan, kind, body, blank)
    return [scan for _, scan in sheets]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records from an offset on; a sheet's end-of-file record of an embedded chart is swallowed with the chart."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == 0x0809) - (kind == 0x0A)
        if (kind == 0x0A and depth > 0) or depth > 1:
            continue
        yield kind, body


def _xls_cell(scan: RecordScan, kind: int, body: bytes, blank: frozenset[int]) -> None:
    if kind == 0x0208 and len(body) >= 16:  # Row
        row, options = struct.unpack_from("<H10xI", body)
        if options & 0x20:
            scan.hidden.add(row)
        return
    if kind not in (0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00FD, 0x00D6):
        return
    row, column = struct.unpack_from("<HH", body)
    if kind == 0x00BD:  # MulRk: several numbers
        column = struct.unpack_from("<H", body, len(body) - 2)[0]
    elif (kind == 0x00FD and struct.unpack_from("<I", body, 6)[0] in blank) or (
        kind in (0x0204, 0x00D6) and struct.unpack_from("<H", body, 6)[0] == 0
    ):  # LabelSst
        return
    elif kind == 0x0205 and body[7]:  # BoolErr
        scan.faults[row, column] = ERRORS.get(body[6], "#ERROR")
    elif kind == 0x0006 and body[12:14] == b"\xff\xff":  # Formula whose value is no number
        if body[6] == 2:
            scan.faults[row, column] = ERRORS.get(body[8], "#ERROR")
        elif body[6] == 3:  # an empty text
            return
    scan.take(row, column)


def _blank_strings(bodies: list[bytes]) -> frozenset[int]:
    """Indices of shared texts that hold only blanks; a text may run on into a continuation, which repeats its width."""
    if not bodies:
        return frozenset()
    blank: list[int] = []
    at, part, body = 8, 0, bodies[0]
    total = struct.unpack_from("<I", body, 4)[0]
    for index in range(total):
        if at >= len(body):
            part, at = part + 1, 0
            if part >= len(bodies):
                break
            body = bodies[part]
        length, options = struct.unpack_from("<HB", body, at)
        at += 3
        runs = struct.unpack_from("<H", body, at)[0] if options & 8 else 0
        at += 2 if options & 8 else 0
        extra = struct.unpack_from("<I", body, at)[0] if options & 4 else 0
        at += 4 if options & 4 else 0
        wide, text = options & 1, ""
        while length:
            room = (len(body) - at) >> wide
            take = min(length, room)
            text += body[at : at + (take << wide)].decode("utf-16-le" if wide else "latin-1", "replace")
            at, length = at + (take << wide), length - take
            if length:
                part += 1
                body, at = bodies[part], 1
                wide = body[0] & 1
        skip = 4 * runs + extra
        while skip > len(body) - at and part + 1 < len(bodies):
            skip -= len(body) - at
            part += 1
            body, at = bodies[part], 0
        at += skip
        if cells.is_blank(text):
            blank.append(index)
    return frozenset(blank)


def scan_xlsb(name: str, part: bytes, blank: frozenset[int]) -> RecordScan:
    """One worksheet part of an .xlsb file. Raises UnreadableSheetError where its records run out of bounds."""
    scan, row = RecordScan(name), -1
    try:
        for kind, body in _xlsb_records(part):
            if kind == 0:  # BrtRowHdr
                row = struct.unpack_from("<I", body)[0]
                if row in scan.filled:
                    raise _damaged(f"it holds two rows numbered {row + 1}")
                if len(body) > 11 and body[11] & 0x10:
                    scan.hidden.add(row)
            elif 2 <= kind <= 11:
                column = struct.unpack_from("<I", body)[0]
                if kind in (3, 11):
                    scan.faults[row, column] = ERRORS.get(body[8], "#ERROR")
                elif (kind == 7 and struct.unpack_from("<I", body, 8)[0] in blank) or (
                    kind in (6, 8) and cells.is_blank(_wide_text(body, 8))
                ):
                    continue
                scan.take(row, column)
    except (struct.error, IndexError):
        raise _damaged("its records are broken") from None
    return scan


def xlsb_sheets(part: bytes) -> list[tuple[str, str]]:
    """(name, relation id) of every sheet the workbook part of an .xlsb file names."""
    found = []
    try:
        for kind, body in _xlsb_records(part):
            if kind == 156:  # BrtBundleSh
                key = _wide_text(body, 8)
                found.append((_wide_text(body, 12 + 2 * len(key)), key))
    except (struct.error, IndexError):
        raise _damaged("its list of sheets is broken") from None
    return found


def blank_xlsb_strings(part: bytes) -> frozenset[int]:
    """Indices of the shared texts of an .xlsb file that hold only blanks."""
    items = (body for kind, body in _xlsb_records(part) if kind == 19)  # BrtSSTItem
    try:
        return frozenset(index for index, body in enumerate(items) if cells.is_blank(_wide_text(body, 1)))
    except (struct.error, IndexError):
        raise _damaged("its shared texts are broken") from None


def _wide_text(body: bytes, at: int) -> str:
    length = struct.unpack_from("<I", body, at)[0]
    return body[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace")


def _xlsb_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(part):
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while True:
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        yield kind, part[at : at + length]
        at += length


def _damaged(what: str) -> UnreadableSheetError:
    return UnreadableSheetError(
        "WORKBOOK_CORRUPT",
        f"The workbook is damaged ({what}), so nothing of it was read; open it in a spreadsheet program and "
        f"save it again.",
    )
