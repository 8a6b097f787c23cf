"""Which spellings of a business word mean the same word, and which words name no company by themselves?

Abbreviations as ERP systems and registries write them, and romanised Chinese and Russian business words. Refuses to
know legal forms (`text/legal_forms.py`) and scripts.
"""

from __future__ import annotations

from supplychain.text import han_terms, word_table

# canonical: spellings. Sources: USPS/ERP abbreviation habits, the abbreviations used in BIS and OFAC names.
_SAME = """
technology: tech technologies technol tek technologic teknoloji tekhnologii tekhnologiya tekhnologiy technologie
technology: tecnologia keji teknologi technologii
technical: tech'l teknik tekhnicheskii tekhnicheskiy tekhnicheski tecnico technique
industry: ind inds indus indust industries industrial industria industrie industriya gongye sanayi promyshlennost
industry: industrias industriel sanat sanaye
international: intl internat internationale internacional mezhdunarodny mezhdunarodnyy mezhdunarodnaya guoji
international: uluslararasi inter'l itl
manufacturing: mfg manuf manufacture manufacturers manufacturer mfr mfrs mnfg manufactory fabrication zhizao imalat
company: kompaniya
group: grp gp grupo gruppa groupe gruppe gruppo grup jituan grupp
holding: hldg hldgs holdings hold kholding konggu holdingi
electronic: elec electr electron electronics elect elektronik elektronika dianzi elektronnyi elektronnoi elec's
electronic: elektron
electric: electrical elektrik elektricheskii dianqi
engineering: eng engg engr engrg engrng inzhiniring muhendislik gongcheng engineers engineer ingenieria inzhenerny
engineering: inzhenernyi
equipment: equip eqpt eqp equipments equipt shebei oborudovanie
machinery: mach machine machines jixie makina mashin mashiny maschinen
mechanical: mech mechanics mekhanicheskii
materials: mat matl material matls cailiao materialov materialy
research: res rsch resch issledovatelskii issledovatelskiy issledovatelski issledovatelsky issledovatelskogo yanjiu
scientific: sci scien sc science sciences nauchno nauchny nauchnyi nauki kexue scientif
institute: inst instit institut instituto institution yanjiusuo yanjiuyuan pazhouheshgah instituta inst'te
laboratory: lab labs laboratories laboratoriya labor
university: univ univer universitet universidad daxue universitesi universite universitat daneshgah
academy: acad akademiya akademia academia xueyuan
college: coll
center: ctr cntr centre centr centro tsentr zhongxin merkezi cen
national: natl nat nacional nationale guojia natsionalny natsionalnyi ulusal
development: dev devel develop developments developement fazhan razvitie gelistirme devt dvlpt
import: imp imports importing ithalat
export: exp exports exporting ihracat expt
trading: trdg trade trd trad traders trader torgovlya torgovy torgovyi maoyi ticaret comercio commerce tijarat
trading: comercial commercial comml bazargani
services: svc svcs serv servs srvces service srvs servicios hizmetleri srv svce fuwu
systems: sys syst system sistem sistemy xitong sistemas
supply: sup supp sply supplies suppliers supplier
products: prod prods product productos
production: prodn proizvodstvenny proizvodstvennoe proizvodstvennaya proizvodstvennyi proizvodstvenno proizvodstvo
production: shengchan uretim
pharmaceutical: pharm pharma pharmaceuticals pharmac pharmaceutica farma ilac zhiyao yiyao pharms
medical: med medic medicals tibbi medizin yiliao meditsinskii medikal
chemical: chem chemicals chems kimya himicheskii khimicheskii huagong chemistry quimica khimii
construction: const constr constrn construct insaat stroitelnyi stroitelny stroitelstvo construcciones
construction: constructions jianshe jianzhu
communications: comm comms communication commun tongxin svyaz svyazi communicat comunicaciones
telecommunications: telecom telecomm telecoms telecommunication telekom telekommunikatsii telekomunikasyon
information: info inform informatsionnye xinxi informatsionnykh infor
transport: trans transp transportation transports trpt trnsp transportes tasimacilik yunshu transportnaya
logistics: log logist logistic logistika lojistik wuliu
shipping: shpg ship shipg ships denizcilik hangyun
shipbuilding: sudostroitelny sudostroitelnyi sudostroenie chuanbo
investment: inv invest invst investments investmt invt investicii investitsii touzi yatirim inversiones investissement
management: mgmt mgt manag managing mngmt guanli upravlenie
administration: admin administrative
department: dept dep depart departament
government: govt gov govern gosudarstvennoe
general: gen genl gnl general'nyi
association: assoc assn asso associates ob'edinenie obyedineniye associations
corporation: korporatsiya
enterprise: ent entr enterprises entp entpr enterpr predpriyatie predpriyatiye empresa qiye isletmesi
factory: fty fact fctry factories fabrika gongchang chang
plant: zavod zavoda plants zavody
bureau: byuro bur buro
design: designing konstruktorskoe konstruktorskoye proektirovanie sheji designs tasarim
special: spec spl spetsialnoe spetsialnoye spetsialny osoboe
state: gos gosudarstvenny gosudarstvennyi gosudarstvennaya
federal: fed federalnoe federalny federalnyi federalnaya
central: cent tsentralny tsentralnyi tsentralnoe zhongyang
federation: federatsii federatsiya
russian: rossiyskii rossiiskii rossiyskaya rossiiskaya rossiyskoi rossiskoi
aviation: av avn aviat aviatsionny aviatsionnyi aviatsionnaya aviatsiya havacilik hangkong aviacion avia
aerospace: aerosp aero hangtian
aircraft: acft
airlines: airline aircompany airways havayollari aviakompaniya aerolineas
automotive: auto automobile automobiles otomotiv qiche avtomobilny
semiconductor: semicon semiconductors semi bandaoti poluprovodnik
microelectronic: microelec microelectronics mikroelektronika weidianzi
integrated: integ integr jicheng
circuit: circuits cct
instrument: instr instruments yiqi pribor
petroleum: petrol pet petro shiyou neft
energy: energ nengyuan enerji energia energii energetika
textile: text textiles tekstil fangzhi texti
technologist: technologists
precision: prec precise jingmi tochnogo
photoelectric: guangdian optoelectronics optoelectronic photoelectronic
photovoltaic: pv guangfu
silicon: guiye
metals: metal metall metallurgical jinshu metallurgicheskii
agriculture: agri agric agricultural nongye selskokhozyaistvenny
food: foods fd shipin gida
environment: env environmental environ huanbao
security: sec sec'y securities guvenlik anquan bezopasnost
network: netwk net networks wangluo
software: ruanjian yazilim softw
digital: dig shuzi tsifrovye tsifrovoy
intelligent: intel intell zhineng
optical: opt optics guangxue optik opticheskii
marketing: mktg mkt market pazarlama markets
distribution: dist distr distrib distributors distributor distributing
healthcare: hlthcare healthcr hlth health saglik
hospital: hosp hospitals hospitalier hastanesi
foundation: fdn found fond vakfi
limited: lmtd
brothers: bros
ministry: min ministerstvo vezarat
defense: defence def oborony savunma oboronnye
military: mil voenny voennyi askeri
republic: rep respublika resp
building: bldg buildings bld
mining: min'g madencilik kuangye
minerals: mineral
resources: resource
property: prop properties
organization: org organisation organizations orgn
society: soc obshchestvo
commission: comn commissn komissiya
committee: cttee comm'ttee comite komitet
council: cncl sovet
bank: bk banka banco banque bancorp yinhang
finance: fin financial finans financiera finansovaya
insurance: ins insur sigorta
saint: st
mountain: mt mtn
north: nth
south: sth
japan: nippon
united: utd
associated: assocd
laboratoire: labo
solutions: soln solution solns
professional: prof
project: proj projects
process: proc processing
biological: bio biology biotech biotechnology biotechnologies shengwu
advanced: adv
applied: appl prikladnoi prikladnoy
physics: phys physical fiziki
mathematics: math matematiki
training: trng
repair: remontny remontnyi remont
machinebuilding: mashinostroitelny mashinostroitelnyi mashinostroenie mashinostroeniya
"""

