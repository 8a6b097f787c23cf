"""What do phrases of Chinese company and institute names mean, each with the other ways it is translated?

Data only: `term=first~second`, the commonest English first, nothing after `~` where it is often left out;
`text/translate.py` reads it. Gathered from general knowledge of trade registers and of how universities, forces and
works translate themselves. Refuses to know any list.
"""

from __future__ import annotations

# Phrases of trades, sciences, forces and foreign countries: what names no company by itself.
PHRASES = """
安装=installation|保洁=cleaning|保险经纪=insurance brokers|泵站=pump station|变电=substation|变电站=substation
标识=signs|标签=label|冰箱=refrigerator|财产保险=property insurance|采矿=mining|餐厅=restaurant|仓库=warehouse
产品=products|产权=property rights|厂房=plant|超声=ultrasonic~ultrasound|车桥=axle|车身=body|沉积=deposition
乘用车=passenger car|充电桩=charging pile|出行=mobility~travel|储运=storage transportation|船艇=boats
船舶修造=ship repair building|创意=creative|创业=venture~entrepreneurship|纯净水=purified water|磁电=magnetoelectric
催化剂=catalyst|催化=catalysis|打印=printing|大米=rice|大豆=soybean|贷款=loan|蛋白=protein|导热=thermal conductive
道路=road|灯光=lighting|低碳=low carbon|电动工具=power tools|电动汽车=electric vehicle|电梯=elevator|电极=electrode
电解=electrolysis|电解液=electrolyte|电影=film|电视=television|电视台=television station|电子烟=electronic cigarette
定位=positioning|动保=animal health|动物=animal|动物保健=animal health|锻件=forgings|多媒体=multimedia
发酵=fermentation|法兰=flange|防水=waterproof|防爆=explosion proof|防伪=anti counterfeiting|防腐=anticorrosion
房产=real estate|房屋=housing|非金属=nonmetal~nonmetallic|废物=waste|分析仪器=analytical instruments|分子=molecular
粉末=powder|风机=fan|风力发电=wind power|风险投资=venture capital|服务外包=service outsourcing|辐照=irradiation
负极材料=anode materials|正极材料=cathode materials|感光=photosensitive|钢丝=steel wire|钢丝绳=steel wire rope
钢筋=rebar|高速公路=expressway|高等专科学校=college|隔膜=separator|个人护理=personal care|给水=water supply
工程监理=engineering supervision|工程总承包=engineering general contracting|工控=industrial control
公交=public transport|公用=public utilities|公益=public welfare|供暖=heating|供热=heating|供水=water supply
固体废物=solid waste|管桩=pipe pile|光缆=optical cable~optical fiber cable|光热=solar thermal|光源=light source
广场=plaza|广电=broadcasting television|广电网络=broadcasting network|硅钢=silicon steel|硅材=silicon materials
国际旅行社=international travel service|国土=land|海水淡化=seawater desalination|海底=submarine|海绵=sponge
合成=synthetic|合成纤维=synthetic fiber|合成橡胶=synthetic rubber|后勤保障=logistics support|护肤=skin care
花卉=flower|花生=peanut|化学品=chemicals|环卫=sanitation|环境监测=environmental monitoring
环境治理=environmental treatment|环氧=epoxy|环氧树脂=epoxy resin|黄酒=rice wine|会议=conference|混凝土=concrete
火柴=match|活性炭=activated carbon|货车=truck|货柜=container|基建=infrastructure|机械加工=machining|激素=hormone
集装箱=container|集装箱运输=container transport|家政=housekeeping|监测=monitoring|监理=supervision|检疫=quarantine
交易=trading~exchange|交易所=exchange|交易中心=exchange center|胶囊=capsule|胶片=film|教学仪器=teaching instruments
节水=water saving|结晶=crystal|金刚石=diamond|金属加工=metal processing|金属表面=metal surface
精细化学品=fine chemicals|净水=water purification|酒类=liquor|聚氨酯=polyurethane|聚酯=polyester|聚合物=polymer
卷烟=cigarette|咖啡=coffee|开采=mining|科教=science education|可再生能源=renewable energy|空分=air separation
空压机=air compressor|矿产品=mineral products|矿用=mining|矿机=mining machinery|快餐=fast food|昆虫=insect|垃圾=waste
蜡烛=candle|老年=elderly|冷却=cooling|冷冻机=refrigerator|理化=physical chemical|立体=stereo
联合收割机=combine harvester|收割机=harvester|粮库=grain depot|林产=forest products|林产化工=forest chemical
磷酸=phosphoric acid|零食=snack|流量=flow|硫酸=sulfuric acid|楼宇=building|旅行社=travel agency|铝板=aluminum plate
铝加工=aluminum processing|铝型材=aluminum profile|绿色食品=green food|轮船=steamship~ship|轮毂=wheel hub
码头装卸=stevedoring|煤层气=coalbed methane|煤机=coal machinery|美容=beauty|棉制品=cotton products|面料=fabric
面条=noodles|民用=civil|膜技术=membrane technology|摩擦=friction|母婴=maternal infant|木材=timber~wood|内衣=underwear
耐磨=wear resistant|尼龙=nylon|农牧=agriculture animal husbandry|农副=agricultural|农村信用社=rural credit cooperative
农村=rural|农资=agricultural materials|暖通=hvac|排水=drainage|配送=distribution|皮具=leather goods|皮鞋=leather shoes
啤酒=beer~brewery|票据=bills|平台=platform|葡萄糖=glucose|气体=gas~gases|汽配=auto parts|铅酸=lead acid|轻质=light
清洁=cleaning~clean|清洁用品=cleaning products|清洗=cleaning|氢能=hydrogen energy~hydrogen|氢能源=hydrogen energy
曲轴=crankshaft|全自动=automatic|燃料=fuel|燃料电池=fuel cell|热泵=heat pump|人参=ginseng|人造革=artificial leather
乳制品=dairy products|软磁=soft magnetic|润滑油=lubricants|散热=heat dissipation|沙漠=desert|商标=trademark
商品=commodity|商厦=mall|烧结=sintering|设备安装=equipment installation|设施=facilities|社区=community|射线=ray
摄影=photography|深海=deep sea|审计=audit|生活用品=daily necessities|生物质=biomass|石英=quartz|石材=stone
时装=fashion|实验动物=laboratory animal|实验仪器=laboratory instruments|食盐=salt|食用油=edible oil|市场=market
饰件=trim|手表=watch|手机=mobile phone|输变电=power transmission transformation|输配电=power transmission distribution
水泵=water pump|水晶=crystal|水文=hydrology|水运=water transport|税务=tax|丝网=wire mesh|饲料添加剂=feed additive
太空=space|碳素=carbon|碳化硅=silicon carbide|碳材料=carbon materials|特种钢=special steel|特种纸=special paper
体检=medical examination|天文=astronomy~astronomical|铁塔=tower|听力=hearing|通用设备=general equipment
铜加工=copper processing|图书=books|涂层=coating|土地=land|脱硫=desulfurization|微电机=micro motor
温控=temperature control|文化艺术=culture art|文体=stationery sports|污水处理=sewage treatment~wastewater treatment
无缝钢管=seamless steel pipe|无损检测=nondestructive testing|物联=iot|物联科技=iot technology|物流园=logistics park
显微镜=microscope|现代农业=modern agriculture|线路=line|消费=consumer|小家电=small household appliances
新能源车=new energy vehicle|信号=signal|信用=credit|玄武岩=basalt|血浆=plasma|压力=pressure|压铸件=die castings
烟草=tobacco|烟花=fireworks|岩土=geotechnical|研磨=grinding|盐湖=salt lake|养老=elderly care
养老服务=elderly care services|氧化铝=alumina|药用=medicinal|药用植物=medicinal plant|冶炼=smelting
液晶=liquid crystal|医学影像=medical imaging|移动互联=mobile internet|饮用水=drinking water|印制电路=printed circuit
荧光=fluorescence|影像=imaging|硬件=hardware|硬质合金=cemented carbide|油泵=oil pump|油墨=ink
有机肥=organic fertilizer|渔具=fishing tackle|玉米=corn|预应力=prestressed|园艺=horticulture|原料=raw materials
远程=remote|运动=sports|运动用品=sporting goods|再生=renewable~recycling|再生能源=renewable energy|增材=additive
债券=bond|粘结=bonding|展示=display|照相=photographic|振动=vibration|蒸汽=steam|支架=bracket~stent
知识产权=intellectual property|织带=webbing|植物=plant|植物提取=plant extract|纸板=cardboard|纸箱=carton|制动=brake
制剂=preparation~formulation|质检=quality inspection|智控=intelligent control|智能硬件=intelligent hardware
智能终端=intelligent terminal|中医=traditional chinese medicine|中医院=hospital traditional chinese medicine
珠宝首饰=jewelry|竹木=bamboo wood|主机=main engine|住宅=housing|注塑=injection molding|铸件=castings|铸钢=cast steel
铸铁=cast iron|专利=patent|专用设备=special equipment|装潢=decoration|装甲=armor|装卸=stevedoring|资源=resources
资源开发=resources development|自来水=water supply|自控=automatic control|综合=comprehensive~integrated
总承包=general contracting|总医院=general hospital|组件=modules|钻石=diamond|座椅=seat
机电安装=electromechanical installation|农牧业=agriculture animal husbandry|船舶电子=marine electronics
电子对抗=electronic countermeasures|电磁兼容=electromagnetic compatibility|微特电机=micro special motor
工程船舶=engineering ships|特种电缆=special cable|军用=military|民品=civil products|对抗=countermeasures|隐身=stealth
侦察=reconnaissance|打击=strike|保障=support|保密=security|核电站=nuclear power plant|核燃料=nuclear fuel|铀业=uranium
同步=synchronization|卫星导航定位=satellite navigation positioning|时空=space time|授时=time service|频率=frequency
元素=element|稀有=rare|放射=radiation|药学=pharmacy|病毒=virus|疾病=disease|预防控制=control prevention
疾病预防控制中心=center disease control prevention|卫生防疫=health epidemic prevention
集团股份有限公司=group co ltd~co ltd|集团有限责任公司=group co ltd~co ltd|研究与发展=research development
研究发展=research development|与=|及=|暨=|的=|国防科学技术大学=national university defense technology
航天工业学院=institute aerospace engineering|海军工程大学=naval university engineering~navy engineering university
海军航空大学=naval aviation university~naval aeronautical university~navy aviation university
火箭军工程大学=rocket force university engineering~rocket force engineering university
航天工程大学=space engineering university~aerospace engineering university
空军工程大学=air force engineering university~air force university engineering
陆军工程大学=army engineering university~army university engineering
武警工程大学=engineering university peoples armed police~armed police engineering university
武警部队=peoples armed police~peoples armed police force|解放军=peoples liberation army~pla
工程学院=institute technology~engineering institute~institute engineering|舰艇学院=naval academy~naval vessel academy
航空兵学院=aviation academy~aviation college|飞行学院=flight academy~flying college~flight college~aviation university
军事学院=military academy~military college|国家研究中心=national research center~national laboratory
国家实验室=national laboratory|实验中心=experiment center|实验基地=test base|试验基地=test base|训练基地=training base
空气动力=aerodynamics~aerodynamic|空气动力学=aerodynamics|动力学=dynamics|流体物理=fluid physics
流体力学=fluid mechanics|物质科学=physical sciences|微尺度=microscale|强度=strength~structure
环境工程=environmental engineering|工程热物理=engineering thermophysics|等离子体=plasma physics
光学精密机械与物理=optics fine mechanics physics~optics precision mechanics physics|精密光学=precision optics
微系统=microsystem|信息科学=information science|计算科学=computational science~computing science
计算机技术=computer technology~computing technology|高性能计算=high performance computing|超算=supercomputing
超级计算机=supercomputer|控制工程=control engineering|控制技术=control technology
机电工程=electromechanical engineering|电子科学=electronic science|电子信息科学=electronic information science
无线电测量=radio measurement|无线电计量=radio metrology|惯性=inertial|陀螺=gyro|制导=guidance|引信=fuze
弹药=ammunition|火炸药=explosives|火工=pyrotechnics|发射=launch|靶场=range|遥控=remote control
水声=underwater acoustic|水下=underwater|声呐=sonar|航海=navigation|船舶系统=ship systems|船用=marine
船用机械=marine machinery|特种结构=special structures|特种车辆=special vehicles|特种飞行器=special vehicle
合成材料=composites~synthetic materials|稀土永磁=rare earth permanent magnet|机场建设=airport construction
精工=precision~precision products|多谱=multi spectral|多谱图像=multi spectral image
图像信息处理=image information processing~information processing|信息处理=information processing
战略=strategic~strategy|战略与安全=strategy security|国际安全=international security|国际问题=international studies
政策=policy|文献=documentation|标准=standards|出版集团=publishing group|中美=sino american~sino us|中德=sino german
中日=sino japanese~china japan|中俄=sino russian|中欧=sino euro~sino european~china europe|中法=sino french
中意=sino italian|中韩=sino korean|中英=sino british|中澳=sino australian|中伊=sino iran|中外=sino foreign
中巴=sino pakistan|中亚=central asia~zhongya|中非=sino african|欧洲=europe|美洲=america|非洲=africa
德国=germany~german|美国=usa~american~us|日本=japan|俄罗斯=russia|韩国=korea|英国=uk~british|法国=france|意大利=italy
伊朗=iran|巴基斯坦=pakistan|新加坡=singapore|马来西亚=malaysia|越南=vietnam|泰国=thailand|印度=india|印尼=indonesia
菲律宾=philippines|缅甸=myanmar|柬埔寨=cambodia|哈萨克斯坦=kazakhstan|乌兹别克斯坦=uzbekistan|迪拜=dubai|阿联酋=uae
土耳其=turkey|澳大利亚=australia|加拿大=canada|巴西=brazil|电讯=telecom~telecommunications|电通=telecom
通联=communication|讯息=information|资讯=information|科研器材=scientific equipment|器材公司=equipment
高科=high tech~high technology|高新科技=advanced technology|高新技术=high technology~advanced technology
先进技术=advanced technology|前沿=frontier|尖端=advanced|数据科技=data technology|数云=data cloud
数字技术=digital technology|智能技术=intelligent technology|智能设备=intelligent equipment~smart equipment
智能系统=intelligent systems|智能机器=intelligent machine|自动化设备=automation equipment
系统技术=systems technology~system technology|集成=integrated|集成技术=integrated technology
创新科技=innovation technology|信息通信=information communication|通信设备=communication equipment
电信科学技术=telecommunications science technology|导航技术=navigation technology|遥感技术=remote sensing technology
测绘科技=surveying mapping technology|地理信息=geographic information
空间信息=geospatial information~space information|位置服务=location services
光学技术=optical technology~optics technology|光电子技术=optoelectronics technology|光电仪器=optoelectronic instrument
激光技术=laser technology|激光科技=laser technology|红外技术=infrared technology|红外光电=infrared optoelectronics
传感技术=sensing technology|传感=sensing~sensor|测量技术=measurement technology|精密测量=precision measurement
仪器设备=instrument equipment|机电科技=electromechanical technology|机电技术=electromechanical technology
液压机械=hydraulic machinery|泵阀=pumps valves|阀业=valve|流体=fluid|流体控制=fluid control|热能=thermal energy
热工=thermal|真空技术=vacuum technology|低温技术=cryogenic technology|表面技术=surface technology
焊接材料=welding materials|工业设备=industrial equipment|工业技术=industrial technology|工业科技=industrial technology
海事=maritime~marine|海运物流=shipping logistics|海洋科技=marine technology~ocean technology
海洋装备=marine equipment~ocean equipment|海洋与防务装备=offshore marine engineering|防务=defense
防务科技=defense technology|国防工业=defense industry|船舶配件=ship accessories|船舶科技=ship technology
船舶用品=ship supplies|船舶物资=ship supplies|救捞=salvage|打捞=salvage|海缆=submarine cable|海底电缆=submarine cable
电缆集团=cable group|线缆科技=cable technology|电线电缆=wire cable|轨道=rail|高铁=high speed rail
机车车辆=rolling stock|汽车工业=automobile industry~automotive industry|汽车制造=automobile manufacturing
汽车电子=automotive electronics|整车=vehicle|车业=vehicle|航空科技=aviation technology
航空技术=aviation technology~aero technology|航空装备=aviation equipment|航空设备=aviation equipment
航空仪表=aviation instrument|航空零部件=aviation parts|航空器材=aviation supplies~aviation equipment
航空电器=aviation electric|航空精密=aviation precision|航空复合材料=aviation composites~aeronautical composites
航空物流=aviation logistics~air logistics|航天动力=aerospace propulsion|航天电子=aerospace electronics
航天信息=aerospace information|航天技术=aerospace technology~spaceflight technology|航天时代=aerospace times
航天机电=aerospace automobile electromechanical|航天材料=aerospace materials|宇航科技=aerospace technology
飞机集团=aircraft group|飞机设计=aircraft design|飞机强度=aircraft strength|飞机维修=aircraft maintenance
维修=maintenance|无人=unmanned|东风汽车=dongfeng motor|时尚=fashion|毛纺服装=woolen garment|纺纱=spinning
棉产业=cotton industry|果茸=fruit antler|香梨=pear~fragrant pear|海洋食品=marine food|食品工业=food industry|肉食=meat
服装服饰=garment apparel|服装厂=garment factory|服饰有限公司=apparel co ltd|制衣厂=garment factory
手套有限公司=gloves co ltd|发饰品=hair accessories|工艺=crafts|工艺礼品=arts gifts|电子厂=electronics factory
化工厂=chemical plant|玻璃厂=glass factory|水泥厂=cement plant|发电厂=power plant|电厂=power plant|造船厂=shipyard
修船=ship repair|铸造厂=foundry|健康产业=health industry|健康科技=health technology|大健康=health
医疗电子=medical electronics|生物医疗电子=bio medical electronics|生物医疗=biomedical|生物医学=biomedical
医学科技=medical technology|医疗集团=medical group|医疗系统=medical systems|医疗仪器=medical instruments
医用高分子=medical polymer|医用高分子制品=medical polymer products~medical polymer|医用制品=medical products
医用品=medical products|生命科学=life sciences~life science|生命科技=life technology|细胞科技=cell technology
新药=new drug|新药开发=new drug development|新药研发=drug research development|研发=research development|无纺=nonwoven
非织造=nonwoven|非织造布=nonwoven|体育用品=sports products~sporting goods|文化用品=stationery|办公用品=office supplies
日用化工=daily chemical|洗涤用品=detergent|家居用品=household products|塑胶制品=plastic products
硅橡胶=silicone rubber|电子材料=electronic materials|光电材料=optoelectronic materials
半导体材料=semiconductor materials|半导体设备=semiconductor equipment|半导体科技=semiconductor technology
半导体技术=semiconductor technology|微电子技术=microelectronics technology|微电子设备=microelectronics equipment
集成电路设计=integrated circuit design~ic design|集成电路制造=integrated circuit manufacturing
集成电路产业=integrated circuit industry|芯片技术=chip technology|芯片科技=chip technology
存储技术=memory technology~storage technology|存储科技=memory technology|电子装备=electronic equipment
电子系统=electronic systems|电子商贸=electronic trading|电子器材=electronic equipment|电子元器件=electronic components
电路科技=circuit technology|绿能=green energy|绿色能源=green energy|清洁能源=clean energy|光能=solar~solar energy
光伏科技=photovoltaic technology~pv technology|热力=thermal power|锂能=lithium energy|矿业集团=mining group
矿产资源=mineral resources|金属材料=metal materials|钴业=cobalt|镍钴=nickel cobalt|石油化学=petrochemical
贸易公司=trading|贸易行=trading company~trading|快运=express|速递=express|货运航空=cargo airlines|空港=airport
口岸=port|生产建设=production construction|劳动=labor|就业=employment|培训学校=training school
职业培训=vocational training|技工学校=technical school|农垦=agricultural reclamation~state farms|牧场=ranch~pasture
林场=forest farm|团场=regiment farm|戈壁=gobi|工程技术=engineering technology|工程科技=engineering technology
工程研究=engineering research|勘探=exploration|石油勘探=petroleum exploration|石油工程=petroleum engineering
石油技术=petroleum technology|油气田=oil gas field|船舶与海洋工程=ship ocean engineering
环境科学=environmental science|地球物理=geophysics|地球=earth~globe|极地=polar|海洋研究=ocean research
资本管理=capital management|股权=equity|产业投资=industry investment|科技投资=technology investment|顾问=consultants
策划=planning|传播=communication|教育科技=education technology|地产集团=real estate group|股份公司=co ltd
有限责任=limited|无限公司=unlimited company|株式=kabushiki|会社=company|事业=enterprise|事业部=division
企业公司=enterprise|联合公司=united company|联合体=union|联盟=alliance|总局=general bureau~general administration
总所=general institute|支队=detachment|中队=squadron|大队=brigade|旅=brigade|军区=military region~military command
战区=theater command|兵工厂=arsenal
"""
# Universities that translate themselves otherwise than word by word, and everyday names of works.
NAMES = """
北京大学=peking university|北大=peking university~beida|清华大学=tsinghua university|清华=tsinghua
北京航空航天大学=beihang university~beijing university aeronautics astronautics|北航=beihang~buaa
哈尔滨工业大学=harbin institute technology|哈工大=harbin institute technology
北京理工大学=beijing institute technology|西北工业大学=northwestern polytechnical university
西安电子科技大学=xidian university~xian electronic science technology university
中国科学技术大学=university science technology china|中北大学=north university china|北华=north china~beihua
北华航天工业学院=north china institute aerospace engineering|中山大学=sun yat sen university
苏州大学=soochow university|华南理工大学=south china university technology
华东理工大学=east china university science technology|华中科技大学=huazhong university science technology
东南大学=southeast university|北京科技大学=university science technology beijing
北方工业大学=north china university technology|大连理工大学=dalian university technology
武汉理工大学=wuhan university technology|太原理工大学=taiyuan university technology
昆明理工大学=kunming university science technology|长春理工大学=changchun university science technology
沈阳理工大学=shenyang ligong university~shenyang university technology|西安理工大学=xian university technology
浙江理工大学=zhejiang sci tech university|上海理工大学=university shanghai science technology
杭州电子科技大学=hangzhou dianzi university|桂林电子科技大学=guilin university electronic technology
中国计量大学=china jiliang university|海军大连舰艇学院=dalian naval academy~navy dalian naval academy
大连舰艇学院=dalian naval academy|东盟=asean|黎明=liming|洪都=hongdu|昌河=changhe|惠阳=huiyang|青云=qingyun
曙光机械=shuguang machinery|向阳=xiangyang|卫东=weidong|解放=liberation~jiefang|建国=jianguo|红旗=hongqi~red flag
革命=revolution|绿洲=oasis~lvzhou|昆仑=kunlun|丝绸之路=silk road|塔里木=tarim|准噶尔=junggar|博斯腾=bosten
"""
