"""The desk: the Flask application. Pages over the core's nouns; no SQL, no scoring, nothing fetched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from supplychain.errors import UsageError
from supplychain.settings import Settings
from web.accounts import accounts
from web.api import api
from web.audit import audit
from web.changes import changes
from web.desk import Desk, utc_now
from web.errors import say_plainly
from web.evidence import evidence
from web.health import health
from web.identity import know_people
from web.links import put_links
from web.lists import lists
from web.metrics import count_requests, metrics
from web.organisations import organisations
from web.overview import overview
from web.own_account import own_account
from web.review import review
from web.screenings import screenings
from web.security import guard, refuse_forged
from web.signing_in import signing_in
from web.sso import load_provider, sso
from web.suppliers import suppliers
from web.uploads import uploads
from web.wording import put_words

FORM_BYTES = 64_000  # what a form holds beside the file: the token, names and the parts' own headings
# Flask's own default. Below 64 KiB werkzeug 3.2 refuses every file, for it counts its reading buffer as a field.
FIELD_BYTES = 500_000
FORM_PARTS = 500  # fields of a form: a decision on many identical pairs names each of them

# A page is refused until web/permissions.py names who may use it.
BLUEPRINTS = (
    overview,
    uploads,
    evidence,
    screenings,
    lists,
    changes,
    audit,
    health,
    signing_in,
    own_account,
    accounts,
    organisations,
    metrics,
    review,
    suppliers,
    sso,
    api,
)


def create_app(settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> Flask:
    """The desk over the home of `settings`. Closed to whoever is not signed in.

    Raises StoreError where the home's store cannot be opened, UsageError where it would be unsafe to open the desk.
    """
    desk = Desk(settings, clock)
    app = Flask(__name__)
    if app.debug:
        raise UsageError("FLASK_DEBUG is set, and a debugger would show supplier data to anybody; unset it.")
    app.config.update(
        SECRET_KEY=desk.key,
        MAX_CONTENT_LENGTH=settings.max_upload_bytes + FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=FIELD_BYTES,
        MAX_FORM_PARTS=FORM_PARTS,
    )
    app.extensions["desk"] = desk
    count_requests(app, desk)
    guard(app, settings)
    know_people(app)
    app.before_request(refuse_forged)
    say_plainly(app)
    put_words(app)
    put_links(app)
    if settings.oidc_issuer:
        load_provider(settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
