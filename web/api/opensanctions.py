"""The matching call other screening services speak (OpenSanctions' yente): FollowTheMoney entities in, scored ones out.

Source of the shape: yente's own OpenAPI document, as published at api.opensanctions.org. Who-axis only: goods and
places are asked at /match.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from supplychain.model import EntityType, Match, ScreenedLine, SupplierLine
from web.api.base import Operation, RefusedError, Shape, Told, operation
from web.api.matching import screen_lines_at_once
from web.api.shapes import Text
from web.desk import this_desk
from web.permissions import Scope

_EVERY_LIST = "default"
_MOST_QUERIES = 1_000
_LIMIT = 5  # yente's own default
_NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")
_NUMBERS = (
    "registrationNumber",
    "taxNumber",
    "leiCode",
    "dunsCode",
    "uniqueEntityId",
    "cageCode",
    "npiCode",
    "idNumber",
)
_SCHEMA = {
    EntityType.ORGANISATION: "Organization",
    EntityType.PERSON: "Person",
    EntityType.VESSEL: "Vessel",
    EntityType.AIRCRAFT: "Airplane",
    EntityType.UNKNOWN: "LegalEntity",
}


class Query(Shape):
    """One entity to look for."""

    model_config = ConfigDict(extra="ignore", strict=True)

    schema_: Annotated[str, Field(alias="schema", max_length=64)] = "LegalEntity"
    properties: dict[str, Annotated[list[Text], Field(max_length=100)]]


class Queries(Shape):
    """Up to 1,000 entities, by names of the caller's."""

    model_config = ConfigDict(extra="ignore", strict=True)

    queries: Annotated[dict[str, Query], Field(min_length=1, max_length=_MOST_QUERIES)]


class Limits(Shape):
    """How many results, and from which score on one counts as a match."""

    limit: Annotated[int, Field(ge=1, le=500)] = _LIMIT
    threshold: Annotated[float, Field(ge=0, le=1)] | None = None


class Answers(Told):
    """One answer a query, under the caller's names."""

    responses: dict[str, dict[str, Any]]
    matcher: dict[str, Any]
    limit: int


@operation(
    Operation(
        "POST", "/match/<dataset>", "match_entities", "Match FollowTheMoney entities, as OpenSanctions' yente does",
        Scope.SCREEN, {200: Answers}, Queries, Limits,
    )
)  # fmt: skip
def match_entities(dataset: str, body: Queries, query: Limits) -> Answers:
    """`dataset` is a list's key, or `default` for every list."""
    held = {one.key for one in this_desk().shelf() if one.version is not None}
    if dataset != _EVERY_LIST and dataset not in held:
        raise RefusedError(404, "not_found", "There is no such list; `default` means every list.")
    lines = tuple(_line(number, name, one) for number, (name, one) in enumerate(body.queries.items(), 1))
    library = this_desk().library() if dataset == _EVERY_LIST else this_desk().library_of((dataset,))
    screening = screen_lines_at_once(lines, library)
    threshold = dict(screening.settings)["threshold"] if query.threshold is None else query.threshold
    return Answers(
        responses={
            name: _answer(one, line, query.limit, threshold)
            for (name, one), line in zip(body.queries.items(), screening.lines, strict=True)
        },
        matcher={"name": {"description": "Score 0 to 1; each result's features say what agreed and what did not."}},
        limit=query.limit,
    )


def _line(number: int, name: str, one: Query) -> SupplierLine:
    said = one.properties
    names = [text for key in _NAMES for text in said.get(key, ()) if text.strip()]
    if not names:
        raise RefusedError(422, "no_name", f"queries.{name[:40]}.properties: give at least one name.")
    places = [*said.get("jurisdiction", ()), *said.get("country", ()), *said.get("nationality", ())]
    numbers = [text for key in _NUMBERS for text in said.get(key, ()) if text.strip()]
    return SupplierLine(
        sheet="",
        row=number,
        supplier_name=names[0],
        other_names=tuple(dict.fromkeys(names[1:])),
        supplier_id=numbers[0] if numbers else "",
        country=places[0] if places else "",
        address=", ".join(said.get("address", ())),
    )


def _answer(one: Query, line: ScreenedLine, limit: int, threshold: float) -> dict[str, Any]:
    found = line.matches[:limit]
    return {
        "status": 200,
        "query": {"schema": one.schema_, "properties": one.properties},
        "results": [_result(match, threshold) for match in found],
        "total": {"value": len(line.matches), "relation": "eq"},
        "not_screened": [text for text in line.not_screened if text.startswith("name:")],
    }


def _result(match: Match, threshold: float) -> dict[str, Any]:
    entry = match.entry
    return {
        "id": f"{match.list_key}:{entry.entry_id}",
        "caption": entry.name,
        "schema": _SCHEMA[entry.entity_type],
        "properties": {
            "name": [entry.name],
            "alias": [alias.name for alias in entry.aliases],
            "country": [place.split("-")[0].lower() for place in entry.countries],
            "address": list(entry.addresses),
            "program": [entry.programme] if entry.programme else [],
            "sourceUrl": [entry.source_url] if entry.source_url else [],
        },
        "datasets": [match.list_key],
        "referents": [],
        "target": True,
        "score": round(match.score, 6),
        "features": {reason.feature: round(reason.points, 6) for reason in match.reasons},
        "match": match.score >= threshold,
    }
