"""Where does a remark say that goods are made ("Fabriqué en Chine", "Werk Blaubeuren")?

Refuses to take for an origin a place to which goods are sent, in which they lie, where somebody is met, or which
somebody only wishes, asks about, denies or compares with: a remark says anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from supplychain.text.place_cells import country_code, place_code
from supplychain.text.place_clauses import speaks_of_change
from supplychain.text.place_goods import further_places_in_goods_text, origin_in_goods_text
from supplychain.text.place_makers import origin_in_maker_text
from supplychain.text.place_tables import composed
from supplychain.text.place_unstated import without_unstated
from supplychain.text.place_words import PlaceFinding, cut

_LONGEST = 300  # letters: of a remark that says more, each sentence is read by itself
# Ways of finding a place that rest on a word of making, a site, a people beside it, a code before "origin" or a maker.
SAID = frozenset({"cue", "origin", "site", "people", "maker", "code", "region"})
_LISTED = re.compile(r"\s*[/;&+|,]\s*|\s(?:and|or|y|et|und|e)\s", re.IGNORECASE)  # countries one beside the other
_MOST_WORDS = 4  # of a remark that is no more than a place: "India, Pondicherry", "c/o China"
# Goods on their way, in store, to be paid or to be sent back: beside these a bare place is no origin.
ON_THE_WAY = re.compile(
    r"\b(?:deliver\w*|delivery|dlvr|ship\w*|ships?|send|sent|collect\w*|courier|freight|fob|cif|cfr|ddp|dap|exw|fca"
    r"|via|(?<!-)port(?!-)|stock\w*|store[sd]?|warehouse\w*|depot|return\w*|invoice\w*|bill(?:ed|ing)?|office"
    r"|contact\w*|call\w*|phone\w*|reps?|ask\w*|pric\w*|attn|attention|order\w*|quote\w*|ward|clinic|hospital\w*"
    r"|department|dept|contract\w*|customs|transit|hub|dc|dock|dist|distribut\w*|livr\w*|exp[eé]di\w*|entrep[oô]t"
    r"|commande\w*|entreg\w*|env[ií]\w*|almac[eé]n|pedido\w*|encomenda\w*|armaz[eé]m|liefer\w*|lager\w*|versand\w*"
    r"|bestell\w*|klinik\w*|krankenhaus|consegn\w*|magazzin\w*|ordin[ei]\w*|ospedale|leverin\w*|bezorg\w*|magazijn"
    r"|haven|ziekenhuis|teslim\w*|depo\w*|sevk\w*|hastane\w*|dostaw\w*|magazyn\w*|szpital\w*|dodan\w*|sklad\w*"
    r"|nemocnic\w*|доставк\w*|достав\w*|склад\w*|отгруз\w*|больниц\w*|giao|kho|bệnh viện|kirim\w*|gudang|rumah sakit"
    r"|leverans\w*|lev[eé]r\w*)\b|送货|送貨|交货|交貨|运往|運往|发往|發往|配送|仓库|倉庫|医院|醫院|納品|배송|납품"
    r"|تسليم|التسليم|مستودع|توصيل|مستشفى|ส่ง|คลัง|โรงพยาบาล",
    re.IGNORECASE,
)

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d{3,}")  # "COO 482716": no place, and every new number would be looked for with a digit wrong
_IMPORTED = re.compile(r"\s+imports?$|\s+imported$", re.IGNORECASE)
# How one came to know it speaks of no way, and "domestic" behind a town of no place.
_CONFIRMED = re.compile(
    r"\b(?:confirmed|verified|advised|checked|told|stated)(?: \w+)? (?:by|via|over|on|per) (?:the )?(?:phone|call"
    r"|e-?mail)\b|\b(?:reps?|vendor|supplier|dealer|agent|he|she|they) (?:says?|said|confirm(?:s|ed)|advis(?:es|ed)"
    r"|states?|stated|tells? us|told us)(?: (?:by|via|over|on|per|in) (?:the |an )?(?:phone|call|e-?mail"
    r"|writing)(?: [\d/.-]+)?)?:?|[\s,;(–-]+domestic(?:ally made)?\)?\.?$",
    re.IGNORECASE,
)
# Where a sentence ends: not behind "Prod.", "Mfr." and other words cut short.
_SENTENCE_END = re.compile(
    r"[;|\n。！？!?]"
    r"|(?<!prod)(?<!mfr)(?<!mfd)(?<!mfg)(?<!\bst)(?<!\bno)(?<!\bco)(?<!ltd)(?<!inc)(?<!corp)(?<!dist)(?<!\b\w)\.\s",
    re.IGNORECASE,
)


def origin_in_remark(text: str, header: str = "") -> PlaceFinding | None:
    """The place a remark states as the goods' origin, None where it states none; `text` of the finding is the evidence
    as written. Under a `header` that speaks of delivery a bare place is none."""
    text = composed(text).strip()
    if not text:
        return None
    if len(text) <= _LONGEST:
        return _origin(text, header)
    found = (origin for piece in _pieces(text) if (origin := _origin(piece, header)) is not None)
    return next((origin for origin in found if origin.how in SAID), None)


@lru_cache(maxsize=65536)
def origins_in_remark(text: str, header: str = "") -> tuple[PlaceFinding, ...]:
    """Every place a remark states: its origin, then the further ones it gives by a word of making and those of
    materials ("material"), () where it states no origin."""
    first = origin_in_remark(text, header)
    if first is None:
        return ()
    text = composed(text).strip()
    parts = _LISTED.split(text)
    alone = first.how not in SAID and len(parts) > 1 and not _DIGIT.search(text)
    listed = [place_code(part) for part in parts] if alone else [None]
    if all(listed):  # "China / Malaysia"
        return tuple(PlaceFinding(code, text, "country") for code in dict.fromkeys(filter(None, listed)))
    origins = {first.code: first}
    for piece in [text] if len(text) <= _LONGEST else _pieces(text):
        for found in further_places_in_goods_text(_NUMBER.sub("0", without_unstated(piece))):
            if not (found.code == "CN" and "CN-XJ" in origins):
                origins.setdefault(found.code, found)
    return tuple(origins.values())


def sentences(text: str) -> list[str]:
    """The sentences of a remark, each with its mark."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    parts = [text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    return [part for part in parts if part]


