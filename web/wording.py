"""How do the pages say numbers, times and severities? Filters for the templates, nothing else."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from flask import Flask
from markupsafe import Markup

from supplychain.flags.words import (
    NO_OBJECTION,
    POLICY_KEY,
    SEVERITY_MEANS,
    SEVERITY_WORDS,
    list_title,
    nothing_found,
    plural,
    reasons_told,
    stamp,
    visible,
)
from supplychain.model import Role, Severity
from supplychain.text.places import country_name
from web.differing import met_value
from web.language import messages, translated

_STATUS = messages(
    {
        "current": "Current",
        "bundled": "Bundled with the program",
        "stale": "Stale",
        "expired": "Last checked too long ago",
        "absent": "Not held",
        "quarantined": "Held back",
    }
)
_ROLES = messages({Role.OFFICER: "Procurement officer", Role.REVIEWER: "Compliance reviewer", Role.ADMIN: "Admin"})
_ROLE_MEANS = messages(
    {
        Role.OFFICER: "uploads sheets and sees the results of the organisation",
        Role.REVIEWER: "uploads, sees results, and decides upon flags",
        Role.ADMIN: "all of that, and adds people, resets passwords, looks at lists held back",
    }
)
_FIELDS = messages(
    {
        "supplier_name": "Supplier's name",
        "supplier_id": "Supplier's number",
        "maker": "Maker of the goods",
        "country": "Supplier's country",
        "origin": "Country of origin of the goods",
        "address": "Address",
        "city": "City",
        "product_description": "Goods, in words",
        "commodity_code": "Commodity code (HS, UNSPSC, …)",
        "spend_category": "Spend category",
    }
)


def put_words(app: Flask) -> None:
    """Registers filters and names on an application."""
    app.jinja_env.filters.update(
        number=lambda value: f"{value:,}",
        when=lambda moment: stamp(moment) if isinstance(moment, datetime) else "",
        plain=visible,
        is_rule=lambda key: key == POLICY_KEY,
        web_link=web_link,
        met_value=met_value,
        named=lambda name: visible(name).strip() or translated("(no supplier named)"),
        reasons_told=reasons_told,
        nothing_found=nothing_found,
        coded=coded,
        country=country_words,
        list_title=list_title,
        field_words=field_words,
        role=lambda key: translated(_ROLES[Role(key)]),
        role_means=lambda key: translated(_ROLE_MEANS[Role(key)]),
        status=lambda key: translated(_STATUS[key]) if key in _STATUS else key,
        severity=lambda key: translated(SEVERITY_WORDS[Severity(key)]),
        means=lambda key: translated(SEVERITY_MEANS[Severity(key)]),
    )
    app.jinja_env.globals.update(plural=counted, severities=tuple(Severity), no_objection=NO_OBJECTION)
    # Every text of the templates stands in `_()`, so that another language needs a catalogue and no other template.
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals.update(_=said, gettext=said)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def said(words: str, **values: object) -> Markup:
    """A text of ours in the desk's language, for a page. Jinja's own stand-in formats every text anew, a third of a
    page's time."""
    text = _as_markup(translated(words))
    return text % values if values else text


@cache
def _as_markup(words: str) -> Markup:
    """The templates' own texts, some hundred of them."""
    return Markup(words)  # written by us in a template, never what a person or a list brought


def counted(number: int, noun: str, nouns: str = "") -> str:
    """`1 row`, `2 rows`, the words in the desk's language."""
    one, many = translated(noun), translated(nouns or f"{noun}s")
    return plural(number, one, many)


def coded(code: str) -> str:
    """One of our own codes, a status or a decision, in words: `true match`."""
    return translated(code.replace("_", " "))


def field_words(key: str) -> str:
    """A field of a supplier row, as people call it; the key in words for others."""
    return translated(_FIELDS.get(key) or key.replace("_", " ").capitalize())


def country_words(code: str) -> str:
    """`Xinjiang (CN-XJ)`; the code alone where it has no name, "" where there is none."""
    name = country_name(code) if code else ""
    return f"{name} ({code})" if name else code


def web_link(address: str) -> str:
    """The address where it may stand in a link, "" else: a list could carry `javascript:`."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""
