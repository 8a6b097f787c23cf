"""What do business words of other tongues mean in English where a register writes them in Latin letters?

`Russkaya Mednaya Kompaniya` is listed as Russian Copper Company elsewhere. Russian stems are those of
`text/translate.py`, spelt; words of other tongues stand here, as any dictionary of trade has them. Refuses to know
names and lists.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from supplychain.text import translate, word_table
from supplychain.text.transliterate import cyrillic_to_latin

# word = English; one line a tongue and field. Only words that are no names and no English words.
_PERSIAN = """
melli=national|meli=national|tose=development|toseeh=development|towse=development|tosee=development|sarmaye=capital
sarmayeh=capital|gozari=investment|sanaye=industries|sanayeh=industries|sanati=industrial|sanat=industry
madan=mining|maaden=minerals|madani=mining|madaniran=mining iran|niru=energy
nirou=energy|niroo=energy|barq=electric|bargh=electric|khodro=automobile|motorsazi=engine manufacturing
sazi=manufacturing|mashin=machine|mashinsazi=machine manufacturing|keshtirani=shipping|daryaei=marine|daryai=marine
havapeymaei=airlines|havapeima=aircraft|havaei=air|havai=air|danesh=knowledge|pajuhesh=research
pazhuhesh=research|pazhouhesh=research|tahghighat=research|tahqiqat=research|fanavari=technology
fanavaran=technologists|mohandesi=engineering|mohandesin=engineers|moshaver=consultant|moshaverin=consultants
tolidi=production|tolid=production|karkhaneh=factory|sherkat=company|goruh=group|gorouh=group|bonyad=foundation
sazman=organization|vezarat=ministry|defa=defense|artesh=army|jahad=jihad|daru=pharmaceutical|darou=pharmaceutical
pezeshki=medical|shimi=chemical|shimiyaei=chemical|petroshimi=petrochemical|foolad=steel|fulad=steel|ahan=iron
alominium=aluminum|siman=cement|sakhteman=construction|sakhtemani=construction|tejarat=trade
tejari=trading|bazargan=merchant|vardat=import|saderat=export|sharq=east|shargh=east|gharb=west|jonub=south
jonoub=south|shomal=north|markazi=central|bimeh=insurance|sarafi=exchange|sarraf=exchange|khadamat=services
fanni=technical|ettelaat=information|ertebatat=communications|mokhaberat=telecommunications|rayaneh=computer
zoghal=coal|sang=stone|khak=soil|keshavarzi=agriculture|ghaza=food|ghazaei=food|nasaji=textile|pooshak=clothing
"""
_ARABIC = """
tijara=trading|tijarah=trading|tejara=trading|tijariya=trading|sharika=company|sharikat=company|muassasa=institution
muassasat=institution|mouassasat=institution|jamiyat=society|jamiya=society|jamaiyat=society|khairiya=charitable
khayriya=charitable|khairiyah=charitable|ighatha=relief|islamiya=islamic|islamiyya=islamic|islamiyah=islamic
sinaa=industry|sinaiya=industrial|sinaat=industries|handasa=engineering|handasiya=engineering|muqawalat=contracting
mukawalat=contracting|insha=construction|inshaat=construction|naql=transport|shahn=shipping|milaha=navigation
bahriya=marine|tayaran=aviation|naft=oil|nafta=oil|mustashfa=hospital|tibbiya=medical|adwiya=pharmaceuticals
zira=agriculture|ziraiya=agricultural|istithmar=investment|istithmarat=investments|tanmiya=development
dawliya=international|duwaliya=international|alamiya=global|watani=national|wataniya=national|arabiya=arab
suriya=syrian|masraf=bank|sarafa=exchange|sirafa=exchange|maktab=office|markaz=center|dirasat=studies|buhuth=research
ulum=sciences|jamia=university|wizara=ministry|wizarat=ministry|difa=defense
"""
_TURKISH = """
gemi=ship|tersane=shipyard|tersanecilik=shipyard|insa=construction|insaat=construction|taahhut=contracting
nakliyat=transport|nakliye=transport|tasimacilik=transport|denizcilik=maritime|deniz=sea|havacilik=aviation
turizm=tourism|gida=food|tarim=agriculture|hayvancilik=livestock|tekstil=textile|giyim=clothing|konfeksiyon=garment
demir=iron|celik=steel|bakir=copper|aluminyum=aluminum|maden=mining|madencilik=mining|petrol=petroleum
kimya=chemical|plastik=plastic|kagit=paper|ambalaj=packaging|orman=forest|urunleri=products|urunler=products
makina=machinery|makine=machinery|elektrik=electric|elektronik=electronic|enerji=energy|bilisim=informatics
yazilim=software|haberlesme=communications|savunma=defense|silah=arms|saglik=health
ilac=pharmaceutical|egitim=education|danismanlik=consulting|hizmetleri=services|yatirim=investment
gayrimenkul=real estate|emlak=real estate|ithalat=import|ihracat=export|uluslararasi=international
kuyumculuk=jewelry|mucevher=jewelry|altin=gold|doviz=exchange|vakfi=foundation|vakif=foundation|dernegi=association
dernek=association|yardim=aid|insani=humanitarian
"""
_ROMANCE = """
comite=committee|bienfaisance=charity|secours=relief|aide=aid|soutien=support|entraide=mutual aid
humanitaire=humanitarian|societe=company|commerciale=trading|generale=general|nationale=national
industrielle=industrial|transports=transport|entreprise=enterprise|entreprises=enterprises
travaux=works|batiment=building|minerais=minerals|diamants=diamonds|bois=wood|huile=oil
sucre=sugar|energie=energy|voyages=travel|pecheries=fisheries
banque=bank|caisse=fund|compania=company|empresa=enterprise|empresas=enterprises
inversiones=investments|inversion=investment|servicios=services|comercializadora=trading|distribuidora=distribution
importadora=import|exportadora=export|constructora=construction|inmobiliaria=real estate|agropecuaria=agriculture
agricola=agricultural|ganadera=livestock|ganaderia=livestock|hacienda=ranch|minera=mining|mineria=mining
petrolera=petroleum|petroleos=petroleum|gasolinera=gas station|gasolineras=gas stations|transportes=transport
transportadora=transport|aerolineas=airlines|naviera=shipping|pesquera=fishing|productos=products
productora=production|alimentos=food|carnes=meat|lacteos=dairy|cafe=coffee|farmacia=pharmacy
farmaceutica=pharmaceutical|laboratorios=laboratories|clinica=clinic|medica=medical
equipos=equipment|maquinaria=machinery|metales=metals|acero=steel|aluminio=aluminum|cobre=copper
plata=silver|joyeria=jewelry|materiales=materials|construcciones=construction|obras=works|ingenieria=engineering
tecnologia=technology|sistemas=systems|comunicaciones=communications|desarrollo=development|nacional=national
internacional=international|industrias=industries|grupo=group|asesoria=consulting
asesorias=consulting|consultores=consultants|seguridad=security|bienes=goods|raices=real estate
cooperativa=cooperative|fundacion=foundation|asociacion=association|banco=bank|casa=house|cambio=exchange
cambios=exchange|revolucionario=revolutionary|revolucionaria=revolutionary|ejercito=army|liberacion=liberation
frente=front|equipamentos=equipment|produtos=products|alimentacao=food|construcao=construction
engenharia=engineering|investimentos=investments|participacoes=holdings|comercio=trading|materiais=materials
medicos=medical|saude=health
"""
_GERMANIC_AND_SLAVIC = """
gesellschaft=company|handels=trading|handelsgesellschaft=trading company|vertrieb=distribution
vertriebs=distribution|maschinenbau=machine building|anlagenbau=plant engineering|werk=plant|werke=plants
stahl=steel|forschung=research|technik=technology|verwaltung=management|beteiligungs=holding
schiffahrt=shipping|luftfahrt=aviation|trgovina=trading|proizvodnja=production|usluge=services|promet=trading
gradnja=construction|gradevinar=construction|preduzece=enterprise|drustvo=company
fabrika=factory|industrija=industry|zavod=plant|rudnik=mine|sumarstvo=forestry|poljoprivreda=agriculture
namjenska=special purpose|oruzje=arms|spolka=company|przedsiebiorstwo=enterprise|handlowe=trading|uslugi=services
budownictwo=construction|obchod=trading|stavby=construction|hosei=constitution|kogyo=industry|sangyo=industry
shoji=trading|boeki=trading|kaiun=shipping|denki=electric|seisakusho=works|kagaku=chemical|yakuhin=pharmaceutical
muyok=trading|hoesa=company|kisul=technology|chonggukchang=general bureau|sonbak=ship|haeun=shipping
unhaeng=bank|perusahaan=company|perdagangan=trading|industri=industry
perkapalan=shipping|minyak=oil|pembangunan=development|usaha=business|cong=industry|thuong=trading
xuat=export|nhap=import|khau=export import|duoc=pharmaceutical|pham=products|trang=equipment
thiet=equipment
"""
_PINYIN = """
keji=technology|jishu=technology|gongye=industry|shiye=industry|chanye=industry|dianzi=electronic|dianqi=electric
jixie=machinery|shebei=equipment|yiqi=instrument|yibiao=instrument|cailiao=materials|huagong=chemical
huaxue=chemical|shiyou=petroleum|shihua=petrochemical|meitan=coal|kuangye=mining|jinshu=metals|gangtie=steel
lvye=aluminum|maoyi=trading|shangmao=trading|jinchukou=import export|guoji=international|zhongguo=china
guojia=national|daxue=university|xueyuan=academy|yanjiusuo=research institute|yanjiuyuan=research institute
zhongxin=center|shiyanshi=laboratory|gongcheng=engineering|jianshe=construction|jianzhu=construction|fangzhi=textile
mianye=cotton|fuzhuang=garment|shipin=food|nongye=agriculture|zhiyao=pharmaceutical|yiyao=pharmaceutical
yiliao=medical|shengwu=biological|tongxin=communications|dianxin=telecom|xinxi=information|wangluo=network
ruanjian=software|zhineng=intelligent|shuju=data|hangkong=aviation|hangtian=aerospace|feiji=aircraft
zaochuan=shipbuilding|chuanbo=shipbuilding|hangyun=shipping|haiyun=shipping|wuliu=logistics|yunshu=transport
tielu=railway|qiche=automobile|touzi=investment|fazhan=development|kaifa=development|guanli=management
zixun=consulting|fuwu=services|yinhang=bank|baoxian=insurance|zhengquan=securities|jituan=group|konggu=holding
zhizao=manufacturing|jiguang=laser|guangxue=optical|jingmi=precision|zidonghua=automation|bandaoti=semiconductor
jicheng=integrated|dianlu=circuit|weidianzi=microelectronic|guangdian=photoelectric|chanpin=products|zhipin=products
dongli=power|nengyuan=energy|xinnengyuan=new energy
"""
# English words as Russian registers write them by sound.
_BY_SOUND = """
didzhital=digital|sekyuriti=security|servisis=services|servisez=services|solyushns=solutions|solyushenz=solutions
tekhnolodzhi=technology|tekhnolodzhis=technologies|tekhnolodzhiz=technologies|treyding=trading|treid=trade
treyd=trade|kholding=holding|grupp=group|intereshnl=international|interneshnl=international
interneshenl=international|menedzhment=management|konsalting=consulting|inzhiniring=engineering
laboratoriz=laboratories|elektroniks=electronics|mikroelektroniks=microelectronics|sistems=systems|sofit=soft
softver=software|kompani=company|indastri=industry|indastriz=industries
kapital=capital|faynens=finance
logistiks=logistics|eksport=export|meditsin=medical|medikal=medical|farma=pharma|biotek=biotech
enerdzhi=energy|stil=steel|aviya=avia|marin=marine
dizain=design|dizayn=design|fotoniks=photonics|mikrochip=microchip|mikrochips=microchips|komplains=compliance|vell=well
gloubal=global|vorld=world|gruppe=group|netvork=network|netuork=network|komyunikeyshn=communication
komyunikeyshns=communications|kommunikeyshnz=communications|telekom=telecom|indastrial=industrial|injiniring=engineering
inzhenering=engineering|ekvipment=equipment|mashineri=machinery|manufakchuring=manufacturing|prodakshn=production|prodakts=products
tuls=tools|taim=time|layn=line|laynz=lines|lain=line|lains=lines|shiping=shipping
brok=broker|finans=finance|trast=trust|fand=fund|konsalt=consult
advayzori=advisory|advayzer=adviser|rezorts=resorts|properti=property|ekspert=expert|lajf=life|keyr=care|kear=care|sentar=center
senter=center|sayens=science|sayns=science|saines=science|riserch=research|risoch=research
klaud=cloud|onlayn=online|seti=networks|helt=health|hels=health|fudz=foods|sifud=seafood|fermz=farms
kargo=cargo|lizing=leasing|servis=service|produkts=products|diveloping=developing
"""

_TABLES = _PERSIAN + _ARABIC + _TURKISH + _ROMANCE + _GERMANIC_AND_SLAVIC + _PINYIN + _BY_SOUND
# Romanised case endings of Russian nouns and adjectives.
_SPELT_ENDINGS = """
    a e i y o u ya ia ie ye ii yi yy iy ij oe oye aya aia oi oy oj ogo ego ykh ikh ov ev am om em yam ami yami ovo evo
    nyi nyy ny noe noye naya naia nye noi noy nogo nykh s ski skii skiy skoe skoye skaya skie skogo skoi
