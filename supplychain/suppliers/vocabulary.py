"""What does a column header speak of?

Cuts a header into known phrases of many languages, forgiving a typing slip, and names the role of each. Refuses to
decide which column a field is taken from.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]")
LISTED_PARTS = re.compile(r"\[[^\]]*\|[^\]]*\]|\([^)]*\|[^)]*\)")  # "Supplier [Name|Address|Ref type]"
# "awards/0/suppliers/0/name", "awards[0].suppliers[0].name", "awards_0_suppliers_0_name": records laid flat, as the
# Open Contracting tools do. What they lie in says nothing of the field, and neither do the numbers.
PATH = re.compile(r"\w+(?:(?:[/.:]|\[\d*\]|_\d+_|__)+\w+)+")
PATH_STEP = re.compile(r"[/.:\[\]]+|_\d+_|__")
HOLDERS = frozenset(
    [
        *("releases", "release", "records", "record", "compiledrelease", "awards", "award", "contracts", "contract"),
        *("tender", "data", "results", "result", "root", "details", "main"),
    ]
)
# "Spend FY26", "FY 2025/26 total": of which year a sum is; alone it heads a column of years.
FISCAL_YEAR = re.compile(
    r"(?i)(?<![a-z])(?:q[1-4]\s*)?(?:fy|fiscal year|financial year)\s*'?\d{2,4}(?:\s*[/–-]\s*\d{2,4})?(?!\d)"
)
NOT_WORD = re.compile(r"[\W_]+")
MONEY_SIGNS = "£$€¥₹"
GLUED_LENGTH = 8  # shorter unknown words are taken as they are
SHORTEST_GLUED = 3
LONGEST_PHRASE = 5
SLIP_LENGTH = 5  # shorter words have too many neighbours one letter away
# German, Dutch and Nordic headers glue words together: the first half, then whatever follows.
GLUED = re.compile(
    r"^(lieferanten|kreditoren|hersteller|artikel|rechnungs|waren|produkt|firmen|material|ursprungs|herkunfts|"
    r"leveranciers?|leverantors|leverandor|unternehmens|auftragnehmer|vertrags|bestell)(?=\w{3,})"
)
# Database column names: VENDOR_NM, COMMODITY_CD, LINE_TOT_AMT. "cd" is a congressional district where US awards say so.
SHORT_FORMS = {
    "nm": "name",
    "cd": "code",
    "val": "value",
    "vname": "name",
    "dt": "date",
    "tot": "total",
    "vndr": "vendor",
    "vend": "vendor",
    "suppl": "supplier",
    "supp": "supplier",
    "splr": "supplier",
    "prod": "product",
    "matl": "material",
    "orig": "origin",
    "mfgr": "mfr",
    # field names of SAP's vendor, material and purchasing tables, as table downloads carry them
    "lifnr": "vendor number",
    "stras": "street",
    "pstlz": "postcode",
    "regio": "region",
    "stcd": "tax id",
    "matnr": "material number",
    "maktx": "material description",
    "txz": "short text",
    "matkl": "material group",
    "netwr": "net value",
    "dmbtr": "amount",
    "wrbtr": "amount",
    "netpr": "unit price",
    "waers": "currency",
    "werks": "business unit",
    "bukrs": "business unit",
    "ebeln": "po number",
    "belnr": "document number",
    "mfrnr": "manufacturer number",
    "herkl": "country of origin",
    "stawn": "commodity code",
    "bedat": "date",
    "budat": "date",
    "bldat": "date",
    "erdat": "date",
}
DISTRICT = frozenset(["congressional", "recipient", "performance", "district", "summary"])
GLUE_WORDS = {"rechnungs": "rechnung", "firmen": "firma", "vertrags": "vertrag", "bestell": "bestellung"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A header as understood: its roles in order, how many of its words nobody knows, and whether a typing slip was
    forgiven."""

    header: str
    roles: tuple[str, ...]
    unknown: int
    slip: bool

    def has(self, *roles: str) -> bool:
        """Whether any of the roles occurs."""
        return any(role in self.roles for role in roles)

    @property
    def known(self) -> bool:
        """Whether any word but a filler was understood."""
        return any(role not in ("filler", "id") for role in self.roles)


