"""In which ways is a listed name written differently in a supplier file? Draws disguises of any name, kind by kind.

Made to fit the table of `matching/score.py` on names that no judged set holds (`names_fit.py`). Refuses to know what is
found of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

Disguise = Callable[[str, random.Random], str | None]  # None where the name cannot be so disguised

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FORM_AT_END = re.compile(
    r"[ ,]+(co\.?,? ?ltd\.?|company limited|limited liability company|joint stock company|limited|ltd\.?|llc|ooo|oao|ao"
    r"|jsc|inc\.?|corp\.?|corporation|s\.a\. de c\.v\.|s\.a\.s\.|s\.a\.|gmbh|company|co\.?|group|pjsc|zao)\s*$",
    re.IGNORECASE,
)
_FORM_AT_START = re.compile(
    r"^(joint stock company|limited liability company|open joint stock company|jsc|ooo|oao|ao|pjsc|llc) ", re.IGNORECASE
)
_FORMS = ("Ltd", "Limited", "Co., Ltd.", "LLC", "Inc.", "GmbH", "Corp.", "S.A.", "Company Limited", "OOO", "FZE")
_FORMS_ABROAD = ("有限公司", "ООО", "АО", "Sdn. Bhd.", "（集团）有限公司", "股份有限公司", "d.o.o.")
_SHORT = (
    "technology=Tech.|technologies=Tech.|company=Co.|industry=Ind.|industrial=Ind.|international=Intl|group=Grp|state=St."
    "|manufacturing=Mfg.|electronic=Elec.|electronics=Elec.|equipment=Equip.|development=Dev.|import=Imp.|export=Exp."
    "|trading=Trdg.|services=Svcs|research=Res.|institute=Inst|enterprise=Ent.|limited=Ltd.|corporation=Corp."
    "|engineering=Eng.|scientific=Sci|national=Natl|production=Prod.|shipping=Shpg|general=Gen.|management=Mgmt"
    "|communications=Comm.|machinery=Mach.|chemical=Chem.|university=Univ.|center=Ctr|transport=Trans."
    "|construction=Const.|investment=Inv.|science=Sci.|systems=Sys.|laboratory=Lab.|aviation=Av.|department=Dept"
)
_ABBREVIATIONS = dict(pair.split("=") for pair in _SHORT.split("|"))
_GENERIC_WORDS = """
technology group company development industry industrial trading international production the of for and enterprise
technologies services general stock de institute
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
_WORDS = ("Global", "Group", "Medical", "International", "Holdings", "Trading", "Technology", "Supplies", "Services")
_PLACES = ("China", "India", "Singapore", "Malaysia", "Istanbul", "Xinjiang", "Hong Kong", "Dubai", "Iran", "Vietnam")
_PINYIN = "shang-hai bei-jing xin-jiang shen-zhen nan-jing guang-dong hang-zhou zhe-jiang jiang-su tian-jin shan-dong"
_BESIDE = """
wa qeas wrsd etdf ryfg tugh yihj uojk ipkl ol qwsz adwezx sfercx dgrtvc fhtybv gjyunb hkuinm jlomi kop asx zcsd xvdf
cbfg vnhj bmgh njk
"""
_KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", _BESIDE.split(), strict=True))
_OCR = "o0 l1 il s5 b8 m:rn gq ec cl:d O0 I1 S5 B8 rn:m"
_TRANSLITERATED = "kh:h zh:j iy:y ii:iy y:i ya:ia yu:iu c:k ts:tz e:a v:w q:k o:u sh:sch j:dj ov:off x:ks ch:tch i:y"
_HEARD = "ph:f f:ph c:k k:c s:z z:s x:ks tion:sion ch:tch kh:ch ts:tz y:i ck:k q:k w:v v:w ll:l ee:i oo:u"
_ACCENTS = dict(zip("aeioucnszgyAEIOUCNSZ", "âéïóúçñšžğýÂÉÏÓÛÇÑŠŽ", strict=True))
_LOOKALIKES = dict(zip("aeopcxAEOPCXTMHKB", "аеорсхАЕОРСХТМНКВ", strict=True))


def _pairs(table: str) -> list[tuple[str, str]]:
    return [(p.partition(":")[0], p.partition(":")[2]) if ":" in p else (p[0], p[1]) for p in table.split()]


