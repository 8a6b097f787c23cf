"""Which noun ends an English name, and what does it do to the good before it? "Coffee percolators" are no coffee,
"rubber grommets" are made with rubber, "Copper Bay Ltd" is a firm. Knows one part of a line; which term is bought is
goods_heads.
"""

from __future__ import annotations

from supplychain.matching.goods_terms import (
    DOERS,
    LONG_UNKNOWN,
    UNKNOWN_DOERS,
    UNKNOWN_NOUN,
    UNKNOWN_PLURAL,
    Hit,
    TermFinder,
    Word,
)
from supplychain.matching.goods_vocabulary import ELECTRONICS, PHARMA, SALT_MEDICINE, TRAP, Article, Kind, Term

NAME_GOES_ON = 1  # words between a term and the noun the name ends in: "concrete exhaust stacks"
SHORTEST_PLURAL = 5  # letters of a known English plural that may be what is bought
# Salts of medicines as non-proprietary names write them, after the base: "foscarnet sodium" (WHO, guidance on INN).
SALTS = frozenset(
    {
        "sodium", "potassium", "calcium", "sulfate", "sulphate", "acetate", "nitrate", "phosphate", "citrate",
        "oxalate", "bromide", "chloride", "iodide", "benzoate", "palmitate", "decanoate", "gluconate", "lactate",
        "disodium", "dipotassium",
    }
)  # fmt: skip
# After a brand alone these say that it is a medicine, as registers of medicines write them ("Zentel Suspension").
DOSE_FORMS = frozenset({"suspension", "cream", "syrup", "drops", "pessary", "pessaries", "tabs", "comp"})
MODIFYING = frozenset({Kind.ITEM, Kind.MATERIAL, Kind.FORM})  # kinds of terms that a noun after them may swallow
LOOSE = frozenset({Kind.WEAK, Kind.FORM})  # kinds of terms that are no product
SINGULAR_TOO = frozenset({"forceps", "scissors", "tweezers"})  # of one form: "forceps racks" are racks
# Classes of head_nouns.csv: what works on the thing before it; what does so where that is used up; what is one in the
# plural alone ("glove arms", but "bandage, arm"); the end of a firm's name; what is done to a raw good before it is one
# ("gold refining equipment"; "cutting" tells as often what a thing of that material does); any other. And what it does
# not list.
MACHINE, DEVICE, PLURAL_ONLY, FIRM, PROCESS, PART = "machine", "device", "plural", "firm", "process", "part"
UNLISTED = "unlisted"
FIRM_NAME = 5  # words
CONSUMED = frozenset({"chemicals", "garments", "textiles", "footwear"})  # "oxygen equipment" is no oxygen
ENDING_ROLES = frozenset({"and", "for", "with"})  # of function words that a product's name ends before
DEEDS = frozenset({"disposal", "storage", "removal", "fixation", "collection"})  # "syringe disposal bins" are bins
HELD = "%in_"  # begins the trades of shapes and packs that goods of one concept come in: "ceftriaxone vial"
HELD_FOOD = "%in_food"  # the trade of those that any food comes in: "rice bags"
FOODS = frozenset({"beef_cattle", "cocoa", "coffee", "fish", "nuts", "rice", "shrimp", "sugarcane", "tea", "tomato"})
# Goods that firms are named after and that a line of goods seldom names in one word before its maker.
IN_NAMES_OF_FIRMS = FOODS | {"bricks", "cement"}
BRANDED = 2  # words nobody knows that may stand between a good and its pack: a brand, a weight
UNKNOWN_ARTICLE = Article("unknown_article", Kind.OBJECT, "an article we do not know")


