"""What do damaged texts and doubled rows look like? Signs that a list was altered on its way, for the gates.

Refuses to judge a list: it counts, and the gates decide how much is too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from supplychain.model import Entry, ListedEntity, ListedGood

_QUESTIONS = re.compile(r"[?\ufffd\u0080-\U0010ffff]+")
# "1.23E+08": what a spreadsheet makes of a long number that it opens and saves.
_ROUNDED = re.compile(r"\d\.\d+E\+\d\d", re.IGNORECASE)


def mojibake(entries: Iterable[Entry]) -> int:
    """How many entries bear names that are UTF-8 read as Windows-1252 or Latin-1 on its way ("EntitÃ©", "Itâ€™s"):
    read back, they are UTF-8, which no name written in those encodings is by chance."""
    return sum(any(not text.isascii() and _read_back(text) for text in texts_of(entry)) for entry in entries)


def _read_back(title: str) -> set[str]:
    """What UTF-8 the text was before it was read as Windows-1252 or Latin-1; empty where it never was."""
    found = set()
    for encoding in ("cp1252", "latin-1"):
        with suppress(UnicodeError):
            found.add(title.encode(encoding).decode("utf-8"))
    return found - {title}


def texts_of(entry: Entry) -> tuple[str, ...]:
    """Every text that an entry is found by: all names of a party, the good and its place."""
    if isinstance(entry, ListedEntity):
        return tuple(entry.names)
    return (entry.good, entry.place) if isinstance(entry, ListedGood) else (entry.place,)


def letters_lost(after: Iterable[Entry], before: Iterable[Entry]) -> list[str]:
    """Names that were held, whose letters outside ASCII came as question marks or read by a wrong encoding: one is
    enough to say that all may be. Looked for among all names held, since many lists make their ids of names."""
    known = set(before)
    names = {text for entry in known for text in texts_of(entry) if not text.isascii()}
    asked = {_QUESTIONS.sub("?", name) for name in names}
    lost: list[str] = []
    for entry in after:
        if names and entry not in known:
            lost += [text for text in texts_of(entry) if text not in names and _is_damaged(text, names, asked)]
    return lost


def _is_damaged(text: str, names: set[str], asked: set[str]) -> bool:
    if _read_back(text) & names:
        return True
    return ("?" in text or "\ufffd" in text) and _QUESTIONS.sub("?", text) in asked


def rounded_numbers(entries: Iterable[Entry]) -> int:
    """How many entries bear an id or a number in the short form that a spreadsheet gives long ones."""
    return sum(any(_ROUNDED.fullmatch(number) for number in _numbers_of(entry)) for entry in entries)


def _numbers_of(entry: Entry) -> Iterator[str]:
    yield entry.entry_id
    if isinstance(entry, ListedEntity):
        yield from (one.value for one in entry.identifiers)


def alike(entries: Iterable[Entry]) -> int:
    """How many entries say letter by letter what one before them said, but for the id: readers number such rows
    ("alpha/2"), so that none is lost."""
    seen: set[int] = set()
    count = 0
    for entry in entries:
        if not isinstance(entry, ListedEntity):
            continue
        said = hash((entry.name, entry.addresses, entry.programme, entry.listed_on, entry.remarks, entry.identifiers))
        count += said in seen
        seen.add(said)
    return count
