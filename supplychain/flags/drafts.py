"""What does a reviewer prepare next? Drafts and checklists for a person to finish: never sent, never filled with more
than what was found.

Sources: CBP, "UFLPA Operational Guidance for Importers" (13 June 2022) and its best practices for applicability
reviews; 19 CFR 12.42-12.44; FAR 22.15, 52.222-18, 52.222-19, 52.222-50; DOL, Comply Chain. Refuses to judge.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from supplychain.flags.words import Titles, list_title
from supplychain.model import Axis, Flag, Severity

# What must stand at the head of everything that could leave the house.
DRAFT = "DRAFT, not sent. Check every statement against the evidence, and ask counsel, before it leaves your house."
# National Human Trafficking Hotline, as 52.222-50 and the domain's guidance name it.
HOTLINE = "1-888-373-7888"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to collect: what, why (with its source), and the Comply Chain step it belongs to."""

    what: str
    why: str
    comply: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A text to finish, by its kind."""

    kind: str
    title: str
    text: str


_TITLES = {
    "uflpa": "UFLPA binder: what an applicability review asks for",
    "wro": "Withhold release order: what releases detained goods",
    "certification": "EO 13126 certification (FAR 52.222-18)",
    "due_diligence": "Due diligence",
}


@cache
def binders() -> dict[str, tuple[Item, ...]]:
    """The checklists of binders.csv by key, in the order of the guidance they come from."""
    text = (files("supplychain.flags") / "binders.csv").read_text(encoding="utf-8")
    made: dict[str, list[Item]] = {}
    for row in csv.DictReader(text.splitlines()):
        made.setdefault(row["binder"], []).append(Item(row["what"], row["why"], row["comply_chain_step"]))
    return {key: tuple(items) for key, items in made.items()}


def checklists(flags: Sequence[Flag]) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """The checklists that these flags call for: title and items, each once."""
    called: dict[str, None] = {}
    for flag in flags:
        under_uflpa = "UFLPA" in flag.basis or "117-78" in flag.basis
        if flag.severity is Severity.IMPORT_BARRED:
            called["uflpa" if under_uflpa else "wro"] = None
        elif flag.severity is Severity.CERTIFICATION:
            called["certification"] = None
        elif flag.severity in (Severity.HIGH, Severity.ELEVATED):
            if under_uflpa and Axis.WHERE in flag.axes:
                called["uflpa"] = None
            called["due_diligence"] = None
    return tuple((_TITLES[key], binders()[key]) for key in called)


def inquiry_letter(supplier: str, flags: Sequence[Flag], sender: str, day: date) -> Draft:
    """A letter that asks the supplier. It accuses nobody: a list flag is a reason to ask, not proof."""
    asked = _questions([flag for flag in flags if flag.severity is not Severity.CONTEXT])
    lines = [
        DRAFT, "", f"{day.isoformat()}", "", f"To: {supplier}", f"From: {sender or '[your organisation]'}", "",
        "Subject: Information on the origin and making of goods you supply to us", "",
        "We screen what we buy against public lists on forced labor, sanctions and exclusions. Names and goods of "
        "yours resemble entries on them. This is a reason to ask and no finding against you.", "",
        "Please send us, within 30 days:",
        *(f"{number}. {text}" for number, text in enumerate(asked or [_ORIGIN], 1)), "",
        "If a name only resembles yours, your registration number, registered address and owners will settle it. "
        "If problems come to light, we would rather work with you on remedying them than part ways.", "",
        "[name, function, contact]",
    ]  # fmt: skip
    return Draft("inquiry_letter", f"Inquiry to {supplier}", "\n".join(lines))


def _questions(flags: Sequence[Flag]) -> list[str]:
    """What the flags make one ask, each question once: those that only want an origin are one."""
    told = [flag.entry for flag in flags if flag.severity not in _OWN_QUESTION]
    asked = [_question(flag) for flag in flags if flag.severity in _OWN_QUESTION]
    if told:
        asked.append(f"{_ORIGIN} In particular: {'; '.join(dict.fromkeys(told))}.")
    return list(dict.fromkeys(asked))


_OWN_QUESTION = (Severity.PROHIBITED, Severity.IMPORT_BARRED, Severity.CERTIFICATION)
_ORIGIN = "The country and site where the goods you supply to us are made, and the origin of their main inputs."


def _question(flag: Flag) -> str:
    if flag.severity is Severity.PROHIBITED:
        return (
            "Your full legal name, registration and tax numbers, registered address, and every owner of 50 % or more, "
            "with the documents that show it."
        )
    if flag.severity is Severity.IMPORT_BARRED:
        return (
            f"Whether you, your makers or their inputs have any connection with {flag.entry}, and records that trace "
            "the goods from raw material to shipment."
        )
    return f"Where {flag.entry} in the goods you supply comes from, and what you did to find out how it was made."


def report_outs(supplier: str, flags: Sequence[Flag], day: date, titles: Titles) -> tuple[Draft, ...]:
    """Drafts of reports to the authorities, where the flags could come to one. None is ever sent from here."""
    told = "\n".join(
        f"- {flag.entry} ({list_title(flag.list_key, titles)}, version {flag.version}; {flag.basis})" for flag in flags
    )
    caution = (
        "Before reporting, think of the workers: a report must not expose them to reprisals. Where somebody may be in "
        f"danger now, call the National Human Trafficking Hotline, {HOTLINE}."
    )
    head = f"{DRAFT}\n\n{day.isoformat()}\n\n{caution}\n\n"
    facts = (
        f"Party: {supplier}\nWhat the lists say:\n{told}\n\nWhat we know beyond the lists: [evidence, dates, sources]\n"
    )
    drafts = []
    if any(flag.severity is Severity.IMPORT_BARRED for flag in flags):
        drafts.append(
            Draft(
                "e_allegation",
                "CBP e-Allegation (prepared, not sent)",
                f"{head}To: U.S. Customs and Border Protection, e-Allegations, forced labor\n{facts}"
                "Merchandise, HTS number, ports and importers of record: [ ]\n",
            )
        )
    if any(flag.severity in (Severity.IMPORT_BARRED, Severity.CERTIFICATION, Severity.HIGH) for flag in flags):
        drafts.append(
            Draft(
                "contracting_officer",
                "Notice to the contracting officer and agency Inspector General (prepared, not sent)",
                f"{head}To: Contracting officer; agency Inspector General (FAR 52.222-50(d))\n"
                f"Contract: [ ]\n{facts}Actions taken and planned: [ ]\n",
            )
        )
    return tuple(drafts)
