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
_MARKS = (":", "：", "=", " - ", " – ", " — ")  # without one of them no bare word of making announces a name
_BEGINNING = 5  # letters of a word of making that tell most texts without one
# "No. 4 Vocation Skills Education Training Center" is a name; "no. 4" behind one else is the goods' number.
_NUMBERED_HOUSE = (
    r"\.?\s?\d{1,2}\s+(?:\w+\s+){0,3}?(?:mill|factory|plant|works|cent(?:er|re)|school|textiles?|cotton|farm|division|"
    r"regiment|institute|prison|mine|vocation\w*)\b"
)
# What ends a name wherever it stands.
_ENDS = re.compile(
    r"[;|\n\t\r()\[\]{}<>（）【】；。、•·\"“”]|\s[-–—/:]+\s|\s//|:\s|：|\.\s(?=[A-Z][a-z]+\s[a-z])"
    r"|(?i:\b(?:made|manufactured|produced|packed|assembled|origin|country|lot|batch|cat|ref|item|sku|p/?n|part|model|"
    r"exp|qty|pack|pk|box|case|dist|distributed|distributor|imported|importer|supplied|sold|shipped|located|based|under|which|with|"
    rf"from|in|at|for|on|per|or equal|or equivalent|size|no(?!{_NUMBERED_HOUSE})|number|code|upc|gtin|ndc|hs|uom)\b)"
)
# "At Home Corp" ends at no word it begins with, only at a mark.
_FIRST_WORD = re.compile(r"[^\s;|()\[\]{}<>（）【】；。、\"“”]+")
# What may stand between the words of making ("made by"): where, for whom, and what else was done.
_BETWEEN = r"\s++(?:in|en|em|à|au|aux|w|we|v|ve|for|für|para|pour|per|and|und|et|y|e|&)\s++[^,;.:\d]{2,40}?,?\s++"
# What may stand behind "manufacturer" before its colon: "Manufacturer's name & address (OEM):".
_OF_IT = r"(?:['’]s)?(?:\s++name)?(?:\s*+(?:&|and|/)\s*+(?:address|country|site|origin))?(?:\s*+\([^()]{1,30}\))?"
_COMMA = re.compile(r"\s*[,，]\s*")
# What may stand behind a comma and still be of the name: a legal form.
_LEGAL_FORM = re.compile(
    r"(?i)(?:co|inc|ltd|llc|l\.l\.c|lp|llp|plc|corp|corporation|incorporated|limited|company|gmbh|ag|kg|se|s\.?a|"
    r"s\.?a\.?s|s\.?r\.?l|s\.?p\.?a|s\.?l|b\.?v|n\.?v|a/?s|oy|ab|k\.?k|pte|pty|pvt|private|sdn|bhd|berhad|tbk|jsc|"
    r"ooo|oao|zao|s\.? de r\.?l|a\.?s|s\.?r\.?o|d\.?o\.?o|kft|z o\.?o|sp|lda|ltda|cia)\b\.?"
)
# Behind these nothing of a name follows but a place or a count: "... SDN BHD PK100".
_CLOSING = r"(?:ltd|limited|inc|incorporated|llc|plc|corp|corporation|gmbh|bhd|berhad|ag|tbk|jsc)\b\.?"
_CLOSING_FORM = re.compile(rf"(?i)\b{_CLOSING}(?:\s+{_CLOSING})*+(?!\s*(?:&|\+|of\b))")
_FIRM = r"(?:co|ltd|limited|inc|llc|plc|corp|corporation|company|gmbh|ag|bhd|berhad)\b"
# "Hoshine Silicon Industry (Shanshan) Co., Ltd": a bracket before the end of a firm's name is within it.
_INNER_BRACKET = re.compile(rf"(?i)[(（][^()（）\d]{{2,30}}[)）](?=\s?(?:[\w&.'’-]+\s){{0,4}}?{_FIRM})")
# No name: what a catalogue's own number is called.
_NUMBERED = re.compile(
    r"(?i)(?:parts?|item|cat|catalog(?:ue)?|model|ref|reference|id|sku|number|nr|nummer|code|name|s|warranty|"
    rf"no(?!{_NUMBERED_HOUSE}))\b"
)
# No place, though its name may hold or stand for one: a firm ("Acme (Malaysia) Bhd"), and the Xinjiang Production and
# Construction Corps, which is listed itself.
_NO_PLACE = re.compile(rf"(?i)\b(?:corps|xpcc|bingtuan|{_FIRM})\b|兵[团團]")
_STRIPPED = " .,:;-–—/'’&+*#=_\"“”‘"


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Where a word of making announces a name: by a colon or dash behind it ("mfr: ", "生产商："), by what it says
    itself ("manufactured by "); and the beginnings without which a text holds none of the latter."""
    said: dict[str, set[str]] = {"by": set(), "told": set(), "plain": set()}
    text = (files("supplychain.text") / "data" / "named_makers.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            _, kind, ways = line.split(" ", 2)
            said[kind].update(ways.split(" | "))

    def spaced(way: str) -> str:
        return re.escape(way).replace(r"\ ", r"\s++")

    def one_of(ways: Iterable[str]) -> str:
        return "|".join(spaced(way) for way in sorted(ways, key=lambda way: (-len(way), way)))

    # Blanks are taken once and for all (`++`): a cell of 20,000 of them cost 80 s where they were given back.
    start = r"(?<![^\W\d_\u2e80-\uffff])"  # Han and Hangul write no blanks
    parted = (way.rpartition(" ") for way in sorted(said["by"]) if " " in way)
    between = "|".join(f"{spaced(made)}{_BETWEEN}{spaced(by)}" for made, _, by in parted)
    name = r"(?:the\s++)?(?=[^\W_])"
    marked = rf"[\"'“”„‘’(\[（]?{name}"
    told = rf"(?i:{start}(?:{one_of(said['told'])}){_OF_IT}(?:\s*+\.?\s*+[:：=]\s*+|\s++[-–—]\s++){marked})"
    by = rf"{start}(?:{one_of(said['by'])}|{between})(?:\s*+[:.=]|\s++[-–—])?\s++"
    spoken = rf"(?i:{by}{marked}|{start}(?:{one_of(said['plain'])})\.?\s++{name})"
    beginnings = {way.split()[0][:_BEGINNING] for way in (*said["by"], *said["plain"])}
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
    cues = [*told.finditer(text)] if any(mark in text for mark in _MARKS) else []
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
    first_word = _FIRST_WORD.match(behind)
    whole = _INNER_BRACKET.sub(lambda found: re.sub(r"\W", "_", found.group()), behind)
    if (end := _ENDS.search(whole, first_word.end() if first_word else 0)) is not None:
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
    if not any(char.isalpha() for char in name) or tells_nobody(name):
        return None
    return name if place_code(name) is None or _NO_PLACE.search(name) else None
