"""Where does a product text say that goods are made?

Refuses to take a product's name for a place: "china cup", "turkey breast", "Brazil nuts", "Congo red" name none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from supplychain.text.place_clauses import without_materials, without_past
from supplychain.text.place_closing import closes_with_place, closing_place
from supplychain.text.place_cued import (
    after_cue,
    after_unspaced_cue,
    all_after_cues,
    by_code,
    denied_starts,
    in_brackets,
    is_denied_before,
)
from supplychain.text.place_cues import CUE_WORDS, HANDLED, HANDLING, MAKER, MAKING_HEADS
from supplychain.text.place_idioms import HOMOGRAPHS, NEVER, is_idiom, is_styled, name_of
from supplychain.text.place_makers import (
    behind_maker,
    behind_seller,
    maker_openings,
    names_seller,
    origin_in_maker_text,
)
from supplychain.text.place_making import (
    beside_making,
    cyrillic_town,
    joined_people,
    making_openings,
    people_alone,
    people_openings,
)
from supplychain.text.place_states import bare_town_with_code, closes_with_state, state_in_goods
from supplychain.text.place_tables import MAKING, city_names, composed, fold, read_table, word_set
from supplychain.text.place_words import (
    NameTable,
    PlaceFinding,
    Span,
    Word,
    country_table,
    cut,
    fills_part,
    find,
    finding,
    is_within,
    place_table,
)
from supplychain.text.place_xinjiang import first_words, xinjiang_in

_MADE_BEHIND = word_set(
    "made make makes origin manufactured mfg mfd produced production grown sourced product manufacture"
)
_HAN_MADE = re.compile(
    r"\s*(?:制造|製造|工場|工厂|工廠|공장|生产|生產|缝制|縫製|组装|組裝|织造|出品|产(?!业|品|妇|科|后|前)|產(?!業|品)|製|산(?:$|[\s,)])|제조)"
)
_HAN_MAKER = re.compile(r"[\u4e00-\u9fff]{0,14}?(?:公司|[药藥]厂|廠|厂|集团|集團|药业|制药|医疗器械|医疗)")
_HOMES = {
    "国产": "CN",
    "國產": "TW",
    "国産": "JP",
    "국산": "KR",
    "국내산": "KR",
    "국내생산": "KR",
    "国内生产": "CN",
    "国内製造": "JP",
}
_HOME_MADE = re.compile("|".join(_HOMES))

# A country beside these says which market, plug or company is meant.
_MARKET = word_set(
    "plug plugs cord style version type size sizes std standard map flag edition outlet adapter adaptor "
    "keyboard market guide pharmacopoeia pharmacopeia visa spec specs voltage only label labels language inc "
    "llc ltd gmbh corp corporation incorporated co company sdn pvt pty lp plc holdings sales department "
    "sanctions trip airfare training embargo toll "
    "university institute academy embassy society bank consulate fee transfer plugs adapters "
)
# Demonyms count beside goods that public lists name, not beside "Swiss roll" or "16 French catheter".
_GOODS = word_set(
    "cotton yarn thread fabric textile textiles garment garments apparel gown gowns scrub scrubs glove gloves "
    "latex rubber nitrile vinyl gauze bandage bandages towel towels linen linens steel stainless instrument "
    "instruments forceps scissors surgical tomato tomatoes rice shrimp fish seafood squid sugar sugarcane cocoa "
    "coffee tea tobacco gold silver copper tin cobalt lithium aluminum aluminium polysilicon silicon solar pvc "
    "plywood marble granite stone stones tile tiles teak wood lumber flowers jade rubies gems diamonds mica coal "
    "pottery fireworks incense soap furs sapphires bamboo rattan cattle peanuts corn bananas pangasius tilapia "
    "melons citrus grapes strawberries onions garlic pineapples hazelnuts sesame wheat oranges thermoplastic "
    "knitwear hosiery handloom beans chilies pecans lamb brick bricks carpet carpets footwear shoes hair wig wigs toys "
    "furniture timber palm battery batteries electronics salt beef nuts cashew cashews origin made manufactured "
    "masks mask "
)
# Beside these a demonym is a language or a dish: "Spanish rice seasoning", "interpretation, Vietnamese".
_TONGUES_AND_DISHES = word_set(
    "language languages interpretation interpreting interpreter translation translations translator bilingual "
    "multilingual dictionary lessons subtitles booklet booklets leaflet leaflets brochure brochures pamphlet pamphlets "
    "handout handouts flyer flyers poster posters ifu manual manuals questionnaire worksheet folleto folletos "
    "depliant notice seasoning pilaf sauce dressing soup salad "
)
# Behind a country that opens its clause these begin another thought: "Thailand since lot 24".
_NO_THING = word_set(
    "since in as now from until effective starting beginning only plant factory again instead desde seit depuis"
)
# "Map of Germany", "Bank of China" and the like name no origin.
_OF_A_COUNTRY = word_set("map bank consulate embassy university ministry flag history bureau government state")
# Words of cues that many other texts hold: a text that has no other word of a place states none.
_EVERYWHERE = word_set("c packed products hand mold mould")
_CITY_LENGTH = 5
# Towns that goods are called after as they are after a people: of instruments, of knitwear and towels.
_GOODS_TOWNS = tuple(
    (town, code, "demonym")
    for code, towns in (
        ("PK", "sialkot faisalabad"),
        ("DE", "tuttlingen solingen"),
        ("IN", "tiruppur tirupur moradabad panipat karur erode"),
        ("TR", "denizli"),
    )
    for town in towns.split()
)


@lru_cache(maxsize=32768)
def origin_in_goods_text(text: str) -> PlaceFinding | None:
    """The place a product text states as the goods' origin, None where it states none.

    In order: "made in Malaysia" in many languages, "Malaysia origin", a code in brackets, the maker's site where the
    text names the maker, a people or town beside a word of making, a place alone at the end or in brackets, "Malaysian
    gloves", a country named anywhere, a known place at the end, a town behind a known maker. `how` says which; `text`
    is the evidence as written.
    """
    heard = _heard(text)
    if heard is None:
        return None
    text = composed(text)
    found = _stated(heard.goods, heard.words) if heard.goods != heard.now else None
    # A town alone at the end is no word on the goods: the material's place is.
    if found is None or found.how in ("city", "town"):
        found = _stated(heard.now, cut(heard.now) if heard.goods != heard.now else heard.words)
    # A town that closes the text may be the buyer's; Xinjiang, named anywhere, is never passed over for it.
    if found is None or found.code == "CN" or found.how in ("subdivision", "city", "town"):
        region = xinjiang_in(text)
        if region:
            return PlaceFinding("CN-XJ", region, "region")
    return found


def further_places_in_goods_text(text: str) -> tuple[PlaceFinding, ...]:
    """Every place that a text states by a word of making, and those from which it says that materials or parts come
    ("material": "cotton from Uzbekistan"); the origin that `origin_in_goods_text` gives may be among them."""
    heard = _heard(text)
    return (*all_after_cues(heard.goods, heard.words), *heard.materials) if heard is not None else ()


@dataclass(frozen=True, slots=True)
class _Heard:
    """A text without what it says of the past (`now`), of that also without materials (`goods`, cut into `words`)."""

    now: str
    goods: str
    words: tuple[Word, ...]
    materials: tuple[PlaceFinding, ...]


@lru_cache(maxsize=16)  # both questions are asked of a text one right after the other
def _heard(text: str) -> _Heard | None:
    """What is to be read of a text; None where it names nothing that tells a place."""
    if not text or _names_nothing(text):
        return None
    text = composed(text)
    words = cut(text)
    now = without_past(text, words)
    words = words if now == text else cut(now)
    goods, materials = without_materials(now, words)
    return _Heard(now, goods, words if goods == now else cut(goods), materials)


def _stated(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    if not words:
        return None
    handled = _handled(text, words)
    found = (
        after_cue(text, words) or by_code(text, words) or in_brackets(text, handled) or _by_maker(text, words, handled)
    )
    if found is None and not names_seller(words):  # else the town that closes the text is the seller's
        found = bare_town_with_code(text, words, handled) or _town_with_state(text, words, handled)
        named = _by_mention(text, words, handled) if found else None
        if found and named and named.text not in found.text:
            found = None  # "Gown SMS, Vietnam (Dayton, OH)": the country named is the goods', the town somebody's seat
    found = found or beside_making(text, words, handled) or joined_people(text, words)
    found = found or _by_mention(text, words, handled) or closing_place(text, words, handled)
    found = found or cyrillic_town(text, handled) or after_unspaced_cue(text)
    found = found or behind_maker(text, words, handled)
    if found is not None or not _TONGUES_AND_DISHES.isdisjoint(word.folded for word in words):
        return found
    return people_alone(text, words, handled)


def _names_nothing(text: str) -> bool:
    """A cheap look that settles most texts: no word begins a country's name, a demonym or a cue."""
    if not text.isascii() or (text[-2:].isupper() and text[-3:-2] in ("/", "-")) or "(" in text[-5:-3]:
        return False  # "Amparo/SP", "Torreglia (PD)"
    return _openings().isdisjoint(fold(text).split()) and not closes_with_place(text) and not closes_with_state(text)


