"""What does a person read? Every sentence of the way out: a flag, the coverage, the receipt, the settings.

Refuses to know any particular list (titles come as a mapping key → title) and any file format.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from supplychain.model import (
    Axis,
    Coverage,
    Flag,
    ListVersion,
    MissingList,
    Reason,
    ScreenedLine,
    Screening,
    Severity,
    SupplierLine,
    SupplierSheet,
)
from supplychain.text.named_makers import makers_told
from supplychain.text.place_tables import display_names

Titles = Mapping[str, str]

SEVERITY_WORDS: Mapping[Severity, str] = {
    Severity.PROHIBITED: "Prohibited",
    Severity.IMPORT_BARRED: "Import barred",
    Severity.CERTIFICATION: "Certification needed",
    Severity.HIGH: "High",
    Severity.ELEVATED: "Elevated",
    Severity.CONTEXT: "Context",
}
SEVERITY_MEANS: Mapping[Severity, str] = {
    Severity.PROHIBITED: "dealing with or paying this party is barred by law",
    Severity.IMPORT_BARRED: "the goods may be detained or seized at the border",
    Severity.CERTIFICATION: "a federal contractor must certify a good-faith effort",
    Severity.HIGH: "forced labor is documented for this good and place",
    Severity.ELEVATED: "child labor, a listed input or an integrity red flag",
    Severity.CONTEXT: "informs the assessment, asks for nothing by itself",
}
NO_FLAGS = "No flags"
INCOMPLETE = "Incomplete"  # in place of "No flags" where a list is not held or was last checked too long ago
# Recall of disguised names falls from 94 to 85 % at .85 and to half at .90 (docs/matching.md, the what-if table).
STRICT_THRESHOLD = 0.85
POLICY_KEY = "policy"  # model.Flag: a rule of law that is no list row
POLICY_TITLE = "rule of law (no list)"

# Controls, line and paragraph separators, bidirectional overrides and lone surrogates: a name holding one could
# rewrite a terminal line or turn the reading order (Trojan Source, CVE-2021-42574).
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FULL_STOPS = " .;"
_LONGEST_QUOTED = 160  # letters of a cell in a sentence: two lines on a screen; the whole cell stands beside it
_LEADING = 3  # reasons told before the rest: what a reviewer reads before deciding whether to read on
# Features that hold of most pairs of names and only say that nothing speaks against a match: however many points they
# give, a reader wants first what speaks for it. Two Latin names have no Chinese character that could sound otherwise.
NO_OBJECTION = frozenset(
    (
        "sounds_of_characters_agree",
        "same_kind_of_party",
        "legal_forms_agree",
        "more_than_one_word",
        "no_word_conflicts",
        "nothing_left_over",
        "whole_names_compared",
    )
)


def visible(text: str) -> str:
    """Text on one line with every control, override or broken character shown as `\\xNN` or `\\uNNNN`."""

    def shown(found: re.Match[str]) -> str:
        code = ord(found.group())
        if found.group() in "\t\r\n":
            return " "
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"

    return _UNSEEN.sub(shown, text)


def plural(number: int, noun: str, nouns: str = "") -> str:
    """`1 row`, `2 rows`, `1,234 entries`."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def list_title(key: str, titles: Titles) -> str:
    """The list's title where we know it, else its key."""
    return POLICY_TITLE if key == POLICY_KEY and key not in titles else titles.get(key, key)


def versions_by_key(coverage: Coverage) -> dict[str, ListVersion]:
    """The version each list was used in."""
    return {version.list_key: version for version in coverage.versions}


def list_words(flag: Flag, titles: Titles, versions: Mapping[str, ListVersion]) -> str:
    """`UFLPA Entity List (2025-08, as of 2025-08-01)`; `rule of law (no list; rules of 2026-11)`."""
    title = list_title(flag.list_key, titles)
    if title == POLICY_TITLE and flag.version:
        return f"{title[:-1]}; rules of {flag.version})"
    version = versions.get(flag.list_key)
    if version is None:
        return title
    day = version.as_of.isoformat()
    dated = version.edition if day in version.edition else f"{version.edition}{', ' * bool(version.edition)}as of {day}"
    return f"{title} ({dated})"


