"""What do the characters of a made-up Chinese name mean one by one, and how do they sound in Hong Kong?

Data only: `character=word`; `text/han_wordings.py` reads it. A house of Hong Kong calls itself abroad by Cantonese
sounds or by what its characters mean (`金鷹` Golden Eagle). From general knowledge: the first sense of the dictionary,
and the spellings of streets and companies there. Refuses to know whole words (`text/translate.py`).
"""

from __future__ import annotations

MEANINGS = """
金=golden|银=silver|龙=dragon|凤=phoenix|虎=tiger|狮=lion|鹰=eagle|马=horse|鹿=deer|鹤=crane|鲸=whale|熊=bear|狼=wolf
豹=leopard|象=elephant|鱼=fish|鸟=bird|海=sea|洋=ocean|山=mountain|河=river|江=river|湖=lake|岛=island|岸=shore|湾=bay
港=harbour|泉=spring|星=star|月=moon|日=sun|天=sky|云=cloud|风=wind|雷=thunder|雪=snow|火=fire|光=light|明=bright
亮=bright|耀=bright|辉=brilliant|闪=flash|夜=night|晨=morning|晓=dawn|红=red|蓝=blue|绿=green|白=white|黑=black
黄=yellow|紫=purple|彩=color|东=east|西=west|南=south|北=north|中=central|大=great|小=little|新=new|高=high|长=long
远=far|快=fast|速=speed|飞=flying|美=beautiful|好=good|优=excellent|胜=victory|福=fortune|富=rich|宝=treasure|玉=jade
珠=pearl|石=stone|铁=iron|钢=steel|水=water|木=wood|花=flower|草=grass|树=tree|林=forest|竹=bamboo|梅=plum|兰=orchid
莲=lotus|春=spring|秋=autumn|夏=summer|冬=winter|王=king|皇=royal|帝=emperor|神=divine|仙=fairy|人=people|民=people
国=national|家=home|门=gate|桥=bridge|路=road|城=city|世=world|界=world|力=power|智=wisdom|慧=wisdom|友=friend|爱=love
心=heart|信=trust|诚=honest|和=harmony|平=peace|安=safe|顺=smooth|创=innovation|锐=sharp|锋=edge|元=first|利=benefit
达=reach|通=through|联=united|合=united|众=public|环=ring|球=globe|宇=universe|航=sail|帆=sail|船=ship|舟=boat|车=car
翼=wing|箭=arrow|剑=sword|盾=shield|冠=crown|峰=peak|极=polar|丰=rich|盛=prosperous|兴=prosper|旺=prosper|泰=peace
康=health|健=health|乐=happy|喜=joy|吉=lucky|祥=lucky|瑞=lucky|永=forever|久=lasting|恒=eternal|千=thousand
万=ten thousand|百=hundred|一=one|双=double|三=three|四=four|五=five|七=seven|八=eight|九=nine
"""
# As Hong Kong spells them in names, whatever the scheme.
CANTONESE = """
安=on|宝=po|保=po|彩=choi|昌=cheong|长=cheung|成=shing|诚=shing|城=shing|创=chong|达=tat|大=tai|德=tak|东=tung|鼎=ting
发=fat|丰=fung|峰=fung|锋=fung|福=fook|富=fu|高=ko|光=kwong|广=kwong|国=kwok|海=hoi|汉=hon|航=hong|豪=ho|浩=ho|和=wo
恒=hang|宏=wang|鸿=hung|洪=hung|华=wah|辉=fai|汇=wui|惠=wai|基=kei|吉=kat|佳=kai|嘉=ka|建=kin|健=kin|江=kong|金=kam
锦=kam|京=king|景=king|九=kau|巨=kui|骏=chun|俊=chun|凯=hoi|康=hong|科=fo|立=lap|丽=lai|利=lee|力=lik|联=luen|良=leung
林=lam|龙=lung|隆=lung|路=lo|马=ma|美=mei|明=ming|南=nam|能=nang|年=nin|宁=ning|平=ping|普=po|祺=kei|启=kai|强=keung
庆=hing|仁=yan|荣=wing|瑞=sui|润=yun|三=sam|山=shan|上=sheung|胜=shing|盛=shing|生=sang|世=sai|时=sze|寿=sau|顺=shun
四=sze|泰=tai|腾=tang|天=tin|通=tung|同=tung|万=man|旺=wong|伟=wai|威=wai|维=wai|文=man|五=ng|西=sai|喜=hei|先=sin
祥=cheung|香=heung|晓=hiu|新=sun|信=shun|鑫=yam|星=sing|兴=hing|雄=hung|秀=sau|旭=yuk|亚=a|阳=yeung|洋=yeung|耀=yiu
业=yip|一=yat|怡=yee|义=yee|益=yick|毅=ngai|银=ngan|英=ying|盈=ying|永=wing|友=yau|有=yau|裕=yue|誉=yu|元=yuen|源=yuen
远=yuen|粤=yuet|云=wan|运=wan|展=chin|正=ching|志=chi|智=chi|中=chung|众=chung|忠=chung|洲=chau|珠=chu|卓=cheuk|子=tze
宗=chung|祖=cho|李=lee|王=wong|黄=wong|陈=chan|张=cheung|周=chow|吴=ng|郑=cheng|梁=leung|谢=tse|许=hui|邓=tang|冯=fung
曾=tsang|蔡=choi|潘=poon|叶=yip|何=ho|罗=law|杨=yeung|钟=chung|余=yu|刘=lau|赵=chiu|郭=kwok
"""
