"""How does one supplier's result read, feature by feature? The text of `supplychain match`.

Refuses to judge: it prints what matching and policy found.
"""

from __future__ import annotations

import textwrap

from supplychain.flags.words import (
    SEVERITY_WORDS,
    Titles,
    bundled_sentence,
    coverage_sentence,
    flag_sentence,
    list_title,
    nothing_found,
    overdue_sentence,
    telling_first,
    versions_by_key,
    visible,
)
from supplychain.model import Coverage, Match, Reason, ScreenedLine, Screening

WIDTH = 100  # a terminal a person reads without turning the head


def match_report(screening: Screening, titles: Titles) -> str:
    """The flags of the one line as sentences with their reasons, the matches under the threshold, the coverage."""
    screened = screening.lines[0]
    threshold = dict(screening.settings)["threshold"]
    versions = versions_by_key(screening.coverage)
    said = [*_heading(screened, screening.coverage), ""]
    for flag in screened.flags:
        said.append(_wrap(flag_sentence(screened, flag, titles, versions)))
        said += _reason_rows(flag.reasons, screened.line.supplier_name)
        said.append(f"    Comply Chain: {flag.comply_chain_step}")
        if flag.source_url:
            said.append(f"    source: {flag.source_url}")
        said.append("")
    near = [m for m in screened.matches if m.score < threshold]
    if near:
        said.append(f"Candidates below the threshold of {threshold:.2f} (not flagged):")
        for match in near:
            said += _near_rows(match, titles, screened.line.supplier_name)
        said.append("")
    said += [f"Not screened - {reason}." for reason in screened.not_screened]
    said.append(_wrap(coverage_sentence(screening)))
    further = (bundled_sentence(screening.coverage), overdue_sentence(screening.coverage))
    said += [_wrap(sentence) for sentence in further if sentence]
    return "\n".join(said)


def _heading(screened: ScreenedLine, coverage: Coverage) -> list[str]:
    line = screened.line
    worst = SEVERITY_WORDS[screened.severity] if screened.severity else nothing_found(coverage)
    said = [f"{visible(line.supplier_name)}: {worst}"]
    country = screened.country or "not known"
    said.append(f"  own place: {country}   origin of the goods: {screened.origin or 'not stated'}")
    if screened.concepts:
        read = "; ".join(
            f"{c.concept.replace('_', ' ')} ({'is' if c.relation == 'is' else 'made with'}, {c.score:.2f})"
            for c in screened.concepts
        )
        said.append(_wrap(f"  goods read as: {read}"))
    return said


def _reason_rows(reasons: tuple[Reason, ...], name: str) -> list[str]:
    """One row a feature: points, name, sentence, and the two values compared. Where these are the two names as a
    whole they stand once, on top."""
    whole = next(((r.supplier, r.entry) for r in reasons if r.supplier == name), None)
    rows = (
        [] if whole is None else [_wrap(f'    compared: "{visible(whole[0])}" / "{visible(whole[1])}"', "           ")]
    )
    for reason in telling_first(reasons):
        points = f"{reason.points:+6.2f}" if reason.points else "      "
        particular = (reason.supplier or reason.entry) and (reason.supplier, reason.entry) != whole
        compared = f'  "{visible(reason.supplier)}" / "{visible(reason.entry)}"' if particular else ""
        rows.append(_wrap(f"    {points}  {reason.feature}: {reason.says}{compared}", "            "))
    return rows


def _near_rows(match: Match, titles: Titles, supplier: str) -> list[str]:
    name = visible(match.matched_name)
    return [
        f"  {match.score:.2f}  {name} ({list_title(match.list_key, titles)}, {visible(match.entry.entry_id)})",
        *(f"  {row}" for row in _reason_rows(match.reasons, supplier)),
    ]


def _wrap(text: str, indent: str = "    ") -> str:
    lead = text[: len(text) - len(text.lstrip())]
    return textwrap.fill(
        text.strip(),
        WIDTH,
        initial_indent=lead,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