# Words that many unrelated companies share, in the supplier files of hospitals more than in any list: an agreement on
# them says little, however rare a list makes them look. Canonical forms. Gathered by hand from trade registers' naming.
_COMMON = """
silicon polysilicon aluminum aluminium copper nickel lithium zinc magnesium tungsten titanium tomato tomatoes pepper
polyester fibre linen hemp spinning weaving knitting dyeing yarns wig wigs hair accessories jujube fishery fishing
seafood canned meatpacking slaughter electrolysis smelting alloy alloys graphite carbon coal coke nitrogen soda pvc
calcium resin fluorine crystal wafer wafers cells modules inverter storage cold chain latex nitrile syringe syringes
needles catheter sutures gowns gown bandage bandages gauze reagent vaccine vaccines biotech genomics gene genetics
technology technical industry international manufacturing company group holding electronic electric engineering
equipment machinery mechanical materials research scientific institute laboratory university academy college center
national development import export trading services systems supply products production pharmaceutical medical
chemical construction communications telecommunications information transport logistics shipping investment
management administration department government general association corporation enterprise factory plant bureau
design special state federal central federation aviation aerospace automotive semiconductor integrated circuit
instrument petroleum energy textile precision metals agriculture food environment security network software digital
intelligent optical marketing distribution healthcare hospital foundation ministry defense military republic
building mining minerals resources property organization society commission committee council bank finance
insurance united associated solutions professional project process biological advanced applied training repair
global world new first great star sun east west north south eastern western northern southern royal premier prime
best super golden gold silver blue red green white black union alliance power oil gas water air light steel iron
paper plastic plastics rubber glass wood furniture garment clothing apparel fashion home house city town park road
street land sea ocean marine river lake mountain island italia pacific atlantic mediterranean middle gulf islamic
people peoples young old high low free fast smart modern classic quality care health clinic clinical dental
surgical surgery surgeon doctor doctors practice partners partnership partner trust nhs nursing pharmacy chemist
chemists drug drugs laboratories diagnostics diagnostic therapeutics therapeutic sciences device devices life
living family child children women men human personal protective safety wear gloves glove mask masks disposable
hygiene cleaning waste laundry catering consulting consultancy consultants consultant advisory legal law office
offices agency agencies media press publishing print printing advertising events travel tours tourism hotel hotels
restaurant cafe sport sports fitness club school education educational learning studio studios art arts music film
games entertainment store stores shop shops retail wholesale outlet mart market supermarket online web internet
computer computers computing telecom mobile wireless phone cable fiber tech tool tools hardware auto car cars
vehicle vehicles truck trucks motor motors motorcycle bike parts spare tyre tire rental lease leasing capital asset
assets fund funds equity ventures venture credit loan payment payments exchange money currency fish fruit fruits
vegetable vegetables meat dairy milk rice tea coffee sugar salt flour bread drink drinks beverage beverages wine
beer tobacco farm farms farming garden seed seeds feed animal pet veterinary plantation flower flowers cotton silk
wool yarn fabric leather shoe shoes bag bags toy toys gift gifts jewelry jewellery watch diamond stone marble
cement brick concrete ceramic tile tiles paint coating chemicals fertilizer pesticide polymer packaging package box
container pack pump pumps valve valves pipe pipes tube bearing bearings gear engine engines turbine boiler heating
cooling refrigeration ventilation lighting lamp battery batteries solar wind nuclear electricity grid renewable dr
npo npp npk npts npf ntts ntk nts nii tsnii nits okb skb tskb pkb mkb arz srz ssz osk oak odk
mr prof saint san santa el al la le de di da van von der den bin ibn abu abd mohammad mohammed ahmed ali john james
david michael maria jose juan luis carlos wang li zhang liu chen yang huang zhao wu zhou xu
"""

