"""Which words of a company's name state its legal form, and which form is it?

The trading world's forms are folded to a few classes (`limited`, `stock`, `partnership`, `state`, `person`), so that
`d.o.o.`, `GmbH` and `有限公司` compare as one. Sources: ISO 20275 (GLEIF ELF) names of forms; OFAC and BIS list usage.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from supplychain.text import fold
from supplychain.text.words import PLACES

# One class a line group; words as they stand after folding (no dots, lower case). Suffix `<` = only at the end of a
# name, `>` = only at its start: short forms that are words or initials elsewhere. No mark = anywhere.
_TABLE = """
limited: limited liability company | limited liability | limited liability co | ltd liability co |
  ltd liability company | limited company | company limited | co limited | co ltd | coltd | company ltd |
  limited | ltd | ltda | limitada | llc | l l c | lc > | llc fz | fz llc | fze | fzco | fzc | fz co | fzllc |
  dmcc | wll | w l l | pvt ltd | private limited | pte ltd | pty ltd | proprietary limited | private ltd |
  pvt limited | pte limited | pvt | pte | pty | p ltd | sdn bhd | sendirian berhad | bhd < | berhad < | gmbh |
  gesellschaft mit beschrankter haftung | mbh | ug haftungsbeschrankt | kft | doo | dooel | d o o | sro |
  spol s r o | s r o | sp z o o | sp zoo | spzoo | spolka z ograniczona odpowiedzialnoscia | z o o | sarl |
  sarlau | societe a responsabilite limitee | eurl | srl | s r l | srls | societa a responsabilita limitata |
  sociedad de responsabilidad limitada | sociedad limitada | s de rl de cv | s de rl | sderl | sl < | slu < |
  sociedade limitada | lda | unipessoal lda | unipessoal limitada | unipessoal | bv < | bvba |
  besloten vennootschap | ooo | obshchestvo s ogranichennoi otvetstvennostyu |
  obshchestvo s ogranichennoy otvetstvennostyu | obschestvo s ogranichennoy otvetstvennostyu |
  obschestvo s ogranichennoi otvetstvennostyu | obshchestvo s ogranichennoi otvetstvennostiu |
  obshchestvo s ogranichennoj otvetstvennostyu | obshestvo s ogranichennoy otvetstvennostyu | too < | too > |
  tov > | tovarystvo z obmezhenoyu vidpovidalnistyu | tzov | oy < | oyj < | aps < | ou < | sia < | sia > | uab |
  yougen gongsi | youxian gongsi | youxiangongsi | youxian zeren gongsi | ltd sti | limited sirketi |
  ltd sirketi | limited sti | ltdsti | sti < | yugen kaisha | yugen gaisha | godo kaisha | gk < | yuhan hoesa |
  tnhh | cong ty tnhh | cty tnhh | lp < | eood | ood < | pct < | mchj | mas uliyati cheklangan jamiyat | mmc < |
  shpk | sh p k | ehf | cia ltda | compania limitada | limitee | sharika dhat masuliya mahduda |
  sherkat ba masouliat mahdoud | masouliyat mahdoud | company limited by shares |
  societatea cu raspundere limitata | spr de rl | s p r de r l | tovarystvo z obmezhenoyu |
  obshchestvo s ogranichennoi | obschestvo s ogranichennoi | s ogranichennoi otvetstvennostyu |
  s ogranichennoy otvetstvennostyu | ogranichennoi otvetstvennostyu | ogranichennoy otvetstvennostyu |
  obshchestvo s otvetstvennostyu | obshchestvo ogranichennoi otvetstvennostyu | liability company |
  limited trade development | ll company > | os ogranichennoi otvetstvennostyu |
  os ogranichennoy otvetstvennostyu | oso otvetstvennostyu | oso otvetstvennostiu
