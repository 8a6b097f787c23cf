"""Where does a remark say that goods are made ("Fabriqué en Chine", "Werk Blaubeuren")?

Refuses to take a place to which goods are sent, in which they lie or whose people are named for an origin: a remark
says anything.
"""

from __future__ import annotations

import re
from functools import lru_cache

from supplychain.text.place_cells import country_code
from supplychain.text.place_clauses import speaks_of_change
from supplychain.text.place_goods import origin_in_goods_text
from supplychain.text.place_makers import origin_in_maker_text
from supplychain.text.place_tables import composed
from supplychain.text.place_words import cut

_LONGEST = 300  # letters: a remark that says more is a letter
# Ways of finding a place that rest on a word of making, a site's or a maker's name.
_SAID = frozenset({"cue", "origin", "site", "people", "maker", "code", "region", "subdivision"})
_MOST_WORDS = 4  # of a remark that is no more than a place: "India, Pondicherry", "c/o China"
# Goods on their way, in store, to be paid or to be sent back: beside these a bare place is no origin.
_ON_THE_WAY = re.compile(
    r"\b(?:deliver\w*|delivery|dlvr|ship\w*|ships?|send|sent|collect\w*|courier|freight|fob|cif|cfr|ddp|dap|exw|fca|via|"
    r"(?<!-)port(?!-)|stock\w*|store[sd]?|warehouse\w*|depot|return\w*|invoice\w*|bill(?:ed|ing)?|office|contact\w*|call\w*|phone\w*|reps?|ask\w*|pric\w*|"
    r"attn|attention|order\w*|quote\w*|ward|clinic|hospital\w*|department|dept|contract\w*|customs|transit|hub|dc|dock|dist|distribut\w*|"
    r"livr\w*|exp[eé]di\w*|entrep[oô]t|commande\w*|entreg\w*|env[ií]\w*|almac[eé]n|pedido\w*|encomenda\w*|armaz[eé]m|"
    r"liefer\w*|lager\w*|versand\w*|bestell\w*|klinik\w*|krankenhaus|consegn\w*|magazzin\w*|ordin[ei]\w*|ospedale|"
    r"leverin\w*|bezorg\w*|magazijn|haven|ziekenhuis|teslim\w*|depo\w*|sevk\w*|hastane\w*|dostaw\w*|magazyn\w*|szpital\w*|"
    r"dodan\w*|sklad\w*|nemocnic\w*|доставк\w*|достав\w*|склад\w*|отгруз\w*|больниц\w*|giao|kho|bệnh viện|kirim\w*|"
    r"gudang|rumah sakit|leverans\w*|lev[eé]r\w*)\b|送货|送貨|交货|交貨|运往|運往|发往|發往|配送|仓库|倉庫|"
    r"医院|醫院|納品|배송|납품|تسليم|التسليم|مستودع|توصيل|مستشفى|ส่ง|คลัง|โรงพยาบาล",
    re.IGNORECASE,
)

_IMPORTED = re.compile(r"\s+imports?$|\s+imported$", re.IGNORECASE)
# How one came to know it speaks of no way, and "domestic" behind a town of no place.
_CONFIRMED = re.compile(
    r"\b(?:confirmed|verified|advised|checked|told|stated)(?: \w+)? (?:by|via|over|on|per) "
    r"(?:the )?(?:phone|call|e-?mail)\b|[\s,;(–-]+domestic(?:ally made)?\)?\.?$",
    re.IGNORECASE,
)
# Where a sentence ends: not behind "Prod.", "Mfr." and other words cut short.
_SENTENCE_END = re.compile(
    r"[;|\n]|(?<!prod)(?<!mfr)(?<!mfd)(?<!mfg)(?<!\bst)(?<!\bno)(?<!\bco)(?<!ltd)(?<!inc)(?<!corp)(?<!dist)(?<!\b\w)\.\s",
    re.IGNORECASE,
)


@lru_cache(maxsize=32768)
def origin_in_remark(text: str) -> str | None:
    """The ISO code of the country a remark states as the goods' origin, None where it states none."""
    text = composed(text).strip()
    if not text or len(text) > _LONGEST:
        return None
    text = _CONFIRMED.sub("", text)
    found = origin_in_goods_text(text)
    if found is not None and found.how in ("cue", "people"):
        return found.code
    if _ON_THE_WAY.search(text):
        return _beside_its_way(text)
    if found is not None and (found.how in _SAID or speaks_of_change(text)):
        return found.code
    if len(cut(text)) > _MOST_WORDS:
        return None
    if found is not None:
        return found.code
    site = origin_in_maker_text(text)
    if site is not None and site.how in ("subdivision", "code"):  # "Columbia MO"
        return site.code
    return country_code(_IMPORTED.sub("", text))


def _beside_its_way(text: str) -> str | None:
    """What a remark states beside goods on their way, in store or ordered: a sentence of its own, or the clauses before
    the first word that speaks of it ("Malaysia; DC in Reno", "cut/sew Pakistan, ships from Ohio")."""
    for said in _SENTENCE_END.split(text):
        way = _ON_THE_WAY.search(said)
        began = said if way is None else said[: way.start()].rpartition(",")[0]
        if not began.strip():
            continue
        found = origin_in_goods_text(began.strip())
        if found is not None and (found.how in _SAID or (way is None and len(cut(began)) <= _MOST_WORDS)):
            return found.code
    return None
