"""Is a line a list of goods or one name in parts? "Gloves, surgical mask" are two goods, "Cover, Mattress" is one.
Knows the parts between commas and the terms in them; which term of a part is bought is goods_choice.
"""

from __future__ import annotations

from supplychain.matching.goods_terms import SHORT_UNKNOWN, UNKNOWN, Found, Hit, Parts, Word
from supplychain.matching.goods_vocabulary import Kind

# Names of many things at once, which English writes without a plural.
MASS_NOUNS = frozenset({"apparel", "bedding", "clothing", "footwear", "furniture", "gauze", "hosiery", "linen", "wear"})
USED_ON = frozenset({"chemicals", "furniture"})  # concepts of goods that names tell the use of
ENGLISH = frozenset({"en", "mul"})
AND_SO_ON = frozenset({"related", "similar", "associated"})  # "tea and related products" ends an enumeration
NAME_ENDS = frozenset({"for", "with", "without"})  # roles of words that a product's name ends before
ITEMS = frozenset({Kind.ITEM})
THINGS = frozenset({Kind.ITEM, Kind.OBJECT, Kind.ORDINARY})
DESCRIBING = frozenset({Kind.WEAK, Kind.MATERIAL})  # kinds that may stand before a product in its name
HEADING = frozenset({Kind.WEAK, Kind.BROAD})  # kinds that name nothing before a list
NAMELESS = frozenset({UNKNOWN, SHORT_UNKNOWN})  # a size or brand behind a name


def ends_as_a_list(parts: Parts, found: Found) -> bool:
    """Whether the last part is bought beside the others: "and" ends an enumeration, three parts or more are a product
    each ("mask, gown, glove"), or a part names another good than the first."""
    return _ends_in_and(parts, found) or _each_a_product(parts, found) or _of_other_goods(parts, found)


def names_many(found: Found) -> bool:
    """Whether several parts end in a product in the plural: "gloves, gowns, masks"."""
    return sum(1 for hits in found if hits and hits[-1].kind is Kind.ITEM and hits[-1].stands) > 1


def _each_a_product(parts: Parts, found: Found) -> bool:
    """Whether three parts or more are a product each, beside those that name none ("Ward 3: mask, gown, glove")."""
    named = [
        (part, hits) for part, hits in zip(parts, found, strict=True) if any(hit.kind not in HEADING for hit in hits)
    ]
    whole = [
        len(hits) == 1 and hits[0].kind is Kind.ITEM and hits[0].start == 0 and hits[0].end == len(part)
        for part, hits in named
    ]
    return len(whole) > 2 and all(whole) and sum(1 for _, hits in named if hits[0].goods) > 1


def _of_other_goods(parts: Parts, found: Found) -> bool:
    """Whether a part names a good that the first does not: "scissors, disposable gown", "Handschuhe, Maske"."""
    first, *more = _things(parts[0], found[0])
    if first is None:
        return False
    listed = any(thing is not None and thing.goods for thing in more)  # "Gown and mask, glove"
    others = (other for part, hits in zip(parts[1:], found[1:], strict=True) for other in _things(part, hits))
    return any(
        other is not None
        and other.goods
        and other.goods.isdisjoint(first.goods)
        and (listed or _stands_beside(first, other))
        for other in others
    )


def _things(part: list[Word], hits: list[Hit]) -> list[Hit | None]:
    """The good that each of the things joined by "and" in a part names, None where it may name none."""
    ends = [index for index, word in enumerate(part) if word.role == "and"]
    if not ends:
        return [_named(part, hits)]
    out = []
    for start, end in zip([0, *(end + 1 for end in ends)], [*ends, len(part)], strict=True):
        own = [hit._replace(start=hit.start - start, end=hit.end - start) for hit in hits if start <= hit.start < end]
        out.append(_named(part[start:end], own))
    return out


def _stands_beside(first: Hit, other: Hit) -> bool:
    """Whether a good in a later part does not describe the first. Names turn round in English alone; there a single
    word may describe what a single word names ("cap, bottle"), and a good what a device, a mixture or a piece of
    furniture is for ("analyzer, nitrous oxide", "table, surgical instrument")."""
    if first.term.lang != "en" and other.term.lang not in ENGLISH:
        return True
    if _is_many(first) and _is_many(other):
        return True
    if first.plural:
        return other.plural or other.end > 1
    if first.end > 1:
        return bool(first.goods) and (other.plural or other.end > 1)
    return bool(first.goods) and first.goods.isdisjoint(USED_ON) and other.end > 1


def _is_many(hit: Hit) -> bool:
    """Whether a term names many things at once."""
    return hit.term.lang == "en" and hit.term.text in MASS_NOUNS


def _named(part: list[Word], hits: list[Hit]) -> Hit | None:
    """The one product that a part names, before "for", "with" or "without", beside nothing but words that describe it
    or a size or brand behind it; None where the part may name none."""
    end = next((index for index, word in enumerate(part) if word.role in NAME_ENDS), len(part))
    named = [hit for hit in hits if hit.start < end and hit.kind not in DESCRIBING]
    if len(named) != 1 or named[0].kind is not Kind.ITEM or any(word.role for word in part[:end]):
        return None
    known = all(word.symbols for word in part[: named[0].end])
    covered = {index for hit in hits for index in range(hit.start, hit.end)}
    ends = all(i in covered or part[i].text in NAMELESS or len(part[i].text) == 1 for i in range(named[0].end, end))
    return named[0] if known and ends else None


def _ends_in_and(parts: Parts, found: Found) -> bool:
    """Whether "and" ends an enumeration: "a, b, and c", or "a, b and c" where a and b are things in the
    plural ("towels, cups and plates") or all three are products ("tea, coffee and sugar")."""
    last = parts[-1]
    places = [index for index, word in enumerate(last) if word.role == "and"]
    if not places or places[0] == 0 or not found[0]:
        return bool(places)
    if places[-1] + 1 < len(last) and last[places[-1] + 1].text in AND_SO_ON:
        return True
    first = found[0][-1]
    kinds = THINGS if len(parts[0]) == 1 else ITEMS
    if first.stands and any(hit.stands and hit.kind in kinds and hit.end <= places[-1] for hit in found[-1]):
        return True
    items = [hit for hit in found[-1] if hit.kind is Kind.ITEM]
    return (
        first.kind is Kind.ITEM
        and any(hit.end <= places[-1] for hit in items)
        and any(hit.start > places[-1] for hit in items)
    )
