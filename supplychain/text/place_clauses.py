"""Which stretches of a product text or remark speak of something other than where the goods are made now: materials
("steel from Germany"), former places ("moved from Honduras"), strains of a virus ("A/Hong Kong/2671")?

Refuses to decide the origin: it says only what the other readers should leave out, and what materials' places are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from supplychain.text.place_idioms import HOMOGRAPHS, NEVER, is_idiom, is_styled, name_of
from supplychain.text.place_tables import MAKING, country_names, outer, read_table, word_set
from supplychain.text.place_words import NameTable, PlaceFinding, Span, Word, country_table, cut, find, place_table

# What goods are made of or from, and parts that others put together: its place is not that of the goods.
_MATERIALS = word_set(
    "steel stainless metal titanium aluminium aluminum alu alloy brass copper tin yarn yarns thread threads fabric "
    "fabrics cloth "
    "textile cotton wool silk linen viscose polyester fibre fiber fibres fibers fluff nonwoven nonwovens meltblown "
    "spunbond "
    "spunlace sms latex rubber nitrile resin resins pvc film foam plastic plastics polymer pulp paper leather "
    "leathers wood timber "
    "glass api apis active actives ingredient ingredients excipient excipients substance bulk intermediate "
    "intermediates "
    "material materials component components part parts boards board pcb pcbs chips electronics motor motors engine "
    "engines battery "
    "polypropylene polyethylene sensor crude batteries cells filter filters tube tubes tubing needle needles blade "
    "blades blank blanks forging forgings "
    "casting castings "
    "ingot ingots wafers wafer polysilicon frame frames wheels wheel valve valves sensors pump pumps raw "
    "acero acier stahl aço aco acciaio aluminio alumínio algodon algodón algodão coton baumwolle cotone tela telas "
    "tejido tecido "
    "tecidos tissu tissus stoff stoffe tessuto garn hilo hilos fio fios fil fils filato látex caucho borracha "
    "caoutchouc gummi "
    "materia materias matière matières matéria rohstoff rohstoffe rohmaterial principio principe principi wirkstoff "
    "wirkstoffe "
    "componentes composants bauteile teile piezas pièces peças vlies "
)
# Parts that are also goods of their own: "pump made in Mexico" speaks of the goods.
_ALSO_GOODS = word_set(
    "motor motors engine engines battery batteries filter filters tube tubes tubing needle needles blade blades "
    "frame frames wheels wheel valve valves sensor sensors pump pumps fabric cloth textile film paper glass"
)
_MAKING_LINKS = word_set("made produced spun")
# Between a material and its place.
_LINKS = word_set(
    "from of ex in is are made spun grown sourced produced milled supplied imported origin coming comes came raw "
    "source wire sheet "
    "sheets tube tubes primas prima première premières activo actif attivo ativo sourcing de del d la da do dos das "
    "des du aus von "
    "vom en em na no importado importada importé importée tubing coils coil billet billets stock frame base bobbins "
    "cones roll "
    "rolls lint fibre fiber yarn fabric parts supply substance ingredient material materials "
)
_MOST_LINKS = 4
_CODE = len("CN")
_CITY_LENGTH = 5
_MATERIAL_FIRST = re.compile(r"[:=\s'’\"(-]*")  # between a material and its place, and around its links

# Words of the past, before a place; what they say ends with the clause.
_CAPITAL = r"(?-i:(?=[\"'(]?[^\W\d_a-zà-öø-ÿ]))"
_PAST = re.compile(
    r"(?<![^\W_])(?:used to (?:be|come|ship)|formerly|previously|originally|no longer|not any ?more|in the past"
    r"|instead of|rather than|(?P<was>was|were)|earlier (?:lots?|batch(?:es)?)|old(?:er)? (?:lots?|batch(?:es)?)"
    r"|antes|anteriormente|antiguamente|ya no|antigamente|j[áa] n[ãa]o|auparavant|anciennement|pr[ée]c[ée]demment"
    r"|fr[üu]her|vorher|ehemals|bisher|nicht mehr|in precedenza|non pi[ùu]|voorheen|vroeger|niet meer|раньше|ранее)"
    r"[\s:=]+(?:(?:made|manufactured|produced|sewn|assembled|from|in|of|it|they|was|were|being|coming|out|sourced|bought"
    r"|origin|coo|en|de|em|na|no|do|da|era|du|d['’]|au|aux|la|le|aus|hergestellt|gefertigt|se|fabricad[oa]s?|hech[oa]s?"
    rf"|feit[oa]s?|fabriqu[ée]e?s?|из|в)\s+){{0,4}}{_CAPITAL}"
    r"[^,;|:()\n.]{2,50}?(?=[,;|:()\n]|\.\s|\.?$|\s(?:now|but|until|till|since|before)\b)"
    r"|\bnot (?:(?:made|from|in|of|produced|manufactured)\s+){0,3}[^,;|:()\n]{2,40}? any ?(?:more|longer)\b"
    r"|(?<![^\W_])(?:moved|relocated|transferred|shifted|switched|changed(?: over)?|migrated|verlagert|verlegt"
    r"|trasladad[oa]|transferid[oa]|transf[ée]r[ée]e?|mudou|pas[óo]) (?:\w+ ){0,2}?(?:from|de|du|von) (?:the )?"
    rf"{_CAPITAL}[^,;|\n]{{2,40}}?(?:,[^,;|\n]{{2,25}}?)?\s(?:to|into|nach|a|à|au|para)\s"
    r"|由[^,，;；。\s]{2,8}?(?:转移|轉移|转|迁|搬|改)[至到为往]"
    r"|(?:以前|之前|原先|过去|曾经|不再)(?:是|在|由|为|从)?[^,，;；。\s]{2,12}",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|since|current\w*|today|new lots?|ahora|agora|maintenant|d[ée]sormais|jetzt|heute|nu|теперь)\b|现在",
    re.IGNORECASE,
)
_NOW_ALONE = re.compile(
    r"\b(?:now|currently|ahora|agora|maintenant|d[ée]sormais|jetzt|nu|теперь)\b|现在", re.IGNORECASE
)
# Words of the past in texts that hold no letter of one are looked for only where one of these stands.
_PAST_WORDS = word_set(
    "used formerly previously originally longer more anymore past instead rather was were earlier old older antes "
    "anteriormente "
    "antiguamente ya antigamente já ja auparavant anciennement précédemment precedemment früher fruher vorher "
    "ehemals bisher nicht "
    "precedenza non voorheen vroeger niet раньше ранее moved relocated transferred shifted switched changed "
    "migrated verlagert "
    "verlegt trasladado trasladada transferido transferida transféré transférée mudou pasó paso"
)
# Goods in store that are moved, or a person, have no former origin.
_NOT_PRODUCTION = re.compile(
    r"\b(?:stock|warehouse|dc|depot|dock|office|patients?|ward|order\w*|ship\w*|invoice\w*)\b", re.IGNORECASE
)
_HAN_MATERIAL = re.compile(
    r"(?:面料|布料|原料药|原料|纱线|棉花|棉纱|钢材|原材料|材料|零件|部件)(?:来自|产自|产地|为|是|从|自|:|：)?(?P<place>[^,，;；。、\s]{2,10})"
)
# Strains of influenza are named after where they were found: "A/Hong Kong/2671", "B/Phuket/3073/2013".
_STRAIN = re.compile(r"(?<![\w/])[AB]/[A-Z][A-Za-z .'-]{2,25}(?:/[\w-]+){0,3}")
_FLU = re.compile(
    r"influenza|vaccin|\bflu|h\dn\d|strain|grippe|gripe|vacuna|lineage|antigen|(?<![\w/])[AB]/[A-Z][a-z]+/[A-Z\d]",
    re.IGNORECASE,
)


@cache
def known_places() -> NameTable:
    """Countries and peoples, Xinjiang, and cities of making countries; no other town: "rubber cork" is none."""
    known = [(name, code, kind) for name, (code, kind) in country_table().names.items()]
    known += [(row[5], row[0], "demonym") for row in read_table("countries.csv") if row[3] == "demonym"]
    known += [(row[4], "CN-XJ", "region") for row in read_table("xinjiang.csv") if row[2] == "anywhere"]
    for name, (code, kind) in place_table().names.items():
        making = kind == "city" and outer(code) in MAKING and len(name) >= _CITY_LENGTH - 3 * (not name.isascii())
        if making or code.startswith("CN-XJ"):
            known.append((name, code, kind))
    return NameTable.of(known)


def without_past(text: str, words: Sequence[Word]) -> str:
    """The text with what it says of former places and of strains of a virus blanked out, every letter where it was."""
    if "/" in text and _STRAIN.search(text) and _FLU.search(text):
        text = _STRAIN.sub(_blank, text)
    if not text.isascii() or not _PAST_WORDS.isdisjoint(word.folded for word in words):
        now = _NOW.search(text) is not None
        left = _PAST.sub(lambda found: _former(found, now), text)
        if left != text:  # "Thai now, formerly Malaysian"
            text = _NOW_ALONE.sub(lambda found: " " * len(found.group()), left)
    return text


def speaks_of_change(text: str) -> bool:
    """Whether a text sets a former place against another: what is left of it is where the goods are made now."""
    words = cut(text)
    return without_past(text, words) != text


def _former(found: re.Match[str], now: bool) -> str:
    kept = (found.group("was") and not now) or _NOT_PRODUCTION.search(
        found.string, max(0, found.start() - 20), found.end() + 40
    )
    return found.group() if kept else _blank(found)


def _blank(found: re.Match[str]) -> str:
    """A break between clauses, as long as what it stands for."""
    return ", " + " " * (len(found.group()) - 2)


def without_materials(text: str, words: Sequence[Word]) -> tuple[str, tuple[PlaceFinding, ...]]:
    """The text with its materials and their places blanked out, every letter where it was, and these places; those of
    codes are left out of what is told ("tube ID 5")."""
    stretches: list[tuple[int, int, str, bool]] = []
    if not _MATERIALS.isdisjoint(word.folded for word in words):
        for span in find(words, known_places()):
            stretch = None if is_idiom(words, span) or is_styled(words, span) else _of_material(text, words, span)
            if stretch is not None:
                stretches.append((*stretch, outer(span.code), True))
        for span in _codes(text, words):
            stretch = _of_material(text, words, span)
            stretches += [(*stretch, span.code, False)] if stretch is not None else []
    for found in () if text.isascii() else _HAN_MATERIAL.finditer(text):
        said = [word for word in words if found.start("place") <= word.start < found.end()]
        spans = [span for span in find(said, known_places()) if not span.first]
        stretches += [(*found.span(), outer(spans[0].code), True)] if spans else []
    places = tuple(PlaceFinding(code, text[start:end], "material") for start, end, code, told in stretches if told)
    for start, end, _code, _told in stretches:
        text = f"{text[:start]}, {' ' * (end - start - 2)}{text[end:]}"
    return text, places


def _codes(text: str, words: Sequence[Word]) -> list[Span]:
    """The codes in capitals right behind a material ("filters CN")."""
    return [
        Span(at, at + 1, country_names()[word.folded], "country")
        for at, word in enumerate(words)
        if at and len(word.folded) == _CODE and text[word.start : word.end].isupper() and word.folded in country_names()
    ]


def _of_material(text: str, words: Sequence[Word], span: Span) -> tuple[int, int] | None:
    """Where the material and its place stand, where the place is a material's."""
    at, links = span.first - 1, 0
    doubtful = name_of(words, span) in HOMOGRAPHS | NEVER  # "cotton jersey"
    while at >= 0 and _MATERIAL_FIRST.fullmatch(text, words[at].end, words[at + 1].start) is not None:
        if words[at].folded in _MATERIALS and not (words[at].folded in _LINKS and _is_longer(text, words, at)):
            made = any(word.folded in _MAKING_LINKS for word in words[at + 1 : span.first])
            if (doubtful and not links) or (made and words[at].folded in _ALSO_GOODS):
                return None
            return words[at].start, words[span.last - 1].end
        if words[at].folded not in _LINKS or links == _MOST_LINKS:
            break
        at, links = at - 1, links + 1
    if doubtful:
        return None
    last = span.last
    while last < len(words) and words[last].folded in _MATERIALS and words[last].part == words[span.last - 1].part:
        last += 1
    closes = last == len(words) or words[last].part != words[span.last - 1].part
    return (words[span.first].start, words[last - 1].end) if last > span.last and closes else None


def _is_longer(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether the material has another word of it before ("aluminium tube")."""
    return at > 0 and words[at - 1].folded in _MATERIALS and text[words[at - 1].end : words[at].start] == " "
