"""Which country does an address lie in, when the country stands somewhere in its text?

Refuses to know which supplier it belongs to, and never guesses from a demonym or a company's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from supplychain.text.place_cells import one_letter_off
from supplychain.text.place_last import SITE_KINDS, last_resort, small_towns
from supplychain.text.place_manner import manner_of
from supplychain.text.place_states import state_behind_town
from supplychain.text.place_tables import (
    US_STATES,
    US_TERRITORIES,
    composed,
    country_names,
    display_names,
    fold,
    word_set,
)
from supplychain.text.place_towns import towns_named
from supplychain.text.place_words import (
    PlaceFinding,
    Span,
    Word,
    begins_ward,
    cut,
    find,
    is_han_ward,
    is_people,
    is_street,
    place_table,
    written,
)
from supplychain.text.place_xinjiang import xinjiang_in

# What follows these is no part of the place: telephone numbers, remarks, other addresses of the same party.
_TAIL = re.compile(
    r"(?:[;,.\s]\s*(?:(?:tel|telephone|phone|mob|mobile|fax)\b|ph\b(?=\s*[.:+(]))[.:]*\s*(?:no\b)?[.:]*\s*[+(\d].*)"
    r"|(?:[;,.\s]\s*(?:e-?mail|attn|attention|contact|www|https?)\b[.:].*)"
    r"|\(\s*(?:for alternate|see|and|also)\b[^)]*\)?|;\s*(?:and\b|alt\b).*",
    re.IGNORECASE | re.DOTALL,
)
# First three digits of the ZIP codes of each US state (USPS Publication 65), so that "DE 20095" is no Delaware.
_ZIPS = (
    "AL350-369 AK995-999 AZ850-865 AR716-729 CA900-961 CO800-816 CT060-069 DE197-199 DC200-205 FL320-349 GA300-319 "
    "GA398-399 HI967-968 ID832-838 IL600-629 IN460-479 IA500-528 KS660-679 KY400-427 LA700-714 ME039-049 MD206-219 "
    "MA010-027 MI480-499 MN550-567 MS386-397 MO630-658 MT590-599 NE680-693 NV889-898 NH030-038 NJ070-089 NM870-884 "
    "NY100-149 NY005-005 NY063-063 NC270-289 ND580-588 OH430-459 OK730-749 OR970-979 PA150-196 RI028-029 SC290-299 "
    "SD570-577 TN370-385 TX750-799 TX885-885 TX733-733 UT840-847 VT050-059 VA201-201 VA220-246 WA980-994 WV247-268 "
    "WI530-549 WY820-831 PR006-009 VI008-008 GU969-969 MA055-055 DC569-569"
)
_STATE_ZIP = re.compile(r"\b([A-Za-z]{2})\.?[\s,]+(\d{5})(?:-\d{4})?(?!\d)")
_CANADIAN = re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\s?\d[ABCEGHJ-NPRSTV-Z]\d\b")
_BRITISH = re.compile(r"\b[A-PR-UWYZ][A-HK-Y]?\d{1,2}[A-Z]?\s\d[ABD-HJLNP-UW-Z]{2}\b")
_BRITISH_ISLANDS = {"JE": "JE", "GY": "GG", "IM": "IM"}
_CLOSING_DUTCH = re.compile(r"(?<!\d)[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\W*$")
# Letters before the postcode, as mail crossing borders has them ("D-78532", "CH-8022"), with that country's digits.
_PREFIXED = re.compile(
    r"(?<![\w-])(?:(?P<DE>D-\d{5})|(?P<FR>F-\d{5})|(?P<IT>I-\d{5})|(?P<ES>E-\d{5})|(?P<CH>CH-\d{4})|(?P<AT>AT-\d{4})"
    r"|(?P<SE>SE?-\d{3} ?\d\d)|(?P<BE>BE-\d{4})|(?P<DK>DK-\d{4})|(?P<NL>NL-\d{4})|(?P<FI>FI-\d{5})|(?P<NO>NO-\d{4})"
    r"|(?P<PL>PL-\d\d-?\d{3})|(?P<CZ>CZ-\d{3} ?\d\d)|(?P<SK>SK-\d{3} ?\d\d)|(?P<HU>HU?-\d{4})|(?P<SI>SI-\d{4})"
    r"|(?P<HR>HR-\d{5})|(?P<LT>LT-\d{5})|(?P<LV>LV-\d{4})|(?P<RO>RO-\d{6})|(?P<PT>PT-\d{4}))(?!\d)"
)
_DUTCH = re.compile(r"\b[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\b")
# Post boxes of Iran look so too.
_BRAZILIAN = re.compile(r"(?<!box )(?<!box no )(?<!box no\. )\b\d{5}-\d{3}\b", re.IGNORECASE)
_SINGAPOREAN = re.compile(r"#\s?[B\d]\d{0,2}-\d{1,3}[A-Z]?\b[^#]*\bS?\d{6}\b")  # floor and unit, then six digits
_ITALIAN = re.compile(r"\b\d{5}\s+[^\d,]+?\s*\(?[A-Z]{2}\)?\W*$")
# 県 is written in Japan alone (China: 县, 縣). Taiwan: cities and counties of ISO 3166-2:TW but 連江, which Fujian has.
_HAN_OFFICE = re.compile(
    r"(?P<JP>[\u4e00-\u9fff]{2,3}県|東京都|大阪府|京都府|北海道[\u4e00-\u9fff])"
    r"|(?P<TW>[台臺][北中南][市縣]|[台臺]東[縣市]|新北市|桃園[市縣]|高雄[市縣]|基隆市|新竹[市縣]|嘉義[市縣]|苗栗縣|彰化縣|南投縣|雲林縣|屏東縣"
    r"|宜蘭縣|花蓮縣|澎湖縣|金門縣)"
)
_OF_CHINA = re.compile("中[国國]|新疆|省|自治区")
_GEORGIA_ZIP = re.compile(r"(?i:georgia),? (?:3[01]\d|39[89])\d\d\b")  # the country's postcodes have four digits
_ENGLISH_STREET = re.compile(
    r"\b(?:street|st|avenue|ave|suite|ste|blvd|boulevard|drive|dr|road|rd|lane|ln|pkwy|parkway|hwy|court|po box)\b",
    re.IGNORECASE,
)
_CHINESE_CITIES = frozenset({"SZ", "GZ", "DG", "SH", "BJ", "TJ", "NB", "XM"})
_SOUTHERN = frozenset({"ZA", "AU"})
_POST_WORDS = frozenset({"CP", "BP", "PO", "PC", "KM", "NO"})
_SIX_DIGITS = re.compile(r"(?<!\d)\d{6}(?!\d)|(?<!\d)\d{3} \d{3}(?!\d)")
# State codes that company data outside America use for a country as well (India, Germany, Israel, ...).
_ALSO_WRITTEN_FOR_COUNTRIES = frozenset({"DE", "IN", "IL", "ID", "CO"})
_AUSTRALIAN = re.compile(r"\b(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT)\s+\d{4}\b(?!\d)|\b(?:NSW|QLD|TAS)\W*$")
# Provinces as Canadians shorten them, at the end of an address.
_OLD_PROVINCES = re.compile(r",\s*(?:Ont|Que|Alta|Sask|Nfld|P\.E\.I|N\.S|N\.B)\.?(?:,?\s+[A-Z]\d[A-Z] ?\d[A-Z]\d)?\W*$")
_TITLED_STATE = re.compile(r"([A-Z][A-Za-z. ]{1,30}), ([A-Z][a-z])\.?(?: \d{5})?\W*$")  # "Toledo, Oh"
# States as they were written before their codes of 1963, at the end of an address.
_OLD_STATES = re.compile(
    r"(?:,\s*(?:Mass|Penna?|Conn|Calif|Minn|Fla|Ariz|Colo|Ill|Ind|Kans?|Mich|Miss|Mont|Nebr?|Nev|Okla|Ore|Tenn|Tex|Wash|Wisc?"
    r"|Wyo|Ala|Ark|Del|(?:Ky|Ga|Va|Vt|Md|Pa|La|Mo|Ct|Wis|Cal)\.)"
    r"|\b(?:N\. ?[CDHJMY]|R\. ?I|S\. ?[CD]|W\. ?Va))\.?(?:,?\s+\d{5}(?:-\d{4})?)?\W*$"
)
_CITY_WORDS = SITE_KINDS | word_set(
    "city town district dist municipality prefecture county shi qu km ш 市 县 区 縣 區 cedex cantt sadar г гор город м "
    "місто с село смт пгт гр хот мкр"
)
_PREFER = {"country": 0, "subdivision": 1, "city": 1, "town": 2}


@cache
def _zip_ranges() -> dict[str, list[range]]:
    """State -> the first three digits of its ZIP codes."""
    ranges: dict[str, list[range]] = {}
    for piece in _ZIPS.split():
        low, high = piece[2:].split("-")
        ranges.setdefault(piece[:2], []).append(range(int(low), int(high) + 1))
    return ranges


@lru_cache(maxsize=16384)
def places_in(text: str) -> tuple[PlaceFinding, ...]:
    """Every country, subdivision and city a text names, in order, longest names first, streets left out.

    Towns count only where they stand alone between commas. Demonyms ("Turkish") are no place.
    """
    text = composed(text)
    words = cut(text)
    return tuple(_finding(text, words, span) for span in _spans(text, words))


@lru_cache(maxsize=16384)
def address_place(text: str) -> PlaceFinding | None:
    """The place an address lies in: the last country, state, city or postcode it names; None where it names none."""
    found = _address_place(text)
    if found is not None and found.code == "CN-XJ" and not xinjiang_in(text, "CN"):
        return PlaceFinding("CN", found.text, found.how)  # "深圳市福田区新疆大厦": a house named after it
    return found


def _address_place(text: str) -> PlaceFinding | None:
    body = _TAIL.sub(" ", composed(text))
    words = cut(body)
    if not words:
        return None
    if (office := _han_office(body)) is not None:
        return office
    american = _american_zip(body)
    if american is None and (paired := state_behind_town(body, words)) is not None:
        return paired
    spans = [s for s in _spans(body, words) if not (american and s.kind == "country" and _before(words, s, american))]
    coded = _closing_code(body, words, spans)
    closing = _closing_country(words, spans)
    if closing and not (coded and coded.code != closing.code and words[closing.first].part != words[-1].part):
        return _georgia(body, words, spans, closing)
    found = american or _canadian(body) or _australian(body) or coded or _postcode(body)
    found = found or _misspelt(body, words) or _rightmost(body, words, spans)
    # What is left is weak, and a namesake elsewhere ("Manas") must not hide a place of Xinjiang.
    if found is None and not xinjiang_in(body) and (told := last_resort(text, body, words)) is not None:
        return told
    return found


def _han_office(text: str) -> PlaceFinding | None:
    """Japan or Taiwan by a prefecture or city that China has not, whose towns are often called as Chinese ones are
    ("石川県白山市", "台北市中山區"); None where the address names China, or a province as China writes it."""
    if text.isascii() or _OF_CHINA.search(text):
        return None
    found = _HAN_OFFICE.search(text)
    return PlaceFinding(found.lastgroup or "", found.group(), "subdivision") if found else None


def _closing_country(words: Sequence[Word], spans: Sequence[Span]) -> Span | None:
    """The country named in the last two parts of the address, unless the last part is a state of another one
    ("Lebanon, Tennessee")."""
    last_part = words[-1].part
    countries = [s for s in spans if s.kind == "country" and words[s.first].part >= last_part - 1]
    if not countries:
        return None
    states = [s for s in spans if s.kind == "subdivision" and words[s.first].part == last_part]
    within = {s.code.split("-")[0] for s in states if _stands_alone(words, s)}
    closing = countries[-1]
    return None if within and words[closing.first].part != last_part and closing.code not in within else closing


def _spans(text: str, words: Sequence[Word]) -> list[Span]:
    kept: list[Span] = []
    chinese = False
    for span in find(words, place_table()):
        if is_street(words, span, text) or is_people(words, span, text) or _is_free_zone(words, span):
            continue
        if is_han_ward(words, span) and (chinese or not begins_ward(words, span, text)):
            continue  # 青岛市市北区, 沈北区
        chinese = chinese or span.code.startswith("CN-")
        if span.kind == "town" and not _stands_alone(words, span):
            continue
        kept.append(span)
    return kept


def _is_free_zone(words: Sequence[Word], span: Span) -> bool:
    """Whether "Franca", a town in Brazil, is the end of "Zona Franca"."""
    return words[span.first].folded == "franca" and span.first > 0 and words[span.first - 1].folded == "zona"


def _stands_alone(words: Sequence[Word], span: Span) -> bool:
    """Whether a name fills its part of the text, postcodes and the words of a city office aside."""
    part = words[span.first].part
    return all(
        span.first <= at < span.last or word.folded in _CITY_WORDS or any(c.isdigit() for c in word.folded)
        for at, word in enumerate(words)
        if word.part == part
    )


def _american_zip(text: str) -> PlaceFinding | None:
    for found in _STATE_ZIP.finditer(text):
        state = found.group(1).upper()
        if any(int(found.group(2)[:3]) in numbers for numbers in _zip_ranges().get(state, ())):
            return PlaceFinding(state if state in US_TERRITORIES else "US", found.group(), "postcode")
    titled = _TITLED_STATE.search(text)
    if titled and titled.group(2).upper() in US_STATES and "US" in towns_named(fold(titled.group(1)).replace(" ", "")):
        return PlaceFinding("US", titled.group(2), "subdivision")
    old = _OLD_STATES.search(text)
    return PlaceFinding("US", old.group().strip(" ,"), "subdivision") if old else None


def _before(words: Sequence[Word], span: Span, american: PlaceFinding) -> bool:
    """Whether a country name stands before the state and ZIP code ("Peru, IN 46970" is in Indiana)."""
    state = fold(american.text).split()[0]  # "IN 46970", "Ind.", "N.C."
    places = [at for at, word in enumerate(words) if word.folded == state]
    return bool(places) and span.first < places[-1]


def _canadian(text: str) -> PlaceFinding | None:
    found = _OLD_PROVINCES.search(text)
    return PlaceFinding("CA", found.group().strip(" ,"), "subdivision") if found else None


def _australian(text: str) -> PlaceFinding | None:
    found = _AUSTRALIAN.search(text)
    return PlaceFinding("AU", found.group(), "postcode") if found else None


def _postcode(text: str) -> PlaceFinding | None:
    prefixed = _PREFIXED.search(text)
    if prefixed and prefixed.lastgroup:
        return PlaceFinding(prefixed.lastgroup, prefixed.group(), "postcode")
    for pattern, code in ((_CANADIAN, "CA"), (_BRITISH, "GB"), (_SINGAPOREAN, "SG")):
        found = pattern.search(text)
        if found:
            islands = code == "GB" and found.group()[:2] in _BRITISH_ISLANDS
            return PlaceFinding(_BRITISH_ISLANDS[found.group()[:2]] if islands else code, found.group(), "postcode")
    return None


def _closing_code(text: str, words: Sequence[Word], spans: Sequence[Span]) -> PlaceFinding | None:
    """A country or US state code in capitals at the end of the address ("Hyderabad IN", "Dover, DE")."""
    tail = [w for w in words if not w.folded.isdigit()]
    if not tail:
        return None
    letters = written(text, tail[-1:])
    if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) in (2, 3)):
        return None
    if _is_italian_province(text, words, letters):
        return PlaceFinding("IT", letters, "subdivision")
    dutch = _CLOSING_DUTCH.search(text)
    if dutch and letters not in US_STATES:
        return PlaceFinding("NL", dutch.group().strip(), "postcode")
    code = country_names().get(letters.lower())
    # Letters of a postcode: "C.P. 22400", "Bandar Seri Begawan BS 8811".
    postal = text[tail[-1].end :].strip()[:1].isdigit() and letters not in US_STATES
    known = {s.code.split("-")[0] for s in spans if s.kind in ("city", "subdivision")}
    if postal and (letters in _POST_WORDS or (known and code not in known)):
        return None
    towns = {s.code.split("-")[0] for s in spans if s.kind in ("city", "town", "subdivision")}
    if (letters == "SA" and known & _SOUTHERN) or (letters in _CHINESE_CITIES and "CN" in towns):
        return None  # South Africa or South Australia, as their people write it; Shenzhen
    if "US" not in towns and code not in towns and (home := _home_of(letters, towns, text, words)) is not None:
        return PlaceFinding(home, letters, "subdivision")
    if letters not in US_STATES:
        return PlaceFinding(code, letters, "code") if code else None
    alone = len(tail) < 2 or tail[-2].part != tail[-1].part
    if "US" not in towns and code in {s.code.split("-")[0] for s in spans}:
        return PlaceFinding(code, letters, "code") if code else None
    if "US" not in towns and "IT" in towns and (not alone or f"({letters})" in text):
        return None  # the province behind an Italian town ("20121 Milano MI", "(MI)")
    if _SIX_DIGITS.search(text) and "US" not in towns:
        return PlaceFinding(code, letters, "code") if code in towns else None
    american = "US" in towns or _ENGLISH_STREET.search(text) or re.search(r"\b\d{5}\b", text)
    if american or code is None or letters not in _ALSO_WRITTEN_FOR_COUNTRIES:
        return PlaceFinding(letters if letters in US_TERRITORIES else "US", letters, "subdivision")
    return PlaceFinding(code, letters, "code") if not towns else None


def _home_of(letters: str, towns: set[str], text: str, words: Sequence[Word]) -> str | None:
    """The one country that has a state of this code ("Joinville - SC", "Dongguan, GD") among those of the towns named,
    of the manner the address is letters in, and of the small towns named; the first of these that tells."""
    for told in (lambda: towns, lambda: manner_of(text, words), lambda: small_towns(words)):
        homes = [country for country in told() if country != "US" and f"{country}-{letters}" in display_names()]
        if homes:
            return homes[0] if len(homes) == 1 else None
    return None


def _is_italian_province(text: str, words: Sequence[Word], letters: str) -> bool:
    """The province behind an Italian town: "50129 Firenze (FI)", "95124 Catania CT", "Via Stelvio 94, Ardenno (SO)"."""
    if f"IT-{letters}" not in display_names():
        return False
    bracketed = f"({letters})" in text
    if not _ITALIAN.search(text):
        return bracketed and "IT" in manner_of(text, words)
    towns = {span.code.split("-")[0] for span in find(words, place_table()) if span.kind != "country"}
    return "IT" in towns or manner_of(text, words) == {"IT"} or (bracketed and "US" not in towns)


def _misspelt(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    """A country with one wrong letter that fills the last part of the address ("Sialkot, Pakisan")."""
    last = [w for w in words if w.part == words[-1].part and not w.folded.isdigit()]
    if words[-1].part == 0 or not last or len(last) > 3:
        return None
    name = " ".join(word.folded for word in last)
    if name in place_table().names:
        return None
    code = one_letter_off(name, countries_only=True)
    return PlaceFinding(code, written(text, last), "country") if code else None


def _rightmost(text: str, words: Sequence[Word], spans: Sequence[Span]) -> PlaceFinding | None:
    if not spans:
        for pattern, code in ((_BRAZILIAN, "BR"), (_DUTCH, "NL")):  # telling only where no place is named
            found = pattern.search(text)
            if found:
                return PlaceFinding(code, found.group(), "postcode")
        return None
    countries = [s for s in spans if s.kind == "country"]
    others = [s for s in spans if s.kind != "country"]
    manner = manner_of(text, words) if others else frozenset()
    if manner:
        # "Col. Roma, Zapopan" names no town in Italy, "Tuzla OSB" none in Bosnia.
        within = [s for s in others if s.code.split("-")[0] in manner]
        others = within or [s for s in others if s.kind != "town"]
        if not others and not countries:
            return None
    if countries and not (others and words[others[-1].first].part > words[countries[-1].first].part):
        return _georgia(text, words, spans, countries[-1])
    # A state or province outweighs a town further right that merely shares its name with one abroad.
    best = min(others, key=lambda s: (_PREFER[s.kind], -s.first))
    return _finding(text, words, best)


def _georgia(text: str, words: Sequence[Word], spans: Sequence[Span], span: Span) -> PlaceFinding:
    """Georgia the state where an American town or street stands beside it, else the country."""
    if words[span.first].folded == "georgia" and span.last - span.first == 1:
        towns = {s.code.split("-")[0] for s in spans if s.kind in ("city", "town", "subdivision")}
        zipped = _GEORGIA_ZIP.search(text)
        if "US" in towns or zipped or ("GE" not in towns and _ENGLISH_STREET.search(text)):
            return PlaceFinding("US", _finding(text, words, span).text, "subdivision")
    return _finding(text, words, span)


def _finding(text: str, words: Sequence[Word], span: Span) -> PlaceFinding:
    return PlaceFinding(span.code, written(text, words[span.first : span.last]), span.kind)