def _at(name: str, chance: random.Random) -> int:
    return chance.choice([i for i, char in enumerate(name) if char.isalpha()])


def _letter(like: str, letters: str, chance: random.Random) -> str:
    letter = chance.choice(letters)
    return letter.upper() if like.isupper() else letter


def substituted(name: str, chance: random.Random) -> str:
    """One letter wrong."""
    at = _at(name, chance)
    return name[:at] + _letter(name[at], _LETTERS, chance) + name[at + 1 :]


def inserted(name: str, chance: random.Random) -> str:
    """One letter too many."""
    at = _at(name, chance)
    return name[:at] + _letter(name[at], _LETTERS, chance) + name[at:]


def deleted(name: str, chance: random.Random) -> str:
    """One letter missing."""
    at = _at(name, chance)
    return name[:at] + name[at + 1 :]


def transposed(name: str, chance: random.Random) -> str | None:
    """Two letters swapped."""
    where = [i for i in range(len(name) - 1) if name[i : i + 2].isalpha() and name[i] != name[i + 1]]
    if not where:
        return None
    at = chance.choice(where)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def two_typos(name: str, chance: random.Random) -> str | None:
    """Two of the above."""
    for _ in range(2):
        name = chance.choice((substituted, inserted, deleted, transposed))(name, chance) or name
    return name


def _replaced(table: str, most: int, *, titled: bool) -> Disguise:
    pairs = _pairs(table)

    def disguise(name: str, chance: random.Random) -> str | None:
        spelt = name.lower() if titled else name
        for _ in range(chance.randint(1, most)):
            possible = [pair for pair in pairs if pair[0] in spelt]
            if not possible:
                break
            old, new = chance.choice(possible)
            at = chance.choice([m.start() for m in re.finditer(re.escape(old), spelt)])
            spelt = spelt[:at] + new + spelt[at + len(old) :]
        return spelt.title() if titled else spelt

    return disguise


def without_form(name: str, _: random.Random) -> str | None:
    """The legal form left out."""
    bare = _FORM_AT_END.sub("", name)
    bare = _FORM_AT_START.sub("", name) if bare == name else bare
    return bare if bare and bare != name else None


def _other_form(name: str, chance: random.Random) -> str | None:
    bare = without_form(name, chance)
    return f"{bare} {chance.choice(_FORMS)}" if bare else None


def _form_abroad(name: str, chance: random.Random) -> str:
    form = chance.choice(_FORMS_ABROAD)
    return f"{without_form(name, chance) or name}{'' if ord(form[0]) > 0x2E80 else ' '}{form}"


def _abbreviated(name: str, _: random.Random) -> str | None:
    found = [_ABBREVIATIONS.get(word.lower().strip(",."), word) for word in name.split()]
    return " ".join(found) if found != name.split() else None


def _words(change: Callable[[list[str], random.Random], list[str] | None], least: int) -> Disguise:
    def disguise(name: str, chance: random.Random) -> str | None:
        words = name.split()
        changed = change(words, chance) if len(words) >= least else None
        return " ".join(changed) if changed else None

    return disguise


def _joined(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words) - 1)
    return [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]


def _parted(words: list[str], chance: random.Random) -> list[str] | None:
    long = [at for at, word in enumerate(words) if len(word) >= 6]
    if not long:
        return None
    at = chance.choice(long)
    cut = chance.randrange(2, len(words[at]) - 2)
    return [*words[:at], words[at][:cut], words[at][cut:], *words[at + 1 :]]


def _shuffled(words: list[str], chance: random.Random) -> list[str]:
    mixed = chance.sample(words, len(words))
    return mixed if mixed != words else words[::-1]


def _less_one(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words))
    return [*words[:at], *words[at + 1 :]]


def _less_generic(words: list[str], chance: random.Random) -> list[str] | None:
    generic = [at for at, word in enumerate(words) if word.lower().strip(",.") in _GENERIC]
    at = chance.choice(generic) if generic else -1
    return [*words[:at], *words[at + 1 :]] if generic else None


def _initials(words: list[str], chance: random.Random) -> list[str]:
    count = chance.choice((2, 2, 3)) if len(words) > 3 else 2
    return [chance.choice((".", "")).join(word[0] for word in words[:count]), *words[count:]]


