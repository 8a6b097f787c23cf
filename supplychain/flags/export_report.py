"""What does a person read on the terminal? Counts, the flagged rows by consequence, what was not screened, coverage.

Refuses to know where it is printed; every text of the upload is made harmless to a terminal first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from textwrap import fill
from types import MappingProxyType

from supplychain.flags.export_json import by_consequence, told_together
from supplychain.flags.export_rows import Wording, wording
from supplychain.flags.words import (
    SEVERITY_MEANS,
    SEVERITY_WORDS,
    bundled_sentence,
    coverage_sentence,
    list_title,
    nothing_found,
    overdue_sentence,
    plural,
    reason_sentences,
    receipt_sentence,
    stamp,
    strict_threshold_sentence,
    unread_columns_sentence,
    visible,
)
from supplychain.model import ScreenedLine, Screening, Severity

_WIDTH = 110  # characters: what a terminal beside a spreadsheet shows
_REJECTED_SHOWN = 20
_NO_TITLES: Mapping[str, str] = MappingProxyType({})


def human_report(screening: Screening, *, titles: Mapping[str, str] = _NO_TITLES, limit: int | None = 100) -> str:
    """The report as text ending in a line break. At most `limit` flagged rows are told (None: all); how many were
    left out is said."""
    parts = [
        _wrapped(
            f"Screening of {visible(screening.sheet.file_name)}, {stamp(screening.started_at)}. "
            + receipt_sentence(screening.sheet)
        ),
        *(_wrapped(f"Note: {visible(note)}") for note in screening.sheet.notes),
        *(_wrapped(said) for said in _warnings(screening)),
        "",
        *_counts(screening),
        *_lines(screening, wording(screening, titles), limit),
        *_unread(screening),
        "",
        *_versions(screening, titles),
        "",
        _wrapped(coverage_sentence(screening)),
    ]
    further = (bundled_sentence(screening.coverage), overdue_sentence(screening.coverage))
    parts += [_wrapped(sentence) for sentence in further if sentence]
    return "\n".join(parts) + "\n"


def _warnings(screening: Screening) -> Iterator[str]:
    yield from filter(
        None,
        (
            unread_columns_sentence(screening.sheet),
            strict_threshold_sentence(dict(screening.settings).get("threshold", 0)),
        ),
    )


def _wrapped(text: str, indent: str = "", further: str | None = None) -> str:
    rest = indent if further is None else further
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=rest, break_long_words=False)


def _counts(screening: Screening) -> Iterator[str]:
    flags = Counter(flag.severity for line in screening.lines for flag in line.flags)
    rows = Counter(line.severity for line in screening.lines)
    for severity in Severity:
        if flags[severity]:
            yield (
                f"  {SEVERITY_WORDS[severity]:<21}{plural(flags[severity], 'flag'):>13}   {SEVERITY_MEANS[severity]}"
            )
    unflagged = rows[None]
    told = nothing_found(screening.coverage)
    yield f"  {told:<21}{plural(unflagged, 'row'):>13}   nothing met the lists named below"


def _lines(screening: Screening, words: Wording, limit: int | None) -> Iterator[str]:
    """The flagged lines by consequence, the gravest first, each with all its flags, why, and the next step."""
    flagged = sorted(
        ((line, severity) for line in screening.lines if (severity := line.severity) is not None),
        key=lambda pair: (pair[1].rank, -max(flag.score for flag in pair[0].flags)),
    )
    rows = Counter(severity for _, severity in flagged)
    heading: Severity | None = None
    for screened, severity in flagged[:limit]:
        if severity is not heading:
            heading = severity
            yield f"\n{SEVERITY_WORDS[severity].upper()} ({plural(rows[severity], 'row')}: {SEVERITY_MEANS[severity]})"
        yield from _line(screened, words)
    if limit is not None and len(flagged) > limit:
        yield (
            f"\n{plural(len(flagged) - limit, 'further flagged row')} not told here: write the workbook (--output) "
            "or the JSON lines to see every one."
        )


def _line(screened: ScreenedLine, words: Wording) -> Iterator[str]:
    line, flags = screened.line, by_consequence(screened.flags)
    place = f"{line.sheet}, row {line.row}" if line.sheet else f"Row {line.row}"
    goods = line.product_description or line.spend_category or line.commodity_code
    origin = screened.origin or "origin not stated"
    maker = f", made by {line.maker}" if line.maker and line.maker != line.supplier_name else ""
    what = f"{goods}{maker} ({origin})" if goods else f"no goods stated{maker} ({origin})"
    yield ""
    named = line.supplier_name.strip() or "(no supplier named)"
    yield _wrapped(visible(f"{place}: {named} · {what}"), "  ", "    ")
    for best, *others in told_together(flags):
        version = words.versions.get(best.list_key)
        where = f" · {list_title(best.list_key, words.titles)}, as of {version.as_of}" if version else ""
        entries = f", {len(others) + 1} entries" if others else ""
        said = f"{SEVERITY_WORDS[best.severity]}: {best.entry}{where}{entries} · {best.basis}"
        yield _wrapped(visible(f"- {said} · score {best.score:.2f}"), "    ", "      ")
    if why := reason_sentences(flags[0]):
        yield _wrapped(visible(f"Why: {why}"), "    ", "      ")
    yield _wrapped(f"Next: {flags[0].next_step}", "    ", "      ")


def _versions(screening: Screening, titles: Mapping[str, str]) -> Iterator[str]:
    yield "LISTS USED"
    for version in screening.coverage.versions:
        edition = f" · {version.edition}" if version.edition else ""
        counted = plural(version.entries, "entry", "entries")
        yield _wrapped(
            visible(f"{list_title(version.list_key, titles)}{edition} · as of {version.as_of} · {counted}"),
            "  ",
            "    ",
        )


def _unread(screening: Screening) -> Iterator[str]:
    reasons = Counter(reason for line in screening.lines for reason in line.not_screened)
    if reasons:
        yield "\nNOT SCREENED"
        for reason, count in reasons.most_common():
            yield _wrapped(f"{plural(count, 'row')}: {visible(reason)}", "  ")
    rejected = screening.sheet.rejected
    if rejected:
        yield "\nREJECTED ROWS"
        for row in rejected[:_REJECTED_SHOWN]:
            yield _wrapped(visible(f"{row.sheet} row {row.row}: {row.reason}".strip()), "  ")
        if len(rejected) > _REJECTED_SHOWN:
            more = plural(len(rejected) - _REJECTED_SHOWN, "further row")
            yield f"  and {more}, all in the file that --output writes."
