"""Where both ways meet: a supplier sheet and stated list versions give a Screening.

Knows the order of the work and nothing of how any of it is done; never reads a clock, a file or the environment.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime
from functools import lru_cache, partial
from itertools import chain, groupby, islice
from operator import attrgetter
from sys import intern

from supplychain import __version__
from supplychain.collector import gc_paused
from supplychain.entry_form import LINE_FIELDS
from supplychain.flags.policy import LineFacts, flags_for
from supplychain.flags.words import incomplete_reason
from supplychain.library import Library
from supplychain.matching import parallel
from supplychain.matching.goods import GoodsFinding
from supplychain.matching.names import Findings, Hits, PartyResult, compare_parties, shown
from supplychain.matching.places import Whereabouts, whereabouts
from supplychain.matching.remarks import with_telling_remarks
from supplychain.matching.settings import MatchSettings, PartyQuery
from supplychain.model import EntryStatus, Match, ScreenedLine, Screening, SupplierLine, SupplierSheet
from supplychain.text.named_makers import makers_told
from supplychain.text.nobody import names_nobody
from supplychain.text.places import place_code, states_no_place

Clock = Callable[[], datetime]
Looked = tuple[list[tuple[Whereabouts, GoodsFinding]], Hits]  # of a slice's lines: what was read; names like theirs
Told = Callable[[int, int], None]  # called now and then with (lines screened, lines in all)

# All that a line is judged by. Two lines alike in it are one supplier buying one good, twice: judged once.
_JUDGED = attrgetter(*(f.name for f in fields(SupplierLine) if f.name not in LINE_FIELDS))
# Names compared in one go, and lines read: enough that what is looked up once a slice is shared by many, few enough
# that all cores are busy to the end.
_NAMES_AT_ONCE, _LINES_AT_ONCE = 2_500, 10_000
# Matches a party may have and still have every one from the threshold on flagged, whatever `top` shows. The party with
# most entries on the lists we know (one company on ten sanctions lists, several rows on each) has under a hundred.
_MOST_FLAGGED = 500
_LINES_TOLD = 500  # judged between two calls of `told`: about a tenth of a second


def run_screening(
    sheet: SupplierSheet, library: Library, settings: MatchSettings, clock: Clock, told: Told | None = None
) -> Screening:
    """Screen every line of a sheet against the library's list versions; no line is left out.

    `clock` gives the time in UTC. The result holds the settings and versions, so that it can be made again.
    """
    started = clock()
    sheet = replace(sheet, lines=with_telling_remarks(sheet.lines))
    lines = screen_lines(sheet.lines, library, settings, told)
    return Screening(
        screening_id=uuid.uuid4().hex,
        started_at=started,
        finished_at=clock(),
        engine=__version__,
        settings=(("threshold", settings.threshold), ("cutoff", settings.cutoff), ("top", float(settings.top))),
        sheet=sheet,
        coverage=library.coverage,
        lines=lines,
    )


@gc_paused()
def screen_lines(
    lines: Sequence[SupplierLine], library: Library, settings: MatchSettings, told: Told | None = None
) -> tuple[ScreenedLine, ...]:
    """Every line judged, in the given order, one result a line.

    Lines that differ only in row, sheet, amount and currency are judged once and share what was found: real spend
    repeats its suppliers and goods, 100,000 lines hold some 20,000 different ones.
    """
    alike: dict[object, list[int]] = {}
    for at, line in enumerate(lines):
        alike.setdefault(_JUDGED(line), []).append(at)
    # Names that begin alike share words, looked up once a slice; those of other scripts cost most and come first, so
    # that no process is left with them at the end.
    groups = sorted(alike.values(), key=lambda rows: lines[rows[0]].supplier_name, reverse=True)
    del alike
    slices = list(_slices(groups, lines))
    if len(slices) >= parallel.LEAST_BLOCKS:  # what is read once is read before there are processes to share it
        library.index.unfold()
        _read_block(library, lines[:1])
    # `top` is how many matches are shown; a flag is never left out for it.
    wide = replace(settings, top=max(settings.top, _MOST_FLAGGED))
    findings = Findings(library.index, wide)
    screened: list[ScreenedLine | None] = [None] * len(lines)
    done = 0
    for at, looked in parallel.as_done(partial(_look, lines, library, wide), slices):
        judged = _judge([lines[rows[0]] for rows in slices[at]], looked, findings, (library, settings))
        for number, (rows, found) in enumerate(zip(slices[at], judged, strict=True), 1):
            screened[rows[0]] = found
            for row in rows[1:]:
                screened[row] = _same_found(lines[row], found)
            done += len(rows)
            if told is not None and number % _LINES_TOLD == 0:
                told(done, len(lines))
    whole = tuple(found for found in screened if found is not None)
    if len(whole) != len(lines):
        raise RuntimeError(f"{len(lines) - len(whole)} of {len(lines)} lines were not judged; nothing is kept.")
    return whole


def _slices(groups: list[list[int]], lines: Sequence[SupplierLine]) -> Iterator[list[list[int]]]:
    """The groups of like lines, in order of supplier names, cut where a slice has enough of names or of lines."""
    slice_: list[list[int]] = []
    names = 0
    for _, same_name in groupby(groups, key=lambda rows: lines[rows[0]].supplier_name):
        for rows in same_name:
            if len(slice_) >= _LINES_AT_ONCE:
                yield slice_
                slice_, names = [], 0
            slice_.append(rows)
        names += 1
        if names >= _NAMES_AT_ONCE:
            yield slice_
            slice_, names = [], 0
    if slice_:
        yield slice_


def _same_found(line: SupplierLine, found: ScreenedLine) -> ScreenedLine:
    """What was found on a line, for another line that differs in nothing that is judged."""
    return ScreenedLine(
        line,
        found.country,
        found.origin,
        found.hs,
        found.concepts,
        found.flags,
        found.matches,
        found.not_screened,
    )


def _look(
    lines: Sequence[SupplierLine], library: Library, settings: MatchSettings, slice_: Sequence[Sequence[int]]
) -> Looked:
    """What is read of a slice's lines and which listed names theirs are like: the work that other processes share."""
    first = [lines[rows[0]] for rows in slice_]
    read = _read_block(library, first)
    queries = [query for line, (place, _) in zip(first, read, strict=True) for query in _parties(line, place)]
    return read, compare_parties(library.index, queries, settings)


