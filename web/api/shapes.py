"""The shapes that go in and out of the API: those of the command line, written down as models.

Every text that comes in is bounded: a name of 100,000 letters is reported, a body of a million is refused.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from web.api.base import Shape, Told

Reasons = list["ReasonTold"]
Words = list[str]

# Longest text of one field: the longest published name has 500 letters, a supplier's cell may hold an address list.
Text = Annotated[str, StringConstraints(max_length=20_000)]
Name = Annotated[str, StringConstraints(max_length=200_000, min_length=1)]
Key = Annotated[str, StringConstraints(max_length=64, pattern=r"^[a-z][a-z0-9_]*$")]


class Line(Shape):
    """One supplier, as `supplychain match` takes it."""

    name: Name
    country: Text = ""
    origin: Text = ""
    address: Text = ""
    maker: Text = ""
    goods: Text = ""
    hs: Text = ""
    lists: Annotated[list[Key], Field(max_length=100)] | None = None
    threshold: Annotated[float, Field(ge=0, le=1)] | None = None
    cutoff: Annotated[float, Field(ge=0, le=1)] | None = None
    top: Annotated[int, Field(ge=1, le=1000)] | None = None


class ReasonTold(Told):
    """One feature that spoke."""

    feature: str
    says: str
    supplier: str
    entry: str
    points: float


class FlagTold(Told):
    """One flag, as `screen --format jsonl` gives it."""

    severity: str
    axes: Words
    list: str
    version: str
    entry_id: str
    entry: str
    basis: str
    consequence: str
    score: float
    reasons: Reasons
    next_step: str
    comply_chain_step: str
    source_url: str


class MatchTold(Told):
    """One match on the who axis."""

    list: str
    entry_id: str
    entry: str
    matched_name: str
    score: float


class ConceptTold(Told):
    """One goods concept."""

    concept: str
    relation: str
    depth: int
    score: float
    why: str


class LineTold(Told):
    """One screened supplier line, as `screen --format jsonl` gives it."""

    sheet: str
    row: int
    supplier: str
    maker: str
    country: str | None
    origin: str | None
    goods: str
    hs: str | None
    concepts: list[ConceptTold]
    severity: str | None
    flags: list[FlagTold]
    matches: list[MatchTold]
    not_screened: list[str]


class VersionTold(Told):
    """A list version that was used."""

    list: str
    version: str
    as_of: str
    checked_at: str
    entries: int


class MissingTold(Told):
    """A list that could not be used as it should."""

    list: str
    title: str
    status: str


class CoverageTold(Told):
    """What a result may be read as: `complete` only where every enabled list was fresh."""

    status: Literal["complete", "bundled", "incomplete"]
    says: str
    versions: list[VersionTold]
    missing: list[MissingTold]


class MatchAnswer(Told):
    """One supplier matched: the line, and the coverage it was matched under."""

    line: LineTold
    coverage: CoverageTold


class ListTold(Told):
    """One list, as `lists --format json` gives it."""

    key: str
    title: str
    publisher: str
    kind: str
    status: str
    version: str | None
    as_of: str | None
    fetched_at: str | None
    checked_at: str | None
    entries: int
    names: int
    sha256: str | None
    source_url: str | None
    age_hours: float | None


class ListsTold(Told):
    """Every list."""

    lists: list[ListTold]


class UploadTold(Told):
    """A workbook sent: how far it is, and where its result lies."""

    upload_id: str
    status: str
    file_name: str
    step: str
    done: int
    total: int
    code: str
    message: str
    screening_id: str


class ScreeningTold(Told):
    """One kept screening."""

    screening_id: str
    started_at: str
    finished_at: str
    engine: str
    file_name: str
    file_sha256: str
    status: str
    lines: int
    severities: dict[str, int]


class ScreeningsTold(Told):
    """The latest screenings, newest first."""

    screenings: list[ScreeningTold]


class ScreeningWhole(ScreeningTold):
    """One screening with its receipt and coverage."""

    settings: dict[str, float]
    receipt: dict[str, Any]
    coverage: CoverageTold


class LinesTold(Told):
    """A page of lines, in sheet order; `next` is the offset of the next page, null at the end."""

    lines: list[LineTold]
    next: int | None


class Page(Shape):
    """Which page of lines."""

    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class Limit(Shape):
    """How many at most."""

    limit: Annotated[int, Field(ge=1, le=1000)] = 100
