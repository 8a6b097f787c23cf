"""In which encoding was this text written?

A ladder: byte order mark, UTF-8, UTF-16 by its zero bytes, then the East Asian and Cyrillic code pages where
the bytes look like them, Windows-1252 last. Refuses to guess where every rung fails.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

from supplychain.errors import UnreadableSheetError

HIGH_RUN = re.compile(rb"[\x80-\xff]+")
SAMPLE_BYTES = 256_000
# Every codec this module may ask for; the reading process loads them before it shuts its doors.
CODE_PAGES = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1251"),
    *("cp932", "gb18030", "big5hkscs", "cp949", "euc_jp", "cp1250", "cp1254"),
    *("koi8-r", "iso2022_jp"),
)
# Tried after the likely ones, and taken only where the header then reads like one.
RUNNERS_UP = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp1251", "cp1250", "cp1254", "koi8-r")
# "Company" in the bytes of each page; four bytes and more do not come about by chance.
COMPANY_FORMS = (
    *(("gb18030", "公司"), ("big5hkscs", "公司"), ("cp932", "株式会社"), ("euc_jp", "株式会社"), ("cp949", "주식회사")),
    *(("cp1251", "ООО "), ("cp1251", "ЗАО ")),
)
FAMILIAR_CHARACTERS = 4_000
SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[£¤¥¦§¨©ª«¬®¯°±²³¹º»¼½¾¿×÷¶¸](?=[^\W\d_])|(?<![\w£])[£¯¿ª¹](?=[^\W\d_])")
UNDEFINED_1252 = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was read in; `guessed` where no mark and no strict rule named it."""

    text: str
    encoding: str
    guessed: bool