# Countries, large cities and provinces as they stand in company names: they tell the branch, not the company.
_PLACES = """
ljubljana zagreb bratislava skopje sarajevo pristina podgorica tirana chisinau bucharest vilnius riga tallinn helsinki
stockholm oslo copenhagen hamburg munich frankfurt stuttgart cologne dusseldorf amsterdam rotterdam brussels antwerp
lyon marseille naples turin barcelona valencia seville porto dublin edinburgh glasgow manchester birmingham liverpool
bristol sheffield newcastle belfast cardiff krakow gdansk ostrava brno graz linz basel bern thessaloniki nicosia
limassol tbilisi yerevan baku astana almaty tashkent bishkek dushanbe ashgabat kabul kandahar herat tabriz isfahan
shiraz mashhad basra erbil mosul aleppo homs latakia tripoli benghazi cairo alexandria khartoum algiers casablanca tunis
lagos nairobi accra addis ababa johannesburg durban cape doha manama muscat sanaa aden sharjah ajman fujairah jeddah
dammam kuwait amman gaza jerusalem aviv haifa yangon hanoi saigon bangkok jakarta surabaya manila cebu kuala lumpur
penang johor dhaka chittagong colombo kathmandu chennai bangalore hyderabad kolkata pune islamabad rawalpindi peshawar
faisalabad osaka kyoto nagoya busan pusan pyongyang incheon taipei kaohsiung ulaanbaatar sydney melbourne brisbane perth
auckland wellington toronto montreal vancouver ottawa chicago houston boston dallas miami seattle denver atlanta
philadelphia francisco angeles texas california florida bogota medellin cali lima quito caracas santiago buenos aires
montevideo paulo rio janeiro brasilia monterrey guadalajara tijuana sinaloa culiacan guatemala honduras salvador
nicaragua managua tegucigalpa costa rica havana dominican haiti jamaica trinidad novosibirsk yekaterinburg ekaterinburg
kazan samara omsk chelyabinsk rostov ufa perm voronezh volgograd krasnodar saratov tyumen tolyatti izhevsk barnaul
irkutsk khabarovsk vladivostok yaroslavl tomsk orenburg kemerovo ryazan astrakhan penza lipetsk tula kirov kaluga kursk
bryansk ivanovo tver smolensk murmansk arkhangelsk kaliningrad sochi crimea sevastopol simferopol yalta kerch donetsk
luhansk lugansk kharkiv odessa odesa lviv dnipro zaporizhzhia mariupol gomel grodno brest vitebsk mogilev afghanistan
africa african algeria america american ankara arab argentina armenia asia asian athens australia austria azerbaijan
baghdad bahrain bangladesh beirut belarus belgium belgrade berlin bermuda bolivia brasil brazil british budapest
bulgaria burma bvi cambodia canada cayman chile china chinese colombia croatia cuba cyprus czech damascus delhi denmark
dubai ecuador egypt emirates england estonia ethiopia europe european finland france french geneva georgia german
germany ghana greece hong hungary iceland india indian indonesia inner iran iranian iraq ireland islands israel istanbul
italy izmir japan jordan karachi kazakhstan kenya kiev kingston kong korea korean kyiv kyrgyzstan lahore laos latvia
lebanon leeds libya liechtenstein lisbon lithuania london luxembourg macau madrid malaysia malta mexico milan minsk
monaco mongolia morocco moscow mumbai myanmar nepal netherlands nigeria norway oman pakistan palestine panama paraguay
paris peru petersburg philippines poland portugal prague qatar riyadh romania rome russia russian saudi scotland seoul
serbia singapore slovakia slovenia sofia spain sudan sweden swiss switzerland syria taiwan tajikistan tanzania tehran
thailand tokyo tunisia turkey turkmenistan uganda uk ukraine uruguay us usa uzbekistan venezuela vienna vietnam virgin
wales warsaw yemen york zambia zealand zimbabwe zurich
"""


