"""`supplychain read FILE`: what would be screened, and what would not?

Reads a workbook, screens nothing. Its last line on standard output is the receipt (docs/receipt.md).
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from supplychain.errors import UnreadableSheetError
from supplychain.model import SupplierSheet
from supplychain.suppliers.sheet import read_sheet, receipt, rejected_receipt

REJECTED_EXIT = 2
MOST_ROWS_SHOWN = 20


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheet", metavar="NAME", help="Read this sheet only.")
@click.option("--column", "column", multiple=True, metavar="FIELD=HEADER", help="Take FIELD from the column HEADER.")
@click.option("--format", "form", type=click.Choice(("text", "json", "jsonl")), default="text", show_default=True)
def read(file: Path, sheet: str | None, column: tuple[str, ...], form: str) -> None:
    """Read a supplier workbook and print its receipt; nothing is screened."""
    try:
        found = read_sheet(file, sheet=sheet, columns=parse_columns(column))
    except UnreadableSheetError as error:
        click.echo(f"Not read: {error}", err=True)
        click.echo(json.dumps(rejected_receipt(error)))
        raise SystemExit(REJECTED_EXIT) from None
    if form == "text":
        _explain(found)
    click.echo(json.dumps(receipt(found)))


def parse_columns(wishes: tuple[str, ...]) -> dict[str, str]:
    """`FIELD=HEADER` options as a mapping; the first "=" parts them. Raises click.BadParameter without one."""
    columns: dict[str, str] = {}
    for wish in wishes:
        name, sign, header = wish.partition("=")
        if not sign or not name.strip() or not header.strip():
            raise click.BadParameter(
                f"{wish!r} is not FIELD=HEADER, as in supplier_name='Vendor'.", param_hint="--column"
            )
        columns[name.strip()] = header.strip()
    return columns


def _explain(sheet: SupplierSheet) -> None:
    """What was read as what, for a person; on standard error, so that standard output stays the receipt alone."""

    def say(text: str) -> None:
        click.echo(text, err=True)

    header = "no header" if sheet.header_row is None else f"header in row {sheet.header_row + 1}"
    say(f"{sheet.file_name}: {sheet.sheet or 'one table'}, {header}")
    for name, title in sheet.columns:
        say(f"  {name:<20} {title if title is not None else '-'}")
    for other, columns in sheet.further_sheets:
        say(f"  {other}: " + ", ".join(f"{name} {title}" for name, title in columns))
    if sheet.unmapped:
        say(f"  not used: {', '.join(sheet.unmapped)}")
    say(
        f"{len(sheet.lines):,} read + {len(sheet.rejected):,} rejected + {sheet.skipped:,} skipped "
        f"= {sheet.non_empty_rows:,} rows that hold something"
    )
    for row in sheet.rejected[:MOST_ROWS_SHOWN]:
        say(f"  {row.sheet + ' ' if row.sheet else ''}row {row.row} rejected: {row.reason}")
    if len(sheet.rejected) > MOST_ROWS_SHOWN:
        say(f"  and {len(sheet.rejected) - MOST_ROWS_SHOWN:,} more rejected rows (all in the receipt)")
    for note in sheet.notes:
        say(f"  note: {note}")


if __name__ == "__main__":
    read()
