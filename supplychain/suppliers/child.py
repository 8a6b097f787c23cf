"""The reading process: one file on standard input, one JSON answer on standard output, then the end.

Started by `sheet.py` with the wish (sheet, columns, file name) as its argument. Walls itself in before it looks at
a single byte. Refuses to know what becomes of the lines.
"""

from __future__ import annotations

import codecs
import dataclasses
import gc
import json
import sys
from typing import BinaryIO

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers import limits
from supplychain.suppliers.assemble import assemble
from supplychain.suppliers.delimited import read_text
from supplychain.suppliers.encoding import CODE_PAGES
from supplychain.suppliers.grid import Grid
from supplychain.suppliers.kind import Kind, Promise, sniff
from supplychain.suppliers.other_workbooks import read_ods, read_xls, read_xlsb
from supplychain.suppliers.preflight import Package
from supplychain.suppliers.vocabulary import read_header
from supplychain.suppliers.workbook import read_xlsx


def grids_of(stream: BinaryIO, file_name: str) -> list[Grid]:
    """Every sheet of one file. Raises UnreadableSheetError."""
    promise = Promise.of(file_name)
    stream.seek(0, 2)
    if stream.tell() > limits.MAX_FILE_BYTES:
        raise UnreadableSheetError(
            "FILE_TOO_LARGE",
            f"The file is larger than {limits.MAX_FILE_BYTES // limits.MIB} MiB; split it and upload the parts.",
        )
    stream.seek(0)
    if stream.read(2) == b"PK" and promise.kind is Kind.TEXT:
        raise UnreadableSheetError(
            "TYPE_MISMATCH",
            f"The file is named {promise.extension} but its content is a workbook or archive; give it its right name.",
        )
    kind = sniff(stream, promise)
    if kind is Kind.TEXT:
        stream.seek(0)
        return [read_text(stream.read(), "")]
    if kind is Kind.XLS:
        return read_xls(stream)
    package = Package(stream, promise)
    if package.kind is Kind.ODS:
        return read_ods(stream, package)
    return read_xlsb(stream, package) if package.kind is Kind.XLSB else read_xlsx(stream, package)


def _load_everything() -> None:
    """The vocabulary and every codec the readers may ask for: no file can be opened once the walls stand."""
    read_header("supplier")
    for name in ("cp437", *CODE_PAGES):
        codecs.lookup(name)


def main() -> None:
    """Answer on standard output with `{"outcome": ...}` or `{"error": CODE, "message": ...}`."""
    wish = json.loads(sys.argv[1])
    stream = sys.stdin.buffer
    _load_everything()
    gc.disable()  # the process ends with its answer; collecting a million cells costs a fifth of the time
    limits.raise_walls()
    answer: dict[str, object]
    try:
        outcome = assemble(grids_of(stream, wish["file"]), wish["sheet"], wish["columns"])
        answer = {"outcome": {field.name: getattr(outcome, field.name) for field in dataclasses.fields(outcome)}}
    except UnreadableSheetError as error:
        answer = {"error": error.code, "message": str(error)}
    except MemoryError:
        answer = {
            "error": "ARCHIVE_TOO_LARGE",
            "message": "The file needs more memory than one upload may take; split it and upload the parts.",
        }
    except BaseException as error:  # a panic inside the reader's Rust code is no Exception
        answer = {
            "error": "WORKBOOK_CORRUPT",
            "message": f"The file is damaged in a way its reader cannot name ({type(error).__name__}), so none of it "
            "was read; open it in a spreadsheet program and save it again as .xlsx.",
        }
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
