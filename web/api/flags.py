"""Standing flags and decisions upon them, with the rules of the review pages: four eyes, revisions, reasons."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from flask import Response
from pydantic import Field, StringConstraints

from supplychain.errors import ConflictError, NotAllowedError, ReviewError, UnknownFlagError
from supplychain.flags.export_json import flag_object
from supplychain.flags.review import changes_since, dispose, history_of
from supplychain.flags.review_rules import LONGEST_REASON, SHORTEST_REASON, Answer, Asking
from supplychain.model import Decision, Severity, StandingStatus
from supplychain.store.dispositions import Disposition, StandingFlag, load_flag
from supplychain.store.review_queue import LONGEST_TEXT, MOST_A_PAGE, PAGE, QueueFilters, queue
from web.api.base import Operation, Shape, Told, api, failure, operation
from web.api.shapes import FlagTold
from web.desk import this_desk
from web.identity import by, person
from web.permissions import Scope

list_ = list  # a field below is named so, and would hide it
Words = list[Annotated[str, StringConstraints(max_length=64)]]
_UTC = ZoneInfo("UTC")


class Asked(Shape):
    """Which flags: within a name any of the values, between names all; `after` as the page before gave it."""

    severity: Annotated[list_[Severity], Field(default_factory=list, max_length=20)]
    list: Annotated[Words, Field(default_factory=list, max_length=50)]
    country: Annotated[Words, Field(default_factory=list, max_length=300)]
    status: Annotated[list_[StandingStatus], Field(default_factory=list, max_length=10)]
    text: Annotated[str, StringConstraints(max_length=LONGEST_TEXT)] = ""
    after: Annotated[str, StringConstraints(max_length=200)] = ""
    limit: Annotated[int, Field(ge=1, le=MOST_A_PAGE)] = PAGE


class StandingTold(Told):
    """One flag as it stands for a supplier; `revision` goes with a decision upon it."""

    flag_id: str
    revision: int
    status: str
    decision: str
    valid_until: str | None
    supplier: str
    country: str
    lines: int
    spend: float
    currency: str
    screening_id: str
    raised_at: str
    flag: FlagTold


class FlagsTold(Told):
    """A page of the queue, what needs somebody first at the top."""

    flags: list[StandingTold]
    after: str
    total: int


class DispositionTold(Told):
    """One decision."""

    disposition_id: str
    decision: str
    status: str
    reason: str
    reviewer: str
    decided_at: str
    second_reviewer: str
    valid_until: str | None


class FlagWhole(StandingTold):
    """One flag with its decisions and what changed since."""

    dispositions: list[DispositionTold]
    changes: list[dict[str, str]]


class Deciding(Shape):
    """A decision upon a flag as it was seen at `revision`."""

    decision: Decision
    reason: Annotated[
        str, StringConstraints(min_length=SHORTEST_REASON, max_length=LONGEST_REASON, strip_whitespace=True)
    ]
    revision: Annotated[int, Field(ge=0, le=2_000_000_000)]
    valid_until: date | None = None


class OutcomeTold(Told):
    """What came of a decision; `pending_second` where another person is needed."""

    flag_id: str
    disposition_id: str
    status: str
    revision: int
    message: str


@operation(Operation("GET", "/flags", "flags", "The review queue", Scope.READ, {200: FlagsTold}, query=Asked))
def flags(query: Asked) -> FlagsTold:
    """The own organisation's; without `status` those that wait for somebody."""
    chosen: dict[str, Any] = {"status": tuple(one.value for one in query.status)} if query.status else {}
    filters = QueueFilters(
        severity=tuple(one.value for one in query.severity),
        list_key=tuple(query.list),
        country=tuple(query.country),
        text=query.text,
        **chosen,
    )
    page = queue(this_desk().store, person().organisation_id, filters, after=query.after, limit=query.limit)
    return FlagsTold(flags=[StandingTold(**_told(one)) for one in page.flags], after=page.after, total=page.total)


@operation(Operation("GET", "/flags/<flag_id>", "flag", "One flag with its decisions", Scope.READ, {200: FlagWhole}))
def flag(flag_id: str) -> FlagWhole:
    """One of the own organisation."""
    one = load_flag(this_desk().store, person().organisation_id, flag_id)
    _, decided = history_of(this_desk().store, one)
    changes = [
        {"side": each.side, "field": each.field, "before": each.before, "after": each.after}
        for each in changes_since(this_desk().store, one)
    ]
    return FlagWhole(**_told(one), dispositions=[_decided(each) for each in decided], changes=changes)


@operation(
    Operation(
        "POST", "/flags/<flag_id>/dispositions", "decide", "Decide upon a flag", Scope.DECIDE, {201: OutcomeTold},
        Deciding,
    )
)  # fmt: skip
def decide(flag_id: str, body: Deciding) -> OutcomeTold:
    """As the review page does: with a reason, upon the flag as it was seen, and with a second person where needed."""
    who = by()
    until = datetime.combine(body.valid_until, time(23, 59, 59), _UTC) if body.valid_until else None
    made = dispose(
        this_desk().store,
        flag_id,
        Answer(body.decision, body.reason, until),
        revision=body.revision,
        by=Asking(person(), who.at, who.request_id),
    )
    return OutcomeTold(
        flag_id=flag_id,
        disposition_id=made.disposition_id,
        status=made.status.value if made.status else "",
        revision=made.revision,
        message=made.message,
    )


@api.errorhandler(ReviewError)
def refused(error: ReviewError) -> Response:
    """A decision that cannot be taken, with the status its kind means."""
    for kind, status, code in (
        (UnknownFlagError, 404, "not_found"),
        (NotAllowedError, 403, "not_allowed"),
        (ConflictError, 409, "conflict"),
    ):
        if isinstance(error, kind):
            return failure(status, code, str(error))
    return failure(422, "not_as_wanted", str(error))


def _told(one: StandingFlag) -> dict[str, Any]:
    return {
        "flag_id": one.flag_id,
        "revision": one.revision,
        "status": one.status.value,
        "decision": one.decision,
        "valid_until": one.valid_until.isoformat() if one.valid_until else None,
        "supplier": one.supplier_name,
        "country": one.country,
        "lines": one.lines,
        "spend": one.spend,
        "currency": one.currency,
        "screening_id": one.screening_id,
        "raised_at": one.raised_at.isoformat(),
        "flag": FlagTold.model_validate(flag_object(one.flag)),
    }


def _decided(one: Disposition) -> DispositionTold:
    return DispositionTold(
        disposition_id=one.disposition_id,
        decision=one.decision.value,
        status=one.status.value,
        reason=one.reason,
        reviewer=one.reviewer,
        decided_at=one.decided_at.isoformat(),
        second_reviewer=one.second_reviewer,
        valid_until=one.valid_until.isoformat() if one.valid_until else None,
    )
