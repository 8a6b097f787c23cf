"""How is a name in Arabic script spelt in Latin letters, and what do its frequent business words mean in English?

Arabic, Persian and Urdu leave short vowels out; what is certain of them is put back: no word begins with two
consonants.
Refuses to know lists; other vowels are left to the sound key of matching, which leaves them out on both sides.
"""

from __future__ import annotations

import re
from functools import lru_cache

SCRIPT = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_WORD = re.compile(r"[^\W\d_]+")

# Spelling as in the OFAC and BIS files for Iranian, Syrian and Lebanese names; one letter may have two or three.
_CONSONANTS = {
    "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "z", "ر": "r",
    "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f", "ق": "q",
    "ک": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ہ": "h", "ھ": "h", "ۀ": "h", "ٹ": "t",
    "ڈ": "d", "ڑ": "r", "ں": "n",
}  # fmt: skip
_VOWELS = {"ا": "a", "آ": "a", "ٱ": "a", "ع": "a", "ى": "a", "ة": "a", "ے": "e", "ء": ""}
_YEH, _WAW = "يیئ", "وؤ"
_LATIN_VOWELS = frozenset("aeiou")
_ARTICLES = ("وال", "بال", "ال", "لل")

# Arabic-script word = English. Words of trade registers and ministries, Persian and Arabic, as any dictionary has them.
_MEANINGS = """
شرکت=company|شركة=company|شركه=company|گروه=group|مجموعة=group|مجموعه=group|موسسه=institute|موسسة=institution
مؤسسة=institution|بنیاد=foundation|بنياد=foundation|سازمان=organization|منظمة=organization|هیئة=authority
هيئة=authority
وزارت=ministry|وزارة=ministry|اداره=department|ادارة=administration|مدیریت=management|مديرية=directorate
صنایع=industries|صنايع=industries|صناعات=industries|صناعة=industry|صنعت=industry|صنعتی=industrial|صناعي=industrial
صناعية=industrial|کارخانه=factory|مصنع=factory|معمل=factory|تولیدی=production|تولید=production|انتاج=production
بازرگانی=trading|تجارت=trading|تجاری=trading|تجارة=trading|تجارية=trading|للتجارة=trading|بین المللی=international
بین=inter|دولية=international|دولي=international|عالمية=global|خدمات=services|خدماتی=services|فنی=technical
تقنية=technical|مهندسی=engineering|هندسة=engineering|هندسية=engineering|فناوری=technology|تکنولوژی=technology
تكنولوجيا=technology|علوم=sciences|علمی=scientific|علمي=scientific|تحقیقات=research|تحقیقاتی=research|پژوهش=research
پژوهشی=research|بحوث=research|مرکز=center|مركز=center|دانشگاه=university|جامعة=university|دانشکده=college|کلية=college
پژوهشگاه=research institute|پژوهشکده=research institute|آزمایشگاه=laboratory|بانک=bank|بنك=bank|مصرف=bank
بیمه=insurance|تامين=insurance|سرمایه=investment|گذاری=investment|استثمار=investment|توسعه=development
تنمية=development
کشتیرانی=shipping lines|شحن=shipping|ملاحة=navigation|نقل=transport|حمل=transport|هواپیمایی=airlines|طيران=aviation
هوایی=air|هوا=air|فضا=space|فضایی=space|هوافضا=aerospace|دریایی=marine|بحرية=naval|نفت=oil|نفط=oil|گاز=gas|غاز=gas
پتروشیمی=petrochemical|شیمیایی=chemical|شیمی=chemical|كيماوية=chemical|دارویی=pharmaceutical|دارو=pharmaceutical
ادوية=pharmaceutical|پزشکی=medical|طبية=medical|فولاد=steel|حديد=iron|معدن=mining|معدنی=mining|معادن=minerals
نیرو=energy|طاقة=energy|برق=electric|کهرباء=electricity|کهربائية=electrical|الکترونیک=electronics|الکترونیکی=electronic
الكترونية=electronic|رایانه=computer|اطلاعات=information|معلومات=information|ارتباطات=communications
اتصالات=communications
مخابرات=telecommunications|ساختمانی=construction|ساختمان=construction|بناء=construction|انشاءات=construction
مقاولات=contracting|مواد=materials|غذایی=food|غذائية=food|کشاورزی=agriculture|زراعية=agricultural|ماشین=machine
سازی=manufacturing|خودرو=automobile|سیارات=automobile|سيارات=automobile|قطعات=parts|تجهیزات=equipment|معدات=equipment
ابزار=instruments|دفاع=defense|دفاعی=defense|دفاعية=defense|نظامی=military|عسكرية=military|ارتش=army|جيش=army
سپاه=sepah
پاسداران=pasdaran|انقلاب=revolution|اسلامی=islamic|اسلامية=islamic|جمهوری=republic|جمهورية=republic|ملی=national
وطنية=national|وطني=national|عربية=arab|سورية=syrian|ایران=iran|ايران=iran|تهران=tehran|اصفهان=isfahan|شیراز=shiraz
تبریز=tabriz|مشهد=mashhad|عراق=iraq|بغداد=baghdad|سوریه=syria|دمشق=damascus|حلب=aleppo|لبنان=lebanon|بیروت=beirut
بيروت=beirut|یمن=yemen|يمن=yemen|صنعاء=sanaa|ليبيا=libya|سودان=sudan|خرطوم=khartoum|قطر=qatar|کویت=kuwait|كويت=kuwait
دبی=dubai|دبي=dubai|امارات=emirates|عمان=oman|مصر=egypt|پاکستان=pakistan|افغانستان=afghanistan|کابل=kabul|غزة=gaza
محدود=limited|محدودة=limited|مسئولیت=liability|مسؤولية=liability|مساهمة=joint stock|سهامی=joint stock|خاص=private
عام=public
شهید=shahid|شهيد=shahid|امام=imam|محمد=mohammad|علی=ali|علي=ali|احمد=ahmad|حسن=hassan|حسین=hossein|حسين=hussein
رضا=reza
مهدی=mehdi|عبد=abdul|ابو=abu|بن=bin|ابن=ibn|الله=allah|و=|في=|من=|از=
"""
MEANINGS: dict[str, str] = {}
for _pair in _MEANINGS.replace("\n", "|").strip("|").split("|"):
    _term, _, _english = _pair.partition("=")
    MEANINGS[_term] = _english


