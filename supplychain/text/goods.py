"""How are the words of a goods description made comparable? Folds letters, cuts a line into words and breaks, and
takes the plural off a word. Refuses to know any word's meaning.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that NFKD does not take apart.
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "'", "‘": "'"}
)

DOSE = "#dose"  # stands for a strength such as "500 mg" or "100 IU": a mark of medicines
SOFT, HARD, JOIN = ",", ";", "/"  # a comma or bracket; a full stop between goods; a slash or plus

# Runs of digits are bounded: 20,000 of them cost 43 s when every one was tried as a beginning, and no strength or model
# number is that long. A strength; a word (letters, with digits inside such as FFP2); a run of Han or kana; a break.
_PIECES = re.compile(
    r"(?P<dose>\d[\d.,/+ x]{0,40}(?:mg|mcg|µg|μg|ug|i\.?u|u\.?i|мг)\b)"
    r"|(?P<han>[\u3400-\u9fff\u3040-\u30ff]+)"
    r"|(?P<word>(?:\d{0,16}[^\W\d_]|[^\W\d_])(?:[^\W_])*(?:'(?=[^\W\d_]{2})|[^\W_])*)"
    r"|(?P<soft>[,()\[\]:\"“”„«»、（），]|\s[-–—]+\s|\.\s)"
    r"|(?P<hard>[;|\n•；。])"
    r"|(?P<join>[/+&]|(?<=\w)[-–—]+\s+(?!(?:or|and|und|oder|o|y|e|et|eller|och)\b))"  # "inspection- furniture"
)

_AND_WORDS = re.compile(r"\br ?& ?d\b", re.I)  # one word though an ampersand parts it
_AND_IN_BRACKETS = re.compile(r"\(\s*and\b", re.I)  # "Tubing, Dialysate (And Connector)" is no list
_OWNERS = re.compile(r"(?<=[a-z])'s\b")  # "surgeon's gloves"
# "máscara c/ elásticos", "luvas s/ pó", "suporte p/ soro", "kit w/o lancets": how purchase lines write prepositions.
_WRITTEN_SHORT = re.compile(r"\b(?:([csp])/ ?(?=[^\W\d_]{2})|w/ ?o\b)")
_IN_FULL = {"c": "com ", "s": "sem ", "p": "para ", None: "without "}
# "Positron emission tomography (PET) scanners": the short form of the words before it, in the middle of their name.
_SHORT_FORM = re.compile(r"\(([^\W\d_]{2,8})\d?\) (?=[^\W\d_])")
_LETTERS_ONLY = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile(r"\b([a-z])\.([a-z])\.(?:([a-z])\.)?")  # "I.V. set", "U.V. light", "L.E.D."
_NUMBERED = re.compile(r"\b(?:level|nivel|no) *[.:]? *\d+\b")  # "gown AAMI level 3", "scalpel blade no. 15"
_SIZED = re.compile(r"\b\d+(?:[.,]\d+)?[ -]?(?:gauge|zoll)\b")  # "needle 21 gauge", "Bildschirm 24 Zoll"
# What tenders of an epidemic's year say of any goods: "для боротьби з COVID-19", "to fight against the coronavirus".
_FOUGHT = re.compile(
    r"(?:\b(?:for|the|to|in|para|de|la|a|el|o|pour|lo|na|pro|za|do|zum|zur|per|til|for|pentru|для|в|на) ){0,2}"
    r"\b(?:fight|fighting|combat\w*|lutt\w*|lotta|walk[iae]|boj|боротьб\w*|борьб\w*|bekampf\w*|borb\w*|kov[ao]s?|kovai"
    r"|prevenir|prevenc\w*|запобіган\w*)(?: [^\W\d_]{1,12}){0,4}? (?:covid|sars|koronav|coronav|коронав)[\w-]*(?: 19)?"
)
SHORTENED = 8  # words back that a short form may stand for

# Plurals in -ves of words that purchasing uses; "gloves" and "valves" are regular.
_IRREGULAR = {
    "knives": "knife", "scarves": "scarf", "shelves": "shelf", "leaves": "leaf", "loaves": "loaf", "calves": "calf",
    "halves": "half", "wolves": "wolf", "hooves": "hoof", "lenses": "lens", "biases": "bias",
}  # fmt: skip


def fold(text: str) -> str:
    """Lower case without accents: `Händedesinfektion` → `handedesinfektion`; other scripts keep their letters."""
    text = text.lower()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join([c for c in text if not unicodedata.combining(c)])


def stem(word: str) -> str:
    """A folded word without a plural ending that Latin-script languages share: `gloves`, `guantes` → `glove`,
    `guante`; `dressings` → `dressing`; `bodies` → `body`. Words of three letters or fewer stay."""
    if len(word) < 4 or word[-1] != "s":
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    if word.endswith("oes") and len(word) > 5 and not word.endswith("shoes"):
        return word[:-2]
    if word.endswith(("ss", "us", "is")):
        return word
    return word[:-1]


# How the languages of Europe spell the sounds of a medicine's name: dexamethasone, deksametazon, дексаметазон. First
# the letters that sound as one, then single letters; "c" and "k", "s" and "z" fall together as the spellings mix them.
_SOUNDS = (
    ("th", "t"),
    ("ph", "f"),
    ("ch", "k"),
    ("rh", "r"),
    ("ae", "e"),
    ("oe", "e"),
    ("w", "v"),
    ("qu", "k"),
    ("kv", "k"),
)
_LETTER_SOUNDS = str.maketrans(
    "czyjhабвгґдеєжзиіїклмнопрстуфхцчшыэ", "ksiigabvggdeegsiiiklmnoprstufkkksie"
) | str.maketrans({"x": "ks", "ю": "iu", "я": "ia", "ь": ""})
_TWICE = re.compile(r"(.)\1")
_CASE = re.compile(r"(?:as|is|us|um|[aeiou])$")
SHORTEST_SOUND = 6  # letters that must be left of a medicine's name: "morfin" of morphine


def sound(word: str) -> str:
    """A folded word as it sounds, without the endings languages put to the name of a medicine: `dexamethasone`,
    `deksametazonas` → `deksametason`."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    word = _TWICE.sub(r"\1", word.translate(_LETTER_SOUNDS))
    for _ in range(3):  # -ium-as: a Lithuanian ending on a Latin one
        if len(word) > SHORTEST_SOUND:
            word = _CASE.sub("", word)
    return word


