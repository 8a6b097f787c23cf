"""Which stretches of a remark name a place and yet do not say that these goods are made there: wishes and demands
("must be made in USA"), questions, comparisons with other goods ("unlike the Chinese one") and denials?

Refuses to decide the origin: it says only what the readers of remarks should leave out. The words are those of the
commonest languages of our users' sheets; a clause they do not know is read as a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from supplychain.text.place_clauses import known_places
from supplychain.text.place_tables import word_set
from supplychain.text.place_words import cut, find

# Where a clause ends. A hyphen only between spaces, a full stop only behind a word that is not cut short.
_BOUNDARY = re.compile(
    r"[,;|()\[\]\n!?–—，；。！？、]|\s-\s"
    r"|(?<!\bno)(?<!\bst)(?<!\bco)(?<!prod)(?<!mf[rgd])(?<!ltd)(?<!inc)(?<!\b\w)\.(?=\s|$)|\b(?:but|however|although"
    r"|though|while|currently|actually|aber|sondern|jedoch|mais|cependant|pero|sino|mas|ma|maar|ale|men|но|однако"
    r"|ama|fakat|tapi|nhưng)\b|但是|但|不过",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[?!？！。]|\.\s|[;|\n]")
# A wish or a demand, by language. Modal verbs count before a verb of being or coming, not before "kept dry".
_WISHED = re.compile(
    r"\b(?:(?:must|should|shall|ought to|needs? to|needed to|ha(?:s|ve|d) to|required to|supposed to|expected to"
    r"|would like (?:\w+ )?to|wants? (?:\w+ )?to|to)(?: (?:only|all|also|always|preferably|ideally|not))? (?:be|come"
    r"|originate|stem|have|buy|get|source|use|switch|find|order)|(?<!no )prefer(?:s|ences?|ably|able|ring"
    r"|red(?! (?:vendor|supplier|item|product|brand|list|by)))?|ideally|(?:if|where(?:ver)?) (?:at all )?possible"
    r"|ask(?:ed|ing)? for|would be (?:nice|good|better|best)|would like|look(?:ing|s)? for|search(?:ing)? for"
    r"|seeking|wish(?:es|ed)?|hop(?:es?|ing|efully)|wants?|wanted|desired?|insist\w*|demands|demanded|requirements?"
    r"|requires? (?:\w+ )?(?:made|origin|goods|us|usa|eu|uk|american|european|domestic)|requir(?:es?|ed)(?=\W*$"
    r"| (?:origin|coo|country))|requested(?=\W*$| (?:origin|coo|country|made))|requests?(?= (?:made|\w+ (?:made"
    r"|origin)))|(?:only )?accepts?(?: only)?|buy american|try(?:ing)? to|plan(?:s|ned|ning)? (?:to|for|on)"
    r"|consider(?:ing)?|propos(?:e|ed|al)|(?:will|is|are|being|be) (?:move|moving|shift(?:ing)?|relocat\w+"
    r"|transfer(?:ring)?|switch(?:ing)?)|"
    r"(?:please|pls|plz|(?-i:[Kk]indly(?= [a-z])))(?! (?:note|be advised|be aware|see|observe|find))"
    r"|can (?:we|you)|could (?:we|you)|doi(?:t|vent)|devra(?:it|ient)?|devr?ont|il faut|souhait\w*|désir\w+|desir\w+"
    r"|préf\w+|exig\w+|si possible|merci de(?! noter)|veuillez(?! noter)|prière de|priere de|cherchons|recherch(?:e"
    r"|ons)|muss|müssen|soll(?:te|ten|en)?|bevorzug\w*|\w{0,2}w[üu]nsch\w*|gewunsch\w*|erwunsch\w*|wunsch\w*"
    r"|erforderlich|verlangt|gefordert|(?:wenn|falls) möglich|nach möglichkeit|bitte(?! beachten)|gesucht|möglichst"
    r"|idealerweise|nur aus|deb(?:en?|er[áa]n?|er[íi]an?)|ha de|han de|tienen? que|prefer(?:i\w*|en\w*|ible\w*)"
    r"|si es posible|solicit\w+|se (?:requiere|exige|desea|busca|pide)|por favor|favor de|buscamos|queremos"
    r"|dev(?:em?|er[áa]o?|eriam?)|tem que|têm que|se poss[íi]vel|precisamos|procuramos|dev(?:e|ono|r[àa]|rebbero"
    r"|rebbe)|dovr(?:[àa]|anno|ebber?o?)|se possibile|richiest[oaie]|si richiede|desider\w+|cerchiamo|per favore"
    r"|moet(?:en)?|dient|voorkeur|graag|gewenst|vereist|indien mogelijk|a\.?u\.?b|alstublieft|musi|muszą|powin\w+"
    r"|wymag\w+|prosimy|proszę|najlepiej|szukamy|måste|bör|ska(?:ll)? vara|helst|önsk\w+|skal være|må være|bør"
    r"|ønsk\w+|musí|měl[oay]? by|požad\w+|prosím\w*|pokud možno|kell|legyen|lehetőleg|kérjük|trebuie|preferabil"
    r"|vă rugăm|olmalı\w*|gerek\w*|tercih\w*|lütfen|isteniyor|istiyoruz|долж\w+|следует|требу\w+|желательн\w+"
    r"|предпочт\w+|прос(?:им|ьба)|по возможности|нуж(?:ен|н\w+)|необходим\w+|повин\w+|бажан\w+|потріб\w+|πρέπει"
    r"|παρακαλώ|προτίμηση|harus|sebaiknya|mohon|mesti|hendaklah|phải|nên|yêu cầu|ưu tiên|vui lòng|mong muốn)\b|ต้อง"
    r"|ควร|กรุณา|ขอให้|يجب|ينبغي|يفضل|مطلوب|يرجى|الرجاء|必须|必須|应该|應該|应为|應為|须为|須為|要求|请(?!注意)"
    r"|請(?!注意)|希望|最好|优先|優先|べき|お願い|してください|해야|요청|바랍니다|चाहिए",
    re.IGNORECASE,
)
# What is asked or only supposed in an if-clause. Towns are called Falls, and one above a river "ob Eck".
_ASKED = re.compile(
    r"^\W*(?:(?:please|pls|to|need to|must) )?(?:confirm|clarify|ask|find out)\b(?! by)|\b(?:if|whether|unless|"
    r"(?-i:(?<![a-z] )ob|falls)"
    r"|czy|zda|jestli|jeśli|agar|jika|apakah|nếu|если|якщо|чи|ли|eğer)\b|\b(?:vérif\w*|verif\w*|demand\w*"
    r"|confirm\w*|consult\w*|pregunt\w*|comprob\w*|chied\w+|perguntar) (?:\w+ ){0,2}s[ie]\b|^\W*(?:where|wo wird"
    r"|woher|où|d['’]où|dónde|onde|dove|waar|gdzie|kde|где|откуда|nerede)\b|是否|吗|嗎|どこ|どちら|哪里|哪裡",
    re.IGNORECASE,
)
_QUESTION_FIRST = re.compile(
    r"^\W*(?:is|are|was|were|does|do|did|can|could|would|will|has|have|which|what|who|where|how|why|ist|sind|kommt"
    r"|wird|wo|est|sont|peut|es|son|é|são|è|sono|is dit|zijn|czy|je|jsou|это|это ли|откуда)\b",
    re.IGNORECASE,
)
# Other goods, before the words that tell whence they come; what follows "this one is" is of these goods again.
_OTHERS = re.compile(
    r"(?<![^\W_])(?:unlike|not like|as opposed to|(?:in )?contrast (?:to|with)|compar(?:ed|able|ison) (?:to|with)"
    r"|instead of|rather than|in place of|in lieu of|vs\.?|versus|similar to|same as|like the|better than"
    r"|cheaper than|worse than|\w{2,}er than|(?:more|less) \w+ than|replac(?:es|ing|ement (?:for|of))|supersed(?:es"
    r"|ing)|substitut(?:e|es|ing|ion) for|alternative to|equivalent (?:to|of)|differ(?:s|ent)? (?:from|to|than)"
    r"|other than|except(?: for)?|excluding|confused with|competitors?['’]?s?|rivals?['’]?s?|competing"
    r"|other (?:brand|vendor|item|supplier|product|model|version)s?|anders als|im (?:gegensatz|unterschied"
    r"|vergleich) zu[mr]?|statt|anstatt|anstelle|verglichen mit|ersetzt(?! durch)|ersatz für|\w{3,}er als"
    r"|contrairement (?:à|au|aux)|à la différence|au lieu d\w*|à la place|par rapport|remplace(?! par)|plutôt que"
    r"|(?:moins|plus|aussi) \w+ que|mieux que|a diferencia de\w*|al contrario|en (?:lugar|vez) de\w*|frente a\w*"
    r"|comparad\w+ con|reemplaza a|sustituye a|(?:más|menos) \w+ que|mejor que|ao contrário|diferente(?:mente)? d\w*"
    r"|em (?:vez|lugar) d\w*|ao invés d\w*|comparad\w+ (?:a|com)|substitui|mais \w+ (?:do )?que|a differenza"
    r"|invece d\w*|al posto d\w*|rispetto a\w*|sostituisce|in tegenstelling tot|anders dan|in plaats van"
    r"|vergeleken met|vervangt|\w{3,}er dan|w przeciwieństwie do|zamiast|w porównaniu|na rozdíl od|místo"
    r"|till skillnad från|i ?stället för|i modsætning til|i stedet for|в отличие от|вместо|по сравнению с|взамен"
    r"|на відміну від|замість|spre deosebire de|στη θέση|αντί|berbeda dengan|daripada|khác với"
    r"|thay vì)\s(?:(?!\b(?:this|these|ours|it|they) (?:one|is|are|comes?|was|were)\b)[^,;|()\n]){1,80}|(?:不同于"
    r"|不像|而不是|代替|替代|取代|相比)[^,;，；。]{1,30}",
    re.IGNORECASE,
)
_OTHERS_BEFORE = re.compile(
    r"[^,;，；。]{1,30}(?:と違い|ではなく|の代わり|와 달리|대신|d[ae]n farklı|yerine|aksine)", re.IGNORECASE
)
# What denies the place behind it, with the words that may stand between.
# ("fabricado no Brasil" denies nothing.)
DENIAL = (
    r"(?:\b(?:not|never|non"
    r"|(?<!d[oa] )(?<!d[oa]s )(?<!t[oa] )(?<!t[oa]s )(?<!brica )(?<!planta )(?<!unidade )(?<!usina )(?<!ção )no(?![.:])"
    r"|none|nil|zero|nor|neither|nothing|without|free (?:of|from)|nicht|keine?[mnrs]?|ohne|sans|pas|aucune?|sin"
    r"|ning[uú]na?"
    r"|sem|nenhuma?|n[ãa]o|senza|nessun[ao]?|niet|geen|zonder|nie|bez|žádn\w+|inte|ikke|uten|uden|utan|nem|не|нет"
    r"|без|ні|değil|hiçbir|bukan|tidak|tanpa|không)|n['’]t|不是|不来自|不來自|并非|非|不含|未使用|没有|沒有|不使用"
    r"|不涉及|无|無)"
)
LINKS = (
    r"(?:[\s\"'“„«(]|(?<=\w)-(?=\w)|-$|,(?= ?(?:cotton|yarn|polysilicon|tomato|or|nor|and|oder|ni|ou)\b)|\b(?:be"
    r"|been|being|is|are|was|made|manufactured|produced|sourced?|sourcing|use[sd]?|using|contain(?:s|ed|ing)?|come"
    r"|comes|coming|originates?|originating|purchased?|bought|imported|grown|any|a|an|the|some|from|in|of|to|with|by"
    r"|and|or|nor|product|out|region|area|origin|coo|cotton|yarn|fabric|fibres?|fibers?|materials?|components?"
    r"|inputs?|raw|goods|tomato(?:es)?|polysilicon|links?|connection|content|suppliers?|factory|factories|plants?"
    r"|comes?|stem(?:s|ming)?|stammt|kommt|ist|est|es|é|è|jest|aus|der|dem|den|baumwolle|hergestellt|de|du|des|la|le"
    r"|en|au|provient|provenant|vient|procede|procedente|prov[eé]m|proviene|pochodzi|pochází|fabriqu[ée]e?s?|coton"
    r"|algod[óo]n|algod[ãa]o|cotone|fabricad[oa]s?|hech[oa]s?|do|da|di|del|dal|dallo|dello|em|uit|katoen|van|z|ze|ve"
    r"|iz|из|хлопка|хлопок)\b)*$"
)
_DENIAL = re.compile(DENIAL, re.IGNORECASE)
_DENIED = re.compile(DENIAL + LINKS, re.IGNORECASE)
# What denies the name of a region before it.
DENIED_BEHIND = re.compile(
    r"(?:[-\s](?:cotton |fibre |content |material |region )?free\b|[\s\w'’-]{0,40}?\b(?:not|never|nicht|niet|pas|non"
    r"|no|не|nie|inte|ikke) (?:used|present|contained|included|sourced|involved|purchased|bought|verwendet|enthalten"
    r"|bezogen|gebruikt|utilis\w+|usad\w+|utilizad\w+|usat\w+|использ\w+|u[żz]\w+)\b|(?: (?:cotton|origin|content"
    r"|materials?|region|link|baumwolle|coton|algod[óo]n|algod[ãa]o|cotone))?\s*[:=]\s*(?:no|none|nil|n/a|nein"
    r"|keine?|non|aucune?|ning[uú]n\w*|nenhum\w*|nessun\w*|geen|brak|нет|yok|0 ?%|无|無|否|没有)(?=\s*(?:$|[.,;)]))"
    r"|[^,;，；。]{0,8}?(?:不使用|未使用|不含|ではない|ではありません|でない|不使用|使用していな|使用していません"
    r"|미사용|아님|아닙니다|사용하지 않|없음)|\S* (?:değil|kullanılma\w+))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+")
_SPELT = re.compile(r"([a-z]+)(\(\?[!=]|[^a-z]?)")
_SHORTEST_OPENING = 2  # letters
# Words that the patterns spell out only behind others.
_NEVER_FIRST = word_set(
    "made origin coo country in of for at us usa eu uk goods american european domestic by item list"
)
_DENIED_WITHIN = 90  # letters before a place in which its denial stands
_SHORT = 3  # words of a clause that governs the next one: "If possible, made in USA"


@lru_cache(maxsize=64)  # the origin of a remark is asked first, then what else it states
def without_unstated(text: str) -> str:
    """The text with all that states no origin of these goods blanked out, every letter where it was."""
    said = None if not text.isascii() else frozenset(_WORD.findall(text.lower()))
    left = _OTHERS.sub(_blank, text) if _may_hold(_OTHERS, said) else text
    left = left if said is not None and said.isdisjoint(("yerine", "aksine")) else _OTHERS_BEFORE.sub(_blank, left)
    if _may_hold(_WISHED, said) or _may_hold(_ASKED, said) or "?" in text:
        left = _without_wishes(left, text)
    return _without_denied(left, text) if _may_hold(_DENIAL, said) else left


def _without_wishes(left: str, text: str) -> str:
    governed = False
    for start, end, asked in _clauses(text):
        clause = left[start:end]
        unsaid = bool(_WISHED.search(clause)) or asked or _ASKED.search(clause) is not None
        if unsaid or (governed and clause.strip()):
            left = f"{left[:start]}{' ' * (end - start)}{left[end:]}"
        if clause.strip():
            governed = unsaid and len(cut(clause)) <= _SHORT
    return left


def _without_denied(left: str, text: str) -> str:
    words = cut(text)
    unheard = text  # the places denied so far left out: "not from Xinjiang or Turkmenistan" denies both
    for span in find(words, known_places()):
        start, part = words[span.first].start, words[span.first].part
        end = max(word.end for word in words[span.first : span.last] if word.part == part)
        behind = span.code == "CN-XJ" and DENIED_BEHIND.match(text, end)
        if behind or _DENIED.search(unheard[max(0, start - _DENIED_WITHIN) : start]):
            left = f"{left[:start]}{' ' * (end - start)}{left[end:]}"
            unheard = f"{unheard[:start]}{' ' * (end - start)}{unheard[end:]}"
    return left


def _may_hold(pattern: re.Pattern[str], said: frozenset[str] | None) -> bool:
    """A cheap look whether a text of these words, None where it is not all in a-z, may hold the pattern: most hold
    none, and looking for it takes longer than all the rest."""
    if said is None:
        return True
    whole, begun = _openings(pattern)
    return not said.isdisjoint(whole) or any(word.startswith(begun) for word in said)


@cache
def _openings(pattern: re.Pattern[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words in a-z that a pattern spells out: whole ones, and beginnings of those that it leaves open."""
    whole, begun = set(), set()
    for word, after in _SPELT.findall(re.sub(r"\\[a-zA-Z]", "\\\\", pattern.pattern)):
        if after in ("|", ")", " ", "]", "", "(?!", "(?="):
            whole.add(word)
        elif len(word) > _SHORTEST_OPENING:
            begun.add(word[:-1] if after in "?*" else word)
    return frozenset(whole - _NEVER_FIRST), tuple(begun)


def _clauses(text: str) -> Iterator[tuple[int, int, bool]]:
    """Every clause by its ends, and whether it is asked: a whole sentence that begins as a question does, else the
    last clause before the sign ("made in China, ok?")."""
    begin = 0
    for sentence in (*_SENTENCE_END.finditer(text), None):
        close = len(text) if sentence is None else sentence.start()
        asks = sentence is not None and sentence.group() in "?？"
        whole = asks and (_QUESTION_FIRST.match(text[begin:close]) is not None)
        at = begin
        ends = [found.span() for found in _BOUNDARY.finditer(text, begin, close)]
        for start, end in (*ends, (close, close)):
            yield at, start, whole or (asks and start == close)
            at = end
        begin = close if sentence is None else sentence.end()


def _blank(found: re.Match[str]) -> str:
    """A break between clauses, as long as what it stands for."""
    return "," + " " * (len(found.group()) - 1)
