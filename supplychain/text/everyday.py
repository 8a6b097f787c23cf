"""Which words are everyday words of a language, and how common is each? A company anywhere may be named with them.

Refuses to know lists, names and weights. The table and its source: `data/README.md`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# Half steps of the Zipf scale (the logarithm of uses in a billion words): 10 is a hundred uses a million and more, 5 is
# one use in three million.
LEAST_BAND, MOST_BAND = 5, 10


@cache
def bands() -> dict[str, int]:
    """Each everyday word in a-z with its band, LEAST_BAND to MOST_BAND; some hundred thousand, read in 20 ms."""
    found: dict[str, int] = {}
    text = (files("supplychain.text") / "data" / "everyday_words.txt").read_text(encoding="ascii")
    for line in text.splitlines():
        band, _, words = line.partition(":")
        found.update(dict.fromkeys(words.split(), int(band)))
    return found
