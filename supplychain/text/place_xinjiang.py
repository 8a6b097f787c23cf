"""Which words of a text say that something lies in Xinjiang? Names of the region, its prefectures, counties,
cities and the XPCC, in Han, pinyin, Uyghur in Latin letters, Russian and English, and its postcodes.

Refuses to know what a Xinjiang place means for a flag. False friends: "Altay" is also in Russia, "Aksu" in Turkey
and Kazakhstan, "Yiwu" in Zhejiang, Xinjiang County (新绛) in Shanxi, and every big Chinese city has a Xinjiang Road.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache

from supplychain.text.place_tables import composed, fold, read_table, subdivision_names, word_set
from supplychain.text.place_words import NameTable, Span, Word, cut, find, is_street, place_table


class Reach(StrEnum):
    """How far a name speaks by itself (column `reach` of data/xinjiang.csv)."""

    ANYWHERE = "anywhere"  # no other place is written so
    CHINA = "china"  # only in Chinese surroundings, and no other province is named
    NAMED = "named"  # as above, and only with "County", "City", 县 behind it


_ADMINISTRATIVE = word_set("county city prefecture district region xian shi qu zhou diqu 县 市 区 州 地 縣 區")
_PINYIN_OFFICES = word_set("xian shi diqu zhou shehri sheheri shehiri nahiyisi wilayiti")
# The office that belongs behind a name of reach "named", by the kind of place it is.
_OFFICES = {
    "county": word_set("county xian 县 縣"),
    "city": word_set("city shi county 市 县"),
    "corps city": word_set("city shi 市"),
    "district": word_set("district qu 区 區"),
}
# Behind the region's name these make it a place elsewhere (Xinjiang County, Shanxi; 新疆大厦 in Beijing).
_SMALLER_PLACE = word_set("county xian town zhen village cun")
_VILLAGE = word_set("town zhen village cun")  # and these any of its cities (Changji Town, Jilin)
# Quarters and houses as only other countries call them ("Hotan Nagar", "Kaşgar Mahallesi").
_ABROAD_BEHIND = word_set("nagar mahalle mahallesi mah mohalla colony puram chowk koyu sitesi apartmani")
_HOUSE = word_set(
    "building mansion hotel tower bldg dasha kitchen store shop pear pears apple apples restaurant cuisine noodle "
    "noodles halal food foods kebab kebabs bbq grill dumpling dumplings eatery cafe bistro diner lamb house flavour "
    "flavor supermarket grocery groceries market mart bakery skewers polo pilaf catering "
    "fruit fruits wholesale specialties specialty clinic"
)
# A firm, a park or a house that may bear the name of a place far away ("Hotan Trading", "Bohu Industrial Park").
_PREMISES = _HOUSE | word_set(
    "park garden gardens plaza square centre center arcade mall cafe coffee tea teahouse bar inn guesthouse apartment "
    "apartments residence residences villa estate court club school bazaar bazar canting fandian jiudian huayuan "
    "guangchang"
)
_FIRM = _PREMISES | word_set(
    "trading trade trader traders company co ltd limited corp corporation inc group enterprise enterprises factory "
    "factories plant works mill mills workshop office offices gongsi chang gongyeyuan"
)
_HOUSE_BEFORE = word_set(
    "hotel hostel motel restaurant restaurante ristorante cafe kafe edificio edf torre residencial"
)
_LEGAL = word_set("co ltd limited corp corporation inc group gongsi")  # a Chinese firm's name begins with its home
# Behind these stands where else a party is, not where its works are: "Xinjiang Xuelian Co., office Shanghai".
_ELSEWHERE_TOO = re.compile(
    r"\b(?:offices?(?! (?:building|bldg|tower|block|room|park|plaza|street|road))|branch(?:es)?|hq|headquarter\w*"
    r"|subsidiar(?:y|ies))\b",
    re.IGNORECASE,
)
_WHOLE_ADDRESS = 2  # parts behind a firm's: "Hefei, Anhui"
_HAN_HOUSE = re.compile(
    r"(?:大厦|大廈|饭店|宾馆|酒店|餐厅|餐馆|饭庄|菜馆|美食|烧烤|拉面|风味|特产|水果|干果|苹果|香梨|批发|专卖|维吾尔医|商会|办事处|厅|驻京|村|镇|新村|河"
    r"|咖啡|茶|食府|食品店|小吃|烤肉|烤全羊|羊肉|手抓|抓饭|会馆|公馆|会所|旅馆|旅社|招待所|广场|花园|公寓|小区|超市|商店|商行|商场|大楼|楼)"
)  # 疏勒河 is a river of Gansu
# A firm called after a prefecture, no office of the land between ("和田贸易有限公司", not "喀什地区疏附县某公司").
_HAN_FIRM = re.compile(r"[^\W市县縣区區州地]{0,10}?(?:公司|厂|廠|商行|商店|店|贸易|商贸|中心|园区?)")
# An office that the region keeps in another province ("新疆维吾尔自治区人民政府驻北京办事处").
_HAN_AGENCY = re.compile(r"[一-龥]{0,12}(?:驻[京沪穗]|驻[一-龥]{1,6}(?:办事处|联络处)|办事处)")
# The corps by the words of its kind alone: there were others, of Heilongjiang, Inner Mongolia and Lanzhou.
_ANY_CORPS = word_set("bingtuan 兵团 兵團 生产建设兵团 生產建設兵團") | {
    "bing tuan",
    "production and construction corps",
    "shengchan jianshe bingtuan",
}
# Goods called after a place wherever they are grown, and the dairy Yili (伊利), which is no Ili (伊犁).
_GOODS_BEHIND = word_set("dairy milk yogurt group melon melons cereal cereals bar bars jade golean")
_HAN_GOODS = re.compile(r"(?:瓜|玉)")
_CHINA_WORDS = word_set("china prc cn chn chinese zhongguo chine cina кнр китаи")
_POSTCODE = re.compile(r"(?<![\d-])8[34]\d{4}(?![\d-])")  # China Post: 830000-849999 is all of Xinjiang
_DIVISION = re.compile(
    r"\b(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|"
    r"twelfth|thirteenth|fourteenth)\s+(?:agricultural\s+|construction\s+)?(?:division|regiment)\b"
    r"|\b\d{2,3}(?:st|nd|rd|th)?\s+(?:regiment|tuan)\b|\bregiment\s+(?:no\.?\s*)?\d{2,3}\b",
    re.IGNORECASE,
)
_PINYIN_DIVISION = re.compile(
    r"\b(?:di|nong) ?(?:yi|er|san|si|wu|liu|qi|ba|jiu|shi(?: ?(?:yi|er|san|si))?) ?shi\b", re.IGNORECASE
)  # 第八师, 农八师
# Parks of Xinjiang are called after the provinces that pay for them ("Hetian City, Beijing Industrial Park").
_PARK_BEHIND = re.compile(r"\s*(?:industr(?:ial|y) (?:park|city|zone)|工业园|工业城|产业园)", re.IGNORECASE)
_HAN_DIVISION = re.compile(
    r"(?:农业?(?:建设)?)?第?(?:十[一二三四]?|[一二三四五六七八九]|1[0-4]|[1-9])师(?!大|范|傅|院)(?:市|[一-龥]{0,4}\d{1,3}团|\d{2,3}团)?"
    r"|(?<!\d)\d{2,3}团(?:场|部|\d+连)"
)


@lru_cache(maxsize=32768)
def xinjiang_in(text: str, country: str | None = None) -> str | None:
    """The words of an address, city or name that make it Xinjiang, None where nothing does.

    `country` is the code the line itself states: another country than China silences every name that is not the
    region's own; None leaves Chinese surroundings to the text.
    """
    if not text or names_none(text):
        return None
    text = _taken_apart(composed(text))
    words = cut(text)
    spans = find(words, _table())
    elsewhere = country is not None and country.split("-")[0] not in ("CN", "HK", "MO")
    chinese = not elsewhere and (country is not None or _speaks_chinese(words))
    surrounding = _surrounding(spans, words)
    # One hint by itself is little; a name and a number, or a Chinese word of office, do not meet by chance.
    numbered = bool(spans) and bool(_POSTCODE.search(text) or _DIVISION.search(text))
    province: str | None = None
    asked = False
    for span in spans:
        if not _is_named(words, span, text) or (elsewhere and _is_house(words, span, _PREMISES)):
            continue
        kind, _, reach = span.kind.partition("/")
        written = text[words[span.first].start : words[span.last - 1].end]
        if kind == "region" and _following(words, span) in _SMALLER_PLACE and not (numbered or len(surrounding) > 1):
            continue  # Xinjiang County and Town lie in other provinces
        if kind in ("region", "corps"):
            return written
        if elsewhere:
            continue
        if reach == Reach.ANYWHERE:
            return written
        if reach == Reach.CHINA and _has_office(words, span, _PINYIN_OFFICES):
            return _with_office(words, span, text)  # "Awati Xian": the office, not the city of Xi'an
        if not (chinese or numbered or _another(surrounding, span, words)):
            continue
        if not asked:
            province, asked = _other_province(words, text), True
        if province is None and (reach == Reach.CHINA or _has_office(words, span, _OFFICES.get(kind, _ADMINISTRATIVE))):
            return _with_office(words, span, text)
    units = len(_DIVISION.findall(text)) + len(_PINYIN_DIVISION.findall(text))
    return _numbered(words, text) if chinese or (units > 1 and not elsewhere) else None


def names_none(text: str) -> bool:
    """A cheap look that settles most texts: no first word of any name, no digits that may be a postcode."""
    if not text.isascii():
        return False
    folded = fold(text).split()
    return _table().longest.keys().isdisjoint(folded) and not any(
        w[:2] in ("83", "84") or w in _UNITS or _may_be_joined(w) for w in folded
    )


_UNITS = word_set("division regiment tuan")
_JOINED_LENGTH = 6  # letters: the shortest are "aksushi", "hamishi"
_LONG_WORD = re.compile(r"(?<![^\W_])[A-Za-z]{7,}(?![^\W_])")
_JOINED_OFFICES = _PINYIN_OFFICES | word_set(
    "qu zhou xiang zhen zizhiqu zizhizhou zizhixian weiwuer uygur uyghur hasake menggu huizu china city county "
    "prefecture district gongyeyuan gongyeyuanqu kaifaqu jingji jishu"
)
_OFFICE_ENDS = (
    "shi",
    "xian",
    "qu",
    "zhou",
    "zhen",
    "xiang",
    "city",
    "county",
    "prefecture",
    "yuan",
    "xinjiang",
    "china",
)


@cache
def _table() -> NameTable:
    return NameTable.of(
        (folded, "CN-XJ", f"{kind}/{reach}") for _name, kind, reach, _source, folded in read_table("xinjiang.csv")
    )


@cache
def first_words() -> frozenset[str]:
    """The first words, in Latin letters, of the names that speak for Xinjiang by themselves."""
    rows = read_table("xinjiang.csv")
    return frozenset(row[4].split()[0] for row in rows if row[2] == Reach.ANYWHERE and row[4].isascii())


def _may_be_joined(word: str) -> bool:
    """A cheap look whether a word may be names and words of office written as one ("kashidiqu")."""
    return len(word) > _JOINED_LENGTH and (
        word[:8] == "xinjiang" or (word.endswith(_OFFICE_ENDS) and word[:4] in _heads())
    )


def _taken_apart(text: str) -> str:
    """The text with names and words of office that are written as one word parted ("YechengXian", "wulumuqishi")."""
    return _LONG_WORD.sub(lambda found: _pieces(found.group()), text)


def _pieces(word: str) -> str:
    """One long word cut into names of Xinjiang and words of office; the word itself where it does not begin so."""
    folded = word.lower()
    if not _may_be_joined(folded) or folded in _table().names:
        return word
    pieces: list[str] = []
    at = 0
    while at < len(folded):
        ends = range(len(folded), at, -1)
        piece = next((folded[at:end] for end in ends if folded[at:end] in _joined_names()), None)
        if piece is None:
            break
        pieces.append(piece)
        at += len(piece)
    told = len(pieces) > 1 and pieces[0] not in _JOINED_OFFICES and (at == len(folded) or pieces[1] in _PINYIN_OFFICES)
    return " ".join([*pieces, word[at:]]).strip() if told else word


@cache
def _joined_names() -> frozenset[str]:
    """The names in Latin letters that may stand joined to others, four letters and more, and the words of office."""
    return (
        frozenset(name for name in _table().names if name.isascii() and name.isalpha() and len(name) > 3)
        | _JOINED_OFFICES
    )


@cache
def _heads() -> frozenset[str]:
    return frozenset(name[:4] for name in _table().names if name.isascii())


def _is_house(words: Sequence[Word], span: Span, kinds: frozenset[str] = _HOUSE) -> bool:
    """Whether a restaurant, shop or the like bears the name ("Xinjiang Halal Noodle House", "Hotel Artux")."""
    part = words[span.last - 1].part
    before = words[span.first - 1] if span.first else None
    if before is not None and before.part == part and before.folded in _HOUSE_BEFORE:
        return True
    behind = [word.folded for word in words[span.last : span.last + 3] if word.part == part]
    return not kinds.isdisjoint(behind) and _LEGAL.isdisjoint(behind)


def _speaks_chinese(words: Sequence[Word]) -> bool:
    """Whether the text itself says it is in China: the country's name, or Han letters without kana or Hangul."""
    if any(word.folded in _CHINA_WORDS for word in words):
        return True
    cjk = [word.folded for word in words if word.cjk]
    return bool(cjk) and all("\u3400" <= char[0] <= "\u9fff" for char in cjk)