def with_unknown(finder: TermFinder, part: list[Word], hits: list[Hit], alone: bool) -> list[Hit]:
    """The hits of a part, with what a word nobody knows tells at its end, and a salt tells of what stands before it."""
    if alone and len(part) == 2 and part[0].text in LONG_UNKNOWN and part[1].text in DOSE_FORMS:
        return [Hit(0, 2, Term(finder.vocabulary.articles[SALT_MEDICINE], "en", part[1].text), False)]
    if hits and _names_a_firm(finder, part, hits):
        return [Hit(0, len(part), Term(finder.vocabulary.articles[TRAP], "en", part[-1].text), False)]
    if hits and hits[-1].term.text in SALTS and hits[-1].start > 0:
        salt = hits[-1]
        if len(hits) == 1 and salt.start == 1 and part[0].text in LONG_UNKNOWN:
            return [salt._replace(term=salt.term._replace(article=finder.vocabulary.articles[SALT_MEDICINE]))]
        if len(hits) > 1 and hits[-2].end == salt.start and PHARMA in hits[-2].goods:
            return hits[:-1]
    packs = [_pack_of(finder, part, hit) for hit in hits]
    if any(packs):
        hits = [hit._replace(bought=True) if pack else hit for hit, pack in zip(hits, packs, strict=True)]
        hats = [hit for hit in hits if hit.start in packs and hit.start and hit.kind is Kind.ITEM and hit.goods]
        hits = [hit for hit in hits if hit not in hats]  # the caps that a medicine comes in
    return _with_unknown_head(finder, part, hits)


def _pack_of(finder: TermFinder, part: list[Word], hit: Hit) -> int:
    """Where the shape or pack stands that a good comes in ("ointment tubes", "gauze strips", "fluconazole caps"), 0
    where it comes in none: before one a good is as much bought as in the plural."""
    if hit.stands or hit.kind is not Kind.ITEM or hit.end == len(part):
        return 0
    pack = hit.end
    while pack + 1 < len(part) and pack < hit.end + BRANDED and not (part[pack].symbols or part[pack].role):
        pack += 1  # "rice 25 kg bags"
    after = part[pack + 1] if pack + 1 < len(part) else None
    if after is not None and (after.plural or _listed_noun(finder, after) or after.text == UNKNOWN_NOUN):
        return 0  # "cocoa pod breakers"
    trades = finder.vocabulary.trades
    held = {trade for symbol in part[pack].symbols for trade in trades.get(symbol, ()) if trade.startswith(HELD)}
    comes_in_it = any(HELD + good in held for good in hit.goods) or (HELD_FOOD in held and hit.goods & FOODS)
    return pack if comes_in_it else 0


def _names_a_firm(finder: TermFinder, part: list[Word], hits: list[Hit]) -> bool:
    """Whether the words are a firm's name with a material or food in it ("Copper Bay Ltd"), nothing bought from one."""
    if _listed_noun(finder, part[-1]) != FIRM or len(part) > FIRM_NAME:
        return False
    named = [hit for hit in hits if hit.end < len(part) and hit.kind is not Kind.WEAK]
    plain = all(hit.end == hit.start + 1 and not hit.stands and hit.kind is not Kind.FORM for hit in named)
    kinds = (Kind.MATERIAL, Kind.STUFF, Kind.SERVICE)
    return bool(named) and plain and all(h.kind in kinds or h.goods & IN_NAMES_OF_FIRMS for h in named)


def _with_unknown_head(finder: TermFinder, part: list[Word], hits: list[Hit]) -> list[Hit]:
    """In English a noun that ends the phrase is what is bought, even where nobody knows it: "coffee percolators" are
    no coffee, "rubber grommets" are made with rubber. A plural and an ending such
    as "-er" tell a noun from a brand. A phrase ends at "or" too: "salmon poachers or kettles". What works on a material
    is not made of it: "lumber sorters"."""
    out: list[Hit] = []
    articles = finder.vocabulary.articles
    swallowed = -1
    for index, hit in enumerate(hits):
        if hit.start == swallowed:
            continue
        out.append(hit)
        if hit.term.lang != "en" or (hit.stands and part[hit.end - 1].text not in SINGULAR_TOO):
            continue
        end, noun = _noun_after(finder, part, hits, index)
        if not noun:
            continue
        article = articles[TRAP] if noun == MACHINE else UNKNOWN_ARTICLE
        out.append(Hit(end, end + 1, Term(article, "en", article.title), False, bought=True))
        swallowed = end
    return out


