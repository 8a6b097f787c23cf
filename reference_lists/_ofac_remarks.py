"""What does OFAC write in Remarks? A small grammar: clauses parted by "; ", each a weak alias, a number with its label,
a nationality, a dated fact or prose. The XML's structured parts are put into the same words, so that both forms of the
list read alike.

Numbers that name one party become identifiers. A date of birth, a gender, "Linked To" name nobody alone and stay words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from reference_lists._values import day
from supplychain.model import Identifier

DATE_FORMS = ("%d %b %Y", "%m/%d/%Y")

# a.k.a. 'BNC'; f.k.a. 'ANA I'; alt. a.k.a. 'X': quoted names in Remarks are the weak ones
# (OFAC FAQ 122: in the flat files weak aliases stand in the Remarks field, in quotation marks).
WEAK_ALIAS = r"(?:alt\. )?(?:[afn]\.k\.a\.|nee|née) ['\"](.+?)['\"]?\.?"

# Label → scheme. Longest label first where one begins another. Seen in the SDN and consolidated lists 2022-2025.
LABELS: tuple[tuple[str, str], ...] = (
    ("Vessel Registration Identification IMO", "imo"),
    ("Identification Number IMO", "imo"),
    ("Company Number IMO", "imo"),
    ("Vessel Registration Identification", "imo"),
    ("Other Vessel Call Sign", "call_sign"),
    ("MMSI", "mmsi"),
    ("SWIFT/BIC", "bic"),
    ("D-U-N-S Number", "duns"),
    ("Legal Entity Number", "lei"),
    ("Tax ID No.", "tax"),
    ("V.A.T. Number", "tax"),
    ("VAT Number", "tax"),
    ("Romanian Tax Registration", "tax"),
    ("Italian Fiscal Code", "tax"),
    ("Fiscal Code", "tax"),
    ("US FEIN", "tax"),
    ("R.F.C.", "tax"),
    ("RUC #", "tax"),
    ("NIT #", "tax"),
    ("RIF #", "tax"),
    ("C.U.I.T.", "tax"),
    ("RTN", "tax"),
    ("Unified Social Credit Code (USCC)", "registration"),
    ("Economic Register Number (CBLS)", "registration"),
    ("Registration ID", "registration"),
    ("Romanian C.R.", "registration"),
    ("License", "registration"),
    ("ISIN", "isin"),
    ("Equity Ticker", "ticker"),
    ("Passport", "passport"),
    ("Diplomatic Passport", "passport"),
    ("Stateless Person Passport", "passport"),
    ("National ID No.", "national_id"),
    ("National Foreign ID Number", "national_id"),
    ("Cedula No.", "national_id"),
    ("Identification Number", "national_id"),
    ("Personal ID Card", "national_id"),
    ("Driver's License No.", "national_id"),
    ("Birth Certificate Number", "national_id"),
    ("Residency Number", "national_id"),
    ("Turkish Identification Number", "national_id"),
    ("Bosnian Personal ID No.", "national_id"),
    ("Tarjeta Profesional", "national_id"),
    ("C.U.R.P.", "national_id"),
    ("C.U.I.P.", "national_id"),
    ("D.N.I.", "national_id"),
    ("N.I.E.", "national_id"),
    ("SSN", "national_id"),
    ("I.F.E.", "national_id"),
    ("Electoral Registry No.", "national_id"),
    ("Credencial electoral", "national_id"),
    ("Numero de Identidad", "national_id"),
    ("LE Number", "national_id"),
    ("Kenyan ID No.", "national_id"),
    ("Moroccan Personal ID No.", "national_id"),
    ("Afghan Money Service Provider License Number", "registration"),
    ("Website", "website"),
    ("Email Address", "email"),
    ("Phone Number", "phone"),
    ("Telephone", "phone"),
    ("BIK (RU)", "registration"),
    ("C.U.I.", "tax"),
    ("Aircraft Tail Number", "tail_number"),
    ("Previous Aircraft Tail Number", "tail_number"),
    ("Aircraft Manufacturer's Serial Number (MSN)", "serial_number"),
    ("Aircraft Construction Number (also called L/N or S/N or F/N)", "serial_number"),
    ("Aircraft Mode S Transponder Code", "mode_s"),
)
_SCHEMES = dict(LABELS)
_CURRENCY = "Digital Currency Address - "

# "Company Number 01074897 (United Kingdom)", "Folio Mercantil No. 343997 (Mexico) issued 14 Dec 2005"
_NUMBER = (
    r"(?P<value>.+?)(?: ?\((?P<country>[A-Z][^()]*)\))?"
    r"(?: issued (?P<issued>\d\d? \w{3} \d{4}|\d{4}))?(?: expires \d\d? \w{3} \d{4}| expires \d{4})?(?: \(.*\))?\.?"
)
# A label we do not know, but which ends as number labels do, before a value with a digit: a number it is.
_LABEL_END = r"(?:No\.?|Number|#|ID(?! N)|Code|Registry(?! N)|C\.R\.(?! N)|License(?! N))"
_OTHER_LABEL = rf"(?P<label>[A-Z][\w.,/&'() -]*?{_LABEL_END})\s(?P<rest>(?=.{{0,20}}\d).+)"
_KNOWN_LABEL = "(?P<label>" + "|".join(re.escape(label) for label in sorted(_SCHEMES, key=len, reverse=True)) + r")\s+"
_NATIONALITY = r"(?:alt\. )?(?:nationality|citizen|Nationality of Registration) (?P<place>.+?)\.?"
# Days that lie behind the publication. Days of issue do not serve: the list of 2024-05-03 has one of 2024-11-03.
_PAST_DAY = r"(?:Established Date|Listing Date[^:;]*:?) (\d\d? [A-Z][a-z]{2} \d{4})\b"

_WEAK_ALIAS_RE, _NATIONALITY_RE = re.compile(WEAK_ALIAS), re.compile(_NATIONALITY)
_KNOWN_LABEL_RE, _OTHER_LABEL_RE = re.compile(_KNOWN_LABEL), re.compile(_OTHER_LABEL)
_NUMBER_RE, _PAST_DAY_RE = re.compile(_NUMBER), re.compile(_PAST_DAY)

# These place the party: where it is registered or pays tax. A passport or a phone number does not.
_PLACING = frozenset({"registration", "tax", "lei"})


@dataclass(slots=True)
class Remarks:
    """A Remarks text read. `places` are country names as published; `newest` the latest day it tells of as past."""

    weak_names: list[str] = field(default_factory=list)
    identifiers: dict[Identifier, None] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    newest: date | None = None


def read_remarks(text: str) -> Remarks:
    """Read a Remarks text by the grammar above; what is prose is left to the text itself, which the entry keeps."""
    found = Remarks()
    for clause in clauses(text):
        if weak := _WEAK_ALIAS_RE.fullmatch(clause):
            found.weak_names.append(weak[1])
        elif place := _NATIONALITY_RE.fullmatch(clause):
            found.places.append(place["place"])
        else:
            _read_number(clause.removeprefix("alt. "), found)
    days = (day(stated, DATE_FORMS) for stated in _PAST_DAY_RE.findall(text))
    found.newest = max((each for each in days if each), default=None)
    return found


def clauses(text: str) -> Iterator[str]:
    """The clauses of a Remarks text; the full stop that ends it is no part of the last one."""
    for clause in text.strip().removesuffix(".").split("; "):
        if clause.strip():
            yield clause.strip()


def _read_number(clause: str, found: Remarks) -> None:
    if clause.startswith(_CURRENCY):
        currency, _, wallet = clause.removeprefix(_CURRENCY).partition(" ")
        found.identifiers[Identifier(currency.casefold(), wallet)] = None
        return
    known = _KNOWN_LABEL_RE.match(clause)
    other = None if known else _OTHER_LABEL_RE.match(clause)
    if known:
        scheme, rest = _SCHEMES[known["label"]], clause[known.end() :]
    elif other:
        scheme, rest = "registration", other["rest"]
    else:
        return
    number = _NUMBER_RE.fullmatch(rest)
    if number is None:
        return
    value = number["value"].strip().removeprefix("IMO ")
    if scheme == "imo" and not value.isdigit():
        scheme = "registration"
    found.identifiers[Identifier(scheme, value)] = None
    if number["country"] and scheme in _PLACING:
        found.places.append(number["country"])