stock: joint stock company | joint stock co | jointstock company | jsc | stock company | joint stock |
  private joint stock company | private company | public joint stock | open joint stock |
  open joint stock company | closed joint stock company | public joint stock company |
  js company > | ojs company > | cjs company > | pjs company > |
  non public joint stock company | ojsc | cjsc | pjsc | p j s c | jscb | pjscb | incorporated | inc |
  corporation | corp | plc | public limited company | public company limited | pcl | ao > | ao < | oao | zao |
  pao | nao > | aktsionernoe obshchestvo | aktsionernoye obshchestvo | aktsionernoe obschestvo |
  akcionernoe obshchestvo | aktsionernoe obshestvo | aktcionernoe obshestvo |
  aktsionerne tovarystvo | aktsionernaya kompaniya | otkrytoe aktsionernoe obshchestvo |
  otkrytoe aktsionernoe obschestvo | otkrytoye aktsionernoye obshchestvo | zakrytoe aktsionernoe obshchestvo |
  zakrytoe aktsionernoe obschestvo | zakrytoye aktsionernoye obshchestvo | publichnoe aktsionernoe obshchestvo |
  publichnoe aktsionernoe obschestvo | nepublichnoe aktsionernoe obshchestvo |
  publichnoye aktsionernoye obshchestvo | pat > | prat > | vat > | at > | publichne aktsionerne tovarystvo |
  ag < | aktiengesellschaft | sa < | s a < | sa de cv | s a de c v | sab de cv | sadecv | s a b de c v |
  sapi de cv | sa de c v | sociedad anonima | sociedad anonima de capital variable | societe anonyme | sas < |
  s a s < | sasu | sal < | s a l < | saog | saoc | sae < | s a e < | spa < | s p a < | societa per azioni |
  nv < | naamloze vennootschap | as < | a s < | asa < | aksjeselskap | aktieselskab | ab < | aktiebolag |
  ab publ | anonim sirketi | anonim sti | ass < | se < | kabushiki kaisha | kabushiki gaisha | kk < |
  chusik hoesa | tbk < | pt > | perseroan terbatas | gufen youxian gongsi | gufen youxiangongsi | gufen gongsi |
  gufenyouxiangongsi | co inc | corp ltd | corporation limited | corp limited | ad < | ead < | dd < | d d < |
  spolka akcyjna | akciova spolecnost | ctcp | cong ty co phan | public company | sociedade anonima |
  sociedad por acciones | spa de cv | eireli | me < | epp < | psc < | p s c < | pjs | holding company limited |
  co corp | joint company | open joint company | closed joint company | public joint company | aktsionernoe >
company: company | co | compagnie | compania | comp < | kompaniya | gongsi | sirketi | sirketler | firma |
  gmbh co kg | co kg | kg < | kgaa | llp | lp | limited partnership | general partnership | ohg | gbr | snc < |
  scs < | scop | kommanditgesellschaft | und co kg | societe | sherkat | sharika | sharikat | hoesa | kaisha |
  trading as | cv < | c v < | va < | vof | firm | enterprise company
person: fop > | fop < | ip > | individual entrepreneur | individualnyi predprinimatel | sole proprietor | pe > |
  ep < | e k < | ek < | mr > | mrs > | ms > | dr > | prof >
state: federal state unitary enterprise | federalnoe gosudarstvennoe unitarnoe predpriyatie | fgup | fsue |
  federal state budgetary institution | fgbu | fgu | gup > | mup > | sue > | state unitary enterprise |
  federal state enterprise | federal state budgetary scientific institution | fgbun | fgbou | fgaou | fgbnu |
  fku | federalnoe gosudarstvennoe byudzhetnoe uchrezhdenie nauki |
  federalnoe gosudarstvennoe byudzhetnoe uchrezhdenie | republican unitary enterprise | rup > |
  respublikanskoe unitarnoe predpriyatie | kgup > | gosudarstvennoe predpriyatie |
  federalnoe gosudarstvennoe byudzhetnoe nauchnoe uchrezhdenie | republican enterprise
