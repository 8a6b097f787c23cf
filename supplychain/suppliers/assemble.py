"""From the grids of one file to the rows handed to screening, as plain JSON values.

Chooses the sheets that list suppliers, reads them, and checks that every non-empty row is accounted for. Runs inside
the reading process; refuses to know processes and limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers import cells, limits
from supplychain.suppliers.columns import EXTRA_FIELD, FIELDS, ColumnMap, map_columns, wishes_held
from supplychain.suppliers.grid import Grid
from supplychain.suppliers.header_row import Header, find_header
from supplychain.suppliers.header_says import code_system, currency
from supplychain.suppliers.listed_sheets import Table, without_covers, without_summaries
from supplychain.suppliers.party_values import names_without_number, other_names, other_parties, remarks
from supplychain.suppliers.sheet_notes import sheet_notes
from supplychain.suppliers.sheet_scan import column_letters
from supplychain.suppliers.sheet_wishes import wishes_of
from supplychain.suppliers.table_rows import Reading, Walker

TEXT_FIELDS = tuple(name for name in (*FIELDS, EXTRA_FIELD) if name != "amount")
RAGGED_SHARE = 0.2  # more rows than this with too many cells: the whole file is cut wrongly
MOST_SHEETS_NOTED = 12  # months of a year: of more sheets one kind of note is not repeated for each
NOTES = {
    "ENCODING_GUESSED": "The text's encoding is not stated in the file and was recognised by its looks; check "
    "the names.",
    "MACROS_IGNORED": "The workbook contains macros; they were not run.",
    "EXTERNAL_LINKS_IGNORED": "The workbook refers to other files or connections; they were not opened.",
    "COLUMNS_IGNORED": f"Columns beyond the {limits.MAX_COLUMNS}th were not read.",
}


@dataclass(slots=True)
class Outcome:
    """What the parent process is told; every value is plain JSON. `texts` holds one list a field, in line order."""

    sheet: str = ""
    header_row: int | None = None
    heading_rows: list[tuple[str, int | None]] = field(default_factory=list)
    columns: dict[str, str | None] = field(default_factory=dict)
    sheet_columns: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    unmapped: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    sheet_of: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    amounts: list[float | None] = field(default_factory=list)
    other_names: dict[str, list[str]] = field(default_factory=dict)  # by line number in this outcome
    other_parties: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # the same way
    remarks: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # the same way
    headers: list[str] = field(default_factory=list)
    sheet_headers: list[tuple[str, list[str]]] = field(default_factory=list)
    further: list[tuple[str, str]] = field(default_factory=list)
    readings: list[tuple[str, str | None, float, list[tuple[str, float]], str]] = field(default_factory=list)
    rejected: list[tuple[str, int, str]] = field(default_factory=list)
    skipped: int = 0
    non_empty: int = 0
    warnings: dict[str, str] = field(default_factory=dict)


def assemble(grids: Sequence[Grid], wanted: str | None, forced: Mapping[str, str]) -> Outcome:
    """Read the sheet named, or every sheet that lists suppliers, hidden ones too where a heading says so. Raises
    UnreadableSheetError."""
    chosen = _named(grids, wanted) if wanted is not None else [grid for grid in grids if grid.visible]
    if not any(grid.non_empty for grid in chosen):
        chosen = list(grids) if wanted is None else chosen
    tables, errors = _tables(chosen, forced)
    if tables and forced and wanted is None:
        # Headings that an officer named stand on one sheet; another goes by those of them it has.
        more, errors = _tables(
            [grid for grid in chosen if all(table.grid is not grid for table in tables)], forced, True
        )
        tables = sorted([*tables, *more], key=lambda table: grids.index(table.grid))
    if wanted is None:
        # A supplier on a hidden sheet is bought from all the same; what cannot be read there is told by its name.
        behind = _tables([grid for grid in grids if grid not in chosen], forced, bool(tables))[0]
        tables += [table for table in behind if table.header.row >= 0]
    if not tables:
        raise _gravest(errors)
    _refuse_hidden_losses(errors)
    if any(table.header.row >= 0 for table in tables):  # a cover sheet's prose is no list of suppliers
        tables = [table for table in tables if table.header.row >= 0]
    tables = without_summaries(without_covers(tables))
    outcome = Outcome()
    _tell(outcome, tables)
    outcome.warnings |= sheet_notes(grids, {table.grid.name for table in tables}, wanted)
    for table in tables:
        _collect(outcome, table)
    _reconcile(outcome)
    return outcome


def _tables(
    grids: Sequence[Grid], forced: Mapping[str, str], if_held: bool = False
) -> tuple[list[Table], list[UnreadableSheetError]]:
    """What can be read of some sheets, and why the others cannot; a sheet that lacks a heading of `forced` is none of
    them, but goes by its own where `if_held`."""
    tables: list[Table] = []
    errors: list[UnreadableSheetError] = []
    for grid in grids:
        try:
            tables.append(_read(grid, wishes_of(grid.name, forced), if_held))
        except UnreadableSheetError as error:
            errors.append(error)
    return tables, errors


def _named(grids: Sequence[Grid], wanted: str) -> list[Grid]:
    found = [grid for grid in grids if grid.name == wanted] or [
        grid for grid in grids if grid.name.strip().casefold() == wanted.strip().casefold()
    ]
    if not found:
        listed = ", ".join(repr(grid.name) for grid in grids)[:400]
        raise UnreadableSheetError("NO_SUCH_SHEET", f"The workbook has no sheet {wanted!r}; its sheets are {listed}.")
    return found[:1]


def _gravest(errors: Sequence[UnreadableSheetError]) -> UnreadableSheetError:
    """Of several sheets' refusals the one worth telling: a table not understood before a sheet with nothing in it."""
    return next((error for error in errors if error.code != "NO_ROWS"), errors[0])


