"""Who may decide what upon a flag, and what follows? Dispositions, second pairs of eyes, undo, batches and expiry.

The rules stand here, the figures they use on top with their reasons; a decision comes into the store whole with its
audit event, upon the flag as the reviewer saw it. Refuses to know pages.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from supplychain.errors import ConflictError, NotAllowedError, ReviewError, SupplychainError
from supplychain.flags.review_record import FieldChange, changes_between, fields_read, record_of
from supplychain.flags.review_rules import (
    DECISION_WORDS,
    LONGEST_REASON,
    MOST_AT_ONCE,
    UNDO_MINUTES,
    Answer,
    Asking,
    is_one_pair,
    must_decide,
    needs_second,
    reason_of,
    valid_until,
)
from supplychain.flags.words import plural, stamp
from supplychain.model import DispositionStatus, JobOutcome, StandingStatus
from supplychain.store import Store
from supplychain.store.accounts import account_of
from supplychain.store.dispositions import (
    Deed,
    Disposition,
    ReviewChange,
    StandingFlag,
    dispositions_of,
    due_flags,
    keep_change,
    load_disposition,
    load_dispositions,
    load_flag,
    load_flags,
)
from supplychain.store.evidence import evidence_of
from supplychain.store.review_facts import content_now, flag_facts
from supplychain.store.twins import entries_of

_AT_A_TIME = 200  # expired decisions taken from the store
_OWN = "You took this decision yourself: another person has to look at it."
_ALIVE = (DispositionStatus.FINAL, DispositionStatus.PENDING_SECOND)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `kept` is False where one flag of a batch was refused; `message` says it in a sentence."""

    flag_id: str
    kept: bool
    message: str
    disposition_id: str = ""
    status: StandingStatus | None = None
    revision: int = 0


def dispose(store: Store, flag_id: str, answer: Answer, *, revision: int, by: Asking) -> Outcome:
    """Decides upon a flag as it was seen at `revision`.

    Dismissing a high-score prohibited or import-barred flag leaves it waiting for another person. Raises
    NotAllowedError for the role, UnknownFlagError, ReviewError for the reason or the date, ConflictError where
    somebody else was first.
    """
    must_decide(by)
    reason, until = reason_of(answer.reason), valid_until(answer, by.at)
    flag = load_flag(store, by.reviewer.organisation_id, flag_id)
    _must_be_seen(store, flag, revision)
    earlier = dispositions_of(store, flag.organisation_id, [flag_id])
    waits = needs_second(flag, answer.decision)
    made = Disposition(
        disposition_id=secrets.token_hex(16),
        organisation_id=flag.organisation_id,
        flag_id=flag_id,
        decision=answer.decision,
        reason=reason,
        reviewer=by.reviewer.account_id,
        decided_at=by.at,
        second_reviewer="",
        seconded_at=None,
        status=DispositionStatus.PENDING_SECOND if waits else DispositionStatus.FINAL,
        subject=flag.subject,
        supplier_fingerprint=flag.supplier_fingerprint,
        entry_fingerprint=flag.entry_fingerprint,
        content=_record(store, flag),
        prior_disposition_id=_prior_id(store, flag, earlier),
        valid_until=until,
    )
    # A decision that still waited when the flag was reopened waits no more; one that held is held no more.
    gone = [one for one in earlier if one.status in ((DispositionStatus.PENDING_SECOND,) if waits else _ALIVE)]
    change = ReviewChange(
        flag=flag,
        status=StandingStatus.PENDING_SECOND if waits else StandingStatus.DECIDED,
        decision="" if waits else answer.decision.value,
        valid_until=None if waits else until,
        added=(made,),
        changed=tuple((one, {"status": DispositionStatus.SUPERSEDED}) for one in gone),
    )
    revision = _keep(store, change, by.deed("disposition.decide"))
    said = f"Decided: {DECISION_WORDS[answer.decision]}, until {until.date().isoformat()}."
    if waits:
        said = "Noted. Dismissing this flag needs a second person, who is asked now; until then it stays open."
    return Outcome(flag_id, True, said, made.disposition_id, change.status, revision)


