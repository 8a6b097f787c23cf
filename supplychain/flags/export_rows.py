"""What do we add to the officer's workbook? Our columns for each row, and the four sheets of our own, as values.

Refuses to know how a workbook is written: the same values go into a formatted and a streamed one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from supplychain.flags.export_cells import CellValue
from supplychain.flags.export_json import by_consequence, told_together
from supplychain.flags.words import (
    MEANING,
    SEVERITY_MEANS,
    SEVERITY_WORDS,
    Titles,
    bundled_sentence,
    coverage_sentence,
    flag_sentence,
    list_title,
    nothing_found,
    on_list,
    reason_sentences,
    receipt_sentence,
    settings_sentences,
    stamp,
    versions_by_key,
)
from supplychain.model import Flag, ListVersion, ScreenedLine, Screening, Severity

HEADINGS = (
    "Severity",
    "Flags",
    "Matched list entry",
    "List",
    "Score",
    "Next step",
    "Origin used",
    "Goods read as",
    "Not screened",
)
# Characters, as Excel counts column widths. The last holds on one line what every row says where a list is lacking.
WIDTHS = (18, 60, 40, 32, 8, 44, 13, 28, 62)
# Flags told in a cell of the officer's own sheet: three sentences are what a row can hold and still be scanned.
MOST_TOLD = 3
FLAG_HEADINGS = (
    "Severity",
    "Supplier",
    "Maker",
    "Sheet",
    "Row",
    "Goods",
    "List",
    "Entry",
    "Why",
    "Next step",
    "Score",
    "Basis (law)",
    "Consequence",
    "Edition / version",
    "List as of",
    "Comply Chain step",
    "Source",
)
_LINES_OWN = 5  # of the flag headings: severity, and what tells the line apart from others alike
FLAG_WIDTHS = (18, 28, 20, 12, 7, 28, 28, 28, 44, 36, 8, 26, 48, 24, 12, 24, 44)
_WHYS = 20_000  # reasons remembered in words: some 300 bytes each
_FLAGS_PRINTED = 10  # columns, up to the next step: more would print at a third of the size and be read by nobody
LIST_HEADINGS = (
    "List",
    "Key",
    "Status",
    "Edition",
    "Version",
    "As of",
    "Fetched",
    "Last checked",
    "Entries",
    "Names",
    "SHA-256 of the publisher's file",
    "Source",
)
# What a further column of a field is called on the sheet Method.
_FURTHER = {
    "other_parties": "a further party, screened by its name",
    "remarks": "remarks, read for where goods are made",
    "other_names": "a further name of the supplier",
    "supplier_name": "supplier_name, continued",
    "address": "address, continued",
    "spend_category": "spend_category, further",
    "origins": "origin, further",
}
LIST_WIDTHS = (40, 20, 20, 16, 22, 12, 21, 21, 10, 10, 66, 60)


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """One sheet of ours: rows of values under headings. The cells after the first `own_cells` are the same on many
    rows; 0 where every row is its own."""

    name: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Iterable[tuple[CellValue, ...]]
    has_severity: bool = False  # the first column holds a severity
    own_cells: int = 0
    printed: int = 0  # columns that go on paper; 0 for all


@dataclass(frozen=True, slots=True)
class Wording:
    """What the sentences need beside the line: list titles by key and the versions used by key."""

    titles: Titles
    versions: Mapping[str, ListVersion]
    nothing_found: str  # what a row without a flag is called


def wording(screening: Screening, titles: Titles) -> Wording:
    """Titles given by the caller, versions from the screening's own coverage."""
    return Wording(titles, versions_by_key(screening.coverage), nothing_found(screening.coverage))


def flagged_in_order(screening: Screening) -> list[tuple[ScreenedLine, Flag]]:
    """Every flag of the screening with its line: gravest first, then the best score, then sheet order."""
    pairs = [(line, flag) for line in screening.lines for flag in line.flags]
    return sorted(pairs, key=lambda pair: (pair[1].severity.rank, -pair[1].score))


def short_flag(flag: Flag, words: Wording) -> str:
    """A flag in one short sentence for a cell: `Import barred: "X" on UFLPA Entity List (19 USC 1307).`"""
    basis = f" ({flag.basis})" if flag.basis else ""
    where = on_list(flag, list_title(flag.list_key, words.titles))
    return f'{SEVERITY_WORDS[flag.severity]}: "{flag.entry}" {where}{basis}.'


