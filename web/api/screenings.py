"""Workbooks sent by programs, and what was found on them."""

from __future__ import annotations

import hashlib
import secrets

from flask import Response, request

from supplychain.errors import UsageError
from supplychain.flags.export_json import line_object
from supplychain.flags.words import coverage_told, plural
from supplychain.store.screening_lines import lines_page
from supplychain.store.screening_pages import screening_head
from supplychain.store.screenings import ScreeningSummary, list_screenings
from supplychain.store.uploads import Upload, load_upload
from supplychain.suppliers.sheet import receipt
from web.api.base import PREFIX, Operation, RefusedError, answer, operation
from web.api.matching import coverage_of
from web.api.shapes import (
    Limit,
    LinesTold,
    LineTold,
    Page,
    ScreeningsTold,
    ScreeningTold,
    ScreeningWhole,
    UploadTold,
)
from web.desk import this_desk
from web.identity import person
from web.permissions import Scope
from web.receiving import receive

_WORKBOOK = {
    "type": "object",
    "required": ["workbook"],
    "properties": {
        "workbook": {"type": "string", "format": "binary", "description": "The supplier workbook, as it is."},
    },
}
_LONGEST_KEY = 200
_NO_SCREENING = "There is no such screening."


@operation(
    Operation(
        "POST",
        "/screenings",
        "screen",
        "Send a workbook to be screened; the header Idempotency-Key keeps a repeated request from being a second one",
        Scope.SCREEN,
        {202: UploadTold},
        form=_WORKBOOK,
    )
)
def screen() -> Response:
    """Takes the file; a worker screens it. The answer says where to ask how far it is."""
    sent = request.files.getlist("workbook")
    if len(sent) != 1 or not sent[0].filename:
        raise RefusedError(422, "no_workbook", "workbook: send exactly one file under this name.")
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > _LONGEST_KEY:
        raise RefusedError(422, "key_too_long", f"Idempotency-Key: at most {_LONGEST_KEY} letters.")
    who = person()
    mine = hashlib.sha256(f"{who.account_id}\n{key}".encode()).hexdigest() if key else secrets.token_hex(16)
    one = receive(this_desk(), sent[0], who, mine, ask=False)
    made: Response = answer(upload_told(one), 202)
    made.headers["Location"] = f"{PREFIX}/uploads/{one.upload_id}"
    return made


@operation(Operation("GET", "/uploads/<upload_id>", "upload", "How far an upload is", Scope.READ, {200: UploadTold}))
def upload(upload_id: str) -> UploadTold:
    """One upload of the own organisation."""
    try:
        return upload_told(load_upload(this_desk().store, upload_id, person().organisation_id))
    except UsageError:
        raise RefusedError(404, "not_found", "There is no such upload.") from None


@operation(
    Operation(
        "GET", "/screenings", "screenings", "The latest screenings", Scope.READ, {200: ScreeningsTold}, query=Limit
    )
)
def screenings(query: Limit) -> ScreeningsTold:
    """Newest first."""
    kept = list_screenings(this_desk().store, query.limit, organisation_id=person().organisation_id)
    return ScreeningsTold(screenings=[_told(one) for one in kept])


@operation(
    Operation(
        "GET", "/screenings/<screening_id>", "screening", "One screening, its receipt and coverage", Scope.READ,
        {200: ScreeningWhole},
    )
)  # fmt: skip
def screening(screening_id: str) -> ScreeningWhole:
    """One screening of the own organisation."""
    try:
        one = screening_head(this_desk().store, screening_id, person().organisation_id)
    except UsageError:
        raise RefusedError(404, "not_found", _NO_SCREENING) from None
    found = plural(one.flagged, "flagged line") if one.flagged else ""
    says = coverage_told(one.coverage, f"{one.started_at:%Y-%m-%d}", one.lines, found)
    coverage = coverage_of(one.coverage, says)
    told = {name: value for name, value in receipt(one.sheet).items() if name != "names"}
    told |= {"rows": one.lines, "rejected_rows": one.rejected_rows}
    return ScreeningWhole(
        screening_id=one.screening_id,
        started_at=one.started_at.isoformat(),
        finished_at=one.finished_at.isoformat(),
        engine=one.engine,
        file_name=one.sheet.file_name,
        file_sha256=one.sheet.file_sha256,
        status="incomplete" if coverage.status == "incomplete" else "complete",
        lines=one.lines,
        severities={severity.value: count for severity, count in one.severities.items()},
        settings=dict(one.settings),
        receipt=told,
        coverage=coverage,
    )


@operation(
    Operation(
        "GET", "/screenings/<screening_id>/lines", "lines", "Its lines, in sheet order", Scope.READ, {200: LinesTold},
        query=Page,
    )
)  # fmt: skip
def lines(screening_id: str, query: Page) -> LinesTold:
    """A page of them."""
    end = query.offset + query.limit
    try:
        # One more than asked for tells whether there is a next page.
        found = lines_page(
            this_desk().store, screening_id, person().organisation_id, offset=query.offset, limit=query.limit + 1
        )
    except UsageError:
        raise RefusedError(404, "not_found", _NO_SCREENING) from None
    page = [LineTold.model_validate(line_object(line)) for line in found[: query.limit]]
    return LinesTold(lines=page, next=end if len(found) > query.limit else None)


def upload_told(one: Upload) -> UploadTold:
    """An upload in the API's shape."""
    return UploadTold(
        upload_id=one.upload_id,
        status=one.status.value,
        file_name=one.file_name,
        step=one.step,
        done=one.done,
        total=one.total,
        code=one.code,
        message=one.message,
        screening_id=one.screening_id,
    )


def _told(one: ScreeningSummary) -> ScreeningTold:
    return ScreeningTold(
        screening_id=one.screening_id,
        started_at=one.started_at.isoformat(),
        finished_at=one.finished_at.isoformat(),
        engine=one.engine,
        file_name=one.file_name,
        file_sha256=one.file_sha256,
        status=one.status,
        lines=one.lines,
        severities=one.severities,
    )
