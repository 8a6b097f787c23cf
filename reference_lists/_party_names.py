"""How do US notices write several names in one cell? A small grammar shared by the UFLPA and the CBP lists.

It splits only at signs that the notices themselves use (semicolons, stated markers, a closed legal form before a
comma or "and"), so that a name is never cut inside. What it cannot place is handed back, not guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from supplychain.model import Alias
from supplychain.reference.formats import plain

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
}  # fmt: skip
_NUMBER = rf"(?:{'|'.join(_NUMBERS)}|\d+)"

# "(and two aliases: A; and B)", "(including one alias: A)", "(also known as A; and formerly known as B)"
_MARKER = (
    rf"(?:(?P<count>{_NUMBER})\s+)?alias(?:es)?\s*:|"
    r"(?:also|formerly|previously|now)\s+(?:known|named|called)\s+as\b:?|(?:a|f|n)[./]?k[./]?a\b\.?:?"
)
_ALIAS_OPENING = re.compile(rf"\(\s*(?:(?:and|including|or)\s+)?(?:{_MARKER})", re.IGNORECASE)
_MARKER_AT_START = re.compile(rf"^(?:(?:and|including|or)\s+)?(?:{_MARKER})\s*", re.IGNORECASE)
# "Meike Co. and formerly known as Jiangsu Gaozhao ...": a marker also starts a new name without a semicolon.
_BEFORE_MARKER = re.compile(rf"[,;]?\s+and\s+(?={_MARKER.replace('(?P<count>', '(?:')})", re.IGNORECASE)

# A name that ends in its legal form is closed: "Jiangyin Intermodal Transport Co. and Jiangyin United Transport Co."
# Without a closed form "and" belongs to the name: "Bayi Iron and Steel", "Heze Cotton and Linen Co., Ltd."
_ENDINGS = (r"Co\.", r"Ltd\.", "Ltd", r"Inc\.", r"Corp\.", "LLC", "Limited", "Bhd", r"Bhd\.", r"C\.V\.")
_CLOSED = "(?:" + "|".join(rf"(?<=\b{ending})" for ending in _ENDINGS) + ")"
_AND_AFTER_CLOSED = re.compile(rf"{_CLOSED},?\s+and\s+(?=[A-Z\"“])")
_FORM = r"(?:Co|Ltd|Limited|Inc|LLC|L\.L\.C|Corp|S\.?A|Pvt|Pte)\b"
_COMMA_AFTER_CLOSED = re.compile(rf"{_CLOSED},\s+(?!{_FORM})(?:and\s+)?")

# ", and Subsidiaries", "and its subordinate and affiliated entities", "and its eight Zhuhai-based subsidiaries, which
# include A, B, and C", "and its subsidiary A", "and their subsidiaries", "and its two subsidiaries from China, A and B"
_REACH = re.compile(
    rf",?\s+(?P<note>and\s+(?:(?:all\s+of\s+)?(?:its|their|all)\s+)?(?:{_NUMBER}\s+)?(?:[\w-]+-based\s+)?"
    r"(?:(?:wholly[- ]owned|subordinate|affiliated|related)(?:\s+and\s+(?:subordinate|affiliated))?\s+)?"
    r"(?:subsidiar(?:y|ies)|subordinates|affiliates|entities|joint\s+ventures)\b"
    r"(?:,?\s+and\s+(?:joint\s+ventures|affiliates|affiliated\s+entities|subordinates|subsidiaries))?"
    r"(?:\s+from\s+[A-Z]\w+)?)"
    r"(?P<named>.*)$",
    re.IGNORECASE,
)
_NAMED_OPENING = re.compile(r"^\s*(?:[,:]\s*)?(?:(?:which|that)\s+includes?|including|namely)?\s*:?\s*", re.IGNORECASE)
_ACRONYM = re.compile(r"\s*\(([A-Z]{3,8})\)(?=\s*$)")


@dataclass(frozen=True, slots=True)
class PartyName:
    """A cell read: the name as published, its aliases, the note that reaches further parties, the parties that note
    names, and whatever could not be placed."""

    name: str
    aliases: tuple[Alias, ...] = ()
    extends_to: str = ""
    named: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def read_party(cell: str) -> PartyName:
    """Read one party's cell by the grammar above.

    A parenthesis that opens with no alias marker stays in the name ("(Shanshan)", "(Group)"); an acronym that ends
    the name ("(XPCC)") stays and is a weak alias as well, and the name without it an alias.
    """
    cell = plain(cell)
    unread: list[str] = []
    aliases: list[Alias] = []
    while opening := _ALIAS_OPENING.search(cell):
        end = _closing(cell, opening.start())
        if end < 0:
            unread.append(f"unclosed parenthesis: {cell}")
            end = len(cell)
        found = split_aliases(cell[opening.start() + 1 : end])
        count = opening["count"]
        if count is not None and _number(count) != len(found):
            unread.append(f"{count} aliases are announced, {len(found)} are read: {cell}")
        aliases.extend(Alias(name) for name in found)
        cell = plain(cell[: opening.start()].rstrip(", ") + cell[end + 1 :])
    name, extends_to, named = _reach(cell)
    acronym = _ACRONYM.search(name)
    if acronym:
        aliases.append(Alias(name[: acronym.start()].strip()))
        aliases.append(Alias(acronym[1], weak=True))
    return PartyName(name, tuple(dict.fromkeys(aliases)), extends_to, named, tuple(unread))


def split_aliases(text: str) -> tuple[str, ...]:
    """The names in "two aliases: A; and B and formerly known as C", markers and joining "and" taken off."""
    names = []
    for part in text.split(";"):
        for piece in _BEFORE_MARKER.split(part):
            piece = _MARKER_AT_START.sub("", piece.strip())
            piece = re.sub(r"^and\s+", "", piece)
            names.extend(_AND_AFTER_CLOSED.split(piece))
    return tuple(plain(name).strip(" ,") for name in names if plain(name).strip(" ,"))


def split_parties(text: str) -> tuple[str, ...]:
    """The names in "A Co., Ltd., B Co., Ltd., and C": split after closed legal forms and at semicolons only."""
    names: list[str] = []
    for part in text.split(";"):
        for piece in _COMMA_AFTER_CLOSED.split(re.sub(r"^\s*and\s+", "", part)):
            names.extend(_AND_AFTER_CLOSED.split(piece))
    return tuple(plain(name).strip(" ,") for name in names if plain(name).strip(" ,"))


def _reach(cell: str) -> tuple[str, str, tuple[str, ...]]:
    found = _REACH.search(cell)
    if found is None:
        return cell, "", ()
    named = split_parties(_NAMED_OPENING.sub("", found["named"]).strip(" ."))
    # "Ltd." keeps its point where the sentence ended on it.
    if named and found["named"].rstrip().endswith("."):
        named = (*named[:-1], named[-1] + "." if re.search(r"\b(?:Co|Ltd|Inc|Corp)$", named[-1]) else named[-1])
    note = cell[found.start("note") :] if named else found["note"]
    return cell[: found.start()].rstrip(" ,"), plain(note), named


def _closing(text: str, start: int) -> int:
    depth = 0
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at
    return -1


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.casefold()]