def party_of(line: SupplierLine, field: str) -> tuple[str, str]:
    """The role and the name of the party that a match's field stands for, as the sheet calls them."""
    of, _, at = field.partition(".")
    if of == "maker":
        return "maker", line.maker
    if of == "other_parties" and int(at) < len(line.other_parties):
        header, name = line.other_parties[int(at)]
        return f"{header} (further party)", name
    if of == "told_makers" and int(at) < len(named := makers_told(line.product_description, line.remarks)):
        name = named[int(at)]
        where = "the goods' text" if name in line.product_description else "a remark"
        return f"maker named in {where}", name
    return "supplier", line.supplier_name


def on_list(flag: Flag, where: str) -> str:
    """`on UFLPA Entity List`, but `by rule of law (no list)`."""
    return f"by {where}" if flag.list_key == POLICY_KEY else f"on {where}"


@dataclass(frozen=True, slots=True)
class Met:
    """What a sentence on a flag needs of the line: the line, the field whose name matched ("" where none did), where
    the goods are made and the supplier is."""

    line: SupplierLine
    field: str
    origin: str | None
    country: str | None


def _subject(met: Met, flag: Flag) -> str:
    """Who or what of the line the flag speaks of, verbatim, with the listed entry beside it."""
    entry, line = f'"{flag.entry}"', met.line
    if Axis.WHO in flag.axes:
        role, party = party_of(line, met.field)
        return f'{role} "{_told(party)}" matches {entry}'
    if Axis.WHAT in flag.axes:
        goods = _told(line.product_description or line.spend_category or line.commodity_code)
        if Axis.WHERE not in flag.axes:
            return f'goods "{goods}" come under {entry}'
        place = _place_met(met, flag)
        made = f" from {place}" if met.origin else f" of unstated origin, from a supplier in {place},"
        return f'goods "{goods}"{made if place else " of unstated origin"} meet {entry}'
    role, party = ("supplier", line.supplier_name) if line.supplier_name.strip() else ("maker", line.maker)
    supplier = f'{role} "{_told(party)}"'
    if flag.list_key == POLICY_KEY and flag.reasons:
        return f"{supplier} ({flag.reasons[0].says}: {_told(flag.reasons[0].supplier)}) meets {entry}"
    place = _place_met(met, flag)
    made = f", goods from {place}," if met.origin else f" in {place}, origin of the goods not stated,"
    return f"{supplier}{made if place else ', origin of the goods not stated,'} meets {entry}"


def _told(text: str) -> str:
    """A cell's text as a sentence can hold it: on one line, and cut where it would hide the rest of the sentence."""
    shown = visible(text)
    return shown if len(shown) <= _LONGEST_QUOTED else f"{shown[:_LONGEST_QUOTED]}…"


def _place_met(line: Met, flag: Flag) -> str:
    """The name of the place that was met: the one of several origins, or the supplier's own where none is stated."""
    met = next((reason.supplier for reason in flag.reasons if reason.feature in ("place", "country")), "")
    code = met or line.origin or line.country or ""
    return display_names().get(code, code)


def _within(sentence: str) -> str:
    """A sentence as a clause of another: no full stop, a small first letter ("US persons" keeps its own)."""
    clause = sentence.strip(_FULL_STOPS)
    return clause[:1].lower() + clause[1:] if clause[1:2].islower() or clause[:2] == "A " else clause


def flag_sentence(screened: ScreenedLine, flag: Flag, titles: Titles, versions: Mapping[str, ListVersion]) -> str:
    """One flag as one sentence: severity, what met what, on which list and edition, under which law, what next."""
    matched = (m for m in screened.matches if m.list_key == flag.list_key and m.entry.entry_id == flag.entry_id)
    match = next(matched, None)
    met = Met(screened.line, match.field if match is not None else "", screened.origin, screened.country)
    return met_sentence(met, flag, titles, versions)


def met_sentence(met: Met, flag: Flag, titles: Titles, versions: Mapping[str, ListVersion]) -> str:
    """`flag_sentence` of a flag whose line is at hand in part."""
    basis = f", under {flag.basis}" if flag.basis else ""
    on = f" {on_list(flag, list_words(flag, titles, versions))}"
    consequence = f": {_within(flag.consequence)}" if flag.consequence else ""
    following = f"; next: {_within(flag.next_step)}" if flag.next_step else ""
    return (
        f"{SEVERITY_WORDS[flag.severity]}: {_subject(met, flag)}{on}{basis}, "
        f"score {flag.score:.2f}{consequence}{following}."
    )