foundation: stichting > | fundacion > | foundation < | ev < | e v < | onlus < | asbl | ong > | ano >
"""


def _read() -> tuple[dict[tuple[str, ...], tuple[str, str]], dict[str, int]]:
    forms: dict[tuple[str, ...], tuple[str, str]] = {}
    for line in _TABLE.strip().replace("\n ", " ").splitlines():
        kind, _, phrases = line.partition(":")
        for phrase in phrases.split("|"):
            words = phrase.split()
            marks = "".join(w for w in words if w in "<>")
            spelt = tuple(w for w in words if w not in "<>")
            if spelt:
                old = forms.get(spelt)
                place = "".join(sorted(set(marks + (old[1] if old else "")))) if marks and (not old or old[1]) else ""
                forms[spelt] = (kind.strip() if not old else old[0], place)
    longest: dict[str, int] = {}
    for spelt in forms:
        longest[spelt[0]] = max(longest.get(spelt[0], 0), len(spelt))
    return forms, longest


# phrase -> (class, where: "" anywhere, "<" only at the end, ">" only at the start, "<>" either end)
FORMS, LONGEST_FROM = _read()
FIRST_WORDS = frozenset(LONGEST_FROM)

# Every word of a form of two or more words, for repairing one that was mistyped: `liabiloty`, `stockcompany`.
_PHRASES = [spelt for spelt, (kind, _) in FORMS.items() if len(spelt) > 1 and kind in ("limited", "stock", "company")]
# Words of forms that are also words of names.
_NOT_REPAIRED = frozenset(
    {
        "capital",
        "variable",
        "shares",
        "holding",
        "trading",
        "state",
        "group",
        "general",
        "firm",
        "by",
        "dhat",
        "sarl",
        "work",
    }
)
FORM_WORDS = frozenset(word for spelt in _PHRASES for word in spelt if len(word) > 3) - _NOT_REPAIRED
_REPAIRED_FROM = 6  # shorter words lie one letter from other words
# Forms of one word are put right from so many letters on (`aktiengeselschaft`): shorter ones lie near names.
_LONG_FORM = 12
# Words of names that lie one letter from a form's: `otkrytie`, an opening and a bank, from `otkrytoe`.
_OF_NAMES = frozenset({"otkrytie"})


def _repairs() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    long = {spelt[0] for spelt in FORMS if len(spelt) == 1 and len(spelt[0]) >= _LONG_FORM}
    for word in sorted(FORM_WORDS | long):
        if len(word) >= _REPAIRED_FROM:
            for at in range(len(word)):
                table.setdefault(word[:at] + word[at + 1 :], (word,))
    for spelt in _PHRASES:
        for one, two in pairwise(spelt):
            if len(one) + len(two) >= 9:
                table.setdefault(one + two, (one, two))
    for word in FORM_WORDS:
        table[word] = (word,)
    return table


_REPAIRS = _repairs()
# A letter left out leaves the three letters before it, and those behind, as they were: a look at both spares most
# words the search.
_STARTS = frozenset(word[:3] for word in _REPAIRS)
_ENDS = frozenset(word[-3:] for word in _REPAIRS)


# Long words of forms by their consonants: other vowels are another way of writing them (`aktsiunernaia`).
_HEARD_FROM, _HEARD_CONSONANTS = 9, 5
_NO_VOWELS = str.maketrans("", "", "aeiouyj")
_HEARD = {
    consonants: word
    for word in sorted(FORM_WORDS)
    if len(word) >= _HEARD_FROM and len(consonants := word.translate(_NO_VOWELS)) >= _HEARD_CONSONANTS
}


def is_damaged(word: str) -> bool:
    """Whether `repaired` puts the word right. Not remembered here: who asks of every word remembers it."""
    return _repaired(word) != (word,)


@lru_cache(maxsize=10_000)
def repaired(word: str) -> tuple[str, ...]:
    """A mistyped word of a legal form, put right; any other word as it is.

    One letter wrong, missing, too many or swapped with its neighbour, or the space to the next word lost.
    """
    return _repaired(word)


def _repaired(word: str) -> tuple[str, ...]:
    if len(word) < _REPAIRED_FROM - 1 or word in _OF_NAMES:
        return (word,)
    found = _REPAIRS.get(word)
    if found is None and not word.isalpha():
        plainer = fold.folds_digits(word)
        found = _REPAIRS.get(plainer) if plainer else None
    if found is not None:
        return found
    if len(word) >= _REPAIRED_FROM:
        first = 0 if word[-3:] in _ENDS else len(word) - 3
        end = len(word) if word[:3] in _STARTS else 3
        for at in range(first, end):
            found = _REPAIRS.get(word[:at] + word[at + 1 :])
            if found is not None and len(found) == 1 and abs(len(found[0]) - len(word)) <= 1:
                return found
    if len(word) >= _HEARD_FROM:
        heard = _HEARD.get(word.translate(_NO_VOWELS))
        if heard is not None:
            return (heard,)
    return (word,)


# Short forms that glue only to the ends of a word too long to be one.
_SHORT_STARTS = ("pjsc", "ojsc", "cjsc", "jsc", "llc", "ooo", "oao", "zao", "pao")
_SHORT_ENDS = ("coltd", "gmbh", "ltd", "llc", "inc")
_RUN_TOGETHER = 16
# Forms whose letters end or begin no word of a language, and words of forms that are glued to names: from so few
# letters on they are taken off.
_SURE_ENDS = ("pjsc", "ojsc", "cjsc", "jsc", "dmcc", "gmbh", "coltd", "ltda", "ltd", "llc", "llp", "limited", "company")
_SURE_STARTS = ("pjsc", "ojsc", "cjsc", "jsc", "llc", "ooo", "limited", "company")
_LONG_WORDS = {
    "otvetstvennostyu": "limited",
    "otvetstvennostiu": "limited",
    "obshchestvo": "stock",
    "liability": "limited",
}
_LEAST_LEFT = 3
# The shortest form of GLUED and the least that is left of a name beside it.
_LONGEST_WHOLE = 13


def unglued(word: str) -> tuple[str, str | None]:
    """Takes a legal form off a word that lost its spaces: `limitedliabilitycompanyrafort` → `rafort`, and its class."""
    if len(word) < _LONGEST_WHOLE and not (word.endswith(_SURE_ENDS) or word.startswith(_SURE_STARTS)):
        return word, None
    glued = len(word) >= _LONGEST_WHOLE and (word.startswith(_GLUED_FORMS) or word.endswith(_GLUED_FORMS))
    for form, kind in GLUED if glued else ():
        if len(word) - len(form) >= 3:
            if word.startswith(form):
                return word[len(form) :], kind
            if word.endswith(form):
                return word[: -len(form)], kind
    for form in (form for form in _SURE_ENDS if word.endswith(form)) if word.endswith(_SURE_ENDS) else ():
        if len(word) - len(form) >= _LEAST_LEFT:
            return word[: -len(form)], FORMS[(form,)][0]
    for form in (form for form in _SURE_STARTS if word.startswith(form)) if word.startswith(_SURE_STARTS) else ():
        if len(word) - len(form) >= _LEAST_LEFT:
            return word[len(form) :], FORMS[(form,)][0]
    for form, kind in _LONG_WORDS.items() if len(word) >= _RUN_TOGETHER else ():
        if word.startswith(form) and len(word) - len(form) >= _LEAST_LEFT:
            return word[len(form) :], kind
    if len(word) >= _RUN_TOGETHER:
        for form in _SHORT_STARTS:
            if word.startswith(form):
                return word[len(form) :], FORMS[(form,)][0]
        for form in _SHORT_ENDS:
            if word.endswith(form):
                return word[: -len(form)], FORMS[(form,)][0]
    return word, None


# Forms that are found glued to the neighbouring word where the spaces were lost; long ones only, so that no word's own
# letters are taken for a form.
GLUED = tuple(
    sorted(
        {"".join(words): kind for words, (kind, _) in FORMS.items() if len("".join(words)) >= 10}.items(),
        key=lambda pair: -len(pair[0]),
    )
)
_GLUED_FORMS = tuple(form for form, _ in GLUED)


def is_form(word: str) -> bool:
    """True where the word alone states a legal form."""
    return (word,) in FORMS


def split_forms(words: list[str]) -> tuple[list[str], list[str]]:
    """The words that name the company, and the classes of legal form that were taken off.

    Where nothing but legal form is left, all words stay: a list does hold a party called `CORP`.
    """
    if FIRST_WORDS.isdisjoint(words):
        return words, []
    if not _PHRASE_WORDS.isdisjoint(words):
        words = _mended(words)
    at = 0
    while at < len(words) and words[at] not in FIRST_WORDS:
        at += 1
    rest, taken = _after_name(tuple(words[at:])) if at else _taken_off(tuple(words), started=False)
    kept, classes = [*words[:at], *rest], list(taken)
    if not _PHRASE_WORDS.isdisjoint(kept):
        kept, classes = _without_scattered(kept, classes)
    return (kept, classes) if kept else (words, classes)


def _taken_off(words: tuple[str, ...], *, started: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that are no legal form, and the classes of those that are. `started`: words of a name stand before."""
    kept: list[str] = []
    classes: list[str] = []
    at = 0
    while at < len(words):
        if words[at] in FIRST_WORDS:
            size, kind = _form_at(words, at, started=started or bool(kept))
            if size:
                classes.append(kind)
                at += size
                continue
        kept.append(words[at])
        at += 1
    return tuple(kept), tuple(classes)


