"""Which site stands at the end of a product text behind its maker's name ("Square Pharmaceuticals, Pabna", "B. Braun
Melsungen", "Kanam Latex Industries, Kottayam, Kerala")?

Refuses to take a seller's town for a site: behind a distributor's name, or behind none, a town says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from supplychain.text.place_addresses import PlaceFinding, address_place
from supplychain.text.place_cued import outer
from supplychain.text.place_idioms import is_common
from supplychain.text.place_last import closing_town, towns_named
from supplychain.text.place_tables import display_names, fold, word_set
from supplychain.text.place_words import Word

# Words that end or stand in a maker's name. Forms of company law too: "Hilbro Instruments (Pvt) Ltd, Sialkot".
_COMPANY = word_set(
    "ltd limited pvt plc llc inc corp corporation gmbh ag kg bv nv sa sas spa srl sl sro doo oy oyj ab aps zrt "
    "kft bhd sdn tbk pt jsc ojsc cjsc ooo oao zao kk pharma pharmaceutical pharmaceuticals pharmaceutica "
    "pharmachem laboratories laboratory labs lab laboratorios laboratorio laboratoires laboratoire industries "
    "industria industrias healthcare biotech biologicals biologics biosciences lifesciences lifescience chemicals "
    "chemical chemie remedies drugs textiles textile mills surgicals surgical instruments meditech meditek "
    "medicare rubber latex gloves glove works company manufacturing mfg group enterprises intl international "
    "spinning weaving garments apparel apparels packaging plastics medicals medical chem medica medizintechnik "
    "holdings formulations organics parenterals lanka products "
)
# Company words that are goods or services too: they count only behind a name of their own.
_GOODS_TOO = word_set(
    "lab latex rubber gloves glove surgical instruments textile textiles mills garments apparel packaging "
    "plastics products chemical chemicals drugs international group works company mfg manufacturing medica "
    "pharmaceutical laboratory sa ag pt ab kg sl medical chem weaving spinning industria healthcare medicare "
    "biologics "
)
_NAMED = ("country", "subdivision", "city", "town")
_LONGEST_TAIL = 8
# A town and its state as Brazilians write them: "Amparo/SP", "Manaus - AM".
_BRAZILIAN = re.compile(r"([^\W\d_][^\W\d_]+(?: [^\W\d_]+){0,3})\s?[/–-]\s?([A-Z]{2})\W*$")
_CAPITAL = re.compile(r"[^\W\d_a-z]")


@cache
def _makers() -> tuple[frozenset[str], frozenset[str]]:
    """The first words of names of makers, and of those who sell what others make."""
    text = (files("supplychain.text") / "data" / "makers.txt").read_text(encoding="utf-8")
    kinds: dict[str, set[str]] = {"makers": set(), "sellers": set()}
    for line in text.splitlines():
        kind, _, names = line.partition(": ")
        if kind in kinds:
            kinds[kind].update(fold(name) for name in names.split())
    return frozenset(kinds["makers"]), frozenset(kinds["sellers"])


@cache
def closing_openings() -> frozenset[str]:
    """The words without which no text says anything here."""
    return _makers()[0] | (_COMPANY - _GOODS_TOO)


def behind_maker(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """The place that closes the text behind a maker's name, where nobody is said to handle the goods there."""
    makers, sellers = _makers()
    state = _BRAZILIAN.search(text)
    if state and f"BR-{state.group(2)}" in display_names() and _is_brazilian(state.group(1)):
        return PlaceFinding("BR", state.group().strip(), "maker")
    if any(word.folded in sellers for word in words):
        return None
    named = _end_of_name(text, words, makers)
    if named is None or named >= len(words):
        return None
    tail = words[named:]
    if len(tail) > _LONGEST_TAIL or any(tail[0].start in theirs for theirs in handled):
        return None
    written = text[tail[0].start :].strip()
    if not _CAPITAL.match(written) and not any(char.isdigit() for char in written[:1]):
        return None
    found = address_place(written)
    if found is None or found.how not in _NAMED or is_common(found.text):
        return None
    return PlaceFinding(outer(found.code), found.text, "maker")


def _is_brazilian(town: str) -> bool:
    words = fold(town).split()
    return any("BR" in towns_named("".join(words[-length:])) for length in (1, 2, 3, 4))


def _end_of_name(text: str, words: Sequence[Word], makers: frozenset[str]) -> int | None:
    """Where what follows the last maker's name begins; None where the text names no maker."""
    for at in range(len(words) - 1, -1, -1):
        folded = words[at].folded
        if folded in makers and _is_written_as_name(text, words[at]):
            return _behind_known(text, words, at)
        if folded in _COMPANY and at > 0 and _is_written_as_name(text, words[at]):
            own = words[at - 1].part == words[at].part and _is_written_as_name(text, words[at - 1])
            if own or folded not in _GOODS_TOO:
                # What follows must be parted from the name: "Acme Industries Lahore" may be a name too.
                return at + 1 if at + 1 < len(words) else None
    return None


def _behind_known(text: str, words: Sequence[Word], at: int) -> int | None:
    """Where the town behind a known maker's name begins: the next part, or the last words of the name's own."""
    own = [i for i in range(at + 1, len(words)) if words[i].part == words[at].part]
    if not own:
        return at + 1
    if own[-1] + 1 < len(words):
        return own[-1] + 1
    part = words[at : own[-1] + 1]
    town = closing_town(text, part, frozenset())
    for length in (3, 2, 1):
        if length < len(part):
            squeezed = "".join(word.folded for word in part[-length:])
            if (town and town[1] == text[part[-length].start : part[-1].end]) or towns_named(squeezed):
                return own[-1] + 1 - length
    return None


def _is_written_as_name(text: str, word: Word) -> bool:
    return not text[word.start].islower()