def _refuse_hidden_losses(errors: Sequence[UnreadableSheetError]) -> None:
    for error in errors:
        if error.code in ("AMBIGUOUS_COLUMNS", "CSV_RAGGED"):
            raise error


def _read(grid: Grid, forced: Mapping[str, str], if_held: bool) -> Table:
    if not grid.non_empty:
        raise UnreadableSheetError(
            "NO_ROWS", f"Sheet {grid.name!r} is empty; upload the sheet that lists the suppliers."
        )
    header = find_header(grid, tuple(forced.values()))
    forced = wishes_held(header.names, forced) if if_held else forced
    body = grid.rows[header.row + 1 :]
    mapping = map_columns(header.names, body, forced)
    if "supplier_name" not in mapping.fields and "maker" in mapping.fields:
        mapping.fields["supplier_name"] = mapping.fields.pop("maker")
    if "supplier_name" not in mapping.fields:
        raise _no_name_column(grid, header)
    if not forced.get("supplier_name"):
        _refuse_side_by_side(grid, header, mapping)
    reading = Walker(grid, header, mapping, lambda names, start: _remap(names, grid.rows[start : start + 300])).walk()
    if not reading.kept and not reading.rejected:
        raise UnreadableSheetError(
            "NO_ROWS", f"Sheet {grid.name!r} has a header but no supplier below it; nothing was screened."
        )
    _refuse_ragged(grid, reading)
    return Table(grid, header, mapping, reading)


def _remap(names: Sequence[str], rows: Sequence[list[object]]) -> ColumnMap | None:
    mapping = map_columns(names, rows, {})
    return mapping if "supplier_name" in mapping.fields else None


