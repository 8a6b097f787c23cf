"""What do several lists do alike with a published value? Places to codes, texts to days, names to aliases, ids made
unique. Refuses to know any list's format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache

from supplychain.model import Alias, ListedEntity
from supplychain.reference.formats import plain, slug
from supplychain.text.places import place_code

# The as-of day of a file that states none; its edition says so.
NO_DATE = date(1970, 1, 1)

# A comma parts two names, unless a legal form follows it.
_FORMS = (
    r"Ltd|Limited|Inc|LLC|L\.L\.C|LP|LLP|Corp|S\.?A|GmbH|AG|B\.?V|Pte|Pty|Sdn|FZE|FZCO|Co|PJSC|JSC|OJSC|OOO|OAO|ZAO|"
    "PAO|AO|Jr|Sr|ООО|ОАО|ЗАО|ПАО|АО|ТОВ|ФГУП|НПО"
)
_COMMA = rf",(?!\s*(?:{_FORMS})\b)\s*"

_NOTHING = frozenset({"", "-", "--", "n/a", "na", "none", "unknown", "undetermined", "not available", "null"})


@dataclass(slots=True)
class Reading:
    """One file while it is read: gathers what could not be placed, and hands out ids that stand once only."""

    unread: dict[str, None] = field(default_factory=dict)
    rejected: list[str] = field(default_factory=list)
    _taken: dict[str, int] = field(default_factory=dict)

    def report(self, text: str) -> None:
        """Keep one value that was neither used nor ignored by name."""
        self.unread[text] = None

    def reject(self, where: str, why: str) -> None:
        """Tell of a published row that gives no entry; a list that loses many is quarantined by the refresh."""
        self.rejected.append(f"{where}: {why}")

    def places(self, texts: Iterable[str], column: str) -> tuple[str, ...]:
        """The codes of published places, each once; a text that names no place we know is reported."""
        codes: dict[str, None] = {}
        for text in texts:
            if blank(text):
                continue
            code = place_code(text)
            if code is None:
                self.report(f"{column}: {text}")
            else:
                codes[code] = None
        return tuple(codes)

    def day(self, text: str, forms: tuple[str, ...], column: str) -> date | None:
        """The day a text states in one of these strptime forms; a text that is no day is reported."""
        if blank(text):
            return None
        found = day(text, forms)
        if found is None:
            self.report(f"{column}: {text}")
        return found

    def once(self, entity: ListedEntity, further: str = "") -> ListedEntity:
        """The entity under an id of its own: where its id is taken, `further` values, then a number, end it."""
        entry_id = entity.entry_id
        if entry_id in self._taken and further:
            entry_id = f"{entry_id}/{slug(further)}"
        number = self._taken[entry_id] = self._taken.get(entry_id, 0) + 1
        if number > 1:
            entry_id = f"{entry_id}/{number}"
            self._taken[entry_id] = 1
        return entity if entry_id == entity.entry_id else replace(entity, entry_id=entry_id)


def blank(text: str) -> bool:
    """Whether a published value says nothing."""
    return text.strip().casefold() in _NOTHING


@lru_cache(maxsize=65536)
def day(text: str, forms: tuple[str, ...]) -> date | None:
    """The day a text states in one of these strptime forms, None where it states none."""
    for form in forms:
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None


def as_aliases(name: str, strong: Iterable[str], weak: Iterable[str] = ()) -> tuple[Alias, ...]:
    """Further names as aliases, each once and none equal to the name; what is published as both is strong."""
    seen = {name: None}
    found: list[Alias] = []
    for text, is_weak in _marked(strong, weak):
        if text not in seen and not blank(text):
            seen[text] = None
            found.append(Alias(text, weak=is_weak))
    return tuple(found)


def _marked(strong: Iterable[str], weak: Iterable[str]) -> Iterator[tuple[str, bool]]:
    yield from ((plain(text), False) for text in strong)
    yield from ((plain(text), True) for text in weak)


def comma_names(text: str) -> list[str]:
    """The names in "Alpha Co., Ltd., Beta LLC, Gamma": parted by commas, but not before a legal form."""
    return [name for piece in re.split(_COMMA, plain(text), flags=re.IGNORECASE) if (name := piece.strip())]


def joined(*parts: str, by: str = ", ") -> str:
    """The parts that say something, as one text."""
    texts = [plain(part) for part in parts if part]
    return by.join([text for text in texts if text.casefold() not in _NOTHING])
