"""Where do two values differ? Each cut into parts that the other has and parts that it has not, for eye and ear.

Refuses to judge: the score was made elsewhere, this only shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from supplychain.flags.review_record import as_text
from supplychain.flags.words import POLICY_KEY
from supplychain.model import Axis
from supplychain.store.dispositions import StandingFlag
from supplychain.text.fold import plain
from web.language import messages

# "S.A." is one word, the same as "SA"; else runs of letters and numbers, and what stands between them.
_WORDS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\b\.?|[^\W_]+|[\W_]+")
_ALIKE = 0.6  # two words this much alike are one word misspelt: their letters are compared
_ONE_VALUE = ("Compared", "Name")  # the other lines hold several values, in no order
_LONGEST = 400  # characters compared of one value; a cell of pages is shown and not compared


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a value; `differs` where the other side has it not."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the two columns: what is compared, and both sides in parts."""

    label: str
    supplier: tuple[Part, ...]
    entry: tuple[Part, ...]


def compared(label: str, supplier: str, entry: str) -> Compared:
    """Two values side by side; where one is empty nothing is marked, for there is nothing to compare."""
    if not supplier or not entry or max(len(supplier), len(entry)) > _LONGEST:
        return Compared(label, _whole(supplier), _whole(entry))
    left, right = _words(supplier), _words(entry)
    ours: list[Part] = []
    theirs: list[Part] = []
    matcher = SequenceMatcher(None, [_bare(word) for word in left], [_bare(word) for word in right], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            ours += (Part(word, False) for word in left[a:b])
            theirs += (Part(word, False) for word in right[c:d])
            continue
        for one, two in zip_longest(left[a:b], right[c:d], fillvalue=""):
            here, there = _letters(one, two) if one and two and _alike(one, two) else ([_mark(one)], [_mark(two)])
            ours += here
            theirs += there
    return Compared(label, _joined(ours), _joined(theirs))


def shared_words(label: str, supplier: str, entry: str) -> Compared:
    """Two cells of several values: marked is each word that stands nowhere on the other side, whatever the order."""
    if not supplier or not entry or max(len(supplier), len(entry)) > _LONGEST:
        return Compared(label, _whole(supplier), _whole(entry))
    left, right = _words(supplier), _words(entry)
    ours, theirs = ({_bare(word) for word in words} for words in (left, right))
    return Compared(
        label,
        _joined([Part(word, word[0].isalnum() and _bare(word) not in theirs) for word in left]),
        _joined([Part(word, word[0].isalnum() and _bare(word) not in ours) for word in right]),
    )


def side_by_side(
    supplier: Mapping[str, Any], entry: Mapping[str, Any], matched: tuple[str, str], places: tuple[str, ...] = ()
) -> list[Compared]:
    """The supplier row and the list entry, line by line; `matched` are the two values whose agreement raised the flag,
    ("", "") where none is told; `places` the codes the row's places were read as. Lines that neither side fills are
    left out."""
    ours, theirs = matched
    rows = [
        (messages("Compared"), ours, theirs),
        (messages("Name"), supplier.get("supplier_name"), entry.get("name")),
        *_also_named(supplier, entry),
        (messages("Other names"), [supplier.get("other_names"), supplier.get("maker")], entry.get("aliases")),
        (
            messages("Goods"),
            [supplier.get(name) for name in ("product_description", "commodity_code", "spend_category")],
            entry.get("merchandise") or entry.get("good"),
        ),
        (
            messages("Country and origin"),
            list(dict.fromkeys((supplier.get("country"), supplier.get("origin"), *places))),
            entry.get("countries") or entry.get("place"),
        ),
        (messages("Address"), [supplier.get("address"), supplier.get("city")], entry.get("addresses")),
        (messages("Number"), supplier.get("supplier_id"), [one.get("value") for one in entry.get("identifiers", ())]),
    ]
    shown = [(label, _text(left), _text(right)) for label, left, right in rows]
    names = ("Name", shown[1][1], shown[1][2])
    if (ours, theirs) == names[1:]:
        shown = shown[1:]
    return [
        compared(label, left, right) if label in _ONE_VALUE else shared_words(label, left, right)
        for label, left, right in shown
        if left or right
    ]


def _also_named(supplier: Mapping[str, Any], entry: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """The alias that is the supplier's very name, told where the eye looks: a name that is compared in another script
    looks like another name."""
    name = supplier.get("supplier_name") or ""
    aliases = [one.get("name", "") for one in entry.get("aliases", ())]
    same = next((one for one in aliases if plain(one) == plain(name) != ""), "")
    return [(messages("Also listed as"), name, same)] if same else []


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, (as_text(one) for one in value)))
    return as_text(value)


def _words(text: str) -> list[str]:
    """Words and what stands between them, in turn; letters with dots between them are one word."""
    return _WORDS.findall(text)


def _mark(word: str) -> Part:
    return Part(word, bool(word.strip()))


def _bare(word: str) -> str:
    return plain(word).replace(".", "") if word.strip() and word[0].isalnum() else " "


def _alike(one: str, two: str) -> bool:
    return SequenceMatcher(None, plain(one), plain(two), autojunk=False).ratio() >= _ALIKE


def _letters(one: str, two: str) -> tuple[list[Part], list[Part]]:
    ours: list[Part] = []
    theirs: list[Part] = []
    for kind, a, b, c, d in SequenceMatcher(None, one.casefold(), two.casefold(), autojunk=False).get_opcodes():
        ours.append(Part(one[a:b], kind != "equal"))
        theirs.append(Part(two[c:d], kind != "equal"))
    if "".join(part.text for part in ours) != one or "".join(part.text for part in theirs) != two:
        return [Part(one, True)], [Part(two, True)]  # a letter whose case folds to two
    return ours, theirs


def _joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Neighbours of one kind as one part: a reader hears "differs" once and not at every word."""
    joined: list[Part] = []
    for part in parts:
        if not part.text:
            continue
        if joined and joined[-1].differs == part.differs:
            joined[-1] = Part(joined[-1].text + part.text, part.differs)
        else:
            joined.append(part)
    return tuple(joined)


def _whole(text: str) -> tuple[Part, ...]:
    return (Part(text, False),) if text else ()


def met_value(flag: StandingFlag) -> str:
    """What of the row met the entry, where the supplier's name does not tell it: the maker, the goods, the address;
    "" where it is the supplier itself, or where only its country is rated."""
    if flag.flag.axes == (Axis.WHERE,) and flag.list_key != POLICY_KEY:
        return ""
    met, _ = first_pair(flag.flag.reasons)
    return "" if plain(met) == plain(flag.supplier_name) else met


def first_pair(reasons: Iterable[Any]) -> tuple[str, str]:
    """The two values of the weightiest reason that compared any."""
    return next(((one.supplier, one.entry) for one in reasons if one.supplier and one.entry), ("", ""))
