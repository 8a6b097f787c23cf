"""Of products whose names stand together in a phrase, which are bought and which only describe? "Gauze scissors" are
scissors, "máscara 3 pregas elástico" is a mask. Knows their order; knows no other word of the line.
"""

from __future__ import annotations

from supplychain.matching.goods_lists import ENGLISH
from supplychain.matching.goods_nouns import DEEDS
from supplychain.matching.goods_phrases import Phrase, Placed
from supplychain.matching.goods_terms import LONG_UNKNOWN
from supplychain.matching.goods_vocabulary import COMPOUNDING, Kind
from supplychain.text.goods import stem

NEAR = 1  # unknown words that may stand between the parts of one compound name
# In these languages two words side by side are no compound name; in Lithuanian and Latvian they are.
WRITTEN_IN_ONE = COMPOUNDING - {"lt", "lv"}
USES = ("ing", "tion", "ment")  # ends of English words that tell what a thing is for
PIECES = "pc"  # the computer that is a count of pieces too


def of_runs(candidates: list[Placed], phrase: Phrase) -> list[Placed]:
    """The products among candidates in reading order, by the word order of the phrase's language."""
    return _first_of_runs(candidates) if phrase.head_first else _last_of_runs(candidates, phrase)


def _last_of_runs(candidates: list[Placed], phrase: Phrase) -> list[Placed]:
    """Head-final names: of terms that stand together the last is the product, the others describe it; but a pack
    after a product of the languages that write compounds in one holds it ("handsprit pumpflaska")."""
    candidates = _without_pieces(candidates)
    first_part = min(p.part for p in candidates)
    single = not phrase.listed and _single_list(candidates)
    lead = [p for p in candidates if p.part == first_part] if single else candidates
    pairs = zip(lead, [*lead[1:], None], strict=True)
    units = [this for this, following in pairs if following is None or not _within(this, following, phrase)]
    out: list[Placed] = []
    for this, following in zip(units, [*units[1:], None], strict=True):
        if _packed(out[-1] if out else None, this):
            continue
        if (
            following is not None
            and following.joined == this.joined
            and following.part == this.part
            and following.hit.start - this.hit.end <= NEAR
            and not (is_plural_item(this) and (is_plural_item(following) or _stands_alone(this, following, phrase)))
            and not _packed(this, following)
            and not _described_after(this, following, phrase)
        ):
            continue
        out.append(this)
    return out


def _without_pieces(candidates: list[Placed]) -> list[Placed]:
    """Products without the "pc" after another product, which counts pieces: "glove nitrile L 100 pc"."""
    out: list[Placed] = []
    for this in candidates:
        before = out[-1] if out else None
        goods = before is not None and before.hit.kind is Kind.ITEM and before.part == this.part
        if (
            this.hit.term.text != PIECES
            or before is None
            or not goods
            or before.hit.term.article is this.hit.term.article
        ):
            out.append(this)
    return out


def _described_after(this: Placed, following: Placed, phrase: Phrase) -> bool:
    """Whether a word that tells no use stands between a good and one thing: "privacy curtain mesh top", "formalin
    buffered container", but "needle disposal container", "computer dust covers"."""
    between = phrase.words[this.hit.end : following.hit.start]
    good = this.hit.kind is Kind.ITEM and bool(this.hit.goods)
    used = any(w.text.endswith(USES) or w.text in DEEDS or w.text in LONG_UNKNOWN for w in between)
    compound = used or (following.hit.plural and not any(word.plural for word in between))
    return bool(between) and good and following.hit.kind is Kind.OBJECT and not compound


def _within(this: Placed, following: Placed, phrase: Phrase) -> bool:
    """Whether the next product is the end of a compound that this begins or stands before: not in "Masken und
    Plastikbeutel"."""
    inside = phrase.words[following.hit.start].inside
    return inside and (this.part, this.joined) == (following.part, following.joined)


def _stands_alone(plural: Placed, following: Placed, phrase: Phrase) -> bool:
    """Whether an English plural before a thing is bought itself: "FFP2 masks valve", not "scissors rack"."""
    spelled = plural.hit.term.text.split()[-1]
    text, after = phrase.words[plural.hit.end - 1].text, phrase.words[following.hit.end : following.hit.end + 1]
    ends = following.hit.start == plural.hit.end and all(word.role for word in after)
    one_form = (
        ends and text == spelled and stem(spelled) != spelled
    )  # "measles vaccine", not "trousers cargo ambulance"
    return plural.hit.term.lang in ENGLISH and following.hit.kind is not Kind.SERVICE and not one_form


def _packed(product: Placed | None, pack: Placed) -> bool:
    """Whether an ordinary thing that follows a product in its own phrase is only what that comes in."""
    return (
        product is not None
        and pack.hit.kind is Kind.OBJECT
        and product.hit.kind is Kind.ITEM
        and (product.part, product.joined) == (pack.part, pack.joined)
        and product.hit.term.lang in WRITTEN_IN_ONE
        and (pack.hit.term.lang in WRITTEN_IN_ONE or pack.hit.term.lang in ENGLISH)
    )


def is_plural_item(placed: Placed) -> bool:
    """Whether this is a product in the plural, which describes no other."""
    return placed.hit.stands and placed.hit.kind is Kind.ITEM


def _single_list(candidates: list[Placed]) -> bool:
    """Whether later parts only describe the first: true unless a later part names a product in the plural."""
    first = min(p.part for p in candidates)
    return not any(p.part != first and is_plural_item(p) for p in candidates)


def _first_of_runs(candidates: list[Placed]) -> list[Placed]:
    """Head-first names: what follows the first product describes it ("covoras dezinfectant" is a mat, "máscara 3 pregas
    elástico" a mask), unless a comma or "and" parts them."""
    out: list[Placed] = []
    for this in candidates:
        if out and (out[-1].part, out[-1].joined) == (this.part, this.joined):
            continue
        out.append(this)
    return out
