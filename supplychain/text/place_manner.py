"""Whose way of writing addresses does a text follow? Words for streets, districts and industrial areas, and postcodes,
that only some countries use: "Mah.", "Moo 4", "MIDC", "Kawasan Perindustrian".

Refuses to know any town: what is said here breaks ties between towns, and answers alone only where one country is left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from supplychain.text.place_tables import fold, word_set
from supplychain.text.place_words import Word

# Words of addresses -> the countries that write them, from the addressing guides of the Universal Postal Union, the
# names of Indian, Bangladeshi and Pakistani industrial development bodies, and published factory lists.
_WORDS = (
    ("TR", "mah mahallesi mahalle cad caddesi sok sokak sokagi osb bulvari"),
    ("ID", "jl kec kecamatan kel kelurahan kabupaten rw desa dusun provinsi"),
    ("MY", "persiaran lorong perindustrian perusahaan seksyen lebuh lebuhraya mukim kampung"),
    ("MY", "kws bdr tmn"),
    ("MY ID", "jln taman kawasan kaw"),
    ("MY ID SG BN", "jalan"),
    ("TH", "moo soi tambol tambon amphur amphoe changwat khwaeng thanon khet"),
    ("MN", "khoroo khoroolol aimag хороо аймаг дүүрэг"),
    ("ET", "kebele woreda"),
    ("IL", "kibbutz moshav qibbutz"),
    ("CN", "zhen jiedao gongyequ gongyeyuan kaifaqu"),
    ("VN", "phuong huyen thon kcn hcmc"),
    ("IN", "midc gidc sidco sipcot kiadb hsiidc riico tsiic apiic upsidc upsida siidcul hpsidc ksidc taluka taluk"),
    ("IN", "mandal distt khasra marg vihar salcete salcette hobli"),
    ("IN PK", "tehsil nagar chowk mohalla muhalla"),
    ("IN BD", "dag mouza mauza"),
    ("IN PK BD", "thana sadar"),
    ("PK", "chak"),
    ("BD", "upazila bscic"),
    ("LK", "mawatha"),
    ("KH", "sangkat srok phum khum"),
    ("PH", "brgy barangay bgy purok"),
    ("JP", "chome"),
    ("MX HN GT SV NI", "colonia col"),
    ("MX", "fracc fraccionamiento edo cdmx ejido"),
    ("BR", "rodovia rod cep bairro quadra qd galpao"),
    ("BR PT AO MZ CV", "rua travessa"),
    ("CO VE", "cra carrera vereda kra"),
    ("ES CO MX PE CL AR VE EC DO GT HN SV CR PA UY PY BO NI PR CU", "calle carretera"),
    ("ES", "poligono carrer ctra nave"),
    ("FR", "cedex zac lieudit"),
    ("FR BE CH LU CA MA TN DZ SN CI CM CD HT MU MG", "rue chemin"),
    ("DE AT CH", "strasse platz gasse gewerbepark gewerbegebiet gewerbestrasse"),
    ("IT CH CO PA EC", "via viale"),
    ("IT", "piazza corso frazione localita contrada"),
    ("PT", "lugar"),
    ("MT", "triq"),
    ("AL XK", "rr rruga"),
    ("IN BD", "vill"),
    ("IN PK", "kalan khurd"),
    ("PL RU UA BY KZ KG UZ BG HR RS MK SI BA ME", "ul ulica"),
    ("CZ SK", "namesti namestie"),
    ("HU", "utca krt utja"),
    ("EE", "tee mnt maantee"),
    ("LV", "iela"),
    ("SI HR", "cesta"),
    ("RS BA HR ME MK", "bb"),
    ("RO MD", "jud judetul soseaua"),
    ("RU UA BY KZ KG UZ", "obl oblast raion ulitsa prospekt"),
    ("RU", "kray krai litera pomeshch"),
    ("UA", "vul vulytsya вул вулиця провулок смт місто"),
    ("RU KZ BY KG UZ TJ TM AM AZ GE MD UA BG", "ул обл бул"),
    ("RU KZ BY KG UZ TJ TM AM AZ GE MD UA", "область улица пр проспект пер корп шоссе"),
    ("RU", "край стр литера помещ"),
)
# Endings of street names, and syllables behind a hyphen, with what they follow.
_ENDINGS = (
    (re.compile(r"\b[^\W\d]{3,}(?:stra(?:ss|ß)e|str\.)(?!\w)", re.IGNORECASE), "DE AT CH"),
    (re.compile(r"\b[^\W\d]{3,}(?:straat|laan|plein|dijk)\b", re.IGNORECASE), "NL BE"),
    (re.compile(r"\b[^\W\d]{3,}(?:gatan|vägen|vagen)\b", re.IGNORECASE), "SE"),
    (re.compile(r"\b[^\W\d]{3,}(?:vej|gade)\b(?= \d)", re.IGNORECASE), "DK"),
    (re.compile(r"\b[^\W\d]{3,}(?:veien|vegen|gata)\b(?= \d)", re.IGNORECASE), "NO"),
    (re.compile(r"\b[^\W\d]{4,}(?:katu|tie|kuja)\b(?= \d)", re.IGNORECASE), "FI"),
    (re.compile(r"\b[^\W\d]{3,}-(?:cho|machi|ku|ken|mura|chome)\b", re.IGNORECASE), "JP"),
    (re.compile(r"\b[^\W\d]{2,}-?(?:beon)?-(?:gil|dong|myeon|eup|ri|ro|daero|si|gu|gun)\b", re.IGNORECASE), "KR"),
    (re.compile(r"\bsec(?:tion)?\b\.? ?\d,? [^,]{0,40}\b(?:rd|road|st)\b", re.IGNORECASE), "TW"),
    (re.compile(r"\bz\.?i\.?\b", re.IGNORECASE), "FR BE CH MA TN DZ MG CI SN IT PT"),
    (re.compile(r"\bC/ ?(?!O\b)(?=[A-ZÀ-Ý])"), "ES"),
    # "Cra. 106 No. 15-25", "Calle 16 # 1N-74": the crossing street and the metres from it
    (
        re.compile(
            r"\b(?:calle|cl|cll|carrera|cra|cr|kr|kra|diagonal|dg|transversal|tv|avenida|av)\.? ?\d{1,3} ?[a-z]{0,3}"
            r"(?: (?:sur|norte|este|oeste|bis))?,? ?(?:n[o°º]?\.?|#) ?\d{1,3} ?[a-z]{0,2} ?[-–] ?\d{1,3}\b",
            re.IGNORECASE,
        ),
        "CO",
    ),
    (re.compile(r"\b[^\W\d]{4,}(?:pitiya|goda|gama|deniya|watta|weriya|wewa|gamuwa)\b", re.IGNORECASE), "LK"),
    (re.compile(r"\b(?:sy|survey|gat|gut|khata)\.? ?nos?\b|\b(?:tal|dist)\. |\bindl\b", re.IGNORECASE), "IN"),
    (re.compile(r"\b(?:sk|mh|bulv)\.(?= )", re.IGNORECASE), "TR"),
    (re.compile(r"\bpol\. ?ind\b", re.IGNORECASE), "ES"),
    (re.compile(r"\b(?:loc|fraz)\. ", re.IGNORECASE), "IT"),
    (re.compile(r"\bCd\. ?(?=[A-ZÁ])"), "MX"),  # Ciudad
    (re.compile(r"\b(?:carr|road|rd)\.? (?:pr-?)?\d{1,3},? km\.? ?\d", re.IGNORECASE), "PR"),
    (re.compile(r"\b\d{1,4}(?:/\d{1,4}){1,3},? ?m\. ?\d", re.IGNORECASE), "TH"),
    (re.compile(r"\bgral\. ", re.IGNORECASE), "AR UY CL PY BO"),
    (re.compile(r"\bkawasan industri\b", re.IGNORECASE), "ID"),
    (re.compile(r"\bnational (?:hwy|highway)\b", re.IGNORECASE), "IN PH PK"),
    (re.compile(r"\bstr\. [^,]{1,40},? nr\b", re.IGNORECASE), "RO MD"),
    (re.compile(r"[^\W\d] (?:u\.|út) ?\d", re.IGNORECASE), "HU"),
    (re.compile(r"(?:ų|ios|o|ės|os) g\. ?\d", re.IGNORECASE), "LT"),
    (re.compile(r"\bc\. ?p\. ?\d{5}\b", re.IGNORECASE), "MX ES CR"),
    (re.compile(r"\bdist\.,.{0,80}\bcity \d{3}(?:\d{2,3})?\b(?!\d)", re.IGNORECASE), "TW"),
    (re.compile(r"\bmz\.? ?[a-z0-9]{1,2},? ?(?:lt|lote)\b", re.IGNORECASE), "PE"),
    (re.compile(r"丁目|番地|番\d|\d番"), "JP"),
    (re.compile(r"zone industrielle", re.IGNORECASE), "FR BE CH MA TN DZ MG CI SN"),
    (re.compile(r"\bm\.? ?\d{1,2}, ?t\."), "TH"),
    (re.compile(r"\bbatu \d", re.IGNORECASE), "MY"),
)
# Scripts and letters that one country writes, scripts by their blocks of Unicode.
_SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), "JP"),
    (re.compile("[\uac00-\ud7af]"), "KR"),
    (re.compile("[\u0e00-\u0e7f]"), "TH"),
    (re.compile("[\u0a00-\u0b7f\u0c00-\u0d7f]"), "IN"),
    (re.compile("[\u0980-\u09ff]"), "BD"),
    (re.compile("[\u0d80-\u0dff]"), "LK"),
    (re.compile("[\u1780-\u17ff]"), "KH"),
    (re.compile("[\u0e80-\u0eff]"), "LA"),
    (re.compile("[\u1000-\u109f]"), "MM"),
    (re.compile("[\u10a0-\u10ff]"), "GE"),
    (re.compile("[\u0530-\u058f]"), "AM"),
    (re.compile("[\u0590-\u05ff]"), "IL"),
    (re.compile("[\u0900-\u097f]"), "IN"),
    (re.compile("[\u0370-\u03ff]{3}"), "GR"),
    (re.compile("[\u1200-\u137f]"), "ET"),
    (re.compile("[\u0452\u045b\u045f\u0459\u045a]", re.IGNORECASE), "RS"),
    (re.compile("[\u045e\u040e]"), "BY"),
    (re.compile("[\u0453\u045c\u0405\u0455]", re.IGNORECASE), "MK"),
    (re.compile("[\u0493\u049b\u04b1\u04d9\u04bb]", re.IGNORECASE), "KZ"),
    (re.compile("[\u04e9\u04af]", re.IGNORECASE), "MN"),
    (re.compile("[\u067e\u0686\u0698\u06af]"), "IR"),
    # Latin letters that one language has
    (re.compile("[əƏ]"), "AZ"),
    (re.compile("[ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE), "VN"),
    (re.compile("[łźńś]", re.IGNORECASE), "PL"),
    (re.compile("[řěů]", re.IGNORECASE), "CZ"),
    (re.compile("[ľĺŕ]", re.IGNORECASE), "SK"),
    (re.compile("[őű]", re.IGNORECASE), "HU"),
    (re.compile("[ğĞıİ]"), "TR"),
    (re.compile("[ățșţ]", re.IGNORECASE), "RO"),
    (re.compile("[ļķņģ]", re.IGNORECASE), "LV"),
    (re.compile("[ėįų]", re.IGNORECASE), "LT"),
    (re.compile("[þð]", re.IGNORECASE), "IS"),
    (re.compile("[ãõ]", re.IGNORECASE), "BR"),  # of ten who write so nine live there
    (re.compile("[ċġħ]", re.IGNORECASE), "MT"),
    (re.compile("[\u0456\u0457\u0454\u0491]", re.IGNORECASE), "UA"),
)
_HAN = re.compile("[\u4e00-\u9fff]")
# Traditional letters of addresses (district, county, number, floor, town, works), as Taiwan writes them.
_TRADITIONAL = re.compile("[區縣號樓鎮鄉灣廠業]")
_COUNTRIES_OF = {fold(word): frozenset(codes.split()) for codes, words in _WORDS for word in word_set(words)}
# Manners of several countries that, with nothing else to tell, are nearly always of one: "Jln" is "Jl." in Indonesia.
_MOSTLY = {frozenset({"MY", "ID"}): "MY", frozenset({"MY", "ID", "SG", "BN"}): "MY"}
# How many digits the postcodes of a country have (Universal Postal Union); asked where several countries write alike.
_DIGITS = {
    code: int(length)
    for length, codes in (
        ("4", "AT BE CH LU TN DK NO HU BG SI LV PH BD AR PY CY MK ZA MZ VE GE ET AM AL"),
        (
            "5",
            "DE FR IT ES MX TR MY ID TH PK LK UA HR RS BA ME EG MA DZ FI PE UY CR GT HN NI CU SN MU SE CZ SK GR EE LT",
        ),
        ("6", "IN CN SG RU RO BY KZ KG UZ VN CO EC MN"),
    )
    for code in codes.split()
}
# How the postcodes of Belarus (those that are no Russian ones) and Kyrgyzstan begin.
_FIRST_DIGITS = (
    ("BY", ("210", "211", "212", "213", "220", "221", "222", "223", "224", "225", "230", "231", "246", "247")),
    ("KG", ("7200", "7201", "7203", "7204", "7205", "7206", "7209", "721", "722", "723", "724", "7255")),
)
_NUMBER = re.compile(
    r"(?<!km )(?<!no )(?<!no\. )(?<!lot )(?<![\d#-])\d{4,6}(?![\d-])|(?<!\d)\d{3} \d{3}(?!\d)", re.IGNORECASE
)


def manner_of(text: str, words: Sequence[Word]) -> frozenset[str]:
    """The alpha-2 codes of the countries that write addresses so; empty where nothing tells or the hints disagree."""
    left: frozenset[str] | None = None
    hints = [_COUNTRIES_OF[word.folded] for word in words if word.folded in _COUNTRIES_OF]
    hints += [frozenset(codes.split()) for pattern, codes in _ENDINGS if pattern.search(text)]
    for hint in hints:
        left = hint if left is None else left & hint
    if not left:
        return frozenset()
    return _by_digits(text, left)


def _by_digits(text: str, left: frozenset[str]) -> frozenset[str]:
    """Those of the countries whose postcodes have as many digits as a number of the text; all where none fits."""
    numbers = [found.group().replace(" ", "") for found in _NUMBER.finditer(text)]
    lengths = {len(number) for number in numbers}
    fitting = frozenset(code for code in left if _DIGITS.get(code) in lengths)
    six = [number for number in numbers if len(number) == 6]
    if "RU" in fitting and any(number[0] in "1346" for number in six):
        return frozenset({"RU"})  # the first digits of Russian postcodes; its neighbours' begin with 0, 2 and 7
    for country, codes in _FIRST_DIGITS:
        if country in fitting and any(number.startswith(codes) for number in six):
            return frozenset({country})
    return fitting or left


def postcode_fits(length: int, country: str) -> bool:
    """Whether the postcodes of a country have so many digits."""
    return _DIGITS.get(country) == length


def script_country(text: str) -> str | None:
    """The country whose script a text is written in, None for Latin letters and scripts of several countries."""
    found = next((code for pattern, code in _SCRIPTS if pattern.search(text)), None)
    if found is None and _HAN.search(text):
        found = "TW" if _TRADITIONAL.search(text) else "CN"
    return found


def sole_country(manner: frozenset[str]) -> str | None:
    """The one country of a manner, None where several write so."""
    if manner in _MOSTLY:
        return _MOSTLY[manner]
    return next(iter(manner)) if len(manner) == 1 else None