# Words so many owners choose that meeting one by chance is likely: between common words and names proper.
_POPULAR = """
alyans alians gorizont vektor absolyut imperiya diagnostika garant kontur terra etalon agat standart sfera master lider
orion kristall energiya impuls progress vostok zapad sever yug ural sibir region stroy servis torg trast invest kompleks
prom plyus rus vita med alfa omega delta atlant titan fakel zvezda raduga luch avangard spektr start temp mir dom
kvadrat kvant kvazar optima avrora arsenal forma element granit almaz rubin olimp fortuna favorit perspektiva resurs
profi ekspert kapital finans standard akvamarin orbita meridian ekvator kaskad mayak rodnik beryozka sokol orel lotos
phoenix alpha beta gamma sigma apex summit pioneer vision horizon heritage liberty unity victory falcon eagle lion tiger
dragon fortune prosperity excel elite ideal universal continental atlas nova optimum unique magnum matrix nexus vector
zenith galaxy stellar infinity quantum seasons king kings queen crown exclusive creative dynamic integrity future
frontier legacy landmark mason wilson smith brown taylor jones williams davies evans thomas roberts johnson walker
robinson thompson hughes edwards hall clarke jackson harris lewis martin anderson miller moore manuel antonio
pedro joao ana silva santos ferreira pereira oliveira rodrigues martins fernandes goncalves gomes
lopes marques almeida ribeiro pinto carvalho teixeira garcia fernandez gonzalez rodriguez lopez martinez sanchez perez
gomez ruiz hernandez diaz moreno alvarez ivan aleksandr alexander sergey sergei andrey aleksey vladimir nikolay mikhail
dmitry dmitriy yury yuri viktor oleg igor pavel maksim roman anna elena olga irina tatyana natalya svetlana marina
ivanovich aleksandrovich sergeevich nikolaevich vladimirovich viktorovich mikhailovich petrovich anatolyevich
yurievich vasilyevich ivanov petrov sidorov smirnov kuznetsov popov peter paul robert richard charles george william
joseph daniel mark andrew simon christopher stephen kevin brian anthony hassan hussein omar ibrahim khan abdul
abdullah mahmoud hossein reza mehdi amir said saeed salem salim yusuf mustafa kemal mehmet osman abbas karim
nguyen tran kim choi jin yu lin ma hu guo he gao luo zheng liang song tang deng han feng cao peng zeng xiao
tian dong pan cai jiang du ye cheng wei su lu ding ren shen yao cui zhong tan fan xie knight rainbow
pearl sunrise sunshine bright rapid rising spring harmony faith hope grace noble
"""