def telling_first(reasons: Iterable[Reason]) -> list[Reason]:
    """What speaks for a flag before what only raises no objection; else in the order given."""
    return sorted(reasons, key=lambda one: one.feature in NO_OBJECTION)


def reasons_told(flag: Flag) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Each reason's own words with the values it compared, told once: the leading ones, then the further ones.

    Leading are the weightiest three and every one that compares values of its own; the further ones only say more
    about values already told. What only raises no objection comes after what speaks for the flag.
    """
    leading: list[str] = []
    further: list[str] = []
    told: set[tuple[str, str]] = {("", "")}
    for reason in telling_first(flag.reasons):
        says, pair = reason.says.strip(_FULL_STOPS), (reason.supplier, reason.entry)
        if pair not in told:
            leading.append(f"{says} ({' / '.join(f'“{value}”' for value in pair if value)})")
            told.add(pair)
        else:
            (leading if len(leading) < _LEADING else further).append(says)
    return tuple(leading), tuple(further)


def reason_sentences(flag: Flag) -> str:
    """Why the flag stands: the leading reasons as sentences, and how many more agree. "" where none is given."""
    leading, further = reasons_told(flag)
    more = (f"And {plural(len(further), 'further agreement')}.",) if further else ()
    return " ".join((*(f"{says[:1].upper()}{says[1:]}." for says in leading), *more))


def unusable(coverage: Coverage) -> tuple[MissingList, ...]:
    """The lists for whose sake no result may be read as "no flags": not held, or last checked too long ago. A home
    that has never refreshed says of every result that it rests on bundled versions instead."""
    return tuple(gap for gap in coverage.missing if gap.status in ("absent", "expired")) if coverage.refreshed else ()


def nothing_found(coverage: Coverage) -> str:
    """What a row without a flag is called: `No flags`, or `Incomplete` where nobody may read it so."""
    return INCOMPLETE if unusable(coverage) else NO_FLAGS


def incomplete_reason(coverage: Coverage) -> str:
    """Why a row without a flag may not be read as one that was looked at in full; "" where it was."""
    if not unusable(coverage):
        return ""
    return f"incomplete: {plural(len(unusable(coverage)), 'list')} not held or last checked too long ago"


def overdue_sentence(coverage: Coverage) -> str:
    """Which lists' checks are late, though not stale yet; "" where none is."""
    if not coverage.overdue:
        return ""
    lists = plural(len(coverage.overdue), "list has", "lists have")
    return f"{lists} not been checked in time: {', '.join(coverage.overdue)}. Run `supplychain refresh`."


def missing_words(coverage: Coverage) -> str:
    """`2 lists stale or absent: A (absent), B (stale)`, or that none is."""
    if not coverage.missing:
        return "no declared list stale or absent"
    names = ", ".join(f"{missing.title or missing.list_key} ({missing.status})" for missing in coverage.missing)
    return f"{plural(len(coverage.missing), 'list')} stale or absent: {names}"


def bundled_sentence(coverage: Coverage) -> str:
    """Says that bundled versions were used, with their dates; "" where every version was refreshed here."""
    bundled = [version.as_of for version in coverage.versions if version.origin == "bundled"]
    if not bundled:
        return ""
    dates = f"as of {min(bundled)}" if min(bundled) == max(bundled) else f"as of {min(bundled)} to {max(bundled)}"
    never = "" if coverage.refreshed else "; no list has been refreshed here yet"
    return f"{plural(len(bundled), 'list version')} came bundled with the program ({dates}){never}."


def coverage_sentence(screening: Screening, *, names: bool = True) -> str:
    """What was looked at and what was not. With no version at all it says that nothing was screened. Without
    `names` the lists lacking are counted only, for where they are named beside."""
    flags = sum(len(line.flags) for line in screening.lines)
    day = screening.started_at.date().isoformat()
    return coverage_told(
        screening.coverage, day, len(screening.lines), plural(flags, "flag") if flags else "", names=names
    )


