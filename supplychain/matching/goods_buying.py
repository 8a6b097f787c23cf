"""Which words of a line only say that something is bought, and what is done with it? "Contract for the supply of beds",
"design, supply and installation of beds" and "beds, delivery and maintenance" all buy beds. Knows parts and terms.
"""

from __future__ import annotations

from supplychain.matching.goods_terms import Found, Hit, Parts, Word
from supplychain.matching.goods_vocabulary import DONE_TO, FITTING, PURCHASE, Kind
from supplychain.text.goods import JOIN

JOINING = frozenset({"and", JOIN})  # roles of words between what is done
SAID = frozenset({Kind.WEAK, Kind.SERVICE})  # kinds of terms that such words are


def without_buying(parts: Parts, found: Found) -> tuple[Parts, Found]:
    """The parts and their terms without the words of buying that open them ("fornecimento e instalação de"), with the
    parts before that only say what else is done ("design, supply and …"); and without all that is bought where the last
    part says that it is only repaired or hired ("Computers - Maintenance")."""
    bought = [_buying(part, hits, False) for part, hits in zip(parts, found, strict=True)]
    opened = _opening(parts, found, bought)
    if not opened and len(parts) > 1 and not _buys(found) and _only_done_to(parts[-1], found):
        return parts[-1:], found[-1:]
    if opened:
        parts, found = parts[opened:], found[opened:]
        bought = [_buying(parts[0], found[0], True), *bought[opened + 1 :]]
    cut = [_from(part, hits, end) for part, hits, end in zip(parts, found, bought, strict=True)]
    return [part for part, _ in cut], [hits for _, hits in cut]


def _buying(part: list[Word], hits: list[Hit], opened: bool) -> int:
    """How many words of a part, from its first, say that something is bought and what else is done with it; 0 where
    nothing says that it is bought. `opened` where the parts before said so."""
    end, before, buys = 0, 0, opened
    for hit in hits:
        joined = hit.start == 0 or (hit.start == before + 1 and part[before].role in JOINING)
        if not (_is_buying(hit) or hit.kind is Kind.WEAK or (hit.kind is Kind.SERVICE and joined)):
            break
        before = hit.end
        if hit.kind is Kind.SERVICE or (_is_buying(hit) and _goes_on(part, hit)):
            end = hit.end
            buys = buys or hit.kind is not Kind.SERVICE
    return end if buys else 0


def _is_buying(hit: Hit) -> bool:
    """Whether a term says that something is bought; "supplies" are things."""
    return hit.term.article.key == PURCHASE and not (hit.plural and hit.term.lang == "en")


def _goes_on(part: list[Word], hit: Hit) -> bool:
    """Whether a word of buying is no part of a name: English says what is bought after "of" or "for" ("supply of", but
    "supply cart"), or after more that is done ("delivery and fitting of")."""
    ends = hit.end == len(part) or part[hit.end].role in ("of", "for", *JOINING)
    return ends or hit.term.lang != "en" or hit.term.text.endswith((" of", " for"))


def _opening(parts: Parts, found: Found, bought: list[int]) -> int:
    """How many parts before the last only say that something is supplied, and what is done to it: "suministro,
    instalación y mantenimiento de camas"."""
    buys = False
    for count, (part, hits) in enumerate(zip(parts, found, strict=True)):
        buys = buys or bought[count] > 0
        if count == len(parts) - 1 or not hits or hits[-1].end != len(part) or any(h.kind not in SAID for h in hits):
            return count if buys else 0
    return 0


def _buys(found: Found) -> bool:
    """Whether a line says that things are supplied, or fitted, which nobody does with what is not bought too: "beds,
    installation and maintenance"."""
    return any(_is_buying(hit) or hit.term.article.key == FITTING for hits in found for hit in hits)


def _only_done_to(last: list[Word], found: Found) -> bool:
    """Whether the last part only says what is done to the goods before it: "Computers - Maintenance", "Beds (hire)"."""
    covered = sum(hit.end - hit.start for hit in found[-1]) + sum(1 for word in last if word.role)
    return (
        covered == len(last)
        and any(hit.term.article.key == DONE_TO for hit in found[-1])
        and all(hit.kind is Kind.SERVICE for hit in found[-1])
        and any(hit.kind is Kind.ITEM for hits in found[:-1] for hit in hits)
    )


def _from(part: list[Word], hits: list[Hit], end: int) -> tuple[list[Word], list[Hit]]:
    """A part from a word on, and from the name behind it where "of" or the like follows; as it is where nothing that
    it names is left."""
    if not end:
        return part, hits
    while end < len(part) and part[end].role:
        end += 1
    kept = [hit._replace(start=hit.start - end, end=hit.end - end) for hit in hits if hit.start >= end]
    return (part[end:], kept) if kept else (part, hits)
