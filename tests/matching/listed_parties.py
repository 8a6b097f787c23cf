"""A small reference list for the matching tests: published names from enforcement cases and public lists."""

from __future__ import annotations

from supplychain.model import Alias, EntityType, Identifier, ListedEntity


def party(entry_id: str, name: str, *aliases: str, person: bool = False) -> ListedEntity:
    """An entity of these names."""
    kind = EntityType.PERSON if person else EntityType.ORGANISATION
    return ListedEntity(entry_id, name, kind, tuple(Alias(alias) for alias in aliases))


SIS = ListedEntity(
    "sis",
    "SIS D.O.O.",
    addresses=("19 Spruha, Trzin 1236, Slovenia",),
    countries=("SI",),
    identifiers=(Identifier("registration", "5919070"), Identifier("tax", "SI91729181")),
)
KRAYINVEST = ListedEntity(
    "krayinvest",
    "OPEN JOINT STOCK COMPANY KRASNODAR REGIONAL INVESTMENT BANK",
    aliases=(Alias("OJSC KRAYINVESTBANK"), Alias("KIB", weak=True)),
    identifiers=(Identifier("bic", "KRRIRU22XXX"),),
)
PARTIES = (
    SIS,
    KRAYINVEST,
    party("almaz", "JOINT-STOCK COMPANY CONCERN PVO ALMAZ-ANTEY", "ALMAZ-ANTEY CORP", "ALMAZ-ANTEY JSC"),
    party("kyrgyz", "KYRGYZ TRANS AVIA", "KYRGYZTRANSAVIA"),
    party("savo", "STJEPANOVIC, Savo", person=True),
    party("nogal", "DEL NOGAL MARQUEZ, Walter Alexander", person=True),
    party("cire", "CIRE, Kursad Zafer", person=True),
    party("wisser", "WISSER, Gerhard", person=True),
    party("hoshine", "Hoshine Silicon Industry (Shanshan) Co., Ltd", "Hesheng Silicon Industry (Shanshan) Co."),
    party("esquel", "Changji Esquel Textile Co. Ltd.", "Changji Yida Textile"),
    party("huafu", "Aksu Huafu Textiles Co.", "Akesu Huafu", "Aksu Huafu Dyed Melange Yarn"),
    party("haolin", "Hetian Haolin Hair Accessories Co. Ltd.", "Hotan Haolin Hair Accessories"),
    party("junggar", "Xinjiang Junggar Cotton and Linen Co., Ltd."),
    party("jumacircle", "Xinjiang Production and Construction Corps", "XPCC", "Bingtuan"),
    party("cetc14", "China Electronics Technology Group Corporation 14th Research Institute", "CETC 14"),
    party("cetc38", "China Electronics Technology Group Corporation 38th Research Institute", "CETC 38"),
    party("kurgan", "KURGANMASHZAVOD PUBLIC JOINT-STOCK COMPANY"),
    party("acoustics", "Scientific Research Institute of Applied Acoustics"),
    party("sanming", "Sanming Zhongyiou Import and Export Co., Ltd"),
    party("hunan", "Hunan University"),
    party("corp", "CORP"),
    party("native", "新疆中泰集团有限公司"),
)
LISTED = tuple(("test_list", entity) for entity in PARTIES)
