"""How does a failure look? One page with a sentence and the request's number; what went wrong stays in the log.

Refuses to show a traceback, a path or a database's own words.
"""

from __future__ import annotations

import logging

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request, url_for
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError
from werkzeug.http import HTTP_STATUS_CODES

from supplychain.errors import StoreError, without_words
from web.identity import takes_token
from web.language import messages, translated
from web.makers import MakingError

_LOG = logging.getLogger(__name__)
_SENTENCES = messages(
    {
        400: "The request could not be understood: go back and try again.",
        401: "You are not signed in, or were signed out after 30 minutes without a click: sign in to go on.",
        403: "The form was not sent from this desk: open the page again and send it once more.",
        404: "There is nothing at this address: it may have been removed, or the address is incomplete.",
        405: "This address cannot be used in that way: go back and use the page's own buttons.",
        409: "Somebody else changed this in the meantime: open the page again and look.",
        413: "The file is larger than this desk takes: split the workbook and screen the parts.",
        500: "Something went wrong and nothing was stored: try again, and tell your operator the number below.",
        503: "The desk is busy: try again in a few minutes.",
    }
)


def say_plainly(app: Flask) -> None:
    """Registers the pages of failure."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if isinstance(error, SecurityError):  # no address can be built for a host we do not answer
        return Response(translated("This desk does not answer under this name.\n"), status, mimetype="text/plain")
    if status < 400:  # a redirect of the router's own
        return make_response(error.get_response())
    sentence = translated(_SENTENCES.get(status, _SENTENCES[400] if status < 500 else _SENTENCES[500]))
    if error.description not in (None, type(error).description) and status in (401, 403, 409, 501):
        sentence = str(error.description)  # our own words, said where it was refused
    if status == 413:
        megabytes = (current_app.config["MAX_CONTENT_LENGTH"] or 0) // 1_000_000
        sentence = translated(
            "The file is larger than the %(megabytes)s MB this desk takes: split it and screen the parts.",
            megabytes=megabytes,
        )
    made = _page(sentence, status)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        made.headers["Allow"] = ", ".join(sorted(error.valid_methods))  # RFC 9110 15.5.6: a 405 says what is allowed
    return made


def _unexpected(error: Exception) -> Response:
    # The route's pattern and where it failed only: an address or a message could hold a supplier's name. What the
    # store says of itself, or who makes files of theirs, holds none, and tells a full disk from a busy database.
    told = f": {error}" if isinstance(error, StoreError | MakingError) else ""
    _LOG.error("request %s to %s failed%s\n%s", g.get("request_id"), request.url_rule, told, without_words(error))
    return _page(translated(_SENTENCES[500]), 500)


def _page(sentence: str, status: int) -> Response:
    number = g.get("request_id")
    if takes_token():
        code = HTTP_STATUS_CODES.get(status, "error").lower().replace(" ", "_")
        response = jsonify(error={"code": code, "message": sentence, "request_id": number})  # as web/api tells it
        response.status_code = status
    else:
        back = request.full_path.rstrip("?") if request.method == "GET" else ""
        page = render_template("errors/show.html", sentence=sentence, status=status, number=number, back=back)
        response = make_response(page, status)
    if status == 401:
        # RFC 9110 11.6.1: a 401 names the way to sign in. Not "Basic": browsers would ask for a password themselves.
        response.headers["WWW-Authenticate"] = "Bearer" if takes_token() else 'Form location="/login"'
        if "HX-Request" in request.headers:  # htmx leaves the page for the form instead of showing one in the other
            response.headers["HX-Redirect"] = url_for("signing_in.login")
    return response