def decode(content: bytes, familiar: Callable[[str], bool] = bool) -> Decoded:
    """Bytes to text, strictly: never a replacement character. `familiar` says of a beginning whether it reads like a
    supplier list; it settles which of several possible code pages is meant. Raises ENCODING_UNKNOWN."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            text = _strict(content, name)
            if text is not None:
                return Decoded(text, name, guessed=name != "utf-8-sig")
            if name != "utf-8-sig":
                raise _unknown()
            content = content[len(mark) :]
    if (unmarked := _utf16_without_mark(content)) is not None:
        return unmarked
    if b"\x1b$" in content and (shifted := _strict(content, "iso2022_jp")) is not None:
        return Decoded(shifted, "iso2022_jp", guessed=True)
    if (plain := _strict(content, "utf-8")) is not None:
        return Decoded(plain, "utf-8", guessed=False)
    return _by_looks(content, familiar)


def _utf16_without_mark(content: bytes) -> Decoded | None:
    head = content[:4_096]
    if b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if min(even, odd) * 10 < max(even, odd) and max(even, odd) * 5 > len(head) // 2:
        name = "utf-16-be" if even > odd else "utf-16-le"
        if (text := _strict(content, name)) is not None:
            return Decoded(text, name, guessed=True)
    return None


def _by_looks(content: bytes, familiar: Callable[[str], bool]) -> Decoded:
    sample = content[:SAMPLE_BYTES]
    if len(content) > SAMPLE_BYTES and not HIGH_RUN.search(sample):
        found = HIGH_RUN.search(content)
        start = max(0, found.start() - 1_000) if found else 0
        sample = content[start : start + SAMPLE_BYTES]
    if (mixed := _mostly_utf8(content)) is not None:
        return Decoded(mixed, "utf-8 with some lines in windows-1252", guessed=True)
    likely = _candidates(sample)
    plain_header = familiar(content[:FAMILIAR_CHARACTERS].decode("ascii", "ignore"))
    for name in () if plain_header else (*likely, *(page for page in RUNNERS_UP if page not in likely)):
        text = _strict(content, name)
        if text is not None and not _implausible(text) and familiar(text[:FAMILIAR_CHARACTERS]):
            return Decoded(text, name, guessed=True)
    for name in likely:
        text = _strict(content, name)
        if text is not None and not _implausible(text):
            return Decoded(text, name, guessed=True)
    raise _unknown()


def _implausible(text: str) -> bool:
    """Whether a decoding put signs into words (a Polish or Turkish page read as Western), or characters nobody uses."""
    high = [ch for ch in text[:SAMPLE_BYTES] if ch > "\x7f"]
    if any("\ue000" <= ch <= "\uf8ff" or "\x80" <= ch <= "\x9f" or ch == "\ufffd" for ch in high):
        return True
    inside = len(SIGN_IN_WORD.findall(text[:SAMPLE_BYTES]))
    return inside > 1 and inside * 5 > len(high)


def _candidates(sample: bytes) -> list[str]:
    """Code pages in order of likeness. Western text has lone high bytes between ASCII letters; the double-byte
    pages and Cyrillic come in runs."""
    told = {name: sample.count(form.encode(name)) for name, form in COMPANY_FORMS}
    if max(told.values()):
        return [max(told, key=lambda name: told[name])]
    runs = HIGH_RUN.findall(sample)
    lone = sum(1 for run in runs if len(run) == 1)
    high = sum(len(run) for run in runs)
    if _kana(sample) > 0.3 and lone < high * 0.8:
        return ["cp932", "gb18030"]
    if lone * 2 > len(runs) and _beside_letters(sample) * 2 > lone:
        return ["cp1254"] if _turkish(sample) else ["cp1252", "cp1250"]
    cyrillic = sum(1 for run in runs for byte in run if byte >= 0xC0) / max(1, high)
    leads = [run[i] for run in runs for i in range(0, len(run) - 1, 2)]
    common = sum(1 for lead in leads if 0xB0 <= lead <= 0xD7) / max(1, len(leads))
    korean = sum(1 for lead in leads if 0xB0 <= lead <= 0xC8) / max(1, len(leads))
    kana = sum(1 for lead in leads if lead in (0xA4, 0xA5)) / max(1, len(leads))
    if kana > 0.12:
        return ["euc_jp", "gb18030"]
    if cyrillic > 0.95 and common < 0.6:
        return ["cp1251"]
    if korean > 0.97 and len(leads) > 12:
        return ["cp949", "gb18030"]
    if common > 0.55:
        return ["gb18030", "big5hkscs", "cp932", "cp949"]
    if leads and sum(1 for lead in leads if 0xA4 <= lead <= 0xC6) / len(leads) > 0.6:
        return ["big5hkscs", "gb18030", "cp932"]
    if _turkish(sample):
        return ["cp1254"]
    return ["cp1252", "cp1250"]


def _kana(sample: bytes) -> float:
    """Share of high bytes that lead hiragana, katakana or common kanji of Shift-JIS."""
    leads = len(re.findall(rb"[\x82\x83][\x40-\xf1]", sample))
    kanji = len(re.findall(rb"[\x88-\x9f][\x40-\xfc]", sample))
    high = sum(len(run) for run in HIGH_RUN.findall(sample))
    return (leads * 2 + kanji) / high if high and leads else 0.0


def _turkish(sample: bytes) -> bool:
    """The Turkish letters share their bytes with Icelandic ones; a company form or two of them in a word tell."""
    return bool(re.search(rb"A\.\s?\xde|\xdet[i\xfd]|[a-zA-Z]\xfd[a-z]\w*\b.*\b\w*[a-zA-Z][\xfd\xf0\xfe]", sample))


def _beside_letters(sample: bytes) -> int:
    return len(re.findall(rb"(?<=[A-Za-z ])[\x80-\xff](?=[A-Za-z ,.;\t\r\n\"'])", sample))


def _mostly_utf8(content: bytes) -> str | None:
    """A file put together from two sources: most lines UTF-8, a few Windows-1252. Decoded line by line."""
    good = bad = 0
    lines: list[str] = []
    for line in content.split(b"\n"):
        text = _strict(line, "utf-8")
        if text is None:
            bad += 1
            text = _strict(line, "cp1252")
            if text is None:
                return None
        elif not line.isascii():
            good += 1
        lines.append(text)
    return "\n".join(lines) if good > 0 and good >= bad else None


def _strict(content: bytes, name: str) -> str | None:
    if name == "cp1252" and any(byte in content for byte in UNDEFINED_1252):
        return None
    try:
        return content.decode(name)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _unknown() -> UnreadableSheetError:
    return UnreadableSheetError(
        "ENCODING_UNKNOWN",
        "The text file is in an encoding we cannot tell, and guessing would garble names; "
        "open it in a spreadsheet program and save it as .xlsx, or as CSV UTF-8.",
    )
