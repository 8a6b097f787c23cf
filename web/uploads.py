"""The way in: the form, and what becomes of the file it sends."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from supplychain.errors import UnreadableSheetError
from supplychain.flags.words import visible
from supplychain.store.screenings import list_screenings
from web.desk import BusyError, Desk
from web.identity import person

TAKEN = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
_LONGEST_NAME = 255  # bytes a file name has on the common file systems
_SHOWN = 5  # latest screenings beside the form

uploads = Blueprint("uploads", __name__)


@uploads.get("/")
def new() -> str:
    """The form, with the coverage an upload would be screened under."""
    return _form()


@uploads.post("/uploads")
def create() -> Response | tuple[str, int]:
    """Screens the file and leads to the result; a file that cannot be read comes back with one sentence."""
    desk: Desk = current_app.extensions["desk"]
    sent = request.files.getlist("workbook")
    if len(sent) > 1:
        return _form("Two files were sent at once: send one workbook at a time."), 400
    if not sent or not sent[0].filename:
        return _form("No file was chosen: choose the workbook with your suppliers, then press “Screen”."), 400
    name = original_name(sent[0])
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in TAKEN:
        return _form(f"“{name}” is no workbook this desk reads: send one of {', '.join(TAKEN)}."), 415
    path = desk.fresh_upload(suffix)
    try:
        sent[0].save(path)
        screening = desk.screen(path, name, organisation_id=person().organisation_id, actor=person().account_id)
    except UnreadableSheetError as error:
        sentence = str(error).replace(path.name, name)
        return _form(f"“{name}” was not screened: {sentence}", error.code), 422
    except BusyError as error:
        return _form(str(error)), 503
    finally:
        path.unlink(missing_ok=True)
    return redirect(url_for("screenings.show", screening_id=screening.screening_id), code=303)


def original_name(sent: FileStorage) -> str:
    """The officer's file name without folders and without unseen characters; only ever shown, never opened."""
    bare = PurePosixPath(PureWindowsPath(sent.filename or "").name).name
    return visible(bare).strip()[-_LONGEST_NAME:]


def _form(sentence: str = "", code: str = "") -> str:
    desk: Desk = current_app.extensions["desk"]
    shelf = desk.shelf()
    return render_template(
        "uploads/new.html",
        sentence=sentence,
        code=code,
        held=[one for one in shelf if one.version is not None],
        gaps=[one for one in shelf if one.is_gap],
        latest=list_screenings(desk.store, _SHOWN, organisation_id=person().organisation_id),
        taken=TAKEN,
        megabytes=desk.settings.max_upload_mb,
    )
