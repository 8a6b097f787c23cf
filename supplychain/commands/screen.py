"""`supplychain screen FILE`: the main job. Parses the options, makes one core call, writes what was asked for."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import click

from supplychain.commands.beside import beside
from supplychain.commands.doors import (
    FORMAT,
    exit_code,
    match_settings,
    open_house,
    print_json,
    progress,
    say_coverage,
    split_keys,
    utc_now,
)
from supplychain.errors import UsageError
from supplychain.flags.export import (
    human_report,
    jsonl_lines,
    line_object,
    write_csv,
    write_flagged_workbook,
    write_parquet,
    write_rejected,
)
from supplychain.flags.origin_unknown import WorstOrigins, origin_questions, rank_unknown_origins
from supplychain.library import Library
from supplychain.model import Screening, Severity, SupplierSheet
from supplychain.screening import Told, run_screening
from supplychain.store.screenings import save_screening
from supplychain.suppliers.sheet import read_sheet

KINDS = (".xlsx", ".csv", ".parquet")
LONG_SHEET = 5_000  # lines; fewer are screened before anyone wonders
TELL_SECONDS = 2.0
LARGE_FILE = 2_000_000  # bytes; a smaller one is read before anyone wonders
UNSURE = 0.6  # of a column's confidence (0..1): below it another column is as likely


# More than six parameters: each is an option of the command line, which is their documentation.
@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), help="Flagged sheet to write: .xlsx, .csv or .parquet.")
@click.option("--lists", "keys", help="Only these lists, joined by commas.")
@click.option("--threshold", type=click.FloatRange(0, 1), help="Score from which a name match becomes a flag.")
@click.option("--cutoff", type=click.FloatRange(0, 1), help="Score below which no match is kept.")
@click.option(
    "--top",
    type=click.IntRange(1, 1000),
    help="Most matches kept for a line; the listed parties of one group count once.",
)
@click.option("--sheet", help="The sheet to read, where the workbook has several.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEADER", help="Which header holds a field.")
@click.option("--fail-on", type=click.Choice([s.value for s in Severity]), help="Exit 1 from this severity on.")
@FORMAT
# One parameter a command-line option: click passes each by its name.
def screen(
    file: Path,
    output: Path | None,
    keys: str | None,
    threshold: float | None,
    cutoff: float | None,
    top: int | None,
    sheet: str | None,
    columns: tuple[str, ...],
    fail_on: str | None,
    form: str,
) -> None:
    """Screen the suppliers of FILE (a workbook or CSV) against the reference lists."""
    if output is not None:
        refuse_output(output, file)
    tell_size(file)
    read = read_sheet(file, sheet=sheet, columns=column_choices(columns))
    progress(f"Read {len(read.lines):,} supplier lines from {read.file_name}.")
    tell_columns(read)
    if not read.lines:
        first = f" (row {read.rejected[0].row}: {read.rejected[0].reason})" if read.rejected else ""
        raise UsageError(
            f"{read.file_name}: no supplier line could be read{first}; nothing was screened. Correct it, or name "
            "the columns with --column."
        )
    house = open_house()
    library = house.library(split_keys(keys))
    settings = match_settings(house.settings, threshold, cutoff, top)
    screening = run_screening(read, library, settings, utc_now, lines_told(len(read.lines)))
    is_long = len(read.lines) > LONG_SHEET
    if output is not None and is_long:
        progress(f"Writing {output}.")
    # Polars, which writes Parquet, has threads that a forked process would lack.
    with beside(lambda: write_output(screening, library, file, output), is_long and output_is(output, ".xlsx", ".csv")):
        save_screening(house.store, screening)
    if form == "table":
        click.echo(human_report(screening, titles=library.titles))
        worst = WorstOrigins.build(library.rules.goods, library.facts, library.goods.lineage)
        for text in origin_questions(rank_unknown_origins(screening, worst)):
            click.echo(text)
        if output is not None:
            click.echo(f"The flagged sheet lies in {output}")
    elif form == "json":
        print_json([line_object(line) for line in screening.lines])
    else:
        for text in jsonl_lines(screening):
            click.echo(text)
    if form != "table":
        say_coverage(screening)
    gravest = min((line.severity for line in screening.lines if line.severity), key=lambda s: s.rank, default=None)
    raise SystemExit(exit_code(screening.coverage, gravest, fail_on))


def column_choices(choices: Sequence[str]) -> dict[str, str]:
    """`FIELD=HEADER` options as a mapping. Raises UsageError where one has no equals sign or repeats a field."""
    chosen: dict[str, str] = {}
    for choice in choices:
        field, equals, header = choice.partition("=")
        if not equals or not field.strip() or not header.strip():
            raise UsageError(f"--column '{choice}' is not FIELD=HEADER; write for example supplier_name=\"Firm\".")
        if field.strip() in chosen:
            raise UsageError(f"--column names the field '{field.strip()}' twice; keep one.")
        chosen[field.strip()] = header.strip()
    return chosen


def tell_size(file: Path) -> None:
    """Says that a large file is being read; a missing one is told by who reads it."""
    if file.is_file() and (size := file.stat().st_size) > LARGE_FILE:
        progress(f"Reading {file.name} ({size / 1e6:,.0f} MB).")


def tell_columns(read: SupplierSheet) -> None:
    """Says of which fields it is not sure what column holds them, and of which columns are headed wrongly."""
    for reading in read.readings:
        if reading.header is not None and not reading.doubt and reading.confidence < UNSURE and reading.rivals:
            others = ", ".join(f"'{header}'" for header, _ in reading.rivals)
            progress(
                f"{reading.field} was taken from '{reading.header}'; it could be {others}: "
                f"name it with --column {reading.field}=HEADER where that is wrong."
            )
        if reading.doubt:
            progress(reading.doubt)


def lines_told(lines: int) -> Told | None:
    """Says on standard error, every two seconds, how many lines of a long sheet are screened; None for a short one."""
    if lines <= LONG_SHEET:
        return None
    last = time.monotonic()

    def told(done: int, lines: int) -> None:
        nonlocal last
        if time.monotonic() - last >= TELL_SECONDS:
            last = time.monotonic()
            progress(f"Screened {done:,} of {lines:,} lines.")

    return told


def refuse_output(output: Path, source: Path) -> None:
    """Raises UsageError before any work where the output cannot be written as asked."""
    if output.suffix.lower() not in KINDS:
        raise UsageError(f"--output {output} must end in {', '.join(KINDS)}; the ending says what is written.")
    if output.resolve() == source.resolve():
        raise UsageError(f"--output {output} is the file to screen itself; give another name, yours is never changed.")
    if not output.parent.is_dir():
        raise UsageError(f"--output {output}: the folder {output.parent} does not exist; make it first.")


def output_is(output: Path | None, *endings: str) -> bool:
    """Whether there is an output, of one of these endings."""
    return output is not None and output.suffix.lower() in endings


def write_output(screening: Screening, library: Library, source: Path, output: Path | None) -> None:
    """The flagged sheet in the form its ending names, None for none. Raises UsageError where it cannot be written."""
    if output is None:
        return
    try:
        if output.suffix.lower() == ".xlsx":
            write_flagged_workbook(screening, source, output, titles=library.titles)
        elif output.suffix.lower() == ".csv":
            write_csv(screening, output, titles=library.titles)
        else:
            write_parquet(screening, output)
        if output.suffix.lower() != ".xlsx" and (beside := write_rejected(screening, output)) is not None:
            progress(f"The rejected rows lie in {beside}")
    except OSError as wrong:
        raise UsageError(f"{output} could not be written: {wrong.strerror}; choose another place.") from wrong