def _no_name_column(grid: Grid, header: Header) -> UnreadableSheetError:
    if header.row + 1 >= len(grid.rows) and header.row >= 0:
        return UnreadableSheetError(
            "NO_ROWS", f"Sheet {grid.name!r} has no rows below its header; nothing was screened."
        )
    listed = ", ".join(repr(name) for name in header.names if name)[:400] or "(no header found)"
    return UnreadableSheetError(
        "NO_NAME_COLUMN",
        f"No column of sheet {grid.name!r} is recognisably the supplier's name; its columns are {listed}. "
        "Name it with --column supplier_name=HEADER.",
    )


def _refuse_side_by_side(grid: Grid, header: Header, mapping: ColumnMap) -> None:
    """Two tables beside each other: a second supplier name across a wholly blank column."""
    name_column = mapping.fields["supplier_name"]
    for rival in mapping.rivals:
        low, high = sorted((name_column, rival))
        gap = any(
            all(column >= len(row) or cells.is_blank(row[column]) for row in grid.rows)
            for column in range(low + 1, high)
            if not header.names[column]
        )
        same_header = header.names[rival] and header.names[rival].strip() == header.names[name_column].strip()
        if gap or (same_header and _differ(grid, header, name_column, rival)):
            raise UnreadableSheetError(
                "AMBIGUOUS_COLUMNS",
                f"Sheet {grid.name!r} names suppliers in two columns ({header.names[name_column]!r} and "
                f"{header.names[rival]!r}), so half of them could be missed; put the tables on sheets of their own, or "
                "name the column with --column supplier_name=HEADER.",
            )


def _differ(grid: Grid, header: Header, left: int, right: int) -> bool:
    rows = [row for row in grid.rows[header.row + 1 : header.row + 400] if max(left, right) < len(row)]
    filled = [row for row in rows if not cells.is_blank(row[left]) and not cells.is_blank(row[right])]
    return sum(row[left] != row[right] for row in filled) * 2 > len(filled) > 0


def _refuse_ragged(grid: Grid, reading: Reading) -> None:
    if not grid.ragged:
        return
    ragged = [index for index, reason in reading.rejected if "cells under" in reason]
    total = len(reading.kept) + len(reading.rejected)
    if len(ragged) > 1 and len(ragged) > RAGGED_SHARE * total:
        raise UnreadableSheetError(
            "CSV_RAGGED",
            f"{len(ragged):,} of {total:,} rows (the first is row {grid.numbers[ragged[0]]}) have more cells "
            f"than the header, "
            "so their columns are shifted; put cells that hold a delimiter in quotation marks, or export as .xlsx.",
        )


def _tell(outcome: Outcome, tables: Sequence[Table]) -> None:
    first = max(tables, key=lambda table: (len(table.mapping.fields), len(table.reading.kept)))
    outcome.sheet = " + ".join(table.grid.name for table in tables)
    outcome.header_row = first.header.row if first.header.row >= 0 else None
    outcome.heading_rows = [(table.grid.name, table.heading_row) for table in tables]
    outcome.columns = {name: first.mapping.header(name) for name in (*FIELDS, EXTRA_FIELD)}
    outcome.sheet_columns = [(table.grid.name, _columns(table.mapping)) for table in tables]
    outcome.headers = list(first.header.names) if first.header.row >= 0 else []
    if len(tables) > 1:
        outcome.sheet_headers = [(t.grid.name, list(t.header.names) if t.header.row >= 0 else []) for t in tables]
    outcome.readings = [(r.field, r.header, r.confidence, list(r.rivals), r.doubt) for r in first.mapping.readings]
    doubts = [reading.doubt for table in tables for reading in table.mapping.readings if reading.doubt]
    if doubts:
        outcome.warnings["COLUMN_MISLABELLED"] = " ".join(dict.fromkeys(doubts))
    for table in tables:
        outcome.further += _further(table.mapping)
        used = set(table.mapping.fields.values()).union(*table.mapping.more.values(), ())
        outcome.unmapped += [name for i, name in enumerate(table.header.names) if name and i not in used]
        for code in table.grid.warnings:
            outcome.warnings.setdefault(code, NOTES.get(code, code))
    outcome.warnings |= {code: note for code, note in _row_notes(tables).items() if code not in outcome.warnings}
    _tell_layout(outcome, tables)