def _town_with_state(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    found = state_in_goods(text, words, handled) if closes_with_state(text) else None
    return found.of_country() if found else None


@cache
def _openings() -> frozenset[str]:
    others = word_set(
        "by xinjiang urumqi xpcc uyghur hotan kashgar karakax turpan uygur uighur shihezi ind pak phil phils germ ger "
        "switz isr engl jap neth indon mex chn mys tha vnm idn twn kor jpn deu fra gbr nld "
    )
    heads = {head for head in country_table().longest if head.isascii()}
    cities = {name.split()[0] for name, (code, known) in city_names().items() if known and _is_making(code, name)}
    return frozenset(
        heads
        | cities
        | {name.split()[0] for name in _demonyms().names}
        | (CUE_WORDS - _EVERYWHERE)
        | others
        | first_words()
        | making_openings()
        | maker_openings()
        | people_openings()
    )


@cache
def _demonyms() -> NameTable:
    rows = [(row[5], row[0], "demonym") for row in read_table("countries.csv") if row[3] == "demonym"]
    return NameTable.of([*rows, *_GOODS_TOWNS])


def _is_making(code: str, name: str) -> bool:
    return (code in MAKING or code.startswith("CN-")) and name.isascii() and len(name) >= _CITY_LENGTH


def _by_maker(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """The site of the maker whom the text names ("Mfd. by Strides, Bangalore")."""
    if text.isascii() and MAKING_HEADS.isdisjoint(word.folded for word in words):
        return None
    for found in MAKER.finditer(text):
        if is_within(found.start(), handled):
            continue
        maker = HANDLED.split(found.group("maker"))[0].strip(" .,:-")
        place = origin_in_maker_text(maker) if found.group("sure") or "," in maker else None
        if place is not None:
            return place
    return None


def _handled(text: str, words: Sequence[Word]) -> list[range]:
    """Where the text speaks of a distributor or importer: a country there is theirs."""
    if text.isascii() and HANDLING.isdisjoint(word.folded for word in words):
        return []
    return [range(*found.span()) for found in HANDLED.finditer(text)]


def _by_mention(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """A country named without a word of making, where nothing says it is a product's name."""
    denied = denied_starts(text, words)
    spans = [
        s
        for s in find(words, country_table())
        if not is_idiom(words, s)
        and not _for_market(words, s)
        and words[s.first].start not in denied
        and not behind_seller(words, s)
        and not is_within(words[s.first].start, handled)
        and not is_denied_before(text, words[s.first].start)
    ]
    demonyms = [s for s in _peoples(words, spans) if not is_denied_before(text, words[s.first].start)]
    for span in (*spans, *demonyms):
        if _made_behind(text, words, span) and name_of(words, span) not in NEVER:
            return finding(text, words, span, "origin")
    closing = [s for s in (*demonyms, *spans) if fills_part(words, s) and name_of(words, s) not in NEVER]
    textile = any(word.folded in _GOODS for word in words)
    closing = [
        s for s in closing if s.last == len(words) or _bracketed(text, words, s) or (textile and s.kind == "demonym")
    ] or [s for s in demonyms if textile and s.last == len(words) and not words[s.first - 1].folded.isdigit()]
    if closing:
        return finding(text, words, closing[-1], "closing")
    for span in demonyms:
        if any(w.folded in _GOODS for w in words[span.last : span.last + 2] if w.part == words[span.first].part):
            return finding(text, words, span, "demonym")
    open_names = [
        s
        for s in spans
        if not _is_epithet(words, s)
        and ((name := name_of(words, s)) not in HOMOGRAPHS or (textile and name in ("turkey", "jordan")))
    ]
    return finding(text, words, open_names[0], "mention") if open_names else _han_site(text, words, handled)


def _han_site(text: str, words: Sequence[Word], handled: Sequence[range]) -> PlaceFinding | None:
    """A province or city in Han before a word of making, or at a maker's head ("威海产", "江苏鱼跃医疗")."""
    if text.isascii() or not any(word.cjk for word in words):
        return None
    home = _HOME_MADE.search(text)
    if home:
        return PlaceFinding(_HOMES[home.group()], home.group(), "origin")
    for span in find(words, place_table()):
        last = words[span.last - 1]
        if not last.cjk or is_within(words[span.first].start, handled):
            continue
        if _HAN_MADE.match(text, last.end) or _HAN_MAKER.match(text, last.end):
            return finding(text, words, span, "site")
    return None


def _is_epithet(words: Sequence[Word], span: Span) -> bool:
    """Whether a country opens its part as the name of a thing ("China marker", "Iceland moss"), not of what goods are
    made there ("China nitrile gloves")."""
    first, last = words[span.first], words[span.last - 1]
    if first.cjk or (span.first > 0 and words[span.first - 1].part == first.part):
        return False
    behind = [word for word in words[span.last : span.last + 4] if word.part == last.part]
    return (
        bool(behind)
        and behind[0].folded.isalpha()
        and behind[0].folded not in _NO_THING
        and not any(word.folded in _GOODS for word in behind)
    )


def _peoples(words: Sequence[Word], spans: Sequence[Span]) -> list[Span]:
    """The demonyms of a text; none where they are languages or dishes, and none of several in a row."""
    if any(word.folded in _TONGUES_AND_DISHES for word in words):
        return []
    found = [
        s
        for s in find(words, _demonyms())
        if not is_styled(words, s) and not any(o.first <= s.first < o.last for o in spans)
    ]
    # "English/Spanish" are languages, as three peoples are.
    english = len(found) > 1 and any(name_of(words, s) == "english" for s in found)
    return [] if english or len({s.code for s in found}) > 2 else found


def _for_market(words: Sequence[Word], span: Span) -> bool:
    abbreviated = span.last - span.first == 1 and len(words[span.first].folded) <= 3  # "EU/UK/AU plugs"
    behind = words[span.last : span.last + (3 if abbreviated else 1)]
    before = [w.folded for w in words[max(0, span.first - 2) : span.first]]
    if len(before) == 2 and before[1] == "of" and before[0] in _OF_A_COUNTRY:
        return True
    return any(w.folded in _MARKET for w in behind) or any(word in ("for", "para", "to") for word in before[-1:])


def _made_behind(text: str, words: Sequence[Word], span: Span) -> bool:
    last = words[span.last - 1]
    if _HAN_MADE.match(text, last.end):
        return True
    behind = words[span.last : span.last + 1]
    return any(w.folded in _MADE_BEHIND and w.part == last.part for w in behind)


def _bracketed(text: str, words: Sequence[Word], span: Span) -> bool:
    return text[: words[span.first].start].rstrip()[-1:] in ("(", "[", "（")
