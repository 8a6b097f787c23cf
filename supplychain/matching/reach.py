"""Which of very many supplier names can speak of some listed parties at all? A look, before anyone is judged.

It says too much and never too little: every name that a full comparison would match with one of them is among those
it gives. Refuses to know sheets, lists' meaning and flags.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from supplychain.collector import gc_paused
from supplychain.matching import evidence, identifiers, parallel, score
from supplychain.matching.candidates import Batch, propose
from supplychain.matching.hashing import Bool, distinct
from supplychain.matching.index import NameIndex
from supplychain.matching.names import BLOCK, within_reach
from supplychain.matching.respaced import respaced
from supplychain.text.names import NameReading, readings

# Beside its name's points a party can earn at most these; and what rounding may add to a score.
ROOM = evidence.MOST_RAISED + 0.1


def entities_of(index: NameIndex, wanted: Sequence[tuple[str, frozenset[str] | None]]) -> Bool:
    """A mark for each entity of the index: whether it is one of the wanted entries, given as (list key, entry ids;
    None for all of the list's)."""
    chosen = np.zeros(len(index.entity_list), dtype=np.bool_)
    for list_key, entry_ids in wanted:
        if list_key not in index.list_keys:
            continue
        of_list = np.nonzero(index.entity_list == index.list_keys.index(list_key))[0]
        if entry_ids is None:
            chosen[of_list] = True
        else:
            mine = [at for at in of_list.tolist() if index.entry_id(at) in entry_ids]
            chosen[np.array(mine, dtype=np.int64)] = True
    return chosen


def names_reaching(index: NameIndex, supplier_names: Sequence[str], chosen: Bool, threshold: float) -> list[bool]:
    """For each name, whether it can reach `threshold` (0..1) with a chosen entity, whatever else is on its line.

    The comparison is the very one that screening makes, with the weights of the whole index.
    """
    if not chosen.any():
        return [False] * len(supplier_names)
    blocks = parallel.even(supplier_names, most=BLOCK)
    if len(blocks) >= parallel.LEAST_BLOCKS:
        index.unfold()
    work = partial(_reaching, index, chosen, threshold * 100 - ROOM)
    return [one for block in parallel.in_order(work, blocks) for one in block]


def numbers_reaching(index: NameIndex, numbers: Sequence[str], chosen: Bool) -> list[bool]:
    """For each cell, whether a number in it is one of the chosen entities'."""
    reaching = [False] * len(numbers)
    for at, entity in identifiers.find(index.numbers, list(numbers)):
        if chosen[entity]:
            reaching[at] = True
    return reaching


def _reaching(index: NameIndex, chosen: Bool, least: float, supplier_names: Sequence[str]) -> list[bool]:
    """The comparison of `names`, for the chosen parties alone."""
    with gc_paused():
        owner: list[int] = []
        read: list[NameReading] = []
        for at, name in enumerate(supplier_names):
            found = readings(name)
            owner.extend([at] * len(found))
            read.extend(found)
        reaching = np.zeros(len(supplier_names), dtype=np.bool_)
        if not read:
            return [False] * len(supplier_names)
        for number, apart in respaced(read, index):
            owner.append(owner[number])
            read.append(apart)
        batch = Batch.of(read, index)
        reading, form = propose(batch, index)
        pair, listed = index.names_of(form)
        wanted = distinct(pair[chosen[index.name_entity[listed]]])
        reading, form = reading[wanted], form[wanted]
        if len(reading):
            reading, _, earned = within_reach(index, batch, reading, form, least)
            total = score.total_points(earned)
            reaching[np.array(owner)[reading[total >= least]]] = True
        told: list[bool] = reaching.tolist()
        return told
