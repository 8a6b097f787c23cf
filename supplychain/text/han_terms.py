"""What do further Chinese terms of company names mean: places and trades?

Data only; `text/translate.py` reads it beside its own table. Gathered from general knowledge of the trade registers'
vocabulary and the administrative map; refuses to know any list, and groups (`text/han_groups.py`).
"""

from __future__ import annotations

# Provinces, cities and regions that often open a company's name.
PLACES = """
衡水=hengshui|邯郸=handan|邢台=xingtai|沧州=cangzhou|廊坊=langfang|秦皇岛=qinhuangdao|张家口=zhangjiakou|承德=chengde
大同=datong|长治=changzhi|晋城=jincheng|运城=yuncheng|临汾=linfen|赤峰=chifeng|通辽=tongliao|乌海=wuhai|鞍山=anshan
抚顺=fushun|本溪=benxi|丹东=dandong|锦州=jinzhou|营口=yingkou|盘锦=panjin|葫芦岛=huludao|四平=siping|通化=tonghua
延边=yanbian|齐齐哈尔=qiqihar|大庆=daqing|牡丹江=mudanjiang|佳木斯=jiamusi|连云港=lianyungang|淮安=huaian
盐城=yancheng|镇江=zhenjiang|泰州=taizhou|宿迁=suqian|湖州=huzhou|衢州=quzhou|舟山=zhoushan|丽水=lishui|芜湖=wuhu
蚌埠=bengbu|淮南=huainan|马鞍山=maanshan|铜陵=tongling|安庆=anqing|黄山=huangshan|阜阳=fuyang|滁州=chuzhou
宣城=xuancheng|莆田=putian|南平=nanping|龙岩=longyan|宁德=ningde|景德镇=jingdezhen|萍乡=pingxiang|九江=jiujiang
赣州=ganzhou|吉安=jian|宜春=yichun|上饶=shangrao|淄博=zibo|枣庄=zaozhuang|东营=dongying|济宁=jining|泰安=taian
日照=rizhao|临沂=linyi|德州=dezhou|聊城=liaocheng|滨州=binzhou|菏泽=heze|开封=kaifeng|平顶山=pingdingshan|安阳=anyang
新乡=xinxiang|焦作=jiaozuo|许昌=xuchang|南阳=nanyang|商丘=shangqiu|信阳=xinyang|黄石=huangshi|十堰=shiyan|宜昌=yichang
襄阳=xiangyang|荆州=jingzhou|孝感=xiaogan|株洲=zhuzhou|湘潭=xiangtan|衡阳=hengyang|岳阳=yueyang|常德=changde
郴州=chenzhou|汕头=shantou|江门=jiangmen|湛江=zhanjiang|茂名=maoming|惠州=huizhou|梅州=meizhou|清远=qingyuan
潮州=chaozhou|揭阳=jieyang|肇庆=zhaoqing|柳州=liuzhou|桂林=guilin|北海=beihai|三亚=sanya|自贡=zigong|攀枝花=panzhihua
泸州=luzhou|德阳=deyang|遂宁=suining|宜宾=yibin|遵义=zunyi|曲靖=qujing|大理=dali|宝鸡=baoji|咸阳=xianyang|渭南=weinan
汉中=hanzhong|榆林=yulin|嘉峪关=jiayuguan|金昌=jinchang|天水=tianshui|酒泉=jiuquan|格尔木=golmud|石嘴山=shizuishan
昆山=kunshan|张家港=zhangjiagang|江阴=jiangyin|常熟=changshu|太仓=taicang|宜兴=yixing|余姚=yuyao|慈溪=cixi|诸暨=zhuji
海宁=haining|桐乡=tongxiang|晋江=jinjiang|石狮=shishi|浦东=pudong|海淀=haidian|朝阳=chaoyang|滨海=binhai|苏南=sunan
淮北=huaibei|轮台=luntai|沙雅=xayar|阿瓦提=awat|拜城=baicheng|叶城=kargilik|伽师=payzawat|英吉沙=yengisar
巴楚=maralbexi|皮山=guma|于田=keriya|民丰=niya|准东=zhundong|吉木萨尔=jimsar|玛纳斯=manas|呼图壁=hutubi|阜康=fukang
精河=jinghe|乌苏=wusu|沙湾=shawan|焉耆=yanqi|和静=hejing|尉犁=lopnur|若羌=ruoqiang|巴音郭楞=bayingolin
克孜勒苏=kizilsu|铁门关=tiemenguan|可克达拉=kokdala|双河=shuanghe|北屯=beitun|南疆=southern xinjiang|北京=beijing
上海=shanghai|深圳=shenzhen|广州=guangzhou|天津=tianjin|重庆=chongqing|南京=nanjing|杭州=hangzhou|苏州=suzhou
武汉=wuhan|成都=chengdu|宁波=ningbo|厦门=xiamen|青岛=qingdao|大连=dalian|济南=jinan|郑州=zhengzhou|长沙=changsha
合肥=hefei|福州=fuzhou|沈阳=shenyang|长春=changchun|昆明=kunming|兰州=lanzhou|石家庄=shijiazhuang|太原=taiyuan
南昌=nanchang|南宁=nanning|贵阳=guiyang|海口=haikou|西宁=xining|银川=yinchuan|无锡=wuxi|常州=changzhou|东莞=dongguan
佛山=foshan|珠海=zhuhai|中山=zhongshan|温州=wenzhou|义乌=yiwu|洛阳=luoyang|绵阳=mianyang|三明=sanming|烟台=yantai
威海=weihai|潍坊=weifang|徐州=xuzhou|南通=nantong|扬州=yangzhou|绍兴=shaoxing|嘉兴=jiaxing|金华=jinhua|台州=taizhou
泉州=quanzhou|漳州=zhangzhou|保定=baoding|唐山=tangshan|包头=baotou|鄂尔多斯=ordos|江苏=jiangsu|浙江=zhejiang
广东=guangdong|山东=shandong|福建=fujian|湖北=hubei|湖南=hunan|河南=henan|河北=hebei|四川=sichuan|安徽=anhui
江西=jiangxi|山西=shanxi|甘肃=gansu|贵州=guizhou|广西=guangxi|云南=yunnan|海南=hainan|吉林=jilin|辽宁=liaoning
黑龙江=heilongjiang|宁夏=ningxia|青海=qinghai|新疆维吾尔自治区=xinjiang|鄯善=shanshan|库车=kuqa|奎屯=kuitun
塔城=tacheng|阿勒泰=altay|博尔塔拉=bortala|图木舒克=tumxuk|阿拉尔=aral|五家渠=wujiaqu|莎车=yarkant|疏勒=shule
策勒=qira|墨玉=karakax|洛浦=lop|新疆=xinjiang|乌鲁木齐=urumqi|喀什=kashgar|和田=hotan|阿克苏=aksu|伊犁=ili|昌吉=changji
石河子=shihezi|克拉玛依=karamay|吐鲁番=turpan|哈密=hami|库尔勒=korla|西藏=tibet|陕西=shaanxi|西安=xian|哈尔滨=harbin
"""
# Trades and common words of registers.
TRADES = """
株式会社=kabushiki kaisha|有限会社=yugen kaisha|合同会社=godo kaisha|电源=power supply|电线=wire|线缆=cable
开关=switch|继电器=relay|电容=capacitor|电感=inductor|连接器=connector|接插件=connector|晶体=crystal|晶圆=wafer
封装=packaging|微波=microwave|射频=radio frequency|天线=antenna|红外=infrared|紫外=ultraviolet|光纤=optical fiber
光学仪器=optical instrument|镜头=lens|摄像=camera|监控=monitoring|识别=recognition|人工智能=artificial intelligence
云计算=cloud computing|大数据=big data|物联网=internet of things|互联网=internet|区块链=blockchain
信息技术=information technology|信息产业=information industry|电子商务=electronic commerce|跨境=cross border
数码=digital|通讯设备=communications equipment|仪表=instrument|测控=tracking control~measurement control|控制=control
伺服=servo|电控=electronic control|传动=transmission|减速机=reducer|齿轮=gear|液压=hydraulic|气动=pneumatic
铸造=casting|锻造=forging|焊接=welding|热处理=heat treatment|表面处理=surface treatment|刀具=tools|工具=tool
夹具=fixture|量具=measuring tools|紧固件=fasteners|标准件=standard parts|弹簧=spring|密封=seal|管业=pipe|管道=pipeline
管件=pipe fittings|钢管=steel pipe|钢构=steel structure|型材=profile|合金=alloy|特钢=special steel
不锈钢=stainless steel|钨业=tungsten|钼业=molybdenum|镍业=nickel|黄金=gold|矿产=mineral|矿山=mine|选矿=ore dressing
焦化=coking|炭素=carbon|石墨=graphite|陶瓷=ceramic|耐火=refractory|建材=building materials|装饰=decoration
门窗=doors windows|幕墙=curtain wall|涂料=coating|油漆=paint|树脂=resin|薄膜=film|泡沫=foam|胶业=adhesive
粘合剂=adhesive|助剂=additive|染料=dye|颜料=pigment|农药=pesticide|化妆品=cosmetics|香料=fragrance
精细化工=fine chemical|新能源汽车=new energy vehicle|动力电池=power battery|锂电=lithium battery|储能=energy storage
充电=charging|风电=wind power|风能=wind energy|水电=hydropower|火电=thermal power|核电=nuclear power|电网=power grid
供电=power supply|发电=power generation|热电=thermal power|节能=energy saving|环境=environment|净化=purification
水处理=water treatment|水务=water|污水=sewage|固废=solid waste|再生资源=renewable resources|回收=recycling
循环=recycling|园林=garden|绿化=greening|林业=forestry|木业=wood|竹业=bamboo|人造板=panel|地板=flooring|纸业=paper
纸品=paper products|彩印=color printing|包装材料=packaging materials|制罐=can making|罐头=canned food|调味=seasoning
饮料=beverage|酒业=liquor|茶业=tea|面粉=flour|米业=rice|油脂=oil|饲料=feed|畜牧=animal husbandry|养殖=breeding
屠宰=slaughter|肉类=meat|肉业=meat|果蔬=fruit vegetable|蔬菜=vegetable|辣椒=pepper|红枣=jujube|葡萄=grape|葡萄酒=wine
甜菜=beet|制糖=sugar|淀粉=starch|生物科技=biotechnology~biological technology~bio technology~biotech
生物技术=biotechnology~bio technology~biological technology|基因=gene|疫苗=vaccine|血液=blood|诊断=diagnostics
试剂=reagent|原料药=active ingredient|中成药=chinese medicine|药材=medicinal materials|药房=pharmacy|医用=medical
医学=medical|护理=care|康复=rehabilitation|卫生=sanitary|卫生材料=sanitary materials|保健=health care|口腔=dental
眼科=ophthalmic|骨科=orthopedic|注射器=syringe|导管=catheter|输液=infusion|手术=surgical|防护用品=protective products
劳保=labor protection|床上用品=bedding|毛巾=towel|纱布=gauze|棉纱=cotton yarn|纱线=yarn|化纤=chemical fiber
粘胶=viscose|涤纶=polyester|锦纶=nylon|氨纶=spandex|羊绒=cashmere|羊毛=wool|地毯=carpet|绣品=embroidery
鞋服=footwear apparel|帽业=hat|袜业=hosiery|手袋=handbags|拉链=zipper|纽扣=button|假发=wig|发饰=hair accessories
饰品=accessories|钟表=watch|眼镜=glasses|乐器=musical instrument|文具=stationery|礼品=gift|宠物=pet|家居=home
厨具=kitchenware|卫浴=sanitary ware|灯饰=lighting|灯具=lamps|空调=air conditioning|制冷=refrigeration|冷链=cold chain
压铸=die casting|摩托车=motorcycle|自行车=bicycle|电动车=electric vehicle|客车=bus|轮胎=tire|零件=parts|车辆=vehicle
机车=locomotive|铁道=railway|桥梁=bridge|隧道=tunnel|公路=highway|路桥=road bridge|市政=municipal|地产=real estate
城建=urban construction|土木=civil engineering|爆破=blasting|民爆=civil explosives
航空发动机=aero engine~aviation engine|通用航空=general aviation|航天器=spacecraft|火箭=rocket|导弹=missile|舰船=ship
船厂=shipyard|船务=shipping|船业=ship|渔船=fishing vessel|远洋=ocean
远洋渔业=ocean fishing~ocean fishery~pelagic fishery|捕捞=fishing|货运=freight~cargo|货代=forwarding|快递=express
仓储=warehousing|码头=wharf|航务=navigation|外轮=foreign vessel|代理=agency|进出口贸易=import export trading
对外贸易=foreign trade|国际贸易=international trading|国贸=international trading|实业发展=industry development
实业投资=industry investment|创业投资=venture capital|股权投资=equity investment|资本=capital
融资租赁=financial leasing|租赁=leasing|担保=guarantee|信托=trust|期货=futures|财务=finance|会计=accounting|律师=law
广告=advertising|影视=film television|动漫=animation|游戏=game|出版社=press|印务=printing|职业=vocational
职业技术学院=vocational technical college|中学=school|培训=training|研究=research|勘测=survey|气象=meteorology
地震=earthquake|海关=customs|公安局=public security bureau|公安厅=public security department
人民政府=peoples government|有限=limited|合作社=cooperative|专业合作社=cooperative|联合会=federation|学会=society
基金会=foundation|局=bureau|部=ministry|厅=department|处=office|站=station|分厂=branch factory|总院=general institute
第一=first|第二=second|第三=third|新区=new area|开发区=development zone|高新区=high technology zone|保税区=bonded zone
产业园=industrial park|科技园=science park|产业化=industrialization|中外合资=joint venture|附属=affiliated
直属=directly under
"""
TABLES = PLACES + TRADES