def dispose_many(store: Store, seen: Mapping[str, int], answer: Answer, *, by: Asking) -> tuple[Outcome, ...]:
    """One answer for several flags of one supplier and one listed party, by flag id → revision as seen. Each flag is
    decided by itself, with its own record and audit event; one that cannot be says why and holds up none of the others.

    Raises ReviewError where the flags are not the same pair: nobody dismisses different names with one reason.
    """
    must_decide(by)
    reason_of(answer.reason)
    if not seen:
        raise ReviewError("No flag was chosen: tick the flags that the decision is for.")
    if len(seen) > MOST_AT_ONCE:
        raise ReviewError(f"At most {MOST_AT_ONCE} flags can be decided at once; {len(seen)} were chosen.")
    known = load_flags(store, by.reviewer.organisation_id, seen)
    in_order = tuple(known[flag_id] for flag_id in seen if flag_id in known)  # the one whose twins they are first
    if not is_one_pair(in_order, entries_of(store, in_order)):
        raise ReviewError(
            "The chosen flags are not one supplier and one list entry, nor one party of several sub-lists: decide them "
            "one by one."
        )
    outcomes = []
    for flag_id, revision in seen.items():
        try:
            outcomes.append(dispose(store, flag_id, answer, revision=revision, by=by))
        except SupplychainError as refused:
            outcomes.append(Outcome(flag_id, False, str(refused)))
    return tuple(outcomes)


def second(store: Store, disposition_id: str, agree: bool, *, reason: str, by: Asking) -> Outcome:
    """A second pair of eyes on a dismissal that waits: makes it final, or refuses it with a reason, and the flag is
    open again.

    Raises NotAllowedError for the role and for the same person, ConflictError where it waits no more or the flag is
    not what the first person saw, UnknownFlagError, ReviewError for the reason.
    """
    must_decide(by)
    waiting = load_disposition(store, by.reviewer.organisation_id, disposition_id)
    if waiting.reviewer == by.reviewer.account_id:
        raise NotAllowedError(_OWN)
    reason = reason_of(reason) if not agree else reason.strip()[:LONGEST_REASON]
    flag = load_flag(store, by.reviewer.organisation_id, waiting.flag_id)
    if waiting.status is not DispositionStatus.PENDING_SECOND or flag.status is not StandingStatus.PENDING_SECOND:
        raise ConflictError(f"This decision waits for nobody any more. {last_word(store, flag)}")
    same = (waiting.subject, waiting.entry_fingerprint) == (flag.subject, flag.entry_fingerprint)
    moves: dict[str, Any] = {
        "second_reviewer": by.reviewer.account_id,
        "seconded_at": by.at,
        "content": {**waiting.content, "second": {"agrees": agree, "reason": reason, "saw_the_same": same}},
    }
    if not same:
        change = _reopened(flag, waiting, moves | {"status": DispositionStatus.SUPERSEDED}, StandingStatus.REOPENED)
        said = "The list entry changed since the first decision: nothing was confirmed, and the flag is open again."
    elif agree:
        held = _held(dispositions_of(store, flag.organisation_id, [flag.flag_id]))
        superseded = tuple((one, {"status": DispositionStatus.SUPERSEDED}) for one in held)
        final = (waiting, moves | {"status": DispositionStatus.FINAL})
        change = ReviewChange(
            flag, StandingStatus.DECIDED, waiting.decision.value, waiting.valid_until, (), (final, *superseded)
        )
        said = f"Confirmed: {DECISION_WORDS[waiting.decision]}."
    else:
        change = _reopened(flag, waiting, moves | {"status": DispositionStatus.REFUSED}, StandingStatus.OPEN)
        said = "Refused: the flag is open again, with both opinions in its history."
    revision = _keep(store, change, by.deed("disposition.second" if agree else "disposition.refuse"))
    return Outcome(flag.flag_id, True, said, disposition_id, change.status, revision)


