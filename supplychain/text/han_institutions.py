"""What do Chinese words of academies, forces, sciences and workshops mean, each with the other ways it is translated?

Data only: `term=first~second~third`, the commonest English first, nothing after `~` where it is often left out.
`text/translate.py` reads it beside its own table. Gathered from general knowledge of how universities, institutes and
companies translate themselves; refuses to know any list.
"""

from __future__ import annotations

# Names of schools and institutes: one Chinese word, several English ones in use.
SCHOOLS = """
大学=university~institute|学院=academy~institute~college~university
研究院=research institute~academy~institute~research academy|研究所=research institute~institute
研究中心=research center|研究会=research society
理工大学=university technology~university science technology~institute technology
理工学院=institute technology~institute science technology~university technology
理工=technology~science technology~ligong|科技大学=university science technology
科学技术大学=university science technology|工程大学=engineering university~university engineering
工程技术大学=university engineering technology
工业学院=institute technology~polytechnic~industrial college~institute engineering
科技学院=institute technology~college science technology|农业大学=agricultural university|林业大学=forestry university
海洋大学=ocean university|海事大学=maritime university|矿业大学=university mining technology
地质大学=university geosciences|石油大学=university petroleum|化工大学=university chemical technology
电子科技大学=university electronic science technology china~university electronic science technology
电力大学=electric power university|水利水电=water resources electric power|民航大学=civil aviation university
民用航空飞行学院=civil aviation flight university
外国语大学=foreign studies university~international studies university
民族大学=minzu university~university nationalities|政法大学=university political science law
中医药大学=university chinese medicine|中医药=chinese medicine|药科大学=pharmaceutical university
体育学院=sport university|美术学院=academy fine arts|音乐学院=conservatory music
师范学院=normal college~normal university|学校=school~college~academy|专科学校=college~training college
技术学院=institute technology~technical college|职业学院=vocational college|党校=party school|研究生院=graduate school
附属医院=affiliated hospital|科学院=academy sciences~academy science|工程院=academy engineering
社会科学院=academy social sciences|农业科学院=academy agricultural sciences|林业科学研究院=academy forestry
医学科学院=academy medical sciences|工程物理研究院=academy engineering physics|空间技术研究院=academy space technology
运载火箭技术研究院=academy launch vehicle technology|航空研究院=aeronautical establishment
计算技术=computing technology|光学精密机械=optics fine mechanics~optics precision mechanics|光机=optics mechanics
光电技术=optoelectronics~photoelectric|国家重点实验室=state key laboratory~national key laboratory
国防重点实验室=defense key laboratory
国防科技重点实验室=defense science technology key laboratory~national defense key laboratory|重点实验室=key laboratory
工程中心=engineering center|工程技术研究中心=engineering technology research center
工程研究中心=engineering research center|技术中心=technology center
设计研究院=design research institute~design institute|研究设计院=research design institute~institute
设计研究所=design research institute~design institute|设计院=design institute~designing institute
规划设计院=planning design institute~planning designing institute|规划院=planning institute|规划=planning
勘察设计=survey design|勘测设计=survey design|科学研究所=scientific research institute
科学研究院=scientific research institute~academy science~academy sciences
科学技术研究院=academy science technology~science technology research institute|科学技术=science technology
科学=science~sciences~scientific|科研=scientific research|社会=social|经济=economic~economy|政治=political
国际关系=international relations|外交=foreign affairs|外国语=foreign languages|经济学院=school economics
"""
# Armed forces, police and state.
FORCES = """
中国人民解放军=~peoples liberation army|人民解放军=peoples liberation army~pla
中国人民武装警察部队=peoples armed police~peoples armed police force~capf|武装警察部队=armed police force~armed police
武警=armed police~peoples armed police|陆军=army~ground force|海军=navy~naval|空军=air force~airforce
火箭军=rocket force|战略支援部队=strategic support force~|联勤保障部队=joint logistics support force~
联勤=joint logistics|后勤=logistics|勤务=service|军需=quartermaster|军械=ordnance
军医大学=medical university~military medical university|军医=military medical~medical
士官学校=nco school~nco academy~non commissioned officer school~sergeant school|士官=nco~sergeant
指挥学院=command college~command academy|指挥=command|装甲兵=armored forces~armor|步兵=infantry|炮兵=artillery
防空兵=air defense forces|防空=air defense|防化=chemical defense|边海防=border coastal defense|边防=border defense
兵种=service arms~combat arms~branches|特种作战=special operations|航空兵=aviation|潜艇=submarine
舰艇=naval vessel~warship|预警=early warning|电子工程=electronic engineering|国防大学=national defense university
国防科技大学=national university defense technology|国防科技=defense science technology
国防科工=defense science industry|军事交通=military transportation|交通运输=transportation|军工=military industry
军民融合=military civil fusion|总参谋部=general staff department|总装备部=general armament department
情报=information~intelligence|参谋=staff|司令部=headquarters|刑事警察=criminal investigation police~criminal police
刑事=criminal|警官学院=police college~police academy|警察学院=police college~police academy~police university
消防=fire~fire fighting|特警=special police|司法=justice~judicial|鉴定=forensic~identification
公安部=ministry public security|国家安全=state security|安全部=ministry state security
国防部=ministry national defense|工业和信息化部=ministry industry information technology|教育部=ministry education
科技部=ministry science technology|国务院=state council|政府=government|人民法院=peoples court|检察院=procuratorate
管理局=administration bureau~administration|管理局公安局=administration public security bureau
戒毒=drug rehabilitation|监狱管理局=prison administration|教育局=education bureau|职业技能=vocational skills
教育培训=education training
"""
# Sciences, materials and machines.
SCIENCES = """
物理=physics|数学=mathematics|力学=mechanics|声学=acoustics|电子学=electronics|核物理=nuclear physics
理论物理=theoretical physics|空间=space|空间科学=space science|空间技术=space technology|遥测=telemetry|计量=metrology
标准化=standardization|质量=quality|可靠性=reliability|生态=ecological~ecology|高压=high pressure~high voltage
低压=low voltage|低温=cryogenic|真空=vacuum|超导=superconducting|等离子=plasma|原子能=atomic energy
核能=nuclear energy|核动力=nuclear power|反应堆=reactor|同位素=isotope|辐射=radiation|燃气轮机=gas turbine
汽轮机=steam turbine|涡轮=turbine|推进=propulsion|动力机械=power machinery|固体=solid|液体=liquid
结构=structure~structural|特种=special|复合材料=composite materials~composites~composite|复合=composite
功能材料=functional materials|纳米=nano|碳纤维=carbon fiber|玻璃纤维=fiberglass~glass fiber|玻纤=fiberglass
高分子=polymer|有机=organic|无机=inorganic|有机硅=organic silicon~silicone|硅酸盐=silicate|稀有金属=rare metal
贵金属=precious metals|粉末冶金=powder metallurgy|磁性材料=magnetic materials|磁材=magnetic materials
永磁=permanent magnet|磁性=magnetic|绝缘=insulation|超硬=superhard|特种合金=special alloy|特种材料=special materials
高温合金=superalloy|轻合金=light alloy|电工=electrical~electric|电工材料=electrical materials
电器设备=electrical equipment|电气设备=electrical equipment|电站=power station|变频=inverter|逆变器=inverter
整流=rectifier|电阻=resistor|晶振=crystal oscillator|电子元件=electronic components|电子器件=electronic devices
元件=components|电路板=circuit board|印制板=printed circuit board|线路板=circuit board|芯片设计=chip design
光刻=lithography|掩模=mask|光掩模=photomask|靶材=target|刻蚀=etching|光伏组件=photovoltaic modules
光通信=optical communications|光子=photonics|光器件=optical devices|成像=imaging|视觉=vision|视频=video|音频=audio
语音=speech|图像=image|感知=perception|算法=algorithm|区块=block|网安=network security
网络安全=network security~cyber security|信息安全=information security|密码=cryptography|信息系统=information systems
信息工程=information engineering|在线=online|云=cloud|云科技=cloud technology|云技术=cloud technology
通信技术=communications technology|移动通信=mobile communications|卫星通信=satellite communications
卫星应用=satellite application|卫星导航=satellite navigation|导航定位=navigation positioning
测控技术=measurement control technology|仿真=simulation|模拟=simulation|模型=model|航模=aeromodel
无人系统=unmanned systems|无人飞行器=unmanned aerial vehicle|直升机=helicopter|飞行器=aircraft|航空器=aircraft
航空动力=aviation power|航空电子=avionics~aviation electronics|机载=airborne|机载设备=airborne equipment
起落架=landing gear|民用飞机=civil aircraft|民机=civil aircraft|民用航空=civil aviation|机场=airport
空管=air traffic control|机库=hangar|船运=shipping|船舶工业=shipbuilding industry
船舶重工=shipbuilding industry~shipbuilding heavy industry|船舶设计=ship design|船舶运输=ship shipping~ship transport
海工=offshore engineering|海洋工程=offshore engineering~ocean engineering|海洋石油=offshore oil~marine petroleum
油田=oilfield|油田服务=oilfield services|钻井=drilling|钻探=drilling|石油化工=petrochemical
石油机械=petroleum machinery|石油装备=petroleum equipment|炼化=refining chemical|炼油=refining|油气=oil gas|燃气=gas
煤化工=coal chemical|煤业=coal|煤电=coal electricity|电石=calcium carbide|电解铝=electrolytic aluminum
工业硅=industrial silicon|铁合金=ferroalloy|铝材=aluminum|铝箔=aluminum foil|铜箔=copper foil|箔=foil|线材=wire rod
钢业=steel|重机=heavy machinery|重型机械=heavy machinery|重型=heavy|重工业=heavy industry
装备制造=equipment manufacturing|机器=machine|机械厂=machinery factory~machinery plant
机械制造=machinery manufacturing~machine building|机械设备=machinery equipment|机电设备=electromechanical equipment
机械工程=mechanical engineering|精密机械=precision machinery|精密仪器=precision instrument
科学仪器=scientific instrument|仪器仪表=instrument|实验设备=laboratory equipment|试验设备=test equipment
试验=test~testing|试飞=flight test|试验场=proving ground|气瓶=cylinders~gas cylinder|压力容器=pressure vessel
容器=container~vessel|储罐=tank|车床=lathe|数控=cnc~numerical control|数控机床=cnc machine tool|磨料=abrasives
磨具=abrasives|工程机械=construction machinery|农机=agricultural machinery|农业机械=agricultural machinery
拖拉机=tractor|内燃机=internal combustion engine|柴油机=diesel engine~diesel|变速器=transmission|底盘=chassis
专用汽车=special vehicle|专用车=special vehicle|新能源科技=new energy technology|智能制造=intelligent manufacturing
智能装备=intelligent equipment|智能科技=intelligent technology|智能控制=intelligent control
工业自动化=industrial automation|自动控制=automatic control
"""
# Trade, goods of hospitals and fields, everyday naming.
GOODS = """
国际经济技术合作=international economic technical cooperation|经济技术合作=economic technical cooperation
合作=cooperation|技术进出口=technology import export|机械进出口=machinery import export
国际工程=international engineering|国际物流=international logistics|国际货运代理=international freight forwarding
货运代理=freight forwarding|报关=customs broker|国际投资=international investment|国际控股=international holdings
国际实业=international industry|国际商贸=international trading|商业=commercial~business|商业管理=commercial management
企业管理=enterprise management~business management|企业集团=enterprise group
科技发展=technology development~science technology development|科技开发=technology development
技术开发=technology development|技术服务=technology service~technical services|技术咨询=technical consulting
科技服务=technology service|科技集团=technology group|科技产业=technology industry|高科技=high tech~high technology
高技术=high tech~high technology|新技术=new technology|新科技=new technology
总公司=corporation~general company~head office|总厂=general factory~main plant|工业集团=industry group
实业集团=industry group|产业集团=industry group|投资集团=investment group|控股集团=holding group|经营=operation
运营=operation|营销=marketing|销售=sales|贸易商行=trading|商行=trading|行=trading~company|洋行=trading~company
供应=supply|物资=materials|材料科技=materials technology|新型材料=new materials|环境科技=environmental technology
环保科技=environmental technology|生态农业=ecological agriculture|农业科技=agricultural technology
农业开发=agricultural development|农产品=agricultural products|农副产品=agricultural products|林果=fruit
干果=dried fruit|核桃=walnut|枸杞=wolfberry|红花=safflower|番茄制品=tomato products|番茄酱=ketchup~tomato paste
甜叶菊=stevia|甘草=licorice|棉麻=cotton linen|棉纺织=cotton textile|纺织品=textile|纺织服装=textile garment
纺织科技=textile technology|制线=thread|针纺=knitting|织造=weaving|色纺=color spinning~dyed yarn
服饰集团=apparel group|制鞋=shoes|手工艺品=handicrafts|发业=hair|毛发=hair|美发=hair|日用=daily~household
百货=department store|超市=supermarket|电子产品=electronic products|家用电器=household appliances
电器有限公司=electric appliance|医疗设备=medical equipment|医疗用品=medical supplies~medical products
医疗科技=medical technology|医疗器材=medical instruments|医疗产品=medical products|医用材料=medical materials
卫生用品=hygiene products~sanitary products|生物医药=biopharmaceutical
生物制药=biopharmaceutical~biological pharmaceutical|生物制品=biological products~biologics~biotech
生物工程=bioengineering~biological engineering|生物化学=biochemical|药物=drug~pharmaceutical
药品=medicine~pharmaceutical|维生素=vitamin|氨基酸=amino acid|抗生素=antibiotics|血制品=blood products|细胞=cell
免疫=immune|检验=inspection~laboratory|基因组=genomics|基因科技=gene technology|医学检验=medical laboratory
丁腈=nitrile|乳胶制品=latex products|橡胶制品=rubber products|塑料制品=plastic products|硅胶=silicone
玻璃制品=glass products|金属制品=metal products|五金制品=hardware products|木制品=wood products|纸制品=paper products
食品集团=food group|食品科技=food technology|海产=seafood|海鲜=seafood|水产品=aquatic products
水产食品=aquatic food~seafood|冷冻食品=frozen food|冷冻=frozen|蟹=crab|虾=shrimp|鱿鱼=squid|渔业集团=fishery group
餐饮=catering|餐具=tableware|物业管理=property management|园区=park|孵化器=incubator|职工=staff|工会=trade union
俱乐部=club|会展=exhibition|展览=exhibition|东方红=dongfanghong|凤凰=phoenix~fenghuang|蓝天=blue sky~lantian
长江=yangtze~changjiang~yangtze river|黄河=yellow river~huanghe|珠江=pearl river~zhujiang|环球=global~huanqiu
全球=global~quanqiu|世纪=century~shiji|新世纪=new century~xinshiji|海外=overseas|亚洲=asia|东亚=east asia
亚太=asia pacific|太平洋=pacific|欧亚=eurasia|中华=china~zhonghua|银河=galaxy~yinhe|阳光=sunshine~sun~yangguang
太阳=sun~taiyang|恒星=star~hengxing|新星=new star~xinxing|红星=red star~hongxing|金星=venus~jinxing
友谊=friendship~youyi|和平=peace~heping|胜利=victory~shengli|先锋=pioneer~xianfeng|未来=future~weilai|皇家=royal
飞龙=flying dragon~feilong|天空=sky|蓝海=blue ocean~lanhai|海洋=marine~ocean|远东=far east~yuandong
西域=western regions~xiyu|丝路=silk road~silu
"""
# What is written one way and translated two or three, or belongs to a trade by its last character.
OTHERS = """
航空=aviation~aeronautical~aero|航空材料=aviation materials~aeronautical materials
航空制造=aeronautical manufacturing~aviation manufacturing|航空科学技术=aeronautical science technology
航天=aerospace~space|航天工程=space engineering~aerospace engineering|宇航=aerospace~astronautics
航宇=aerospace~hangyu|磁业=magnetic industry|智慧=wisdom~smart~intelligence|智慧城市=smart city|存储=storage~memory
存储器=memory|石油=petroleum~oil|天然气=natural gas~gas|电子信息=electronic information
电子测量=electronic measurement|电子工业=electronics industry~electronic industry
电子技术=electronics technology~electronic technology|电子仪器=electronic instruments|电子设备=electronic equipment
电子科技=electronic technology~electronics technology|微电子科技=microelectronics technology
工业大学=technological university~university technology~institute technology~polytechnical university
曙光=sugon~dawning~shuguang|兵器工业=ordnance industries~norinco|兵工=ordnance|北方=north~northern~norinco
南方=south~southern|东方=oriental~dongfang~eastern|西部=western~west|东部=eastern~east|中部=central
国营=state owned~state|民营=private|中央=central|中国国家=china national|国家级=national|全国=national|省级=provincial
自治州=prefecture|自治区=autonomous region|地区=~prefecture|县=~county|区=~district|市=~city|省=~province|镇=~town
乡=~township|村=village~|纺织工业=textile industry|轻工=light industry|轻工业=light industry|轻纺=light textile
针织品=knitwear|棉织=cotton weaving|毛织=wool weaving|纱业=yarn|布业=cloth|线业=thread|绒业=down|羽绒=down
羽毛=feather|皮业=leather|革业=leather|毛皮=fur|裘皮=fur|手套厂=glove factory|铸锻=casting forging|锻压=forging
冲压=stamping|拉丝=wire drawing|电镀=electroplating|氧化=oxidation|铝制品=aluminum products|铜材=copper|锌材=zinc
镁合金=magnesium alloy|铝合金=aluminum alloy|钛合金=titanium alloy|钛材=titanium|多金属=polymetallic|金矿=gold mine
铁矿=iron ore|煤矿=coal mine|铜矿=copper mine|锂矿=lithium mine|盐业=salt|盐化=salt chemical|碱业=soda|氟化=fluorine
氟硅=fluorosilicone|磷化工=phosphorus chemical|氮肥=nitrogen fertilizer|钾肥=potash|复合肥=compound fertilizer
农化=agrochemical|日化=daily chemical|洗涤=detergent|香精=flavor|色素=pigment|胶粘=adhesive|胶带=adhesive tape
密封件=seals|橡塑=rubber plastic|塑业=plastic|塑胶=plastic~plastics|化学纤维=chemical fiber|化学工业=chemical industry
化学制品=chemical products|硅材料=silicon materials|晶硅=crystalline silicon|硅片=wafer|单晶=monocrystalline
光电子=optoelectronic~photonics|光电=photoelectric~optoelectronics|电缆=cable|电池科技=battery technology
锂电池=lithium battery|新材=new materials|能源科技=energy technology|能源集团=energy group
电力设备=power equipment~electric power equipment|电力工程=power engineering|电力建设=power construction
水利=water conservancy|水产养殖=aquaculture|种植=planting|种子=seed|苗木=nursery|牧业=animal husbandry|乳品=dairy
奶业=dairy|蛋业=egg|蜂业=bee products|粮食=grain|油料=oilseed|番茄=tomato|葡萄酒业=winery|酿酒=brewing|酒庄=winery
茶叶=tea|果汁=juice|果品=fruit|蔬果=vegetable fruit|菌业=fungi|食用菌=edible fungi|货物=goods
货物运输=freight transport|国际运输=international transport|航运=shipping~marine|海运=shipping~marine~maritime
船舶管理=ship management|船舶=shipbuilding~ship~marine|船舶代理=shipping agency|拖轮=tugboat|油轮=tanker|港务=port
港口集团=port group|码头集团=terminal group|空运=air freight|航空货运=air cargo|航空公司=airlines
航空服务=aviation services|通航=general aviation|飞机制造=aircraft manufacturing|飞机工业=aircraft industry
发动机制造=engine manufacturing|动力集团=power group|动力控制=power control|液压件=hydraulic components
雷达技术=radar technology|电磁=electromagnetic|电波=radio wave|无线=wireless|无线通信=wireless communications
有线=cable|卫星网络=satellite network|网络通信=network communications|数据中心=data center|数据技术=data technology
数字科技=digital technology|人脸识别=face recognition|软件技术=software technology|软件开发=software development
系统工程=systems engineering|系统集成=system integration|工程咨询=engineering consulting
工程建设=engineering construction|工程设计=engineering design|建设工程=construction engineering
建筑工程=construction engineering|建设集团=construction group|建工=construction engineering|土建=civil construction
钢结构=steel structure|基础设施=infrastructure|城市=urban~city|城投=city investment|投资控股=investment holding
投资管理=investment management|资产管理=asset management|资产经营=asset operation|国有资产=state owned assets
国有资本=state capital|金融=financial|金融租赁=financial leasing|小额贷款=microcredit|电商=e commerce|商城=mall
批发=wholesale|零售=retail|采购=procurement|经销=distribution|外经=foreign economic|对外经济=foreign economic
人才=talent|人才服务=talent service|劳务派遣=labor dispatch|劳务服务=labor services|扶贫=poverty alleviation
培训中心=training center
"""
TABLES = SCHOOLS + FORCES + SCIENCES + GOODS + OTHERS