def _noun_after(finder: TermFinder, part: list[Word], hits: list[Hit], index: int) -> tuple[int, str]:
    """Where the noun stands that ends the name a term begins, and its class; no class where there is none. One word may
    stand between: after a material, and where a machine or a word in "-ing" follows ("cocoa pod breakers")."""
    hit = hits[index]
    after = hits[index + 1] if index + 1 < len(hits) else None
    if hit.kind is Kind.OBJECT:  # "tubing cutters": of whatever the tubing is
        follows = hit.end + 1 == len(part) and _listed_noun(finder, part[hit.end]) == MACHINE
        return (hit.end, MACHINE) if follows else (-1, "")
    if hit.kind not in MODIFYING:
        return -1, ""
    for end in range(hit.end, min(hit.end + NAME_GOES_ON + 1, len(part))):
        if part[end].role:
            break
        covered = after is not None and after.start <= end
        if covered and (after is None or not _loose(after, end)):
            break
        if end + 1 < len(part) and part[end + 1].role not in ENDING_ROLES:
            continue
        listed = _listed_noun(finder, part[end])
        noun = listed or ("" if covered else _unlisted_class(finder, part[end]))
        between = part[end - 1].text if end > hit.end else ""
        if listed == PROCESS or (between and _listed_noun(finder, part[end - 1]) == PROCESS):
            return end, MACHINE if listed or part[end].plural else ""
        if between and hit.kind is Kind.ITEM:
            return end, noun if _swallows_from_afar(hit, listed, part[end].plural, between) else ""
        return end, noun if _swallows(hit, noun, part[end].plural, covered) else ""
    return -1, ""


def _loose(after: Hit, end: int) -> bool:
    """Whether the next term is one word that is no product: "chair panels"."""
    return after.kind in LOOSE and (after.start, after.end) == (end, end + 1)


def _swallows(hit: Hit, noun: str, plural: bool, covered: bool) -> bool:
    """Whether a noun of this class at the name's end leaves the term a mere modifier."""
    if not noun or (noun == PLURAL_ONLY and not plural):
        return False
    if hit.kind is not Kind.ITEM:
        return noun == MACHINE or (not covered and (plural or noun == UNLISTED))
    if noun == DEVICE:
        return not hit.goods.isdisjoint(CONSUMED)
    return noun != MACHINE or not holds_electronics(hit)  # an "ultrasound generator" is one too


def _swallows_from_afar(hit: Hit, listed: str, plural: bool, between: str) -> bool:
    """Whether a noun one word behind a product is what is bought: "cocoa pod breakers", "gown dispensing racks"."""
    does = between.endswith("ing") or between in DEEDS
    return plural and not holds_electronics(hit) and (listed == MACHINE or (bool(listed) and does))


def holds_electronics(hit: Hit) -> bool:
    """Whether the term names electronics or what is made with them."""
    return any(fact.concept == ELECTRONICS for fact in hit.term.article.facts)


def _listed_noun(finder: TermFinder, word: Word) -> str:
    """The class that head_nouns.csv gives a word, "" where it lists none."""
    nouns = finder.vocabulary.head_nouns
    return next((nouns[symbol] for symbol in word.symbols if symbol in nouns), "")


def _unlisted_class(finder: TermFinder, word: Word) -> str:
    """What an English noun the table does not list does to the good before it: one nobody knows that looks like one,
    or a plural the vocabulary knows from longer names alone ("cement retainers"); "" for a word that may be none."""
    if word.text == UNKNOWN_DOERS:
        return MACHINE
    if word.text in (UNKNOWN_PLURAL, UNKNOWN_NOUN):
        return UNLISTED
    known = word.symbols and not word.role and word.plural and len(word.text) >= SHORTEST_PLURAL
    if not known or not finder.vocabulary.describing.isdisjoint(word.symbols):
        return ""
    return MACHINE if word.text.endswith(DOERS) else UNLISTED
