"""Which words is a Latin wording made of, and what is each as every list writes it?

Refuses to know what a whole name is (`text/names.py`) and which words are legal forms (`text/legal_forms.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from supplychain.text import legal_forms, legal_repairs, transliterate, words

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.)+[^\W\d_]\b\.?|\b(?:[^\W\d_]\.\s)+[^\W\d_]\b\.?")
# A letter alone before a dot: without one the pattern above finds nothing, and most names with a dot have none.
_MAY_DOT = re.compile(r"(?<![^\W_])[^\W\d_]\.")
_TOKEN = re.compile(r"[^\W_]+")
_ASCII_TOKEN = re.compile(r"[a-z0-9]+")  # the same in lower-case ASCII, faster
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_MOST_REMEMBERED = 50_000
_GLUED_CODE = re.compile(r"^\d{5,}(?=[a-z]{3})")


def tokens_of(text: str) -> list[str]:
    """The words of a Latin wording, lower-case, dotted ones joined."""
    if "'" in text:
        text = _APOSTROPHE.sub("", text)
    if "." in text and _MAY_DOT.search(text):
        text = _DOTTED.sub(lambda m: _undot(m.group()), text)
    if text.isascii():
        return _ASCII_TOKEN.findall(text.lower())
    return [plain for token in _TOKEN.findall(text) if (plain := token if token.isascii() else _ascii(token))]


def plain_tokens(text: str) -> list[str]:
    """`tokens_of` of a text of nothing but a-z and plain marks."""
    if "'" in text:
        text = _APOSTROPHE.sub("", text)
    if "." in text and _MAY_DOT.search(text):
        text = _DOTTED.sub(lambda m: _undot(m.group()), text)
    for mark in ",.&'":
        text = text.replace(mark, " ")
    return text.split()


def join_letters(tokens: list[str]) -> list[str]:
    """Runs of three or more single letters become one word (`s i s`), of two where they open a name (`i b vesta`) or
    are a legal form; others stay initials."""
    if list(map(len, tokens)).count(1) < 2:
        return tokens
    joined: list[str] = []
    run: list[str] = []
    for token in [*tokens, ""]:
        if len(token) == 1 and token.isalpha():
            run.append(token)
            continue
        at_start = not joined and token != ""
        if len(run) > 2 or (len(run) == 2 and (at_start or legal_forms.is_form("".join(run)))):
            joined.append("".join(run))
        else:
            joined.extend(run)
        run = []
        if token:
            joined.append(token)
    return joined


# What a word may be but a word: the first or the last piece of a broken word of a legal form, a mistyped one, a letter.
FIRST_PIECE, LAST_PIECE, DAMAGED, LETTER = 1, 2, 4, 8
BROKEN = FIRST_PIECE | LAST_PIECE


class _Marks(dict[str, int]):
    """What each word may be, as bits of the above; 0 for most. A name whose words have none needs none of the repairs.
    Each word is looked at once; the memory starts anew when full."""

    def __missing__(self, token: str) -> int:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        damaged = legal_repairs.is_mistyped(token) or legal_forms.is_damaged(token)
        marks = LETTER * (len(token) == 1) | DAMAGED * damaged | FIRST_PIECE * (token in legal_repairs.FIRST_PIECES)
        self[token] = marks | LAST_PIECE * (token in legal_repairs.LAST_PIECES)
        return self[token]


MARKS = _Marks()


@lru_cache(maxsize=50_000)
def as_listed(token: str) -> tuple[str, str, str | None]:
    """(canonical word, word as written, class of a legal form glued to it); "" for a word that says nothing."""
    kind = None
    if len(token) > 5:
        token, kind = legal_forms.unglued(token)
    written = "" if token in words.EMPTY else token
    token = words.SAME.get(token, token)
    if token in words.EMPTY:
        return "", written, kind
    return (_plain_number(token) if token[0].isdigit() else token), written, kind


@lru_cache(maxsize=4_096)
def _ascii(token: str) -> str:
    return "".join(_TOKEN.findall(transliterate.to_latin(token))).lower()


def _undot(dotted: str) -> str:
    """`s.i.s.` → `sis`, `d. o. o.` → `doo`; two letters stay apart unless they are a legal form (`W. A.`)."""
    letters = [c for c in dotted if c.isalnum()]
    joined = "".join(letters)
    return f"{joined} " if len(letters) > 2 or (joined,) in legal_forms.FORMS else f"{' '.join(letters)} "


def _plain_number(token: str) -> str:
    """`14th` → `14`, `007` → `7`; a long code glued before a word is taken off (`259304cssc`)."""
    ordinal = _ORDINAL.match(token)
    if ordinal:
        token = ordinal.group(1)
    if token.isdigit():
        return token.lstrip("0") or "0"
    return _GLUED_CODE.sub("", token)
