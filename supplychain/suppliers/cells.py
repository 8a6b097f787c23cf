"""What does one cell say, as text, exactly as the sheet shows it?

Turns reader values into text, amounts into numbers, and tells blanks, errors and placeholders apart. Refuses to
know which column a cell stands in.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

# Excel's own error texts (ECMA-376 18.18.11 and the newer dynamic-array ones).
ERROR_TEXTS = frozenset(
    (
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#BUSY!",
        "#UNKNOWN!",
        "#PYTHON!",
    )
)
# Characters that show nothing: zero-width marks, the byte order mark, soft hyphen, non-breaking space.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u00a0\u3000"
BLANKS = " \t\r\n\x0b\x0c\x00" + INVISIBLE
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
AMOUNT_WORDS = re.compile(
    r"(?i)\b(?:usd|gbp|eur|cny|rmb|clp|kes|kshs?|ksh|inr|rs|mxn|brl|cad|aud|chf|jpy|myr|rm|uf|utm|cr|dr|kr"
    r"|zar|ngn|ugx|tzs|ghs|etb|rwf|pkr|bdt|lkr|thb|php|idr|vnd|sgd|hkd|twd|krw|try|pln|czk|huf|ron|sek|nok|dkk|aed|sar"
    r"|egp|uah|rub|ars|cop|pen|uyu|bob|nzd|грн|руб|zl|kc|ft|tl|tk)(?!\w)\.?"
    r"|\b(?:us\$|r\$|nt\$|s/)|\b(?:r|n|rp)\.?(?=[ ]\d|\d{1,3}[ ,.]\d{3})"  # rand, naira, rupiah; but R425 is a code
)
AMOUNT_SIGNS = re.compile(r"[\s\u00a0\u202f'’$£€¥₹₩₽₱₫₦₴元円￥圓%]|^[-–—]$")
_CENTS_BY_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")
_CENTS_BY_POINT = re.compile(r"\d\.\d{1,2}(?!\d)")
_ONE_POINT = re.compile(r"(?<![\d.,])(\d{1,3})\.(\d{3})(?![\d.,])")
PLAIN_AMOUNT = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?|[+-]?\.\d+")


def is_blank(value: object) -> bool:
    """Whether a cell shows nothing."""
    if value is None:
        return True
    return isinstance(value, str) and (not value or not value.strip(BLANKS))


def as_text(value: object) -> str:
    """A cell as text: whole numbers without a decimal point, dates as ISO, booleans as the sheet shows them."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def is_error(text: str) -> bool:
    """Whether a text is a spreadsheet's error value. `N/A` without the hash is a text like any other."""
    return text.startswith("#") and text.strip().upper() in ERROR_TEXTS


def placeholder(name: str) -> bool:
    """Whether a name holds no letter or digit in any script, as `???` or `...` do.

    A lone dash is kept: some sheets use it as a name and the officer should see it screened for nothing.
    """
    return not any(ch.isalnum() for ch in name) and len(name.strip(BLANKS)) > 1


def as_amount(value: object) -> float | None:
    """A number from an amount cell: `1,234.56`, `1.234,56`, `(123)`, `£ 5`, `12-`; None where it is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e18 else None
    if not isinstance(value, str):
        return None
    text = value.strip(BLANKS)
    if PLAIN_AMOUNT.fullmatch(text):
        return float(text)
    if not text or len(text) > 40 or not any(ch.isdigit() for ch in text):
        return None
    text = AMOUNT_SIGNS.sub("", AMOUNT_WORDS.sub("", text))
    negative = text.startswith("(") and text.endswith(")")
    text = text.strip("()")
    if text.endswith("-"):
        negative, text = not negative, text[:-1]
    text = _decimal_point(text.replace("−", "-"))
    if not PLAIN_AMOUNT.fullmatch(text):
        return None
    return -float(text) if negative else float(text)


def amounts(column: Sequence[object]) -> list[float | None]:
    """`as_amount` of every cell of a column. Where more of its texts write cents behind a comma (`18.750,25`) than
    behind a point, `12.000` is twelve thousand too: read alone it would be twelve."""
    texts = [cell for cell in column if type(cell) is str]
    commas = sum(_CENTS_BY_COMMA.search(text) is not None for text in texts if "," in text)
    if commas and commas > sum(_CENTS_BY_POINT.search(text) is not None for text in texts if "." in text):
        column = [_ONE_POINT.sub(r"\1\2", cell) if type(cell) is str else cell for cell in column]
    return [cell if type(cell) is float and abs(cell) < 1e18 else as_amount(cell) for cell in column]


def _decimal_point(text: str) -> str:
    """Thousands marks out, the decimal mark a point. The last of two different marks is the decimal one; a single
    mark before exactly three digits, or repeated, parts thousands."""
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, decimal = (".", ",") if comma > point else (",", ".")
        return text.replace(thousands, "").replace(decimal, ".")
    if comma >= 0:
        parts = text.split(",")
        if len(parts) > 2 or (len(parts[-1]) == 3 and parts[0].strip("+-") != "0"):
            return text.replace(",", "")
        return text.replace(",", ".")
    if text.count(".") > 1:
        return text.replace(".", "")
    return text
