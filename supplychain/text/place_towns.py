"""Which countries have a town or village of a name? Reads the tables of towns beside it, each once and only when asked
for; names are asked in lower case without spaces ("hochiminhcity"), as addresses run them together too.

Refuses to know texts, and which of several countries is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from supplychain.text.place_tables import city_names, read_table, subdivision_names
from supplychain.text.place_words import Word

SHORTEST = 4  # letters: shorter names are too many other things
SUBDIVISION, TOWN = "subdivision", "town"


@cache
def _lines(file_name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The lines of a table as what stands before the colon and the names behind it."""
    text = (files("supplychain.text") / "data" / file_name).read_text(encoding="utf-8")
    rows = (line.partition(": ") for line in text.splitlines())
    return tuple((head, tuple(names.split())) for head, _, names in rows)


@cache
def towns() -> dict[str, str]:
    """Name -> alpha-2 code of towns from a thousand people that one country has."""
    found: dict[str, str] = {}
    for file_name in ("towns_native.txt", "towns.txt"):
        for code, names in _lines(file_name):
            found.update(dict.fromkeys(names, code))
    # A namesake in another country ("Kashi", "Bole") must not answer for a place of Xinjiang.
    xinjiang = {row[4].replace(" ", "") for row in read_table("xinjiang.csv")}
    return {name: code for name, code in found.items() if code == "CN" or name not in xinjiang}


@cache
def shared_towns() -> dict[str, tuple[tuple[str, ...], bool]]:
    """Name -> the countries that have a town of that name, the largest first, and whether the first is so much larger
    that it is meant where nothing else tells."""
    found: dict[str, tuple[tuple[str, ...], bool]] = {}
    for codes, names in _lines("towns_shared.txt"):
        found.update(dict.fromkeys(names, (tuple(codes.rstrip("!").split(",")), codes.endswith("!"))))
    return found


@cache
def _posted_towns() -> dict[str, tuple[str, ...]]:
    """Name -> the countries of the villages, and of the towns named by an everyday word, that are meant only beside a
    postcode ("1630 Bulle")."""
    found: dict[str, tuple[str, ...]] = {}
    for codes, names in _lines("towns_posted.txt"):
        found.update(dict.fromkeys(names, tuple(codes.split(","))))
    return found


@cache
def towns_of_states() -> dict[str, frozenset[str]]:
    """State ("US-IN") -> the towns in it whose names the other tables know only elsewhere or not."""
    return {state: frozenset(names) for state, names in _lines("towns_of_states.txt")}


@cache
def run_together() -> dict[str, tuple[str, str]]:
    """Name -> (code, kind) of the subdivisions and cities we know outright."""
    found = {name.replace(" ", ""): (code.split("-")[0], TOWN) for name, (code, _) in city_names().items()}
    states = {name.replace(" ", ""): (code.split("-")[0], SUBDIVISION) for name, code in subdivision_names().items()}
    found.update(states)
    return {name: hit for name, hit in found.items() if len(name) >= SHORTEST}


def towns_named(squeezed: str) -> frozenset[str]:
    """The countries that have a town of a name, given in lower case without spaces."""
    known = run_together().get(squeezed)
    codes = [known[0]] if known is not None else []
    codes += [towns()[squeezed]] if squeezed in towns() else []
    return frozenset((*codes, *shared_towns().get(squeezed, ((), False))[0]))


def villages_named(squeezed: str) -> tuple[str, ...]:
    """The countries of the villages, and of the towns named by an everyday word, that bear a name."""
    return _posted_towns().get(squeezed, ())


def homes_of_end(part: Sequence[Word]) -> frozenset[str]:
    """The countries that have a town of the name that fills a part, or ends it."""
    named = [word.folded for word in part if word.folded.isalpha()]
    return frozenset(code for length in (1, 2, 3) for code in towns_named("".join(named[-length:])))
