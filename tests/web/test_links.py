"""An address of a template is the one Flask would make, wherever the desk lies."""

from __future__ import annotations

import flask
import pytest
from flask import Flask

from web.links import _address, address_of

ASKED = [
    ("review.index", {}),
    ("review.show", {"flag_id": "0" * 32}),
    ("review.show", {"flag_id": "a b/ü?&", "done": "x&y"}),
    ("review.index", {"severity": ["high", "context"], "q": "x"}),
    ("review.index", {"q": None}),
    ("review.show", {"flag_id": "0" * 32, "_anchor": "evidence"}),
    ("static", {"filename": "desk.css"}),
    ("suppliers.show", {"key": "v-1"}),
]


@pytest.mark.parametrize("root", ["", "/screening", "/elsewhere"])
@pytest.mark.parametrize(("endpoint", "values"), ASKED)
def test_an_address_is_the_one_flask_makes(desk_app: Flask, root: str, endpoint: str, values: dict[str, str]) -> None:
    for _ in range(2):
        with desk_app.test_request_context("/review", environ_overrides={"SCRIPT_NAME": root}):
            assert address_of(endpoint, **values) == flask.url_for(endpoint, **values)
            assert address_of(endpoint, **values).startswith(f"{root}/")


def test_long_words_of_whoever_asks_are_not_held(desk_app: Flask) -> None:
    with desk_app.test_request_context("/login"):
        address_of("signing_in.login", next="/short")
        held = _address.cache_info().currsize
        for number in range(20):
            asked = f"/{number}{'x' * 10_000}"
            assert address_of("signing_in.login", next=asked) == f"/login?next={asked}"
    assert _address.cache_info().currsize == held
