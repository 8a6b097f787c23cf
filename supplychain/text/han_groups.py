"""By which names and letters do well-known Chinese groups, companies and houses of science go abroad?

Data only: `term=first~second`, the commonest first; `text/translate.py` reads it. Facts from general knowledge: the
names they register, sign and trade under in English. A name that is the mere sound of its characters needs no entry.
Refuses to know any list.
"""

from __future__ import annotations

# State groups and what belongs to them, by full, common and short names.
STATE = """
中国航空工业=aviation industry china~avic~china aviation industry|航空工业=aviation industry~avic|中航工业=avic
中航=avic~aviation industry|中航直升机=avicopter~avic helicopter|中直股份=avicopter
中航光电=jonhon~avic jonhon optronic|中航电测=zemic|中航西飞=avic xian aircraft|中航沈飞=avic shenyang aircraft
中航成飞=avic chengdu aircraft|中航高科=avic aviation high technology|中航重机=avic heavy machinery
中航国际=avic international|中航技=catic~avic international|中国航空技术=china national aero technology~catic~avic
成飞=chengdu aircraft~chengfei|沈飞=shenyang aircraft~shenfei|西飞=xian aircraft~xifei|哈飞=harbin aircraft~hafei
陕飞=shaanxi aircraft|贵飞=guizhou aircraft|昌飞=changhe aircraft|洪飞=hongdu aircraft|成发=chengdu engine
中国航空器材=china aviation supplies|中国电子科技=china electronics technology~china electronic technology~cetc
中国电科=china electronics technology~cetc|中电科=cetc~china electronics technology~zhongdianke
中电科技=cetc~china electronics technology|电科=cetc
中国电子信息产业=china electronics~cec~china electronics information industry|中国电子=china electronics~cec
中电=cec~cetc~china electronics~zhongdian|中国航天科技=china aerospace science technology~casc
航天科技=aerospace science technology~casc~aerospace technology|中国航天科工=china aerospace science industry~casic
航天科工=aerospace science industry~casic|航天彩虹=aerospace ch~ch uav|航天晨光=aerosun|航天云网=casicloud
航天长征=aerospace long march|东方红卫星=spacesat~dfh satellite|中国卫星=china spacesat~china satellite
中国卫通=china satcom~china satellite communications|中国长城工业=china great wall industry~cgwic
长征火箭=long march rocket|长征=long march~changzheng
中国精密机械进出口=china precision machinery import export~cpmiec
中国船舶=china state shipbuilding~china shipbuilding~cssc|中国船舶工业=china state shipbuilding~cssc
中国船舶重工=china shipbuilding industry~csic|中船重工=csic~china shipbuilding industry
中船工业=cssc~china shipbuilding|中船=cssc~china shipbuilding~zhongchuan
中国兵器工业=china north industries~norinco~china ordnance industries
中国兵器=china north industries~norinco~china ordnance|中国兵器装备=china south industries~csgc
兵装=china south industries~csgc|中国北方工业=china north industries~norinco|北方工业=norinco~north industries
兵器装备=south industries|中国核工业=china national nuclear~cnnc~china nuclear industry
中核=cnnc~china nuclear~zhonghe|中国核工业建设=china nuclear engineering construction~cnec|中核建=cnec
中国核电=china national nuclear power|中国广核=china general nuclear power~cgn~china general nuclear
中广核=cgn~china general nuclear power~china general nuclear|中国工程物理=china academy engineering physics
中国航空发动机=aero engine corporation china~aecc|中国航发=aecc~aero engine corporation china|航发=aecc~aero engine
中国商用飞机=commercial aircraft corporation china~comac|中国商飞=comac~commercial aircraft corporation china
商飞=comac|中国石油天然气=china national petroleum~cnpc~petrochina
中国石油=petrochina~china national petroleum~cnpc~china petroleum|中石油=cnpc~petrochina
中国石油化工=china petroleum chemical~sinopec~china petrochemical|中国石化=sinopec~china petroleum chemical
中石化=sinopec~china petroleum chemical|中国海洋石油=china national offshore oil~cnooc~china offshore oil
中海油=cnooc~china national offshore oil|中海石油=cnooc~china offshore oil|中海油服=cosl~china oilfield services
中海油田=cosl~china oilfield|中国中化=sinochem|中化=sinochem|中国化工=china national chemical~chemchina
中国移动=china mobile|中国电信=china telecom~china telecommunications|中国联通=china unicom
中国联合网络通信=china united network communications~china unicom|中国铁塔=china tower
中国卫星通信=china satellite communications|中国三峡=china three gorges|三峡=three gorges~sanxia
中国华能=china huaneng|华能=huaneng|中国大唐=china datang|大唐=datang|中国华电=china huadian|华电=huadian
国家能源=china energy~national energy|国家电力投资=state power investment~spic|国电投=spic|国电=guodian
国电南瑞=nari~guodian nanrui|南瑞=nari|国家电网=state grid|南方电网=china southern power grid~southern power grid
中国南方电网=china southern power grid|中国电力建设=power construction china~powerchina|中国电建=powerchina
中国能建=energy china|中国能源建设=china energy engineering|中国建筑=china state construction~china construction
中建=china state construction~zhongjian|中国交通建设=china communications construction~cccc
中交=cccc~china communications construction|中国港湾=china harbour|中国路桥=china road bridge
中国铁建=china railway construction~crcc|中国铁道建筑=china railway construction~crcc|中国中铁=china railway~crec
中铁=china railway~crec|中国中冶=metallurgical corporation china~mcc|中冶=mcc|中国中车=crrc|中车=crrc
中国五矿=china minmetals|五矿=minmetals|中国铝业=aluminum corporation china~chalco~chinalco|中铝=chalco~chinalco
铝业公司=aluminum corporation|中国有色矿业=china nonferrous metal mining|中国黄金=china national gold~china gold
中国稀土=china rare earth|北方稀土=northern rare earth|中国建材=china national building material~cnbm
中国化学工程=china national chemical engineering~cncec
中国医药=china national pharmaceutical~sinopharm~china pharmaceutical|国药=sinopharm~china national pharmaceutical
中国通用技术=china general technology~genertec|通用技术=general technology~genertec
中国机械工业=china national machinery industry~sinomach|国机=sinomach|中国中丝=china silk|中国恒天=china hi tech
恒天=hi tech|中国保利=china poly|保利=poly|中国中信=citic|中信=citic|中国光大=china everbright|光大=everbright
国投=sdic|中国远洋海运=china cosco shipping~cosco shipping|中远海运=cosco shipping|中国远洋=china cosco|中远=cosco
中国海运=china shipping|中国外运=sinotrans|外运=sinotrans|中外运=sinotrans
中国国际海运集装箱=china international marine containers~cimc|中集=cimc|招商局=china merchants|招商=china merchants
华润=china resources|中国旅游=china tourism|华侨城=overseas chinese town~oct|中国邮政=china post
中国铁路=china railway|中国国际航空=air china|国航=air china|中国东方航空=china eastern airlines
东方航空=eastern airlines|中国南方航空=china southern airlines|南方航空=southern airlines|海南航空=hainan airlines
海航=hna|中国货运航空=china cargo airlines|中国航油=china aviation oil
中国民航=civil aviation china~china civil aviation|民航=civil aviation|中国粮油=cofco|中粮屯河=cofco tunhe|中粮=cofco
中储粮=sinograin|中纺=chinatex|中国纺织=china textile|中林=china forestry|中水=zhongshui
中国水产=china national fisheries|中国烟草=china tobacco|中国盐业=china salt|中国印钞造币=china banknote
中国工商银行=industrial commercial bank china~icbc|工商银行=industrial commercial bank
中国建设银行=china construction bank|建设银行=construction bank|中国农业银行=agricultural bank china
中国银行=bank china|交通银行=bank communications|国家开发银行=china development bank|国开=china development
中国进出口银行=export import bank china|昆仑银行=bank kunlun|招商银行=china merchants bank|民生银行=minsheng bank
浦东发展银行=pudong development bank|农村商业银行=rural commercial bank|商业银行=commercial bank
信用社=credit cooperative|中国人民银行=peoples bank china|中金=cicc~zhongjin
国际金融=international capital~international finance|中国出口信用保险=china export credit insurance~sinosure
中国人寿=china life|平安=ping an~pingan|中国平安=ping an~china ping an|中国人民保险=peoples insurance china~picc
泰康=taikang|新华保险=new china life|中国科学院=chinese academy sciences~china academy sciences~cas
中科院=chinese academy sciences~cas|中科=zhongke~cas~chinese academy sciences
中国社会科学院=chinese academy social sciences|中国工程院=chinese academy engineering
中国医学科学院=chinese academy medical sciences|中国农业科学院=chinese academy agricultural sciences
中国兵器科学研究院=chinese academy ordnance science~north research institute
中国空间技术研究院=china academy space technology~cast
中国运载火箭技术研究院=china academy launch vehicle technology~calt|中国地质大学=china university geosciences
中国石油大学=china university petroleum|中国矿业大学=china university mining technology
中国人民大学=renmin university china|中国人民公安大学=peoples public security university china
中国民用航空=civil aviation china|中国气象=china meteorological|中国商务=china commerce
中国国际贸易=china international trade|中国机械进出口=china national machinery import export
中国技术进出口=china national technical import export|中国电子进出口=china national electronics import export~ceiec
中国电力技术装备=china electric power equipment technology|中国兵工物资=china ordnance equipment
中国储备=china reserve|中国空空导弹=china airborne missile|空空导弹=airborne missile|中国飞行试验=chinese flight test
中国燃气涡轮=china gas turbine
"""
# Chips, electronics, computing.
CHIPS = """
华为=huawei|复旦微=fudan microelectronics|中芯国际=smic~semiconductor manufacturing international|中芯=smic
中芯国际集成电路制造=semiconductor manufacturing international~smic|海思=hisilicon
中兴通讯=zte~zhongxing telecommunication|中兴=zte~zhongxing|中微公司=amec~advanced micro fabrication equipment
中微=amec~zhongwei|中微半导体=amec~advanced micro fabrication equipment|中际旭创=innolight|汇顶=goodix|卓胜微=maxscend
盛美=acm~shengmei|华虹=hua hong~huahong|华虹宏力=huahong grace|长电科技=jcet|长电=jcet|晶合=nexchip|士兰微=silan
圣邦=sg micro|瑞芯微=rockchip|全志=allwinner|澜起=montage|兆芯=zhaoxin|飞腾=phytium|申威=sunway|天数智芯=iluvatar
燧原=enflame|地平线=horizon~horizon robotics|思特威=smartsens|兆易创新=gigadevice|兆易=gigadevice|豪威=omnivision
韦尔=will|北京君正=ingenic|紫光国微=unigroup guoxin~guoxin micro|紫光国芯=unigroup guoxin|紫光展锐=unisoc|展锐=unisoc
紫光集团=tsinghua unigroup|紫光=unigroup~tsinghua unigroup|华大九天=empyrean|概伦=primarius|芯原=verisilicon
寒武纪=cambricon|壁仞=biren|摩尔线程=moore threads~moore thread|沐曦=metax|景嘉微=jingjia micro|海光信息=hygon
海光=hygon|龙芯中科=loongson|龙芯=loongson|中科曙光=sugon~dawning|浪潮=inspur~langchao|屹唐=e town~mattson
芯源微=kingsemi|芯源=kingsemi~xinyuan|至纯=pncs|晶瑞=jingrui|沪硅=national silicon|新升=zing|立昂微=leon micro
中环=zhonghuan|华润微=china resources microelectronics|斯达=starpower|安世=nexperia|长鑫=changxin~cxmt
长鑫存储=changxin memory~cxmt|长江存储=yangtze memory~ymtc|武汉新芯=wuhan xinxin~xmc|晋华=jinhua~jhicc|粤芯=cansemi
芯恩=sien|升维旭=swaysure|鹏芯微=pengxinwei~pxw|鹏芯旭=pengxinxu|积塔=gta
上海微电子装备=shanghai micro electronics equipment~smee|华卓精科=u precision|科益虹源=rslaser|拓荆=piotech
北方华创=naura|华海清科=hwatsing|闻泰=wingtech|国盾量子=quantumctek|本源量子=origin quantum|同方威视=nuctech
同方=tongfang|清华同方=tsinghua tongfang|光启=kuang chi~kuangchi|大族=hans|锐科=raycus|光迅=accelink|长飞=yofc
移远=quectel|广和通=fibocom|展讯=spreadtrum|天马=tianma|维信诺=visionox|华星光电=csot|京东方=boe|欧菲光=ofilm
蓝思=lens|瑞声=aac|立讯=luxshare|歌尔=goertek|富士康=foxconn|普天=potevio|大唐电信=datang telecom|海格=haige
海能达=hytera|烽火通信=fiberhome telecommunication~fiberhome|烽火=fiberhome~fenghuo|华海通信=hmn~huahai communication
华为海洋=huawei marine|亨通=hengtong|中天=zhongtian|星网锐捷=star net ruijie|锐捷=ruijie|新华三=h3c|联想=lenovo
中国长城=china greatwall~great wall|长城=great wall~changcheng|金山云=kingsoft cloud|金山=kingsoft~jinshan|网宿=wangsu
世纪互联=vnet|万国数据=gds|用友=yonyou|金蝶=kingdee|东软=neusoft|神州数码=digital china|太极=taiji
万达信息=wonders information|宝信=baosight|中软=css~chinasoft|软通=isoftstone|文思海辉=pactera|易华录=ehualu
银江=enjoyor|千方=china transinfo|汉王=hanwang|拓尔思=trs|熵基=zkteco|高伟达=global infotech
"""
# Seeing, hearing and flying machines; networks.
NETWORKS = """
商汤=sensetime|旷视=megvii~face++|依图=yitu|云从=cloudwalk|科大讯飞=iflytek|讯飞=iflytek|海康威视=hikvision
海康=hikvision|大华=dahua|宇视=uniview|天地伟业=tiandy|美亚柏科=meiya pico|东方网力=netposa|英飞拓=infinova
科达=kedacom~keda|佳都=pci|深网视界=sensenets|格灵深瞳=deepglint|第四范式=4paradigm|智谱=zhipu|达闼=cloudminds
中译语通=global tone communication~gtcom|数据堂=datatang|云知声=unisound|思必驰=aispeech|出门问问=mobvoi
月之暗面=moonshot|深度求索=deepseek|稀宇=minimax|大疆=dji|道通=autel|亿航=ehang|极飞=xag|科比特=mmc|易瓦特=ewatt
纵横=jouav|速腾聚创=robosense|禾赛=hesai|图森=tusimple|小马智行=pony|文远知行=weride|科沃斯=ecovacs|石头科技=roborock
优必选=ubtech|宇树=unitree|新松=siasun|埃斯顿=estun|汇川=inovance|百度=baidu|阿里巴巴=alibaba|阿里云=alibaba cloud
蚂蚁=ant|腾讯=tencent|字节跳动=bytedance|抖音=douyin~tiktok|快手=kuaishou|美团=meituan|拼多多=pinduoduo~pdd
京东=jd~jingdong|网易=netease|搜狗=sogou|新浪=sina|滴滴=didi|小米=xiaomi|荣耀=honor|传音=transsion
奇虎三六零=qihoo 360|奇虎360=qihoo 360|奇虎=qihoo|三六零=360|启明星辰=venustech|奇安信=qianxin|深信服=sangfor
绿盟=nsfocus|安天=antiy|天融信=topsec|北信源=vrv|卫士通=westone|永信至诚=integrity|知道创宇=knownsec
安恒=dbappsecurity|北斗星通=bdstar|四维图新=navinfo|千寻=qianxun|长光卫星=chang guang satellite|长光=chang guang
航天宏图=piesat|中科星图=geovis|华测=chcnav~huace|中海达=hi target|南方测绘=south surveying|合众思壮=unistrong
天仪=spacety|银河航天=galaxyspace|蓝箭=landspace|星际荣耀=ispace|国星宇航=adaspace|微纳星空=minospace|卓望=aspire
中国数码=china digital|海兰信=highlander|四创=sun create|国睿=glarun|国博=guobo|天和防务=tianhe defense
高德红外=guide infrared|高德=guide~amap|大立=dali|久之洋=jiuzhiyang|睿创=raytron|艾睿=iray|雷科防务=racodf
"""
# Cars, cells, sun and metals.
ENERGY = """
蔚来汽车=nio|蔚来=nio|小鹏=xpeng|理想汽车=li auto|吉利=geely|奇瑞=chery|长安汽车=changan~changan automobile
长城汽车=great wall motor|江淮=jac|江铃=jmc~jiangling|一汽=faw|东风=dongfeng|上汽=saic|广汽=gac|北汽=baic
重汽=sinotruk|福田=foton|金龙=king long~golden dragon~jinlong|宇通=yutong|比亚迪=byd
宁德时代=contemporary amperex technology~catl|宁德时代新能源=contemporary amperex~catl
宁德新能源=amperex technology~atl|国轩=gotion|国轩高科=gotion high tech|亿纬锂能=eve energy|亿纬=eve|欣旺达=sunwoda
孚能=farasis|蜂巢=svolt|中创新航=calb|瑞浦兰钧=rept battero|海辰=hithium|力神=lishen|当升=easpring|容百=ronbay
贝特瑞=btr|璞泰来=putailai|天赐=tinci|新宙邦=capchem|多氟多=do fluoride|华友=huayou|格林美=gem|恩捷=semcorp
星源材质=senior|赣锋=ganfeng|赣锋锂业=ganfeng lithium|天齐=tianqi|先导智能=lead intelligent|杉杉=shanshan|隆基=longi
晶科=jinko~jinkosolar|天合光能=trina solar|天合=trina~trina solar|晶澳=ja solar|阿特斯=canadian solar~csi solar~csi
通威=tongwei|保利协鑫=gcl poly|协鑫=gcl|大全=daqo|新特=xinte|特变电工=tbea|合盛=hoshine|东方希望=east hope
锦浪=ginlong|固德威=goodwe|上能=sineng|首航新能=sofar|阳光电源=sungrow|正泰=chint|东方日升=risen|英利=yingli|爱旭=aiko
福莱特=flat|信义=xinyi|金风=goldwind|明阳=mingyang|远景=envision|众和=joinworld~zhonghe|紫金=zijin
洛阳钼业=cmoc~china molybdenum|洛钼=cmoc|江铜=jiangxi copper|有研=grinm|天山=tianshan|宝武=baowu|宝钢=baosteel
鞍钢=ansteel|首钢=shougang|武钢=wisco|马钢=magang~maanshan steel|三一=sany|柳工=liugong|潍柴=weichai|徐工=xcmg
中联重科=zoomlion|振华重工=zpmc~zhenhua heavy industry|东方电气=dongfang electric|哈电=harbin electric|许继=xj
平高=pinggao|玲珑=linglong|巨石=jushi|福耀=fuyao|万华=wanhua|延长石油=yanchang petroleum|恒逸=hengyi|荣盛=rongsheng
魏桥=weiqiao|信发=xinfa|碧水源=originwater|美的=midea|海尔=haier|海信=hisense|格力=gree|创维=skyworth|康佳=konka
长虹=changhong|熊猫=panda~xiongmao
"""
# Cloth, food, carriage.
GOODS = """
华孚=huafu|百隆=bros|天虹=texhong~tianhong|鲁泰=lu thai~luthai|溢达=esquel|申洲=shenzhou|雅戈尔=youngor|如意=ruyi
孚日=sunvim|安踏=anta|李宁=li ning|波司登=bosideng|红豆=hodo~hongdou|七匹狼=septwolves|森马=semir|海澜=heilan
晶苑=crystal|互太=pacific textiles|美克=markor|瑞贝卡=rebecca|獐子岛=zoneco~zhangzidao|蒙牛=mengniu|伊利=yili
双汇=shuanghui|新希望=new hope|雨润=yurun|国联水产=guolian aquatic|顺丰=sf~s f~shunfeng|圆通=yto~yuantong
中通=zto~zhongtong|申通=sto~shentong|韵达=yunda|德邦=deppon|百世=best|极兔=j t|菜鸟=cainiao|嘉里=kerry
满帮=full truck alliance
"""
# Medicine and its devices.
MEDICINE = """
华大基因=bgi~bgi genomics|华大智造=mgi|华大鉴正=forensic genomics|华大=bgi~huada|诺禾致源=novogene|贝瑞=berry
燃石=burning rock|金斯瑞=genscript|药明康德=wuxi apptec|药明生物=wuxi biologics|药明=wuxi|凯莱英=asymchem
康龙化成=pharmaron|泰格=tigermed|昭衍=joinn|君实=junshi|恒瑞=hengrui|百济神州=beigene|信达生物=innovent|再鼎=zai lab
和黄=hutchmed|康方=akeso|甘李=gan lee|科兴=sinovac~kexing|沃森=walvax|万泰=wantai|复宏汉霖=henlius|康希诺=cansino
艾博=abogen|三生=3sbio|绿叶=luye|翰森=hansoh|豪森=hansoh|先声=simcere|石四药=ssy|石药=cspc|正大=chia tai~cp~zhengda
同仁堂=tong ren tang~tongrentang|云南白药=yunnan baiyao|片仔癀=pien tze huang|海正=hisun|海王=neptunus|信立泰=salubris
复星=fosun|扬子江=yangtze river~yangzijiang|迈瑞=mindray|联影=united imaging|微创=microport|乐普=lepu|威高=weigao
鱼跃=yuwell~yuyue|蓝帆=blue sail|英科=intco|稳健=winner|振德=zhende|奥美=allmed|新华医疗=shinva|安图=autobio
新产业=snibe|迈克=maccura|理邦=edan|开立=sonoscape|三诺=sinocare|康德莱=kdl~kindly|驼人=tuoren|宝莱特=biolight
普门=lifotronic|先健=lifetech|启明医疗=venus medtech|大博=double medical|欧普康视=autek|可孚=cofoe|维力=well lead
健帆=jafron|万孚=wondfo|东方基因=orient gene|热景=hotgen|圣湘=sansure|达安=daan|九安=andon|原能=origincell
"""
# Hong Kong and Taiwan.
ISLANDS = """
台积电=tsmc|台湾积体电路制造=taiwan semiconductor manufacturing~tsmc|积体电路=integrated circuit|鸿海=hon hai
联华电子=united microelectronics~umc|联电=umc|联发科=mediatek|广达=quanta|仁宝=compal|纬创=wistron|和硕=pegatron
英业达=inventec|华硕=asus|宏碁=acer|长荣=evergreen|阳明海运=yang ming|万海=wan hai|中国钢铁=china steel|国巨=yageo
台达=delta|研华=advantech|台塑=formosa plastics|长江实业=cheung kong|和记=hutchison|恒生=hang seng|电讯盈科=pccw
新鸿基=sun hung kai|利丰=li fung|周大福=chow tai fook
"""
GROUPS = STATE + CHIPS + NETWORKS + ENERGY + GOODS + MEDICINE + ISLANDS
