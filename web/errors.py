"""How does a failure look? One page with a sentence and the request's number; what went wrong stays in the log.

Refuses to show a traceback, a path or a database's own words.
"""

from __future__ import annotations

import logging

from flask import Flask, Response, current_app, g, render_template, request
from werkzeug.exceptions import HTTPException, SecurityError

_LOG = logging.getLogger(__name__)
_SENTENCES = {
    400: "The request could not be understood: go back and try again.",
    403: "The form was not sent from this desk: open the page again and send it once more.",
    404: "There is nothing at this address: it may have been removed, or the address is incomplete.",
    405: "This address cannot be used in that way: go back and use the page's own buttons.",
    413: "The file is larger than this desk takes: split the workbook and screen the parts.",
    500: "Something went wrong and nothing was stored: try again, and tell your operator the number below.",
    503: "The desk is busy: try again in a few minutes.",
}


def say_plainly(app: Flask) -> None:
    """Registers the pages of failure."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _http_error(error: HTTPException) -> tuple[str, int] | Response:
    status = error.code or 500
    if isinstance(error, SecurityError):  # no address can be built for a host we do not answer
        return Response("This desk answers on this machine only.\n", status, mimetype="text/plain")
    sentence = _SENTENCES.get(status, _SENTENCES[400] if status < 500 else _SENTENCES[500])
    if status == 413:
        megabytes = (current_app.config["MAX_CONTENT_LENGTH"] or 0) // 1_000_000
        sentence = f"The file is larger than the {megabytes} MB this desk takes: split it and screen the parts."
    return _page(sentence, status)


def _unexpected(error: Exception) -> tuple[str, int]:
    # The route's pattern and the error's kind only: an address or a message could hold a supplier's name.
    _LOG.error("request %s to %s failed", g.get("request_id"), request.url_rule, exc_info=error)
    return _page(_SENTENCES[500], 500)


def _page(sentence: str, status: int) -> tuple[str, int]:
    return render_template("errors/show.html", sentence=sentence, status=status, number=g.get("request_id")), status
