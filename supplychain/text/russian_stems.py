"""What do further Russian words of companies, institutes and offices mean, and what their abbreviations stand for?

Data only: `stem=english`, a word is translated where it begins with the stem; `text/translate.py` reads it beside its
own table. As any dictionary and any register of legal names has them; refuses to know names and lists.
"""

from __future__ import annotations

STEMS = """
высокоточн=high precision|высш=higher|внешн=foreign|разведк=intelligence
контрразведк=counterintelligence|экономик=economics|экономическ=economic|физико=physics|химико=chemical
технико=technical|механико=mechanical|оптико=optical|радиофизик=radiophysics|гидравлик=hydraulics
гидравлическ=hydraulic|пневматик=pneumatics|агрегат=aggregate|агрегатн=aggregate|узл=units|судоремонт=ship repair
авиаремонтн=aircraft repair|ремонт=repair|ремонтн=repair|машин=machine|машиностроител=machine building
механическ=mechanical|электромеханическ=electromechanical|электро=electro|электронк=electronics
электропривод=electric drive|приборостроительн=instrument making|моторостроительн=engine building|мотор=motor
дизел=diesel|тепловоз=locomotive|локомотив=locomotive|вагоностроительн=railcar building|тракторн=tractor
трактор=tractor|инструментальн=tool|абразив=abrasive|оптоэлектрон=optoelectronic|фотон=photonics|светодиод=led
полупроводников=semiconductor|микросхем=microcircuits|микроприбор=microdevices|кварц=quartz|кристалл=crystal
керамическ=ceramic|композит=composite|волокн=fiber|углерод=carbon|графит=graphite|титан=titanium|магни=magnesium
редкоземельн=rare earth|сплав=alloy|проволок=wire|прокат=rolled products|прокатн=rolling|литейн=foundry
кузнечн=forging|сталепрокатн=steel rolling|ферросплав=ferroalloy|коксохимическ=coke chemical|взрыв=explosive
порохов=powder|порох=gunpowder|патрон=cartridge|снаряд=shell|танк=tank|танков=tank|броня=armor|бронев=armored
стрелков=small arms|пулемет=machine gun|артиллерийск=artillery|зенитн=antiaircraft|торпед=torpedo|подводн=underwater
лодк=boat|корабл=ship|корабельн=ship|океан=ocean|океанологи=oceanology|гидроприбор=hydropribor
гидроакустик=hydroacoustics|спутник=satellite|спутников=satellite|ракетно=rocket|космодром=cosmodrome|орбит=orbit
полет=flight|летн=flight|испытательн=test|испытани=tests|полигон=test site|аэродром=airfield|аэро=aero
аэродинамик=aerodynamics|аэрогидродинамическ=aerohydrodynamic|беспилотн=unmanned|дрон=drone
автоматизирован=automated|автоматизаци=automation|робот=robot|робототехник=robotics
кибернетик=cybernetics|информатик=informatics|математическ=mathematical|моделировани=modeling|вычислени=computing
нейро=neuro|криптограф=cryptography|кибер=cyber|защит=protection|контрол=control|метролог=metrology|стандарт=standard
качеств=quality|сертификац=certification|эксперт=expert|экспертиз=expertise|оценк=evaluation
научно=scientific|учебн=educational|учебно=educational|государственно=state|казенн=state|казначейств=treasury
правительств=government|президент=president|администраци=administration|муниципальн=municipal|округ=district
район=district|област=region|край=territory|республик=republic|народ=peoples|граждан=civil|гражданск=civil
таможенн=customs|пограничн=border|внутренн=internal|дел=affairs|обороны=defense|оборонн=defense|вооружени=armament
войск=troops|арми=army|гвард=guard|росгварди=national guard|полиц=police|тюр=prison|исправительн=correctional
колони=colony|юстиц=justice|суд=court|прокуратур=prosecutor|следственн=investigative|комисси=commission
дирекц=directorate|дума=duma|культур=culture|музе=museum|театр=theater|спорт=sport|молодеж=youth
патриотическ=patriotic|православн=orthodox|фундаментальн=fundamental|теоретическ=theoretical|общ=general
неорганическ=inorganic|элементоорганическ=organoelement|нефтехими=petrochemical|катализ=catalysis|горюч=combustible
топлив=fuel|спектроскоп=spectroscopy|плазм=plasma|лазерно=laser|давлен=pressure|энергии=energy
частиц=particles|тепло=heat|теплотехник=heat engineering|теплоэнерго=heat power|электростанц=power plant
гидроэлектр=hydroelectric|сетев=grid|магистральн=main|трубопровод=pipeline|газопровод=gas pipeline
нефтепровод=oil pipeline|нефтепродукт=oil products|нефтеперерабатывающ=oil refining|переработк=processing
перерабатывающ=processing|добыч=extraction|шахт=mine|разрез=coal mine|карьер=quarry|месторожден=deposit
геологоразвед=exploration|бензин=petrol|масло=oil|смазк=lubricants|химволокн=chemical fiber|пластмассов=plastic
полиэтилен=polyethylene|каучук=rubber|азот=nitrogen|калий=potash|фосфор=phosphorus|минеральн=mineral|соль=salt
сод=soda|стекольн=glass|стекловолокн=fiberglass|хлоп=cotton|лен=linen|шерст=wool|шелк=silk|ткан=fabric|ткацк=weaving
прядильн=spinning|кожев=leather|кож=leather|мех=fur|обувн=footwear|галантере=haberdashery|игруш=toys|посуд=tableware
продукт=products|продукц=products|товар=goods|изделий=products|издели=products|вин=wine|винн=wine|пив=beer
пивоварен=brewing|водк=vodka|спирт=alcohol|коньяк=cognac|кондитерск=confectionery|птице=poultry|свино=pork
животновод=livestock|растениевод=crop|семен=seeds|комбикорм=feed|ферм=farm|овощ=vegetable|фрукт=fruit|консерв=canned
рыболовн=fishing|рыбопромышлен=fishing|краб=crab|море=sea|морепродукт=seafood|элеватор=elevator|медико=medical
медтехник=medical equipment|медоборудовани=medical equipment|лечебн=medical|санатор=sanatorium|гигиен=hygiene
эпидемиолог=epidemiology|вирусолог=virology|микробиолог=microbiology|генетик=genetics|биофизик=biophysics
биохими=biochemistry|биоорганическ=bioorganic|иммун=immune|фармац=pharmacy|перчат=gloves|маск=masks
шприц=syringes|протез=prosthetics|очк=glasses|строител=builder|строй=construction|монтаж=installation
монтажн=installation|жил=housing|жилищн=housing|недвижимост=real estate|земл=land|архитектур=architecture|мост=bridge
тоннел=tunnel|метро=metro|инфраструктур=infrastructure|благоустройств=improvement|перевоз=transportation
пассажир=passenger|груз=cargo|грузов=cargo|контейнер=container|терминал=terminal|такси=taxi|автобус=bus
авиаперевоз=air transport|авиастроительн=aircraft building|авиационно=aviation|автозавод=automobile plant
автодизел=autodiesel|автомобил=automobile|запчаст=spare parts|дом=house|торговый=trading|магазин=store|рынок=market
ярмарк=fair|биржа=exchange|брокер=broker|депозитар=depository|регистратор=registrar|платеж=payment|платежн=payment
расчет=settlement|сбережен=savings|ипотек=mortgage|доверительн=trust|инвест=invest|венчурн=venture|пенсионн=pension
лотере=lottery|продюсер=producer|медиа=media|пресс=press|газет=newspaper|журнал=magazine|книг=book|книжн=book
радиовещ=broadcasting|кино=cinema|видео=video|трест=trust|артель=artel|кооператив=cooperative|ферма=farm
синдикат=syndicate|консорциум=consortium|содружеств=commonwealth|лиг=league|московско=moscow
петербург=petersburg|ленинградск=leningrad|нижегородск=nizhny novgorod|казанск=kazan|самарск=samara|саратовск=saratov
омск=omsk|томск=tomsk|новосибирск=novosibirsk|красноярск=krasnoyarsk|иркутск=irkutsk|хабаровск=khabarovsk
владивостокск=vladivostok|екатеринбургск=yekaterinburg|челябинск=chelyabinsk|пермск=perm|уфимск=ufa|башкирск=bashkir
татарск=tatar|тульск=tula|калужск=kaluga|рязанск=ryazan|тверск=tver|смоленск=smolensk|воронежск=voronezh
ростовск=rostov|волгоградск=volgograd|краснодарск=krasnodar|ижевск=izhevsk|ульяновск=ulyanovsk|пензенск=penza
курск=kursk|брянск=bryansk|ярославск=yaroslavl|архангельск=arkhangelsk|мурманск=murmansk|калининградск=kaliningrad
псковск=pskov|севастопольск=sevastopol|симферопольск=simferopol|донецк=donetsk|луганск=luhansk|минск=minsk|киевск=kyiv
харьковск=kharkiv|одесск=odesa|евразийск=eurasian|европейск=european|азиатск=asian|тихоокеанск=pacific
атлантическ=atlantic|каспи=caspian|азовск=azov|амурск=amur|камск=kama|енисейск=yenisei|ленск=lena|кавказск=caucasus
алтайск=altai|якутск=yakutsk|сахалинск=sakhalin|камчатск=kamchatka|чукотск=chukotka|приморск=primorsky
мкб=machine building design bureau|цкб=central design bureau|скб=special design bureau|пкб=design bureau
кбм=machine building design bureau|впк=military industrial company|нпф=scientific production firm
нтц=scientific technical center|ниц=research center|нц=scientific center|ифз=institute of physics of the earth
оэз=special economic zone|тд=trading house|гк=group of companies|ук=management company|пк=production company
ск=construction company|тк=transport company|мз=machine building plant|арз=aircraft repair plant|срз=ship repair plant
ссз=shipbuilding plant|судозавод=shipyard|вмф=navy|ввс=air force|вкс=aerospace forces|мвд=ministry of internal affairs
мчс=ministry of emergency situations|фсб=federal security service|фсо=federal protective service
фсин=federal penitentiary service|свр=foreign intelligence service|рф=russian federation|мгу=moscow state university
спбгу=saint petersburg state university|мфти=moscow institute physics technology|чвк=private military company
сзд=northwest|ржд=russian railways|аэс=nuclear power plant|гэс=hydroelectric power plant|тэц=heat power plant
опк=united instrument corporation|оск=united shipbuilding corporation|оак=united aircraft corporation
одк=united engine corporation|вко=aerospace defense|пво=air defense|рэб=electronic warfare|нио=research department
вц=computing center|ивц=computing center|фиц=federal research center|гниц=state research center
гнц=state scientific center|гос=state|пром=industrial|снаб=supply|экспо=expo|спец=special|тех=tech
аэрокосмическ=aerospace
двойн=dual|адмиралтейск=admiralty|моторостроени=motor building|профессиональн=professional|конструктор=designers
автономн=autonomous|некоммерческ=noncommercial|организаци=organization|политехническ=polytechnic
педагогическ=pedagogical|кафедр=department|факультет=faculty|исследовани=research|радиосвяз=radio communication
радиостроени=radio engineering|телевидени=television|телемеханик=telemechanics|материаловедени=materials science
порошков=powder|металлурги=metallurgy|сварк=welding|сварочн=welding|лить=casting|экскаватор=excavator
комбайн=harvester|электровоз=locomotive|тепловозостроительн=locomotive building|лодок=boats|катер=boats|яхт=yacht
веществ=substances|аппарат=apparatus|наведени=guidance|локаци=location|радар=radar|антенн=antenna|приемник=receiver
передатчик=transmitter|провод=wire|линз=lens|зеркал=mirror|диод=diode|транзистор=transistor|чип=chip|разъем=connector
конденсатор=capacitor|резистор=resistor|датчик=sensor|сенсор=sensor|счетчик=meter|манометр=pressure gauge
измерени=measurement|надежност=reliability|труд=labor|экологи=ecology|климат=climate|погод=weather|пожар=fire
пожарн=fire|спасени=rescue|спасательн=rescue|внедренческ=innovation|головн=head|ведущ=leading|закрыт=closed
открыт=open|публичн=public|частн=private|образовательн=educational|профилактическ=preventive|санитарн=sanitary
ветеринарн=veterinary|племенн=breeding|семеноводческ=seed|мелиоративн=land reclamation|водоканал=water utility
теплосет=heat network|энергосбыт=energy sales|химкомбинат=chemical combine|мясокомбинат=meat processing plant
молокозавод=dairy plant|хлебозавод=bakery|хлебокомбинат=bakery|птицефабрик=poultry farm|рыбзавод=fish plant
ликероводочн=distillery|пивзавод=brewery|стеклозавод=glass plant|лесозавод=sawmill|лесхоз=forestry|леспромхоз=timber
совхоз=state farm|колхоз=collective farm|авиазавод=aviation plant|котельн=boiler|арматурн=valve|метизн=hardware
медеплавильн=copper smelting|кобальтов=cobalt|свинцов=lead|оловянн=tin|редкометалл=rare metal|нефтебаз=oil depot
авиалини=airlines|причал=pier|авиастроен=aircraft building|двигателестроен=engine building
ракетостроен=rocket building|танкостроен=tank building|вагоностроен=wagon building|электромаш=electrical machine
электромашиностроительн=electrical machine building|энергомашиностроительн=power machine building
энергомашиностроен=power machine building|геофизическ=geophysical|океанографи=oceanography|космонавтик=cosmonautics
астрономи=astronomy|ядерно=nuclear|высокомолекулярн=macromolecular|биомедицинск=biomedical|биотехническ=biotechnical
нанотехнологи=nanotechnology|наноматериал=nanomaterials|кристаллографи=crystallography|спектральн=spectral
электрофизик=electrophysics|электрофизическ=electrophysical|импульсн=pulse|гидродинамик=hydrodynamics
системотехник=systems engineering|схемотехник=circuit engineering|шифр=cipher|летательн=flying|самолетн=aircraft
суперкомпьютер=supercomputer|процессор=processor|модул=module|компонент=components|элемент=elements|детал=parts
механизм=mechanisms|устройств=devices|изготовлени=manufacturing|обслуживани=maintenance|стандартизац=standardization
перспективн=advanced|фундамент=foundation
"""
