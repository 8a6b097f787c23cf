"""One supplier matched at once, in our own shape; nothing of it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from supplychain.commands.match import one_line_sheet
from supplychain.flags.export_json import line_object
from supplychain.flags.words import coverage_sentence, unusable
from supplychain.library import Library
from supplychain.matching.settings import MatchSettings
from supplychain.model import Coverage, Screening, SupplierLine
from supplychain.screening import run_screening
from supplychain.text.places import place_code, states_no_place
from web.api.base import Operation, RefusedError, operation
from web.api.shapes import CoverageTold, Line, LineTold, MatchAnswer, MissingTold, VersionTold
from web.desk import this_desk
from web.permissions import Scope


@operation(
    Operation("POST", "/match", "match", "Match one supplier and its goods", Scope.SCREEN, {200: MatchAnswer}, Line)
)
def match(body: Line) -> MatchAnswer:
    """As `supplychain match NAME`."""
    for field, text in (("country", body.country), ("origin", body.origin)):
        if text.strip() and place_code(text) is None and not states_no_place(text):
            raise RefusedError(
                422, "unknown_place", f"{field}: this is no country or region we know; give its name or code."
            )
    line = SupplierLine(
        sheet="",
        row=1,
        supplier_name=body.name,
        maker=body.maker,
        country=body.country,
        origin=body.origin,
        address=body.address,
        product_description=body.goods,
        commodity_code=body.hs,
    )
    screening = screen_line(line, body)
    return MatchAnswer(
        line=LineTold.model_validate(line_object(screening.lines[0])),
        coverage=coverage_of(screening.coverage, coverage_sentence(screening)),
    )


def screen_line(line: SupplierLine, numbers: Line | None = None) -> Screening:
    """One line screened against the current versions; not kept."""
    one = this_desk()
    library = one.library() if numbers is None or numbers.lists is None else one.library_of(tuple(numbers.lists))
    return run_screening(one_line_sheet(line), library, chosen(numbers), one.clock)


def screen_lines_at_once(lines: tuple[SupplierLine, ...], library: Library) -> Screening:
    """Several lines in one go; not kept."""
    one = this_desk()
    sheet = replace(one_line_sheet(lines[0]), lines=lines, non_empty_rows=len(lines))
    return run_screening(sheet, library, one.match_settings(), one.clock)


def chosen(numbers: Line | None) -> MatchSettings:
    """The three numbers: the home's own where the request names none."""
    plain = this_desk().match_settings()
    if numbers is None:
        return plain
    threshold = plain.threshold if numbers.threshold is None else numbers.threshold
    cutoff = min(plain.cutoff, threshold) if numbers.cutoff is None else numbers.cutoff
    if cutoff > threshold:
        raise RefusedError(422, "cutoff_above_threshold", "cutoff: it is above the threshold; lower it.")
    return MatchSettings(threshold, cutoff, plain.top if numbers.top is None else numbers.top)


def coverage_of(coverage: Coverage, says: str) -> CoverageTold:
    """What the result may be read as; `says` in a sentence."""
    return CoverageTold(
        status=_status(coverage),
        says=says,
        versions=[
            VersionTold(
                list=one.list_key,
                version=one.version,
                as_of=one.as_of.isoformat(),
                checked_at=one.checked_at.isoformat(),
                entries=one.entries,
            )
            for one in coverage.versions
        ],
        missing=[MissingTold(list=one.list_key, title=one.title, status=one.status) for one in coverage.missing],
    )


def _status(coverage: Coverage) -> Literal["complete", "bundled", "incomplete"]:
    if not coverage.versions or unusable(coverage) or (coverage.refreshed and coverage.missing):
        return "incomplete"
    return "complete" if coverage.refreshed else "bundled"