def _pieces(text: str) -> Iterator[str]:
    """A long remark's sentences; one that is as long as a letter is cut at its commas."""
    for said in sentences(text):
        while len(said) > _LONGEST:
            at = max(said.rfind(",", 1, _LONGEST), said.rfind(" ", 1, _LONGEST - 100), 0) or _LONGEST
            yield said[:at]
            said = said[at:]
        yield said


def _origin(text: str, header: str) -> PlaceFinding | None:
    few = len(text) < _LONGEST // 2 and len(cut(text)) <= _MOST_WORDS
    found = origin_in_goods_text(text)
    if found is None and not few and _SENTENCE_END.search(text) is None:
        return None
    left = without_unstated(_CONFIRMED.sub("", text))
    if left != text:
        text, found = left, origin_in_goods_text(left)
    if found is not None and found.how == "region":
        found = _beside_xinjiang(text, found)
    if found is not None and found.how in ("cue", "people"):
        return found
    if ON_THE_WAY.search(text) or ON_THE_WAY.search(header):
        return _beside_its_way(text, header)
    if found is not None and (found.how in SAID or speaks_of_change(text)):
        return found
    return _place_alone(text.strip(" ,"), found)


def _place_alone(text: str, found: PlaceFinding | None) -> PlaceFinding | None:
    """The place of a remark that is no more than one."""
    if len(cut(text)) > _MOST_WORDS:
        return None
    if found is not None:
        return found
    if _DIGIT.search(text):
        return None  # looking for a country with a wrong letter takes 3 ms, and "lot 4711" is none
    site = origin_in_maker_text(text)
    if site is not None and site.how in ("subdivision", "code"):  # "Columbia MO"
        return site
    code = country_code(_IMPORTED.sub("", text))
    return PlaceFinding(code, text, "country") if code else None


def _beside_xinjiang(text: str, found: PlaceFinding) -> PlaceFinding | None:
    """What a text states besides where Xinjiang is only where goods set out: "Shipped from Korla, made in China"."""
    at = text.find(found.text)
    start = max(text.rfind(mark, 0, at) for mark in ",;.(\n") + 1
    if at < 0 or not ON_THE_WAY.search(text[start:at]):
        return found
    return origin_in_goods_text(f"{text[:at]}{' ' * len(found.text)}{text[at + len(found.text) :]}")


def _beside_its_way(text: str, header: str) -> PlaceFinding | None:
    """What a remark states beside goods on their way, in store or ordered: a sentence of its own, or the clauses before
    the first word that speaks of it ("Malaysia; DC in Reno", "cut/sew Pakistan, ships from Ohio")."""
    for said in sentences(text):
        way = ON_THE_WAY.search(said)
        began = said if way is None else said[: max(0, *(said.rfind(mark, 0, way.start()) for mark in ",，、"))]
        if not began.strip():
            continue
        found = origin_in_goods_text(began.strip())
        alone = way is None and not ON_THE_WAY.search(header) and len(cut(began)) <= _MOST_WORDS
        if found is not None and (found.how in SAID or alone):
            return found
    return None