def _judge(
    lines: Sequence[SupplierLine], looked: Looked, findings: Findings, by: tuple[Library, MatchSettings]
) -> Iterator[ScreenedLine]:
    """One result a line, in order."""
    read, compared = looked
    parties = [_parties(line, place) for line, (place, _) in zip(lines, read, strict=True)]
    results = iter(findings.results(list(chain.from_iterable(parties)), compared))
    for line, (place, finding), mine in zip(lines, read, parties, strict=True):
        yield _screen_line(line, place, finding, list(islice(results, len(mine))), by)


def _read_block(library: Library, lines: Sequence[SupplierLine]) -> list[tuple[Whereabouts, GoodsFinding]]:
    goods = library.goods.read_many(
        [
            (line.product_description, f"{line.code_system} {line.commodity_code}".strip(), line.spend_category)
            for line in lines
        ]
    )
    return [(whereabouts(line), finding) for line, finding in zip(lines, goods, strict=True)]


def _parties(line: SupplierLine, place: Whereabouts) -> list[PartyQuery]:
    """The parties a line names: the supplier under each of its names, the maker where it is another, those that the
    goods' text and the remarks name as makers, and every further party (a parent, a broker), of whose place the line
    says nothing."""
    address = ", ".join(part for part in (line.address, line.city) if part)
    numbers = (line.supplier_id,) if line.supplier_id else ()
    names = dict.fromkeys((line.supplier_name, *line.other_names))
    parties = [PartyQuery(name, place.country, address, numbers) for name in names]
    if line.maker and line.maker not in names:
        parties.append(PartyQuery(line.maker, place.origin, field="maker"))
    parties += [
        PartyQuery(name, place.origin, field=f"told_makers.{at}")
        for at, name in enumerate(makers_told(line.product_description, line.remarks))
        if name not in names and name != line.maker
    ]
    parties += [PartyQuery(name, field=f"other_parties.{at}") for at, (_, name) in enumerate(line.other_parties)]
    return parties