def wordings(text: str) -> tuple[str, ...]:
    """A lower-case text with its Arabic-script words in Latin letters: first with known words in English, then all
    spelt."""
    meant = _WORD.sub(lambda m: _meaning(m.group()), text)
    return tuple(dict.fromkeys((meant, _WORD.sub(lambda m: spelt(m.group()), text))))


def _meaning(word: str) -> str:
    """The English of a word, with or without its article; its spelling where it has none."""
    for bare in (word, *(word[len(a) :] for a in _ARTICLES if word.startswith(a)), word[1:]):
        if bare in MEANINGS and (len(bare) > 2 or bare == word):
            return MEANINGS[bare]
    return spelt(word)


@lru_cache(maxsize=20_000)
def spelt(word: str) -> str:
    """A word in Latin letters, the article apart: `الشهيد` → `al shahid`; words of other scripts as they are."""
    if not SCRIPT.search(word):
        return word
    if MEANINGS.get(word) == "":
        return ""
    if word.startswith("ال") and len(word) > 4:
        return f"al {spelt(word[2:])}"
    letters: list[str] = []
    for at, char in enumerate(word):
        before, after = word[at - 1 : at], word[at + 1 : at + 2]
        letters.append(_letter(char, before, after, opens=at == 1))
    letters = [letter for letter in letters if letter]
    return "".join(_with_vowels(letters))


def _letter(char: str, before: str, after: str, *, opens: bool) -> str:
    """One letter: yeh and waw are consonants at the start of a word and beside another vowel."""
    consonant = not before or after in ("ا", "آ") or (before in ("ا", "آ") and after != "")
    if char in "اآ" and not before and after and after in _YEH + _WAW:
        return ""  # at the start of a word it only carries the long vowel that follows: `ایران` → `iran`
    if before in ("ا", "آ") and char in _YEH + _WAW and opens:
        return "i" if char in _YEH else "o"
    if char in _YEH:
        return "y" if consonant else "i"
    if char in _WAW:
        return "v" if consonant else "o"
    if char in ("ه", "ہ") and not after and before in _CONSONANTS:
        return "eh"
    return _CONSONANTS.get(char, _VOWELS.get(char, ""))


def _with_vowels(letters: list[str]) -> list[str]:
    """No word begins with two consonants and none holds three in a row: an `a` parts them."""
    written: list[str] = []
    run = 0
    for at, letter in enumerate(letters):
        vowel = letter[0] in _LATIN_VOWELS
        run = 0 if vowel else run + 1
        if run == 3 or (run == 2 and at == 1):
            written.append("a")
            run = 1
        written.append(letter)
    return written