def _is_named(words: Sequence[Word], span: Span, text: str) -> bool:
    """Whether the name stands for the place and not for a street, a house, a smaller place or a fruit."""
    if is_street(words, span, text):
        return False
    last = words[span.last - 1]
    rest = text[last.end : last.end + 24]
    joint = "" if last.cjk else " "
    if joint.join(word.folded for word in words[span.first : span.last]) in _ANY_CORPS and _other_province(words, text):
        return False
    if last.cjk:
        if _HAN_GOODS.match(rest) and span.kind.startswith("prefecture"):
            return False
        if (
            _HAN_FIRM.match(rest)
            and not span.kind.startswith(("region", "corps"))
            and _province_before(words, span, text)
        ):
            return False
        house = _HAN_HOUSE.match(rest) or (span.kind.startswith("region") and _HAN_AGENCY.match(rest))
        return not (house and _other_province(words, text))
    after = _following(words, span)
    if after in _GOODS_BEHIND or after in _ABROAD_BEHIND:
        return False
    smaller = _SMALLER_PLACE if span.kind.startswith("region") else _VILLAGE
    if after in smaller and _other_province(words, text):
        return False
    return not ((_is_house(words, span) and _other_province(words, text)) or _is_firm_elsewhere(words, span, text))


def _is_firm_elsewhere(words: Sequence[Word], span: Span, text: str) -> bool:
    """Whether a firm, park or house bears the name and a whole address in another province follows. A registered firm's
    name that begins with the region's points there all the same, and so does one whose office alone is elsewhere."""
    part = words[span.last - 1].part
    named = {word.folded for word in words[span.last :] if word.part == part}
    if named.isdisjoint(_FIRM) or (span.kind.startswith(("region", "corps")) and not named.isdisjoint(_LEGAL)):
        return False
    behind = [word for word in words if word.part > part]
    if not behind or _has_office(words, span, _ADMINISTRATIVE):
        return False
    whole = behind[-1].part - part >= _WHOLE_ADDRESS or any(word.folded.isdigit() for word in words)
    return whole and _other_province(behind, text) is not None