def _row_notes(tables: Sequence[Table]) -> dict[str, str]:
    """What was noticed of single rows, by code: of every sheet, named where there are several."""
    told: dict[str, dict[str, None]] = {}
    for table in tables:
        for code, note in table.reading.warnings.items():
            of_rows = len(tables) > 1 and (note.startswith(("Row ", "Cell ")) or note[:1].isdigit())
            told.setdefault(code, {})[f"{table.grid.name!r}: {note}" if of_rows else note] = None
    return {
        code: " ".join([*list(notes)[:MOST_SHEETS_NOTED], *(["…"] if len(notes) > MOST_SHEETS_NOTED else [])])
        for code, notes in told.items()
    }


def _columns(mapping: ColumnMap) -> dict[str, str]:
    """The header of each field that was found, in the order of the fields."""
    found = ((name, mapping.header(name)) for name in (*FIELDS, EXTRA_FIELD))
    return {name: header for name, header in found if header is not None}


def _further(mapping: ColumnMap) -> list[tuple[str, str]]:
    return [
        (name, mapping.headers[index] or f"column {column_letters(index)}")
        for name, columns in mapping.more.items()
        for index in columns
    ]


def _tell_layout(outcome: Outcome, tables: Sequence[Table]) -> None:
    """Headers guessed, and hidden rows and columns, of all the sheets read."""
    guessed = []
    for table in tables:
        where = f"Sheet {table.grid.name!r}" if len(tables) > 1 else "The sheet"
        if table.heading_row is None:
            guessed.append(f"{where} has no header; its columns were told by what their cells look like.")
        elif table.header.guessed or table.mapping.guessed:
            of = f" of {table.grid.name!r}" if len(tables) > 1 else ""
            guessed.append(f"Row {table.heading_row}{of} was taken for the header; check the columns.")
    if guessed:
        outcome.warnings["HEADER_GUESSED"] = " ".join(guessed)
    if any(table.grid.hidden_rows or table.grid.hidden_columns for table in tables):
        rows = sum(len(table.grid.hidden_rows) for table in tables)
        hidden = [f"{rows:,} row{'' if rows == 1 else 's'}"] if rows else []
        hidden += ["columns"] if any(table.grid.hidden_columns for table in tables) else []
        outcome.warnings["HIDDEN_ROWS_INCLUDED"] = f"Hidden and screened like the others: {' and '.join(hidden)}."


def _collect(outcome: Outcome, table: Table) -> None:
    grid, reading = table.grid, table.reading
    outcome.sheets.append(grid.name)
    number = len(outcome.sheets) - 1
    outcome.sheet_of += [number] * len(reading.kept)
    outcome.rows += [grid.numbers[index] for index, _ in reading.kept]
    outcome.rejected += [(grid.name, grid.numbers[index], reason) for index, reason in reading.rejected]
    outcome.skipped += reading.skipped + grid.beyond
    outcome.non_empty += grid.non_empty
    runs = _runs(table)
    for name in TEXT_FIELDS:
        values = outcome.texts.setdefault(name, [])
        for mapping, rows in runs:
            values += _texts(rows, mapping.fields.get(name))
        _join(outcome, table, name)
    _join(outcome, table, "origin", "origins")
    _take_headers_word(outcome, table)
    _further_parties(outcome, table)
    for mapping, rows in runs:
        outcome.amounts += _amounts(rows, mapping.fields.get("amount"))
    _tell_characters(outcome)


def _take_headers_word(outcome: Outcome, table: Table) -> None:
    """The system of the codes, and the currency where no cell names one, as the headers over these very lines say."""
    systems, currencies = outcome.texts.setdefault("code_system", []), outcome.texts["currency"]
    for mapping, rows in _runs(table):
        start = len(systems)
        system = code_system(mapping.header("commodity_code") or "")
        codes = outcome.texts["commodity_code"][start : start + len(rows)]
        systems += [system if code else "" for code in codes] if system else [""] * len(rows)
        named = currency(mapping.header("amount") or "")
        if named:
            said = currencies[start : start + len(rows)]
            currencies[start : start + len(rows)] = [text if text.strip() else named for text in said]


