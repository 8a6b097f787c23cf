"""What do frequent Chinese and Russian business words mean in English?

Company names are listed in English while a supplier file may hold the native name. Refuses to know spelling rules
(`text/transliterate.py`): a word without a known meaning is left for it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from supplychain.text import (
    han_characters,
    han_groups,
    han_institutions,
    han_phrases,
    han_terms,
    russian_stems,
    word_table,
)

# Han term = English words; longest term wins. Trade-register vocabulary, administrative suffixes, the trade names under
# which large groups are known abroad where that is no reading of the characters.
_HAN = """
有限公司=co ltd|股份有限公司=co ltd|有限责任公司=co ltd|集团有限公司=group co ltd~co ltd|集团公司=group co~co|公司=co
分公司=branch|集团=group~|控股=holding~|科技=technology~science technology~tech|技术=technology~technical
工业=industry|实业=industry~enterprise|产业=industry|电子=electronic|电气=electric~electrical|电器=electric
电力=power~electric power|电=electric|微电子=microelectronic|半导体=semiconductor|集成电路=integrated circuit
芯片=chip|制造=manufacturing|进出口=import export|贸易=trading~trade|商贸=trading~trade~commerce trade
国际=international~|军事科学院=academy military sciences|军事医学科学院=academy military medical sciences
财经=finance economics|师范=normal|医学院=medical university|交通大学=jiaotong university
航空航天大学=university aeronautics astronautics|邮电大学=university posts telecommunications
中国=china~china national~chinese|国家=national|实验室=laboratory|中心=center|工程=engineering|机械=machinery
设备=equipment|装备=equipment|仪器=instrument|材料=materials~material|新材料=new materials~new material|化工=chemical
化学=chemical~chemistry|石化=petrochemical|煤炭=coal|矿业=mining|金属=metals|钢铁=steel~iron steel|铝业=aluminum
有色=nonferrous|有色金属=nonferrous metals~nonferrous metal|硅业=silicon industry~silicon|硅=silicon
多晶硅=polysilicon|光伏=photovoltaic~pv~solar|太阳能=solar~solar energy|新能源=new energy|能源=energy~power
纺织=textile|棉业=cotton~cotton industry|棉纺=cotton textile|棉花=cotton|服装=garment|服饰=apparel|制衣=garment
食品=food|农业=agriculture|制药=pharmaceutical|医药=pharmaceutical~medicine|药业=pharmaceutical~medicine
医疗=medical~medical products|医疗器械=medical equipment~medical devices~medical instrument~medical technology
生物=biological~bio~biotech|通信=communications|通讯=communications|电信=telecom|移动=mobile|联通=unicom
信息=information|网络=network|软件=software|数据=data|智能=intelligent|数字=digital|安防=security|安全=security
飞机=aircraft|发动机=engine|卫星=satellite|造船=shipbuilding|物流=logistics|运输=transport|交通=communications
铁路=railway|汽车=automobile|建设=construction|建筑=construction|水泥=cement|投资=investment~|发展=development~
开发=development|管理=management~|咨询=consulting|服务=services|银行=bank|保险=insurance|证券=securities|基金=fund
资产=assets|核工业=nuclear|核=nuclear|兵器=north|军事=military|军事医学=military medical|人民=peoples
武装警察=armed police|警察=police|部队=force~unit|海警=coast guard|飞行=flight~flying|国防=defense
公安=public security|监狱=prison|生产建设兵团=production construction corps|兵团=corps|师=division|测量=measurement
无线电=radio|激光=laser|光学=optical|精密=precision|自动化=automation|工业园=industrial park|环保=environmental
化肥=fertilizer~chemical|塑料=plastic|橡胶=rubber|玻璃=glass|造纸=paper|鞋业=shoes|鞋=shoes|箱包=bags|家具=furniture
珠宝=jewelry|工艺品=crafts|日用品=household products|发制品=hair products|头发=hair
水产=aquatic products~seafood~aquatic|渔业=fishery~fishing|电池=battery|照明=lighting|家电=home appliance|第=|股份=
西北=northwestern|西南=southwestern|东北=northeastern|华东=east china|华南=south china|华北=north china|手套=glove
口罩=mask|防护=protective|无纺布=nonwoven|乳胶=latex|敷料=dressing|耗材=consumables|变压器=transformer|传感器=sensor
机器人=robot|量子=quantum|雷达=radar|导航=navigation|遥感=remote sensing|无人机=uav~drone~unmanned aerial vehicle
超级计算=supercomputing|计算机=computer|计算=computing|显示=display|元器件=components|器件=devices|电路=circuit
测试=testing|检测=testing|系统=systems|供应链=supply chain|商务=commerce|冶金=metallurgy|稀土=rare earth
镁业=magnesium|锂业=lithium~lithium industry|钛业=titanium|锌业=zinc|铜业=copper|氯碱=chlor alkali|聚氯乙烯=pvc
纤维=fiber|毛纺=wool textile|针织=knitting|印染=printing dyeing|丝绸=silk|皮革=leather|家纺=home textile|玩具=toys
体育=sports|健康=health|中药=chinese medicine|种业=seed|糖业=sugar|乳业=dairy|果业=fruit~fruit industry|枣业=jujube
粮油=grain oil|供销=supply marketing|农场=farm|劳务=labor services|人力资源=human resources|应用=application
创新=innovation|先进=advanced|高新=high technology|工贸=industry trade|经贸=economic trade~trading|外贸=foreign trade
机电=electromechanical|电机=motor|重工=heavy industry|动力=power|锅炉=boiler|轴承=bearing|阀门=valve|泵业=pump
压缩机=compressor|机床=machine tool|轨道交通=rail transit|港口=port|疏浚=dredging|勘察=survey|设计=design|地质=geology
测绘=surveying mapping|广播=broadcasting|出版=publishing|协会=association|商会=chamber commerce|基地=base
委员会=commission|办公室=office|医院=hospital|联合=united|合伙企业=partnership|企业=enterprise
师范大学=normal university|医科大学=medical university|维吾尔=uyghur|内蒙古=inner mongolia|呼和浩特=hohhot
拉萨=lhasa|香港=hong kong|澳门=macau|台湾=taiwan|制品=products|用品=products|器材=equipment|零部件=parts
配件=accessories|模具=mould
五金=hardware|印刷=printing|包装=packaging|文化=culture|传媒=media|教育=education|旅游=tourism|酒店=hotel
房地产=real estate|置业=real estate~property|物业=property|工厂=factory|厂=factory|所=institute|院=academy|北斗=beidou
快急送=k|云天励飞=intellifusion|立讯精密=luxshare|舜宇=sunny optical|华峰=huafeng|新特能源=xinte energy
中泰化学=zhongtai chemical|天业=tianye|冠农=guannong
"""

# Cyrillic stem = English word; a word is translated where it begins with the stem. Institutional vocabulary.
_RUSSIAN = """
институт=institute|научн=scientific|исследовательск=research|производственн=production|завод=plant|фабрик=factory
предприяти=enterprise|объединени=association|комбинат=combine|комплекс=complex|центр=center|центральн=central
бюро=bureau|конструкторск=design|проектн=design|опытн=experimental|специальн=special|машиностроени=machine building
машиностроительн=machine building|точн=precision|приборостроени=instrument making|прибор=instrument
судостроительн=shipbuilding|судоремонтн=ship repair|авиационн=aviation|авиаци=aviation|космическ=space|ракетн=rocket
двигателестроительн=engine|двигател=engine|объединенн=united|корпораци=corporation|концерн=concern|компани=company
групп=group|холдинг=holding|международн=international|российск=russian|федераци=federation|федеральн=federal
государственн=state|министерств=ministry|оборон=defense|управлени=directorate|главн=main|генеральн=general|штаб=staff
вооруженн=armed|сил=forces|академи=academy|наук=sciences|университет=university|техническ=technical
технологическ=technological|технологи=technology|техник=technology|физик=physics|физическ=physical|хими=chemistry
химическ=chemical|органическ=organic|математик=mathematics|механик=mechanics|прикладн=applied|акустик=acoustics
электромеханик=electromechanics|электроник=electronics|электронн=electronic|радиотехник=radio engineering
радиотехническ=radio engineering|радиоэлектрон=radioelectronic|оптик=optics|оптическ=optical|квантов=quantum
материал=materials|композиционн=composite|систем=systems|биологическ=biological|синтез=synthesis|инженерн=engineering
инжиниринг=engineering|передач=transmission|информаци=information|информационн=information|проблем=problems
безопасност=security|связ=communications|торгов=trading|торговл=trade|строительн=construction|транспортн=transport
нефт=oil|газ=gas|энерг=energy|энергетическ=energy|медицинск=medical|фармацевтическ=pharmaceutical|банк=bank|фонд=fund
страхов=insurance|инвестиционн=investment|инвестици=investments|развити=development|металлургическ=metallurgical
металл=metal|автомобильн=automobile|вагон=wagon|тел=body|тверд=solid|уральск=ural|сибирск=siberian|московск=moscow
крым=crimea|крымск=crimean|северн=northern|южн=southern|восточн=eastern|западн=western|военн=military|морск=marine
порт=port|верф=shipyard|лаборатори=laboratory|бюджетн=budgetary|учреждени=institution|унитарн=unitary
акционерн=joint stock|обществ=company|ограниченн=limited|ответственност=liability|имени=|им=|рус=rus
ран=russian academy sciences|кб=design bureau|окб=experimental design bureau|нии=scientific research institute
нпо=scientific production association|нпп=scientific production enterprise|нпц=scientific production center
нпк=scientific production complex|гнпп=state scientific production enterprise|по=production association
цнии=central scientific research institute|фгуп=federal state unitary enterprise|цифров=digital|нов=new
автоматик=automation|микро=micro|русск=russian|росс=russia|белорусск=belarusian|украинск=ukrainian|казахск=kazakh
балтийск=baltic|черноморск=black sea|каспийск=caspian|волжск=volga|дальневосточн=far eastern|арктическ=arctic
национальн=national|республиканск=republican|областн=regional|региональн=regional|городск=city|народн=peoples
мир=world|медн=copper|стал=steel|чугун=iron|алюминиев=aluminum|никелев=nickel|титанов=titanium|магниев=magnesium
цинков=zinc|золот=gold|серебр=silver|алмаз=diamond|ювелирн=jewelry|уголь=coal|угольн=coal|горн=mining|горнорудн=mining
рудник=mine|добывающ=mining|обогатительн=enrichment|нефтехимическ=petrochemical|нефтян=oil|нефтегаз=oil gas|газов=gas
бурен=drilling|буров=drilling|трубн=pipe|труб=pipe|кабельн=cable|электротехническ=electrotechnical
электрическ=electric|светотехник=lighting|аккумулятор=battery|ламп=lamp|турбин=turbine|насос=pump
компрессор=compressor|подшипник=bearing|станк=machine tool|станкостроительн=machine tool|инструмент=tool
оборудовани=equipment|деревообрабатывающ=woodworking|лес=timber|лесн=timber|древес=wood|мебел=furniture|бумаг=paper
бумажн=paper|целлюлозн=pulp|картон=cardboard|упаков=packaging|стекл=glass|стеклян=glass|керамик=ceramic|цемент=cement
бетон=concrete|кирпич=brick|пластик=plastic|пластмасс=plastic|полимер=polymer|резин=rubber|шин=tire|краск=paint
лакокрасочн=paint|удобрени=fertilizer|агро=agro|сельскохозяйственн=agricultural|зерн=grain|мук=flour|хлеб=bread
мяс=meat|мясн=meat|молоч=dairy|молок=milk|рыб=fish|рыбн=fish|сахарн=sugar|масл=oil|пищев=food|продовольственн=food
табак=tobacco|текстил=textile|швейн=garment|трикотаж=knitwear|обув=footwear|одежд=clothing|больниц=hospital
клиник=clinic|поликлиник=clinic|аптек=pharmacy|лекарств=medicine|препарат=preparation|вакцин=vaccine
биотехнолог=biotechnology|здоров=health|стоматолог=dental|хирург=surgical|диагност=diagnostic|оптов=wholesale
рознич=retail|торгово=trading|закуп=procurement|снабжени=supply|поставк=supply|склад=warehouse|логистик=logistics
экспорт=export|импорт=import|внешнеэкономическ=foreign economic|внешнеторгов=foreign trade|экспедици=forwarding
железнодорожн=railway|железн=railway|дорог=road|дорожн=road|авиакомпани=airlines|аэропорт=airport|самолет=aircraft
самолетостроительн=aircraft building|вертолет=helicopter|вертолетн=helicopter|судоходн=shipping
пароходств=shipping company|судостроени=shipbuilding|судоверф=shipyard|речн=river|флот=fleet
автотранспорт=motor transport|лизинг=leasing|лизингов=leasing|финансов=financial|кредитн=credit|капитал=capital
актив=assets|управляющ=management|консалтинг=consulting|аудит=audit|юридическ=legal|реклам=advertising
издательств=publishing|типограф=printing|печат=printing|телевизионн=television|телеком=telecom
телекоммуникаци=telecommunications|вычислительн=computing|компьютер=computer|программн=software|искусственн=artificial
интеллект=intelligence|данн=data|сет=network|сервис=service|услуг=services|решени=solutions|лазер=laser|лазерн=laser
полупроводник=semiconductor|микроэлектрон=microelectronic|радио=radio|навигац=navigation|измерительн=measuring
геолог=geology|геофизик=geophysics|гидро=hydro|энергомаш=power machine|атомн=nuclear|ядерн=nuclear|взрывчат=explosive
боеприпас=ammunition|оружи=arms|оружейн=arms|бронетанк=armor|ракет=missile|космос=space|охран=security
образовани=education|школ=school|училищ=school|колледж=college|институтск=institute|экспериментальн=experimental
инновационн=innovative|инноваци=innovation|современн=modern|передов=advanced|высок=high|тяжел=heavy|легк=light
промышленн=industrial|промышленност=industry|хозяйств=economy|мастерск=workshop|цех=workshop|товарищест=partnership
партнер=partner|союз=union|ассоциаци=association|совет=council|комитет=committee|служб=service|агентств=agency
отдел=department|департамент=department|филиал=branch|представительств=representative office|дочерн=subsidiary
"""

HAN_TERMS = word_table.read(
    _HAN + han_terms.TABLES + han_groups.GROUPS + han_institutions.TABLES + han_phrases.PHRASES + han_phrases.NAMES,
    lambda term: term.translate(han_characters.SIMPLIFIED),
)

# Terms that are the name of a group or house: facts, not meanings.
HAN_GROUPS = frozenset(term.translate(han_characters.SIMPLIFIED) for term, _ in word_table.rows(han_groups.GROUPS))

# English words of trades and institutions: beside them stands what names a company.
TRADE_WORDS = frozenset(
    word
    for _, english in word_table.rows(han_terms.TRADES + han_institutions.TABLES + han_phrases.PHRASES)
    for word in english.replace("~", " ").split()
)


RUSSIAN_STEMS = word_table.read(_RUSSIAN + russian_stems.STEMS)
# Names come folded, without the marks over letters.
_FOLDED_STEMS = {stem.replace("й", "и").replace("ё", "е"): english for stem, english in RUSSIAN_STEMS.items()}
# Stems this short are whole words only: `им`, `по` begin too many others.
_WHOLE_WORD = 4
_LONGEST_STEM = max(map(len, RUSSIAN_STEMS))
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "两": 2, "〇": 0, "零": 0}
_NUMBER = re.compile("[一二三四五六七八九十百〇零两]+")


# What a piece costs: a known term, a single character that is one, and an unknown stretch with each of its characters.
# So of two ways to cut a name the one with fewer characters left over and fewer pieces wins: 天海|工业, not 天|海工|业.
_TERM, _SINGLE, _UNKNOWN, _CHARACTER = 0.4, 1.3, 1.5, 1.0
# Units of the map end a place's name, and no brand begins with one.
_UNITS = {**dict.fromkeys("市县区省", -0.8), "厂": 0.3}


def split_han(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """A run of Han characters as pieces: (characters, English meanings), the commonest meaning first, none where no
    term is known. Traditional characters are read as the simplified ones; the pieces stay as written."""
    plain = text.translate(han_characters.SIMPLIFIED)
    # For each end: the least cost with a term ending there, and with an unknown stretch, and where each began.
    known: list[tuple[float, int]] = [(0.0, 0)]
    unknown: list[tuple[float, int]] = [(float("inf"), 0)]
    for end in range(1, len(plain) + 1):
        best = (float("inf"), 0)
        for size in range(1, min(end, _longest_term()) + 1):
            start = end - size
            term = plain[start:end]
            if term in HAN_TERMS:
                worth = _TERM if size > 1 else _UNITS.get(term, _SINGLE)
                best = min(best, (min(known[start][0], unknown[start][0]) + worth, start))
        before, begun = unknown[end - 1]
        known.append(best)
        unknown.append(min((known[end - 1][0] + _UNKNOWN + _CHARACTER, end - 1), (before + _CHARACTER, begun)))
    pieces: list[tuple[str, tuple[str, ...]]] = []
    end = len(plain)
    by_term = known[end][0] <= unknown[end][0]
    while end:
        start = (known if by_term else unknown)[end][1]
        pieces.append((text[start:end], tuple(HAN_TERMS[plain[start:end]].split("~")) if by_term else ()))
        by_term = not by_term or known[start][0] <= unknown[start][0]
        end = start
    return pieces[::-1]


@cache
def _longest_term() -> int:
    return max(map(len, HAN_TERMS))


def han_number(text: str) -> int | None:
    """A number written in Han characters below 1,000 (`七二五` digit by digit, `五十八` by value), else None."""
    if not _NUMBER.fullmatch(text):
        return None
    if "十" not in text and "百" not in text:
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


# What may follow a stem: an adjective's suffix and a case ending (`-ного`, `-ами`), and no further stem (`спецснаб`).
_RUSSIAN_ENDING = re.compile(
    "(?:и?онн|енн|ичн|н|ск|ов|ев)?(?:[аеиоуыюяйьё]{0,3}|[ое]го|[ое]му|[ыи]м|[ыи]ми|[ыи]х|[ое]в|[ая]ми?|[ая]х|[ое]м)"
)


@lru_cache(maxsize=20_000)
def russian_meaning(word: str) -> str | None:
    """The English of a lower-case Russian business word in any case ending, None where it is a name."""
    if len(word) < _WHOLE_WORD:
        return _FOLDED_STEMS.get(word)
    for size in range(min(len(word), _LONGEST_STEM), 2, -1):
        english = _FOLDED_STEMS.get(word[:size])
        if english is not None and _RUSSIAN_ENDING.fullmatch(word, size):
            return english
    return None
