"""How does a screening leave? As the officer's own workbook with what was found, as CSV, Parquet or JSON lines.

Refuses to judge: every word and severity was decided before. Each file appears whole or not at all.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from supplychain.collector import gc_paused
from supplychain.errors import UsageError
from supplychain.flags.export_json import jsonl_lines as jsonl_lines
from supplychain.flags.export_json import line_object as line_object
from supplychain.flags.export_kept import write_kept
from supplychain.flags.export_layout import ShiftedLayoutError
from supplychain.flags.export_plain import write_csv_rows, write_parquet_rows, write_rejected_rows
from supplychain.flags.export_report import human_report as human_report
from supplychain.flags.export_source import digest, is_safe_to_open, sheet_xml_bytes, source_sheets
from supplychain.flags.export_spliced import write_spliced
from supplychain.flags.export_stream import write_lines, write_streamed
from supplychain.model import Screening

_LOG = logging.getLogger(__name__)
_NO_TITLES: Mapping[str, str] = MappingProxyType({})
# Up to here a workbook is held whole to keep its formats: openpyxl reads and writes 20,000 x 12 in about 6 s and
# 110 MB; 40 MB of sheet XML is what 50,000 such rows take, whatever the sheets they stand on.
KEPT_ROWS = 20_000
KEPT_SHEET_BYTES = 40_000_000


@gc_paused()
def write_flagged_workbook(
    screening: Screening, source: Path, out: Path, *, titles: Mapping[str, str] = _NO_TITLES
) -> None:
    """Writes the officer's own file `source` as the .xlsx workbook `out`, with our columns and four sheets added.

    `titles` maps list keys to titles. Of an .xlsx or .xlsm the formats are kept, of any other file the values; cell
    comments are written up to 20,000 rows. Raises UsageError where `source` is not the file that was screened, or is
    `out` itself.
    """
    _check_places(source, out)
    if digest(source) != screening.sheet.file_sha256:
        raise UsageError(
            f"{source.name} is not the file that was screened (its content has changed): screen it again, "
            "then write the flagged workbook."
        )
    xml_bytes = sheet_xml_bytes(source)
    small = screening.sheet.non_empty_rows <= KEPT_ROWS and (xml_bytes or 0) <= KEPT_SHEET_BYTES
    with whole_file(out) as part:
        ways = () if xml_bytes is None else (write_kept, write_spliced) if small else (write_spliced,)
        for way in ways:
            try:
                way(screening, source, part, titles)
                return
            except Exception as error:  # what cannot be carried: the values still come back, and it is said
                _LOG.info("Formats of %s not kept by %s: %s", source.suffix, way.__name__, type(error).__name__)
        sheets = source_sheets(source) if xml_bytes is None or is_safe_to_open(source) else ()
        try:
            if not sheets:
                raise ShiftedLayoutError
            write_streamed(screening, sheets, part, titles)
        except ShiftedLayoutError:
            write_lines(screening, part, titles)


@gc_paused()
def write_csv(screening: Screening, out: Path, *, titles: Mapping[str, str] = _NO_TITLES) -> None:
    """One row a supplier line, UTF-8 with a byte order mark (Excel needs it); what would run gets a leading `'`."""
    with whole_file(out) as part:
        write_csv_rows(screening, part, titles)


@gc_paused()
def write_parquet(screening: Screening, out: Path) -> None:
    """One row a supplier line with nested flags and matches: the shape of `jsonl_lines`, typed."""
    with whole_file(out) as part:
        write_parquet_rows(screening, part)


def write_rejected(screening: Screening, out: Path) -> Path | None:
    """The rejected rows as a CSV file beside a .csv or .parquet `out` (`flagged.rejected.csv` beside `flagged.csv`),
    because that file has one row a supplier line and no room for them; None where there is nothing to tell.

    A file left by an earlier run is overwritten, with its header alone where no row was rejected this time.
    """
    beside = out.with_name(f"{out.stem}.rejected.csv")
    if not screening.sheet.rejected and not beside.exists():
        return None
    with whole_file(beside) as part:
        write_rejected_rows(screening, part)
    return beside if screening.sheet.rejected else None


def _check_places(source: Path, out: Path) -> None:
    if out.exists() and source.exists() and out.samefile(source):
        raise UsageError(f"{out.name} is your own file: name another file to write to, so that it stays as it is.")


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """A file beside `out` that takes its place when all went well and is removed when not."""
    part = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        part.replace(out)
    except OSError as error:
        raise UsageError(
            f"{out} could not be written ({error.strerror or type(error).__name__}): check that the folder exists, "
            "has room and is yours to write to."
        ) from error
    finally:
        part.unlink(missing_ok=True)
