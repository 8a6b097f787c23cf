"""Which short texts are countries? Only enough to tell a country column from another one.

Refuses to say which code a name stands for; that is the business of the place names room.
"""

from __future__ import annotations

from supplychain.text.place_tables import CANADIAN_PROVINCES, US_STATES

ISO2 = (
    "AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH "
    "CI CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FR GA GB GD GE GH GI GM GN GQ GR "
    "GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
    "LT LU LV LY MA MC MD ME MG MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NZ OM PA PE PG PH PK "
    "PL PR PS PT PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO "
    "TR TT TW TZ UA UG UK US UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW "
)
ISO3 = (
    "ARE ARG AUS AUT BEL BGD BGR BHR BRA CAN CHE CHL CHN COL CRI CZE DEU DNK DOM ECU EGY ESP EST ETH FIN FRA GBR "
    "GHA GRC GTM HKG HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JOR JPN KEN KHM KOR LAO LKA LTU LUX LVA MAC "
    "MAR MEX MMR MUS MYS NGA NIC NLD NOR NPL NZL OMN PAK PAN PER PHL POL PRI PRT PRK PRY QAT ROU RUS SAU SGP SLV "
    "SRB SVK SVN SWE THA TUN TUR TWN TZA UGA UKR URY USA UZB VEN VNM ZAF ZMB ZWE "
)
# Half of these are codes of countries too.
NORTH_AMERICAN = US_STATES | CANADIAN_PROVINCES
NAMES = """
afghanistan; albania; algeria; argentina; armenia; australia; austria; azerbaijan; bahrain; bangladesh; belarus;
belgium; benin; bolivia; bosnia and herzegovina; botswana; brazil; brasil; bulgaria; burkina faso; burundi;
cambodia; cameroon; canada; chile; china; china (mainland); china mainland; mainland china; people's republic of
china; pr china; p.r. china; prc; colombia; congo; costa rica; cote d'ivoire; côte d'ivoire; ivory coast;
croatia; cuba; cyprus; czech republic; czechia; denmark; dominican republic; ecuador; egypt; el salvador;
england; estonia; eswatini; ethiopia; fiji; finland; france; germany; deutschland; ghana; great britain; greece;
guatemala; guyana; haiti; honduras; hong kong; hong kong sar; hungary; iceland; india; indonesia; iran; iraq;
ireland; israel; italy; italia; jamaica; japan; jordan; kazakhstan; kenya; korea; south korea; korea, republic
of; republic of korea; kuwait; kyrgyzstan; lao pdr; laos; latvia; lebanon; lesotho; lithuania; luxembourg;
macau; macao; madagascar; malawi; malaysia; mali; malta; mauritius; mexico; méxico; moldova; mongolia;
montenegro; morocco; mozambique; myanmar; namibia; nepal; netherlands; the netherlands; new zealand; nicaragua;
niger; nigeria; north korea; north macedonia; northern ireland; norway; oman; pakistan; palestine; panama;
paraguay; peru; perú; philippines; poland; portugal; puerto rico; qatar; romania; russia; russian federation;
rwanda; saudi arabia; scotland; senegal; serbia; sierra leone; singapore; slovakia; slovenia; south africa;
south sudan; spain; españa; sri lanka; sudan; sweden; switzerland; syria; taiwan; taiwan, province of china;
tajikistan; tanzania; thailand; togo; tunisia; turkey; türkiye; turkiye; turkmenistan; u.k.; u.s.; u.s.a.;
uganda; ukraine; united arab emirates; uae; united kingdom; united states; united states of america; uruguay;
uzbekistan; venezuela; viet nam; vietnam; wales; yemen; zambia; zimbabwe; vereinigte staaten; vereinigtes
königreich; frankreich; italien; spanien; österreich; schweiz; niederlande; polen; türkei; indien; états-unis;
royaume-uni; allemagne; espagne; chine; inde; estados unidos; alemania; francia; reino unido; corea del sur; 中国;
中國; 美国; 日本;
德国; 韩国; 越南; 印度; 马来西亚; 泰国; 台湾; 香港; 중국; 한국; 일본; 미국; китай; россия; индия; германия"""

COUNTRIES = frozenset(
    [code.casefold() for code in (ISO2 + " " + ISO3).split()]
    + [name.strip() for name in NAMES.replace("\n", " ").split(";")]
)
