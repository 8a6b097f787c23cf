"""The desk: the Flask application. Pages over the core's nouns; no SQL, no scoring, nothing fetched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from supplychain.settings import Settings
from web.desk import Desk, session_key, utc_now
from web.errors import say_plainly
from web.health import health
from web.lists import lists
from web.screenings import screenings
from web.security import LOOPBACK, guard
from web.uploads import uploads
from web.wording import put_words

FORM_BYTES = 64_000  # what a form holds beside the file: the token, names and the parts' own headings
# Flask's own default. Below 64 KiB werkzeug 3.2 refuses every file, for it counts its reading buffer as a field.
FIELD_BYTES = 500_000


def create_app(settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> Flask:
    """The desk over the home of `settings`. Answers loopback hosts only: it knows no accounts yet.

    Raises StoreError where the home's store cannot be opened.
    """
    desk = Desk(settings, clock)
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=session_key(settings),
        MAX_CONTENT_LENGTH=settings.max_upload_bytes + FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=FIELD_BYTES,
        MAX_FORM_PARTS=10,
        TRUSTED_HOSTS=list(LOOPBACK),
        SESSION_COOKIE_NAME="supplychain_desk",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        # Secure would keep the cookie from plain http, and the desk is served on loopback over plain http.
        SESSION_COOKIE_SECURE=False,
    )
    app.extensions["desk"] = desk
    guard(app)
    say_plainly(app)
    put_words(app)
    for blueprint in (uploads, screenings, lists, health):
        app.register_blueprint(blueprint)
    return app
