"""What of a large .xlsx is carried over as it stands? Its sheets, styles, theme and shared texts, and its simple names.

Refuses every other part: macros, links, drawings, tables and data connections stay behind. What is spelt in a way not
known here is refused whole (`UnknownSpellingError`), and the values are written without their formats instead.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

from supplychain.flags.export_styles import FILLINGS, FONTS, FORMATS

CHUNK = 1 << 20
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CLAIM = re.compile(rb'(?<=[\s"])(?:uniqueCount|count)="\d+"(?=[^<>]*>)')
# A name that says more than a place in this workbook (a function, another workbook) is left behind.
_PLACE = re.compile(r"(?:'(?:[^'\[\]]|'')+'|[\w.]+)!\$?[A-Z]*\$?\d*(?::\$?[A-Z]*\$?\d*)?")


class UnknownSpellingError(Exception):
    """The package is valid or not, but is not spelt as the programs we know spell it; caught in this room."""


@dataclass(frozen=True, slots=True)
class SourcePart:
    """One worksheet: its name, its place in the package and its state (`visible`, `hidden`, `veryHidden`)."""

    name: str
    part: str
    state: str


@dataclass(frozen=True, slots=True)
class OldName:
    """A defined name: its attributes, the index of its sheet among the worksheets (None: the workbook's), its place."""

    name: str
    sheet: int | None
    hidden: bool
    place: str

    def xml(self) -> str:
        """As the workbook part holds it."""
        local = "" if self.sheet is None else f' localSheetId="{self.sheet}"'
        hidden = ' hidden="1"' if self.hidden else ""
        return f"<definedName name={quoteattr(self.name)}{local}{hidden}>{escape(self.place)}</definedName>"


@dataclass(frozen=True, slots=True)
class Carried:
    """The parts of a workbook besides its sheets. `styles` is its style part with ours added, which begin at `offset`
    of its cell formats; `shared` and `theme` name parts of `source`, None where it has none."""

    source: Path
    sheets: tuple[SourcePart, ...]
    names: tuple[OldName, ...]
    active: int
    since_1904: bool
    styles: str
    offset: int
    shared: str | None
    theme: str | None

    def chunks(self, part: str) -> Iterator[bytes]:
        """One part of the source, a megabyte at a time."""
        with ZipFile(self.source) as archive, archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk

    def shared_texts(self, part: str) -> Iterator[bytes]:
        """The shared texts without the counts they claim: readers reserve memory for what is claimed."""
        pieces = self.chunks(part)
        yield _CLAIM.sub(b"", next(pieces, b""), count=2)
        yield from pieces


def carried(source: Path) -> Carried:
    """What can be carried over of an .xlsx or .xlsm file. Raises UnknownSpellingError."""
    with ZipFile(source) as archive:
        held = set(archive.namelist())
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        related = _relations(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {kind: part for kind, part in related.values() if part in held}
        if "styles" not in targets:
            raise UnknownSpellingError
        sheets, places = _sheets(book, related, held)
        theme = targets.get("theme")
        if theme is not None and b"r:embed=" in archive.read(theme):  # a picture, which stays behind
            theme = None
        styles, offset = _with_ours(archive.read(targets["styles"]).decode("utf-8-sig"))
    view = book.find(f"{{{_MAIN}}}bookViews/{{{_MAIN}}}workbookView")
    properties = book.find(f"{{{_MAIN}}}workbookPr")
    active = int(view.get("activeTab", "0")) if view is not None else 0
    return Carried(
        source=source,
        sheets=sheets,
        names=tuple(_names(book, places, {sheet.name.casefold() for sheet in sheets})),
        active=places.get(active, next((i for i, sheet in enumerate(sheets) if sheet.state == "visible"), 0)),
        since_1904=properties is not None and properties.get("date1904") in ("1", "true"),
        styles=styles,
        offset=offset,
        shared=targets.get("sharedStrings"),
        theme=theme,
    )


def _relations(body: bytes) -> dict[str, tuple[str, str]]:
    """Relation id → (kind, part)."""
    found = {}
    for one in ElementTree.fromstring(body).iter(_RELATION):
        if one.get("TargetMode") != "External":
            target = one.get("Target", "")
            part = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], part)
    return found


def _sheets(
    book: ElementTree.Element, related: dict[str, tuple[str, str]], held: set[str]
) -> tuple[tuple[SourcePart, ...], dict[int, int]]:
    """The worksheets in tab order, and where each tab's place among all tabs is among them."""
    sheets: list[SourcePart] = []
    places: dict[int, int] = {}
    for tab, one in enumerate(book.iterfind(f"{{{_MAIN}}}sheets/{{{_MAIN}}}sheet")):
        kind, part = related.get(one.get(_ID, ""), ("", ""))
        if kind == "worksheet" and part in held:
            places[tab] = len(sheets)
            sheets.append(SourcePart(one.get("name", ""), part, one.get("state", "visible")))
    if not sheets:
        raise UnknownSpellingError
    return tuple(sheets), places


def _names(book: ElementTree.Element, places: dict[int, int], sheets: set[str]) -> Iterator[OldName]:
    """The names of places on `sheets` (their names, case folded): Excel repairs a file that names a place elsewhere."""
    for one in book.iterfind(f"{{{_MAIN}}}definedNames/{{{_MAIN}}}definedName"):
        tab, place = one.get("localSheetId"), (one.text or "").strip()
        if tab is not None and int(tab) not in places:
            continue
        if all(_PLACE.fullmatch(part) and _sheet_of(part) in sheets for part in place.split(",")):
            sheet = None if tab is None else places[int(tab)]
            yield OldName(one.get("name", ""), sheet, one.get("hidden") in ("1", "true"), place)


def _sheet_of(place: str) -> str:
    """The sheet of `'R&D 2024'!$A$1`, case folded."""
    sheet = place.rpartition("!")[0]
    return (sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet).casefold()


def _with_ours(styles: str) -> tuple[str, int]:
    """The style part with our fonts, fills and cell formats behind its own, and the index of our first format."""
    if "<!" in styles:  # a comment may hold what only looks like a font
        raise UnknownSpellingError
    made = styles
    before: dict[str, int] = {}
    for name, item, ours in (("fonts", "font", FONTS), ("fills", "fill", FILLINGS), ("cellXfs", "xf", FORMATS)):
        found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", made, re.DOTALL)
        if found is None:
            raise UnknownSpellingError
        before[item] = len(re.findall(rf"<{item}\b", found[1]))
        added = re.sub(r'\b(font|fill)Id="(\d+)"', lambda m: f'{m[1]}Id="{before[m[1]] + int(m[2])}"', "".join(ours))
        body = f'<{name} count="{before[item] + len(ours)}">{found[1]}{added}</{name}>'
        made = made[: found.start()] + body + made[found.end() :]
    return made, before["xf"]
