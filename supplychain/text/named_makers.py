"""Which makers does a text about goods name ("Gloves, mfr: Top Glove Sdn Bhd, Malaysia")? The words that announce one,
in some thirty languages, are `data/named_makers.txt`.

Refuses to find a name that no such word announces, and to say where the maker is (`place_makers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain

from supplychain.text.nobody import tells_nobody
from supplychain.text.places import place_code

# A name is no longer than this in words and letters; what goes on is a sentence. The longest name of a listed maker on
# the UFLPA list and CBP's orders has 13 words, of all but three fewer than 11.
_MOST_WORDS, _MOST_LETTERS = 13, 110
_MOST_MAKERS = 5  # of one text: a kit's parts may each name theirs
_COLONS = (":", "：", "=")
_BEGINNING = 5  # letters of a word of making that tell most texts without one
# What ends a name wherever it stands.
_ENDS = re.compile(
    r"[;|\n\t\r()\[\]{}<>（）【】；。、•·\"“”]|\s[-–—/:]+\s|\s//|:\s|：|\.\s(?=[A-Z][a-z]+\s[a-z])"
    r"|(?i:\b(?:made|manufactured|produced|packed|assembled|origin|country|lot|batch|cat|ref|item|sku|p/?n|part|model|"
    r"exp|qty|pack|pk|box|case|dist|distributed|distributor|imported|importer|supplied|sold|shipped|located|based|under|which|with|"
    r"from|in|at|for|on|per|or equal|or equivalent|size|no|number|code|upc|gtin|ndc|hs|uom)\b)"
)
_COMMA = re.compile(r"\s*[,，]\s*")
# What may stand behind a comma and still be of the name: a legal form.
_LEGAL_FORM = re.compile(
    r"(?i)(?:co|inc|ltd|llc|l\.l\.c|lp|llp|plc|corp|corporation|incorporated|limited|company|gmbh|ag|kg|se|s\.?a|"
    r"s\.?a\.?s|s\.?r\.?l|s\.?p\.?a|s\.?l|b\.?v|n\.?v|a/?s|oy|ab|k\.?k|pte|pty|pvt|private|sdn|bhd|berhad|tbk|jsc|"
    r"ooo|oao|zao|ooo|s\.? de r\.?l|a\.?s|s\.?r\.?o|d\.?o\.?o|kft|z o\.?o|sp|lda|ltda|cia)\b\.?"
)
# Behind these nothing of a name follows but a place or a count: "... SDN BHD PK100".
_CLOSING_FORM = re.compile(
    r"(?i)\b(?:ltd|limited|inc|incorporated|llc|plc|corp|corporation|gmbh|bhd|berhad|ag|tbk|jsc)\b\.?(?!\s*(?:&|\+))"
)
# No name: what a catalogue's own number is called.
_NUMBERED = re.compile(r"(?i)(?:parts?|item|cat|catalog(?:ue)?|model|ref|reference|id|sku|number|no|code|name|s)\b")
_STRIPPED = " .,:;-–—/'’&+*#=_\"“”‘"


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Where a word of making announces a name: by a colon behind it ("mfr: ", "生产商："), by what it says itself
    ("manufactured by "); and the beginnings without which a text holds none of the latter."""
    said: dict[str, set[str]] = {"by": set(), "told": set(), "plain": set()}
    text = (files("supplychain.text") / "data" / "named_makers.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            _, kind, ways = line.split(" ", 2)
            said[kind].update(ways.split(" | "))

    def one_of(ways: Iterable[str]) -> str:
        return "|".join(re.escape(way).replace(r"\ ", r"\s+") for way in sorted(ways, key=lambda way: (-len(way), way)))

    start = r"(?<![^\W\d_\u2e80-\uffff])"  # Han and Hangul write no blanks
    made = r"(?:made|manufactured|produced)\s+in\s+[^,;.:\d]{2,40}?\s+by"
    told = rf"(?i:{start}(?:{one_of(said['told'])})(?:\s+name)?\s*\.?\s*[:：=]\s*)(?=[^\W_])"
    by = rf"{start}(?:{one_of(said['by'])}|{made})\s*[:.=]?\s+"
    spoken = rf"(?i:{by}|{start}(?:{one_of(said['plain'])})\.?\s+)(?=[^\W_])"
    beginnings = {way.split()[0][:_BEGINNING] for way in (*said["by"], *said["plain"], "made")}
    return re.compile(told), re.compile(spoken), re.compile(rf"(?i){start}(?:{one_of(beginnings)})")


def makers_told(product: str, remarks: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The makers that a line's goods and its remarks (header, text) name, each once, in order."""
    named = (makers_named(product), *(makers_named(text) for _, text in remarks))
    return tuple(dict.fromkeys(chain.from_iterable(named)))


@lru_cache(maxsize=32_768)
def makers_named(text: str) -> tuple[str, ...]:
    """The names of makers that the text's words of making announce, as written, each once, in order; most often ().

    A name ends at a bracket, a dash between blanks, a comma that no legal form follows, or a word that no name holds.
    A country, a number, or a word that names nobody is no maker, nor is what begins with a small letter among capitals
    ("made by hand").
    """
    told, spoken, beginnings = _cues()
    cues = [*told.finditer(text)] if any(mark in text for mark in _COLONS) else []
    if beginnings.search(text) is not None:
        cues = sorted([*cues, *spoken.finditer(text)], key=lambda cue: cue.end())
    named: dict[str, None] = {}
    for cue in cues:
        name = _name_at(text[cue.end() : cue.end() + 2 * _MOST_LETTERS], small=text.islower())
        if name is not None:
            named[name] = None
            if len(named) == _MOST_MAKERS:
                break
    return tuple(named)


def _name_at(behind: str, small: bool) -> str | None:
    """The name a text begins with; `small` where the whole text has no capitals."""
    if (behind[:1].islower() and not small) or _NUMBERED.match(behind):
        return None
    first_word = len(behind.split(maxsplit=1)[0]) if behind.strip() else 0
    if (end := _ENDS.search(behind, first_word)) is not None:
        behind = behind[: end.start()]
    if (form := _CLOSING_FORM.search(behind)) is not None:
        behind = behind[: form.end()]
    said, *further = _COMMA.split(behind)
    for part in further:
        form = _LEGAL_FORM.match(part)
        if form is None:
            break
        said = f"{said}, {part}"
        if form.end() < len(part):
            break
    name = said.strip(_STRIPPED) + ("." if said.rstrip().endswith((" Co.", " Inc.", " Ltd.")) else "")
    if len(name) > _MOST_LETTERS or len(name.split()) > _MOST_WORDS:
        return None
    if not any(char.isalpha() for char in name) or tells_nobody(name) or place_code(name) is not None:
        return None
    return name