def _runs(table: Table) -> list[tuple[ColumnMap, list[list[object]]]]:
    """The kept rows in order, cut where the mapping changes (a second table, a shifted row)."""
    grid_rows = table.grid.rows
    return [
        (mapping, [grid_rows[index] for index, _ in run])
        for mapping, run in ((group[0][1], group) for group in _groups(table.reading.kept))
    ]


def _groups(kept: Sequence[tuple[int, ColumnMap]]) -> list[list[tuple[int, ColumnMap]]]:
    return [list(group) for _, group in groupby(kept, key=lambda line: id(line[1]))]


def _texts(rows: Sequence[list[object]], column: int | None) -> list[str]:
    if column is None:
        return [""] * len(rows)
    text = cells.as_text
    if min(map(len, rows)) > column:
        said = [row[column] for row in rows]
    else:
        said = [row[column] if len(row) > column else "" for row in rows]
    return [cell if type(cell) is str else text(cell) for cell in said]


def _amounts(rows: Sequence[list[object]], column: int | None) -> list[float | None]:
    if column is None:
        return [None] * len(rows)
    return cells.amounts([row[column] if len(row) > column else None for row in rows])


def _join(outcome: Outcome, table: Table, name: str, kind: str = "") -> None:
    """Append the further columns of a field (address lines, states, spend categories, origins) to its text."""
    further = table.mapping.more.get(kind or name, ())
    if not further:
        return
    joint = {"supplier_name": " ", "spend_category": " / ", "origins": " / "}.get(kind or name, ", ")
    values, kept = outcome.texts[name], table.reading.kept
    start = len(values) - len(kept)
    for offset, (index, mapping) in enumerate(kept):
        if mapping is not table.mapping:
            continue
        row = table.grid.rows[index]
        parts = [values[start + offset], *(cells.as_text(row[c]) for c in further if c < len(row))]
        values[start + offset] = joint.join(dict.fromkeys(part for part in parts if part.strip()))


def _further_parties(outcome: Outcome, table: Table) -> None:
    start = len(outcome.rows) - len(table.reading.kept)
    for offset, names in other_names(table.grid, table.reading.kept):
        outcome.other_names[str(start + offset)] = names
    for offset, name in names_without_number(table.grid, table.reading.kept):
        outcome.other_names.setdefault(str(start + offset), []).insert(0, name)
    for offset, parties in other_parties(table.grid, table.reading.kept):
        outcome.other_parties[str(start + offset)] = parties
    for offset, texts in remarks(table.grid, table.reading.kept):
        outcome.remarks[str(start + offset)] = texts


def _tell_characters(outcome: Outcome) -> None:
    for name, row in zip(outcome.texts["supplier_name"], outcome.rows, strict=True):
        if not name.isprintable() and cells.CONTROL.search(name):
            outcome.warnings.setdefault(
                "CONTROL_CHARS_REMOVED",
                f"The supplier name in row {row} holds line breaks or control characters; they count as blanks "
                f"in matching.",
            )
            return


def _reconcile(outcome: Outcome) -> None:
    """The receipt rule: every non-empty row, counted independently, is read, rejected or skipped."""
    told = len(outcome.rows) + len(outcome.rejected) + outcome.skipped
    if told != outcome.non_empty:
        raise UnreadableSheetError(
            "CSV_MALFORMED" if outcome.sheet == "" else "WORKBOOK_CORRUPT",
            f"{told:,} rows came out of a file that holds {outcome.non_empty:,}, so nothing was screened; "
            "open it in a spreadsheet program, save it as .xlsx and upload it again.",
        )
