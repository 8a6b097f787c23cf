"""What was found: the list of screenings, one screening's flagged lines by consequence, its workbook, its erasure.

A page costs the same whatever the sheet's size: it is read by the page. Refuses to judge and to count.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from supplychain.errors import UsageError
from supplychain.flags.export_json import by_consequence, told_together
from supplychain.flags.origin_unknown import ASK_FIRST, ORIGIN_UNKNOWN, UnknownOrigin, question
from supplychain.flags.review_rules import needs_second
from supplychain.flags.words import (
    MEANING,
    POLICY_KEY,
    bundled_sentence,
    coverage_told,
    flag_sentence,
    incomplete_reason,
    nothing_found,
    receipt_told,
    settings_sentences_of,
    unread_columns_sentence,
    versions_by_key,
)
from supplychain.kept_workbooks import Wanted, note_use, workbook_path
from supplychain.model import Decision, Flag, ListVersion, Role, Severity
from supplychain.retention import forget_screening
from supplychain.store.dispositions import undecided_of
from supplychain.store.screening_gaps import OriginAsked, unscreened
from supplychain.store.screening_pages import (
    FlaggedCard,
    ScreeningHead,
    StandingState,
    screening_head,
)
from supplychain.store.screenings import list_screenings
from web.desk import Desk, this_desk
from web.identity import person
from web.language import translated
from web.makers import BusyError
from web.wording import counted

# Up to so many lines the page itself tells what was not screened; of a larger sheet the page brings it in afterwards.
_TOLD_AT_ONCE = 10_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

screenings = Blueprint("screenings", __name__, url_prefix="/screenings")


@dataclass(frozen=True, slots=True)
class ShownFlag:
    """A flag as one sentence; `others` are entries of the same name on the same list, told with it; `standing` how it
    stands with the reviewers, None where nothing stands."""

    flag: Flag
    sentence: str
    others: int
    standing: StandingState | None


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card and its flags, gravest first."""

    card: FlaggedCard
    flags: tuple[ShownFlag, ...]


@screenings.get("")
def index() -> str:
    """Every kept screening, newest first."""
    kept = list_screenings(this_desk().store, organisation_id=person().organisation_id)
    return render_template("screenings/index.html", summaries=kept)


@screenings.get("/<screening_id>")
def show(screening_id: str) -> str:
    """One screening: counts, a page of flagged lines, what was not screened, the receipt, the coverage."""
    desk, head = _wanted(screening_id)
    chosen = [severity for severity in Severity if severity.value in request.args.getlist("severity")]
    after = request.args.get("after", "")
    try:
        page = desk.cards.page(screening_id, head.organisation_id, tuple(chosen), after)
    except UsageError:
        abort(404)
    titles, versions = desk.titles(), versions_by_key(head.coverage)
    found = f"{counted(head.flagged, 'line')} {translated('with a flag')}" if head.flagged else ""
    return render_template(
        "screenings/show.html",
        head=head,
        cards=[_shown(one, titles, versions) for one in page.cards],
        following=page.following,
        after=after,
        chosen=[severity.value for severity in chosen],
        unflagged=head.lines - head.flagged,
        nothing=nothing_found(head.coverage),
        incomplete=incomplete_reason(head.coverage),
        rest=_rest(desk, head) if head.lines <= _TOLD_AT_ONCE else None,
        coverage=coverage_told(head.coverage, f"{head.started_at:%Y-%m-%d}", head.lines, found, names=False),
        bundled=bundled_sentence(head.coverage),
        receipt=receipt_told(head.sheet, head.lines, head.rejected_rows),
        unread=unread_columns_sentence(head.sheet),
        settings=settings_sentences_of(dict(head.settings)),
        meaning=MEANING,
        titles=titles,
        has_upload=desk.upload_of(screening_id) is not None,
    )


@screenings.get("/<screening_id>/not-screened")
def not_screened(screening_id: str) -> str:
    """What could not be judged, and whom to ask for the origin of their goods; as a piece of the page or on its own."""
    desk, head = _wanted(screening_id)
    piece = "HX-Request" in request.headers
    return render_template(f"screenings/{'_rest' if piece else 'rest'}.html", head=head, rest=_rest(desk, head))


