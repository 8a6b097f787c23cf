"""How does a file come in? It is put on disk in full, named by us, and acknowledged; a worker does the rest.

Refuses to read what is in it.
"""

from __future__ import annotations

import hashlib
import secrets
from pathlib import PurePosixPath, PureWindowsPath

from werkzeug.datastructures import FileStorage

from supplychain.errors import UnreadableSheetError
from supplychain.flags.words import visible
from supplychain.store.uploads import NewUpload, Upload, add_upload
from supplychain.uploading import upload_folder
from web.desk import Desk
from web.identity import Person, by
from web.language import translated

TAKEN = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
_LONGEST_NAME = 255  # bytes a file name has on the common file systems


def receive(desk: Desk, sent: FileStorage, who: Person, sent_key: str, *, ask: bool) -> Upload:
    """Keeps the file and acknowledges the upload. `ask`: the officer confirms the columns before anything is screened.

    Raises UnreadableSheetError where the name says that it is no workbook.
    """
    name = original_name(sent)
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in TAKEN:
        raise UnreadableSheetError(
            "TYPE_MISMATCH",
            translated(
                "“%(name)s” is no workbook this desk reads: send one of %(kinds)s.", name=name, kinds=", ".join(TAKEN)
            ),
        )
    upload_id = secrets.token_hex(16)
    path = upload_folder(desk.settings.home) / f"{upload_id}{suffix}"
    path.touch(mode=0o600, exist_ok=False)
    try:
        sent.save(path)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        new = NewUpload(
            upload_id=upload_id,
            organisation_id=who.organisation_id,
            account_id=who.account_id,
            file_name=name,
            stored_name=path.name,
            file_sha256=digest,
            byte_count=path.stat().st_size,
            sent_key=sent_key,
        )
        kept = add_upload(desk.store, new, desk.clock(), ask=ask, request_id=by().request_id)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    if kept.upload_id != upload_id:  # the same form sent twice: the first file is the one
        path.unlink(missing_ok=True)
    return kept


def original_name(sent: FileStorage) -> str:
    """The officer's file name without folders and without unseen characters; only ever shown, never opened."""
    bare = PurePosixPath(PureWindowsPath(sent.filename or "").name).name
    return visible(bare).strip()[-_LONGEST_NAME:]