def second_many(
    store: Store, disposition_ids: Collection[str], agree: bool, *, reason: str, by: Asking
) -> tuple[Outcome, ...]:
    """One word on several dismissals that one person took in one batch, or on some of them. Each is confirmed or
    refused by itself, as `second` does; one that cannot be says why and holds up none of the others.

    Raises ReviewError where they are no one batch: nobody agrees to different decisions unread. Else as `second`.
    """
    must_decide(by)
    if not disposition_ids:
        raise ReviewError("No dismissal was chosen: tick those that your word is for.")
    if len(disposition_ids) > MOST_AT_ONCE:
        raise ReviewError(f"At most {MOST_AT_ONCE} dismissals at once; {len(disposition_ids)} were chosen.")
    reason = reason_of(reason) if not agree else reason
    waiting = load_dispositions(store, by.reviewer.organisation_id, disposition_ids)
    if len({(one.reviewer, one.decided_at, one.decision, one.reason) for one in waiting}) > 1:
        raise ReviewError("The chosen dismissals were not decided together: look at them one by one.")
    if waiting[0].reviewer == by.reviewer.account_id:
        raise NotAllowedError(_OWN)
    outcomes = []
    for one in waiting:
        try:
            outcomes.append(second(store, one.disposition_id, agree, reason=reason, by=by))
        except SupplychainError as refused:
            outcomes.append(Outcome(one.flag_id, False, str(refused)))
    return tuple(outcomes)


def undo(store: Store, flag_id: str, *, by: Asking) -> Outcome:
    """Takes back one's own latest decision upon a flag, within `UNDO_MINUTES`; it stays in the history as undone, and
    what held before holds again.

    Raises NotAllowedError for another's, a late or a confirmed one, ConflictError where the flag moved on.
    """
    must_decide(by)
    flag = load_flag(store, by.reviewer.organisation_id, flag_id)
    earlier = dispositions_of(store, flag.organisation_id, [flag_id])
    if not earlier or earlier[-1].status not in _ALIVE:
        raise ConflictError("There is no decision to undo on this flag.")
    latest = earlier[-1]
    if latest.reviewer != by.reviewer.account_id:
        raise NotAllowedError(f"Only your own decision can be undone. {last_word(store, flag)}")
    if latest.second_reviewer:
        raise NotAllowedError("A second person has confirmed this decision: take a new one instead.")
    if by.at - latest.decided_at > timedelta(minutes=UNDO_MINUTES):
        raise NotAllowedError(f"A decision can be undone for {UNDO_MINUTES} minutes: take a new one instead.")
    if flag.status not in (StandingStatus.DECIDED, StandingStatus.PENDING_SECOND):
        raise ConflictError("The flag was reopened since: there is nothing to undo.")
    before = latest.content.get("before", {})
    again = before.get("superseded", [])
    moves = [
        (one, {"status": DispositionStatus.FINAL})
        for one in earlier
        if one.disposition_id in again and one.status is DispositionStatus.SUPERSEDED
    ]
    change = ReviewChange(
        flag=flag,
        status=StandingStatus(before.get("status", StandingStatus.OPEN.value)),
        decision=before.get("decision", ""),
        valid_until=datetime.fromisoformat(before["valid_until"]) if before.get("valid_until") else None,
        changed=((latest, {"status": DispositionStatus.UNDONE}), *moves),
    )
    revision = _keep(store, change, by.deed("disposition.undo"))
    said = f"Undone: the flag is {change.status.value.replace('_', ' ')} again."
    return Outcome(flag_id, True, said, latest.disposition_id, change.status, revision)


def expire_due(store: Store, clock: Callable[[], datetime]) -> JobOutcome:
    """Reopens every flag whose decision has come to its date. Safe to run again, and by two at once."""
    reopened = skipped = 0
    while due := due_flags(store, clock(), _AT_A_TIME):
        before = reopened
        for flag in due:
            held = _held(dispositions_of(store, flag.organisation_id, [flag.flag_id]))
            expired = tuple((one, {"status": DispositionStatus.EXPIRED}) for one in held)
            change = ReviewChange(flag, StandingStatus.REOPENED, "", None, (), expired)
            try:
                keep_change(store, change, Deed("job expire", "disposition.expire", clock()))
                reopened += 1
            except ConflictError:  # somebody decided it this very moment
                skipped += 1
        if reopened == before:
            break
    said = f"{plural(reopened, 'decision')} came to the date set; what they were about is open again."
    return JobOutcome("done", said, {"reopened": reopened, "skipped": skipped})