@screenings.get("/<screening_id>/workbook")
def workbook(screening_id: str) -> Response:
    """The officer's own workbook with what was found: as it is kept, or made now by another process."""
    desk, head = _wanted(screening_id)
    source = desk.upload_of(screening_id)
    if source is None:
        abort(404)
    wanted = Wanted(screening_id, head.organisation_id, source, desk.titles())
    path = workbook_path(desk.settings.home, wanted)
    if not path.exists():
        path = _made(desk, wanted)
    note_use(path)
    name = f"{PurePosixPath(head.sheet.file_name).stem or 'suppliers'}-flagged.xlsx"
    try:
        return send_file(path, mimetype=_XLSX, as_attachment=True, download_name=name, max_age=0)
    except FileNotFoundError:  # erased meanwhile
        abort(404)


@screenings.get("/<screening_id>/erase")
def ask_erase(screening_id: str) -> str:
    """Asks once more, with what would be gone."""
    desk, head = _wanted(screening_id)
    _must_hide_nothing(desk, head)
    return render_template("screenings/erase.html", head=head, has_upload=desk.upload_of(screening_id) is not None)


@screenings.post("/<screening_id>/erase")
def erase(screening_id: str) -> Response:
    """Erases a screening of the own organisation with its file and whatever no other screening has."""
    desk, head = _wanted(screening_id)
    _must_hide_nothing(desk, head)
    who = person()
    done = forget_screening(
        desk.store, screening_id, head.organisation_id, who.account_id, clock=desk.clock, home=desk.settings.home
    )
    if not done:  # somebody else was quicker
        abort(404)
    return redirect(url_for("screenings.index"), code=303)


def _must_hide_nothing(desk: Desk, head: ScreeningHead) -> None:
    """What takes two people to dismiss is not made to vanish by one who decides: an admin has to erase it."""
    if person().role is Role.ADMIN:
        return
    undecided = undecided_of(desk.store, head.screening_id, head.organisation_id)
    grave = sum(needs_second(flag, Decision.FALSE_POSITIVE) for flag in undecided)
    if grave:
        told = counted(grave, "undecided flag")
        abort(
            403,
            translated(
                "%(flags)s of this screening may be dismissed by two people only: decide first, or ask an admin.",
                flags=told,
            ),
        )


def _made(desk: Desk, wanted: Wanted) -> Path:
    """Where its maker keeps it: one that was started after an update is another program than this process."""
    where = (desk.settings.home, desk.settings.database_url)
    try:
        path: Path | None = desk.makers.make("supplychain.making_workbooks", "keep_workbook_at", *where, wanted)
    except BusyError:
        abort(503)
    if path is None:  # erased meanwhile
        abort(404)
    return path


def _rest(desk: Desk, head: ScreeningHead) -> dict[str, object]:
    origin_flag = (POLICY_KEY, ORIGIN_UNKNOWN)
    told = None
    with suppress(UsageError):  # erased meanwhile
        told = unscreened(desk.store, head.screening_id, head.organisation_id, origin_flag, ASK_FIRST)
    if told is None:
        abort(404)
    return {"told": told, "questions": [question(_asked(one)) for one in told.ask]}


def _asked(one: OriginAsked) -> UnknownOrigin:
    spend = tuple(sorted(one.money.items(), key=lambda pair: -pair[1]))
    return UnknownOrigin(one.supplier, one.lines, (), spend, one.unpriced, one.goods, None)


def _shown(card: FlaggedCard, titles: Mapping[str, str], versions: Mapping[str, ListVersion]) -> ShownCard:
    standing = {id(flag): state for flag, state in zip(card.screened.flags, card.standing, strict=True)}
    flags = [
        ShownFlag(
            best, flag_sentence(card.screened, best, titles, versions), len(others),
            next((standing[id(one)] for one in (best, *others) if standing[id(one)] is not None), None),
        )
        for best, *others in told_together(by_consequence(card.screened.flags))
    ]  # fmt: skip
    return ShownCard(card, tuple(flags))


def _wanted(screening_id: str) -> tuple[Desk, ScreeningHead]:
    desk = this_desk()
    try:
        return desk, screening_head(desk.store, screening_id, person().organisation_id)
    except UsageError:
        abort(404)
