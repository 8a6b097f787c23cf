"""What can be shown of a supplier? The evidence pack as a page, and as PDF and JSON to keep; each copy that leaves is
noted in the audit trail with its digest.

Refuses to make up anything: the core makes the pack.
"""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any

from anyascii import anyascii
from flask import Blueprint, Response, abort, render_template, request

from supplychain.errors import UnknownFlagError
from supplychain.flags.evidence_pack import Asker, evidence_pack
from supplychain.flags.review_record import as_text
from supplychain.store.accounts import account_names, organisation_of
from supplychain.store.audit import AuditEvent
from supplychain.store.audit_notes import note
from supplychain.store.dispositions import load_flag
from web.desk import this_desk
from web.identity import by, person
from web.language import messages, translated
from web.makers import BusyError, NotInstalledError
from web.pack_pages import certificate, moment

evidence = Blueprint("evidence", __name__, url_prefix="/evidence")

NO_PDF = messages(
    "This desk cannot make PDFs yet: your operator installs that with pip install 'supplychain[pdf]' and Pango. "
    "The JSON form has the same pack, and the page can be printed."
)
NO_FONT = messages("no font here has its letters")
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_NOT_LATIN = re.compile("[\u0400-\u06ff\u0900-\u0fff\u1100-\u11ff\u3040-\u9fff\uac00-\ud7af]")


@evidence.get("/<flag_id>")
def show(flag_id: str) -> str:
    """The pack of the supplier that the flag is about."""
    return _page("evidence/show.html", _pack(flag_id), flag_id=flag_id, romanised=romanised)


@evidence.post("/<flag_id>/export")
def export(flag_id: str) -> Response:
    """The pack as a file: `format` is `pdf` or `json`."""
    form = request.form.get("format", "")
    if form not in ("pdf", "json"):
        abort(400)
    pack = _pack(flag_id)
    if form == "json":
        made, kind = (
            json.dumps(pack, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"),
            "application/json",
        )
    else:
        made, kind = _paper(pack), "application/pdf"
    desk = this_desk()
    who = by()
    note(
        desk.store,
        AuditEvent(
            who.at,
            who.actor,
            "evidence.export",
            "flag",
            flag_id,
            person().organisation_id,
            request_id=who.request_id,
            after={"format": form, "pack_sha256": pack["sha256"]},
        ),
    )
    name = _UNSAFE.sub("-", anyascii(pack["supplier"]["names"][0])).strip("-")[:60] or "supplier"
    answer = Response(made, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="evidence-{name}-{pack["made_at"][:10]}.{form}"'
    return answer


def romanised(text: str, lacking: frozenset[str] = frozenset()) -> str:
    """The text in Latin letters where it has letters of another script, "" else; said so where it has one of the
    letters that no font here can draw."""
    if not _NOT_LATIN.search(text) and lacking.isdisjoint(text):
        return ""
    return anyascii(text) if lacking.isdisjoint(text) else f"{anyascii(text)}: {translated(NO_FONT)}"


def _paper(pack: dict[str, Any]) -> bytes:
    made, lacking = _drawn(_page("evidence/paper.html", pack, romanised=romanised, lacking=()))
    if lacking:  # only drawing tells which; then once more, so that nobody takes a box for the name
        says = partial(romanised, lacking=lacking)
        made, _ = _drawn(_page("evidence/paper.html", pack, romanised=says, lacking=lacking))
    return made


def _page(template: str, pack: dict[str, Any], **more: Any) -> str:
    told = certificate(pack["coverage"])
    return render_template(template, pack=pack, certificate=told, as_text=as_text, moment=moment, **more)


def _drawn(page: str) -> tuple[bytes, frozenset[str]]:
    """By another process: a page takes half a second of a processor."""
    desk = this_desk()
    try:
        made: tuple[bytes, frozenset[str]] = desk.makers.make("supplychain.paper", "pdf_of", page)
    except BusyError:
        abort(503)
    except NotInstalledError:  # the extra, or the libraries it draws with
        abort(501, translated(NO_PDF))
    return made


def _pack(flag_id: str) -> dict[str, Any]:
    desk = this_desk()
    who = person()
    try:
        flag = load_flag(desk.store, who.organisation_id, flag_id)
        names = account_names(desk.store, who.organisation_id)
        organisation = organisation_of(desk.store, who.organisation_id)
        called = organisation.name if organisation else ""
        asker = Asker(who.organisation_id, called, who.account_id, names, desk.titles())
        return evidence_pack(desk.store, flag.supplier_key, asker, desk.clock)
    except UnknownFlagError:
        abort(404)
