"""What does a header say of the cells below it besides their field: the system of their codes, the currency of their
amounts?

Refuses to know which column a field is read from.
"""

from __future__ import annotations

import re

from supplychain.suppliers.profile import CURRENCIES

# Words of a header that tell the system of its codes. The same digits mean other things in each: 621399 is "offices of
# other health practitioners" in NAICS and women's garments in HS.
CODE_SYSTEMS = {
    "NAICS": {"naics"},
    "UNSPSC": {"unspsc", "onu"},
    "CPV": {"cpv"},
    "PSC": {"psc", "fsc"},
    "HS": {"hs", "hts", "htsus", "harmonized", "harmonised", "tariff", "taric", "ncm", "zolltarif", "zolltarifnr"},
}
# Signs that one currency alone is written with; "$" and "¥" are several, and a header of either says none.
CURRENCY_SIGNS = {"US$": "USD", "R$": "BRL", "NT$": "TWD", "HK$": "HKD", "€": "EUR", "£": "GBP", "₹": "INR"}
CURRENCY_WORDS = {"euro": "EUR", "euros": "EUR", "sterling": "GBP"}
# Codes that are words, or other abbreviations, in a header too: counted where they alone stand in capitals.
_ALSO_WORDS = frozenset(["TRY", "PEN", "COP", "MAD", "CAD", "RON", "UF"])
_WORD = re.compile(r"[^\W\d_]+")


def code_system(header: str) -> str:
    """The system that a header of codes names, as people write it before a code; "" where it names none."""
    words = set(re.findall(r"[a-z]+", header.casefold().replace("_", " ")))
    return next((system for system, names in CODE_SYSTEMS.items() if words & names), "")


def currency(header: str) -> str:
    """The currency that a header of amounts names ("Betrag in EUR", "Annual spend USD", "Spend £"), as an ISO 4217
    code; "" where it names none, or more than one."""
    signed = {code for sign, code in CURRENCY_SIGNS.items() if re.search(rf"(?<![A-Z]){re.escape(sign)}", header)}
    words = [word for word in _WORD.findall(header) if word.upper() not in _ALSO_WORDS or _is_code(word, header)]
    coded = {word.upper() for word in words} & CURRENCIES
    spelt = {CURRENCY_WORDS[word.casefold()] for word in words if word.casefold() in CURRENCY_WORDS}
    named = {"CNY" if code == "RMB" else code for code in signed | coded | spelt}
    return named.pop() if len(named) == 1 else ""


def _is_code(word: str, header: str) -> bool:
    return word.isupper() and not header.isupper()
