"""What is the address of a page? As Flask's own `url_for` has it, made once: a page of the queue has sixty links, and
making one anew takes a tenth of a millisecond.

Refuses to know which pages there are.
"""

from __future__ import annotations

from functools import lru_cache

import flask
from flask import Flask, request

_HELD = 8192  # addresses, some 2 MB: the pages of the desk many times over
_LONGEST = 200  # letters given; longer ones are not held: anybody may ask for a page with 250 kB behind its "?"


def put_links(app: Flask) -> None:
    """Has the templates of an application take their addresses from here."""
    app.jinja_env.globals["url_for"] = address_of


def address_of(endpoint: str, **values: object) -> str:
    """The address, as `flask.url_for` gives it in this request."""
    # What hangs on the request by more than where the application lies, or cannot be looked up, is made anew.
    given = tuple(sorted((name, value) for name, value in values.items() if name[0] != "_" and isinstance(value, str)))
    if endpoint.startswith(".") or len(given) < len(values) or sum(len(value) for _, value in given) > _LONGEST:
        return flask.url_for(endpoint, **values)  # type: ignore[arg-type]
    return _address(flask.current_app.name, request.root_path, endpoint, given)


@lru_cache(_HELD)
def _address(_app: str, _root: str, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
    return flask.url_for(endpoint, **dict(values))  # type: ignore[arg-type]