def _screen_line(
    line: SupplierLine,
    place: Whereabouts,
    goods: GoodsFinding,
    results: Sequence[PartyResult],
    by: tuple[Library, MatchSettings],
) -> ScreenedLine:
    library, settings = by
    matches = _best_per_entry([m for result in results for m in result.matches])
    flagged = tuple(m for m in matches if m.score >= settings.threshold)
    facts = LineFacts(
        line=line,
        matches=flagged,
        scope=tuple(_in_scope(m, goods, library) for m in flagged),
        goods=library.rules.good_hits(goods.concepts, place),
        countries=library.rules.country_hits(place),
        sectors=library.goods.priority_sectors(goods.concepts),
        listed=library.rules.listed_somewhere(goods.concepts),
        origins=tuple(code for code, _ in place.origins),
        country=place.country,
        place_from=place.origin_from or place.country_from,
        xinjiang=place.xinjiang,
        denied=place.denied,
        origins_from=tuple(said for _, said in place.origins),
    )
    return ScreenedLine(
        line=line,
        country=place.country,
        origin=place.origin,
        hs=goods.hs and intern(goods.hs),
        concepts=goods.concepts,
        flags=flags_for(facts, library.facts),
        matches=shown(matches, settings.top),
        not_screened=_one_of_like(
            (*_not_screened(line, place, goods, results), *filter(None, (incomplete_reason(library.coverage),)))
        ),
    )


@lru_cache(4_096)
def _one_of_like(sentences: tuple[str, ...]) -> tuple[str, ...]:
    """The same few sentences stand on very many lines: one object for all of them."""
    return sentences


def _best_per_entry(matches: list[Match]) -> tuple[Match, ...]:
    """One match an entry, whichever party of the line met it best; best first."""
    best: dict[tuple[str, str], Match] = {}
    for match in matches:
        key = (match.list_key, match.entry.entry_id)
        if key not in best or match.score > best[key].score:
            best[key] = match
    return tuple(sorted(best.values(), key=lambda m: -m.score))


def _in_scope(match: Match, goods: GoodsFinding, library: Library) -> bool | None:
    """Whether the goods bought are merchandise the entry names; None where the line does not tell its goods."""
    entry = match.entry
    if not entry.scope or entry.status is EntryStatus.REMOVED:
        return True
    if library.goods.covers(entry.scope, goods.concepts):
        return True
    if not goods.recognised or library.goods.may_be_within(entry.scope, goods.concepts):
        return None
    return False


def _not_screened(
    line: SupplierLine, place: Whereabouts, goods: GoodsFinding, results: Sequence[PartyResult]
) -> tuple[str, ...]:
    said = list(dict.fromkeys(f"name: {result.not_matched.rstrip('.')}" for result in results if result.not_matched))
    if names_nobody(line.supplier_name):
        said.append(f"name: '{line.supplier_name.strip()}' names no supplier; ask who it is")
    if not goods.recognised:
        said.append(f"goods: {goods.note or 'not enough information on goods'}")
    if place.origin is None:
        said.append(f"origin: {_no_origin(line.origin.strip())}")
    elif len(place.origins) > 1:
        codes = ", ".join(code for code, _ in place.origins)
        said.append(
            f"origin: several are stated, of the goods or of their materials ({codes}); each was looked at, ask which "
            "one holds"
        )
    if goods.recognised and "disagree" in goods.note:
        said.append(f"goods: {goods.note}")
    return tuple(said)


def _no_origin(cell: str) -> str:
    """Why no origin is known, where nothing else on the line states one either."""
    if not cell or not states_no_place(cell):
        return f"'{cell[:60]}' is not understood as a place" if cell else "not stated"
    if place_code(cell):
        return f"'{cell}' is read as not available; write the country's name where one is meant"
    return "not stated"
