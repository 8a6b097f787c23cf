"""Which country names are first of all something else in a product text: "china cup", "turkey breast", "Brazil nuts"?

Refuses to know where goods come from.
"""

from __future__ import annotations

from collections.abc import Sequence

from supplychain.text.everyday import bands
from supplychain.text.place_tables import fold, word_set
from supplychain.text.place_words import Span, Word
from supplychain.text.words import COMMON, PLACES, SAME

# Product words beside a country's name that make it no place (before or behind it).
_IDIOMS: dict[str, frozenset[str]] = {
    "india": word_set("ink rubber pale"),
    "brazil": word_set("nut nuts wood wax"),
    "peru": word_set("balsam balm"),
    "canada": word_set("balsam dry goose"),
    "panama": word_set("hat hats red canal"),
    "congo": word_set("red crimean haemorrhagic hemorrhagic fever"),
    "angola": word_set("prison"),
    "zaire": word_set("ebola ebolavirus virus"),
    "hong kong": word_set("flu influenza foot"),
    "england": word_set("new nhs"),
    "scotland": word_set("nhs"),
    "wales": word_set("prince nhs"),
    "sudan": word_set("black red iii iv dye stain"),
    "japan": word_set("wax black lacquer"),
    "bermuda": word_set("shorts short grass onion onions"),
    "cuba": word_set("libre"),
    "chile": word_set("pepper peppers green red sauce powder con verde relleno roasted diced chile flakes pods"),
    "jordan": word_set("almond almonds air dr shoes frame"),
    "guinea": word_set("pig pigs fowl hen hens worm pepper anti"),
    "niger": word_set("seed seeds aspergillus"),
    "lebanon": word_set("bologna"),
    "morocco": word_set("leather"),
    "malta": word_set("goya drink cross"),
    "ireland": word_set("kathy"),
    "holland": word_set("blinds rusk sauce"),
    "cyprus": word_set("tree"),
    "macedonia": word_set("fruit salad"),
    "norway": word_set("lobster lobsters spruce maple"),
    "new zealand": word_set("spinach"),
    "timor": word_set("shaft"),
}
# Names that are first of all something else: only after "made in" and the like, or alone at the end of the text.
HOMOGRAPHS = word_set("jersey chad georgia togo man dominica nevis jordan guinea niger turkey mali gaza")
NEVER = word_set("jersey georgia")  # even then: Georgia may be the state, jersey the fabric
_DISHES = word_set(
    "cup cups plate plates bowl bowls saucer saucers mug mugs dish dishes dinnerware tableware bone vitrified "
    "porcelain platter teapot clay ramekin casserole cabinet doll closet crockery creamer tureen "
)
_WRITING = word_set("marker markers pencil pencils grease crayon crayons rose clay grass silk blue")
_POULTRY = word_set(
    "breast breasts sliced ground roast roasted deli meat bacon sausage sausages sandwich gravy burger "
    "burgers ham chicken smoked wing wings leg legs patty patties dinner thigh thighs tenderloin boneless "
    "bnls skinless whole tom raw cooked food frozen frz oven meatball meatballs chili soup pastrami salami "
    "tetrazzini jerky lb tray puree pureed baster red "
)

# A people's adjective before these is a style, a species or a body's name.
_STYLED: dict[str, frozenset[str]] = {
    "french": word_set("press toast fries bulldog scale gauge door twist seam horn vanilla cuff"),
    "turkish": word_set("towel bath delight coffee"),
    "egyptian": word_set("rat blue"),
    "american": word_set("cheese national heart red academy society college dental cancer sign standard psychiatric"),
    "british": word_set("standard pharmacopoeia pharmacopeia medical national columbia"),
    "indian": word_set("ink hedge standard pharmacopoeia health pharmacopeia"),
    "german": word_set("measles shepherd pattern style type"),
    "chinese": word_set("hamster medicine cabbage food checkers language"),
    "african": word_set("green violet american grey"),
    "australian": word_set("standard standards shepherd"),
    "dutch": word_set("oven door roll"),
    "russian": word_set("stim dressing roulette blue tissue thumb forceps"),
    "irish": word_set("moss linen spring stew"),
    "swiss": word_set("cheese roll chard ball"),
    "canadian": word_set("bacon crutch standards"),
    "japanese": word_set("encephalitis knotweed"),
    "spanish": word_set("moss fly rice"),
    "brazilian": word_set("wax blowout"),
    "persian": word_set("lime"),
    "italian": word_set("rice ice herbs seasoning dressing wedding"),
    "mexican": word_set("rice hat beans"),
    "polish": word_set("nail remover"),
    "thai": word_set("chi massage"),
}


# What catalogues write before a comma: "forceps, tissue, Russian", "rice, Italian".
_STYLED_BEHIND = {"russian": "forceps", "italian": "rice", "spanish": "rice", "mexican": "rice"}


def is_styled(words: Sequence[Word], span: Span) -> bool:
    """Whether a people's adjective belongs to the word behind it ("Turkish towel", "French press"), or to one that a
    catalogue puts before it ("tissue forceps, Russian"), or to the number before it ("Foley 18 French latex")."""
    name = name_of(words, span)
    if name == "french" and span.first and words[span.first - 1].folded.isdecimal():
        return True
    styles = _STYLED.get(name, frozenset())
    return any(word.folded in styles for word in words[span.last : span.last + 1]) or (
        name in _STYLED_BEHIND and any(word.folded == _STYLED_BEHIND[name] for word in words[: span.first])
    )


def name_of(words: Sequence[Word], span: Span) -> str:
    """The folded name of a span."""
    return " ".join(word.folded for word in words[span.first : span.last])


def is_idiom(words: Sequence[Word], span: Span) -> bool:
    """Whether the words around a country's name make it a product's name."""
    name = name_of(words, span)
    around = {w.folded for w in (*words[max(0, span.first - 2) : span.first], *words[span.last : span.last + 2])}
    if name == "china":
        return not _DISHES.isdisjoint(word.folded for word in words) or not _WRITING.isdisjoint(around)
    if name == "turkey":
        return not _POULTRY.isdisjoint(word.folded for word in words)
    return not _IDIOMS.get(name, frozenset()).isdisjoint(around)


def is_common(name: str) -> bool:
    """Whether a name is one word of everyday speech or of the goods trade, and no well-known place."""
    word = fold(name)
    return word in bands() or ((word in COMMON or word in SAME) and word not in PLACES)
