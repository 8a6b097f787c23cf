"""Who may use which page? ONE table, endpoint → roles; what stands in no line of it answers nobody.

A new page adds its endpoint to `ALLOWED`; a test walks every route × method × role × organisation and fails where one
is missing. Refuses to know who is asking (identity) and what a page shows: whose organisation a thing belongs to is
asked by the page itself, with `person().organisation_id`.
"""

from __future__ import annotations

from enum import StrEnum

from supplychain.model import Role
from web.language import messages, translated

EVERYONE = frozenset(Role)
DECIDERS = frozenset({Role.REVIEWER, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})


class Scope(StrEnum):
    """What an API token may be used for; never more than its owner's role allows."""

    READ = "read"  # screenings, flags, decisions and lists, read only
    SCREEN = "screen"  # send supplier lines and sheets to be screened
    DECIDE = "decide"  # decide upon flags
    METRICS = "metrics"  # the counters at /metrics

    @property
    def says(self) -> str:
        """What it allows, for the page where tokens are made."""
        return translated(_SAYS[self])


_SAYS = messages(
    {
        Scope.READ: "Read screenings, flags, decisions and lists",
        Scope.SCREEN: "Send supplier lines and sheets to be screened",
        Scope.DECIDE: "Decide upon flags",
        Scope.METRICS: "Read the counters at /metrics",
    }
)


def scopes_of(role: Role, *, operates: bool) -> tuple[Scope, ...]:
    """The scopes somebody may give a token of theirs."""
    refused = {Scope.DECIDE} if role not in DECIDERS else set()
    refused |= set() if operates else {Scope.METRICS}
    return tuple(scope for scope in Scope if scope not in refused)


# Answer without anybody signed in: at most six, and a new one is a decision of its own.
OPEN = frozenset({"static", "health.healthz", "health.readyz", "signing_in.login", "sso.begin", "sso.finish"})

# For somebody who has given a password, and still owes the second factor or a password of their own.
ON_THE_WAY = frozenset(
    {
        "signing_in.code",
        "signing_in.logout",
        "own_account.password",
        "own_account.enrol",
    }
)

# Endpoint → roles that may use it.
ALLOWED: dict[str, frozenset[Role]] = {
    "signing_in.code": EVERYONE,
    "signing_in.logout": EVERYONE,
    "own_account.show": EVERYONE,
    "own_account.password": EVERYONE,
    "own_account.enrol": EVERYONE,
    "own_account.recovery": EVERYONE,
    "own_account.make": EVERYONE,
    "own_account.revoke": EVERYONE,
    "uploads.new": EVERYONE,
    "uploads.create": EVERYONE,
    "uploads.show": EVERYONE,
    "uploads.progress": EVERYONE,
    "uploads.columns": EVERYONE,
    "uploads.discard": EVERYONE,
    "overview.index": EVERYONE,
    "evidence.show": EVERYONE,
    "evidence.export": EVERYONE,
    "screenings.index": EVERYONE,
    "screenings.show": EVERYONE,
    "screenings.not_screened": EVERYONE,
    "screenings.workbook": EVERYONE,
    "screenings.ask_erase": DECIDERS,
    "screenings.erase": DECIDERS,
    "lists.index": EVERYONE,
    "lists.show": EVERYONE,
    "lists.held_back": ADMINS,
    "lists.accept": ADMINS,
    "lists.remove": ADMINS,
    "changes.index": EVERYONE,
    "audit.index": ADMINS,
    "audit.verify": ADMINS,
    "review.index": EVERYONE,
    "review.show": EVERYONE,
    "review.attach": EVERYONE,  # the officer has the supplier's letter
    "review.download": EVERYONE,
    "review.waiting": DECIDERS,
    "review.decide": DECIDERS,
    "review.agree": DECIDERS,
    "review.take_back": DECIDERS,
    "suppliers.index": EVERYONE,
    "suppliers.show": EVERYONE,
    "accounts.index": ADMINS,
    "accounts.create": ADMINS,
    "accounts.show": ADMINS,
    "accounts.change": ADMINS,
    "accounts.reset": ADMINS,
    "accounts.rename": ADMINS,
    "organisations.index": ADMINS,
    "organisations.create": ADMINS,
    "metrics.show": ADMINS,
    "api.document": EVERYONE,
    "api.match": EVERYONE,
    "api.match_entities": EVERYONE,
    "api.reconcile": EVERYONE,
    "api.reconcile_get": EVERYONE,
    "api.lists": EVERYONE,
    "api.list": EVERYONE,
    "api.screen": EVERYONE,
    "api.upload": EVERYONE,
    "api.screenings": EVERYONE,
    "api.screening": EVERYONE,
    "api.lines": EVERYONE,
    "api.flags": EVERYONE,
    "api.flag": EVERYONE,
    "api.decide": DECIDERS,
}

# Of those, what only the operator may use: an admin of the main organisation, for it concerns every organisation.
OPERATOR_ONLY = frozenset(
    {
        "organisations.index",
        "organisations.create",
        "metrics.show",
        "lists.held_back",
        "lists.accept",
        "lists.remove",  # own lists are the home's
        "audit.verify",  # the chain is one for all organisations
    }
)