@cache
def read_header(header: str) -> Reading:
    """Understand one header text."""
    words = _words(header)
    roles: list[str] = []
    unknown, slip, position = 0, False, 0
    phrases = _phrases()
    while position < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - position), 0, -1):
            role = phrases.get(" ".join(words[position : position + length]))
            if role is not None:
                roles.append(role)
                position += length
                break
        else:
            role = _forgiven(words[position])
            if role is None:
                # a script without spaces: as many unknown words as its letters would make, two a word
                unknown += max(1, len(words[position]) // 2) if EAST_ASIAN.match(words[position]) else 1
            else:
                roles.append(role)
                slip = True
            position += 1
    return Reading(header, tuple(roles), unknown, slip)


def fold(text: str) -> str:
    """Lower case without accents or marks, words parted by single spaces."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(ch for ch in text if not unicodedata.combining(ch) or EAST_ASIAN.match(ch))
    return NOT_WORD.sub(" ", unicodedata.normalize("NFC", text).casefold()).strip()


def spaced(header: str) -> str:
    """The header folded, `totalLineaNeto` as "total linea neto": for looking up a word in it."""
    return fold(header if header.isupper() else CAMEL.sub(" ", header))


def _words(header: str) -> list[str]:
    header = FISCAL_YEAR.sub(" ", header) if FISCAL_YEAR.sub("", header).strip(" -–:()") else header
    header = LISTED_PARTS.sub(" ", header) if "|" in header else header
    header = _last_steps(header) if PATH.fullmatch(header.strip()) else header
    spaced = CAMEL.sub(" ", header) if not header.isupper() else header
    words: list[str] = []
    folded = fold(re.sub(r"(?<=[A-Za-z])(?=\d)", " ", spaced))
    if not folded and any(sign in header for sign in MONEY_SIGNS):
        return ["amount"]
    for short in folded.split():
        word = SHORT_FORMS.get(short, short) if short != "cd" or not DISTRICT.intersection(folded.split()) else short
        if " " in word:
            words += word.split()
            continue
        if EAST_ASIAN.search(word):
            words += _east_asian(word)
            continue
        glued = GLUED.match(word)
        if glued and word not in _phrases():
            first = glued.group(1)
            words += [GLUE_WORDS.get(first, first), word[glued.end() :]]
        elif len(word) >= GLUED_LENGTH and word.isascii() and word.isalpha() and word not in _phrases():
            words += _unglued(word) or [word]
        else:
            words.append(word)
    return words


def _last_steps(path: str) -> str:
    """`tender/items/0/description` as "items description"; a tender's value is not yet the price."""
    steps = [step for step in PATH_STEP.split(path.strip()) if step and not step.isdigit()]
    told = [step for step in steps if step.casefold() not in HOLDERS] or steps
    estimated = "tender" in (step.casefold() for step in steps) and told[0].casefold() in ("value", "minvalue")
    return " ".join(["estimated", *told] if estimated else told)


@cache
def _unglued(word: str) -> tuple[str, ...]:
    """`vendorcountrycode` as its known words; nothing where any letter is left over."""
    phrases = _phrases()
    best: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(2, len(word) + 1):
        for start in sorted(best):
            piece = word[start:end]
            short = len(piece) < SHORTEST_GLUED and piece not in ("of", "no", "id", "or")
            if piece in phrases and not short and (end not in best or len(best[end]) > len(best[start]) + 1):
                best[end] = (*best[start], piece)
    return best.get(len(word), ())


def _east_asian(word: str) -> list[str]:
    """Scripts without spaces: the longest known phrase at each place; the rest letter by letter as one unknown."""
    phrases, found, rest, position = _phrases(), [], "", 0
    while position < len(word):
        for length in range(min(12, len(word) - position), 0, -1):
            if word[position : position + length] in phrases:
                if rest:
                    found.append(rest)
                    rest = ""
                found.append(word[position : position + length])
                position += length
                break
        else:
            rest += word[position]
            position += 1
    return [*found, rest] if rest else found


@cache
def _phrases() -> dict[str, str]:
    raw = tomllib.loads(Path(__file__).with_name("header_words.toml").read_text(encoding="utf-8"))
    phrases: dict[str, str] = {}
    for role, listed in raw.items():
        for phrase in listed.replace("\n", " ").split(";"):
            folded = fold(phrase)
            if folded:
                phrases.setdefault(folded, role)
    return phrases


@cache
def party_headers() -> frozenset[str]:
    """Every phrase that by itself heads a column of suppliers, alone or with "name", in lower case."""
    parties = [phrase for phrase, role in _phrases().items() if role in ("supplier", "payee", "firm", "facility")]
    return frozenset(parties) | {f"{party} name" for party in parties} | {f"name of {party}" for party in parties}


@cache
def _single_words() -> tuple[tuple[str, str], ...]:
    return tuple((p, r) for p, r in _phrases().items() if " " not in p and len(p) >= SLIP_LENGTH and p.isascii())


@cache
def _forgiven(word: str) -> str | None:
    """The role of the one known word a single slip away: a letter more, less, changed, or two swapped."""
    if len(word) < SLIP_LENGTH or not word.isascii() or any(ch.isdigit() for ch in word):
        return None
    for known, role in _single_words():
        if abs(len(known) - len(word)) <= 1 and one_slip(word, known):
            return role
    return None


def one_slip(left: str, right: str) -> bool:
    """Whether two words differ by exactly one insertion, deletion, change or swap of neighbours."""
    if left == right:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    a, b = left[start:], right[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and len(a) > 1 and a[2:] == b[2:])
