"""Which words say that goods come from the place behind them, and which that they only pass through it?

Refuses to know any place: finding one behind these words is `place_goods`.
"""

from __future__ import annotations

import re

from supplychain.text.place_tables import word_set

# Words in front of a place that say goods come from it, by language; "strong" ones may be followed by a bare code.
_STRONG = (
    r"(?:hand[ -]?)?(?:made|manufactured|manufacture|mfg|mfd|mfr|mfgd|produced|grown|harvested|sewn|woven|knitted"
    r"|spun|"
    r"assembled|fabricated|processed|sourced|crafted|forged|packed at origin|"
    r"stitched|knit|filled|purified|laminated|tableted|finished|converted|hemmed|dipped|"
    r"built|welded|machined|extruded|moulded|molded|conversion|assembly|sewing|weaving|knitting) (?:in|at)"
    r"|made[- ]in|"
    r"cut(?:(?: ?[&+/,-] ?| and )(?:sew|sewn|sewing|make))+(?: in| at)?|com(?:es?|ing) out of|"
    r"current (?:lot|batch|batches|lots|production|run)(?: is| are)?(?: from| in)?|"
    # What is struck into goods or printed on their box, before a name: "stamped "Pakistan" on the shank".
    r"(?:stamped|engraved|etched|embossed|marked|(?:box|label|tag|carton|pack|sleeve|bag|stamp)e?s? (?:says?|reads?"
    r"|states?|shows?))(?=\W*(?-i:[A-Z]))|(?:manufacturer|maker|producer|factory|plant|mill|works)(?: is"
    r"| are)?(?: located| based)? (?:in|at)|(?:country|ctry|cntry|cty|place|site) of (?:origin|orig|manufacture|mfg"
    r"|mfr|mfgr|make|production)|origin country|country origin|(?:manufacturing|production|mfr|mfg|manufacturer"
    r"|maker)[ .]{1,2}(?:site|country|place)|(?:product|produce|prod\.?) of|products of|origin|orig|coo|c\.o\.o"
    r"|c/o(?=\W+[A-Z]{2}\b)|imported from|(?:made|manufactured|produced|forged|sewn|woven|knitted|knit|assembled"
    r"|(?:hand ?)?crafted|mou?lded) (?:by|for|under|to) [^,;|(]{3,45}? (?:in|at)|ind[uú]stria|hech[oa]s? en"
    r"|pa[ií]s de fabricaci[oó]n|fabricad[oa]s? en|elaborad[oa]s? en|producid[oa]s? en|productos? de"
    r"|pa[ií]s de origen|origen|(?:confeccionad|forjad|cosid|ensamblad|tejid|montad)[oa]s? en|(?:confeccionad|forjad"
    r"|costurad|montad|tecid)[oa]s? (?:em|na|no)|(?:confectionn[eé]|forg[eé]|cousu|assembl[eé]|tiss[eé]"
    r"|mont[eé])e?s? (?:en|au|aux|à)|(?:geschmiedet|gen[aä]ht|konfektioniert|gewebt|gestrickt|montiert"
    r"|endmontiert) in|(?:cucit|assemblat|forgiat|tessut)[oaie] in|procedencia|proveni[eê]ncia|procedentes? de"
    r"|importad[oa]s? de|import[ée]e?s? d[eu]s?|importiert aus|importat[oaie] da(?:ll?a?)?|ge[iï]mporteerd uit"
    r"|importowan[yae] z|импортирован[оаы]? из|ввезен[оаы]? из|fabriqu[eé]e?s? (?:en|au|aux)|fabrication"
    r"|pays de fabrication|fait (?:en|au|à)|produite?s? (?:de|en|du|au|à)|fabriqu[eé]e?s? (?:à|a)"
    r"|site de (?:(?:production|fabrication)(?: de| à)?)?|pays d['’]origine|origine|provenance"
    r"|aus(?= [a-zäöü]+er (?:fertigung|produktion|herstellung))|hergestellt in|(?:produktions|herstellungs"
    r"|fertigungs)(?:standort|ort|st[aä]tte)|herstellort|produziert in|gefertigt in|ursprungsland|ursprung"
    r"|(?:herkunfts|herstellungs|produktions|fertigungs|erzeuger)land|herkunft|feit[oa]s? (?:em|na|no)"
    r"|fabricad[oa]s? (?:em|na|no)|produzid[oa]s? (?:em|na|no)|produtos? d[aeo]|pa[ií]s de origem|origem"
    r"|fatt[oaie] (?:in|a)|prodott[oaie] (?:in|a)|fabbricat[oaie] (?:in|a)|stabilimento di|paese d['’]origine"
    r"|paese di (?:produzione|fabbricazione)|gemaakt in|vervaardigd in|land van herkomst|wyprodukowan[oaey] w"
    r"|valmistettu|kraj pochodzenia|men[sş]ei?|üretim yeri|üretildiği yer|сделано в|произведено в|изготовлено в"
    r"|страна происхождения|страна[- ]производитель|производство|происхождение|вироблено в|країна походження"
    r"|країна[- ]виробник|виробництво|страна на произход|произход|произведено във?|zem[eě] p[uů]vodu|p[uů]vod"
    r"|vyroben[oaáéy] v|krajina p[oô]vodu|[tțţ]ara de origine|fabricat [iî]n|produs [iî]n|sz[aá]rmaz[aá]si (?:hely"
    r"|orsz[aá]g)|gy[aá]rt[aá]si hely|alkuper[aä]maa|valmistusmaa|kilm[eė]s [sš]alis|pagaminta|izcelsmes valsts"
    r"|p[aä]ritolumaa|(?:dr[zž]ava )?porekl[oa]|zemlja (?:podrijetla|porekla)|izdelano v|proizvedeno [uv]"
    r"|ursprungsland|tillverka[dt]e? i|oprindelsesland|opprinnelsesland|fremstillet i|produsert i|χώρα προέλευσης"
    r"|προέλευση|sản xuất tại|xuất xứ|buatan|dibuat di|negara asal|صنع في|بلد المنشأ"
)
_WEAK = r"from|ex|source|aus|desde|de fabricaci[oó]n|(?:made|mfd|mfg|manufactured|produced) by .{3,40},"
CUE = re.compile(rf"(?<![^\W_])(?P<cue>(?P<strong>{_STRONG})|(?:{_WEAK}))(?![^\W_])[\s:=.\-–(\"'#]*", re.IGNORECASE)
# Words without one of which a text in a-z holds nothing of CUE.
CUE_WORDS = word_set(
    "importe importee importes importees importiert importato importata importati importate geimporteerd "
    "importowany importowana importowane herstellungsland produktionsland fertigungsland erzeugerland "
    "made manufactured manufacture mfg mfd mfr origin orig coo produced product grown imported hecho hecha "
    "fabricado fabricada origen origem origine herkunft ursprung hergestellt buatan sewn woven assembled menei "
    "mensei mense feito from ex manufacturing production make makes hechas hechos fabricados fabricadas prodotte "
    "prodotti prodotta fatta fatti fatte fabbricata fabbricate feitos feitas tillverkad tillverkat pagaminta "
    "produktionsstandort herstellungsort fertigungsstandort produktionsort produktionsstatte fertigungsstatte "
    "herstellort stabilimento proveniencia herstellungsstatte "
    "poreklo porekla podrijetla vyrobeno vyroben izdelano proizvedeno ursprungsland oprindelsesland "
    "opprinnelsesland fremstillet produsert country ctry cntry cty place site prodotto fatto fabbricato gemaakt "
    "vervaardigd produziert gefertigt herkunftsland fait fabrique fabriquee produit pays provenance paese land "
    "procedencia procedente procedentes producto productos importado importada elaborado elaborada produzido "
    "produzida producido producida produto feita wyprodukowano kraj uretim dibuat negara krajina zeme puvod tara "
    "fabricat produs szarmazasi gyartasi alkuperamaa valmistusmaa valmistettu kilmes izcelsmes drzava zemlja "
    "source desde mfgd knit molded moulded processed sourced aus industria crafted forged spun knitted harvested "
    "fabricated maker producer packed mill works factory plant c products pais fabriquees fabriques produite "
    "produites produtos fabricacion wyprodukowana wyprodukowane wyprodukowany uretildigi vyrobena vyrobene "
    "filled purified laminated tableted stitched finished converted hemmed dipped built welded machined extruded "
    "conversion assembly sewing weaving "
    "knitting "
    "cut come comes coming current stamped engraved etched embossed marked box boxes label labels tag tags carton "
    "cartons pack "
    "packs sleeve sleeves bag bags stamp stamps prod confeccionado confeccionada confeccionados confeccionadas "
    "forjado forjada forjados forjadas "
    "cosido cosida cosidos cosidas ensamblado ensamblada ensamblados ensambladas tejido tejida tejidos tejidas "
    "montado montada "
    "montados montadas costurado costurada costurados costuradas tecido tecida tecidos tecidas confectionne "
    "confectionnee confectionnes "
    "confectionnees forge forgee forges forgees cousu cousue cousus cousues assemble assemblee assembles assemblees "
    "tisse tissee "
    "tisses tissees monte montee montes montees geschmiedet genaht konfektioniert gewebt gestrickt montiert "
    "endmontiert cucito cucita "
    "cuciti cucite assemblato assemblata assemblati assemblate forgiato forgiata forgiati forgiate tessuto tessuta "
    "tessuti tessute "
    "vyrobeny tillverkade paritolumaa porekl hand handmade handcrafted mold mould manufacturer produzidas "
    "produzidos producidas producidos importados importadas elaborados elaboradas fabricats vyrobeni "
)
HAN_CUE = re.compile(
    r"(?P<cue>原产地|原产国|原產地|原產國|产地|產地|制造国|製造国|生产地|生产国|原産国|原産地|원산지"
    r"|제조국)\s*[:：是为]?\s*"
)
THAI_CUE = re.compile(r"(?:ผลิตใน|ผลิตจาก|แหล่งกำเนิด|นำเข้าจาก|ผลิตที่)\s*:?\s*(?:ประเทศ)?|ประเทศ(?:ผู้ผลิต)?\s*:?\s*")
# Words of making in scripts whose signs are no letters to `re`; the country stands before them.
INDIC_CUES = {"hi": ("निर्मित", "निर्माण", "बना", "उत्पाद"), "bn": ("তৈরি", "প্রস্তুত", "উৎপাদিত")}
# A denial right before it; "No." is a number, and "no," or "no -" answers another question.
DENIED = re.compile(
    r"(?:\b(?:not|never|non|no|nicht|keine?|without|sans|pas|nie|niet|geen|ikke|inte|n[ãa]o|не|no longer|nicht mehr"
    r"|ya no"
    r"|nor|neither)|n['’]t|不是|并非|非)(?: (?:yet|currently|being|all|actually|really))?(?:[\s\"'“”„«»(]*|-)$",
    re.IGNORECASE,
)
# "from" after these names a sender or a danger, not a maker.
NOT_SOURCE = re.compile(
    r"\b(?:(?:ship\w*|deliver\w*|dispatch\w*|protect\w*|away|distribut\w*|sold|order\w*|stock\w*|warehouse\w*"
    # … a letter, or goods and people that go about.
    r"|e-?mails?|mails?|letters?|calls?|called|quotes?|quotation|messages?|requests?|complaints?|visit\w*|news|feedback"
    r"|repl(?:y|ies)|responses?|invoices?|approval|permission|patients?|team|delegations?|colleagues?|flight|flew|flown"
    r"|return(?:ed|s)?|transfer(?:red|s)?|refund|borrowed|donat(?:ed|ions?)|heard|back|licen[cs]e|contact|arriv\w*"
    r"|travel\w*)"
    r"|(?:reps?|agents?|nurses?|doctors?|dr|mrs?|ms|technicians?|engineers?|trainers?|auditors?|surgeons?|consultants?)"
    r"(?: (?!says?\b|said|told|states?\b|confirm|advis|it\b|its\b|these|they|goods|items?\b)[^\W\d]+){0,3})\W*$",
    re.IGNORECASE,
)
# "From our UK warehouse", "ex UK stock": where the goods lie.
STOCK_BEHIND = re.compile(r"(?:[\w.]+ ){1,3}(?:stock|warehouse|depot)\b", re.IGNORECASE)
# What is said of who handles goods ends where making is spoken of: "Shipped from Korla, made in China".
_MAKING_NEXT = (
    r"[,/–—-]\s*(?:(?:and|but|und|et|y|e|en) )?(?:(?:made|mfd|mfg|mfr|manufactured|produced|assembled|sewn"
    r"|grown) (?:in|by|at)"
    r"|product of|origin|coo\b|country of|(?:hergestellt|gefertigt|produziert) (?:in|von)|fabriqu[eé]|hech[oa]s? en"
    r"|fabricad"
    r"|elaborad|feit[oa]s? (?:em|na|no)|produzid|prodott|fabbricat|gemaakt in|vervaardigd|wyprodukowan|vyroben|menşe"
    r"|сделано|произведено|изготовлено|страна|原产|产地|[^\W\d_]{4,20} (?:origin|made)\b)"
)
_TO_ITS_END = (
    r"(?:(?!(?<!\binc)(?<!\bltd)(?<!\bco)(?<!\bcorp)(?<!\bllc)\.\s)"
    rf"(?!{_MAKING_NEXT})[^;|)])*"
)
# After these stands who handles the goods, not where they are made: to the end of the sentence, a bracket, `;` or `|`.
# "Vendor item 4711" names no vendor, and "supplied in boxes of 100, China" says only what comes right behind "in".
HANDLED = re.compile(
    r"\b(?:"
    r"(?:(?:distributed|sold|supplied|marketed|imported|packed|repacked|delivered|shipped|stored|stocked)"
    r" (?:by|to)(?!\s+\d)"
    r"|(?:distributed|sold|marketed|supplied) (?:in|throughout|across) [^,;|]{2,30} by"
    r"|for (?:use|sale|distribution) in"
    r"|(?:shipped|ships|delivered|dispatched|sent) from|(?:e[cu]|uk|ch)[ -]?rep\b"
    r"|dist(?:r|rib)?\.? by|supplied from (?=[^;|)]{0,40}\b(?:warehouse|stock|depot))"
    r"|ex (?=(?:[\w.]+ ){1,3}(?:stock|warehouse|depot)\b)|contact(?=:)|(?:warranty|after[- ]sales|repair) \w+ in"
    r"|(?:sole|exclusive|local|authori[sz]ed) (?:agent|dealer|reseller|stockist)s?"
    r"|ukrp|swissrep"
    r"|(?:authori[sz]ed|[eu][ck]|european|eu) rep(?:resentative)?|(?:uk )?responsible person|importado por"
    r"|distribu[ií]do por|vertrieb|vertrieben von|distribu[eé]e? par|import[eé]e? par|importeur"
    r"|distributor|importer|(?:vendor|supplier)(?!\s*(?:item|part|no|number|code|sku|ref|id|cat\w*|#|\d))"
    r"|(?:tested|inspected|certified|calibrated|verified) by"
    r"|(?:ship|bill|invoice|send)[ -]to)\b"
    rf"{_TO_ITS_END}"
    r"|(?:distributed|sold|supplied|marketed|packed|repacked|delivered|shipped|stored|stocked) in (?:the )?\w+"
    r"|\b(?:mktd?|mktg|mkt|marketed|dist(?:r|rib)?(?=[.:])(?!\W+(?:water|h2o|end|tip|femur|radius))|(?:dlvr|deliver"
    r"|delivery|delivered)"
    r"(?=:| to\b| at\b| address)|consignee|consigned|buyer|payer|warehouse|forwarder|freight"
    r"|vertriebspartner|lieferant|fournisseur|proveedor|fornecedor|fornitore|dostawca|dodavatel|tedarik[cç]i"
    r"|поставщик"
    r"|покупатель|дистрибьютор|импорт[её]р|імпортер|постачальник|ithalat[cç][iı]|importador|distribuidor|distributeur"
    r"|distributore|importatore|importer|dystrybutor|dovozce|distribut[oö]r|进口商|经销商|代理商|供应商|수입원"
    r"|수입사|輸入元|販売元)"
    r"(?!\w)[.:]*\s*(?:by\b|to\b|at\b|par\b|por\b)?"
    rf"{_TO_ITS_END}"
    r"|(?-i:\bDC\b:? (?=[A-Z][a-z]+,? [A-Z]{2}\b))[^;|)]*"
    r"|\b(?:made|manufactured|produced|packed) for [^,;|]{2,40}?(?= by\b)"
    # What else is done to goods, and where: only the words right behind are no origin.
    r"|\b(?:sterili[sz](?:ed|ation|ing)|packed|packaged|repackaged|packing|packaging|label?led|designed|engineered"
    r"|inspected"
    r"|tested|calibrated|registered|licen[cs]ed|approved|verpackt|sterilisiert|conditionn[eé]e?|st[eé]rilis[eé]e?"
    r"|envasado"
    r"|esterilizado)(?: (?:and|&|und|et|y) \w+(?: (?:in|at|en|au))?| (?:in|at|en|au|with|by)) (?:the |fda )?\w+"
    # Papers of authorities: the country is the buyer's.
    r"|\b(?:(?:import )?permit|import licen[cs]e|mo[hf]|ministry of health(?: of)?)\b[^,;|)(\n]{0,15})",
    re.IGNORECASE,
)
# Words without one of which a text in a-z holds nothing of HANDLED, which takes long to look for.
HANDLING = word_set(
    "distributed sold supplied marketed imported packed repacked delivered shipped stored stocked for ships "
    "dispatched sent ec eu uk ch ecrep eurep ukrep chrep dist distr distrib ex contact warranty after repair sole "
    "exclusive local authorised authorized ukrp swissrep ek european responsible importado distribuido vertrieb "
    "vertrieben distribue distribuee importe importee importeur distributor importer vendor supplier ship bill "
    "invoice send mkt mktd mktg dlvr deliver delivery consignee consigned buyer payer warehouse forwarder freight "
    "vertriebspartner lieferant fournisseur proveedor fornecedor fornitore dostawca dodavatel tedarikci ithalatci "
    "importador distribuidor distributeur distributore importatore dystrybutor dovozce made manufactured produced "
    "sterilised sterilized sterilisation sterilization sterilising sterilizing packaged repackaged packing "
    "packaging labeled labelled designed engineered inspected tested certified verified calibrated registered "
    "licenced licensed approved verpackt sterilisiert conditionne conditionnee sterilise sterilisee envasado "
    "esterilizado dc permit import moh mof ministry "
)
# The maker whom a text names, with the rest of what is said of it; a bare "by" counts only before a place of its own.
MAKER = re.compile(
    r"(?:(?P<sure>\b(?:made|mfd|mfg|mfgd|mfr|manufactured|produced|manufacture|production)\b\.?,? by\b[\s:]*"
    r"|\b(?:fabricado por|producido por|elaborado por|produzido por|fabriqu[eé]e?s? par|prodott[oa] da"
    r"|fabbricat[oa] da"
    r"|hergestellt (?:von|durch)|wyprodukowano przez|vyrobeno firmou|vervaardigd door)\b[\s:]*"
    r"|\b(?:mfr|mfd|mfg|manufacturer|maker|producer|hersteller|fabricante|fabricant|fabbricante|produttore|producent)"
    r"(?: name| site)?\.?\s*[:=]\s*|\b(?:manufacturing|production) (?:site|facility|plant)\s*[:=]\s*"
    r"|(?:生产企业|生产厂家|生产商|制造商|製造元|製造販売元|제조사|제조원)(?:\s*[:：]\s*|\s+))|\bby (?=[A-Z]))"
    r"(?P<maker>(?:(?!(?<!\binc)(?<!\bltd)(?<!\bco)(?<!\bcorp)(?<!\bllc)(?<!\bpvt)(?<!\b[a-z])\.\s)[^;|]){2,200})",
    re.IGNORECASE,
)
# Words without one of which a text in a-z holds nothing of MAKER.
MAKING_HEADS = word_set(
    "by por par da von durch przez firmou door mfr mfd mfg manufacturer maker producer hersteller fabricante "
    "fabricant "
    "fabbricante produttore producent manufacturing production"
)
# "CN origin", "MY made": a code in capitals right before the word of making.
CODE_BEFORE = re.compile(r"(?<![^\W_])([A-Z]{2,3})[ -](?:[Oo]rigin|ORIGIN|[Mm]ade|MADE)(?![^\W_])(?! of)")
# Codes that in a text all in capitals are English words or plastics: "ARE MADE OF", "CHINESE IN ORIGIN", "PE MADE".
_AS_WORDS = "ALL AM AND ARE AS AT BE BY CAN DO IN IS IT NO PA PE PER PS SO TO"
CODES_AS_WORDS = frozenset(_AS_WORDS.split())
# A country's ISO code, or how its name is cut short, in brackets of its own: "(IND)", "(Pak.)". Of the codes those that
# are no word, size or unit ("CAN", "PER", "ARM", "MAR").
IN_BRACKETS = re.compile(
    r"[(\[]\s*(?:(?P<iso>IND|CHN|MYS|THA|VNM|PAK|IDN|TWN|KOR|JPN|DEU|FRA|ESP|GBR|ITA|NLD|BEL|CHE|AUT|USA|MEX|BRA|TUR"
    r"|CZE|SVK"
    r"|HUN|ROU|BGR|RUS|UKR|PHL|LKA|BGD|EGY|HKG|SGP|KHM|MMR|SWE|DNK|NOR|PRT|IRL|ISR|ZAF|KEN|NPL|MDG|TUN)"
    r"|(?P<short>Pak|Phils?|Germ|Ger|Ind\.|Switz|Isr|Engl|Jap|Neth|Indon|Mex|RPC|PRC))\.?\s*[)\]]"
    r"(?!\s*(?i:inc|llc|ltd|limited|corp|gmbh|co|plc|pty|pvt|lp)\b)"  # a company's name
)