"""
_ENDINGS = frozenset(_SPELT_ENDINGS.split())
# Spellings of one letter that stand beside each other in registers, brought to the one of `transliterate`.
_VARIANTS = (("shh", "shch"), ("iu", "yu"), ("ju", "yu"), ("ja", "ya"), ("tch", "ch"), ("c", "ts"))
_LEAST_STEM = 4


@cache
def _words() -> dict[str, str]:
    return word_table.read(_TABLES)


@cache
def _stems() -> dict[str, str]:
    spelt = ((cyrillic_to_latin(stem), english) for stem, english in translate.RUSSIAN_STEMS.items())
    return {stem: english for stem, english in spelt if len(stem) >= _LEAST_STEM and english != stem}


@cache
def _starts() -> frozenset[str]:
    return frozenset(stem[:_LEAST_STEM] for stem in _stems())


@cache
def _longest() -> int:
    return max(map(len, _stems()))


@lru_cache(maxsize=50_000)
def meaning(word: str) -> str | None:
    """The English of a lower-case word in Latin letters that is a business word of another tongue; None for any other
    word, a name above all.

    >>> meaning("mashinostroitelnyi"), meaning("kompleks")
    ('machine building', 'complex')
    """
    if len(word) < _LEAST_STEM:
        return None
    found = _words().get(word)
    if found is None:
        found = _by_stem(word)
        if found is None and _MAY_VARY.search(word):
            other = word
            for variant, usual in _VARIANTS:
                other = other.replace(variant, usual)
            found = _by_stem(other) if other != word else None
    return found


_MAY_VARY = re.compile("shh|iu|ju|ja|tch|c")


def _by_stem(word: str) -> str | None:
    if word[:_LEAST_STEM] not in _starts():
        return None
    stems = _stems()
    for size in range(min(len(word), _longest()), _LEAST_STEM - 1, -1):
        english = stems.get(word[:size])
        if english is not None and (size == len(word) or word[size:] in _ENDINGS):
            return english
    return None
