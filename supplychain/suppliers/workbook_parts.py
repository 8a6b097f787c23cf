"""Which sheets does an Office Open XML package name, where do they lie, and what else does it carry?

Reads the small parts (workbook, relations, shared strings); refuses to read any cell.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers.preflight import Package
from supplychain.suppliers.sheet_scan import INLINE_TEXT, _is_blank

STRING_END = b"</si>"
OBVIOUS_TEXT = re.compile(rb"<t(?:\s[^>]*)?>\s*[^\s<&\xc2\xe2\xe3\xef]")
COUNT_CLAIM = re.compile(rb'\b(?:uniqueCount|count)="(\d+)"')


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet of the workbook in tab order; `part` is its place in the package."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class SharedStrings:
    """How many shared texts there are, which hold only blanks, and whether the count claimed is a lie."""

    part: str | None
    strings: int
    blank: frozenset[int]
    lying: bool


def sheet_parts(package: Package) -> list[SheetPart]:
    """The worksheets named by the workbook part. Raises UnreadableSheetError when it or one of them is missing."""
    book = _workbook_part(package)
    related = relations(package, book)
    parts: list[SheetPart] = []
    for element in _tree(package, book).iter():
        if _local(element.tag) != "sheet":
            continue
        key = next((value for attr, value in element.attrib.items() if attr.endswith("}id")), "")
        name = element.get("name", "")
        kind, target = related.get(key, ("", ""))
        if kind == "worksheet" and target not in package.names:
            raise _missing(f"the sheet {name[:60]!r}")
        if kind and kind != "worksheet":
            continue
        if not kind:
            raise _missing(f"the sheet {name[:60]!r}")
        parts.append(SheetPart(name, target, element.get("state", "visible") == "visible"))
    return parts


def shared_strings(package: Package) -> SharedStrings:
    """Count the shared texts and find the blank ones, without keeping them."""
    book = _workbook_part(package)
    part = next((t for kind, t in relations(package, book).values() if kind == "sharedStrings"), None)
    if part is None or part not in package.names:
        return SharedStrings(None, 0, frozenset(), lying=False)
    strings, claim = 0, 0
    blank: list[int] = []
    rest = b""
    for chunk in package.chunks(part):
        if not rest and not strings:
            claim = max((int(n) for n in COUNT_CLAIM.findall(chunk[:4_096])), default=0)
        pieces = (rest + chunk).split(STRING_END)
        rest = pieces.pop()
        for piece in pieces:
            empty = piece.count(b"<si/>")
            blank.extend(range(strings, strings + empty))
            strings += empty
            if not OBVIOUS_TEXT.search(piece) and all(_is_blank(text) for text in INLINE_TEXT.findall(piece)):
                blank.append(strings)
            strings += 1
    blank.extend(range(strings, strings + rest.count(b"<si/>")))
    strings += rest.count(b"<si/>")
    return SharedStrings(part, strings, frozenset(blank), lying=claim > 8 * strings + 100_000)


def carried(names: Iterable[str]) -> list[str]:
    """Warnings on what else the package carries: macros are neither run nor copied, links not followed."""
    lower = [name.lower() for name in names]
    warnings = []
    if any("vbaproject" in name or name.startswith(("xl/macrosheets/", "xl/intlmacrosheets/")) for name in lower):
        warnings.append("MACROS_IGNORED")
    if any(name.startswith(("xl/externallinks/", "xl/connections")) for name in lower):
        warnings.append("EXTERNAL_LINKS_IGNORED")
    return warnings


def _workbook_part(package: Package) -> str:
    if "_rels/.rels" in package.names:
        for kind, target in relations(package, "").values():
            if kind == "officeDocument" and target in package.names:
                return target
    if "xl/workbook.xml" in package.names:
        return "xl/workbook.xml"
    raise _missing("its table of sheets")


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relation id to (kind, part name) of one part's relations; "" is the package itself."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in package.names:
        if part:
            raise _missing("its list of parts")
        return {}
    found: dict[str, tuple[str, str]] = {}
    for element in _tree(package, place).iter():
        if _local(element.tag) != "Relationship":
            continue
        kind = element.get("Type", "").rpartition("/")[2]
        target = element.get("Target", "")
        if element.get("TargetMode") == "External":
            target = ""
        elif target.startswith("/"):
            target = target[1:]
        else:
            target = posixpath.normpath(posixpath.join(folder, target))
        found[element.get("Id", "")] = (kind, target)
    return found


def _tree(package: Package, part: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(package.read(part))
    except ElementTree.ParseError:
        raise _missing(f"the readable form of {part!r}") from None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _missing(what: str) -> UnreadableSheetError:
    return UnreadableSheetError(
        "WORKBOOK_CORRUPT",
        f"The workbook is damaged: {what} is missing from it; open it in a spreadsheet program and save it again.",
    )