def changes_since(store: Store, flag: StandingFlag) -> tuple[FieldChange, ...]:
    """What is not as it was when the flag (or the one it follows) was last decided upon: field by field, supplier row
    and list entry; () where nobody has decided or nothing changed. Of the supplier row only what the flag reads."""
    followed, decided = history_of(store, flag)
    told = [one.content for one in decided if one.status is not DispositionStatus.UNDONE]
    if told:
        was, entry_was = told[-1].get("supplier", {}), told[-1].get("entry", {})
    elif followed:  # nobody decided upon the flag before this one either
        was, entry_was = content_now(store, followed[0])
    else:
        return ()
    now, entry_now = content_now(store, flag)
    read = fields_read(flag.flag.axes, now)
    before, after = ({name: side[name] for name in read if name in side} for side in (was, now))
    entries = changes_between("entry", entry_was, entry_now) if entry_was and entry_now else ()
    return (*changes_between("supplier", before, after), *entries)


def history_of(store: Store, flag: StandingFlag) -> tuple[tuple[StandingFlag, ...], tuple[Disposition, ...]]:
    """The flags this one follows (the same supplier and entry, an earlier supplier row), the latest first, and every
    decision upon it and them, oldest first."""
    line, seen = [flag], {flag.flag_id}
    while line[-1].previous_flag_id and line[-1].previous_flag_id not in seen:
        earlier = load_flags(store, flag.organisation_id, [line[-1].previous_flag_id])
        if not earlier:
            break
        line += earlier.values()
        seen |= earlier.keys()
    return tuple(line[1:]), dispositions_of(store, flag.organisation_id, seen)


def last_word(store: Store, flag: StandingFlag) -> str:
    """Who said what upon the flag last, and when, as a sentence; "" where nobody has."""
    earlier = dispositions_of(store, flag.organisation_id, [flag.flag_id])
    if not earlier:
        return ""
    last = earlier[-1]
    at, who = last.decided_at, last.reviewer
    if last.seconded_at is not None:
        at, who = last.seconded_at, last.second_reviewer
    did = {
        DispositionStatus.UNDONE: "took back",
        DispositionStatus.REFUSED: "refused",
        DispositionStatus.PENDING_SECOND: "proposed",
    }.get(last.status, "decided")
    account = account_of(store, who, flag.organisation_id)
    return f"{account.name if account else who} {did} “{DECISION_WORDS[last.decision]}” on {stamp(at)}."


def _must_be_seen(store: Store, flag: StandingFlag, revision: int) -> None:
    if flag.status is StandingStatus.WITHDRAWN:
        raise ConflictError("This flag was withdrawn: its entry left the list. There is nothing to decide.")
    if flag.status is StandingStatus.PENDING_SECOND:
        raise ConflictError(f"This flag waits for a second person, who agrees or refuses. {last_word(store, flag)}")
    if flag.revision != revision:
        raise _overtaken(store, flag)


def _overtaken(store: Store, flag: StandingFlag) -> ConflictError:
    said = last_word(store, flag) or "It was seen again in another upload or list version."
    return ConflictError(f"This flag has changed since you opened it. {said} Look at it again, then decide.")


def _keep(store: Store, change: ReviewChange, deed: Deed) -> int:
    try:
        return keep_change(store, change, deed)
    except ConflictError:
        raise _overtaken(store, change.flag) from None


def _record(store: Store, flag: StandingFlag) -> dict[str, Any]:
    held = _held(dispositions_of(store, flag.organisation_id, [flag.flag_id]))
    before = {
        "status": flag.status.value,
        "decision": flag.decision,
        "valid_until": flag.valid_until.isoformat() if flag.valid_until else "",
        "superseded": [one.disposition_id for one in held],
    }
    return record_of(flag_facts(store, flag), evidence_of(store, flag.organisation_id, [flag.flag_id]), before)


def _held(earlier: tuple[Disposition, ...]) -> tuple[Disposition, ...]:
    return tuple(one for one in earlier if one.status is DispositionStatus.FINAL)


def _prior_id(store: Store, flag: StandingFlag, earlier: tuple[Disposition, ...]) -> str:
    told = earlier or history_of(store, flag)[1]
    return told[-1].disposition_id if told else ""


def _reopened(flag: StandingFlag, one: Disposition, moves: dict[str, Any], status: StandingStatus) -> ReviewChange:
    return ReviewChange(flag, status, "", None, (), ((one, moves),))
