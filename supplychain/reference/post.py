"""How does a small message of ours go out to an address the operator gave? Once, as JSON, with an id against doubles.

Lives beside the fetcher, where httpx is at home. Refuses to know what the message says, and never repeats the address:
it may hold a secret.
"""

from __future__ import annotations

from typing import Any

import httpx

from supplychain import __version__
from supplychain.errors import SupplychainError

SECONDS = 20.0  # a receiver that takes longer is asked again by the next digest


class PostError(SupplychainError):
    """The message did not arrive; the next run sends it again."""


def post_json(url: str, message: dict[str, Any], key: str) -> None:
    """Posts a message; `key` is its id, sent as `Idempotency-Key`. Redirects are not followed: the message goes to the
    address given or nowhere. Raises PostError."""
    headers = {"Idempotency-Key": key, "User-Agent": f"supplychain/{__version__}"}
    try:
        answer = httpx.post(url, json=message, headers=headers, timeout=SECONDS, follow_redirects=False)
    except httpx.HTTPError as error:
        raise PostError(
            f"The digest's webhook could not be reached ({type(error).__name__}); it is told again."
        ) from error
    if not answer.is_success:
        raise PostError(f"The digest's webhook answered {answer.status_code}; it is told again.")
