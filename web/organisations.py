"""Whose suppliers are screened here? The operator adds organisations; none ever sees another's suppliers.

Refuses to know accounts: an organisation's first admin is added on the page of accounts.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from supplychain.errors import UsageError
from supplychain.store.accounts import add_organisation, list_organisations
from web.desk import this_desk
from web.identity import by

_LONGEST_NAME = 200

organisations = Blueprint("organisations", __name__, url_prefix="/admin/organisations")


@organisations.get("")
def index() -> str:
    """Every organisation, and the form for one more."""
    return _page()


@organisations.post("")
def create() -> Response | tuple[str, int]:
    """Adds an organisation."""
    desk = this_desk()
    try:
        add_organisation(desk.store, by(), request.form.get("name", "")[:_LONGEST_NAME])
    except UsageError as error:
        return _page(str(error)), 422
    return redirect(url_for("organisations.index"), code=303)


def _page(sentence: str = "") -> str:
    desk = this_desk()
    return render_template("organisations/index.html", organisations=list_organisations(desk.store), sentence=sentence)
