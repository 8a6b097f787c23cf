"""The way in: the form, the columns as understood for the officer to confirm, and how far the worker is.

Every step is a page that works without scripts; with them the progress comes by itself. Refuses to read a workbook: a
worker process does.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from supplychain.errors import UnreadableSheetError, UsageError
from supplychain.store.audit import AuditEvent
from supplychain.store.screenings import list_screenings
from supplychain.store.uploads import (
    Upload,
    UploadStatus,
    confirm_columns,
    discard_upload,
    list_uploads,
    load_upload,
    waiting_count,
)
from supplychain.suppliers.columns import EXTRA_FIELD, FIELDS
from supplychain.suppliers.sheet_wishes import wish_for
from supplychain.uploading import upload_folder
from web.desk import this_desk
from web.identity import by, person
from web.language import translated
from web.receiving import TAKEN, receive

_SHOWN = 5  # latest screenings beside the form
_LATE = timedelta(seconds=20)  # a living worker takes the next upload within a second
_SURE = 0.7  # below it another column came near, or the header and the cells disagree
_NOT_THERE = ""  # the choice "not in this sheet" of a field
_WORKING = (UploadStatus.UNREAD, UploadStatus.WAITING)

uploads = Blueprint("uploads", __name__)


@uploads.get("/")
def new() -> str:
    """The form, with the coverage an upload would be screened under."""
    return _form()


@uploads.post("/uploads")
def create() -> AnyResponse | tuple[str, int]:
    """Acknowledges the file and leads to its page; what is no workbook by its name comes back with one sentence."""
    sent = request.files.getlist("workbook")
    if len(sent) > 1:
        return _form(translated("Two files were sent at once: send one workbook at a time.")), 400
    if not sent or not sent[0].filename:
        return _form(
            translated("No file was chosen: choose the workbook with your suppliers, then press “Upload”.")
        ), 400
    key = request.form.get("sent_key", "")[:64] or secrets.token_hex(16)
    try:
        one = receive(this_desk(), sent[0], person(), key, ask=True)
    except UnreadableSheetError as error:
        return _form(str(error)), 415
    return redirect(url_for("uploads.show", upload_id=one.upload_id), code=303)


@uploads.get("/uploads/<upload_id>")
def show(upload_id: str) -> AnyResponse | str | tuple[str, int]:
    """Where an upload stands: read, waiting for its columns to be confirmed, screened, or refused."""
    one = _wanted(upload_id)
    if one.status is UploadStatus.DONE:
        return redirect(url_for("screenings.show", screening_id=one.screening_id), code=303)
    if one.status is UploadStatus.PREVIEWED:
        return _columns_page(one)
    if one.status is UploadStatus.FAILED:
        return render_template("uploads/refused.html", one=one), 422
    return render_template("uploads/working.html", **_progress(one))


@uploads.get("/uploads/<upload_id>/progress")
def progress(upload_id: str) -> Response:
    """How far it is, for the page to put in by itself; leads on once there is something to do or see."""
    one = _wanted(upload_id)
    if one.status in _WORKING:
        return make_response(render_template("uploads/_progress.html", **_progress(one)))
    answer = make_response("")
    answer.headers["HX-Redirect"] = url_for("uploads.show", upload_id=one.upload_id)
    return answer


@uploads.post("/uploads/<upload_id>/columns")
def columns(upload_id: str) -> AnyResponse | tuple[str, int]:
    """The officer says what the columns are: what was read stays, what differs is read again."""
    one = _wanted(upload_id)
    if one.status is not UploadStatus.PREVIEWED:
        return redirect(url_for("uploads.show", upload_id=one.upload_id), code=303)
    read = dict(one.preview.get("columns", {}))
    said = _changed("column", read, _headers(one))
    for number, other in enumerate(one.preview.get("further_sheets", [])):
        changed = _changed(f"sheet.{number}", other["columns"], _sheet_headers(other))
        if changed.get("supplier_name") == _NOT_THERE:
            return _again(one), 422
        said |= {wish_for(other["sheet"], field): header for field, header in changed.items()}
    chosen_before = dict(one.columns)
    wanted = {**chosen_before, **said}
    if not (wanted.get("supplier_name") or read.get("supplier_name")) or said.get("supplier_name") == _NOT_THERE:
        return _again(one), 422
    who = by()
    event = AuditEvent(
        who.at,
        who.actor,
        "upload.confirm",
        "upload",
        one.upload_id,
        one.organisation_id,
        request_id=who.request_id,
        after={"columns_changed": sorted(said)},
    )
    confirm_columns(this_desk().store, one, wanted, event, str(one.preview.get("layout_print", "")))
    return redirect(url_for("uploads.show", upload_id=one.upload_id), code=303)


@uploads.post("/uploads/<upload_id>/discard")
def discard(upload_id: str) -> AnyResponse:
    """Throws an upload away that was not screened yet, its file with it."""
    one = _wanted(upload_id)
    who = by()
    event = AuditEvent(
        who.at, who.actor, "upload.discard", "upload", one.upload_id, one.organisation_id, request_id=who.request_id
    )
    if discard_upload(this_desk().store, one, event):
        (upload_folder(this_desk().settings.home) / one.stored_name).unlink(missing_ok=True)
    return redirect(url_for("uploads.new"), code=303)


def _wanted(upload_id: str) -> Upload:
    try:
        return load_upload(this_desk().store, upload_id, person().organisation_id)
    except UsageError:
        abort(404)


def _headers(one: Upload) -> list[str]:
    """Every header of the sheet, as it stands there; a field of a sheet without headers is read from `column B`."""
    read = one.preview.get("columns", {}).values()
    return list(dict.fromkeys([*one.preview.get("headers", []), *read]))


def _sheet_headers(other: dict[str, Any]) -> list[str]:
    """The same of a further sheet, as the preview tells of it."""
    return list(dict.fromkeys([*other.get("headers", []), *other["columns"].values()]))


def _changed(name: str, read: dict[str, str], headers: list[str]) -> dict[str, str]:
    """The fields of the form's part of that name that are said to stand in another column than they were read from."""
    said: dict[str, str] = {}
    for field in (*FIELDS, EXTRA_FIELD):
        chosen = request.form.get(f"{name}.{field}")
        if chosen is None or chosen == read.get(field, _NOT_THERE):
            continue
        if chosen != _NOT_THERE and chosen not in headers:
            abort(400)
        said[field] = chosen
    return said