def _pinyin_apart(name: str, chance: random.Random) -> str | None:
    for spelt in _PINYIN.split():
        one, two = spelt.split("-")
        found = re.search(one + two, name, re.IGNORECASE)
        if found:
            return name.replace(found.group(), one.title() + chance.choice(" -") + two.title(), 1)
    return None


def _noted(name: str, chance: random.Random) -> str:
    number = chance.randrange(10**4, 10**6)
    notes = (f"V{number} - {name}", f"{number}{name}", f"{name} - USD", f"{name} *DO NOT USE*", f"{name} (INACTIVE)")
    return chance.choice((*notes, f"{name} #{number}", f"[{number:06d}] {name}", f"{name} (FORMERLY ACME TRADING)"))


def _bracketed(name: str, chance: random.Random) -> str:
    initials = "".join(word[0] for word in name.split() if word[0].isalpha()).upper()
    return f"{name} {chance.choice((f'({initials})', '（中国）', '(A subsidiary of Sinopharm)', '(China)'))}"


def _mapped(table: Mapping[str, str], share: float) -> Disguise:
    return lambda name, chance: "".join(table.get(c, c) if chance.random() < share else c for c in name)


def _with_article(name: str, _: random.Random) -> str:
    return f"The {name}"


def _with_place(name: str, chance: random.Random) -> str:
    form = chance.choice(("{0} {1}", "{0} - {1}", "{0} ({1})", "{1} {0}"))
    return form.format(name, chance.choice(_PLACES))


def _several(name: str, chance: random.Random) -> str:
    ways: tuple[Disguise, ...] = (substituted, deleted, inserted, without_form, _other_form, _abbreviated)
    for way in chance.sample((*ways, _with_article, _with_place), 2):
        name = way(name, chance) or name
    return name


def kinds(clean: Sequence[str]) -> dict[str, Disguise]:
    """Every kind of disguise by its name; `clean` are suppliers that stand beside a name in one cell."""
    return {
        "exact": lambda name, _: name,
        "case": lambda name, chance: chance.choice((name.lower(), name.swapcase(), name.replace(" ", "  ") + " .")),
        "typo_sub": substituted,
        "typo_ins": inserted,
        "typo_del": deleted,
        "typo_transpose": transposed,
        "typo_two": two_typos,
        "keyboard": lambda n, c: (
            n[: (at := _at(n, c))] + _letter(n[at], _KEYS.get(n[at].lower(), "e"), c) + n[at + 1 :]
        ),
        "double_letter": lambda n, c: n[: (at := _at(n, c))] + n[at] + n[at:],
        "ocr": _replaced(_OCR, 3, titled=False),
        "token_reorder": _words(_shuffled, 2),
        "legal_dropped": without_form,
        "legal_swapped": _other_form,
        "legal_added": lambda name, chance: f"{name} {chance.choice(_FORMS)}",
        "legal_localised": _form_abroad,
        "abbreviation": _abbreviated,
        "concat": _words(_joined, 2),
        "split": _words(_parted, 1),
        "pinyin_spacing": _pinyin_apart,
        "translit_variant": _replaced(_TRANSLITERATED, 3, titled=True),
        "diacritics": _mapped(_ACCENTS, 0.35),
        "drop_generic": _words(_less_generic, 3),
        "drop_any_token": _words(_less_one, 4),
        "add_place": _with_place,
        "add_word": lambda name, chance: f"{name} {chance.choice(_WORDS)}",
        "initials": _words(_initials, 3),
        "truncated_30": lambda name, _: name[:30] if len(name) > 32 else None,
        "truncated_35": lambda name, _: name[:35] if len(name) > 37 else None,
        "erp_noise": _noted,
        "dba_embedded": lambda n, c: f"{c.choice(clean)} {c.choice(('d/b/a', 'DBA', 'T/A'))} {n}",
        "parenthetical": _bracketed,
        "phonetic": _replaced(_HEARD, 3, titled=True),
        "stopword_and": _with_article,
        "homoglyph": _mapped(_LOOKALIKES, 0.4),
        "no_spaces": lambda name, chance: (without_form(name, chance) or name).replace(" ", ""),
        "combo": _several,
    }
