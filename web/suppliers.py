"""One supplier: every flag that stands for it, what the uploads say of it, and what was decided. Refuses to judge."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from supplychain.store.accounts import account_names
from supplychain.store.dispositions import dispositions_of, flags_of_supplier
from supplychain.store.evidence import evidence_of
from supplychain.store.exposures import exposures_of_supplier
from supplychain.store.review_facts import flagged_suppliers, supplier_rows_of
from supplychain.store.review_queue import LONGEST_TEXT
from supplychain.store.standing_rows import NAMELESS
from web.desk import this_desk
from web.identity import person
from web.review_pages import DISPOSITION_WORDS, MOST_UPLOADS, STATUS_WORDS

suppliers = Blueprint("suppliers", __name__, url_prefix="/suppliers")

_SHOWN = 100


@suppliers.get("")
def index() -> str:
    """The suppliers with standing flags, the gravest first, or those of a name."""
    desk = this_desk()
    text = request.args.get("q", "").strip()[:LONGEST_TEXT]
    found = flagged_suppliers(desk.store, person().organisation_id, text, _SHOWN)
    return render_template("suppliers/index.html", found=found, text=text, most=_SHOWN)


@suppliers.get("/show")
def show() -> str:
    """One supplier, by the key that joins its rows: its own number, else its folded name, else its maker's."""
    desk, organisation_id = this_desk(), person().organisation_id
    key = request.args.get("key", "")
    flags = flags_of_supplier(desk.store, organisation_id, key)
    if not flags:
        abort(404)
    names = tuple(dict.fromkeys(one.supplier_name for one in flags))
    flag_ids = [one.flag_id for one in flags]
    bought = exposures_of_supplier(desk.store, organisation_id, key, names)
    decisions = dispositions_of(desk.store, organisation_id, flag_ids)
    rows = supplier_rows_of(desk.store, organisation_id, key, names)
    return render_template(
        "suppliers/show.html",
        names=names,
        flags=flags,
        statuses={one.flag_id: one.status.value for one in flags},
        entries={one.flag_id: one.flag.entry for one in flags},
        maker=str(rows[0].supplier.get("maker", "")) if rows and key.startswith(NAMELESS) else "",
        rows=rows,
        exposures=bought[:MOST_UPLOADS],
        earlier_uploads=len(bought) - len(bought[:MOST_UPLOADS]),
        decisions=decisions[::-1],
        files=evidence_of(desk.store, organisation_id, flag_ids),
        people=account_names(desk.store, organisation_id),
        titles=desk.titles(),
        status_words=STATUS_WORDS,
        disposition_words=DISPOSITION_WORDS,
    )
