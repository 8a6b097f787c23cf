"""The W3C Reconciliation Service API (0.2), so that OpenRefine and kindred tools can ask us about a column of names.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/. A candidate is an entry of a
reference list; `match` says that its score reaches the threshold.
"""

from __future__ import annotations

import json
from typing import Annotated, Any

from flask import Response, request, url_for
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from supplychain.model import ScreenedLine, SupplierLine
from web.api.base import Operation, RefusedError, Shape, Told, answer, operation
from web.api.matching import screen_lines_at_once
from web.api.shapes import Text
from web.desk import this_desk
from web.permissions import Scope

_MOST_QUERIES = 1_000
_DEEPEST = 4  # the API's own values nest twice: a list of entities, each with a name
_TYPE = {"id": "listed_entity", "name": "Listed party"}
_FORM = {
    "type": "object",
    "required": ["queries"],
    "properties": {"queries": {"type": "string", "description": "A JSON object of queries, by the caller's names."}},
}


class Property(Shape):
    """A further column: `country`, `address` or `identifier`."""

    model_config = ConfigDict(extra="ignore", strict=True)

    pid: Annotated[str, Field(max_length=64)]
    v: Any = ""


class Query(Shape):
    """One cell to reconcile."""

    model_config = ConfigDict(extra="ignore", strict=True)

    query: Text
    limit: Annotated[int, Field(ge=1, le=100)] = 5
    properties: Annotated[list[Property], Field(max_length=20, default_factory=list)]


class Asked(Shape):
    """The queries, as JSON in the address; without them the service describes itself."""

    # Longer ones go by POST: servers and proxies cut an address at 8 to 256 kB.
    queries: Annotated[str, Field(max_length=8_000)] | None = None


class Manifest(Told):
    """The service's description of itself, or the candidates, by the caller's names."""


_QUERIES = TypeAdapter(dict[str, Query])


@operation(
    Operation(
        "GET", "/reconcile", "reconcile_get", "W3C Reconciliation API: the manifest, or answers to `queries`",
        Scope.SCREEN, {200: Manifest}, query=Asked,
    )
)  # fmt: skip
def reconcile_get(query: Asked) -> Response:
    """The manifest, or candidates."""
    made: Response = answer(manifest() if query.queries is None else candidates(query.queries), 200)
    return made


@operation(
    Operation(
        "POST", "/reconcile", "reconcile", "W3C Reconciliation API: answers to `queries`", Scope.SCREEN,
        {200: Manifest}, form=_FORM,
    )
)  # fmt: skip
def reconcile() -> Response:
    """Candidates for a form's `queries`."""
    asked = request.form.get("queries")
    if asked is None:
        raise RefusedError(422, "no_queries", "queries: send a JSON object of queries under this name.")
    made: Response = answer(candidates(asked), 200)
    return made


def manifest() -> dict[str, Any]:
    """What the service says of itself."""
    here = url_for("api.reconcile", _external=True)
    return {
        "versions": ["0.2"],
        "name": "Supply chain screening",
        "identifierSpace": f"{here}#entry",
        "schemaSpace": f"{here}#type",
        "defaultTypes": [_TYPE],
        "batchSize": 100,
    }


def candidates(asked: str) -> dict[str, Any]:
    """The candidates of every query, best first. Raises RefusedError."""
    try:
        queries = _QUERIES.validate_python(json.loads(asked), strict=True)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))[:80]
        raise RefusedError(422, "not_as_wanted", f"queries.{where}: {error.errors()[0]['msg']}.") from None
    except (ValueError, RecursionError):
        raise RefusedError(400, "not_json", "queries: this is no valid JSON.") from None
    if not 0 < len(queries) <= _MOST_QUERIES:
        raise RefusedError(422, "not_as_wanted", f"queries: ask 1 to {_MOST_QUERIES:,} at a time.")
    lines = tuple(_line(number, one) for number, one in enumerate(queries.values(), 1))
    screening = screen_lines_at_once(lines, this_desk().library())
    threshold = dict(screening.settings)["threshold"]
    return {
        name: {"result": _results(line, one.limit, threshold)}
        for (name, one), line in zip(queries.items(), screening.lines, strict=True)
    }


def _line(number: int, one: Query) -> SupplierLine:
    said = {each.pid.casefold(): _text(each.v) for each in one.properties}
    return SupplierLine(
        sheet="",
        row=number,
        supplier_name=one.query or "-",
        country=said.get("country", ""),
        address=said.get("address", ""),
        supplier_id=said.get("identifier", ""),
    )


def _text(value: Any, depth: int = 0) -> str:
    """A property's value as text: a word, a number, an entity or a list of such. Raises RefusedError."""
    if depth > _DEEPEST:
        raise RefusedError(422, "not_as_wanted", f"queries: a property is nested more than {_DEEPEST} deep.")
    if isinstance(value, list):
        return ", ".join(_text(one, depth + 1) for one in value)
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("id") or "", depth + 1)
    return "" if value is None else str(value)


def _results(line: ScreenedLine, limit: int, threshold: float) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{match.list_key}:{match.entry.entry_id}",
            "name": match.entry.name,
            "description": f"{match.list_key}: {match.matched_name}",
            "type": [_TYPE],
            "score": round(100 * match.score, 2),  # OpenRefine's users read scores of 0 to 100
            "features": [{"id": reason.feature, "value": round(reason.points, 6)} for reason in match.reasons],
            "match": match.score >= threshold,
        }
        for match in line.matches[:limit]
    ]