@lru_cache(maxsize=20_000)
def _after_name(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`_taken_off` of what stands behind a name's first words: mostly one of a few dozen forms."""
    return _taken_off(words, started=True)


# The two phrases whose short words are too short to be put right one by one.
_PHRASES_MENDED = (("joint", "stock", "company"), ("limited", "liability", "company"))
_PHRASE_WORDS = frozenset({"joint", "stock", "liability"})


def _mended(words: list[str]) -> list[str]:
    """The words with one letter put right where two of a phrase's three words stand about it: `joint stocf company`."""
    for at in range(len(words) - 2):
        for phrase in _PHRASES_MENDED:
            wrong = [i for i in range(3) if words[at + i] != phrase[i]]
            if len(wrong) == 1 and _one_letter_off(words[at + wrong[0]], phrase[wrong[0]]):
                words = [*words[:at], *phrase, *words[at + 3 :]]
    return words


def _one_letter_off(one: str, other: str) -> bool:
    """Whether the words differ by one letter wrong, missing or too many."""
    longer, shorter = max(len(one), len(other)), min(len(one), len(other))
    start = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    end = next((i for i in range(shorter - start) if one[-1 - i] != other[-1 - i]), shorter - start)
    return longer - shorter <= 1 and start + end >= longer - 1


def _without_scattered(kept: list[str], classes: list[str]) -> tuple[list[str], list[str]]:
    """Takes off the words of a legal form that stand apart, in a name whose words were sorted or shuffled."""
    for apart, kind in ((frozenset({"joint", "stock"}), "stock"), (frozenset({"liability"}), "limited")):
        rest = [word for word in kept if word not in apart]
        if rest and apart <= set(kept) and ("company" if kind == "stock" else kind) in classes:
            kept, classes = rest, [*classes, kind]
    return kept, classes


def _form_at(words: tuple[str, ...], at: int, *, started: bool) -> tuple[int, str]:
    """How many words from `at` on are a legal form, and its class; 0 where none starts here."""
    count = len(words)
    for size in range(min(LONGEST_FROM[words[at]], count - at), 0, -1):
        found = FORMS.get(words[at : at + size])
        if found is None:
            continue
        kind, place = found
        if not place or (">" in place and not started):
            return size, kind
        if "<" in place and (at + size >= count or _all_forms(words, at + size)):
            return size, kind
    return 0, ""


def _all_forms(words: tuple[str, ...], at: int) -> bool:
    """True where all that follows is legal form or place too (`S.A. DE C.V. Sdn. Bhd.`, `S.A.S. Shanghai`)."""
    while at < len(words):
        for size in range(min(LONGEST_FROM.get(words[at], 0), len(words) - at), 0, -1):
            if words[at : at + size] in FORMS:
                at += size
                break
        else:
            if words[at] not in PLACES:
                return False
            at += 1
    return True
