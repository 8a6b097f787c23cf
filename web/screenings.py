"""What was found: the list of screenings, one screening's flags by consequence, and its flagged workbook."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from flask import Blueprint, abort, current_app, render_template, request, send_file
from werkzeug.wrappers import Response

from supplychain.flags.export import write_flagged_workbook
from supplychain.flags.export_rows import flagged_in_order
from supplychain.flags.words import (
    MEANING,
    bundled_sentence,
    coverage_sentence,
    list_title,
    receipt_sentence,
    settings_sentences,
    versions_by_key,
)
from supplychain.model import Flag, ListVersion, ScreenedLine, Screening, Severity
from supplychain.store.screenings import list_screenings
from web.desk import Desk
from web.identity import person

_PAGE = 50  # flags a page: about what a reviewer reads at a sitting, and quick to send
_REJECTED_SHOWN = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

screenings = Blueprint("screenings", __name__, url_prefix="/screenings")


@dataclass(frozen=True, slots=True)
class ShownFlag:
    """A flag with its line, the title of its list and the version it was found in."""

    screened: ScreenedLine
    flag: Flag
    title: str
    version: ListVersion | None


@screenings.get("")
def index() -> str:
    """Every kept screening, newest first."""
    desk: Desk = current_app.extensions["desk"]
    kept = list_screenings(desk.store, organisation_id=person().organisation_id)
    return render_template("screenings/index.html", summaries=kept)


@screenings.get("/<screening_id>")
def show(screening_id: str) -> str:
    """One screening: counts, flags by consequence, what was not screened, the receipt, the coverage."""
    desk, screening = _wanted(screening_id)
    ordered = flagged_in_order(screening)
    counts = Counter(flag.severity for _, flag in ordered)
    chosen = [severity for severity in Severity if severity.value in request.args.getlist("severity")]
    matching = [pair for pair in ordered if not chosen or pair[1].severity in chosen]
    pages = max(1, -(-len(matching) // _PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_template(
        "screenings/show.html",
        screening=screening,
        flags=_shown(screening, matching[(page - 1) * _PAGE : page * _PAGE], desk),
        total=len(matching),
        counts=counts,
        chosen=[severity.value for severity in chosen],
        page=page,
        pages=pages,
        first=(page - 1) * _PAGE + 1,
        unflagged=sum(not line.flags for line in screening.lines),
        unscreened=Counter(reason for line in screening.lines for reason in line.not_screened).most_common(),
        rejected=screening.sheet.rejected[:_REJECTED_SHOWN],
        coverage=coverage_sentence(screening, names=False),
        bundled=bundled_sentence(screening.coverage),
        receipt=receipt_sentence(screening.sheet),
        settings=settings_sentences(screening),
        meaning=MEANING,
        titles=desk.library().titles,
        has_upload=desk.upload_of(screening) is not None,
    )


@screenings.get("/<screening_id>/workbook")
def workbook(screening_id: str) -> Response:
    """The officer's own workbook with what was found."""
    desk, screening = _wanted(screening_id)
    source = desk.upload_of(screening)
    if source is None:
        abort(404)
    made = desk.uploads / f".{secrets.token_hex(16)}.made"
    try:
        write_flagged_workbook(screening, source, made, titles=desk.library().titles)
        name = f"{PurePosixPath(screening.sheet.file_name).stem or 'suppliers'}-flagged.xlsx"
        response = send_file(made, mimetype=_XLSX, as_attachment=True, download_name=name, max_age=0)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    response.direct_passthrough = False  # passed through, werkzeug never calls what is put on close
    response.call_on_close(lambda: made.unlink(missing_ok=True))
    return response


def _wanted(screening_id: str) -> tuple[Desk, Screening]:
    desk: Desk = current_app.extensions["desk"]
    screening = desk.screening(screening_id, person().organisation_id)
    if screening is None:
        abort(404)
    return desk, screening


def _shown(screening: Screening, pairs: list[tuple[ScreenedLine, Flag]], desk: Desk) -> list[ShownFlag]:
    versions, titles = versions_by_key(screening.coverage), desk.library().titles
    return [
        ShownFlag(screened, flag, list_title(flag.list_key, titles), versions.get(flag.list_key))
        for screened, flag in pairs
    ]
