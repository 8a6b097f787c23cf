"""Which country does an address lie in where no name we know outright says so? Asked last: names run together or pulled
apart ("TayNinh", "Shun De"), small towns, postcodes of one country's form, telephone numbers and domains.

Refuses to weigh these against a place that is named in full: that is `place_addresses`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from supplychain.text.everyday import bands
from supplychain.text.place_manner import manner_of, postcode_fits, script_country, sole_country
from supplychain.text.place_tables import word_set
from supplychain.text.place_towns import (
    SHORTEST,
    SUBDIVISION,
    TOWN,
    run_together,
    shared_towns,
    towns,
    towns_named,
    villages_named,
)
from supplychain.text.place_words import PlaceFinding, Word, parts, written

_SHORTEST_BARE = 5  # letters of a town that only names a road, or stands before its quarter
_MOST_WORDS = 5  # of a part between two commas that may be a place's name

# Words beside a place's name that say what it is, in the languages of makers' addresses.
_KINDS = word_set(
    "city town township village municipality municipio district dist distt dt county country province provice prov "
    "state region prefecture ward commune area zone taluka tehsil tahsil thana upazila mandal mouza block cantt cedex "
    "kab kabupaten kota kec kecamatan kelurahan kel desa daerah negeri mukim bandar amphur amphoe tambol tambon muang "
    "changwat khet khwaeng quan huyen tinh thi xa phuong tp thanh pho hsien hsiang chen shi xian zhen qu sheng cun si "
    "gun gu do ken il ilce mah mahallesi osb oblast obl raion krai kraj okres wojewodztwo powiat gmina judet jud "
    "comuna mun estado provincia depto departamento distrito canton bezirk kreis landkreis gemeinde kommune "
    "governorate mohafazat wilaya post po ps via near of the sangkat srok khum phum krong sadar "
    "km n nad pri vdh village vill ш шаары шаар "
    "г гор город с село пгт пос поселок м місто смт гр град общ хот сум қаласы район р н مدينة قرية محافظة منطقة"
)
_NAMING_ROADS = frozenset({"IN", "PK", "BD", "LK", "NP", "KE", "UG", "TZ", "NG", "GH", "ZM"})
_TOO_COMMON = 9  # of the bands of everyday words: once in some thirty thousand words and more
_ROADS = word_set("road rd highway hwy bypass")
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_STREETS = word_set("شارع طريق خيابان جاده")
# Words of the industrial area that is named after a town ("Tema Heavy Industrial Area", "Athi River EPZ").
SITE_KINDS = word_set(
    "industrial industry industries ind indl economic development technology technological hi high tech export "
    "processing free trade special epz sez eip ip iz ftz park estate complex heavy light site business campus zona "
    "plot unit shed epza peza sidco midc gidc osb kcn soum aimag zf zi multimodal "
    "obrtna cona industrijska poslovna ipari prumyslova przemyslowa strefa technopole "
    "zone industriel industrielle industriale industria parque parc poligono franca franche ciudad district "
    "phase extension"
)
PLACE_WORDS = _KINDS | SITE_KINDS | word_set("de del la le du di")
# The first two letters of British postcodes, for those of which only the first half is written ("Hamilton ML3").
_BRITISH_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|"
    "GU|HA|HD|HG|HP|HR|HS|HU|HX|IG|IP|IV|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|"
    "PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
# Forms of postcode that one country has (Universal Postal Union, addressing systems). House numbers and post boxes are
# written "No. 12-340" and "P.O. Box 15741-346" too, so a Polish postcode wants its town behind it.
_POSTCODES = (
    (re.compile(r"(?<![\d-])\d{3}-\d{4}(?![\d-])"), "JP"),
    (re.compile(r"(?<![\d-])(?<!no )(?<!no\. )(?<!no: )(?<!box )\d{2}-\d{3}(?=\s[^\W\d]|$)", re.IGNORECASE), "PL"),
    (re.compile(r"(?<![\d-])(?<!no )(?<!no\. )\d{4}-\d{3}(?![\d-])", re.IGNORECASE), "PT"),
    (re.compile(r"\b[A-Z]\d{4}[A-Z]{3}\b"), "AR"),
    (re.compile(r"\b(?!ISO|DIN|AIN|BOX)[A-Z]{3} ?\d{4}\b(?=\W*$)"), "MT"),
    (re.compile(r"\b(?:S|Singapore) ?\(?\d{6}\)?(?!\d)"), "SG"),
    (re.compile(r"\b[AC-FHKNPRTV-Y]\d[\dW] ?[0-9AC-FHKNPRTV-Y]{4}\b(?=\W*$)"), "IE"),
    (re.compile(rf"(?<=[a-z,] )(?:{_BRITISH_AREAS})\d{{1,2}}[A-Z]?(?=\W*$)"), "GB"),
    (re.compile(r"(?:^|, ?)A-\d{4} [A-ZÄÖÜ][a-zäöüß]{2,}"), "AT"),
    (re.compile(r"(?:^|, ?)B-\d{4} [A-Z][a-z]{2,}"), "BE"),
    (re.compile(r"(?:^|, ?)N-\d{4} [A-ZØÅ][a-zøå]{2,}"), "NO"),
    (re.compile(r"(?:^|, ?)S-\d{3} ?\d\d [A-ZÅÄÖ][a-zåäö]{2,}"), "SE"),
    (re.compile(r"(?:^|, ?)L-\d{4} [A-Z][a-z]{2,}"), "LU"),
    # Words of streets and estates that one country has, where nothing else tells
    (re.compile(r"\bul\. \w+(?:sk|ck|dzk|ow|n)(?:a|iego|iej)\b"), "PL"),
    (re.compile(r"\b\d{1,2}/F\b"), "HK"),
    (re.compile(r"#[B\d]\d-\d\d"), "SG"),
    (re.compile(r", ?B\. ?C\.?\W*$"), "CA"),
    (re.compile(r", ?D ?\d{1,2}W?\W*$"), "IE"),
    (re.compile(r"(?:^|[,(] ?)[A-HJ-NP-Z]\d{4}(?=\)| [A-Z][a-z])"), "AR"),
    (re.compile(r"\b(?:(?<!National )Hwy|Pkwy|Fwy|Tpke|Ste\.? \d+)\b"), "US"),
    (re.compile(r"\btrading est(?:ate)?\b", re.IGNORECASE), "GB"),
)
_PHONE = re.compile(r"(?:\+|\b00)\s?(\d{2,3})(?=[\s\-.(/)\d])")
# Telephone codes of one country each (ITU-T E.164); +1, +7, +39 and +44 are shared and left out.
_CALLING = (
    "EG20 ZA27 GR30 NL31 BE32 FR33 ES34 HU36 RO40 CH41 AT43 DK45 SE46 NO47 PL48 DE49 PE51 MX52 CU53 AR54 "
    "BR55 CL56 CO57 VE58 MY60 AU61 ID62 PH63 NZ64 SG65 TH66 JP81 KR82 VN84 CN86 TR90 IN91 PK92 AF93 LK94 "
    "MM95 IR98 MA212 DZ213 TN216 LY218 GH233 NG234 ET251 KE254 TZ255 UG256 MZ258 ZM260 MG261 ZW263 MW265 "
    "LS266 BW267 PT351 LU352 IE353 IS354 AL355 MT356 CY357 FI358 BG359 LT370 LV371 EE372 MD373 AM374 BY375 "
    "UA380 RS381 HR385 SI386 BA387 MK389 CZ420 SK421 GT502 SV503 HN504 NI505 CR506 PA507 HT509 BO591 EC593 "
    "PY595 UY598 HK852 MO853 KH855 LA856 BD880 TW886 LB961 JO962 SY963 IQ964 KW965 SA966 YE967 OM968 PS970 "
    "AE971 IL972 BH973 QA974 MN976 NP977 TJ992 TM993 AZ994 GE995 KG996 UZ998"
)
_CODES = {pair[2:]: pair[:2] for pair in _CALLING.split()}
_DOMAIN = re.compile(r"(?<=[\w-])\.(?:(?:com|co|net|org|gov|edu|or)\.)?([a-z]{2})(?=$|[\s,;/)>])", re.IGNORECASE)
# Country domains that are not sold all over the world as ".co" and ".io" are.
_DOMAINS = word_set(
    "cn in pk my id th vn bd lk tr mx br ar cl pe jp kr tw hk sg ph kh mm np de at ch fr it es pt nl be dk se no fi pl "
    "cz sk hu ro bg gr hr si ua ru by lt lv ee ie au nz za eg ma ke ng gh il ae sa ir"
)


def small_towns(words: Sequence[Word]) -> frozenset[str]:
    """The countries of the towns that fill a part of an address, of every country that has a town of that name."""
    squeezed = {_squeezed(_names(part, also)) for part in parts(words) for also in (_KINDS, PLACE_WORDS)}
    return frozenset(code for name in squeezed if name for code in towns_named(name))


def last_resort(text: str, body: str, words: Sequence[Word]) -> PlaceFinding | None:
    """The place of an address none of whose names is known outright; None where nothing tells.

    `body` is the address without telephone numbers and remarks, `words` the words of `body`.
    """
    manner = manner_of(body, words)
    named = _by_names(body, words, manner)
    if named is not None:
        return named
    sole = sole_country(manner)
    if sole is not None:
        return PlaceFinding(sole, body.strip(), "manner")
    if manner and (elsewhere := _by_names(body, words, frozenset())) is not None:
        return elsewhere
    for pattern, code in _POSTCODES:
        found = pattern.search(body)
        if found:
            return PlaceFinding(code, found.group(), "postcode")
    phones = {_CODES[known]: found.group() for found in _PHONE.finditer(text) if (known := _calling(found.group(1)))}
    if len(phones) == 1:
        return PlaceFinding(*phones.popitem(), "phone")
    domains = {found.group(1).lower(): found.group() for found in _DOMAIN.finditer(text)}
    places = {domain.upper(): written for domain, written in domains.items() if domain in _DOMAINS}
    if len(places) == 1:
        return PlaceFinding(*places.popitem(), "domain")
    script = script_country(body)
    if script:
        return PlaceFinding(script, body.strip(), "manner")
    return _road_to_town(body, words) or _closing_village(body, words)


def _closing_village(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    """A village, or a town named by an everyday word, that alone fills one of the last parts ("Contrada Cutura,
    Rende")."""
    for part in reversed(parts(words)[1:]):
        names = _names(part, _KINDS)
        squeezed = _squeezed(names)
        homes = villages_named(squeezed)
        if squeezed and len(homes) == 1 and bands().get(squeezed, 0) < _TOO_COMMON:
            return PlaceFinding(homes[0], written(text, names), TOWN)
    return None


def _road_to_town(text: str, words: Sequence[Word]) -> PlaceFinding | None:
    """The country of the town that a road leads to, where roads are called after the next town ("Village Kishanpura,
    Nalagarh Road", "13 km Lahore-Sheikhupura Rd")."""
    for at, word in enumerate(words[:-1]):
        if words[at + 1].folded not in _ROADS or words[at + 1].part != word.part or len(word.folded) < _SHORTEST_BARE:
            continue
        homes = _NAMING_ROADS & ({run_together()[word.folded][0]} if word.folded in run_together() else set())
        homes |= _NAMING_ROADS & {towns().get(word.folded, "")}
        if len(homes) == 1:
            return PlaceFinding(next(iter(homes)), written(text, words[at : at + 2]), "street")
    return None


def _calling(digits: str) -> str | None:
    return next((code for code in (digits, digits[:2]) if code in _CODES), None)


def _by_names(text: str, words: Sequence[Word], manner: frozenset[str]) -> PlaceFinding | None:
    """What most parts between commas agree on; a state or province outweighs towns, the last of equals wins."""
    hits: list[PlaceFinding] = []
    for part in parts(words):
        hit = place_of_part(text, part, manner)
        if hit is not None:
            hits.append(hit)
    if not hits:
        return None
    states = [hit for hit in hits if hit.how == SUBDIVISION]
    if states:
        return states[-1]
    counted = Counter(hit.code for hit in hits)
    most = max(counted.values())
    return next(hit for hit in reversed(hits) if counted[hit.code] == most)


def place_of_part(
    text: str, part: Sequence[Word], manner: frozenset[str] = frozenset(), *, heads: bool = True
) -> PlaceFinding | None:
    """The place that fills a part, its kind's word and postcodes aside. A town that lies where nobody writes addresses
    in this manner is none. `heads` lets the town stand before its quarter ("Hechingen-Stetten")."""
    length = _postcode_length(part)
    names: list[Word] = []
    # "Brezovica pri Ljubljani", then "Barberà del Vallès", then "Tema Heavy Industrial Area"
    for also in (frozenset[str](), _KINDS, PLACE_WORDS):
        names = _names(part, also)
        hit = _of_names(text, names, manner, length)
        if hit is not None:
            return hit
    head = _hyphen_head(text, names) or _arabic_name(names)
    return _of_names(text, head, manner, length) if head and heads else None


def _postcode_length(part: Sequence[Word]) -> int:
    """How many digits the postcode of a part has ("6300 Zug", "232 61 Arlöv"), 0 without one."""
    numbers = [word.folded for word in part if word.folded.isdigit()]
    lengths = [len(number) for number in numbers]
    if lengths in ([3, 2], [3, 3]):
        return sum(lengths)
    return lengths[0] if len(lengths) == 1 and lengths[0] > 3 else 0


def _arabic_name(names: Sequence[Word]) -> Sequence[Word]:
    """The longest town within a part in Arabic letters, whose writers set few commas; streets are none."""
    if not names or not all(_ARABIC.match(word.folded) for word in names):
        return ()
    for length in range(min(len(names), _MOST_WORDS), 0, -1):
        for at in range(len(names) - length, -1, -1):
            behind_street = at > 0 and names[at - 1].folded in _ARABIC_STREETS
            if not behind_street and "".join(word.folded for word in names[at : at + length]) in towns():
                return names[at : at + length]
    return ()


def _hyphen_head(text: str, names: Sequence[Word]) -> Sequence[Word]:
    """The town before its quarter ("Hechingen-Stetten")."""
    if len(names) < 2 or len(names[0].folded) < _SHORTEST_BARE:
        return ()
    return names[:1] if text[names[0].end : names[1].start] in ("-", "/") else ()


def _of_names(text: str, names: Sequence[Word], manner: frozenset[str], length: int = 0) -> PlaceFinding | None:
    """The place of a name, `length` the digits of the postcode beside it (0 without one)."""
    squeezed = _squeezed(names, SHORTEST - 1 if length else SHORTEST)
    if not squeezed:
        return None
    known = run_together().get(squeezed)
    if known is not None and _fits(known[0], manner):
        return PlaceFinding(known[0], written(text, names), known[1])
    town = towns().get(squeezed)
    if town is None and squeezed in shared_towns():
        homes, is_largest = shared_towns()[squeezed]
        within = [code for code in homes if code in manner] or [code for code in homes if postcode_fits(length, code)]
        town = within[0] if within else homes[0] if is_largest else None
    if town is None and length:
        fitting = [code for code in villages_named(squeezed) if postcode_fits(length, code)]
        fitting = [code for code in fitting if code in manner] or fitting
        town = fitting[0] if len(fitting) == 1 else None
    return PlaceFinding(town, written(text, names), TOWN) if town and _fits(town, manner) else None


def _names(part: Sequence[Word], also: frozenset[str]) -> list[Word]:
    """The words of a part that are no kind of place and no number."""
    return [word for word in part if word.folded not in also and not any(char.isdigit() for char in word.folded)]


def _squeezed(names: Sequence[Word], shortest: int = SHORTEST) -> str:
    """A name without spaces; "" where it is too short or too long for a place's."""
    squeezed = "".join(word.folded for word in names)
    fits = len(names) <= _MOST_WORDS and len(squeezed) >= shortest and squeezed.isalpha()
    return squeezed if fits else ""


def _fits(code: str, manner: frozenset[str]) -> bool:
    return not manner or code in manner