def pieces(text: str) -> list[str]:
    """The words of a line in order, folded but not stemmed, with breaks as SOFT, HARD or JOIN and strengths as DOSE.

    A run of Han characters stays one word; numbers alone are dropped.
    """
    out = []
    if "&" in text:
        text = _AND_WORDS.sub("research", text)
    if "(" in text:
        text = _AND_IN_BRACKETS.sub("( with", text)
    folded = fold(text)
    if "'s" in folded:
        folded = _OWNERS.sub("", folded)
    if "." in folded:
        folded = _DOTTED.sub(r"\1\2\3", folded)
    if ") " in folded:
        folded = _SHORT_FORM.sub(_in_line, folded)
    if "no" in folded or "level" in folded or "nivel" in folded:
        folded = _NUMBERED.sub(" ", folded)
    if "gauge" in folded or "zoll" in folded:
        folded = _SIZED.sub(" ", folded)
    if "other than" in folded:
        folded = folded.replace("other than", "except")
    if "/" in folded:
        folded = _WRITTEN_SHORT.sub(lambda found: _IN_FULL[found.group(1)], folded)
    if "cov" in folded or "oronav" in folded or "коронав" in folded:
        folded = _FOUGHT.sub(" , ", folded)
    for found in _PIECES.finditer(folded):
        kind = found.lastgroup
        if kind == "word" or kind == "han":
            word = found.group()
            out.append(word[2:] if len(word) > 4 and word[1] == "'" else word)
        elif kind == "dose":
            out.append(DOSE)
        else:
            out.append(SOFT if kind == "soft" else HARD if kind == "hard" else JOIN)
    return out


def _in_line(found: re.Match[str]) -> str:
    """A bracketed word without its brackets where it only shortens the words before it, and the name goes on behind it:
    its letters stand in them in that order, the first at a word's beginning. The "(PVC)" of "gloves (PVC) size L" does
    not."""
    short = found.group(1)
    before = _LETTERS_ONLY.findall(found.string[: found.start()])[-SHORTENED:]
    for index, word in enumerate(before):
        letters = iter("".join(before[index:]))
        if word[0] == short[0] and short not in before and all(letter in letters for letter in short):
            return f"{short} "
    return found.group()


def is_han(word: str) -> bool:
    """Whether a word is written in Han or kana, where no space parts the words."""
    return word[0] >= "\u3040" and word[0] <= "\u9fff"
