"""How is a damaged legal form made whole again: cut in two by a blank, mistyped at a name's end, glued to a word?

`LIM ITED LIABILITY COMPANY X`, `X LDT`, `XLTD`. Refuses to know which forms there are (`text/legal_forms.py`).
"""

from __future__ import annotations

from itertools import pairwise

from supplychain.text.legal_forms import FORM_WORDS

# Words of forms long enough that two pieces joining into one are no chance.
_WHOLE = frozenset(word for word in (*FORM_WORDS, "corporation", "incorporated", "gesellschaft") if len(word) >= 6) - {
    "jointstock"
}
# Into what such a word may be broken.
FIRST_PIECES = frozenset(word[:at] for word in _WHOLE for at in range(2, len(word) - 1)) - {"in", "gesell", "work"}
LAST_PIECES = frozenset(word[at:] for word in _WHOLE for at in range(2, len(word) - 1))
# Short forms of consonants alone: one letter wrong, twice or swapped, and it is still no word of any language.
_MISTYPED_AT_END = ("ltd", "llc")
_CONSONANTS = "bcdfghjklmnpqrstvwxz"


def _mistyped() -> dict[str, str]:
    """Each way to mistype a short form, with the form."""
    found: dict[str, str] = {}
    for form in _MISTYPED_AT_END:
        for at in range(len(form)):
            for letter in _CONSONANTS:
                found[form[:at] + letter + form[at + 1 :]] = form
            found[form[: at + 1] + form[at:]] = form
            found[form[:at] + form[at + 1 : at + 2] + form[at] + form[at + 2 :]] = form
    return {spelt: form for spelt, form in found.items() if spelt not in _FORMS_THEMSELVES}


_FORMS_THEMSELVES = frozenset({"ltd", "llc", "plc", "llp", "lls", "pte", "ltda"})
_MISTYPED = _mistyped()


def is_mistyped(token: str) -> bool:
    """Whether the word is a mistyped short form."""
    return token in _MISTYPED


def made_whole(tokens: list[str]) -> list[str]:
    """The words of a name with words of legal forms put together again, and a mistyped short form at its end put
    right."""
    if len(tokens) < 2:
        return tokens
    if not FIRST_PIECES.isdisjoint(tokens):
        tokens = _joined(tokens)
    right = _MISTYPED.get(tokens[-1])
    return tokens if right is None else [*tokens[:-1], right]


def _joined(tokens: list[str]) -> list[str]:
    """`lim ited` → `limited`."""
    at = next((i for i, (one, two) in enumerate(pairwise(tokens)) if one + two in _WHOLE), None)
    return tokens if at is None else _joined([*tokens[:at], tokens[at] + tokens[at + 1], *tokens[at + 2 :]])
