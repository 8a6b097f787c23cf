"""Which noun ends an English name, and what does it do to the good before it? "Coffee percolators" are no coffee,
"rubber grommets" are made with rubber, "Copper Bay Ltd" is a firm. Knows one part of a line; which term is bought is
goods_choice.
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


def with_last_nouns(finder: TermFinder, part: list[Word], hits: list[Hit], alone: bool) -> list[Hit]:
    """The terms of a part as the nouns and packs behind them let them be read; `alone` where the line has no other."""
    medicine = _medicine(finder, part, hits, alone)
    if medicine:
        return medicine
    if hits and _names_a_firm(finder, part, hits):
        return [Hit(0, len(part), Term(finder.vocabulary.articles[TRAP], "en", part[-1].text), False)]
    return _with_unknown_nouns(finder, part, _with_packs(finder, part, hits))


def _medicine(finder: TermFinder, part: list[Word], hits: list[Hit], alone: bool) -> list[Hit]:
    """The terms of a part that ends in the salt of a medicine, or in its dose form behind a brand; none of another."""
    told = finder.vocabulary.articles[SALT_MEDICINE]
    if alone and len(part) == 2 and part[0].text in LONG_UNKNOWN and part[1].text in DOSE_FORMS:
        return [Hit(0, 2, Term(told, "en", part[1].text), False)]
    if not hits or hits[-1].term.text not in SALTS:
        return []
    salt = hits[-1]
    if len(hits) == 1:
        brand = salt.start == 1 and part[0].text in LONG_UNKNOWN
        return [salt._replace(term=salt.term._replace(article=told))] if brand else []
    return hits[:-1] if hits[-2].end == salt.start and PHARMA in hits[-2].goods else []


def _with_packs(finder: TermFinder, part: list[Word], hits: list[Hit]) -> list[Hit]:
    """The terms of a part where each good that a shape or pack stands behind is bought; what names another good too
    (the "caps" of a medicine) is but its pack."""
    packs = [_pack_of(finder, part, hit) for hit in hits]
    if not any(packs):
        return hits
    hits = [hit._replace(bought=True) if pack else hit for hit, pack in zip(hits, packs, strict=True)]
    return [hit for hit in hits if not (hit.start and hit.start in packs and hit.kind is Kind.ITEM and hit.goods)]


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
    return pack if holds(held_in(finder, part[pack]), hit) else 0


def held_in(finder: TermFinder, pack: Word) -> frozenset[str]:
    """The trades of goods that come in what a word names, `%in_pharma` for a tube; none where it is no pack."""
    trades = finder.vocabulary.trades
    return frozenset(t for symbol in pack.symbols for t in trades.get(symbol, ()) if t.startswith(HELD))


def holds(held: frozenset[str], hit: Hit) -> bool:
    """Whether a good comes in a shape or pack of these trades."""
    return any(HELD + good in held for good in hit.goods) or (HELD_FOOD in held and not hit.goods.isdisjoint(FOODS))


def _names_a_firm(finder: TermFinder, part: list[Word], hits: list[Hit]) -> bool:
    """Whether the words are a firm's name with a material or food in it ("Copper Bay Ltd"), nothing bought from one."""
    if _listed_noun(finder, part[-1]) != FIRM or len(part) > FIRM_NAME:
        return False
    named = [hit for hit in hits if hit.end < len(part) and hit.kind is not Kind.WEAK]
    plain = all(hit.end == hit.start + 1 and not hit.stands and hit.kind is not Kind.FORM for hit in named)
    kinds = (Kind.MATERIAL, Kind.STUFF, Kind.SERVICE)
    return bool(named) and plain and all(h.kind in kinds or h.goods & IN_NAMES_OF_FIRMS for h in named)


def _with_unknown_nouns(finder: TermFinder, part: list[Word], hits: list[Hit]) -> list[Hit]:
    """In English a noun that ends the phrase is what is bought, even where nobody knows it: "coffee percolators" are
    no coffee, "rubber grommets" are made with rubber. A plural and an ending such as "-er" tell a noun from a brand. A
    phrase ends at "or" too: "salmon poachers or kettles". What works on a material is not made of it: "lumber sorters".
    """
    out: list[Hit] = []
    articles = finder.vocabulary.articles
    swallowed = -1
    for index, hit in enumerate(hits):
        if hit.start == swallowed:
            continue
        out.append(hit)
        if hit.term.lang != "en" or (hit.stands and part[hit.end - 1].text not in SINGULAR_TOO):
            continue
        after = hits[index + 1] if index + 1 < len(hits) else None
        end = _name_end(part, hit, after)
        noun = _class_of(finder, part, hit, end, after is not None and after.start <= end) if end else ""
        if noun:
            article = articles[TRAP] if noun == MACHINE else UNKNOWN_ARTICLE
            out.append(Hit(end, end + 1, Term(article, "en", article.title), False, bought=True))
            swallowed = end
    return out


def _name_end(part: list[Word], hit: Hit, after: Hit | None) -> int:
    """The last word of the name that a term begins, one or two behind it (one behind a thing of no certain material); 0
    where a product or no noun follows it."""
    if hit.kind is Kind.OBJECT:
        return hit.end if hit.end + 1 == len(part) else 0
    for end in (hit.end, hit.end + 1):
        if end == len(part) or part[end].role or (after is not None and after.start <= end and not _loose(after, end)):
            return 0
        if end + 1 == len(part) or part[end + 1].role in ENDING_ROLES:
            return end
    return 0


def _class_of(finder: TermFinder, part: list[Word], hit: Hit, end: int, covered: bool) -> str:
    """The class of the noun that ends the name a term begins, where it leaves the term a mere modifier, else ""."""
    word = part[end]
    listed = _listed_noun(finder, word)
    if hit.kind is Kind.OBJECT:  # "tubing cutters": of whatever the tubing is
        return MACHINE if listed == MACHINE else ""
    if hit.kind not in MODIFYING:
        return ""
    between = part[end - 1] if end > hit.end else None
    if listed == PROCESS or (between is not None and _listed_noun(finder, between) == PROCESS):
        return MACHINE if listed or word.plural else ""
    if between is not None and hit.kind is Kind.ITEM:
        return listed if _swallows_from_afar(hit, listed, word.plural, between.text) else ""
    noun = listed or ("" if covered else _unlisted_class(finder, word))
    return noun if _swallows(hit, noun, word.plural, covered) else ""


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