def _province_before(words: Sequence[Word], span: Span, text: str) -> bool:
    return _other_province(words[: span.first], text) is not None


def _following(words: Sequence[Word], span: Span) -> str:
    part = words[span.last - 1].part
    return next((word.folded for word in words[span.last : span.last + 1] if word.part == part), "")


def _another(surrounding: frozenset[tuple[str, ...]], span: Span, words: Sequence[Word]) -> bool:
    """Whether another Xinjiang name stands beside it ("Aksu, Bayingolin"), which is surrounding enough."""
    own = tuple(word.folded for word in words[span.first : span.last])
    return len(surrounding) > (own in surrounding)


def _surrounding(spans: Sequence[Span], words: Sequence[Word]) -> frozenset[tuple[str, ...]]:
    """The different names of a text that surround others; those of reach "named" do not."""
    told = (span for span in spans if not span.kind.endswith(Reach.NAMED))
    return frozenset(tuple(word.folded for word in words[span.first : span.last]) for span in told)


def _other_province(words: Sequence[Word], text: str) -> str | None:
    """Another Chinese province, or a city of one, that the text names outside its streets; where an office is besides
    says nothing."""
    office = _ELSEWHERE_TOO.search(text)
    apart = next((w.part for w in words if office and w.start == office.start()), 0)
    if apart:
        words = [word for word in words if word.part < apart]
    for span in find(words, _provinces()):
        if span.code == "CN-XJ" or is_street(words, span, text):
            continue
        if not (span.kind == "subdivision" and _PARK_BEHIND.match(text, words[span.last - 1].end)):
            return span.code
    return None