def _read_same() -> dict[str, str]:
    same: dict[str, str] = {}
    for line in _SAME.strip().splitlines():
        canonical, _, spellings = line.partition(":")
        for spelling in spellings.replace("'", "").replace(".", "").split():
            same.setdefault(spelling, canonical)
    return {spelling: same.get(word, word) for spelling, word in same.items()}


SAME = _read_same()
# Firms of China are called by their place and a name, `xinjiang hoshine`.
_CHINESE_PLACES = (english for _, english in word_table.rows(han_terms.PLACES) if " " not in english)
CHINESE_PLACES = frozenset(SAME.get(word, word) for word in _CHINESE_PLACES)
PLACES = frozenset(SAME.get(word, word) for word in _PLACES.split()) | CHINESE_PLACES
POPULAR = frozenset(_POPULAR.split())
COMMON = PLACES | frozenset(SAME.get(word, word) for word in _COMMON.split())
# Words that carry nothing between two names.
EMPTY = frozenset(
    [
        "the",
        "and",
        "of",
        "for",
        "et",
        "und",
        "y",
        "i",
        "e",
        "ve",
        "in",
        "on",
        "at",
        "a",
        "an",
        "de",
        "la",
        "le",
        "les",
        "des",
        "del",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "im",
        "imeni",
    ]
)
