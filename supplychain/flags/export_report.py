"""What does a person read on the terminal? Counts, the flags by consequence, what was not screened, the coverage.

Refuses to know where it is printed; every text of the upload is made harmless to a terminal first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from textwrap import fill
from types import MappingProxyType

from supplychain.flags.export_rows import Wording, flagged_in_order, wording
from supplychain.flags.words import (
    SEVERITY_MEANS,
    SEVERITY_WORDS,
    bundled_sentence,
    coverage_sentence,
    flag_sentence,
    plural,
    reasons_told,
    receipt_sentence,
    stamp,
    visible,
)
from supplychain.model import Flag, ScreenedLine, Screening, Severity

_WIDTH = 110  # characters: what a terminal beside a spreadsheet shows
_REJECTED_SHOWN = 20
_NO_TITLES: Mapping[str, str] = MappingProxyType({})


def human_report(screening: Screening, *, titles: Mapping[str, str] = _NO_TITLES, limit: int | None = 100) -> str:
    """The report as text ending in a line break. At most `limit` flags are told one by one (None: all); how many
    were left out is said."""
    parts = [
        _wrapped(
            f"Screening of {visible(screening.sheet.file_name)}, {stamp(screening.started_at)}. "
            + receipt_sentence(screening.sheet)
        ),
        *(_wrapped(f"Note: {visible(note)}") for note in screening.sheet.notes),
        "",
        *_counts(screening),
        *_flags(screening, wording(screening, titles), limit),
        *_unread(screening),
        "",
        _wrapped(coverage_sentence(screening)),
    ]
    if bundled := bundled_sentence(screening.coverage):
        parts.append(_wrapped(bundled))
    return "\n".join(parts) + "\n"


def _wrapped(text: str, indent: str = "") -> str:
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False)


def _counts(screening: Screening) -> Iterator[str]:
    flags = Counter(flag.severity for line in screening.lines for flag in line.flags)
    rows = Counter(line.severity for line in screening.lines)
    for severity in Severity:
        if flags[severity]:
            yield (
                f"  {SEVERITY_WORDS[severity]:<21}{plural(flags[severity], 'flag'):>13}   {SEVERITY_MEANS[severity]}"
            )
    unflagged = rows[None]
    yield f"  {'No flags':<21}{plural(unflagged, 'row'):>13}   nothing met the lists named below"


def _flags(screening: Screening, words: Wording, limit: int | None) -> Iterator[str]:
    ordered = flagged_in_order(screening)
    shown = ordered if limit is None else ordered[:limit]
    heading: Severity | None = None
    for screened, flag in shown:
        if flag.severity is not heading:
            heading = flag.severity
            yield f"\n{SEVERITY_WORDS[heading].upper()}"
        yield from _flag(screened, flag, words)
    if len(shown) < len(ordered):
        yield (
            f"\n{plural(len(ordered) - len(shown), 'further flag')} not told here: write the workbook (--output) "
            "or the JSON lines to see every one."
        )


def _flag(screened: ScreenedLine, flag: Flag, words: Wording) -> Iterator[str]:
    place = f"{screened.line.sheet}, row {screened.line.row}" if screened.line.sheet else f"Row {screened.line.row}"
    sentence = flag_sentence(screened, flag, words.titles, words.versions)
    yield _wrapped(visible(f"{place}: {sentence}"), "  ")
    leading, further = reasons_told(flag)
    if leading:
        more = f" (and {plural(len(further), 'further agreement')})" if further else ""
        yield _wrapped(visible(f"Why: {'; '.join(leading)}{more}."), "      ")


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
            yield f"  and {plural(len(rejected) - _REJECTED_SHOWN, 'further row')}, all in the workbook."