@cache
def _provinces() -> NameTable:
    """Chinese provinces and their cities; Xinjiang's own names first, so that they are not taken for others."""
    own = [(name, code, kind) for name, (code, kind) in _table().names.items() if not kind.endswith(Reach.NAMED)]
    other = [
        (name, code, kind)
        for name, (code, kind) in place_table().names.items()
        if code.startswith("CN-") and code != "CN-XJ" and (kind != "town" or not name.isascii() or len(name) > 5)
    ]
    provinces = [(name, code, "subdivision") for name, code in subdivision_names().items() if code.startswith("CN-")]
    return NameTable.of([*own, *provinces, *other])


def _has_office(words: Sequence[Word], span: Span, offices: frozenset[str]) -> bool:
    following = words[span.last : span.last + 1]
    return bool(following) and following[0].folded in offices


def _with_office(words: Sequence[Word], span: Span, text: str) -> str:
    last = span.last if _has_office(words, span, _ADMINISTRATIVE) else span.last - 1
    return text[words[span.first].start : words[last].end]


def _numbered(words: Sequence[Word], text: str) -> str | None:
    """A division or regiment of the XPCC, or a Xinjiang postcode, where no other province is named."""
    found = _DIVISION.search(text) or _HAN_DIVISION.search(text) or _POSTCODE.search(text)
    if found is None or _other_province(words, text) is not None:
        return None
    written = found.group()
    return f"postcode {written}" if written.isdigit() else written