def coverage_told(coverage: Coverage, day: str, lines: int, found: str, *, names: bool = True) -> str:
    """`coverage_sentence` of a screening of so many lines; `found` says how much was found, "" where nothing was."""
    versions = coverage.versions
    missing = missing_words(coverage) if names else missing_words(coverage).partition(":")[0]
    if not versions:
        return f"No list version was available on {day}, so nothing was screened; {missing}."
    these = f"{'this' if len(versions) == 1 else 'these'} {plural(len(versions), 'list version')}"
    if not lines:
        return f"No supplier line was read, so nothing was screened under {these} on {day}; {missing}."
    if unusable(coverage):
        refused = "rows without flags may not be read as no flags" if found else "this may not be read as no flags"
        told = f"{found} under {these} on {day}" if found else f"nothing met {these} on {day}"
        return f"{INCOMPLETE}: {told}, but {missing}; {refused}."
    return f"{found or NO_FLAGS} under {these} on {day}; {missing}."


def receipt_sentence(sheet: SupplierSheet) -> str:
    """What became of every non-empty row of the upload."""
    return receipt_told(sheet, len(sheet.lines), len(sheet.rejected))


def receipt_told(sheet: SupplierSheet, read: int, rejected: int) -> str:
    """`receipt_sentence` of a sheet whose lines and rejected rows are not at hand, only their numbers."""
    return (
        f"{plural(read, 'row')} read, {sheet.skipped:,} skipped (headings, totals, notes), "
        f"{rejected:,} rejected, of {plural(sheet.non_empty_rows, 'non-empty row')} "
        f"on {visible(sheet.sheet) or 'the sheet'}."
    )


def unread_columns_sentence(sheet: SupplierSheet) -> str:
    """Which columns of the upload nobody looked at; "" where every one was read."""
    if not sheet.unmapped:
        return ""
    return f"Columns not screened: {', '.join(visible(header) for header in sheet.unmapped)}."


def strict_threshold_sentence(threshold: float) -> str:
    """A warning where the threshold lets hardly more than equal names become flags; "" below that."""
    if threshold <= STRICT_THRESHOLD:
        return ""
    return (
        f"Warning: the threshold is {threshold:.2f}; above {STRICT_THRESHOLD:.2f} misspelt, shortened and translated "
        "names of listed parties are mostly not flagged."
    )


def settings_sentences(screening: Screening) -> tuple[str, ...]:
    """The three numbers in plain words."""
    return settings_sentences_of(dict(screening.settings))


def settings_sentences_of(settings: Mapping[str, float]) -> tuple[str, ...]:
    """`settings_sentences` of the numbers by name."""
    return (
        f"A name whose score is {settings.get('threshold', 0):.2f} or more becomes a flag (threshold).",
        f"A name scoring below {settings.get('cutoff', 0):.2f} is not kept at all (cutoff).",
        f"At most {settings.get('top', 0):.0f} matches are kept for one party, best first (top).",
    )


MEANING = (
    "A flag is a reason to look, not proof: a name, a good or a place on the row meets an entry of a public list.",
    "No flag means only that nothing met these list versions under these settings on this date.",
    "The severity comes from the law behind the list, the score from how well name or goods agree.",
    "The supplier's own country is not the origin of the goods; where the origin is unknown, ask for it.",
)


def stamp(moment: datetime) -> str:
    """`2026-11-22 03:04 UTC`, from any aware time; a naive one is taken as UTC, as the store keeps it."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def ago(hours: float | None) -> str:
    """`just now`, `12 minutes ago`, `31 hours ago`, from two days on `153 days ago` (nobody divides 3,661 hours in the
    head); an age that cannot be told is said to be unknown."""
    if hours is None or math.isinf(hours):
        return "unknown"
    if hours < 0:
        return "at a time that is still to come: the clock was set"
    if hours < 1 / 30:  # the age of a list is told in tenths of an hour
        return "just now"
    if hours < 1:
        return f"{plural(round(hours * 60), 'minute')} ago"
    return f"{plural(round(hours), 'hour') if hours < 48 else plural(round(hours / 24), 'day')} ago"