def _again(one: Upload) -> str:
    return _columns_page(
        one, translated("Say which column holds the supplier's name: without it nothing can be screened.")
    )


def _columns_page(one: Upload, sentence: str = "") -> str:
    further = [
        {
            "sheet": other["sheet"],
            "headers": _sheet_headers(other),
            "fields": [
                {"field": field, "header": other["columns"].get(field, _NOT_THERE),
                 "values": other.get("values", {}).get(field, [])}
                for field in (*FIELDS, EXTRA_FIELD)
            ],
        }
        for other in one.preview.get("further_sheets", [])
    ]  # fmt: skip
    return render_template(
        "uploads/columns.html", one=one, fields=_fields(one), headers=_headers(one), further=further, sentence=sentence
    )


def _fields(one: Upload) -> list[dict[str, object]]:
    """Each field with the header it is read from, and its first values."""
    read = one.preview.get("columns", {})
    return [
        {
            "field": field,
            "header": read.get(field, _NOT_THERE),
            "values": one.preview.get("values", {}).get(field, []),
            "unsure": one.preview.get("confidence", {}).get(field, 1.0) < _SURE,
            "rivals": one.preview.get("rivals", {}).get(field, []),
            "doubt": one.preview.get("doubts", {}).get(field, ""),
        }
        for field in (*FIELDS, EXTRA_FIELD)
    ]


def _progress(one: Upload) -> dict[str, object]:
    """What the progress tells: the step, its share, and whether any worker has taken it yet."""
    is_late = one.held is None and this_desk().clock() - one.created_at > _LATE
    share = round(100 * one.done / one.total) if one.total else None
    return {"one": one, "share": share, "is_late": is_late, "ahead": max(0, waiting_count(this_desk().store) - 1)}


def _form(sentence: str = "", code: str = "") -> str:
    desk = this_desk()
    mine = person().organisation_id
    shelf = desk.shelf()
    return render_template(
        "uploads/new.html",
        sentence=sentence,
        code=code,
        sent_key=secrets.token_hex(16),
        held=[one for one in shelf if one.version is not None],
        gaps=[one for one in shelf if one.is_gap],
        unfinished=[one for one in list_uploads(desk.store, mine) if one.status is not UploadStatus.DONE],
        latest=list_screenings(desk.store, _SHOWN, organisation_id=mine),
        taken=TAKEN,
        megabytes=desk.settings.max_upload_mb,
    )
