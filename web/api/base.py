"""What does every address of the API share? One blueprint, one way to declare an operation, one shape of failure.

An operation is declared once: the route and its line in the OpenAPI document come from the same place, so the document
cannot say what the program does not do. Refuses to know any single operation.
"""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, Response, g, request
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from supplychain.errors import StoreError, SupplychainError, UnreadableSheetError, UsageError, without_words
from web.identity import scope_required
from web.permissions import Scope

_LOG = logging.getLogger(__name__)

PREFIX = "/api/v1"
# A JSON body; a workbook comes as a file and has its own bound. 10,000 names of 100 letters are this much.
MOST_JSON_BYTES = 2_000_000
JSON = "application/json"
_NO_TOKEN = (
    "Send an API token that is still in force, as `Authorization: Bearer sct_…`; "
    "your account page on the desk makes one."
)

api = Blueprint("api", __name__, url_prefix=PREFIX)

Model = TypeVar("Model", bound=BaseModel)


class Shape(BaseModel):
    """A value that comes in: nothing unknown is taken, no text is read as a number."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Told(BaseModel):
    """A value that goes out; it may grow."""

    model_config = ConfigDict(extra="allow")


class Wrong(Told):
    """What went wrong: a stable word for programs, one sentence for people, and the request's number for the operator's
    log."""

    code: str
    message: str
    request_id: str


class Failure(Told):
    """Every answer that is not a success."""

    error: Wrong


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, as the OpenAPI document tells of it. `answers` maps a status of success to the model of its body,
    None where the body is not JSON of ours; `body` and `query` are what comes in."""

    method: str
    path: str
    name: str
    summary: str
    scope: Scope
    answers: dict[int, type[BaseModel] | None]
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    form: dict[str, Any] | None = None  # the schema of a multipart body


OPERATIONS: list[Operation] = []


def operation(one: Operation) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declares a view as an operation of the API: its route, its scope, its line in the document."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        OPERATIONS.append(one)

        @functools.wraps(view)
        def answered(**values: Any) -> Any:
            given = dict(values)
            if one.query is not None:
                given["query"] = read_query(one.query)
            if one.body is not None:
                given["body"] = read_body(one.body)
            return answer(view(**given), next(iter(one.answers)))

        api.add_url_rule(
            one.path, endpoint=one.name, view_func=scope_required(one.scope)(answered), methods=[one.method]
        )
        return answered

    return wrap


def answer(made: Any, status: int) -> Any:
    """A model as JSON with its status; a Flask answer as it is."""
    if isinstance(made, BaseModel):
        return Response(made.model_dump_json(by_alias=True), status, mimetype=JSON)
    if isinstance(made, dict | list):
        return Response(json.dumps(made, ensure_ascii=False), status, mimetype=JSON)
    return made


def read_body(model: type[Model]) -> Model:
    """The JSON body as its model. Raises RefusedError: 415 another type, 413 too large, 400 no JSON, 422 unfit."""
    if request.mimetype != JSON:
        raise RefusedError(415, "not_json", f"Send the body as {JSON}.")
    request.max_content_length = min(MOST_JSON_BYTES, request.max_content_length or MOST_JSON_BYTES)
    try:
        raw = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise RefusedError(
            413, "too_large", f"The body is larger than {MOST_JSON_BYTES:,} bytes; send it in parts."
        ) from None
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        raise RefusedError(400, "not_json", "The body is no valid JSON.") from None
    # From the text, not from what json.loads made of it: pydantic is strict about JSON's own types and still takes a
    # date or an enum's value, which JSON can only write as text.
    return _checked(lambda: model.model_validate_json(raw))


def read_query(model: type[Model]) -> Model:
    """The query as its model; what the model does not name is not looked at. Raises RefusedError (422)."""
    known = {field.alias or name for name, field in model.model_fields.items()}
    given: dict[str, Any] = {}
    for name, values in request.args.lists():
        if name in known:
            field = next(f for n, f in model.model_fields.items() if (f.alias or n) == name)
            given[name] = values if "list" in str(field.annotation) or "tuple" in str(field.annotation) else values[-1]
    return _checked(lambda: model.model_validate(given, strict=False))


def _checked(read: Callable[[], Model]) -> Model:
    try:
        return read()
    except ValidationError as error:
        # Where and what, never the value: it may be a supplier's name, and this may be logged by whoever called.
        said = "; ".join(
            f"{'.'.join(map(str, one['loc'])) or 'the body'}: {one['msg']}" for one in error.errors()[:_MOST_SAID]
        )
        raise RefusedError(422, "not_as_wanted", f"{said}.") from None


_MOST_SAID = 5


class RefusedError(SupplychainError):
    """A request that is not carried out, with the status and the word that say why."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def failure(status: int, code: str, message: str) -> Response:
    """The answer of a request that failed."""
    wrong = Failure(error=Wrong(code=code, message=message, request_id=g.get("request_id", "")))
    return Response(wrong.model_dump_json(), status, mimetype=JSON)


@api.errorhandler(RefusedError)
def _refused(error: RefusedError) -> Response:
    return failure(error.status, error.code, str(error))


@api.errorhandler(UnreadableSheetError)
def _unreadable(error: UnreadableSheetError) -> Response:
    return failure(422, error.code, str(error))


@api.errorhandler(UsageError)
def _unusable(error: UsageError) -> Response:
    return failure(422, "not_usable", str(error))


@api.errorhandler(StoreError)
def _store(error: StoreError) -> Response:
    _LOG.error("request %s to %s: %s", g.get("request_id"), request.url_rule, error)
    return failure(503, "store", "The store cannot be used at the moment; nothing was changed. Try again later.")


@api.errorhandler(HTTPException)
def http_failure(error: HTTPException) -> Response:
    """A refusal by the framework (401, 403, 404, 405, 413 …) in the API's shape."""
    status = error.code or 500
    code = (error.name or "error").lower().replace(" ", "_").replace("'", "")
    said = error.description or error.name or ""
    if status == 401 and error.description == type(error).description:  # the framework's own words are for browsers
        said = _NO_TOKEN
    made = failure(status, code, said)
    if status == 401:
        made.headers["WWW-Authenticate"] = "Bearer"  # RFC 9110 11.6.1: a 401 names the way to sign in
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After", "WWW-Authenticate"):
            made.headers[name] = value
    return made


@api.errorhandler(Exception)
def _fault(error: Exception) -> Response:
    # The route's pattern and where it failed only: an address or a message could hold a supplier's name.
    _LOG.error("request %s to %s failed\n%s", g.get("request_id"), request.url_rule, without_words(error))
    return failure(500, "fault", "Something went wrong; tell your operator the request's number.")
