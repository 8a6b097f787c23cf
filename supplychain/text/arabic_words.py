"""What do words and phrases in Arabic script mean that companies, ministries and institutes are named with?

Data only, Arabic, Persian, and Urdu with the English words it spells by sound; `text/arabic.py` reads it. As any
dictionary of trade has them; refuses to know names and lists.
"""

from __future__ import annotations

_WORDS = """
شرکت=company|شركه=company|گروه=group|مجموعه=group
مؤسسة=institution|بنياد=foundation|سازمان=organization|منظمة=organization
هيئة=authority|وزارت=ministry|وزارة=ministry|مدیریت=management
مديرية=directorate|صنايع=industries|صناعة=industry|صنعت=industry|صنعتی=industrial
صناعية=industrial|کارخانه=factory|مصنع=factory|معمل=factory|تولیدی=production|تولید=production
انتاج=production|بازرگانی=trading|تجارت=trading|تجاری=trading|تجارة=trading|تجارية=trading|للتجارة=trading
بین=inter|دولية=international|دولي=international|عالمية=global|خدمات=services|خدماتی=services
فنی=technical|تقنية=technical|مهندسی=engineering|هندسة=engineering|هندسية=engineering|فناوری=technology
تکنولوژی=technology|تكنولوجيا=technology|علوم=sciences|علمي=scientific|تحقیقات=research
تحقیقاتی=research|پژوهش=research|پژوهشی=research|بحوث=research|مركز=center|دانشگاه=university
جامعة=university|دانشکده=college|کلية=college|پژوهشگاه=research institute|پژوهشکده=research institute
آزمایشگاه=laboratory|بانک=bank|بنك=bank|مصرف=bank|بیمه=insurance|سرمایه=investment|گذاری=investment
استثمار=investment|توسعه=development|تنمية=development|کشتیرانی=shipping lines|شحن=shipping|ملاحة=navigation
نقل=transport|حمل=transport|هواپیمایی=airlines|طيران=aviation|هوایی=air|هوا=air|هوافضا=aerospace
دریایی=marine|بحرية=naval|نفت=oil|نفط=oil|گاز=gas|غاز=gas|پتروشیمی=petrochemical|شیمیایی=chemical
كيماوية=chemical|دارویی=pharmaceutical|دارو=pharmaceutical|ادوية=pharmaceutical|پزشکی=medical|طبية=medical|فولاد=steel
حديد=iron|معدن=mining|معدنی=mining|نیرو=energy|طاقة=energy|برق=electric|کهرباء=electricity
کهربائية=electrical|الکترونیکی=electronic|الكترونية=electronic|رایانه=computer
اطلاعات=information|معلومات=information|ارتباطات=communications|اتصالات=communications|مخابرات=telecommunications
ساختمانی=construction|ساختمان=construction|بناء=construction|انشاءات=construction|مقاولات=contracting|مواد=materials
غذایی=food|غذائية=food|کشاورزی=agriculture|زراعية=agricultural|ماشین=machine|سازی=manufacturing|خودرو=automobile
سيارات=automobile|قطعات=parts|تجهیزات=equipment|معدات=equipment|ابزار=instruments|دفاع=defense
دفاعی=defense|دفاعية=defense|نظامی=military|عسكرية=military|ارتش=army|جيش=army|سپاه=sepah|پاسداران=pasdaran
انقلاب=revolution|اسلامی=islamic|اسلامية=islamic|جمهوری=republic|جمهورية=republic|ملی=national|وطنية=national
وطني=national|عربية=arab|ايران=iran|تهران=tehran|اصفهان=isfahan|شیراز=shiraz|تبریز=tabriz
مشهد=mashhad|عراق=iraq|بغداد=baghdad|سوریه=syria|دمشق=damascus|حلب=aleppo|لبنان=lebanon|بيروت=beirut
يمن=yemen|صنعاء=sanaa|ليبيا=libya|سودان=sudan|خرطوم=khartoum|قطر=qatar|كويت=kuwait
دبي=dubai|امارات=emirates|عمان=oman|مصر=egypt|پاکستان=pakistan|افغانستان=afghanistan|غزة=gaza|محدود=limited
محدودة=limited|مسئولیت=liability|مسؤولية=liability|مساهمة=joint stock|سهامی=joint stock|خاص=private
شهيد=shahid|امام=imam|محمد=mohammad|علي=ali|احمد=ahmad|حسن=hassan|حسين=hussein
رضا=reza|مهدی=mehdi|عبد=abdul|ابو=abu|بن=bin|ابن=ibn|الله=allah|و=|في=|من=|از=
"""
_PHRASES = """
دانشگاه صنعتی=university technology|علم و صنعت=science technology|علوم و فنون=science technology
علمی و صنعتی=science technology|علوم و فناوری=science technology|علوم و تکنولوژی=science technology
سپاه پاسداران انقلاب اسلامی=islamic revolutionary guard corps|سپاه پاسداران=revolutionary guard corps
انقلاب اسلامی=islamic revolution|نیروی هوایی=air force|نیروی دریایی=navy|نیروی زمینی=ground force
نیروهای مسلح=armed forces|نیروی قدس=qods force|بین المللی=international|بین الملل=international
بینالمللی=international|بینالملل=international|وزارت دفاع=ministry defense|صنایع هوایی=aviation industries
صنایع دفاع=defense industries|صنایع هوافضا=aerospace industries|صنایع دریایی=marine industries
صنایع شیمیایی=chemical industries|صنایع الکترونیک=electronics industries|صنایع مهمات=ammunition industries
انرژی اتمی=atomic energy|فن آوری=technology|پدافند غیرعامل=passive defense
الجمهورية العربية السورية=syrian arab republic|مسئولیت محدود=limited liability|سهامی خاص=joint stock
سهامی عام=joint stock|محدود لیبیلیتی شرکت=limited liability company|محدود لیبیلیتی=limited liability
انسٹی ٹیوٹ=institute|ایسوسی ایٹس=associates|لمیٹڈ کمپنی=limited company|استيراد وتصدير=import export
الاستيراد والتصدير=import export|التصدير والاستيراد=export import|واردات و صادرات=import export
صادرات و واردات=export import|ذات مسؤولية محدودة=limited liability|ذات المسؤولية المحدودة=limited liability
للتجارة العامة=general trading|التجارة العامة=general trading|قوات مسلحة=armed forces|القوات المسلحة=armed forces
سلاح الجو=air force|القوة الجوية=air force|البحث العلمي=scientific research|البحوث العلمية=scientific research
الدراسات والبحوث=studies research|صنایع الکترونیکی=electronics industries|مواد غذایی=food|مواد شیمیایی=chemicals
ماشین سازی=machine manufacturing|ماشین آلات=machinery|کشتی سازی=shipbuilding|هواپیما سازی=aircraft manufacturing
هلیکوپتر سازی=helicopter manufacturing|خودرو سازی=automobile manufacturing|قطعه سازی=parts manufacturing
لوله سازی=pipe manufacturing|حمل و نقل=transport|نفت و گاز=oil gas|آب و برق=water power
تکنولوژی پیشرفته=advanced technology|سیم و کابل=wire cable|کابل سازی=cable manufacturing|بالائی فضائی=upper atmosphere
"""
_MORE_WORDS = """
السورية=syrian|العراقية=iraqi|اللبنانية=lebanese|الليبية=libyan|اليمنية=yemeni|الإيرانية=iranian|السودانية=sudanese
المصرية=egyptian|انستیتو=institute|انستیتوی=institute|معهد=institute|المعهد=institute|فیزیک=physics|فيزياء=physics
کاربردی=applied|تطبيقية=applied|شیمی=chemistry|كيمياء=chemistry|ریاضی=mathematics|الکتریک=electric
الکترونیک=electronic|الکترو=electro|إلكترونيات=electronics|باتری=battery|بطاريات=batteries
متالورژی=metallurgy|مهمات=ammunition|ذخائر=ammunition|موشک=missile|موشکی=missile|صواريخ=missiles|راکت=rocket
تسلیحات=armament|سلاح=arms|اسلحة=weapons|جغرافیایی=geographical|نیروهای=forces|نیروی=force|قوات=forces|مسلح=armed
مجتمع=complex|مجمع=complex|پژوهشها=research|علم=science|فن=technology|فنون=technologies|پدافند=defense|کشور=country
پشتیبانی=support|نوسازی=renewal|تعمیرات=repair|صيانة=maintenance|هلیکوپتر=helicopter
هلیکوپترسازی=helicopter manufacturing|پهپاد=uav|ساخت=construction|راکتور=reactor|هسته=nuclear|هسته‌ای=nuclear
نووی=nuclear|اتمی=atomic|ليزر=laser|اپتیک=optics|بصريات=optics|رادار=radar|مخابراتی=telecommunications
فرایند=process|آب=water|مياه=water|سیستم=system|نظم=systems|طراحی=design|طرح=design|پروژه=project
مشاريع=projects|پیمانکاری=contracting|مشاور=consultant|استشارات=consulting|بازاریابی=marketing|تسويق=marketing
استيراد=import|تصدير=export|واردات=import|صادرات=export|معدنية=metal|معادن=metals|ميكانيكية=mechanical
ميكانيك=mechanics|مکانیک=mechanics|متطورة=advanced|پیشرفته=advanced|حديثة=modern|نوین=modern|جدید=new|جديدة=new
تقنيات=technologies|مكتب=office|دفتر=office|دائرة=department|عامة=general|عام=general|لجنة=committee|کمیته=committee
جمعية=association|انجمن=association|اتحاد=union|خيرية=charitable|حركة=movement|مقاومة=resistance|صرافة=exchange
صرافی=exchange|حوالات=remittance|ذهب=gold|طلا=gold|مجوهرات=jewelry|عقارات=real estate|املاک=property|سياحة=tourism
سفر=travel|فندق=hotel|هتل=hotel|مستشفى=hospital|بيمارستان=hospital|مدرسه=school
کتب=books|نشر=publishing|اعلام=media|تلویزیون=television|إذاعة=broadcasting|زيوت=oils|روغن=oil|سكر=sugar|شکر=sugar
حبوب=grain|گندم=wheat|آرد=flour|دقيق=flour|لحوم=meat|گوشت=meat|البان=dairy|لبنیات=dairy|مشروبات=beverages|دخان=tobacco
دخانیات=tobacco|نسيج=textile|منسوجات=textiles|نساجی=textile|پوشاک=clothing|البسة=clothing|فرش=carpet|سجاد=carpets
چرم=leather|جلود=leather|اسمنت=cement|سيمان=cement|آجر=brick|شیشه=glass|زجاج=glass|سرامیک=ceramic
کاشی=tile|پلاستیک=plastic|بلاستيك=plastic|لاستیک=rubber|مطاط=rubber|کاغذ=paper|ورق=paper|چوب=wood|خشب=wood
مبلمان=furniture|أثاث=furniture|آلومینیوم=aluminum|المنيوم=aluminum|مس=copper|نحاس=copper|روی=zinc
سرب=lead|آهن=iron|ذوب=smelting|ریخته‌گری=casting|ابزارآلات=tools
ماشينسازی=machine manufacturing|خودروسازی=automobile manufacturing|موتور=motor|محركات=engines|توربین=turbine|پمپ=pump
مضخات=pumps|لوله=pipe|انابيب=pipes|کابل=kabul|كابلات=cables|سیم=wire|لامپ=lamp|یاتاقان=bearing|دریا=sea|بندر=port
ميناء=port|بنادر=ports|کشتی=ship|سفن=ships|ناوگان=fleet|خطوط=lines|ریلی=rail|راه‌آهن=railway|قطار=train
فرودگاه=airport|مطار=airport|هواپیما=aircraft|طائرات=aircraft|پست=post|بريد=post|شبکه=network|شبكات=networks
نرم‌افزار=software|برمجيات=software|کامپیوتر=computer|حاسوب=computer|رایانش=computing|داده=data|هوش=intelligence
امنیت=security|امن=security|حراسة=security|پلیس=police|شرطة=police|زندان=prison|سجن=prison|ستاد=headquarters
قرارگاه=headquarters|بسیج=basij|آستان=astan|جهاد=jihad|سازندگی=construction|خودکفایی=self sufficiency|مرزی=border
حدود=border|شمال=north|شمالی=northern|جنوب=south|جنوبی=southern|شرق=east|شرقي=eastern|غرب=west|غربي=western
مركزي=central|خليج=gulf|نیشنل=national|ڈیولپمنٹ=development|کمپلیکس=complex|کمیشن=commission
انرجی=energy|اٹامک=atomic|سائنس=science|سائنسز=sciences|سائنسی=scientific|ٹیکنالوجی=technology|ٹیکنالوجیز=technologies
ٹیکنیکل=technical|آرگنائزیشن=organization|ڈیفنس=defense|انسٹیٹیوٹ=institute|آف=of|اینڈ=and|لیزرز=lasers
آپٹرونکس=optronics|فیکٹریز=factories|فیکٹری=factory|آرڈیننس=ordnance|انجینئرنگ=engineering|انجنیئرنگ=engineering
یونیورسٹی=university|کالج=college|کارپوریشن=corporation|کمپنی=company|لمیٹڈ=limited|پرائیویٹ=private
انڈسٹریز=industries|انڈسٹریل=industrial|انڈسٹری=industry|ٹریڈنگ=trading|ٹریڈرز=traders|انٹرپرائزز=enterprises
انٹرپرائز=enterprise|انٹرنیشنل=international|سسٹمز=systems|سسٹم=system|سینٹر=center|سنٹر=center|ریسرچ=research
لیبارٹری=laboratory|لیبارٹریز=laboratories|الیکٹرانکس=electronics|الیکٹرونکس=electronics|الیکٹرک=electric
کیمیکل=chemical|کیمیکلز=chemicals|ایروناٹیکل=aeronautical|ایروسپیس=aerospace|ایرو=aero|سپیس=space|ہیوی=heavy
مکینیکل=mechanical|نیوکلیئر=nuclear|پاور=power|پلانٹ=plant|بورڈ=board|گروپ=group|برادرز=brothers|ٹیکسٹائل=textile
ملز=mills|فاؤنڈیشن=foundation|ٹرسٹ=trust|ویلفیئر=welfare|خلائی=space|بالائی=upper|فضایی=space|ادارہ=institute
محکمہ=department|ٹولز=tools|مشین=machine|مشینری=machinery|پروڈکٹس=products|سروسز=services|سپلائی=supply
سپلائرز=suppliers|کنسلٹنٹس=consultants|ایجنسی=agency|فضا=space|لتد=ltd|ليمتد=limited|لیبیلیتی=liability
کورپوریشن=corporation|کورپراسیون=corporation|تکنیک=technique|تکنیکی=technical|تکنیکال=technical|کنترل=control
اتوماسیون=automation|صنعتگران=industrialists|گسترش=development|سازه=structure|ساز=maker|تامین=supply
تدارکات=procurement|تجهيز=equipment|آلات=machinery|کالا=goods|بضائع=goods|صناعي=industrial|صناعات=industries
زراعي=agricultural|طبي=medical|پزشک=medical|بهداشت=health|صحة=health|درمان=treatment|داروسازی=pharmaceutical
"""
TABLES = _WORDS + _PHRASES + _MORE_WORDS
