"""Who may decide, which decisions need two people, how long do they hold, and what is a reason?

The figures of the review policy, each with its reason, and the rules that use them alone. Refuses to know the store.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol

from supplychain.errors import NotAllowedError, ReviewError
from supplychain.model import Axis, Decision, Role, Severity
from supplychain.store.dispositions import Deed, StandingFlag
from supplychain.store.standing_rows import tells_who
from supplychain.store.twins import Contents, is_same_party
from supplychain.text.nobody import tells_nobody

DECIDERS = (Role.REVIEWER, Role.ADMIN)
# Dismissing these needs a second pair of eyes: by law nothing may be bought or paid, and a wrong dismissal is the
# costliest slip there is (OFAC's enforcement against American Express, 2022, turned on such an override).
FOUR_EYES_SEVERITIES = (Severity.PROHIBITED, Severity.IMPORT_BARRED)
# "High score": from 0.85 on 1.3 of 1,000 suppliers that are nobody listed are flagged, and seven of eight listed
# parties under a disguised name (docs/matching.md, the what-if table): here a dismissal is oftenest wrong.
FOUR_EYES_SCORE = 0.85
# How long a decision holds when its reviewer says nothing, our choice: an answer is looked at again every year, an open
# question every month.
VALID_DAYS: Mapping[Decision, int] = MappingProxyType(
    {Decision.TRUE_MATCH: 365, Decision.FALSE_POSITIVE: 365, Decision.UNSURE: 30, Decision.ESCALATED: 30}
)
# A decision for ever is a suppression nobody looks at again; "unsure" for years would be a dismissal by another name.
LONGEST_DAYS: Mapping[Decision, int] = MappingProxyType(
    {Decision.TRUE_MATCH: 731, Decision.FALSE_POSITIVE: 731, Decision.UNSURE: 92, Decision.ESCALATED: 92}
)
UNDO_MINUTES = 15  # a slip is noticed at once; later a new decision says more honestly what happened
SHORTEST_REASON, LONGEST_REASON = 3, 4_000  # letters; a reason of one letter explains nothing
MOST_AT_ONCE = 500

DECISION_WORDS: Mapping[Decision, str] = MappingProxyType(
    {
        Decision.TRUE_MATCH: "true match",
        Decision.FALSE_POSITIVE: "false positive",
        Decision.UNSURE: "unsure",
        Decision.ESCALATED: "escalated",
    }
)


class Reviewer(Protocol):
    """Whoever is signed in; `web.identity.Person` is one."""

    @property
    def account_id(self) -> str: ...

    @property
    def organisation_id(self) -> str: ...

    @property
    def role(self) -> Role: ...


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, when, and in which request."""

    reviewer: Reviewer
    at: datetime
    request_id: str = ""

    def deed(self, action: str) -> Deed:
        """The same for the audit trail."""
        return Deed(self.reviewer.account_id, action, self.at, self.request_id)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reviewer says of a flag, why, and until when it holds (None: `VALID_DAYS`)."""

    decision: Decision
    reason: str
    valid_until: datetime | None = None


def needs_second(flag: StandingFlag, decision: Decision) -> bool:
    """Whether this decision needs a second person: dismissing a high-score flag of the two gravest severities."""
    grave = flag.severity in FOUR_EYES_SEVERITIES and flag.score >= FOUR_EYES_SCORE
    return grave and decision is Decision.FALSE_POSITIVE


def must_decide(by: Asking) -> None:
    """Raises NotAllowedError where the role does not decide."""
    if by.reviewer.role not in DECIDERS:
        raise NotAllowedError("Only reviewers and admins decide upon flags: ask one of your organisation.")


def reason_of(text: str) -> str:
    """The reason as it is kept. Raises ReviewError where there is none, or too much of it."""
    reason = text.strip()
    if len(reason) < SHORTEST_REASON:
        raise ReviewError("Say why: a decision without a reason cannot be explained later.")
    if len(reason) > LONGEST_REASON:
        raise ReviewError(
            f"The reason has {len(reason):,} letters, {LONGEST_REASON:,} fit: attach the rest as evidence."
        )
    return reason


def valid_until(answer: Answer, now: datetime) -> datetime:
    """When the decision comes to its date. Raises ReviewError where the date asked for is none we keep."""
    until = answer.valid_until or now + timedelta(days=VALID_DAYS[answer.decision])
    longest = LONGEST_DAYS[answer.decision]
    if not now < until <= now + timedelta(days=longest):
        words = DECISION_WORDS[answer.decision]
        raise ReviewError(f"“{words}” holds for {longest} days at most and not into the past: choose a date within.")
    return until


def is_one_pair(flags: Collection[StandingFlag], entries: Contents) -> bool:
    """Whether all flags are one supplier's, by its key or by its name, and speak of one list entry, or of several
    `entries` that are the first one's party. Two rows that name neither supplier nor maker are never one supplier's."""
    keys, names = {one.supplier_key for one in flags}, {one.supplier_name for one in flags}
    by_key = len(keys) <= 1 and all(map(tells_who, keys))
    by_name = len(names) <= 1 and not any(map(tells_nobody, names))
    if not (by_key or by_name or len({one.flag_id for one in flags}) <= 1):
        return False
    first = next(iter(flags), None)
    return first is None or all(_one_party(first, other, entries) for other in flags)


def _one_party(one: StandingFlag, other: StandingFlag, entries: Contents) -> bool:
    if one.list_key != other.list_key or one.entry_id == other.entry_id:
        return one.list_key == other.list_key
    if not all(Axis.WHO in each.flag.axes for each in (one, other)):
        return False
    mine, theirs = (entries.get((each.list_key, each.entry_fingerprint), {}) for each in (one, other))
    return is_same_party(mine, theirs)
