"""What do the cells of one column look like?

Shares of numbers, dates, company-like names, countries and codes over a sample. Refuses to read the header.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from supplychain.suppliers import cells

SAMPLE_ROWS = 300
LEGAL_FORM = re.compile(
    r"(?i)(?:\b(?:ltd|limited|llc|llp|inc|incorporated|corp|corporation|plc|gmbh|ag|kg|ohg|s\.?a\.?|s\.?l\.?|s\.?r\.?l|"
    r"s\.?p\.?a|s\.?a\.?s|sarl|b\.?v|n\.?v|bvba|a\.?b|oy|oyj|a/?s|aps|a\.?ş|ltda|ltd[aª]|spa|eirl|sdn|bhd|pte|pty|pvt|private|"
    r"co|company|companies|sp\.? ?z ?o\.?o|d\.?o\.?o|s\.?r\.?o|kft|zrt|cic|c\.v|de c\.v|tbk|pt|cv|jsc|ojsc|ooo"
    r"|oao|zao|pjsc|"
    r"trust|foundation|hospitals?|university|college|council|group|holdings?|industries|industrial|enterprises?|"
    r"international|trading|pharma\w*|medical|textiles?|garments?|apparel|factory|mills?|services|solutions|systems|"
    r"manufacturing|exports|imports|laborator\w+|associates|partners|hnos|hermanos|comercial\w*|sociedad|ООО|ОАО|ЗАО|АО)\b)"
    r"|有限|公司|集团|集團|工厂|株式会社|有限会社|주식회사|\(주\)|㈜"
)
DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([ T].*)?|\d{1,2}[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2,4}( .*)?|"
    r"[A-Za-z]{3,9}[-/. ]\d{2,4}|(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
)
GOODS_CODE = re.compile(r"\d{4}(\.?\d{2}){0,3}|\d{8}-\d")
IDENTIFIER = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9./_-]{2,24}")
CODE = re.compile(r"[A-Z0-9][A-Z0-9./_-]{1,19}")
# British, Dutch, Canadian and numeric (five or six digits, US with its four more).
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4} ?[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{5,6}|\d{5}-\d{4}")
STREET = re.compile(
    r"(?i)\b(?:road|rd|street|st|avenue|ave|lane|drive|way|blvd|boulevard|floor|building|block|plot|zone|park"
    r"|p\.?o\.? box|"
    r"no\.?|calle|av|avda|avenida|rua|rue|via|strasse|straße|str|weg|jalan|jl|district|suite|unit|house|estate)\b|[路街道号镇区]"
)
CURRENCIES = frozenset(
    [
        "USD",
        "EUR",
        "GBP",
        "CNY",
        "RMB",
        "JPY",
        "CHF",
        "CAD",
        "AUD",
        "NZD",
        "INR",
        "BDT",
        "PKR",
        "LKR",
        "VND",
        "THB",
        "MYR",
        "IDR",
        "PHP",
        "SGD",
        "HKD",
        "TWD",
        "KRW",
        "TRY",
        "ZAR",
        "KES",
        "UGX",
        "TZS",
        "NGN",
        "GHS",
        "EGP",
        "MAD",
        "BRL",
        "MXN",
        "CLP",
        "CLF",
        "UF",
        "UTM",
        "ARS",
        "COP",
        "PEN",
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "CZK",
        "HUF",
        "RON",
        "BGN",
        "RUB",
        "UAH",
        "AED",
        "SAR",
        "ILS",
        "XOF",
        "XAF",
    ]
)
# "Peso Colombiano", "US Dollar", "人民币": a currency spelt out, alone in its cell.
CURRENCY_NAME = re.compile(
    r"(?i)^([a-zé.]+ ){0,2}(pesos?|dollars?|d[oó]lar(es)?|euros?|soles|reais|real|pounds?|yuan|rupees?|rupiah"
    r"|shillings?|francs?|kron[ae]r?|zloty|lira|rand|naira|yen|won|dirhams?|riyals?|bolivianos?|quetzal(es)?|lempiras?|colon(es)?"
    r"|guaran[ií](es)?)( [a-zé.]+){0,2}$|^(人民币|美元|欧元|日元|港币|英镑)$"
)


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0..1) of the sampled non-blank cells; `filled` is the share of sampled rows that are not blank."""

    sampled: int
    filled: float
    numeric: float = 0.0
    dates: float = 0.0
    company: float = 0.0
    words: float = 0.0  # holds a run of letters
    goods_code: float = 0.0
    identifier: float = 0.0
    code: float = 0.0  # one short word of capitals and digits
    postcode: float = 0.0
    street: float = 0.0
    currency: float = 0.0
    country: float = 0.0
    distinct: float = 0.0
    length: float = 0.0

    @property
    def empty(self) -> bool:
        """Whether nothing was there to judge."""
        return self.sampled == 0


def sample_rows(rows: Sequence[list[object]]) -> list[list[object]]:
    """Up to 300 rows spread over the whole table, so that a late change of the cells is seen too."""
    if len(rows) <= SAMPLE_ROWS:
        return list(rows)
    step = len(rows) / SAMPLE_ROWS
    return [rows[int(i * step)] for i in range(SAMPLE_ROWS)]


def profile(rows: Sequence[list[object]], column: int, countries: frozenset[str]) -> Profile:
    """Look at one column of the sampled rows. `countries` are folded names and codes of countries."""
    values = [row[column] for row in rows if column < len(row) and not cells.is_blank(row[column])]
    if not values:
        return Profile(0, 0.0)
    texts = [cells.as_text(value).strip(cells.BLANKS) for value in values]
    count = len(values)

    def share(hits: Iterable[object]) -> float:
        return sum(1 for hit in hits if hit) / count

    return Profile(
        sampled=count,
        filled=count / max(1, len(rows)),
        numeric=share(cells.as_amount(value) is not None for value in values),
        dates=share(isinstance(v, dt.date | dt.time) or DATE.fullmatch(t) for v, t in zip(values, texts, strict=True)),
        company=share(LEGAL_FORM.search(text) for text in texts),
        words=share(sum(ch.isalpha() for ch in text) > max(1, len(text) // 3) for text in texts),
        goods_code=share(GOODS_CODE.fullmatch(text) for text in texts),
        identifier=share(IDENTIFIER.fullmatch(text) for text in texts),
        code=share(CODE.fullmatch(text) for text in texts),
        postcode=share(POSTCODE.fullmatch(text) for text in texts),
        street=share(any(ch.isdigit() for ch in text) and STREET.search(text) for text in texts),
        currency=share(text.upper() in CURRENCIES or CURRENCY_NAME.search(text) for text in texts),
        country=share(text.casefold() in countries for text in texts),
        distinct=len(set(texts)) / count,
        length=sum(map(len, texts)) / count,
    )
