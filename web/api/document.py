"""Which operations are there, in the words of OpenAPI 3.1? Made of what `operation` declared, never by hand."""

from __future__ import annotations

import re
from typing import Any

from flask import Response
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from supplychain import __version__
from web.api.base import JSON, OPERATIONS, PREFIX, Failure, Operation, Told, answer, operation
from web.permissions import Scope

_REF = "#/components/schemas/{model}"
_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
# Every way a request may fail, whatever the operation; each has the shape of Failure.
_FAILURES = {
    400: "The body is no JSON, or the request is malformed.",
    401: "No valid session or token.",
    403: "The role or the token's scope does not allow it.",
    404: "Not there, or another organisation's.",
    405: "Another method is meant.",
    406: "No such media type.",
    409: "Somebody else was faster.",
    413: "Too large.",
    415: "Another media type is meant.",
    422: "Understood, and not as wanted; the message says where.",
    500: "A fault of the service.",
    503: "Try again later.",
}


class Document(Told):
    """An OpenAPI 3.1 document."""

    openapi: str
    info: dict[str, Any]
    paths: dict[str, Any]


@operation(Operation("GET", "/openapi.json", "document", "This document", Scope.READ, {200: Document}))
def document() -> Response:
    made: Response = answer(openapi(), 200)
    return made


def openapi() -> dict[str, Any]:
    """The document as JSON values."""
    models: list[type[BaseModel]] = [Failure]
    for one in OPERATIONS:
        models.extend(m for m in (*one.answers.values(), one.body, one.query) if m is not None)
    unique = list(dict.fromkeys(models))
    mapping, definitions = models_json_schema(
        [(m, "serialization" if issubclass(m, Told) else "validation") for m in unique], ref_template=_REF
    )
    names: dict[Any, str] = {model: schema["$ref"] for (model, _), schema in mapping.items()}
    paths: dict[str, Any] = {}
    for one in OPERATIONS:
        paths.setdefault(_path(one.path), {})[one.method.lower()] = _told(one, names)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Supply chain screening",
            "version": __version__,
            "description": "Screens suppliers and goods against forced-labor, sanctions and exclusion lists. A flag is "
            "a reason to look, not proof; no flag means none under the stated list versions.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": PREFIX}],
        "security": [{"token": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": definitions.get("$defs", {}),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "supplychain_desk"},
            },
        },
    }


def _path(rule: str) -> str:
    return _PARAMETER.sub(lambda found: "{" + found[2] + "}", rule)


def _told(one: Operation, names: dict[Any, str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.summary,
        "description": f"Needs the scope `{one.scope}`.",
        "responses": {
            **{str(status): _answer(model, names) for status, model in one.answers.items()},
            **{
                str(status): {"description": says, "content": {JSON: {"schema": {"$ref": names[Failure]}}}}
                for status, says in _FAILURES.items()
                if status not in one.answers
            },
        },
    }
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "integer" if kind == "int" else "string"}}
        for kind, name in _PARAMETER.findall(one.path)
    ]
    if one.query is not None:
        schema = one.query.model_json_schema(ref_template=_REF)
        parameters += [
            {"name": name, "in": "query", "required": name in schema.get("required", ()), "schema": field}
            for name, field in schema["properties"].items()
        ]
    if parameters:
        told["parameters"] = parameters
    if one.body is not None:
        told["requestBody"] = {"required": True, "content": {JSON: {"schema": {"$ref": names[one.body]}}}}
    elif one.form is not None:
        told["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": one.form}}}
    return told


def _answer(model: type[BaseModel] | None, names: dict[Any, str]) -> dict[str, Any]:
    if model is None:
        return {"description": "As asked.", "content": {"application/octet-stream": {}}}
    doc = (model.__doc__ or "As asked.").strip()
    return {"description": " ".join(doc.split()), "content": {JSON: {"schema": {"$ref": names[model]}}}}