def _once(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def line_cells(screened: ScreenedLine, words: Wording, most: int | None = MOST_TOLD) -> tuple[CellValue, ...]:
    """Our columns for one supplier line, in the order of `HEADINGS`; at most `most` flags are told (None: all), how
    many more there are is said."""
    goods = ", ".join(f"{c.concept} ({c.relation.replace('_', ' ')})" for c in screened.concepts)
    origin = screened.origin or "unknown"
    not_screened = "\n".join(screened.not_screened)
    if not screened.flags:
        return (words.nothing_found, "", "", "", None, "", origin, goods, not_screened)
    flags = by_consequence(screened.flags)
    told = [same[0] for same in told_together(flags)]
    further = "" if most is None or len(told) <= most else f"and {len(told) - most} more on the sheet Flags"
    told = told[:most]
    return (
        SEVERITY_WORDS[flags[0].severity],
        _once((*(short_flag(flag, words) for flag in told), further)),
        _once(flag.entry for flag in told),
        _once(list_title(flag.list_key, words.titles) for flag in told),
        round(flags[0].score, 4),
        flags[0].next_step if most is not None else _once(flag.next_step for flag in told),
        origin,
        goods,
        not_screened,
    )


def rejected_cells(reason: str) -> tuple[CellValue, ...]:
    """Our columns for a row that could not be read."""
    return ("Not read", "", "", "", None, "Correct the row and screen it again", "", "", reason)


def line_comment(screened: ScreenedLine, words: Wording) -> str:
    """The whole sentences behind a line's flags, with why, for a cell comment."""
    return "\n\n".join(
        f"{flag_sentence(screened, flag, words.titles, words.versions)}\nWhy: {reason_sentences(flag)}"
        for flag in by_consequence(screened.flags)
    )


def _flag_rows(screening: Screening, words: Wording) -> Iterator[tuple[CellValue, ...]]:
    """One row a flag; lines that were found alike share their flags, and each flag's reasons are worded once."""
    whys: dict[int, str] = {}  # by id() of a flag, which the screening keeps alive
    for screened, flag in flagged_in_order(screening):
        why = whys.get(id(flag))
        if why is None:
            why = reason_sentences(flag)
            if len(whys) < _WHYS:
                whys[id(flag)] = why
        yield _flag_row(screened, flag, why, words)


def _flag_row(screened: ScreenedLine, flag: Flag, why: str, words: Wording) -> tuple[CellValue, ...]:
    line, version = screened.line, words.versions.get(flag.list_key)
    edition = " / ".join(part for part in (version.edition if version else "", flag.version) if part)
    return (
        SEVERITY_WORDS[flag.severity],
        line.supplier_name,
        line.maker,
        line.sheet,
        line.row,
        line.product_description or line.spend_category or line.commodity_code,
        list_title(flag.list_key, words.titles),
        flag.entry,
        why,
        flag.next_step,
        round(flag.score, 4),
        flag.basis,
        flag.consequence,
        edition,
        version.as_of.isoformat() if version else "",
        flag.comply_chain_step,
        flag.source_url,
    )


def list_rows(screening: Screening, titles: Titles) -> list[tuple[CellValue, ...]]:
    """One row a list: every version used, then every declared list that gave none."""
    coverage = screening.coverage
    status = {missing.list_key: missing.status for missing in coverage.missing}
    used = [
        (
            list_title(v.list_key, titles),
            v.list_key,
            f"{v.origin}, {status[v.list_key]}" if v.list_key in status else v.origin,
            v.edition,
            v.version,
            v.as_of.isoformat(),
            stamp(v.fetched_at),
            stamp(v.checked_at),
            v.entries,
            v.names,
            v.sha256,
            v.source_url,
        )
        for v in coverage.versions
    ]
    got = {version.list_key for version in coverage.versions}
    blank = ("",) * 5 + (None, None, "", "")
    lacking = [
        (missing.title or missing.list_key, missing.list_key, f"{missing.status}: not screened against", *blank)
        for missing in coverage.missing
        if missing.list_key not in got
    ]
    return [*used, *lacking]


def method_rows(screening: Screening, layout: tuple[str, ...]) -> list[tuple[CellValue, ...]]:
    """How the result came about, as pairs of a heading and a sentence."""
    sheet = screening.sheet
    read_on = f"Column read on {sheet.main_sheet}" if sheet.further_sheets else "Column read"
    rows = [
        ("Result", coverage_sentence(screening)),
        ("List versions", bundled_sentence(screening.coverage) or "Every version was refreshed here."),
        *(("What a flag means", sentence) for sentence in MEANING),
        *((f"Severity: {SEVERITY_WORDS[s]}", f"{SEVERITY_MEANS[s]}.".capitalize()) for s in Severity),
        ("Rows", receipt_sentence(sheet)),
        *(("Note on the upload", note) for note in sheet.notes),
        *(
            (read_on, f'{field}: "{header}"' if header is not None else f"{field}: not in the sheet")
            for field, header in sheet.columns
        ),
        *(
            (f"Column read on {other}", f'{field}: "{header}"')
            for other, columns in sheet.further_sheets
            for field, header in columns
        ),
        *(("Column read", f'{_FURTHER.get(field, field)}: "{header}"') for field, header in sheet.further),
        *(("Column not screened", header) for header in sheet.unmapped),
        *(("Setting", sentence) for sentence in settings_sentences(screening)),
        ("File", sheet.file_name),
        ("SHA-256 of the file", sheet.file_sha256),
        ("Screening", screening.screening_id),
        ("Started", stamp(screening.started_at)),
        ("Finished", stamp(screening.finished_at)),
        ("Engine version", screening.engine),
        *(("This workbook", sentence) for sentence in layout),
    ]
    return list(rows)


def own_sheets(screening: Screening, titles: Titles, layout: tuple[str, ...]) -> tuple[OwnSheet, ...]:
    """Our four sheets; `layout` are the sentences about how this very workbook was written."""
    words = wording(screening, titles)
    flags = _flag_rows(screening, words)
    rejected = ((row.sheet, row.row, row.reason) for row in screening.sheet.rejected)
    return (
        OwnSheet(
            "Flags", FLAG_HEADINGS, FLAG_WIDTHS, flags, has_severity=True, own_cells=_LINES_OWN, printed=_FLAGS_PRINTED
        ),
        OwnSheet("Coverage", LIST_HEADINGS, LIST_WIDTHS, list_rows(screening, titles)),
        OwnSheet("Method", ("What", "How"), (28, 110), method_rows(screening, layout)),
        OwnSheet("Rejected rows", ("Sheet", "Row", "Reason"), (24, 8, 90), rejected),
    )
