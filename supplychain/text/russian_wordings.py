"""Which English names may a Russian name have, the likeliest first?

Registers write a kind of state institution before a name, whose honour it bears and whose it is behind it, and trade
names in quotes; abroad each is left out, moved or left in Russian. Words are translated in `text/translate.py`.
Refuses to know which words of a name count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from supplychain.text import translate, transliterate

# Wordings of one name beside the spelt one. More find nothing on 100 originals with their listed names.
_MOST = 9
_TOKEN = re.compile(r"[^\W_]+")
# "им. Н. Э. Баумана", "имени академика Зелинского", as folded: no dots over letters.
_HONOURED = re.compile(
    r"\b(?:имени|им)\b\.?\s*(?:академика|профессора|генерала|маршала|героя|космонавта|адмирала|конструктора)?\s*"
    r"((?:[а-я]\.?\s?){0,2})\b([а-я]{3,})(?:-[а-я]+)?"
)
# What a state institution is called before its name, and whose it is behind it.
_STATE_KIND = re.compile(
    r"^\W*(?:федеральное\s+)?государственн\w+\s+(?:бюджетн\w+|автономн\w+|казенн\w+|унитарн\w+)?\s*(?:научн\w+|образовательн\w+)?\s*"
    r"(?:учреждени\w|предприяти\w)(?:\s+(?:науки|высшего\s+(?:профессионального\s+)?образования))?\W+"
)
_WHOSE = re.compile(
    r"[\s\W]+(?:(?:[а-я-]+ого\s+)?отделени[яе]\s+россиискои\s+академии\s+наук|россиискои\s+академии\s+наук|"
    r"министерства\s+обороны(?:\s+россиискои\s+федерации)?|россиискои\s+федерации|рф|ран)\W*$"
)
_NATIONAL_RESEARCH = re.compile(r"национальн\w+\s+исследовательск\w+\s+(?=\w+\s+\w+)")
_SHORT_WORD = 4  # letters of `нпо`, `цнии`
_SHORT_NAME = 2  # words in quotes that may be a name in themselves
_HEADS = frozenset({"institute", "plant", "bureau", "center", "academy", "laboratory", "factory", "concern"})
# One English word for another of the same Russian one.
_OTHERWISE = (
    ("machine building", "mechanical engineering"),
    ("complexes", "systems"),
    ("complex", "systems"),
    ("automation", "automatics"),
    ("scientific research", "research"),
    ("radioelectronic", "radio electronic"),
    ("instrument making", "instrument manufacturing"),
    ("motor building", "motors"),
    ("technological", "technology"),
    ("materials science", "materials"),
    ("united", "joint"),
)


def wordings(text: str) -> tuple[str, ...]:
    """The text as spelt, then in English: whole, with quoted names in Russian, with whom it honours first or left out,
    without what kind of institution it is and whose, and with its head last (`physics institute`)."""
    if all(_meaning(word) == word for word in _TOKEN.findall(text)):
        return (text,)  # a person, or a name of no known word
    return (text, *islice(dict.fromkeys(_told(text)), _MOST))


def _told(text: str) -> Iterator[str]:
    english = _in_english(text)
    yield english
    if '"' in text:
        yield _with_names_as_they_are(text)
    if (shortened := _TOKEN.sub(_word_but_short, text)) != english:
        yield shortened
        yield from _otherwise(shortened)
    bare = text
    if "государственн" in bare:  # the patterns are dear, and most names hold nothing they look for
        bare = _STATE_KIND.sub(" ", bare)
    if any(map(bare.__contains__, ("россииско", "министерств", "рф", "ран"))):
        bare = _WHOSE.sub(" ", bare)
    honoured = _HONOURED.search(bare) if "им" in bare else None
    if honoured:
        bare = _HONOURED.sub(" ", bare)
    if "исследовательск" in bare:
        bare = _NATIONAL_RESEARCH.sub("", bare)
    told = english if bare == text else _in_english(bare)
    others = [told, *_otherwise(told)]
    if honoured:
        name = _nominative(honoured.group(2))
        yield f"{name} {told}"
        yield f"{told} {name}"
        yield from (f"{name} {_head_last(other)}" for other in others)
    yield from others
    yield from map(_head_last, others)


def _otherwise(told: str) -> list[str]:
    """The same with one English word for another, the first that has one."""
    return [told.replace(word, other) for word, other in _OTHERWISE if word in told][:1]


def _in_english(text: str) -> str:
    return " ".join(_TOKEN.sub(_word, text).split())


def _word(found: re.Match[str]) -> str:
    """A word in English."""
    return _meaning(found.group())


def _word_but_short(found: re.Match[str]) -> str:
    """A word in English; the short words of institutions (`npo`) stay."""
    word = found.group()
    return word if len(word) <= _SHORT_WORD else _meaning(word)


@lru_cache(maxsize=20_000)
def _meaning(word: str) -> str:
    return word if transliterate.CYRILLIC.search(word) is None else translate.russian_meaning(word) or word


def _with_names_as_they_are(text: str) -> str:
    """In English, but for what stands in quotes and is short: `center dual technologies "soyuz"`. Which quotes belong
    together cannot be told when they are nested."""
    before, *quoted = text.split('"')
    return " ".join(
        [_in_english(before), *(part if len(part.split()) <= _SHORT_NAME else _in_english(part) for part in quoted)]
    )


def _nominative(name: str) -> str:
    """A surname in the genitive as it stands alone: `баумана` → `бауман`, `зелинского` → `зелинскии`."""
    if name.endswith("ского"):
        return name[:-3] + "ии"
    return name[:-1] if name.endswith(("а", "я")) and len(name) > 4 else name


def _head_last(told: str) -> str:
    """`institute catalysis` as `catalysis institute`, where the head opens the name or follows its adjectives."""
    words = told.split()
    heads = [at for at, word in enumerate(words) if word in _HEADS]
    if len(heads) != 1 or heads[0] == len(words) - 1:
        return told
    head = heads[0]
    first = head - 2 if words[max(head - 2, 0) : head] == ["scientific", "research"] else head
    return " ".join(words[:first] + words[head + 1 :] + words[first : head + 1])
