"""By which short word are phrases for kinds of institution known? `scientific production association` is an `npo`.

Russian registers write the short word, lists in English the phrase, or the other way round. Refuses to know names.
"""

from __future__ import annotations

from supplychain.text import word_table

# Canonical words of a phrase (spellings as in text/words.py) = the short words it is known by; the first is taken.
_TABLE = """
scientific production association=npo|research production association=npo|scientific industrial association=npo
scientific production enterprise=npp|research production enterprise=npp|scientific industrial enterprise=npp
scientific production complex=npk|research production complex=npk|scientific production corporation=npk
research production corporation=npk|scientific production center=npts|research production center=npts
scientific production company=npk|research production company=npk|scientific production firm=npf
research production firm=npf|scientific technical center=ntts|research technical center=ntts
scientific technical complex=ntk|scientific center=nts|scientific research institute=nii
central scientific research institute=tsnii|central research institute=tsnii|research institute=nii
scientific research center=nits|research center=nits|design bureau=kb|experimental design bureau=okb
special design bureau=skb|central design bureau=tskb|production design bureau=pkb|machinebuilding design bureau=mkb
machine building design bureau=mkb|engineering design bureau=ikb|machinebuilding plant=mz|machine building plant=mz
mechanical plant=mz|repair plant=rz|aircraft repair plant=arz|aviation repair plant=arz|ship repair plant=srz
ship repair yard=srz|shipbuilding plant=ssz|shipbuilding yard=ssz|trading house=td|trade house=td|trading home=td
torgovyy dom=td|torgovyi dom=td|management company=uk|upravlyayushchaya company=uk|group companies=gk
investment company=ik|insurance company=sk|production association=po|production company=pk|transport company=tk
construction company=sk|industrial company=pk|russian academy scientific=ran|academy scientific=an
united shipbuilding corporation=osk|united aircraft corporation=oak|united engine corporation=odk
military industrial company=vpk|military industry company=vpk|special economic zone=oez|machine tool plant=sz
metallurgical plant=metz|electromechanical plant=emz|limited trade development=ltd
"""
# English short words for the same.
_AS = {
    "npc": "npts",
    "spc": "npts",
    "spe": "npp",
    "spa": "npo",
    "stc": "ntts",
    "cnii": "tsnii",
    "ckb": "tskb",
    "ras": "ran",
}


PHRASES = {tuple(phrase.split()): short for phrase, short in word_table.read(_TABLE).items()}
FIRST = frozenset(phrase[0] for phrase in PHRASES) | frozenset(_AS)
_MOST = max(map(len, PHRASES))


def shortened(words: tuple[str, ...]) -> tuple[str, ...]:
    """Canonical words with each phrase by its short word; `()` where there is none, or nothing beside it."""
    if FIRST.isdisjoint(words):
        return ()
    found: list[str] = []
    at, changed = 0, False
    while at < len(words):
        if words[at] in FIRST:
            size = next((n for n in range(min(_MOST, len(words) - at), 1, -1) if words[at : at + n] in PHRASES), 0)
            if size:
                found.append(PHRASES[words[at : at + size]])
                at, changed = at + size, True
                continue
            changed |= words[at] in _AS
        found.append(_AS.get(words[at], words[at]))
        at += 1
    return tuple(found) if changed and len(found) > 1 else ()
